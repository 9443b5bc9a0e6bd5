"""The resolved settings as JSON: a versioned contract, `settings.schema.json`."""

from __future__ import annotations

import base64
import datetime
import decimal
import json
import math
import pathlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import islice
from typing import Any, Final, Literal, NamedTuple, TypeAlias, Union, get_args

from djauthlint import django_facts
from djauthlint.conditions import Choice, Worlds, either, leaves, restrict
from djauthlint.deployment import Deployment
from djauthlint.project import Profile
from djauthlint.reporters.json import text
from djauthlint.reporters.secrets import MASK, has_credentials, hidden_in, is_secret
from djauthlint.settings import Setting, Settings, Step, TooManyScenarios, Undetermined, explore
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Function,
    Hole,
    Instance,
    Items,
    Known,
    Lazy,
    List,
    Module,
    Object,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)
from djauthlint.wording import described, scenarios

Json: TypeAlias = Union[None, bool, int, float, str, "list[Json]", "dict[str, Json]"]
Status: TypeAlias = Literal["known", "conditional", "partial", "unknown", "default"]

VERSION: Final = 1
MAX_SCENARIOS: Final = 16
MAX_NODES: Final = 200_000
"""Values that the report of one setting may be made of."""
MAX_CHOICES: Final = 256
"""Choices that may stand inside one value."""
MAX_BITS: Final = 10_000
DIGEST: Final = "digest"
"""The key of a masked secret that tells it from others; it must not be shown."""

_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'""")


@dataclass(frozen=True, slots=True)
class Resolved:
    """One setting, ready to be shown.

    Arguments:
        name: its name.
        status: how much of it is known.
        value: its value where one holds in all scenarios, else None; `has_value` tells that from Python's None.
        has_value: whether there is such a value.
        scenarios: the conditions of each value where there are several.
        worlds: the worlds of each value where there are several, and of `NOTHING`.
        reason: what blocked it, or the first part of it that is unknown.
        provenance: how it came to have its value.
    """

    name: str
    status: Status
    value: Json = None
    has_value: bool = False
    scenarios: tuple[tuple[tuple[str, ...], Json], ...] = ()
    worlds: tuple[tuple[Worlds, Json], ...] = ()
    reason: str = ""
    provenance: tuple[Step, ...] = ()


class Deployed(NamedTuple):
    """A key of the deployment, ready to be shown.

    Arguments:
        key: its name.
        status: "declared" by the user, "proven" by a file, "assumed", which no rule relies on, or "undetermined".
        value: what it is.
        path: the file that says so.
        line: the line of it.
        reason: how the value follows from the line, or why there is none.
    """

    key: str
    status: str
    value: Json = None
    path: str = ""
    line: int = 0
    reason: str = ""


def render(modules: Sequence[Settings], *, root: pathlib.Path, **choices: Any) -> str:
    """`document` as text."""
    return text(document(modules, root=root, **choices))


def document(
    modules: Sequence[Settings],
    *,
    root: pathlib.Path,
    names: Iterable[str] | None = None,
    defaults: bool = False,
    show_secrets: bool = False,
) -> dict[str, Json]:
    """The settings of entry modules as the contract says.

    Arguments:
        modules: the settings of each entry module.
        root: what paths are relative to.
        names: only these settings; None: all.
        defaults: whether to add what only Django sets.
        show_secrets: whether not to mask secrets.
    """
    wanted = None if names is None else tuple(names)
    return {
        "version": VERSION,
        "entry_modules": [
            _entry(
                settings, root, resolve(settings, wanted, defaults=defaults, show_secrets=show_secrets), show_secrets
            )
            for settings in modules
        ],
    }


def resolve(
    settings: Settings,
    names: Iterable[str] | None = None,
    *,
    defaults: bool = False,
    show_secrets: bool = False,
    tell_apart: bool = False,
) -> list[Resolved]:
    """What is to be said about each setting of an entry module, sorted by name.

    Arguments:
        settings: the settings of the entry module.
        names: only these settings; None: all.
        defaults: whether to add what only Django sets.
        show_secrets: whether not to mask secrets.
        tell_apart: whether masked secrets have a `DIGEST`, by which they can be compared in this process; `without_digests`
            takes it out again.
    """
    own = {*settings.names, *settings.evaluation.defaults}
    known = {*own, *(django_facts.defaulted(settings.django_version) if defaults or names is not None else ())}
    chosen = known if names is None else known.intersection(names)
    return [_resolved(settings[name], show_secrets, tell_apart) for name in sorted(chosen)]


