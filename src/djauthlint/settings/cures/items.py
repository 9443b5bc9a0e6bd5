"""Edits of what stands between brackets: an item that comes, goes, or moves, in the form that its neighbours have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import libcst

from djauthlint.diagnostics import Edit
from djauthlint.settings.containers import Element, Part
from djauthlint.settings.cures import statements, values
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.statements import with_statement
from djauthlint.settings.cures.syntax import Text, ancestors, parents
from djauthlint.settings.cures.writing import written
from djauthlint.settings.places import removal
from djauthlint.settings.reading import origin_of
from djauthlint.settings.scenarios import Undetermined
from djauthlint.settings.sequences import Plain
from djauthlint.values import ABSENT, List, Origin, Tuple

if TYPE_CHECKING:
    from djauthlint.settings.setting import Setting

_DISPLAYS = (libcst.List, libcst.Tuple, libcst.Set)


@dataclass(frozen=True, slots=True)
class Written:
    """An item as it is written between brackets.

    Arguments:
        text: that of its file.
        start: where it begins.
        end: where it ends.
        display: the brackets.
        index: which of the items it is.
    """

    text: Text
    start: int
    end: int
    display: libcst.List | libcst.Tuple | libcst.Set
    index: int

    @classmethod
    def of(cls, element: Element) -> Written | None:
        """How an element is written, None where it is not an item between brackets."""
        origin = origin_of(element.leaf)
        if origin is None or origin.file.path not in element.settings.evaluation.files:
            return None
        text = Text(origin.file)
        known = parents(text.tree)
        item = known.get(id(origin.node))
        display = None if item is None else known.get(id(item))
        if not isinstance(item, libcst.Element) or not isinstance(display, _DISPLAYS):
            return cls._by_name(element)
        start, end = text.range(origin.node)
        index = next(number for number, each in enumerate(display.elements) if each is item)
        return cls(text, start, end, display, index)

    @classmethod
    def _by_name(cls, element: Element) -> Written | None:
        """How an element is written that stands between brackets by a name: `[SESSION, CSRF]`, to which nothing was done."""
        owner = element.owner.leaf
        origin = origin_of(owner) if isinstance(owner, (List, Tuple)) else None
        if origin is None or not isinstance(origin.node, _DISPLAYS) or len(element.place) != 1:
            return None
        items = origin.node.elements
        is_as_written = len(items) == len(owner.items) and not (isinstance(owner, List) and owner.history)
        if not is_as_written or any(isinstance(each, libcst.StarredElement) for each in items):
            return None
        index = element.place[0]
        text = Text(origin.file)
        return cls(text, *text.range(items[index].value), origin.node, index)

    @property
    def comma(self) -> int | None:
        """Where the comma behind it stands."""
        return self.text.comma_after(self.end)

    @property
    def indentation(self) -> str | None:
        """The whitespace before it, None where something else stands before it on its line."""
        return self.text.indentation(self.start)

    @property
    def has_own_line(self) -> bool:
        """Whether no other item stands on its lines."""
        end = self.end if self.comma is None else self.comma + 1
        return self.indentation is not None and self.text.ends_line(end)

    @property
    def count(self) -> int:
        """How many items there are between the brackets."""
        return len(self.display.elements)

    def neighbour(self, step: int) -> tuple[int, int] | None:
        """Where another item between the brackets begins and ends."""
        index = self.index + step
        return self.text.range(self.display.elements[index].value) if 0 <= index < self.count else None


def after_last(text: Text, start: int, end: int, new: str) -> Edits:
    """Edits that write an item behind another one.

    Arguments:
        text: that of the file.
        start: where the other item begins.
        end: where it ends.
        new: the item.
    """
    comma = text.comma_after(end)
    indentation = text.indentation(start)
    behind = end if comma is None else comma + 1
    if indentation is None:
        return (Edit(text.span(end, end), f", {new}"),)
    if not text.ends_line(behind):
        return (Edit(text.span(end, end), f",{text.newline}{indentation}{new}" if comma is None else f", {new}"),)
    line_end = text.line_end(behind)
    if comma is not None:
        return (Edit(text.span(line_end, line_end), f"{text.newline}{indentation}{new},"),)
    if line_end == end:
        return (Edit(text.span(end, end), f",{text.newline}{indentation}{new}"),)
    return (Edit(text.span(end, end), ","), Edit(text.span(line_end, line_end), f"{text.newline}{indentation}{new}"))


def before(item: Written, new: str) -> Edits:
    """Edits that write an item before another one; the comments above that stay with it."""
    text = item.text
    if item.indentation is None:
        return (Edit(text.span(item.start, item.start), f"{new}, "),)
    start = text.comments_above(item.start)
    return (Edit(text.span(start, start), f"{item.indentation}{new},{text.newline}"),)


def written_before(element: Element, value: Any) -> Iterator[Edits]:
    """Edits that write another element before one, in the list that it is written in: where that is made, so is this."""
    item = Written.of(element)
    if item is not None:
        yield before(item, written(value, item.text.quote))


def inserted(setting: Setting, value: Any, at: int) -> Iterator[Edits]:
    """Edits that insert an element.

    Arguments:
        setting: a list or tuple.
        value: the element.
        at: its place among the elements that there are in this scenario.
    """
    leaf = setting.own_leaf
    if leaf is ABSENT:
        default = [*setting.value]
        yield from statements.new_assignment(setting.settings, setting.name, [*default[:at], value, *default[at:]])
        return
    taken = _taken_away(setting, leaf, value)
    if taken is not None:
        yield statements.removed(taken)
        return
    elements = setting.elements
    if at > 0:
        item = Written.of(elements[at - 1])
        if item is not None:
            yield after_last(item.text, item.start, item.end, written(value, item.text.quote))
    if at < len(elements):
        item = Written.of(elements[at])
        if item is not None:
            yield before(item, written(value, item.text.quote))
    if not elements and isinstance(leaf, (List, Tuple)) and leaf.origin is not None:
        yield from _between_empty(leaf.origin, value)
    yield from _statement(setting, leaf, value, at, len(elements))


def _taken_away(owner: Setting | Part, leaf: object, value: Any) -> Origin | None:
    """The statement that takes out of a list what is to be put in."""
    if not isinstance(leaf, List):
        return None
    found = removal(leaf.history, lambda text: bool(text == value), owner.settings.scenario.chosen)
    if found is None or found.file.path not in owner.settings.evaluation.files:
        return None
    around = next(ancestors(found))
    return Origin(found.file, around) if isinstance(around, libcst.Expr) else found


def appended(part: Part, value: Any) -> Iterator[Edits]:
    """Edits that add an element at the end of a list or tuple that is an entry of a dict, or that begin the list, and the dict around it."""
    if part.leaf is ABSENT:
        owner = part.owner
        if isinstance(owner, Part) and owner.leaf is ABSENT:
            yield from values.of_part(owner, {part.key: [value]})
        else:
            yield from values.of_part(part, [value])
        return
    taken = _taken_away(part, part.leaf, value)
    if taken is not None:
        yield statements.removed(taken)
        return
    elements = part.elements
    if not elements and isinstance(part.leaf, (List, Tuple)) and part.leaf.origin is not None:
        yield from _between_empty(part.leaf.origin, value)
    for element in elements[-1:]:
        item = Written.of(element)
        if item is not None:
            yield after_last(item.text, item.start, item.end, written(value, item.text.quote))


def _between_empty(display: Origin, value: Any) -> Iterator[Edits]:
    node = display.node
    text = Text(display.file)
    new = written(value, text.quote)
    if isinstance(node, libcst.List) and not node.elements:
        start = text.range(node)[0] + 1
        yield (Edit(text.span(start, start), new),)
    elif isinstance(node, libcst.Tuple) and not node.elements and node.lpar:
        start = text.range(node.lpar[-1])[0] + 1
        yield (Edit(text.span(start, start), f"{new},"),)


def _statement(setting: Setting, leaf: object, value: Any, at: int, count: int) -> Iterator[Edits]:
    """An edit of the entry module that inserts an element into what another module made."""
    name = setting.name
    if isinstance(leaf, List):
        new = written([value], '"')
        yield from with_statement(
            setting.settings, f"{name} += {new}" if at == count else f"{name}.insert({at}, {new[1:-1]})"
        )
    elif isinstance(leaf, Tuple):
        new = written((value,), '"')
        yield from with_statement(
            setting.settings,
            f"{name} += {new}" if at == count else f"{name} = (*{name}[:{at}], {new[1:-2]}, *{name}[{at}:])",
        )


def has_other(element: Element, value: Any) -> bool:
    """Whether another element of a list, tuple or set certainly is a value."""
    try:
        return any(
            each.place != element.place and each.is_literal and each.value == value for each in element.owner.elements
        )
    except Undetermined:
        return False


def removed(element: Element) -> Iterator[Edits]:
    """Edits that take an element out; its comments stay."""
    item = Written.of(element)
    if item is not None and not _is_alone_in_addition(item):
        yield _without(item)
    else:
        statement = _statement_adding(element, item)
        if statement is not None:
            yield statements.removed(statement)


def _is_alone_in_addition(item: Written) -> bool:
    """Whether it is all that a statement `X += [...]` adds."""
    return item.count == 1 and isinstance(parents(item.text.tree).get(id(item.display)), libcst.AugAssign)


def _statement_adding(element: Element, item: Written | None) -> Origin | None:
    """The expression or statement of its own that adds an element and nothing else: `X.append(...)`, `X += [...]`."""
    if item is not None:
        node = parents(item.text.tree)[id(item.display)]
        return Origin(item.text.file, node)
    call = _call_adding(element)
    if call is None:
        return None
    around = next(ancestors(call))
    return Origin(call.file, around) if isinstance(around, libcst.Expr) else None


def _call_adding(element: Element) -> Origin | None:
    """The call `X.append(...)` or `X.insert(..., ...)` that an element is the last argument of."""
    origin = origin_of(element.leaf)
    if origin is None or origin.file.path not in element.settings.evaluation.files:
        return None
    around = ancestors(origin)
    argument, call = next(around, None), next(around, None)
    match call:
        case libcst.Call(func=libcst.Attribute(attr=libcst.Name("append" | "insert")), args=[*_, last]) if (
            last is argument
        ):
            return Origin(origin.file, call)
        case _:
            return None


def _without(item: Written, *, moves: bool = False) -> Edits:
    """Edits that take an item out.

    Arguments:
        item: the item.
        moves: whether it comes back between the same brackets.
    """
    text, comma = item.text, item.comma
    end = item.end if comma is None else comma + 1
    # The comma of a tuple with one element is what makes it one.
    makes_single = isinstance(item.display, libcst.Tuple) and item.count == 2 and not moves
    single = _single_comma(item) if makes_single else ()
    if item.has_own_line:
        comment = text.text[end : text.line_end(end)].strip()
        if comment:
            return (Edit(text.span(item.start, text.line_end(end)), comment), *single)
        return (Edit(text.span(text.line_start(item.start), text.next_line(end)), ""), *single)
    following, preceding = item.neighbour(1), item.neighbour(-1)
    if following is not None and not _has_comment(text, item.end, following[0]):
        return (Edit(text.span(item.start, following[0]), ""), *single)
    if preceding is not None and not _has_comment(text, preceding[1], item.start):
        start = preceding[1] + makes_single
        return (Edit(text.span(start, end), "" if comma is None or makes_single else ","),)
    return (Edit(text.span(item.start, end), ""), *single)


def _single_comma(item: Written) -> Edits:
    """The comma that the element which is left needs, where it has none."""
    left = item.neighbour(1) or item.neighbour(-1)
    if left is None or item.text.comma_after(left[1]) is not None:
        return ()
    return (Edit(item.text.span(left[1], left[1]), ","),)


def _has_comment(text: Text, start: int, end: int) -> bool:
    return "#" in text.text[start:end] or "\n" in text.text[start:end]


def moved(element: Element, target: Element, *, behind: bool) -> Iterator[Edits]:
    """Edits that move an element directly before or behind another one, with the comments that belong to it.

    Arguments:
        element: what is moved.
        target: where to.
        behind: whether behind it.
    """
    item, other = Written.of(element), Written.of(target)
    if item is None or _is_alone_in_addition(item):
        yield from _moved_statement(element, target, item, behind=behind)
        return
    if other is None:
        return
    text = item.text
    if item.has_own_line and other.has_own_line:
        yield _moved_lines(item, other, behind=behind)
        return
    new = text.text[item.start : item.end]
    place = after_last(other.text, other.start, other.end, new) if behind else before(other, new)
    yield (*_without(item, moves=item.display is other.display), *place)


def _moved_statement(element: Element, target: Element, item: Written | None, *, behind: bool) -> Iterator[Edits]:
    """Edits of the statement that adds an element: it inserts it where it belongs."""
    owner = element.owner
    places = [each.place for each in owner.elements]
    at, there = places.index(element.place), places.index(target.place)
    at = there + behind - (at < there)
    call = _call_adding(element)
    if call is not None:
        yield (_inserting(call, at),)
    elif item is not None and isinstance(owner.leaf, List):
        text = item.text
        statement = parents(text.tree)[id(item.display)]
        assert isinstance(statement, libcst.AugAssign)
        target_text = text.text[slice(*text.range(statement.target))]
        new = f"{target_text}.insert({at}, {text.text[item.start : item.end]})"
        yield (Edit(text.span(*text.range(statement)), new),)


def _inserting(call: Origin, at: int) -> Edit:
    """An edit that makes a call insert at a place."""
    text, node = Text(call.file), call.node
    assert isinstance(node, libcst.Call)
    assert isinstance(node.func, libcst.Attribute)
    if len(node.args) > 1:
        return Edit(text.span(*text.range(node.args[0].value)), str(at))
    start = text.range(node.func.attr)[0]
    argument = text.range(node.args[0].value)[0]
    return Edit(text.span(start, argument), f"insert({at}, ")


def _moved_lines(item: Written, other: Written, *, behind: bool) -> Edits:
    text = item.text
    block = Block.of(item)
    edits = [Edit(text.span(block.start, block.end), "")]
    if behind:
        comma = other.comma
        if comma is None:
            edits.append(Edit(other.text.span(other.end, other.end), ","))
        start = other.text.next_line(other.end if comma is None else comma)
    else:
        start = other.text.comments_above(other.start)
    indentation = other.indentation or ""
    edits.append(Edit(other.text.span(start, start), block.text(indentation, other.text.newline)))
    return tuple(edits)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of an item: the comments above it, the item, and what stands behind it."""

    item: Written
    start: int
    end: int

    @classmethod
    def of(cls, item: Written) -> Block:
        behind = item.end if item.comma is None else item.comma
        return cls(item, item.text.comments_above(item.start), item.text.next_line(behind))

    def text(self, indentation: str, newline: str) -> str:
        """The lines with a comma and another indentation."""
        whole = self.item.text.text
        comma = "" if self.item.comma is not None else ","
        lines = whole[self.start : self.item.end] + comma + whole[self.item.end : self.end]
        old = self.item.indentation or ""
        found = [line.removeprefix(old) for line in lines.splitlines()]
        return "".join(f"{indentation}{line}{newline}" for line in found)


def split(element: Element, parts: Sequence[Plain]) -> Iterator[Edits]:
    """Edits that put the comma that is missing between the literals that an element is written as."""
    origin = origin_of(element.leaf)
    if origin is None or origin.file.path not in element.settings.evaluation.files:
        return
    text, node = Text(origin.file), origin.node
    edits: list[Edit] = []
    while isinstance(node, libcst.ConcatenatedString):
        end = text.range(node.left)[1]
        edits.append(Edit(text.span(end, end), ","))
        node = node.right
    if len(edits) == len(parts) - 1:
        yield tuple(edits)
