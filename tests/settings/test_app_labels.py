"""The label of an app is the one that Django gives it, or undetermined."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from djauthlint.settings import Undetermined
from djauthlint.settings.app_labels import app_label
from tests.rules.harness import settings_of

config = pytest.importorskip("django.apps").AppConfig

HEAD = "from django.apps import AppConfig\n\n\n"
PLAIN = 'class PlainConfig(AppConfig):\n    name = "{app}"\n'
LABELLED = 'class LabelledConfig(AppConfig):\n    name = "{app}"\n    label = "members"\n'
DEFAULT = LABELLED.replace("Labelled", "Default") + "    default = True\n"
NO_DEFAULT = LABELLED.replace("Labelled", "Other") + "    default = False\n"
DERIVED = PLAIN + '\n\nclass DerivedConfig(PlainConfig):\n    label = "derived"\n    default = True\n'

DETERMINED = {
    "no configuration": ("", "{app}"),
    "the plain one": (HEAD + PLAIN, "{app}"),
    "a label": (HEAD + LABELLED, "{app}"),
    "the class itself": (HEAD + LABELLED, "{app}.apps.LabelledConfig"),
    "not by default": (HEAD + NO_DEFAULT, "{app}"),
    "not by default, but asked for": (HEAD + NO_DEFAULT, "{app}.apps.OtherConfig"),
    "two": (HEAD + PLAIN + "\n\n" + LABELLED, "{app}"),
    "two, one by default": (HEAD + PLAIN + "\n\n" + DEFAULT, "{app}"),
    "two, one not by default": (HEAD + PLAIN + "\n\n" + NO_DEFAULT, "{app}"),
    "derived": (HEAD + DERIVED, "{app}"),
    "derived and asked for": (HEAD + DERIVED, "{app}.apps.DerivedConfig"),
    "another class": (HEAD + "class Helper:\n    pass\n\n\n" + LABELLED, "{app}"),
    "by its module": ("from django import apps\n\n\n" + LABELLED.replace("(AppConfig", "(apps.AppConfig"), "{app}"),
    "the package in a folder": (HEAD + LABELLED, "{folder}.inner"),
}
UNDETERMINED = {
    "no literal": HEAD + LABELLED.replace('"members"', '"mem" + "bers"'),
    "a condition": HEAD + "if True:\n    " + LABELLED.replace("\n    ", "\n        "),
    "an imported one": HEAD + "from django.contrib.sites.apps import SitesConfig\n",
    "set later": HEAD + LABELLED + '    def __init__(self, *arguments):\n        self.label = "x"\n',
}


def written(text: str, entry: str, number: int, folder: Path) -> str:
    app = f"labels{number}"
    for package in (app, f"{app}_folder/inner"):
        path = folder / package
        path.mkdir(parents=True)
        (path / "__init__.py").write_text("")
        if text:
            dotted = package.replace("/", ".")
            (path / "apps.py").write_text(text.replace("{app}", dotted))
    (folder / f"{app}_folder" / "__init__.py").write_text("")
    (folder / "settings.py").write_text("")
    return entry.format(app=app, folder=f"{app}_folder")


@pytest.mark.parametrize("name", DETERMINED)
def test_is_that_of_django(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = written(*DETERMINED[name], list(DETERMINED).index(name), tmp_path)
    settings, _ = settings_of(tmp_path / "settings.py")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    assert app_label(settings, entry) == config.create(entry).label


@pytest.mark.parametrize("name", UNDETERMINED)
def test_is_open(name: str, tmp_path: Path) -> None:
    entry = written(UNDETERMINED[name], "{app}", 0, tmp_path)
    settings, _ = settings_of(tmp_path / "settings.py")
    with pytest.raises(Undetermined):
        app_label(settings, entry)


@pytest.mark.parametrize(
    ("entry", "label"),
    [
        ("django.contrib.auth", "auth"),
        ("django.contrib.admin.apps.SimpleAdminConfig", "admin"),
        ("allauth.account", "account"),
        ("company.accounts", None),
    ],
)
def test_of_packages(entry: str, label: str | None, tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text("")
    settings, _ = settings_of(tmp_path / "settings.py")
    assert app_label(settings, entry) == label
