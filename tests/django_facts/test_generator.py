"""How the releases are read: names, settings, checks and the documentation, on small texts."""

from __future__ import annotations

import ast
import zipfile
from pathlib import Path

import generate_django_facts
import pytest
from django_releases import checks, history, release, settings
from django_releases.library import Library


def library(tmp_path: Path, **modules: str) -> Library:
    """A release with some modules, whose names have `__` for dots."""
    wheel = tmp_path / "django-5.2.1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("django/__init__.py", "")
        for name, source in modules.items():
            archive.writestr(f"django/{name.replace('__', '/')}.py", source)
    return Library(release.read(wheel))


def test_names_lead_to_definitions(tmp_path: Path) -> None:
    django = library(
        tmp_path,
        a__init="",
        core__base="class Base: ...\nclass _Hidden(Base): ...\ndef f(): ...\n",
        core__more="from .base import Base as Other\nfrom django.core import base\nclass More(Other, base.Base): ...\n",
        core__all="from django.core.more import *\nAgain = More\ntry:\n    import x\nexcept ImportError:\n    from .base import f\n",
        circle="from django.circle import A\n",
    )
    assert django.resolve("django.core.all.More") == "django.core.more.More"
    assert django.resolve("django.core.all.Again") == "django.core.more.More"
    assert django.resolve("django.core.all.Other") == "django.core.base.Base"
    assert django.resolve("django.core.all.f") == "django.core.base.f"
    assert django.resolve("django.core.more.base.Base") == "django.core.base.Base"
    assert django.resolve("django.circle.A") == "django.circle.A"
    assert django.resolve("os.path") == "os.path"
    assert django.ancestors("django.core.more.More") == {"django.core.more.More", "django.core.base.Base"}
    assert django.descendants("django.core.base.Base") == {"django.core.base.Base", "django.core.more.More"}
    assert django.aliases({"django.core.more.More"}) == {
        "django.core.all.More": "django.core.more.More",
        "django.core.all.Again": "django.core.more.More",
    }


CHECKS = """
from django.core.checks.registry import register, Tags
from django.conf import settings
W001 = Warning("...", id="x.W001")

@register(Tags.security, deploy=True)
def check_a(app_configs, **kwargs):
    return [W001] if settings.A else helper()

@register(Tags.models)
def check_b(app_configs, **kwargs):
    return helper()

def helper():
    return [Error("...", id="x.E002")] if getattr(settings, "B", None) else []

class Field:
    def check(self):
        return self._inner()
    def _inner(self):
        apps = (("a", 401), ("b", 405))
        return [Error("...", id="y.E%d" % code) for app, code in apps]
"""


def test_checks_are_followed_from_where_they_are_registered(tmp_path: Path) -> None:
    registry = "class R:\n    def register(self): ...\nregistry = R()\nregister = registry.register\n"
    django = library(tmp_path, core__checks__registry=registry, x=CHECKS)
    assert checks.find(django) == {
        "x.E002": {"module": "django.x", "tags": ["models", "security"], "settings": ["A", "B"]},
        "x.W001": {"module": "django.x", "tags": ["security"], "deploy": True, "settings": ["A", "B"]},
        "y.E401": {"module": "django.x"},
        "y.E405": {"module": "django.x"},
    }


@pytest.mark.parametrize("source", ["import os", "A, B = 1, 2", "A = os.getcwd()", "A = lambda: 1"])
def test_settings_of_a_new_kind_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"line 1 of .* is of a new kind"):
        settings.defaults(ast.parse(source))


def test_settings_are_read_as_django_reads_them() -> None:
    source = 'from django.conf import settings\nsettings.A\ngetattr(settings, "B", 1)\nsettings.configure\nother.C'
    assert set(settings.read_by(ast.parse(source))) == {"A", "B"}
    assert not set(settings.read_by(ast.parse(source.replace("django.conf", "elsewhere"))))


def test_settings_that_django_warns_of() -> None:
    source = (
        'X_DEPRECATED_MSG = "The A_B setting is deprecated."\nDEPRECATED_SETTINGS = {"C", "D"}\nY = "The E setting"'
    )
    assert set(settings.deprecated(ast.parse(source))) == {"A_B", "C", "D"}


