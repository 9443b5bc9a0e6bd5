"""`--output FORMAT[:FILE]`: which reports are wanted, and where each of them goes."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from djauthlint import disk
from djauthlint.cli.options import Unwritable, UsageError
from djauthlint.cli.screen import Screen
from djauthlint.config import Config, Word
from djauthlint.linter import LintResult
from djauthlint.mistakes import ConfigError, did_you_mean
from djauthlint.reporters.formats import FOR_PEOPLE, FORMATS, WITH_FIXES, Wishes, failed
from djauthlint.reporters.terminal import DEFAULT_WIDTH, Terminal

OPTION: Final = "--output"


@dataclass(frozen=True, slots=True)
class Output:
    """A report that is wanted.

    Arguments:
        format: one of `FORMATS`.
        path: the file that it goes to, absolute; None for standard output.
    """

    format: str
    path: Path | None = None


def outputs_of(options: argparse.Namespace, config: Config | None = None) -> tuple[Output, ...]:
    """What the user wants to have: what the command line says, else the configuration, else text.

    Raises:
        UsageError: the command line names what can't be had.
        ConfigError: the configuration does.
    """
    words = getattr(options, "output", [])
    if isinstance(words, str):  # the other commands have one report, on standard output
        return (Output(words),)
    if words:
        return _outputs([Word(word, OPTION) for word in words], Path.cwd())
    if config is not None and config.output and config.path is not None:
        return _outputs(config.output, config.path.parent)
    return (Output("text"),)


def _outputs(words: Sequence[Word], folder: Path) -> tuple[Output, ...]:
    found: list[Output] = []
    for word in words:
        output = _output(word, folder)
        if output.path is None and any(each.path is None for each in found):
            cure = f"give one of them a file, like {output.format}:{_example(output.format)}"
            raise _refused(word, f"only one report can go to standard output; {cure}")
        if output.path is not None and any(each.path == output.path for each in found):
            raise _refused(word, "another report goes to this file; name another file")
        found.append(output)
    return tuple(found)


def _output(word: Word, folder: Path) -> Output:
    name, separator, file = word.text.partition(":")
    if name not in FORMATS:
        hint = did_you_mean(name, FORMATS) or f"; there are {', '.join(FORMATS)}"
        raise _refused(word, f"there is no format {name}{hint}")
    if not separator:
        return Output(name)
    if not file or "\0" in file:
        raise _refused(word, f"name the file, like {name}:{_example(name)}")
    path = folder / file
    try:
        if path.is_dir():
            raise _refused(word, f"{file} is a folder; name a file in it")
        if not path.parent.is_dir():
            raise _refused(word, f"there is no folder {path.parent}; make it first")
    except OSError as error:
        raise _refused(word, f"there can't be such a file: {error.strerror or error}") from None
    return Output(name, path)


def _example(name: str) -> str:
    return {"text": "report.txt", "concise": "report.txt", "github": "report.txt", "junit": "report.xml"}.get(
        name, "report.sarif" if name == "sarif" else "report.json"
    )


def _refused(word: Word, message: str) -> UsageError | ConfigError:
    if word.source == OPTION:
        return UsageError(f"{OPTION} {word.text}: {message}")
    return ConfigError(f"{word.source}: {word.text}: {message}", word.path, word.line)


def wants_fixes(outputs: Iterable[Output]) -> bool:
    """Whether one of the reports says how to fix what was found."""
    return any(output.format in WITH_FIXES for output in outputs)


def are_for_programs(outputs: Iterable[Output]) -> bool:
    """Whether one of the reports is read by a program, which takes its absence for a failure."""
    return any(output.path is not None or output.format not in FOR_PEOPLE for output in outputs)


def write(
    result: LintResult, outputs: Iterable[Output], screen: Screen, *, quiet: bool = False, show_secrets: bool = False
) -> None:
    """Write all reports, those that go to files first.

    Raises:
        Unwritable: a file can't be written; the others are.
    """
    wishes = Wishes(screen.terminal, quiet, show_secrets)
    refused: list[str] = []
    for output in sorted(outputs, key=lambda each: each.path is None):
        if output.path is None:
            screen.say(FORMATS[output.format](result, wishes))
            continue
        terminal = Terminal(width=DEFAULT_WIDTH, cwd=screen.terminal.cwd)
        lines = FORMATS[output.format](result, replace(wishes, terminal=terminal))
        try:
            save(output.path, lines)
        except OSError as error:
            refused.append(f"{output.path} can't be written: {error.strerror or error}")
            continue
        if not quiet:
            screen.note(f"{output.format} report: {screen.errors.path(output.path)}")
    if refused:
        raise Unwritable("; ".join(refused))


def write_failure(error: Exception, outputs: Iterable[Output], screen: Screen, *, is_bug: bool) -> None:
    """Write the reports of a run that has no result, but nothing for people: they are told on standard error."""
    at_fault = isinstance(error, ConfigError)
    message = error.message if isinstance(error, ConfigError) else str(error)
    path, line = (error.path, error.line) if at_fault else (None, 0)  # type: ignore[attr-defined]
    result = failed(message, path, line, is_bug=is_bug)
    wanted = [each for each in outputs if are_for_programs([each])]
    with suppress(Unwritable):
        write(result, wanted, screen, quiet=True)


def save(path: Path, contents: Iterable[str] | bytes) -> None:
    """Write a file as a whole: who reads it meanwhile sees the former one. Lines end with a line feed."""
    data = contents if isinstance(contents, bytes) else "".join(_ended(contents)).encode("utf-8", "backslashreplace")
    if path.exists() and not path.is_file():  # a pipe, a device; what /dev/stdout leads to has no path of its own
        path.write_bytes(data)
        return
    _replace(Path(os.path.realpath(path)), data)


@disk.interrupted_later()
def _replace(path: Path, data: bytes) -> None:
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=".djauthlint-", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        beside.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def _ended(lines: Iterable[str]) -> Iterator[str]:
    return (f"{line}\n" for line in lines)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
