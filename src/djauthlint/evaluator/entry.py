"""One entry module, from its parent packages to the settings that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from djauthlint.conditions import both, either, without
from djauthlint.evaluator.bounds import limit_settings
from djauthlint.evaluator.evaluation import Evaluation, Given
from djauthlint.evaluator.imports import begin, execute_module, import_module, make_module
from djauthlint.evaluator.interpreter import Frame, Interpreter, Unwind
from djauthlint.mistakes import did_you_mean
from djauthlint.project.files import ProjectFileError
from djauthlint.values import ABSENT, Class, Known, Module, Namespace, Unknown

if TYPE_CHECKING:
    from pathlib import Path

    from djauthlint.project import EntryModule, Project


def evaluate_entry(project: Project, entry: EntryModule, given: Given) -> Evaluation:
    """Executes an entry module and everything that it imports from the project."""
    run = Interpreter(project, given)
    run.import_path = project.roots.near(entry.path)
    if "DJANGO_SETTINGS_MODULE" not in given.environment:
        run.environment.written["DJANGO_SETTINGS_MODULE"] = Known(entry.module)
    start = Module("", entry.path, None, Namespace())
    run.frames.append(Frame(start, (), start.namespace))
    parent = entry.module.rpartition(".")[0]
    if parent and run.resolve(parent) is not None:
        try:
            import_module(run, parent, cst.Name("_"))
        except Unwind:
            run.worlds = run.alive
    module = run.modules.get(entry.module)
    if module is None:
        module = make_module(run, entry.module, entry.path)
    outer = run.worlds
    missing = without(outer, module.loaded)
    if missing is not False and module.file is not None:
        run.worlds = missing
        begin(module, missing)
        execute_module(run, module)
        if missing is not outer:
            run.worlds = either(run.worlds, without(outer, missing))
    namespace = module.namespace
    defaults: frozenset[str] = frozenset()
    if entry.configuration is not None:
        namespace, defaults = _configured(run, entry.path, namespace, entry.configuration)
    limit_settings(namespace)
    worlds = without(both(run.worlds, run.alive), run.dead)
    if worlds is False:
        worlds = run.alive
    opened = [reason for reached, reason in namespace.opened if both(worlds, reached) is not False]
    return Evaluation(
        namespace,
        worlds,
        tuple(dict.fromkeys(opened)),
        run.variables,
        dict(run.files),
        list(run.problems),
        run,
        defaults,
        dict(run.risks),
    )


def _configured(run: Interpreter, path: Path, namespace: Namespace, name: str) -> tuple[Namespace, frozenset[str]]:
    """The settings that a class makes, and which of them are no more than Django's defaults."""
    from djauthlint.evaluator.models.packages.configurations.classes import configured_settings, untouched_defaults

    cls = run.here(namespace.names.get(name, ABSENT))
    if isinstance(cls, Class):
        try:
            settings = configured_settings(run, cls)
            return settings, untouched_defaults(run, settings)
        except Unwind:
            run.worlds = run.alive
    if cls is ABSENT and not run.problems and not namespace.opened:
        found = [known for known, value in namespace.names.items() if isinstance(value, Class)]
        run.problem(path, ProjectFileError(path, f"there is no class {name}{did_you_mean(name, found)}"))
    reason = cls.reason if isinstance(cls, Unknown) else f"class {name} can't be determined"
    return Namespace(missing=Unknown(reason), opened=[(True, reason)]), frozenset()
