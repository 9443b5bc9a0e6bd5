"""python-dotenv 1 (https://github.com/theskumar/python-dotenv): variables from a file put into the environment."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.django_environ import from_path_object
from djauthlint.evaluator.models.packages.reading import folder_of_caller, place, read_text, set_all
from djauthlint.values import Dict, Known, Value

dotenv = Model("dotenv")
_LINE: Final = re.compile(
    r"""^[ \t]*(?:export[ \t]+)?(?P<name>'[^']+'|[^=\#\s]+)[ \t]*(?:=[ \t]*
    (?P<value>'(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^\r\n]*))?[ \t]*(?:\#[^\r\n]*)?$""",
    re.VERBOSE | re.MULTILINE,
)
_NAME: Final = re.compile(r"\$\{(?P<name>[^\}:]*)(?::-(?P<default>[^\}]*))?\}")


def parse(text: str, environment: dict[str, str]) -> dict[str, str]:
    """The variables of a file with `${NAME}` and `${NAME:-default}` expanded."""
    values: dict[str, str] = {}
    for match in _LINE.finditer(text):
        raw, name = match["value"], match["name"].strip("'")
        if raw is None or name.startswith("#"):
            continue
        if raw[:1] == "'" and raw[-1:] == "'" and len(raw) > 1:
            values[name] = raw[1:-1].replace("\\'", "'").replace("\\\\", "\\")
            continue
        if raw[:1] == '"' and raw[-1:] == '"' and len(raw) > 1:
            value = re.sub(r"\\([abfnrtv\\'\"])", lambda found: _ESCAPES[found[1]], raw[1:-1])
        else:
            value = re.sub(r"\s+#.*", "", raw).rstrip()
        values[name] = _NAME.sub(
            lambda found: {**values, **environment}.get(found["name"], found["default"] or ""), value
        )
    return values


_ESCAPES: Final = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "'": "'",
    '"': '"',
}


def find(run: Interpreter, folder: Path) -> Path | None:
    """The nearest `.env` in a folder or above it, within the project, that is certainly there."""
    for above in (folder, *folder.parents):
        if not above.is_relative_to(run.project.root):
            return None
        if run.file_condition(above / ".env") is True:
            return above / ".env"
    return None


def _file(call: Call) -> Path | None:
    argument = call.get(0, "dotenv_path")
    if argument is None or (isinstance(argument, Known) and argument.value in (None, "")):
        return find(call.run, folder_of_caller(call.run))
    return place(call.run, from_path_object(argument))


def _values(call: Call) -> dict[str, str] | None:
    path = _file(call)
    text = read_text(call.run, path) if path is not None else None
    return parse(text, dict(call.run.given.environment)) if text is not None else None


@dotenv.function("load_dotenv")
def _load(call: Call) -> Value:
    values = _values(call)
    if values is not None:
        set_all(call.run, values, overwrite=call.flag(3, "override", False) is True)
    return call.undetermined(kind="bool") if values is None and not call.run.given.complete else Known(bool(values))


@dotenv.function("dotenv_values")
def _dotenv_values(call: Call) -> Value:
    values = _values(call)
    if values is None and not call.run.given.complete:
        return Dict({}, call.origin, call.run.worlds, call.undetermined().reason)
    return from_python(values or {}, call.origin, call.run.worlds)


@dotenv.function("find_dotenv")
def _find(call: Call) -> Value:
    path = find(call.run, folder_of_caller(call.run)) if not call.all() else None
    if path is not None:
        return Known(str(path), call.origin)
    return Known("", call.origin) if call.run.given.complete and not call.all() else call.undetermined(kind="str")


dotenv_main: Any = Model("dotenv.main")
dotenv_main.names.update(dotenv.names)
