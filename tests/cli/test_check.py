"""`djauthlint [check]`: what is looked at, what is shown, and the exit code."""

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Settings
from tests.cli.conftest import SHOP, Run, Write, rule

CLEAN = {"settings.py": 'INSTALLED_APPS = ["a"]\nLOGIN_URL = "/in/"\n'}
CLASSES = "from configurations import Configuration\nclass Prod(Configuration):\n    LOGIN_URL = '/in/'\n"
OF_A_CLASS = '[tool.djauthlint]\nentry-modules = ["settings:Prd"]\n'


def places(report: str) -> list[str]:
    """The places of a report in text."""
    return re.findall(r"--> (\S+)", report)


def found(report: str) -> list[tuple[str, str, list[str]]]:
    """Code, path and entry modules of each diagnostic of a report in JSON."""
    return [(each["code"], each["path"], each["entry_modules"]) for each in json.loads(report)["diagnostics"]]


BASE, PROD, DEV = "config/settings/base.py", "config/settings/prod.py", "config/settings/dev.py"
IN_PROD, IN_DEV = "config.settings.prod", "config.settings.dev"
LOGIN, COOKIE = ("DJA601", BASE, [IN_DEV, IN_PROD]), ("DJA301", PROD, [IN_PROD])


class TestWhatIsShown:
    def test_the_whole_project(self, shop: Path, run: Run) -> None:
        assert run("--output", "json") == 1
        assert found(run.out) == [LOGIN, COOKIE]

    def test_what_matters_less_than_its_rule_comes_later(self, shop: Path, run: Run, catalogue: list[Rule]) -> None:
        slip = rule("catalogue.names.slip", "DJA807", "It does nothing.", severity=Severity.ERROR, symptom="error 500")
        catalogue.append(slip)

        @slip.check
        def slips(settings: Settings) -> Iterator[Diagnostic]:
            for name, symptom in (("INSTALLED_APPS", "nothing"), ("LOGIN_URL", "error 500")):
                yield slip.diagnostic(settings[name], symptom, severity=Severity.WARNING, symptom=symptom)

        assert run(PROD, "--output", "json") == 1
        messages = [each["message"] for each in json.loads(run.out)["diagnostics"]]
        assert messages == ["the login URL is bad", "error 500", "the name of the cookie is bad", "nothing"]

    def test_text(self, shop: Path, run: Run) -> None:
        assert run() == 1
        assert "DJA601 [bad-login-url] the login URL is bad\n --> config/settings/base.py:2:13\n" in run.out
        assert "  = in: config.settings.dev, config.settings.prod\n" in run.out
        assert run.out.endswith("Found 1 error and 1 warning in 2 entry modules.\n")
        assert run.err == ""

    def test_a_condition_that_another_entry_module_does_not_need_is_not_told(self, shop: Path, run: Run) -> None:
        read = 'import os\nif "A" in os.environ:\n    LOGIN_URL = "bad"\n'
        (shop / BASE).write_text(read, encoding="utf-8")
        dev = 'import os\nfrom .base import *\nif "B" in os.environ:\n    LOGIN_URL = "/in/"\n'
        (shop / "config/settings/dev.py").write_text(dev, encoding="utf-8")
        assert run("--select", "DJA601") == 1
        assert [line for line in run.out.splitlines() if "= when:" in line] == ["  = when: env A is set"]
        assert "  = in: config.settings.dev, config.settings.prod\n" in run.out

    @pytest.mark.parametrize("arguments", [["check"], ["check", "."], ["."], ["check", "config"], ["config/", "shop"]])
    def test_a_folder(self, shop: Path, run: Run, arguments: list[str]) -> None:
        assert run(*arguments, "--output", "json") == 1
        assert found(run.out) == [LOGIN, COOKIE]

    def test_an_entry_module_has_all_of_its_own(self, shop: Path, run: Run) -> None:
        assert run(PROD, "--output", "json") == 1
        assert found(run.out) == [("DJA601", BASE, [IN_PROD]), COOKIE]
        assert [entry["module"] for entry in json.loads(run.out)["entry_modules"]] == [IN_PROD]

    def test_a_base_has_what_is_placed_in_it(self, shop: Path, run: Run) -> None:
        assert run(BASE, "--output", "json") == 1
        assert found(run.out) == [LOGIN]

    def test_a_file_of_no_settings_module(self, shop: Path, run: Run) -> None:
        assert run("shop/models.py") == 0
        assert run.out == "Nothing was checked: no settings module is made of these files.\n"
        nothing = "belongs to no settings module of the project: nothing to check there"
        assert run.err == f"note: shop/models.py {nothing}\n"
        (shop / "shop/settings.py").write_text("DEBUG = (\n")
        assert run("shop/settings.py") == 0
        assert run.err == f"note: shop/settings.py {nothing}; if Django starts with it, list it under entry-modules\n"
        assert run("shop/models.py", BASE, "--quiet") == 1
        assert run.err == ""

    def test_a_link_is_what_it_leads_to(
        self, shop: Path, run: Run, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (shop / "link.py").symlink_to(PROD)
        (shop / "conf").symlink_to("config")
        (shop / "other.py").symlink_to("shop/models.py")
        outside = tmp_path_factory.mktemp("outside") / "link.py"
        outside.symlink_to(shop / PROD)
        for name in ("link.py", f"conf/{PROD.removeprefix('config/')}", str(outside)):
            assert run(name, "--output", "json") == 1
            assert [entry["module"] for entry in json.loads(run.out)["entry_modules"]] == [IN_PROD]
        run("other.py")
        assert run.err == "note: other.py belongs to no settings module of the project: nothing to check there\n"
        monkeypatch.chdir(outside.parent)
        assert run("link.py", "--quiet") == 1

    def test_from_another_folder(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(shop / "config" / "settings")
        assert run("prod.py") == 1
        assert [path.partition(":")[0] for path in places(run.out)] == [
            str(shop / BASE).replace(str(shop / "config/settings") + "/", ""),
            "prod.py",
        ]

    def test_standard_input(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        text = b'from .base import *\nSESSION_COOKIE_NAME = "good"\nLOGIN_URL = "bad"\n'
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(text)))
        assert run("-", "--stdin-filename", PROD, "--output", "json") == 1
        assert found(run.out) == [("DJA601", PROD, [IN_PROD])]

    def test_what_a_comment_silences(self, write: Write, catalogue: list[Rule], run: Run) -> None:
        write({**CLEAN, "settings.py": 'INSTALLED_APPS = ["a"]\nLOGIN_URL = "bad"  # noqa: DJA601\n'})
        assert run("--output", "json") == 0
        (diagnostic,) = json.loads(run.out)["diagnostics"]
        assert diagnostic["suppressed"] == "# noqa: DJA601"


class TestSelection:
    @pytest.mark.parametrize(
        ("arguments", "codes"),
        [
            (["--select", "DJA301"], ["DJA301"]),
            (["--select", "dja3"], ["DJA301", "DJA399"]),
            (["--select", "session"], ["DJA301", "DJA399"]),
            (["--select", "bad-login-url"], ["DJA601"]),
            (["--select", "DJA301,DJA601"], ["DJA601", "DJA301"]),
            (["--select", "all"], ["DJA601", "DJA301", "DJA399"]),
            (["--select", "default"], ["DJA601", "DJA301"]),
            (["--extend-select", "DJA399"], ["DJA601", "DJA301", "DJA399"]),
            (["--ignore", "DJA6"], ["DJA301"]),
            (["--select", "all", "--ignore", "DJA3", "--extend-select", "DJA301"], ["DJA601", "DJA301"]),
            (["--select", "DJA301", "--ignore", "DJA301", "--extend-select", "DJA601"], ["DJA601"]),
        ],
    )
    def test_the_more_specific_wins(self, shop: Path, run: Run, arguments: list[str], codes: list[str]) -> None:
        run(*arguments, "--output", "json")
        assert list(dict.fromkeys(code for code, _, _ in found(run.out))) == codes

    def test_configured(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text('[tool.djauthlint]\nignore = ["DJA301"]\nextend-select = ["DJA399"]\n')
        run("--output", "json")
        assert [code for code, _, _ in found(run.out)] == ["DJA601", "DJA399"]
        run("--output", "json", "--ignore", "DJA6")
        assert [code for code, _, _ in found(run.out)] == ["DJA399"]
        run("--output", "json", "--select", "DJA301")
        assert [code for code, _, _ in found(run.out)] == ["DJA301"]

    def test_unknown(self, shop: Path, run: Run) -> None:
        assert run("--select", "DJA302") == 2
        assert run.err == "error: --select: there is no rule DJA302; did you mean DJA301?\n"
        assert run("--ignore", "frobnicate") == 2
        assert run.err == "error: --ignore: there is no rule frobnicate; djauthlint rules lists them\n"
        (shop / "pyproject.toml").write_text('[tool.djauthlint]\nignore = [\n  "bad-login-ulr"\n]\n')
        assert run() == 2
        assert (
            run.err == "error: pyproject.toml:3: ignore: there is no rule bad-login-ulr; did you mean bad-login-url?\n"
        )

    def test_a_deployment_is_that_of_production(self, shop: Path, run: Run, catalogue: list[Rule]) -> None:
        tidy = catalogue[1]

        @tidy.check
        def one_worker(settings: Settings) -> Iterator[Diagnostic]:
            yield tidy.diagnostic(settings["DEBUG"], f"workers: {settings.deployment.workers}")

        (shop / "pyproject.toml").write_text("[tool.djauthlint.deployment]\nworkers = 3\n")
        run("--select", "DJA399", "--output", "json")
        said = {each["message"]: each["entry_modules"] for each in json.loads(run.out)["diagnostics"]}
        assert said["workers: 3"] == [IN_PROD]
        assert said["workers: None"] == [IN_DEV]

    def test_a_mistake_in_the_deployment(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text("[tool.djauthlint.deployment]\nworkers = true\n")
        assert run() == 2
        assert run.err == (
            "error: pyproject.toml:2: workers of deployment must be a whole number, 1 or more, not True\n"
        )

    def test_nothing_left(self, shop: Path, run: Run) -> None:
        assert run("--ignore", "DJA") == 2
        assert run.err == "error: --ignore: DJA leaves no rule to run\n"


class TestPerFileIgnores:
    @pytest.mark.parametrize(
        ("table", "codes"),
        [
            ('"prod.py" = ["DJA301"]', ["DJA601", "DJA399"]),
            ('"config/settings/*.py" = ["session"]', ["DJA601"]),
            ('"/config" = ["all"]', []),
            ('"/settings/" = ["all"]', ["DJA601", "DJA301", "DJA399"]),
            ('"**/base.py" = ["bad-login-url", "DJA39"]', ["DJA301"]),
            ('"*.py" = ["DJA"]\n"!base.py" = ["DJA6"]', ["DJA601"]),
            ('"*.py" = ["DJA"]\n"!config/" = ["default"]\n"base.py" = ["DJA601"]', ["DJA301"]),
            ("prod.py = ['DJA301']", ["DJA601", "DJA399"]),
        ],
    )
    def test_which(self, shop: Path, run: Run, table: str, codes: list[str]) -> None:
        (shop / "pyproject.toml").write_text(f"[tool.djauthlint.per-file-ignores]\n{table}\n")
        run("--select", "all", "--output", "json")
        assert [code for code, _, _ in found(run.out)] == codes

    @pytest.mark.parametrize(
        ("table", "message"),
        [
            ('"prod.py" = [\n"DJA303",\n"DJA3O1"]', "3: per-file-ignores: there is no rule DJA303; did you mean DJA30"),
            ('"prod.py" = ["sesion"]', "2: per-file-ignores: there is no rule sesion; did you mean session?"),
            (
                '"#prod.py" = ["DJA3"]',
                "2: per-file-ignores: '#prod.py' is no pattern of files; write it as in .gitignore",
            ),
            ('"" = ["DJA3"]', "1: per-file-ignores: '' is no pattern of files; write it as in .gitignore"),
        ],
    )
    def test_mistakes(self, shop: Path, run: Run, table: str, message: str) -> None:
        (shop / "pyproject.toml").write_text(f"[tool.djauthlint.per-file-ignores]\n{table}\n")
        assert run() == 2
        assert run.err.startswith(f"error: pyproject.toml:{message}")

    def test_relative_to_the_folder_of_the_configuration(self, shop: Path, run: Run) -> None:
        (shop / "config" / "djauthlint.toml").write_text('[per-file-ignores]\n"/settings/base.py" = ["DJA6"]\n')
        assert run("--output", "json", "config") == 1
        assert found(run.out) == [COOKIE]

    def test_comments_that_are_not_needed_there(self, shop: Path, run: Run) -> None:
        (shop / "setup.cfg").write_text("[djauthlint:per-file-ignores]\nprod.py = DJA301\n")
        (shop / PROD).write_text("from .base import *\nA = 1  # djauthlint: ignore[DJA301] for now\n")
        run("--output", "json")
        assert found(run.out) == [LOGIN]
        (shop / "setup.cfg").write_text("[djauthlint:per-file-ignores]\nprod.py = DJA002\n")
        run("--output", "json")
        assert found(run.out) == [LOGIN]
        (shop / "setup.cfg").unlink()
        run("--output", "json")
        assert found(run.out) == [LOGIN, ("DJA002", PROD, [])]


class TestConfiguration:
    def test_profile(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text(
            f'[tool.djauthlint.profile]\n"{IN_PROD}" = "test"\n"{DEV}" = "production"\n'
        )
        run("--output", "json")
        modules = {each["module"]: each["profile"] for each in json.loads(run.out)["entry_modules"]}
        assert modules == {IN_DEV: "production", IN_PROD: "test"}
        run("--output", "json", "--profile", "development")
        assert {each["profile"] for each in json.loads(run.out)["entry_modules"]} == {"development"}

    def test_entry_modules(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text(f'[tool.djauthlint]\nentry-modules = ["{IN_PROD}", "{BASE}"]\n')
        run("--output", "json")
        assert [each["module"] for each in json.loads(run.out)["entry_modules"]] == [IN_PROD, "config.settings.base"]

    @pytest.mark.parametrize(
        ("key", "line"),
        [('entry-modules = [\n"config.settings.prd"]', 3), ('profile."config.settings.prd" = "test"', 2)],
    )
    def test_modules_that_do_not_exist(self, shop: Path, run: Run, key: str, line: int) -> None:
        (shop / "pyproject.toml").write_text(f"[tool.djauthlint]\n{key}\n")
        assert run() == 2
        assert re.search(rf"^error: pyproject.toml:{line}: [\w-]+: there is no module config.settings.prd ", run.err)
        assert run.err.endswith("; did you mean config.settings.prod?\n")

    def test_a_class_that_does_not_exist(self, write: Write, run: Run) -> None:
        write({"settings.py": CLASSES, "pyproject.toml": OF_A_CLASS})
        assert run() == 2
        assert "error: there is no class Prd; did you mean Prod?\n --> settings.py\n" in run.out
        assert run("settings", "settings.py:Prd") == 2
        assert run.err == "error: settings.py: there is no class Prd; did you mean Prod?\n"

    @pytest.mark.parametrize(
        "more",
        [
            "Prd = 1",
            "exec(open('more').read())",
            "from elsewhere import *",
            "from .gone import Prd",
            "import os\nif 'X' in os.environ:\n    class Prd(Configuration): pass",
        ],
    )
    def test_a_class_that_may_exist(self, write: Write, run: Run, more: str) -> None:
        write({"settings.py": CLASSES + more + "\n", "pyproject.toml": OF_A_CLASS})
        run()
        assert "there is no class" not in run.out
        assert run("settings", "settings.py:Prd") == 0

    def test_exclude(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text('[tool.djauthlint]\nexclude = ["prod.py"]\n')
        run("--output", "json")
        assert found(run.out) == [("DJA601", BASE, [IN_DEV])]
        run("--output", "json", "--exclude", "/config/settings/base.py")
        assert found(run.out) == []
        run("--output", "json", "--config", str(shop / "pyproject.toml"), "--exclude", "prod.py", "config/settings")
        assert found(run.out) == [("DJA601", BASE, [IN_DEV])]
        assert run("--exclude", "config/") == 2
        assert "no settings module found" in run.err

    def test_import_roots(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text('[tool.djauthlint]\nimport-roots = ["src"]\n')
        assert run() == 2
        assert run.err == "error: pyproject.toml:2: import-roots: there is no folder src\n"
        assert run("--import-root", "nowhere") == 2
        assert run.err == "error: --import-root: there is no folder nowhere\n"
        (shop / "pyproject.toml").write_text('[tool.djauthlint]\nimport-roots = ["config"]\n')
        run("config/settings/prod.py", "--output", "json")
        assert json.loads(run.out)["entry_modules"][0]["module"] == "settings.prod"

    def test_another_file(self, shop: Path, run: Run) -> None:
        (shop / "ours.toml").write_text('ignore = ["DJA301"]\n')
        run("--config", "ours.toml", "--output", "json")
        assert [code for code, _, _ in found(run.out)] == ["DJA601"]
        assert run("--config", "theirs.toml") == 2
        assert run.err == "error: theirs.toml: there is no such file\n"

    def test_not_toml(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text("[tool.djauthlint\n")
        assert run("--output", "json") == 2
        assert run.err.startswith("error: pyproject.toml:1: it is not TOML: ")
        (error,) = json.loads(run.out)["errors"]
        assert (error["path"], error["line"]) == ("pyproject.toml", 1)

    def test_not_toml_and_not_ours(self, shop: Path, run: Run) -> None:
        (shop / "pyproject.toml").write_text("[project\n")
        assert run() == 2
        assert "error: it is not TOML: " in run.out
        assert places(run.out) == ["pyproject.toml:1:1", f"{BASE}:2:13", f"{PROD}:3:23"]
        run("--output", "json")
        assert [error["path"] for error in json.loads(run.out)["errors"]] == ["pyproject.toml"]


class TestExitCodes:
    def test_clean(self, write: Write, catalogue: list[Rule], run: Run) -> None:
        write(CLEAN)
        assert run() == 0
        assert run.out == "All checks passed in 1 entry module.\n"
        assert run("--quiet") == 0
        assert run.out == run.err == ""

    def test_nothing_to_look_at(self, write: Write, catalogue: list[Rule], run: Run) -> None:
        write({"shop/models.py": ""})
        assert run() == 2
        assert run.err.startswith("error: no settings module found in ")
        assert "entry-modules" in run.err
        assert run("shop") == 0

    def test_no_such_path(self, shop: Path, run: Run) -> None:
        assert run("config/settings/prd.py") == 2
        assert run.err == "error: there is no file or folder config/settings/prd.py\n"
        assert run("sttings", "config/settings/prod.py") == 2
        assert run.err == "error: there is no file or folder sttings; did you mean settings?\n"
        assert run("--quiet", "settings", "x") == 2
        assert run.err == (
            "error: there is no file or folder settings; to run the command, put it first: djauthlint settings\n"
        )
        assert run("a\0b") == 2
        assert run.err == "error: a path can't contain a null character\n"

    def test_a_path_behind_a_file(self, shop: Path, run: Run) -> None:
        assert run("manage.py/x") == 2
        assert "can't be read: Not a directory" in run.err

    def test_an_import_root_outside_the_project(
        self, shop: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        assert run("--import-root", str(tmp_path_factory.mktemp("outside"))) == 2
        assert run.err.endswith(" is outside the project\n")

    def test_what_can_not_be_parsed(self, shop: Path, run: Run) -> None:
        (shop / PROD).write_text("from .base import *\nDEBUG = (\n")
        assert run() == 2
        assert f"--> {PROD}:2:" in run.out
        assert f"--> {BASE}:2:" in run.out
        assert "All checks passed" not in run.out

    def test_strict(self, write: Write, catalogue: list[Rule], run: Run) -> None:
        write(
            {"settings.py": CLEAN["settings.py"] + "from somewhere import anything\nSESSION_COOKIE_AGE = anything()\n"}
        )
        assert run() == 0
        assert "1 setting undetermined" in run.out
        run("--verbose")
        assert "note: undetermined in settings: SESSION_COOKIE_AGE: " in run.err
        for options in (["--output", "text"], ["--output", "github"], ["--quiet", "--output", "concise"]):
            assert run("--strict", *options) == 1
            assert run.err == "error: strict: undetermined: SESSION_COOKIE_AGE (anything())\n"
        assert run("--strict", "--exit-zero") == 0
        assert run.err == ""
        (Path.cwd() / "pyproject.toml").write_text("[tool.djauthlint]\nstrict = true\n")
        assert run("--output", "json") == 1
        (undetermined,) = json.loads(run.out)["undetermined"]
        assert undetermined["setting"] == "SESSION_COOKIE_AGE"

    def test_a_rule_crashes(self, shop: Path, run: Run, catalogue: list[Rule]) -> None:
        @catalogue[0].check
        def crash(settings: Settings) -> Iterator[Diagnostic]:
            raise ValueError("a\x1bb")

        assert run() == 2
        assert (
            "error: rule DJA301 (bad-cookie-name) crashed on config.settings.prod (ValueError: a\\x1bb); this is a bug"
            in run.out
        )
        assert "DJA601" in run.out
        assert run.err == "note: --verbose shows where it happened\n"
        assert run("--verbose") == 2
        assert "Traceback (most recent call last):\n" in run.err
        assert "in crash\n" in run.err

    def test_the_evaluator_crashes(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(*_: Any) -> None:
            raise RecursionError

        monkeypatch.setattr("djauthlint.evaluator.evaluate", crash)
        assert run() == 2
        assert "error: the evaluation crashed on config.settings.dev (RecursionError); this is a bug" in run.out
        assert "All checks passed" not in run.out

    def test_anything_crashes(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash() -> None:
            raise ValueError("what?")

        monkeypatch.setattr("djauthlint.registry.rules", crash)
        assert run() == 2
        assert run.err.startswith("error: djauthlint crashed (ValueError: what?); this is a bug in djauthlint\n")
        assert run("--verbose") == 2
        assert "ValueError: what?" in run.err

    def test_interrupted(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupt() -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("djauthlint.registry.rules", interrupt)
        assert run() == 130


class TestOptions:
    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            (["--selct", "DJA301"], "unrecognized arguments: --selct; did you mean --select?"),
            (["--profile", "frobnicate"], "argument --profile: invalid choice: 'frobnicate' (choose from "),
            (["-"], "- reads a file from standard input; say which one it stands for: --stdin-filename FILE"),
            (["--stdin-filename", "x", "."], "--stdin-filename is for text from standard input"),
            (["--env", "DEBUG"], "--env DEBUG: write it as NAME=VALUE"),
            (["--env", "=1"], "--env =1: write it as NAME=VALUE"),
            (["--env-file", "nothing"], "nothing: it can't be read: No such file or directory"),
            (["--cwd", "nowhere"], "--cwd: there is no folder nowhere"),
            (["--argv", "'x"], "--argv 'x: a quotation mark is not closed"),
            (["--python-version", "three"], "--python-version: three is not a version; write it like 3.12"),
            (["--django-version", "5.x"], "--django-version: 5.x is not a version; write it like 5.2"),
            (["\x1b[31m"], "there is no file or folder \\x1b[31m"),
        ],
    )
    def test_mistakes(self, shop: Path, run: Run, arguments: list[str], message: str) -> None:
        assert run(*arguments) == 2
        assert run.err.startswith(f"error: {message}")
        assert run.out == ""

    @pytest.mark.parametrize(
        ("arguments", "word"), [(["--profile", "prod"], "production"), (["--output", "jsn"], "json")]
    )
    def test_values_that_are_nearly_right(self, shop: Path, run: Run, arguments: list[str], word: str) -> None:
        assert run(*arguments) == 2
        assert run.err.endswith(f"; did you mean {word}?\n")

    def test_help_and_version(self, run: Run) -> None:
        assert run("--help") == 0
        assert "settings ENTRY" in run.out
        assert "exit codes: 0" in run.out
        assert run("--version") == 0
        assert re.fullmatch(r"djauthlint \d+\.\d+\S*\n", run.out)

    def test_verbose(self, shop: Path, run: Run) -> None:
        run("--verbose")
        assert (
            "note: config.settings.prod is taken for production: its name says so; found by the WSGI application (wsgi.py:2)\n"
            in run.err
        )
        files = f"config/__init__.py, config/settings/__init__.py, {PROD}, {BASE}"
        assert f"note: config.settings.prod is made of {files}\n" in run.err

    def test_environment(self, write: Write, catalogue: list[Rule], run: Run) -> None:
        write(
            {
                "settings.py": 'import os\nINSTALLED_APPS = ["a"]\nLOGIN_URL = os.environ.get("LOGIN", "bad")\n',
                ".env.good": "# ours\n\nexport LOGIN='good'  \nA=\"b\" # c\nB = c # d\n",
                ".env.wrong": "LOGIN\n",
            }
        )
        assert run() == 1
        assert "  = when: env LOGIN is not set\n" in run.out
        assert run("--env", "LOGIN=good") == 0
        assert run("--env", "LOGIN=bad") == 1
        assert "= when" not in run.out
        assert run("--env-file", ".env.good") == 0
        assert run("--env-file", ".env.good", "--env", "LOGIN=bad") == 1
        assert run("--env-complete") == 1
        assert run("--env-file", ".env.wrong") == 2
        assert run.err == "error: .env.wrong:1: write it as NAME=VALUE\n"
        Path(".env.binary").write_bytes(b"\xff")
        assert run("--env-file", ".env.binary") == 2
        assert run.err == "error: .env.binary: it is not UTF-8 text\n"

    def test_what_is_given_reaches_the_evaluator(self, shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        seen: list[Any] = []

        def remember(project: Any, entry: Any, given: Any, *rest: Any) -> None:
            seen.append(given)
            raise ValueError

        monkeypatch.setattr("djauthlint.linter.resolve", remember)
        run(
            "--cwd",
            ".",
            "--python-version",
            "3.11",
            "--django-version",
            "4.2",
            "--argv",
            "manage.py 'a b'",
            "--env-complete",
        )
        given = seen[0]
        assert (given.cwd, given.python_version, given.django_version) == (shop, (3, 11), (4, 2))
        assert (given.argv, given.complete, dict(given.environment)) == (("manage.py", "a b"), True, {})


class TestSuppressions:
    def test_comments_about_rules(self, shop: Path, run: Run) -> None:
        (shop / BASE).write_text(
            'INSTALLED_APPS = ["a"]\nLOGIN_URL = "bad"  # djauthlint: ignore[bad-login-url] later\n'
        )
        (shop / PROD).write_text(
            "from .base import *\nA = 1  # djauthlint: ignore[DJA301]\nB = 1  # djauthlint: ignore[DJA3O1]\n"
        )
        assert run("--output", "json") == 1
        assert found(run.out) == [("DJA601", BASE, [IN_DEV, IN_PROD]), ("DJA002", PROD, []), ("DJA003", PROD, [])]
        assert json.loads(run.out)["diagnostics"][0]["suppressed"] == "# djauthlint: ignore[bad-login-url] later"
        assert run("--ignore", "unused-suppression,DJA003") == 0

    def test_a_rule_that_did_not_run_may_be_needed(self, shop: Path, run: Run) -> None:
        (shop / DEV).write_text("from .base import *\nA = 1  # djauthlint: ignore[DJA399]\n")
        assert run("--ignore", "DJA301,DJA601") == 0
        assert run("--ignore", "DJA301,DJA601", "--env", "A=1", "--extend-select", "DJA399", "--ignore", "DJA399") == 0
        assert run("--select", "DJA002,DJA399", DEV, "--output", "json") == 1
        assert ("DJA002", DEV, []) in found(run.out)
        run("--select", "DJA002,DJA399", DEV, "--output", "json", "--env", "A=1")
        assert ("DJA002", DEV, []) not in found(run.out)

    def test_only_in_files_that_were_asked_for(self, shop: Path, run: Run) -> None:
        (shop / BASE).write_text('INSTALLED_APPS = ["a"]  # djauthlint: ignore[DJA301]\n')
        run(DEV, "--output", "json")
        assert found(run.out) == []


def test_output_that_nobody_reads(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    assert run() == 1


def test_the_shop_is_what_the_tests_think(shop: Path) -> None:
    assert all((shop / name).is_file() for name in SHOP)
