"""`json`: Python's own, on known texts."""

from __future__ import annotations

import json
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, reason_of, to_python
from djauthlint.evaluator.models.builtin_exceptions import class_of_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import objects
from djauthlint.evaluator.models.pure import computed, undetermined_call
from djauthlint.evaluator.models.standard.files import contents_of
from djauthlint.values import Known, Unknown, Value

json_module = Model("json")
decoder_module = Model("json.decoder")
encoder_module = Model("json.encoder")

DECODE_ERROR = class_of_error(json.JSONDecodeError("", "", 0))
json_module.constant(JSONDecodeError=DECODE_ERROR)
decoder_module.constant(JSONDecodeError=DECODE_ERROR)
objects(json_module, "JSONEncoder JSONDecoder")
objects(encoder_module, "JSONEncoder")


def load_text(call: Call, value: Value | None) -> Any:
    """A known JSON text as a value; for an undetermined one the same question each time.

    Raises:
        Unwind: it is no JSON.
    """
    if call.keywords.keys() - {"s", "fp"}:
        return call.undetermined("json with hooks")
    if isinstance(value, Known):
        return computed(call, json.loads, value.value)
    result = undetermined_call(
        call.with_arguments([value] if value is not None else [], {}), "json.loads", reason_of(value)
    )
    call.run.may_raise(
        f"json.loads({call.run.words(value) if value is not None else ''})", ("call", result.key), DECODE_ERROR.name
    )
    return result


@json_module.function("loads")
def _loads(call: Call) -> Any:
    return load_text(call, call.get(0, "s"))


@json_module.function("load")
def _load(call: Call) -> Any:
    file = call.get(0, "fp")
    return call.run.lift(
        lambda text: load_text(call, text), contents_of(call, file if file is not None else Unknown("a file"))
    )


@json_module.function("dumps")
def _dumps(call: Call) -> Any:
    try:
        value = to_python(call.get(0, "obj"))
        keywords = {name: to_python(argument) for name, argument in call.keywords.items() if name != "obj"}
    except Undetermined as undetermined:
        return undetermined_call(call, "json.dumps", undetermined.reason, "str")
    indent = keywords.get("indent")
    if isinstance(indent, int) and indent > 100:
        return undetermined_call(call, "json.dumps", "a text that is too long", "str")
    return computed(call, json.dumps, value, **keywords)


@json_module.function("dump")
def _dump(call: Call) -> Value:
    return Known(None, call.origin)
