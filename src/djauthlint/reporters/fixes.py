"""What is said about fixes: what was changed, what was left, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from djauthlint.fixer import Applied, Outcome
from djauthlint.reporters.frame import plural
from djauthlint.reporters.secrets import masked_words
from djauthlint.reporters.terminal import Terminal


def summary(outcome: Outcome, terminal: Terminal, *, others: Collection[Path], done: bool) -> Iterator[str]:
    """A line for each fix and for each that was not made, and how many need `--unsafe-fixes`.

    Arguments:
        outcome: what fixing came to.
        terminal: where it is said.
        others: files that changed although the user named others.
        done: whether the files were written.
    """
    verb = "fixed" if done else "would fix"
    for each in outcome.applied:
        yield f"{verb} {each.diagnostic.code} in {_files(each, terminal)}: {_told(each)}"
    for path in others:
        yield f"{terminal.path(path)} is not among the paths that you named, but decides what is wrong there"
    for left in outcome.left:
        yield f"left {left.diagnostic.code} in {terminal.path(left.diagnostic.span.path)}: {masked_words(left.reason)}"
    if outcome.unsafe:
        yield f"{plural(len(outcome.unsafe), 'diagnostic')} more can be fixed with --unsafe-fixes"
    if not outcome.applied and not outcome.left and not outcome.unsafe:
        yield "nothing to fix"


def other_files(outcome: Outcome, asked: Sequence[Path]) -> tuple[Path, ...]:
    """The changed files that lie in none of the paths that the user named."""
    return tuple(path for path in outcome.after if asked and not any(path.is_relative_to(each) for each in asked))


def offer(found: Applied, terminal: Terminal) -> Iterator[str]:
    """What is said of a fix before it is made."""
    diagnostic = found.diagnostic
    yield f"{terminal.paint(diagnostic.severity.value, diagnostic.code)} {terminal.show(masked_words(diagnostic.message))}"
    yield f"fix: {terminal.show(_told(found))}"


def _told(found: Applied) -> str:
    text = masked_words(found.title)
    if found.caution:
        text += f" (unsafe: {found.caution})"
    if found.followers:
        names = dict.fromkeys(f"{each.setting} in {each.entry_module}" for each in found.followers)
        text += f"; what is derived from it follows: {', '.join(names)}"
    return text


def _files(found: Applied, terminal: Terminal) -> str:
    return ", ".join(dict.fromkeys(terminal.path(edit.span.path) for edit in found.edits))
