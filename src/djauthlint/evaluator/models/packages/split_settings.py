"""django-split-settings 1.3: files that are executed in the namespace of the one that includes them."""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree, same
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.imports import execute_file
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model, opens_namespace
from djauthlint.evaluator.models.packages.environ.paths import from_path_object
from djauthlint.evaluator.models.packages.packaged_settings import included_file
from djauthlint.evaluator.models.standard.files import os_error
from djauthlint.evaluator.operators import contains
from djauthlint.project.files import FileState, ProjectFileError
from djauthlint.values import (
    ABSENT,
    Builtin,
    Class,
    Dict,
    Function,
    Globals,
    Known,
    Library,
    List,
    Module,
    Namespace,
    Object,
    Set,
    Unknown,
    Value,
)

tools = Model("split_settings.tools")

_OPTIONAL: Final = "split_settings.optional"
_FILE: Final = "__included_file__"
_FILES: Final = "__included_files__"
_CODE: Final = (Builtin, Class, Function, Library, Module)
_WORD: Final = re.compile(r"[^\W\d]\w*")


class Optional(str):
    """A pattern that may match nothing."""

    __slots__ = ()


@tools.function("optional")
def _optional(call: Call) -> Value:
    name = call.get(0, "filename") or NONE
    if isinstance(name, Known):
        return Known(Optional(name.value or ""), call.origin)
    return Object(_OPTIONAL, {"pattern": name}, call.origin)


@tools.function("include", lift=False, unknown=opens_namespace)
def _include(call: Call) -> Value:
    run = call.run
    scope = run.here(call.keywords.get("scope", NONE))
    namespace = run.frame.module.namespace
    if isinstance(scope, Globals):
        namespace = scope.namespace
    elif not (isinstance(scope, Known) or (isinstance(scope, Dict) and not scope.entries and scope.open is None)):
        run.havoc(scope, f"changed by {call.undetermined().reason}")
        return NONE
    if namespace.names.get(_FILES, ABSENT) is ABSENT:
        run.bind_name(namespace, _FILES, List((), call.origin, run.worlds), "", None)
    for argument in call.args:
        run.each(argument, lambda leaf: _one(run, call, namespace, leaf))
    return NONE


def _one(run: Interpreter, call: Call, namespace: Namespace, leaf: Value) -> None:
    """Includes what one pattern names."""
    unclear = isinstance(leaf, Object) and leaf.path == _OPTIONAL
    optional = unclear or (isinstance(leaf, Known) and isinstance(leaf.value, Optional))
    pattern: Any = leaf.attributes["pattern"] if isinstance(leaf, Object) and unclear else from_path_object(leaf)
    if optional and isinstance(pattern, Known) and not pattern.value:
        return
    including = run.here(namespace.names.get(_FILE, ABSENT))
    if including is ABSENT:
        including = run.here(namespace.names.get("__file__", ABSENT))
    if included_file(run, pattern, namespace, call.origin):
        return
    if not isinstance(pattern, Known) or not isinstance(including, Known):
        run.open_namespace(namespace, f"{call.undetermined().reason} may write any setting")
        return
    place = posixpath.normpath(posixpath.join(posixpath.dirname(str(including.value)), str(pattern.value)))
    found = _matching(run, Path(place))
    if found is None:
        if not run.given.complete or not optional:
            run.open_namespace(namespace, f"{call.undetermined().reason} may write any setting")
        return
    if not found and not optional:
        run.error("OSError", f"No such file: {place}", call.node)
    _others(run, Path(place), namespace, found, optional=optional)
    with_effects: list[tuple[Path, dict[str, Any]]] = []
    before = dict(namespace.names)
    for path in found:
        start = _state(namespace)
        _include_file(run, call, namespace, path, optional=optional)
        with_effects.append((path, _changed(start, namespace)))
    if len(found) > 1:
        _in_any_order(run, namespace, with_effects, before, Path(place))


def _include_file(run: Interpreter, call: Call, namespace: Namespace, path: Path, *, optional: bool) -> None:
    """Includes a file unless it has been."""
    there = run.here(run.file_condition(path))
    if there is False or (there is not True and not optional):
        run.split(
            there, lambda: None, lambda: None if optional else run.error("OSError", f"No such file: {path}", call.node)
        )
        if there is False:
            return
    if run.project.files.is_dir(path):
        os_error(run, "IsADirectoryError", str(path), call.node)
    label = Known(str(path))
    listed: Any = run.here(namespace.names[_FILES])
    already = contains(run, label, listed) if isinstance(listed, List) else False

    def execute() -> None:
        if isinstance(listed, List):
            run.set_items(listed, (*listed.items, label))
        saved = namespace.names.get(_FILE, ABSENT)
        run.bind_name(namespace, _FILE, label, "", None)
        if run.project.files.state(path) is FileState.TRACKED or run.given.complete:
            execute_file(run, path, namespace)
        else:
            run.open_namespace(namespace, f"{run.relative(path)} is not in version control")
        run.bind_name(namespace, _FILE, saved, "", None)

    def unless_included() -> None:
        run.split(already, lambda: None, execute)

    run.split(there, unless_included, lambda: None)


