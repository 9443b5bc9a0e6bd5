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
