"""The settings of one entry module, as a rule sees them: plain values in one scenario, and where each was written.

A setting is a decision tree. A *scenario* answers the questions of the trees that a reader really looks at; `rule.run`
replays a check until every answer was given once. Whatever can't be determined raises `Undetermined`, which only the
framework catches.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar

from djauthlint import django_facts
from djauthlint.conditions import (
    OTHERWISE,
    UNSET,
    Choice,
    TooManyWorlds,
    Variable,
    Worlds,
    apply,
    both,
    either,
    holds,
    is_case,
    is_none_of,
    knowing,
    leaves,
    opposite,
    paths,
    replaced,
    restrict,
)
from djauthlint.django_facts import VersionsDiffer, cookies
from djauthlint.django_facts.middleware_table import UNKNOWN, Condition, Work
from djauthlint.django_facts.targets import Target
from djauthlint.django_facts.work import known_work
from djauthlint.project import EntryModule, Profile, infer_profile
from djauthlint.source import SourceFile, Span
from djauthlint.values import (
    ABSENT,
    Dict,
    Entry,
    Event,
    Hole,
    Item,
    Items,
    Known,
    Lazy,
    List,
    Namespace,
    Object,
    Origin,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
    truth,
)

if TYPE_CHECKING:
    from djauthlint.django_facts import DjangoVersion, JsonValue

R = TypeVar("R")
Plain: TypeAlias = Any
"""A Python value as Django would see it."""
Place: TypeAlias = tuple[int, ...]
"""Where an element stands: its number among the items of the sequence, then inside a stretch that differs by condition."""

COMMAND_LINE: Final = ("text", "sys.argv")
SEQUENCES: Final = (List, Tuple, Set)


class Undetermined(Exception):
    """What was asked can't be determined in this scenario."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Evaluated(Protocol):
    """What is needed of an `evaluator.Evaluation`."""

    @property
    def namespace(self) -> Namespace: ...
    @property
    def worlds(self) -> Worlds: ...
    @property
    def open(self) -> tuple[str, ...]: ...
    @property
    def files(self) -> dict[Path, SourceFile]: ...
    def resolve_class(self, path: str) -> tuple[str, ...] | None: ...


class Scenario:
    """Answers to the questions that were asked.

    Arguments:
        worlds: the worlds that scenarios are made of.
        script: which of its possible answers each question gets, in the order in which they are asked; those that it
            does not reach get the first. None: no question is answered.
    """

    def __init__(self, worlds: Worlds, script: tuple[int, ...] | None = ()) -> None:
        self.script = script
        self.options: list[int] = []
        """How many answers each question had that was asked."""
        self.answers: dict[Variable, _Answer] = {}
        self._left = worlds

    def leaf(self, tree: Any) -> Any:
        """The leaf of a decision tree in this scenario; asks what is still open.

        Raises:
            Undetermined: a question is open, and none is answered.
        """
        while isinstance(tree, Choice):
            below = self.below(tree)
            tree = self._ask(tree) if below is None else below
        return tree

    def below(self, tree: Choice) -> Any:
        """The branch that the answers so far lead to; None where the question is still open."""
        answer = self.answers.get(tree.variable)
        if answer is None:
            return None
        if answer.case is not OTHERWISE:
            return tree.cases.get(answer.case, tree.otherwise)
        return tree.otherwise if all(case in answer.excluded for case in tree.cases) else None

    def allows(self, variable: Variable, case: Hashable) -> bool:
        """Whether a variable may have a case, as far as the answers tell."""
        answer = self.answers.get(variable)
        if answer is not None and answer.case is not OTHERWISE:
            return answer.case == case
        if answer is not None and case in answer.excluded:
            return False
        return knowing(self._left, variable, case) is not False

    @property
    def worlds(self) -> Worlds:
        """The worlds that agree with the answers, among all that one can think of."""
        worlds: Worlds = True
        # From the last variable to the first: each step puts one node above what there is.
        for variable, answer in sorted(self.answers.items(), key=lambda known: -known[0].index):
            worlds = both(answer.worlds(variable), worlds)
        return worlds

    def _ask(self, tree: Choice) -> Any:
        if self.script is None:
            raise Undetermined("it depends on " + tree.variable.text)
        variable = tree.variable
        known = self.answers.get(variable)
        excluded = () if known is None else known.excluded
        new = tuple(case for case in tree.cases if case not in excluded)
        answers = [_Answer(case) for case in new]
        if variable.boolean:
            answers.append(_Answer(True not in tree.cases))
        else:
            answers.append(_Answer(OTHERWISE, (*excluded, *new)))
        possible = [(answer, knowing(self._left, variable, answer.case, answer.excluded)) for answer in answers]
        possible = [(answer, left) for answer, left in possible if left is not False]
        taken = 0
        if len(possible) > 1:
            asked = len(self.options)
            self.options.append(len(possible))
            taken = self.script[asked] if asked < len(self.script) else 0
        self.answers[variable], self._left = possible[taken]
        return self.below(tree)


