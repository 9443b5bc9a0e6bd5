"""From a project to sorted diagnostics: evaluate each entry module, run the rules, merge, suppress."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from djauthlint import crashes
from djauthlint.conditions import leaves
from djauthlint.config import Config, Word
from djauthlint.diagnostics import Confidence, Cure, Diagnostic, PreparedCure, Severity
from djauthlint.evaluator import no_collector
from djauthlint.evaluator.evaluation import Evaluation, Given, Problem
from djauthlint.mistakes import ConfigError, did_you_mean
from djauthlint.selection import Selectable, exclusion, selected_codes, unwanted
from djauthlint.suppressions import COMMENT_RULES, Suppressions

if TYPE_CHECKING:
    from djauthlint.django_facts.targets import Target
    from djauthlint.project import EntryModule, Note, Profile, Project
    from djauthlint.rule import Rule
    from djauthlint.settings import Settings
    from djauthlint.source import SourceFile

Look: TypeAlias = "Callable[[Rule, Settings], Iterable[Diagnostic]]"

UNSEEN: Final = "*"
"""Stands for the settings that could not be seen."""
GAVE_UP: Final = ""
"""Stands for the settings that a rule did not get to."""


@dataclass(frozen=True, slots=True)
class LintedEntry:
    """An entry module that was evaluated.

    Arguments:
        module: dotted name.
        path: its file.
        configuration: the class, for django-configurations.
        profile: what it was taken for.
        named_by: what names it as an entry module.
        files: every project file that it is made of.
        django: the versions of Django that it was taken to run with, and what says so.
        why: what says what it was taken for.
    """

    module: str
    path: Path
    configuration: str | None
    profile: str
    named_by: tuple[str, ...]
    files: tuple[Path, ...]
    django: str = ""
    why: str = ""

    @property
    def label(self) -> str:
        """Its name: dotted, with its class for django-configurations."""
        return _label(self.module, self.configuration)


@dataclass(frozen=True, slots=True)
class Undetermined:
    """A setting of Django that stayed unknown (or `UNSEEN`, `GAVE_UP`), and why."""

    setting: str
    entry_modules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Crash:
    """A bug.

    Arguments:
        what: what failed.
        entry_module: on which entry module.
        path: its file.
        cause: how, in one line.
        trace: where, as Python says it.
        culprit: whose bug it is.
    """

    what: str
    entry_module: str
    path: Path
    cause: str
    trace: str
    culprit: str = "djauthlint"

    @classmethod
    def of(cls, what: str, entry: EntryModule, error: Exception, culprit: str = "djauthlint") -> Crash:
        """The crash that an exception is."""
        return cls(what, label(entry), entry.path, crashes.cause(error), crashes.trace(error), culprit)

    @property
    def problem(self) -> Problem:
        """The crash as a message to the user."""
        message = f"{self.what} crashed on {self.entry_module} ({self.cause})"
        return Problem(self.path, 0, 0, f"{message}; this is a bug in {self.culprit}, not in your project", is_bug=True)


@dataclass(frozen=True, slots=True)
class Findings:
    """What one entry module came to.

    Arguments:
        seen: every file that it is made of, or should be.
        entry: what was evaluated, None where nothing of it is wanted, or it could not be.
        diagnostics: what the rules found, none of it suppressed.
        undetermined: settings that stayed unknown, each with the reason.
        problems: files that could not be evaluated.
        crashes: bugs of djauthlint.
        files: the text of every file that was evaluated.
        deployment: the text of other files that diagnostics refer to.
        notes: files of deployment that could not be read, for this one or one before.
    """

    seen: tuple[Path, ...] = ()
    entry: LintedEntry | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    undetermined: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    crashes: tuple[Crash, ...] = ()
    files: tuple[SourceFile, ...] = ()
    deployment: tuple[SourceFile, ...] = ()
    notes: tuple[Note, ...] = ()


Share: TypeAlias = "Callable[[Looking, Sequence[EntryModule]], Iterable[Findings]]"
"""What each of some entry modules comes to, in their order."""


@dataclass(frozen=True, slots=True)
class LintResult:
    """What a run found.

    Arguments:
        diagnostics: all of them, sorted, those that a comment silences included.
        entry_modules: what was evaluated.
        undetermined: settings that stayed unknown.
        problems: why something could not be looked at.
        crashes: bugs of djauthlint, each of them a problem, too.
        strangers: paths that were asked for and belong to no entry module.
        files: the text of every file that was evaluated, and of those that diagnostics refer to.
        notes: files of deployment that could not be read, which is no reason to fail.
        ran: the codes of the rules of which all was found that there is; none where something may be missing.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    entry_modules: tuple[LintedEntry, ...] = ()
    undetermined: tuple[Undetermined, ...] = ()
    problems: tuple[Problem, ...] = ()
    crashes: tuple[Crash, ...] = ()
    strangers: tuple[Path, ...] = ()
    files: Mapping[Path, SourceFile] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    ran: frozenset[str] = frozenset()

    @property
    def reported(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that no comment silences."""
        return tuple(diagnostic for diagnostic in self.diagnostics if diagnostic.suppressed is None)


def entry_modules(project: Project, config: Config, asked: Sequence[Path] = ()) -> tuple[EntryModule, ...]:
    """The entry modules to evaluate: those that are configured, else those that are found.

    Whoever asks for certain paths gets those of the whole project, as any of them may be made of these files.

    Raises:
        ConfigError: the configuration names a module that the project does not have.
    """
    for word, _ in config.profile:
        _named(project, config, word)
    if config.entry_modules:
        entries = tuple(_named(project, config, word) for word in config.entry_modules)
    else:
        entries = project.entries if asked else project.entries_in(project.scope)
    is_excluded = exclusion(config)
    return tuple(entry for entry in entries if not is_excluded(entry.path))


def concerned(
    project: Project,
    entries: Sequence[EntryModule],
    config: Config,
    given: Given,
    rules: Callable[[], Sequence[Rule]],
    changed: Sequence[Path],
) -> tuple[EntryModule, ...]:
    """The entry modules whose result depends on files that were changed, or are gone.

    Those that are made of them, or run with them, and those whose rules read one of them, as the class that a setting names.
    It is not followed where a file only has a word in it that rules look for everywhere, such as the name of a setting.

    Arguments:
        project: where the files are.
        entries: the entry modules to choose from.
        config: djauthlint's own options.
        given: what is known about the process that imports the settings.
        rules: gives every rule there is, where some must be asked; `config` selects.
        changed: the files, absolute, or folders.
    """
    changed = project.meant_by(changed)
    found = project.concerned(entries, changed)
    places = {project.files.real(path) for path in changed}
    reading: set[EntryModule] = set()
    for entry in found.perhaps:
        with project.files.watched() as read:
            lint(project, [entry], config, given, rules())
        if not places.isdisjoint(read):
            reading.add(entry)
    return tuple(entry for entry in entries if entry in reading or entry in found.surely)


def _named(project: Project, config: Config, word: Word) -> EntryModule:
    """The entry module that a word of the configuration means: a dotted name, `module:Class` or a path."""
    name, configuration = split_configuration(word.text)
    path = project.roots.resolve(name)
    if path is None and config.path is not None:
        path = config.path.parent / name
    if path is None or path.suffix != ".py" or not project.files.is_file(path):
        hint = did_you_mean(name, [entry.module for entry in project.entries])
        raise ConfigError(f"{word.source}: there is no module {name} in {project.root}{hint}", word.path, word.line)
    return project.entry_for(path, configuration)


def split_configuration(word: str) -> tuple[str, str | None]:
    """The module or path and the class of `module:Class`."""
    name, _, configuration = word.rpartition(":")
    return (name, configuration) if name and configuration.isidentifier() else (word, None)


def lint(
    project: Project,
    entries: Sequence[EntryModule],
    config: Config,
    given: Given,
    rules: Sequence[Rule],
    *,
    asked: Sequence[Path] = (),
    profile: Profile | None = None,
    look: Look | None = None,
    meet: Callable[[Settings], None] | None = None,
    prepare: bool = False,
    share: Share | None = None,
    progress: Callable[[int, int], None] = lambda *_: None,
) -> LintResult:
    """Evaluate entry modules and run the selected rules on each.

    Arguments:
        project: where the files are.
        entries: what `entry_modules` gives.
        config: djauthlint's own options.
        given: what is known about the process that imports the settings.
        rules: every rule there is; `config` selects.
        asked: absolute paths: diagnostics elsewhere are left out, except those of entry modules among these.
        profile: the profile of every entry module, instead of what is configured or inferred.
        look: what runs a rule, where that is not `rule.run`.
        meet: is given the settings of each entry module, which can be asked only until the next is evaluated.
        prepare: whether cures find their edits, which they can only until the next is evaluated.
        share: looks at entry modules elsewhere, where that is not to be done here.
        progress: is told how many entry modules are done, and of how many.

    Raises:
        ConfigError: the configuration names rules that do not exist.
    """
    looking = Looking(project, config, given, rules, asked, profile, look, meet, prepare)
    every: list[Findings] = []
    with no_collector():
        progress(0, len(entries))
        for findings in (share or Looking.each)(looking, entries):
            every.append(findings)
            progress(len(every), len(entries))
    return looking.result(every)


@dataclass(slots=True)
class Looking:
    """How entry modules are looked at; the arguments are those of `lint`."""

    project: Project
    config: Config
    given: Given
    every_rule: Sequence[Rule]
    asked: Sequence[Path] = ()
    profile: Profile | None = None
    look: Look | None = None
    meet: Callable[[Settings], None] | None = None
    prepare: bool = False
    codes: frozenset[str] = field(init=False)
    rules: tuple[Rule, ...] = field(init=False)
    is_excluded: Callable[[Path], bool] = field(init=False)
    unwanted: Callable[[Path], Collection[str]] = field(init=False)
    last: Evaluation | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.codes = selected_codes(self.every_rule, self.config)
        self.rules = tuple(rule for rule in self.every_rule if rule.code in self.codes)
        self.is_excluded = exclusion(self.config)
        self.unwanted = unwanted(self.every_rule, self.config)

    def each(self, entries: Iterable[EntryModule]) -> Iterator[Findings]:
        """What each of some entry modules comes to."""
        return map(self.at, entries)

    def at(self, entry: EntryModule) -> Findings:
        """Evaluate one entry module and run the rules on it."""
        if self.last is not None:
            from djauthlint.evaluator.parse import forget

            self.last.release()
            self.last = None
            forget()
        try:
            evaluation, settings = resolve(self.project, entry, self.given, self.config, self.profile)
        except Exception as error:  # noqa: BLE001 (told to the user as what it is, and the other modules still count)
            return Findings(crashes=(Crash.of("the evaluation", entry, error),), notes=self.project.notes)
        self.last = evaluation
        if self.meet is not None:
            self.meet(settings)
        seen = {entry.path, *evaluation.files, *(problem.path for problem in evaluation.problems)}
        named = self.wants(entry.path)
        if not named and not any(self.wants(path) for path in seen):
            return Findings(tuple(seen), notes=self.project.notes)
        crashes: list[Crash] = []
        found: list[Diagnostic] = []
        deployment: dict[Path, SourceFile] = {}
        for diagnostic in self.without_what_gives_way([*self.diagnostics(entry, settings, crashes)]):
            path = diagnostic.span.path
            if diagnostic.code in self.unwanted(path):
                continue
            if (named and not self.is_excluded(path)) or self.wants(path):
                cure = self.prepared(diagnostic, entry, crashes) if self.prepare else diagnostic.cure
                found.append(replace(diagnostic, entry_modules=(label(entry),), cure=cure))
                deployment.update(_referred(diagnostic, settings))
        return Findings(
            tuple(seen),
            _linted(entry, evaluation, settings),
            tuple(found),
            tuple(_undetermined(settings)),
            tuple(evaluation.problems),
            tuple(crashes),
            tuple(evaluation.files.values()),
            tuple(deployment.values()),
            self.project.notes,
        )

    def prepared(self, diagnostic: Diagnostic, entry: EntryModule, crashes: list[Crash]) -> Cure | None:
        """The cure of a diagnostic with its edits."""
        cure = diagnostic.cure
        if cure is None:
            return None
        try:
            edits = cure.candidates()
        except Exception as error:  # noqa: BLE001 (as above)
            crashes.append(Crash.of(f"the fix of rule {diagnostic.code}", entry, error))
            return None
        return PreparedCure(
            cure.describe(),
            edits,
            cure.settings,
            cure.caution,
            cure.applicability,
            cure.spells,
            cure.converts,
            cure.stops,
        )

    def without_what_gives_way(self, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
        """What was found, without what other rules say more of."""
        giving_way = {rule.code for rule in self.rules if rule.gives_way}
        told = {diagnostic.setting for diagnostic in found if diagnostic.code not in giving_way}
        return (each for each in found if each.code not in giving_way or each.setting not in told)

    def wants(self, path: Path) -> bool:
        """Whether the user asked for this file."""
        return not self.is_excluded(path) and (not self.asked or _within(path, self.asked))

    def is_partial(self, every: Iterable[Findings]) -> bool:
        """Whether something that would be reported without what is given, or without problems, may be missing."""
        is_narrowed = self.profile is not None or self.config.django_version_source == "--django-version"
        given = replace(self.given, python_version=None, django_version=None, readers=())
        return is_narrowed or given != Given() or any(each.problems or each.crashes for each in every)

    def diagnostics(self, entry: EntryModule, settings: Settings, crashes: list[Crash]) -> Iterator[Diagnostic]:
        """What the rules find; where one crashes, that is noted."""
        from djauthlint.rule import RuleCrash, run

        look = self.look or run
        for rule in self.rules:
            try:
                yield from look(rule, settings)
            except Exception as error:  # noqa: BLE001 (as above)
                cause = error.__cause__ if isinstance(error, RuleCrash) else error
                what = f"rule {rule.code} ({rule.name})"
                failed = cause if isinstance(cause, Exception) else error
                crashes.append(Crash.of(what, entry, failed, rule.distribution or "djauthlint"))

    def result(self, every: Sequence[Findings]) -> LintResult:
        """What all entry modules together came to."""
        undetermined: dict[str, dict[str, list[str]]] = {}
        files: dict[Path, SourceFile] = {}
        for each in every:
            files.update((file.path, file) for file in each.files)
            if each.entry is not None:
                for name, reason in each.undetermined:
                    undetermined.setdefault(name, {}).setdefault(reason, []).append(each.entry.label)
        seen = {path for each in every for path in each.seen}
        crashes = tuple(crash for each in every for crash in each.crashes)
        problems = [
            *(
                Problem(error.path or self.project.root, error.line, 0, error.message)
                for error in self.config.unreadable
            ),
            *(problem for each in every for problem in each.problems),
            *(crash.problem for crash in crashes),
        ]
        is_partial = self.is_partial(every)
        diagnostics = self.suppressed(merged(found for each in every for found in each.diagnostics), files, is_partial)
        return LintResult(
            tuple(_most_important_first(diagnostics, self.every_rule)),
            tuple(each.entry for each in every if each.entry is not None),
            tuple(
                Undetermined(name, tuple(dict.fromkeys(modules)), reason)
                for name, reasons in sorted(undetermined.items())
                for reason, modules in reasons.items()
            ),
            tuple(dict.fromkeys(problems)),
            crashes,
            tuple(self.strangers(seen)),
            {file.path: file for each in every for file in each.deployment} | files,
            tuple(dict.fromkeys([*(note for each in every for note in each.notes), *self.project.notes])),
            frozenset() if is_partial else self.codes,
        )

    def strangers(self, seen: Iterable[Path]) -> Iterator[Path]:
        """The paths that were asked for and that nothing is made of; of a link and what it leads to, the link."""
        seen = tuple(seen)
        named: set[Path] = set()
        for path in self.asked:
            real = self.project.files.real(path)
            if path not in named and not any(_within(file, [path, real]) for file in seen):
                yield path
            named.add(real)

    def suppressed(
        self, found: Iterable[Diagnostic], files: Mapping[Path, SourceFile], is_partial: bool
    ) -> list[Diagnostic]:
        """The diagnostics, marked where a comment silences them, unless it is an audit, and those about the comments."""
        every: list[Selectable] = [*self.every_rule, *COMMENT_RULES]
        words = {word: rule.code for rule in every for word in (rule.code, rule.name)}
        suppressions = {path: Suppressions.of(file, words) for path, file in files.items()}
        result = [_marked(_placed(each, suppressions), suppressions.get(each.span.path)) for each in found]
        ran = frozenset() if is_partial else frozenset(rule.code for rule in self.rules)
        for path, comments in suppressions.items():
            if self.wants(path):
                unwanted = self.unwanted(path)
                about = [*comments.malformed, *comments.unused(ran.difference(unwanted)), *comments.unexplained()]
                wanted = self.codes.difference(unwanted)
                result += [_marked(diagnostic, comments) for diagnostic in about if diagnostic.code in wanted]
        return [replace(diagnostic, suppressed=None) for diagnostic in result] if self.config.audit else result


def resolve(
    project: Project, entry: EntryModule, given: Given, config: Config, profile: Profile | None = None
) -> tuple[Evaluation, Settings]:
    """Evaluate one entry module; its profile is the given, else the configured, else the inferred one."""
    from djauthlint.evaluator import evaluate
    from djauthlint.settings import Settings

    target = django_target(project, entry, config, given)
    between = (target.oldest, target.newest) if target.is_known and target.exact is None else None
    evaluation = evaluate(project, entry, replace(given, django_version=target.exact, django_range=between))
    profile = profile or configured_profile(config, entry)
    settings = Settings.of(evaluation, entry, profile, target, config.deployment)
    return evaluation, replace(settings, is_declared=profile is not None)


def django_target(project: Project, entry: EntryModule, config: Config, given: Given) -> Target:
    """The versions of Django that an entry module may run with.

    What the user says comes first, then what the project's lock file says, its requirements and the tables of packaging
    tools, the nearest to the entry module; where nothing tells, the newest version.
    """
    from djauthlint.django_facts.targets import Target

    if given.django_version is not None:
        return Target.of(given.django_version, config.django_version_source)
    requirement = project.requirement(entry, "django")
    if requirement is not None:
        source = f"{requirement.path.relative_to(project.root).as_posix()}:{requirement.line}"
        found = Target.allowed(requirement.any_of, source)
        if found is not None:
            return found
    return Target.default()


def configured_profile(config: Config, entry: EntryModule) -> Profile | None:
    """What the configuration says an entry module is for."""
    from djauthlint.project import Profile

    for word, profile in config.profile:
        path = None if config.path is None else config.path.parent / word.text
        if word.text in {entry.module, label(entry)} or path == entry.path:
            return Profile(profile)
    return None


def _most_important_first(diagnostics: Iterable[Diagnostic], rules: Iterable[Rule]) -> list[Diagnostic]:
    """What breaks logins, what is a hole, and then the rest, each in the order of the files and of what stands there.

    What is milder than its rule, with another symptom, breaks nothing: it comes after what its severity is meant for.
    """
    by_code = {rule.code: rule for rule in rules}
    severities = [*Severity]

    def key(found: Diagnostic) -> tuple[int, bool, str, str, int, int, str]:
        rule, severity = by_code.get(found.code), severities.index(found.severity)
        is_milder = rule is not None and severity > severities.index(rule.severity) and found.symptom != rule.symptom
        importance = severity, is_milder, rule.priority if rule is not None else ""
        return (*importance, str(found.span.path), found.span.start, found.span.end, found.code)

    return sorted(diagnostics, key=key)


def merged(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Diagnostics with those that several entry modules share made one that names them all."""
    merged: dict[tuple[object, ...], Diagnostic] = {}
    for diagnostic in found:
        key = (diagnostic.code, diagnostic.span, diagnostic.message)
        known = merged.get(key)
        merged[key] = diagnostic if known is None else _joined(known, diagnostic)
    return list(merged.values())


def _joined(one: Diagnostic, other: Diagnostic) -> Diagnostic:
    always = not one.when or not other.when
    certain = Confidence.CERTAIN in {one.confidence, other.confidence}
    return replace(
        one,
        confidence=Confidence.CERTAIN if certain else one.confidence,
        when=() if always else _widest(one.when + other.when),
        entry_modules=tuple(dict.fromkeys(one.entry_modules + other.entry_modules)),
        related=tuple(dict.fromkeys(one.related + other.related)),
    )


def _widest(scenarios: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Scenarios, each once, without those that another one covers because it asks for less."""
    conditions = {scenario: frozenset(scenario) for scenario in scenarios}
    return tuple(one for one, asked in conditions.items() if not any(other < asked for other in conditions.values()))


def _placed(diagnostic: Diagnostic, suppressions: Mapping[Path, Suppressions]) -> Diagnostic:
    comments = suppressions.get(diagnostic.span.path)
    return diagnostic if comments is None else comments.placed(diagnostic)


def _marked(diagnostic: Diagnostic, comments: Suppressions | None) -> Diagnostic:
    silencer = None if comments is None else comments.silencer(diagnostic)
    return diagnostic if silencer is None else replace(diagnostic, suppressed=silencer)


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _referred(diagnostic: Diagnostic, settings: Settings) -> Iterator[tuple[Path, SourceFile]]:
    """The files of deployment that a diagnostic refers to."""
    paths = {each.span.path for each in diagnostic.related}.difference(settings.evaluation.files)
    for fact in settings.inference.facts.values() if paths else ():
        file = fact.place.file
        if file.path in paths:
            yield file.path, file


def _undetermined(settings: Settings) -> Iterator[tuple[str, str]]:
    """Settings of Django of which nothing is known, with the reason; `UNSEEN` and `GAVE_UP` for what is no setting.

    What only the environment decides is no gap: it is known where the value comes from.
    """
    from djauthlint.django_facts import may_be_setting
    from djauthlint.values import ABSENT, EnvironmentString, Unknown

    yield from ((GAVE_UP, reason) for reason in settings.abstained)
    yield from ((UNSEEN, reason) for reason in settings.evaluation.open[:1])
    for name in settings.names:
        if may_be_setting(settings.django_version, name):
            found = [leaf for leaf in leaves(settings[name].tree) if leaf is not ABSENT]
            if all(isinstance(leaf, Unknown) for leaf in found):
                reasons = [leaf.reason for leaf in found if not isinstance(leaf, EnvironmentString)]
                yield from ((name, reason) for reason in reasons[:1])


def _linted(entry: EntryModule, evaluation: Evaluation, settings: Settings) -> LintedEntry:
    return LintedEntry(
        entry.module,
        entry.path,
        entry.configuration,
        settings.profile.value,
        tuple(f"{mention.what.value} ({mention.path.name}:{mention.line})" for mention in entry.named_by),
        tuple(evaluation.files),
        str(settings.target),
        settings.why,
    )


def label(entry: EntryModule) -> str:
    """The name of an entry module: dotted, with its class for django-configurations."""
    return _label(entry.module, entry.configuration)


def _label(module: str, configuration: str | None) -> str:
    return module if configuration is None else f"{module}:{configuration}"
