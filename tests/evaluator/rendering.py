"""Values of the evaluator as something that a table of expectations can hold: plain Python, or a text where there is a choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from djauthlint.conditions import OTHERWISE, Choice, Worlds, restrict
from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.project import Project
from djauthlint.values import (
    ABSENT,
    Class,
    Dict,
    Entry,
    EnvironmentString,
    Function,
    Hole,
    Instance,
    Known,
    List,
    Module,
    Set,
    Splice,
    Tuple,
    Unknown,
)
from djauthlint.wording import described, scenarios
from tests.evaluator.worlds import Assignment, assignments, flat_items, follow

SETTINGS = "settings.py"


@dataclass(frozen=True)
class Shown:
    """A value that is not one plain Python object, as text: `[env DEBUG is set] 1 | [env DEBUG is not set] 2`."""

    text: str

    def __repr__(self) -> str:
        return f"shown({self.text!r})"


def shown(text: str) -> Shown:
    return Shown(text)


UNKNOWN = Shown("?")
GONE = Shown("ABSENT")


def render(tree: Any, worlds: Worlds = True) -> Any:
    """A plain Python object where there is one, else `Shown`."""
    tree = restrict(tree, worlds)
    try:
        return to_python(tree)
    except Undetermined:
        return Shown(text_of(tree))


def text_of(tree: Any) -> str:
    match tree:
        case Choice():
            cases = tuple(tree.cases)
            parts = []
            for case, child in tree.children():
                answer = False if tree.variable.boolean and case is OTHERWISE else case
                parts.append(f"[{described(tree.variable, (answer,), cases)}] {text_of(child)}")
            return f"({' | '.join(dict.fromkeys(parts))})"
        case Known():
            return repr(tree.value)
        case EnvironmentString():
            return f"${tree.name}"
        case Unknown():
            return f"?{tree.kind or ''}"
        case Hole():
            return "*?"
        case Splice():
            return f"*({text_of(tree.tree)})"
        case List():
            return f"[{', '.join(map(text_of, tree.items))}]"
        case Tuple():
            return f"({', '.join(map(text_of, tree.items))})"
        case tuple():
            return f"<{', '.join(map(text_of, tree))}>"
        case Dict():
            entries = [f"{text_of(entry.key)}: {text_of(entry.value)}" for entry in tree.entries.values()]
            return "{" + ", ".join([*entries, *(["..."] if tree.open is not None else [])]) + "}"
        case Set():
            entries = [
                text_of(entry.key) + (f" ({text_of(entry.value)})" if isinstance(entry.value, Choice) else "")
                for entry in tree.entries.values()
            ]
            return "set{" + ", ".join([*entries, *(["..."] if tree.open is not None else [])]) + "}"
        case Instance():
            return f"<{getattr(tree.cls, 'name', '?')} object>"
        case Class() | Function() | Module():
            return f"<{tree.type_name} {tree.name}>"
    return "ABSENT" if tree is ABSENT else f"<{tree.type_name}>"


def pinned(tree: Any, assignment: Assignment) -> Any:
    """A value without the choices that an assignment makes."""
    value = follow(tree, assignment)
    if isinstance(value, (List, Tuple)):
        items = tuple(
            item if isinstance(item, Hole) else pinned(item, assignment) for item in flat_items(value.items, assignment)
        )
        return List(items) if isinstance(value, List) else Tuple(items)
    if isinstance(value, (Dict, Set)):
        there = {key: entry for key, entry in value.entries.items() if follow(entry.value, assignment) is not ABSENT}
        entries = {key: Entry(entry.key, pinned(entry.value, assignment)) for key, entry in there.items()}
        return (
            Dict(entries, open=value.open)
            if isinstance(value, Dict)
            else Set(entries, open=value.open, frozen=value.frozen)
        )
    return value


@dataclass
class Resolved(Mapping[str, Any]):
    """The upper-case names of an entry module, rendered; `reasons` says why names are unknown."""

    evaluation: Evaluation
    values: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, tree in self.evaluation.namespace.names.items():
            if name.isupper() and restrict(tree, self.evaluation.worlds) is not ABSENT:
                self.values[name] = render(tree, self.evaluation.worlds)

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __iter__(self) -> Any:
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    @property
    def open(self) -> tuple[str, ...]:
        return self.evaluation.open

    @property
    def worlds(self) -> list[str]:
        """The conditions under which the settings can be imported, one text for each scenario."""
        return [" and ".join(conditions) for conditions in scenarios(self.evaluation.worlds)]

    def under(self, *names: str, **environment: str) -> Any:
        """The values of some settings in the scenario that an environment selects."""
        answers = assignments([self.evaluation.worlds, *map(self.evaluation.namespace.names.get, names)], environment)
        assignment = next(answers)
        values = [render(pinned(self.evaluation.namespace.names.get(name, ABSENT), assignment)) for name in names]
        return values[0] if len(values) == 1 else tuple(values)

    def reason(self, name: str) -> str:
        """Why a name is unknown."""
        tree = restrict(self.evaluation.namespace.names[name], self.evaluation.worlds)
        assert isinstance(tree, Unknown), text_of(tree)
        return tree.reason


def resolve_files(root: Path, files: Mapping[str, str] | str, entry: str = SETTINGS, **given: Any) -> Resolved:
    """Lays files out below `root` and evaluates one of them; `env` gives the complete environment."""
    texts = {SETTINGS: files} if isinstance(files, str) else dict(files)
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    if "env" in given:
        given["environment"] = given.pop("env")
        given["complete"] = True
    project = Project.open([root], cwd=root)
    return Resolved(evaluate(project, project.entry_for(root / entry), Given(**given)))
