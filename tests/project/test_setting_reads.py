"""Whether a project reads a setting that Django ignores."""

from pathlib import Path

import pytest

from djauthlint.project import Project, module_reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("USE_L10N = True", False),
        ("USE_L10N: bool = True", False),
        ("    USE_L10N = True  # what USE_L10N was for", False),
        ("USE_L10N += ['x']", False),
        ("USE_L10N = [\n    'USE_L10N',\n]", False),
        ("USE_L10N.append('x')", False),
        ("from base import USE_L10N", False),
        ("MY_USE_L10N = 1", False),
        ("X = USE_L10N", True),
        ("X = {\n    'a': USE_L10N,\n}", True),
        ("if USE_L10N == 1:\n    pass", True),
    ],
)
def test_a_module_reads_a_name(text: str, reads: bool) -> None:
    assert module_reads(text, "USE_L10N") is reads


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("from django.conf import settings\nX = settings.USE_L10N\n", True),
        ('from django.conf import settings\nX = getattr(settings, "USE_L10N", True)\n', True),
        ("from django.conf import settings\nX = settings.USE_L10N_TOO\n", False),
        ("X = USE_L10N\n", False),
    ],
)
def test_the_code_of_a_project_reads_a_setting(text: str, reads: bool, tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text(text, encoding="utf-8")
    assert Project.open([], cwd=tmp_path).reads_setting("USE_L10N") is reads


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("NAMES = True\n", False),
        ('NAMES = env(\n    "NAMES",\n)\n', False),
        ('X = os.environ["NAMES"]\n', False),
        ("X = configured.NAMES\n", True),
        ('SETTINGS_EXPORT = ["NAMES"]\n', True),
        ('X = getattr(settings, "NAMES")\n', True),
        ("# NAMES\n", False),
    ],
)
def test_what_mentions_a_setting(text: str, mentions: bool, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(text, encoding="utf-8")
    assert Project.open([], cwd=tmp_path).mentions_setting("NAMES") is mentions


def test_a_page_mentions_a_setting(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ settings.NAMES }}", encoding="utf-8")
    assert Project.open([], cwd=tmp_path).mentions_setting("NAMES")


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("class Cookies:\n    pass", False),
        ("# Cookies\nclass Cookies: # of Cookies\n    pass", False),
        ("class MyCookies(Cookies):\n    pass", True),
        ('configuration = "settings.Cookies"', True),
    ],
)
def test_a_project_uses_a_class(text: str, uses: bool, tmp_path: Path) -> None:
    (tmp_path / "settings.py").write_text(text, encoding="utf-8")
    assert Project.open([], cwd=tmp_path).uses_word("Cookies") is uses
