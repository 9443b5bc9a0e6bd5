"""Rules that say the login breaks: it does, with real Django, and the cure makes it work."""

import importlib.metadata
import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from djauthlint import registry
from djauthlint.rule import run
from tests.rules.harness import settings_of

pytestmark = pytest.mark.skipif(importlib.util.find_spec("django") is None, reason="Django is not installed")
DJANGO = (
    tuple(map(int, importlib.metadata.version("Django").split(".")[:2])) if importlib.util.find_spec("django") else ()
)

SITE = """
SECRET_KEY = "only-for-this-test-3f9a2c7d1e8b4056"
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
]
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES = "django.contrib.messages.middleware.MessageMiddleware"
LOGIN_REQUIRED = "django.contrib.auth.middleware.LoginRequiredMiddleware"
REMOTE_USER = "django.contrib.auth.middleware.RemoteUserMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
SECURITY = "django.middleware.security.SecurityMiddleware"
MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, MESSAGES]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/private/"
"""
URLS = """
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.template import engines
from django.urls import path


class Login(LoginView):
    def render_to_response(self, context, **kwargs):
        form = "<form method=post>{% csrf_token %}{{ form }}</form>"
        return HttpResponse(engines["django"].from_string(form).render(context, self.request))


urlpatterns = [
    path("login/", Login.as_view()),
    path("private/", login_required(lambda request: HttpResponse("private"))),
]
"""
TEMPLATES = 'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]\n'
MODEL_BACKEND = '"django.contrib.auth.backends.ModelBackend"'


class Case(NamedTuple):
    """Settings that break the login, how it then fails, and the settings that cure it."""

    code: str
    bad: str
    failure: str
    cure: str
    how: tuple[str, ...] = ()


