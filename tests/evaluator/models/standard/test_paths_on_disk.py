"""What settings learn from the disk: certain for what git tracks, a question for what is ignored or absent, nothing outside."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import GONE, UNKNOWN, shown

IMPORTS = "import os, pathlib\nfrom pathlib import Path\nBASE = Path(__file__).resolve().parent\nbase = str(BASE)\n"


@pytest.fixture
def project(resolve: Resolve, tmp_path: Path) -> Resolve:
    """A project with a tracked, an ignored and an absent file."""
    root = tmp_path / "root"
    (root / ".git").mkdir(parents=True)
    files = {
        ".gitignore": "secret.txt\n",
        "tracked.txt": "one\ntwo\n",
        "secret.txt": "s3cret\n",
        "folder/a.py": "",
        "folder/b.py": "",
        "folder/.hidden": "",
    }

    def evaluated(text: str, **given: object) -> object:
        return resolve({**files, "settings.py": IMPORTS + text}, **given)

    return evaluated


def both(name: str) -> object:
    return shown(f"([file {name} exists] True | [file {name} does not exist] False)")


@pytest.mark.parametrize(
    "expression",
    [
        "os.path.exists(os.path.join(base, {name!r}))",
        "(BASE / {name!r}).exists()",
        "os.path.isfile(base + '/' + {name!r})",
        "(BASE / {name!r}).is_file()",
    ],
)
def test_existence(expression: str, project: Resolve) -> None:
    names = ("tracked.txt", "secret.txt", "absent.txt")
    text = "".join(f"N{place} = {expression.format(name=name)}\n" for place, name in enumerate(names))
    resolved = project(text)
    assert [resolved[f"N{place}"] for place in range(3)] == [True, both("secret.txt"), both("absent.txt")]
    resolved = project(text, complete=True)
    assert [resolved[f"N{place}"] for place in range(3)] == [True, True, False]


def test_kinds(project: Resolve) -> None:
    resolved = project(
        "A = os.path.isdir(base), os.path.isfile(base), (BASE / 'folder').is_dir(), (BASE / 'tracked.txt').is_dir(), os.path.isdir('/')\n"
    )
    assert resolved["A"] == (True, False, True, False, True)


def test_outside_the_project_everything_is_a_question(project: Resolve, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("x")
    resolved = project("A = os.path.exists('/etc/passwd')\nB = (BASE.parent / 'outside.txt').exists()\n", complete=True)
    assert resolved["A"] == both("/etc/passwd")
    assert resolved["B"] == both(f"{tmp_path.resolve()}/outside.txt")


def test_one_file_is_one_question(project: Resolve) -> None:
    text = "A = os.path.exists(base + '/x')\nB = not (BASE / 'folder' / '..' / 'x').exists()\nC = A == B\n"
    assert project(text)["C"] is False


def test_the_working_directory_is_only_what_is_given(project: Resolve) -> None:
    text = "A = os.getcwd()\nB = Path.cwd()\nC = os.path.abspath('x')\nD = Path('x').resolve()\nE = os.path.exists('tracked.txt')\nF = os.path.relpath('/a/b')\n"
    resolved = project(text)
    assert [resolved[name] for name in "ABCDF"] == [
        shown("?str"),
        shown("?path"),
        shown("?str"),
        shown("?path"),
        shown("?str"),
    ]
    assert resolved["E"] == both("tracked.txt")
    resolved = project(text, cwd=Path("/a"))
    assert [resolved[name] for name in "ABCDF"] == ["/a", PurePosixPath("/a"), "/a/x", PurePosixPath("/a/x"), "b"]


def test_reading(project: Resolve) -> None:
    text = """
A = (BASE / "tracked.txt").read_text()
B = open(os.path.join(base, "tracked.txt")).read().splitlines()
with open(BASE / "tracked.txt", encoding="utf-8") as file:
    C = [line.strip() for line in file]
with (BASE / "tracked.txt").open("rb") as file:
    D = file.read(3), file.readline(), file.read()
