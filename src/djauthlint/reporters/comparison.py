"""What differs between the settings of two entry modules: setting by setting, element by element, scenario by scenario."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeAlias, cast

from djauthlint import django_facts
from djauthlint.conditions import TooManyWorlds, Variables, Worlds, both, either, holds, restrict, transferred, without
from djauthlint.diagnostics import Diagnostic
from djauthlint.linter import LintResult, label
from djauthlint.reporters.changes import Cases, Change, changes, is_unknown_value, text_of
from djauthlint.reporters.settings_json import NOTHING, Json, Resolved, mask_condition, masked_text, reason_of, resolve
from djauthlint.settings import Settings
from djauthlint.wording import scenarios

Scenario: TypeAlias = tuple[Worlds, Json]

_LOGIN: Final = tuple(
    map(
        re.compile,
        (
            "DEBUG",
            "SECRET_KEY.*",
            "ALLOWED_HOSTS",
            "MIDDLEWARE",
            "AUTH.*",
            "LOGIN_.*|LOGOUT_.*",
            "SESSION_.*",
            "CSRF_.*",
            "SECURE_.*|USE_X_FORWARDED_.*|FORCE_SCRIPT_NAME",
            "PASSWORD_.*",
            "CACHES|DATABASES",
            "INSTALLED_APPS",
            "ROOT_URLCONF|SITE_ID|TEMPLATES|X_FRAME_OPTIONS|MESSAGE_STORAGE|SILENCED_SYSTEM_CHECKS|SIGNING_BACKEND",
        ),
    )
)
"""What decides whether people can log in, what does so most directly first."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A setting that the two have not in common.

    Arguments:
        name: its name.
        sides: what each of them makes of it.
        is_set: whether each of them sets it, in some scenario at least, as far as can be seen.
        changes: what differs in it, in which scenarios.
    """

    name: str
    sides: tuple[Resolved, Resolved]
    is_set: tuple[bool, bool]
    changes: tuple[Change, ...]

    @property
    def is_unknown(self) -> bool:
        """Whether both set it, and nothing at all is known of it on either side."""
        return self.is_set == (True, True) and all(
            change.kind == "value"
            and not change.path
            and is_unknown_value(change.first)
            and is_unknown_value(change.second)
            for change in self.changes
        )

    @property
    def certain(self) -> bool:
        """Whether it differs whatever stayed unknown."""
        return any(change.certain for change in self.changes)


@dataclass(frozen=True, slots=True)
class Side:
    """The settings of one of the two, as far as they can be seen.

    Arguments:
        settings: its settings; nothing but positions and the target is asked of them.
        resolved: what is to be said about each, Django's defaults among them.
        names: what the project sets, in some scenario at least.
        worlds: those that can be seen, over the questions of both.
        cases: the worlds of each value of what has several, over the questions of both.
        opened: why names that were not seen may exist or be replaced; in those worlds, if there are others, nothing is compared.
        mask: takes the secrets out of conditions.
    """

    settings: Settings
    resolved: Mapping[str, Resolved]
    names: frozenset[str]
    worlds: Worlds
    cases: Mapping[str, list[Scenario]]
    opened: str
    mask: Callable[[str], str]

    @classmethod
    def of(
        cls, settings: Settings, questions: Variables, *, beside: Side | None = None, show_secrets: bool = False
    ) -> Side:
        """One side, with everything that has to be asked before the next entry module is evaluated.

        Arguments:
            settings: its settings.
            questions: those of both sides, which the same process answers.
            beside: the other side, if it was evaluated before: where no process can import both, each answers for itself.
            show_secrets: whether not to mask secrets.
        """
        taken_over = settings.evaluation.defaults
        names = frozenset(settings.names) - taken_over
        opened = {masked_text(reason, "", show=show_secrets) for reason in settings.evaluation.open}
        found = resolve(settings, defaults=True, show_secrets=show_secrets, tell_apart=True)
        keys = settings.evaluation.variables.identities()
        transfer = partial(_transferred, questions=questions, keys=keys)
        worlds = transfer(settings.evaluation.worlds)
        if beside is not None and _meet(beside.worlds, worlds) is False:
            own = {index: (label(settings.entry), key) for index, key in keys.items()}
            transfer = partial(_transferred, questions=questions, keys=own)
            worlds = transfer(settings.evaluation.worlds)
        cases = {each.name: [(transfer(there), value) for there, value in each.worlds] for each in found if each.worlds}
        seen = worlds
        for there, value in itertools.chain.from_iterable(cases.values()):
            if reason_of(value) in opened:
                seen = _lack(seen, there)
        return cls(
            settings,
            {each.name: each for each in found if each.name in names},
            names,
            worlds if seen is False else seen,
            cases,
            min(opened, default=""),
            mask_condition(show_secrets),
        )

    def of_name(self, name: str) -> Resolved:
        """What is to be said about a setting; what is no setting at all has neither a value nor scenarios."""
        if name in self.resolved:
            return self.resolved[name]
        default = self._default(name)
        if default is NOTHING:
            return Resolved(name, "default")
        reason = reason_of(default)
        return Resolved(name, "default", default, True) if reason is None else Resolved(name, "unknown", reason=reason)

    def scenarios(self, name: str) -> list[Scenario]:
        """The worlds of each value, Django's default where it is not set."""
        if name in self.cases and name in self.names:
            seen = ((_meet(there, self.worlds), value) for there, value in self.cases[name])
            return [
                (there, self._default(name) if value is NOTHING else value)
                for there, value in seen
                if there is not False
            ]
        found = self.of_name(name)
        if found.has_value:
            return [(True, found.value)]
        return [(True, {"$type": "unknown", "reason": found.reason} if found.status == "unknown" else NOTHING)]

    def told(self, name: str) -> list[tuple[Cases, Json]]:
        """Each value with its conditions in words."""
        return [(_words(restrict(there, self.worlds), self.mask), value) for there, value in self.scenarios(name)]

    def _default(self, name: str) -> Json:
        try:
            return cast("Json", django_facts.default(self.settings.django_version, name))
        except django_facts.VersionsDiffer as reason:
            return {"$type": "unknown", "reason": str(reason)}
        except KeyError:
            return NOTHING


