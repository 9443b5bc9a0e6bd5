"""Shell commands: where a line starts a server, and with which arguments."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

SERVERS: Final = frozenset(
    "gunicorn uvicorn daphne hypercorn granian waitress-serve uwsgi uvicorn-gunicorn mod_wsgi-express unitd".split()
)
RUNSERVER: Final = "runserver"
MANAGERS: Final = frozenset(["manage.py", "django-admin", "django-admin.py"])
SHELLS: Final = frozenset(["sh", "bash", "dash", "ash"])

# A program that runs another, with how many of its own words come first; its options come with them.
_WRAPPERS: Final[Mapping[str, int]] = {
    **dict.fromkeys("exec nohup env command tini dumb-init catatonit ddtrace-run time".split(), 0),
    **dict.fromkeys("opentelemetry-instrument sudo".split(), 0),
    **dict.fromkeys("poetry pipenv uv pdm hatch newrelic-admin gosu su-exec doppler rye".split(), 1),
}
_ASSIGNMENT: Final = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_OPERATOR: Final = re.compile(r"[();<>|&]+")
_PYTHON: Final = re.compile(r"python[\d.]*|pypy3?")
_NESTED: Final = 4
_LONGEST: Final = 20_000
"""Characters of the longest line of a shell that is looked at."""


class Command(NamedTuple):
    """One program with its arguments.

    Arguments:
        program: its name without folders; `runserver` for that command of Django.
        arguments: the words after it.
        environment: the variables that are set for it alone.
        line: counted from 0, within the text that it stands in.
    """

    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    line: int = 0

    @property
    def is_server(self) -> bool:
        """Whether it serves a site, as far as its name tells."""
        return self.program in SERVERS or self.program == RUNSERVER

    @property
    def hides_server(self) -> bool:
        """Whether it may start a server in a way that is not understood."""
        return not self.is_server and any(_name(word) in SERVERS for word in self.arguments)


def commands_in(text: str, depth: int = 0) -> Iterator[Command]:
    """The commands of a shell text, without what starts them: `exec`, `poetry run`, `sh -c`."""
    joined = re.sub(r"\\\r?\n", " \0", text)
    line = 0
    for each in joined.split("\n"):
        for words in _simple(each.replace("\0", " ")):
            for command in command_of(words, depth):
                yield command._replace(line=line + command.line)
        line += 1 + each.count("\0")


def command_of(words: Sequence[str], depth: int = 0) -> Iterator[Command]:
    """What the words of one command start."""
    environment: dict[str, str] = {}
    rest = list(words)
    while rest:
        name = _name(rest[0])
        assignment = _ASSIGNMENT.fullmatch(rest[0])
        if assignment is not None:
            environment[assignment[1]] = assignment[2]
            rest = rest[1:]
        elif name in _WRAPPERS:
            rest = _options_left_out(_options_left_out(rest[1:])[_WRAPPERS[name] :])
        elif _PYTHON.fullmatch(name):
            rest = _options_left_out(rest[1:], but=("-m", "-c"))
            if rest[:1] == ["-m"]:
                rest = rest[1:]
        elif name in SHELLS and depth < _NESTED and (text := _script_text(rest[1:])) is not None:
            for command in commands_in(text, depth + 1):
                yield command._replace(environment={**environment, **command.environment}, line=0)
            return
        elif name in MANAGERS and any(word.startswith(RUNSERVER) for word in rest[1:2]):
            yield Command(RUNSERVER, tuple(rest[2:]), environment)
            return
        else:
            program = rest[0] if name not in SERVERS else name
            yield Command(program, tuple(rest[1:]), environment)
            return


def option(arguments: Sequence[str], *names: str) -> str | None:
    """The value that an option has last: `--workers 4`, `--workers=4`, `-w 4`, `-w4`."""
    found: str | None = None
    for index, word in enumerate(arguments):
        for name in names:
            if word == name:
                found = arguments[index + 1] if index + 1 < len(arguments) else ""
            elif name.startswith("--") and word.startswith(f"{name}="):
                found = word[len(name) + 1 :]
            elif not name.startswith("--") and word.startswith(name) and not word.startswith("--"):
                found = word[len(name) :]
    return found


def _simple(line: str) -> Iterator[list[str]]:
    if len(line) > _LONGEST:
        yield ["", *SERVERS.intersection(line.split())]
        return
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    try:
        for token in lexer:
            if not _OPERATOR.fullmatch(token):
                words.append(token)
            elif words:
                yield words
                words = []
    except ValueError:
        # A quotation that does not end here: whatever it starts is not understood.
        words = ["", *line.split()]
    if words:
        yield [word for word in words if word not in {"then", "else", "do", "if", "{", "}", "!"}]


def _options_left_out(words: list[str], but: Sequence[str] = ()) -> list[str]:
    for index, word in enumerate(words):
        if not word.startswith("-") or word in but:
            return words[index:]
    return []


def _script_text(words: Sequence[str]) -> str | None:
    """The text of `sh -c TEXT`, also with other options: `bash -lc`."""
    for index, word in enumerate(words):
        if not word.startswith("-"):
            return None
        if re.fullmatch(r"-[a-z]*c", word):
            return " ".join(words[index + 1 : index + 2])
    return None


def _name(word: str) -> str:
    return word.rsplit("/", 1)[-1]