@dataclass(frozen=True, slots=True)
class _Answer:
    """The case that a variable has; for `OTHERWISE` those that it has not."""

    case: Hashable
    excluded: tuple[Hashable, ...] = ()

    def worlds(self, variable: Variable) -> Worlds:
        """The worlds in which a variable has this answer."""
        if self.case is OTHERWISE:
            return is_none_of(variable, self.excluded)
        if variable.boolean:
            return holds(variable) if self.case is True else opposite(holds(variable))
        return is_case(variable, self.case)


class TooManyScenarios(Exception):
    """What was asked depends on more combinations of conditions than the reader allows."""


def explore(
    settings: Settings, worlds: Worlds, look: Callable[[Settings], R], limit: int
) -> Iterator[tuple[Worlds, R]]:
    """What a reader sees in each scenario of what it asks about, with the answers that make it up.

    Arguments:
        settings: what is looked at.
        worlds: the worlds that the scenarios are made of.
        look: the reader.
        limit: how many scenarios there may be.

    Raises:
        TooManyScenarios: there are more.
    """
    scripts: list[tuple[int, ...]] = [()] if worlds is not False else []
    while scripts:
        # Each script that is left is a scenario at least.
        if len(scripts) > limit:
            raise TooManyScenarios
        limit -= 1
        script = scripts.pop()
        scenario = Scenario(worlds, script)
        seen = look(settings.within(scenario))
        yield scenario.worlds, seen
        taken = (*script, *(0 for _ in scenario.options[len(script) :]))
        for asked in range(len(script), len(taken)):
            scripts += [(*taken[:asked], answer) for answer in range(scenario.options[asked] - 1, 0, -1)]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a setting's provenance: what was done, where, and in which worlds."""

    action: str
    span: Span | None
    worlds: Worlds


