"""What a fix has to prove before it is offered."""

import pytest

from djauthlint.fixer import Outcome
from tests.fixer.conftest import APPS, AUTHENTICATION, SESSION, STAGES, Fixing

WSGI = {"manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'}
HEAD = f'{APPS}DEBUG = False\nMIDDLEWARE = ["{SESSION}", "{AUTHENTICATION}"]\n'


def texts(outcome: Outcome) -> dict[str, str]:
    return {path.name: file.text for path, file in outcome.after.items()}


def test_development_keeps_its_cookie(fixing: Fixing) -> None:
    outcome = fixing(STAGES, "DJA301")
    assert texts(outcome) == {"prod.py": STAGES["shop/settings/prod.py"] + "SESSION_COOKIE_SECURE = True\n"}


def test_what_all_entry_modules_share_is_changed_where_it_stands(fixing: Fixing) -> None:
    files = {name: text for name, text in STAGES.items() if "dev" not in name and name != "manage.py"}
    outcome = fixing(files, "DJA301")
    assert list(texts(outcome)) == ["base.py"]
    assert "SESSION_COOKIE_SECURE = True\n" in texts(outcome)["base.py"]


def test_safe_fixes_only(fixing: Fixing) -> None:
    outcome = fixing(STAGES, "DJA301", unsafe=False)
    assert outcome.after == {}
    assert [each.code for each in outcome.unsafe] == ["DJA301"]


def test_what_is_derived_follows(fixing: Fixing) -> None:
    outcome = fixing(
        {**WSGI, "settings.py": f"{HEAD}SESSION_COOKIE_SECURE = False\nCSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE\n"},
        "DJA301",
    )
    assert [[follower.setting for follower in each.followers] for each in outcome.applied] == [["CSRF_COOKIE_SECURE"]]


def test_what_is_set_with_it_follows(fixing: Fixing) -> None:
    outcome = fixing({**WSGI, "settings.py": f"{HEAD}SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False\n"}, "DJA301")
    assert [[follower.setting for follower in each.followers] for each in outcome.applied] == [["CSRF_COOKIE_SECURE"]]


def test_what_may_be_derived_follows_where_it_cannot_be_determined(fixing: Fixing) -> None:
    text = f"from other import made\n{HEAD}SESSION_COOKIE_SECURE = False\nSITE = made(SESSION_COOKIE_SECURE)\nREST = made(DEBUG)\n"
    outcome = fixing({**WSGI, "settings.py": text}, "DJA301")
    assert [[follower.setting for follower in each.followers] for each in outcome.applied] == [["SITE"]]


def test_what_holds_a_copy_of_all_settings_follows(fixing: Fixing) -> None:
    copy = "COPY = {}\nfor name in dir():\n    if name.isupper():\n        COPY[name] = getattr(this, name)\n"
    text = f"import sys\n{HEAD}SESSION_COOKIE_SECURE = False\nthis = sys.modules[__name__]\n{copy}"
    outcome = fixing({**WSGI, "settings.py": text}, "DJA301")
    assert [[follower.setting for follower in each.followers] for each in outcome.applied] == [["COPY"]]


def test_what_nothing_derives_must_not_change(fixing: Fixing) -> None:
    text = f"{HEAD}SESSION_COOKIE_SECURE = False\nif SESSION_COOKIE_SECURE:\n    SITE = 1\nelse:\n    SITE = 2\n"
    outcome = fixing({**WSGI, "settings.py": text}, "DJA301")
    assert outcome.after == {}
    assert [each.reason for each in outcome.left] == ["SITE would change in settings, too"]


def test_nothing_worse_comes_instead(fixing: Fixing) -> None:
    deployment = {"djauthlint.toml": '[deployment]\nbrowser_scheme = "http"\n'}
    text = f'{HEAD}ALLOWED_HOSTS = ["intranet"]\nSESSION_COOKIE_SECURE = False\n'
    outcome = fixing({**WSGI, **deployment, "settings.py": text}, "DJA301")
    assert outcome.after == {}
    assert [each.reason for each in outcome.left] == [
        "DJA302 about SESSION_COOKIE_SECURE would come instead in settings"
    ]


def test_one_that_fails_does_not_keep_others_back(fixing: Fixing) -> None:
    middleware = f'MIDDLEWARE = ["{AUTHENTICATION}", "{SESSION}"]\n'
    text = f"{APPS}DEBUG = False\n{middleware}SESSION_COOKIE_SECURE = False\nif SESSION_COOKIE_SECURE:\n    SITE = 1\n"
    outcome = fixing({**WSGI, "settings.py": text}, "DJA301", "DJA103")
    assert [each.diagnostic.code for each in outcome.applied] == ["DJA103"]
    assert [each.diagnostic.code for each in outcome.left] == ["DJA301"]


def test_a_batch_that_passes_takes_two_evaluations(fixing: Fixing) -> None:
    middleware = f'MIDDLEWARE = ["{AUTHENTICATION}", "{SESSION}"]\n'
    text = f"{APPS}DEBUG = False\n{middleware}SESSION_COOKIE_SECURE = False\n"
    outcome = fixing({**WSGI, "settings.py": text}, "DJA301", "DJA103")
    assert len(outcome.applied) == 2
    assert outcome.evaluations == 2


def test_what_git_ignores_is_not_edited(fixing: Fixing) -> None:
    files = {**WSGI, ".gitignore": "local.py\n", "local.py": "SESSION_COOKIE_SECURE = False\n"}
    outcome = fixing(
        {
            **files,
            "settings.py": f"{HEAD}SESSION_COOKIE_SECURE = False\ntry:\n    from local import *\nexcept ImportError:\n    pass\n",
        },
        "DJA301",
    )
    assert "local.py" not in texts(outcome)


def test_suppressed_diagnostics_are_left_alone(fixing: Fixing) -> None:
    text = f"{HEAD}SESSION_COOKIE_SECURE = False  # djauthlint: ignore[DJA301]\n"
    assert fixing({**WSGI, "settings.py": text}, "DJA301").after == {}


NUMBERS = f"{HEAD}import os\nDATA_UPLOAD_MAX_NUMBER_FIELDS = "


def test_a_text_of_the_environment_becomes_a_number_only_if_asked_for(fixing: Fixing) -> None:
    files = {**WSGI, "settings.py": f'{NUMBERS}os.environ["FIELDS"]\n'}
    assert fixing(files, "DJA811", unsafe=False).after == {}
    outcome = fixing(files, "DJA811")
    assert texts(outcome) == {"settings.py": f'{NUMBERS}int(os.environ["FIELDS"])\n'}
    assert [each.caution for each in outcome.applied] == [
        "the settings can't be imported where the text is no whole number"
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('os.environ.get("FIELDS")', "settings would be imported under other conditions"),
        ('os.environ["FIELDS"] if limits.on else None', "settings would be imported under other conditions"),
        ('os.environ.get("FIELDS", limits.most)', "the import of settings may fail where it can't today"),
    ],
)
def test_what_may_be_no_text_is_not_converted(fixing: Fixing, text: str, reason: str) -> None:
    head = NUMBERS.replace("import os", "import os, limits")
    outcome = fixing({**WSGI, "settings.py": f"{head}{text}\n"}, "DJA811")
    assert outcome.after == {}
    assert [each.reason for each in outcome.left] == [reason]
