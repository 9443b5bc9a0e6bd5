import os
from collections.abc import Callable
from pathlib import Path

import pytest

from djauthlint.disk import SIZE_LIMIT
from djauthlint.project import FileState, OutsideProject, ProjectFileError, ProjectFiles

Write = Callable[[dict[str, str]], Path]


def everything(folder: str, names: object) -> bool:
    return True


def test_reads_what_is_inside(write: Write) -> None:
    root = write({"a/b.py": "x", "c.py": "y"})
    files = ProjectFiles(root)
    assert files.read_bytes(root / "a" / "b.py") == files.read_bytes(Path("a/b.py")) == b"x"
    assert files.list_dir(Path()) == ["a", "c.py"]
    assert (files.is_dir(Path("a")), files.is_file(Path("a")), files.exists(Path("a"))) == (True, False, True)
    assert (files.is_file(Path("c.py")), files.exists(Path("d.py"))) == (True, False)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../../secret", "link", "folder/secret"])
def test_refuses_what_is_outside(write: Write, name: str) -> None:
    root = write({"a/b.py": ""})
    (root.parent / "secret").write_text("secret")
    (root / "link").symlink_to(root.parent / "secret")
    (root / "folder").symlink_to(root.parent)
    files = ProjectFiles(root)
    for look in (files.read_bytes, files.exists, files.is_file, files.is_dir, files.list_dir, files.locate):
        with pytest.raises(OutsideProject, match="outside the project"):
            look(Path(name))
    assert files.state(Path(name)) is FileState.OUTSIDE
    assert files.read_listed(str(root / "link")) is None
    assert [names for folder, names in files.walk(everything) if folder == str(root)] == [[]]


def test_a_sibling_with_the_same_beginning_is_outside(write: Write) -> None:
    root = write({})
    (root.parent / "root2").mkdir()
    assert ProjectFiles(root).state(root.parent / "root2") is FileState.OUTSIDE


def test_links_inside_are_followed_and_keep_their_names(write: Write) -> None:
    root = write({"settings/prod.py": "x"})
    (root / "current.py").symlink_to("settings/prod.py")
    (root / "conf").symlink_to("settings")
    files = ProjectFiles(root)
    assert files.read_bytes(Path("conf/prod.py")) == files.read_listed(str(root / "current.py")) == b"x"
    assert files.locate(Path("current.py")) == root / "current.py"
    assert files.locate(Path("conf/../current.py")) == root / "current.py"
    assert dict(files.walk(everything)) == {str(root): ["current.py"], str(root / "settings"): ["prod.py"]}


def test_a_link_to_the_root_is_the_root(write: Write) -> None:
    root = write({"a.py": ""})
    (root.parent / "other").symlink_to(root)
    files = ProjectFiles(root.parent / "other")
    assert files.root == root
    assert files.locate(root.parent / "other" / "a.py") == root / "a.py"


def test_a_folder_above_a_link_is_not_the_folder_of_its_name(write: Write) -> None:
    root = write({"a/b/c.py": "", "d.py": "wrong", "a/d.py": "right"})
    (root / "link").symlink_to("a/b")
    files = ProjectFiles(root)
    assert files.read_bytes(Path("link/../d.py")) == b"right"
    assert files.locate(Path("link/../d.py")) == root / "a" / "d.py"


def test_what_is_no_file_has_a_clear_reason(write: Write) -> None:
    root = write({"settings.py/x.py": "", "big.py": "#" * (SIZE_LIMIT + 1)})
    os.mkfifo(root / "pipe.py")
    (root / "loop.py").symlink_to("loop.py")
    files = ProjectFiles(root)
    reasons = {
        "settings.py": "is not a regular file",
        "pipe.py": "is not a regular file",
        "big.py": "is larger than 2 MB",
        "loop.py": "symbolic links",
        "absent.py": "no such file",
        "x" * 300: "too long",
        "a\0b": "not a usable path",
    }
    for name, reason in reasons.items():
        with pytest.raises(ProjectFileError, match=reason):
            files.read_bytes(Path(name))
        assert not files.is_file(Path(name)) or name == "big.py"
    with pytest.raises(ProjectFileError, match="not a directory"):
        files.list_dir(Path("big.py"))
    assert files.state(Path("loop.py")) is files.state(Path("absent.py")) is FileState.ABSENT
    assert files.exists(Path("pipe.py"))
    assert files.read_listed(str(root / "pipe.py")) is None


def test_unreadable_folders_and_odd_names_do_not_stop_the_walk(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"closed/a.py": "", "open/b.py": ""})
    odd = os.fsencode(root) + b"/open/\xff.py"
    Path(os.fsdecode(odd)).write_bytes(b"x")
    scan = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    files = ProjectFiles(root)
    walked = dict(files.walk(everything))
    assert walked[str(root / "closed")] == []
    assert walked[str(root / "open")] == ["b.py", "\udcff.py"]
    assert files.read_listed(os.fsdecode(odd)) == b"x"


def test_unsaved_text_wins(write: Write) -> None:
    root = write({"a.py": "saved", "gone/x.txt": ""})
    new = root / "new" / "b.py"
    files = ProjectFiles(root, {root / "a.py": b"unsaved", new: b"new", root / "c.py": b"c"})
    assert files.read_bytes(Path("a.py")) == files.read_listed(str(root / "a.py")) == b"unsaved"
    assert files.read_bytes(new) == b"new"
    assert files.is_file(new)
    assert files.state(new) is FileState.TRACKED
    assert files.list_dir(root) == ["a.py", "c.py", "gone"]
    walked = dict(files.walk(lambda folder, names: "x.txt" not in names))
    assert walked == {str(root): ["a.py", "c.py"], str(root / "new"): ["b.py"]}
    with pytest.raises(OutsideProject):
        ProjectFiles(root, {root.parent / "x.py": b""})


def test_ignored_by_git(write: Write) -> None:
    root = write(
        {
            ".gitignore": "\ufeff.env\nlocal/\n",
            ".git/info/exclude": "mine.py\n",
            "app/.gitignore": "!.env\nsecret.py\n",
            ".env": "",
            "app/.env": "",
            "app/secret.py": "",
            "local/kept.py": "",
            "mine.py": "",
        }
    )
    (root / "shown").symlink_to("local")
    files = ProjectFiles(root)
    states = {
        name: files.state(Path(name)).name for name in (".env", "app/.env", "app/secret.py", "local/kept.py", "mine.py")
    }
    assert states == {
        ".env": "IGNORED",
        "app/.env": "TRACKED",
        "app/secret.py": "IGNORED",
        "local/kept.py": "IGNORED",
        "mine.py": "IGNORED",
    }
    assert files.state(Path("shown/kept.py")) is FileState.IGNORED
    assert files.state(root) is FileState.TRACKED
    assert str(root / "local") not in dict(files.walk(everything))
