"""What flake8 reports with the plugin."""

import argparse
import multiprocessing
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from flake8.options.parse_args import parse_args

from djauthlint import linter
from djauthlint.cli.options import PARSERS
from djauthlint.flake8_plugin import options, session
from djauthlint.flake8_plugin.swallowed import swallows
from tests.flake8_plugin.conftest import BASE, PROD, Flake8

ROOT = Path(__file__).parents[2]


def test_reports_what_the_command_line_does(shop: Path, run: Flake8, of_command_line: Callable[..., list[str]]) -> None:
    found = run().found
    assert {BASE, PROD} <= set(found)
    assert sorted(found) == of_command_line(".")


@pytest.mark.parametrize("example", ["login-loop", "dev-and-prod"])
def test_reports_the_same_in_the_examples(
    example: str,
    run: Flake8,
    of_command_line: Callable[..., list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.copytree(ROOT / "fixtures/examples" / example, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    assert sorted(run("--isolated").found) == of_command_line(".")


def test_a_file_has_what_another_entry_module_shows(shop: Path, run: Flake8) -> None:
    assert run("config/settings/base.py").found == [BASE]
    assert run("config/settings/dev.py").found == []


def test_a_file_that_no_settings_are_made_of_has_nothing(shop: Path, run: Flake8) -> None:
    assert run("shop").found == []


def test_a_package_around_settings_counts(shop: Path, run: Flake8) -> None:
    (shop / "config/__init__.py").write_text("from .origins import ORIGINS\n")
    (shop / "config/origins.py").write_text('ORIGINS = ["shop.example.com"]\n')
    prod = (shop / "config/settings/prod.py").read_text().replace('["shop.example.com"]', "ORIGINS")
    (shop / "config/settings/prod.py").write_text(
        prod.replace("import os\n", "import os; from config import ORIGINS\n")
    )
    assert run("config/origins.py").found == ["config/origins.py:1:12: DJA410"]


@pytest.fixture
def evaluated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The entry modules that are evaluated, as they are."""
    modules: list[str] = []
    resolve = linter.resolve

    def counted(project, entry, *more):  # type: ignore[no-untyped-def]
        modules.append(entry.module)
        return resolve(project, entry, *more)

    monkeypatch.setattr(linter, "resolve", counted)
    return modules


def test_the_project_is_evaluated_once(shop: Path, run: Flake8, evaluated: list[str]) -> None:
    assert BASE in run().found
    assert sorted(evaluated) == ["config.settings.dev", "config.settings.prod"]


def test_what_was_found_is_kept_until_something_changes(
    shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch, evaluated: list[str]
) -> None:
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE")
    first = run().found
    evaluated.clear()
    assert run().found == first
    assert run("config/settings/base.py").found == [BASE]
    assert evaluated == []
    (shop / "config/settings/base.py").write_text("INSTALLED_APPS = []\n")
    assert BASE not in run().found
    assert evaluated


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="Linux says which files are open")
def test_the_cache_is_let_go(shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE")
    # Once without a result that is kept, once with one.
    for _ in range(2):
        assert run("config/settings/prod.py").found == [PROD]
    opened = [str(link.readlink()) for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert [each for each in opened if each.startswith(str(shop))] == []


def test_what_was_found_in_one_file_is_kept(
    shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch, evaluated: list[str]
) -> None:
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE")
    assert run("config/settings/prod.py").found == [PROD]
    assert evaluated == ["config.settings.prod"]
    assert run("config/settings/prod.py").found == [PROD]
    assert run("shop/views.py").found == run("shop/views.py").found == []
    assert evaluated == ["config.settings.prod"]
    # The other files are another question.
    assert BASE in run().found


def test_unsaved_text_is_kept_until_it_changes(
    shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch, evaluated: list[str]
) -> None:
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE")
    name = "config/settings/prod.py"
    saved = (shop / name).read_bytes()
    piped = ("--stdin-display-name", name, "-")
    first = run(*piped, stdin=b"\n" + saved).found
    assert first == [PROD.replace(":5:", ":6:")]
    evaluated.clear()
    assert run(*piped, stdin=b"\n" + saved).found == first
    assert evaluated == []
    assert run(*piped, stdin=b"\n\n" + saved).found == [PROD.replace(":5:", ":7:")]
    assert run(*piped, stdin=saved).found == run(*piped, stdin=saved.replace(b"\n", b"\r\n")).found == [PROD]
    assert evaluated == ["config.settings.prod"] * 2
    # Text that is saved needs no cache of its own.
    assert run(name).found == [PROD]
    assert evaluated == ["config.settings.prod"] * 2
    (shop / "config/settings/base.py").write_text("DEBUG = True\n")
    run(*piped, stdin=b"\n\n" + saved)
    assert len(evaluated) == 3


def test_unsaved_text_counts(shop: Path, run: Flake8) -> None:
    name = "config/settings/prod.py"
    unsaved = (shop / name).read_bytes().replace(b'["shop', b'[\n    "https://a.example",\n    "\xc3\xb6", "shop')
    assert run("--stdin-display-name", name, "-", stdin=unsaved).found == [
        f"{name}:7:5: DJA410",
        f"{name}:7:10: DJA410",
    ]


def test_unsaved_text_of_another_module_counts(shop: Path, run: Flake8) -> None:
    name = "config/settings/base.py"
    unsaved = (shop / name).read_bytes().replace(b"MIDDLEWARE = [", b"\nMIDDLEWARE = [")
    assert run("--stdin-display-name", str(shop / name), "-", stdin=unsaved).found == [f"{shop / name}:5:5: DJA103"]


def test_unsaved_text_may_be_in_another_encoding(shop: Path, run: Flake8) -> None:
    name = "config/settings/prod.py"
    unsaved = b"# coding: latin-1\n# \xe4\n" + (shop / name).read_bytes()
    assert run("--stdin-display-name", name, "-", stdin=unsaved).found == [f"{name}:7:25: DJA410"]


def test_text_without_a_name_has_nothing(shop: Path, run: Flake8) -> None:
    assert run("-", stdin=b"SESSION_COOKIE_SAMESITE = 'None'\n").found == []


def test_noqa_counts_on_the_line_of_the_element(
    shop: Path, run: Flake8, of_command_line: Callable[..., list[str]]
) -> None:
    path = shop / "config/settings/base.py"
    text = path.read_text()
    element = '    "django.contrib.auth.middleware.AuthenticationMiddleware",'
    path.write_text(text.replace(element, f"{element}  # noqa: DJA103"))
    assert run("config/settings/base.py").found == of_command_line("config/settings/base.py") == []
    assert run("--disable-noqa", "config/settings/base.py").found == [BASE]
    path.write_text(text.replace("MIDDLEWARE = [", "MIDDLEWARE = [  # noqa: DJA103"))
    of_flake8 = run("config/settings/base.py").found
    assert of_flake8 == of_command_line("config/settings/base.py")
    assert of_flake8 == ["config/settings/base.py:2:17: DJA002", BASE]


def test_a_comment_of_its_own_counts_for_the_statement(shop: Path, run: Flake8) -> None:
    path = shop / "config/settings/base.py"
    text = path.read_text().replace("MIDDLEWARE = [", "# djauthlint: ignore[DJA103] on purpose\nMIDDLEWARE = [")
    path.write_text(text)
    assert run("--disable-noqa", "config/settings/base.py").found == []
    assert run("--djauthlint-no-ignores", "config/settings/base.py").found == [BASE.replace(":4:", ":5:")]


def test_options_are_those_of_the_command_line() -> None:
    parser = PARSERS["check"]()
    actions = {
        word.removeprefix("--"): action
        for action in parser._actions
        for word in action.option_strings
        if word.startswith("--")
    }
    for option in options.OPTIONS:
        action = actions[option.name]
        assert isinstance(action, argparse._AppendAction) == option.is_list
        assert tuple(action.choices or ()) == option.choices
        assert action.metavar == (option.metavar or None)
    groups = {group.title: group for group in parser._action_groups}
    process = next(group for title, group in groups.items() if title and "process" in title)
    assert {option.name for option in options.OPTIONS} >= {
        action.option_strings[0].removeprefix("--") for action in process._group_actions
    }


def test_options_count(shop: Path, run: Flake8) -> None:
    assert run("--djauthlint-ignore=csrf", "config").found == [BASE]
    assert run("--djauthlint-select=DJA410", "config").found == [PROD]
    assert "DJA301" not in run("--djauthlint-profile=development", "config").out
    assert run("--djauthlint-env=DJANGO_X=1", "--djauthlint-exclude=base.py,dev.py", "config").found == [PROD]


def test_options_are_read_from_the_configuration_of_flake8(shop: Path, run: Flake8) -> None:
    (shop / "setup.cfg").write_text("[flake8]\ndjauthlint-select = DJA410,\n    DJA103\ndjauthlint-ignore = DJA103\n")
    assert run().found == [PROD]


@pytest.mark.parametrize("name", ["./other.toml", "conf/other.toml"])
def test_its_paths_are_relative_to_it(name: str, shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "conf").mkdir()
    (shop / name).write_text('ignore = ["DJA103"]\n')
    (shop / "tox.ini").write_text(f"[flake8]\ndjauthlint-config = {name}\n")
    monkeypatch.chdir(shop / "config")
    assert run().found == [PROD.removeprefix("config/")]


def test_the_configuration_of_djauthlint_counts(shop: Path, run: Flake8) -> None:
    (shop / "djauthlint.toml").write_text('ignore = ["DJA103"]\n')
    (shop / "other.toml").write_text('[tool.djauthlint]\nignore = ["DJA410"]\n')
    assert run("config").found == [PROD]
    assert run("--djauthlint-config=other.toml", "config").found == [BASE]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("", False),
        ("--ignore=D", True),
        ("--extend-ignore=DJ", True),
        ("--select=E,F", True),
        ("--select=E,F --extend-select=DJA", False),
        ("--ignore=D --extend-select=DJA", False),
        ("--ignore=D --extend-ignore=DJA301", True),
        ("--select=DJA3", False),
        ("--ignore=DJA", False),
        ("--extend-ignore=DJA301", False),
        ("--select=D", False),
    ],
)
def test_knows_when_its_codes_are_swallowed(words: str, answer: bool, shop: Path) -> None:
    _, given = parse_args(words.split())
    assert swallows(given) == answer


def test_warns_once_when_its_codes_are_swallowed(shop: Path, run: Flake8) -> None:
    swallowed = run("--ignore=D")
    assert swallowed.found == []
    assert swallowed.err.count("--extend-select=DJA") == 1
    assert run().err == ""


def test_never_warns_an_editor(shop: Path, run: Flake8) -> None:
    assert run("--ignore=D", "--stdin-display-name", "config/settings/prod.py", "-", stdin=b"A = 1\n").err == ""


def test_a_rule_that_crashes_is_a_diagnostic(shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("one\n\x1b[31mtwo")

    monkeypatch.setattr("djauthlint.rule.run", fail)
    crashed = run("--djauthlint-select=DJA410", "config")
    assert crashed.found == ["config/settings/dev.py:1:1: DJA000", "config/settings/prod.py:1:1: DJA000"]
    assert "rule DJA410" in crashed.out
    assert "\x1b" not in crashed.out


def test_whatever_else_crashes_is_a_diagnostic(shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("djauthlint.project.Project.open", fail)
    crashed = run("config")
    assert len(crashed.found) == 1
    assert "DJA000 djauthlint crashed (ZeroDivisionError); this is a bug in djauthlint" in crashed.out


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("djauthlint.toml", "selct = []", "djauthlint.toml:1: unknown key selct; did you mean select?"),
        ("djauthlint.toml", "select = ['DJA999']", "djauthlint.toml:1: select: there is no rule DJA999"),
        ("djauthlint.toml", "select = [", "djauthlint.toml:1: it is not TOML"),
        ("pyproject.toml", "select = [", "pyproject.toml: it is not TOML"),
    ],
)
def test_a_configuration_that_is_wrong_is_a_diagnostic(
    name: str, text: str, words: str, shop: Path, run: Flake8
) -> None:
    (shop / name).write_text(text)
    wrong = run("config/settings/prod.py", "shop")
    assert "config/settings/prod.py:1:1: DJA001" in wrong.found
    assert words in wrong.out
    assert "shop/views.py" not in wrong.out


def test_an_option_that_is_wrong_is_called_what_flake8_calls_it(shop: Path, run: Flake8) -> None:
    wrong = run("--djauthlint-env=X", "config/settings/prod.py")
    assert "DJA001 --djauthlint-env X: write it as NAME=VALUE" in wrong.out
    (shop / "setup.cfg").write_text("[flake8]\ndjauthlint-profile = prod\n")
    wrong = run("config/settings/prod.py")
    assert "DJA001 --djauthlint-profile: it is one of production, development, test, not prod; did you" in wrong.out


def test_a_module_that_does_not_parse_is_none_of_its_problems(shop: Path, run: Flake8) -> None:
    (shop / "config/settings/base.py").write_text("X = (\n")
    assert "E999" in run("config/settings/base.py").out
    assert PROD in run("config/settings/prod.py").found


def test_several_projects_have_their_own_configurations(
    shop: Path, run: Flake8, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, code in (("one", "DJA410"), ("two", "DJA103")):
        for path in (*shop.glob("config/**/*.py"), shop / "manage.py"):
            copy = shop / name / path.relative_to(shop)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(path.read_text())
        (shop / name / "djauthlint.toml").write_text(f'select = ["{code}"]\n')
    (shop / ".git").mkdir()
    assert run("one", "two").found == [f"one/{PROD}", f"two/{BASE}"]


def test_other_options_begin_a_session_of_their_own() -> None:
    one = SimpleNamespace(filenames=["-"])
    first = session.current(one)  # type: ignore[arg-type]
    assert session.current(one) is first  # type: ignore[arg-type]
    assert session.current(SimpleNamespace(filenames=[])) is not first  # type: ignore[arg-type]


PROCESS = """
import multiprocessing, sys
from flake8.main.cli import main
if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    main(sys.argv[2:])
    print(*(name for name in ("libcst", "djauthlint.evaluator.evaluation", "djauthlint.rules") if name in sys.modules))
"""


def process(shop: Path, *words: str) -> subprocess.CompletedProcess[str]:
    (shop / "flake.py").write_text(PROCESS)
    return subprocess.run(
        [sys.executable, "flake.py", *words], cwd=shop, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize(
    "method", [method for method in ("fork", "spawn") if method in multiprocessing.get_all_start_methods()]
)
def test_works_in_several_processes(method: str, shop: Path) -> None:
    done = process(shop, method, "-j2", "--ignore=D,E,F", "--extend-select=DJA410", "config")
    assert PROD in done.stdout
    assert "DJA103" not in done.stdout


def test_warns_from_the_main_process_only(shop: Path) -> None:
    assert process(shop, "spawn", "-j2", "--select=E9", "shop", "manage.py").stderr.count("djauthlint:") == 1


def test_imports_nothing_heavy_for_other_files(shop: Path) -> None:
    done = process(shop, "spawn", "-j1", "shop/views.py", "manage.py")
    assert done.stdout.splitlines()[-1] in {"", "djauthlint.evaluator.evaluation"}


def test_projects_that_share_a_cache(run: Flake8, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("one", "two"):
        folder = tmp_path / "work" / name
        folder.mkdir(parents=True)
        (folder / "djauthlint.toml").write_text("")
        (folder / "manage.py").write_text('import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "prod"\n')
        (folder / "prod.py").write_text('INSTALLED_APPS = ["django.contrib.auth"]\nSECRET_KEY = ""\n')
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE", raising=False)
    monkeypatch.setenv("DJAUTHLINT_CACHE_DIR", str(tmp_path / "kept"))
    found = run("one", "two").found
    assert {each.partition("/")[0] for each in found} == {"one", "two"}


def test_links_are_what_they_lead_to(shop: Path, run: Flake8, tmp_path_factory: pytest.TempPathFactory) -> None:
    (shop / "link.py").symlink_to("config/settings/prod.py")
    (shop / "conf").symlink_to("config")
    outside = tmp_path_factory.mktemp("outside") / "link.py"
    outside.symlink_to(shop / "config/settings/prod.py")
    (shop / "away.py").symlink_to(outside.parent / "gone.py")
    place = PROD.removeprefix("config/settings/prod.py")
    for name in ("link.py", "conf/settings/prod.py", str(outside)):
        assert run(name).found == [name + place]
    (outside.parent / "gone.py").write_text("A = 1\n")
    assert run("away.py").found == []
