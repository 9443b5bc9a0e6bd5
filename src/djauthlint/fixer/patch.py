"""Changes as a patch that `git apply` takes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from djauthlint.source import SourceFile

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+\Z")
"""What git takes for a line: a carriage return is a part of it."""
_HEADER: Final = 2
"""The lines that name a file."""
NO_NEWLINE: Final = "\\ No newline at end of file"


def patch(before: Mapping[Path, SourceFile], after: Mapping[Path, SourceFile], root: Path) -> Iterator[str]:
    """The lines of a patch, each with its newline, for people.

    Arguments:
        before: the texts as they were.
        after: the same as they are now.
        root: what the paths in it are relative to.
    """
    for path, new in sorted(after.items()):
        yield from _lines(before[path], new, root)


def patch_bytes(before: Mapping[Path, SourceFile], after: Mapping[Path, SourceFile], root: Path) -> bytes:
    """The same for `git apply` and `patch`, which compare bytes: the lines of each file are in its encoding, paths in UTF-8."""
    parts: list[bytes] = []
    for path, new in sorted(after.items()):
        lines = list(_lines(before[path], new, root))
        encoding = "utf-8" if new.encoding == "utf-8-sig" else new.encoding
        parts += [line.encode("utf-8", "surrogateescape") for line in lines[:_HEADER]]
        parts += [line.encode(encoding) for line in lines[_HEADER:]]
    return b"".join(parts)


def _lines(old: SourceFile, new: SourceFile, root: Path) -> Iterator[str]:
    path = new.path
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
    lines = difflib.unified_diff(
        _LINE.findall(_with_mark(old)),
        _LINE.findall(_with_mark(new)),
        _quoted(f"a/{name}"),
        _quoted(f"b/{name}"),
    )
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{NO_NEWLINE}\n"


def _with_mark(file: SourceFile) -> str:
    """The text with its byte order mark, which git sees as a character."""
    return f"\ufeff{file.text}" if file.encoding == "utf-8-sig" else file.text


def _quoted(name: str) -> str:
    """A path as git writes it: in quotation marks where it has a character that ends the line, or that a terminal obeys."""
    shown = "".join(map(_escaped, name))
    if shown == name:
        return f"{name}\t" if " " in name else name
    return f'"{shown}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