@dataclass
class Settings:
    """The settings of one entry module.

    Arguments:
        evaluation: what the evaluator found out.
        entry: the entry module.
        profile: what it is deployed for.
        target: the versions of Django that it may run with.
        scenario: what is assumed about everything that the source alone can't decide.
        abstained: why rules gave no answer.
        trees: what the project makes of each setting that was asked for.
        works: what each class does that was asked for.
    """

    evaluation: Evaluated
    entry: EntryModule
    profile: Profile
    target: Target
    scenario: Scenario
    abstained: list[str] = field(default_factory=list)
    trees: dict[str, Any] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        evaluation: Evaluated,
        entry: EntryModule,
        profile: Profile | None = None,
        target: Target | None = None,
    ) -> Settings:
        """The settings that an evaluation found.

        Arguments:
            evaluation: what the evaluator found out.
            entry: the entry module that was evaluated.
            profile: None: inferred.
            target: the versions of Django that it may run with; None: the newest that is known.
        """
        scenario = Scenario(evaluation.worlds, None)
        settings = cls(evaluation, entry, Profile.PRODUCTION, target or Target.default(), scenario)
        return replace(settings, profile=profile or infer_profile(entry, settings._debug))

    def within(self, scenario: Scenario) -> Settings:
        """The same settings in a scenario."""
        evaluation, entry, profile, target = self.evaluation, self.entry, self.profile, self.target
        return Settings(evaluation, entry, profile, target, scenario, self.abstained, self.trees, self.works)

    def __getitem__(self, name: str) -> Setting:
        return Setting(self, name)

    @property
    def django_version(self) -> DjangoVersion:
        """The versions of Django as functions of `django_facts` take them."""
        return self.target.facts

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the project sets, in some world at least, sorted."""
        namespace = self.evaluation.namespace
        return tuple(sorted(name for name in namespace.names if name.isupper() and self[name].is_possible))

    @cached_property
    def worlds_without_debug(self) -> Worlds:
        """The worlds in which DEBUG may be off."""
        try:
            off: Worlds = apply(lambda leaf: leaf is ABSENT or truth(leaf) is not True, self["DEBUG"].tree)
        except TooManyWorlds:
            return self.evaluation.worlds
        return both(self.evaluation.worlds, off)

    def work_of(self, path: str) -> Work:
        """What a class that a setting names does: its own work, and that of the classes that it derives from."""
        if path not in self.works:
            self.works[path] = self._work_of(path)
        return self.works[path]

    def _work_of(self, path: str) -> Work:
        known = known_work(self.django_version, path)
        if known is not None:
            return known
        bases = self.evaluation.resolve_class(path)
        if bases is None:
            return Work(frozenset({path}), f"{path} is a class of a package that djauthlint does not know")
        does, unknown = {path}, None
        for base in bases:
            known = known_work(self.django_version, base)
            if known is not None:
                does |= known.does
                unknown = unknown or known.unknown
            else:
                does.add(base)
                if base != path and self.evaluation.resolve_class(base) is None:
                    unknown = f"{path} is a {base}, which djauthlint does not know"
        return Work(frozenset(does), unknown)

    def is_subclass(self, path: str, of: str) -> bool:
        """Whether a class that a setting names does the work of a class of Django.

        Raises:
            Undetermined: it is neither Django's nor the project's nor well known.
        """
        work = self.work_of(path)
        if of in work.does:
            return True
        if work.unknown is not None:
            raise Undetermined(work.unknown)
        return False

    def provides(self, of: str) -> Callable[[Plain], bool]:
        """The test whether an element of a setting names a class that does the work of a class of Django."""
        return lambda path: isinstance(path, str) and self.is_subclass(path, of)

    def holds(self, condition: Condition) -> bool:
        """Whether the settings are so that a constraint on the order of middleware applies.

        A setting of a package that is not set is off.

        Raises:
            Undetermined: none of them is certainly so, but one that is unknown may be.
        """
        answers = [self._is_on(self[name], condition.classes) for name in condition.settings]
        unknown = next((answer for answer in answers if isinstance(answer, Undetermined)), None)
        if unknown is not None and True not in answers:
            raise unknown
        return True in answers

    def _is_on(self, setting: Setting, classes: Sequence[str]) -> bool | Undetermined:
        try:
            if not setting.is_set and not django_facts.may_be_setting(self.django_version, setting.name):
                return False
            return any(self.provides(path)(setting.value) for path in classes) if classes else setting.truthy
        except Undetermined as reason:
            return reason

    def installs(self, app: Sequence[str]) -> bool:
        """Whether an app of Django is in INSTALLED_APPS.

        Arguments:
            app: the ways to name it, from `django_facts.apps`.

        Raises:
            Undetermined: it is not, but an entry that is unknown may be it.
        """
        return self["INSTALLED_APPS"].any(lambda entry: entry in app)

    def broken_promise(self, cookie: str, prefix: str) -> tuple[Setting, str] | None:
        """The first setting that does not keep what the prefix of a cookie's name promises, and what would.

        Arguments:
            cookie: "SESSION" or "CSRF".
            prefix: "__Host-" or "__Secure-".

        Raises:
            Undetermined: a value that decides it is unknown.
        """
        secure, path, domain = (self[f"{cookie}_COOKIE_{attribute}"] for attribute in ("SECURE", "PATH", "DOMAIN"))
        if not secure.truthy:
            return secure, f"{secure.name} = True"
        if prefix == "__Host-" and not (isinstance(path.value, str) and cookies.attribute(path.value) == "/"):
            return path, f'{path.name} = "/"'
        if prefix == "__Host-" and domain.value not in (None, ""):
            return domain, f"{domain.name} = None"
        return None

    @property
    def _debug(self) -> bool | None:
        try:
            return self["DEBUG"].truthy
        except Undetermined:
            return None


class Setting:
    """One setting in one scenario: the project's value, or Django's default."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.settings = settings
        self.name = name

    @property
    def tree(self) -> Any:
        """What the project makes of it: values, `ABSENT` in worlds where it does not set it."""
        trees = self.settings.trees
        if self.name not in trees:
            evaluation = self.settings.evaluation
            tree = evaluation.namespace.names.get(self.name, evaluation.namespace.missing)
            trees[self.name] = restrict(tree, evaluation.worlds)
        return trees[self.name]

    @property
    def is_possible(self) -> bool:
        """Whether the project sets it in any world."""
        tree = self.tree
        return any(leaf is not ABSENT for leaf in leaves(tree)) if isinstance(tree, Choice) else tree is not ABSENT

    @property
    def is_set(self) -> bool:
        """Whether the project sets it."""
        return self._own is not ABSENT

    @property
    def is_known(self) -> bool:
        """Whether `value` would not raise."""
        try:
            _plain(self.leaf, self._scenario)
        except Undetermined:
            return False
        return True

    @property
    def value(self) -> Plain:
        """Its value as Django would see it.

        Raises:
            Undetermined: a part of it is unknown.
        """
        return _plain(self.leaf, self._scenario)

    @property
    def type_name(self) -> str:
        """The Python type of its value, with its module unless that is `builtins`; known for some unknown values, too.

        Raises:
            Undetermined: its type is unknown.
        """
        match self.leaf:
            case Known(value=value):
                kind = type(value)
                return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
            case Unknown(kind=None, reason=reason):
                raise Undetermined(reason)
            case Unknown(kind=str(name)) | Object(path=name) | Value(type_name=name):
                return name
            case _:
                raise Undetermined("it is not set")

    @property
    def truthy(self) -> bool:
        """Whether it is true where Django tests it.

        Raises:
            Undetermined: that can't be told.
        """
        return _truthy(self.leaf, self._scenario)

    @property
    def is_sequence(self) -> bool:
        """Whether it is a list, tuple or set.

        Raises:
            Undetermined: its type is unknown.
        """
        leaf = self.leaf
        if isinstance(leaf, Unknown):
            raise Undetermined(leaf.reason)
        return isinstance(leaf, SEQUENCES)

    @property
    def works(self) -> tuple[Work, ...]:
        """What the classes do that its elements name, as the functions of `django_facts.ordering` take it.

        Raises:
            Undetermined: it is no list, tuple or set.
        """
        return tuple(element.work for element in self._each())

    @property
    def elements(self) -> tuple[Element, ...]:
        """What a list, tuple or set is made of, each with its own place; a stretch of unknown length is one of them.

        Raises:
            Undetermined: it is none of these.
        """
        return tuple(self._each())

    def possible_elements(self) -> Iterator[tuple[Element, Worlds]]:
        """Every element that it has in some world, with those worlds: for who looks at each for itself."""
        found: dict[int, tuple[Place, Value, Worlds]] = {}
        for reached, leaf in paths(self.tree, True):
            if isinstance(leaf, SEQUENCES):
                for place, part, there in _possible(_items(leaf), reached):
                    first, _, before = found.get(id(part), (place, part, False))
                    found[id(part)] = first, part, either(before, there)
        for place, part, there in found.values():
            yield Element(self, place, part), there

    def first(self, test: Callable[[Plain], bool]) -> Element | None:
        """The first element that passes a test, None if none does.

        Raises:
            Undetermined: an element before it may pass.
        """
        each = self._each(lambda item: _verdicts(item, test) != _FAILS)
        return next((element for element in each if test(element.value)), None)

    def any(
        self, test: Callable[[Plain], bool], *, before: Element | None = None, after: Element | None = None
    ) -> bool:
        """Whether an element passes a test, of those before or after another if one is given.

        Raises:
            Undetermined: none passes, but one that is unknown may.
        """
        low, high = None if after is None else after.place, None if before is None else before.place
        open_items: list[Item] = []
        for item in _between(self._sequence(), self._scenario, low, high):
            verdicts = _verdicts(item, test)
            if verdicts == _PASSES:
                return True
            if verdicts != _FAILS:
                open_items.append(item)
        undetermined: Undetermined | None = None
        for _, part in _flat(open_items, self._scenario, lambda item: _verdicts(item, test) != _FAILS):
            try:
                if test(_plain(part, self._scenario)):
                    return True
            except Undetermined as reason:
                undetermined = reason
        if undetermined is not None:
            raise undetermined
        return False

    def contains(self, value: Plain) -> bool:
        """Whether a value is one of the elements; `Undetermined` as for `any`."""
        return self.any(lambda element: bool(element == value))

    def index(self, value: Plain) -> int:
        """The place of the first element that equals a value, -1 if there is none; `Undetermined` as for `first`."""
        return next((number for number, element in enumerate(self._each()) if element.value == value), -1)

    def repeated(self) -> Iterator[tuple[Element, Element]]:
        """Every text that an earlier element has, too, with the first that has it; unknown elements count as different.

        Raises:
            Undetermined: it is no sequence.
        """
        texts = Counter(text for item in self._sequence() for text in _texts(item))
        firsts: dict[str, Element] = {}
        for element in self._each(lambda item: any(texts[text] > 1 for text in _texts(item))):
            if element.is_known and isinstance(element.value, str):
                first = firsts.setdefault(element.value, element)
                if first is not element:
                    yield element, first

    @property
    def is_requested(self) -> bool:
        """Whether it is so only where someone set an environment variable, or runs a certain command."""
        tree = self.tree
        while isinstance(tree, Choice):
            symbol = tree.variable.symbol
            if _mentions(symbol, COMMAND_LINE):
                return True
            if isinstance(symbol, tuple) and symbol[0] == "env" and not self._scenario.allows(tree.variable, UNSET):
                return True
            tree = self._scenario.below(tree)
        return False

    @property
    def environment_default(self) -> str | None:
        """The environment variable whose absence makes this the value, where its presence would make that its text."""
        leaf, tree = self.leaf, self.tree
        while isinstance(leaf, Known) and isinstance(tree, Choice):
            below = self._scenario.below(tree)
            match tree.variable.symbol:
                case ("env", str(name)) if below is tree.cases.get(UNSET) and any(
                    _is_made_from(leaf, name) for leaf in leaves(tree)
                ):
                    return name
                case _:
                    tree = below
        return None

    @property
    def span(self) -> Span:
        """Where a cure goes: the text that decides the value, line 1 of the entry module where there is none."""
        leaf = self._own
        event = None if leaf is ABSENT else self._decision
        origin = leaf.origin if isinstance(leaf, _WITH_ORIGIN) else None
        if event is None or event.origin is None or (origin is not None and _is_call(event.origin)):
            return _span(origin) if origin is not None else Span(self.settings.entry.path, 0, 0)
        assigned = _assigned(event.origin)
        place = _span(assigned)
        if origin is not None:
            text = _span(origin)
            if text.path == place.path and place.start <= text.start and text.end <= place.end:
                return text
        return place

    @property
    def provenance(self) -> tuple[Step, ...]:
        """How it came to have its value, oldest first, as far as this scenario allows."""
        worlds = self._scenario.worlds
        steps = [
            Step(event.action, None if event.origin is None else _span(event.origin), both(worlds, event.worlds))
            for event in self.events
        ]
        return tuple(step for step in steps if step.worlds is not False)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that was done to it, in whichever worlds."""
        own = self.settings.evaluation.namespace.history.get(self.name, ())
        mutations = [
            event for leaf in leaves(self.tree) if isinstance(leaf, (List, Dict, Set)) for event in leaf.history
        ]
        return (*own, *dict.fromkeys(mutations))

    def _sequence(self) -> Items:
        leaf = self.leaf
        if isinstance(leaf, Unknown):
            raise Undetermined(leaf.reason)
        if not isinstance(leaf, SEQUENCES):
            raise Undetermined(f"{self.name} is no sequence")
        return _items(leaf)

    def _each(self, matters: Callable[[Item], bool] = lambda _: True) -> Iterator[Element]:
        """The elements in this scenario, without those that depend on a question that does not matter."""
        for place, part in _flat(self._sequence(), self._scenario, matters):
            yield Element(self, place, part)

    @property
    def _scenario(self) -> Scenario:
        return self.settings.scenario

    @property
    def _own(self) -> Any:
        return self._scenario.leaf(self.tree)

    @property
    def leaf(self) -> Any:
        leaf = self._own
        if leaf is not ABSENT:
            return leaf
        try:
            return _value_of(django_facts.default(self.settings.django_version, self.name))
        except VersionsDiffer as reason:
            raise Undetermined(str(reason)) from None
        except KeyError:
            raise Undetermined(f"{self.name} is not set and Django has no default for it") from None

    @property
    def _decision(self) -> Event | None:
        worlds = self._scenario.worlds
        history = self.settings.evaluation.namespace.history.get(self.name, ())
        return next(
            (event for event in reversed(history) if event.origin and both(worlds, event.worlds) is not False), None
        )


class Element:
    """One element of a sequence."""

    def __init__(self, setting: Setting, place: Place, leaf: Value | Hole) -> None:
        self.setting = setting
        self.name = setting.name
        self.settings = setting.settings
        self.place = place
        self.leaf = leaf

    def within(self, settings: Settings) -> Element:
        """The same element in a scenario."""
        return Element(settings[self.name], self.place, self.leaf)

    @property
    def is_known(self) -> bool:
        """Whether `value` would not raise."""
        try:
            _plain(self.leaf, self.settings.scenario)
        except Undetermined:
            return False
        return True

    @property
    def value(self) -> Plain:
        """Its value as Django would see it.

        Raises:
            Undetermined: it is unknown, or it stands for any number of elements.
        """
        return _plain(self.leaf, self.settings.scenario)

    @property
    def work(self) -> Work:
        """What the class does that it names; nothing is known of what is unknown itself."""
        try:
            value = self.value
        except Undetermined:
            return UNKNOWN
        return self.settings.work_of(value) if isinstance(value, str) else Work(frozenset())

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts that it was written as: several when adjacent literals are joined, none when it is no literal."""
        if not isinstance(self.leaf, Known) or self.leaf.origin is None:
            return ()
        return _literals(self.leaf.origin)

    @property
    def span(self) -> Span:
        """Where it was written; where its setting was, if no text made it."""
        origin = self.leaf.origin if isinstance(self.leaf, _WITH_ORIGIN) else None
        return self.setting.span if origin is None else _span(origin)


