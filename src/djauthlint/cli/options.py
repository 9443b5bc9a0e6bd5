"""The options of each command."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Sequence
from typing import Final, NoReturn

from djauthlint import __version__
from djauthlint.mistakes import did_you_mean
from djauthlint.profiles import PROFILES

OVERVIEW: Final = """\
commands:
  check [PATH ...]       lint; the command may be left out
  settings ENTRY         print the settings that Django would see, and why
  symptoms [WORDS]       from what you see to what explains it, and whether that is so here
  compare ENTRY ENTRY    what two entry modules have not in common: settings and diagnostics
  verify ENTRY           print a script, or tests, that prove that logging in works
  init [PATH]            propose a configuration from what is found, and write it
  rule CODE_OR_NAME      explain a rule
  rules                  list all rules
  clean                  remove the cache
  completion SHELL       print a script with which bash, zsh or fish completes all of this
  COMMAND --help         say more about one of them

exit codes: 0 nothing found, 1 something found (compare: something differs, --diff: something to fix), 2 djauthlint could not do its work
"""


_OUTPUT_HELP: Final = "text, concise, json, sarif, github, gitlab or junit, to a file if one is named (repeatable)"

CLEAN, FOUND, FAILED = 0, 1, 2
"""The exit codes."""


class UsageError(Exception):
    """What the user asked for can't be done; the message says why and what to do."""


class Lost(Exception):
    """A process that did a part of the work is gone; the message says at what."""


class Unwritable(Exception):
    """A report can't be written; the message says why."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Leave the wording to whoever knows the terminal."""
        unknown = message.removeprefix("unrecognized arguments: ").partition(" ")[0].partition("=")[0]
        hint = did_you_mean(unknown, self._option_string_actions) if unknown.startswith("--") else ""
        choice = re.search(r"invalid choice: '(.*)' \(choose from (.*)\)", message)
        if choice:
            hint = did_you_mean(choice[1], re.findall(r"[\w-]+", choice[2]))
        raise UsageError(f"{message}{hint or f'; {self.prog} --help lists what there is'}")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        # argparse makes one for each option, and asks `shutil`, which imports every compression there is, for the width.
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    try:
        return int(os.environ["COLUMNS"]) or 80
    except (KeyError, ValueError):
        pass
    try:
        return os.get_terminal_size().columns or 80
    except OSError:
        return 80


def _parser(command: str, description: str, **more: str) -> _Parser:
    parser = _Parser(
        prog=f"djauthlint {command}".strip(),
        description=description,
        allow_abbrev=False,
        formatter_class=_Formatter,
        **more,  # type: ignore[arg-type]
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="say what was read and why; show tracebacks")
    return parser


def _check_parser() -> _Parser:
    parser = _parser("", "Find the settings that break logins to a Django site or make them unsafe.", epilog=OVERVIEW)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders; - reads a file from standard input")
    parser.add_argument("--version", action="version", version=f"djauthlint {__version__}")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave out notes and the summary")
    changed = (
        "PATHs are files that changed: all of every entry module whose result depends on one, nothing of the others"
    )
    parser.add_argument("--changed", action="store_true", help=changed)
    parser.add_argument("--stdin-filename", metavar="FILE", help="the name of the file that - stands for")
    parser.add_argument("--output", action="append", default=[], metavar="FORMAT[:FILE]", help=_OUTPUT_HELP)
    _add_rule_options(parser)
    _add_fix_options(parser)
    _add_silence_options(parser)
    parser.add_argument("--watch", action="store_true", help="lint again whenever something changes, until Ctrl-C")
    parser.add_argument("--statistics", action="store_true", help="say how many there are of each rule")
    parser.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found (2 stays)")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info"),
        default="info",
        metavar="SEVERITY",
        help="exit with 1 only for these and worse: error, warning, info (the default)",
    )
    parser.add_argument("--strict", action="store_true", default=None, help="fail when a setting stays undetermined")
    parser.add_argument("--exclude", action="append", default=[], metavar="GLOB", help="leave out files (repeatable)")
    parser.add_argument("--show-secrets", action="store_true", help="do not mask secrets in source lines")
    parser.add_argument(
        "-j",
        "--jobs",
        type=_jobs,
        default="auto",
        metavar="N",
        help="processes that share the settings modules; auto (the default): as many as pay",
    )
    _add_process_options(parser)
    _add_cache_options(parser)
    return parser


