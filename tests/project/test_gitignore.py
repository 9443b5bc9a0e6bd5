import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from djauthlint.project import FileState, ProjectFiles
from djauthlint.project.gitignore import parse, verdict

NAMES = ["a", "b", "ab", "a.env", ".env", "x y", "keep", "b ", "#h", "!n", "[z]", "a-b"]
SEGMENTS = [
    *NAMES,
    *(
        "*",
        "**",
        "a*",
        "*b",
        "?",
        "[ab]",
        "[!a]",
        "[^a]",
        "[a-c]*",
        "*.env",
        "*e*",
        "**a",
        "[[:alpha:]]",
        "\\#h",
        "\\!n",
    ),
    *("[]z[]*", "a\\", "*a*b*", "x\\ y", "b\\ ", "[", "[a", "[\\]z]", "[b-a]", "[[:nope:]]"),
]


@pytest.mark.parametrize(
    ("text", "path", "is_folder", "expected"),
    [
        ("", "a", False, None),
        ("# a", "a", False, None),
        ("a/", "a", False, None),
        ("a/", "a", True, True),
        ("*.env\n!keep.env", "keep.env", False, False),
        ("/a", "b/a", False, None),
        ("b/a", "b/a", False, True),
        ("**/a/**/b", "x/a/y/z/b", False, True),
        ("a/**", "a/b/c", False, True),
        ("a/**", "a", True, None),
        ("a\r\n", "a", False, True),
        ("/", "a", True, None),
        ("[b-\\a]", "b", False, None),
        ("[/[a-c]*", "[z]", True, True),
        ("[/a]/b", "a/b", False, True),
        ("x[/]y", "x/y", False, None),
        ("\\[/b", "[/b", False, True),
        ("[/a", "[/a", False, None),
    ],
)
def test_verdict(text: str, path: str, is_folder: bool, expected: bool | None) -> None:
    assert verdict(parse(text), path, is_folder) is expected


def test_no_pattern_is_slow() -> None:
    patterns = parse("*a*a*a*a*a*a*a*a*a*b\n" + "**/a/" * 20 + "b\n" + "*" * 10_000 + "b")
    # One that is slow takes longer than anybody waits.
    assert verdict(patterns, "/".join(["a" * 200] * 18 + ["a"] * 100), False) is None


@pytest.mark.skipif(shutil.which("git") is None, reason="git is the judge")
@pytest.mark.parametrize("seed", range(12))
def test_as_git_does(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for _ in range(25):
        path = tmp_path.joinpath(*(chance.choice(NAMES) for _ in range(chance.randint(1, 4))))
        if not any(parent.is_file() for parent in [path, *path.parents]) and not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
    paths = sorted(path for path in tmp_path.rglob("*") if ".git" not in path.relative_to(tmp_path).parts)
    for folder in [tmp_path, *(path for path in paths if path.is_dir() and chance.random() < 0.3)]:
        (folder / ".gitignore").write_text("\n".join(_line(chance) for _ in range(4)), encoding="utf-8", newline="")
    (tmp_path / ".git" / "info" / "exclude").write_text("keep\n", encoding="utf-8")

    names = {path: str(path.relative_to(tmp_path)) for path in paths}
    asked = subprocess.run(
        ["git", "-C", tmp_path, "check-ignore", "-z", "--no-index", "--stdin"],
        input="\0".join(names.values()).encode(),
        capture_output=True,
        check=False,
    )
    files = ProjectFiles(tmp_path)
    ignored = {name for path, name in names.items() if files.state(path) is FileState.IGNORED}
    assert ignored == {os.fsdecode(name) for name in asked.stdout.split(b"\0") if name}


def _line(chance: random.Random) -> str:
    segments = "/".join(chance.choice(SEGMENTS) for _ in range(chance.choice([1, 1, 1, 2, 2, 3])))
    return chance.choice(["", "", "!"]) + chance.choice(["", "", "/"]) + segments + chance.choice(["", "", "/", " "])
