"""Where fixes write what they write, and in which form."""

import pytest

from tests.fixer.conftest import STAGES, Fixing

CLASSES = {
    "manage.py": (
        "import os\n"
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'
        'os.environ.setdefault("DJANGO_CONFIGURATION", "Prod")\n'
        "from configurations.management import execute_from_command_line\n"
    )
}
WSGI = {"manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'}
SITES = 'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sites"]'
REDIRECT = 'MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]\nDEBUG = False\nSECURE_SSL_REDIRECT = True\n'


def fixed(fixing: Fixing, files: dict[str, str], code: str) -> str:
    (file,) = fixing(files, code).after.values()
    return file.text


def test_what_a_condition_sets_in_a_class_keeps_the_last_word(fixing: Fixing) -> None:
    text = (
        "import os\nfrom configurations import Configuration\n\n\nclass Prod(Configuration):\n"
        f"    DEBUG = False\n    {SITES}\n"
        "    # The portal is another site.\n"
        '    if os.environ.get("PORTAL"):\n        SITE_ID = 2\n'
    )
    begin, _, end = text.partition("    # The portal")
    changed = fixed(fixing, {**CLASSES, "settings.py": text}, "DJA610")
    assert changed == f"{begin}    SITE_ID = 1\n    # The portal{end}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("r'^/health/\\d+$'", "r'^health/\\d+$'"),
        ("'^/health/'", "'^health/'"),
        ('"^/health/", "^health/"', '"^health/"'),
    ],
)
def test_a_pattern_keeps_its_form_and_is_not_there_twice(fixing: Fixing, before: str, after: str) -> None:
    text = f"{REDIRECT}SECURE_REDIRECT_EXEMPT = ["
    assert fixed(fixing, {**WSGI, "settings.py": f"{text}{before}]\n"}, "DJA512") == f"{text}{after}]\n"


@pytest.mark.parametrize(("before", "after"), [('"^a/"', '["^a/"]'), ('("^a/")', '("^a/",)')])
def test_a_text_becomes_a_list_or_a_tuple(fixing: Fixing, before: str, after: str) -> None:
    text = f"{REDIRECT}SECURE_REDIRECT_EXEMPT = "
    assert fixed(fixing, {**WSGI, "settings.py": f"{text}{before}\n"}, "DJA511") == f"{text}{after}\n"


def test_what_is_taken_away_is_no_longer_taken_away(fixing: Fixing) -> None:
    text = f'{SITES[:-1]}, "django.contrib.admin", "django.contrib.messages"]\n'
    removal = 'INSTALLED_APPS.remove("django.contrib.messages")\n'
    assert fixed(fixing, {**WSGI, "settings.py": f"{text}{removal}"}, "DJA616") == text


LOCAL = "\ntry:\n    from local import *\nexcept ImportError:\n    pass\n"
SUPPRESSED = "\nwith suppress(ImportError):\n    from local import *\n"


@pytest.mark.parametrize("behind", [LOCAL, f"{LOCAL}print(DEBUG)\n", SUPPRESSED])
def test_a_file_of_ones_own_keeps_the_last_word(fixing: Fixing, behind: str) -> None:
    base = (
        STAGES["shop/settings/base.py"] + 'from contextlib import suppress\nDEBUG = False\nALLOWED_HOSTS = ["a.org"]\n'
    )
    production = '"""Production."""\n\nfrom .base import *\n'
    files = {**STAGES, "shop/settings/base.py": base, "shop/settings/prod.py": production + behind}
    assert (
        fixed(fixing, {**files, ".gitignore": "local.py\n"}, "DJA301")
        == f"{production}\nSESSION_COOKIE_SECURE = True\n{behind}"
    )


def test_a_switch_stays(fixing: Fixing) -> None:
    head = 'import os\nINSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]\n'
    switch = 'DEBUG = False\nSESSION_COOKIE_SECURE = os.environ.get("HTTPS") == "on"\n'
    outcome = fixing({**WSGI, "settings.py": f"{head}{switch}"}, "DJA301")
    assert outcome.after == {}
    assert len(outcome.left) == 1
