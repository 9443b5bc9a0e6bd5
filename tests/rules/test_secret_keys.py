"""Of one SECRET_KEY, one rule speaks."""

from pathlib import Path

import pytest

from djauthlint import registry
from djauthlint.rule import run
from tests.rules.harness import settings_of

STRONG = "sSh3kTn0wZcQ8fYx5LpVbR2mJgDa7eUiHoWkNyXtCrBqMvFzPl"
KEYS = {
    '""': "DJA701",
    "None": "DJA701",
    'b""': "DJA701",
    '"change-me"': "DJA702",
    f'"django-insecure-{STRONG}"': "DJA702",
    "uuid.uuid4().hex": "DJA703",
    'os.environ.get("KEY", uuid.uuid4().hex)': "DJA703",
    f'"{STRONG}"': "DJA704",
    'os.environ.get("KEY", "change-me")': "DJA705",
    f'os.environ.get("KEY", "{STRONG}")': "DJA705",
    'str(os.environ.get("KEY"))': "DJA705",
    'b"change-me"': "DJA706",
    f'("{STRONG}", "change-me")': "DJA706",
    '"change-me",': "DJA802",
    'os.environ["KEY"]': None,
    'os.environ.get("KEY")': None,
}


@pytest.mark.parametrize(("text", "code"), KEYS.items())
def test_one_rule_speaks(text: str, code: str | None, tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text(f"import os, uuid\nDEBUG = False\nSECRET_KEY = {text}\n")
    settings, _ = settings_of(path)
    found = [found.code for rule in registry.rules() for found in run(rule, settings) if found.setting == "SECRET_KEY"]
    assert found == ([] if code is None else [code])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('str(os.environ.get("KEY"))', "SECRET_KEY is the text 'None' when KEY is not set"),
        ('os.environ.get("KEY", "change-me")', "SECRET_KEY falls back to a key in the source when KEY is not set"),
    ],
)
def test_what_stands_in_for_a_variable(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text(f"import os\nDEBUG = False\nSECRET_KEY = {text}\n")
    settings, _ = settings_of(path)
    rule = registry.find("DJA705")
    assert rule is not None
    assert [found.message for found in run(rule, settings)] == [message]
