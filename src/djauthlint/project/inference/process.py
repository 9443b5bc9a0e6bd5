"""A server that runs the project, and what its command says of the deployment."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.project.inference.facts import Place
    from djauthlint.project.inference.launches import Launch

APP: Final = re.compile(r"([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?::[\w.()]+)?")
EVERYONE: Final = "*"


class Trust(enum.Enum):
    """From whom a server takes the scheme of a request."""

    EVERYONE = "from every proxy"
    MACHINE = "from a proxy on the same machine"
    NOBODY = "from no proxy"


class Answer(NamedTuple):
    """What a process says of one key.

    Arguments:
        value: the value.
        place: the line that says so.
        reason: how it follows.
        assumed: whether something that no file shows may change it.
    """

    value: Any
    place: Place
    reason: str
    assumed: bool = False


@dataclass(frozen=True)
class Process:
    """A server that runs the project.

    Arguments:
        server: its name, "" for one that is not understood.
        app: the module that it runs, None: unknown.
        place: the line that starts it.
        service: the service of a compose file that it is.
        answers: what is known, by key: of `Deployment`, and "trust".
    """

    server: str
    app: str | None
    place: Place
    answers: Mapping[str, Answer] = field(default_factory=dict)
    service: str = ""


def app_of(arguments: Sequence[str], flags: frozenset[str]) -> str | None:
    """The module of the first argument that is no option."""
    takes_value = False
    for word in arguments:
        if takes_value:
            takes_value = False
        elif word.startswith("-"):
            takes_value = "=" not in word and word not in flags and (word.startswith("--") or len(word) == 2)
        else:
            match = APP.fullmatch(word)
            return match[1] if match is not None else None
    return None


def number_in(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 6 and int(text) else None


def variable(documents: Documents, launch: Launch, name: str) -> tuple[str | None, bool]:
    """What an environment variable is, and whether files leave that open."""
    if name in launch.environment:
        text = launch.environment[name]
        return (None, True) if "$" in text else (text, False)
    return None, documents.mentions(name)
