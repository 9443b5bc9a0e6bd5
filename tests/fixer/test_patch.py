"""What `git apply` makes of a patch is what `--fix` writes."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from djauthlint.evaluator.parse import decode
from djauthlint.fixer import patch_bytes
from djauthlint.source import SourceFile

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")

LINES = st.lists(st.sampled_from(["A = 1\n", "B = 2\r\n", "\n", "# é\n", "C = [\n"]), max_size=8).map("".join)
TEXTS = st.tuples(LINES, st.sampled_from(["", "D = 4"])).map("".join)


def applied(folder: Path, name: str, old: SourceFile, new: SourceFile) -> bytes:
    """What git makes of a file with a patch."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(old.text.encode(old.encoding))
    data = patch_bytes({path: old}, {path: new}, folder)
    git = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(git, cwd=folder, input=data, check=True, capture_output=True)
    return path.read_bytes()


@pytest.mark.parametrize("name", ["settings.py", "a folder/settings é.py", 'odd"name\\.py', "tab\there.py"])
def test_names(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    old, new = SourceFile(path, "A = 1\n"), SourceFile(path, "A = 2\n")
    assert applied(tmp_path, name, old, new) == b"A = 2\n"


def test_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    old = decode(path, b"\xef\xbb\xbfA = 1\n")
    new = SourceFile(path, "A = 2\n", old.encoding)
    assert applied(tmp_path, "settings.py", old, new) == b"\xef\xbb\xbfA = 2\n"


def test_encoding(tmp_path: Path) -> None:
    path = tmp_path / "réglages.py"
    old = decode(path, "# coding: latin-1\nA = 1\nB = 'é'\n".encode("latin-1"))
    new = SourceFile(path, old.text.replace("A = 1", "A = 2"), old.encoding)
    assert applied(tmp_path, path.name, old, new) == new.content


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS, TEXTS)
def test_texts(tmp_path_factory: pytest.TempPathFactory, one: str, other: str) -> None:
    if one == other or not one or not other:
        return
    folder = tmp_path_factory.mktemp("patch")
    path = folder / "settings.py"
    assert applied(folder, "settings.py", SourceFile(path, one), SourceFile(path, other)) == other.encode()
