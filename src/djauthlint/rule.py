"""What a rule is, and how it runs: once for every scenario of what it looks at.

A check is written as if every value were plain. Where it reads a value that depends on a condition, it is run again for
each answer; what it yields is reported with the conditions under which it does so. What SILENCED_SYSTEM_CHECKS hides from
`manage.py check` is hidden here, too, unless it keeps people from logging in.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, TypeAlias

from djauthlint.conditions import Worlds, both, either, restrict
from djauthlint.diagnostics import Confidence, Cure, Diagnostic, Label, Severity
from djauthlint.project import Profile
from djauthlint.settings import Element, Part, Setting, Settings, Subject, TooManyScenarios, Undetermined, explore
from djauthlint.source import Span
from djauthlint.wording import scenarios

__all__ = ["Element", "Part", "Profile", "Rule", "RuleCrash", "Setting", "Settings", "Severity", "run"]

MAX_SCENARIOS: Final = 64
"""How often a rule is run on one entry module (one setting of it, for a rule that looks at each for itself)."""

MAX_LABELS: Final = 3

Found: TypeAlias = Iterable[Diagnostic]

_CONFIDENCE: Final = (Confidence.CERTAIN, Confidence.HIGH, Confidence.MEDIUM)


class RuleCrash(Exception):
    """A rule failed: a bug of djauthlint."""

    def __init__(self, rule: Rule, settings: Settings, error: Exception) -> None:
        super().__init__(f"{rule.code} on {settings.entry.module}: {type(error).__name__}: {error}")
        self.rule = rule
        self.entry = settings.entry


@dataclass
class Rule:
    """A rule: what it is called, how much it matters, and its check.

    Arguments:
        module: the module that defines it, which is named after it and lies in the folder of its family.
        code: `DJA` and three digits.
        severity: how much harm is done if a diagnostic is true, unless the check says otherwise.
        priority: P0 (login fails), P1 (security, or login fails in some deployments), P2 (hygiene).
        profile: the only deployments that it speaks about; None: all.
        outside_tests: whether it is silent about settings for tests: what it warns of befalls visitors, and tests have none.
        confidence: what a diagnostic is at best, when it rests on an assumption.
        since: the first version of Django that it is about; it is silent where an older one may be run.
        until: the first version of Django that it is no longer about; it is silent where that or a newer one may be run.
        with_debug: whether it looks at the scenarios of production in which DEBUG is on.
        django_check: id of the system check that reports the same; several are separated by ", ".
        symptom: what the user experiences, unless the check says otherwise.
        url: further reading.
        gives_way: whether it is silent about a setting of which another rule speaks: that has the same cure, or matters more.
        distribution: name and version of what brings it, where that is not djauthlint; the registry knows.
    """

    module: str
    code: str
    severity: Severity
    priority: str = "P0"
    profile: Profile | None = None
    outside_tests: bool = False
    confidence: Confidence = Confidence.CERTAIN
    since: tuple[int, int] | None = None
    until: tuple[int, int] | None = None
    with_debug: bool = False
    django_check: str | None = None
    symptom: str = ""
    url: str | None = None
    gives_way: bool = False
    distribution: str | None = None
    _checks: list[Callable[[Settings], Found]] = field(default_factory=list, repr=False)
    _each: Callable[[Settings], Iterable[str]] | None = field(default=None, repr=False)
    _setting_checks: list[Callable[[Setting], Found]] = field(default_factory=list, repr=False)
    _element_checks: list[Callable[[Element], Found]] = field(default_factory=list, repr=False)

    @cached_property
    def name(self) -> str:
        """`session-cookie-insecure`."""
        return self.module.rpartition(".")[2].replace("_", "-")

    @cached_property
    def family(self) -> str:
        """The folder that it lies in."""
        return self.module.split(".")[-2]

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the system checks that report what it does; a diagnostic may name others besides."""
        return tuple(self.django_check.split(", ")) if self.django_check else ()

    @property
    def documentation(self) -> str:
        """The docstring of its module, in Markdown."""
        return (sys.modules[self.module].__doc__ or "").strip()

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.partition("\n")[0].rstrip(".")

    @property
    def has_check(self) -> bool:
        """Whether it looks at anything."""
        return bool(self._checks or self._setting_checks or self._element_checks)

    def check(self, function: Callable[[Settings], Found]) -> Callable[[Settings], Found]:
        """Declare the function that looks at all settings together."""
        self._checks.append(function)
        return function

    def check_each(
        self, names: Callable[[Settings], Iterable[str]]
    ) -> Callable[[Callable[[Setting], Found]], Callable[[Setting], Found]]:
        """Declare a function that looks at one setting, and for which settings it is run."""
        self._each = names

        def declare(function: Callable[[Setting], Found]) -> Callable[[Setting], Found]:
            self._setting_checks.append(function)
            return function

        return declare

    def check_elements(
        self, names: Callable[[Settings], Iterable[str]]
    ) -> Callable[[Callable[[Element], Found]], Callable[[Element], Found]]:
        """Declare a function that looks at one element of a sequence, and for which settings it is run."""
        self._each = names

        def declare(function: Callable[[Element], Found]) -> Callable[[Element], Found]:
            self._element_checks.append(function)
            return function

        return declare

    def concerns(self, settings: Settings) -> bool:
        """Whether it has anything to say about every version of Django that is meant, and this kind of deployment."""
        if self.since is not None and settings.target.oldest < self.since:
            return False
        if self.until is not None and settings.target.newest >= self.until:
            return False
        if self.outside_tests and settings.profile is Profile.TEST:
            return False
        return self.profile is None or self.profile is settings.profile

    def diagnostic(
        self,
        subject: Subject,
        message: str,
        *,
        help: str = "",  # noqa: A002 (what the line is called)
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        symptom: str | None = None,
        django_check: str | None = None,
        related: Sequence[tuple[Subject, str]] = (),
        cure: Cure | None = None,
    ) -> Diagnostic:
        """A finding about a setting, or an element or entry of it, placed where its cure goes.

        Arguments:
            subject: the setting, element or entry.
            message: one sentence, what is wrong.
            help: one line, what to do.
            severity: where it is not that of the rule.
            confidence: where it is not that of the rule.
            symptom: what the user experiences, where it is not that of the rule.
            django_check: the ids of the system checks that report the same, where they are not those of the rule; "" for none.
            related: further places, with what to say about them.
            cure: a change that cures it.
        """
        span = subject.span
        labels = [Label(other.span, text) for other, text in related]
        labels += [Label(fact.place.span, fact.reason) for fact in subject.settings.relied_on.values()]
        # What a rule says of a place says more than that a setting is set there.
        labels += [each for each in _labels(subject) if not any(each.span.covers(label.span) for label in labels)]
        return Diagnostic(
            code=self.code,
            name=self.name,
            message=message,
            span=span,
            severity=severity or self.severity,
            confidence=confidence or self.confidence,
            setting=subject.name,
            symptom=self.symptom if symptom is None else symptom,
            help=help,
            related=tuple(dict.fromkeys(label for label in labels if label.span != span)),
            entry_modules=(subject.settings.entry.module,),
            profile=subject.settings.profile.value,
            django_check=(self.django_check if django_check is None else django_check) or None,
            url=self.url,
            cure=cure,
        )


