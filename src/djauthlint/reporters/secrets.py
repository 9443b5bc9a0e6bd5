"""Keeps secrets out of what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from djauthlint.diagnostics import Fix
    from djauthlint.source import SourceFile

SECRET_NAME: Final = re.compile(
    r"secret|passw(?:or)?d|passphrase|token|credential|api_?key|access_?key|private_?key"
    r"|(?:^|_)(?:keys?|dsn|salt|pwd|pass)(?:$|_fallbacks?$)",
    re.IGNORECASE,
)
HARMLESS_NAME: Final = re.compile(
    r"(?:hashers|validators|backends?|class|classes|model|serializer|generator|header|prefix|param|name|field|form|view"
    r"|template|algorithm|url|path|file|dir|root|location|timeout|timeout_days|age|lifetime|ttl|days|seconds|length)$",
    re.IGNORECASE,
)
NAME: Final = re.compile(r"[^\W\d]\w*")
LITERAL: Final = re.compile(r"""('''|\"""|'|")((?:\\.|(?!\1).)*)(?:\1|$)""")
URL_CREDENTIALS: Final = re.compile(r"""://(?:[^/\s:@'"]*:([^\s'"]+)|([^/\s:@?#'"]{16,}))@""")
PARAMETER: Final = re.compile(r"""\b([A-Za-z_]\w*)=([^\s&;,'"]+)""")
"""`?token=abc` in an address, `password=abc` in what a database driver takes."""
WITHOUT_SCHEME: Final = re.compile(r"""(?<![\w/:.@-])[\w.+-]+:([^\s/:@'"]+)@[\w.-]+""")
"""`user:password@host`."""
HUMP: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
TOKEN: Final = re.compile(
    r"""#[^\n]*|('''|\""")(?:\\.|(?!\1).)*(?:\1|\Z)|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\"""", re.DOTALL
)
"""A comment or a text of Python."""
VARIABLE_GIVEN: Final = re.compile(r"""\b([A-Za-z_]\w*)["']?\s*[=:]\s*["']?([^\s"']+)""")
"""`SECRET_KEY=abc` in a command, `SECRET_KEY: abc` in YAML."""
QUOTES: Final = 3
VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9_]*")
OPENED: Final = re.compile(r"\w[(\[]\s*$")
"""A call or a subscript up to its first argument."""
MASK: Final = "***"


def is_secret(name: str) -> bool:
    """Whether what a name holds must not be shown; `signingKey` is a name like `signing_key`."""
    name = HUMP.sub("_", name)
    return SECRET_NAME.search(name) is not None and HARMLESS_NAME.search(name) is None


def has_credentials(text: str) -> bool:
    """Whether a text has something in it that must not be shown, whatever it is the value of."""
    return next(_credentials(text), None) is not None


def hidden_in(setting: str, *, show: bool) -> Callable[[str], Iterator[tuple[int, int]]]:
    """What finds the stretches of a source line that must not be seen where a setting is spoken about."""

    def hidden(line: str) -> Iterator[tuple[int, int]]:
        if not show:
            yield from _hidden(line, secret=bool(setting) and is_secret(setting))

    return hidden


def hidden_in_file(setting: str, *, show: bool) -> Callable[[SourceFile, int], Iterator[tuple[int, int]]]:
    """What finds the stretches of a line of a file that must not be seen, where texts may go on over several lines."""
    is_about_secret = bool(setting) and is_secret(setting)

    def hidden(file: SourceFile, number: int) -> Iterator[tuple[int, int]]:
        if show:
            return
        line, offset = file.line(number), file.offset(number, 0)
        if file.path.suffix != ".py":
            yield from (found.span(2) for found in VARIABLE_GIVEN.finditer(line) if is_secret(found[1]))
            yield from _credentials(line)
            return
        begin, before = 0, _call_before(file, offset)
        for start, stop in _long_texts(file.text):
            if stop <= offset or start >= offset + len(line):
                continue
            first, last = max(start - offset, 0), min(stop - offset, len(line))
            yield from _shifted(_hidden(line[begin:first], secret=is_about_secret, before=before), begin)
            opening = file.text[file.offset(file.position(start).line, 0) : start]
            if is_about_secret or any(is_secret(name) for name in NAME.findall(opening)):
                inside = max(start + QUOTES - offset, 0), min(stop - QUOTES - offset, len(line))
                if inside[0] < inside[1]:
                    yield inside
            else:
                yield from _shifted(_credentials(line[first:last]), first)
            begin, before = last, ""
        code = _comment_in(line, begin)
        yield from _shifted(_hidden(line[begin:code], secret=is_about_secret, before=before), begin)
        comment = line[code:]
        name = next((found for found in NAME.finditer(comment) if is_secret(found[0])), None)
        if name is None:
            yield from _shifted(_hidden(comment, secret=is_about_secret), code)
        elif code + name.end() < len(line):
            yield code + name.end(), len(line)

    return hidden


