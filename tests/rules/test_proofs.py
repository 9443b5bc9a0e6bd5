"""Each rule that says the login breaks is proved: by a login with Django's test client, or with a browser."""

import ast
import inspect
import re
import sys

import pytest

from djauthlint import registry
from djauthlint.rule import Rule
from tests.browser import test_cookies
from tests.rules import test_django

BREAKS = re.compile(r"error [45]\d\d|\b(login page|logs? out|logged out|(not|never) start)\b")

# The others that are P0 or say that something breaks, each with the reason why no login shows it.
WITHOUT = {
    "DJA214": "logging in works: what breaks is whatever sets a password",
    "DJA308": "it takes an identity provider; tests/browser has what browsers do with the forms of other sites",
    "DJA322": "it takes a browser that is closed",
    "DJA408": "logging in works: what breaks are the requests of the script",
    "DJA417": "logging in works: what breaks is the page about a form that is refused",
    "DJA723": "logging in works: what breaks is the link in a mail",
    "DJA337": "logging in works: what breaks are the commands that run the system checks",
}


def symptoms(rule: Rule) -> list[str]:
    """Everything that a rule says users experience."""
    tree = ast.parse(inspect.getsource(sys.modules[rule.module]))
    told = [
        keyword.value for keyword in ast.walk(tree) if isinstance(keyword, ast.keyword) and keyword.arg == "symptom"
    ]
    return [
        part.value
        for value in told
        for part in ast.walk(value)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    ]


def says_the_login_breaks(rule: Rule) -> bool:
    return rule.priority == "P0" or any(
        BREAKS.search(symptom) and not symptom.startswith("nothing") for symptom in symptoms(rule)
    )


@pytest.mark.parametrize("rule", list(filter(says_the_login_breaks, registry.rules())), ids=lambda rule: rule.code)
def test_is_proved(rule: Rule) -> None:
    proved = {case.code for case in (*test_django.CASES, *test_cookies.CASES)}
    assert (rule.code in proved) != (rule.code in WITHOUT), (
        "a Case in test_django.py or test_cookies.py, or a reason here"
    )
    if "real browser" in rule.documentation:
        assert rule.code in {case.code for case in test_cookies.CASES}


def test_exceptions_are_rules_that_need_one() -> None:
    assert WITHOUT.keys() <= {rule.code for rule in registry.rules() if says_the_login_breaks(rule)}
    assert all(WITHOUT.values())