Subject: TypeAlias = Setting | Element
_WITH_ORIGIN: Final = (Known, Unknown, Lazy, Object, Tuple, List, Dict, Set)


def _is_made_from(leaf: object, name: str) -> bool:
    """Whether a value is made from the text of an environment variable."""
    return isinstance(leaf, Unknown) and _mentions(leaf.symbol, ("env", name))


def _mentions(symbol: Hashable, part: Hashable) -> bool:
    return symbol == part or (isinstance(symbol, tuple) and any(_mentions(inner, part) for inner in symbol))


def _items(leaf: List | Tuple | Set) -> Items:
    """The items of a sequence, with those of a set that are there under a condition as stretches."""
    if not isinstance(leaf, Set):
        return leaf.items
    items: list[Item] = []
    for entry in leaf.entries.values():
        if isinstance(entry.value, Choice):
            items.append(Splice(replaced(entry.value, partial(_stretch, entry.key))))
        elif entry.value is not ABSENT:
            items.append(entry.key)
    return (*items, Hole(leaf.open)) if leaf.open is not None else tuple(items)


def _stretch(key: Value, there: object) -> Items:
    return () if there is ABSENT else (key,)


def _possible(items: Items, worlds: Worlds, inside: Place = ()) -> Iterator[tuple[Place, Value, Worlds]]:
    """The elements of a sequence in any world, without the stretches of which nothing is known."""
    for number, item in enumerate(items):
        place = (*inside, number)
        if isinstance(item, Splice):
            for there, stretch in paths(item.tree, worlds):
                yield from _possible(stretch, there, place)
        elif not isinstance(item, Hole):
            for there, value in paths(item, worlds):
                yield place, value, there


