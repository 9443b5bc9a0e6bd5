"""What a rule reports: diagnostics, and the fixes that come with them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Protocol

from djauthlint.source import Span


class Severity(enum.Enum):
    """How much harm is done if the diagnostic is true."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Confidence(enum.Enum):
    """Whether it is true: `CERTAIN` holds in every scenario of the entry module, `HIGH` in some, or rests on a stated assumption."""

    CERTAIN = "certain"
    HIGH = "high"
    MEDIUM = "medium"


class Applicability(enum.IntEnum):
    """Whether a fix may be applied: display < unsafe < safe."""

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the text of a span."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that cure a diagnostic, with what they do in a few words.

    Arguments:
        title: what they do.
        edits: what they replace.
        applicability: whether they may be applied.
        settings: the settings that they are meant to change.
        caution: who may notice it, and how: what makes them unsafe. Empty where they are safe.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    settings: tuple[str, ...] = ()
    caution: str = ""


class Cure(Protocol):
    """What a rule offers: it makes edits when they are wanted. `fixer` proves them."""

    @property
    def title(self) -> str: ...
    @property
    def settings(self) -> tuple[str, ...]: ...
    @property
    def caution(self) -> str: ...
    @property
    def applicability(self) -> Applicability: ...
    @property
    def spells(self) -> bool: ...
    @property
    def converts(self) -> bool: ...
    @property
    def stops(self) -> bool: ...
    def describe(self) -> str: ...
    def candidates(self) -> tuple[tuple[Edit, ...], ...]: ...


@dataclass(frozen=True, slots=True)
class PreparedCure:
    """A cure that has found its edits, as `Cure` has them."""

    title: str
    edits: tuple[tuple[Edit, ...], ...]
    settings: tuple[str, ...] = ()
    caution: str = ""
    applicability: Applicability = Applicability.SAFE
    spells: bool = False
    converts: bool = False
    stops: bool = False

    def describe(self) -> str:
        """The title."""
        return self.title

    def candidates(self) -> tuple[tuple[Edit, ...], ...]:
        """The edits that may do it, the best first."""
        return self.edits


@dataclass(frozen=True, slots=True)
class Label:
    """A secondary place that explains a diagnostic: "set here", "overridden here"."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding at the place where its cure goes.

    Arguments:
        code: the rule's code, `DJA301`.
        name: the rule's name, `session-cookie-insecure`.
        message: one sentence, what is wrong.
        span: where the cure goes.
        severity: harm if it is true.
        confidence: whether it is true.
        setting: the setting that it is about.
        symptom: what the user experiences.
        help: one line, what to do.
        when: the conditions under which it occurs, one tuple for each scenario; empty when it always does.
        related: secondary places.
        entry_modules: dotted names of the entry modules through which it was found.
        profile: the profile of those entry modules.
        django_check: id of the system check that reports the same, if there is one; several are separated by ", ".
        url: where the rule is documented.
        cure: what the rule offers, if the text allows it and it proves right.
        fix: a cure that was proved.
        suppressed: the comment that silences it, or None.
    """

    code: str
    name: str
    message: str
    span: Span
    severity: Severity
    confidence: Confidence
    setting: str
    symptom: str = ""
    help: str = ""
    when: tuple[tuple[str, ...], ...] = ()
    related: tuple[Label, ...] = ()
    entry_modules: tuple[str, ...] = ()
    profile: str = ""
    django_check: str | None = None
    url: str | None = None
    cure: Cure | None = field(default=None, compare=False, repr=False)
    fix: Fix | None = field(default=None)
    suppressed: str | None = None

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the system checks that report the same."""
        return tuple(self.django_check.split(", ")) if self.django_check else ()
