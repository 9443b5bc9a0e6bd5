"""Functions of plain values that have no effect: Python itself computes them, or the result is unknown for a reason."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.interpreter import ITEMS, TEXT, GaveUp, Interpreter, symbol_text
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.values import Dict, Known, List, Object, Set, Tuple, Unknown, Value


def pure(
    model: Model,
    name: str,
    function: Callable[..., Any],
    kind: str | None = None,
    check: Callable[..., str | None] | None = None,
    fails: str | None = "ValueError",
) -> None:
    """Registers a function of plain Python values.

    Arguments:
        model: the module.
        name: its name there.
        function: what computes it.
        kind: the type of its result, where an argument is undetermined.
        check: takes the same arguments and says why the call must not be made (too large, too slow), or None.
        fails: the exception that it may raise for some arguments; None: it can't fail.
    """
    model.function(name)(lambda call: compute(call, f"{model.path}.{name}", function, kind, check, fails))


def compute(
    call: Call,
    name: str,
    function: Callable[..., Any],
    kind: str | None = None,
    check: Callable[..., str | None] | None = None,
    fails: str | None = "ValueError",
) -> Any:
    """The result of a pure function for the arguments of a call, as `pure` says.

    Raises:
        Unwind: the function raises for them.
        GaveUp: the result is too large.
    """
    try:
        args = [to_python(value) for value in call.args]
        keywords = {key: to_python(value) for key, value in call.keywords.items()}
    except Undetermined as undetermined:
        result = undetermined_call(call, name, undetermined.reason, kind)
        if fails is not None:
            # What is known to be of some type was passed on purpose; anything else may as well be of the wrong one.
            is_typed = all(getattr(value, "kind", "") is not None for value in (*call.args, *call.keywords.values()))
            call.run.may_raise(undetermined.reason, ("call", result.key), fails if is_typed else None)
        return result
    reason = check(*args, **keywords) if check is not None else None
    if reason is not None:
        return call.undetermined(reason, kind)
    return computed(call, function, *args, **keywords)


def computed(call: Call, function: Callable[..., Any], *args: Any, **keywords: Any) -> Any:
    """What Python makes of plain arguments, as a value; what it raises, the settings raise.

    Raises:
        Unwind: it raises.
        GaveUp: the result is too large.
    """
    try:
        result = function(*args, **keywords)
    except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
        return raise_error(call.run, error, call.origin)
    return result if isinstance(result, Value) else as_value(call, result)


def as_value(call: Call, result: Any) -> Value:
    """A plain Python object as a value made by a call.

    Raises:
        GaveUp: it is too large.
    """
    if isinstance(result, (str, bytes)) and len(result) > TEXT:
        raise GaveUp(f"a string becomes longer than {TEXT} characters")
    if isinstance(result, (list, tuple, dict, set, frozenset)) and len(result) > ITEMS:
        raise GaveUp(f"a sequence becomes longer than {ITEMS} items")
    return from_python(result, call.origin, call.run.worlds)


def undetermined_call(call: Call, name: str, reason: str, kind: str | None = None) -> Unknown:
    """The unknown result of a function without effects: the same question for the same function and arguments."""
    symbol = call_symbol(call.run, name, call.args, call.keywords)
    return call.undetermined(reason, kind, symbol)


def call_symbol(run: Interpreter, name: str, args: list[Any], keywords: dict[str, Any] | None = None) -> Hashable:
    """What makes two calls of a function without effects the same question, readable."""
    texts: list[str] = []
    keys: list[Hashable] = []
    for label, value in [
        *(("", value) for value in args),
        *((f"{key}=", value) for key, value in (keywords or {}).items()),
    ]:
        text, key = _part(run, value)
        texts.append(label + text)
        keys.append((label, key))
    return ("text", f"{name}({', '.join(texts)})", tuple(keys))


def _part(run: Interpreter, value: Any) -> tuple[str, Hashable]:
    if isinstance(value, Known):
        return repr(value.value) if not hasattr(value.value, "parts") else repr(str(value.value)), (
            type(value.value).__name__,
            value.value,
        )
    if isinstance(value, (Unknown, Object)):
        return (symbol_text(value.key) if value.symbol is not None else run.words(value)), value.key
    if isinstance(value, (List, Tuple, Dict, Set)):
        try:
            python = to_python(value)
        except Undetermined:
            pass
        else:
            return repr(python), repr(python)
    return run.words(value), ("object", value)