def _flat(
    items: Sequence[Item], scenario: Scenario, matters: Callable[[Item], bool] = lambda _: True, inside: Place = ()
) -> Iterator[tuple[Place, Value | Hole]]:
    """The elements of a sequence in a scenario, without those that depend on a question that does not matter."""
    for number, item in enumerate(items):
        place = (*inside, number)
        if not isinstance(item, (Choice, Splice)):
            yield place, item
        elif matters(item):
            if isinstance(item, Splice):
                yield from _flat(scenario.leaf(item.tree), scenario, matters, place)
            else:
                yield place, scenario.leaf(item)


def _between(
    items: Items, scenario: Scenario, low: Place | None, high: Place | None, inside: Place = ()
) -> Iterator[Item]:
    """The items behind one place and before another."""
    for number, item in enumerate(items):
        place = (*inside, number)
        if high is not None and place >= high:
            return
        if isinstance(item, Splice) and any(end is not None and end[: len(place)] == place for end in (low, high)):
            yield from _between(scenario.leaf(item.tree), scenario, low, high, place)
        elif low is None or place > low:
            yield item


_PASSES: Final = {True}
_FAILS: Final = {False}


def _verdicts(item: Item, test: Callable[[Plain], bool]) -> set[bool | None]:
    """Whether elements pass a test in any scenario, without a question asked; None where that can't be told so."""
    if isinstance(item, Choice):
        return {verdict for leaf in leaves(item) for verdict in _verdicts(leaf, test)}
    if isinstance(item, Splice):
        stretches = leaves(item.tree)
        return {False, *(verdict for stretch in stretches for part in stretch for verdict in _verdicts(part, test))}
    if not isinstance(item, Known):
        return {None}
    try:
        return {bool(test(item.value))}
    except Undetermined:
        return {None}


