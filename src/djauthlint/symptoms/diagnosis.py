"""What each rule that explains a symptom says about a project: a cause, nothing wrong, or what would have to be known."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.config import Config, Word
from djauthlint.diagnostics import Diagnostic
from djauthlint.linter import Crash, LintResult, label, lint
from djauthlint.project import Profile
from djauthlint.rule import Rule, is_asked, run
from djauthlint.symptoms.catalogue import Symptom
from djauthlint.symptoms.unknowns import unsettled, written
from djauthlint.symptoms.watching import Watched, deciding

if TYPE_CHECKING:
    from pathlib import Path

    from djauthlint.evaluator.evaluation import Given
    from djauthlint.project import EntryModule, Project
    from djauthlint.settings import Settings
    from djauthlint.source import Span


_VARIABLE: Final = re.compile(r"environment variable (\w+)")


class State(enum.Enum):
    """What a rule says about a project."""

    FOUND = "found"
    UNDETERMINED = "undetermined"
    FINE = "fine"
    NOT_ASKED = "not asked"
    CRASHED = "crashed"


class Gap(NamedTuple):
    """What would have to be known for a rule to answer.

    Arguments:
        what: a setting, a key of the deployment, or "" where that is not known.
        reason: why it is not known.
        look: what to do about it.
        span: the text that is to blame, if there is one.
        entry_modules: where that is so.
    """

    what: str
    reason: str
    look: str
    span: Span | None
    entry_modules: tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What one rule says about a project.

    Arguments:
        rule: the rule.
        state: what it comes to.
        found: its diagnostics, those that a comment silences included.
        gaps: what it would have to know.
        looked_at: the settings, and keys of the deployment, that it looked at.
        reason: why it was not asked.
    """

    rule: Rule
    state: State
    found: tuple[Diagnostic, ...] = ()
    gaps: tuple[Gap, ...] = ()
    looked_at: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Diagnosis:
    """A symptom, and what the rules that explain it say about a project.

    Arguments:
        symptom: the symptom.
        answers: one for each of its rules, in their order.
        result: the run of the linter that they come from.
    """

    symptom: Symptom
    answers: tuple[Answer, ...]
    result: LintResult

    def in_state(self, *states: State) -> list[Answer]:
        """The answers that come to one of these."""
        return [answer for answer in self.answers if answer.state in states]


class _Unknown(NamedTuple):
    """As `Gap`, of one entry module."""

    what: str
    reason: str
    span: Span | None = None
    is_deployment: bool = False


@dataclass
class _Notes:
    """What was seen of one rule in all entry modules."""

    unknown: dict[_Unknown, dict[str, None]] = field(default_factory=dict)
    looked_at: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)
    was_asked: bool = False


def diagnose(
    symptom: Symptom,
    project: Project,
    entries: Sequence[EntryModule],
    config: Config,
    given: Given,
    *,
    asked: Sequence[Path] = (),
    profile: Profile | None = None,
) -> Diagnosis:
    """Run the rules of a symptom on entry modules, whichever rules the configuration selects.

    Arguments:
        symptom: what the person sees.
        project: where the files are.
        entries: what `linter.entry_modules` gives.
        config: djauthlint's own options.
        given: what is known about the process that imports the settings.
        asked: absolute paths, as for `linter.lint`.
        profile: the profile of every entry module, instead of what is configured or inferred.
    """
    notes = {rule.code: _Notes() for rule in symptom.rules}
    seen: dict[int, tuple[Settings, Watched]] = {}

    def look(rule: Rule, settings: Settings) -> Iterable[Diagnostic]:
        if id(settings) not in seen:
            seen.clear()
            seen[id(settings)] = settings, Watched.over(settings)
        return _look(rule, seen[id(settings)][1], notes[rule.code])

    every = tuple(Word(rule.code, symptom.slug) for rule in symptom.rules)
    config = replace(config, select=every, extend_select=(), ignore=(), per_file_ignores=())
    result = lint(project, entries, config, given, symptom.rules, asked=asked, profile=profile, look=look)
    answers = tuple(_answer(symptom, rule, notes[rule.code], result) for rule in symptom.rules)
    return Diagnosis(symptom, answers, result)


