"""What a diagnostic is recognised by in a later run: it stays when lines move or code is laid out anew, and holds no secret."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from djauthlint.diagnostics import Diagnostic
from djauthlint.django_facts.dotted_paths import path_lifetime
from djauthlint.source import SourceFile

LENGTH: Final = 24
"""Hexadecimal digits: 96 bits tell apart more diagnostics than there will ever be."""

_TOKEN: Final = re.compile(
    r"""
    (?P<space>\s+|\#[^\r\n]*|\\[\r\n]+)
    | (?P<layout>[(),;])
    | (?P<text>(?P<prefix>[bfrtuBFRTU]{0,2})(?P<quotes>'''|\"""|'|"))
    | (?P<number>\.?\d(?:[eE][+-]?\d|[\w.])*)
    | (?P<name>\w+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_TEXT, _NUMBER, _LAYOUT = '"', "0", ""
"""Round brackets and commas come and go with the layout."""
_CLOSING: Final = {"[": "]", "{": "}", "(": ")"}


def fingerprint(diagnostic: Diagnostic, source: SourceFile | None, root: Path | None = None) -> str:
    """What a diagnostic is recognised by, the same for those that are equal in all of this.

    It is a digest of the file, the rule, the setting and the form of the code that the diagnostic points at. Texts and
    numbers are left out of that form, as any may be a secret: names, keywords, operators and brackets remain, and what
    comes with Django (`"django.contrib.auth"`). Who points at a whole list, tuple or dict speaks of it whatever is in it: only
    its kind is taken. Of files that are not Python, nothing is taken.

    Arguments:
        diagnostic: what was found.
        source: the file that it points into, as it was evaluated; None if it is not known.
        root: the folder that the file's path is relative to, if it lies below it.
    """
    path = diagnostic.span.path
    if root is not None and path.is_relative_to(root):
        path = path.relative_to(root)
    code = "" if source is None or path.suffix != ".py" else " ".join(_form(diagnostic, source.text))
    parts = path.as_posix(), diagnostic.code, diagnostic.setting, code
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def fingerprints(
    diagnostics: Iterable[Diagnostic], files: Mapping[Path, SourceFile], root: Path | None = None
) -> list[str]:
    """The fingerprint of each diagnostic with a number that tells equals apart, in the order of their places.

    Arguments:
        diagnostics: all of a run, in any order.
        files: their texts.
        root: as for `fingerprint`.
    """
    found = [(each, fingerprint(each, files.get(each.span.path), root)) for each in diagnostics]
    order = sorted(range(len(found)), key=lambda index: (found[index][0].span, found[index][0].message))
    counts: Counter[str] = Counter()
    numbered = [""] * len(found)
    for index in order:
        base = found[index][1]
        counts[base] += 1
        numbered[index] = f"{base}:{counts[base]}"
    return numbered


def _form(diagnostic: Diagnostic, text: str) -> Iterator[str]:
    """The tokens of the code that a diagnostic points at; texts that stand beside each other are one."""
    span = diagnostic.span
    tokens = [(text[start], form) for start, end, form in _tokens(text) if start < span.end and end > span.start]
    if _is_display([first for first, _ in tokens]):
        yield tokens[0][0]
        return
    last = ""
    for _, form in tokens:
        if form == _LAYOUT:
            continue
        if not form == last == _TEXT:
            yield form
        last = form


def _is_display(firsts: Sequence[str]) -> bool:
    """Whether tokens, given the first character of each, are a whole list, set, dict or tuple."""
    if len(firsts) < len("[]") or _CLOSING.get(firsts[0]) != firsts[-1]:
        return False
    depth, has_comma = 0, False
    for first in firsts[:-1]:
        depth += (first in _CLOSING) - (first in _CLOSING.values())
        if depth == 0:
            return False
        has_comma = has_comma or (depth == 1 and first == ",")
    # In round brackets without a comma anything may stand.
    return firsts[0] != "(" or has_comma or len(firsts) == len("()")


@lru_cache(maxsize=8)
def _tokens(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where each token of a file begins and ends, and what of it is no secret.

    Python's own tokenizer takes f-strings apart since 3.12 and stops at what is not Python.
    """
    tokens: list[tuple[int, int, str]] = []
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        assert found is not None  # any character is a sign
        start, position = found.span()
        if found["text"]:
            position = _end(text, position, found["quotes"], found["prefix"].lower())
            tokens.append((start, position, _public(text[found.end() : position - len(found["quotes"])])))
        elif not found["space"]:
            form = _LAYOUT if found["layout"] else _NUMBER if found["number"] else found[0]
            tokens.append((start, position, form))
    return tuple(tokens)


def _public(body: str) -> str:
    """What of a text is no secret."""
    return body if body.startswith("django.") and path_lifetime(body) is not None else _TEXT


def _end(text: str, start: int, quotes: str, prefix: str) -> int:
    """Where a text ends whose quotation marks end at `start`; one that isn't closed takes all that could belong to it."""
    inside = r"(?:\\.|[^\\])*?" if len(quotes) > 1 else r"(?:\\(?:\r\n|.)|[^\\\r\n])*?"
    closing = re.compile(inside + quotes, re.DOTALL)
    is_template = "f" in prefix or "t" in prefix
    end = start
    while found := closing.match(text, end):
        end = found.end()
        body = text[start:end].replace("{{", "").replace("}}", "")
        if not is_template or body.count("{") <= body.count("}"):
            return end
    if len(quotes) > 1 or is_template:
        return len(text)
    return min(place for place in (text.find("\n", start), text.find("\r", start), len(text)) if place >= 0)