TIMELINE = """
.. _deprecation-removed-in-6.0:

6.0
---

See the :ref:`Django 5.0 release notes <deprecated-features-5.0>` for more
details on these changes.

* The ``A_B``, ``C``, and
  ``D`` transitional settings will be removed. Use others.

* The ability to use dotted paths for the ``E`` setting will be removed.

* The ``F`` test setting will be removed.

* The ``django.a.B`` and ``django.c`` module will be removed.

See the :ref:`Django 5.1 release notes <deprecated-features-5.1>` for more.

* The following settings will be removed:

  * ``G``
  * ``H``
"""


def test_the_timeline_is_read_in_its_usual_form(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SETTINGS", "PATHS", "REPLACEMENTS"):
        monkeypatch.setattr(history, name, {})
    texts = {history.TIMELINE: TIMELINE}
    old, new = history.End("5.0", "6.0", history.TIMELINE), history.End("5.1", "6.0", history.TIMELINE)
    assert history.settings(texts) == {"A_B": old, "C": old, "D": old, "G": new, "H": new}
    assert history.paths(texts) == {"django.a.B": old, "django.c": old}


@pytest.mark.parametrize(
    ("value", "words", "said"),
    [("6.0", "dotted paths for the ``E`` setting", True), ("5.9", "dotted paths", False), ("6.0", "is gone", False)],
)
def test_quotes_are_compared_with_the_documentation(
    monkeypatch: pytest.MonkeyPatch, value: str, words: str, said: bool
) -> None:
    for name in ("PATHS", "REPLACEMENTS"):
        monkeypatch.setattr(history, name, {})
    monkeypatch.setattr(history, "SETTINGS", {"E": history.Quote(value, history.TIMELINE, words)})
    if said:
        history.quoted({history.TIMELINE: TIMELINE})
    else:
        with pytest.raises(ValueError, match="does not say"):
            history.quoted({history.TIMELINE: TIMELINE})


def facts(number: str, **defaults: object) -> generate_django_facts.Facts:
    paths: dict[str, dict[str, dict[str, object]]] = {kind: {} for kind in generate_django_facts.paths.KINDS}
    return generate_django_facts.Facts(number, defaults, {"SITE_ID"}, paths, {}, {}, set())


def test_check_says_whether_the_tables_are_current(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("SETTINGS", "PATHS", "REPLACEMENTS"):
        monkeypatch.setattr(history, name, {})
    releases = {version: facts(f"{version}.1", DEBUG=False) for version in generate_django_facts.VERSIONS}
    monkeypatch.setattr(generate_django_facts, "FOLDER", tmp_path)
    monkeypatch.setattr(release, "wheel", lambda number, _folder: ".".join(number.split(".")[:2]))
    monkeypatch.setattr(release, "source", lambda _number, _folder: None)
    monkeypatch.setattr(release, "documentation", lambda _path: {history.TIMELINE: ""})
    monkeypatch.setattr(generate_django_facts, "read", releases.__getitem__)

    assert generate_django_facts.main(["--check"]) == 1
    assert generate_django_facts.main(["--offline"]) == 1
    assert generate_django_facts.main([]) == 0
    assert generate_django_facts.main(["--check"]) == 0
    assert generate_django_facts.main(["--offline"]) == 0
    releases["6.0"].defaults["DEBUG"] = True
    assert generate_django_facts.main(["--check"]) == 1
    assert "settings.json is not made of these releases" in capsys.readouterr().err
    table = tmp_path / "settings.json"
    table.write_text(table.read_text().replace("DEBUG", "DEBUGG"))
    assert generate_django_facts.main(["--offline"]) == 1
    assert "settings.json was edited by hand" in capsys.readouterr().err


def test_what_the_timeline_does_not_tell_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SETTINGS", "PATHS", "REPLACEMENTS"):
        monkeypatch.setattr(history, name, {})
    found = [facts(version, A_B=1) for version in generate_django_facts.VERSIONS]
    with pytest.raises(ValueError, match="do not agree about A_B"):
        generate_django_facts.tables(found, {history.TIMELINE: TIMELINE})
    found[0].deprecated.add("NOBODY_TELLS")
    with pytest.raises(ValueError, match="NOBODY_TELLS"):
        generate_django_facts.tables(found, {history.TIMELINE: TIMELINE})
