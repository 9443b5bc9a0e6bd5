"""`djauthlint compare`: values, elements, conditions, places and secrets of two entry modules."""

import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from djauthlint.cli import main
from djauthlint.reporters.changes import Change, changes
from djauthlint.reporters.settings_json import NOTHING, Json

Compare = Callable[..., list[str]]


@pytest.fixture
def compare(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Compare:
    """What is reported about two modules, `dev` and `prod`, that share a base."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").write_text("Django==5.2\n")

    def compared(dev: str, prod: str, *options: str, base: str = "USE_I18N = True") -> list[str]:
        for name, text in (("dev", dev), ("prod", prod), ("base", base)):
            star = "from base import *\n" if name != "base" else ""
            (tmp_path / f"{name}.py").write_text(star + textwrap.dedent(text), encoding="utf-8")
        main(["compare", "dev.py", "prod.py", "--select", "DJA601", *options])
        return capsys.readouterr().out.splitlines()

    return compared


def report(lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads("\n".join(lines))
    return found


def below(lines: list[str], title: str) -> list[str]:
    """The lines of a section."""
    start = lines.index(title) + 1
    return lines[start : lines.index("", start)]


class TestSections:
    def test_what_both_set(self, compare: Compare) -> None:
        lines = compare("DEBUG = True", "DEBUG = False")
        assert below(lines, "Set by both, to different values") == [
            "  DEBUG",
            "    dev   True   dev.py:2",
            "    prod  False   prod.py:2",
        ]

    def test_what_one_lacks(self, compare: Compare) -> None:
        lines = compare("CSRF_TRUSTED_ORIGINS = ['http://localhost']\nTHEME = 1", "SESSION_COOKIE_SECURE = True")
        assert below(lines, "Set only by dev") == [
            "  CSRF_TRUSTED_ORIGINS = ['http://localhost']   dev.py:2   Django's default: []",
            "  THEME = 1   dev.py:3",
        ]
        assert below(lines, "Set only by prod") == [
            "  SESSION_COOKIE_SECURE = True   prod.py:2   Django's default: False"
        ]

    def test_what_is_as_by_default_is_the_same(self, compare: Compare) -> None:
        assert compare("DEBUG = False\nALLOWED_HOSTS = []", "")[-1] == "Nothing differs."

    def test_what_is_unknown(self, compare: Compare) -> None:
        lines = compare("import os\nLOGIN_URL = os.environ['LOGIN']", "LOGIN_URL = '/in/'")
        assert below(lines, "May differ") == [
            "  LOGIN_URL",
            "    dev   unknown: environment variable LOGIN   dev.py:3",
            "    prod  '/in/'   prod.py:2",
        ]

    def test_what_is_unknown_in_the_same_way_is_the_same(self, compare: Compare) -> None:
        text = "import os\nLOGIN_URL = os.environ['LOGIN']"
        assert compare(text, text)[-1] == "Nothing differs."

    def test_what_is_unknown_in_both(self, compare: Compare) -> None:
        names = [f"NUMBER_{number}" for number in range(12)]
        dev, prod = (
            f"from {module} import value\n" + "".join(f"{name} = value\n" for name in names)
            for module in ("one", "two")
        )
        lines = compare(dev, prod)
        assert " ".join(below(lines, "Unknown in both (djauthlint settings says why)")).split() == sorted(names)
        assert max(map(len, lines)) < 120
        assert lines[-1] == "12 settings may differ."

    def test_logging_in_comes_first(self, compare: Compare) -> None:
        lines = compare("A = 1\nUSE_TZ = False\nSESSION_COOKIE_AGE = 9\nDEBUG = True", "")
        assert [line.split()[0] for line in below(lines, "Set only by dev")] == [
            "DEBUG",
            "SESSION_COOKIE_AGE",
            "USE_TZ",
            "A",
        ]


class TestElements:
    def test_lists(self, compare: Compare) -> None:
        lines = compare("APPS = [*APPS, 'd', 'e']", "APPS = ['c', 'a']", base="APPS = ['a', 'b', 'c']")
        assert below(lines, "Set by both, to different values") == [
            "  APPS",
            "    dev   base.py:1, overridden at dev.py:2",
            "    prod  base.py:1, overridden at prod.py:2",
            "    only dev: 'b', 'd', 'e'",
            "    in another order: 'a' (dev 1, prod 2)",
        ]

    def test_what_is_nested(self, compare: Compare) -> None:
        base = "T = [{'BACKEND': 'x', 'OPTIONS': {'processors': ['a']}}]\nC = {'default': {'B': 'x', 'k': 1}}"
        lines = compare(
            "T[0]['OPTIONS']['processors'].append('b')\nC['default']['B'] = 'y'", "del C['default']['k']", base=base
        )
        assert [line for line in below(lines, "Set by both, to different values") if ".py" not in line] == [
            "  C",
            "    ['default']['B']",
            "      dev   'y'",
            "      prod  'x'",
            "    ['default']",
            "      only dev: 'k': 1",
            "  T",
            "    [0]['OPTIONS']['processors']",
            "      only dev: 'b'",
        ]

    def test_a_list_and_a_tuple(self, compare: Compare) -> None:
        lines = compare("A = ['x', 'y']", "A = ('x', 'y')")
        assert below(lines, "Set by both, to different values")[-2:] == [
            "    prod  prod.py:2",
            "    dev has a list, prod a tuple",
        ]

    def test_what_may_be_in_what_is_unknown(self, compare: Compare) -> None:
        lines = compare("from mystery import MORE\nA = ['x', *MORE]", "A = ['x', 'y']")
        assert below(lines, "May differ")[-2:] == [
            "    only dev: <... mystery.MORE comes from a package>",
            "    only prod: 'y'",
        ]

    def test_long_settings_that_do_not_matter_for_logging_in(self, compare: Compare) -> None:
        entries = ", ".join(f"'key{number}': {{'a': {number}, 'same': 1}}" for number in range(9))
        other = entries.replace("'a'", "'b'")
        lines = compare(f"A = {{{entries}}}", f"A = {{{other}}}")
        assert below(lines, "Set by both, to different values")[-1] == "    and 15 lines more (--output json has all)"
        assert len(below(lines, "Set by both, to different values")) == 16


class TestConditions:
    BASE = "import os\nif os.environ.get('PROXY'):\n    USE_X_FORWARDED_HOST = True\n"

    def test_values(self, compare: Compare) -> None:
        lines = compare("", "USE_X_FORWARDED_HOST = True", base=self.BASE)
        assert below(lines, "Set by both, to different values") == [
            "  USE_X_FORWARDED_HOST",
            "    dev   base.py:3",
            "          True   when env PROXY is set and not empty",
            "          False   when env PROXY is not set or empty",
            "    prod  True   base.py:3, overridden at prod.py:2",
        ]

    def test_the_same_conditions_are_the_same(self, compare: Compare) -> None:
        assert compare("", "", base=self.BASE)[-1] == "Nothing differs."
        lower = "import os\nif os.environ.get('MODE', '').lower() == 'x':\n    USE_X_FORWARDED_HOST = True\n"
        assert compare(lower, lower)[-1] == "Nothing differs."

    def test_elements(self, compare: Compare) -> None:
        dev = "import os\nif os.environ.get('TOOLS'):\n    APPS.append('tools')\n"
        lines = compare(dev, "", base="APPS = ['a', 'b']")
        assert below(lines, "Set by both, to different values")[-1] == (
            "    only dev: 'tools'   when env TOOLS is set and not empty"
        )

    def test_what_can_be_imported_under_other_conditions(self, compare: Compare) -> None:
        text = "import os\nif os.environ['STAGE'] != '{0}':\n    raise ValueError\nLOGIN_URL = '/{0}/'\nUSE_TZ = os.environ['STAGE'] == '{0}'\n"
        lines = compare(text.format("dev"), text.format("prod"))
        assert below(lines, "Set by both, to different values") == [
            "  LOGIN_URL",
            "    dev   '/dev/'   dev.py:5",
            "    prod  '/prod/'   prod.py:5",
        ]

    def test_a_fallback_where_the_other_does_not_start(self, compare: Compare) -> None:
        dev, prod = "os.environ.get('LOGIN', '/in/')", "os.environ['LOGIN']"
        lines = compare(f"import os\nLOGIN_URL = {dev}", f"import os\nLOGIN_URL = {prod}")
        assert below(lines, "Set by both, to different values") == [
            "  LOGIN_URL",
            "    dev   dev.py:3",
            "          '/in/'   when env LOGIN is not set",
            "          unknown: environment variable LOGIN   when env LOGIN is set",
            "    prod  unknown: environment variable LOGIN   prod.py:3",
        ]

    def test_what_can_not_be_seen_is_said_once(self, compare: Compare) -> None:
        local = "try:\n    from local import *\nexcept ImportError:\n    pass\n"
        lines = compare(f"DEBUG = True\n{local}", "SESSION_COOKIE_SECURE = True", base="USE_TZ = True\n")
        assert sum("from local import *" in line for line in lines) == 1
        assert below(lines, "Set only by dev") == ["  DEBUG = True   dev.py:2   Django's default: False"]
        assert below(lines, "Set only by prod") == [
            "  SESSION_COOKIE_SECURE = True   prod.py:2   Django's default: False"
        ]
        assert lines[-1] == "1 setting differs, 1 setting may differ."


class TestSecrets:
    DEV, PROD = "SECRET_KEY = 'hunter2'\n", "SECRET_KEY = 'hunter3'\n"

    def test_they_are_masked_and_told_apart(self, compare: Compare) -> None:
        lines = compare(self.DEV, self.PROD)
        assert below(lines, "Set by both, to different values") == [
            "  SECRET_KEY",
            "    dev   <secret>   dev.py:2",
            "    prod  <secret> (another one)   prod.py:2",
        ]
        assert compare(self.DEV, self.DEV)[-1] == "Nothing differs."

    def test_inside_of_values(self, compare: Compare) -> None:
        text = "DATABASES = {{'default': {{'NAME': 'x', 'PASSWORD': '{}'}}}}"
        lines = compare(text.format("hunter2"), text.format("hunter3"))
        assert "      prod  <secret> (another one)" in lines
        assert "hunter" not in "".join(lines)

    def test_in_conditions(self, compare: Compare) -> None:
        dev = "import os\nLOGIN_URL = '/a/' if os.environ.get('API_TOKEN') == 'hunter2' else '/b/'"
        for options in ((), ("--output", "json")):
            assert "hunter2" not in "".join(compare(dev, "LOGIN_URL = '/a/'", *options))

    def test_in_json(self, compare: Compare) -> None:
        lines = compare(f"{self.DEV}A = {{'digest': 1}}", self.PROD, "--output", "json")
        secret, own = report(lines)["differences"]
        assert [side["value"] for side in secret["sides"]] == [{"$type": "secret", "type": "str"}] * 2
        assert own["sides"][0]["value"] == {"digest": 1}
        assert "hunter" not in "".join(lines)

    def test_shown(self, compare: Compare) -> None:
        lines = compare(self.DEV, self.PROD, "--show-secrets")
        assert "    prod  'hunter3'   prod.py:2" in lines


def test_json(compare: Compare) -> None:
    found = report(compare("APPS.append('tools')\nDEBUG = True", "", "--output", "json", base="APPS = ['a']"))
    debug, apps = found["differences"]
    assert (debug["setting"], debug["certain"], debug["set"]) == ("DEBUG", True, [True, False])
    assert debug["sides"] == [
        {"status": "known", "value": True, "provenance": [{"path": "dev.py", "line": 3, "column": 1, "action": "set"}]},
        {"status": "default", "value": False, "provenance": []},
    ]
    assert debug["changes"] == [{"kind": "value", "path": [], "certain": True, "first": True, "second": False}]
    assert apps["changes"] == [
        {"kind": "only_first", "path": [], "certain": True, "first": "tools", "first_position": 2},
    ]


UNKNOWN: Json = {"$type": "unknown", "reason": "x"}
HOLE: Json = {"$type": "hole", "reason": "x"}
CHOICE: Json = {"$type": "choice", "when": "env A is set", "then": 1, "else": UNKNOWN}


class TestChanges:
    @pytest.mark.parametrize(
        ("first", "second"),
        [
            (1, 1),
            ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
            ([HOLE], [HOLE]),
            ({"$type": "set", "items": [1, 2]}, {"$type": "set", "items": [2, 1]}),
            ({"$type": "dict", "items": [[1, 2]]}, {"$type": "dict", "items": [[1, 2]]}),
        ],
    )
    def test_none(self, first: Json, second: Json) -> None:
        assert list(changes(first, second)) == []

    @pytest.mark.parametrize(
        ("first", "second", "certain"),
        [
            (1, True, True),
            (1, UNKNOWN, False),
            (1, CHOICE, False),
            (2, CHOICE, True),
            ("a", ["a"], True),
            (None, {"a": 1}, True),
            (1.0, 1, True),
        ],
    )
    def test_values(self, first: Json, second: Json, certain: bool) -> None:
        for one, other in ((first, second), (second, first)):
            assert list(changes(one, other)) == [Change("value", (), one, other, certain=certain)]

    def test_nothing(self) -> None:
        assert list(changes(NOTHING, 1)) == [Change("only_second", (), NOTHING, 1)]
        assert list(changes(UNKNOWN, NOTHING)) == [Change("only_first", (), UNKNOWN, NOTHING, certain=False)]

    def test_open_containers(self) -> None:
        opened: Json = {"$type": "dict", "items": [["a", 1]], "open": "x"}
        assert list(changes(opened, {"a": 1, "b": 2})) == [Change("only_second", ("b",), NOTHING, 2, certain=False)]
        some: Json = {"$type": "set", "items": [1], "open": "x"}
        assert list(changes({"$type": "set", "items": [1, 2]}, some)) == [
            Change("only_first", (), 2, NOTHING, (2, 0), certain=False)
        ]

    def test_what_occurs_twice(self) -> None:
        assert list(changes(["a", "b", "a"], ["a", "b"])) == [Change("only_first", (), "a", NOTHING, (3, 0))]

    def test_the_fewest_elements_have_moved(self) -> None:
        assert list(changes(["a", "b", "c", "d"], ["d", "a", "b", "c"])) == [Change("order", (), "d", "d", (4, 1))]

    def test_other_keys(self) -> None:
        one: Json = {"$type": "dict", "items": [[1, "a"], [None, "b"]]}
        assert list(changes(one, {})) == [
            Change("only_first", (1,), "a", NOTHING),
            Change("only_first", ("null",), "b", NOTHING),
        ]
