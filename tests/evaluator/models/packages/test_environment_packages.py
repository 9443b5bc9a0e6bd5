"""Packages that read the environment, split settings and configurations: what their calls give."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from djauthlint.evaluator import Given, evaluate
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.project import EntryModule, Project
from djauthlint.values import ABSENT


def settings(
    folder: Path,
    files: dict[str, str],
    environment: dict[str, str],
    configuration: str | None = None,
    *,
    complete: bool = True,
) -> dict[str, Any]:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    project = Project.open([folder / "settings.py"], cwd=folder)
    entry = EntryModule(folder / "settings.py", "settings", configuration)
    evaluation = evaluate(project, entry, Given(environment=environment, complete=complete, cwd=folder))
    names = evaluation.namespace.names
    found = {}
    for name, value in names.items():
        if name.isupper() and value is not ABSENT:
            with suppress(Undetermined):
                found[name] = to_python(value)
    return found


ENVIRON = "import environ\nenv = environ.Env(DEBUG=(bool, False), NAMES=(list, ['z']))\n"
DECOUPLE = "from decouple import config, Csv\n"
ENVIRONS = "from environs import Env\nenv = Env()\n"
URLS = "import dj_database_url\n"

CASES = [
    (ENVIRON + "X = env('DEBUG')", {}, False),
    (ENVIRON + "X = env('DEBUG')", {"DEBUG": "on"}, True),
    (ENVIRON + "X = env.bool('A', default=True)", {"A": "no"}, False),
    (ENVIRON + "X = env.int('A', 5)", {"A": "7"}, 7),
    (ENVIRON + "X = env.list('A', default=[])", {"A": "a,b,,c"}, ["a", "b", "c"]),
    (ENVIRON + "X = env.list('A', cast=int)", {"A": "1,2"}, [1, 2]),
    (ENVIRON + "X = env('NAMES')", {}, ["z"]),
    (ENVIRON + "X = env('A', default=3)", {"A": "4"}, 4),
    (ENVIRON + "X = env.str('A', default=None)", {}, None),
    (ENVIRON + "X = env.float('A')", {"A": "1.5"}, 1.5),
    (ENVIRON + "X = env.dict('A')", {"A": "a=1,b=2"}, {"a": "1", "b": "2"}),
    (ENVIRON + "X = env('A')", {"A": "$B", "B": "b"}, "b"),
    (
        ENVIRON + "X = env.db('DATABASE_URL')",
        {"DATABASE_URL": "postgres://u:p%40@h:5432/d"},
        {
            "NAME": "d",
            "USER": "u",
            "PASSWORD": "p@",
            "HOST": "h",
            "PORT": 5432,
            "ENGINE": "django.db.backends.postgresql",
        },
    ),
    (
        ENVIRON + "X = env.db('D', default='sqlite://:memory:')",
        {},
        {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"},
    ),
    (ENVIRON + "X = (environ.Path('/a/b/c.py') - 2)('d')", {}, "/a/d"),
    (DECOUPLE + "X = config('A', default=True, cast=bool)", {"A": "off"}, False),
    (DECOUPLE + "X = config('A', default='a, b', cast=Csv())", {}, ["a", "b"]),
    (DECOUPLE + "X = config('A', cast=Csv(int, post_process=tuple))", {"A": "1,2"}, (1, 2)),
    (DECOUPLE + "X = config('A', default=None)", {}, None),
    (DECOUPLE + "X = config('A', default=5, cast=int)", {"A": "6"}, 6),
    (ENVIRONS + "X = env.bool('A', False)", {"A": "yes"}, True),
    (ENVIRONS + "X = env.list('A', subcast=int)", {"A": "1,2"}, [1, 2]),
    (ENVIRONS + "X = env('A', 'd')", {}, "d"),
    (ENVIRONS + "with env.prefixed('P_'):\n    X = env.int('A')", {"P_A": "3"}, 3),
    (
        URLS + "X = dj_database_url.config(default='sqlite:////tmp/d')",
        {},
        {
            "NAME": "/tmp/d",
            "USER": "",
            "PASSWORD": "",
            "HOST": "",
            "PORT": "",
            "CONN_MAX_AGE": 0,
            "CONN_HEALTH_CHECKS": False,
            "DISABLE_SERVER_SIDE_CURSORS": False,
            "ENGINE": "django.db.backends.sqlite3",
        },
    ),
    (
        URLS + "X = dj_database_url.parse('mysql://u@h/d', conn_max_age=600, ssl_require=True)['OPTIONS']",
        {},
        {"sslmode": "require"},
    ),
    ("import dj_email_url\nX = dj_email_url.parse('submission://u:p@h')['EMAIL_PORT']", {}, 587),
    ("from corsheaders.defaults import default_headers\nX = len(default_headers)", {}, 6),
]


@pytest.mark.parametrize(("text", "environment", "expected"), CASES)
def test_what_a_call_gives(text: str, environment: dict[str, str], expected: object, tmp_path: Path) -> None:
    assert settings(tmp_path, {"settings.py": text + "\n"}, environment)["X"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "import environ\nenviron.Env.read_env(environ.Path(__file__, is_file=True)('.env'))\nX = environ.Env()('NAME')",
        "from dotenv import load_dotenv\nload_dotenv()\nimport os\nX = os.environ['NAME']",
        "from decouple import config\nX = config('NAME')",
        "from environs import Env\nenv = Env()\nenv.read_env()\nX = env('NAME')",
    ],
)
def test_files_give_way_to_the_environment(text: str, tmp_path: Path) -> None:
    files = {"settings.py": text + "\n", ".env": "NAME='from the file'\n", "manage.py": ""}
    assert settings(tmp_path, files, {})["X"] == "from the file"
    assert settings(tmp_path, files, {"NAME": "given"})["X"] == "given"


def test_split_settings(tmp_path: Path) -> None:
    files = {
        "settings.py": "from split_settings.tools import include, optional\nX = 1\ninclude('parts/*.py', optional('local.py'))\nZ = Y + 1\n",
        "parts/one.py": "Y = X + 1\n",
        "manage.py": "",
    }
    assert settings(tmp_path, files, {}) == {"X": 1, "Y": 2, "Z": 3}


def test_configurations(tmp_path: Path) -> None:
    text = """
