"""The formats for programs: each is what its schema says, whatever a run comes to."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from djauthlint.diagnostics import Applicability, Edit, Fix, Label, Severity
from djauthlint.evaluator.evaluation import Problem
from djauthlint.linter import LintResult, Undetermined
from djauthlint.reporters.formats import FORMATS, Wishes, failed
from djauthlint.reporters.terminal import Terminal
from djauthlint.source import SourceFile, Span
from tests.reporters.samples import BASE, PROD, ROOT, SAMESITE, diagnostic, result, span
from tests.reporters.schemas import COMMAND, READERS, gitlab_report, junit_report, sarif_report

NASTY = SourceFile(ROOT / "caf\udce9 é%/a:b,c\x1b.py", "A = '🙂é' + HERE\r\nB = '\x00]]>'\r\n")
FIX = Fix("set it", (Edit(span(BASE, "False"), "True"),), Applicability.UNSAFE, caution="who has no HTTPS")

RESULTS = {
    "nothing was checked": LintResult(),
    "nothing was found": result(),
    "one": result(SAMESITE),
    "with a fix": result(replace(SAMESITE, fix=FIX)),
    "silenced": result(replace(SAMESITE, suppressed="# noqa: DJA304")),
    "in the baseline": result(replace(SAMESITE, suppressed="baseline.json")),
    "several": result(
        SAMESITE,
        replace(SAMESITE, message="something else"),
        diagnostic(
            span(BASE, "MIDDLEWARE", "]"), severity=Severity.WARNING, related=(Label(span(PROD, "DEBUG"), "x"),)
        ),
        diagnostic(span(PROD, "DEBUG"), code="DJA002", name="unused-suppression", severity=Severity.INFO, setting=""),
        diagnostic(Span(ROOT / "unknown.py", 5, 7), code="ACM001", name="of-nobody"),
    ),
    "nasty": result(
        diagnostic(span(NASTY, "HERE", "B"), message="100%\r\n::error::é 🙂 \x00\x1b\x9b\udce9 ]]> <&\"'"),
        files={NASTY.path: NASTY},
    ),
    "problems": result(
        SAMESITE,
        problems=(
            Problem(PROD.path, 3, 7, "not Python"),
            Problem(NASTY.path, 0, 0, "gone"),
            Problem(PROD.path, 99, 1, ""),
        ),
    ),
    "undetermined": result(
        undetermined=(Undetermined("LOGIN_URL", ("config.prod",), "f()"), Undetermined("*", ("a",), "g()"))
    ),
    "not begun": failed("unknown key\nof it", ROOT / "pyproject.toml", 3),
    "crashed": failed("djauthlint crashed"),
}


def text_of(name: str, report: LintResult, cwd: Path | None = ROOT, *, show_secrets: bool = False) -> str:
    wishes = Wishes(Terminal(cwd=cwd), show_secrets=show_secrets)
    return "\n".join(FORMATS[name](report, wishes))


@pytest.mark.parametrize("report", RESULTS.values(), ids=RESULTS)
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("cwd", [ROOT, None], ids=["inside", "outside"])
def test_it_is_what_its_schema_says(reader: str, report: LintResult, cwd: Path | None) -> None:
    text = text_of(reader, report, cwd)
    assert text.isascii()
    READERS[reader](text)


@pytest.mark.parametrize("report", RESULTS.values(), ids=RESULTS)
def test_each_line_for_github_is_a_command(report: LintResult) -> None:
    text = text_of("github", report)
    lines = text.splitlines()
    assert len(lines) == len(report.reported) + len(report.problems)
    assert all(re.fullmatch(COMMAND, line) or line.endswith("::") for line in lines)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("report", RESULTS.values(), ids=RESULTS)
def test_a_concise_report_has_a_line_for_each(report: LintResult) -> None:
    lines = text_of("concise", report).splitlines()
    assert len(lines) == len(report.reported) + len(report.problems)
    assert all(re.fullmatch(r"[^\x00-\x1f]+:\d+:\d+: (error|[A-Z]+\d{3}) .*", line) for line in lines)


def test_concise() -> None:
    assert text_of("concise", RESULTS["one"]) == "config/prod.py:4:1: DJA304 browsers refuse this cookie"
    colored = "".join(FORMATS["concise"](RESULTS["one"], Wishes(Terminal(color=True, cwd=ROOT))))
    assert "\x1b[1;31mDJA304\x1b[0m" in colored
    assert text_of("concise", failed("unknown key", ROOT / "pyproject.toml", 3)).startswith(
        "pyproject.toml:3:1: error "
    )


def test_github() -> None:
    assert text_of("github", RESULTS["one"]) == (
        "::error file=config/prod.py,line=4,endLine=4,col=1,endColumn=33,"
        "title=DJA304 session-cookie-samesite-none-insecure::browsers refuse this cookie"
        "%0Awhen: env A is set and env B is not set%0Ausers see: the login form again"
        "%0Ahelp: set SESSION_COOKIE_SECURE = True"
    )
    nasty = text_of("github", RESULTS["nasty"])
    assert "file=caf\\udce9 é%25/a%3Ab%2Cc\\x1b.py,line=1,endLine=2,title=" in nasty
    assert "::100%25%0D%0A::error::é 🙂 \\x00" in nasty
    assert text_of("github", failed("a, b: c")) == "::error title=DJA001 not-checked::a, b: c"
    assert text_of("github", failed("it crashed", is_bug=True)) == "::error title=DJA000 crashed::it crashed"
    commands = [line.partition(" ")[0] for line in text_of("github", RESULTS["several"]).splitlines()]
    assert commands == ["::error", "::error", "::warning", "::notice", "::error"]


def test_gitlab() -> None:
    (issue,) = gitlab_report(text_of("gitlab", RESULTS["one"]))
    assert issue["description"].startswith(
        "DJA304 browsers refuse this cookie; when: env A is set and env B is not set; "
    )
    assert (issue["check_name"], issue["severity"]) == ("session-cookie-samesite-none-insecure", "critical")
    assert issue["location"] == {"path": "config/prod.py", "lines": {"begin": 4, "end": 4}}
    assert gitlab_report(text_of("gitlab", LintResult())) == []
    assert [each["severity"] for each in gitlab_report(text_of("gitlab", RESULTS["crashed"]))] == ["blocker"]


def test_junit() -> None:
    root = junit_report(text_of("junit", RESULTS["problems"]))
    assert root.attrib == {"name": "djauthlint", "tests": "4", "failures": "1", "errors": "3"}
    (failure,) = root.iter("failure")
    assert failure.attrib == {"type": "error", "message": "browsers refuse this cookie"}
    assert failure.text.startswith(
        "config/prod.py:4:1: browsers refuse this cookie\nwhen: env A is set and env B is not set\n"
    )
    passed = junit_report(text_of("junit", RESULTS["nothing was found"]))
    assert [(case.get("name"), len(case)) for case in passed.iter("testcase")] == [("no diagnostic", 0)]
    assert junit_report(text_of("junit", LintResult())).get("tests") == "0"


def run_of(report: LintResult, cwd: Path | None = ROOT) -> dict[str, Any]:
    (run,) = sarif_report(text_of("sarif", report, cwd))["runs"]
    found: dict[str, Any] = run
    return found


def test_a_result_in_sarif() -> None:
    run = run_of(RESULTS["with a fix"])
    assert run["columnKind"] == "unicodeCodePoints"
    (found,) = run["results"]
    where = {"uri": "config/prod.py", "uriBaseId": "%SRCROOT%"}
    region = {"startLine": 4, "startColumn": 1, "endLine": 4, "endColumn": 33}
    assert found["locations"] == [{"physicalLocation": {"artifactLocation": where, "region": region}}]
    assert (found["ruleId"], found["level"], found["suppressions"]) == ("DJA304", "error", [])
    assert found["message"]["text"].splitlines()[0] == "browsers refuse this cookie"
    (related,) = found["relatedLocations"]
    assert related["message"] == {"text": "set here"}
    (fix,) = found["fixes"]
    assert fix["description"]["text"] == "set it (unsafe: who has no HTTPS)"
    (change,) = fix["artifactChanges"]
    deleted = {"startLine": 1, "startColumn": 25, "endLine": 1, "endColumn": 30}
    assert change["replacements"] == [{"deletedRegion": deleted, "insertedContent": {"text": "True"}}]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["id"] == "DJA304"
    assert rule["help"]["text"]


def test_suppressions_in_sarif() -> None:
    for name, kind in (("silenced", "inSource"), ("in the baseline", "external")):
        (found,) = run_of(RESULTS[name])["results"]
        assert [each["kind"] for each in found["suppressions"]] == [kind]


def test_failures_in_sarif() -> None:
    (invocation,) = run_of(RESULTS["problems"])["invocations"]
    assert invocation["executionSuccessful"] is False
    told = invocation["toolExecutionNotifications"]
    assert [each["level"] for each in told] == ["error"] * 3
    assert told[0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 7}
    (crashed,) = run_of(RESULTS["crashed"])["invocations"]
    assert crashed["toolExecutionNotifications"] == [{"level": "error", "message": {"text": "djauthlint crashed"}}]
    (invocation,) = run_of(RESULTS["undetermined"])["invocations"]
    assert invocation["executionSuccessful"] is True
    assert [each["level"] for each in invocation["toolExecutionNotifications"]] == ["note", "note"]
    assert run_of(LintResult())["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_paths_in_sarif() -> None:
    (found,) = run_of(RESULTS["nasty"])["results"]
    uri = found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "caf%E9%20%C3%A9%25/a%3Ab%2Cc%1B.py"
    (found,) = run_of(RESULTS["one"], Path("/elsewhere"))["results"]
    place = found["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///project/config/prod.py"}


def test_fingerprints_survive_moves() -> None:
    moved = replace(PROD, text=f"# a comment\n\n{PROD.text}")
    there = span(moved, 'SESSION_COOKIE_SAMESITE = "None"')
    reports = RESULTS["one"], result(replace(SAMESITE, span=there), files={PROD.path: moved})
    assert len({run_of(report)["results"][0]["partialFingerprints"]["djauthlint/v1"] for report in reports}) == 1
    assert len({gitlab_report(text_of("gitlab", report))[0]["fingerprint"] for report in reports}) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_secrets_are_masked(name: str) -> None:
    fix = Fix("move it", (Edit(span(PROD, "DEBUG"), 'SECRET_KEY = "hunter2"\n'),), Applicability.SAFE)
    report = result(
        diagnostic(
            span(PROD, 'SECRET_KEY = env("SECRET_KEY", default="hunter2")'),
            setting="SECRET_KEY",
            message="redis://user:hunter2@host",
            when=(('env SECRET_KEY == "hunter2"',),),
            related=(Label(span(BASE, "DATABASES"), "redis://user:hunter2@host"),),
            fix=fix,
        ),
        undetermined=(Undetermined("A", ("config.prod",), 'f(SECRET_KEY, "hunter2")'),),
    )
    assert "hunter2" not in text_of(name, report)
    assert "hunter2" in text_of(name, report, show_secrets=True)


def test_every_format_is_tested() -> None:
    assert {*READERS, "text", "concise", "github"} == set(FORMATS)
