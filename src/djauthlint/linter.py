"""From a project to sorted diagnostics: evaluate each entry module, run the rules, merge, suppress."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

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


@dataclass(frozen=True, slots=True)
class Undetermined:
    """A setting of Django that stayed unknown (or `UNSEEN`, `GAVE_UP`), and why."""

    setting: str
    entry_modules: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Crash:
    """A bug: what failed, on which entry module, how, and whose bug it is."""

    what: str
    entry_module: str
    path: Path
    error: Exception
    culprit: str = "djauthlint"

    @property
    def problem(self) -> Problem:
        """The crash as a message to the user."""
        cause = f"{type(self.error).__name__}: {self.error}".rstrip(": ").splitlines()[0]
        message = f"{self.what} crashed on {self.entry_module} ({cause})"
        return Problem(self.path, 0, 0, f"{message}; this is a bug in {self.culprit}, not in your project")


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
        changed: the files, absolute.
    """
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
        progress: is told how many entry modules are done, and of how many.
        prepare: whether cures find their edits, which they can only until the next is evaluated.

    Raises:
        ConfigError: the configuration names rules that do not exist.
    """
    codes = selected_codes(rules, config)
    chosen = tuple(rule for rule in rules if rule.code in codes)
    run = _Run(given, chosen, tuple(asked), exclusion(config), unwanted(rules, config), look, meet, prepare)
    run.is_narrowed = profile is not None or config.django_version_source == "--django-version"
    with no_collector():
        for done, entry in enumerate(entries):
            progress(done, len(entries))
            run.entry(project, entry, config, profile)
    unreadable = [Problem(error.path or project.root, error.line, 0, error.message) for error in config.unreadable]
    diagnostics = _suppress(merged(run.found), run, rules, codes, audit=config.audit)
    return LintResult(
        tuple(_most_important_first(diagnostics, rules)),
        tuple(run.entries),
        tuple(
            Undetermined(name, tuple(modules), reason)
            for name, reasons in sorted(run.undetermined.items())
            for reason, modules in reasons.items()
        ),
        tuple(dict.fromkeys([*unreadable, *run.problems, *(crash.problem for crash in run.crashes)])),
        tuple(run.crashes),
        tuple(path for path in asked if not any(_within(file, [path]) for file in run.seen)),
        {**run.deployment, **run.files},
        project.notes,
        frozenset() if run.is_partial() else codes,
    )


@dataclass(slots=True)
class _Run:
    """What has been found so far."""

    given: Given
    rules: tuple[Rule, ...]
    asked: tuple[Path, ...]
    is_excluded: Callable[[Path], bool]
    unwanted: Callable[[Path], Collection[str]]
    look: Look | None
    meet: Callable[[Settings], None] | None
    prepare: bool = False
    is_narrowed: bool = False
    found: list[Diagnostic] = field(default_factory=list)
    entries: list[LintedEntry] = field(default_factory=list)
    undetermined: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    crashes: list[Crash] = field(default_factory=list)
    files: dict[Path, SourceFile] = field(default_factory=dict)
    deployment: dict[Path, SourceFile] = field(default_factory=dict)
    seen: set[Path] = field(default_factory=set)
    last: Evaluation | None = None

    def entry(self, project: Project, entry: EntryModule, config: Config, profile: Profile | None) -> None:
        """Evaluate one entry module and run the rules on it."""
        if self.last is not None:
            self.last.release()
        try:
            evaluation, settings = resolve(project, entry, self.given, config, profile)
        except Exception as error:  # noqa: BLE001 (told to the user as what it is, and the other modules still count)
            self.crashes.append(Crash("the evaluation", label(entry), entry.path, error))
            return
        self.last = evaluation
        if self.meet is not None:
            self.meet(settings)
        files = {entry.path, *evaluation.files, *(problem.path for problem in evaluation.problems)}
        self.seen |= files
        named = self.wants(entry.path)
        if not named and not any(self.wants(path) for path in files):
            return
        self.files.update(evaluation.files)
        self.problems += evaluation.problems
        self.entries.append(_linted(entry, evaluation, settings))
        for diagnostic in self.without_what_gives_way([*self.diagnostics(entry, settings)]):
            if diagnostic.code in self.unwanted(diagnostic.span.path):
                continue
            if (named and not self.is_excluded(diagnostic.span.path)) or self.wants(diagnostic.span.path):
                cure = self.prepared(diagnostic, entry) if self.prepare else diagnostic.cure
                self.found.append(replace(diagnostic, entry_modules=(label(entry),), cure=cure))
                self.refer(diagnostic, settings)
        for name, reason in _undetermined(settings):
            self.undetermined.setdefault(name, {}).setdefault(reason, {})[label(entry)] = None

    def prepared(self, diagnostic: Diagnostic, entry: EntryModule) -> Cure | None:
        """The cure of a diagnostic with its edits."""
        cure = diagnostic.cure
        if cure is None:
            return None
        try:
            edits = cure.candidates()
        except Exception as error:  # noqa: BLE001 (as above)
            self.crashes.append(Crash(f"the fix of rule {diagnostic.code}", label(entry), entry.path, error))
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

    def refer(self, diagnostic: Diagnostic, settings: Settings) -> None:
        """Keep the files of deployment that a diagnostic refers to."""
        paths = {each.span.path for each in diagnostic.related}.difference(self.files)
        for fact in settings.inference.facts.values() if paths else ():
            file = fact.place.file
            if file.path in paths:
                self.deployment[file.path] = file

    def wants(self, path: Path) -> bool:
        """Whether the user asked for this file."""
        return not self.is_excluded(path) and (not self.asked or _within(path, self.asked))

    def is_partial(self) -> bool:
        """Whether something that would be reported without what is given, or without problems, may be missing."""
        given = replace(self.given, python_version=None, django_version=None, readers=())
        return self.is_narrowed or given != Given() or bool(self.problems or self.crashes)

    def diagnostics(self, entry: EntryModule, settings: Settings) -> Iterator[Diagnostic]:
        from djauthlint.rule import RuleCrash, run

        look = self.look or run
        for rule in self.rules:
            try:
                yield from look(rule, settings)
            except Exception as error:  # noqa: BLE001 (as above)
                cause = error.__cause__ if isinstance(error, RuleCrash) else error
                what = f"rule {rule.code} ({rule.name})"
                failed = cause if isinstance(cause, Exception) else error
                culprit = rule.distribution or "djauthlint"
                self.crashes.append(Crash(what, label(entry), entry.path, failed, culprit))


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
        when=() if always else tuple(dict.fromkeys(one.when + other.when)),
        entry_modules=tuple(dict.fromkeys(one.entry_modules + other.entry_modules)),
        related=tuple(dict.fromkeys(one.related + other.related)),
    )


def _suppress(
    found: Iterable[Diagnostic], run: _Run, rules: Iterable[Selectable], codes: frozenset[str], *, audit: bool
) -> list[Diagnostic]:
    """The diagnostics, marked where a comment silences them, unless it is an audit, and those about the comments."""
    words = {word: rule.code for rule in (*rules, *COMMENT_RULES) for word in (rule.code, rule.name)}
    suppressions = {path: Suppressions.of(file, words) for path, file in run.files.items()}
    result = [_marked(diagnostic, suppressions.get(diagnostic.span.path)) for diagnostic in found]
    ran = frozenset() if run.is_partial() else frozenset(rule.code for rule in run.rules)
    for path, comments in suppressions.items():
        if run.wants(path):
            unwanted = run.unwanted(path)
            about = [*comments.malformed, *comments.unused(ran.difference(unwanted)), *comments.unexplained()]
            wanted = codes.difference(unwanted)
            result += [_marked(diagnostic, comments) for diagnostic in about if diagnostic.code in wanted]
    return [replace(diagnostic, suppressed=None) for diagnostic in result] if audit else result


def _marked(diagnostic: Diagnostic, comments: Suppressions | None) -> Diagnostic:
    silencer = None if comments is None else comments.silencer(diagnostic)
    return diagnostic if silencer is None else replace(diagnostic, suppressed=silencer)


def _within(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


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
    return entry.module if entry.configuration is None else f"{entry.module}:{entry.configuration}"
