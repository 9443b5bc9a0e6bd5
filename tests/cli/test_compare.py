"""`djauthlint compare`: which two are meant, what is asked of both, exit codes."""

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest
from referencing import Registry, Resource

from tests.cli.conftest import Run, Write

DEV, PROD = "config/settings/dev.py", "config/settings/prod.py"
SCHEMAS = {
    name: json.loads(files("djauthlint.reporters").joinpath(name).read_text("utf-8"))
    for name in ("comparison.schema.json", "diagnostics.schema.json", "settings.schema.json")
}


def validate(report: str) -> None:
    registry = Registry().with_resources([(name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()])
    jsonschema.Draft202012Validator(SCHEMAS["comparison.schema.json"], registry=registry).validate(json.loads(report))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS["comparison.schema.json"])


class TestWhichTwo:
    @pytest.mark.parametrize(
        "entries", [(DEV, PROD), ("config.settings.dev", PROD), (f"./{DEV}", "config.settings.prod")]
    )
    def test_files_and_dotted_names(self, shop: Path, run: Run, entries: tuple[str, str]) -> None:
        assert run("compare", *entries, "--output", "json") == 1
        validate(run.out)
        modules = [(each["module"], each["profile"]) for each in json.loads(run.out)["entry_modules"]]
        assert modules == [("config.settings.dev", "development"), ("config.settings.prod", "production")]

    def test_only_one(self, shop: Path, run: Run) -> None:
        assert run("compare", DEV) == 2
        assert run.err.startswith("error: the following arguments are required: ENTRY")

    @pytest.mark.parametrize("entry", ["config/settings/stage.py", "config.settings.stage"])
    def test_one_that_does_not_exist(self, shop: Path, run: Run, entry: str) -> None:
        assert run("compare", DEV, entry) == 2
        assert run.err.startswith(f"error: there is no file or module {entry} in ")
        assert run("compare", entry, "config.settings.prd") == 2

    def test_programs_are_told_why(self, shop: Path, run: Run) -> None:
        assert run("compare", DEV, "nothing.py", "--output", "json") == 2
        validate(run.out)
        report = json.loads(run.out)
        assert report["errors"][0]["message"].startswith("there is no file or module nothing.py")
        assert "differences" not in report

    def test_one_and_the_same(self, shop: Path, run: Run) -> None:
        assert run("compare", PROD, "config.settings.prod") == 2
        assert run.err == f"error: {PROD} and config.settings.prod are the same entry module; name two\n"

    def test_two_projects_in_one_repository(self, write: Write, run: Run) -> None:
        manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'settings')\n"
        write(
            {
                "a/manage.py": manage,
                "a/settings.py": "DEBUG = True\n",
                "b/manage.py": manage,
                "b/settings.py": "A = 1\n",
            }
        )
        assert run("compare", "a/settings.py", "b/settings.py") == 1
        assert "\nSet only by a/settings.py\n  DEBUG = True   a/settings.py:1   Django's default: False\n" in run.out

    def test_no_settings(self, shop: Path, run: Run) -> None:
        assert run("compare", DEV, "shop/models.py") == 2
        assert run.err == "error: shop.models sets nothing: it is no settings module\n"
        assert run.out == ""

    def test_no_python(self, shop: Path, run: Run) -> None:
        (shop / "prod.toml").write_text("DEBUG = true\n")
        assert run("compare", DEV, "prod.toml") == 2
        assert run.err == "error: prod.toml is no Python file; an entry module is one, or a dotted name\n"

    def test_what_can_not_be_parsed(self, shop: Path, run: Run) -> None:
        (shop / PROD).write_text("DEBUG = (\n")
        assert run("compare", DEV, PROD) == 2
        assert f"{PROD}:" in run.out
        assert run("compare", DEV, PROD, "--output", "json") == 2
        validate(run.out)
        assert json.loads(run.out)["errors"][0]["path"] == PROD

    def test_a_crash(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise ValueError("no")

        monkeypatch.setattr("djauthlint.linter.resolve", fail)
        assert run("compare", DEV, PROD) == 2
        assert "this is a bug in djauthlint" in run.err

    def test_configuration_classes(self, write: Write, run: Run) -> None:
        write(
            {
                "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf')\n"
                "os.environ.setdefault('DJANGO_CONFIGURATION', 'Dev')\n",
                "wsgi.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf')\n"
                "os.environ.setdefault('DJANGO_CONFIGURATION', 'Prod')\n",
                "conf.py": "from configurations import Configuration\n"
                "class Dev(Configuration):\n    DEBUG = True\n"
                "class Prod(Configuration):\n    APPEND_SLASH = False\n",
            }
        )
        assert run("compare", "conf.py:Dev", "conf:Prod") == 1
        lines = run.out.splitlines()
        assert lines[0].startswith("Dev   conf class Dev (conf.py, development)")
        assert lines[lines.index("Set only by Dev") + 1] == "  DEBUG = True   conf.py:3   Django's default: False"
        assert (
            lines[lines.index("Set only by Prod") + 1] == "  APPEND_SLASH = False   conf.py:5   Django's default: True"
        )
        assert run("compare", "conf.py", "conf.py:Prod") == 2
        assert run.err == "error: conf.py has several configuration classes; say which one: conf.py:Dev, conf.py:Prod\n"


class TestExitCode:
    def test_nothing_differs(self, shop: Path, run: Run) -> None:
        (shop / "config/settings/stage.py").write_text((shop / PROD).read_text())
        assert run("compare", "config/settings/stage.py", PROD) == 0
        assert run.out.endswith("\nNothing differs.\n")
        assert run("compare", "config/settings/stage.py", PROD, "--output", "json") == 0
        validate(run.out)
        assert json.loads(run.out)["differences"] == json.loads(run.out)["diagnostics"] == []

    def test_a_setting_differs(self, shop: Path, run: Run) -> None:
        assert run("compare", DEV, PROD, "--select", "DJA601") == 1
        assert "  DEBUG = True   config/settings/dev.py:3   Django's default: False\n" in run.out
        assert run.out.endswith("\n2 settings differ.\n")

    def test_what_may_be_the_same_is_no_difference(self, shop: Path, run: Run) -> None:
        (shop / DEV).write_text("from .base import *\nimport os\nLOGIN_REDIRECT_URL = os.environ['HOME_PAGE']\n")
        (shop / PROD).write_text("from .base import *\nLOGIN_REDIRECT_URL = '/'\n")
        assert run("compare", DEV, PROD) == 0
        assert run.out.endswith("\n1 setting may differ.\n")

    def test_only_a_diagnostic(self, shop: Path, run: Run) -> None:
        (shop / DEV).write_text('from .base import *\nSESSION_COOKIE_NAME = "bad"\n')
        assert run("compare", DEV, PROD) == 1
        assert "\nDiagnostics only of prod\n  DJA301 [bad-cookie-name] the name of the cookie is bad   " in run.out
        assert run("compare", DEV, PROD, "--profile", "production") == 0


class TestDiagnostics:
    def test_those_of_both_are_left_out(self, shop: Path, run: Run) -> None:
        assert run("compare", DEV, PROD, "--output", "json") == 1
        found = [(each["code"], each["entry_modules"]) for each in json.loads(run.out)["diagnostics"]]
        assert found == [("DJA301", ["config.settings.prod"])]

    def test_those_of_both_at_two_places_are_left_out(self, shop: Path, run: Run) -> None:
        for path in (DEV, PROD):
            (shop / path).write_text('from .base import *\nSESSION_COOKIE_NAME = "good"\nLOGIN_URL = "bad"\n')
        assert run("compare", DEV, PROD) == 0

    def test_what_a_comment_silences_is_none(self, shop: Path, run: Run) -> None:
        (shop / DEV).write_text('from .base import *\nSESSION_COOKIE_NAME = "bad"\n')
        (shop / PROD).write_text('from .base import *\nSESSION_COOKIE_NAME = "bad"  # noqa: DJA301\n')
        assert run("compare", DEV, PROD) == 0

    def test_it_is_said_that_rules_are_not_about_both(self, shop: Path, run: Run) -> None:
        note = "Rules about production were not asked about dev: --profile production asks them about both.\n"
        run("compare", DEV, PROD)
        assert note in run.out
        run("compare", DEV, PROD, "--select", "DJA601")
        assert note not in run.out

    def test_what_is_excluded_is_compared_when_it_is_named(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text('[tool.djauthlint]\nexclude = ["config/settings/prod.py"]\n')
        run("compare", DEV, PROD)
        assert "DJA301" in run.out
