"""Edits that take a value from the environment, with the reader that the settings have already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import libcst

from djauthlint.diagnostics import Edit
from djauthlint.settings.cures.cure import Edits
from djauthlint.settings.cures.statements import with_import
from djauthlint.settings.cures.syntax import Text
from djauthlint.settings.cures.wrapping import assigned_by
from djauthlint.settings.cures.writing import written
from djauthlint.settings.places import span_of
from djauthlint.values import Origin

if TYPE_CHECKING:
    from djauthlint.settings.setting import Setting


def read(setting: Setting, variable: str) -> Iterator[Edits]:
    """Edits that read an environment variable, which must be set, instead of what a setting is assigned.

    What reads one already only loses what it gives where that is not set.
    """
    yield from required(setting)
    value = assigned_by(setting)
    if value is None:
        return
    text = Text(value.file)
    name = written(variable, text.quote)
    reader = _reader(text)
    if reader is not None:
        yield (Edit(span_of(value), f"{reader}({name})"),)
    else:
        yield (Edit(span_of(value), f"os.environ[{name}]"), *with_import(value.file, "os"))


def _reader(text: Text) -> str | None:
    """The function of a package that a module reads its environment with."""
    for statement in text.tree.body:
        small = statement.body[0] if isinstance(statement, libcst.SimpleStatementLine) else None
        match small:
            case libcst.ImportFrom(module=libcst.Name("decouple"), names=[*names]):
                found = (each for each in names if isinstance(each.name, libcst.Name) and each.name.value == "config")
                if any(each.asname is None for each in found):
                    return "config"
            case libcst.Assign(
                targets=[libcst.AssignTarget(target=libcst.Name(value=name))], value=libcst.Call(func=function)
            ) if text.text[slice(*text.range(function))] in {"environ.Env", "environs.Env", "Env"}:
                return name
            case _:
                pass
    return None


def required(setting: Setting) -> Iterator[Edits]:
    """Edits that leave out what a setting is where an environment variable is not set."""
    value = assigned_by(setting)
    if value is None or not isinstance(value.node, libcst.Call):
        return
    text = Text(value.file)
    arguments = value.node.args
    function = text.text[slice(*text.range(value.node.func))]
    if not arguments or arguments[0].keyword is not None:
        return
    name = text.text[slice(*text.range(arguments[0].value))]
    if function.endswith("environ.get"):
        yield (Edit(span_of(value), f"{function.removesuffix('.get')}[{name}]"),)
    elif function.endswith("getenv"):
        yield (Edit(span_of(value), f"os.environ[{name}]"), *with_import(value.file, "os"))
    elif len(arguments) > 1:
        yield _without_default(value, text)


def _without_default(value: Origin, text: Text) -> Edits:
    call = value.node
    assert isinstance(call, libcst.Call)
    named = (at for at, each in enumerate(call.args) if each.keyword is not None and each.keyword.value == "default")
    number = next(named, 1)
    keyword = call.args[number].keyword
    if keyword is not None and keyword.value != "default":
        return ()
    start = text.range(call.args[number - 1].value)[1]
    return (Edit(text.span(start, text.range(call.args[number].value)[1]), ""),)


def compared(setting: Setting) -> Iterator[Edits]:
    """Edits that compare the text of an environment variable with what people write for yes."""
    value = assigned_by(setting)
    if value is None:
        return
    text = Text(value.file)
    node = _within(value.node)
    source = _with_text(text, node)
    if source is not None:
        lowered = source if source.endswith(".lower()") else f"{source}.lower()"
        words = ", ".join(written(word, text.quote) for word in ("1", "true", "yes", "on"))
        yield (Edit(span_of(value), f"{lowered} in {{{words}}}"),)


def _within(node: libcst.CSTNode) -> libcst.CSTNode:
    """What is read, without what makes a truth of it."""
    match node:
        case libcst.Call(func=libcst.Name("bool"), args=[libcst.Arg(value=inner)]):
            return _within(inner)
        case libcst.BooleanOperation(left=left, operator=libcst.Or(), right=libcst.Name("False")):
            return _within(left)
        case _:
            return node


def _with_text(text: Text, node: libcst.CSTNode) -> str | None:
    """The text of an expression that reads a variable, with a text as its fallback; None for any other."""
    source = text.text[slice(*text.range(node))]
    match node:
        case libcst.Subscript():
            return source
        case libcst.Call(func=libcst.Attribute(value=inner, attr=libcst.Name("lower")), args=[]):
            found = _with_text(text, inner)
            return None if found is None else f"{found}.lower()"
        case libcst.Call(func=function, args=[name, *rest]) if len(rest) < 2:
            called = text.text[slice(*text.range(function))]
            if not called.endswith(("environ.get", "getenv")):
                return None
            fallback = _text_of(rest[0].value, text) if rest else written("", text.quote)
            return None if fallback is None else f"{called}({text.text[slice(*text.range(name.value))]}, {fallback})"
        case _:
            return None


def _text_of(node: libcst.BaseExpression, text: Text) -> str | None:
    match node:
        case libcst.SimpleString():
            return text.text[slice(*text.range(node))]
        case libcst.Name("True" | "False" as name):
            return written(name, text.quote)
        case libcst.Name("None"):
            return written("", text.quote)
        case _:
            return None