def _others(run: Interpreter, pattern: Path, namespace: Namespace, found: list[Path], *, optional: bool) -> None:
    """Files that match and that only some have: of an optional pattern, or of one that git ignores."""
    if run.given.complete or not _is_pattern(pattern.name):
        return
    example = pattern.with_name(re.sub(r"\*|\?|\[[^]]*\]", "x", pattern.name))
    if run.project.files.is_ignored(str(example), False) or (optional and not found):
        more = run.ask(("files", str(pattern)), f"{'another' if found else 'a'} file matches {run.relative(pattern)}")
        reason = f"a file that matches {run.relative(pattern)} is not in version control"
        run.split(more, lambda: run.open_namespace(namespace, reason), lambda: None)


def _is_pattern(text: str) -> bool:
    return any(character in text for character in "*?[")


def _matching(run: Interpreter, pattern: Path) -> list[Path] | None:
    """The project's files that a pattern names; None when it leads outside the project."""
    files = run.project.files
    if not _is_pattern(str(pattern)):
        return (
            [pattern]
            if files.state(pattern) is not FileState.OUTSIDE and files.state(pattern.parent) is not FileState.OUTSIDE
            else None
        )
    if _is_pattern(str(pattern.parent)):
        folders = _matching(run, pattern.parent)
        if folders is None:
            return None
        found = [_matching(run, folder / pattern.name) for folder in folders if files.is_dir(folder)]
        return [path for paths in found for path in paths or ()]
    if files.state(pattern.parent) is FileState.OUTSIDE:
        return None
    if not _is_pattern(pattern.name):
        return [pattern] if files.state(pattern) in (FileState.TRACKED, FileState.IGNORED) else []
    try:
        names = files.list_dir(pattern.parent)
    except ProjectFileError:
        return []
    hidden = pattern.name.startswith(".")
    return [
        pattern.parent / name
        for name in names
        if fnmatch.fnmatchcase(name, pattern.name) and (hidden or not name.startswith("."))
    ]


# -- the order in which files match is the file system's


def _state(namespace: Namespace) -> dict[str, Any]:
    """What each name stands for, with the contents of what can be changed in place."""
    return {name: (tree, _contents(tree)) for name, tree in namespace.names.items()}


def _contents(tree: Tree[Any]) -> Any:
    if isinstance(tree, List):
        return tree.items
    return tuple(entry.value for entry in tree.entries.values()) if isinstance(tree, (Dict, Set)) else None


def _changed(start: dict[str, Any], namespace: Namespace) -> dict[str, Any]:
    """The names that stand for something else, or for something changed, than before."""
    return {
        name: tree
        for name, tree in namespace.names.items()
        if name not in start or start[name][0] is not tree or start[name][1] != _contents(tree)
    }


def _in_any_order(
    run: Interpreter,
    namespace: Namespace,
    files: Sequence[tuple[Path, dict[str, Any]]],
    before: dict[str, Any],
    pattern: Path,
) -> None:
    """Makes unknown what the order of the files decides: a name that one of them changes and another one mentions.

    A name that only one of them sets, and that was not there, has to be set before it is read.
    """
    words = {path: _words(run, path) for path, _ in files}
    own = {"__builtins__", _FILE, _FILES}

    def decided(name: str, path: Path, tree: Any) -> bool:
        for other, effects in files:
            if other == path or name not in words[other]:
                continue
            if name in effects and not _alike(effects[name], tree):
                return True
            if name not in effects and name in before:
                return True
        return False

    unclear = {
        name
        for path, effects in files
        for name, tree in effects.items()
        if name not in own and decided(name, path, tree)
    }
    reason = f"the order of the files that match {run.relative(pattern)}"
    pending = True
    while pending:
        pending = False
        for path, effects in files:
            data = {name for name, tree in effects.items() if name not in own and not isinstance(tree, _CODE)}
            if words[path] & unclear and not data <= unclear:
                unclear |= data
                pending = True
    for name in sorted(unclear):
        run.bind_name(namespace, name, Unknown(reason), "set", None)


def _alike(one: Any, other: Any) -> bool:
    """Whether two files give a name the same: what both changed in place is not."""
    if isinstance(one, Known) and isinstance(other, Known):
        return type(one.value) is type(other.value) and bool(one.value == other.value)
    return same(one, other) and not isinstance(one, (List, Dict, Set))


def _words(run: Interpreter, path: Path) -> set[str]:
    try:
        text = run.project.files.read_bytes(path).decode("utf-8", "replace")
    except ProjectFileError:
        return set()
    return set(_WORD.findall(text))
