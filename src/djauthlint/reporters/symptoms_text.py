"""Symptoms for people: the list of them, and what explains one in a project."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final

from djauthlint.reporters.frame import plural
from djauthlint.reporters.secrets import masked_reason
from djauthlint.reporters.terminal import Terminal
from djauthlint.reporters.text import one, problems
from djauthlint.source import Span
from djauthlint.symptoms import Answer, Diagnosis, Gap, State, Symptom
from djauthlint.symptoms.diagnosis import proof_of

WIDEST: Final = 120
MOST_NAMED: Final = 5
COMMENT: Final = "a comment silences it"


def table(symptoms: Sequence[Symptom], terminal: Terminal) -> Iterator[str]:
    """One line for each symptom: its name, and what the person sees."""
    width = max(len(symptom.slug) for symptom in symptoms)
    for symptom in symptoms:
        yield f"{terminal.paint('bold', symptom.slug)}{'':{width - len(symptom.slug)}}  {terminal.show(symptom.sees)}"


def numbered(symptoms: Sequence[Symptom], terminal: Terminal) -> Iterator[str]:
    """One line for each symptom, to pick one by its number."""
    for number, symptom in enumerate(symptoms, 1):
        yield f"{terminal.paint('bold', f'{number:>3}')}  {terminal.show(symptom.sees)}"


def render(
    diagnosis: Diagnosis, others: Sequence[Symptom], terminal: Terminal, *, show_secrets: bool = False
) -> Iterator[str]:
    """The lines of the report: causes that were found, what is not known, what is fine, and what no setting shows.

    Arguments:
        diagnosis: what the rules say.
        others: symptoms that may be meant, too.
        terminal: what the output goes to.
        show_secrets: whether not to mask secrets.
    """
    symptom = diagnosis.symptom
    yield terminal.paint("bold", terminal.show(f"{symptom.sees} [{symptom.slug}]"))
    yield ""
    yield from problems(diagnosis.result, terminal)
    yield summary(diagnosis)
    for answer in diagnosis.in_state(State.FOUND):
        yield from _found(answer, diagnosis, terminal, show_secrets=show_secrets)
    yield from _undetermined(diagnosis, terminal, show_secrets=show_secrets)
    yield from _others(diagnosis, terminal)
    yield from _advice(symptom, terminal)
    for other in others:
        yield terminal.show(f"See also: {other.sees} [djauthlint symptoms {other.slug}]")


def summary(diagnosis: Diagnosis) -> str:
    """How many rules explain it, and what they come to."""
    causes = len(diagnosis.in_state(State.FOUND))
    unknown, fine = len(diagnosis.in_state(State.UNDETERMINED)), len(diagnosis.in_state(State.FINE))
    where = plural(len(diagnosis.result.entry_modules), "entry module")
    if not diagnosis.result.entry_modules:
        return "Nothing was checked: no settings module is made of these files."
    counted = f"{plural(len(diagnosis.answers), 'rule')} explain this"
    return f"{counted}; in {where}: {plural(causes, 'cause')} found, {unknown} undetermined, {fine} fine."


def _heading(text: str, terminal: Terminal) -> Iterator[str]:
    yield ""
    yield terminal.paint("bold", text)


def _wrapped(text: str, terminal: Terminal, indent: int, first: str = "") -> Iterator[str]:
    """A text in lines that fit, `first` before the first of them."""
    width = min(terminal.width, WIDEST)
    begin = f"{'':{indent}}{first}"
    yield from textwrap.wrap(
        terminal.show(text),
        width,
        initial_indent=begin,
        subsequent_indent=" " * len(begin),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _found(answer: Answer, diagnosis: Diagnosis, terminal: Terminal, *, show_secrets: bool) -> Iterator[str]:
    proof = proof_of(answer.rule)
    for number, diagnostic in enumerate(answer.found, 1):
        more = [("silenced", COMMENT)] if diagnostic.suppressed is not None else []
        if proof and number == len(answer.found):
            more.append(("prove it", proof))
        yield ""
        yield from one(diagnostic, diagnosis.result, terminal, show_secrets=show_secrets, more=more)


def _undetermined(diagnosis: Diagnosis, terminal: Terminal, *, show_secrets: bool) -> Iterator[str]:
    """What is unknown, each thing once, with the rules that would have to know it."""
    crashed = diagnosis.in_state(State.CRASHED)
    groups: dict[tuple[tuple[str, Span | None], ...], list[Answer]] = {}
    for answer in diagnosis.answers:
        # What is a cause in one entry module may be unknown in another.
        if answer.gaps:
            groups.setdefault(tuple(dict.fromkeys((gap.reason, gap.span) for gap in answer.gaps)), []).append(answer)
    if groups or crashed:
        yield from _heading("Could not be determined", terminal)
    for unknown, answers in groups.items():
        for reason, span in unknown:
            same = [gap for answer in answers for gap in answer.gaps if (gap.reason, gap.span) == (reason, span)]
            yield from _gap(same, diagnosis, terminal, show_secrets=show_secrets)
        for answer in answers:
            yield from _would_have_to_know(answer, terminal)
    for answer in crashed:
        yield _name(answer, terminal, f": {answer.rule.summary}? The rule crashed")


def _gap(gaps: Sequence[Gap], diagnosis: Diagnosis, terminal: Terminal, *, show_secrets: bool) -> Iterator[str]:
    """What is unknown for one reason, and what to look at."""
    first = gaps[0]
    names = list(dict.fromkeys(gap.what or "a setting" for gap in gaps))
    entries = list(dict.fromkeys(entry for gap in gaps for entry in gap.entry_modules))
    among = f" in {_some(entries)}" if len(diagnosis.result.entry_modules) > 1 else ""
    where = f" ({_place(first, diagnosis, terminal)})" if first.span is not None else ""
    are = "is" if len(names) == 1 else "are"
    text = f"{_some(names)} {are} unknown{among}: {masked_reason(first.reason, show=show_secrets)}{where}"
    yield from _wrapped(text, terminal, 2)
    yield from _wrapped(first.look, terminal, 4, "look at: ")


def _would_have_to_know(answer: Answer, terminal: Terminal) -> Iterator[str]:
    yield _name(answer, terminal, f": {answer.rule.summary}?", 6)
    proof = proof_of(answer.rule)
    if proof:
        yield from _wrapped(proof, terminal, 8, "prove it: ")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])}{more}"


def _place(gap: Gap, diagnosis: Diagnosis, terminal: Terminal) -> str:
    assert gap.span is not None
    file = diagnosis.result.files.get(gap.span.path)
    path = terminal.path(gap.span.path)
    return path if file is None else f"{path}:{file.position(gap.span.start).line}"


def _name(answer: Answer, terminal: Terminal, text: str, indent: int = 2) -> str:
    return f"{'':{indent}}{terminal.paint('bold', answer.rule.code)} [{answer.rule.name}]{terminal.show(text)}"


def _others(diagnosis: Diagnosis, terminal: Terminal) -> Iterator[str]:
    """What is fine, and what was not asked."""
    fine, not_asked = diagnosis.in_state(State.FINE), diagnosis.in_state(State.NOT_ASKED)
    if fine:
        yield from _heading("Looked at, and fine", terminal)
    for answer in fine:
        yield _name(answer, terminal, f": {_some(answer.looked_at)}" if answer.looked_at else "")
    if not_asked and diagnosis.result.entry_modules:
        yield from _heading("Not asked", terminal)
        for answer in not_asked:
            yield _name(answer, terminal, f": {answer.reason}")


def _advice(symptom: Symptom, terminal: Terminal) -> Iterator[str]:
    """What is so in any project."""
    if symptom.elsewhere:
        yield from _heading("No setting shows", terminal)
    for cause in symptom.elsewhere:
        yield from _wrapped(cause.cause, terminal, 2, "- ")
        yield from _wrapped(cause.look, terminal, 4, "look at: ")
    if symptom.facts:
        yield from _heading("What is often said, and what is really so", terminal)
    for fact in symptom.facts:
        yield from _wrapped(f'"{fact.claim}"', terminal, 2, "- ")
        yield from _wrapped(fact.truth, terminal, 4)
    yield from _heading("See whether it is cured", terminal)
    for recipe in symptom.recipes:
        yield from _wrapped(f"{recipe.title}: {recipe.text}", terminal, 2, "- ")
