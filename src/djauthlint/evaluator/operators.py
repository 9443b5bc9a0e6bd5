"""Operators on values."""

from __future__ import annotations

import operator
import pathlib
import re
from collections.abc import Callable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, Worlds, both, either, opposite, replaced
from djauthlint.evaluator.convert import SCALARS, Undetermined, reason_of, to_python
from djauthlint.evaluator.interpreter import BULK, ITEMS, TEXT, GaveUp, Interpreter, changeable
from djauthlint.evaluator.iteration import flatten
from djauthlint.evaluator.models.iterables import Stream, View, use
from djauthlint.evaluator.models.shuffled import spread
from djauthlint.evaluator.questions import identity
from djauthlint.values import (
    ABSENT,
    PRESENT,
    Class,
    Dict,
    Entry,
    Globals,
    Hole,
    Instance,
    Items,
    Known,
    Lazy,
    Library,
    List,
    Object,
    Origin,
    Set,
    Slice,
    Splice,
    Tuple,
    Unknown,
    Value,
)

BINARY: Final[dict[str, tuple[str, Callable[[Any, Any], Any]]]] = {
    "Add": ("+", operator.add),
    "Subtract": ("-", operator.sub),
    "Multiply": ("*", operator.mul),
    "Divide": ("/", operator.truediv),
    "FloorDivide": ("//", operator.floordiv),
    "Modulo": ("%", operator.mod),
    "Power": ("**", operator.pow),
    "LeftShift": ("<<", operator.lshift),
    "RightShift": (">>", operator.rshift),
    "BitAnd": ("&", operator.and_),
    "BitOr": ("|", operator.or_),
    "BitXor": ("^", operator.xor),
    "MatrixMultiply": ("@", operator.matmul),
}

DUNDER: Final = {
    "Add": "add",
    "Subtract": "sub",
    "Multiply": "mul",
    "Divide": "truediv",
    "FloorDivide": "floordiv",
    "Modulo": "mod",
    "Power": "pow",
    "LeftShift": "lshift",
    "RightShift": "rshift",
    "BitAnd": "and",
    "BitOr": "or",
    "BitXor": "xor",
    "MatrixMultiply": "matmul",
}


def binary(run: Interpreter, name: str, left: Tree[Value], right: Tree[Value], node: cst.CSTNode) -> Tree[Value]:
    """`left <operator> right`; `name` is libcst's name of the operator."""
    name = name.removesuffix("Assign")
    return run.lift(lambda one, other: run.made(_binary(run, name, one, other, node)), left, right)  # type: ignore[no-any-return]


