"""Diagnostics for the tests of the reporters."""

from dataclasses import replace
from pathlib import Path

from djauthlint.diagnostics import Confidence, Diagnostic, Label, Severity
from djauthlint.linter import LintedEntry, LintResult
from djauthlint.source import SourceFile, Span

ROOT = Path("/project")

PROD = SourceFile(
    ROOT / "config/prod.py",
    """\
from .base import *

DEBUG = False
SESSION_COOKIE_SAMESITE = "None"


CSRF_COOKIE_SECURE = True
SECRET_KEY = env("SECRET_KEY", default="hunter2")
MIDDLEWARE += [
    "one",
    "two",
]
""",
)
BASE = SourceFile(
    ROOT / "config/base.py",
    """\
SESSION_COOKIE_SECURE = False
MIDDLEWARE = [
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
]
DATABASES = {"default": {"NAME": "shop", "PASSWORD": "hunter2"}}
""",
)
FILES = {PROD.path: PROD, BASE.path: BASE}


def span(file: SourceFile, first: str, last: str = "") -> Span:
    """From the beginning of one text to the end of another."""
    start = file.text.index(first)
    return Span(file.path, start, file.text.index(last or first, start) + len(last or first))


def entry(module: str = "config.prod", path: Path = PROD.path) -> LintedEntry:
    return LintedEntry(module, path, None, "production", ("wsgi.py:3",), (path,))


def diagnostic(where: Span, **more: object) -> Diagnostic:
    plain = Diagnostic(
        "DJA304",
        "session-cookie-samesite-none-insecure",
        "browsers refuse this cookie",
        where,
        Severity.ERROR,
        Confidence.CERTAIN,
        "SESSION_COOKIE_SAMESITE",
        entry_modules=("config.prod",),
        profile="production",
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def result(*diagnostics: Diagnostic, **more: object) -> LintResult:
    plain = LintResult(diagnostics=diagnostics, entry_modules=(entry(),), files=FILES)
    return replace(plain, **more)  # type: ignore[arg-type]


SAMESITE = diagnostic(
    span(PROD, 'SESSION_COOKIE_SAMESITE = "None"'),
    symptom="the login form again",
    help="set SESSION_COOKIE_SECURE = True",
    related=(Label(span(BASE, "SESSION_COOKIE_SECURE = False"), "set here"),),
    when=(("env A is set", "env B is not set"),),
)
