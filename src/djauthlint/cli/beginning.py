"""`djauthlint init`: a configuration from what is found, shown first, then written where there is none."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from djauthlint import disk, tables
from djauthlint.baseline import DEFAULT_NAME
from djauthlint.cli.given import asked_paths, given_by, open_project
from djauthlint.cli.options import CLEAN, Unwritable, UsageError, check_options
from djauthlint.cli.outputs import Output, save
from djauthlint.cli.screen import Screen
from djauthlint.config import Config
from djauthlint.linter import configured_profile, entry_modules, label, resolve
from djauthlint.profiles import Profile

if TYPE_CHECKING:
    from djauthlint.project import Project
    from djauthlint.settings import Settings

Check = Callable[[argparse.Namespace, Screen], int]

ASKED: Final = {"browser_scheme": '"https"', "hosts": '["app.example.com"]', "workers": "4", "tls_at_proxy": "true"}
"""What rules ask of a deployment most often, with an example."""


def begin(options: argparse.Namespace, screen: Screen, check: Check) -> int:
    """Propose a configuration, and write it if that is wanted.

    Arguments:
        options: what the command line says.
        screen: where the output goes.
        check: lints, for the baseline.

    Raises:
        ConfigError: there is a configuration that can't be read.
        UsageError: there are no settings, or the file can't be added to.
        Unwritable: it can't be written.
    """
    paths, overlay = asked_paths(options)
    project, config = open_project(paths, overlay, options)
    if config.unreadable:
        raise config.unreadable[0]
    found = list(_found(project, config, options))
    if not found:
        raise UsageError(
            f"no settings module found in {project.scope}; name the folder: djauthlint init path/to/project"
        )
    target = config.path or project.scope / "pyproject.toml"
    if config.path is None and not disk.is_file(target):
        target = project.scope / "djauthlint.toml"
    lines = list(_proposed(found, config, target, project, options))
    screen.say(screen.terminal.show(line) for line in lines)
    if config.path is not None:
        screen.note(f"{screen.errors.path(config.path)} has a configuration already; it stays, add what you miss")
        listed = config.baseline or config.path.with_name(DEFAULT_NAME)
        if not options.with_baseline or not _agreed("what is found today", listed, options, screen):
            return CLEAN
    elif _agreed("this", target, options, screen):
        _write(target, lines)
        screen.note(f"written: {screen.errors.path(target)}")
    else:
        return CLEAN
    if not options.with_baseline:
        return CLEAN
    known = ["--config", options.config] if options.config else []
    again = check_options(["--write-baseline", *known, "--", *options.paths])
    again.outputs = (Output("text"),)
    return check(again, screen)


def _agreed(what: str, target: Path, options: argparse.Namespace, screen: Screen) -> bool:
    """Whether something is to be written; where nobody can be asked, how to have it is said."""
    if options.yes:
        return True
    if not screen.is_answered:
        screen.note(f"nothing is written; --yes writes {what} to {screen.errors.path(target)}")
        return False
    return screen.ask(f"Write {what} to {target.name}? [y]es, [n]o: ")[:1].lower() == "y"


def _found(project: Project, config: Config, options: argparse.Namespace) -> Iterator[Settings]:
    given = given_by(options, config)
    for entry in entry_modules(project, config):
        yield resolve(project, entry, given, config)[1]


def _proposed(
    found: Sequence[Settings], config: Config, target: Path, project: Project, options: argparse.Namespace
) -> Iterator[str]:
    """The lines of the configuration."""
    prefix = "" if target.name == "djauthlint.toml" else "tool.djauthlint."
    if prefix:
        yield "[tool.djauthlint]"
    targets = {str(settings.target): settings.target for settings in found}
    for text, each in targets.items():
        yield f"# {text}" if each.is_known else '# django-version = "5.2"  # no file says which'
    if options.with_baseline and config.baseline is None:
        yield f"baseline = {json.dumps(DEFAULT_NAME)}"
    new = [settings for settings in found if configured_profile(config, settings.entry) is None]
    if new:
        yield from ("", f"[{prefix}profile]")
    for settings in new:
        mention = next(iter(settings.entry.named_by), None)
        place = f"{_shown(mention.path, project)}:{mention.line}" if mention else "its content"
        name = json.dumps(label(settings.entry), ensure_ascii=False)
        yield f'{name} = "{settings.profile.value}"  # found by {place}'
    yield from ("", f"[{prefix}deployment]")
    facts = {
        key: fact
        for settings in found
        if settings.profile is Profile.PRODUCTION
        for key, fact in settings.inference.proven().items()
    }
    for key, fact in facts.items():
        place = f"{_shown(fact.place.file.path, project)}:{fact.place.line}"
        yield f"# {key} = {_toml(fact.value)}  # taken from {place}; need not be said again"
    declared = config.deployment
    for key, example in ASKED.items():
        if key not in facts and getattr(declared, key) is None:
            yield f"# {key} = {example}  # say it if you know it"


def _shown(path: Path, project: Project) -> str:
    shown = path.relative_to(project.root) if path.is_relative_to(project.root) else path
    return "".join(character if character.isprintable() else "?" for character in shown.as_posix())


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        value = list(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {json.dumps(each)}" for key, each in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False, default=str)


def _write(target: Path, lines: Sequence[str]) -> None:
    """Write a file, or add to one that is there."""
    text = "\n".join(lines) + "\n"
    try:
        present = disk.read(disk.real_path(target)) if disk.is_file(target) else b""
        newline = b"\r\n" if b"\r\n" in present else b"\n"
        gap = b"" if not present else newline if present.endswith(b"\n") else newline * 2
        whole = present + gap + text.encode().replace(b"\n", newline)
        tables.toml(whole.decode("utf-8-sig").replace("\r\n", "\n"))
        save(target, whole)
    except ValueError as error:
        raise UsageError(f"{target}: this can't be added at its end ({error}); add it by hand") from None
    except OSError as error:
        raise Unwritable(f"{target} can't be written: {error.strerror or error}") from None
