"""`Env.read_env`: the variables of a file, put into the environment."""

from __future__ import annotations

import re
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.packages.environ.paths import from_path_object
from djauthlint.evaluator.models.packages.reading import folder_of_caller, place, read_text, set_all
from djauthlint.evaluator.models.standard.files import contents_of
from djauthlint.values import Known, Object, Value

_LINE: Final = re.compile(r"\A(?:export )?([A-Za-z_0-9]+)=(.*)\Z")


def parse(text: str, *, comments: bool = False) -> dict[str, str]:
    """The variables of an env file; `comments`: what follows `#` is none of the value."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is not None:
            values[match[1]] = _value(match[2], comments)
    return values


def _value(text: str, comments: bool) -> str:
    if comments:
        quoted = re.match(r"\A\s*'(?<!\\)(.*)'\s*(#.*\s*)?\Z", text)
        plain = re.match(r"\A(.*?)(#.*\s*)?\Z", text)
        text = quoted[1] if quoted else plain[1] if plain else text
    else:
        quoted = re.match(r"\A'(.*)'\Z", text)
        text = quoted[1] if quoted else text
    double = re.match(r'\A"(.*)"\Z', text)
    if double:
        return re.sub(r"\\(.)", lambda found: "\\" + found[1] if found[1] in "rnt" else found[1], double[1])
    return text


def read_env(call: Call) -> Value:
    """`read_env(env_file, overwrite, parse_comments, encoding, **overrides)`."""
    run = call.run
    overwrite, comments = call.flag(1, "overwrite", False), call.flag(2, "parse_comments", False)
    named = {"env_file", "overwrite", "parse_comments", "encoding"}
    values: dict[str, Any] = {name: tree for name, tree in call.keywords.items() if name not in named}
    text = _text(call)
    if overwrite is None or comments is None or any(not isinstance(value, Known) for value in values.values()):
        if run.given.complete:
            run.environment.forget(f"{call.undetermined().reason} may set it")
        return NONE
    texts = {name: str(value.value) for name, value in values.items()}
    if text is None and run.given.complete and not _is_certain(call):
        run.environment.forget(f"{call.undetermined().reason} may set it")
    set_all(run, {**texts, **(parse(text, comments=comments) if text is not None else {})}, overwrite=overwrite)
    return NONE


def _text(call: Call) -> str | None:
    """The text of the file, None where there is none or nobody knows it."""
    run, argument = call.run, call.get(0, "env_file")
    if argument is None or (isinstance(argument, Known) and argument.value is None):
        return read_text(run, folder_of_caller(run) / ".env")
    if isinstance(argument, Object) and "read" in argument.attributes:
        found = run.here(contents_of(call, argument))
        return str(found.value) if isinstance(found, Known) else None
    path = place(run, from_path_object(argument))
    return read_text(run, path) if path is not None else None


def _is_certain(call: Call) -> bool:
    """Whether it is certain which file is read."""
    argument = from_path_object(call.get(0, "env_file"))
    return (
        argument is None
        or place(call.run, argument) is not None
        or (isinstance(argument, Known) and argument.value is None)
    )
