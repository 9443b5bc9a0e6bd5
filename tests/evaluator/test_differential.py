"""The evaluator against Python itself: random settings modules, run under drawn environments, must fit what the evaluator says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import gettempdir
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from djauthlint.conditions import restrict
from djauthlint.evaluator import Evaluation, Given, evaluate
from djauthlint.project import Project
from djauthlint.values import ABSENT
from tests.evaluator.programs import NAMES, environments, programs
from tests.evaluator.rendering import text_of
from tests.evaluator.worlds import assignments, fits, holds, is_known
from tests.searching import EXAMPLES, examples

ALL = [name for names in NAMES.values() for name in names]
# A folder that is not there has no other settings beside these, through which each project would have to look.
ROOT = Path(gettempdir()).resolve() / "programs"


class _Environ(dict):  # type: ignore[type-arg]
    """`os.environ` as far as the programs use it."""


def executed(text: str, environment: Mapping[str, str]) -> dict[str, Any] | None:
    """What Python makes of a module; None when it raises."""
    environ = _Environ(environment)
    fake = SimpleNamespace(environ=environ, getenv=environ.get)
    namespace: dict[str, Any] = {"__name__": "settings"}
    code = compile(text.replace("import os\n", "\n", 1), "settings.py", "exec")
    namespace["os"] = fake
    try:
        exec(code, namespace)
    except Exception:  # noqa: BLE001 - the programs raise whatever they like
        return None
    return namespace


def evaluated(text: str, **given: Any) -> Evaluation:
    """What the evaluator makes of it; no file is written."""
    path = ROOT / "settings.py"
    project = Project.open([path], overlay={path: text.encode()}, cwd=ROOT)
    return evaluate(project, project.entry_for(path), Given(**given))


def check(text: str, evaluation: Evaluation, environment: Mapping[str, str], python: dict[str, Any]) -> None:
    """Some way to answer the questions that the environment leaves open must make every setting what it is."""
    trees = {name: evaluation.namespace.names.get(name, evaluation.namespace.missing) for name in ALL}
    misfits: dict[str, Any] = {}
    possible = False
    for assignment in assignments([evaluation.worlds, *trees.values()], environment):
        if not holds(evaluation.worlds, assignment):
            continue
        possible = True
        misfits = {
            name: tree
            for name, tree in trees.items()
            if not fits(tree, python.get(name, ABSENT), assignment, environment)
        }
        if not misfits:
            return
    lines = [f"{name}: Python {python.get(name)!r}, evaluator {text_of(tree)}" for name, tree in misfits.items()]
    if not possible:
        lines.append("the evaluator thinks that these settings can't be imported")
    pytest.fail("\n".join([text, f"environment {dict(environment)}", *lines]))


def complete(text: str, environment: Mapping[str, str]) -> None:
    python = executed(text, environment)
    assume(python is not None)
    assert python is not None
    evaluation = evaluated(text, environment=environment, complete=True)
    check(text, evaluation, environment, python)
    unknown = [name for name in ALL if not is_known(restrict(evaluation.namespace.names[name], evaluation.worlds))]
    assert not unknown, f"{text}\nunknown although the environment is given: {unknown}"


def undecided(text: str, drawn: list[dict[str, str]]) -> None:
    results = [(environment, executed(text, environment)) for environment in drawn]
    assume(any(python is not None for _, python in results))
    evaluation = evaluated(text)
    for environment, python in results:
        if python is not None:
            check(text, evaluation, environment, python)


@pytest.mark.slow
@examples(150)
@given(programs(), environments)
def test_the_complete_environment_gives_what_python_gives(text: str, environment: dict[str, str]) -> None:
    complete(text, environment)


@pytest.mark.slow
@examples(150)
@given(programs(), st.lists(environments, min_size=4, max_size=8))
def test_no_environment_contradicts_what_is_said_without_one(text: str, drawn: list[dict[str, str]]) -> None:
    undecided(text, drawn)


@pytest.mark.slow
@pytest.mark.skipif(not EXAMPLES, reason="DJAUTHLINT_EXAMPLES says how many programs the long run tries")
@examples(150)
@given(programs(), environments, st.lists(environments, min_size=4, max_size=8))
def test_both_for_much_longer(text: str, environment: dict[str, str], drawn: list[dict[str, str]]) -> None:
    complete(text, environment)
    undecided(text, drawn)


@pytest.mark.slow
@pytest.mark.parametrize(
    "made",
    [
        '[part.strip() for part in os.environ.get("A", "").split(",") if part.strip()]',
        '[*filter(None, os.environ.get("A", "").split(","))]',
        '(["x"] if os.environ.get("B") else []) + [part for part in os.environ.get("A", "").split(",") if part]',
    ],
)
@pytest.mark.parametrize("asked", ["bool(MADE)", "not MADE", "1 if MADE else 2", "len(MADE) > 0", "MADE or ['none']"])
def test_whether_a_list_of_unknown_length_is_empty_stays_open(made: str, asked: str) -> None:
    text = f"import os\nMADE = {made}\nL1 = {asked}\n"
    evaluation = evaluated(text)
    for environment in ({}, {"A": "x"}, {"A": ","}, {"A": "a,b", "B": "y"}):
        python = executed(text, environment)
        assert python is not None
        check(text, evaluation, environment, python)
