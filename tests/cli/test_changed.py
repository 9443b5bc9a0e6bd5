"""`djauthlint --changed FILE ...`: every entry module whose result depends on a file, and what does not take an evaluation to tell."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from tests.cli.conftest import Run, Write, rule

BASE, PROD, DEV = "config/settings/base.py", "config/settings/prod.py", "config/settings/dev.py"
IN_PROD, IN_DEV = "config.settings.prod", "config.settings.dev"
URLS = 'from django.urls import include, path\nfrom shop.views import Home\nurlpatterns = [path("", include("blog.urls"))]\n'
MORE = {
    PROD: "from .base import *\nfrom .parts.cookies import *\nimport json\nEXTRA = json.load(open('extra.json'))\n",
    BASE: (
        'INSTALLED_APPS = ["shop"]\nLOGIN_URL = "bad"\nAUTH_USER_MODEL = "shop.User"\nROOT_URLCONF = "config.urls"\n'
        'MIDDLEWARE = ["shop.middleware.Login"]\n'
    ),
    "config/settings/parts/cookies.py": 'SESSION_COOKIE_NAME = "bad"\n',
    "config/urls.py": URLS,
    "blog/urls.py": "urlpatterns = []\n",
    "shop/__init__.py": "",
    "shop/apps.py": "",
    "shop/forms.py": "",
    "shop/middleware.py": "from shop import mixins\nfrom shop.other import help\nclass Login(mixins.Base):\n    pass\n",
    "shop/mixins.py": "class Base: ...\n",
    "shop/other.py": "",
    "shop/views.py": "class Home: ...\n",
    "extra.json": "{}",
}


@pytest.fixture
def site(shop: Path, write: Write) -> Path:
    """The shop with what settings name."""
    return write(MORE)


def found(report: str) -> list[tuple[str, str, list[str]]]:
    """Codes, paths and entry modules of a report in JSON."""
    return [(each["code"], each["path"], each["entry_modules"]) for each in json.loads(report)["diagnostics"]]


def entries(run: Run, *paths: str) -> list[str]:
    """The entry modules that are reported because these files were changed."""
    run("--changed", *paths, "--output", "json")
    return [entry["module"] for entry in json.loads(run.out)["entry_modules"]]


@pytest.mark.parametrize(
    ("path", "modules"),
    {
        BASE: [IN_DEV, IN_PROD],
        PROD: [IN_PROD],
        "config/settings/__init__.py": [IN_DEV, IN_PROD],
        "config/settings/parts/cookies.py": [IN_PROD],
        "pyproject.toml": [IN_DEV, IN_PROD],
        "requirements/base.txt": [IN_DEV, IN_PROD],
        "Procfile": [IN_DEV, IN_PROD],
        "deploy/nginx/site": [IN_DEV, IN_PROD],
        "config/wsgi.py": [IN_DEV, IN_PROD],
        "extra.json": [IN_PROD],
        "other.json": [],
        "README.md": [],
        "shop/forms.py": [],
        "shop/other.py": [],
        "shop/tests.py": [],
    }.items(),
)
def test_what_depends_on_a_file(site: Path, run: Run, path: str, modules: list[str]) -> None:
    assert entries(run, path) == modules


def test_all_of_an_entry_module_is_reported(site: Path, run: Run) -> None:
    assert run("--changed", BASE, "--output", "json") == 1
    assert found(run.out) == [
        ("DJA601", BASE, [IN_DEV, IN_PROD]),
        ("DJA301", "config/settings/parts/cookies.py", [IN_PROD]),
    ]


def test_nothing_is_said_where_nothing_depends_on_it(site: Path, run: Run) -> None:
    assert run("--changed", "shop/forms.py") == 0
    assert (run.out, run.err) == ("", "")
    assert run("--changed", "shop/forms.py", "--verbose") == 0
    assert run.err == "note: no settings module depends on what changed\n"
    assert run("--changed") == 0


def test_what_rules_read_counts(site: Path, run: Run, catalogue: list[Rule]) -> None:
    assert entries(run, "shop/middleware.py") == []
    reading = rule("catalogue.middleware.reading", "DJA199", "It reads.", severity=Severity.INFO)
    catalogue.append(reading)

    @reading.check
    def reads(settings: Settings) -> Iterator[Diagnostic]:
        settings.is_subclass("shop.middleware.Login", "shop.mixins.Base")
        yield from ()

    assert entries(run, "shop/middleware.py") == [IN_DEV, IN_PROD]
    assert entries(run, "shop/mixins.py") == [IN_DEV, IN_PROD]
    assert entries(run, "shop/views.py") == []
    assert entries(run, "shop") == [IN_DEV, IN_PROD]


def test_files_that_are_gone(site: Path, run: Run) -> None:
    (site / "config/settings/parts/cookies.py").unlink()
    (site / "shop/forms.py").unlink()
    assert entries(run, "config/settings/parts/cookies.py") == [IN_PROD]
    assert entries(run, "shop/forms.py", "gone/for/good.py") == []
    assert entries(run, "gone/Dockerfile") == [IN_DEV, IN_PROD]


def test_a_folder_stands_for_what_is_in_it(site: Path, run: Run) -> None:
    assert entries(run, "config/settings/parts") == [IN_PROD]
    assert entries(run, "config") == [IN_DEV, IN_PROD]
    assert entries(run, ".") == [IN_DEV, IN_PROD]
    assert entries(run, "blog/gone") == []


def test_links(site: Path, run: Run) -> None:
    cookies = site / "config/settings/parts/cookies.py"
    cookies.rename(site / "shared.py")
    cookies.symlink_to("../../../shared.py")
    (site / "link.py").symlink_to("config/settings/dev.py")
    assert entries(run, "shared.py") == entries(run, str(cookies)) == [IN_PROD]
    assert entries(run, "link.py") == [IN_DEV]


def test_from_elsewhere(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    assert entries(run, str(site / "config/settings/parts/cookies.py")) == [IN_PROD]
    assert entries(run, str(site / "config/gone.py")) == []


def test_several_projects_in_one_repository(site: Path, run: Run, write: Write) -> None:
    write(
        {
            "other/manage.py": 'DJANGO_SETTINGS_MODULE="local"',
            "other/local.py": 'INSTALLED_APPS = ["a"]\nLOGIN_URL = "bad"\n',
        }
    )
    write({"other/deploy/infra/pyproject.toml": ""})
    assert entries(run, "other/Procfile") == ["local"]
    assert entries(run, "other/deploy/infra/pyproject.toml") == ["local"]
    assert entries(run, "docker-compose.yml") == [IN_DEV, IN_PROD, "local"]


def test_names_that_are_made_when_settings_run(site: Path, run: Run, write: Write) -> None:
    write({DEV: 'from importlib import import_module\nNAME = "a"\nimport_module(f"config.settings.{NAME}")\n'})
    write({"config/settings/a.py": "", "config/settings/b.py": ""})
    assert entries(run, "config/settings/a.py") == [IN_DEV]
    assert entries(run, "config/settings/b.py") == []


def test_what_pages_do_with_cookies(site: Path, run: Run, write: Write) -> None:
    write({"static/a.js": "", "static/b.js": 'getCookie("csrftoken")'})
    assert entries(run, "static/a.js") == []
    assert entries(run, "static/b.js") == [IN_DEV, IN_PROD]


def test_text_from_standard_input_has_not_changed(site: Path, run: Run) -> None:
    assert run("--changed", "-") == 2
    assert run.err == "error: --changed is about files on disk, not about text from standard input\n"


def test_what_is_told_without_parsing(site: Path) -> None:
    program = (
        "import sys\nfrom djauthlint.cli import main\ncode = main(sys.argv[1:])\n"
        "print(code, [name for name in sys.modules if name == 'libcst' or '.rules.' in name])"
    )
    command = [sys.executable, "-c", program, "--changed", "shop/forms.py", "README.md", "static/a.js"]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("0 []\n", "")
