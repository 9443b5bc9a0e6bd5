"""python-dotenv 1.2 (https://github.com/theskumar/python-dotenv): variables from a file put into the environment."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model, sets_variables
from djauthlint.evaluator.models.packages.environ.paths import from_path_object
from djauthlint.evaluator.models.packages.reading import folder_of_caller, place, read_text
from djauthlint.evaluator.models.standard.files import contents_of
from djauthlint.project.files import FileState
from djauthlint.values import ABSENT, Dict, Entry, Known, Object, Unknown, Value

dotenv = Model("dotenv")
dotenv_main: Any = Model("dotenv.main")

Bindings = list[tuple[str, str | None]]

_BINDING: Final = re.compile(
    r"""\s*(?:export[^\S\r\n]+)?(?:'(?P<quoted>[^']+)'|(?P<name>[^=\#\s]+))[^\S\r\n]*
    (?P<assigned>=(?:
        [^\S\r\n]+(?=\#)
        |[^\S\r\n]*(?:'(?P<single>(?:\\.|[^'\\])*)'|"(?P<double>(?:\\.|[^"\\])*)"|(?P<plain>(?!['"])[^\r\n]*))
    ))?
    (?:[^\S\r\n]*\#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)""",
    re.VERBOSE | re.DOTALL,
)
_REST: Final = re.compile(r"\s*[^\r\n]*(?:\r\n|\n|\r)?")
_NAME: Final = re.compile(r"\$\{(?P<name>[^\}:]*)(?::-(?P<default>[^\}]*))?\}")


def parse(text: str) -> Bindings:
    """The variables of a file in order, as they are written; None for a name without `=`."""
    found: Bindings = []
    position, text = 0, text.removeprefix("\ufeff")
    while position < len(text):
        match = _BINDING.match(text, position)
        if match is None:
            rest = _REST.match(text, position)
            assert rest is not None
            position = max(rest.end(), position + 1)
            continue
        position = match.end()
        found.append((match["quoted"] or match["name"], _written(match)))
    return found


def _written(match: re.Match[str]) -> str | None:
    if match["single"] is not None:
        return _unescaped(r"\\[\\']", match["single"])
    if match["double"] is not None:
        return _unescaped(r"\\[\\'\"abfnrtv]", match["double"])
    if match["plain"] is not None:
        return re.sub(r"\s+#.*", "", match["plain"]).rstrip()
    return "" if match["assigned"] is not None else None


def _unescaped(escapes: str, text: str) -> str:
    return re.sub(escapes, lambda found: codecs.decode(found[0], "unicode-escape"), text)


def resolved(
    run: Interpreter, bindings: Bindings, *, override: bool = True, interpolate: bool = True
) -> dict[str, Any]:
    """The values of variables, with `${NAME}` and `${NAME:-default}` replaced: from the file first if `override`, else from the environment."""
    values: dict[str, Any] = {}
    for name, text in bindings:
        values[name] = NONE if text is None else _expanded(run, text, values, override) if interpolate else Known(text)
    return values


def _expanded(run: Interpreter, text: str, values: dict[str, Any], override: bool) -> Tree[Value]:
    parts: list[Any] = []
    position = 0
    for match in _NAME.finditer(text):
        if match.start() > position:
            parts.append(Known(text[position : match.start()]))
        parts.append(_value(run, match["name"], match["default"] or "", values, override))
        position = match.end()
    if position < len(text):
        parts.append(Known(text[position:]))
    if len(parts) == 1:
        return parts[0]  # type: ignore[no-any-return]

    def joined(*leaves: Value) -> Value:
        if all(isinstance(leaf, Known) for leaf in leaves):
            return Known("".join(str(leaf.value) for leaf in leaves if isinstance(leaf, Known)))
        blocking = next(leaf for leaf in leaves if not isinstance(leaf, Known))
        return Unknown(getattr(blocking, "reason", "a variable"), "str", ("text", text))

    return run.lift(joined, *parts)  # type: ignore[no-any-return]


def _value(run: Interpreter, name: str, default: str, values: dict[str, Any], override: bool) -> Tree[Value]:
    outer: Any = run.environment.read(run, name)
    inner: Any = values.get(name, ABSENT)
    first, second = (inner, outer) if override else (outer, inner)
    found = run.here(where(run.present(first), first, second))
    there = run.present(found)
    found = run.here(where(there, found, Known(default)))
    return run.lift(lambda leaf: Known("") if isinstance(leaf, Known) and leaf.value is None else leaf, found)  # type: ignore[no-any-return]


