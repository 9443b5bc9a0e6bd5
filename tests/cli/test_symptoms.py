"""`djauthlint symptoms`: from what the user sees to what explains it in a project."""

import builtins
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from djauthlint.cli.screen import Screen
from djauthlint.rule import Rule
from tests.cli.conftest import Run, Write

SITE = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\n',
    "site_settings.py": 'import os\n\nSESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_DOMAIN = os.environ["DOMAIN"]\n',
}


SCHEMA = json.loads(files("djauthlint.reporters").joinpath("symptoms.schema.json").read_text("utf-8"))


def answers(run: Run) -> Mapping[str, dict[str, Any]]:
    report = json.loads(run.out)
    jsonschema.validate(report, SCHEMA)
    return {answer["code"]: answer for answer in report["answers"]}


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What the user types, at a terminal."""
    typed: list[str] = []

    def read(prompt: str) -> str:
        print(prompt)
        if not typed:
            raise EOFError
        return typed.pop(0)

    monkeypatch.setattr(builtins, "input", read)
    monkeypatch.setattr(Screen, "is_answered", True)
    yield typed
    assert not typed


def test_the_list(run: Run) -> None:
    assert run("symptoms") == 0
    assert "login-loop              I log in, and the login page comes back without an error\n" in run.out
    assert run("symptoms", "--output", "json") == 0
    jsonschema.validate(json.loads(run.out), SCHEMA)
    listed = json.loads(run.out)["symptoms"]
    assert listed[0]["slug"] == "login-loop"
    assert "DJA304" in listed[0]["rules"]
    assert listed[0]["facts"][0]["claim"].startswith("Browsers drop")


def test_a_cause(write: Write, run: Run) -> None:
    write(SITE)
    assert run("symptoms", "redirected back to login") == 1
    assert run.out.startswith("I log in, and the login page comes back without an error [login-loop]\n")
    assert "DJA304 [session-cookie-samesite-none-insecure]" in run.out
    assert "--> site_settings.py:3:27" in run.out
    assert "= prove it: Log in with a real browser" in run.out
    assert "What is often said, and what is really so" in run.out
    assert "No setting shows" in run.out


def test_what_is_unknown_is_named(write: Write, run: Run) -> None:
    write(SITE)
    assert run("symptoms", "login-loop", "--output", "json") == 1
    found = answers(run)
    assert found["DJA304"]["state"] == "found"
    assert [cause["line"] for cause in found["DJA304"]["diagnostics"]] == [3]
    assert found["DJA309"]["state"] == "undetermined"
    assert found["DJA309"]["undetermined"] == [
        {
            "what": "SESSION_COOKIE_DOMAIN",
            "reason": "environment variable DOMAIN",
            "look_at": "say what it is in production: --env DOMAIN=VALUE, or --env-file FILE",
            "path": "site_settings.py",
            "line": 4,
            "column": 1,
            "entry_modules": ["site_settings"],
        }
    ]
    assert found["DJA313"] == {**found["DJA313"], "state": "fine", "looked_at": ["SESSION_COOKIE_PATH"]}
    run("symptoms", "login-loop")
    assert "SESSION_COOKIE_DOMAIN is unknown: environment variable DOMAIN (site_settings.py:4)" in run.out
    run("symptoms", "login-loop", "--output", "json", "--env", "DOMAIN=https://example.com")
    assert answers(run)["DJA309"]["state"] == "found"


def test_what_is_unknown_of_a_list(write: Write, run: Run) -> None:
    middleware = "from acme import more\nMIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware', *more()]\n"
    write({**SITE, "site_settings.py": middleware})
    assert run("symptoms", "error-on-every-page", "--output", "json") == 0
    (gap,) = answers(run)["DJA101"]["undetermined"]
    assert (gap["what"], gap["reason"], gap["line"]) == ("MIDDLEWARE", "more()", 2)
    assert gap["look_at"] == "djauthlint settings site_settings --setting MIDDLEWARE"


def test_what_is_unknown_is_said_once(write: Write, run: Run) -> None:
    write({**SITE, "site_settings.py": "from local import *\n"})
    assert run("symptoms", "login-loop") == 0
    unknown = "from local import *: local comes from a package"
    shown = " ".join(run.out.split())
    assert f"more are unknown: {unknown} look at: djauthlint settings site_settings --setting SESSION_" in shown
    assert shown.count(unknown) == 1


def test_an_unknown_class(write: Write, run: Run) -> None:
    write({**SITE, "site_settings.py": "MIDDLEWARE = [\n    'acme.Middleware',\n]\n"})
    assert run("symptoms", "error-on-every-page", "--output", "json") == 0
    (gap,) = answers(run)["DJA101"]["undetermined"]
    assert (gap["what"], gap["line"]) == ("MIDDLEWARE", 1)
    assert gap["reason"] == "acme.Middleware is a class of a package that djauthlint does not know"


def test_what_nobody_declares_of_the_deployment(write: Write, run: Run) -> None:
    write({**SITE, "site_settings.py": "SESSION_COOKIE_SECURE = True\nALLOWED_HOSTS = ['app.example.com']\n"})
    assert run("symptoms", "login-loop", "--output", "json") == 0
    (gap,) = answers(run)["DJA302"]["undetermined"]
    assert gap["what"] == "browser_scheme"
    assert gap["reason"] == 'nobody declares it; with browser_scheme = "http" it is a cause'
    assert gap["look_at"] == "declare browser_scheme in [tool.djauthlint.deployment]"
    write({"djauthlint.toml": '[deployment]\nbrowser_scheme = "https"\n'})
    assert run("symptoms", "login-loop", "--output", "json") == 0
    assert answers(run)["DJA302"]["state"] == "fine"
    write({"djauthlint.toml": '[deployment]\nbrowser_scheme = "http"\n'})
    assert run("symptoms", "login-loop", "--output", "json") == 1


def test_what_nobody_declares_may_lead_to_more_that_is_unknown(write: Write, run: Run) -> None:
    text = "import os\nSESSION_COOKIE_SECURE = True\nALLOWED_HOSTS = os.environ['HOSTS'].split()\n"
    write({**SITE, "site_settings.py": text})
    assert run("symptoms", "login-loop", "--output", "json") == 0
    (gap,) = answers(run)["DJA302"]["undetermined"]
    assert gap["reason"] == 'nobody declares it; with browser_scheme = "http" it may be a cause'


def test_rules_that_are_not_asked(write: Write, run: Run) -> None:
    write({**SITE, "site_settings.py": "DEBUG = True\nSESSION_ENGINE = 'django.contrib.sessions.backends.cache'\n"})
    assert run("symptoms", "logged-out-at-random", "--profile", "development") == 0
    assert (
        "DJA327 [session-cache-local-memory]: it is about production, and site_settings is for development" in run.out
    )
    assert run("symptoms", "is-it-safe", "--profile", "test") == 0
    assert "it is about what befalls visitors, and site_settings is for tests" in run.out
    assert run("symptoms", "button-does-nothing", "--django-version", "5.2") == 0
    assert "it is about other versions of Django than site_settings runs with" in run.out


def test_rules_about_production_where_debug_is_always_on(write: Write, run: Run) -> None:
    text = "DEBUG = 'False'\nSESSION_ENGINE = 'django.contrib.sessions.backends.cache'\n"
    write({**SITE, "prod.py": text, "wsgi.py": 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "prod"\n'})
    run("symptoms", "logged-out-at-random", "prod.py")
    assert "DJA327 [session-cache-local-memory]: DEBUG is always on in prod" in run.out


def test_configuration_and_comments_hide_no_cause(write: Write, run: Run) -> None:
    write({**SITE, "site_settings.py": 'SESSION_COOKIE_SAMESITE = "None"  # noqa: DJA304\n'})
    write({"djauthlint.toml": 'ignore = ["DJA304"]\n[per-file-ignores]\n"*.py" = ["all"]\n'})
    assert run("symptoms", "login-loop") == 1
    assert "= silenced: a comment silences it" in run.out


def test_slips_elsewhere_are_no_cause(write: Write, run: Run) -> None:
    write({**SITE, "site_settings.py": 'USE_TZ = "False"\n'})
    assert run("symptoms", "login-loop", "--output", "json") == 0
    write({**SITE, "site_settings.py": 'SESSION_COOKIE_SECURE = "False"\n'})
    assert run("symptoms", "login-loop", "--output", "json") == 1


def test_one_entry_module(write: Write, run: Run) -> None:
    write({**SITE, "other/settings.py": "INSTALLED_APPS = []\nSESSION_COOKIE_AGE = 0\n"})
    assert run("symptoms", "login-loop", "other/settings.py", "--output", "json") == 1
    found = answers(run)
    assert (found["DJA319"]["state"], found["DJA304"]["state"]) == ("found", "fine")


def test_a_file_of_no_entry_module(write: Write, run: Run) -> None:
    write({**SITE, "shop/models.py": "import os\n"})
    assert run("symptoms", "login-loop", "shop/models.py") == 0
    assert "Nothing was checked: no settings module is made of these files." in run.out
    assert run.err == "note: shop/models.py belongs to no settings module of the project: nothing to check there\n"


def test_a_cause_in_one_entry_module_may_be_unknown_in_another(write: Write, run: Run) -> None:
    text = "import os\nINSTALLED_APPS = []\nSESSION_COOKIE_AGE = int(os.environ['AGE'])\n"
    write({**SITE, "site_settings.py": "INSTALLED_APPS = []\nSESSION_COOKIE_AGE = 0\n", "other/settings.py": text})
    assert run("symptoms", "login-loop", ".", "--output", "json") == 1
    answer = answers(run)["DJA319"]
    assert (answer["state"], [gap["entry_modules"] for gap in answer["undetermined"]]) == (
        "found",
        [["other.settings"]],
    )
    run("symptoms", "login-loop", ".")
    assert "SESSION_COOKIE_AGE is unknown in other.settings: " in " ".join(run.out.split())


def test_other_symptoms_that_may_be_meant(write: Write, run: Run) -> None:
    write(SITE)
    run("symptoms", "DJA304", "--output", "json")
    assert json.loads(run.out)["see_also"] == ["oauth-loop", "nothing-in-the-log"]
    run("symptoms", "DJA304")
    assert run.out.rstrip().endswith("[djauthlint symptoms nothing-in-the-log]")


def test_what_can_not_be_done(write: Write, run: Run) -> None:
    write({"notes.txt": ""})
    assert run("symptoms", "frobnicate") == 2
    assert run.err.startswith("error: no symptom is like 'frobnicate'; say what you see: djauthlint symptoms 'login")
    assert run("symptoms", "notes.txt") == 2
    assert run.err.startswith("error: say what you see")
    assert run("symptoms", "login", "loop") == 2
    assert run.err == "error: there is no file or folder loop\n"
    assert run("symptoms", "login-loop") == 2
    assert "no settings module found" in run.err
    write({**SITE, "site_settings.py": "DEBUG = \n"})
    assert run("symptoms", "login-loop") == 2
    assert "error: " in run.out


def test_a_rule_that_crashes(write: Write, catalogue: list[Rule], run: Run) -> None:
    write({**SITE, "site_settings.py": "LOGIN_URL = 1\n"})

    @catalogue[2].check
    def fails(settings: object) -> Iterator[Any]:
        raise ZeroDivisionError

    assert run("symptoms", "login-loop") == 2
    assert "DJA601 [bad-login-url]: The login URL is bad? The rule crashed" in run.out


def test_choosing_by_number(write: Write, run: Run, keyboard: list[str]) -> None:
    write(SITE)
    keyboard += ["99", "purple monkeys", "1"]
    assert run("symptoms") == 1
    assert "  1  I log in, and the login page comes back without an error\n" in run.out
    assert "What do you see? A number, or words (Enter: leave): " in run.out
    assert run.err == "note: no symptom is like '99'\nnote: no symptom is like 'purple monkeys'\n"
    assert "DJA304 [" in run.out


def test_choosing_by_words_that_mean_several(write: Write, run: Run, keyboard: list[str]) -> None:
    write(SITE)
    keyboard += ["DJA304", "2"]
    assert run("symptoms", "site_settings.py") == 1
    assert "identity provider, I am not logged in [oauth-loop]" in run.out


def test_choosing_nothing(run: Run, keyboard: list[str]) -> None:
    keyboard += ["frobnicate"]
    assert run("symptoms", "frobnicate") == 0
    assert run.err == "note: no symptom is like 'frobnicate'\nnote: no symptom is like 'frobnicate'\n"


def test_programs_are_not_asked(run: Run, keyboard: list[str]) -> None:
    assert run("symptoms", "--output", "json") == 0
    assert json.loads(run.out)["version"] == 1


@pytest.mark.broad
@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
def test_at_a_terminal(write: Write) -> None:
    import pty

    write(SITE)
    keys, screen = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "djauthlint", "symptoms"]
    with subprocess.Popen(command, stdin=screen, stdout=screen, stderr=screen, env=environment) as process:
        os.close(screen)
        os.write(keys, b"login loop\n")
        shown = b""
        while b"client ignores Secure" not in shown and process.poll() is None:
            shown += os.read(keys, 4096)
        assert process.wait() == 1
    os.close(keys)
    assert b"What do you see?" in shown
    assert b"DJA304" in shown


@pytest.mark.broad
def test_without_a_terminal(write: Write) -> None:
    write(SITE)
    command = [sys.executable, "-m", "djauthlint", "symptoms"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, check=True
    )
    assert "What do you see?" not in done.stdout
    assert done.stdout.startswith("login-loop ")
