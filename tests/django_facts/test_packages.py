"""What is known of the backends and apps of packages."""

from __future__ import annotations

import pytest

from djauthlint import django_facts
from djauthlint.django_facts import VersionRange, middleware_table, packages, work

DJANGO = "django.contrib.auth.backends."


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (DJANGO + "ModelBackend", True),
        (DJANGO + "AllowAllUsersModelBackend", True),
        (DJANGO + "RemoteUserBackend", False),
        (DJANGO + "AllowAllUsersRemoteUserBackend", False),
        (DJANGO + "BaseBackend", False),
        (DJANGO + "NoSuchBackend", None),
        ("allauth.account.auth_backends.AuthenticationBackend", True),
        ("django_auth_ldap.backend.LDAPBackend", True),
        ("axes.backends.AxesBackend", False),
        ("guardian.backends.ObjectPermissionBackend", False),
        ("mozilla_django_oidc.auth.OIDCAuthenticationBackend", False),
        ("social_core.backends.google.GoogleOAuth2", False),
        ("social_core.backends.github.GithubOAuth2", False),
        ("social_core.GithubOAuth2", None),
        ("project.backends.EmailBackend", None),
        ("EmailBackend", None),
    ],
)
def test_whether_a_backend_takes_a_password(path: str, expected: bool | None) -> None:
    for version in (*django_facts.versions(), VersionRange(django_facts.versions()[0], django_facts.newest())):
        assert packages.accepts_password(version, path) is expected


def test_a_backend_that_inherits_from_one_of_django_is_one() -> None:
    oidc = work.known_work("5.2", "mozilla_django_oidc.auth.OIDCAuthenticationBackend")
    assert oidc is not None
    assert DJANGO + "ModelBackend" in oidc.does
    social = work.known_work("5.2", "social_core.backends.google.GoogleOAuth2")
    assert social is not None
    assert social.does == {"social_core.backends.google.GoogleOAuth2"}
    shibboleth = work.known_work("5.2", "shibboleth.middleware.ShibbolethRemoteUserMiddleware")
    assert shibboleth is not None
    assert "django.contrib.auth.middleware.RemoteUserMiddleware" in shibboleth.does


def test_what_entries_name_is_known() -> None:
    table = packages._table()
    middleware = {each.path for each in middleware_table.known_middleware().values()}
    for path in table["backends"]:
        known = packages.known_backend(path)
        assert known is not None
        assert known.source
        assert known.derives <= django_facts.paths(django_facts.newest(), "authentication_backends")
    for name in table["apps"]:
        app = packages.known_app(name)
        assert app is not None
        assert app.source
        assert set(app.middleware) <= middleware
        assert all(packages.known_backend(path) for path in app.backends)


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("axes", "axes"),
        ("axes.apps.AppConfig", "axes"),
        ("django.contrib.admin.apps.SimpleAdminConfig", "django.contrib.admin"),
        ("allauth.account", "allauth.account"),
        ("oscar.apps.customer", "oscar.apps.customer"),
        ("oscar.apps.customer.apps.CustomerConfig", "oscar.apps.customer"),
        ("allauth", None),
        ("project.axes", None),
    ],
)
def test_how_apps_are_named(entry: str, name: str | None) -> None:
    found = packages.known_app(entry)
    assert (None if found is None else found.name) == name
