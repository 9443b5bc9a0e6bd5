"""What files of a repository say of the deployment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from djauthlint.source import SourceFile, Span


class Place(NamedTuple):
    """A line of a file."""

    file: SourceFile
    line: int

    @property
    def span(self) -> Span:
        """The line without the white space around it."""
        number = min(max(self.line, 1), len(self.file.line_starts))
        text, start = self.file.line(number), self.file.offset(number, 0)
        return Span(self.file.path, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


@dataclass(frozen=True)
class Fact:
    """What one line says.

    Arguments:
        key: a field of `Deployment`.
        value: of the type of that field.
        place: the line.
        reason: in a few words, how the value follows from it.
        assumed: whether it follows only if something is so that nobody has confirmed: no rule relies on it.
    """

    key: str
    value: object
    place: Place
    reason: str
    assumed: bool = False


class Gap(NamedTuple):
    """A key of which files speak without settling it, and why."""

    key: str
    reason: str


class Note(NamedTuple):
    """A file that could not be read; line 0: the whole file."""

    path: Path
    line: int
    message: str


@dataclass(frozen=True)
class Inference:
    """What is known of the deployment without anybody declaring it.

    Arguments:
        facts: by key.
        gaps: what stays open although files speak of it.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()

    def proven(self, declared: Iterable[str] = ()) -> dict[str, Fact]:
        """The facts that rules may rely on, by key.

        That TLS ends at a proxy is none of them as long as nobody knows whether the server takes the scheme from the proxy: gunicorn and
        uvicorn do so for one on the same machine, and nothing is wrong with the settings then.

        Arguments:
            declared: the keys that the user has declared, which decide for themselves.
        """
        known = {key: fact for key, fact in self.facts.items() if not fact.assumed and key not in declared}
        if "server_trusts_proxy" not in known and "server_trusts_proxy" not in declared:
            known.pop("tls_at_proxy", None)
        return known


NOTHING = Inference()
