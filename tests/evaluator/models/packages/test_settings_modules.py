"""Modules and classes of packages that give settings to a project."""

from __future__ import annotations

from pathlib import Path

from djauthlint.django_facts.packages import settings_classes, settings_modules
from djauthlint.evaluator import Given, evaluate
from djauthlint.project import EntryModule, Project
from tests.evaluator.rendering import GONE, UNKNOWN, Resolved, resolve_files

MIXIN = """
from configurations import Configuration
from richie.apps.courses.settings.mixins import RichieCoursesConfigurationMixin

class Base(RichieCoursesConfigurationMixin, Configuration):
    DEBUG = False

class Production(Base):
    RICHIE_PLAINTEXT_MAXLENGTH = {"a": 1}
"""


def test_a_star_import_binds_what_the_package_binds(tmp_path: Path) -> None:
    text = (
        "OSCAR_SHOP_NAME = 'before'\nDEBUG = True\nfrom oscar.defaults import *\n"
        "OSCAR_SLUG_MAP = {}\nX = gettext_lazy('x')\nY = OSCAR_SHOP_NAME"
    )
    settings = resolve_files(tmp_path, text, env={})
    assert settings.open == ()
    assert (settings["DEBUG"], settings["OSCAR_SLUG_MAP"]) == (True, {})
    assert (settings["OSCAR_SHOP_NAME"], settings["Y"]) == (UNKNOWN, UNKNOWN)
    assert settings.get("MIDDLEWARE", GONE) == GONE


def test_a_mixin_has_the_settings_that_the_package_gives_it(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text(MIXIN)
    entry = EntryModule(path, "settings", "Production")
    settings = Resolved(evaluate(Project.open([tmp_path], cwd=tmp_path), entry, Given(complete=True)))
    assert settings.open == ()
    assert settings["DEBUG"] is False
    assert settings["CSRF_COOKIE_NAME"] == "csrftoken"
    assert settings["RICHIE_PLAINTEXT_MAXLENGTH"] == {"a": 1}
    assert settings["CMS_TEMPLATES"] == UNKNOWN


def test_a_module_of_the_project_goes_before_one_of_a_package(tmp_path: Path) -> None:
    """A folder without `__init__.py` does not: Python takes an installed package before it."""
    text = "from oscar.defaults import *\nfrom decouple import config\nfrom environ import Env"
    files = {
        "oscar/__init__.py": "",
        "oscar/defaults.py": "OSCAR_SHOP_NAME = 'own'",
        "decouple.py": "config = len",
        "environ/readme.py": "",
        "settings.py": text + "\nX = config('abc')\nY = Env().int('A', 3)",
    }
    settings = resolve_files(tmp_path, files, env={})
    assert dict(settings) == {"OSCAR_SHOP_NAME": "own", "X": 3, "Y": 3}


def test_the_table_lists_each_name_once_and_in_order() -> None:
    for names in (*settings_modules().values(), *settings_classes().values()):
        assert list(names) == sorted(set(names))
        assert any(name.isupper() for name in names)
        assert not any(name.startswith("_") for name in names)
