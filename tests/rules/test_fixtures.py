"""Each rule finds in its fixtures what their comments say, and nothing else."""

from pathlib import Path

import pytest

from djauthlint import registry
from tests.rules.harness import FIXTURES, cases, expected, found, resolved


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_fixture(case: Path, tmp_path: Path) -> None:
    rule = registry.find(case.parent.name)
    assert rule is not None
    settings, evaluation = resolved(case, tmp_path)
    assert not evaluation.problems
    base = tmp_path / case.name if case.is_dir() else tmp_path
    assert found(rule, settings, base) == expected(case)
    assert settings.abstained == []


def test_folders_are_rules() -> None:
    folders = {folder.name for folder in FIXTURES.glob("DJA*")}
    assert folders == {rule.code for rule in registry.rules()}


@pytest.mark.parametrize("rule", registry.rules(), ids=lambda rule: rule.code)
def test_every_rule_has_the_full_set(rule: registry.Rule) -> None:
    own = [case for case in cases() if case.parent.name == rule.code]
    fires = [case for case in own if expected(case)]
    assert any(not when for case in fires for *_, when in expected(case)) or rule.code == "DJA705"
    assert any(when for case in fires for *_, when in expected(case)), "no fixture with a condition"
    assert any(case.is_dir() for case in fires), "no fixture that is split over files"
    assert any(not expected(case) for case in own), "no near miss"
    assert any(case.stem.startswith("unknown") for case in own), "no fixture with an unknown value"
