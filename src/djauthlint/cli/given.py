"""What the options say: paths, the configuration with what is on top of it, the process that imports the settings."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from djauthlint import disk
from djauthlint.cli.options import PARSERS, UsageError
from djauthlint.config import Config, Glob, Word, find, load_file, version
from djauthlint.evaluator.evaluation import Given
from djauthlint.mistakes import ConfigError, did_you_mean
from djauthlint.profiles import PROFILES
from djauthlint.project import EntryModule, Profile, Project, ProjectFileError


def asked_paths(options: argparse.Namespace) -> tuple[list[Path], dict[Path, bytes]]:
    """The paths that the user names, absolute, and the text from standard input."""
    paths: list[Path] = []
    overlay: dict[Path, bytes] = {}
    for word in options.paths:
        if word == "-":
            if options.stdin_filename is None:
                raise UsageError(
                    "- reads a file from standard input; say which one it stands for: --stdin-filename FILE"
                )
            if sys.stdin is None:
                raise UsageError("- reads a file from standard input, which is closed")
            path = absolute(options.stdin_filename)
            overlay[path] = sys.stdin.buffer.read()
        else:
            path = absolute(word)
            if not _exists(path):
                hint = f"; to run the command, put it first: djauthlint {word}" if word in PARSERS else ""
                if not hint and word == options.paths[0] and not Path(word).suffix:
                    hint = did_you_mean(word, PARSERS)
                raise UsageError(f"there is no file or folder {word}{hint}")
        paths.append(path)
    if options.stdin_filename is not None and not overlay:
        raise UsageError("--stdin-filename is for text from standard input: djauthlint - --stdin-filename FILE")
    return paths, overlay


def changed_paths(options: argparse.Namespace) -> list[Path]:
    """The files that the user says were changed, absolute; they may be gone."""
    if options.stdin_filename is not None or "-" in options.paths:
        raise UsageError("--changed is about files on disk, not about text from standard input")
    return [absolute(word) for word in options.paths]


def absolute(word: str) -> Path:
    """A path that the user wrote."""
    if "\0" in word:
        raise UsageError("a path can't contain a null character")
    return Path.cwd() / word


def _exists(path: Path) -> bool:
    if disk.exists(path):
        return True
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise UsageError(f"{path} can't be read: {error.strerror}") from None
    return True


def _folder(word: str, option: str) -> Path:
    path = absolute(word)
    if not disk.is_folder(path):
        raise UsageError(f"{option}: there is no folder {word}")
    return path


def open_project(
    paths: Sequence[Path], overlay: Mapping[Path, bytes], options: argparse.Namespace
) -> tuple[Project, Config]:
    """The project that the paths belong to, and its configuration."""
    project = Project.open(paths, overlay=overlay, cwd=Path.cwd())
    config = (
        load_file(Path(disk.real_path(absolute(options.config))))
        if options.config
        else find(project.scope, project.root)
    )
    config = _with_options(config, options)
    roots = [_folder(word, "--import-root") for word in options.import_root]
    if not roots and config.path is not None:
        for word in config.import_roots:
            roots.append(config.path.parent / word.text)
            if not disk.is_folder(roots[-1]):
                raise ConfigError(f"import-roots: there is no folder {word.text}", word.path, word.line)
    if roots:
        project = Project.open(paths, import_roots=roots, overlay=overlay, cwd=Path.cwd())
        for folder in roots:
            inside(project, folder)
    return project, config


def places_of(project: Project, paths: Sequence[Path]) -> list[Path]:
    """Paths that the user names as the project knows them: a link by its name, and by what it leads to."""
    return [*dict.fromkeys(name for path in paths for name in project.files.names(inside(project, path)))]


def inside(project: Project, path: Path) -> Path:
    """A path as the project knows it."""
    try:
        return project.files.locate(path)
    except ProjectFileError as error:
        raise UsageError(str(error)) from None


def named_entries(project: Project, name: str, path: Path, configuration: str | None) -> Sequence[EntryModule]:
    """The entry modules that a file or a dotted name means: several where it has configuration classes."""
    if disk.is_folder(path):
        path /= "__init__.py"
    elif disk.is_file(path) and path.suffix != ".py":
        raise UsageError(f"{name} is no Python file; an entry module is one, or a dotted name")
    found = inside(project, path) if disk.is_file(path) else project.roots.resolve(name)
    if found is None:
        found = next((entry.path for entry in project.entries if entry.module == name), None)
    if found is None or not project.files.is_file(found):
        hint = did_you_mean(name, [entry.module for entry in project.entries])
        raise UsageError(f"there is no file or module {name} in {project.root}{hint}")
    return [project.entry_for(found, configuration)] if configuration else project.entries_at(found)


def profile_of(options: argparse.Namespace) -> Profile | None:
    """The profile that an option says every entry module has.

    Raises:
        UsageError: there is no such profile; flake8 does not look at the values in its configuration.
    """
    if not options.profile:
        return None
    try:
        return Profile(options.profile)
    except ValueError:
        hint = did_you_mean(options.profile, PROFILES)
        raise UsageError(f"--profile: it is one of {', '.join(PROFILES)}, not {options.profile}{hint}") from None


def _with_options(config: Config, options: argparse.Namespace) -> Config:
    """The configuration file's options with those of the command line on top."""
    select, extend, ignore = (_words(options, key) for key in ("select", "extend_select", "ignore"))
    here = Path.cwd().resolve()
    return replace(
        config,
        select=select or config.select,
        extend_select=(() if select else config.extend_select) + extend,
        ignore=(() if select else config.ignore) + ignore,
        exclude=config.exclude + tuple(Glob(pattern, here) for pattern in options.exclude),
        strict=config.strict or bool(getattr(options, "strict", None)),
        require_reason=config.require_reason or bool(getattr(options, "require_reason", False)),
        baseline=absolute(options.baseline) if getattr(options, "baseline", None) else config.baseline,
        audit=bool(getattr(options, "no_ignores", False)),
        django_version=_version(options.django_version, "--django-version") or config.django_version,
        django_version_source="--django-version" if options.django_version else config.django_version_source,
        python_version=_version(options.python_version, "--python-version") or config.python_version,
    )