def _jobs(word: str) -> str:
    if word != "auto" and not re.fullmatch(r"[1-9][0-9]{0,3}", word):
        raise argparse.ArgumentTypeError(f"{word} is neither auto nor a number of processes, such as 4")
    return word


def _add_cache_options(parser: argparse.ArgumentParser) -> None:
    caches = parser.add_argument_group("what was found before is said again if nothing has changed since")
    caches.add_argument("--no-cache", action="store_true", help="work it out anew, and keep nothing")
    caches.add_argument("--cache-dir", metavar="DIR", help="the folder for it, instead of .djauthlint_cache")


def _clean_parser() -> _Parser:
    parser = _parser("clean", "Remove the cache of a project.")
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files or folders of the project (the working directory)"
    )
    parser.add_argument("--cache-dir", metavar="DIR", help="the folder of the cache, instead of .djauthlint_cache")
    return parser


def _add_rule_options(parser: argparse.ArgumentParser) -> None:
    rules = parser.add_argument_group("which rules (codes, prefixes of codes, names, families)")
    rules.add_argument(
        "--select", action="append", default=[], metavar="RULES", help="run these instead of the default"
    )
    rules.add_argument("--extend-select", action="append", default=[], metavar="RULES", help="run these, too")
    rules.add_argument("--ignore", action="append", default=[], metavar="RULES", help="leave these out")


def _add_fix_options(parser: argparse.ArgumentParser) -> None:
    fixes = parser.add_argument_group("fixes (each is proved before: it cures the diagnostic and changes nothing else)")
    fixes.add_argument("--fix", action="store_true", help="make the safe ones")
    fixes.add_argument("--unsafe-fixes", action="store_true", help="with --fix, --diff or --ask: the unsafe ones, too")
    fixes.add_argument("--diff", action="store_true", help="show what --fix would change as a patch; write nothing")
    fixes.add_argument("--fix-only", action="store_true", help="as --fix, and say nothing of what is left")
    fixes.add_argument("--ask", action="store_true", help="as --fix, but show each and ask: yes, no, all, quit")


def _add_silence_options(parser: argparse.ArgumentParser) -> None:
    silence = parser.add_argument_group("what is not reported: comments and the baseline of what is known")
    silence.add_argument("--baseline", metavar="FILE", help="do not report again what this file lists")
    silence.add_argument("--write-baseline", action="store_true", help="list all that is found in the baseline")
    silence.add_argument("--add-ignores", action="store_true", help="write a comment for each diagnostic that is found")
    silence.add_argument("--reason", metavar="TEXT", help="with --add-ignores: what the comments say behind the rule")
    silence.add_argument("--no-ignores", action="store_true", help="silence nothing: report also what comments hide")
    silence.add_argument("--require-reason", action="store_true", help="report comments that do not say why")


def _settings_parser() -> _Parser:
    parser = _parser("settings", "Print the settings that Django would see: values, where they come from, and when.")
    parser.set_defaults(quiet=False, exclude=[])
    parser.add_argument("entry", nargs="?", metavar="ENTRY", help="an entry module: its file or its dotted name")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json", dest="output"
    )
    parser.add_argument("--setting", metavar="NAME", help="only this one, with everything that decided it")
    parser.add_argument("--all", action="store_true", help="add what Django sets by default")
    parser.add_argument("--show-secrets", action="store_true", help="do not mask secrets")
    _add_process_options(parser)
    return parser


