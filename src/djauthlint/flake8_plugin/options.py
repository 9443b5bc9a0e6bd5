"""flake8's options for djauthlint: those of `djauthlint` itself, with `--djauthlint-` before the name."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from flake8.options.manager import OptionManager

PREFIX: Final = "djauthlint"


class Option(NamedTuple):
    """One option of the command line.

    Arguments:
        name: without the dashes before it.
        metavar: what stands for its value in the help, empty where it takes none.
        help: what it is for.
        is_list: whether it takes several values, separated by commas.
        choices: the values that there are.
        is_path: whether it names files or folders, relative to flake8's configuration where they stand in that.
    """

    name: str
    metavar: str
    help: str
    is_list: bool = False
    choices: tuple[str, ...] = ()
    is_path: bool = False


OPTIONS: Final = (
    Option("select", "RULES", "run these rules instead of the default", is_list=True),
    Option("extend-select", "RULES", "run these rules, too", is_list=True),
    Option("ignore", "RULES", "leave these rules out", is_list=True),
    Option("exclude", "GLOB", "leave out files", is_list=True),
    Option("require-reason", "", "comments that silence a rule must say why"),
    Option("no-ignores", "", "report what such comments silence, too; for noqa, --disable-noqa"),
    Option("config", "FILE", "read djauthlint's options from this file", is_path=True),
    Option("profile", "PROFILE", "what every settings module is for", choices=("production", "development", "test")),
    Option("import-root", "DIR", "folders that modules are imported from", is_list=True, is_path=True),
    Option("env", "NAME=VALUE", "environment variables of the process", is_list=True),
    Option("env-file", "FILE", "files of NAME=VALUE lines", is_list=True, is_path=True),
    Option("env-complete", "", "nothing else is set, and the files are as on this disk"),
    Option("cwd", "DIR", "the working directory of the process", is_path=True),
    Option("python-version", "VERSION", "for instance 3.12"),
    Option("django-version", "VERSION", "for instance 5.2"),
    Option("argv", "WORDS", 'the command line of the process, for instance "manage.py check"'),
)
"""The names are those of the command line: a test compares."""


def register(manager: OptionManager) -> None:
    """Tell flake8 about the options."""
    for option in OPTIONS:
        name = f"--{PREFIX}-{option.name}"
        if not option.metavar:
            manager.add_option(name, action="store_true", default=False, parse_from_config=True, help=option.help)
        elif option.choices:
            manager.add_option(name, choices=option.choices, parse_from_config=True, help=option.help)
        else:
            manager.add_option(
                name,
                default="" if option.is_list else None,
                metavar=option.metavar,
                parse_from_config=True,
                comma_separated_list=option.is_list,
                normalize_paths=option.is_path,
                help=option.help,
            )


def as_of_command_line(options: argparse.Namespace) -> argparse.Namespace:
    """The options as those of `djauthlint` are, which the functions below `cli` take."""
    return argparse.Namespace(
        **{name: getattr(options, f"{PREFIX}_{name}") for name in (each.name.replace("-", "_") for each in OPTIONS)}
    )
