"""Attributes and methods of immutable Python values, executed by Python itself on plain copies of the arguments."""

from __future__ import annotations

import datetime
import decimal
import enum
import pathlib
import re
from collections.abc import Callable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.interpreter import ITEMS, TEXT, GaveUp, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.values import ABSENT, Bound, Builtin, Hole, Instance, Known, List, Object, Tuple, Unknown, Value

KINDS: Final[dict[type, str]] = {
    bool: "bool",
    int: "int",
    float: "float",
    complex: "complex",
    str: "str",
    bytes: "bytes",
    decimal.Decimal: "decimal.Decimal",
    datetime.datetime: "datetime.datetime",
    datetime.date: "datetime.date",
    datetime.timedelta: "datetime.timedelta",
    re.Pattern: "re.Pattern",
    pathlib.PurePosixPath: "pathlib.Path",
    type(None): "NoneType",
}
"""The dotted path of the class of a scalar, without `builtins`."""

_NUMBER: Final = "real imag conjugate"
_INTEGER: Final = f"{_NUMBER} numerator denominator bit_length bit_count to_bytes as_integer_ratio is_integer"
_TEXT: Final = (
    "capitalize center count endswith expandtabs find index isalnum isalpha isascii isdigit islower isspace istitle isupper ljust "
    "lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines "
    "startswith strip swapcase title translate upper zfill"
)
_DATE: Final = "year month day replace weekday isoweekday isocalendar toordinal isoformat ctime strftime"
_DECIMAL: Final = (
    "adjusted as_integer_ratio as_tuple canonical compare compare_signal compare_total compare_total_mag conjugate copy_abs "
    "copy_negate copy_sign exp fma imag is_canonical is_finite is_infinite is_nan is_normal is_qnan is_signed is_snan is_subnormal "
    "is_zero ln log10 logb max max_mag min min_mag next_minus next_plus next_toward normalize number_class quantize radix real "
    "remainder_near rotate same_quantum scaleb shift sqrt to_eng_string to_integral to_integral_exact to_integral_value"
)

NAMES: Final[dict[type, frozenset[str]]] = {
    bool: frozenset(_INTEGER.split()),
    int: frozenset(_INTEGER.split()),
    float: frozenset(f"{_NUMBER} as_integer_ratio hex is_integer".split()),
    complex: frozenset(_NUMBER.split()),
    str: frozenset(
        f"{_TEXT} casefold encode format format_map isdecimal isidentifier isnumeric isprintable join".split()
    ),
    bytes: frozenset(f"{_TEXT} decode hex join".split()),
    decimal.Decimal: frozenset(_DECIMAL.split()),
    datetime.timedelta: frozenset("days seconds microseconds total_seconds".split()),
    datetime.date: frozenset(_DATE.split()),
    datetime.datetime: frozenset(f"{_DATE} hour minute second microsecond fold date".split()),
    re.Pattern: frozenset("pattern flags groups groupindex".split()),
    type(None): frozenset(),
}
"""The names that are pure: they look at the value and the arguments, at nothing else."""

PROPERTIES: Final = frozenset(
    "real imag numerator denominator days seconds microseconds year month day hour minute second microsecond fold pattern flags "
    "groups groupindex".split()
)

HOST: Final[dict[type, frozenset[str]]] = {
    datetime.datetime: frozenset(
        "time timestamp timetuple utctimetuple astimezone timetz tzinfo utcoffset tzname dst".split()
    ),
    datetime.date: frozenset({"timetuple"}),
    re.Pattern: frozenset("match search fullmatch sub subn split findall finditer scanner".split()),
}
"""Names that exist, but whose result depends on the host, has no plain form, or may take too long."""

CLASS_METHODS: Final[dict[type, frozenset[str]]] = {
    int: frozenset({"from_bytes"}),
    bool: frozenset({"from_bytes"}),
    float: frozenset({"fromhex"}),
    str: frozenset({"maketrans"}),
    bytes: frozenset({"fromhex", "maketrans"}),
}
"""Names that a value has from its class, not as methods of its own."""

