"""The settings of one entry module, as a rule sees them: plain values in one scenario, and where each was written.

A setting is a decision tree. A *scenario* answers the questions of the trees that a reader really looks at; `rule.run`
replays a check until every answer was given once. Whatever can't be determined raises `Undetermined`, which only the
framework catches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from djauthlint import django_facts
from djauthlint.conditions import TooManyWorlds, Tree, Variables, Worlds, either, without
from djauthlint.deployment import UNKNOWN, Deployment
from djauthlint.django_facts import cookies
from djauthlint.django_facts.apps import AUTH, SESSIONS
from djauthlint.django_facts.middleware import AUTHENTICATION, SESSION
from djauthlint.django_facts.middleware_table import Condition, Work
from djauthlint.django_facts.misspellings import meant_setting
from djauthlint.django_facts.targets import Target
from djauthlint.django_facts.work import known_work
from djauthlint.project import EntryModule, Fact, Inference, Profile, Servers, inferred_profile, is_for_deployment
from djauthlint.settings import overridden
from djauthlint.settings.containers import Part
from djauthlint.settings.deployed import deployed
from djauthlint.settings.ineffective import Ineffective, find
from djauthlint.settings.overridden import Overridden
from djauthlint.settings.places import span_of
from djauthlint.settings.scenarios import Scenario, Undetermined
from djauthlint.settings.sequences import ELSEWHERE, Plain
from djauthlint.settings.setting import Setting
from djauthlint.source import SourceFile, Span
from djauthlint.values import Event, Namespace, Value, Wasted

if TYPE_CHECKING:
    from djauthlint.django_facts import DjangoVersion
    from djauthlint.evaluator.class_texts import ClassText
    from djauthlint.settings.urlconf import Urlconf


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
    @property
    def defaults(self) -> frozenset[str]: ...
    @property
    def risks(self) -> Mapping[Hashable, int]: ...
    @property
    def servers(self) -> Servers: ...
    def inference(self, entry: EntryModule) -> Inference: ...
    @property
    def variables(self) -> Variables: ...
    def truth(self, tree: Tree[Value]) -> Worlds: ...
    def executed(self) -> Iterable[tuple[Path, Worlds]]: ...
    def reads_cookie(self, cookie: str) -> str | None: ...
    def opens_popup(self, entry: EntryModule) -> str | None: ...
    def reads_setting(self, name: str) -> bool: ...
    def mentions_setting(self, name: str) -> bool: ...
    def uses_word(self, word: str) -> bool: ...
    @property
    def wasted(self) -> Sequence[Wasted]: ...
    @property
    def added_to_nothing(self) -> Collection[str]: ...
    def view_fault(self, path: str, keyword: str) -> str | None: ...
    def text_of(self, module: str) -> str | None: ...
    def resolve_class(self, path: str) -> tuple[str, ...] | None: ...
    def lacks_folder(self, path: str, *, unless_ignored: bool = False) -> bool: ...
    def lacks_file(self, path: str) -> bool: ...
    def folder_of(self, package: str) -> Path | None: ...
    def environment_variable(self, name: str) -> Tree[Value]: ...
    def is_shared(self, path: Path) -> bool: ...
    def lacks_package(self, folder: Path, word: str, bring_nothing: Collection[str]) -> bool: ...
    def class_text(self, path: str) -> ClassText | None: ...
    def loaded_classes(self, module: str) -> tuple[str, ...]: ...
    def may_derive(self, module: str, names: Collection[str]) -> bool: ...


@dataclass
class Settings:
    """The settings of one entry module.

    Arguments:
        evaluation: what the evaluator found out.
        entry: the entry module.
        profile: what it is deployed for.
        target: the versions of Django that it may run with.
        scenario: what is assumed about everything that the source alone can't decide.
        declared: what the user says of the deployment in production.
        infers: whether what is not declared of it is taken from files of the project.
        relied_on: what was inferred of the deployment and asked for in this scenario, by key.
        abstained: why rules gave no answer.
        unanswered: why checks ended in a scenario without one.
        trees: what the project makes of each setting that was asked for.
        works: what each class does that was asked for.
        urlconfs: what was read of the URLs below each module that was asked for.
        misspelled: names that nothing asks for, with the settings that they are probably meant to be.
        ineffective: statements that look as if they set a setting, by its name.
        overridden: settings that a module sets twice.
        is_declared: whether the user says what it is deployed for.
        why: what says what it is deployed for.
        found_names: `names`, once they were asked for.
    """

    evaluation: Evaluated
    entry: EntryModule
    profile: Profile
    target: Target
    scenario: Scenario
    declared: Deployment = UNKNOWN
    relied_on: dict[str, Fact] = field(default_factory=dict)
    abstained: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    trees: dict[str, Any] = field(default_factory=dict)
    works: dict[str, Work] = field(default_factory=dict)
    urlconfs: dict[str, Urlconf] = field(default_factory=dict)
    misspelled: dict[str, str] = field(default_factory=dict)
    ineffective: dict[str, tuple[Ineffective, ...]] = field(default_factory=dict)
    overridden: dict[str, Overridden] = field(default_factory=dict)
    is_declared: bool = False
    infers: bool = True
    why: str = "it is declared"
    found_names: list[str] = field(default_factory=list)

    @classmethod
    def of(
        cls,
        evaluation: Evaluated,
        entry: EntryModule,
        profile: Profile | None = None,
        target: Target | None = None,
        deployment: Deployment = UNKNOWN,
    ) -> Settings:
        """The settings that an evaluation found.

        Arguments:
            evaluation: what the evaluator found out.
            entry: the entry module that was evaluated.
            profile: None: inferred.
            target: the versions of Django that it may run with; None: the newest that is known.
            deployment: what is declared of the deployment in production.
        """
        scenario = Scenario(evaluation.worlds, None)
        settings = cls(evaluation, entry, Profile.PRODUCTION, target or Target.default(), scenario)
        built_on = (path for path, there in evaluation.executed() if path != entry.path and settings._covers(there))
        why = settings.why
        if profile is None:
            profile, why = inferred_profile(entry, settings._debug, built_on)
        misspelled, ineffective = settings._misspelled(), settings._ineffective()
        return replace(
            settings,
            profile=profile,
            why=why,
            declared=deployment,
            misspelled=misspelled,
            ineffective=ineffective,
            overridden=dict(overridden.find(settings)),
        )

    def within(self, scenario: Scenario) -> Settings:
        """The same settings in a scenario."""
        return Settings(
            self.evaluation,
            self.entry,
            self.profile,
            self.target,
            scenario,
            self.declared,
            {},
            self.abstained,
            self.unanswered,
            self.trees,
            self.works,
            self.urlconfs,
            self.misspelled,
            self.ineffective,
            self.overridden,
            self.is_declared,
            self.infers,
            self.why,
            self.found_names,
        )

    def __getitem__(self, name: str) -> Setting:
        return Setting(self, name)

    @cached_property
    def why_fragment(self) -> str | None:
        """Why other files set what the entry module does not: dynaconf is to merge it, or it can only be the end of another file."""
        for name in sorted(self.evaluation.added_to_nothing):
            if django_facts.is_setting(self.django_version, name):
                return f"{name} must have been set elsewhere"
        file = self.evaluation.files.get(self.entry.path)
        merged = file is not None and "dynaconf_merge" in file.text and "Dynaconf(" not in file.text
        return ELSEWHERE if merged else None

    @property
    def deployment(self) -> Deployment:
        """How the site is deployed: as the user declares, else as files of the project prove it, key by key.

        Nothing is known of it where the profile is not production.
        """
        if self.profile is not Profile.PRODUCTION:
            return UNKNOWN
        if not self.infers:
            return self.declared
        return deployed(self.declared, self.inference, self.relied_on)

    @property
    def inference(self) -> Inference:
        """What files of the project say of the deployment in production."""
        return self.evaluation.inference(self.entry)

    @property
    def django_version(self) -> DjangoVersion:
        """The versions of Django as functions of `django_facts` take them."""
        return self.target.facts

    @property
    def names(self) -> Sequence[str]:
        """What the project sets, in some world at least, sorted."""
        if not self.found_names:
            names = (name for name in self.evaluation.namespace.names if name.isupper() and self[name].is_possible)
            self.found_names.extend(sorted(names))
        return self.found_names

    def _misspelled(self) -> dict[str, str]:
        found: dict[str, str] = {}
        try:
            apps = frozenset(self["INSTALLED_APPS"].texts)
        except Undetermined:
            apps = frozenset()
        for name in self.names:
            right = meant_setting(name, apps)
            if right is not None and not self.evaluation.mentions_setting(name) and self[name].may_be_value_of(right):
                found[name] = right
        return found

    def _ineffective(self) -> dict[str, tuple[Ineffective, ...]]:
        found: dict[str, tuple[Ineffective, ...]] = {}
        for statement in find(self):
            found[statement.name] = (*found.get(statement.name, ()), statement)
        return found

    @cached_property
    def worlds_of_production(self) -> Worlds:
        """All worlds but those that execute a file for development or tests, as its name says, that others don't."""
        everything = self.evaluation.worlds
        elsewhere: Worlds = False
        try:
            for path, there in self.evaluation.executed():
                if is_for_deployment(path, is_shared=self.evaluation.is_shared(path)) or self._covers(there):
                    continue
                elsewhere = either(elsewhere, there)
            return without(everything, elsewhere) or everything
        except TooManyWorlds:
            return everything

    def _covers(self, worlds: Worlds) -> bool:
        try:
            return without(self.evaluation.worlds, worlds) is False
        except TooManyWorlds:
            return False

    @cached_property
    def worlds_without_debug(self) -> Worlds:
        """The worlds of production in which DEBUG is off."""
        try:
            return without(self.worlds_of_production, self.evaluation.truth(self["DEBUG"].tree))
        except TooManyWorlds:
            return self.worlds_of_production

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
        # A missing comma makes one path of two, of which DJA803 speaks: neither is missing.
        if path.startswith(of) or path.endswith(of):
            return True
        work = self.work_of(path)
        if of in work.does:
            return True
        if work.unknown is not None:
            raise Undetermined(work.unknown)
        if django_facts.misspells(path, of):
            raise Undetermined(f"{path} is no class of Django, of which DJA804 speaks")
        return False

    def may_set_on_request(self, path: Plain, attribute: str) -> bool:
        """Whether a class of the project, or one of the project that it derives from, may assign an attribute of the request.

        Arguments:
            path: what a setting names.
            attribute: "session".
        """
        classes = self.evaluation.resolve_class(path) if isinstance(path, str) else None
        texts = (self.evaluation.text_of(each.rpartition(".")[0]) for each in classes or ())
        assigned = re.compile(rf"\.{attribute}\b[^=\n]{{0,80}}=(?!=)|\bsetattr\(")
        return any(text is not None and assigned.search(text) for text in texts)

    def provides(self, of: str) -> Callable[[Plain], bool]:
        """The test whether an element of a setting names a class that does the work of a class of Django."""
        return lambda path: isinstance(path, str) and self.is_subclass(path, of)

    def uses_middleware(self, of: str) -> bool:
        """Whether MIDDLEWARE names a class that does the work of a class of Django.

        Where the user says what the settings are for, a class that nothing is known of does only what its path says.

        Raises:
            Undetermined: none certainly does, but one that is unknown may.
        """
        middleware = self["MIDDLEWARE"]
        try:
            return middleware.any(self.provides(of))
        except Undetermined:
            if not self.is_declared:
                raise
            return middleware.contains(of)

    def is_of_other_setting(self, name: str, span: Span) -> bool:
        """Whether a text belongs to another setting of Django, whose value a setting takes over.

        Arguments:
            name: the setting that has it now.
            span: the text.
        """
        history = self.evaluation.namespace.history
        return not any(_covers(event, span) for event in history.get(name, ())) and any(
            _covers(event, span)
            for other, events in history.items()
            if other != name and django_facts.may_be_setting(self.django_version, other)
            for event in events
        )

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

    def silences(self, check: str) -> bool:
        """Whether the settings keep a check of Django, "admin.E408", from stopping `manage.py`.

        Raises:
            Undetermined: an entry that is unknown may be it.
        """
        return self["SILENCED_SYSTEM_CHECKS"].any(lambda entry: entry == check)

    @property
    def session_cache(self) -> Part:
        """The entry of CACHES in which the engines keep sessions that use a cache.

        Raises:
            Undetermined: SESSION_CACHE_ALIAS is unknown.
        """
        return self["CACHES"].entry(self["SESSION_CACHE_ALIAS"].value)

    @property
    def needs_sessions(self) -> bool:
        """Whether logging in, or the CSRF token, needs the session that SessionMiddleware sets.

        Raises:
            Undetermined: that can't be told.
        """
        authenticates = self["MIDDLEWARE"].any(self.provides(AUTHENTICATION))
        return authenticates or self["CSRF_USE_SESSIONS"].truthy or self.installs(AUTH)

    @property
    def sends_session_cookie(self) -> bool:
        """Whether there may be a session cookie; where MIDDLEWARE is not set, DJA101 speaks of that, unless no setting is."""
        middleware = self["MIDDLEWARE"]
        try:
            return middleware.any(self.provides(SESSION)) if middleware.is_set else bool(self.names)
        except Undetermined:
            return not self._certainly_lacks(SESSIONS)

    def _certainly_lacks(self, app: Sequence[str]) -> bool:
        try:
            return not self.installs(app)
        except Undetermined:
            return False

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


def _covers(event: Event, span: Span) -> bool:
    return event.origin is not None and span_of(event.origin).covers(span)
