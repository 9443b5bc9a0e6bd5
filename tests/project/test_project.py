import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from djauthlint.project import OutsideProject, Project

Write = Callable[[dict[str, str]], Path]


@pytest.mark.parametrize(
    ("files", "path", "cwd", "root", "scope"),
    [
        ({".git/HEAD": "", "backend/manage.py": ""}, "backend", "backend", "", "backend"),
        ({".git/HEAD": "", "a/b/settings.py": ""}, "a/b/settings.py", "a", "", ""),
        ({".git/HEAD": "", ".gitignore": "a", "a/setup.cfg": ""}, "a", "a", "a", "a"),
        ({"setup.cfg": "", "sandbox/manage.py": ""}, "sandbox/manage.py", "", "", "sandbox"),
        ({".gitignore": "", "x/manage.py": ""}, "x", "", "", "x"),
        ({"pyproject.toml": "", "a/b/c.py": ""}, "a/b", "a/b", "", ""),
        ({"a/b/c.py": "", "a/b/__init__.py": ""}, "a/b/c.py", "elsewhere", "a", "a"),
    ],
)
def test_boundaries(write: Write, files: dict[str, str], path: str, cwd: str, root: str, scope: str) -> None:
    top = write({**files, "elsewhere/x": ""})
    project = Project.open([top / path], cwd=top / cwd)
    assert (project.root, project.scope) == (top / root, top / scope)


def test_no_path_means_here(write: Write) -> None:
    root = write({"manage.py": "", "settings.py": "INSTALLED_APPS = []"})
    project = Project.open([], cwd=root)
    assert (project.root, [entry.module for entry in project.entries]) == (root, ["settings"])


def test_several_paths_share_a_project(write: Write) -> None:
    root = write({"a/manage.py": "", "b/manage.py": ""})
    assert Project.open([Path("a"), Path("b")], cwd=root).root == root


def test_a_file_that_nobody_names(write: Write) -> None:
    root = write({"manage.py": "", "site/settings.dist.py": "", "site/other.py": ""})
    project = Project.open([root / "site" / "other.py"], cwd=root)
    assert project.entry_for(Path("site/other.py")).module == "site.other"
    (other,) = project.entries_at(root / "site" / "other.py")
    assert (other.path, other.named_by) == (root / "site" / "other.py", ())
    assert project.entry_for(Path("site/settings.dist.py")).module == "site.settings.dist"
    with pytest.raises(OutsideProject):
        project.entry_for(root.parent / "x.py")


def test_unsaved_text(write: Write) -> None:
    root = write({"manage.py": "", "a.py": ""})
    project = Project.open([Path("a.py")], overlay={Path("a.py"): b"MIDDLEWARE = []"}, cwd=root)
    assert [entry.module for entry in project.entries] == ["a"]


def test_chosen_import_roots(write: Write) -> None:
    root = write({"x/manage.py": "", "x/y/settings.py": "MIDDLEWARE = []"})
    project = Project.open([root / "x"], import_roots=[Path()], cwd=root)
    assert [entry.module for entry in project.entries] == ["x.y.settings"]
    with pytest.raises(OutsideProject):
        Project.open([root / "x"], import_roots=[root.parent], cwd=root).roots  # noqa: B018


def test_nothing_is_opened_outside_the_project(write: Write) -> None:
    root = write(
        {
            "manage.py": 'import sys\nsys.path.append("..")\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "link")\n',
            "settings.py": "from link import *\nexec(open('../secret.py'))\nINSTALLED_APPS = []",
            "pyproject.toml": '[tool.pytest.ini_options]\npythonpath = ["..", "/etc"]\n',
            ".gitignore": "x\n",
        }
    )
    (root.parent / "secret.py").write_text("INSTALLED_APPS = []")
    (root / "link.py").symlink_to("../secret.py")
    (root / "folder").symlink_to("..")
    script = """
import sys
from pathlib import Path
from djauthlint.project import Project, infer_profile
root = Path(sys.argv[1])
events = []
sys.addaudithook(lambda event, args: events.append((event, *args)))
project = Project.open([root], cwd=root)
profiles = [infer_profile(entry, None).value for entry in project.entries]
looks = [str(each[1]) for each in events if each[0] in ("open", "os.listdir", "os.scandir") and each[1] != 3]
print(profiles, {path for path in looks if not path.startswith((str(root), sys.base_prefix, sys.prefix))})
print([each[0] for each in events if each[0].startswith(("socket", "subprocess", "os.system", "os.exec", "os.fork"))])
"""
    source = Path(sys.modules["djauthlint.project"].__path__[0]).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script, root],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(source)},
    )
    assert done.stdout.splitlines() == ["['production'] set()", "[]"]


def test_nothing_heavy_is_imported() -> None:
    source = Path(sys.modules["djauthlint.project"].__path__[0]).parents[1]
    script = "import sys, djauthlint.project; print({'libcst', 'pathspec', 'yaml', 'django'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(source)}
    )
    assert done.stdout.strip() == "set()"