def _binary(run: Interpreter, name: str, left: Value, right: Value, node: cst.CSTNode) -> Any:
    origin = run.origin(node)
    if isinstance(left, Known) and isinstance(right, Known):
        return known(run, name, left.value, right.value, node, origin)
    if name == "Add":
        if isinstance(left, List) and isinstance(right, List):
            return List(_bounded(left.items + right.items), origin, run.worlds)
        if isinstance(left, Tuple) and isinstance(right, Tuple):
            return Tuple(_bounded(left.items + right.items), origin)
        if isinstance(left, (List, Tuple)) and isinstance(right, Unknown) and right.kind in (None, left.type_name):
            run.may_raise(right.reason, ("add", right.key, left.type_name))
            return _like(run, left, (*left.items, Hole(right.reason, right.among)), origin)
        if isinstance(right, (List, Tuple)) and isinstance(left, Unknown) and left.kind in (None, right.type_name):
            run.may_raise(left.reason, ("add", left.key, right.type_name))
            return _like(run, right, (Hole(left.reason, left.among), *right.items), origin)
    if name == "Modulo" and isinstance(left, Known) and isinstance(left.value, (str, bytes)):
        objects = right.items if isinstance(right, Tuple) else (right,)
        if any(map(_has_text, objects)) and isinstance(left.value, str) and not _CONVERSION.search(left.value):
            if not any(isinstance(each, (Hole, Splice)) for each in objects):
                return _with_texts(run, left, objects, node)
        try:
            return known(run, name, left.value, to_python(right), node, origin)
        except Undetermined as undetermined:
            run.may_raise(undetermined.reason, ("format", run.fresh()), "TypeError")
            return Unknown(undetermined.reason, type(left.value).__name__, None, origin)
    if name == "Multiply":
        sequence, count = (left, right) if isinstance(left, (List, Tuple)) else (right, left)
        if isinstance(sequence, (List, Tuple)) and isinstance(count, Known) and isinstance(count.value, int):
            if len(sequence.items) * max(count.value, 0) > ITEMS:
                raise GaveUp(f"a sequence becomes longer than {ITEMS} items")
            return _like(run, sequence, sequence.items * max(count.value, 0), origin)
    if any(getattr(side, "type_name", "") == "Counter" for side in (left, right)):
        return Unknown("the result of an operator on a Counter", origin=origin)
    left, right = (_plainly(run, side) for side in (left, right))
    if name == "BitOr" and isinstance(left, Dict) and isinstance(right, Dict):
        from djauthlint.evaluator.expressions import merge

        result = copy_dict(run, left, origin)
        merge(run, result, right, node)
        return result
    if isinstance(left, Set) and isinstance(right, Set) and name in ("BitOr", "BitAnd", "Subtract", "BitXor"):
        return set_operation(run, name, left, right, origin)
    hook = left.attributes.get(f"__{DUNDER[name]}__") if isinstance(left, Object) else None
    if hook is not None:
        from djauthlint.evaluator.calls import Call, call_value

        return call_value(run, hook, Call(run, node, [right]))
    if isinstance(left, Instance) or isinstance(right, Instance):
        from djauthlint.evaluator.enumerations import is_flag
        from djauthlint.evaluator.objects import call_operator

        if any(isinstance(side, Instance) and is_flag(run, side) for side in (left, right)):
            return Unknown("a combination of flags", origin=origin)
        return call_operator(run, DUNDER[name], left, right, node)
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Unknown):
            key = ("operator", name, side.key, _type(other), identity(other))
            run.may_raise(side.reason, key, _failure(name, left, right))
            among = changeable(left, right, *getattr(other, "items", ())) if name in ("Add", "Multiply") else ()
            return Unknown(
                side.reason, _kind(name, left, right), operator_symbol(name, left, right), origin, among=among
            )
    for side in (left, right):
        if isinstance(side, (Object, Library, Class)) and not isinstance(side, Stream):
            return Unknown(f"the result of {BINARY[name][0]} on {reason_of(side)}", origin=origin)
    if name == "BitOr" and _in_unions(left) and _in_unions(right):
        return Object("types.UnionType", {"__args__": Tuple((_in_union(left), _in_union(right)))}, origin)
    types = f"'{_type(left)}' and '{_type(right)}'"
    return run.error("TypeError", f"unsupported operand type(s) for {BINARY[name][0]}: {types}", node)


def _in_unions(value: Value) -> bool:
    return not isinstance(value, (List, Tuple, Dict, Set, Known)) or (isinstance(value, Known) and value.value is None)


def _in_union(value: Value) -> Value:
    """A part of a union of classes: None stands for its class there."""
    from djauthlint.evaluator.models.builtins import NONE_TYPE

    return NONE_TYPE if isinstance(value, Known) and value.value is None else value


def _failure(name: str, left: Value, right: Value) -> str | None:
    """What an operator on values of which one is undetermined may raise; None: more than one class."""
    if name not in ("Divide", "FloorDivide", "Modulo"):
        return "TypeError"
    kinds = {
        type(side.value).__name__ if isinstance(side, Known) else getattr(side, "kind", None) for side in (left, right)
    }
    return "ZeroDivisionError" if kinds <= {"int", "float", "bool"} else "TypeError" if "path" in kinds else None


_CONVERSION: Final = re.compile(r"%(?![s%])")
"""What `%` does with a value besides writing it as `str` does."""


def _has_text(value: Any) -> bool:
    return isinstance(value, Instance) or (isinstance(value, Object) and "__str__" in value.attributes)


def _with_texts(run: Interpreter, left: Known, objects: Items, node: cst.CSTNode) -> Tree[Value]:
    """`left % objects` with objects that have a `__str__`."""
    from djauthlint.evaluator.models.representation import str_of

    texts = [str_of(run, each, node) if _has_text(each) else each for each in objects]
    return run.lift(lambda *leaves: _binary(run, "Modulo", left, Tuple(leaves), node), *texts)  # type: ignore[no-any-return]