def _look(rule: Rule, watched: Watched, notes: _Notes) -> list[Diagnostic]:
    """Run a rule on one entry module, and note what it looked at and what it did not get to know."""
    if not is_asked(rule, watched):
        notes.reasons[_why_not(rule, watched)] = None
        return []
    notes.was_asked = True
    watched.forget()
    found = run(rule, watched)
    notes.looked_at.update(dict.fromkeys(watched.looked_at))
    if not found:
        entry = label(watched.entry)
        for unknown in (*_unknown_settings(watched), *_unknown_deployment(rule, watched)):
            notes.unknown.setdefault(unknown, {})[entry] = None
    return found


def _why_not(rule: Rule, settings: Settings) -> str:
    entry = label(settings.entry)
    if rule.profile is not None and rule.profile is not settings.profile:
        return f"it is about {rule.profile.value}, and {entry} is for {settings.profile.value}"
    if rule.outside_tests and settings.profile is Profile.TEST:
        return f"it is about what befalls visitors, and {entry} is for tests"
    if not rule.concerns(settings):
        return f"it is about other versions of Django than {entry} runs with"
    return f"DEBUG is always on in {entry}"


def _unknown_settings(watched: Watched) -> Iterator[_Unknown]:
    """What kept a rule from answering, where something did."""
    reasons = [*watched.unanswered, *watched.abstained]
    if not reasons:
        return
    blamed = [_Unknown(name, each.reason, each.span) for name in watched.seen for each in unsettled(watched, name)]
    # An unknown class, or a slip of the pen of which another rule speaks, is no unknown value: then the reason says it all.
    certain = [each for each in blamed if each.reason in reasons]
    last = next(reversed(watched.seen), "")
    yield from certain or [_Unknown(last, reasons[-1], written(watched, last) if last else None)]


def _unknown_deployment(rule: Rule, watched: Watched) -> Iterator[_Unknown]:
    """What nobody says of the deployment, where it would make the difference."""
    assumption = deciding(rule, watched) if watched.profile is Profile.PRODUCTION else None
    if assumption is None or (watched.unanswered and not assumption.is_found):
        return
    keys = " and ".join(key for key, _ in assumption.keys)
    assumed = " and ".join(f"{key} = {text}" for key, text in assumption.keys)
    answer = "it is a cause" if assumption.is_found else "it may be a cause"
    yield _Unknown(keys, f"nobody declares it; with {assumed} {answer}", is_deployment=True)


def _gap(unknown: _Unknown, entries: tuple[str, ...]) -> Gap:
    variable = _VARIABLE.fullmatch(unknown.reason)
    if unknown.is_deployment:
        look = f"declare {unknown.what} in [tool.djauthlint.deployment]"
    elif variable:
        look = f"say what it is in production: --env {variable[1]}=VALUE, or --env-file FILE"
    else:
        look = f"djauthlint settings {entries[0]}{f' --setting {unknown.what}' if unknown.what else ''}"
    return Gap(unknown.what, unknown.reason, look, unknown.span, entries)


def _answer(symptom: Symptom, rule: Rule, notes: _Notes, result: LintResult) -> Answer:
    found = tuple(
        diagnostic
        for diagnostic in result.diagnostics
        if diagnostic.code == rule.code and symptom.is_about(rule, diagnostic.setting)
    )
    gaps = tuple(
        _gap(unknown, tuple(entries))
        for unknown, entries in notes.unknown.items()
        if symptom.is_about(rule, unknown.what)
    )
    looked_at = tuple(name for name in notes.looked_at if symptom.is_about(rule, name))
    if found:
        return Answer(rule, State.FOUND, found, gaps, looked_at)
    if any(_is_about(crash, rule) for crash in result.crashes):
        return Answer(rule, State.CRASHED, reason="it crashed")
    if gaps:
        return Answer(rule, State.UNDETERMINED, (), gaps, looked_at)
    if notes.was_asked:
        return Answer(rule, State.FINE, (), (), looked_at)
    return Answer(rule, State.NOT_ASKED, reason="; ".join(notes.reasons) or "there is nothing to ask it about")


def _is_about(crash: Crash, rule: Rule) -> bool:
    return crash.what.startswith(f"rule {rule.code} ")


def proof_of(rule: Rule) -> str:
    """How to see that what a rule says is cured, from its documentation; "" where that does not say."""
    text = rule.documentation.partition("\n## Prove it\n")[2].partition("\n## ")[0]
    return " ".join(text.split())
