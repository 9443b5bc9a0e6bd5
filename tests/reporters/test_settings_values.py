"""`djauthlint settings`: every kind of value, as JSON and as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from djauthlint.cli import main

SETTINGS = r"""
import os, re, datetime, decimal, pathlib, sys
from django.utils.translation import gettext_lazy as _
from mystery import THINGS, thing
class Thing: pass
def function(): pass
SELF = []
SELF.append(SELF)
SOMETIMES = ["a"]
if os.environ.get("HOST"):
    SOMETIMES.append("b")
    ONLY = 1
AGAIN = 1
AGAIN = 2
del sys
import sys
"""

LARGE = {"$type": "unknown", "reason": "a number that is too large"}
UNKNOWN = {"$type": "unknown", "reason": "mystery.thing comes from a package"}
HOLE = {"$type": "hole", "reason": "mystery.THINGS comes from a package"}
TOKEN = "hunter2"

KNOWN: dict[str, tuple[Any, str]] = {
    "1.5": (1.5, "1.5"),
    "float('inf')": ({"$type": "float", "value": "inf"}, 'float("inf")'),
    "1 + 2j": ({"$type": "complex", "value": "(1+2j)"}, 'complex("(1+2j)")'),
    "5": (5, "5"),
    "1 << 200": (1 << 200, str(1 << 200)),
    "True": (True, "True"),
    "None": (None, "None"),
    "'é\\n'": ("é\n", "'é\\n'"),
    r"b'\xff'": ({"$type": "bytes", "value": "/w=="}, r"b'\xff'"),
    "decimal.Decimal('1.10')": ({"$type": "decimal", "value": "1.10"}, 'decimal("1.10")'),
    "datetime.timedelta(days=1)": ({"$type": "timedelta", "seconds": 86400.0}, "timedelta(seconds=86400.0)"),
    "datetime.date(2020, 1, 2)": ({"$type": "object", "class": "datetime.date"}, "<datetime.date>"),
    "pathlib.Path('/a')": ({"$type": "path", "value": "/a"}, "Path('/a')"),
    "re.compile('^/a', re.I)": ({"$type": "regex", "pattern": "^/a", "flags": 2}, "re.compile('^/a')"),
    "re.compile(b'x')": ({"$type": "regex", "pattern": "x", "flags": 0}, "re.compile('x')"),
    "[1, 'a']": ([1, "a"], "[1, 'a']"),
    "(1, 'a')": ({"$type": "tuple", "items": [1, "a"]}, "(1, 'a')"),
    "(1,)": ({"$type": "tuple", "items": [1]}, "(1,)"),
    "()": ({"$type": "tuple", "items": []}, "()"),
    "{'b', 'a'}": ({"$type": "set", "items": ["a", "b"]}, "{'a', 'b'}"),
    "frozenset({1})": ({"$type": "frozenset", "items": [1]}, "frozenset({1})"),
    "set()": ({"$type": "set", "items": []}, "set()"),
    "frozenset()": ({"$type": "frozenset", "items": []}, "frozenset()"),
    "{'a': {'b': 1}}": ({"a": {"b": 1}}, "{'a': {'b': 1}}"),
    "{1: 2, None: (3,)}": (
        {"$type": "dict", "items": [[1, 2], [None, {"$type": "tuple", "items": [3]}]]},
        "{1: 2, None: (3,)}",
    ),
    "{'$type': 'x'}": ({"$type": "dict", "items": [["$type", "x"]]}, "{'$type': 'x'}"),
    "_('Sign in')": ({"$type": "lazy", "text": "Sign in"}, "gettext_lazy('Sign in')"),
    "Thing()": ({"$type": "object", "class": "settings.Thing"}, "<settings.Thing>"),
    "Thing": ({"$type": "object", "class": "type"}, "<type>"),
    "function": ({"$type": "object", "class": "function"}, "<function>"),
    "len": ({"$type": "object", "class": "function"}, "<function>"),
    "sys.modules[__name__]": ({"$type": "object", "class": "module"}, "<module>"),
    "re": ({"$type": "object", "class": "module"}, "<module>"),
    "ValueError('x')": ({"$type": "object", "class": "builtins.ValueError"}, "<builtins.ValueError>"),
    "datetime.timezone.utc": ({"$type": "object", "class": "datetime.timezone"}, "<datetime.timezone>"),
    "{'token': 'hunter2', 'url': 'https://h/?token=hunter2', 'empty': '', 'port': 1}": (
        {
            "token": {"$type": "secret", "type": "str"},
            "url": {"$type": "secret", "type": "str"},
            "empty": "",
            "port": 1,
        },
        "{'token': <secret>, 'url': <secret>, 'empty': '', 'port': 1}",
    ),
    "'postgres://me:hunter2@db/shop'": ({"$type": "secret", "type": "str"}, "<secret>"),
}
PARTLY: dict[str, tuple[Any, str]] = {
    "['a', 1 << 20000]": (["a", LARGE], "['a', <unknown: a number that is too large>]"),
    "{'a': thing}": ({"a": UNKNOWN}, "{'a': <unknown: mystery.thing comes from a package>}"),
    "['a', *THINGS, 'z']": (["a", HOLE, "z"], "['a', <... mystery.THINGS comes from a package>, 'z']"),
    "{'a', *THINGS}": (
        {"$type": "set", "items": ["a"], "open": "mystery.THINGS comes from a package"},
        "{'a', ...}",
    ),
    "{**thing, 'a': 1}": (
        {"$type": "dict", "items": [["a", 1]], "open": "mystery.thing comes from a package"},
        "{'a': 1, ...}",
    ),
    "SELF": ([{"$type": "unknown", "reason": "it contains itself"}], "[<unknown: it contains itself>]"),
}
SCENARIOS: dict[str, list[tuple[list[str], Any]]] = {
    "'a' if os.environ.get('HOST') == 'x' else 'b'": [
        (['env HOST == "x"'], "a"),
        (['env HOST is not "x"'], "b"),
    ],
    "os.environ.get('HOST')": [
        (["env HOST is not set"], None),
        (["env HOST is set"], {"$type": "unknown", "reason": "environment variable HOST"}),
    ],
    "1 if os.environ.get('API_TOKEN') == 'hunter2' else 2": [
        (['env API_TOKEN == "***"'], 1),
        (['env API_TOKEN is not "***"'], 2),
    ],
    "{'a', *(['b'] if 'HOST' in os.environ else [])}": [
        (["env HOST is not set"], {"$type": "set", "items": ["a"]}),
        (["env HOST is set"], {"$type": "set", "items": ["a", "b"]}),
    ],
    "{'a': 1, **({'b': 2} if 'HOST' in os.environ else {})}": [
        (["env HOST is not set"], {"a": 1}),
        (["env HOST is set"], {"a": 1, "b": 2}),
    ],
}
EXPRESSIONS = {f"V{number}": expression for number, expression in enumerate((*KNOWN, *PARTLY, *SCENARIOS))}
NAMES = {expression: name for name, expression in EXPRESSIONS.items()}


class Reports:
    """What the command says about one settings module in both formats."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = folder / "settings.py"
        path.write_text(
            SETTINGS + "".join(f"{name} = {expression}\n" for name, expression in EXPRESSIONS.items()), encoding="utf-8"
        )
        assert main(["settings", str(path), "--format", "json"]) == 0
        self.document = json.loads(capsys.readouterr().out)
        assert main(["settings", str(path)]) == 0
        self.lines = capsys.readouterr().out.splitlines()

    def settings(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.document["entry_modules"][0]["settings"][name]
        return found

    def text(self, name: str) -> str:
        """The line of a setting without its place."""
        line = next(line for line in self.lines if line.startswith(f"{name} "))
        return line.split("   ")[0]


@pytest.fixture(name="reports")
def _reports(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Reports:
    monkeypatch.chdir(tmp_path)
    return Reports(tmp_path, capsys)


def test_known_values(reports: Reports) -> None:
    for expression, (value, text) in KNOWN.items():
        name = NAMES[expression]
        found = reports.settings(name)
        assert (found["status"], found["value"]) == ("known", value), expression
        assert reports.text(name) == f"{name} = {text}"


def test_partly_known_values(reports: Reports) -> None:
    for expression, (value, text) in PARTLY.items():
        name = NAMES[expression]
        found = reports.settings(name)
        assert (found["status"], found["value"]) == ("partial", value), expression
        assert reports.text(name) == f"{name} = {text}"


def test_scenarios(reports: Reports) -> None:
    for expression, expected in SCENARIOS.items():
        name = NAMES[expression]
        found = [(each["when"], each["value"]) for each in reports.settings(name)["scenarios"]]
        assert found == expected, expression
        start = next(place for place, line in enumerate(reports.lines) if line.split("   ")[0] == name)
        shown = reports.lines[start + 1 : start + 1 + len(expected)]
        assert [line.split("   when ")[1] for line in shown] == [" and ".join(when) for when, _ in expected]
    assert TOKEN not in "\n".join(reports.lines)


def test_where_values_come_from(reports: Reports) -> None:
    lines = [line for line in reports.lines if line.startswith(("AGAIN ", "SOMETIMES ", "ONLY "))]
    assert lines[0].endswith("settings.py:13, overridden at settings.py:14")
    assert "appended to at settings.py:11" in lines[2]
    assert reports.settings("SOMETIMES")["status"] == reports.settings("ONLY")["status"] == "conditional"
    assert len(reports.settings("ONLY")["scenarios"]) == 1


def test_what_is_nested_too_deeply(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "settings.py"
    path.write_text("DEEP = []\nfor _n in range(200):\n    DEEP = [DEEP]\n", encoding="utf-8")
    assert main(["settings", str(path)]) == 0
    assert "it is nested too deeply to be shown" in capsys.readouterr().out


def test_unknown_settings_say_why(reports: Reports) -> None:
    assert "THINGS is unknown: mystery.THINGS comes from a package   settings.py:4" in reports.lines


def test_the_contract_is_kept(reports: Reports) -> None:
    schema = Path(__file__).parents[2] / "src" / "djauthlint" / "reporters" / "settings.schema.json"
    jsonschema.validate(reports.document, json.loads(schema.read_text(encoding="utf-8")))


MANY = """
import os
HEAD = "".join(os.environ.get(f"V{n}", "") or "x" for n in range(4))
ITEMS = [n for n in range(8) if os.environ.get(f"V{n}")]
NUMBERS = {name: 1 for name in ("a", "b", "c", "d", "e", "f") if name.upper() in os.environ}
SECRET = {"token": "hunter2", "n": [ITEMS]}
WHICH = {str(n): n if os.environ.get(f"V{n}") == "hunter2" else -n for n in range(8)}
"""


def test_what_depends_on_more_than_can_be_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "settings.py"
    path.write_text(MANY, encoding="utf-8")
    assert main(["settings", str(path), "--format", "json"]) == 0
    settings = json.loads(capsys.readouterr().out)["entry_modules"][0]["settings"]
    assert settings["ITEMS"]["value"][0] == {"$type": "hole", "reason": "it depends on env V0"}
    assert settings["NUMBERS"]["value"] == {"$type": "dict", "items": [], "open": "it depends on env A"}
    choice = settings["WHICH"]["value"]["1"]
    assert (choice["$type"], choice["then"], choice["else"]) == ("choice", 1, -1)
    assert settings["WHICH"]["status"] == "conditional"
    assert settings["SECRET"]["value"]["token"] == {"$type": "secret", "type": "str"}
    assert main(["settings", str(path)]) == 0
    out = capsys.readouterr().out
    assert "'1': <1 when env V1 == \"hunter2\", else -1>" in out
    assert "conditions:" in out


def test_everything_that_decided_a_setting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("settings.py").write_text("DEBUG = False\nfrom mystery import *\n", encoding="utf-8")
    assert main(["settings", "settings.py", "--setting", "DEBUG"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("DEBUG is unknown: from mystery import *: mystery comes from a package")
    assert lines[start : start + 3] == [
        "DEBUG is unknown: from mystery import *: mystery comes from a package",
        "    set at settings.py:1",
        "    possibly replaced",
    ]
    assert "open: further names may exist or be replaced: from mystery import *: mystery comes from a package" in lines
