"""The same text, executed by Python and by the evaluator."""

from __future__ import annotations

import contextlib
import gc
import importlib
import io
import os
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from types import FunctionType, ModuleType
from typing import Any
from unittest.mock import patch

from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.project import Project
from djauthlint.values import ABSENT, NONE_KEY, Dict
from tests.evaluator.rendering import text_of
from tests.evaluator.worlds import assignments, fits, follow, holds

UNDETERMINED = object()


def evaluated(text: str, **given: Any) -> Evaluation:
    """What the evaluator makes of the text of a settings module."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "settings.py")
        path.write_text(text, encoding="utf-8")
        project = Project.open([path], cwd=Path(folder))
        return evaluate(project, project.entries_at(path)[0], Given(**given))


def executed(
    text: str, environment: Mapping[str, str] | None = None, things: Sequence[Any] = ()
) -> dict[str, Any] | None:
    """What Python makes of it, None when it raises; `things` is what `from mystery import THINGS` gives, `OTHERS` all but the first.

    `CALL` of that module calls every function that it is given, those in lists, too, and gives its first argument.
    """
    module = ModuleType("settings")
    module.__file__ = "/p/settings.py"
    mystery = ModuleType("mystery")
    mystery.THINGS, mystery.OTHERS = list(things), list(things)[1:]  # type: ignore[attr-defined]
    mystery.CALL = _called  # type: ignore[attr-defined]
    with (
        patch.dict(os.environ, dict(environment or {}), clear=True),
        patch.dict(sys.modules, {"mystery": mystery, "settings": module}),
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        try:
            exec(compile(text, "settings.py", "exec", dont_inherit=True), vars(module))
        except Exception:  # noqa: BLE001 - the text may raise anything
            return None
    return dict(vars(module))


def _called(*values: Any) -> Any:
    for value in values:
        if isinstance(value, list):
            _called(*value)
        elif callable(value):
            value()
    return values[0] if values else None


def imported(root: Path, environment: Mapping[str, str] | None = None) -> dict[str, Any] | None:
    """The globals of `settings.py` in a folder, imported by Python with that folder as working directory; None when it raises."""
    before = Path.cwd()
    with (
        patch.dict(os.environ, dict(environment or {}), clear=True),
        patch.dict(sys.modules),
        patch.object(sys, "path", [str(root), *sys.path]),
        patch.object(sys, "dont_write_bytecode", True),
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        os.chdir(root)
        importlib.invalidate_caches()
        try:
            return dict(vars(importlib.import_module("settings")))
        except Exception:  # noqa: BLE001 - the settings may raise anything
            return None
        finally:
            os.chdir(before)
            # What the settings left open is closed while nobody warns about it.
            gc.collect()


def project_differences(
    root: Path,
    files: Mapping[str, str],
    undetermined: Collection[str] = (),
    environment: Mapping[str, str] | None = None,
) -> list[str]:
    """As `differences`, for the `settings.py` among some files of a project."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = Project.open([root], cwd=root)
    given = Given(environment=environment or {}, complete=True, cwd=root)
    evaluation = evaluate(project, project.entry_for(root / "settings.py"), given)
    python = imported(root, environment)
    assert python is not None, "Python refuses the settings"
    return _differences(python, evaluation, undetermined, environment)


def program(expressions: Iterable[str]) -> str:
    """A module with the value of each expression, or the class of what it raises."""
    lines: list[str] = []
    for index, expression in enumerate(expressions):
        lines += [
            "try:",
            f"    V{index} = {expression}",
            "except BaseException as error:",
            f"    V{index} = ('raises', type(error).__name__)",
        ]
    return "\n".join(lines) + "\n"


