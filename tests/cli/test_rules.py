"""`djauthlint rules` and `djauthlint rule`."""

import json

from djauthlint.rule import Rule
from tests.cli.conftest import Run


def test_the_table(catalogue: list[Rule], run: Run) -> None:
    assert run("rules") == 0
    lines = run.out.splitlines()
    headings = ["code", "name", "family", "priority", "severity", "profile", "Django", "fixable", "check", "finds"]
    assert [line.split(maxsplit=9) for line in lines[:1] + lines[4:6]] == [
        headings,
        [
            "DJA301",
            "bad-cookie-name",
            "session",
            "P0",
            "warning",
            "production",
            ">=5.0,<9.0",
            "no",
            "security.W999",
            "The cookie's name is bad",
        ],
        ["DJA399", "untidy", "session", "P2", "info", "any", "any", "no", "-", "It is untidy"],
    ]
    assert lines[1].split()[:6] == ["DJA002", "unused-suppression", "suppressions", "P1", "info", "any"]
    assert len({line.rindex(text) for line, text in zip(lines[4:], ("The c", "It is", "The l"), strict=True)}) == 1


def test_for_programs(catalogue: list[Rule], run: Run) -> None:
    assert run("rules", "--format", "json") == 0
    report = json.loads(run.out)
    assert report["version"] == 1
    assert [rule["code"] for rule in report["rules"]] == ["DJA002", "DJA003", "DJA004", "DJA301", "DJA399", "DJA601"]
    assert report["rules"][3] == {
        "code": "DJA301",
        "name": "bad-cookie-name",
        "family": "session",
        "priority": "P0",
        "severity": "warning",
        "profile": "production",
        "since": "5.0",
        "until": "9.0",
        "fixable": False,
        "distribution": None,
        "django_check": "security.W999",
        "url": "https://example.com/",
        "summary": "The cookie's name is bad",
    }


def test_what_is_said_of_runs(catalogue: list[Rule], run: Run) -> None:
    for word, line in (("DJA000", "DJA000 crashed"), ("not-checked", "DJA001 not-checked")):
        assert run("rule", word) == 0
        assert run.out.splitlines()[0] == line


def test_one_rule(catalogue: list[Rule], run: Run) -> None:
    for word in ("DJA301", "dja301", "bad-cookie-name", "Bad-Cookie-Name "):
        assert run("rule", word) == 0
        assert run.out.splitlines() == [
            "DJA301 bad-cookie-name",
            "",
            "The cookie's name is bad.",
            "",
            "Family: session. Severity: warning. Priority: P0. Profile: production.",
            "Django: since 5.0 before 9.0.",
            "Django's system check: security.W999.",
            "More: https://example.com/",
        ]


def test_a_rule_about_everything(catalogue: list[Rule], run: Run) -> None:
    assert run("rule", "DJA601") == 0
    assert run.out.endswith("It is.\n\nFamily: urls. Severity: error. Priority: P0. Profile: any.\n")
    catalogue[2].since = (5, 1)
    run("rule", "DJA601")
    assert run.out.endswith("Django: since 5.1.\n")
    catalogue[2].since, catalogue[2].until = None, (6, 0)
    run("rule", "DJA601")
    assert run.out.endswith("Django: before 6.0.\n")


def test_rules_about_comments(catalogue: list[Rule], run: Run) -> None:
    assert run("rule", "DJA003") == 0
    assert run.out.startswith("DJA003 malformed-suppression\n\nA comment that begins with `djauthlint:`")


def test_no_such_rule(catalogue: list[Rule], run: Run) -> None:
    assert run("rule", "DJA302") == 2
    assert run.err == "error: there is no rule DJA302; did you mean DJA301?\n"
    assert run("rule", "frobnicate") == 2
    assert run.err == "error: there is no rule frobnicate; djauthlint rules lists them\n"
    assert run("rule", "suppression") == 2
    names = "unused-suppression, malformed-suppression, suppression-without-reason"
    assert run.err == f"error: there is no rule suppression; in their names have it: {names}\n"
    assert run("rule") == 2
    assert run.err.startswith("error: the following arguments are required: CODE_OR_NAME; djauthlint rule --help")
