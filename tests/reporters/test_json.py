"""The report for programs, held against its schema."""

import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from djauthlint.diagnostics import Applicability, Edit, Fix, Severity
from djauthlint.evaluator.evaluation import Problem
from djauthlint.linter import LintedEntry, LintResult, Undetermined
from djauthlint.reporters.formats import failed
from djauthlint.reporters.json import document, render
from djauthlint.source import SourceFile, Span
from tests.reporters.samples import BASE, PROD, ROOT, SAMESITE, diagnostic, entry, result, span

SCHEMA = json.loads(files("djauthlint.reporters").joinpath("diagnostics.schema.json").read_text("utf-8"))

FIXED = replace(
    SAMESITE,
    fix=Fix("set SESSION_COOKIE_SECURE", (Edit(span(BASE, "False"), "True"),), Applicability.UNSAFE),
    suppressed="# noqa: DJA304",
    url="https://example.com/DJA304",
    django_check="security.W012",
)
ABOUT_A_COMMENT = diagnostic(
    span(PROD, "DEBUG"),
    code="DJA002",
    name="unused-suppression",
    severity=Severity.INFO,
    setting="",
    profile="",
    entry_modules=(),
)


def read(report: LintResult, cwd: Path | None = ROOT) -> dict[str, Any]:
    """The report as a program reads it."""
    text = render(report, cwd)
    parsed: dict[str, Any] = json.loads(text)
    jsonschema.validate(parsed, SCHEMA)
    return parsed


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_nothing_found() -> None:
    assert read(LintResult()) == {
        "version": 1,
        "diagnostics": [],
        "entry_modules": [],
        "undetermined": [],
        "errors": [],
    }


def test_every_key() -> None:
    report = result(
        FIXED,
        entry_modules=(entry(), LintedEntry("config.base", BASE.path, "Dev", "development", (), (BASE.path,))),
        undetermined=(Undetermined("LOGIN_URL", ("config.prod",), "call of reverse_lazy"),),
        problems=(Problem(PROD.path, 3, 7, "not Python"), Problem(ROOT / "gone.py", 0, 0, "gone")),
    )
    assert read(report) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "DJA304",
                "name": "session-cookie-samesite-none-insecure",
                "setting": "SESSION_COOKIE_SAMESITE",
                "path": "config/prod.py",
                "line": 4,
                "column": 1,
                "end_line": 4,
                "end_column": 33,
                "message": "browsers refuse this cookie",
                "severity": "error",
                "confidence": "certain",
                "profile": "production",
                "entry_modules": ["config.prod"],
                "when": [["env A is set", "env B is not set"]],
                "symptom": "the login form again",
                "help": "set SESSION_COOKIE_SECURE = True",
                "url": "https://example.com/DJA304",
                "django_check": "security.W012",
                "related": [{"path": "config/base.py", "line": 1, "column": 1, "message": "set here"}],
                "fix": {
                    "applicability": "unsafe",
                    "title": "set SESSION_COOKIE_SECURE",
                    "edits": [
                        {
                            "path": "config/base.py",
                            "start_line": 1,
                            "start_column": 25,
                            "end_line": 1,
                            "end_column": 30,
                            "text": "True",
                        }
                    ],
                },
                "suppressed": "# noqa: DJA304",
            }
        ],
        "entry_modules": [
            {"module": "config.prod", "path": "config/prod.py", "configuration": None, "profile": "production"},
            {"module": "config.base", "path": "config/base.py", "configuration": "Dev", "profile": "development"},
        ],
        "undetermined": [{"setting": "LOGIN_URL", "entry_modules": ["config.prod"], "reason": "call of reverse_lazy"}],
        "errors": [
            {"path": "config/prod.py", "line": 3, "column": 7, "message": "not Python"},
            {"path": "gone.py", "line": None, "column": None, "message": "gone"},
        ],
    }


def test_what_does_not_apply_is_null() -> None:
    (found,) = read(result(ABOUT_A_COMMENT))["diagnostics"]
    absent = ("setting", "profile", "symptom", "help", "url", "django_check", "fix", "suppressed")
    assert {key: found[key] for key in absent} == dict.fromkeys(absent)


def test_columns_count_code_points() -> None:
    file = SourceFile(ROOT / "one.py", "A = '🙂é' + HERE\r\nB = 1\r\n")
    (found,) = read(result(diagnostic(span(file, "HERE", "B")), files={file.path: file}))["diagnostics"]
    assert (found["line"], found["column"], found["end_line"], found["end_column"]) == (1, 12, 2, 2)


def test_a_file_whose_text_is_not_known() -> None:
    (found,) = read(result(diagnostic(Span(ROOT / "other.py", 5, 7))))["diagnostics"]
    assert (found["path"], found["line"], found["column"]) == ("other.py", 1, 1)


@pytest.mark.parametrize("cwd", [None, Path("/elsewhere")])
def test_a_path_outside_the_working_directory_is_absolute(cwd: Path | None) -> None:
    assert read(result(SAMESITE), cwd)["diagnostics"][0]["path"] == "/project/config/prod.py"


def test_names_that_are_not_text() -> None:
    path = ROOT / "caf\udce9\x1b.py"
    parsed = read(result(problems=(Problem(path, 0, 0, "what \udce9"),)))
    assert parsed["errors"][0] == {"path": "caf\\udce9\x1b.py", "line": None, "column": None, "message": "what \\udce9"}


def test_a_run_that_could_not_start() -> None:
    for path, line in ((ROOT / "pyproject.toml", 3), (None, 0)):
        parsed = read(failed("unknown key", path, line))
        shown = "pyproject.toml" if path else None
        assert parsed["errors"] == [{"path": shown, "line": line or None, "column": None, "message": "unknown key"}]


def test_it_is_ascii_for_any_terminal() -> None:
    report = result(diagnostic(span(PROD, "DEBUG"), message="é 🙂 \x9b"))
    assert render(report).isascii()
    assert read(report)["diagnostics"][0]["message"] == "é 🙂 \x9b"


def test_secrets_are_masked() -> None:
    report = result(
        diagnostic(span(PROD, "DEBUG"), message="redis://user:hunter2@host", when=(('env SECRET_KEY == "hunter2"',),)),
        undetermined=(Undetermined("A", ("config.prod",), 'f(SECRET_KEY, "hunter2")'),),
    )
    assert "hunter2" not in render(report)
    assert render(report, show_secrets=True).count("hunter2") == 3


def test_document_and_text_are_the_same() -> None:
    assert json.loads(render(result(FIXED), ROOT)) == document(result(FIXED), ROOT)