def run(rule: Rule, settings: Settings) -> list[Diagnostic]:
    """Everything that a rule finds.

    Raises:
        RuleCrash: it failed with an exception of its own.
    """
    if not is_asked(rule, settings):
        return []
    found = _found(rule, settings)
    if not any(_rests_on_files(each, settings) for each in found):
        return found
    # What is found all the same without files of deployment does not rest on them.
    without = {replace(each, related=()): each for each in _found(rule, replace(settings, infers=False))}
    return [without.get(replace(each, related=())) or _doubted(each, settings) for each in found]


def _rests_on_files(diagnostic: Diagnostic, settings: Settings) -> bool:
    """Whether a diagnostic refers to a file that is no part of the settings, from which something of the deployment was inferred."""
    return any(label.span.path not in settings.evaluation.files for label in diagnostic.related)


def _doubted(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    """A diagnostic that is not certain where it rests on such files: the site may be deployed in another way."""
    if not _rests_on_files(diagnostic, settings):
        return diagnostic
    return replace(diagnostic, confidence=max(diagnostic.confidence, Confidence.HIGH, key=_CONFIDENCE.index))


def _found(rule: Rule, settings: Settings) -> list[Diagnostic]:
    worlds = _worlds(rule, settings)
    found: list[Diagnostic] = []
    for check in rule._checks:
        found += _replay(rule, settings, worlds, check)
    if rule._each is not None:
        for name in rule._each(settings):
            everywhere = settings.evaluation.worlds if name == "DEBUG" else worlds
            for each in rule._setting_checks:
                found += _replay(rule, settings, everywhere, _on(each, name))
            for look in rule._element_checks:
                for element, there in settings[name].possible_elements():
                    found += _replay(rule, settings, worlds, _on_element(look, element), there)
    return _first_of_each_place(found)


def is_asked(rule: Rule, settings: Settings) -> bool:
    """Whether a rule looks at these settings: they are what it is about, in some world of those that it looks at."""
    return rule.concerns(settings) and _worlds(rule, settings) is not False


def _first_of_each_place(found: list[Diagnostic]) -> list[Diagnostic]:
    """One diagnostic for a text that makes several elements, such as a comprehension: they have one cure."""
    firsts: dict[tuple[Span, tuple[tuple[str, ...], ...]], Diagnostic] = {}
    for diagnostic in found:
        firsts.setdefault((diagnostic.span, diagnostic.when), diagnostic)
    return list(firsts.values())


def _on(check: Callable[[Setting], Found], name: str) -> Callable[[Settings], Found]:
    return lambda settings: check(settings[name])


def _on_element(check: Callable[[Element], Found], element: Element) -> Callable[[Settings], Found]:
    return lambda settings: check(element.within(settings))


def _worlds(rule: Rule, settings: Settings) -> Worlds:
    """The worlds that a rule looks at.

    In production those are left out that execute a file for development or tests, and those in which DEBUG is on: DJA709
    speaks about them. Where DEBUG is on in every one of them, nothing is left out for the rules that matter in any
    deployment: what breaks the login breaks it all the same. Nor is it where the user says that this is production.
    """
    everything = settings.evaluation.worlds
    if settings.profile is not Profile.PRODUCTION:
        return everything
    if rule.with_debug:
        return settings.worlds_of_production
    deployed = settings.worlds_without_debug
    return everything if deployed is False and (rule.profile is None or settings.is_declared) else deployed


def _replay(
    rule: Rule, settings: Settings, worlds: Worlds, check: Callable[[Settings], Found], there: Worlds = True
) -> list[Diagnostic]:
    """Run a check once for each scenario of what it asks about, and merge what it finds.

    Arguments:
        rule: whose check it is.
        settings: what it looks at.
        worlds: the worlds that a diagnostic has to hold in to be certain.
        check: the check.
        there: those of these worlds that it is run in.
    """
    found: dict[Diagnostic, Worlds] = {}
    related: dict[Diagnostic, dict[Label, None]] = {}
    try:
        scenes = explore(settings, both(worlds, there), lambda view: list(_checked(rule, view, check)), MAX_SCENARIOS)
        for reached, diagnostics in scenes:
            for diagnostic in diagnostics:
                key = replace(diagnostic, related=())
                found[key] = either(found.get(key, False), both(there, reached))
                related.setdefault(key, {}).update(dict.fromkeys(diagnostic.related))
    except TooManyScenarios:
        settings.abstained.append(f"{rule.code} gave up: it depends on more than {MAX_SCENARIOS} combinations")
        return []
    _join_nested(found, related)
    return [_reported(diagnostic, reached, worlds, tuple(related[diagnostic])) for diagnostic, reached in found.items()]


def _join_nested(found: dict[Diagnostic, Worlds], related: dict[Diagnostic, dict[Label, None]]) -> None:
    """Make one of what is found in an expression in some worlds and in a part of it in others.

    `os.environ.get("AGE", "60")` is a text whether the variable is set or not: that is one mistake.
    """
    for inner in list(found):
        around = (
            outer
            for outer in found
            if outer is not inner and outer.span.covers(inner.span) and replace(inner, span=outer.span) == outer
        )
        outer = next(around, None)
        if outer is not None:
            found[outer] = either(found[outer], found.pop(inner))
            related[outer].update(related.pop(inner))


def _checked(rule: Rule, settings: Settings, check: Callable[[Settings], Found]) -> Iterator[Diagnostic]:
    try:
        for diagnostic in check(settings):
            silencer = _silencer(settings, diagnostic)
            if silencer is None:
                yield diagnostic
            elif rule.priority == "P0":
                label = Label(silencer.span, "keeps manage.py check from saying so")
                yield replace(diagnostic, related=(label, *diagnostic.related))
    except Undetermined as unknown:
        settings.unanswered.append(unknown.reason)
    except TooManyScenarios:
        raise
    except Exception as error:
        raise RuleCrash(rule, settings, error) from error


def _silencer(settings: Settings, diagnostic: Diagnostic) -> Element | None:
    """The element of SILENCED_SYSTEM_CHECKS that hides what is found from `manage.py check`; None where that may say it."""
    silenced, checks = settings["SILENCED_SYSTEM_CHECKS"], diagnostic.checks
    if not checks or not silenced.is_possible:
        return None
    try:
        return silenced.first(lambda each: each in checks) if all(map(settings.silences, checks)) else None
    except Undetermined:
        return None


def _reported(diagnostic: Diagnostic, reached: Worlds, worlds: Worlds, related: tuple[Label, ...]) -> Diagnostic:
    """A diagnostic with the conditions under which it occurs."""
    related = related[:MAX_LABELS]
    within = restrict(reached, worlds)
    if within is True:
        return replace(diagnostic, related=related)
    confidence = max(diagnostic.confidence, Confidence.HIGH, key=_CONFIDENCE.index)
    return replace(diagnostic, related=related, confidence=confidence, when=tuple(scenarios(within)))


def _labels(subject: Subject) -> Iterator[Label]:
    """Where a setting was set and overridden, without the place that the diagnostic itself stands at."""
    seen = False
    for step in subject.provenance:
        if step.span is None:
            continue
        assigned = step.action == "set"
        action = "overridden" if assigned and seen else step.action
        seen = seen or assigned
        # A call in another file, which sets whatever it is given, tells nobody where the value comes from.
        if step.span.covers(subject.span) or (step.by_call and step.span.path != subject.span.path):
            continue
        yield Label(step.span, f"{action} here")
