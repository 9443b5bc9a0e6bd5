"""Texts of dynaconf as values: TOML, and the words that begin with `@`; plain Python, as `dynaconf.utils.parse_conf`."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


class ParseError(Exception):
    """A text that a cast refuses."""


@dataclass(frozen=True, slots=True, eq=False)
class Opaque:
    """A value that has no plain Python object: a tree of the evaluator's values, or nothing but a reason."""

    tree: Any = None
    reason: str = "a value that can't be determined"


@dataclass(frozen=True, slots=True, eq=False)
class Lazy:
    """`@format`, `@jinja`, `@get` or `@read_file`: evaluated when it is read; then each of `casts` is applied."""

    kind: str
    text: Any
    casts: tuple[Callable[[Any], Any], ...] = ()


@dataclass(slots=True, eq=False)
class Merge:
    """`@merge`: the value is merged with the one that is there."""

    value: Any
    unique: bool = False


@dataclass(slots=True, eq=False)
class Insert:
    """`@insert`: the value is inserted into the list that is there."""

    index: int
    value: Any


@dataclass(slots=True, eq=False)
class Delete:
    """`@del`: what is there is removed."""


TRUE: Final = ("t", "true", "enabled", "1", "on", "yes")
_LAZY: Final = ("@format", "@jinja", "@get", "@read_file")
_PAIR: Final = re.compile(r"([a-zA-Z0-9_.  ]*=[a-zA-Z0-9_.\-:/@]*)")
_QUOTED_PAIR: Final = re.compile(r"""([a-zA-Z0-9_.]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9_.\-:/@]*))""")
_CONSTANTS: Final = {
    ": True": ": true",
    ":True": ": true",
    ": False": ": false",
    ":False": ": false",
    ": None": ": null",
    ":None": ": null",
}


def _integer(value: Any) -> int:
    try:
        return int(value)
    except (ValueError, TypeError) as error:
        raise ParseError(f"Cannot convert '{value}' to integer: {error}") from None


def _real(value: Any) -> float:
    try:
        return float(value)
    except (ValueError, TypeError) as error:
        raise ParseError(f"Cannot convert '{value}' to float: {error}") from None


def _json(value: Any) -> Any:
    for read in (json.loads, _first_object, ast.literal_eval):
        try:
            return read(value)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
    raise ParseError(f"Cannot parse as JSON: {value}")


def _first_object(text: str) -> Any:
    found = json_objects(text)
    if not found:
        raise ValueError
    return found[0]


def json_objects(text: str) -> list[Any]:
    """The JSON objects in a text, wherever they stand."""
    for old, new in _CONSTANTS.items():
        text = text.replace(old, new)
    found, position, decoder = [], 0, json.JSONDecoder()
    while (start := text.find("{", position)) >= 0:
        try:
            value, end = decoder.raw_decode(text[start:])
            found.append(value)
            position = start + end
        except ValueError:
            position = start + 1
    return found


_CASTS: Final[dict[str, Callable[[Any], Any]]] = {
    "@str": str,
    "@int": _integer,
    "@float": _real,
    "@bool": lambda value: str(value).strip().lower() in TRUE,
    "@json": _json,
    **{
        f"@{name}": lambda value, name=name: getattr(str(value), name)()
        for name in "upper lower title capitalize strip lstrip rstrip split casefold swapcase".split()
    },
}
_NOTHING: Final = ("@note", "@comment", "@null", "@none")
_MARKS: Final = ("@del", "@merge", "@merge_unique", "@insert", "@reset")
CONVERTERS: Final = (*_CASTS, *_LAZY, *_NOTHING, *_MARKS, "@empty")
_COMBINED: Final = re.compile(f"^({'|'.join(map(re.escape, CONVERTERS))}) @(jinja|format|read_file|get)")


def from_toml(text: str) -> Any:
    """A text as the value of a TOML key; itself where it is none."""
    try:
        return tomllib.loads(f"key={text}")["key"]
    except (tomllib.TOMLDecodeError, KeyError, RecursionError):
        return text


def fixed_boolean(text: str) -> str:
    """The text of a variable; `True` and `False` as TOML writes them."""
    return text.lower() if text.strip() in ("True", "False") else text


@dataclass(frozen=True, slots=True)
class Parser:
    """How texts are parsed: `auto_cast` is dynaconf's option of this name."""

    auto_cast: bool = True
    only: tuple[str, ...] = field(default=())

    def parse(self, data: Any, *, toml: bool = False) -> Any:
        """As `parse_conf_data`.

        Raises:
            ParseError: a cast refuses a text.
        """
        if isinstance(data, (tuple, list)):
            return [self.parse(item, toml=toml) for item in data]
        if isinstance(data, dict):
            return {key: self.parse(item) for key, item in data.items()}
        if not isinstance(data, str):
            return data
        if self.auto_cast and data and data.partition(" ")[0] in CONVERTERS:
            return self._converted(data)
        return from_toml(data) if toml else data

    def _converted(self, data: str) -> Any:
        combined = _COMBINED.match(data)
        if combined:
            words, value = combined[0].split(" "), data.replace(combined[0], "").strip()
        else:
            word, _, value = data.partition(" ")
            words = [word]
        result: Any = value
        for word in reversed(words):
            result = self._apply(word, result)
        return result

    def _apply(self, word: str, value: Any) -> Any:
        if word in _CASTS:
            cast = _CASTS[word]
            return Lazy(value.kind, value.text, (*value.casts, cast)) if isinstance(value, Lazy) else cast(value)
        if word in _LAZY:
            return Lazy(word, value)
        if word in _NOTHING:
            return None
        if isinstance(value, Lazy) or word in ("@empty", "@reset"):
            return Opaque(reason=f"a text with {word}")
        if word == "@del":
            return Delete()
        return self._insert(value) if word == "@insert" else Merge(self._to_merge(value), word == "@merge_unique")

    def _to_merge(self, text: str) -> Any:
        value = self.parse(text, toml=True)
        if isinstance(value, (int, float)):
            return [value]
        if not isinstance(value, str):
            return value
        objects = json_objects(value)
        if len(objects) == 1:
            return objects[0]
        quoted = _QUOTED_PAIR.findall(value)
        if quoted:
            return {row[0].strip(): self.parse(row[1] or row[2] or row[3], toml=True) for row in quoted}
        pairs = _PAIR.findall(value)
        if pairs:
            rows = (match.strip().split("=") for match in pairs)
            return {key.strip(): self.parse(item, toml=True) for key, item in rows}
        return [self.parse(part, toml=True) for part in value.split(",")] if "," in value else [value]

    def _insert(self, text: str) -> Any:
        first, rest = _first_word(text)
        number = re.fullmatch(r"[-+]?\d+", first)
        if number and rest:
            value = _first_word(rest)[0] if rest[0] in "\"'" else rest
            return Insert(int(first), self.parse(value, toml=True))
        return Insert(0, self.parse(text if rest and not number else first, toml=True))


def _first_word(text: str) -> tuple[str, str]:
    text = text.strip()
    if text[:1] in ('"', "'") and text[:1]:
        end = text.find(text[0], 1)
        if end < 0:
            raise ParseError(f"Unclosed quote in: {text}")
        return text[1:end], text[end + 1 :].strip()
    first, _, rest = text.partition(" ")
    return first, rest.strip()
