"""Nothing looks at the disk but through `djauthlint.disk`, where a look is recorded."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src/djauthlint"
OF_OS = {
    "stat",
    "lstat",
    "listdir",
    "scandir",
    "walk",
    "access",
    "exists",
    "lexists",
    "isfile",
    "isdir",
    "islink",
    "realpath",
}
OF_PATHS = {
    "read_text",
    "read_bytes",
    "exists",
    "is_file",
    "is_dir",
    "is_symlink",
    "iterdir",
    "glob",
    "rglob",
    "stat",
    "lstat",
}
OWN = ("disk.py", "cache/", "cli/", "fixer/saving.py")
"""What reads the disk for a result, writes, or refuses to work."""
FOR_OTHERS = {
    "project/files.py": {
        "islink": 1,
        "isdir": 1,
    },  # the first is known from the folder's listing, the second is about unsaved files
}


def _looks(tree: ast.AST) -> Iterator[str]:
    """Calls that look at the disk: of functions of os, and of methods of what is not called the files of the project."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = ast.unparse(node.func.value), node.func.attr
            is_ours = owner == "self" or owner.split(".")[-1].lstrip("_") in {"files", "disk"}
            if name in (OF_OS if owner in {"os", "os.path"} else OF_PATHS) and not is_ours:
                yield name


@pytest.mark.broad
def test_only_there() -> None:
    found = {}
    for path in SOURCE.rglob("*.py"):
        name = path.relative_to(SOURCE).as_posix()
        looks = [*_looks(ast.parse(path.read_text(encoding="utf-8")))]
        if looks and not name.startswith(OWN):
            found[name] = {look: looks.count(look) for look in looks}
    assert {name: looks for name, looks in found.items() if looks != FOR_OTHERS.get(name)} == {}
