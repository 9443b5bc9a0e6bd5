"""Proof before offer: edits are made in memory, every entry module that reads the files is evaluated again, and both are compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from djauthlint.config import Config, Word
from djauthlint.diagnostics import Cure, Diagnostic, Edit, Severity
from djauthlint.django_facts import may_be_setting, newest
from djauthlint.evaluator.evaluation import Given, Problem
from djauthlint.evaluator.models.conversions import TEXT_CAST
from djauthlint.fixer.edits import applied
from djauthlint.fixer.snapshot import Numbers, Snapshot, changed_names
from djauthlint.linter import Crash, label, lint
from djauthlint.project import EntryModule, Profile, Project
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from djauthlint.source import SourceFile
from djauthlint.suppressions import COMMENT_RULES

ABOUT_COMMENTS: Final = frozenset(rule.code for rule in COMMENT_RULES)
"""The codes of the rules that look at comments."""

Counted = Counter[tuple[str, str]]
"""How many diagnostics there are of each rule about each setting."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry module as it was evaluated.

    Arguments:
        entry: the entry module.
        diagnostics: what was found, also by rules that only proofs ask.
        snapshot: what its settings are.
        files: the texts that it is made of.
        problems: why something could not be looked at.
        crashes: bugs of djauthlint.
    """

    entry: EntryModule
    diagnostics: tuple[Diagnostic, ...]
    snapshot: Snapshot
    files: Mapping[Path, SourceFile]
    problems: tuple[Problem, ...] = ()
    crashes: tuple[Crash, ...] = ()

    @property
    def counts(self) -> Counted:
        """How often each rule speaks about each setting; what is said of comments does not count."""
        return Counter((each.code, each.setting) for each in self.diagnostics if each.code not in ABOUT_COMMENTS)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A diagnostic with edits that may cure it.

    Arguments:
        diagnostic: one of those that are to be cured, with all entry modules in which it was found.
        edits: what may cure it.
        attempt: how many other edits were tried before.
    """

    diagnostic: Diagnostic
    edits: tuple[Edit, ...]
    attempt: int = 0

    @property
    def cure(self) -> Cure:
        """What the rule offers."""
        assert self.diagnostic.cure is not None
        return self.diagnostic.cure

    @property
    def settings(self) -> frozenset[str]:
        """The settings that it is meant to change."""
        return frozenset(self.cure.settings)


@dataclass(frozen=True, slots=True)
class Follower:
    """A setting that is derived from an edited one and changes with it."""

    setting: str
    entry_module: str


@dataclass(slots=True)
class Consequences:
    """What comes of edits besides what they are meant for.

    Arguments:
        followers: settings that change with those that are meant.
        spelled: diagnostics about what a setting is meant to be, now that it is.
    """

    followers: list[Follower] = field(default_factory=list)
    spelled: list[Diagnostic] = field(default_factory=list)


