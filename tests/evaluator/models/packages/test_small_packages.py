"""Small packages that settings use: durations, cache URLs, Unipath, settings files that a package ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.evaluator.rendering import GONE, UNKNOWN, Shown, resolve_files, text_of

PARSE = "from pytimeparse import parse\nX = parse({!r})"
CACHE = "import django_cache_url\nX = django_cache_url.config()"
REDIS = "django.core.cache.backends.redis.RedisCache"
LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
FILE_AWARE = "from environs import FileAwareEnv\nenv = FileAwareEnv()\nX = env.int('A', 5)"
URL = "import environ\nenv = environ.Env()\nX = env.url('A', {!r}).{}"

# What pytimeparse 1.1.10 and django-cache-url 3.4.6 give.
CASES = [
    (PARSE.format("7 days"), {}, 604_800),
    (PARSE.format("1h 30m"), {}, 5400),
    (PARSE.format("2w, 1d"), {}, 1_296_000),
    (PARSE.format("1:24"), {}, 84),
    (PARSE.format("1:02:03"), {}, 3723),
    (PARSE.format("2-01:00:00"), {}, 176_400),
    (PARSE.format(":22"), {}, 22),
    (PARSE.format("- 1 minute"), {}, -60),
    (PARSE.format("22secs/"), {}, None),
    (PARSE.format("soon"), {}, None),
    (PARSE.format(""), {}, None),
    (PARSE.format("1.5 hours"), {}, UNKNOWN),
    (CACHE, {}, {"BACKEND": LOCMEM, "LOCATION": ""}),
    (CACHE, {"CACHE_URL": "redis://:pw@h/1"}, {"BACKEND": REDIS, "LOCATION": "redis://:pw@h:6379/1"}),
    (
        CACHE,
        {"CACHE_URL": "locmem://a?max_entries=4"},
        {"BACKEND": LOCMEM, "LOCATION": "a", "OPTIONS": {"MAX_ENTRIES": 4}},
    ),
    (CACHE, {"CACHE_URL": ""}, {}),
    (FILE_AWARE, {}, 5),
    (FILE_AWARE, {"A": "7"}, 7),
    (FILE_AWARE, {"A": "7", "A_FILE": "/run/secrets/a"}, Shown("?int")),
    (URL.format("http://h:8000/p", "port"), {}, 8000),
    (URL.format("http://h", "geturl()"), {"A": "https://other"}, "https://other"),
    ("from requests.compat import quote\nX = quote('a b')", {}, "a%20b"),
    ("from django.contrib.auth.management import DEFAULT_DB_ALIAS\nX = DEFAULT_DB_ALIAS", {}, "default"),
    ("import dj_database_url\nX = dj_database_url.DEFAULT_ENV", {}, "DATABASE_URL"),
]


@pytest.mark.parametrize(("text", "environment", "value"), CASES, ids=[repr(case[:2]) for case in CASES])
def test_gives_what_the_package_gives(tmp_path: Path, text: str, environment: dict[str, str], value: Any) -> None:
    assert resolve_files(tmp_path, text, env=environment)["X"] == value


def test_a_path_of_unipath_is_known_by_its_class(tmp_path: Path) -> None:
    text = "from unipath import Path\nX = str(Path('/srv/app').child('a', 'b').parent.ancestor(1))\nY = Path(__file__).parent"
    settings = resolve_files(tmp_path, text)
    assert settings["X"] == "/srv/app"
    assert text_of(settings.evaluation.namespace.names["Y"]) == "<object>"


INCLUDE = """
import os
from split_settings.tools import include
from ansible_base.lib import dynamic_config
{before}
NAME = "kept"
MIDDLEWARE = ["mine"]
include(os.path.join(os.path.dirname(dynamic_config.__file__), 'dynamic_settings.py'))
AFTER = 1
"""


@pytest.mark.parametrize(
    ("before", "middleware"),
    [
        ("", UNKNOWN),
        ("ANSIBLE_BASE_OVERRIDABLE_SETTINGS = ['CACHES']", ["mine"]),
        ("ANSIBLE_BASE_OVERRIDABLE_SETTINGS = [os.environ.get('A'), *unknown()]", UNKNOWN),
    ],
)
def test_a_packaged_settings_file_touches_what_it_says(tmp_path: Path, before: str, middleware: Any) -> None:
    settings = resolve_files(tmp_path, INCLUDE.format(before=before))
    assert settings["MIDDLEWARE"] == middleware
    assert settings["AFTER"] == 1
    assert "dynamic_settings.py" in settings.open[0]


def test_names_that_an_open_module_lists_survive_the_star_import(tmp_path: Path) -> None:
    """What the module may have besides can replace only what was there before."""
    files = {"base.py": INCLUDE.format(before=""), "settings.py": "EARLIER = 1\nfrom base import *\nLATER = 2"}
    settings = resolve_files(tmp_path, files)
    assert (settings["NAME"], settings["EARLIER"], settings["LATER"]) == ("kept", UNKNOWN, 2)
    assert settings.get("NEVER", GONE) == GONE


MITOL = "from mitol.common.envs import *\nX = "

# What mitol-django-common 2026.10.23 gives.
MITOL_CASES = [
    ("get_string(name='A', default='d', description='')", {}, "d"),
    ("get_string(name='A', default=None, description='')", {}, None),
    ("get_bool(name='A', default=False, description='')", {"A": "TRUE"}, True),
    ("get_int(name='A', default=3, description='')", {}, 3),
    ("get_int(name='A', default='3', description='')", {}, 3),
    ("get_list_literal(name='A', default=[], description='')", {"A": "['a', 1]"}, ["a", 1]),
    ("get_delimited_list(name='A', default=[], description='')", {"A": "a, b"}, ["a", "b"]),
    ("get_crontab_kwargs(name='A', default='0 1 * * *', description='')['hour']", {}, "1"),
    ("get_features()", {"FEATURE_A": "true", "B": "true"}, {"A": True}),
]


@pytest.mark.parametrize(("text", "environment", "value"), MITOL_CASES, ids=[case[0] for case in MITOL_CASES])
def test_mitol_reads_the_environment(tmp_path: Path, text: str, environment: dict[str, str], value: Any) -> None:
    assert resolve_files(tmp_path, MITOL + text, env=environment)["X"] == value


def test_mitol_imports_the_settings_of_modules(tmp_path: Path) -> None:
    files = {
        "more.py": "NAME = 'more'\nlower = 1",
        "settings.py": "from mitol.common.envs import *\nEARLIER = 1\nimport_settings_modules('more')\n"
        "init_app_settings(namespace='APP', site_name='Site')\nKEY = app_namespaced('KEY')",
    }
    settings = resolve_files(tmp_path, files, env={})
    assert dict(settings) == {
        "EARLIER": 1,
        "NAME": "more",
        "APP_SETTINGS_NAMESPACE": "APP",
        "SITE_NAME": "Site",
        "KEY": "APP_KEY",
    }
    files["settings.py"] = (
        "from mitol.common.envs import *\nEARLIER = 1\nimport_settings_modules('mitol.olposthog.settings')"
    )
    settings = resolve_files(tmp_path, files, env={})
    assert settings["EARLIER"] == UNKNOWN
    assert "mitol.olposthog.settings" in settings.open[0]


EMAIL = [
    ("import environ\nvars().update(environ.Env().email_url('EMAIL_URL', default='consolemail://'))", "EMAIL_HOST"),
    ("import environ\nADDRESS = environ.Env().email_url()\nvars().update(ADDRESS)", "EMAIL_USE_TLS"),
    ("import dj_email_url\nglobals().update(dj_email_url.config())", "DEFAULT_FROM_EMAIL"),
    ("from environs import Env\nlocals().update(Env().dj_email_url('EMAIL_URL'))", "EMAIL_PORT"),
]


@pytest.mark.parametrize(("text", "unknown"), EMAIL, ids=[text for text, _ in EMAIL])
def test_an_undetermined_address_of_a_mail_server_touches_what_it_may_have(
    tmp_path: Path, text: str, unknown: str
) -> None:
    settings = resolve_files(tmp_path, f"MIDDLEWARE = ['a']\n{text}\nEMAIL_SUBJECT_PREFIX = ''")
    assert settings.open == ()
    assert settings["MIDDLEWARE"] == ["a"]
    assert settings[unknown] != GONE
    settings = resolve_files(tmp_path, f"MIDDLEWARE = ['a']\n{text}", env={"EMAIL_URL": "smtps://u:p@h:465"})
    assert settings["EMAIL_HOST"] == "h"
