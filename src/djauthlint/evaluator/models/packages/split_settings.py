"""django-split-settings 1.3: files that are executed in the namespace of the one that includes them."""

from __future__ import annotations

import fnmatch
import posixpath
from pathlib import Path
from typing import Any

from djauthlint.conditions import Choice
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.imports import execute_file
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model, opens_namespace
from djauthlint.evaluator.models.packages.environ.paths import from_path_object
from djauthlint.evaluator.models.packages.packaged_settings import included_file
from djauthlint.project.files import FileState, ProjectFileError
from djauthlint.values import ABSENT, Globals, Known, Namespace, Object, Value

tools = Model("split_settings.tools")


@tools.function("optional")
def _optional(call: Call) -> Value:
    return Object("split_settings.optional", {"pattern": call.get(0, "filename") or NONE}, call.origin)


@tools.function("include", lift=False, unknown=opens_namespace)
def _include(call: Call) -> Value:
    run = call.run
    scope = call.keywords.get("scope")
    namespace = scope.namespace if isinstance(scope, Globals) else run.frame.module.namespace
    for argument in call.args:
        run.each(argument, lambda leaf: _one(run, call, namespace, leaf))
    return NONE


def _one(run: Interpreter, call: Call, namespace: Namespace, leaf: Value) -> None:
    optional = isinstance(leaf, Object) and leaf.path == "split_settings.optional"
    pattern: Any = leaf.attributes["pattern"] if isinstance(leaf, Object) and optional else leaf
    if optional and isinstance(pattern, Known) and not pattern.value:
        return
    if isinstance(pattern, Choice):
        run.open_namespace(namespace, f"{call.undetermined().reason} may write any setting")
        return
    pattern = from_path_object(pattern)
    including = run.here(namespace.names.get("__included_file__", ABSENT))
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
    if not found and not optional and run.given.complete:
        run.error("OSError", f"No such file: {place}", call.node)
    for path in found:
        there = run.here(run.file_condition(path))
        if there is False:
            if not optional:
                run.error("OSError", f"No such file: {path}", call.node)
            continue
        saved = namespace.names.get("__included_file__", ABSENT)
        run.bind_name(namespace, "__included_file__", Known(str(path)), "", None)
        if there is True:
            execute_file(run, path, namespace)
        else:
            run.split(
                there,
                lambda path=path: run.open_namespace(namespace, f"{run.relative(path)} is not in version control"),
            )  # type: ignore[misc]
        run.bind_name(namespace, "__included_file__", saved, "", None)


def _matching(run: Interpreter, pattern: Path) -> list[Path] | None:
    """The project's files that a pattern names; None when it leads outside the project or into folders that can't be listed."""
    if run.project.files.state(pattern.parent) is FileState.OUTSIDE:
        return None
    if not any(character in str(pattern) for character in "*?["):
        return [pattern]
    if any(character in str(pattern.parent) for character in "*?["):
        return None
    try:
        names = run.project.files.list_dir(pattern.parent)
    except ProjectFileError:
        return []
    return [
        pattern.parent / name for name in names if fnmatch.fnmatchcase(name, pattern.name) and not name.startswith(".")
    ]