def _transferred(worlds: Worlds, questions: Variables, keys: Mapping[int, Hashable]) -> Worlds:
    """Worlds over the questions of both sides; what is too large is a question of its own."""
    try:
        return transferred(worlds, questions, lambda variable: keys[variable.index])
    except TooManyWorlds:
        return holds(questions.get(worlds, "a combination of many conditions holds"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two entry modules have not in common.

    Arguments:
        sides: the two, in the order in which they were named.
        differences: settings, those that matter for logging in first.
        diagnostics: those that only the first has, and those that only the second has.
        result: what the runs on them found besides.
    """

    sides: tuple[Side, Side]
    differences: tuple[Difference, ...]
    diagnostics: tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]
    result: LintResult

    @classmethod
    def of(cls, first: Side, second: Side, results: tuple[LintResult, LintResult]) -> Comparison:
        """The comparison of two sides, with the results of a run on each."""
        names = sorted({*first.names, *second.names}, key=_rank)
        found = (difference(name, first, second) for name in names)
        one, other = results
        only = _only(one, other), _only(other, one)
        return cls(
            (first, second),
            tuple(each for each in found if each is not None),
            only,
            LintResult(
                only[0] + only[1],
                one.entry_modules + other.entry_modules,
                one.undetermined + other.undetermined,
                tuple(dict.fromkeys(one.problems + other.problems)),
                files={**one.files, **other.files},
            ),
        )

    @property
    def is_same(self) -> bool:
        """Whether nothing certainly differs."""
        return not any(self.diagnostics) and not any(each.certain for each in self.differences)


def _only(one: LintResult, other: LintResult) -> tuple[Diagnostic, ...]:
    """The diagnostics that the other has not, wherever they are placed: what is missing has another place in each."""
    known = set(map(_identity, other.reported))
    return tuple(each for each in one.reported if _identity(each) not in known)


def _identity(diagnostic: Diagnostic) -> tuple[str, str, str]:
    return diagnostic.code, diagnostic.setting, diagnostic.message


def _rank(name: str) -> tuple[int, str]:
    """Logging in first, then the rest of Django, then packages and the project's own names."""
    for place, pattern in enumerate(_LOGIN):
        if pattern.fullmatch(name):
            return place, name
    return len(_LOGIN) + (not django_facts.may_be_setting(django_facts.newest(), name)), name


def matters_for_login(name: str) -> bool:
    """Whether a setting decides whether people can log in."""
    return any(pattern.fullmatch(name) for pattern in _LOGIN)


def difference(name: str, first: Side, second: Side) -> Difference | None:
    """What differs in one setting; None: nothing, as far as can be told."""
    sides = first.of_name(name), second.of_name(name)
    ones, others = first.scenarios(name), second.scenarios(name)
    changes = tuple(_in_scenarios(ones, others, first, second))
    unseen = any(side.opened and name not in side.names for side in (first, second))
    told = tuple(replace(each, certain=False) for each in changes) if unseen else changes
    return Difference(name, sides, (name in first.names, name in second.names), told) if changes else None


def _in_scenarios(ones: Sequence[Scenario], others: Sequence[Scenario], first: Side, second: Side) -> Iterator[Change]:
    """The changes of each pair of values that the same process may see, with the conditions of those that are not in all.

    What one has where the other can't be imported, such as the fallback of a key that the other requires, is a change, too.
    """
    everywhere = _meet(first.worlds, second.worlds)
    found: dict[str, tuple[Change, Worlds]] = {}
    for worlds, value in ones:
        if _meet(worlds, second.worlds) is False:
            yield Change("only_first", (), value, NOTHING, when=_words(restrict(worlds, first.worlds), first.mask))
    for worlds, value in others:
        if _meet(worlds, first.worlds) is False:
            yield Change("only_second", (), NOTHING, value, when=_words(restrict(worlds, second.worlds), first.mask))
    for (here, one), (there, other) in itertools.product(ones, others):
        worlds = _meet(_meet(here, there), everywhere)
        if worlds is False:
            continue
        for change in changes(one, other):
            key = text_of([change.kind, [*change.path], change.first, change.second])
            known = found.get(key, (change, False))
            certain = change.certain or known[0].certain
            found[key] = replace(change, certain=certain), _join(known[1], worlds)
    for change, worlds in found.values():
        yield replace(change, when=_words(restrict(worlds, everywhere), first.mask))


def _words(worlds: Worlds, mask: Callable[[str], str]) -> Cases:
    return tuple(tuple(map(mask, when)) for when in scenarios(worlds) if when)


def _meet(one: Worlds, other: Worlds) -> Worlds:
    try:
        return both(one, other)
    except TooManyWorlds:
        return one


def _lack(one: Worlds, other: Worlds) -> Worlds:
    try:
        return without(one, other)
    except TooManyWorlds:
        return one


def _join(one: Worlds, other: Worlds) -> Worlds:
    try:
        return either(one, other)
    except TooManyWorlds:
        return True