def differences(
    text: str, undetermined: Collection[str] = (), environment: Mapping[str, str] | None = None
) -> list[str]:
    """The upper-case names of a module of which the evaluator, given the environment, doesn't say what Python says.

    Of those in `undetermined` it need not say everything, but nothing wrong; classes, functions and modules are not compared.
    """
    python = executed(text, environment)
    assert python is not None, "Python refuses the program"
    evaluation = evaluated(text, environment=environment or {}, complete=True)
    return _differences(python, evaluation, undetermined, environment)


def _differences(
    python: Mapping[str, Any],
    evaluation: Evaluation,
    undetermined: Collection[str],
    environment: Mapping[str, str] | None,
) -> list[str]:
    found = [] if evaluation.worlds is True else [f"imported only when {evaluation.worlds}"]
    for name in sorted({*python, *evaluation.namespace.names}):
        value = python.get(name, ABSENT)
        if not name.isupper() or isinstance(value, (type, ModuleType, FunctionType)):
            continue
        tree = evaluation.namespace.names.get(name, ABSENT)
        try:
            right = value is ABSENT if tree is ABSENT else same(to_python(tree), value)
        except Undetermined:
            right = name in undetermined and any(
                fits(tree, value, assignment, environment or {})
                for assignment in assignments([tree], environment or {})
            )
        if not right:
            found.append(f"{name}: Python {value!r}, evaluator {text_of(tree)}")
    return found


def values(expressions: Sequence[str]) -> list[tuple[str, Any, Any]]:
    """Each expression with what Python and what the evaluator say: `UNDETERMINED` where the evaluator doesn't."""
    text = program(expressions)
    python = executed(text)
    assert python is not None
    evaluation = evaluated(text, complete=True)
    assert evaluation.worlds is True
    found = []
    for index, expression in enumerate(expressions):
        try:
            got = to_python(evaluation.namespace.names[f"V{index}"])
        except Undetermined:
            got = UNDETERMINED
        found.append((expression, python[f"V{index}"], got))
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two plain objects are equal, of the same types, and in the same order."""
    if isinstance(one, (set, frozenset)):
        return type(one) is type(other) and one == other
    if isinstance(one, (list, tuple)):
        return type(one) is type(other) and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, PurePath):
        return isinstance(other, PurePath) and str(one) == str(other)
    if isinstance(one, dict):
        return isinstance(other, dict) and same(list(one.items()), list(other.items()))
    return type(one) is type(other) and (one == other or repr(one) == repr(other))


def arranged(value: Any, python: Any) -> Any:
    """A dict in the order that the evaluator gives it: entries keep one place for all worlds."""
    if not isinstance(value, Dict) or not isinstance(python, dict):
        return python
    keys = [None if key is NONE_KEY else key for key in value.entries]
    return {key: python[key] for key in [*keys, *python] if key in python}


def contradictions(
    text: str,
    environments: Iterable[Mapping[str, str]],
    things: Iterable[Sequence[Any]] = ((),),
    wanted: Callable[[str], bool] = str.isupper,
) -> list[str]:
    """What the evaluator says without being given an environment, and Python does not do in some environment."""
    evaluation = evaluated(text)
    names = {name: tree for name, tree in evaluation.namespace.names.items() if wanted(name)}
    found: list[str] = []
    for environment in environments:
        for mystery in things:
            python = executed(text, environment, mystery)
            if python is None:
                continue
            where = f"env {dict(environment)}, things {mystery}"
            nearest = list(names)
            for assignment in assignments([evaluation.worlds, *names.values()], environment):
                if not holds(evaluation.worlds, assignment):
                    continue
                wrong = [
                    name
                    for name, tree in names.items()
                    if not (follow(tree, assignment) is ABSENT and name not in python)
                    and not fits(
                        tree, arranged(follow(tree, assignment), python.get(name, ABSENT)), assignment, environment
                    )
                ]
                nearest = min(nearest, wrong, key=len)
                if not wrong:
                    break
            else:
                found.append(
                    f"{where}: none of the worlds fits; at best wrong: { ({name: python.get(name) for name in nearest}) }"
                )
    return found
