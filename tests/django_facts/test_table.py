"""The committed table is whole, and is what Django really has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import generate_django_facts
import pytest

from djauthlint import django_facts
from djauthlint.django_facts import JsonValue

IMPORT_ALL = """
import sys
import django
from django.conf import settings
from django.utils.module_loading import import_string

apps = ("admindocs auth contenttypes flatpages messages redirects sessions sites").split()
settings.configure(INSTALLED_APPS=[f"django.contrib.{app}" for app in apps])
django.setup()
for path in sys.argv[1:]:
    import_string(path)
"""


def decode(value: JsonValue) -> object:
    match value:
        case {"$type": "tuple", "items": list(items)}:
            return tuple(decode(item) for item in items)
        case dict():
            return {key: decode(item) for key, item in value.items()}
        case list():
            return [decode(item) for item in value]
        case _:
            return value


@pytest.fixture
def installed() -> str:
    django = pytest.importorskip("django", reason="Django is not installed: nothing to compare the table with")
    version = "{}.{}".format(*django.VERSION)
    if version not in django_facts.versions():
        pytest.skip(f"the table does not know Django {version}: nothing to compare with")
    return version


def test_defaults_are_those_of_the_installed_django(installed: str) -> None:
    from django.conf import global_settings

    actual = {name: getattr(global_settings, name) for name in dir(global_settings) if name.isupper()}
    told = {name: decode(value) for name, value in django_facts.defaults(installed).items()}
    assert told == actual
    assert {name: type(value) for name, value in told.items()} == {name: type(actual[name]) for name in told}


def test_paths_exist_in_the_installed_django(installed: str) -> None:
    engines = (f"{path}.SessionStore" for path in django_facts.paths(installed, "session_engines"))
    classes = django_facts.paths(installed, "middleware") | django_facts.paths(installed, "authentication_backends")
    subprocess.run([sys.executable, "-c", IMPORT_ALL, *classes, *engines], check=True)


def test_the_table_was_not_edited_by_hand() -> None:
    text = generate_django_facts.TABLE.read_text(encoding="utf-8")
    table = json.loads(text)
    assert table["format"] == generate_django_facts.FORMAT
    assert table["sha256"] == generate_django_facts.checksum(table)
    assert text == generate_django_facts.render(table)
    assert tuple(table["releases"]) == generate_django_facts.VERSIONS


def test_check_says_whether_the_table_is_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = {
        version: generate_django_facts.Release(f"{version}.1", {"DEBUG": False}, {"SITE_ID"}, {"middleware": {"a.B"}})
        for version in generate_django_facts.VERSIONS
    }
    monkeypatch.setattr(generate_django_facts, "TABLE", tmp_path / "django.json")
    monkeypatch.setattr(generate_django_facts, "wheel", lambda number, _folder: ".".join(number.split(".")[:2]))
    monkeypatch.setattr(generate_django_facts, "read_release", releases.__getitem__)

    assert generate_django_facts.main(["--check"]) == 1
    assert generate_django_facts.main([]) == 0
    assert generate_django_facts.main(["--check"]) == 0
    releases["6.0"].defaults["DEBUG"] = True
    assert generate_django_facts.main(["--check"]) == 1
    assert "run it without --check" in capsys.readouterr().err


def test_what_comes_back_has_no_form() -> None:
    assert generate_django_facts.lifetime([False, True, True, False, False, False]) == {
        "added_in": "5.0",
        "removed_in": "5.2",
    }
    with pytest.raises(ValueError, match="came back"):
        generate_django_facts.lifetime([True, False, True, True, True, True])


@pytest.mark.parametrize(
    "source",
    ["import os", "A, B = 1, 2", "A = os.getcwd()", "A = lambda: 1"],
)
def test_settings_of_a_new_kind_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"line 1 of .* is of a new kind"):
        generate_django_facts.read_settings(generate_django_facts.ast.parse(source))


def test_settings_are_read_as_django_reads_them() -> None:
    source = 'from django.conf import settings\nsettings.A\ngetattr(settings, "B", 1)\nsettings.configure\nother.C'
    assert set(generate_django_facts.settings_read(generate_django_facts.ast.parse(source))) == {"A", "B"}
