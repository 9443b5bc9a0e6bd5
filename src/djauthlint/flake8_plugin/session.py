"""What is known in one process of flake8: each project is evaluated once, and only when a file comes that it may be made of."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from djauthlint import crashes, disk
from djauthlint.flake8_plugin import kept
from djauthlint.flake8_plugin.findings import CRASHED, PREVENTED, Found, about_file, by_file
from djauthlint.flake8_plugin.options import PREFIX, as_of_command_line

if TYPE_CHECKING:
    from djauthlint.config import Config
    from djauthlint.evaluator.evaluation import Given
    from djauthlint.project import EntryModule, Profile, Project


class Session:
    """The projects that the files of one process belong to.

    Arguments:
        options: flake8's, with those of djauthlint.
    """

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        names = options.filenames
        self._is_piped = "-" in names
        self._is_alone = len(names) == 1 and not disk.is_folder(names[0])
        self._workspaces: dict[Path, Workspace] = {}
        self._has_crashed = False
        self._cwd = Path.cwd()

    def found_in(self, filename: str, lines: Sequence[str]) -> Sequence[Found]:
        """The diagnostics whose place is in a file."""
        path = self._cwd / filename
        try:
            overlay = _unsaved(path, lines) if self._is_piped else {}
            return self._workspace(path, overlay).found_in(path)
        except Exception as error:  # noqa: BLE001 (it must not end the run of flake8)
            if self._has_crashed:
                return ()
            self._has_crashed = True
            message = f"djauthlint crashed ({crashes.cause(error)}); this is a bug in djauthlint"
            return (about_file(CRASHED, message),)

    def _workspace(self, path: Path, overlay: Mapping[Path, bytes]) -> Workspace:
        if path.parent not in self._workspaces:
            from djauthlint.project import Project

            project = Project.open([path], overlay=overlay, cwd=self._cwd)
            same = (each for each in self._workspaces.values() if each.is_about(project))
            given = as_of_command_line(self.options)
            new = Workspace(project, path, given, overlay, is_alone=self._is_alone)
            self._workspaces[path.parent] = next(same, new)
        return self._workspaces[path.parent]


_sessions: list[Session] = []


def current(options: argparse.Namespace) -> Session:
    """The session of this process; other options begin another."""
    if not _sessions or _sessions[0].options is not options:
        _sessions[:] = [Session(options)]
    return _sessions[0]


class Workspace:
    """One project, with one configuration.

    Arguments:
        project: where the files are, as its folders tell.
        path: a file of it.
        options: those of djauthlint.
        overlay: text that is not saved.
        is_alone: whether there is only this file to look at, so that only entry modules count that may be made of it.
    """

    def __init__(
        self,
        project: Project,
        path: Path,
        options: argparse.Namespace,
        overlay: Mapping[Path, bytes],
        *,
        is_alone: bool,
    ) -> None:
        self._project = project
        self._path = path
        self._options = options
        self._overlay = overlay
        self._is_alone = is_alone
        self._matter = kept.Matter(path, project, options, path if is_alone else None, overlay)
        self._found: dict[Path, list[Found]] | None = None
        self._opened: _Opened | None = None
        self._known: dict[Path, Sequence[Path]] = {}

    def is_about(self, project: Project) -> bool:
        """Whether another object stands for the same project, with the same configuration."""
        return (self._project.root, self._project.scope) == (project.root, project.scope)

    def found_in(self, path: Path) -> Sequence[Found]:
        """The diagnostics whose place is in a file."""
        if self._opened is None:
            if self._found is None:
                # What is known of all files is known of each.
                of_all = [self._matter._replace(alone=None)] if self._is_alone else []
                self._found = kept.find(self._matter, *of_all)
            if self._found is not None:
                return self._of(path)
            if not self._is_alone:
                self._opened = self._open()
        if self._opened is not None and not self._entries(self._opened, path):
            return ()
        if self._found is None and (self._opened is None or not self._opened.mistake):
            self._found = self._evaluated(path)
        if self._opened is not None and self._opened.mistake and self._entries(self._opened, path):
            return (about_file(PREVENTED, self._opened.mistake),)
        return self._of(path)

    def _of(self, path: Path) -> Sequence[Found]:
        found = self._found or {}
        return next((found[place] for place in self._places(path) if place in found), ())

    def _entries(self, opened: _Opened, path: Path) -> Sequence[EntryModule]:
        """The entry modules that may be made of a file."""
        places = self._places(path)
        may_execute = opened.project.may_execute
        return [entry for entry in opened.entries if any(may_execute(entry, place) for place in places)]

    def _places(self, path: Path) -> Sequence[Path]:
        """A file as the project knows it: a link by its name, and by what it leads to."""
        if path not in self._known:
            self._known[path] = self._project.files.names(path)
        return self._known[path]

    def _evaluated(self, path: Path) -> dict[Path, list[Found]] | None:
        """What is found in the entry modules that count; it is kept."""
        from djauthlint.evaluator import no_collector

        with no_collector(), disk.recorded() as record:
            # From the beginning, so that everything is seen that it depends on.
            opened = self._opened = self._open()
            entries = self._entries(opened, path) if self._is_alone else opened.entries
            found = None if opened.mistake else self._evaluate(opened, entries) if entries else {}
        if found is not None:
            kept.keep(self._matter, found, record)
        return found

    def _open(self) -> _Opened:
        from djauthlint.cli.given import given_by, open_project, profile_of
        from djauthlint.cli.options import UsageError
        from djauthlint.config import Config
        from djauthlint.evaluator.evaluation import Given
        from djauthlint.linter import entry_modules
        from djauthlint.mistakes import ConfigError

        try:
            project, config = open_project([self._path], self._overlay, self._options)
            entries = entry_modules(project, config, [self._path])
            given, profile = given_by(self._options, config), profile_of(self._options)
            return _Opened(project, config, given, profile, entries)
        except (ConfigError, UsageError) as error:
            mistake = _said(error, self._project.root)
            return _Opened(self._project, Config(), Given(), None, self._project.entries, mistake)

    def _evaluate(self, opened: _Opened, entries: Sequence[EntryModule]) -> dict[Path, list[Found]] | None:
        import gc

        from djauthlint.evaluator import lean_libcst
        from djauthlint.mistakes import ConfigError

        lean_libcst.install()
        from djauthlint.baseline import Baseline
        from djauthlint.linter import lint
        from djauthlint.registry import every_rule

        project = opened.project
        try:
            result = lint(project, entries, opened.config, opened.given, every_rule(), profile=opened.profile)
            if opened.config.baseline is not None:
                result, _ = Baseline.load(opened.config.baseline).applied(result)
        except ConfigError as error:
            opened.mistake = _said(error, project.root)
            return None
        # Nothing of this is garbage while flake8 runs.
        gc.freeze()
        return by_file(result)


@dataclass(slots=True)
class _Opened:
    """A project as the configuration has it; with a mistake in that, as it would be without."""

    project: Project
    config: Config
    given: Given
    profile: Profile | None
    entries: Sequence[EntryModule]
    mistake: str = ""


def _said(error: Exception, root: Path) -> str:
    """An error of the user's, with its place, and with the options called what flake8 calls them."""
    from djauthlint.mistakes import ConfigError

    message = str(error)
    if isinstance(error, ConfigError) and error.path is not None:
        path = error.path.relative_to(root) if error.path.is_relative_to(root) else error.path
        return f"{path.as_posix()}{f':{error.line}' if error.line else ''}: {error.message}"
    return f"--{PREFIX}-{message[2:]}" if message.startswith("--") else message


def _unsaved(path: Path, lines: Sequence[str]) -> Mapping[Path, bytes]:
    """A text from standard input, unless the file has the same."""
    text = _encoded(lines)
    with suppress(OSError, ValueError):
        if disk.read(str(path)).replace(b"\r\n", b"\n") == text:
            return {}
    return {path: text}


def _encoded(lines: Sequence[str]) -> bytes:
    """A text that flake8 has decoded, as it would be saved."""
    import io
    import tokenize

    text = "".join(lines)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(text.encode("utf-8", "replace")).readline)
        return text.encode(encoding)
    except (SyntaxError, LookupError, UnicodeError):
        return text.encode("utf-8", "replace")
