"""The example of a package of rules, really installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "djauthlint-acme"

pytestmark = pytest.mark.slow


def python(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Runs this interpreter beside a folder that something was installed into."""
    environment = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "PYTHONPATH"}}
    search = [*([str(path)] if path else []), str(ROOT / "src")]
    return subprocess.run(
        [sys.executable, *arguments],
        env={**environment, "PYTHONPATH": os.pathsep.join(search), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    pip = (
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
        "--target",
        str(folder),
    )
    done = python(*pip, str(EXAMPLE))
    assert done.returncode == 0, done.stderr
    return folder


def test_its_own_tests(installed: Path) -> None:
    done = python("-m", "pytest", "-q", "-p", "no:cacheprovider", str(EXAMPLE / "tests"), path=installed)
    assert done.returncode == 0, done.stdout
    assert "5 passed" in done.stdout


def test_it_runs_by_default_where_it_is_installed(installed: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.py"
    settings.write_text('INSTALLED_APPS = ["a"]\nSESSION_COOKIE_AGE = 90000\n', encoding="utf-8")
    arguments = ("-m", "djauthlint", "--profile", "production", "--ignore", "DJA", str(settings))
    done = python(*arguments, path=installed)
    assert "ACM101 [session-outlives-shift] sessions last 90000 seconds, longer than a shift" in done.stdout, (
        done.stderr
    )
    assert done.returncode == 1
    assert "ACM101" not in python(*arguments).stdout


def test_it_is_listed_and_explained(installed: Path) -> None:
    assert "\nACM101  session-outlives-shift " in python("-m", "djauthlint", "rules", path=installed).stdout
    page = python("-m", "djauthlint", "rule", "session-outlives-shift", path=installed).stdout
    assert page.startswith("ACM101 session-outlives-shift\n\nA session outlives the shift")
    assert page.endswith("Comes with djauthlint-acme 1.0.\n")


def test_flake8_reports_its_codes(installed: Path, tmp_path: Path) -> None:
    settings = tmp_path / "settings.py"
    settings.write_text('INSTALLED_APPS = ["a"]\nSESSION_COOKIE_AGE = 90000\n', encoding="utf-8")
    (tmp_path / "manage.py").write_text('import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "settings"\n')
    done = python("-m", "flake8", "--djauthlint-profile=production", str(settings), path=installed)
    assert f"{settings}:2:22: ACM101 sessions last 90000 seconds" in done.stdout, done.stdout + done.stderr
