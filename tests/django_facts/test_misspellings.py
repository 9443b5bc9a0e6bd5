"""Which names are taken for settings that are misspelled."""

import pytest

from djauthlint.django_facts.misspellings import meant_setting


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("SESSION_COOKIES_SECURE", "SESSION_COOKIE_SECURE"),
        ("SESSION_SECURE_COOKIE", "SESSION_COOKIE_SECURE"),
        ("SESSION_COOKIE_SAME_SITE", "SESSION_COOKIE_SAMESITE"),
        ("CSRF_TRUSTED_ORIGIN", "CSRF_TRUSTED_ORIGINS"),
        ("CRSF_TRUSTED_ORIGINS", "CSRF_TRUSTED_ORIGINS"),
        ("AUTHENTIFICATION_BACKENDS", "AUTHENTICATION_BACKENDS"),
        ("SECURE_SSL_REDIRCT", "SECURE_SSL_REDIRECT"),
        ("SECERT_KEY", "SECRET_KEY"),
    ],
)
def test_a_slip_is_known(name: str, meant: str) -> None:
    assert meant_setting(name) == meant


@pytest.mark.parametrize(
    "name",
    [
        "SESSION_COOKIE_SECURE",
        "LOGOUT_URL",
        "LOGO_URL",
        "SITE_URL",
        "MY_SESSION_COOKIE_NAME",
        "USE_X_FORWARDED_FOR",
        "CORS_TRUSTED_ORIGINS",
        "ACCOUNT_LOGOUT_REDIRECT_URL",
        "SESSION_EXPIRE_SECONDS",
        "DATABASES2",
        "ALLOWED_HOSTS_",
        "TEMPLATE_DEBUG",
    ],
)
def test_another_name_is_not(name: str) -> None:
    assert meant_setting(name) is None


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("CORS_ALLOWED_ORIGNS", "CORS_ALLOWED_ORIGINS"),
        ("CORS_ORIGINS_ALLOWED", "CORS_ALLOWED_ORIGINS"),
        ("CORS_ALLOW_CREDENTIAL", "CORS_ALLOW_CREDENTIALS"),
        ("CORS_ALLOW_ORIGINS", "CORS_ALLOWED_ORIGINS"),
        ("CORS_ALLOWED_CREDENTIALS", "CORS_ALLOW_CREDENTIALS"),
        ("CORS_ORIGIN_WHITELIST", None),
    ],
)
def test_a_slip_in_a_setting_of_an_app(name: str, meant: str | None) -> None:
    assert meant_setting(name, frozenset({"corsheaders"})) == meant
    assert meant_setting(name) is None