def _comment_in(line: str, begin: int) -> int:
    """Where the comment of a line begins, its end where it has none."""
    return next((found.start() for found in TOKEN.finditer(line, begin) if found[0].startswith("#")), len(line))


def _call_before(file: SourceFile, offset: int) -> str:
    """The line before, where it opens a call or a subscript whose arguments begin at an offset."""
    before = file.text[:offset].rstrip().rpartition("\n")[2]
    return before if OPENED.search(before) else ""


@lru_cache(maxsize=8)
def _long_texts(text: str) -> tuple[tuple[int, int], ...]:
    """Where the texts stand that go on over several lines."""
    return tuple(found.span() for found in TOKEN.finditer(text) if found[1] and "\n" in found[0])


def _shifted(found: Iterator[tuple[int, int]], by: int) -> Iterator[tuple[int, int]]:
    return ((start + by, stop + by) for start, stop in found)


def masked(text: str, *, show: bool = False) -> str:
    """A condition or an expression without the secrets that stand in it."""
    return _without(text, _hidden(text, secret=False)) if not show else text


def masked_words(text: str, *, show: bool = False) -> str:
    """A sentence without the credentials in its URLs; its quotations may be anything, so they stay."""
    return _without(text, _credentials(text)) if not show else text


def masked_reason(text: str, *, show: bool = False) -> str:
    """A reason, which may quote an expression or what a setting names, without the secrets that stand in it."""
    return masked_words(masked(text, show=show), show=show)


def unmasked(fix: Fix) -> bool:
    """Whether a fix can be shown: its text has to be exact, so it must hold nothing that is to be masked."""
    return all(masked(line) == line for edit in fix.edits for line in edit.text.splitlines())


def _without(text: str, hidden: Iterator[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for start, stop in hidden:
        pieces += [text[end:start], MASK]
        end = stop
    return "".join([*pieces, text[end:]])


def _hidden(line: str, *, secret: bool, before: str = "") -> Iterator[tuple[int, int]]:
    end, always = 0, secret
    for literal in LITERAL.finditer(line):
        words = (before if end == 0 else "") + line[end : literal.start()]
        secret = secret or any(is_secret(name) for name in NAME.findall(words))
        end = literal.end()
        body, after = literal[2], line[literal.end() :].lstrip()
        if after.startswith(":"):
            secret = always or is_secret(body)
        elif VARIABLE.fullmatch(body) and OPENED.search(words):
            secret = secret or is_secret(body)
        elif secret and body:
            yield literal.span(2)
            continue
        for start, stop in _credentials(body):
            yield literal.start(2) + start, literal.start(2) + stop


def _credentials(text: str) -> Iterator[tuple[int, int]]:
    end = 0
    for start, stop in sorted(_every_credential(text)):
        if stop > end:
            yield max(start, end), stop
            end = stop


def _every_credential(text: str) -> Iterator[tuple[int, int]]:
    for found in URL_CREDENTIALS.finditer(text):
        yield found.span(1 if found[1] is not None else 2)
    yield from (found.span(1) for found in WITHOUT_SCHEME.finditer(text) if not found[0].startswith("mailto:"))
    yield from (found.span(2) for found in PARAMETER.finditer(text) if is_secret(found[1]))
