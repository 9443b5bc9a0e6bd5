"""`tools/new_rule.py` writes a rule that only lacks its check."""

import importlib.util
import sys
from pathlib import Path

import new_rule
import pytest

from djauthlint.rule import Rule, run
from tests.rules.harness import expected, settings_of


@pytest.fixture
def root(tmp_path: Path) -> Path:
    family = tmp_path / "src" / "djauthlint" / "rules" / "session"
    family.mkdir(parents=True)
    (family / "__init__.py").write_text("", encoding="utf-8")
    return tmp_path


def test_writes_module_and_fixtures(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module, fires, near_miss = new_rule.write(root, "DJA399", "session-is-odd", "session")
    assert module == root / "src/djauthlint/rules/session/session_is_odd.py"
    assert [found.code for found in expected(fires)] == ["DJA399"]
    assert expected(near_miss) == []

    name = "djauthlint.rules.session.session_is_odd"
    spec = importlib.util.spec_from_file_location(name, module)
    assert spec is not None
    assert spec.loader is not None
    loaded = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, loaded)
    spec.loader.exec_module(loaded)
    assert isinstance(loaded.rule, Rule)
    assert (loaded.rule.code, loaded.rule.name, loaded.rule.family) == ("DJA399", "session-is-odd", "session")
    assert loaded.rule.documentation.startswith("What is wrong")
    settings, _ = settings_of(fires)
    assert run(loaded.rule, settings) == [], "the check is still to be written"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("X1", "session-is-odd", "session"), "is no code"),
        (("DJA399", "Session Is Odd", "session"), "is no name"),
        (("DJA399", "session-is-odd", "nothing"), "there is no family nothing; there are session"),
    ],
)
def test_refuses_malformed_words(root: Path, words: tuple[str, str, str], reason: str) -> None:
    with pytest.raises(new_rule.Refused, match=reason):
        new_rule.write(root, *words)


@pytest.mark.parametrize("words", [("DJA399", "another", "session"), ("DJA398", "session-is-odd", "session")])
def test_refuses_a_second_rule_of_that_name(root: Path, words: tuple[str, str, str]) -> None:
    new_rule.write(root, "DJA399", "session-is-odd", "session")
    with pytest.raises(new_rule.Refused, match=r"session_is_odd\.py is called that already"):
        new_rule.write(root, *words)


SYMPTOMS = """\
[symptoms.login-loop]
sees = "a"
rules = [
    "DJA302", "DJA310",
]
prove = ["browser"]

[symptoms.csrf-failed]
sees = "b"
rules = ["DJA410"]
"""


def test_puts_the_code_into_symptoms(root: Path) -> None:
    catalogue = root / new_rule.SYMPTOMS
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(SYMPTOMS, encoding="utf-8")
    with pytest.raises(new_rule.Refused, match="there is no symptom nothing; there are login-loop, csrf-failed"):
        new_rule.write(root, "DJA399", "session-is-odd", "session", ["nothing"])
    assert catalogue in new_rule.write(root, "DJA399", "session-is-odd", "session", ["login-loop", "csrf-failed"])
    text = catalogue.read_text(encoding="utf-8")
    assert text == SYMPTOMS.replace('"DJA310"', '"DJA310", "DJA399"').replace('"DJA410"', '"DJA410", "DJA399"')


def test_command_line(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(new_rule, "ROOT", root)
    assert new_rule.main(["DJA399", "session-is-odd", "session"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "src/djauthlint/rules/session/session_is_odd.py",
        "fixtures/DJA399/fires.py",
        "fixtures/DJA399/near_miss.py",
    ]
    assert new_rule.main(["DJA399", "session-is-odd", "session"]) == 2
    assert "called that already" in capsys.readouterr().err
