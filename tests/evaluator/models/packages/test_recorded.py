"""The models of packages against what the real packages did: `cases/NAME.json`, recorded by tools/record_packages.py."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from record_packages import CASES, tables

from djauthlint.conditions import restrict
from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.project import Project
from tests.evaluator.models.packages.cases.run_case import encode
from tests.evaluator.worlds import assignments, fits, holds
from tests.searching import EXAMPLES

ONE_IN = 3
"""Without the environment, every third case is tried; all of them where DJAUTHLINT_EXAMPLES is set."""


MEASURED = 12
"""Of these, every so many are enough to measure coverage."""


class Case(NamedTuple):
    """A program that sets X, where it runs, what the real package gave, and what the model should say.

    Those of a table's UNDETERMINED are what the model says nothing about; those of GIVEN take a variable's text for the name of
    another variable, which counts only where the text is given.
    """

    program: str
    environment: Mapping[str, str]
    files: Mapping[str, str]
    result: str
    table: str


@cache
def cases(name: str) -> list[Case]:
    namespace: dict[str, Any] = {}
    exec(compile((CASES / f"{name}.py").read_text("utf-8"), name, "exec"), namespace)
    recorded = json.loads((CASES / f"{name}.json").read_text("utf-8"))["results"]
    rows = [(row, table) for table in ("CASES", "GIVEN", "UNDETERMINED") for row in namespace.get(table, ())]
    assert [row[0] for row, _ in rows] == [program for program, _ in recorded], "run tools/record_packages.py"
    return [Case(*(*row, {}, {})[:3], result, table) for (row, table), (_, result) in zip(rows, recorded, strict=True)]


def holds_without(case: Case) -> bool:
    """Whether something can be said about a case without its environment: not where the process does not start."""
    return case.table != "GIVEN" and not case.result.startswith("raises ")


ALL = [pytest.param(name, index, id=f"{name}-{index}") for name in tables() for index in range(len(cases(name)))]
WITHOUT = [
    pytest.param(*each.values, id=each.id, marks=[pytest.mark.broad] if number % MEASURED else [])
    for number, each in enumerate(each for each in ALL if holds_without(cases(each.values[0])[each.values[1]]))
    if EXAMPLES or number % ONE_IN == 0
]


def evaluated(case: Case, folder: Path, **given: Any) -> Evaluation:
    for name, text in {**case.files, "settings.py": case.program, "manage.py": ""}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    project = Project.open([folder], cwd=folder)
    entry = project.entry_for(folder / "settings.py", case.environment.get("DJANGO_CONFIGURATION"))
    return evaluate(project, entry, Given(cwd=folder, argv=("manage.py", "check"), **given))


def value_of_x(evaluation: Evaluation) -> Any:
    return evaluation.namespace.names.get("X", evaluation.namespace.missing)


def said(evaluation: Evaluation, folder: Path) -> tuple[str, str]:
    """What the model says about X in the words of the record, or nothing and why."""
    value = restrict(value_of_x(evaluation), evaluation.worlds)
    try:
        return encode(to_python(value)).replace(str(folder), "{FOLDER}"), ""
    except Undetermined as undetermined:
        return "", undetermined.reason


@pytest.mark.parametrize(("name", "index"), ALL)
def test_with_the_environment_given(name: str, index: int, tmp_path: Path) -> None:
    case = cases(name)[index]
    evaluation = evaluated(case, tmp_path, environment=case.environment, complete=True)
    found, reason = said(evaluation, tmp_path)
    if not found:
        found = f"raises {reason.partition(':')[0]}" if case.result.startswith("raises ") else reason
        agrees = (found == case.result) is (case.table != "UNDETERMINED")
    else:
        agrees = case.table != "UNDETERMINED" and found == case.result
    assert agrees, f"{case.program}\n{case.environment}\npackage: {case.result}\nmodel:   {found}"


@pytest.mark.parametrize(("name", "index"), WITHOUT)
def test_without_the_environment(name: str, index: int, tmp_path: Path) -> None:
    """What is said about all environments holds in the one of the case."""
    case = cases(name)[index]
    evaluation = evaluated(case, tmp_path)
    tree = value_of_x(evaluation)
    # pydantic takes a variable in any spelling; the model asks about the one in capitals.
    environment = {**{variable.upper(): text for variable, text in case.environment.items()}, **case.environment}
    answers = assignments([tree, evaluation.worlds], environment)
    python = plain(case.result.replace("{FOLDER}", str(tmp_path)))
    assert python is UNCLEAR or any(
        holds(evaluation.worlds, answer) and fits(tree, python, answer, environment) for answer in answers
    ), f"{case.program}\n{case.environment}\npackage: {case.result}"


UNCLEAR = object()


def plain(text: str) -> Any:
    """The object that a recorded text stands for, `UNCLEAR` for those that are no Python literals."""
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return UNCLEAR
