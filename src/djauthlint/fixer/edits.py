"""Edits put into the texts of files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from djauthlint.diagnostics import Edit
from djauthlint.source import SourceFile


def applied(files: Mapping[Path, SourceFile], edits: Iterable[Edit]) -> dict[Path, SourceFile]:
    """The files that edits change, changed.

    Arguments:
        files: their texts, in which the edits count characters.
        edits: none overlaps another. Of those that insert at the same place, the first comes first.
    """
    by_path: dict[Path, list[Edit]] = {}
    for edit in dict.fromkeys(edits):
        by_path.setdefault(edit.span.path, []).append(edit)
    return {path: replace(files[path], text=_text(files[path].text, found)) for path, found in by_path.items()}


def _text(text: str, edits: Iterable[Edit]) -> str:
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.span.start, edit.span.end)):
        between, new = text[position : edit.span.start], edit.text
        if not between and pieces and pieces[-1].endswith(("\n", "\r")):
            # One empty line is enough above what is added at the same place.
            new = re.sub(r"\A(?:\r\n|\r|\n)", "", new)
        pieces += (between, new)
        position = edit.span.end
    return "".join([*pieces, text[position:]])


def overlap(one: Iterable[Edit], other: Iterable[Edit]) -> bool:
    """Whether two groups of edits can't be made together: they are about the same text, and are not the same."""
    return any(_overlap(first, second) for first in one for second in other)


def _overlap(one: Edit, other: Edit) -> bool:
    first, second = one.span, other.span
    if first.path != second.path or one == other:
        return False
    if first == second:
        return first.start != first.end
    return first.start < second.end and second.start < first.end