"""
    resolved = project(text)
    assert [resolved[name] for name in "ABCD"] == [
        "one\ntwo\n",
        ["one", "two"],
        ["one", "two"],
        (b"one", b"\n", b"two\n"),
    ]


def test_reading_what_may_be_missing(project: Resolve) -> None:
    text = """
try:
    A = open(BASE / "secret.txt").read().strip()
except FileNotFoundError as error:
    A = error.errno
B = (BASE / "secret.txt").exists()
"""
    resolved = project(text)
    assert resolved["A"] == shown("([file secret.txt exists] ?str | [file secret.txt does not exist] 2)")
    assert project(text, complete=True)["A"] == "s3cret"


def test_an_absent_file_ends_the_import_where_nobody_catches_it(project: Resolve) -> None:
    resolved = project("A = open(BASE / 'absent.txt').read()\nB = (BASE / 'absent.txt').exists()\n")
    assert resolved.worlds == ["file absent.txt exists"]
    assert (resolved["A"], resolved["B"]) == (shown("?str"), True)


def test_what_settings_create_exists(project: Resolve) -> None:
    text = """
if not os.path.exists(base + "/key"):
    with open(base + "/key", "w") as file:
        file.write("x")
A = open(base + "/key").read()
os.makedirs(BASE / "made" / "deep", exist_ok=True)
B = (BASE / "made").is_dir(), (BASE / "made" / "deep").exists()
(BASE / "tracked.txt").unlink()
C = (BASE / "tracked.txt").exists()
(BASE / "other").mkdir()
D = os.path.isdir(BASE / "other")
"""
    resolved = project(text, complete=True)
    assert resolved["A"] == shown("?str")
    assert (resolved["B"], resolved["C"], resolved["D"]) == ((True, True), False, True)


def test_making_a_folder_that_exists_fails(project: Resolve) -> None:
    text = "try:\n    os.mkdir(base + '/folder')\n    A = 1\nexcept FileExistsError:\n    A = 2\n"
    assert project(text)["A"] == 2


def test_listing_folders(project: Resolve) -> None:
    text = """
import glob
A = sorted(os.listdir(BASE / "folder"))
B = sorted(path.name for path in (BASE / "folder").iterdir())
C = sorted((BASE / "folder").glob("*.py"))
D = sorted(glob.glob(base + "/folder/*"))
E = sorted(glob.glob(base + "/**/*.py", recursive=True))
F = "a.py" in os.listdir(BASE / "folder")
G = os.listdir(BASE / "folder")
"""
    resolved = project(text, complete=True)
    folder = PurePosixPath(resolved["BASE"], "folder")
    assert resolved["A"] == [".hidden", "a.py", "b.py"]
    assert resolved["C"] == [folder / "a.py", folder / "b.py"]
    assert resolved["D"] == [f"{folder}/a.py", f"{folder}/b.py"]
    assert resolved["E"] == [f"{folder}/a.py", f"{folder}/b.py", f"{resolved['BASE']}/settings.py"]
    assert resolved["F"] is True
    assert resolved["G"] == shown("[*?]")
    resolved = project(text)
    assert resolved["A"] == shown("[*?]")
    assert resolved["F"] is True


def test_undetermined_paths(project: Resolve) -> None:
    text = """
import mystery
A = os.path.join(mystery.ROOT, "x")
B = Path(mystery.ROOT) / "x"
C = os.path.exists(mystery.ROOT)
D = os.path.exists(mystery.ROOT) == os.path.exists(mystery.ROOT)
E = open(mystery.ROOT).read()
F = os.path.splitext(mystery.ROOT)[1]
"""
    resolved = project(text)
    assert (resolved["A"], resolved["B"], resolved["E"], resolved["F"]) == (
        shown("?str"),
        shown("?path"),
        shown("?str"),
        shown("?str"),
    )
    assert resolved["D"] is True
    assert UNKNOWN != GONE
