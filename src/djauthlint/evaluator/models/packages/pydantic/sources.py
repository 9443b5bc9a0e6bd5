"""Where the fields of a `BaseSettings` come from: variables, env files, files with secrets, files with data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree, bind, either, where
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import from_python, reason_of
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.evaluator.models.packages.pydantic.annotations import Kind
from djauthlint.evaluator.models.packages.pydantic.fields import Field, configuration, fields_of
from djauthlint.evaluator.models.packages.reading import exception_class, raise_class, undetermined
from djauthlint.values import ABSENT, Dict, Entry, EnvironmentString, Known, Object, Unknown, Value

SETTINGS_ERROR: Final = exception_class("pydantic_settings.exceptions.SettingsError", "ValueError", "Exception")


@dataclass(slots=True)
class Options:
    """What a settings class says about its sources."""

    prefix: str
    case_sensitive: bool
    ignore_empty: bool
    delimiter: str | None
    prefix_target: str
    by_name: bool
    by_alias: bool
    decoding: bool
    none_text: str | None
    legacy: bool


class Variables:
    """Texts by name: the environment, or the variables of an env file."""

    def __init__(
        self, run: Interpreter, options: Options, file: Mapping[str, Tree[Any]] | None = None, doubt: str | None = None
    ) -> None:
        """`file` are the variables of a file, None for the environment; `doubt` is why there may be others."""
        self.run, self.options, self.doubt = run, options, doubt
        self.file = file

    def get(self, name: str) -> Tree[Any]:
        """The text of a variable, `ABSENT` where it is not set."""
        run = self.run
        if self.file is not None:
            found = [text for key, text in self.file.items() if self._same(key, name)]
            tree: Any = self._without_none(found[-1]) if found else Unknown(self.doubt, "str") if self.doubt else ABSENT
        else:
            tree = self._in_environment(name)
        if self.options.ignore_empty:
            tree = bind(tree, self._without_empty)
        return run.here(tree)

    def _same(self, one: str, other: str) -> bool:
        return one == other if self.options.case_sensitive else one.lower() == other.lower()

    def _in_environment(self, name: str) -> Tree[Any]:
        run = self.run
        if self.options.case_sensitive:
            return run.environment.read(run, name)
        known = {*run.given.environment, *run.environment.written}
        spelled = sorted(each for each in known if each.lower() == name.lower())
        tree: Any = ABSENT
        for each in spelled or [name.upper()]:
            found = run.environment.read(run, each)
            tree = found if tree is ABSENT else where(run.present(tree), tree, found)
        return tree

    @staticmethod
    def _without_none(tree: Tree[Any]) -> Tree[Any]:
        return bind(tree, lambda leaf: ABSENT if isinstance(leaf, Known) and leaf.value is None else leaf)  # type: ignore[no-any-return]

    def _without_empty(self, leaf: Any) -> Any:
        if isinstance(leaf, Known):
            return ABSENT if leaf.value == "" else leaf
        if isinstance(leaf, EnvironmentString):
            return where(self.run.equals_case(leaf, ""), ABSENT, leaf)
        return leaf

    def starting_with(self, prefix: str) -> tuple[list[str], str | None]:
        """The known names behind a prefix, and why there may be others."""
        run = self.run
        names = list(self.file) if self.file is not None else [*run.given.environment, *run.environment.written]
        doubt = self.doubt
        if self.file is None and not run.given.complete:
            doubt = f"environment variables whose names begin with {prefix.upper()}"
        elif self.file is None and run.environment.open is not None:
            doubt = run.environment.open
        small = prefix if self.options.case_sensitive else prefix.lower()
        found = [name for name in names if (name if self.options.case_sensitive else name.lower()).startswith(small)]
        return list(dict.fromkeys(found)), doubt


class Texts:
    """One source whose values are texts, as `EnvSettingsSource`."""

    def __init__(self, call: Call, options: Options, variables: Variables) -> None:
        self.call, self.run, self.options, self.variables = call, call.run, options, variables

    def names(self, field: Field) -> list[tuple[str, bool]]:
        """The names of the variables of a field, and whether each holds JSON for a part of it."""
        options, prefix = self.options, self.options.prefix
        if options.legacy:
            return [(name, False) for name in _legacy_names(field, prefix)]
        found: list[tuple[str, bool]] = []
        if field.aliases and options.by_alias:
            before = prefix if options.prefix_target in ("alias", "all") else ""
            found += [(f"{before}{path[0]}", len(path) > 1) for path in field.aliases]
        if not found or options.by_name:
            before = prefix if options.prefix_target in ("variable", "all") else ""
            found.append((f"{before}{field.name}", False))
        return found

    def value(self, field: Field) -> Tree[Any]:
        """The value of a field, `ABSENT` where this source has none."""
        run = self.run
        tree: Any = ABSENT
        for name, part in self.names(field):
            found = self.variables.get(name)
            if part:
                found = run.lift(
                    lambda leaf: leaf if leaf is ABSENT else self._decoded(leaf, field, Kind("any")), found
                )
            tree = found if tree is ABSENT else where(run.present(tree), tree, found)
        tree = run.lift(self._none, run.here(tree))
        if not field.kind.is_complex:
            return tree
        exploded = self._exploded(field)
        present = run.present(tree)
        if present is not False:
            tree = run.lift(lambda leaf: leaf if leaf is ABSENT else self._decoded(leaf, field, field.kind), tree)
            tree = bind(tree, lambda leaf: ABSENT if isinstance(leaf, Known) and leaf.value is None else leaf)
        return merged(run, exploded, tree)

    def _none(self, leaf: Any) -> Any:
        if self.options.none_text is not None and isinstance(leaf, Known) and leaf.value == self.options.none_text:
            return Known(None, leaf.origin)
        if self.options.none_text is not None and isinstance(leaf, EnvironmentString):
            return where(self.run.equals_case(leaf, self.options.none_text), Known(None), leaf)
        return leaf

    def _decoded(self, leaf: Value, field: Field, kind: Kind) -> Tree[Value]:
        """As `decode_complex_value`: JSON, but for fields that are marked."""
        marks = {item.path for item in field.kind.metadata if isinstance(item, Object)}
        if "pydantic_settings.NoDecode" in marks or (
            not self.options.decoding and "pydantic_settings.ForceDecode" not in marks
        ):
            return leaf
        if isinstance(leaf, Known) and isinstance(leaf.value, str):
            try:
                return from_python(json.loads(leaf.value), self.call.origin, self.run.worlds)
            except (ValueError, RecursionError):
                if kind.name == "union":
                    return leaf
                message = f'error parsing value for field "{field.name}"'
                return raise_class(self.call, SETTINGS_ERROR, message)  # type: ignore[no-any-return]
        if isinstance(leaf, Known):
            return leaf
        bare = kind.unwrapped()
        if bare.name in ("list", "tuple", "set", "dict"):
            return undetermined(self.call, leaf, bare.name)
        return Unknown(reason_of(leaf), None, ("text", f"JSON in {self.run.words(leaf)}"), self.call.origin)

    # -- nested variables

    def _exploded(self, field: Field) -> Tree[Any]:
        """As `explode_env_vars`: the parts of a field that have variables of their own."""
        if not self.options.delimiter:
            return ABSENT
        tree: Any = ABSENT
        for name, _ in self.names(field):
            found = self._inside(field.kind, f"{name}{self.options.delimiter}")
            tree = found if tree is ABSENT else merged(self.run, tree, found)
        return tree

    def _inside(self, kind: Kind, prefix: str, depth: int = 0) -> Tree[Any]:
        if depth > 6:
            return ABSENT
        bare = kind.unwrapped()
        if bare.name == "model":
            return self._inside_model(bare, prefix, depth)
        names, doubt = self.variables.starting_with(prefix)
        if bare.name == "dict":
            return self._inside_dict(bare, prefix, names, doubt)
        return self._perhaps(prefix) if names or doubt else ABSENT

    def _perhaps(self, prefix: str) -> Tree[Any]:
        there = self.run.ask(("env prefix", prefix.lower()), f"an environment variable {prefix.upper()}... is set")
        return where(there, Unknown(f"environment variables {prefix.upper()}..."), ABSENT)

    def _inside_model(self, kind: Kind, prefix: str, depth: int) -> Tree[Any]:
        run = self.run
        assert kind.cls is not None
        fields = fields_of(run, kind.cls, configuration(run, kind.cls), self.call)
        result = Dict({}, self.call.origin, run.worlds)
        there: Any = False
        for field in fields.values():
            tree: Any = ABSENT
            for alias in [str(path[0]) for path in field.aliases if len(path) == 1] or [field.name]:
                found = self.variables.get(prefix + alias)
                tree = found if tree is ABSENT else where(run.present(tree), tree, found)
            tree = run.here(tree)
            if field.kind.is_complex:
                tree = run.lift(
                    lambda leaf, field=field: leaf if leaf is ABSENT else self._decoded(leaf, field, field.kind), tree
                )
                inner = self._inside(field.kind, f"{prefix}{field.key}{self.options.delimiter}", depth + 1)
                tree = merged(run, tree, inner)
            present = run.present(tree)
            if present is not False:
                there = either(there, present)
                result.entries[field.key] = Entry(Known(field.key), tree)
        return ABSENT if there is False else where(there, result, ABSENT)

    def _inside_dict(self, kind: Kind, prefix: str, names: list[str], doubt: str | None) -> Tree[Any]:
        run = self.run
        if doubt is not None:
            there = run.ask(("env prefix", prefix.lower()), f"an environment variable {prefix.upper()}... is set")
            return where(there, Dict({}, self.call.origin, run.worlds, doubt), ABSENT)
        result = Dict({}, self.call.origin, run.worlds)
        assert self.options.delimiter is not None
        for name in names:
            key = name[len(prefix) :] if self.options.case_sensitive else name[len(prefix) :].lower()
            value = self.variables.get(name)
            if self.options.delimiter in key or (
                kind.inner and kind.inner[-1].name not in ("str", "int", "bool", "float")
            ):
                result.open = f"environment variable {name}"
            elif value is not ABSENT:
                result.entries[key] = Entry(Known(key), value)
        return result if result.entries or result.open else ABSENT


def _legacy_names(field: Field, prefix: str) -> list[str]:
    """As pydantic 1: what `Field(env=...)` names, else the prefix and the name of the field."""
    env = field.info.get("env")
    if isinstance(env, Known) and isinstance(env.value, str):
        return [env.value]
    items = getattr(env, "items", None)
    if items:
        return [str(item.value) for item in items if isinstance(item, Known)]
    return [prefix + field.name]


def merged(run: Interpreter, first: Tree[Any], second: Tree[Any]) -> Tree[Any]:
    """As `deep_update`: what the first source has, and what the second one has besides; dicts are merged."""
    if second is ABSENT:
        return first
    if first is ABSENT:
        return second

    def one(left: Any, right: Any) -> Any:
        if left is ABSENT:
            return right
        if isinstance(left, Dict) and isinstance(right, Dict):
            result = Dict({}, left.origin, run.worlds, left.open or right.open)
            for key in (*right.entries, *left.entries):
                pair = [each.entries.get(key) for each in (left, right)]
                key_value = next(entry.key for entry in pair if entry is not None)
                trees = [entry.value if entry is not None else ABSENT for entry in pair]
                result.entries[key] = Entry(key_value, merged(run, *trees))
            return result
        return left

    return run.lift(one, first, second)  # type: ignore[no-any-return]


def secret_files(call: Call, options: Options, folders: list[Path]) -> dict[str, str] | None:
    """The texts of the files in folders of the project that are certainly there; None when a folder is elsewhere."""
    from djauthlint.evaluator.models.packages.reading import read_text
    from djauthlint.project.files import FileState, ProjectFileError

    run = call.run
    texts: dict[str, str] = {}
    for folder in folders:
        if run.project.files.state(folder) is FileState.OUTSIDE:
            return None
        try:
            names = run.project.files.list_dir(folder)
        except ProjectFileError:
            continue
        for name in names:
            text = read_text(run, folder / name)
            if text is not None:
                texts[name] = text.strip()
    return texts