DUNDERS: Final[dict[str, Callable[..., Any]]] = {
    "__str__": str,
    "__len__": len,
    "__bool__": bool,
    "__int__": int,
    "__float__": float,
    "__abs__": abs,
}

RESULTS: Final[dict[str, str]] = {
    **dict.fromkeys(
        "capitalize casefold center expandtabs format format_map join ljust lower lstrip removeprefix removesuffix replace rjust "
        "rstrip strip swapcase title translate upper zfill isoformat strftime ctime hex decode".split(),
        "str",
    ),
    **dict.fromkeys(
        "count find index rfind rindex __len__ bit_length bit_count weekday isoweekday toordinal".split(), "int"
    ),
    **dict.fromkeys(
        "endswith startswith isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle "
        "isupper is_integer".split(),
        "bool",
    ),
    **dict.fromkeys("split rsplit splitlines".split(), "list"),
    "encode": "bytes",
    "to_bytes": "bytes",
    "total_seconds": "float",
}
"""The kind of a method's result when its arguments are undetermined (`str` methods; those of bytes that give text give bytes)."""

CODECS: Final = frozenset(
    "utf8 ascii usascii latin1 iso88591 utf16 utf16le utf16be utf32 utf32le utf32be utf8sig cp1252".split()
)


def known_attribute(run: Interpreter, value: Known, name: str, node: cst.CSTNode | None) -> Tree[Any]:
    """An attribute of a plain Python value; `ABSENT` when its class has none of this name."""
    python = value.value
    if isinstance(python, pathlib.PurePath):
        from djauthlint.evaluator.models.paths import path_attribute

        return path_attribute(run, value, name, node)
    origin = run.origin(node) if node is not None else None
    if isinstance(python, enum.Enum) and name in ("name", "value", "phrase", "description"):
        return Known(getattr(python, name), origin)
    cls = class_of(python)
    if name in PROPERTIES and name in NAMES[cls]:
        return from_python(getattr(python, name), origin, run.worlds)
    method = METHODS[cls].get(name)
    if method is not None:
        return Bound(method, value)
    if name in CLASS_METHODS.get(cls, ()):
        from djauthlint.evaluator.models.builtins import class_at

        owner = class_at(run, KINDS[cls])
        return owner.attributes[name] if isinstance(owner, Builtin) else ABSENT
    if name == "__class__":
        from djauthlint.evaluator.models.builtins import class_at

        return class_at(run, KINDS[cls])
    if cls is re.Pattern and name in HOST[cls]:
        from djauthlint.evaluator.models.standard.regular_expressions import pattern_attribute

        found = pattern_attribute(value, name)
        if found is not ABSENT:
            return found
    if name == "__doc__" or name in HOST.get(cls, ()):
        return Unknown(f"{name} of a {KINDS[cls]}", None, ("attribute", ("text", repr(python)), name), origin)
    if hasattr(cls, name):
        return Unknown(f"{name} of a {KINDS[cls]}", "function" if callable(getattr(cls, name)) else None, None, origin)
    return ABSENT


def class_of(python: Any) -> type:
    """The class in `KINDS` of a plain Python value."""
    for cls in type(python).__mro__:
        if cls in KINDS:
            return cls
    return type(None)


def _body(cls: type, name: str) -> Callable[[Call], Tree[Value]]:
    special = SPECIAL.get(name)

    def body(call: Call) -> Any:
        if not call.args:
            return call.run.error("TypeError", f"unbound method {KINDS[cls]}.{name}() needs an argument", call.node)
        receiver = call.args[0]
        if not isinstance(receiver, Known):
            return _on_unknown(call, cls, name)
        if class_of(receiver.value) is not cls and not isinstance(receiver.value, cls):
            return call.run.error(
                "TypeError", f"descriptor '{name}' for '{KINDS[cls]}' objects doesn't apply", call.node
            )
        rest = call.with_arguments(call.args[1:])
        if special is not None:
            return special(receiver.value, rest)
        return execute(name, receiver.value, rest)

    return body


