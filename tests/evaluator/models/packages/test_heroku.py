"""What django-heroku writes where the environment is not given, and where its arguments are undetermined."""

from __future__ import annotations

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import UNKNOWN, shown

SETTINGS = (
    "import django_heroku\nBASE_DIR = '/b'\nMIDDLEWARE = ['a']\nALLOWED_HOSTS = ['x']\nSECRET_KEY = 'k'\nOTHER = 1\n"
)


def test_the_secret_key_depends_on_the_environment(resolve: Resolve) -> None:
    found = resolve(SETTINGS + "django_heroku.settings(locals())\n")
    assert found["SECRET_KEY"] == shown("([env SECRET_KEY is not set] 'k' | [env SECRET_KEY is set] $SECRET_KEY)")
    assert found["MIDDLEWARE"] == ("whitenoise.middleware.WhiteNoiseMiddleware", "a")
    assert found["ALLOWED_HOSTS"] == ["*"]
    assert found["OTHER"] == 1
    assert found.open == ()


def test_a_step_is_left_out_where_its_option_is_false(resolve: Resolve) -> None:
    found = resolve(
        SETTINGS + "import os\ndjango_heroku.settings(locals(), allowed_hosts=os.environ.get('M') == '1')\n"
    )
    assert found["ALLOWED_HOSTS"] == shown("""([env M == "1"] ['*'] | [env M is not "1"] ['x'])""")


@pytest.mark.parametrize("arguments", ["locals(), **mystery.OPTIONS", "*mystery.ARGUMENTS, locals()"])
def test_undetermined_arguments_open_the_namespace(arguments: str, resolve: Resolve) -> None:
    found = resolve(SETTINGS + f"import mystery\ndjango_heroku.settings({arguments})\n")
    assert found["OTHER"] == UNKNOWN
    assert found.open == (f"django_heroku.settings({arguments}) may write any setting",)


def test_a_statement_that_fails_with_the_namespace_opens_it(resolve: Resolve) -> None:
    found = resolve("OTHER = 1\nimport django_heroku\ndjango_heroku.settings(locals())\nLATER = 2\n", env={})
    assert found["OTHER"] == UNKNOWN
    assert found["LATER"] == 2
