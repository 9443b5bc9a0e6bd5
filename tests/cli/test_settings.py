"""`djauthlint settings`: which entry module is meant, and what is passed on to the reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run, Write

PROD = "config/settings/prod.py"


def modules(report: str) -> list[tuple[str, str | None, str]]:
    return [(each["module"], each["configuration"], each["path"]) for each in json.loads(report)["entry_modules"]]


class TestWhichEntry:
    @pytest.mark.parametrize("entry", [PROD, f"./{PROD}", "config.settings.prod"])
    def test_a_file_or_a_dotted_name(self, shop: Path, run: Run, entry: str) -> None:
        assert run("settings", entry, "--format", "json") == 0
        assert modules(run.out) == [("config.settings.prod", None, PROD)]

    def test_a_package(self, shop: Path, run: Run) -> None:
        for entry in ("config/settings", "config.settings"):
            assert run("settings", entry, "--format", "json") == 0
            assert modules(run.out) == [("config.settings", None, "config/settings/__init__.py")]

    def test_none(self, shop: Path, run: Run) -> None:
        assert run("settings") == 2
        assert run.err == (
            "error: which entry module? djauthlint settings path/to/settings.py, or its dotted name; "
            "this project has config.settings.dev, config.settings.prod\n"
        )

    def test_none_where_there_is_only_one(self, write: Write, run: Run) -> None:
        write({"settings.py": "INSTALLED_APPS = []\n", "manage.py": "DJANGO_SETTINGS_MODULE = 'settings'\n"})
        assert run("settings", "--format", "json") == 0
        assert modules(run.out) == [("settings", None, "settings.py")]

    def test_a_name_of_a_nested_project(self, write: Write, run: Run) -> None:
        """An entry module has the name that its own root gives it, wherever djauthlint is run."""
        manage = "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site_b.settings')\n"
        write({"b/manage.py": manage, "b/site_b/__init__.py": "", "b/site_b/settings.py": "INSTALLED_APPS = []\n"})
        assert run("settings", "site_b.settings", "--format", "json") == 0
        assert modules(run.out) == [("site_b.settings", None, "b/site_b/settings.py")]

    def test_none_beside_a_folder_of_that_name(self, write: Write, run: Run) -> None:
        write({"settings/readme.txt": ""})
        assert run("settings") == 2
        assert run.err == (
            "error: which entry module? djauthlint settings path/to/settings.py, or its dotted name; "
            "to mean the folder settings: djauthlint settings ./settings\n"
        )

    def test_what_is_no_python(self, write: Write, run: Run) -> None:
        write({"settings.py": "", "notes.md": "DEBUG = True\n"})
        assert run("settings", "notes.md") == 2
        assert run.err == "error: notes.md is no Python file; an entry module is one, or a dotted name\n"

    @pytest.mark.parametrize("entry", ["config.settings.prd", "config/settings/prd.py", "config"])
    def test_unknown(self, shop: Path, run: Run, entry: str) -> None:
        (shop / "config/__init__.py").unlink()
        assert run("settings", entry) == 2
        assert run.err.startswith(f"error: there is no file or module {entry} in ")

    def test_it_names_what_is_near(self, shop: Path, run: Run) -> None:
        run("settings", "config.settings.prd")
        assert run.err.endswith("; did you mean config.settings.prod?\n")

    def test_defaults_that_a_configuration_class_takes_over(self, tmp_path: Path, run: Run) -> None:
        """They are settings of the module; in the list to read they would hide what the project sets."""
        path = tmp_path / "conf.py"
        path.write_text(
            "from configurations import Configuration\nclass Live(Configuration):\n    APPEND_SLASH = False\n"
        )
        (tmp_path / "requirements.txt").write_text("Django>=4.2,<5.2\n")
        arguments = ("settings", str(path), "--env-complete", "--env", "DJANGO_CONFIGURATION=Live")
        run(*arguments, "--format", "json")
        settings = json.loads(run.out)["entry_modules"][0]["settings"]
        assert settings["CSRF_COOKIE_NAME"] == {"status": "known", "value": "csrftoken", "provenance": []}
        assert settings["USE_TZ"]["status"] == "unknown"
        assert settings["APPEND_SLASH"]["value"] is False
        run(*arguments)
        assert "APPEND_SLASH = False" in run.out
        assert "CSRF_COOKIE_NAME" not in run.out
        run(*arguments, "--all")
        assert "CSRF_COOKIE_NAME = 'csrftoken'" in run.out

    def test_configuration_classes(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str | None] = []

        def remember(project: Any, entry: Any, *rest: Any) -> None:
            asked.append(entry.configuration)
            raise ValueError

        monkeypatch.setattr("djauthlint.cli.commands.resolve", remember)
        run("settings", f"{PROD}:Prod")
        run("settings", "config.settings.prod:Prod", "--env", "DJANGO_CONFIGURATION=Dev")
        run("settings", PROD, "--env", "DJANGO_CONFIGURATION=Dev")
        run("settings", PROD)
        assert asked == ["Prod", "Prod", "Dev", None]


class TestOutput:
    def test_text(self, shop: Path, run: Run) -> None:
        assert run("settings", PROD) == 0
        assert run.out.startswith(f"config.settings.prod ({PROD}, production)\n")
        assert "LOGIN_URL = 'bad'" in run.out
        assert "USE_TZ" not in run.out

    def test_all(self, shop: Path, run: Run) -> None:
        assert run("settings", PROD, "--all") == 0
        assert "USE_TZ = " in run.out
        assert run("settings", PROD, "--all", "--format", "json") == 0
        assert json.loads(run.out)["entry_modules"][0]["settings"]["USE_TZ"]["status"] == "default"

    def test_one_setting(self, shop: Path, run: Run) -> None:
        assert run("settings", PROD, "--setting", "LOGIN_URL", "--format", "json") == 0
        assert list(json.loads(run.out)["entry_modules"][0]["settings"]) == ["LOGIN_URL"]
        assert run("settings", PROD, "--setting", "LOGIN_URL") == 0
        assert "set at config/settings/base.py:2" in run.out

    def test_no_such_setting(self, shop: Path, run: Run) -> None:
        assert run("settings", PROD, "--setting", "LOGIN_URI") == 0
        assert run.err == "note: config.settings.prod has no setting LOGIN_URI; did you mean LOGIN_URL?\n"

    def test_profile_and_environment(self, write: Write, run: Run) -> None:
        write({"settings.py": 'import os\nINSTALLED_APPS = ["a"]\nLOGIN_URL = os.environ["LOGIN"]\n'})
        assert run("settings", "settings.py", "--env", "LOGIN=/in/", "--profile", "test", "--format", "json") == 0
        (entry,) = json.loads(run.out)["entry_modules"]
        assert (entry["profile"], entry["settings"]["LOGIN_URL"]["value"]) == ("test", "/in/")

    def test_secrets(self, write: Write, run: Run) -> None:
        write({"settings.py": 'INSTALLED_APPS = ["a"]\nSECRET_KEY = "hunter2"\n'})
        for style in ("text", "json"):
            run("settings", "settings.py", "--format", style)
            assert "hunter2" not in run.out
            run("settings", "settings.py", "--format", style, "--show-secrets")
            assert "hunter2" in run.out

    def test_from_elsewhere(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir("/")
        assert run("settings", str(shop / PROD), "--format", "json") == 0
        assert modules(run.out)[0][0] == "config.settings.prod"


class TestFailures:
    def test_what_can_not_be_parsed(self, shop: Path, run: Run) -> None:
        (shop / PROD).write_text("from .base import *\nDEBUG = (\n")
        assert run("settings", PROD) == 2
        assert run.err.startswith(f"error: {PROD}:2: ")

    def test_the_evaluator_crashes(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(*_: Any) -> None:
            raise KeyError("x")

        monkeypatch.setattr("djauthlint.evaluator.evaluate", crash)
        assert run("settings", PROD) == 2
        assert run.err.startswith(
            "error: the evaluation crashed on config.settings.prod (KeyError: '***'); this is a bug"
        )
        assert run("settings", PROD, "--verbose") == 2
        assert "Traceback (most recent call last):" in run.err


READERS = {
    "pyproject.toml": (
        "[tool.djauthlint.environment-readers]\n"
        '"shop.env.flag" = {variable = "name", default = "default", type = "bool"}\n'
        '"vault.secret" = {variable = 0}\n'
    ),
    "shop/__init__.py": "",
    "shop/env.py": "import vault\ndef flag(name, default=False):\n    return vault.read(name, default)\n",
    "shop/settings.py": (
        "from vault import secret\nfrom shop.env import flag\nINSTALLED_APPS = []\n"
        "DEBUG = flag('SHOP_DEBUG')\nSECRET_KEY = secret('SHOP_KEY')\n"
    ),
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
}


class TestDeclaredReaders:
    """`[tool.djauthlint.environment-readers]` from the configuration file to the report."""

    def settings(self, run: Run, *arguments: str) -> dict[str, Any]:
        assert run("settings", "shop.settings", "--format", "json", "--show-secrets", *arguments) == 0
        found: dict[str, Any] = json.loads(run.out)["entry_modules"][0]["settings"]
        return found

    def test_settings(self, write: Write, run: Run) -> None:
        write(READERS)
        found = self.settings(run, "--env", "SHOP_DEBUG=on", "--env", "SHOP_KEY=k", "--env-complete")
        assert found["DEBUG"]["value"] is True
        assert found["SECRET_KEY"]["value"] == "k"
        assert found["DEBUG"]["status"] == found["SECRET_KEY"]["status"] == "known"
        found = self.settings(run, "--env-complete", "--env", "SHOP_KEY=k")
        assert found["DEBUG"]["value"] is False

    def test_without_the_declaration(self, write: Write, run: Run) -> None:
        write({**READERS, "pyproject.toml": ""})
        assert self.settings(run, "--env", "SHOP_DEBUG=on", "--env-complete")["DEBUG"]["status"] == "unknown"

    def test_lint(self, write: Write, run: Run) -> None:
        write({**READERS, "shop/env.py": "import vault\ndef flag(name, default=True):\n    return vault.read(name)\n"})
        assert run("--select", "DJA709", "--profile", "production") == 1
        assert "env SHOP_DEBUG is not set" in run.out
