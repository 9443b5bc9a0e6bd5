"""Rules are found by being there."""

import re

import pytest

from djauthlint import registry
from djauthlint.diagnostics import Severity
from djauthlint.rule import Rule


def test_codes_and_names_are_well_formed() -> None:
    for rule in registry.rules():
        assert re.fullmatch(r"DJA\d{3}", rule.code)
        assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", rule.name)
        assert rule.priority in {"P0", "P1", "P2"}


def test_rules_are_sorted_by_code() -> None:
    codes = [rule.code for rule in registry.rules()]
    assert codes == sorted(codes)
    assert {"DJA101", "DJA301", "DJA809"} <= set(codes)


def test_find_takes_code_or_name_in_any_case() -> None:
    rule = registry.find("dja301")
    assert rule is not None
    assert rule is registry.find("Session-Cookie-Insecure")
    assert rule.family == "session"
    assert rule.summary == "Session cookie is sent over plain HTTP"
    assert registry.find("nothing") is None


@pytest.mark.parametrize(
    ("module", "code", "word"), [("rules.a.other", "DJA001", "DJA001"), ("rules.b.one", "DJA002", "one")]
)
def test_no_two_rules_share_a_code_or_name(module: str, code: str, word: str) -> None:
    one = Rule("rules.a.one", code="DJA001", severity=Severity.ERROR)
    other = Rule(module, code=code, severity=Severity.ERROR)
    with pytest.raises(ValueError, match=rf"are both called {word}"):
        registry.ordered([one, other])