from configurations import Configuration, values

class Base(Configuration):
    DEBUG = values.BooleanValue(False)
    NAMES = values.ListValue(["a"])
    APPS = ["x"]

    @property
    def BOTH(self):
        return self.APPS + ["y"]

class Prod(Base):
    SECRET_KEY = values.SecretValue()
    OTHER = values.Value("d", environ_name="OTHER_NAME", environ_prefix=None)

    @classmethod
    def post_setup(cls):
        super().post_setup()
"""
    found = settings(
        tmp_path,
        {"settings.py": text, "manage.py": ""},
        {"DJANGO_DEBUG": "yes", "DJANGO_SECRET_KEY": "s", "OTHER_NAME": "o"},
        "Prod",
    )
    expected = {
        "DEBUG": True,
        "NAMES": ["a"],
        "BOTH": ["x", "y"],
        "SECRET_KEY": "s",
        "OTHER": "o",
        "CONFIGURATION": "settings.Prod",
    }
    assert {name: found[name] for name in expected} == expected
    assert found["SESSION_COOKIE_NAME"] == "sessionid"


def test_a_configuration_with_a_base_that_is_not_known(tmp_path: Path) -> None:
    """What a class of the project sets counts; anything else may be the unknown base's."""
    text = """
from configurations import Configuration, values
from elsewhere.mixins import Mixin

class Base(Mixin, Configuration):
    NAMES = values.ListValue(["a"])

class Dev(Base):
    NUMBER = values.IntegerValue(1)
"""
    found = settings(tmp_path, {"settings.py": text, "manage.py": ""}, {"DJANGO_NUMBER": "2"}, "Dev")
    assert (found["NAMES"], found["NUMBER"]) == (["a"], 2)
    assert "SESSION_COOKIE_NAME" not in found


def test_an_address_for_mail_in_the_environment(tmp_path: Path) -> None:
    """Whatever it is, it sets nothing but what is about mail."""
    text = """
from configurations import Configuration, values

class Prod(Configuration):
    EMAIL = values.EmailURLValue("smtp://localhost:25")
    LOGIN_URL = "/in/"
"""
    found = settings(tmp_path, {"settings.py": text, "manage.py": ""}, {}, "Prod", complete=False)
    assert found["LOGIN_URL"] == "/in/"
    assert "EMAIL_HOST" not in found
    found = settings(tmp_path, {"settings.py": text, "manage.py": ""}, {"EMAIL_URL": "smtp://mail:26"}, "Prod")
    assert (found["LOGIN_URL"], found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("/in/", "mail", 26)