class Refused(Exception):
    """Edits do something else than to cure."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class State:
    """The project with some edits made.

    Arguments:
        edited: the texts that differ from those on disk.
        seen: each entry module by its label.
    """

    edited: Mapping[Path, SourceFile]
    seen: Mapping[str, Seen]

    @property
    def files(self) -> dict[Path, SourceFile]:
        """Every text that an entry module is made of, as it is now."""
        return {path: file for each in self.seen.values() for path, file in each.files.items()}


@dataclass
class Prover:
    """Evaluates entry modules with texts that are not on disk.

    Arguments:
        project: where the files are.
        entries: the entry modules that count.
        config: djauthlint's own options.
        given: what is known about the process that imports the settings.
        rules: every rule there is.
        profile: the profile of every entry module, instead of what is configured or inferred.
    """

    project: Project
    entries: Sequence[EntryModule]
    config: Config
    given: Given
    rules: Sequence[Rule]
    profile: Profile | None = None
    numbers: Numbers = field(default_factory=Numbers)
    evaluations: int = 0

    def __post_init__(self) -> None:
        # What is not asked for must not come either.
        extend = (*self.config.extend_select, Word("default", "a proof"))
        self.wide = replace(self.config, extend_select=extend, ignore=())

    def begin(self) -> State:
        """The project as it is."""
        return State({}, {label(entry): self._look(entry, self.project, None) for entry in self.entries})

    def _look(self, entry: EntryModule, project: Project, earlier: Snapshot | None) -> Seen:
        snapshots: list[Snapshot] = []
        files: dict[Path, SourceFile] = {}

        def meet(settings: Settings) -> None:
            snapshots.append(Snapshot.of(settings, self.numbers, earlier))
            files.update(settings.evaluation.files)

        self.evaluations += 1
        result = lint(
            project, [entry], self.wide, self.given, self.rules, profile=self.profile, meet=meet, prepare=True
        )
        nothing = Snapshot({}, self.numbers.of(False), frozenset(), {})
        snapshot = snapshots[0] if snapshots else nothing
        return Seen(entry, result.diagnostics, snapshot, files, result.problems, result.crashes)

    def verified(self, state: State, proposals: Sequence[Proposal]) -> tuple[State, Consequences]:
        """The project with the edits of proposals made, if they cure what they are meant to and change nothing else.

        Returns:
            The project, and what else comes of it.

        Raises:
            Refused: they don't.
        """
        edits = [edit for proposal in proposals for edit in proposal.edits]
        changed = applied(state.files, edits)
        for path, file in changed.items():
            _refuse_what_cannot_be_encoded(path, file)
        texts = {**state.edited, **changed}
        project = self.project.with_texts(texts)
        seen = dict(state.seen)
        consequences = Consequences()
        for name, before in state.seen.items():
            if before.files.keys().isdisjoint(changed):
                continue
            after = self._look(before.entry, project, before.snapshot)
            self._compare(name, before, after, proposals, consequences)
            seen[name] = after
        return State(texts, seen), consequences

    def _compare(
        self, name: str, before: Seen, after: Seen, proposals: Sequence[Proposal], consequences: Consequences
    ) -> None:
        if after.crashes:
            raise Refused(after.crashes[0].problem.message)
        new = set(map(_said, after.problems)).difference(map(_said, before.problems))
        if new:
            raise Refused(f"{name} could no longer be evaluated: {min(new)}")
        own = [each for each in proposals if name in each.diagnostic.entry_modules]
        if before.snapshot.worlds != after.snapshot.worlds and not any(each.cure.stops for each in own):
            raise Refused(f"{name} would be imported under other conditions")
        self._refuse_risks(name, before.snapshot, after.snapshot, own)
        changes = changed_names(before.snapshot.values, after.snapshot.values)
        self._refuse_new(name, before, after, proposals, changes, consequences)
        meant = {setting for each in own for setting in each.settings}
        vague = (after.snapshot.unknown - before.snapshot.unknown) & meant
        if vague:
            raise Refused(f"what {min(vague)} becomes in {name} can't be determined")
        moved = set(changes) & meant
        others = set(changes) - meant
        while others:
            sources = {each for each in others if _is_source(each, moved, after)}
            follows = {each for each in others if _follows(each, moved, after.snapshot)} | sources
            if not follows:
                raise Refused(f"{min(others)} would change in {name}, too")
            consequences.followers += (Follower(each, name) for each in sorted(follows))
            moved |= follows
            others -= follows
        consequences.followers += (Follower(each, name) for each in _may_follow(moved, changes, after.snapshot))

    def _refuse_risks(self, name: str, before: Snapshot, after: Snapshot, own: Sequence[Proposal]) -> None:
        """Refuse what may make the import fail where it could not before.

        Raises:
            Refused: something is executed of which can't be determined that it succeeds.
        """
        if any(each.cure.stops for each in own):
            return
        new = Counter(after.risks)
        new.subtract(before.risks)
        new[TEXT_CAST] -= sum(each.cure.converts for each in own)
        if any(count > 0 for count in new.values()):
            raise Refused(f"the import of {name} may fail where it can't today")

    def _refuse_new(
        self,
        name: str,
        before: Seen,
        after: Seen,
        proposals: Sequence[Proposal],
        changes: Collection[str],
        consequences: Consequences,
    ) -> None:
        """Refuse what is reported only now, unless it was wrong before: it is about a setting that stayed, and matters no more than what is cured.

        Raises:
            Refused: what is to be cured is not, or something came instead that matters more, or is about what changed.
        """
        wanted = before.counts
        cured = [each.diagnostic for each in proposals if name in each.diagnostic.entry_modules]
        wanted.subtract((each.code, each.setting) for each in cured)
        for (code, setting), count in after.counts.items():
            if count <= wanted[code, setting]:
                continue
            if any((each.code, each.setting) == (code, setting) for each in cured):
                raise Refused(f"{code} about {setting} would still be there in {name}")
            new = next(each for each in after.diagnostics if (each.code, each.setting) == (code, setting))
            least = min((self.weight(each) for each in cured), default=None)
            # What is missing besides was not made by an edit that only adds.
            adds = all(edit.span.start == edit.span.end for each in proposals for edit in each.edits)
            if setting in changes and any(each.cure.spells and setting in each.settings for each in proposals):
                consequences.spelled.append(new)
                continue
            stays = setting not in changes or (adds and least is not None and self.weight(new) < least)
            if least is None or self.weight(new) > least or not stays:
                raise Refused(f"{code} about {setting} would come instead in {name}")

    def weight(self, diagnostic: Diagnostic) -> tuple[int, int]:
        """How much a diagnostic matters: the greater, the more."""
        priority = next((rule.priority for rule in self.rules if rule.code == diagnostic.code), "P9")
        return -[*Severity].index(diagnostic.severity), -int(priority[1:])


def _is_source(setting: str, moved: set[str], after: Seen) -> bool:
    """Whether it is a name of the project's own that a setting which changed is made from."""
    if may_be_setting(newest(), setting):
        return False
    return any(setting in after.snapshot.followers.get(each, ()) for each in moved)


def _may_follow(moved: set[str], changes: Collection[str], snapshot: Snapshot) -> list[str]:
    """The settings of which something can't be determined, so that no change of them is seen, and that are made from some that changed."""
    found: set[str] = set()
    open_ones = snapshot.unknown.difference(changes) if moved else frozenset()
    while True:
        more = {each for each in open_ones if _follows(each, moved | found, snapshot)}
        if more <= found:
            return sorted(found)
        found |= more


def _said(problem: Problem) -> str:
    return f"{problem.path.name}: {problem.message}"


def _follows(setting: str, moved: set[str], snapshot: Snapshot) -> bool:
    """Whether a setting is derived from one that changed, or is set by the same statement."""
    sources = snapshot.followers.get(setting, ())
    return setting not in moved and (not moved.isdisjoint(sources) or (bool(moved) and setting in snapshot.mirrors))


def _refuse_what_cannot_be_encoded(path: Path, file: SourceFile) -> None:
    try:
        _ = file.content
    except UnicodeEncodeError as error:
        raise Refused(f"{path.name} is {file.encoding} text, which has no {file.text[error.start]!r}") from None
