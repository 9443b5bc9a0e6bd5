"""`djauthlint completion SHELL`: a script made of the options that there are, with which the shell completes them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from typing import Final

from djauthlint.cli.options import PARSERS

BASH: Final = """\
_djauthlint() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} options
    COMPREPLY=()
    case ${{COMP_WORDS[1]}}:$previous in
{values}
    esac
    case ${{COMP_WORDS[1]}} in
{options}
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W "$options" -- "$current"))
    elif [[ $COMP_CWORD == 1 ]]; then
        COMPREPLY=($(compgen -W "{commands}" -- "$current"))
    fi
}}
complete -o default -F _djauthlint djauthlint"""

ZSH: Final = """\
#compdef djauthlint
_djauthlint() {{
    local -a commands options
    commands=({commands})
    case ${{words[2]}} in
{options}
    esac
    case ${{words[2]}}:${{words[CURRENT-1]}} in
{values}
    esac
    if [[ $PREFIX == -* ]]; then
        _describe -o option options
    else
        (( CURRENT == 2 )) && _describe command commands
        _files
    fi
}}
if [[ ${{zsh_eval_context[-1]}} == loadautofunc ]]; then _djauthlint "$@"; else compdef _djauthlint djauthlint; fi"""


def _bash() -> Iterator[str]:
    values = "\n".join(
        f'        {_pattern(name)}:{before}) COMPREPLY=($(compgen -W "{words}" -- "$current")); return ;;'
        for name, before, words in _values()
    )
    options = "\n".join(
        f'        {_pattern(name)}) options="{" ".join(_options(name))}" ;;' for name in (*_others(), "check")
    )
    yield from BASH.format(values=values, options=options, commands=" ".join(PARSERS)).splitlines()


def _zsh() -> Iterator[str]:
    commands = " ".join(_quoted(f"{name}:{_escaped(about(name))}") for name in PARSERS)
    options = "\n".join(
        f"        {_pattern(name)}) options=({' '.join(_described(name))}) ;;" for name in (*_others(), "check")
    )
    values = "\n".join(
        f"        {_pattern(name)}:{before}) compadd -- {words}; return ;;" for name, before, words in _values()
    )
    yield from ZSH.format(commands=commands, options=options, values=values).splitlines()


def _fish() -> Iterator[str]:
    for name in PARSERS:
        yield f"complete -c djauthlint -n __fish_use_subcommand -a {name} -d {_quoted(about(name))}"
    for name in PARSERS:
        seen = f"__fish_seen_subcommand_from {name}"
        when = f"not __fish_seen_subcommand_from {' '.join(_others())}" if name == "check" else seen
        for action in actions(name):
            flags = " ".join(
                f"-l {flag[2:]}" if flag.startswith("--") else f"-s {flag[1:]}" for flag in action.option_strings
            )
            words = _words(name, action)
            choices = f" -r -f -a {_quoted(words)}" if words else ""
            needs = " -r" if action.nargs is None and not choices else ""
            yield f"complete -c djauthlint -n {_quoted(when)} {flags}{choices}{needs} -d {_quoted(action.help or '')}"
        for words in _arguments(name):
            yield f"complete -c djauthlint -n {_quoted(seen)} -f -a {_quoted(words)}"


SHELLS: Final[dict[str, Callable[[], Iterator[str]]]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}


def about(command: str) -> str:
    """What a command does."""
    return PARSERS[command]().description or ""


def actions(command: str) -> list[argparse.Action]:
    """The options of a command."""
    return [action for action in PARSERS[command]()._actions if action.option_strings]


def _options(command: str) -> list[str]:
    return [flag for action in actions(command) for flag in action.option_strings]


def _described(command: str) -> Iterator[str]:
    for action in actions(command):
        for flag in action.option_strings:
            yield _quoted(f"{flag}:{_escaped(action.help or '')}")


def _values() -> Iterator[tuple[str, str, str]]:
    """The words that may follow an option of a command, or the command itself; `check`, which may be left out, is the last."""
    for name in (*_others(), "check"):
        for action in actions(name):
            if words := _words(name, action):
                yield from ((name, flag, words) for flag in action.option_strings)
        yield from ((name, name, words) for words in _arguments(name))


def _words(command: str, action: argparse.Action) -> str:
    """The words that an option may have, or begin with."""
    if command == "check" and action.dest == "output":
        from djauthlint.reporters.formats import FORMATS

        return " ".join(FORMATS)
    return " ".join(map(str, action.choices or ()))


def _arguments(command: str) -> list[str]:
    """The words that may follow a command without an option."""
    every = PARSERS[command]()._actions
    return [" ".join(map(str, action.choices)) for action in every if action.choices and not action.option_strings]


def _others() -> list[str]:
    return [name for name in PARSERS if name != "check"]


def _pattern(command: str) -> str:
    return "*" if command == "check" else command


def _escaped(text: str) -> str:
    return text.replace(":", "\\:")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