def without_digests(value: Any) -> Any:
    """JSON without what tells masked secrets apart."""
    if isinstance(value, list):
        return [*map(without_digests, value)]
    if not isinstance(value, dict):
        return value
    is_secret_value = value.get("$type") == "secret"
    return {key: without_digests(each) for key, each in value.items() if not (is_secret_value and key == DIGEST)}


def coverage(resolved: Iterable[Resolved]) -> dict[str, int]:
    """How many settings of the project are known, and how well."""
    counts = Counter(each.status for each in resolved)
    return {status: counts[status] for status in get_args(Status) if status != "default"}


def conditions(resolved: Iterable[Resolved]) -> list[str]:
    """Every condition that a value depends on, in the order of appearance."""
    found: dict[str, None] = {}
    for each in resolved:
        for when, value in each.scenarios:
            found.update(dict.fromkeys(when))
            found.update(dict.fromkeys(_inner_conditions(value)))
        if each.has_value:
            found.update(dict.fromkeys(_inner_conditions(each.value)))
    return list(found)


def _entry(settings: Settings, root: pathlib.Path, resolved: list[Resolved], show_secrets: bool) -> dict[str, Json]:
    return {
        "module": settings.entry.module,
        "path": relative(settings.entry.path, root),
        "configuration": settings.entry.configuration,
        "profile": settings.profile.value,
        "django": {
            "oldest": ".".join(map(str, settings.target.oldest)),
            "newest": ".".join(map(str, settings.target.newest)),
            "source": settings.target.source,
        },
        "deployment": {known.key: _deployment(known) for known in deployment(settings, root)},
        "open": [masked_text(reason, "", show=show_secrets) for reason in settings.evaluation.open],
        "settings": {each.name: setting_document(each, settings, root) for each in resolved},
        "conditions": [*conditions(resolved)],
        "coverage": {**coverage(resolved)},
    }


def setting_document(resolved: Resolved, settings: Settings, root: pathlib.Path) -> dict[str, Json]:
    """One setting as the contract says."""
    shown: dict[str, Json] = {"status": resolved.status}
    if resolved.has_value:
        shown["value"] = resolved.value
    if resolved.scenarios:
        shown["scenarios"] = [{"when": [*when], "value": value} for when, value in resolved.scenarios]
    if resolved.reason:
        shown["reason"] = resolved.reason
    shown["provenance"] = [*_provenance(resolved.provenance, settings, root)]
    return shown


def _provenance(steps: Iterable[Step], settings: Settings, root: pathlib.Path) -> Iterator[Json]:
    for step in steps:
        if step.span is not None:
            position = settings.evaluation.files[step.span.path].position(step.span.start)
            path = relative(step.span.path, root)
            yield {"path": path, "line": position.line, "column": position.column, "action": step.action}


def _deployment(known: Deployed) -> dict[str, Json]:
    shown: dict[str, Json] = {"status": known.status}
    if known.status != "undetermined":
        shown["value"] = known.value
    if known.path:
        shown |= {"path": known.path, "line": known.line}
    return {**shown, "reason": known.reason} if known.reason else shown


def deployment(settings: Settings, root: pathlib.Path) -> Iterator[Deployed]:
    """What is known of the deployment of an entry module for production, in the order of its keys."""
    if settings.profile is not Profile.PRODUCTION:
        return
    inference = settings.inference
    gaps = dict(inference.gaps)
    for each in fields(Deployment):
        value, fact = getattr(settings.declared, each.name), inference.facts.get(each.name)
        if value is not None:
            yield Deployed(each.name, "declared", _plain(value))
        elif fact is not None:
            path, status = relative(fact.place.file.path, root), "assumed" if fact.assumed else "proven"
            yield Deployed(each.name, status, _plain(fact.value), path, fact.place.line, fact.reason)
        elif each.name in gaps:
            yield Deployed(each.name, "undetermined", reason=gaps[each.name])


def _plain(value: Any) -> Json:
    return [*value] if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value