def _on_unknown(call: Call, cls: type, name: str) -> Any:
    """`str.strip(value)` where the value is undetermined."""
    from djauthlint.evaluator.objects import get_attribute

    receiver = call.args[0]
    rest = call.with_arguments(call.args[1:])
    if isinstance(receiver, Unknown) and receiver.kind is None and receiver.path is None:
        call.run.may_raise(receiver.reason, ("is", receiver.key, KINDS[cls]), "TypeError")
        receiver = Unknown(receiver.reason, KINDS[cls], receiver.symbol, receiver.origin)
    elif isinstance(receiver, Instance):
        return Unknown(f"an object of a class derived from {KINDS[cls]}", RESULTS.get(name))
    elif not isinstance(receiver, (Unknown, Object)):
        return call.run.error("TypeError", f"descriptor '{name}' for '{KINDS[cls]}' objects doesn't apply", call.node)
    return call_value(call.run, get_attribute(call.run, receiver, name, call.node), rest)


def execute(name: str, value: Any, call: Call) -> Any:
    """A pure method on a plain value, done by Python within bounds."""
    try:
        args = [to_python(argument) for argument in call.args]
        keywords = {key: to_python(argument) for key, argument in call.keywords.items()}
    except Undetermined as undetermined:
        return undetermined_result(name, value, call, undetermined.reason)
    check_size(name, value, args, keywords)
    try:
        function = DUNDERS.get(name)
        result = function(value, *args, **keywords) if function else getattr(value, name)(*args, **keywords)
    except GaveUp:
        raise
    except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
        return raise_error(call.run, error, call.origin)
    return plain(result, call)


def plain(result: Any, call: Call) -> Value:
    """The value of a Python object that was computed, within bounds."""
    if isinstance(result, (str, bytes)) and len(result) > TEXT:
        raise GaveUp(f"a string becomes longer than {TEXT} characters")
    if isinstance(result, (list, tuple)) and len(result) > ITEMS:
        raise GaveUp(f"a sequence becomes longer than {ITEMS} items")
    if isinstance(result, tuple) and type(result) is not tuple:
        fields = getattr(result, "_fields", ("year", "week", "weekday"))
        return Tuple(tuple(from_python(part, call.origin, call.run.worlds) for part in result), call.origin, fields)
    return from_python(result, call.origin, call.run.worlds)


def undetermined_result(name: str, value: Any, call: Call, reason: str) -> Value:
    """What a method gives when an argument is undetermined."""
    call.run.may_raise(reason, ("method", repr(value), name, *(map(_key, call.all()))))
    kind = RESULTS.get(name)
    if kind == "str" and isinstance(value, bytes) and name not in ("hex", "decode"):
        kind = "bytes"
    if kind == "list":
        return List((Hole(reason),), call.origin, call.run.worlds)
    symbol = ("method", ("text", repr(value)), name, tuple(map(_key, call.all())))
    return Unknown(reason, kind, symbol, call.origin)


def _key(value: Any) -> Any:
    if isinstance(value, Known):
        return value.value
    return value.key if isinstance(value, (Unknown, Object)) else value