def _texts(item: Item) -> Iterator[str]:
    """The known texts that an item may be, or consist of."""
    if isinstance(item, Splice):
        for stretch in leaves(item.tree):
            for part in stretch:
                yield from _texts(part)
    else:
        for leaf in leaves(item):
            if isinstance(leaf, Known) and isinstance(leaf.value, str):
                yield leaf.value


def _plain(leaf: object, scenario: Scenario) -> Plain:
    try:
        return _plainly(leaf, scenario)
    except RecursionError:
        raise Undetermined("it is nested too deeply, or in itself") from None


def _plainly(leaf: object, scenario: Scenario) -> Plain:
    match leaf:
        case Known(value=value):
            return value
        case Lazy(text=text):
            return _plainly(scenario.leaf(text), scenario)
        case List() | Tuple() | Set():
            parts = [_plainly(part, scenario) for _, part in _flat(_items(leaf), scenario)]
            if isinstance(leaf, List):
                return parts
            if isinstance(leaf, Tuple):
                return tuple(parts)
            return frozenset(parts) if leaf.frozen else set(parts)
        case Dict():
            if leaf.open is not None:
                raise Undetermined(leaf.open)
            present = ((entry, scenario.leaf(entry.value)) for entry in leaf.entries.values())
            return {_plainly(e.key, scenario): _plainly(value, scenario) for e, value in present if value is not ABSENT}
        case Unknown(reason=reason) | Hole(reason=reason):
            raise Undetermined(reason)
        case Object(path=path):
            raise Undetermined(f"it is an instance of {path}")
        case Value():
            raise Undetermined(f"it is a {leaf.type_name}")
        case _:
            raise Undetermined("it is not set")


