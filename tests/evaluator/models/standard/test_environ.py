"""`os.environ` and `os.getenv`: every variable is a question that is asked once."""

from __future__ import annotations

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import shown

CASES = {
    "reading with a default": (
        "A = os.environ.get('X', 'd')\nB = os.getenv('X')\nC = os.environ.get(key='X', default=3)",
        {
            "A": shown("([env X is not set] 'd' | [env X is set] $X)"),
            "B": shown("([env X is not set] None | [env X is set] $X)"),
            "C": shown("([env X is not set] 3 | [env X is set] $X)"),
        },
    ),
    "membership": (
        "A = 'X' in os.environ\nB = 'X' not in os.environ",
        {
            "A": shown("([env X is not set] False | [env X is set] True)"),
            "B": shown("([env X is not set] True | [env X is set] False)"),
        },
    ),
    "writing": (
        "os.environ['X'] = 'a'\nA = os.environ['X']\nB = 'X' in os.environ\ndel os.environ['X']\nC = os.getenv('X')",
        {"A": "a", "B": True, "C": None},
    ),
    "setdefault": (
        "A = os.environ.setdefault('X', 'a')\nB = os.environ['X']",
        {
            "A": shown("([env X is not set] 'a' | [env X is set] $X)"),
            "B": shown("([env X is not set] 'a' | [env X is set] $X)"),
        },
    ),
    "update": (
        "os.environ.update({'X': '1'}, Y='2')\nos.environ.update([('Z', '3')])\nA = os.environ['X'], os.environ['Y'], os.environ['Z']",
        {"A": ("1", "2", "3")},
    ),
    "pop": (
        "os.environ['X'] = '1'\nA = os.environ.pop('X')\nB = os.environ.pop('X', 'none')\nC = 'X' in os.environ",
        {"A": "1", "B": "none", "C": False},
    ),
    "what is written under an unknown name may be any variable": (
        "import mystery\nos.environ['X'] = '1'\nos.environ[mystery.NAME] = '2'\nA = os.environ['X']",
        {"A": shown("?str")},
    ),
    "an unknown function may write it": (
        "import mystery\nos.environ['X'] = '1'\nmystery.change(os.environ)\nA = os.environ['X']",
        {"A": shown("?str")},
    ),
    "it is no empty mapping": ("A = 1 if os.environ else 2", {"A": 1}),
    "writing what is no string": ("try:\n    os.environ['X'] = 5\nexcept TypeError:\n    A = 1", {"A": 1}),
    "reading what is no string": ("try:\n    os.environ[5]\nexcept TypeError:\n    A = 1", {"A": 1}),
    "a copy": (
        "env = os.environ.copy()\nenv['X'] = '1'\nA = env['X']\nB = os.environ.get('X', '2') == '1'",
        {"A": "1"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_without_a_given_environment(name: str, resolve: Resolve) -> None:
    text, expected = CASES[name]
    resolved = resolve(f"import os\n{text}\n")
    assert {setting: resolved[setting] for setting in expected} == expected


def test_a_required_variable_is_a_condition_of_the_import(resolve: Resolve) -> None:
    resolved = resolve("import os\nA = os.environ['X']\nB = os.environ.get('X', 'never')\n")
    assert resolved.worlds == ["env X is set"]
    assert (resolved["A"], resolved["B"]) == (shown("$X"), shown("$X"))


def test_a_missing_variable_is_caught(resolve: Resolve) -> None:
    resolved = resolve("import os\ntry:\n    A = os.environ['X']\nexcept KeyError:\n    A = 'none'\n")
    assert resolved["A"] == shown("([env X is not set] 'none' | [env X is set] $X)")


def test_a_given_environment_is_complete(resolve: Resolve) -> None:
    text = "import os\nA = os.getenv('X')\nB = os.getenv('Y', 'd')\nC = [key for key in os.environ if key == 'X']\n"
    resolved = resolve(text, env={"X": "1"})
    assert [resolved[name] for name in "ABC"] == ["1", "d", ["X"]]


def test_nothing_of_the_real_environment_is_seen(resolve: Resolve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REAL", "leaked")
    monkeypatch.setenv("HOME", "/leaked")
    text = "import os, pathlib\nA = os.getenv('REAL')\nB = os.path.expanduser('~/x')\nC = pathlib.Path.home()\nD = os.path.expandvars('$REAL')\n"
    resolved = resolve(text, env={})
    assert resolved["A"] is None
    assert (resolved["B"], resolved["C"], resolved["D"]) == (shown("?str"), shown("?path"), "$REAL")
    assert resolve(text, env={"HOME": "/home/me", "REAL": "given"})["B"] == "/home/me/x"
    assert "leaked" not in repr(dict(resolve(text)))


def test_expanding_variables(resolve: Resolve) -> None:
    text = "import os\nA = os.path.expandvars('$X/${Y}/$Z/a$')\n"
    assert resolve(text, env={"X": "x", "Y": "y"})["A"] == "x/y/$Z/a$"
