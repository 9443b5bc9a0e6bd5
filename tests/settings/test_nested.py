"""Entries of dicts, and elements of sequences in them: only what is read has to be known, and it says where it stands."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from djauthlint.evaluator import Given, evaluate
from djauthlint.project import Project
from djauthlint.settings import Settings, Undetermined, explore

A, B = "'A' in os.environ", "'B' in os.environ"
UNKNOWN = "from mystery import thing\n"
BACKEND = "X['default']['BACKEND']"

PROGRAMS = [
    ("X = {'default': {'BACKEND': 'a'}}\n", BACKEND),
    ("X = {'default': dict(BACKEND='a')}\n", BACKEND),
    ("X = {}\nX['default'] = {}\nX['default']['BACKEND'] = 'a'\n", BACKEND),
    ("X = {'default': {'BACKEND': 'a'}}\nX['default'].update(BACKEND='b')\n", BACKEND),
    (f"X = {{'default': {{'BACKEND': 'a' if {A} else 'b'}}}}\n", BACKEND),
    (f"X = {{'default': {{'BACKEND': 'a'}}}}\nif {A}:\n    X = {{'default': {{'BACKEND': 'b'}}}}\n", BACKEND),
    (f"X = {{'default': {{}}}}\nif {A}:\n    X['default']['BACKEND'] = 'b'\n", BACKEND),
    (f"X = {{}}\nif {A}:\n    X['default'] = {{'BACKEND': 'b'}}\n", BACKEND),
    (f"X = {{'default': {{'BACKEND': 'a'}}}}\nif {A}:\n    del X['default']\n", BACKEND),
    (f"X = {{'default': {{'BACKEND': 'a' if {A} else 'b'}}}}\nif {B}:\n    X['default'].pop('BACKEND')\n", BACKEND),
    ("X = {'default': {'OPTIONS': {'MAX': 3}}}\n", "X['default']['OPTIONS']['MAX']"),
    ("X = {'default': {'BACKEND': 'a'}}\n", "X['other']['BACKEND']"),
    ("X = {'default': {'BACKEND': 'a'}}\n", "X['default']['LOCATION']"),
    ("X = {None: 1, 2: 'b'}\n", "X[None]"),
    ("X = {None: 1, 2: 'b'}\n", "X[2]"),
]


def settings_of(text: str, folder: Path) -> Settings:
    path = folder / "settings.py"
    path.write_text("import os\n" + text)
    project = Project.open([path], cwd=folder)
    entry = project.entry_for(path)
    return Settings.of(evaluate(project, entry, Given()), entry)


def seen(text: str, folder: Path, look: Any) -> list[Any]:
    """What a reader sees in each scenario that it asks for."""

    def answer(settings: Settings) -> Any:
        try:
            return look(settings["X"])
        except Undetermined as undetermined:
            return f"? {undetermined.reason}"

    settings = settings_of(text, folder)
    return [answer for _, answer in explore(settings, settings.evaluation.worlds, answer, 64)]


def keys(expression: str) -> list[Any]:
    """The keys that an expression of subscripts reads, outermost first."""
    return [eval(key.rstrip("]")) for key in expression.split("[")[1:]]


def part(setting: Any, expression: str) -> Any:
    for key in keys(expression):
        setting = setting.entry(key)
    return setting


@pytest.mark.parametrize(("text", "expression"), PROGRAMS)
def test_entries_are_what_python_finds(text: str, expression: str, tmp_path: Path) -> None:
    python = set()
    for environment in ({}, {"A": "1"}, {"B": "1"}, {"A": "1", "B": "1"}):
        with mock.patch.dict(os.environ, environment, clear=True):
            names: dict[str, Any] = {}
            exec("import os\n" + text, names)
            try:
                python.add(eval(expression, names))
            except KeyError:
                python.add("absent")
    assert set(seen(text, tmp_path, lambda setting: part(setting, expression).value_or("absent"))) == python


@pytest.mark.parametrize(
    ("text", "look", "expected"),
    [
        # What is not read may be unknown.
        (UNKNOWN + "X = {'default': {'BACKEND': 'a', 'LOCATION': thing()}, 'b': thing}\n", "value", ["a"]),
        (UNKNOWN + "X = {**thing(), 'default': {**thing(), 'BACKEND': 'a'}}\n", "value", ["a"]),
        (UNKNOWN + "X = {'default': {'BACKEND': 'a'}}\nif thing():\n    X['other'] = {}\n", "value", ["a"]),
        (f"X = {{'default': {{'BACKEND': 'a', 'LOCATION': 1 if {A} else 2}}}}\n", "value", ["a"]),
        (f"X = {{'default': {{'BACKEND': 1 if {A} else 2}}}}\n", "is_set", [True]),
        # What may be there, or may be something else, is undetermined.
        (UNKNOWN + "X = thing()\n", "value", ["?"]),
        (UNKNOWN + "X = thing()\n", "is_set", ["?"]),
        (UNKNOWN + "X = {'default': thing()}\n", "is_set", ["?"]),
        (UNKNOWN + "X = {'default': {'BACKEND': 'a', **thing()}}\n", "value", ["?"]),
        (UNKNOWN + "X = {'default': {'BACKEND': 'a', **thing()}}\n", "is_set", [True]),
        (UNKNOWN + "X = {'default': {**thing()}}\n", "is_set", ["?"]),
        (UNKNOWN + "X = {'other': 1, **thing()}\n", "is_set", ["?"]),
        (UNKNOWN + "X = {'default': {}}\nX['default'][thing()] = 1\n", "is_set", ["?"]),
        (UNKNOWN + "X = {'default': {'BACKEND': 'a'}}\nthing(X)\n", "value", ["?", "?"]),
        (UNKNOWN + "X = {'default': {'BACKEND': thing()}}\n", "is_set", [True]),
        (UNKNOWN + "X = {'default': {'BACKEND': thing()}}\n", "is_known", [False]),
        # What is no dict has no entries.
        ("X = ['default']\n", "is_set", ["?"]),
        ("X = {'default': None}\n", "is_set", ["?"]),
        ("X = {'default': {}}\n", "value", ["? it is not set"]),
        ("X = {'default': {}}\n", "is_known", [False]),
    ],
)
def test_only_what_is_read_has_to_be_known(text: str, look: str, expected: list[Any], tmp_path: Path) -> None:
    answers = seen(text, tmp_path, lambda setting: getattr(part(setting, BACKEND), look))
    assert len(answers) == len(expected)
    for answer, what in zip(answers, expected, strict=True):
        assert str(answer).startswith("?") if what == "?" else answer == what


@pytest.mark.parametrize(
    ("text", "expected", "all_known"),
    [
        ("X = {'a': 1, 'b': 2}\n", [["a", "b"]], [True]),
        (f"X = {{'a': 1}}\nif {A}:\n    X['b'] = 2\n", [["a"], ["a", "b"]], [True]),
        (f"X = {{'a': 1 if {A} else 2}}\n", [["a"]], [True]),
        (f"X = {{'a': 1}} if {A} else {{'b': 1}}\n", [["a"], ["b"]], [True, True]),
        (UNKNOWN + "X = {'a': 1, **thing()}\n", [["a"]], [False]),
        ("X = {None: 1}\n", [[None]], [True]),
    ],
)
def test_entries(text: str, expected: list[list[Any]], all_known: list[bool], tmp_path: Path) -> None:
    found = seen(text, tmp_path, lambda setting: [entry.key for entry in setting.entries])
    assert sorted(map(str, found)) == sorted(map(str, expected))
    assert seen(text, tmp_path, lambda setting: setting.has_all_entries) == all_known


def test_the_dicts_of_a_list(tmp_path: Path) -> None:
    text = UNKNOWN + f"X = [{{'NAME': 'a', 'OPTIONS': thing}}, thing(), 3]\nif {A}:\n    X += [{{'NAME': 'b'}}]\n"

    def look(setting: Any) -> list[Any]:
        found = []
        for element in setting.elements:
            try:
                found.append(element.entry("NAME").value if element.is_dict else element.value)
            except Undetermined:
                found.append("?")
        return found

    assert sorted(seen(text, tmp_path, look), key=len) == [["a", "?", 3], ["a", "?", 3, "b"]]
    inner = "X = [{'OPTIONS': {'processors': ['p', 'q']}}]\n"

    def look_inside(setting: Any) -> list[Any]:
        (element,) = setting.elements
        return [value.value for value in element.entry("OPTIONS").entry("processors").elements]

    assert seen(inner, tmp_path, look_inside) == [["p", "q"]]


@pytest.mark.parametrize(
    ("text", "expression", "expected"),
    [
        ("X = {'default': {'BACKEND': 'a'}}\n", BACKEND, "'a'"),
        ("X = {'default': {'LOCATION': 'a'}}\n", BACKEND, "{'LOCATION': 'a'}"),
        ("X = {'other': 1}\n", BACKEND, "{'other': 1}"),
        ("NAME = 'a'\nX = {'default': {'BACKEND': NAME}}\n", BACKEND, "NAME"),
        ("NAME = 'a'\nX = {'default': {}}\nX['default']['BACKEND'] = NAME\n", BACKEND, "NAME"),
        ("X = {'default': {}}\nX['default']['BACKEND'] = 'a' + 'b'\n", BACKEND, "'a' + 'b'"),
        ("X = {'default': {}}\nX['default'].update({'BACKEND': 'c'})\n", BACKEND, "'c'"),
        ("X = {'default': dict(BACKEND='d')}\n", BACKEND, "'d'"),
        ("NAME = 'a'\nX = {'default': {'BACKEND': 'b'}}\nX['default']['BACKEND'] = NAME\n", BACKEND, "NAME"),
        ("X = {'default': {'BACKEND': 'b'}}\nX['default']['BACKEND'] = 'a'\n", BACKEND, "'a'"),
        ("X = {'default': {'BACKEND': 'b'}}\nX['default']['LOCATION'] = 'a'\n", BACKEND, "'b'"),
        ("X = {'default': {}}\nX['default']['BACKEND'] = 'b'\nX['default'].update(BACKEND='c')\n", BACKEND, "'c'"),
        (
            f"X = {{'default': {{'BACKEND': 'b'}}}}\nif {B} and not {B}:\n    X['default']['BACKEND'] = 'c'\n",
            BACKEND,
            "'b'",
        ),
        (UNKNOWN + "X = {'default': {'BACKEND': thing()}}\n", BACKEND, "thing()"),
        (UNKNOWN + "X = thing()\n", BACKEND, "thing()"),
        ("", BACKEND, ""),
    ],
)
def test_where_a_cure_goes(text: str, expression: str, expected: str, tmp_path: Path) -> None:
    (span,) = seen(text, tmp_path, lambda setting: part(setting, expression).span)
    assert (tmp_path / "settings.py").read_bytes()[span.start : span.end].decode() == expected


def test_defaults_of_django(tmp_path: Path) -> None:
    settings = settings_of("", tmp_path)
    backend = settings["CACHES"].entry("default").entry("BACKEND")
    assert backend.value == "django.core.cache.backends.locmem.LocMemCache"
    assert backend.path == 'CACHES["default"]["BACKEND"]'
    assert (backend.span.start, backend.span.end) == (0, 0)
    assert settings["CACHES"].entry("other").is_set is False


def test_the_provenance_is_that_of_the_setting(tmp_path: Path) -> None:
    settings = settings_of("X = {'a': {}}\nX = {'a': {}}\nX['a'] = {'b': 1}\n", tmp_path)
    steps = settings["X"].entry("a").entry("b").provenance
    assert [step.action for step in steps] == ["set", "set", "item set"]


def test_what_is_requested(tmp_path: Path) -> None:
    text = "X = {'a': {'b': 1}, 'c': {'b': 2}}\nif 'A' in os.environ:\n    X = {'a': {'b': 3}}\n"

    def look(setting: Any) -> tuple[Any, bool]:
        inner = setting.entry("a").entry("b")
        return inner.value, inner.is_requested

    assert sorted(seen(text, tmp_path, look)) == [(1, False), (3, True)]


def test_a_stretch_of_a_list_is_neither_a_dict_nor_a_sequence(tmp_path: Path) -> None:
    for question in ("is_dict", "is_sequence"):
        answers = seen(
            UNKNOWN + "X = [*thing()]\n",
            tmp_path,
            lambda setting, question=question: getattr(setting.elements[0], question),
        )
        assert [answer[0] for answer in answers] == ["?"]


def test_the_place_is_that_of_the_scenario(tmp_path: Path) -> None:
    text = "B = 'b'\nX = {'a': {'b': 'c'}}\nif 'A' in os.environ:\n    X['a']['b'] = B\n"

    def look(setting: Any) -> tuple[Any, int]:
        inner = setting.entry("a").entry("b")
        return inner.value, (tmp_path / "settings.py").read_bytes()[: inner.span.start].count(b"\n")

    assert sorted(seen(text, tmp_path, look)) == [("b", 4), ("c", 2)]


def test_what_can_be_no_key_is_in_no_dict(tmp_path: Path) -> None:
    (answer,) = seen("X = {'a': 1}\n", tmp_path, lambda setting: setting.entry(["a"]).is_set)
    assert str(answer).startswith("?")
