"""`environ.Path`: an absolute path that is called to be joined."""

from __future__ import annotations

import posixpath
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.standard.files import opened, path_text
from djauthlint.values import Builtin, Known, Object, Unknown, Value

PATH: Final = "environ.Path"


def from_path_object(value: Any) -> Any:
    """An `environ.Path` as the text that it stands for."""
    return value.attributes["root"] if isinstance(value, Object) and value.path == PATH else value


def make_path(call: Call, parts: list[Any]) -> Value:
    """An `environ.Path`: the absolute path of its parts joined."""
    texts = [path_text(from_path_object(part)) for part in parts]
    if any(text is None for text in texts):
        return call.undetermined()
    joined = posixpath.join(*(text for text in texts if text is not None)) if texts else ""
    if not joined.startswith("/"):
        if call.run.given.cwd is None:
            return call.undetermined()
        joined = f"{call.run.given.cwd.as_posix()}/{joined}"
    return path_object(call, posixpath.normpath(joined))


def path_object(call: Call, root: str) -> Object:
    """An `environ.Path` with a known root."""
    here = Known(root, call.origin)

    def text_of(made: Value) -> Value:
        return made.attributes["root"] if isinstance(made, Object) else made  # type: ignore[return-value]

    def minus(inner: Call) -> Value:
        step = inner.args[-1]
        if isinstance(step, Known) and isinstance(step.value, int):
            return make_path(inner, [here, Known("../" * step.value)])
        if isinstance(step, Known) and isinstance(step.value, str) and root.endswith(step.value):
            return make_path(inner, [Known(root.rstrip(step.value))])
        return inner.undetermined()

    def equals(inner: Call) -> Value:
        other = from_path_object(inner.args[-1])
        return Known(root == other.value) if isinstance(other, Known) else inner.undetermined(kind="bool")

    def contains(inner: Call) -> Value:
        other = inner.args[-1]
        text = from_path_object(other)
        base = posixpath.join(root, "") if len(root) > 1 else root
        if other is text or not isinstance(text, Known):
            return inner.undetermined(kind="bool")
        return Known(str(text.value).startswith(base))

    def text_method(name: str) -> Any:
        from djauthlint.evaluator.calls import call_value
        from djauthlint.evaluator.objects import get_attribute, get_item

        def body(inner: Call) -> Any:
            if name == "__getitem__":
                return get_item(inner.run, here, inner.args[-1], inner.node)
            return call_value(inner.run, get_attribute(inner.run, here, name, inner.node), inner)

        return body

    methods: dict[str, Any] = {
        "__call__": lambda inner: text_of(make_path(inner, [here, *inner.args])),
        "path": lambda inner: make_path(inner, [here, *inner.args]),
        "file": lambda inner: opened(
            inner, text_of(make_path(inner, [here, *inner.args[:1]])), inner.get(1, "mode"), inner.get(3, "encoding")
        ),
        "__sub__": minus,
        "__add__": lambda inner: make_path(inner, [here, inner.args[-1]]),
        "__invert__": lambda inner: make_path(inner, [here, Known("..")]),
        "__eq__": equals,
        "__contains__": contains,
        "__str__": lambda inner: here,
        "__fspath__": lambda inner: here,
        "__repr__": lambda inner: Known(f"<Path:{root}>"),
        **{name: text_method(name) for name in ("__getitem__", "rfind", "find")},
    }
    attributes: dict[str, Any] = {name: Builtin(f"{PATH}.{name}", body) for name, body in methods.items()}
    return Object(PATH, {"root": here, **attributes}, call.origin)


def new_path(call: Call) -> Value:
    """`environ.Path(start, *paths, is_file=False, required=False)`."""
    is_file, required = call.flag(None, "is_file", False), call.flag(None, "required", False)
    args = [call.keywords["start"], *call.args] if "start" in call.keywords else list(call.args)
    if is_file is None or required is None or call.keywords.keys() - {"is_file", "required", "start"}:
        return call.undetermined()
    if is_file and args:
        text = path_text(from_path_object(args[0]))
        args[0] = Known(posixpath.dirname(text)) if text is not None else Unknown("a path")
    return make_path(call, args)
