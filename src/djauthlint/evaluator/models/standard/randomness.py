"""`random`, `secrets` and `uuid`: what is random is unknown, and another value at each call."""

from __future__ import annotations

import uuid
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.models.builtin_exceptions import raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, differs, harmless, objects
from djauthlint.evaluator.models.pure import undetermined_call
from djauthlint.evaluator.models.standard.hashes import same_digest
from djauthlint.values import Builtin, Known, Object, PerProcess, Unknown, Value

NUMBER: Final = PerProcess("a random number")
BYTES: Final = PerProcess("random bytes")
CHOICE: Final = PerProcess("a random choice")
SECRET: Final = PerProcess("a random secret")
UUID: Final = PerProcess("a random UUID")

random_module = Model("random")
secrets_module = Model("secrets")
uuid_module = Model("uuid")

differs(
    random_module,
    "random uniform triangular gauss normalvariate expovariate betavariate gammavariate lognormvariate",
    NUMBER,
    "float",
)
differs(random_module, "randint randrange getrandbits", NUMBER, "int")
differs(random_module, "randbytes", BYTES, "bytes")
differs(random_module, "choices sample", CHOICE, "list")
differs(random_module, "getstate", "the state of a generator")
harmless(random_module, "seed setstate")
objects(random_module, "Random SystemRandom")


def _choice(call: Call) -> Value:
    """One of strings is a string."""
    value = call.args[0] if call.args else None
    kind = "str" if isinstance(value, Known) and isinstance(value.value, str) else None
    return Unknown(CHOICE, kind, origin=call.origin)


def _sequence(call: Call) -> Value:
    from djauthlint.values import Hole, List

    return List((Hole(CHOICE),), call.origin, call.run.worlds)


random_module.function("choice")(_choice)
for _name in ("choices", "sample"):
    random_module.function(_name)(_sequence)
for _method in ("choice", "choices", "sample", "random", "randint", "randrange", "getrandbits", "uniform", "seed"):
    _builtin = random_module.names[_method]
    for _cls in ("Random", "SystemRandom"):
        random_module.names[_cls].attributes[_method] = _builtin


@random_module.function("shuffle")
def _shuffle(call: Call) -> Value:
    for value in call.args:
        call.run.havoc(value, "shuffled")
    return Known(None)


def _generator(path: str) -> Any:
    def make(call: Call) -> Value:
        methods = {name: random_module.names[name] for name in random_module.names if name[0].islower()}
        return Object(path, dict(methods), call.origin)

    return make


for _cls in ("Random", "SystemRandom"):
    random_module.cls(_cls, bases=("builtins.object",))(_generator(f"random.{_cls}"))

differs(secrets_module, "token_hex token_urlsafe", SECRET, "str")
differs(secrets_module, "token_bytes", SECRET, "bytes")
differs(secrets_module, "randbelow randbits", NUMBER, "int")
secrets_module.function("choice")(_choice)
secrets_module.function("compare_digest")(same_digest)
secrets_module.names["SystemRandom"] = random_module.names["SystemRandom"]

# -- uuid


def uuid_object(call: Call, value: uuid.UUID) -> Object:
    """A known UUID as a value."""
    result = Object("uuid.UUID", {}, call.origin, ("uuid", value.hex))
    for name in ("hex", "int", "urn", "version", "variant", "bytes", "bytes_le", "node", "time", "fields"):
        result.attributes[name] = from_python(getattr(value, name))
    result.attributes["__str__"] = Builtin("uuid.UUID.__str__", lambda call: Known(str(value), call.origin))
    result.attributes["__eq__"] = Builtin("uuid.UUID.__eq__", lambda call: _same(call, result))
    return result


def _same(call: Call, value: Object) -> Value:
    other = call.args[0]
    if isinstance(other, Object) and isinstance(other.symbol, tuple) and other.symbol[0] == "uuid":
        return Known(other.symbol == value.symbol)
    return Known(False) if isinstance(other, Known) else call.undetermined(kind="bool")


@uuid_module.cls("UUID", bases=("builtins.object",))
def _uuid(call: Call) -> Any:
    try:
        return uuid_object(
            call,
            uuid.UUID(
                *(to_python(value) for value in call.args),
                **{key: to_python(value) for key, value in call.keywords.items()},
            ),
        )
    except Undetermined as undetermined:
        result = undetermined_call(call, "uuid.UUID", undetermined.reason, "uuid.UUID")
        call.run.may_raise(undetermined.reason, ("call", result.key), "ValueError")
        return result
    except (ValueError, TypeError, AttributeError) as error:
        return raise_error(call.run, error, call.origin)


def _random_uuid(call: Call) -> Value:
    result = Object("uuid.UUID", {}, call.origin)
    for name, kind in (("hex", "str"), ("int", "int"), ("urn", "str"), ("bytes", "bytes")):
        result.attributes[name] = Unknown(UUID, kind)
    result.attributes["__str__"] = Builtin(
        "uuid.UUID.__str__", lambda call: Unknown(UUID, "str", ("text-of", id(result)), call.origin)
    )
    return result


for _name in ("uuid1", "uuid4", "uuid6", "uuid7", "uuid8"):
    uuid_module.function(_name)(_random_uuid)
asks(uuid_module, "uuid3 uuid5", "a UUID that is made of a name", "uuid.UUID")
asks(uuid_module, "getnode", "the address of the network card", "int")
