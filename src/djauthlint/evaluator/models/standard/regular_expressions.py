"""`re`: Python's own engine, on patterns that can't take forever and texts that are short."""

from __future__ import annotations

import re
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, reason_of, to_python
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.builtin_exceptions import class_at, raise_error
from djauthlint.evaluator.models.iterables import stream
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import harmless
from djauthlint.evaluator.models.pure import as_value, pure, undetermined_call
from djauthlint.values import ABSENT, Bound, Builtin, Known, Object, Unknown, Value

re_module = Model("re")

PATTERN: Final = 2_000
"""The longest pattern that is compiled."""
TEXT: Final = 10_000
"""The longest text that is searched."""
WORK: Final = 10_000_000
"""How many steps a search may take by estimate."""

re_module.constant(
    **{
        name: getattr(re, name)
        for name in "A ASCII I IGNORECASE L LOCALE M MULTILINE S DOTALL U UNICODE X VERBOSE".split()
    }
)
re_module.constant(NOFLAG=0)
ERROR = class_at("re.error", "builtins.Exception", "builtins.BaseException", "builtins.object")
re_module.constant(error=ERROR, PatternError=ERROR)
pure(re_module, "escape", re.escape, "str", fails=None)
harmless(re_module, "purge")


def compiled(call: Call, pattern: Any, flags: Any) -> re.Pattern[str]:
    """A pattern from arguments of a call.

    Raises:
        Undetermined: an argument is not determined, or it is too long.
        Unwind: it is no pattern.
    """
    source, how = to_python(pattern), to_python(flags) if flags is not None else 0
    if isinstance(source, re.Pattern):
        if how:
            call.run.error("ValueError", "cannot process flags argument with a compiled pattern", call.node)
        return source
    if isinstance(source, (str, bytes)) and len(source) > PATTERN:
        raise Undetermined("a pattern that is too long")
    if isinstance(source, (str, bytes)) and _nested_too_deep(source):
        raise Undetermined("a pattern that is nested too deep")
    try:
        return re.compile(source, how)
    except re.error as error:
        call.run.throw(_raised(call, error))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise_error(call.run, error, call.origin)
    raise AssertionError


def _raised(call: Call, error: re.error) -> Value:
    from djauthlint.values import Instance, Namespace

    return Instance(ERROR, Namespace(), call.origin, (Unknown(str(error), "str"),))


def _nested_too_deep(source: str | bytes) -> bool:
    opening: Any = "(" if isinstance(source, str) else b"("
    return source.count(opening) > 100


