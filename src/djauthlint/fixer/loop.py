"""The passes: which fixes are tried together, which of them prove right, and what is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from djauthlint.diagnostics import Applicability, Diagnostic, Edit
from djauthlint.fixer.edits import overlap
from djauthlint.fixer.proof import ABOUT_COMMENTS, Follower, Proposal, Prover, Refused, State
from djauthlint.linter import merged
from djauthlint.project import FileState
from djauthlint.source import SourceFile

MAX_PASSES: Final = 30

_NOWHERE: Final = "the text that decides is not written so that it could be changed"
_UNASKED: Final = "what would have to change is in another file than the one from standard input"
_KEPT: Final = {
    FileState.IGNORED: "what would have to change is in a file that git ignores",
    FileState.OUTSIDE: "what would have to change is in a file outside of the project",
    FileState.ABSENT: "what would have to change is in a file that is not there",
}

Key: TypeAlias = tuple[str, str, str, Path]
Agree: TypeAlias = "Callable[[Applied, State, State], bool]"
"""Whether a fix that proved right is to be made; with the project before and after."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A fix that proved right, and what else changes with it.

    Arguments:
        diagnostic: what it cures.
        title: what it does.
        edits: what it replaces, in the texts of the pass before.
        caution: what makes it unsafe, empty where it is safe.
        followers: the settings that are derived from the changed one.
    """

    diagnostic: Diagnostic
    title: str
    edits: tuple[Edit, ...]
    caution: str
    followers: tuple[Follower, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """A diagnostic that keeps its fix to itself, and why."""

    diagnostic: Diagnostic
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What fixing comes to.

    Arguments:
        applied: the fixes that were made, in order.
        left: those that were not, although there are rules that offer them.
        unsafe: diagnostics with a fix that only `--unsafe-fixes` makes.
        before: the texts as they were, of the files that changed.
        after: the same as they are now.
        state: the project with all fixes made.
        evaluations: how often an entry module was evaluated.
    """

    applied: tuple[Applied, ...]
    left: tuple[Left, ...]
    unsafe: tuple[Diagnostic, ...]
    before: dict[Path, SourceFile]
    after: dict[Path, SourceFile]
    state: State
    evaluations: int


@dataclass
class Proposals:
    """The fixes that are wanted, and what has been tried so far."""

    prover: Prover
    wanted: Callable[[Diagnostic], bool]
    unsafe: bool
    agree: Agree = lambda *_: True
    writable: Callable[[Path], bool] = lambda _: True
    attempts: dict[Key, int] = field(default_factory=dict)
    reasons: dict[Key, str] = field(default_factory=dict)
    declined: set[Key] = field(default_factory=set)
    applied: list[Applied] = field(default_factory=list)

    def run(self, state: State) -> State:
        """Make passes until nothing is left that could be tried."""
        made = 0
        for _ in range(MAX_PASSES):
            batch = self.batch(self.proposals(state))
            if not batch and len(self.applied) == made:
                break
            if not batch:
                # What was refused may prove right beside what was made since.
                made = len(self.applied)
                self.attempts.clear()
            else:
                state = self.proved(state, batch)
        return state

    def proposals(self, state: State) -> list[Proposal]:
        """The fixes that may be tried, each with the edits that are next."""
        found: list[Proposal] = []
        for diagnostic in self.fixable(state):
            cure = diagnostic.cure
            assert cure is not None
            key = _key(diagnostic)
            if key in self.declined or (cure.applicability < Applicability.SAFE and not self.unsafe):
                continue
            attempt = self.attempts.get(key, 0)
            candidates = self.candidates(diagnostic)
            if not candidates:
                every = cure.candidates()
                self.reasons.setdefault(key, self.obstacle(every[0]) if every else _NOWHERE)
            if attempt < len(candidates):
                found.append(Proposal(diagnostic, candidates[attempt], attempt))
        return found

    def fixable(self, state: State) -> list[Diagnostic]:
        """The diagnostics that are wanted and offer a fix, each once for all entry modules."""
        every = [each for seen in state.seen.values() for each in seen.diagnostics]
        found = [each for each in merged(every) if each.cure is not None and not each.suppressed and self.wanted(each)]
        # Whether a comment is needed only all entry modules together can tell: `comments`.
        found = [each for each in found if each.code not in ABOUT_COMMENTS]
        return sorted(found, key=lambda each: (str(each.span.path), each.span.start, each.code, each.message))

    def candidates(self, diagnostic: Diagnostic) -> list[tuple[Edit, ...]]:
        """The edits that may cure a diagnostic, in files that may be written."""
        every = () if diagnostic.cure is None else diagnostic.cure.candidates()
        return [edits for edits in every if not self.obstacle(edits)]

    def obstacle(self, edits: Sequence[Edit]) -> str:
        """Why a file that edits change is not written; empty where all of them belong to everybody who has the project."""
        files = self.prover.project.files
        paths = dict.fromkeys(edit.span.path for edit in edits)
        whys = (_KEPT.get(files.state(path), "" if self.writable(path) else _UNASKED) for path in paths)
        return next(filter(None, whys), "")

    def batch(self, proposals: Sequence[Proposal]) -> list[Proposal]:
        """Those that can be made together; the others wait."""
        chosen: list[Proposal] = []
        for proposal in proposals:
            if not any(_conflict(proposal, other) for other in chosen):
                chosen.append(proposal)
        return chosen

    def proved(self, state: State, batch: Sequence[Proposal]) -> State:
        """The project with those of a batch made that prove right."""
        accepted, after, followers = self.grown(state, [], batch, state, ())
        for proposal in accepted:
            cure = proposal.cure
            own = tuple(each for each in followers if each.setting not in cure.settings)
            self.applied.append(Applied(proposal.diagnostic, cure.title, proposal.edits, cure.caution, own))
        return after

    def grown(
        self,
        base: State,
        accepted: list[Proposal],
        chunk: Sequence[Proposal],
        state: State,
        followers: tuple[Follower, ...],
    ) -> tuple[list[Proposal], State, tuple[Follower, ...]]:
        """What is accepted once those of a chunk are added that prove right, found by halving."""
        try:
            after, coming = self.prover.verified(base, [*accepted, *chunk])
            follow = tuple(dict.fromkeys(coming.followers))
            if follow and not self.unsafe:
                raise Refused(f"{follow[0].setting} follows it in {follow[0].entry_module}: --unsafe-fixes makes it")
            if coming.spelled and not self.unsafe:
                code = coming.spelled[0].code
                raise Refused(f"{code} would be found in what the text says: --unsafe-fixes makes it")
            if len(chunk) == 1 and not self.agreed(chunk[0], follow, state, after):
                return accepted, state, followers
        except Refused as refused:
            if len(chunk) == 1:
                key = _key(chunk[0].diagnostic)
                self.attempts[key] = chunk[0].attempt + 1
                self.reasons[key] = refused.reason
                return accepted, state, followers
            middle = len(chunk) // 2
            for half in (chunk[:middle], chunk[middle:]):
                accepted, state, followers = self.grown(base, accepted, half, state, followers)
            return accepted, state, followers
        return [*accepted, *chunk], after, follow

    def agreed(self, proposal: Proposal, followers: tuple[Follower, ...], before: State, after: State) -> bool:
        """Whether whoever is asked wants it."""
        cure = proposal.cure
        fix = Applied(proposal.diagnostic, cure.title, proposal.edits, cure.caution, followers)
        if self.agree(fix, before, after):
            return True
        key = _key(proposal.diagnostic)
        self.declined.add(key)
        self.reasons[key] = "it was declined"
        return False


