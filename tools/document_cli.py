"""Write docs/cli.md: every command and option, from the parsers.

python tools/document_cli.py            write it
python tools/document_cli.py --check    compare it with the parsers; exit 1 if not equal
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from djauthlint.cli.options import PARSERS

PAGE: Final = Path(__file__).parents[1] / "docs/cli.md"

HEAD: Final = """\
# The command line

Written by `tools/document_cli.py` from the options that there are; `djauthlint COMMAND --help` says the same.

## Exit codes

| code | meaning |
|---|---|
| 0 | nothing found, or nothing that counts: `--exit-zero`, `--fail-on` |
| 1 | something found; `compare`: something differs; `--diff`: something to change; `--add-ignores`: something is left; with `--strict` also: a \
setting is undetermined, or entries of the baseline are gone |
| 2 | djauthlint could not do its work: a path that does not exist, a settings file that does not parse, a mistake in the configuration or the baseline |
| 130 | interrupted |
"""


def main(arguments: list[str] | None = None) -> int:
    """Write or check the page."""
    parser = argparse.ArgumentParser(description="Write the page about the command line.")
    parser.add_argument("--check", action="store_true", help="compare it with the parsers instead of writing it")
    text = "\n".join(page()) + "\n"
    if not parser.parse_args(arguments).check:
        PAGE.write_text(text, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name} is not made of the options; run tools/document_cli.py", file=sys.stderr)
        return 1
    return 0


def page() -> Iterator[str]:
    """The lines of the page."""
    yield HEAD.rstrip()
    for command, make in PARSERS.items():
        parser = make()
        words = [f"djauthlint {command}", "[OPTIONS]"]
        groups = [group for group in parser._action_groups if group._group_actions]
        words += [_operand(action) for action in parser._actions if not action.option_strings]
        yield from ("", f"## `{' '.join(words)}`", "", parser.description or "")
        if command == "check":
            yield from ("", "`check` may be left out.")
        for group in groups:
            actions = [action for action in group._group_actions if action.dest != "help"]
            if actions:
                is_titled = group.title not in {"options", "positional arguments", "optional arguments"}
                yield from ("", f"| {group.title if is_titled else ''} | |", "|---|---|")
                yield from (f"| {_name(action)} | {_cell(action.help or '')} |" for action in actions)


def _operand(action: argparse.Action) -> str:
    name = str(action.metavar or action.dest.upper())
    if action.nargs == "*":
        return f"[{name} ...]"
    if action.nargs == "?":
        return f"[{name}]"
    return " ".join([name] * action.nargs) if isinstance(action.nargs, int) else name


def _name(action: argparse.Action) -> str:
    if not action.option_strings:
        return f"`{action.metavar or action.dest.upper()}`"
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return ", ".join(f"`{flag}{value}`" for flag in action.option_strings)


def _cell(text: str) -> str:
    return text.replace("%%", "%").replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
