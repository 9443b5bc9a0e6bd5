"""Every rule explains a symptom, and every statement of the guide that became a rule is reached from one."""

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from djauthlint import registry
from djauthlint.diagnostics import Severity
from djauthlint.rule import Rule
from djauthlint.symptoms import Symptom, matching, symptoms
from djauthlint.symptoms.catalogue import read

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

GUIDE = Path(__file__).with_name("guide.toml")
STATEMENTS: list[dict[str, Any]] = tomllib.loads(GUIDE.read_text(encoding="utf-8"))["statement"]
CODE = re.compile(r"DJA\d{3}")

TO_COME = frozenset(f"DJA{number}" for number in (501, 502, *range(505, 510), 519, 715, 722, *range(901, 931)))
"""Codes that symptoms name before there is such a rule."""


@pytest.fixture(scope="module")
def every() -> tuple[Symptom, ...]:
    return symptoms(registry.rules())


def codes_of(statement: dict[str, Any]) -> set[str]:
    """The rules that there are of those that a statement became."""
    prefixes = tuple(statement.get("rules", ()))
    return {rule.code for rule in registry.rules() if prefixes and rule.code.startswith(prefixes)}


def test_every_rule_explains_a_symptom(every: tuple[Symptom, ...]) -> None:
    reached = {rule.code for symptom in every for rule in symptom.rules}
    lost = sorted({rule.code for rule in registry.rules()} - reached)
    assert not lost, (
        f"{', '.join(lost)}: put the code into a symptom of src/djauthlint/symptoms/symptoms.toml, where it is likely,"
        " or say what the user experiences in words of `says` there"
    )


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: f"{each['line']}: {each['says'][:40]}")
def test_every_statement_of_the_guide(every: tuple[Symptom, ...], statement: dict[str, Any]) -> None:
    reached = {rule.code for symptom in every for rule in symptom.rules}
    assert codes_of(statement) <= reached
    verdict = statement["verdict"]
    if "folklore" in verdict or "imprecise" in verdict:
        claim = read("facts.toml")[statement["fact"]]["claim"]
        assert any(fact.claim == claim for symptom in every for fact in symptom.facts)
    elif verdict.startswith("rule"):
        assert statement.get("rules") or "deployment" in verdict
    else:
        assert verdict in {"heading", "not checkable"}


@pytest.mark.parametrize(
    "statement",
    [each for each in STATEMENTS if each["verdict"] != "not checkable" and ("rules" in each or "fact" in each)],
    ids=lambda each: f"{each['line']}: {each['says'][:40]}",
)
def test_typing_a_statement_leads_to_what_is_about_it(every: tuple[Symptom, ...], statement: dict[str, Any]) -> None:
    tables, facts = read("symptoms.toml")["symptoms"], read("facts.toml")
    answered = facts[statement["fact"]]["symptoms"] if "fact" in statement else []
    prefixes = tuple(statement.get("rules", ()))
    assert any(
        symptom.slug in answered or any(code.startswith(prefixes) for code in tables[symptom.slug]["rules"] if prefixes)
        for symptom in matching(every, statement["says"])
    )


def test_the_guide_is_complete() -> None:
    assert {statement["line"] for statement in STATEMENTS} == set(range(1, 84))


def test_what_is_named_exists(every: tuple[Symptom, ...]) -> None:
    known = {rule.code for rule in registry.rules()} | TO_COME
    tables = read("symptoms.toml")
    for slug, table in tables["symptoms"].items():
        assert set(table["rules"]) <= known, slug
        assert len(set(table["rules"])) == len(table["rules"]), slug
        assert set(table["prove"]) <= set(tables["recipes"]), slug
        assert table["words"], slug
    for fact in read("facts.toml").values():
        assert fact["symptoms"]
        assert set(fact["symptoms"]) <= set(tables["symptoms"])
        assert set(CODE.findall(fact["truth"])) <= known
    assert {name for table in tables["symptoms"].values() for name in table["prove"]} == set(tables["recipes"])


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("redirected back to login", "login-loop"),
        ("login loop", "login-loop"),
        ("CSRF verification failed", "csrf-failed"),
        ("works locally but not behind the load balancer", "works-only-locally"),
        ("logged out at random", "logged-out-at-random"),
        ("login loop after OAuth", "oauth-loop"),
        ("works on one host only", "one-host-only"),
        ("too many redirects", "too-many-redirects"),
        ("400 Bad Request", "bad-request"),
        ("Why does login work on one page but not another?", "one-host-only"),
        ("How do I fix 'CSRF token missing or incorrect' after login?", "csrf-failed"),
        ("My login works locally but not on Heroku / AWS / Docker. Why?", "works-only-locally"),
        ("What causes 'Session data corrupted' or 'Invalid session key' errors?", "session-data-corrupted"),
        ("How do I debug authentication with a custom User model?", "custom-user-model"),
        ("authenticate() returned None", "credentials-refused"),
        ("clearsessions", "session-data-corrupted"),
        ("OAUTH-LOOP ", "oauth-loop"),
        ("dja304", "login-loop"),
        ("session-cookie-samesite-none-insecure", "login-loop"),
    ],
)
def test_words(every: tuple[Symptom, ...], words: str, slug: str) -> None:
    assert matching(every, words)[0].slug == slug


@pytest.mark.parametrize("words", ["frobnicate", "", "the", "DJA000", "purple monkeys login elsewhere tomorrow"])
def test_words_that_mean_nothing(every: tuple[Symptom, ...], words: str) -> None:
    assert matching(every, words) == ()


def test_a_rule_that_no_symptom_lists_is_found_by_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "acme.single_sign_on", ModuleType("acme.single_sign_on", "It is off."))
    says = "sending the form is an ERROR 403, and logging in leads back to the login page"
    rule = Rule("acme.single_sign_on", "ACM001", Severity.ERROR, symptom=says)
    assert [symptom.slug for symptom in symptoms([rule]) if symptom.rules] == ["login-loop", "csrf-failed"]


def test_slips_are_a_cause_only_at_settings_that_the_symptom_is_about(every: tuple[Symptom, ...]) -> None:
    loop, safe = (next(symptom for symptom in every if symptom.slug == slug) for slug in ("login-loop", "is-it-safe"))
    by_name = {rule.name: rule for rule in registry.rules()}
    slip, cookie = by_name["string-boolean"], by_name["session-cookie-insecure"]
    assert loop.is_about(slip, "SESSION_COOKIE_SECURE")
    assert loop.is_about(slip, "SESION_COOKIE_SECURE")
    assert not loop.is_about(slip, "USE_TZ")
    assert loop.is_about(cookie, "USE_TZ")
    assert safe.is_about(slip, "USE_TZ")