def _symptoms_parser() -> _Parser:
    parser = _parser("symptoms", "From what you see to the rules that explain it, and what they find in this project.")
    parser.set_defaults(quiet=False, exclude=[], stdin_filename=None)
    what = "its name, a rule, or words in quotation marks: 'login loop'; without it: the list of symptoms"
    parser.add_argument("symptom", nargs="?", metavar="SYMPTOM", help=what)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files or folders, as for djauthlint check")
    parser.add_argument("--output", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json")
    parser.add_argument("--show-secrets", action="store_true", help="do not mask secrets in source lines")
    _add_process_options(parser)
    return parser


def _verify_parser() -> _Parser:
    what = "Print what proves that logging in works: a script that logs in with curl, and compares cookies."
    parser = _parser("verify", what)
    parser.set_defaults(quiet=False, exclude=[], output="text")
    entry = "an entry module: its file or its dotted name, with :Class for a configuration class"
    parser.add_argument("entry", nargs="?", metavar="ENTRY", help=entry)
    parser.add_argument("--url", metavar="URL", help="where the site is, such as https://shop.example.com")
    parser.add_argument("--login-url", metavar="PATH", help="the path of its login page, instead of LOGIN_URL")
    parser.add_argument("--page", metavar="PATH", help="the path of a page that needs a login")
    parser.add_argument("--pytest", action="store_true", help="print a test module for the project's own tests instead")
    _add_process_options(parser)
    return parser


def _compare_parser() -> _Parser:
    exits = "exit codes: 0 nothing certainly differs, 1 something does, 2 djauthlint could not do its work"
    parser = _parser(
        "compare", "Show what two entry modules have not in common: settings and diagnostics.", epilog=exits
    )
    parser.set_defaults(quiet=False, exclude=[])
    what = "an entry module: its file or its dotted name, with :Class for a configuration class"
    parser.add_argument("entries", nargs=2, metavar="ENTRY", help=what)
    parser.add_argument("--output", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json")
    parser.add_argument("--show-secrets", action="store_true", help="do not mask secrets")
    _add_rule_options(parser)
    _add_process_options(parser)
    return parser


def _rule_parser() -> _Parser:
    parser = _parser("rule", "Explain a rule.")
    parser.add_argument("rule", metavar="CODE_OR_NAME")
    return parser


def _rules_parser() -> _Parser:
    parser = _parser("rules", "List all rules.")
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", metavar="FORMAT", help="text or json", dest="output"
    )
    return parser


def _add_process_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", metavar="FILE", help="read djauthlint's options from this file")
    parser.add_argument("--profile", choices=PROFILES, metavar="PROFILE", help=f"what it is: {', '.join(PROFILES)}")
    parser.add_argument(
        "--import-root",
        action="append",
        default=[],
        metavar="DIR",
        help="a folder that modules are imported from (repeatable)",
    )
    process = parser.add_argument_group("what is known of the process that imports the settings")
    process.add_argument(
        "--env", action="append", default=[], metavar="NAME=VALUE", help="an environment variable (repeatable)"
    )
    process.add_argument(
        "--env-file", action="append", default=[], metavar="FILE", help="a file of NAME=VALUE lines (repeatable)"
    )
    process.add_argument(
        "--env-complete", action="store_true", help="nothing else is set, and the files are as on this disk"
    )
    process.add_argument("--cwd", metavar="DIR", help="its working directory")
    process.add_argument("--python-version", metavar="VERSION", help="for instance 3.12")
    process.add_argument("--django-version", metavar="VERSION", help="for instance 5.2")
    process.add_argument("--argv", metavar="WORDS", help='its command line, for instance "manage.py check"')


def _init_parser() -> _Parser:
    parser = _parser("init", "Propose a configuration from what is found: settings modules, Django, deployment.")
    parser.set_defaults(quiet=False, exclude=[], stdin_filename=None)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="the folder of the project (the working directory)")
    parser.add_argument("-y", "--yes", action="store_true", help="write it without asking")
    parser.add_argument("--baseline", action="store_true", dest="with_baseline", help="and list what is found today")
    _add_process_options(parser)
    return parser


def _completion_parser() -> _Parser:
    parser = _parser("completion", "Print a script with which a shell completes commands and options.")
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish")
    return parser


def check_options(words: Sequence[str]) -> argparse.Namespace:
    """The options of a check."""
    return _check_parser().parse_args(words)


PARSERS: Final = {
    "check": _check_parser,
    "settings": _settings_parser,
    "symptoms": _symptoms_parser,
    "compare": _compare_parser,
    "verify": _verify_parser,
    "init": _init_parser,
    "rule": _rule_parser,
    "rules": _rules_parser,
    "clean": _clean_parser,
    "completion": _completion_parser,
}
