"""The table of middleware: what comes with which package, what takes whose place, and what has to stand before what.

`data/middleware_order.json` is written by hand, the one table for the rules, their fixes and the documentation. Each
constraint says what happens otherwise and where that is to be seen: in the documentation or the code of Django or of a package.
An element of MIDDLEWARE is seen as its `Work`; `ordering` says what a sequence of them violates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Literal, NamedTuple, TypeAlias

from djauthlint.django_facts.table import JsonValue, load

Strength: TypeAlias = Literal["hard", "advisory"]
Place: TypeAlias = Literal["order", "first", "last"]


class Work(NamedTuple):
    """What an element of MIDDLEWARE does.

    Arguments:
        does: the paths of the classes whose work it does, its own among them.
        unknown: why it may do that of others, too; None: it does not.
    """

    does: frozenset[str]
    unknown: str | None = None


UNKNOWN = Work(frozenset(), "nothing is known of it")
"""An element of which nothing is known, or any number of them."""


class Middleware(NamedTuple):
    """A middleware in the table.

    Arguments:
        name: what constraints call it.
        path: its dotted path.
        package: the package that it comes with.
        same: classes that take its place and do its work.
        derives: the classes of Django that it derives from and does the work of.
        unless: a class whose subclasses are exempt although they derive from it.
        note: what is peculiar about it.
    """

    name: str
    path: str
    package: str
    same: frozenset[str]
    derives: frozenset[str]
    unless: str | None
    note: str

    def is_done_by(self, work: Work) -> bool:
        """Whether an element certainly does its work."""
        return self.unless not in work.does and not work.does.isdisjoint({self.path, *self.same})

    def may_be_done_by(self, work: Work) -> bool:
        """Whether an element does its work, as far as is known."""
        return work.unknown is not None or self.is_done_by(work)


class Condition(NamedTuple):
    """The settings that a constraint depends on: it holds where one of them is true, or names one of certain classes.

    Arguments:
        settings: names of settings.
        classes: the classes one of which, or a subclass, the setting must name; none: it must be true.
    """

    settings: tuple[str, ...]
    classes: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.classes:
            short = " or ".join(path.rpartition(".")[2] for path in self.classes)
            return f"{' or '.join(self.settings)} is {short}"
        return f"{' or '.join(self.settings)} is on"


class Constraint(NamedTuple):
    """A rule of order.

    Arguments:
        name: how it is called.
        place: "order" of two, or one that should be "first" or "last".
        before: what must stand before; of a place at the end: nothing.
        after: what must stand after; of a place at the beginning: nothing.
        strength: whether something breaks otherwise ("hard"), or is only worse.
        severity: "error", "warning" or "info".
        confidence: "high", "medium" or "low".
        condition: the settings that it depends on; None: it always holds.
        reason: what happens otherwise.
        source: where that is to be seen.
    """

    name: str
    place: Place
    before: Middleware | None
    after: Middleware | None
    strength: Strength
    severity: str
    confidence: str
    condition: Condition | None
    reason: str
    source: str


@cache
def known_middleware() -> Mapping[str, Middleware]:
    """Every middleware in the table, by name."""
    return {
        name: Middleware(
            name,
            str(entry["path"]),
            str(entry["package"]),
            frozenset(_texts(entry.get("same"))),
            frozenset(_texts(entry.get("derives"))),
            str(entry["unless"]) if "unless" in entry else None,
            str(entry.get("note", "")),
        )
        for name, entry in _table()["middleware"].items()
    }


@cache
def constraints() -> tuple[Constraint, ...]:
    """Every constraint between two middlewares."""
    known = known_middleware()
    return tuple(
        _constraint(name, entry, "order", known[str(entry["before"])], known[str(entry["after"])])
        for name, entry in _table()["constraints"].items()
    )


@cache
def placements() -> tuple[Constraint, ...]:
    """What should stand first and last, the outermost first."""
    known = known_middleware()
    return (
        *(_constraint(f"{name}-first", e, "first", known[name], None) for name, e in _table()["first"].items()),
        *(_constraint(f"{name}-last", e, "last", None, known[name]) for name, e in _table()["last"].items()),
    )


def constraint(name: str) -> Constraint:
    """The constraint of a name; KeyError if there is none."""
    return next((each for each in (*constraints(), *placements()) if each.name == name), None) or _missing(name)


def third_party_work(path: str) -> Work | None:
    """What a class of a package does: its own work, and that of the class of Django whose place it takes.

    A class that only inherits from one of Django's without doing its work (`SamlSessionMiddleware` of djangosaml2 never
    sets `request.session`, `LoginRequiredMiddleware` of login_required never sets `request.user`) does only its own.
    None for a path that is not in the table.
    """
    return _third_party().get(path)


@cache
def _third_party() -> Mapping[str, Work]:
    found: dict[str, set[str]] = {}
    for each in known_middleware().values():
        for path in (each.path, *each.same):
            if each.package != "django" or path != each.path:
                found.setdefault(path, {path}).update({each.path}, each.derives)
    return {path: Work(frozenset(does)) for path, does in found.items()}


@cache
def _table() -> dict[str, dict[str, dict[str, JsonValue]]]:
    loaded: dict[str, dict[str, dict[str, JsonValue]]] = load("middleware_order.json")
    return loaded


def _constraint(
    name: str, entry: Mapping[str, JsonValue], place: Place, before: Middleware | None, after: Middleware | None
) -> Constraint:
    when = entry.get("when")
    return Constraint(
        name,
        place,
        before,
        after,
        "hard" if entry["strength"] == "hard" else "advisory",
        str(entry.get("severity", "info")),
        str(entry["confidence"]),
        Condition(_texts(when.get("settings")), _texts(when.get("classes"))) if isinstance(when, Mapping) else None,
        str(entry["reason"]),
        str(entry["source"]),
    )


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _missing(name: str) -> Constraint:
    raise KeyError(name)