def _truthy(leaf: object, scenario: Scenario) -> bool:
    answer = truth(leaf) if isinstance(leaf, Value) else None
    if answer is not None:
        return answer
    match leaf:
        case List() | Tuple() | Set():
            holes = []
            for _, part in _flat(_items(leaf), scenario):
                if not isinstance(part, Hole):
                    return True
                holes.append(part.reason)
            if holes:
                raise Undetermined(holes[0])
            return False
        case Dict():
            if any(scenario.leaf(entry.value) is not ABSENT for entry in leaf.entries.values()):
                return True
            if leaf.open is not None:
                raise Undetermined(leaf.open)
            return False
        case _:
            return bool(_plain(leaf, scenario))


def _value_of(default: JsonValue) -> Value:
    """A default of Django as the evaluator would have made it."""
    if isinstance(default, Sequence) and not isinstance(default, str):
        return List(tuple(map(_value_of, default)))
    if isinstance(default, (bool, int, float, str)) or default is None:
        return Known(default)
    items = default.get("items")
    if default.get("$type") == "tuple" and isinstance(items, Sequence):
        return Tuple(tuple(map(_value_of, items)))
    if "$type" in default:
        return Unknown(f"a {default['$type']} in Django's defaults")
    return Dict({key: Entry(Known(key), _value_of(value)) for key, value in default.items()})


def _span(origin: Origin) -> Span:
    from djauthlint.evaluator.positions import span_of

    return span_of(origin)


def _assigned(origin: Origin) -> Origin:
    """The value of an assignment, the statement itself where it is none."""
    import libcst

    node = origin.node
    if isinstance(node, (libcst.Assign, libcst.AnnAssign, libcst.NamedExpr)) and node.value is not None:
        return Origin(origin.file, node.value)
    return origin


def _is_call(origin: Origin) -> bool:
    """Whether a name was bound by a call such as `setattr(module, name, value)`: the value was decided elsewhere."""
    import libcst

    return isinstance(origin.node, libcst.Call)


def _literals(origin: Origin) -> tuple[str, ...]:
    import libcst

    parts: list[str] = []
    node: libcst.CSTNode = origin.node
    while isinstance(node, libcst.ConcatenatedString):
        if not isinstance(node.left, libcst.SimpleString) or not isinstance(node.left.evaluated_value, str):
            return ()
        parts.append(node.left.evaluated_value)
        node = node.right
    if not isinstance(node, libcst.SimpleString) or not isinstance(node.evaluated_value, str):
        return ()
    return (*parts, node.evaluated_value)
