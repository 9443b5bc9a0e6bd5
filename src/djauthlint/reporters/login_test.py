"""An expectation as a module of tests for the project's own suite."""

from __future__ import annotations

from urllib.parse import urlsplit

from djauthlint.reporters.terminal import one_line
from djauthlint.verification import Cookie, Expectation

MODULE = '''\
"""Logging in works with the settings of {entry}. Written by `djauthlint verify --pytest`.

Both pytest-django and `manage.py test` run it, with the settings of DJANGO_SETTINGS_MODULE.
"""

import datetime
import re
import unittest

from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client, TestCase

LOGIN = {login!r}
PAGE = {page!r}  # needs a login; None: the page that logging in leads to
ORIGIN = {origin!r}
HOST = {host!r}
PASSWORD = "correct horse battery staple"

# What a request is like when it reaches Django{how}.
REQUEST = {request!r}

# What follows the value of a cookie, but for what could not be determined.
SESSION_COOKIE = {session!r}
CSRF_COOKIE = {csrf!r}
{doubts}

def value_for(field):
    """Something that a required field of the user model may have."""
    if field.is_relation:
        raise unittest.SkipTest(f"{{field.name}} of the user model is a relation: write here how to make a user")
    if field.choices:
        return field.flatchoices[0][0]
    kind = field.get_internal_type()
    values = {{
        "EmailField": "ada@example.com",
        "BooleanField": False,
        "DateField": datetime.date(2000, 1, 1),
        "DateTimeField": datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc),
        "UUIDField": "12345678-1234-5678-1234-567812345678",
        "URLField": "https://example.com/",
    }}
    return values.get(kind, 1 if "Integer" in kind or kind in ("DecimalField", "FloatField") else "ada")


def attributes(morsel):
    """A cookie's attributes as in SESSION_COOKIE."""
    found = {{name: value for name, value in morsel.items() if value not in ("", False) and name != "expires"}}
    return {{name: True if value is True else str(value) for name, value in found.items()}}


class LoginTest(TestCase):
    """Somebody logs in with a browser."""

    def setUp(self):
        users = get_user_model()
        fields = {{name: value_for(users._meta.get_field(name)) for name in users.REQUIRED_FIELDS}}
        fields[users.USERNAME_FIELD] = self.name = value_for(users._meta.get_field(users.USERNAME_FIELD))
        self.user = users._default_manager.create_user(**fields, password=PASSWORD)
        self.user.is_staff = True  # the admin asks for that
        self.user.save()
        self.browser = Client(enforce_csrf_checks=True, HTTP_HOST=ORIGIN.partition("://")[2])

    def check_cookie(self, response, name, expected):
        assert name in response.cookies, f"{{name}} is not set"
        found = attributes(response.cookies[name])
        assert {{key: found.get(key) for key in expected}} == expected
        if str(found.get("samesite")).lower() == "none":
            assert "secure" in found, f"browsers refuse {{name}}: SameSite=None without Secure"
        if "secure" in found and HOST not in ("localhost", "127.0.0.1"):
            assert ORIGIN.startswith("https:"), f"browsers refuse {{name}}: Secure over plain HTTP"
        domain = str(found.get("domain", HOST)).lstrip(".")
        assert HOST == domain or HOST.endswith(f".{{domain}}"), f"browsers refuse {{name}} of {{domain}} at {{HOST}}"

    def test_login(self):
        page = self.browser.get(LOGIN, **REQUEST)
        assert page.status_code == 200, f"{{LOGIN}} answers {{page.status_code}} {{page.get('Location', '')}}"
        if not settings.CSRF_USE_SESSIONS:
            self.check_cookie(page, settings.CSRF_COOKIE_NAME, CSRF_COOKIE)
        token = re.search(r"csrfmiddlewaretoken[^>]*value=.([A-Za-z0-9]+)", page.content.decode())
        form = {{"username": self.name, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}}
        answer = self.browser.post(LOGIN, form, HTTP_REFERER=f"{{ORIGIN}}{{LOGIN}}", HTTP_ORIGIN=ORIGIN, **REQUEST)
        assert answer.status_code == 302, f"sending the form is answered with {{answer.status_code}}"
        self.check_cookie(answer, settings.SESSION_COOKIE_NAME, SESSION_COOKIE)
        private = self.browser.get(PAGE or answer["Location"], **REQUEST)
        assert private.wsgi_request.user == self.user, "who has logged in is a stranger on the next page"
        assert private.status_code == 200, f"the page answers {{private.status_code}}"

    def test_page_needs_a_login(self):
        if PAGE is None:
            raise unittest.SkipTest("name a page that needs a login: PAGE")
        stranger = self.browser.get(PAGE, **REQUEST)
        assert stranger.status_code in (302, 401, 403), "everybody sees it, which proves nothing: name another in PAGE"
'''


def render(expected: Expectation) -> str:
    """The module. It holds no secret."""
    url = urlsplit(expected.url or "https://testserver")
    request: dict[str, object] = {}
    how = ""
    if url.scheme == "https" and (expected.proxied is None or expected.is_seen):
        request["secure"] = True
        how = " over HTTPS"
    elif url.scheme == "https" and expected.proxied is not None:
        request = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in expected.proxied}
        how = ": a proxy has ended TLS, and sends this"
    doubts = "".join(f"# Undetermined: {one_line(f'{doubt.what}: {doubt.why}')}\n" for doubt in expected.doubts)
    return MODULE.format(
        entry=one_line(expected.entry),
        login=expected.login,
        page=expected.page,
        origin=f"{url.scheme}://{url.netloc}",
        host=url.hostname or "testserver",
        how=how,
        request=request,
        session=_attributes(expected.session),
        csrf=_attributes(expected.csrf) if expected.csrf is not None else {},
        doubts=doubts,
    )


def _attributes(cookie: Cookie) -> dict[str, object]:
    """Every attribute that is known, with those that are known to be absent as None."""
    said = dict.fromkeys(
        name for name in ("domain", "httponly", "max-age", "path", "samesite", "secure") if name not in cookie.unknown
    )
    for each in cookie.attributes:
        name, equals, value = each.partition("=")
        said[name.lower()] = value if equals else True
    return said