def _plainly(run: Interpreter, value: Value) -> Value:
    """What has the operators of another class as one of these: the keys or items of a dict as a set, names as a dict."""
    if isinstance(value, Globals):
        from djauthlint.evaluator.models.namespace_methods import as_dict

        return as_dict(run, value, None)
    if not isinstance(value, View) or value.path not in ("builtins.dict_keys", "builtins.dict_items"):
        return value
    from djauthlint.evaluator.expressions import add_all

    result = Set(origin=value.origin, born=run.worlds)
    add_all(run, result, value.read(run))
    return result


def _type(value: Value) -> str:
    if isinstance(value, Known):
        return type(value.value).__name__
    return value.type_name


def _like(run: Interpreter, model: List | Tuple, items: Items, origin: Origin | None) -> Value:
    return List(items, origin, run.worlds) if isinstance(model, List) else Tuple(items, origin)


def _bounded(items: Items) -> Items:
    if len(items) > ITEMS:
        raise GaveUp(f"a sequence becomes longer than {ITEMS} items")
    return items


def operator_symbol(name: str, left: Value, right: Value) -> Any:
    """What makes the results of two operations on undetermined operands the same question."""
    keys: list[Any] = []
    for side in (left, right):
        if isinstance(side, Known):
            keys.append(("known", type(side.value).__name__, side.value))
        elif isinstance(side, Unknown) and side.symbol is not None:
            keys.append(side.symbol)
        else:
            return None
    return ("operator", name, *keys)


def _kind(name: str, left: Value, right: Value) -> str | None:
    kinds = set()
    for side in (left, right):
        kinds.add(type(side.value).__name__ if isinstance(side, Known) else getattr(side, "kind", None))
    if (kinds == {"str"} and name == "Add") or (name == "Modulo" and "str" in kinds and isinstance(left, Known)):
        return "str"
    if kinds == {"int"} and name not in ("Divide", "Power"):
        return "int"
    if "path" in kinds and name == "Divide":
        return "path"
    return None


def known(run: Interpreter, name: str, left: Any, right: Any, node: cst.CSTNode, origin: Origin | None) -> Value:
    """An operator on two plain Python values, done by Python within bounds."""
    if name == "Power" and isinstance(left, (int, float)) and isinstance(right, int):
        if isinstance(left, int) and abs(right) * max(left.bit_length(), 1) > 100_000:
            raise GaveUp("a number becomes too large")
    elif name == "LeftShift" and isinstance(right, int) and right > 100_000:
        raise GaveUp("a number becomes too large")
    elif name == "Multiply":
        text, count = (left, right) if isinstance(left, (str, bytes)) else (right, left)
        if isinstance(text, (str, bytes)) and isinstance(count, int) and len(text) * count > TEXT:
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > 100_000:
            raise GaveUp("a number becomes too large")
    elif name == "Modulo" and isinstance(left, (str, bytes)):
        text = left.decode("latin-1") if isinstance(left, bytes) else left
        digits = "".join(character if character.isdigit() else " " for character in text).split()
        if "*" in text and isinstance(right, tuple) and any(isinstance(part, int) and part > TEXT for part in right):
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
        if any(len(number) > 6 for number in digits) and "%" in text:
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
    if isinstance(left, pathlib.PurePath) and name == "Divide" and isinstance(right, (str, pathlib.PurePath)):
        return Known(pathlib.PurePosixPath(left / right), origin)
    try:
        result = BINARY[name][1](left, right)
    except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
        return run.error(type(error).__name__, str(error), node)  # type: ignore[no-any-return]
    if isinstance(result, (str, bytes)) and len(result) > TEXT:
        raise GaveUp(f"a string becomes longer than {TEXT} characters")
    if result is not None and not isinstance(result, SCALARS):
        return Unknown(f"a {type(result).__name__} object", origin=origin)
    return Known(result, origin)


