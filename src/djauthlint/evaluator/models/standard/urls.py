"""`urllib`: URLs are taken apart and put together as Python does it; nothing is fetched."""

from __future__ import annotations

from typing import Any
from urllib import parse

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, reason_of, to_python
from djauthlint.evaluator.models.builtin_exceptions import class_at, raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, harmless, objects
from djauthlint.evaluator.models.pure import call_symbol, compute, pure, undetermined_call
from djauthlint.values import Builtin, Known, Object, Tuple, Unknown, Value

urllib_module = Model("urllib")
parse_module = Model("urllib.parse")
request_module = Model("urllib.request")
error_module = Model("urllib.error")

for _name in (
    "quote",
    "quote_plus",
    "unquote",
    "unquote_plus",
    "urlencode",
    "urljoin",
    "unquote_to_bytes",
    "quote_from_bytes",
):
    pure(parse_module, _name, getattr(parse, _name), "str", fails=None)
pure(parse_module, "parse_qs", parse.parse_qs, "dict")
pure(parse_module, "parse_qsl", parse.parse_qsl, "list")

STRINGS = frozenset("scheme netloc path params query fragment".split())
EXTRA = ("username", "password", "hostname", "port")


def _splitting(name: str) -> None:
    function = getattr(parse, name)

    @parse_module.function(name)
    def body(call: Call) -> Any:
        try:
            plain = [to_python(value) for value in call.args]
            keywords = {key: to_python(value) for key, value in call.keywords.items()}
        except Undetermined as undetermined:
            url = call.get(0, "url")
            if isinstance(url, Unknown) and url.kind is None:
                call.run.may_raise(
                    undetermined.reason, ("call", call_symbol(call.run, name, call.args)), "AttributeError"
                )
            return unknown_parts(call, name, undetermined.reason)
        try:
            return parts_object(call, function(*plain, **keywords))
        except Exception as error:  # noqa: BLE001 - whatever Python raises here, the settings raise
            return raise_error(call.run, error, call.origin)


def _fields(name: str) -> tuple[str, ...]:
    return parse.ParseResult._fields if name == "urlparse" else parse.SplitResult._fields


def unknown_parts(call: Call, name: str, reason: str) -> Object:
    """The parts of an undetermined URL: strings, some of them perhaps None."""
    symbol = call_symbol(call.run, name, call.args, call.keywords)
    result = Object(f"urllib.parse.{'ParseResult' if name == 'urlparse' else 'SplitResult'}", {}, call.origin, symbol)

    def part(field: str) -> Unknown:
        return Unknown(reason, "str" if field in STRINGS else None, ("attribute", symbol, field), call.origin)

    fields = _fields(name)
    _as_tuple(result, fields, {field: part(field) for field in (*fields, *EXTRA)})
    result.attributes["geturl"] = Builtin(
        "urllib.parse.geturl", lambda call: Unknown(reason, "str", ("method", symbol, "geturl", ()), call.origin)
    )
    return result


def parts_object(call: Call, parts: Any) -> Object:
    """A `ParseResult` or `SplitResult` as a value: a named tuple with further attributes."""
    cls = type(parts)
    result = Object(f"urllib.parse.{cls.__name__}", {}, call.origin)
    values: dict[str, Value] = {}
    for field in (*cls._fields, *EXTRA):
        try:
            values[field] = from_python(getattr(parts, field), call.origin)
        except ValueError as error:
            values[field] = Unknown(str(error))
    _as_tuple(result, cls._fields, values)
    result.attributes["geturl"] = Builtin(f"{result.path}.geturl", lambda call: Known(parts.geturl(), call.origin))

    def replace(call: Call) -> Any:
        try:
            changed = parts._replace(**{key: to_python(value) for key, value in call.keywords.items()})
        except Undetermined as undetermined:
            return undetermined_call(call, f"{parts.geturl()!r}.{'_replace'}", undetermined.reason)
        except ValueError as error:
            return raise_error(call.run, error, call.origin)
        return parts_object(call, changed)

    result.attributes["_replace"] = Builtin(f"{result.path}._replace", replace)
    return result


def _as_tuple(result: Object, fields: tuple[str, ...], values: dict[str, Value]) -> None:
    items = Tuple(tuple(values[field] for field in fields), result.origin)

    def item(call: Call) -> Any:
        from djauthlint.evaluator.objects import get_item

        return get_item(call.run, items, call.args[0], call.node)

    result.attributes.update(values)
    result.attributes["__getitem__"] = Builtin(f"{result.path}.__getitem__", item)
    result.attributes["__iter__"] = Builtin(f"{result.path}.__iter__", lambda _: items)


for _name in ("urlparse", "urlsplit"):
    _splitting(_name)


def _joining(name: str) -> None:
    function = getattr(parse, name)

    @parse_module.function(name)
    def body(call: Call) -> Any:
        from djauthlint.evaluator.iteration import items_of

        parts = call.get(0, "components")
        if isinstance(parts, Object):
            parts = Tuple(items_of(call.run, parts, call.node))
        if parts is None:
            return undetermined_call(call, f"urllib.parse.{name}", reason_of(parts), "str")
        return compute(call.with_arguments([parts], {}), f"urllib.parse.{name}", function, "str")


for _name in ("urlunparse", "urlunsplit"):
    _joining(_name)

_URL_ERROR = ("builtins.OSError", "builtins.Exception", "builtins.BaseException", "builtins.object")
error_module.constant(URLError=class_at("urllib.error.URLError", *_URL_ERROR))
error_module.constant(HTTPError=class_at("urllib.error.HTTPError", "urllib.error.URLError", *_URL_ERROR))
asks(request_module, "urlopen", "a response from the network", None, "urllib.error.URLError")
asks(
    request_module, "urlretrieve getproxies build_opener", "a response from the network", None, "urllib.error.URLError"
)
objects(request_module, "Request ProxyHandler HTTPHandler")
harmless(request_module, "install_opener")
