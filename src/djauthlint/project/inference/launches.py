"""Where files of deployment say which command serves the site."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.project.inference.commands import SERVERS, Command, command_of, commands_in
from djauthlint.project.inference.documents import Yaml
from djauthlint.project.inference.facts import Place
from djauthlint.project.inference.platform_launches import reader_of
from djauthlint.project.mentions import Naming

if TYPE_CHECKING:
    from djauthlint.project.inference.documents import Documents
    from djauthlint.source import SourceFile

_INSTRUCTION: Final = re.compile(r"[ \t]*([A-Za-z]+)[ \t]+(.*)", re.DOTALL)
_STAGE: Final = re.compile(r"(?:--\S+[ \t]+)*(\S+)(?:[ \t]+as[ \t]+(\S+))?", re.IGNORECASE)
_PAIR: Final = re.compile(r"""\b([A-Za-z_]\w*)=("[^"]*"|'[^']*'|\S*)""")
_PYTHON: Final = re.compile(r"\b(?:python|pip3?|django|manage\.py|poetry|uv)\b", re.IGNORECASE)
_SCRIPT: Final = re.compile(r"[\w./-]*/[\w.-]+|[\w.-]+\.sh")
_DEEPEST: Final = 3
_MOST: Final = 2000


class Launch(NamedTuple):
    """A server that a file starts.

    Arguments:
        command: the command; None: a server is or may be started in a way that is not understood.
        place: the line.
        environment: the variables that the same file gives it.
        copies: how many processes like this are started, None: unknown.
        service: the service of a compose file that it is.
    """

    command: Command | None
    place: Place
    environment: Mapping[str, str]
    copies: int | None = 1
    service: str = ""


def launches(documents: Documents) -> Iterator[Launch]:
    """Every server that the files of a project start in production, or so many that one of them may be any."""
    for number, launch in enumerate(_launches(documents), 1):
        if number > _MOST:
            yield Launch(None, launch.place, {})
            return
        yield launch


def _launches(documents: Documents) -> Iterator[Launch]:
    stages = [
        (file, stage) for file in documents.of_kind(Naming.DOCKERFILE) if (stage := _last_stage(file)) is not None
    ]
    copied = {target: source for _, stage in stages for target, source in stage.copied.items()}
    for file in documents.called("procfile"):
        yield from _of_procfile(documents, file)
    for file, stage in stages:
        # Images that have nothing to do with Python serve no Django.
        if _PYTHON.search(file.text):
            yield from _of_stage(documents, stage)
    for file in documents.of_kind(Naming.COMPOSE):
        yield from _of_compose(documents, file, copied)
    for file in documents.of_kind(Naming.SERVER):
        if not file.path.name.endswith((".py", ".ini")):
            yield from _of_service(documents, file)
    for file in documents.of_kind(Naming.PLATFORM):
        yield from _of_platform(documents, file)


def _of_procfile(documents: Documents, file: SourceFile) -> Iterator[Launch]:
    for number, line in enumerate(file.text.splitlines(), 1):
        name, colon, command = line.partition(":")
        if colon and re.fullmatch(r"[\w-]+", name) and name != "release":
            yield from started(documents, [*commands_in(command)], Place(file, number), {})


def _of_service(documents: Documents, file: SourceFile) -> Iterator[Launch]:
    """The commands of systemd (`ExecStart=`) and supervisor (`command=`)."""
    lines = re.sub(r"\\\r?\n", lambda _: " \0", file.text).split("\n")
    number = 1
    for line in lines:
        match = re.match(r"[ \t]*(?:ExecStart|command)[ \t]*=[-@:+! \t]*(.*)", line)
        if match is not None:
            yield from started(documents, [*commands_in(match[1].replace("\0", " "))], Place(file, number), {})
        number += 1 + line.count("\0")


def _of_platform(documents: Documents, file: SourceFile) -> Iterator[Launch]:
    """What a platform starts; a line with the name of a server in a file whose form is not known may start one."""
    read = reader_of(file.path.name.lower())
    if read is not None:
        for named in read(documents, file):
            for launch in started(documents, [*commands_in(named.text)], named.place, named.environment):
                yield launch._replace(copies=named.copies)
        return
    for number, line in enumerate(file.text.splitlines(), 1):
        if not line.lstrip().startswith("#") and SERVERS.intersection(re.findall(r"[\w-]+", line)):
            yield Launch(None, Place(file, number), {})


class _Part(NamedTuple):
    """A stage of a Dockerfile as it is written: what it stands on, and its instructions."""

    base: _Part | None
    instructions: list[tuple[str, str, Place]]

    def all_instructions(self) -> Iterator[tuple[str, str, Place]]:
        """Those of what it stands on, too, which come first."""
        parts = [self]
        while (base := parts[-1].base) is not None:
            parts.append(base)
        for part in reversed(parts):
            yield from part.instructions


@dataclass
class _Stage:
    """A stage of a Dockerfile: what it inherits and what it says itself."""

    entrypoint: tuple[str, Place] | None = None
    cmd: tuple[str, Place] | None = None
    environment: dict[str, str] = field(default_factory=dict)
    copied: dict[str, str] = field(default_factory=dict)


