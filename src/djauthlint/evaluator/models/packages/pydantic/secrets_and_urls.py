"""The values of fields that are secrets or addresses: objects that know their text."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlsplit

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python, reason_of
from djauthlint.evaluator.models.packages.pydantic.scalars import Invalid
from djauthlint.values import Builtin, Known, Object, Unknown, Value

_PLAIN_URL: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://[A-Za-z0-9._~:@%-]*[a-z0-9](?::\d+)?(?:/[A-Za-z0-9._~/-]*)?(?:\?[A-Za-z0-9._~=&-]*)?"
)
_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443, "ftp": 21}


def secret(call: Call, inner: Value) -> Object:
    """A `SecretStr`."""
    result = Object("pydantic.types.SecretStr", {}, call.origin)
    result.attributes["get_secret_value"] = Builtin("pydantic.SecretStr.get_secret_value", lambda _: inner)
    result.attributes["__bool__"] = Builtin("pydantic.SecretStr.__bool__", lambda _: inner)
    stars = Known("**********") if isinstance(inner, Known) and inner.value else None
    text = stars or (Known("") if isinstance(inner, Known) else Unknown("the text of a secret", "str"))
    result.attributes["__str__"] = Builtin("pydantic.SecretStr.__str__", lambda _: text)
    return result


def url(call: Call, leaf: Value, *, legacy: bool) -> Tree[Value]:
    """An address: one whose text pydantic does not change, else one of which only the class is known.

    Raises:
        Invalid: it is none.
    """
    if isinstance(leaf, Object) and leaf.path == "pydantic.networks.Url":
        return leaf
    if isinstance(leaf, Known) and not isinstance(leaf.value, str):
        raise Invalid("URL input should be a string or URL")
    if legacy:
        return leaf if isinstance(leaf, Known) else Unknown(reason_of(leaf), "str", getattr(leaf, "symbol", None))
    known = leaf.value if isinstance(leaf, Known) else None
    if isinstance(known, str) and "://" not in known:
        raise Invalid("Input should be a valid URL")
    result = Object("pydantic.networks.Url", {}, call.origin, symbol=getattr(leaf, "symbol", None))
    parts = _parts(known) if isinstance(known, str) else None
    text: Value = (
        Known(parts.pop("text"), call.origin)
        if parts is not None
        else Unknown(reason_of(leaf) if known is None else "an address that pydantic may write in another way", "str")
    )
    for name in ("__str__", "unicode_string"):
        result.attributes[name] = Builtin(f"pydantic.networks.Url.{name}", lambda _: text)
    for name, value in (parts or {}).items():
        result.attributes[name] = from_python(value, call.origin)
    return result


def _parts(text: str) -> dict[str, Any] | None:
    """The text and the parts of an address that is written as pydantic writes it, None for any other."""
    if not _PLAIN_URL.fullmatch(text) or "%" in text or ".." in text or "/./" in text:
        return None
    split = urlsplit(text)
    try:
        port = split.port
    except ValueError:
        return None
    special = split.scheme in _DEFAULT_PORTS
    if not split.hostname or split.hostname != split.netloc.rpartition("@")[2].partition(":")[0]:
        return None
    if split.netloc.endswith(":") or (special and port == _DEFAULT_PORTS[split.scheme]):
        return None
    if re.fullmatch(r"[\d.]+", split.hostname) and not re.fullmatch(
        r"([1-9]\d?|1\d\d|0)(\.([1-9]\d?|1\d\d|0)){3}", split.hostname
    ):
        return None
    if special and not split.path:
        text = text.replace(split.netloc, split.netloc + "/", 1)
    return {
        "text": text,
        "scheme": split.scheme,
        "host": split.hostname,
        "port": port if port is not None or not special else _DEFAULT_PORTS[split.scheme],
        "path": split.path or ("/" if special else None),
        "query": split.query or None,
        "username": split.username or None,
        "password": split.password or None,
    }
