"""Which paths git ignores, from the text of .gitignore files.

Written here because it is needed at every start: importing a package for it costs more than reading the whole project.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import NamedTuple

_NEVER = "(?!)"
_LONGEST = 4096
"""Characters of the longest pattern that is looked at: no path is longer."""
_SPECIAL = frozenset("*?[\\")

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "digit": "0-9",
    "lower": "a-z",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}


class Pattern(NamedTuple):
    """One line of a .gitignore file; `test` tells whether a path, or the last name of one, fits."""

    test: Callable[[str], object]
    negated: bool
    folders_only: bool
    whole_path: bool

    def matches(self, path: str, is_folder: bool) -> bool:
        """Whether `path`, relative to the folder of the .gitignore file, is meant."""
        if self.folders_only and not is_folder:
            return False
        return bool(self.test(path if self.whole_path else path.rpartition("/")[2]))


def parse(text: str) -> list[Pattern]:
    """Read the text of a .gitignore file."""
    return [pattern for line in text.split("\n") if (pattern := _parse_line(line)) is not None]


def verdict(patterns: Iterable[Pattern], path: str, is_folder: bool) -> bool | None:
    """True: ignored, False: taken back by a `!` line, None: no line speaks about it."""
    result = None
    for pattern in patterns:
        if result is not (not pattern.negated) and pattern.matches(path, is_folder):
            result = not pattern.negated
    return result


def _parse_line(line: str) -> Pattern | None:
    if line.startswith("#") or len(line) > _LONGEST:
        return None
    line = _without_trailing_spaces(line.removesuffix("\r"))
    negated = line.startswith("!")
    line = line[negated:]
    folders_only = line.endswith("/")
    line = line.removesuffix("/")
    whole_path = "/" in line
    line = line.removeprefix("/")
    if not line:
        return None
    try:
        return Pattern(_test(line), negated, folders_only, whole_path)
    except re.error:
        return None


def _test(pattern: str) -> Callable[[str], object]:
    """What fits a pattern; most are plain names or endings, for which compiling an expression takes far longer than using it."""
    if not _SPECIAL.intersection(pattern):
        return pattern.__eq__
    ending = pattern.removeprefix("*")
    if "/" not in pattern and not _SPECIAL.intersection(ending):
        return lambda name: name.endswith(ending)
    return re.compile(_expression(pattern), re.DOTALL).fullmatch


def _without_trailing_spaces(line: str) -> str:
    bare = line.rstrip(" ")
    escaping = (len(bare) - len(bare.rstrip("\\"))) % 2
    return line[: len(bare) + escaping]


def _expression(pattern: str) -> str:
    """The regular expression of a pattern that has lost its `!` and its outer slashes."""
    groups = count()
    parts: list[str] = []
    stretches: list[list[str]] = [[]]
    for segment in _segments(pattern):
        if segment == "**" and "/" in pattern:
            stretches.append([])
        else:
            stretches[-1].append(_segment(segment, groups))
    for number, stretch in enumerate(stretches):
        text = "/".join(stretch)
        if number == 0:
            parts.append(text + "/" if text and len(stretches) > 1 else text)
        elif number < len(stretches) - 1:
            parts.append(_first(f"(?:|.*?/){text}/", groups) if text else "")
        else:
            parts.append(f"(?:.*/)?{text}" if text else ".+")
    return "".join(parts)


def _segments(pattern: str) -> list[str]:
    """What stands between slashes, but for those in brackets, which stand for themselves."""
    found, begin, position = [], 0, 0
    while position < len(pattern):
        character = pattern[position]
        position += 1
        if character == "/":
            found.append(pattern[begin : position - 1])
            begin = position
        elif character == "[":
            _, position = _character_class(pattern, position)
        elif character == "\\":
            position += 1
    return [*found, pattern[begin:]]


def _segment(segment: str, groups: Iterator[int]) -> str:
    """A path segment; each star but the last takes the first place that fits, so that no pattern is slow."""
    pieces = [""]
    position = 0
    while position < len(segment):
        character = segment[position]
        position += 1
        if character == "*":
            if pieces[-1] or len(pieces) == 1:
                pieces.append("")
        elif character == "?":
            pieces[-1] += "[^/]"
        elif character == "[":
            text, position = _character_class(segment, position)
            pieces[-1] += text
        elif character == "\\":
            pieces[-1] += re.escape(segment[position]) if position < len(segment) else _NEVER
            position += 1
        else:
            pieces[-1] += re.escape(character)
    if len(pieces) == 1:
        return pieces[0]
    middle = [_first(f"[^/]*?{piece}", groups) for piece in pieces[1:-1]]
    return "".join([pieces[0], *middle, f"[^/]*{pieces[-1]}"])


def _first(expression: str, groups: Iterator[int]) -> str:
    """An atomic group, which `re` has only since Python 3.11."""
    name = f"g{next(groups)}"
    return f"(?=(?P<{name}>{expression}))(?P={name})"


def _character_class(segment: str, position: int) -> tuple[str, int]:
    """The class that begins behind the bracket at `position - 1`, and where it ends."""
    negated = segment[position : position + 1] in ("!", "^")
    position += negated
    first, body, previous = True, "", ""
    while position < len(segment):
        character = segment[position]
        if character == "]" and not first:
            return f"(?!/)[{'^' * negated}{body}]", position + 1
        first = False
        named = re.compile(r"\[:(\w+):\]").match(segment, position)
        if named and named[1] in _CLASSES:
            body += _CLASSES[named[1]]
            position = named.end()
            continue
        following = segment[position + 1 : position + 2]
        if character == "-" and following < previous and following not in ("", "]", "\\"):
            # A range that runs backwards holds nothing but the character that it begins with.
            position += 2
            continue
        previous = character
        if character == "\\" and position + 1 < len(segment):
            position += 1
            body += re.escape(segment[position])
        else:
            body += "-" if character == "-" else re.escape(character)
        position += 1
    return _NEVER, position
