"""The commands that the files of hosting platforms name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from djauthlint.project.inference.documents import Yaml, json_of, line_of_key, toml_of
from djauthlint.project.inference.facts import Place

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile


class Named(NamedTuple):
    """A command that a platform runs.

    Arguments:
        text: as a shell takes it.
        place: the line.
        environment: the variables that the file gives it.
        copies: how many of it run, None: unknown.
    """

    text: str
    place: Place
    environment: Mapping[str, str]
    copies: int | None = 1


def reader_of(name: str) -> Callable[[Documents, SourceFile], Iterator[Named]] | None:
    """What finds the commands in a file of this name, in lower case; None where its form is not known."""
    return next((read for pattern, read in _READERS.items() if re.fullmatch(pattern, name)), None)


def _fly(documents: Documents, file: SourceFile) -> Iterator[Named]:
    table = toml_of(documents, file)
    environment = _texts(table.get("env"))
    experimental = table.get("experimental")
    commands = {**_texts(table.get("processes"))}
    if isinstance(experimental, dict):
        for key in ("cmd", "entrypoint"):
            words = experimental.get(key)
            commands[key] = " ".join(map(str, words)) if isinstance(words, list) else str(words or "")
    for key, text in commands.items():
        yield Named(text, line_of_key(file, key), environment)


def _texts(table: Any) -> dict[str, str]:
    return {key: str(value) for key, value in table.items()} if isinstance(table, dict) else {}


def _render(documents: Documents, file: SourceFile) -> Iterator[Named]:
    for service in Yaml.of(documents, file)["services"].elements():
        pairs = [(each["key"].text, each["value"].text) for each in service["envVars"].elements()]
        environment = {key: value for key, value in pairs if key is not None and value is not None}
        number = service["numInstances"].text or "1"
        copies = None if service["scaling"].node is not None or not number.isdecimal() else int(number[:5])
        for key in ("startCommand", "dockerCommand"):
            said = service[key]
            if said.text is not None and service["type"].text in {"web", "pserv"}:
                yield Named(said.text, said.place, environment, copies)


def _railway(documents: Documents, file: SourceFile) -> Iterator[Named]:
    table = json_of(documents, file) if file.path.name.endswith(".json") else toml_of(documents, file)
    deploy = table.get("deploy")
    command = deploy.get("startCommand") if isinstance(deploy, dict) else None
    if isinstance(deploy, dict) and isinstance(command, str):
        replicas = deploy.get("numReplicas", 1)
        yield Named(command, line_of_key(file, "startCommand"), {}, replicas if isinstance(replicas, int) else None)


def _heroku(documents: Documents, file: SourceFile) -> Iterator[Named]:
    for name, said in Yaml.of(documents, file)["run"].items():
        for each in (said, said["command"], *said["command"].elements()):
            if each.text is not None and name != "release":
                yield Named(each.text, each.place, {})


def _app(documents: Documents, file: SourceFile) -> Iterator[Named]:
    app = Yaml.of(documents, file)
    environment = {name: value.text for name, value in app["env_variables"].items() if value.text is not None}
    for said in (app["entrypoint"], *(service["run_command"] for service in app["services"].elements())):
        if said.text is not None:
            yield Named(said.text, said.place, environment)


_READERS: Final[Mapping[str, Callable[[Documents, SourceFile], Iterator[Named]]]] = {
    r"fly(?:\.[\w-]+)?\.toml": _fly,
    r"render\.ya?ml": _render,
    r"rail(?:way|pack)\.(?:json|toml)": _railway,
    r"heroku\.ya?ml": _heroku,
    r"app\.ya?ml": _app,
    r"app\.json": lambda _, __: iter(()),
}
