"""What two entry modules have not in common, as text: what both set, what only one of them sets, what only one is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from djauthlint.diagnostics import Diagnostic
from djauthlint.linter import label
from djauthlint.reporters.changes import Cases, Change, Step, have_common_part
from djauthlint.reporters.comparison import Comparison, Difference, Side, matters_for_login
from djauthlint.reporters.frame import plural
from djauthlint.reporters.settings_json import NOTHING, Json, reason_of, relative
from djauthlint.reporters.settings_text import DEFAULT, heading, place, shortened, written
from djauthlint.reporters.terminal import NARROWEST, Terminal
from djauthlint.reporters.text import headline, problems

Labels: TypeAlias = tuple[str, str]
Told: TypeAlias = list[tuple[Cases, Json]]

MOST_CASES: Final = 2
MOST_LINES: Final = 12
"""About what differs in a setting that does not matter for logging in."""
LEAST_WIDTH: Final = 72
"""Columns that a value may take in any case."""


def render(comparison: Comparison, terminal: Terminal, *, root: Path, show_secrets: bool = False) -> Iterator[str]:
    """The lines of the report.

    Arguments:
        comparison: what differs.
        terminal: what the output goes to.
        root: what paths are relative to.
        show_secrets: whether not to mask secrets.
    """
    first, second = labels(comparison.sides, root)
    names = terminal.show(first), terminal.show(second)
    yield from problems(comparison.result, terminal)
    yield from _heading(comparison.sides, names, terminal, root)
    table = _Table(comparison.sides, names, terminal, root)
    told = [each for each in comparison.differences if not each.is_unknown]
    for title, differences in _sections(told, names):
        if differences:
            yield ""
            yield terminal.paint("bold", title)
            for each in differences:
                yield from table.setting(each)
    for name, found in zip(names, comparison.diagnostics, strict=True):
        if found:
            yield ""
            yield terminal.paint("bold", f"Diagnostics only of {name}")
            for diagnostic in found:
                yield _diagnostic(diagnostic, comparison, terminal, show_secrets=show_secrets)
    unknown = [each.name for each in comparison.differences if each.is_unknown]
    if unknown:
        yield ""
        yield terminal.paint("bold", "Unknown in both (djauthlint settings says why)")
        yield from (terminal.show(line) for line in _wrapped(unknown, terminal.width))
    yield ""
    yield from _summary(comparison, names)


def labels(sides: tuple[Side, Side], root: Path) -> Labels:
    """What tells two entry modules apart: their names without the packages that they share, or their paths."""
    first, second = (label(side.settings.entry).replace(":", ".").split(".") for side in sides)
    while len(first) > 1 and len(second) > 1 and first[0] == second[0]:
        first, second = first[1:], second[1:]
    if first == second:
        return relative(sides[0].settings.entry.path, root), relative(sides[1].settings.entry.path, root)
    return ".".join(first), ".".join(second)


def _heading(sides: tuple[Side, Side], names: Labels, terminal: Terminal, root: Path) -> Iterator[str]:
    width = max(map(len, names))
    targets = dict.fromkeys(str(side.settings.target) for side in sides)
    for side, name in zip(sides, names, strict=True):
        yield f"{name:{width}}  {terminal.paint('bold', terminal.show(heading(side.settings, root)))}"
        if len(targets) > 1:
            yield f"{'':{width}}  {terminal.show(str(side.settings.target))}"
        if side.opened:
            yield f"{'':{width}}  what this sets or replaces is left out: {terminal.show(side.opened)}"
    if len(targets) == 1:
        yield f"{'':{width}}  {terminal.show(next(iter(targets)))}"


def _sections(differences: Iterable[Difference], names: Labels) -> Iterator[tuple[str, list[Difference]]]:
    """The differences by what they mean to the reader."""
    first, second = names
    sections: dict[str, list[Difference]] = {
        "Set by both, to different values": [],
        f"Set only by {first}": [],
        f"Set only by {second}": [],
        "May differ": [],
    }
    both, only_first, only_second, perhaps = sections.values()
    for each in differences:
        if each.is_set == (True, False):
            only_first.append(each)
        elif each.is_set == (False, True):
            only_second.append(each)
        else:
            (both if each.certain else perhaps).append(each)
    yield from sections.items()


class _Table:
    """Settings that differ, each with what the sides make of it, or with the elements that they have not in common."""

    def __init__(self, sides: tuple[Side, Side], names: Labels, terminal: Terminal, root: Path) -> None:
        self.sides = sides
        self.names = names
        self.terminal = terminal
        self.root = root
        self.column = max(map(len, names)) + 2
        self.width = max(NARROWEST, terminal.width - self.column - 4)

    def setting(self, difference: Difference) -> Iterator[str]:
        """The lines of one setting."""
        told = [side.told(difference.name) for side in self.sides]
        if self._is_told_by_parts(difference, told):
            yield from self._parts(difference)
        elif difference.is_set[0] != difference.is_set[1]:
            number = 0 if difference.is_set[0] else 1
            yield from self._one(difference, number, told[number])
        else:
            yield from self._both(difference, told)

    def _parts(self, difference: Difference) -> Iterator[str]:
        yield self._line(difference.name)
        for number, name in enumerate(self.names):
            yield self._line(f"{name:{self.column}}{self._place(difference, number) or 'not set'}", 2)
        lines = list(self._changes(difference.changes))
        most = len(lines) if matters_for_login(difference.name) else MOST_LINES
        yield from lines[:most]
        if len(lines) > most:
            yield self._line(f"and {plural(len(lines) - most, 'line')} more (--output json has all)", 2)

    def _changes(self, changes: Sequence[Change]) -> Iterator[str]:
        for path in dict.fromkeys(map(_container, changes)):
            if path:
                yield self._line("".join(f"[{step!r}]" for step in path), 2)
            here = [change for change in changes if _container(change) == path]
            yield from self._values([each for each in here if each.kind == "value"], 4 if path else 2)
            yield from self._elements([each for each in here if each.kind != "value"], 4 if path else 2)

    def _both(self, difference: Difference, told: Sequence[Told]) -> Iterator[str]:
        yield self._line(difference.name)
        another = _another(*([self._value(value) for _, value in each] for each in told))
        for number, name in enumerate(self.names):
            where = self._place(difference, number)
            yield from self._side(name, told[number], where, another if number else "", 2)

    def _one(self, difference: Difference, number: int, told: Told) -> Iterator[str]:
        where = self._place(difference, number)
        other = difference.sides[1 - number]
        default = f"{DEFAULT}: {self._value(other.value)}" if other.has_value else ""
        start = difference.name
        if len(told) == 1:
            ((_, value),) = told
            sign = "is" if reason_of(value) is not None else "="
            start = f"{start} {sign} {self._value(value, len(start) + len(where) + 6)}"
        line = _spaced(start, where)
        fits = len(line) + len(default) < self.terminal.width
        yield self._line(_spaced(line, default if fits else ""))
        if len(told) > 1:
            yield from (self._line(f"{self._value(value)}{_when(cases)}", 2) for cases, value in told)
        if default and not fits:
            yield self._line(default, 2)

    def _side(self, name: str, told: Told, where: str, tail: str, indent: int) -> Iterator[str]:
        """What one side has: a line, or one for each of several cases."""
        if len(told) == 1:
            ((cases, value),) = told
            text = f"{self._value(value, len(where) + indent)}{tail}{_when(cases)}"
            yield self._line(_spaced(f"{name:{self.column}}{text}", where), indent)
            return
        if where:
            yield self._line(f"{name:{self.column}}{where}", indent)
        for number, (cases, value) in enumerate(told):
            start = "" if where or number else name
            yield self._line(f"{start:{self.column}}{self._value(value)}{tail}{_when(cases)}", indent)

    def _place(self, difference: Difference, number: int) -> str:
        found = difference.sides[number]
        if not difference.is_set[number]:
            return DEFAULT if found.has_value else ""
        return place(found.provenance, self.sides[number].settings, self.root)

    def _is_told_by_parts(self, difference: Difference, told: Sequence[Told]) -> bool:
        """Whether to show no more than what differs: all of it is within containers, which have something in common or are long."""
        if any(change.is_whole for change in difference.changes):
            return False
        if any(_container(change) for change in difference.changes):
            return True
        values = [[value for _, value in each] for each in told]
        if any(have_common_part(one, other) for one in values[0] for other in values[1]):
            return True
        is_long = any(len(written(value)) > self.width for each in values for value in each)
        return is_long and difference.is_set == (True, True)

    def _values(self, changes: Sequence[Change], indent: int) -> Iterator[str]:
        """Values that differ: for each side each of them once, with its cases."""
        told: list[Told] = []
        for pick in (0, 1):
            cases: dict[str, tuple[list[tuple[str, ...]], Json]] = {}
            for change in changes:
                value = (change.first, change.second)[pick]
                cases.setdefault(written(value), ([], value))[0].extend(change.when)
            several = len(cases) > 1 or len(changes) == 1
            told.append([(tuple(dict.fromkeys(when)) if several else (), value) for when, value in cases.values()])
        another = _another(*([self._value(value) for _, value in each] for each in told)) if changes else ""
        for number, name in enumerate(self.names):
            if changes:
                yield from self._side(name, told[number], "", another if number else "", indent)

    def _elements(self, changes: Sequence[Change], indent: int) -> Iterator[str]:
        """Elements and entries that only one has, or that stand elsewhere, those of the same cases together."""
        first, second = self.names
        titles = {"only_first": f"only {first}", "only_second": f"only {second}", "order": "in another order"}
        groups: dict[tuple[str, str], list[str]] = {}
        for change in changes:
            if change.kind == "type":
                text = f"{first} has a {change.first}, {second} a {change.second}"
                yield self._line(f"{text}{_when(change.when)}", indent)
                continue
            value = change.second if change.kind == "only_second" else change.first
            text = self._value(value, indent)
            if change.kind == "order":
                text = f"{text} ({first} {change.positions[0]}, {second} {change.positions[1]})"
            elif change.positions == (0, 0):
                text = f"{change.path[-1]!r}: {text}"
            groups.setdefault((titles[change.kind], _when(change.when)), []).append(text)
        for (title, when), texts in groups.items():
            line = f"{title}: {', '.join(texts)}"
            if len(line) <= self.width or len(texts) == 1:
                yield self._line(f"{line}{when}", indent)
            else:
                yield self._line(f"{title}{when}:", indent)
                yield from (self._line(text, indent + 2) for text in texts)

    def _value(self, value: Json, taken: int = 0) -> str:
        """A value, or why there is none; `taken` columns are needed for something else."""
        if value is NOTHING:
            return "not set"
        reason = reason_of(value)
        return shortened(value, max(LEAST_WIDTH, self.width - taken)) if reason is None else f"unknown: {reason}"

    def _line(self, text: str, indent: int = 0) -> str:
        return f"  {'':{indent}}{self.terminal.show(text)}".rstrip()


def _another(one: list[str], other: list[str]) -> str:
    """What is said behind values that look the same: masked secrets that are not, and long values that differ where they are cut off."""
    return " (another one)" if len(one) == 1 and one == other else ""


def _spaced(*parts: str) -> str:
    return "   ".join(part for part in parts if part)


def _container(change: Change) -> tuple[Step, ...]:
    """What a change is shown below: of an entry that only one has, the dict."""
    is_entry = change.kind in ("only_first", "only_second") and change.positions == (0, 0)
    return change.path[:-1] if is_entry else change.path


def _when(cases: Cases) -> str:
    """The first cases in words, and how many there are besides."""
    if not cases:
        return ""
    told = [" and ".join(case) for case in cases[:MOST_CASES]]
    more = f", and in {plural(len(cases) - len(told), 'other case')}" if len(cases) > len(told) else ""
    return f"   when {', or when '.join(told)}{more}"


def _wrapped(words: Iterable[str], width: int) -> Iterator[str]:
    line = " "
    for word in words:
        if len(line) + len(word) >= width and line.strip():
            yield line
            line = " "
        line = f"{line} {word}"
    yield line


def _diagnostic(diagnostic: Diagnostic, comparison: Comparison, terminal: Terminal, *, show_secrets: bool) -> str:
    file = comparison.result.files.get(diagnostic.span.path)
    line = f":{file.position(diagnostic.span.start).line}" if file is not None else ""
    return (
        f"  {headline(diagnostic, terminal, show_secrets=show_secrets)}   {terminal.path(diagnostic.span.path)}{line}"
    )


def _summary(comparison: Comparison, names: Labels) -> Iterator[str]:
    certain = sum(each.certain for each in comparison.differences)
    perhaps = len(comparison.differences) - certain
    parts = [f"{plural(certain, 'setting')} differ{'s' if certain == 1 else ''}"] if certain else []
    parts += [f"{plural(perhaps, 'setting')} may differ"] if perhaps else []
    profiles = [side.settings.profile.value for side in comparison.sides]
    for number, (name, found) in enumerate(zip(names, comparison.diagnostics, strict=True)):
        parts += [f"{plural(len(found), 'diagnostic')} only of {name}"] if found else []
        if found and profiles[number] == "production" != profiles[1 - number]:
            other = names[1 - number]
            yield f"Rules about production were not asked about {other}: --profile production asks them about both."
    yield f"{', '.join(parts) or 'Nothing differs'}."
