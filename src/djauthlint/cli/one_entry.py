"""The entry module that a command is about."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from djauthlint.cli.given import absolute, given_by, named_entries, open_project
from djauthlint.cli.options import UsageError
from djauthlint.config import Config
from djauthlint.evaluator.evaluation import Given
from djauthlint.linter import entry_modules, split_configuration
from djauthlint.project import EntryModule, Project


class Asked(NamedTuple):
    """The project, its configuration, what is known of the process, and the entry modules: several where a file has configuration classes."""

    project: Project
    config: Config
    given: Given
    entries: Sequence[EntryModule]


def asked_entries(options: argparse.Namespace, command: str) -> Asked:
    """What `options.entry` means, or the only entry module of the project where it is left out.

    Arguments:
        options: those of the command.
        command: its name.

    Raises:
        UsageError: there is no such module, or there are several.
    """
    name, configuration = split_configuration(options.entry or "")
    path = absolute(name)
    project, config = open_project([path] if name and path.exists() else [], {}, options)
    given = given_by(options, config)
    configuration = configuration or given.environment.get("DJANGO_CONFIGURATION")
    if name:
        return Asked(project, config, given, named_entries(project, name, path, configuration))
    entries = entry_modules(project, config)
    modules = dict.fromkeys(entry.module for entry in entries)
    if len(modules) == 1:
        return Asked(project, config, given, entries)
    known = f"; this project has {', '.join(modules)}" if modules else ""
    folder = f"; to mean the folder {command}: djauthlint {command} ./{command}" if Path(command).exists() else ""
    raise UsageError(f"which entry module? djauthlint {command} path/to/settings.py, or its dotted name{known}{folder}")
