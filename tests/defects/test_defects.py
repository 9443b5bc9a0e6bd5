"""Each defect is reported by its rule on its line, and nothing else is; about the clean projects nothing is said."""

import shutil
from pathlib import Path

import pytest

from djauthlint import registry
from djauthlint.linter import LintResult
from tests.defects.bench import FILES, PROJECTS, Defect, defects, edited, expected, found, linted, missing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def projects(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The projects, each the root of a repository."""
    folder = tmp_path_factory.mktemp("projects").resolve()
    for name in FILES:
        shutil.copytree(PROJECTS / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / name / ".git").mkdir()
    return folder


def profiles(result: LintResult) -> dict[str, str]:
    return {
        entry.module if entry.configuration is None else f"{entry.module}:{entry.configuration}": entry.profile
        for entry in result.entry_modules
    }


@pytest.mark.parametrize(
    ("name", "modules"),
    [
        ("bookings", {"bookings.settings": "production"}),
        ("clinic", {"config.settings.production": "production", "config.settings.local": "development"}),
        ("library", {"library.settings:Production": "production", "library.settings:Development": "development"}),
    ],
)
def test_nothing_is_said_about_a_clean_project(projects: Path, name: str, modules: dict[str, str]) -> None:
    result = linted(projects / name)
    assert found(result, projects / name) == []
    assert profiles(result) == modules
    assert (result.problems, result.undetermined) == ((), ())


@pytest.mark.parametrize("defect", defects(), ids=lambda defect: defect.name)
def test_a_defect_is_reported_and_nothing_else(projects: Path, defect: Defect) -> None:
    folder = projects / defect.project
    texts = edited(defect, folder)
    result = linted(folder, texts, defect.deployment)
    assert result.problems == ()
    assert found(result, folder) == expected(defect, folder, texts)


def test_each_rule_has_two_defects() -> None:
    assert missing(rule.code for rule in registry.rules()) == {}
