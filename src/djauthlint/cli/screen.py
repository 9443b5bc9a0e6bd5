"""Where the command line writes to."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from djauthlint import crashes
from djauthlint.cli.options import Unwritable
from djauthlint.mistakes import ConfigError
from djauthlint.reporters.terminal import Terminal


class Screen:
    """Where output goes. A reader that goes away early, or was never there, ends the output, not the run."""

    def __init__(self) -> None:
        try:
            cwd = Path.cwd()
        except OSError:  # somebody removed it
            cwd = None
        self._written: list[tuple[str, str]] | None = None
        self.terminal = Terminal.of(sys.stdout, os.environ, cwd)
        self.errors = Terminal.of(sys.stderr, os.environ, cwd)

    def say(self, lines: Iterable[str]) -> None:
        """Print lines that are fit for the terminal."""
        for line in lines:
            self._write("stdout", line, self.terminal.encoding)

    def write(self, text: str) -> None:
        """Print a file for a program."""
        self.say(text.removesuffix("\n").split("\n"))

    @property
    def is_answered(self) -> bool:
        """Whether there is somebody who sees a question and can answer it."""
        return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))

    def ask(self, question: str) -> str:
        """What the user answers; "" where there is no answer."""
        try:
            return input(self.terminal.show(question)).strip()
        except (EOFError, UnicodeDecodeError):
            return ""

    def note(self, text: str, kind: str = "note") -> None:
        """Tell the user something that is not the result."""
        style = "error" if kind == "error" else "bold"
        self._write("stderr", f"{self.errors.paint(style, kind)}: {self.errors.show(text)}", self.errors.encoding)

    def refuse(self, error: Exception) -> None:
        """Say why there is no result."""
        path = error.path if isinstance(error, ConfigError) else None
        line = error.line if isinstance(error, ConfigError) else 0
        message = error.message if isinstance(error, ConfigError) else str(error)
        place = "" if path is None else f"{self.errors.path(path)}{f':{line}' if line else ''}: "
        self.note(f"{place}{message}", "error")

    def trace(self, error: Exception | str, *, verbose: bool) -> None:
        """Where it crashed, or how to see that."""
        if verbose:
            text = error if isinstance(error, str) else crashes.trace(error)
            for line in text.splitlines():
                self._write("stderr", self.errors.show(line), self.errors.encoding)
        else:
            self.note("--verbose shows where it happened")

    def flush(self) -> None:
        """Write what is left of the output.

        Raises:
            Unwritable: it can't be written.
        """
        if sys.stdout is not None:
            with _written():
                sys.stdout.flush()

    def close(self) -> None:
        """Write what is left, if that can be."""
        for stream in filter(None, (sys.stdout, sys.stderr)):
            try:
                stream.flush()
            except (OSError, ValueError):
                _discard(stream)

    def hand_over(self, data: bytes, text: str) -> None:
        """Print what is for programs as it is: its newlines and encodings are those of the files.

        Arguments:
            data: what programs get.
            text: the same as text: a terminal gets nothing that it would obey.
        """
        if sys.stdout is None:
            return
        if data and sys.stdout.isatty():
            lines = text.removesuffix("\n").split("\n")
            self.say("\t".join(map(self.terminal.show, line.removesuffix("\r").split("\t"))) for line in lines)
            return
        with _written():
            sys.stdout.flush()
            sys.stdout.buffer.write(data)

    @contextmanager
    def noted(self) -> Iterator[list[tuple[str, str]]]:
        """The lines that are written meanwhile, each with the name of its stream."""
        self._written = []
        try:
            yield self._written
        finally:
            self._written = None

    def repeat(self, written: Iterable[tuple[str, str]]) -> None:
        """Write what another screen has written."""
        for name, line in written:
            self._write(name, line, (self.terminal if name == "stdout" else self.errors).encoding)

    def _write(self, name: str, line: str, encoding: str) -> None:
        if self._written is not None:
            self._written.append((name, line))
        shown = line.encode(encoding, "backslashreplace").decode(encoding)
        if name == "stdout":
            with _written():
                print(shown)
        else:
            with suppress(OSError):
                print(shown, file=sys.stderr)


@contextmanager
def _written() -> Iterator[None]:
    """For what is written to standard output meanwhile."""
    try:
        yield
    except BrokenPipeError:
        _discard(sys.stdout)
    except OSError as error:
        _discard(sys.stdout)
        raise Unwritable(f"standard output can't be written: {error.strerror or error}") from None


def _discard(stream: TextIO) -> None:
    """Send the rest of the output nowhere, so that the interpreter does not fail on it when it ends."""
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