def estimate(pattern: re.Pattern[Any], length: int) -> float:
    """An upper estimate of the steps that a search in a text of this length takes."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    source = re.sub(r"\\.", "_", source, flags=re.DOTALL)
    source = re.sub(r"\[\^?\]?[^\]]*\]", "_", source)
    depth, repeats = 0, [0]
    total = 0
    place = 0
    while place < len(source):
        character = source[place]
        if character == "(":
            repeats.append(0)
            depth += 1
            place += 1
            if source[place : place + 1] == "?":
                place += 1
        elif character == ")" and depth:
            inner = repeats.pop()
            depth -= 1
            follow = source[place + 1 : place + 2]
            if follow in ("*", "+", "{") and follow:
                if inner or "|" in source:
                    return float("inf")
                total += 1
                inner = 1
                place += 1
            repeats[-1] += inner
            place += 1
        elif character in "*+{":
            repeats[-1] += 1
            total += 1
            place += 1
        elif character == "?" and place:
            repeats[-1] += 0
            place += 1
        else:
            place += 1
    optional = source.count("?")
    return (
        float(max(length, 1)) ** (total + 1) * 2.0 ** min(optional, 60)
        if total or optional
        else float(length) * len(source)
    )


def match_object(call: Call, match: re.Match[Any] | None) -> Value:
    """A match as a value."""
    if match is None:
        return NONE
    result = Object("re.Match", {}, call.origin)

    def method(name: str, function: Any) -> None:
        def body(call: Call) -> Any:
            try:
                args = [to_python(value) for value in call.all()]
            except Undetermined as undetermined:
                return call.undetermined(undetermined.reason)
            try:
                return as_value(call, function(*args))
            except (IndexError, TypeError, re.error) as error:
                return raise_error(call.run, error, call.origin)

        result.attributes[name] = Builtin(f"re.Match.{name}", body)

    for name in ("group", "groups", "groupdict", "start", "end", "span", "expand"):
        method(name, getattr(match, name))
    method("__getitem__", match.group)
    for name in ("string", "pos", "endpos", "lastindex", "lastgroup", "re"):
        result.attributes[name] = from_python(getattr(match, name))
    return result


SEARCHES: Final = ("match", "search", "fullmatch")
TEXT_RESULTS: Final[dict[str, str | None]] = {
    "sub": "str",
    "subn": "tuple",
    "split": "list",
    "findall": "list",
    "finditer": None,
}


def apply_pattern(call: Call, name: str, pattern: re.Pattern[Any], args: list[Any], keywords: dict[str, Any]) -> Any:
    """A method of a pattern.

    Raises:
        Unwind: it raises.
    """
    kind = TEXT_RESULTS.get(name)
    symbol_call = call.with_arguments([Known(pattern), *args], keywords)
    try:
        plain = [to_python(value) for value in args]
        plain_keywords = {key: to_python(value) for key, value in keywords.items()}
    except Undetermined as undetermined:
        result = undetermined_call(symbol_call, f"re.{name}", undetermined.reason, kind)
        call.run.may_raise(undetermined.reason, ("call", result.key), "TypeError")
        return result
    texts = [value for value in (*plain, *plain_keywords.values()) if isinstance(value, (str, bytes))]
    length = max(map(len, texts), default=0)
    if length > TEXT or estimate(pattern, length) > WORK:
        return undetermined_call(symbol_call, f"re.{name}", "a search that may take too long", kind)
    try:
        if name in SEARCHES:
            return match_object(call, getattr(pattern, name)(*plain, **plain_keywords))
        if name == "finditer":
            matches = [match_object(call, match) for match in pattern.finditer(*plain, **plain_keywords)]
            return stream(call.run, "callable_iterator", tuple(matches), call.origin)
        return as_value(call, getattr(pattern, name)(*plain, **plain_keywords))
    except re.error as error:
        return call.run.throw(_raised(call, error))
    except (TypeError, ValueError, IndexError) as error:
        return raise_error(call.run, error, call.origin)


@re_module.function("compile")
def _compile(call: Call) -> Any:
    try:
        return Known(compiled(call, call.get(0, "pattern"), call.get(1, "flags")), call.origin)
    except Undetermined as undetermined:
        return undetermined_call(call, "re.compile", undetermined.reason, "re.Pattern")


def _function(name: str, arguments: tuple[str, ...]) -> None:
    @re_module.function(name)
    def body(call: Call) -> Any:
        names = ("pattern", *arguments)
        given = {**dict(zip(names, call.args, strict=False)), **call.keywords}
        try:
            pattern = compiled(call, given.pop("pattern", None), given.pop("flags", None))
        except Undetermined as undetermined:
            return undetermined_call(call, f"re.{name}", undetermined.reason, TEXT_RESULTS.get(name))
        return apply_pattern(call, name, pattern, [], given)


for _name in (*SEARCHES, "findall", "finditer"):
    _function(_name, ("string", "flags"))
_function("split", ("string", "maxsplit", "flags"))
for _name in ("sub", "subn"):
    _function(_name, ("repl", "string", "count", "flags"))


def _method(name: str) -> Builtin:
    def body(call: Call) -> Any:
        receiver = call.args[0]
        if isinstance(receiver, Known) and isinstance(receiver.value, re.Pattern):
            return apply_pattern(call, name, receiver.value, call.args[1:], call.keywords)
        return undetermined_call(call, f"re.{name}", reason_of(receiver), TEXT_RESULTS.get(name))

    return Builtin(f"re.Pattern.{name}", body)


PATTERN_METHODS: Final[dict[str, Any]] = {name: _method(name) for name in (*SEARCHES, *TEXT_RESULTS)}
"""Called with the pattern as the first argument."""

re_module.cls("Pattern", bases=("builtins.object",), **PATTERN_METHODS)(lambda call: call.undetermined())
re_module.cls("Match", bases=("builtins.object",))(lambda call: call.undetermined())


def pattern_attribute(value: Known, name: str) -> Any:
    """A method of a known pattern; `ABSENT` when it is none of those that search."""
    method = PATTERN_METHODS.get(name)
    return Bound(method, value) if method is not None else ABSENT