CASES = [
    Case(
        "DJA101",
        "MIDDLEWARE = [CSRF, AUTHENTICATION]",
        "login page: 500",
        "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]",
    ),
    Case("DJA101", "MIDDLEWARE = [CSRF]", "login: 500", "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]"),
    Case("DJA102", "MIDDLEWARE = [SESSION, CSRF]", "private page: 500", "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]"),
    Case(
        "DJA103",
        "MIDDLEWARE = [AUTHENTICATION, SESSION, CSRF]",
        "login page: 500",
        "MIDDLEWARE = [SESSION, AUTHENTICATION, CSRF]",
    ),
    Case(
        "DJA105",
        "CSRF_USE_SESSIONS = True\nMIDDLEWARE = [CSRF, SESSION, AUTHENTICATION]",
        "login page: 500",
        "CSRF_USE_SESSIONS = True\nMIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]",
    ),
    Case(
        "DJA105",
        "CSRF_USE_SESSIONS = True\nMIDDLEWARE = [CSRF, SESSION, AUTHENTICATION]",
        "login page: 500",
        "MIDDLEWARE = [CSRF, SESSION, AUTHENTICATION]",
    ),
    Case(
        "DJA106",
        "MIDDLEWARE = [MESSAGES, SESSION, CSRF, AUTHENTICATION]",
        "login page: 500",
        "MIDDLEWARE = [SESSION, MESSAGES, CSRF, AUTHENTICATION]",
    ),
    Case(
        "DJA106",
        "MIDDLEWARE = [MESSAGES, SESSION, CSRF, AUTHENTICATION]",
        "login page: 500",
        'MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"\n'
        "MIDDLEWARE = [MESSAGES, SESSION, CSRF, AUTHENTICATION]",
    ),
    Case(
        "DJA111",
        "MIDDLEWARE = [SESSION, CSRF, LOGIN_REQUIRED]",
        # Which it asks first, the user or whether the view is exempt: `LoginRequiredMiddleware.process_view`.
        "private page: 500" if DJANGO >= (6, 0) else "login page: 500",
        "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, LOGIN_REQUIRED]",
    ),
    Case(
        "DJA113",
        "MIDDLEWARE = [SESSION, CSRF, REMOTE_USER, AUTHENTICATION]",
        "login page: 500",
        "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]",
    ),
    Case(
        "DJA113",
        "MIDDLEWARE = [SESSION, CSRF, REMOTE_USER]",
        "login page: 500",
        "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]",
    ),
    Case(
        "DJA201",
        "AUTHENTICATION_BACKENDS = []",
        "login: 500",
        f"AUTHENTICATION_BACKENDS = [{MODEL_BACKEND}]",
    ),
    Case("DJA201", "AUTHENTICATION_BACKENDS = None", "login: 500", ""),
    Case(
        "DJA205", 'AUTH_USER_MODEL = "auth.models.User"', "start: ImproperlyConfigured", 'AUTH_USER_MODEL = "auth.User"'
    ),
    Case("DJA205", 'AUTH_USER_MODEL = "User"', "start: ImproperlyConfigured", ""),
    Case(
        "DJA208",
        "PASSWORD_HASHERS = []",
        "login: 500",
        'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]',
    ),
    Case("DJA208", "PASSWORD_HASHERS = None", "login: 500", ""),
    Case(
        "DJA304",
        'SESSION_COOKIE_SAMESITE = "None"',
        "private page: 302",
        'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True',
        ("https",),
    ),
    Case(
        "DJA304",
        'SESSION_COOKIE_SAMESITE = "None"',
        "private page: 302",
        'SESSION_COOKIE_SAMESITE = "Lax"',
    ),
    *(
        Case("DJA305", f"SESSION_COOKIE_SAMESITE = {bad}", "login: 500", 'SESSION_COOKIE_SAMESITE = "lAX"')
        for bad in ("True", '"Laxx"', '("Lax",)', '"Lax "')
    ),
    *(
        Case("DJA309", f"SESSION_COOKIE_DOMAIN = {bad}", "private page: 302", f"SESSION_COOKIE_DOMAIN = {cure}")
        for bad, cure in (
            ('"http://testserver"', '"testserver"'),
            ('"testserver:8000"', '" .testserver "'),
            ('"*.testserver"', '""'),
            ('["testserver"]', "None"),
            ("False", "None"),
        )
    ),
    *(
        Case("DJA313", f"SESSION_COOKIE_PATH = {bad}", "private page: 302", f"SESSION_COOKIE_PATH = {cure}")
        for bad, cure in (("None", '"/"'), ('""', '" / "'), ('"private"', '"/private"'), ("False", '"/private/"'))
    ),
    *(
        Case("DJA315", f"SESSION_COOKIE_NAME = {bad}", "login: 500", f"SESSION_COOKIE_NAME = {cure}")
        for bad, cure in (
            ('"session id"', '"session_id"'),
            ('""', '"a:b"'),
            ('"Path"', '"Paths"'),
            ("None", '"None"'),
            ('"sessión"', '"session"'),
        )
    ),
    Case(
        "DJA317",
        'SESSION_COOKIE_NAME = "__Host-sessionid"',
        "private page: 302",
        'SESSION_COOKIE_NAME = "__Host-sessionid"\nSESSION_COOKIE_SECURE = True',
        ("https",),
    ),
    *(
        Case("DJA319", f"{bad}\nSESSION_COOKIE_AGE = {age}", failure, f"{bad}\nSESSION_COOKIE_AGE = 60")
        for bad, age, failure in (
            ("", "0", "private page: 302"),
            ("", "False", "private page: 302"),
            ("", "0.5", "private page: 302"),
            ("SESSION_EXPIRE_AT_BROWSER_CLOSE = True", "-1", "private page: 302"),
            ('SESSION_ENGINE = "django.contrib.sessions.backends.cache"', "0", "login: 400"),
            ('SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"', "-1", "private page: 302"),
            ('SESSION_ENGINE = "django.contrib.sessions.backends.file"', "0", "private page: 302"),
        )
    ),
    Case(
        "DJA319",
        "SESSION_COOKIE_AGE = 0.5",
        "private page: 302",
        "SESSION_COOKIE_AGE = 0.5\nSESSION_EXPIRE_AT_BROWSER_CLOSE = True",
    ),
    *(
        Case("DJA320", f"from datetime import timedelta\nSESSION_COOKIE_AGE = {bad}", "login: 500", cure)
        for bad, cure in (
            ('"3600"', "SESSION_COOKIE_AGE = 3600.5"),
            ("None", ""),
            ("timedelta(days=1)", "SESSION_COOKIE_AGE = 24 * 60 * 60"),
            ("(3600,)", "SESSION_COOKIE_AGE = True"),
        )
    ),
    Case(
        "DJA320",
        'SESSION_COOKIE_AGE = None\nSESSION_ENGINE = "django.contrib.sessions.backends.cache"',
        "login: 500",
        'SESSION_COOKIE_AGE = None\nSESSION_ENGINE = "django.contrib.sessions.backends.cache"\n'
        "SESSION_EXPIRE_AT_BROWSER_CLOSE = True",
    ),
    Case("DJA321", "SESSION_COOKIE_AGE = 10**13", "login: 500", "SESSION_COOKIE_AGE = 400 * 24 * 60 * 60"),
    *(
        Case("DJA324", f"SESSION_ENGINE = {bad}", failure, 'SESSION_ENGINE = "django.contrib.sessions.backends.db"')
        for bad, failure in (
            ('"django.contrib.sessions.backends.db.SessionStore"', "start: ModuleNotFoundError"),
            ('"django.contrib.sessions.backends.cache_db"', "start: ModuleNotFoundError"),
            ('"django.core.cache.backends.locmem"', "start: AttributeError"),
            ('"django.contrib.sessions.backends.base"', "start: AttributeError"),
            ('"db"', "start: ModuleNotFoundError"),
            ("None", "start: AttributeError"),
        )
    ),
    Case(
        "DJA403",
        'CSRF_COOKIE_SAMESITE = "None"',
        "login: 403",
        'CSRF_COOKIE_SAMESITE = "None"\nCSRF_COOKIE_SECURE = True',
        ("https",),
    ),
    *(
        Case("DJA403", f"CSRF_COOKIE_SAMESITE = {bad}", "login page: 500", 'CSRF_COOKIE_SAMESITE = "strict"')
        for bad in ("True", '"Laxx"', '("Lax",)')
    ),
    *(
        Case("DJA404", f"CSRF_COOKIE_DOMAIN = {bad}", "login: 403", 'CSRF_COOKIE_DOMAIN = ".testserver"')
        for bad in ('"https://testserver"', '"testserver:80"', "False", '["testserver"]')
    ),
    Case("DJA405", 'CSRF_COOKIE_PATH = "/app/"', "login: 403", 'CSRF_COOKIE_PATH = "/login"'),
    *(
        Case(
            "DJA406",
            f'CSRF_COOKIE_NAME = "__Host-csrftoken"\n{bad}',
            "login: 403",
            'CSRF_COOKIE_NAME = "__Host-csrftoken"\nCSRF_COOKIE_SECURE = True',
            ("https",),
        )
        for bad in (
            "",
            'CSRF_COOKIE_SECURE = True\nCSRF_COOKIE_PATH = "/login/"',
            'CSRF_COOKIE_SECURE = True\nCSRF_COOKIE_DOMAIN = "testserver"',
        )
    ),
    *(
        Case("DJA406", f"CSRF_COOKIE_NAME = {bad}", "login page: 500", 'CSRF_COOKIE_NAME = "shop:token"')
        for bad in ('"csrf token"', '""', '"path"', "None", "5")
    ),
    *(
        Case("DJA407", f"CSRF_COOKIE_AGE = {bad}", "login: 403", "CSRF_COOKIE_AGE = None")
        for bad in ("0", "-1", "0.5", "False")
    ),
    *(
        Case("DJA407", f"CSRF_COOKIE_AGE = {bad}", "login page: 500", "CSRF_COOKIE_AGE = 251 * 10**9")
        for bad in ('"3600"', "10**12", "(3600,)")
    ),
    *(
        Case(
            "DJA325",
            f'INSTALLED_APPS.remove("django.contrib.sessions")\nSESSION_ENGINE = "django.contrib.sessions.backends.{bad}"',
            "login: 500",
            'INSTALLED_APPS.remove("django.contrib.sessions")\nSESSION_ENGINE = "django.contrib.sessions.backends.cache"',
        )
        for bad in ("db", "cached_db")
    ),
    *(
        Case(
            "DJA334",
            f"SESSION_SERIALIZER = {bad}",
            failure,
            'SESSION_SERIALIZER = "django.core.signing.JSONSerializer"',
        )
        for bad, failure in (
            ('"django.contrib.sessions.serializers.PickleSerializer"', "login page: 500"),
            ('"django.contrib.sessions.serializers"', "login page: 500"),
            ('"django.core.serializers.json.DjangoJSONEncoder"', "login: 500"),
            ('"json"', "login page: 500"),
            ("None", "login page: 500"),
        )
    ),
    Case(
        "DJA410",
        'CSRF_TRUSTED_ORIGINS = ["app.example.com"]',
        "login: 403",
        'CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]',
        ("origin",),
    ),
    *(
        Case(
            "DJA411",
            f"CSRF_TRUSTED_ORIGINS = [{bad}]",
            "login: 403",
            'CSRF_TRUSTED_ORIGINS = ["https://*.example.com/"]',
            ("origin",),
        )
        for bad in ('"https://app.example.com/"', '"https://App.example.com"', '"https://*example.com"')
    ),
    *(
        Case("DJA413", bad, "login: 500", 'CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]', ("origin",))
        for bad in ("CSRF_TRUSTED_ORIGINS = None", "CSRF_TRUSTED_ORIGINS = [None]")
    ),
    *(
        Case(
            "DJA418",
            f"MIDDLEWARE = [SECURITY, SESSION, CSRF, AUTHENTICATION]\nSECURE_REFERRER_POLICY = {bad}",
            "login: 403",
            'MIDDLEWARE = [SECURITY, SESSION, CSRF, AUTHENTICATION]\nSECURE_REFERRER_POLICY = ["no-referrer", "origin"]',
        )
        for bad in ('"no-referrer"', '["origin", "no-referrer"]')
    ),
    *(
        Case(
            "DJA503",
            f"SECURE_PROXY_SSL_HEADER = {bad}",
            "login page: 500",
            'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
        )
        for bad in (
            '("HTTP_X_FORWARDED_PROTO")',
            '("HTTP_X_FORWARDED_PROTO",)',
            '("HTTP_X_FORWARDED_PROTO" "https")',
            '{"HTTP_X_FORWARDED_PROTO": "https"}',
            "True",
        )
    ),
    Case(
        "DJA803",
        f'AUTHENTICATION_BACKENDS = ["accounts.EmailBackend" {MODEL_BACKEND}]',
        "login: 500",
        f'AUTHENTICATION_BACKENDS = ["accounts.EmailBackend", {MODEL_BACKEND}]',
    ),
    Case("DJA809", 'SESSION_COOKIE_SECURE = "False"', "private page: 302", "SESSION_COOKIE_SECURE = False"),
]


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.bad}")
def test_login(case: Case, tmp_path: Path) -> None:
    rule = registry.find(case.code)
    assert rule is not None
    outcomes = {}
    for kind, text in {"bad": case.bad, "cure": case.cure}.items():
        folder = tmp_path / kind
        folder.mkdir()
        (folder / "urls.py").write_text(URLS, encoding="utf-8")
        (folder / "accounts.py").write_text(
            "from django.contrib.auth.backends import ModelBackend as EmailBackend\n", encoding="utf-8"
        )
        path = folder / "settings.py"
        path.write_text(f"{SITE}{TEMPLATES}{text}\n", encoding="utf-8")
        settings, _ = settings_of(path)
        outcomes[kind] = log_in(folder, *case.how), [diagnostic.code for diagnostic in run(rule, settings)]
    assert outcomes == {"bad": (case.failure, [case.code]), "cure": ("ok", [])}


def log_in(folder: Path, *how: str) -> str:
    script = Path(__file__).with_name("log_in.py")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(script), *how],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
