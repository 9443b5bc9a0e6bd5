"""Keeps secrets out of what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

SECRET_NAME: Final = re.compile(
    r"secret|passw(?:or)?d|passphrase|token|credential|api_?key|access_?key|private_?key"
    r"|(?:^|_)(?:keys?|dsn|salt|pwd)(?:$|_fallbacks?$)",
    re.IGNORECASE,
)
HARMLESS_NAME: Final = re.compile(
    r"(?:hashers|validators|backends?|class|classes|model|serializer|generator|header|prefix|param|name|field|form|view"
    r"|template|algorithm|url|path|file|dir|root|location|timeout|timeout_days|age|lifetime|ttl|days|seconds|length)$",
    re.IGNORECASE,
)
NAME: Final = re.compile(r"[^\W\d]\w*")
LITERAL: Final = re.compile(r"""('''|\"""|'|")((?:\\.|(?!\1).)*)(?:\1|$)""")
URL_CREDENTIALS: Final = re.compile(r"""://(?:[^/\s:@'"]*:([^@\s'"]+)|([^/\s:@?#'"]{16,}))@""")
VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9_]*")
MASK: Final = "***"


def is_secret(name: str) -> bool:
    """Whether what a name holds must not be shown."""
    return SECRET_NAME.search(name) is not None and HARMLESS_NAME.search(name) is None


def hidden_in(setting: str, *, show: bool) -> Callable[[str], Iterator[tuple[int, int]]]:
    """What finds the stretches of a source line that must not be seen where a setting is spoken about."""

    def hidden(line: str) -> Iterator[tuple[int, int]]:
        if not show:
            yield from _hidden(line, secret=bool(setting) and is_secret(setting))

    return hidden


def masked(text: str, *, show: bool = False) -> str:
    """A condition or an expression without the secrets that stand in it."""
    return _without(text, _hidden(text, secret=False)) if not show else text


def masked_words(text: str, *, show: bool = False) -> str:
    """A sentence without the credentials in its URLs; its quotations may be anything, so they stay."""
    return _without(text, _credentials(text)) if not show else text


def _without(text: str, hidden: Iterator[tuple[int, int]]) -> str:
    pieces, end = [], 0
    for start, stop in hidden:
        pieces += [text[end:start], MASK]
        end = stop
    return "".join([*pieces, text[end:]])


def _hidden(line: str, *, secret: bool) -> Iterator[tuple[int, int]]:
    end = 0
    for literal in LITERAL.finditer(line):
        words = line[end : literal.start()]
        secret = secret or any(is_secret(name) for name in NAME.findall(words))
        end = literal.end()
        body, after = literal[2], line[literal.end() :].lstrip()
        if after.startswith(":"):
            secret = is_secret(body)
        elif VARIABLE.fullmatch(body) and re.search(r"\w[(\[]$", words):
            secret = secret or is_secret(body)
        elif secret and body:
            yield literal.span(2)
            continue
        for start, stop in _credentials(body):
            yield literal.start(2) + start, literal.start(2) + stop


def _credentials(text: str) -> Iterator[tuple[int, int]]:
    for found in URL_CREDENTIALS.finditer(text):
        yield found.span(1 if found[1] is not None else 2)