def unary(run: Interpreter, name: str, operand: Tree[Value], node: cst.CSTNode) -> Tree[Value]:
    """`-operand`, `+operand`, `~operand`."""
    functions: dict[str, Callable[[Any], Any]] = {
        "Minus": operator.neg,
        "Plus": operator.pos,
        "BitInvert": operator.invert,
    }
    function = functions[name]

    def one(leaf: Value) -> Any:
        if isinstance(leaf, Known):
            try:
                return Known(function(leaf.value), run.origin(node))
            except TypeError as error:
                return run.error("TypeError", str(error), node)
        if isinstance(leaf, Unknown):
            return Unknown(leaf.reason, leaf.kind, ("unary", name, leaf.key), run.origin(node))
        return Unknown("the result of an operator on an object", origin=run.origin(node))

    return run.lift(one, operand)  # type: ignore[no-any-return]


# -- comparison


def compare(run: Interpreter, name: str, left: Tree[Value], right: Tree[Value], node: cst.CSTNode) -> Worlds:
    """The present worlds in which a comparison holds; `name` is libcst's name of the operator."""
    if name == "NotEqual":
        return opposite(compare(run, "Equal", left, right, node))
    if name == "IsNot":
        return opposite(compare(run, "Is", left, right, node))
    if name == "NotIn":
        return opposite(compare(run, "In", left, right, node))
    function = {"Equal": equal, "Is": identical, "In": contains}.get(name)
    if function is not None:
        worlds: Worlds = run.lift(lambda one, other: function(run, one, other), left, right)
        return worlds
    return run.lift(lambda one, other: _ordered(run, name, one, other, node), left, right)


ORDER: Final[dict[str, tuple[str, Callable[[Any, Any], bool]]]] = {
    "LessThan": ("<", operator.lt),
    "LessThanEqual": ("<=", operator.le),
    "GreaterThan": (">", operator.gt),
    "GreaterThanEqual": (">=", operator.ge),
}

HOOKS: Final = {"LessThan": "__lt__", "LessThanEqual": "__le__", "GreaterThan": "__gt__", "GreaterThanEqual": "__ge__"}
REFLECTED: Final = {
    "LessThan": "GreaterThan",
    "LessThanEqual": "GreaterThanEqual",
    "GreaterThan": "LessThan",
    "GreaterThanEqual": "LessThanEqual",
}


def _hooked(run: Interpreter, method: Any, other: Value) -> Worlds:
    """What a modelled object itself says about a comparison."""
    from djauthlint.evaluator.calls import Call, call_value

    return run.truth(call_value(run, method, Call(run, cst.Name("_"), [other])))


REVERSED: Final = {"GreaterThan": "LessThanEqual", "LessThan": "GreaterThanEqual"}
"""Opposites of an order that is total: what is undetermined is asked in one form only."""


def _ordered(run: Interpreter, name: str, left: Value, right: Value, node: cst.CSTNode) -> Worlds:
    for side, other_side, method in ((left, right, HOOKS[name]), (right, left, HOOKS[REFLECTED[name]])):
        hooks = side.attributes if isinstance(side, Object) else getattr(side, "hooks", {})
        if method in hooks:
            return _hooked(run, hooks[method], other_side)
    if isinstance(left, Instance) or isinstance(right, Instance):
        from djauthlint.evaluator.enumerations import plain_member

        left, right = plain_member(run, left), plain_member(run, right)
    if isinstance(left, Instance) or isinstance(right, Instance):
        from djauthlint.evaluator.protocols import ordered_objects

        worlds = ordered_objects(run, HOOKS[name], left, right, node)
        if worlds is not None:
            return worlds
        key = ("order", name, run.fresh())
        run.may_raise("the order of objects of the project", key)
        return run.ask(key, f"{_words(run, left)} {ORDER[name][0]} {_words(run, right)}")
    try:
        one, other = to_python(left), to_python(right)
    except Undetermined:
        if isinstance(left, (Set, Dict)) or isinstance(right, (Set, Dict)):
            if any(isinstance(side, Dict) for side in (left, right)) or not all(
                isinstance(side, (Set, View, Object)) for side in (left, right)
            ):
                if not any(isinstance(side, (Unknown, Object)) for side in (left, right)):
                    types = f"'{_type(left)}' and '{_type(right)}'"
                    text = f"'{ORDER[name][0]}' not supported between instances of {types}"
                    return run.error("TypeError", text, node)  # type: ignore[no-any-return]
                run.may_raise("an order of containers", ("order", run.fresh()), "TypeError")
            key = ("order", name, identity(left), identity(right))
            return run.ask(key, f"{run.words(left)} {ORDER[name][0]} {run.words(right)}")
        if name in REVERSED:
            return opposite(_ordered(run, REVERSED[name], left, right, node))
        if isinstance(left, Tuple) and isinstance(right, Tuple) and left.items and right.items:
            return _ordered_tuples(run, name, left, right, node)
        key = operator_symbol(name, left, right) or ("order", name, identity(left), identity(right))
        for side, other in ((left, right), (right, left)):
            if isinstance(side, Unknown):
                run.may_raise(side.reason, ("order", side.key, _type(other)), "TypeError")
        if isinstance(left, (List, Tuple)) and isinstance(right, (List, Tuple)):
            run.may_raise("the order of elements that can't be determined", ("order", run.fresh()), "TypeError")
        return run.ask(key, f"{_words(run, left)} {ORDER[name][0]} {_words(run, right)}")
    try:
        return bool(ORDER[name][1](one, other))
    except TypeError as error:
        return run.error("TypeError", str(error), node)  # type: ignore[no-any-return]