def _of_stage(documents: Documents, stage: _Stage) -> Iterator[Launch]:
    entrypoint, cmd = stage.entrypoint, stage.cmd
    if entrypoint is not None and (words := _exec_form(entrypoint[0])) is not None:
        more = _exec_form(cmd[0]) if cmd is not None else []
        together = [*command_of([*words, *(more or [])])]
        if any(command.is_server for command in together):
            yield from started(documents, together, entrypoint[1], stage.environment, stage.copied)
            return
    for each in (entrypoint, cmd):
        if each is not None:
            words = _exec_form(each[0])
            commands = [*commands_in(each[0])] if words is None else [*command_of(words)]
            yield from started(documents, commands, each[1], stage.environment, stage.copied)


def _last_stage(file: SourceFile) -> _Stage | None:
    """What the image is that a Dockerfile builds last, with what the stages say that it stands on."""
    stages: dict[str, _Part] = {}
    part: _Part | None = None
    for number, line in _instructions(file.text):
        match = _INSTRUCTION.match(line)
        if match is None:
            continue
        name, rest, place = match[1].upper(), match[2].strip(), Place(file, number)
        if name == "FROM" and (source := _STAGE.match(rest)) is not None:
            part = _Part(stages.get(source[1].lower()), [])
            if source[2]:
                stages[source[2].lower()] = part
        elif part is not None:
            part.instructions.append((name, rest, place))
    if part is None:
        return None
    stage = _Stage()
    for name, rest, place in part.all_instructions():
        if name == "ENTRYPOINT":
            stage.entrypoint, stage.cmd = (rest, place), None
        elif name == "CMD":
            stage.cmd = rest, place
        elif name == "ENV":
            pairs = _PAIR.findall(rest) or [tuple(rest.split(None, 1))]
            stage.environment.update((pair[0], pair[1].strip("\"'")) for pair in pairs if len(pair) == 2)
        elif name in {"COPY", "ADD"}:
            *sources, target = [word for word in rest.split() if not word.startswith("--")] or [""]
            stage.copied.update({_copied_to(source, target): source for source in sources})
    return stage


def _instructions(text: str) -> Iterator[tuple[int, str]]:
    """The instructions of a Dockerfile on one line each, with the number of the first."""
    begin, parts = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("#"):
            continue
        begin = begin if parts else number
        if line.rstrip().endswith("\\"):
            parts.append(line.rstrip()[:-1])
        else:
            yield begin, " ".join([*parts, line])
            parts = []
    if parts:
        yield begin, " ".join(parts)


def _copied_to(source: str, target: str) -> str:
    base = source.rstrip("/").rsplit("/", 1)[-1]
    return f"{target.rstrip('/')}/{base}" if target.endswith("/") or target in {".", ""} else target


def _exec_form(text: str) -> list[str] | None:
    """The words of `["gunicorn", "shop.wsgi"]`, None for a text that a shell runs."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) and all(isinstance(word, str) for word in found) else None


def _of_compose(documents: Documents, file: SourceFile, copied: Mapping[str, str]) -> Iterator[Launch]:
    for name, service in Yaml.of(documents, file)["services"].items():
        environment = variables(service["environment"])
        copies = _count(service["deploy"]["replicas"].text or service["scale"].text)
        for key in ("entrypoint", "command"):
            said = service[key]
            words = [each.text or "" for each in said.elements()]
            commands = [*command_of(words)] if words else [*commands_in(said.text or "")]
            for launch in started(documents, commands, said.place, environment, copied):
                yield launch._replace(copies=copies, service=name)


def variables(node: Yaml) -> dict[str, str]:
    """Variables of the environment: a mapping, or a sequence of `NAME=value`; those without a value here are left out."""
    pairs = [(name, value.text) for name, value in node.items()]
    pairs += [
        (name, text) for each in node.elements() for name, equals, text in [(each.text or "").partition("=")] if equals
    ]
    return {name: text for name, text in pairs if text is not None}


def _count(text: str | None) -> int | None:
    return 1 if text is None else int(text) if text.isdecimal() and len(text) < 6 else None


def started(
    documents: Documents,
    commands: list[Command],
    place: Place,
    environment: Mapping[str, str],
    copied: Mapping[str, str] | None = None,
    depth: int = 0,
) -> Iterator[Launch]:
    """The servers among commands, and those that scripts of the project start which they run.

    Arguments:
        documents: where the scripts are.
        commands: the commands.
        place: where they stand.
        environment: the variables that they get.
        copied: where an image has files of the project from.
        depth: how many scripts lead here.
    """
    for command in commands:
        if command.is_server:
            yield Launch(command, place, {**environment, **command.environment})
        elif command.hides_server:
            yield Launch(None, place, environment)
        elif (script := _script_of(command)) is not None:
            yield from _of_script(documents, script, place, environment, copied or {}, depth)


def _script_of(command: Command) -> str | None:
    """The path of the script that a command runs."""
    words = (command.program, *command.arguments)
    if os.path.basename(command.program) in {"sh", "bash", "dash", "ash"}:
        words = tuple(word for word in command.arguments if not word.startswith("-"))
    return words[0] if words and _SCRIPT.fullmatch(words[0]) else None


def _of_script(
    documents: Documents,
    script: str,
    place: Place,
    environment: Mapping[str, str],
    copied: Mapping[str, str],
    depth: int,
) -> Iterator[Launch]:
    source = copied.get(script)
    files = (
        documents.ending(source) if source else documents.ending(script) or documents.ending(os.path.basename(script))
    )
    if len(files) != 1 or depth >= _DEEPEST:
        if files:
            yield Launch(None, place, environment)
        return
    for command in commands_in(files[0].text):
        here = Place(files[0], command.line + 1)
        yield from started(documents, [command], here, environment, copied, depth + 1)
