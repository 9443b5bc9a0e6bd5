"""Sequences that differ by many conditions: a reader is asked about those alone on which its answer depends."""

from pathlib import Path
from typing import Any

import pytest

from djauthlint.evaluator import Given, evaluate
from djauthlint.project import Project
from djauthlint.settings import Settings, TooManyScenarios, Undetermined, explore

FEATURES = 80
MANY = "import os\nX = ['a']\n" + "".join(
    f"if 'F{number}' in os.environ:\n    X += ['feature{number}']\n" for number in range(FEATURES)
)
FEW = "import os\nA, B = 'A' in os.environ, 'B' in os.environ\n"


def settings_of(text: str, folder: Path) -> Settings:
    path = folder / "settings.py"
    path.write_text(text)
    project = Project.open([path], cwd=folder)
    entry = project.entry_for(path)
    return Settings.of(evaluate(project, entry, Given()), entry)


def seen(text: str, folder: Path, look: Any, limit: int = 64) -> list[Any]:
    """What a reader sees in each scenario that it asks for."""

    def answer(settings: Settings) -> Any:
        try:
            return look(settings["X"])
        except Undetermined as undetermined:
            return undetermined.reason

    settings = settings_of(text, folder)
    return [answer for _, answer in explore(settings, settings.evaluation.worlds, answer, limit)]


def before(one: str, other: str) -> Any:
    return lambda setting: setting.any(lambda path: path == one, before=setting.first(lambda path: path == other))


def after(one: str, other: str) -> Any:
    return lambda setting: setting.any(lambda path: path == one, after=setting.first(lambda path: path == other))


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        (MANY, lambda setting: setting.contains("a"), [True]),
        (MANY, lambda setting: setting.contains("b"), [False]),
        (MANY, lambda setting: setting.contains("feature7"), [False, True]),
        (MANY, lambda setting: setting.first(lambda path: path == "b"), [None]),
        (MANY, lambda setting: setting.first(lambda path: path == "feature7") is None, [True, False]),
        (MANY, lambda setting: [element.value for element, _ in setting.repeated()], [[]]),
        (MANY + "X += ['z', 'a']\n", before("feature7", "z"), [False, True]),
        (MANY + "X += ['z', 'a']\n", lambda setting: [element.value for element, _ in setting.repeated()], [["a"]]),
        (MANY + "X += ['z']\n", after("a", "z"), [False]),
        ("from mystery import unknown\n" + MANY + "X += [unknown()]\n", lambda setting: setting.contains("a"), [True]),
        (MANY + "X += [os.environ.get('Y', '')]\n", lambda setting: setting.contains("a"), [True]),
        (FEW + "X = ['a' if A else 'b', 'c']\n", lambda setting: setting.contains("c"), [True]),
        (FEW + "X = ['a' if A else 'b', 'c']\n", lambda setting: setting.contains("d"), [False]),
        (FEW + "X = ['a' if A else 'b']\n", lambda setting: setting.any(lambda path: path in "ab"), [True]),
        (FEW + "X = ['a' if A else 'b']\n", lambda setting: setting.contains("b"), [True, False]),
        (FEW + "X = {'c', 'd'}\nif A:\n    X.add('e')\n", lambda setting: setting.contains("d"), [True]),
        (FEW + "X = {'c', 'd'}\nif A:\n    X.add('e')\n", lambda setting: setting.contains("e"), [False, True]),
        (FEW + "X = ['a'] if A else ['b']\n", lambda setting: setting.contains("b"), [True, False]),
        (FEW + "X = ['a']\nif A:\n    X += ['b', 'a', 'c']\n", before("b", "c"), [False, True]),
        (FEW + "X = ['a']\nif A:\n    X += ['b', 'a', 'c']\n", before("c", "b"), [False, False]),
        (FEW + "X = ['a']\nif A:\n    X += ['b', 'a', 'c']\n", after("a", "b"), [True, True]),
        (FEW + "X = ['a']\nif A:\n    X += ['b', 'a', 'c']\n", after("b", "a"), [False, True]),
    ],
)
def test_only_what_decides_is_asked(text: str, look: Any, expected: list[Any], tmp_path: Path) -> None:
    assert sorted(map(str, seen(text, tmp_path, look))) == sorted(map(str, expected))


def test_what_depends_on_everything_is_given_up_at_once(tmp_path: Path) -> None:
    calls = 0

    def look(setting: Any) -> int:
        nonlocal calls
        calls += 1
        return len(setting.elements)

    with pytest.raises(TooManyScenarios):
        seen(MANY, tmp_path, look)
    assert calls == 1


def test_the_answers_are_the_worlds(tmp_path: Path) -> None:
    settings = settings_of(FEW + "X = [*(['a'] if A else []), *(['b'] if B else [])]\n", tmp_path)
    found = explore(settings, settings.evaluation.worlds, lambda view: len(view["X"].elements), 4)
    assert sorted((number, getattr(worlds, "size", 0)) for worlds, number in found) == [(0, 2), (1, 2), (1, 2), (2, 2)]