def _ordered_tuples(run: Interpreter, name: str, left: Tuple, right: Tuple, node: cst.CSTNode) -> Worlds:
    """Tuples of which not all is known: the first items decide unless they are equal."""
    one, other = left.items[0], right.items[0]
    if isinstance(one, Known) and isinstance(other, Known):
        if one.value == other.value:
            return _ordered(run, name, Tuple(left.items[1:]), Tuple(right.items[1:]), node)
        return _ordered(run, name, one, other, node)
    if len(left.items) == len(right.items) == 1 and isinstance(one, Value) and isinstance(other, Value):
        return _ordered(run, name, one, other, node)
    return run.ask(
        ("order", name, identity(left), identity(right)), f"{_words(run, left)} {ORDER[name][0]} {_words(run, right)}"
    )


def _words(run: Interpreter, value: Value, depth: int = 2) -> str:
    if isinstance(value, Known):
        return '"' + value.value.replace('"', '\\"') + '"' if isinstance(value.value, str) else repr(value.value)
    if isinstance(value, Tuple) and depth and len(value.items) <= 20:
        return "(" + ", ".join(_words(run, item, depth - 1) for item in value.items if isinstance(item, Value)) + ")"
    return run.words(value)


def equal(run: Interpreter, left: Value, right: Value) -> Worlds:
    """The worlds in which two leaves are equal."""
    if isinstance(left, Known) and isinstance(right, Known):
        return bool(left.value == right.value)
    if left is right and not isinstance(left, Unknown):
        return True
    left, right = (_plainly(run, side) for side in (left, right))
    if isinstance(right, Unknown) and not isinstance(left, Unknown):
        left, right = right, left
    if isinstance(left, Unknown):
        if isinstance(right, Known):
            if not _comparable(left.kind, right.value):
                return False
            if left.kind == "bool":
                worlds = run._truth(left)
                return worlds if right.value == 1 else opposite(worlds) if right.value == 0 else False
            return run.equals_case(left, right.value)
        if isinstance(right, Unknown) and left.symbol is not None and left.symbol == right.symbol:
            return True
        return _asked_equal(run, left, right)
    if isinstance(left, (List, Tuple)) and isinstance(right, List if isinstance(left, List) else Tuple):
        return _equal_sequences(run, left, right)
    if isinstance(left, (Dict, Set)) and isinstance(right, Dict if isinstance(left, Dict) else Set):
        kinds = [getattr(side, "python", lambda plain: plain) for side in (left, right)]
        try:
            return bool(kinds[0](to_python(left)) == kinds[1](to_python(right)))
        except Undetermined:
            return _asked_equal(run, left, right)
    if isinstance(left, Slice) and isinstance(right, Slice):
        return equal(run, Tuple(left.bounds), Tuple(right.bounds))
    if isinstance(left, Instance) or isinstance(right, Instance):
        from djauthlint.evaluator.objects import instances_equal

        return instances_equal(run, left, right)
    for side, other in ((left, right), (right, left)):
        if isinstance(side, Object) and "__eq__" in side.attributes:
            return _hooked(run, side.attributes["__eq__"], other)
    if isinstance(left, Object) or isinstance(right, Object):
        if isinstance(left, (View, Stream)) or isinstance(right, (View, Stream)):
            return _equal_ranges(run, left, right)
        if (isinstance(left, Known) and left.value is None) or (isinstance(right, Known) and right.value is None):
            return False
        return _asked_equal(run, left, right)
    for side, other in ((left, right), (right, left)):
        # What a lazy text is depends on the language that is active when it is looked at.
        if isinstance(side, Lazy) and (
            isinstance(other, Lazy) or (isinstance(other, Known) and isinstance(other.value, str))
        ):
            return _asked_equal(run, left, right)
    return False