def _words(options: argparse.Namespace, key: str) -> tuple[Word, ...]:
    source = f"--{key.replace('_', '-')}"
    words = [word.strip() for text in getattr(options, key, ()) for word in text.split(",")]
    return tuple(Word(word, source) for word in words if word)


def _version(word: str | None, option: str) -> tuple[int, ...] | None:
    if word is None:
        return None
    found = version(word)
    if found is None:
        example = "3.12" if option == "--python-version" else "5.2"
        raise UsageError(f"{option}: {word} is not a version; write it like {example}")
    return found


def given_by(options: argparse.Namespace, config: Config) -> Given:
    """What the options say about the process that imports the settings."""
    environment: dict[str, str] = {}
    for name in options.env_file:
        environment.update(_env_file(absolute(name)))
    for pair in options.env:
        variable, separator, value = pair.partition("=")
        if not separator or not variable:
            raise UsageError(f"--env {pair}: write it as NAME=VALUE")
        environment[variable] = value
    return Given(
        environment,
        complete=options.env_complete,
        cwd=_folder(options.cwd, "--cwd") if options.cwd else None,
        python_version=config.python_version,
        django_version=config.django_version,
        argv=_argv(options.argv),
        readers=config.environment_readers,
    )


def _argv(words: str | None) -> tuple[str, ...] | None:
    try:
        return None if words is None else tuple(shlex.split(words))
    except ValueError:
        raise UsageError(f"--argv {words}: a quotation mark is not closed") from None


def _env_file(path: Path) -> dict[str, str]:
    """The variables in a file of `NAME=VALUE` lines; comments, `export` and quotation marks are as in a shell."""
    try:
        text = disk.read(disk.real_path(path)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError("it is not UTF-8 text", path) from None
    except OSError as error:
        raise ConfigError(f"it can't be read: {error.strerror}", path) from None
    except ValueError as error:
        raise ConfigError(f"it {error}", path) from None
    variables: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        words = line.strip().removeprefix("export ").strip()
        if not words or words.startswith("#"):
            continue
        name, separator, value = words.partition("=")
        if not separator or not name.strip():
            raise ConfigError("write it as NAME=VALUE", path, number)
        variables[name.strip()] = _unquoted(value.strip())
    return variables


def _unquoted(value: str) -> str:
    if value[:1] in {'"', "'"} and value[:1] in value[1:]:
        return value[1 : value.index(value[0], 1)]
    return value.partition(" #")[0].rstrip()