def check_size(name: str, value: Any, args: list[Any], keywords: dict[str, Any]) -> None:
    """Looks at the arguments of what could make something huge.

    Raises:
        GaveUp: it would.
    """
    size = 0
    numbers = [argument for argument in (*args, *keywords.values()) if isinstance(argument, int)]
    match name:
        case "center" | "ljust" | "rjust" | "zfill" | "to_bytes":
            size = max(numbers, default=0)
        case "expandtabs":
            size = len(value) + max(numbers, default=8) * value.count(
                value[:0] + ("\t" if isinstance(value, str) else b"\t")
            )
        case "replace" if isinstance(value, (str, bytes)):
            old, new = (*args, *keywords.values(), None, None)[:2]
            if isinstance(old, type(value)) and isinstance(new, type(value)):
                text: Any = value
                size = len(text) + text.count(old) * max(len(new) - len(old), 0)
        case "translate" if isinstance(value, str) and args and isinstance(args[0], dict):
            size = len(value) * max((len(part) for part in args[0].values() if isinstance(part, str)), default=1)
        case "as_integer_ratio" | "scaleb" | "shift" | "rotate" | "to_integral_value" if isinstance(
            value, decimal.Decimal
        ):
            size = TEXT + 1 if value.is_finite() and abs(value.adjusted()) > 10_000 else 0
        case "exp" | "fma" | "quantize" if isinstance(value, decimal.Decimal):
            size = TEXT + 1 if value.is_finite() and abs(value.adjusted()) > 10_000 else 0
    if size > TEXT:
        raise GaveUp(f"a string becomes longer than {TEXT} characters")


def _encode(value: Any, call: Call) -> Any:
    return _codec("encode", value, call)


def _decode(value: Any, call: Call) -> Any:
    return _codec("decode", value, call)


def _codec(name: str, value: Any, call: Call) -> Any:
    encoding = call.get(0, "encoding")
    if isinstance(encoding, Known) and isinstance(encoding.value, str):
        if "".join(filter(str.isalnum, encoding.value)).lower() not in CODECS:
            return Unknown(f"the encoding {encoding.value}", "bytes" if name == "encode" else "str", origin=call.origin)
    return execute(name, value, call)


def _strftime(value: Any, call: Call) -> Any:
    text = call.text(0, "format")
    if text is not None:
        if len(text) > 10_000:
            raise GaveUp(f"a string becomes longer than {TEXT} characters")
        if not set(re.findall("%(.?)", text.replace("%%", ""), re.DOTALL)) <= set("YmdHMSfjyBbAapIUWuwGV"):
            return Unknown("a time format that depends on the host", "str", origin=call.origin)
    return execute("strftime", value, call)


def _join(value: Any, call: Call) -> Any:
    from djauthlint.evaluator.models.joining import join

    return join(value, call)


def _format(value: Any, call: Call) -> Any:
    from djauthlint.evaluator.models.joining import format_text

    return format_text(value, call)


def _format_map(value: Any, call: Call) -> Any:
    from djauthlint.evaluator.models.joining import format_map

    return format_map(value, call)


SPECIAL: Final[dict[str, Callable[[Any, Call], Any]]] = {
    "encode": _encode,
    "decode": _decode,
    "strftime": _strftime,
    "join": _join,
    "format": _format,
    "format_map": _format_map,
}


def _methods(cls: type) -> dict[str, Builtin]:
    methods: dict[str, Builtin] = {}
    for name in NAMES[cls] - PROPERTIES:
        methods[name] = Builtin(f"{KINDS[cls]}.{name}", _body(cls, name), lift=name not in ("format", "format_map"))
    for name in DUNDERS:
        if hasattr(cls, name) and name != "__str__":
            methods[name] = Builtin(f"{KINDS[cls]}.{name}", _body(cls, name))
    methods["__str__"] = Builtin(f"{KINDS[cls]}.__str__", _str)
    methods["__repr__"] = Builtin(f"{KINDS[cls]}.__repr__", _repr)
    return methods


def _str(call: Call) -> Any:
    from djauthlint.evaluator.models.representation import str_of

    return str_of(call.run, call.args[0], call.node)


def _repr(call: Call) -> Any:
    from djauthlint.evaluator.models.representation import repr_of

    return repr_of(call.run, call.args[0], call.node)


METHODS: Final[dict[type, dict[str, Builtin]]] = {cls: _methods(cls) for cls in NAMES}
"""The methods of each class; called with the receiver as the first argument."""
