"""What the table says, asked through the public functions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from djauthlint import django_facts
from djauthlint.django_facts import JsonValue, Lifetime, ResolvedVersion, UnknownDjangoVersion


def test_versions_go_from_oldest_to_newest() -> None:
    known = django_facts.versions()
    assert known[0] == "4.2"
    assert known[-1] == django_facts.newest()
    assert sorted(known, key=lambda version: [*map(int, version.split("."))]) == list(known)


@pytest.mark.parametrize("written", ["5.2", "5.2.3", " 5.2 ", "5.2.*", "5.2rc1", "5.2a1", "05.2", "5.2.dev0"])
def test_a_release_resolves_to_its_feature_version(written: str) -> None:
    assert django_facts.resolve(written) == ResolvedVersion("5.2", beyond_newest=False)


@pytest.mark.parametrize("written", ["6.9", "7.0.1", "99.0"])
def test_a_newer_version_resolves_to_the_newest_and_says_so(written: str) -> None:
    assert django_facts.resolve(written) == ResolvedVersion(django_facts.newest(), beyond_newest=True)
    assert django_facts.defaults(written) == django_facts.defaults(django_facts.newest())


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("3.2", f"Django 3.2 is older than djauthlint supports; supported are 4.2 to {django_facts.newest()}"),
        ("5.3", "there is no Django 5.3, did you mean 5.2?"),
        ("v5.2", "'v5.2' is not a version of Django, did you mean 5.2?"),
        ("5,2", "did you mean 5.2?"),
        ("", "'' is not a version of Django; supported are"),
        ("latest", "'latest' is not a version of Django; supported are"),
    ],
)
def test_an_unknown_version_is_an_error_that_helps(written: str, message: str) -> None:
    with pytest.raises(UnknownDjangoVersion) as caught:
        django_facts.defaults(written)
    assert message in str(caught.value)


def test_defaults_follow_the_version() -> None:
    assert django_facts.default("4.2", "USE_TZ") is False
    assert django_facts.default("5.0", "USE_TZ") is True
    assert django_facts.default("5.2", "DEFAULT_AUTO_FIELD") == "django.db.models.AutoField"
    assert django_facts.default("6.0", "DEFAULT_AUTO_FIELD") == "django.db.models.BigAutoField"
    assert django_facts.default("5.2", "SESSION_COOKIE_AGE") == 60 * 60 * 24 * 14
    assert django_facts.default("5.2", "MANAGERS") == []


def test_values_are_in_the_encoding_of_the_json_output() -> None:
    languages = django_facts.default("5.2", "LANGUAGES")
    assert isinstance(languages, list)
    assert languages[0] == {"$type": "tuple", "items": ["af", "Afrikaans"]}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", "bool"),
        ("SESSION_COOKIE_DOMAIN", "NoneType"),
        ("SESSION_COOKIE_AGE", "int"),
        ("SESSION_COOKIE_NAME", "str"),
        ("MIDDLEWARE", "list"),
        ("CACHES", "dict"),
    ],
)
def test_the_type_of_a_default(name: str, expected: str) -> None:
    assert django_facts.default_type("5.2", name) == expected


def test_a_setting_that_the_version_lacks_has_no_default() -> None:
    assert "SECURE_CSP" not in django_facts.defaults("5.2")
    with pytest.raises(KeyError):
        django_facts.default("5.2", "SECURE_CSP")
    assert django_facts.default("6.0", "SECURE_CSP") == {}


def test_defaults_cannot_be_replaced() -> None:
    with pytest.raises(TypeError):
        django_facts.defaults("5.2")["DEBUG"] = True  # type: ignore[index]


def test_boolean_settings() -> None:
    booleans = django_facts.boolean_settings("5.2")
    assert {"DEBUG", "SESSION_COOKIE_SECURE", "USE_TZ"} <= booleans
    assert not {"SESSION_COOKIE_AGE", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS"} & booleans


def test_settings_without_a_default_are_settings() -> None:
    assert django_facts.is_setting("5.2", "SESSION_COOKIE_SECURE")
    assert django_facts.is_setting("5.2", "ROOT_URLCONF")
    assert django_facts.is_setting("5.2", "SITE_ID")
    assert not django_facts.is_setting("5.2", "SESSION_COOKIE_SECURED")
    assert not django_facts.is_setting("5.2", "SETTINGS_MODULE")
    assert not django_facts.is_setting("5.2", "MAILERS")
    assert django_facts.is_setting("6.1", "MAILERS")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", Lifetime(None, None)),
        ("SECURE_CSP", Lifetime("6.0", None)),
        ("USE_L10N", Lifetime(None, "5.0")),
        ("FORMS_URLFIELD_ASSUME_HTTPS", Lifetime("5.0", "6.0")),
        ("MAILERS", Lifetime("6.1", None)),
        ("DEBUGG", None),
    ],
)
def test_the_lifetime_of_a_setting(name: str, expected: Lifetime | None) -> None:
    assert django_facts.lifetime(name) == expected


def test_paths_follow_the_version() -> None:
    login_required = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    assert login_required not in django_facts.paths("5.0", "middleware")
    assert login_required in django_facts.paths("5.1", "middleware")
    assert "django.contrib.auth.backends.ModelBackend" in django_facts.paths("4.2", "authentication_backends")
    assert "django.contrib.sessions.backends.db" in django_facts.paths("4.2", "session_engines")
    assert "django.contrib.sessions.backends.base" not in django_facts.paths("4.2", "session_engines")


def test_importing_does_not_read_the_table() -> None:
    code = "import djauthlint.django_facts.table as t; assert t.load.cache_info().misses == 0"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_type_of_a_default_that_json_has_no_form_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pair: JsonValue = {"$type": "tuple", "items": ["HTTP_X_FORWARDED_PROTO", "https"]}
    monkeypatch.setattr(django_facts, "defaults", lambda _version: {"PAIR": pair})
    assert django_facts.default_type("5.2", "PAIR") == "tuple"