def relative(path: pathlib.Path, root: pathlib.Path) -> str:
    """A path as it is shown: relative to a folder where it lies in it."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def reason_of(value: Json) -> str | None:
    """Why a value is unknown, None for one of which something is known."""
    return str(value["reason"]) if isinstance(value, dict) and value.get("$type") == "unknown" else None


def masked_text(text: str, name: str, *, show: bool) -> str:
    """A line of source text or of words, without the secrets that stand in it."""
    if show:
        return text
    pieces, end = [], 0
    for start, stop in sorted(hidden_in(name, show=False)(text)):
        if start >= end:
            pieces += [text[end:start], MASK]
            end = stop
    return "".join([*pieces, text[end:]])


def _resolved(setting: Setting, show_secrets: bool, tell_apart: bool) -> Resolved:
    worlds = setting.settings.evaluation.worlds
    if not setting.is_possible:
        try:
            value = _Encoder(setting.name, show_secrets, tell_apart).scenario(setting)
        except Undetermined as undetermined:
            value = _unknown(undetermined.reason)
        taken_over = setting.name in setting.settings.evaluation.defaults
        if taken_over and _is_unknown(value):
            return Resolved(setting.name, "unknown", None, reason=next(iter(_reasons(value)), ""))
        return Resolved(setting.name, "known" if taken_over else "default", value, has_value=True)
    provenance = setting.provenance
    found: dict[str, tuple[Worlds, Json]] = {}
    absent: Worlds = False
    look = _look(setting.name, show_secrets, tell_apart)
    try:
        for reached, value in explore(setting.settings, worlds, look, MAX_SCENARIOS):
            if value is _NOT_SET:
                absent = either(absent, reached)
                continue
            key = json.dumps(value)
            found[key] = either(found.get(key, (False, None))[0], reached), value
    except TooManyScenarios:
        return _with_choices(setting, show_secrets, tell_apart, provenance)
    mask = mask_condition(show_secrets)
    every = (
        (tuple(map(mask, when)), value)
        for reached, value in found.values()
        for when in scenarios(restrict(reached, worlds))
    )
    listed = [*islice(every, MAX_SCENARIOS + 1)]
    values = [value for _, value in found.values()]
    if len(listed) > MAX_SCENARIOS:
        return _with_choices(setting, show_secrets, tell_apart, provenance)
    one = len(values) == 1 and absent is False
    if all(map(_is_unknown, values)):
        status: Status = "unknown"
    elif any(map(_has_unknown, values)):
        status = "partial"
    else:
        status = "known" if one else "conditional"
    has_value = one and status != "unknown"
    reason = next((reason for value in values for reason in _reasons(value)), "")
    return Resolved(
        setting.name,
        status,
        values[0] if has_value else None,
        has_value,
        () if one or status == "unknown" else tuple(listed),
        () if one else (*found.values(), (absent, NOTHING)),
        masked_text(reason, setting.name, show=show_secrets),
        provenance,
    )


def _with_choices(setting: Setting, show_secrets: bool, tell_apart: bool, provenance: tuple[Step, ...]) -> Resolved:
    """A setting that depends on too much to list every scenario."""
    value = _Encoder(setting.name, show_secrets, tell_apart).choices(setting)
    status: Status = "unknown" if _is_unknown(value) else "partial" if _has_unknown(value) else "conditional"
    reason = masked_text(next(_reasons(value), ""), setting.name, show=show_secrets)
    if status == "unknown":
        return Resolved(setting.name, status, reason=reason, provenance=provenance)
    return Resolved(setting.name, status, value, True, reason=reason, provenance=provenance)


NOTHING: Final[dict[str, Json]] = {"$type": "absent"}
"""Stands for a setting that is not set, and for an element or an entry that is not there."""

_NOT_SET: Final[dict[str, Json]] = {"$type": "unknown", "reason": "it is not set"}


def _look(name: str, show_secrets: bool, tell_apart: bool) -> Callable[[Settings], Json]:
    def look(view: Settings) -> Json:
        return _Encoder(name, show_secrets, tell_apart).scenario(view[name]) if view[name].is_set else _NOT_SET

    return look


def mask_condition(show_secrets: bool) -> Callable[[str], str]:
    """What takes the secrets out of a condition."""

    def mask(condition: str) -> str:
        words = re.findall(r"\w+", _QUOTED.sub("", condition))
        if show_secrets or not any(map(is_secret, words)):
            return condition
        return _QUOTED.sub(f'"{MASK}"', condition)

    return mask


def _undecided(tree: Any) -> Any:
    return tree


@dataclass
class _Encoder:
    """Values of one setting in the encoding of the contract.

    Arguments:
        name: the setting.
        show_secrets: whether not to mask secrets.
        tell_apart: whether masked secrets have a `DIGEST`.
        left: how many more values the result may have.
        choices_left: how many more choices.
        around: the containers around the present value.
        decide: gives the leaf of a decision tree, or the tree where nothing is assumed.
        mask: takes the secrets out of a condition.
    """

    name: str
    show_secrets: bool
    tell_apart: bool
    left: int = MAX_NODES
    choices_left: int = MAX_CHOICES
    around: list[int] = field(default_factory=list)
    decide: Callable[[Any], Any] = _undecided
    mask: Callable[[str], str] = str

    def scenario(self, setting: Setting) -> Json:
        """The value of a setting in the scenario that it is read in."""
        self.decide = setting.settings.scenario.leaf
        return self.tree(setting.resolved, secret=is_secret(self.name))

    def choices(self, setting: Setting) -> Json:
        """The value of a setting in all scenarios, with choices where they differ."""
        self.mask = mask_condition(self.show_secrets)
        return self.tree(setting.tree, secret=is_secret(self.name))

    def tree(self, tree: Any, *, secret: bool) -> Json:
        """A decision tree of values."""
        self.left -= 1
        if self.left < 0:
            return _unknown("it is too large to be shown")
        leaf = self.decide(tree)
        if not isinstance(leaf, Choice):
            return self.leaf(leaf, secret=secret)
        self.choices_left -= len(leaf.cases)
        if self.choices_left < 0:
            return _unknown("it depends on too many conditions to be shown")
        shown = self.tree(leaf.otherwise, secret=secret)
        for case in reversed(leaf.cases):
            when = self.mask(described(leaf.variable, (case,)))
            shown = {"$type": "choice", "when": when, "then": self.tree(leaf.cases[case], secret=secret), "else": shown}
        return shown

    def leaf(self, leaf: Any, *, secret: bool) -> Json:
        """A value."""
        if isinstance(leaf, Known):
            return self.scalar(leaf.value, secret=secret)
        if id(leaf) in self.around:
            return _unknown("it contains itself")
        if len(self.around) > 150:
            return _unknown("it is nested too deeply to be shown")
        self.around.append(id(leaf))
        try:
            return self.compound(leaf, secret=secret)
        finally:
            self.around.pop()

    def compound(self, leaf: Any, *, secret: bool) -> Json:
        """A value that is no scalar."""
        match leaf:
            case List():
                return [*self.items(leaf.items, secret=secret)]
            case Tuple():
                return {"$type": "tuple", "items": [*self.items(leaf.items, secret=secret)]}
            case Set():
                return self.set(leaf, secret=secret)
            case Dict():
                return self.dict(leaf, secret=secret)
            case Lazy():
                return {"$type": "lazy", "text": self.tree(leaf.text, secret=secret)}
            case Unknown():
                return _unknown(masked_text(leaf.reason, self.name, show=self.show_secrets))
            case Value():
                return {"$type": "object", "class": _class_of(leaf)}
            case _:
                return _NOT_SET

    def items(self, items: Items, *, secret: bool) -> Iterator[Json]:
        """The elements of a sequence."""
        for item in items:
            if isinstance(item, Hole):
                yield {"$type": "hole", "reason": masked_text(item.reason, self.name, show=self.show_secrets)}
            elif isinstance(item, Splice):
                stretch = self.decide(item.tree)
                if isinstance(stretch, Choice):
                    yield {"$type": "hole", "reason": f"it depends on {stretch.variable.text}"}
                else:
                    yield from self.items(stretch, secret=secret)
            else:
                yield self.tree(item, secret=secret)

    def set(self, leaf: Set, *, secret: bool) -> Json:
        """A set or frozenset, sorted."""
        present, opened = [], leaf.open
        for entry in leaf.entries.values():
            there = self.decide(entry.value)
            if isinstance(there, Choice):
                opened = opened or f"it depends on {there.variable.text}"
            elif there is not ABSENT:
                present.append(self.tree(entry.key, secret=secret))
        shown: dict[str, Json] = {
            "$type": "frozenset" if leaf.frozen else "set",
            "items": sorted(present, key=json.dumps),
        }
        if opened is not None:
            shown["open"] = masked_text(opened, self.name, show=self.show_secrets)
        return shown

    def dict(self, leaf: Dict, *, secret: bool) -> Json:
        """A dict: a JSON object where its keys allow that."""
        pairs: list[tuple[Json, Json]] = []
        opened = leaf.open
        for entry in leaf.entries.values():
            value = self.decide(entry.value)
            if value is ABSENT:
                continue
            if isinstance(value, Choice) and any(leaf is ABSENT for leaf in leaves(value)):
                opened = opened or f"it depends on {value.variable.text}"
                continue
            key = entry.key.value if isinstance(entry.key, Known) else None
            hidden = is_secret(key) if isinstance(key, str) and not secret else secret
            pairs.append((self.tree(entry.key, secret=False), self.tree(value, secret=hidden)))
        if opened is None and all(isinstance(key, str) and not key.startswith("$") for key, _ in pairs):
            return {str(key): value for key, value in pairs}
        shown: dict[str, Json] = {"$type": "dict", "items": [[key, value] for key, value in pairs]}
        if opened is not None:
            shown["open"] = masked_text(opened, self.name, show=self.show_secrets)
        return shown

    def scalar(self, value: object, *, secret: bool) -> Json:
        """An immutable Python value."""
        if isinstance(value, (str, bytes)) and value and not self.show_secrets:
            text = value if isinstance(value, str) else value.decode("latin-1")
            if secret or has_credentials(text):
                masked: dict[str, Json] = {"$type": "secret", "type": type(value).__name__}
                return {**masked, DIGEST: hash(value)} if self.tell_apart else masked
        return scalar(value)


def scalar(value: object) -> Json:
    """An immutable Python value in the encoding of the contract."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if value.bit_length() <= MAX_BITS else {"$type": "object", "class": "int"}
        case float():
            return value if math.isfinite(value) else {"$type": "float", "value": str(value)}
        case bytes():
            return {"$type": "bytes", "value": base64.b64encode(value).decode("ascii")}
        case complex():
            return {"$type": "complex", "value": str(value)}
        case decimal.Decimal():
            return {"$type": "decimal", "value": str(value)}
        case datetime.timedelta():
            return {"$type": "timedelta", "seconds": value.total_seconds()}
        case pathlib.PurePath():
            return {"$type": "path", "value": str(value)}
        case re.Pattern():
            pattern = value.pattern if isinstance(value.pattern, str) else value.pattern.decode("latin-1")
            return {"$type": "regex", "pattern": pattern, "flags": value.flags & ~re.UNICODE}
        case _:
            return {"$type": "object", "class": f"{type(value).__module__}.{type(value).__qualname__}"}