def find(run: Interpreter, folder: Path, name: str = ".env") -> Path | None:
    """The nearest file of this name in a folder or above it, within the project."""
    for above in (folder, *folder.parents):
        if not above.is_relative_to(run.project.root):
            return None
        if run.file_condition(above / name) is True or run.project.files.state(above / name) is FileState.IGNORED:
            return above / name
    return None


def load(run: Interpreter, text: str, *, override: bool, interpolate: bool = True) -> None:
    """Puts the variables of a text into the environment: for those that are set already only if `override`."""
    for name, tree in resolved(run, parse(text), override=override, interpolate=interpolate).items():

        def put(leaf: Value, name: str = name) -> None:
            if isinstance(leaf, Known) and leaf.value is None:
                return
            if override:
                run.environment.write(run, name, leaf)
            else:
                run.environment.set_default(run, name, leaf)

        run.each(tree, put)


def _text(call: Call) -> tuple[Value | None, bool]:
    """The text that a call reads (None: there is no file), and whether that is certain."""
    argument, stream, run = call.get(0, "dotenv_path"), call.get(1, "stream"), call.run
    absent = argument is None or (isinstance(argument, Known) and argument.value in (None, ""))
    if isinstance(stream, Object) and absent:
        text = run.here(contents_of(call, stream))
        return (text, True) if isinstance(text, Known) else (None, False)
    path = find(run, folder_of_caller(run)) if absent else place(run, from_path_object(argument))
    text = read_text(run, path) if path is not None else None
    return (Known(text) if text is not None else None), text is not None or run.given.complete


def _options(call: Call) -> tuple[bool, bool] | None:
    override, interpolate = call.flag(3, "override", False), call.flag(4, "interpolate", True)
    return None if override is None or interpolate is None else (override, interpolate)


@dotenv.function("load_dotenv", unknown=sets_variables)
def _load(call: Call) -> Value:
    text, certain = _text(call)
    options = _options(call)
    if text is None:
        return Known(False, call.origin) if certain else call.undetermined(kind="bool")
    assert isinstance(text, Known)
    if options is None:
        call.run.environment.forget(f"{call.undetermined().reason} may set it")
        return call.undetermined(kind="bool")
    load(call.run, str(text.value), override=options[0], interpolate=options[1])
    return Known(bool(parse(str(text.value))), call.origin)


@dotenv.function("dotenv_values")
def _dotenv_values(call: Call) -> Value:
    text, certain = _text(call)
    interpolate = call.flag(3, "interpolate", True)
    if (text is None and not certain) or interpolate is None:
        return Dict({}, call.origin, call.run.worlds, call.undetermined().reason)
    bindings = parse(str(text.value)) if isinstance(text, Known) else []
    values = resolved(call.run, bindings, interpolate=interpolate)
    return Dict({name: Entry(Known(name), tree) for name, tree in values.items()}, call.origin, call.run.worlds)


@dotenv.function("get_key")
def _get_key(call: Call) -> Tree[Value]:
    text, certain = _text(call.with_arguments(call.args[:1], {}))
    name = call.text(1, "key_to_get")
    if name is None or (text is None and not certain):
        return call.undetermined()
    bindings = parse(str(text.value)) if isinstance(text, Known) else []
    return resolved(call.run, bindings).get(name, NONE)  # type: ignore[no-any-return]


@dotenv.function("find_dotenv")
def _find(call: Call) -> Value:
    run = call.run
    name = ".env" if call.get(0, "filename") is None else call.text(0, "filename")
    from_cwd = call.flag(2, "usecwd", False)
    folder = run.given.cwd if from_cwd else folder_of_caller(run)
    if name is None or folder is None or from_cwd is None:
        return call.undetermined(kind="str")
    path = find(run, folder, name)
    if path is not None and run.file_condition(path) is True:
        return Known(str(path), call.origin)
    if path is not None or not run.given.complete:
        return call.undetermined(kind="str")
    if call.flag(1, "raise_error_if_not_found", False):
        return run.error("OSError", "File not found", call.node)  # type: ignore[no-any-return]
    return Known("", call.origin)


for _name in ("set_key", "unset_key"):
    dotenv.function(_name)(lambda call: call.undetermined())
dotenv_main.names.update(dotenv.names)