def _equal_ranges(run: Interpreter, left: Value, right: Value) -> Worlds:
    """Ranges are equal to ranges of the same numbers, iterators and views of values to themselves."""
    if not all(isinstance(side, View) and side.path == "builtins.range" for side in (left, right)):
        return _asked_equal(run, left, right) if isinstance(left, Object) and isinstance(right, Object) else False
    return _equal_sequences(run, Tuple(use(run, left)), Tuple(use(run, right)))


def _asked_equal(run: Interpreter, left: Value, right: Value) -> Worlds:
    key = ("equal", frozenset((identity(left), identity(right))))
    return run.ask(key, f"{_words(run, left)} == {_words(run, right)}")


def _comparable(kind: str | None, value: Any) -> bool:
    match kind:
        case None:
            return True
        case "str":
            return isinstance(value, str)
        case "int" | "float" | "bool":
            return isinstance(value, (int, float))
        case "path":
            return isinstance(value, pathlib.PurePath)
        case "bytes":
            return isinstance(value, bytes)
    return False


def _equal_sequences(run: Interpreter, left: List | Tuple, right: Any) -> Worlds:
    def one(items: Any, others: Any) -> Worlds:
        run.spend(5 + len(items.items) // BULK)
        if any(isinstance(item, Hole) for item in (*items.items, *others.items)):
            return _asked_equal(run, left, right)
        if len(items.items) != len(others.items):
            return False
        worlds: Worlds = True
        for first, second in zip(items.items, others.items):
            worlds = both(worlds, compare(run, "Equal", first, second, cst.Name("_")))
            if worlds is False:
                break
        return worlds

    return run.lift(one, boxed(flatten(run, left.items)), boxed(flatten(run, right.items)))  # type: ignore[no-any-return]


def boxed(tree: Any) -> Any:
    """A tree of items as a tree of values."""
    return replaced(tree, Tuple)


def unboxed(tree: Any) -> Items:
    """The opposite, as items: a stretch that differs by condition where the tree does."""
    return (Splice(replaced(tree, lambda leaf: leaf.items)),) if isinstance(tree, Choice) else tree.items  # type: ignore[no-any-return]


def identical(run: Interpreter, left: Value, right: Value) -> Worlds:
    """The worlds in which two leaves are the same object (for values without identity: equal and of one type)."""
    if isinstance(left, Known) and isinstance(right, Known):
        return type(left.value) is type(right.value) and left.value == right.value
    if left is right:
        return True
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return equal(run, left, right)
    return False


def contains(run: Interpreter, item: Value, container: Value) -> Worlds:
    """The worlds in which a leaf is in a container."""
    match container:
        case List() | Tuple():
            return in_items(run, item, container.items, container)
        case View() | Stream():
            return in_items(run, item, use(run, container), container)
        case Globals():
            from djauthlint.evaluator.models.namespace_methods import bound_in

            return bound_in(run, container, item)
        case Dict() | Set():
            from djauthlint.evaluator.objects import key_of

            key = key_of(run, frozen(item) if isinstance(container, Set) else item)
            if key is None:
                if container.open is None and not container.entries:
                    return False
                if container.open is None and isinstance(item, Unknown):
                    worlds: Worlds = False
                    for entry in container.entries.values():
                        worlds = either(worlds, both(run.present(entry.value), equal(run, item, entry.key)))
                    return worlds
                key = ("in", identity(item), container, container.changes)
                return run.ask(key, f"{_words(run, item)} in {run.words(container)}")
            found = container.entries.get(key)
            if found is not None:
                return run.present(found.value)
            if container.open is not None:
                key = ("in", key, container, container.unlisted)
                return run.ask(key, f"{_words(run, item)} in {run.words(container)}")
            return False
        case Known(value=str() as text):
            if isinstance(item, Known) and isinstance(item.value, str):
                return item.value in text
            if isinstance(item, Unknown):
                return run.ask(("in", item.key, text), f"{run.words(item)} in {text!r}")
        case Known(value=bytes() as data):
            if isinstance(item, Known) and isinstance(item.value, (bytes, int)):
                return item.value in data
        case Unknown():
            run.may_raise(container.reason, ("in", container.key, _type(item)), "TypeError")
            return run.ask(("in", identity(item), container.key), f"{_words(run, item)} in {run.words(container)}")
        case Instance() | Class():
            from djauthlint.evaluator.objects import object_contains

            return object_contains(run, item, container)
        case Object():
            hook = container.attributes.get("__contains__")
            if hook is not None:
                return _hooked(run, hook, item)
            return run.ask(("in", identity(item), container.key), f"{_words(run, item)} in {run.words(container)}")
    return run.error("TypeError", f"argument of type '{_type(container)}' is not iterable")  # type: ignore[no-any-return]


def frozen(item: Value) -> Value:
    """What a set looks for instead of a set, which is not hashable: a frozen one that equals it."""
    return Set(item.entries, item.origin, item.born, item.open, frozen=True) if isinstance(item, Set) else item


def in_items(run: Interpreter, item: Value, items: Items, container: Value) -> Worlds:
    worlds: Worlds = False
    run.spend(len(items) // BULK)
    for element in spread(items):
        if isinstance(element, Hole):
            text = f"{_words(run, item)} in {run.words(container)}"
            worlds = either(worlds, run.ask(("in", identity(item), element), text))
        elif isinstance(element, Splice):
            worlds = either(
                worlds, run.lift(lambda inner: in_items(run, item, inner.items, container), boxed(element.tree))
            )
        else:
            worlds = either(worlds, compare(run, "Equal", item, element, cst.Name("_")))
        if worlds is True:
            return True
    return worlds


# -- sets and dicts


def copy_dict(run: Interpreter, value: Dict, origin: Origin | None) -> Dict:
    """A shallow copy as it is in the present worlds."""
    entries = {}
    for key, entry in value.entries.items():
        tree = run.here(entry.value)
        if tree is not ABSENT:
            entries[key] = Entry(entry.key, tree)
    copy: Any = type(value)(entries, origin, run.worlds, value.open, path=value.path, reordered=value.reordered)
    copy.unseen = value.unseen
    if hasattr(value, "factory"):
        copy.factory = value.factory
    return copy


def set_operation(run: Interpreter, name: str, left: Set, right: Set, origin: Origin | None) -> Set:
    """Union, intersection, difference or symmetric difference."""
    result = Set(origin=origin, born=run.worlds, frozen=left.frozen)
    keys = {**left.entries, **right.entries}
    for key, entry in keys.items():
        one, other = _membership(run, left, key), _membership(run, right, key)
        if name == "BitOr":
            worlds = either(one, other)
        elif name == "BitAnd":
            worlds = both(one, other)
        elif name == "Subtract":
            worlds = both(one, opposite(other))
        else:
            worlds = either(both(one, opposite(other)), both(other, opposite(one)))
        worlds = run.here(worlds)
        if worlds is not False:
            from djauthlint.conditions import where

            result.entries[key] = Entry(entry.key, where(worlds, PRESENT, ABSENT))
    result.open = left.open or (right.open if name in ("BitOr", "BitXor") else None)
    return result


def _membership(run: Interpreter, container: Set, key: Any) -> Worlds:
    entry = container.entries.get(key)
    if entry is not None:
        return run.present(entry.value)
    if container.open is not None:
        return run.ask(("in", key, container, container.unlisted), f"{key!r} in {run.words(container)}")
    return False