def _class_of(leaf: Value) -> str:
    match leaf:
        case Object(path=path):
            return path
        case Instance(cls=Class() as cls):
            return cls.path
        case Instance(cls=Builtin(name=name)):
            return name
        case Function():
            return "function"
        case Class():
            return "type"
        case Module():
            return "module"
        case _:
            return leaf.type_name


def _unknown(reason: str) -> dict[str, Json]:
    return {"$type": "unknown", "reason": reason}


def _walk(value: Json) -> Iterator[Json]:
    """A value and everything in it."""
    yield value
    inner: Iterable[Json] = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    for each in inner:
        yield from _walk(each)


def _is_unknown(value: Json) -> bool:
    """Whether nothing at all is known of a value."""
    if not isinstance(value, dict):
        return False
    if value.get("$type") == "choice":
        return _is_unknown(value["then"]) and _is_unknown(value["else"])
    return value.get("$type") == "unknown"


def _has_unknown(value: Json) -> bool:
    return next(_reasons(value), None) is not None


def _reasons(value: Json) -> Iterator[str]:
    """What blocked the parts of a value that are unknown."""
    for part in _walk(value):
        if isinstance(part, dict) and "$type" in part:
            key = "reason" if part["$type"] in {"unknown", "hole"} else "open"
            if isinstance(part.get(key), str):
                yield str(part[key])


def _inner_conditions(value: Json) -> Iterator[str]:
    for part in _walk(value):
        if isinstance(part, dict) and part.get("$type") == "choice":
            yield str(part["when"])
