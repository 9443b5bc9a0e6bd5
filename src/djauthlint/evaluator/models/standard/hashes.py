"""`hashlib`, `hmac`, `base64`, `binascii`, `struct` and `zlib`: computed from known bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
import zlib
from typing import Any

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, reason_of, to_python
from djauthlint.evaluator.interpreter import NONE, TEXT
from djauthlint.evaluator.models.builtin_exceptions import class_of_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import objects
from djauthlint.evaluator.models.pure import call_symbol, computed, pure, undetermined_call
from djauthlint.values import Builtin, Known, Object, Unknown, Value

hashlib_module = Model("hashlib")
hmac_module = Model("hmac")
base64_module = Model("base64")
binascii_module = Model("binascii")
struct_module = Model("struct")
zlib_module = Model("zlib")

ALGORITHMS = (
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha3_224",
    "sha3_256",
    "sha3_384",
    "sha3_512",
    "blake2b",
    "blake2s",
)
hashlib_module.constant(algorithms_guaranteed=set(ALGORITHMS) | {"shake_128", "shake_256"})


def hash_object(call: Call, path: str, make: Any, parts: list[Any], symbol: Any = None) -> Object:
    """A hash as a value: of known bytes, as long as only such are added.

    `make` gives Python's own hash object of no bytes; `parts` is what has been added, a reason for what is not determined.
    """
    result = Object(path, {}, call.origin, symbol)
    empty = make()
    result.attributes.update(
        name=Known(empty.name), digest_size=Known(empty.digest_size), block_size=Known(empty.block_size)
    )

    def method(name: str, body: Any) -> None:
        result.attributes[name] = Builtin(f"{path}.{name}", body)

    def update(call: Call) -> Value:
        data = call.args[0]
        known = isinstance(data, Known) and isinstance(data.value, bytes)
        if isinstance(data, Known) and not known:
            return call.run.error("TypeError", "Strings must be encoded before hashing", call.node)  # type: ignore[no-any-return]
        parts.append(data.value if isinstance(data, Known) and call.run.worlds is born else reason_of(data))
        return NONE

    born = call.run.worlds

    def digest(name: str, kind: str) -> Any:
        def body(call: Call) -> Value:
            reason = next((part for part in parts if isinstance(part, str)), None)
            if reason is not None:
                symbol = ("method", result.symbol, name, ()) if result.symbol is not None else None
                return Unknown(reason, kind, symbol, call.origin)
            state = make()
            for part in parts:
                state.update(part)
            return Known(getattr(state, name)(), call.origin)

        return body

    method("update", update)
    method("hexdigest", digest("hexdigest", "str"))
    method("digest", digest("digest", "bytes"))
    method("copy", lambda call: hash_object(call, path, make, list(parts), symbol))
    return result


def _start(call: Call, data: Value | None) -> list[Any]:
    if data is None:
        return []
    if isinstance(data, Known):
        if not isinstance(data.value, bytes):
            call.run.error("TypeError", "Strings must be encoded before hashing", call.node)
        return [data.value]
    if isinstance(data, Unknown) and data.kind == "str":
        call.run.error("TypeError", "Strings must be encoded before hashing", call.node)
    return [reason_of(data)]


def _algorithm(name: str) -> None:
    @hashlib_module.function(name)
    def body(call: Call) -> Any:
        data = call.get(0, "data") or call.get(None, "string")
        symbol = call_symbol(call.run, f"hashlib.{name}", call.args)
        return hash_object(
            call, "_hashlib.HASH", lambda: hashlib.new(name, usedforsecurity=False), _start(call, data), symbol
        )


for _name in ALGORITHMS:
    _algorithm(_name)


@hashlib_module.function("new")
def _new(call: Call) -> Any:
    name = call.text(0, "name")
    if name is None or name.lower() not in ALGORITHMS:
        return undetermined_call(call, "hashlib.new", "a hash function that djauthlint doesn't know")
    symbol = call_symbol(call.run, "hashlib.new", call.args)
    return hash_object(
        call,
        "_hashlib.HASH",
        lambda: hashlib.new(name.lower(), usedforsecurity=False),
        _start(call, call.get(1, "data")),
        symbol,
    )


@hashlib_module.function("pbkdf2_hmac")
@hashlib_module.function("scrypt")
def _slow(call: Call) -> Any:
    return undetermined_call(call, "hashlib.pbkdf2_hmac", "a hash that takes long to compute", "bytes")


@hmac_module.function("new")
def _hmac(call: Call) -> Any:
    key, digest = call.get(0, "key"), call.get(2, "digestmod")
    message = call.get(1, "msg")
    if isinstance(message, Known) and message.value is None:
        message = None
    name: Any = (
        digest.value
        if isinstance(digest, Known)
        else digest.name.rpartition(".")[2]
        if isinstance(digest, Builtin)
        else None
    )
    if not (isinstance(key, Known) and isinstance(key.value, bytes)) or name not in ALGORITHMS:
        parts: list[Any] = [reason_of(key)]
        return hash_object(
            call,
            "hmac.HMAC",
            lambda: hmac.new(b"", digestmod="sha256"),
            parts,
            call_symbol(call.run, "hmac.new", call.args),
        )
    secret = key.value
    return hash_object(call, "hmac.HMAC", lambda: hmac.new(secret, digestmod=name), _start(call, message))


def same_digest(call: Call) -> Any:
    """`compare_digest`."""
    try:
        return computed(call, hmac.compare_digest, *(to_python(value) for value in call.args))
    except Undetermined as undetermined:
        return undetermined_call(call, "compare_digest", undetermined.reason, "bool")


hmac_module.function("compare_digest")(same_digest)

_ERROR = class_of_error(binascii.Error())
binascii_module.constant(Error=_ERROR)
for _name in (
    "b64encode",
    "standard_b64encode",
    "urlsafe_b64encode",
    "b32encode",
    "b16encode",
    "b85encode",
    "a85encode",
    "encodebytes",
):
    pure(base64_module, _name, getattr(base64, _name), "bytes", fails="TypeError")
for _name in (
    "b64decode",
    "standard_b64decode",
    "urlsafe_b64decode",
    "b32decode",
    "b16decode",
    "b85decode",
    "a85decode",
    "decodebytes",
):
    pure(base64_module, _name, getattr(base64, _name), "bytes", fails="binascii.Error")
for _name in ("hexlify", "unhexlify", "b2a_hex", "a2b_hex", "a2b_base64", "b2a_base64"):
    pure(binascii_module, _name, getattr(binascii, _name), "bytes", fails="binascii.Error")
pure(binascii_module, "crc32", binascii.crc32, "int", fails="TypeError")
for _name in ("crc32", "adler32"):
    pure(zlib_module, _name, getattr(zlib, _name), "int", fails="TypeError")
zlib_module.constant(error=class_of_error(zlib.error()))


def _small(layout: Any, *_: Any) -> str | None:
    size = struct.calcsize(layout) if isinstance(layout, (str, bytes)) and len(layout) < 1000 else TEXT + 1
    return "a structure that is too large" if size > TEXT else None


def _checked(layout: Any, *values: Any) -> str | None:
    try:
        return _small(layout, *values)
    except struct.error:
        return None


for _name, _kind in (("pack", "bytes"), ("unpack", "tuple"), ("unpack_from", "tuple"), ("calcsize", "int")):
    pure(struct_module, _name, getattr(struct, _name), _kind, _checked, fails="struct.error")
struct_module.constant(error=class_of_error(struct.error()))
objects(struct_module, "Struct")
