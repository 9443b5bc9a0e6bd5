"""Values converted to the types of fields, as pydantic's core does it in lax mode; what is refused is a `ValidationError`."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import from_python, reason_of
from djauthlint.evaluator.enumerations import enum_value
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.iteration import items_of, keys_of
from djauthlint.evaluator.models.packages.pydantic.annotations import Kind
from djauthlint.evaluator.models.packages.pydantic.cases import literal, member
from djauthlint.evaluator.models.packages.pydantic.constraints import Limits, limits_of
from djauthlint.evaluator.models.packages.pydantic.scalars import CONVERTERS, Invalid, Undecided
from djauthlint.evaluator.models.packages.pydantic.secrets_and_urls import secret, url
from djauthlint.evaluator.models.packages.reading import exception_class, raise_class, undetermined
from djauthlint.evaluator.objects import key_of
from djauthlint.values import (
    Class,
    Dict,
    Entry,
    Hole,
    Instance,
    Item,
    Known,
    List,
    Object,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)

VALIDATION_ERROR: Final = exception_class("pydantic_core._pydantic_core.ValidationError", "ValueError", "Exception")
VALIDATION_ERROR.attributes.update(
    {name: Unknown(f"{name} of a ValidationError") for name in ("errors", "error_count", "json", "title")}
)
Build = Callable[[Call, Class, Value, bool], Tree[Value]]


@dataclass(frozen=True, slots=True)
class Validation:
    """The validation of one field.

    Arguments:
        call: the call that makes the model.
        field: what errors name.
        build: makes an instance of a model of a dict.
        legacy: whether this is pydantic 1.
    """

    call: Call
    field: str
    build: Build
    legacy: bool = False

    def reject(self, message: str) -> Any:
        """Raises a `ValidationError` in the present worlds."""
        return raise_class(self.call, VALIDATION_ERROR, f"{self.field}: {message}")

    def value(self, kind: Kind, tree: Tree[Value]) -> Tree[Value]:
        """A tree of values as a field of this type holds it.

        Raises:
            Unwind: nothing is accepted in any of the present worlds.
        """
        return self.call.run.lift(lambda leaf: self._checked(kind, leaf), tree)  # type: ignore[no-any-return]

    def _checked(self, kind: Kind, leaf: Value) -> Tree[Value]:
        try:
            return self._leaf(kind, leaf)
        except Invalid as invalid:
            return self.reject(str(invalid))  # type: ignore[no-any-return]

    def _leaf(self, kind: Kind, leaf: Value) -> Tree[Value]:
        """One leaf.

        Raises:
            Invalid: the type does not accept it.
        """
        limits = limits_of(kind.metadata)
        if limits is None:
            return self.call.undetermined(f"the type of {self.field}")
        if not limits.functions:
            return self._plain(kind, leaf, limits)
        bare = replace(kind, metadata=())
        tree: Tree[Value] = leaf
        for mode, function in reversed(limits.functions):
            if mode == "plain":
                return self._through(function, tree)
            if mode == "before":
                tree = self._through(function, tree)
        tree = self.call.run.lift(lambda each: self._checked_plain(bare, each, limits), tree)
        for mode, function in limits.functions:
            if mode == "after":
                tree = self._through(function, tree)
        return tree

    def _checked_plain(self, kind: Kind, leaf: Value, limits: Limits) -> Tree[Value]:
        try:
            return self._plain(kind, leaf, limits)
        except Invalid as invalid:
            return self.reject(str(invalid))  # type: ignore[no-any-return]

    def _through(self, function: Value, tree: Tree[Value]) -> Tree[Value]:
        return call_value(self.call.run, function, self.call.with_arguments([tree], {}))

    def _plain(self, kind: Kind, leaf: Value, limits: Limits) -> Tree[Value]:
        match kind.name:
            case "any":
                return leaf
            case "none":
                if isinstance(leaf, Known) and leaf.value is not None:
                    raise Invalid("Input should be None")
                return NONE if isinstance(leaf, Known) else self.unclear(leaf)
            case "union":
                return self._union(kind, leaf)
            case "literal":
                return literal(self, kind, leaf)
            case "enum":
                return member(self, kind, leaf)
            case "model":
                return self._model(kind, leaf)
            case "secret":
                return self._secret(kind, leaf, limits)
            case "url":
                return url(self.call, leaf, legacy=self.legacy)
            case "email":
                return self._email(leaf)
            case "json":
                return self._json(kind, leaf)
            case "list" | "sequence" | "tuple" | "set" | "frozenset":
                return self._collection(kind, leaf, limits)
            case "dict":
                return self._dict(kind, leaf)
        if kind.name in CONVERTERS:
            return self._scalar(kind, leaf, limits)
        return self.call.undetermined(f"the type of {self.field}")

    def unclear(self, leaf: Any, kind: str | None = None) -> Unknown:
        """What can't be said of a value."""
        return self.call.undetermined(reason_of(leaf) if not isinstance(leaf, Known) else None, kind)

    def _scalar(self, kind: Kind, leaf: Value, limits: Limits) -> Tree[Value]:
        convert, exact, result = CONVERTERS[kind.name]
        inner = enum_value(self.call.run, leaf) if isinstance(leaf, Instance) else None
        if isinstance(inner, Known) and kind.name == "str":
            leaf = inner
        if isinstance(leaf, Known):
            try:
                if limits.strict and type(leaf.value) is not exact:
                    raise Invalid(f"Input should be a valid {kind.name}")
                value = convert(leaf.value, legacy=self.legacy)
            except Undecided:
                return self.unclear(leaf, result or None)
            return Known(limits.checked(value, self.legacy), leaf.origin)
        if isinstance(leaf, Unknown):
            if limits.changes:
                return Unknown(leaf.reason, result, None, self.call.origin)
            if leaf.kind == result:
                return leaf
            return undetermined(self.call, leaf, result or None)
        if isinstance(leaf, (Instance, Object)):
            return self.unclear(leaf, result or None)
        raise Invalid(f"Input should be a valid {kind.name}")

    def _union(self, kind: Kind, leaf: Value) -> Tree[Value]:
        """As "smart" mode: the type that a value has already, else the first that accepts it."""
        if isinstance(leaf, Known) and leaf.value is None and any(inner.name == "none" for inner in kind.inner):
            return NONE
        inners = [inner for inner in kind.inner if inner.name != "none"]
        if len(inners) == 1:
            return self._leaf(inners[0], leaf)
        if isinstance(leaf, Known):
            exact = [inner for inner in inners if _has_type(inner, leaf.value)]
            simple = all(inner.name in CONVERTERS and not inner.metadata for inner in inners)
            if exact and not exact[0].metadata:
                return self._leaf(exact[0], leaf)
            if not simple:
                return self.unclear(leaf)
            for inner in inners:
                try:
                    return self._leaf(inner, leaf)
                except Invalid:
                    continue
            raise Invalid("Input should be one of the types of a union")
        if isinstance(leaf, Unknown) and leaf.kind == "str" and any(inner.name == "str" for inner in inners):
            return leaf
        fitting = [inner for inner in inners if _accepts(inner, leaf)]
        return self._leaf(fitting[0], leaf) if len(fitting) == 1 else self.unclear(leaf)

    def _model(self, kind: Kind, leaf: Value) -> Tree[Value]:
        assert kind.cls is not None
        if isinstance(leaf, Instance):
            from djauthlint.evaluator.inheritance import ancestors

            return leaf if any(base is kind.cls for base in ancestors(self.call.run, leaf.cls)) else self.unclear(leaf)
        if isinstance(leaf, Dict):
            return self.build(self.call, kind.cls, leaf, self.legacy)
        if isinstance(leaf, (Unknown, Object)):
            return self.unclear(leaf)
        raise Invalid(f"Input should be a valid dictionary or instance of {kind.cls.name}")

    def _secret(self, kind: Kind, leaf: Value, limits: Limits) -> Tree[Value]:
        if isinstance(leaf, Object) and leaf.path == "pydantic.types.SecretStr":
            return leaf
        inner = kind.inner[0] if kind.inner else Kind("str")
        if isinstance(leaf, Known) and isinstance(leaf.value, (str, bytes)):
            limits.check_size(len(leaf.value))
        return self.call.run.lift(lambda each: secret(self.call, each), self._leaf(inner, leaf))  # type: ignore[no-any-return]

    def _email(self, leaf: Value) -> Tree[Value]:
        if isinstance(leaf, Known):
            if not isinstance(leaf.value, str):
                raise Invalid("Input should be a valid string")
            name, at, host = leaf.value.partition("@")
            if at and leaf.value.isascii() and leaf.value.islower() and name and "." in host and " " not in leaf.value:
                return leaf
        return self.unclear(leaf, "str")

    def _json(self, kind: Kind, leaf: Value) -> Tree[Value]:
        inner = kind.inner[0] if kind.inner else Kind("any")
        if isinstance(leaf, Known) and isinstance(leaf.value, (str, bytes)):
            try:
                value = json.loads(leaf.value)
            except ValueError:
                raise Invalid("Invalid JSON") from None
            return self.value(inner, from_python(value, self.call.origin, self.call.run.worlds))
        if isinstance(leaf, Unknown):
            return self.unclear(leaf)
        raise Invalid("JSON input should be string, bytes or bytearray")

    # -- collections

    def _collection(self, kind: Kind, leaf: Value, limits: Limits) -> Tree[Value]:
        from djauthlint.evaluator.models.set_methods import set_from

        call, run = self.call, self.call.run
        if isinstance(leaf, Unknown):
            name = {"sequence": None, "frozenset": "set"}.get(kind.name, kind.name)
            made = undetermined(call, leaf, name) if name is not None else self.unclear(leaf)
            if isinstance(made, Set):
                made.frozen = kind.name == "frozenset"
            return made
        if kind.name == "sequence" and isinstance(leaf, (Set, Dict)):
            raise Invalid("Input should be a valid sequence")
        if isinstance(leaf, (List, Tuple)):
            items = leaf.items
        elif isinstance(leaf, Set):
            items = keys_of(run, leaf) if kind.name in ("set", "frozenset") else items_of(run, leaf, call.node)
        elif isinstance(leaf, (Known, Dict)):
            raise Invalid(f"Input should be a valid {kind.name}")
        else:
            return self.unclear(leaf)
        items = self._items(kind, items)
        size = None if any(isinstance(item, (Hole, Splice)) for item in items) else len(items)
        if size is not None and kind.name not in ("set", "frozenset"):
            limits.check_size(size)
        if kind.name == "tuple" or (kind.name == "sequence" and isinstance(leaf, Tuple)):
            return Tuple(items, call.origin)
        made_list = List(items, call.origin, run.worlds)
        if kind.name in ("set", "frozenset"):
            return set_from(call, made_list, frozen=kind.name == "frozenset")
        return made_list

    def _items(self, kind: Kind, items: tuple[Item, ...]) -> tuple[Item, ...]:
        inner = kind.inner
        fixed = kind.name == "tuple" and inner and inner[-1].name != "ellipsis"
        if fixed:
            if any(isinstance(item, (Hole, Splice)) for item in items):
                return (Hole("elements that can't be determined"),)
            if len(items) != len(inner):
                raise Invalid(f"Tuple should have {len(inner)} items after validation, not {len(items)}")
            return tuple(self.value(each, item) for each, item in zip(inner, items, strict=True))  # type: ignore[arg-type]
        element = inner[0] if inner else Kind("any")
        made: list[Item] = []
        for item in items:
            if isinstance(item, Hole):
                made.append(item)
            elif isinstance(item, Splice):
                made.append(item if element.name == "any" or _all_texts(element, item) else Hole(reason_of(item)))
            else:
                made.append(self.value(element, item))
        return tuple(made)

    def _dict(self, kind: Kind, leaf: Value) -> Tree[Value]:
        call, run = self.call, self.call.run
        if isinstance(leaf, Unknown):
            return undetermined(call, leaf, "dict")
        if not isinstance(leaf, Dict):
            if isinstance(leaf, (Known, List, Tuple, Set)):
                raise Invalid("Input should be a valid dictionary")
            return self.unclear(leaf)
        keys, values = kind.inner if len(kind.inner) == 2 else (Kind("any"), Kind("any"))
        result = Dict({}, call.origin, run.worlds, leaf.open, reordered=leaf.reordered)
        for entry in leaf.entries.values():
            there = run.here(run.present(entry.value))
            if there is False:
                continue

            def put(entry: Entry = entry) -> None:
                key = run.here(self.value(keys, entry.key))
                hashed = None if isinstance(key, Choice) else key_of(run, key)
                if hashed is None:
                    run.open_entries(result, "a key that can't be determined")
                else:
                    run.set_entry(result, hashed, key, self.value(values, run.here(entry.value)))

            run.split(there, put)
        return result


def _has_type(kind: Kind, value: Any) -> bool:
    exact = CONVERTERS.get(kind.name)
    if exact is not None:
        return isinstance(value, PurePosixPath) if kind.name == "path" else type(value) is exact[1]
    return kind.name == "any"


def _accepts(kind: Kind, leaf: Value) -> bool:
    match leaf:
        case Dict():
            return kind.name in ("dict", "model", "any")
        case List():
            return kind.name in ("list", "sequence", "tuple", "set", "frozenset", "any")
        case Tuple():
            return kind.name in ("list", "sequence", "tuple", "set", "frozenset", "any")
    return True


def _all_texts(kind: Kind, splice: Splice) -> bool:
    from djauthlint.conditions import leaves

    return kind.name == "str" and all(
        isinstance(item, Known) and isinstance(item.value, str) for items in leaves(splice.tree) for item in items
    )
