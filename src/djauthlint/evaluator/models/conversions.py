"""Builtin classes that make one value of another: `int`, `str`, `list`, `dict` and so on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, reason_of, to_python
from djauthlint.evaluator.expressions import from_worlds, merge
from djauthlint.evaluator.interpreter import TEXT, GaveUp
from djauthlint.evaluator.iteration import items_of
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.iterables import Stream, View, drain
from djauthlint.evaluator.models.representation import ascii_of, repr_of, str_of
from djauthlint.evaluator.models.scalars import plain
from djauthlint.evaluator.models.set_methods import set_from
from djauthlint.values import (
    Class,
    Dict,
    Globals,
    Instance,
    Items,
    Known,
    Lazy,
    List,
    Object,
    Set,
    Tuple,
    Unknown,
    Value,
)

FUNCTIONS_OF_PYTHON: Final[dict[str, Any]] = {"int": int, "float": float, "complex": complex, "bytes": bytes}
CONVERTED: Final[dict[str, str]] = {"int": "int", "float": "float", "complex": "complex", "bytes": "bytes"}

TEXT_CAST: Final = "cast of a text"
"""What may fail where a text is converted, which no value of another type does."""


def _cast(call: Call, function: Callable[..., Any], name: str) -> Any:
    """`int(...)` and the like: Python itself on plain arguments."""
    run = call.run
    for argument in call.args:
        if isinstance(argument, Instance):
            return _of_instance(call, argument, name)
    try:
        args = [to_python(argument) for argument in call.args]
        keywords = {key: to_python(argument) for key, argument in call.keywords.items()}
    except Undetermined as undetermined:
        return _undetermined(call, name, undetermined.reason)
    try:
        result = function(*args, **keywords)
    except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
        return raise_error(run, error, call.origin)
    return plain(result, call)


def _undetermined(call: Call, name: str, reason: str) -> Any:
    value = call.args[0] if call.args else None
    plain_kinds = (Known, Unknown, Object)
    if not all(isinstance(argument, plain_kinds) for argument in call.all()):
        stand_ins = [argument.value if isinstance(argument, Known) else object() for argument in call.args]
        try:
            return plain(FUNCTIONS_OF_PYTHON[name](*stand_ins), call)
        except (TypeError, ValueError) as error:
            return raise_error(call.run, error, call.origin)
    if not isinstance(value, (Unknown, Object)) or len(call.args) > 1 or call.keywords:
        call.run.may_raise(reason, (name, *(map(_key, call.all()))), "ValueError")
        return Unknown(
            reason, CONVERTED[name], ("method", ("text", name), name, tuple(map(_key, call.all()))), call.origin
        )
    if isinstance(value, Unknown) and value.kind == name:
        return value
    if not (isinstance(value, Unknown) and value.kind in ("int", "bool", "float") and name in ("int", "float")):
        kind = TEXT_CAST if isinstance(value, Unknown) and value.kind == "str" else "cast"
        call.run.may_raise(f"{name}({call.run.words(value)})", (kind, name, value.key), "ValueError")
    return Unknown(reason, CONVERTED[name], ("cast", name, value.key), call.origin)


def _key(value: Any) -> Any:
    if isinstance(value, Known):
        return (type(value.value).__name__, value.value)
    return value.key if isinstance(value, (Unknown, Object)) else value


def _of_instance(call: Call, value: Instance, name: str) -> Any:
    from djauthlint.evaluator.enumerations import enum_value, scalar_member
    from djauthlint.evaluator.objects import find_method

    method = find_method(call.run, value, f"__{name}__")
    if method is not None:
        return call_value(call.run, method, call.with_arguments([], {}))
    inner = enum_value(call.run, value)
    if isinstance(inner, Known) and scalar_member(call.run, value):
        return FUNCTIONS_BY_NAME[name](call.with_arguments([inner, *call.args[1:]]))
    return Unknown(f"{name}() of an object of the project", CONVERTED[name], None, call.origin)


def integer(call: Call) -> Any:
    """`int(...)`."""
    return _cast(call, int, "int")


def floating(call: Call) -> Any:
    """`float(...)`."""
    return _cast(call, float, "float")


def complex_number(call: Call) -> Any:
    """`complex(...)`."""
    return _cast(call, complex, "complex")


FUNCTIONS_BY_NAME: Final[dict[str, Callable[[Call], Any]]] = {
    "int": integer,
    "float": floating,
    "complex": complex_number,
}


def boolean(call: Call) -> Any:
    """`bool(value)`."""
    if call.keywords or len(call.args) > 1:
        return call.run.error("TypeError", "bool expected at most 1 argument", call.node)
    if not call.args:
        return Known(False, call.origin)
    return from_worlds(call.run, call.run.truth(call.args[0]), call.origin)


def string(call: Call) -> Any:
    """`str(value)`, `str(data, encoding, errors)`."""
    value = call.get(0, "object")
    if value is None:
        return Known("", call.origin)
    if len(call.all()) == 1:
        texts = isinstance(value, Object) and "__str__" in value.attributes
        if not texts and (isinstance(value, (Class, Object, Lazy, Globals)) or not isinstance(value, Value)):
            return Unknown("the text of an object", "str", ("cast", "str", _key(value)), call.origin)
        return str_of(call.run, value, call.node)
    if isinstance(value, Known) and isinstance(value.value, bytes):
        from djauthlint.evaluator.models.scalars import METHODS

        arguments = [
            argument
            for argument in (call.get(1, "encoding") or Known("utf-8"), call.get(2, "errors"))
            if argument is not None
        ]
        return METHODS[bytes]["decode"].call(call.with_arguments([value, *arguments], {}))
    if isinstance(value, Known):
        return call.run.error(
            "TypeError", f"decoding to str: need a bytes-like object, {type(value.value).__name__} found", call.node
        )
    return Unknown(reason_of(value), "str", None, call.origin)


def byte_string(call: Call) -> Any:
    """`bytes(...)`."""
    value = call.get(0, "source")
    if value is None:
        return Known(b"", call.origin)
    if len(call.all()) > 1 and not (
        isinstance(value, Unknown) or (isinstance(value, Known) and isinstance(value.value, str))
    ):
        return call.run.error("TypeError", "encoding without a string argument", call.node)
    if isinstance(value, Known):
        if isinstance(value.value, str):
            from djauthlint.evaluator.models.scalars import METHODS

            encoding = call.get(1, "encoding")
            if encoding is None:
                return call.run.error("TypeError", "string argument without an encoding", call.node)
            arguments = [value, encoding, *([call.get(2, "errors")] if call.get(2, "errors") is not None else [])]
            return METHODS[str]["encode"].call(call.with_arguments(arguments, {}))
        if isinstance(value.value, int) and value.value > TEXT:
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
    elif isinstance(value, (List, Tuple, Set)):
        try:
            python: Any = to_python(value)
        except Undetermined as undetermined:
            return Unknown(undetermined.reason, "bytes", None, call.origin)
        if isinstance(python, (set, frozenset)) and len(python) > 1:
            return Unknown("the order of a set's elements", "bytes", None, call.origin)
        try:
            return plain(bytes(python), call)
        except (TypeError, ValueError) as error:
            return raise_error(call.run, error, call.origin)
    elif not isinstance(value, Unknown):
        return Unknown("bytes of an object", "bytes", None, call.origin)
    return _cast(call, bytes, "bytes")


def byte_array(call: Call) -> Any:
    """`bytearray(...)`: a mutable object that no setting holds."""
    return Object("builtins.bytearray", {}, call.origin)


def _elements(call: Call, leaf: Value) -> Items:
    if isinstance(leaf, (View, Stream)):
        return drain(call.run, leaf)
    return items_of(call.run, leaf, call.node)


def _items(call: Call, name: str) -> Items:
    if call.keywords or len(call.args) > 1:
        call.run.error("TypeError", f"{name} expected at most 1 argument", call.node)
    if not call.args:
        return ()
    tree = call.run.here(call.args[0])
    if not isinstance(tree, Choice):
        return _elements(call, tree)
    from djauthlint.evaluator.operators import boxed, unboxed

    return unboxed(call.run.lift(lambda leaf: boxed(_elements(call, leaf)), tree))


def new_list(call: Call) -> Value:
    """`list(iterable)`."""
    return List(_items(call, "list"), call.origin, call.run.worlds)


def new_tuple(call: Call) -> Tree[Value]:
    """`tuple(iterable)`."""
    return Tuple(_items(call, "tuple"), call.origin)


def new_set(call: Call) -> Any:
    """`set(iterable)`."""
    return _set(call, frozen=False)


def frozen_set(call: Call) -> Any:
    """`frozenset(iterable)`."""
    return _set(call, frozen=True)


def _set(call: Call, *, frozen: bool) -> Any:
    if call.keywords or len(call.args) > 1:
        return call.run.error("TypeError", "set expected at most 1 argument", call.node)
    if not call.args:
        return Set(origin=call.origin, born=call.run.worlds, frozen=frozen)
    return set_from(call, call.args[0], frozen=frozen)  # type: ignore[arg-type]


def dictionary(call: Call) -> Any:
    """`dict(mapping or pairs, **entries)`."""
    run = call.run
    if len(call.args) > 1:
        return run.error("TypeError", f"dict expected at most 1 argument, got {len(call.args)}", call.node)
    result = Dict(origin=call.origin, born=run.worlds)
    if call.args:
        merge(run, result, call.args[0], call.node)
    for name, value in call.keywords.items():
        run.set_entry(result, name, Known(name, call.origin), run.here(value))
    return result


def representation(call: Call) -> Any:
    """`repr(value)`."""
    return repr_of(call.run, call.args[0], call.node) if len(call.args) == 1 else _one_argument(call, "repr")


def ascii_representation(call: Call) -> Any:
    """`ascii(value)`."""
    return ascii_of(call.run, call.args[0], call.node) if len(call.args) == 1 else _one_argument(call, "ascii")


def _one_argument(call: Call, name: str) -> Any:
    return call.run.error("TypeError", f"{name}() takes exactly one argument ({len(call.args)} given)", call.node)


def formatted(call: Call) -> Any:
    """`format(value, spec)`."""
    from djauthlint.evaluator.texts import format_value

    if not 1 <= len(call.args) <= 2:
        return _one_argument(call, "format")
    return format_value(call.run, call.args[0], None, call.args[1] if len(call.args) > 1 else Known(""), call.node)


def _pure(
    name: str, function: Callable[..., Any], kind: str, check: Callable[..., None] | None = None
) -> Callable[[Call], Any]:
    def body(call: Call) -> Any:
        try:
            args = [to_python(argument) for argument in call.args]
            keywords = {key: to_python(argument) for key, argument in call.keywords.items()}
        except Undetermined as undetermined:
            reason = undetermined.reason
            keys = tuple(map(_key, call.all()))
            call.run.may_raise(reason, (name, *keys), "TypeError")
            if any(isinstance(argument, Instance) for argument in call.all()):
                return call.undetermined(reason)
            symbol = (
                ("cast", name, keys[0])
                if len(keys) == 1 and isinstance(keys[0], tuple)
                else ("method", ("text", name), name, keys)
            )
            return Unknown(reason, kind, symbol, call.origin)
        if check is not None:
            check(*args)
        try:
            result = function(*args, **keywords)
        except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
            return raise_error(call.run, error, call.origin)
        return plain(result, call)

    return body


def _check_power(base: Any = 0, exponent: Any = 0, modulus: Any = None) -> None:
    if (
        isinstance(base, int)
        and isinstance(exponent, int)
        and modulus is None
        and abs(exponent) * max(base.bit_length(), 1) > 100_000
    ):
        raise GaveUp("a number becomes too large")


def from_bytes(call: Call) -> Any:
    """`int.from_bytes(data, order)`."""
    return _pure("int.from_bytes", int.from_bytes, "int")(call)


def from_hex(call: Call) -> Any:
    """`float.fromhex(text)`."""
    return _pure("float.fromhex", float.fromhex, "float")(call)


def bytes_from_hex(call: Call) -> Any:
    """`bytes.fromhex(text)`."""
    return _pure("bytes.fromhex", bytes.fromhex, "bytes")(call)


def translation(call: Call) -> Any:
    """`str.maketrans(...)`."""
    function: Any = (
        bytes.maketrans
        if call.args and isinstance(call.args[0], Known) and isinstance(call.args[0].value, bytes)
        else str.maketrans
    )
    return _pure("maketrans", function, "dict")(call)


FUNCTIONS: Final[dict[str, Callable[[Call], Any]]] = {
    "repr": representation,
    "ascii": ascii_representation,
    "format": formatted,
    "chr": _pure("chr", chr, "str"),
    "ord": _pure("ord", ord, "int"),
    "hex": _pure("hex", hex, "str"),
    "oct": _pure("oct", oct, "str"),
    "bin": _pure("bin", bin, "str"),
    "abs": _pure("abs", abs, "number"),
    "round": _pure("round", round, "number"),
    "divmod": _pure("divmod", divmod, "tuple"),
    "pow": _pure("pow", pow, "number", _check_power),
}
WITH_TREES: Final[frozenset[str]] = frozenset()
"""Those of the functions that take trees."""
