"""What a rule reports: diagnostics, and the fixes that come with them."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

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
    """Edits that cure a diagnostic, with what they do in a few words."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability


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
        fix: a cure, if there is one.
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
    fix: Fix | None = field(default=None)
    suppressed: str | None = None

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the system checks that report the same."""
        return tuple(self.django_check.split(", ")) if self.django_check else ()