def _conflict(one: Proposal, other: Proposal) -> bool:
    """Whether two have to wait for each other: their texts overlap, or both change what a setting consists of."""
    if one.edits == other.edits:
        return False
    if overlap(one.edits, other.edits):
        return True
    shared = one.settings & other.settings
    return bool(shared) and not (_replaces(one) and _replaces(other))


def _replaces(proposal: Proposal) -> bool:
    return all(edit.text and edit.span.start != edit.span.end for edit in proposal.edits)


def _key(diagnostic: Diagnostic) -> Key:
    return diagnostic.code, diagnostic.setting, diagnostic.message, diagnostic.span.path


def fix(
    prover: Prover,
    wanted: Callable[[Diagnostic], bool],
    *,
    unsafe: bool = False,
    agree: Agree | None = None,
    writable: Callable[[Path], bool] = lambda _: True,
) -> Outcome:
    """Fix what can be fixed, in memory.

    Arguments:
        prover: evaluates the project.
        wanted: which diagnostics are to be fixed.
        unsafe: whether also to make fixes that may stop somebody who can log in today, or let somebody in.
        agree: is asked about each fix that proved right; None: all of them are made.
        writable: which files may be edited.
    """
    loop = Proposals(prover, wanted, unsafe, agree or (lambda *_: True), writable)
    start = prover.begin()
    state = loop.run(start) if agree is None else _one_by_one(loop, start)
    rest = loop.fixable(state)
    unsafe_ones = [
        each
        for each in rest
        if not unsafe and each.cure and each.cure.applicability is Applicability.UNSAFE and loop.candidates(each)
    ]
    left = [Left(each, loop.reasons[_key(each)]) for each in rest if _key(each) in loop.reasons]
    before = {path: file for path, file in start.files.items() if path in state.edited}
    changed = {path: file for path, file in state.edited.items() if file.text != before[path].text}
    return Outcome(
        tuple(loop.applied),
        tuple(left),
        tuple(unsafe_ones),
        {path: before[path] for path in changed},
        changed,
        state,
        prover.evaluations,
    )


def _one_by_one(loop: Proposals, state: State) -> State:
    """The passes of somebody who is asked about each fix."""
    while proposals := loop.proposals(state):
        state = loop.proved(state, proposals[:1])
    return state


def asked_for(paths: Sequence[Path], entry_paths: dict[str, Path]) -> Callable[[Diagnostic], bool]:
    """The test whether a diagnostic is about paths: it stands there, or an entry module does in which it was found."""

    def wanted(diagnostic: Diagnostic) -> bool:
        places = [
            diagnostic.span.path,
            *(entry_paths[name] for name in diagnostic.entry_modules if name in entry_paths),
        ]
        return not paths or any(place.is_relative_to(path) for place in places for path in paths)

    return wanted
