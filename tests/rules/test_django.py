"""Rules that say the login breaks: it does, with real Django, and the cure makes it work."""

import importlib.metadata
import importlib.util
import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from djauthlint import registry
from djauthlint.rule import run
from tests.rules.fixing import fixed
from tests.rules.harness import settings_of
from tests.rules.logins import Logins, logins

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("django") is None, reason="Django is not installed"),
    pytest.mark.skipif(not hasattr(os, "fork"), reason="each site is opened in a fork"),
]
DJANGO = (
    tuple(map(int, importlib.metadata.version("Django").split(".")[:2])) if importlib.util.find_spec("django") else ()
)

MODEL_BACKEND = '"django.contrib.auth.backends.ModelBackend"'
REMOTE_USER_BACKEND = '"django.contrib.auth.backends.RemoteUserBackend"'
CACHE = 'SESSION_ENGINE = "django.contrib.sessions.backends.cache"\n'
IN_FILES = f"""{CACHE}CACHES = {{
    "default": {{"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "cache"}}
}}
DATABASES["default"]["NAME"] = "db.sqlite3"
"""
PAGES = """ROOT_URLCONF = "pages"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]
"""
BEHIND_PROXY = "# deployment: tls_at_proxy = true\n# deployment: server_trusts_proxy = false\n"
REDIRECT = "MIDDLEWARE = [SECURITY, *MIDDLEWARE]\nSECURE_SSL_REDIRECT = True\n"
ON_DISK = 'DATABASES["default"]["NAME"] = "db.sqlite3"\n'


class Case(NamedTuple):
    """Settings that break the login, how it then fails, and the settings that cure it.

    Arguments:
        code: of the rule that says so.
        bad: settings that break it, written after those of `logins.SITE`.
        failure: where it fails: a page and the status of the answer.
        cure: the same, without the mistake.
        how: what `log_in.py` knows about the browser.
        since: the first version of Django for which this holds, where that is not the rule's.
        until: the first version of Django for which it no longer holds, where that is not the rule's.
        because: why logging in works with the others.
    """

    code: str
    bad: str
    failure: str
    cure: str
    how: tuple[str, ...] = ()
    since: tuple[int, int] | None = None
    until: tuple[int, int] | None = None
    because: str = ""


PROCESSORS = [
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]

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
    *(
        Case(
            "DJA112",
            f"MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, REMOTE_USER]\n{bad}",
            "private page: 302",
            f"MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, REMOTE_USER]\nAUTHENTICATION_BACKENDS = [{REMOTE_USER_BACKEND}]",
            ("sso",),
        )
        for bad in ("", f"AUTHENTICATION_BACKENDS = [{MODEL_BACKEND}]")
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
        "DJA114",
        'MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, "accounts.Header"]\n'
        f"AUTHENTICATION_BACKENDS = [{REMOTE_USER_BACKEND}, {MODEL_BACKEND}]",
        "stranger: ok",
        "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, REMOTE_USER]\n"
        f"AUTHENTICATION_BACKENDS = [{REMOTE_USER_BACKEND}, {MODEL_BACKEND}]",
        ("stranger",),
    ),
    *(
        Case("DJA116", f"MIDDLEWARE = {bad}", "stranger: ok", f"MIDDLEWARE = {cure}", ("stranger",))
        for bad, cure in (
            (
                "[SESSION, UPDATE_CACHE, CSRF, AUTHENTICATION, FETCH_FROM_CACHE]",
                "[UPDATE_CACHE, SESSION, CSRF, AUTHENTICATION, FETCH_FROM_CACHE]",
            ),
            (
                "[FETCH_FROM_CACHE, SESSION, CSRF, AUTHENTICATION, UPDATE_CACHE]",
                "[FETCH_FROM_CACHE, UPDATE_CACHE, SESSION, CSRF, AUTHENTICATION]",
            ),
            ("[SESSION, CSRF, AUTHENTICATION, CACHE]", "[CACHE, SESSION, CSRF, AUTHENTICATION]"),
            (
                "[SESSION, UPDATE_CACHE, CSRF, AUTHENTICATION, FETCH_FROM_CACHE]",
                "[SESSION, UPDATE_CACHE, CSRF, AUTHENTICATION, FETCH_FROM_CACHE]\nCACHE_MIDDLEWARE_SECONDS = 0",
            ),
        )
    ),
    Case(
        "DJA119",
        'MIDDLEWARE = [SESSION, CSRF, "accounts.Named", AUTHENTICATION]',
        "private page: 302",
        'MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, "accounts.Named"]',
        ("sso",),
    ),
    Case(
        "DJA120",
        f"MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, REMOTE_USER]\nAUTHENTICATION_BACKENDS = [{REMOTE_USER_BACKEND}]",
        "private page: 302",
        'MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION, "accounts.Header"]\n'
        f"AUTHENTICATION_BACKENDS = [{REMOTE_USER_BACKEND}]",
        ("proxied",),
    ),
    Case(
        "DJA201",
        "AUTHENTICATION_BACKENDS = []",
        "login: 500",
        f"AUTHENTICATION_BACKENDS = [{MODEL_BACKEND}]",
    ),
    Case("DJA201", "AUTHENTICATION_BACKENDS = None", "login: 500", ""),
    *(
        Case(
            "DJA202",
            f'INSTALLED_APPS += ["django.contrib.admin"]\nAUTHENTICATION_BACKENDS = [{bad}]',
            "login: 200",
            f'INSTALLED_APPS += ["django.contrib.admin"]\nAUTHENTICATION_BACKENDS = [{bad}, {MODEL_BACKEND}]',
        )
        for bad in (REMOTE_USER_BACKEND, '"django.contrib.auth.backends.BaseBackend"')
    ),
    Case(
        "DJA205", 'AUTH_USER_MODEL = "auth.models.User"', "start: ImproperlyConfigured", 'AUTH_USER_MODEL = "auth.User"'
    ),
    Case("DJA205", 'AUTH_USER_MODEL = "User"', "start: ImproperlyConfigured", ""),
    *(
        Case("DJA206", bad, "start: ImproperlyConfigured", cure)
        for bad, cure in (
            ('AUTH_USER_MODEL = "people.User"', 'INSTALLED_APPS += ["people"]\nAUTH_USER_MODEL = "people.User"'),
            (
                'INSTALLED_APPS += ["people"]\nAUTH_USER_MODEL = "People.User"',
                'INSTALLED_APPS += ["people"]\nAUTH_USER_MODEL = "people.user"',
            ),
        )
    ),
    Case(
        "DJA207",
        'INSTALLED_APPS += ["people"]',
        "start: SystemCheckError",
        'INSTALLED_APPS += ["people"]\nAUTH_USER_MODEL = "people.User"',
        ("check",),
    ),
    Case(
        "DJA208",
        "PASSWORD_HASHERS = []",
        "login: 500",
        'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]',
    ),
    Case("DJA208", "PASSWORD_HASHERS = None", "login: 500", ""),
    Case(
        "DJA209",
        'PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher"]',
        "login: 200",
        'PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher", '
        '"django.contrib.auth.hashers.PBKDF2PasswordHasher"]',
        ("old",),
    ),
    Case(
        "DJA211",
        'PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.Argon2PasswordHasher")',
        "login: 500",
        'PASSWORD_HASHERS.append("django.contrib.auth.hashers.Argon2PasswordHasher")',
    ),
    *(
        Case("DJA215", f'INSTALLED_APPS.remove("django.contrib.{app}")', failure, "")
        for app, failure in (("contenttypes", "start: RuntimeError"), ("auth", "start: ImproperlyConfigured"))
    ),
    Case(
        "DJA304",
        'SESSION_COOKIE_SAMESITE = "None"',
        "private page: 302",
        'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True',
    ),
    Case(
        "DJA304",
        'SESSION_COOKIE_SAMESITE = "None"',
        "private page: 302",
        'SESSION_COOKIE_SAMESITE = "Lax"',
    ),
    *(
        Case("DJA305", f"SESSION_COOKIE_SAMESITE = {bad}", "login: 500", 'SESSION_COOKIE_SAMESITE = "lAX"')
        for bad in ("True", '"Laxx"', '("Lax", "Strict")', '"Lax "')
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
    *(
        Case(
            "DJA316",
            'SESSION_COOKIE_NAME = "messages"',
            "after the message: 302",
            f'SESSION_COOKIE_NAME = "{cure}',
            ("message",),
        )
        for cure in (
            'message"',
            'messages"\nMESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"',
        )
    ),
    Case(
        "DJA317",
        'SESSION_COOKIE_NAME = "__Host-sessionid"',
        "private page: 302",
        'SESSION_COOKIE_NAME = "__Host-sessionid"\nSESSION_COOKIE_SECURE = True',
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
            ("(60, 60)", "SESSION_COOKIE_AGE = True"),
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
    *(
        Case(
            "DJA327",
            f"{ON_DISK}{CACHE}{bad}",
            "another worker: 302",
            f'{ON_DISK}{CACHE}CACHES = {{"default": {{"BACKEND": {cure}, "LOCATION": "cache"}}}}',
            ("worker",),
        )
        for bad, cure in (
            ("", '"django.core.cache.backends.filebased.FileBasedCache"'),
            (
                'CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}',
                '"django.core.cache.backends.filebased.FileBasedCache"',
            ),
        )
    ),
    Case(
        "DJA328",
        f'{ON_DISK}SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"',
        "after logging out: ok",
        ON_DISK,
        ("worker", "logout"),
    ),
    *(
        Case(
            "DJA330",
            f'{CACHE}CACHES = {{"default": {{"BACKEND": {backend}{few}}}}}',
            "in the crowd: 302",
            f'{CACHE}CACHES = {{"default": {{"BACKEND": {backend}, "OPTIONS": {{"MAX_ENTRIES": 10_000}}}}}}',
            ("crowd",),
        )
        for backend, few in (
            ('"django.core.cache.backends.locmem.LocMemCache"', ""),
            # It drops a third at random: one of the default's 300 would survive a thousand sessions one time in twenty.
            (
                '"django.core.cache.backends.filebased.FileBasedCache", "LOCATION": "cache"',
                ', "OPTIONS": {"MAX_ENTRIES": 30}',
            ),
        )
    ),
    Case(
        "DJA333",
        'SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"',
        "after logging out: ok",
        "",
        ("logout",),
    ),
    Case(
        "DJA336",
        'DATABASES["default"]["NAME"] = ":memory:"',
        "another worker: 302",
        ON_DISK,
        ("worker",),
    ),
    Case(
        "DJA403",
        'CSRF_COOKIE_SAMESITE = "None"',
        "login: 403",
        'CSRF_COOKIE_SAMESITE = "None"\nCSRF_COOKIE_SECURE = True',
    ),
    *(
        Case("DJA403", f"CSRF_COOKIE_SAMESITE = {bad}", "login page: 500", 'CSRF_COOKIE_SAMESITE = "strict"')
        for bad in ("True", '"Laxx"', '("Lax", "Strict")')
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
        for bad in ('"3600"', "10**12", "(60, 60)")
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
    Case(
        "DJA326",
        'SESSION_ENGINE = "django.contrib.sessions.backends.cache"\n'
        'CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}',
        "login: 400",
        'SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"\n'
        'CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}',
    ),
    *(
        Case(
            "DJA329",
            f'SESSION_ENGINE = "django.contrib.sessions.backends.{engine}"\nSESSION_CACHE_ALIAS = "sessions"',
            "login page: 500",
            f'SESSION_ENGINE = "django.contrib.sessions.backends.{engine}"',
        )
        for engine in ("cache", "cached_db")
    ),
    Case(
        "DJA331",
        f"{ON_DISK}import uuid\nSESSION_COOKIE_NAME = uuid.uuid4().hex",
        "after the restart: 302",
        f'{ON_DISK}SESSION_COOKIE_NAME = "session"',
        ("restart",),
    ),
    *(
        Case(
            "DJA331",
            f"{IN_FILES}import os\nCACHES['default']['{bad}'] = os.getpid()",
            "after the restart: 302",
            f"{IN_FILES}CACHES['default']['{bad}'] = 7",
            ("restart",),
        )
        for bad in ("KEY_PREFIX", "VERSION")
    ),
    Case(
        "DJA332",
        "from pathlib import Path\n"
        'SESSION_ENGINE = "django.contrib.sessions.backends.file"\n'
        'SESSION_FILE_PATH = Path(__file__).parent / "sessions"',
        "login page: 500",
        "from pathlib import Path\n"
        'SESSION_ENGINE = "django.contrib.sessions.backends.file"\n'
        'SESSION_FILE_PATH = Path(__file__).parent / "sessions"\n'
        "SESSION_FILE_PATH.mkdir(exist_ok=True)",
    ),
    Case(
        "DJA334",
        'SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"',
        "login page: 500",
        "",
        since=(5, 0),
        because="Django 4.2 still has PickleSerializer",
    ),
    *(
        Case(
            "DJA334",
            f"SESSION_SERIALIZER = {bad}",
            failure,
            'SESSION_SERIALIZER = "django.core.signing.JSONSerializer"',
        )
        for bad, failure in (
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
    Case("DJA415", 'CSRF_COOKIE_DOMAIN = ""', "login: 403", "CSRF_COOKIE_DOMAIN = None", ("referer",)),
    *(
        Case("DJA413", bad, "login: 500", 'CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]', ("origin",))
        for bad in ("CSRF_TRUSTED_ORIGINS = None", "CSRF_TRUSTED_ORIGINS = [None]")
    ),
    *(
        Case("DJA416", f"CSRF_HEADER_NAME = {bad}", "login: 403", 'CSRF_HEADER_NAME = "HTTP_X_CSRFTOKEN"', ("script",))
        for bad in ('"X-CSRFToken"', '"X_CSRFTOKEN"', '"http_x_csrftoken"')
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
    Case(
        "DJA501",
        f"{BEHIND_PROXY}SECURE_PROXY_SSL_HEADER = None",
        "login: 403",
        f'{BEHIND_PROXY}SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
        since=(4, 0),
        because="Django 3.2 does not compare the origin, which the rule says",
    ),
    *(
        Case(
            "DJA502",
            f"{BEHIND_PROXY}{REDIRECT}{bad}",
            "login page: 301",
            f'{BEHIND_PROXY}{REDIRECT}SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
        )
        for bad in (
            "SECURE_PROXY_SSL_HEADER = None",
            '# deployment: proxy_headers = {HTTP_X_FORWARDED_PROTO = "https"}\n'
            'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_SSL", "on")',
        )
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
    *(
        Case(
            "DJA504",
            f'SECURE_PROXY_SSL_HEADER = ("{bad}", "https")',
            "login: 403",
            'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
        )
        for bad in ("X-Forwarded-Proto", "X_FORWARDED_PROTO", "http_x_forwarded_proto")
    ),
    *(
        Case(
            "DJA510",
            f"MIDDLEWARE = [SECURITY, SESSION, CSRF, AUTHENTICATION]\nSECURE_SSL_REDIRECT = True\nSECURE_SSL_HOST = {bad}",
            failure,
            "MIDDLEWARE = [SECURITY, SESSION, CSRF, AUTHENTICATION]\n"
            'SECURE_SSL_REDIRECT = True\nSECURE_SSL_HOST = "testserver"',
            ("typed",),
        )
        for bad, failure in (
            ('"https://testserver"', "redirect to https:"),
            ('"testserver/"', "redirect: 404"),
            ('"testserver "', "redirect to testserver%20"),
            ("True", "redirect to True"),
        )
    ),
    Case("DJA520", "ALLOWED_HOSTS = []", "login page: 400", 'ALLOWED_HOSTS = ["testserver"]'),
    *(
        Case("DJA521", f"ALLOWED_HOSTS = [{bad}]", "login page: 400", 'ALLOWED_HOSTS = ["other", "TestServer"]')
        for bad in (
            '"https://testserver"',
            '"testserver/"',
            '"testserver:443"',
            '" testserver"',
            '"testserver."',
            '"*server"',
            "None",
        )
    ),
    *(
        Case("DJA701", f"{more}SECRET_KEY = {bad}", failure, f'{more}SECRET_KEY = "secret"')
        for more, bad, failure in (
            ("", '""', "login page: 500"),
            ("", "None", "login page: 500"),
            ("MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]\n", '""', "login: 500"),
        )
    ),
    *(
        Case(
            "DJA703",
            f"{ON_DISK}{bad}",
            "after the restart: 302",
            f'{ON_DISK}SECRET_KEY = "secret"',
            ("restart",),
        )
        for bad in (
            "from django.core.management.utils import get_random_secret_key\nSECRET_KEY = get_random_secret_key()",
            "import os, uuid\nSECRET_KEY = os.environ.get('NO_SUCH_KEY', str(uuid.uuid4()))",
        )
    ),
    *(
        Case(
            "DJA710",
            f"MIDDLEWARE = [FRAMES, *MIDDLEWARE]\nX_FRAME_OPTIONS = {bad}",
            "login page: 500",
            'MIDDLEWARE = [FRAMES, *MIDDLEWARE]\nX_FRAME_OPTIONS = b"DENY"',
        )
        for bad in ("None", "False", '("DENY", "SAMEORIGIN")')
    ),
    *(
        Case(
            "DJA718",
            f"MIDDLEWARE = [POLICY, *MIDDLEWARE]\n{name} = {bad}",
            "login page: 500",
            f'MIDDLEWARE = [POLICY, *MIDDLEWARE]\n{name} = {{"default-src": ["\'self\'"]}}',
        )
        for name in ("SECURE_CSP", "SECURE_CSP_REPORT_ONLY")
        for bad in ("\"default-src 'self'\"", "[\"default-src 'self'\"]", "True")
    ),
    Case("DJA718", "SECURE_CSP = ()", "start: SystemCheckError", "SECURE_CSP = {}", ("check",)),
    *(
        Case("DJA801", bad, failure, cure)
        for bad, failure, cure in (
            (
                f"AUTHENTICATION_BACKENDS = ({MODEL_BACKEND})",
                "login: 500",
                f"AUTHENTICATION_BACKENDS = ({MODEL_BACKEND},)",
            ),
            ('ALLOWED_HOSTS = "testserver"', "start: ImproperlyConfigured", 'ALLOWED_HOSTS = ["testserver"]'),
            ('ALLOWED_HOSTS = {"testserver"}', "start: ImproperlyConfigured", 'ALLOWED_HOSTS = ("testserver",)'),
            ("LOCALE_PATHS = None", "start: ImproperlyConfigured", "LOCALE_PATHS = []"),
            ('SECRET_KEY_FALLBACKS = "old"', "start: ImproperlyConfigured", 'SECRET_KEY_FALLBACKS = ["a" * 60]'),
            ("MIDDLEWARE = None", "start: TypeError", "MIDDLEWARE = {SESSION: 1, CSRF: 2, AUTHENTICATION: 3}"),
            ("MIDDLEWARE = SESSION", "start: ImportError", "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]"),
            ("PASSWORD_HASHERS = PASSWORD_HASHERS[0]", "login: 500", "PASSWORD_HASHERS = [PASSWORD_HASHERS[0]]"),
            ('FILE_UPLOAD_HANDLERS = "uploads.Handler"', "login: 500", "FILE_UPLOAD_HANDLERS = []"),
            ('DATABASE_ROUTERS = "routers.Router"', "start: ImportError", "DATABASE_ROUTERS = []"),
            ('TEMPLATES = "templates"', "login page: 500", "TEMPLATES = list(TEMPLATES)"),
        )
    ),
    *(
        Case(
            "DJA801",
            'CSRF_TRUSTED_ORIGINS = "https://app.example.com"',
            failure,
            'CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]',
            how,
        )
        for failure, how in (
            ("login: 403", ("origin",)),
            ("start: SystemCheckError", ("check",)),
        )
    ),
    *(
        Case("DJA802", f"{name} = {value},", failure, f"{name} = {value}", how)
        for name, value, failure, how in (
            ("SESSION_COOKIE_SECURE", "False", "private page: 302", ("http",)),
            ("SESSION_COOKIE_NAME", '"sid"', "login: 500", ()),
            ("SESSION_COOKIE_AGE", "3600", "login: 500", ()),
            ("SESSION_COOKIE_DOMAIN", '"testserver"', "private page: 302", ()),
            ("SESSION_COOKIE_PATH", '"/"', "private page: 302", ()),
            ("SESSION_COOKIE_SAMESITE", '"Lax"', "login: 500", ()),
            ("SESSION_ENGINE", '"django.contrib.sessions.backends.db"', "start: AttributeError", ()),
            ("CSRF_COOKIE_NAME", '"token"', "login page: 500", ()),
            ("CSRF_COOKIE_AGE", "3600", "login page: 500", ()),
            ("CSRF_COOKIE_DOMAIN", '"testserver"', "login: 403", ()),
            ("CSRF_HEADER_NAME", '"HTTP_X_CSRFTOKEN"', "login: 403", ("script",)),
            ("CSRF_TRUSTED_ORIGINS", '["https://app.example.com"]', "login: 500", ("origin",)),
            ("LOGIN_REDIRECT_URL", '"/private/"', "login: 500", ()),
            ("ROOT_URLCONF", '"urls"', "login page: 500", ()),
            ("AUTH_USER_MODEL", '"auth.User"', "start: AttributeError", ()),
            ("ALLOWED_HOSTS", '["testserver"]', "login page: 500", ()),
            ("AUTHENTICATION_BACKENDS", f"[{MODEL_BACKEND}]", "login: 500", ()),
        )
    ),
    Case("DJA601", 'LOGIN_REDIRECT_URL = "/login/"', "after the login: the form again", "", ("follow",)),
    *(
        Case("DJA505", f'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", {value!r})', "login: 403", "")
        for value in ("HTTPS", "on")
    ),
    *(
        Case(
            "DJA508",
            f'# deployment: host_header = "upstream"\nALLOWED_HOSTS = {hosts}',
            failure,
            f'# deployment: host_header = "upstream"\nALLOWED_HOSTS = {hosts}\nUSE_X_FORWARDED_HOST = True',
            ("upstream",),
        )
        for hosts, failure in (('["testserver"]', "login page: 400"), ('["*"]', "login: 403"))
    ),
    *(
        Case(
            "DJA509",
            f'# deployment: port = 8443\n# deployment: host_header = "noport"\n{bad}',
            "login: 403",
            '# deployment: port = 8443\n# deployment: host_header = "noport"\n'
            'CSRF_TRUSTED_ORIGINS = ["https://testserver:8443"]',
            ("port",),
        )
        for bad in ("", "USE_X_FORWARDED_PORT = True")
    ),
    Case(
        "DJA610",
        'INSTALLED_APPS += ["django.contrib.sites"]',
        "login page: 500",
        'INSTALLED_APPS += ["django.contrib.sites"]\nSITE_ID = 1',
    ),
    Case(
        "DJA615",
        'TEMPLATES[0].update(APP_DIRS=True, OPTIONS={"loaders": []})',
        "login page: 500",
        'TEMPLATES[0].update(OPTIONS={"loaders": []})',
    ),
    Case(
        "DJA615",
        'INSTALLED_APPS += ["django.contrib.admin"]\nTEMPLATES = []',
        "start: SystemCheckError",
        f'INSTALLED_APPS += ["django.contrib.admin"]\nTEMPLATES[0].update(APP_DIRS=True)\nTEMPLATES[0]["OPTIONS"] = {{"context_processors": {PROCESSORS}}}',
        ("check",),
    ),
    Case("DJA603", 'LOGIN_URL = "login/"', "visitor: 404", "", ("visitor",)),
    *(
        Case("DJA604", f"{name} = {bad}", failure, "", ("visitor",))
        for name, failure in (("LOGIN_URL", "visitor: 500"), ("LOGIN_REDIRECT_URL", "login: 500"))
        for bad in ("None", '""', "False", "[]", '"nothing"')
    ),
    Case("DJA602", f"{PAGES}del LOGIN_REDIRECT_URL", "after the login: 404", PAGES, ("follow",)),
    Case("DJA605", f'{PAGES}ROOT_URLCONF = "protected"', "visitor: 302", PAGES, ("visitor",)),
    Case("DJA606", f"{PAGES}del LOGIN_URL", "visitor: 404", PAGES, ("visitor",)),
    Case("DJA606", f'{PAGES}LOGIN_URL = "/in/"', "visitor: 404", PAGES, ("visitor",)),
    Case(
        "DJA607",
        f'{PAGES}LOGIN_URL = "/login"',
        "visitor: 404",
        f'{PAGES}LOGIN_URL = "/login"\nMIDDLEWARE = ["django.middleware.common.CommonMiddleware", *MIDDLEWARE]',
        ("visitor",),
    ),
    Case("DJA608", 'from django.urls import reverse\nLOGIN_URL = reverse("login")', "start: AppRegistryNotReady", ""),
    *(
        Case(
            code,
            f'INSTALLED_APPS += ["django.contrib.admin"]\nTEMPLATES[0]["OPTIONS"] = {{"context_processors": {bad}}}',
            "start: SystemCheckError",
            f'INSTALLED_APPS += ["django.contrib.admin"]\nTEMPLATES[0]["OPTIONS"] = {{"context_processors": {PROCESSORS}}}',
            ("check",),
        )
        for code, bad in (("DJA612", PROCESSORS[1:]), ("DJA614", PROCESSORS[:1]))
    ),
    Case(
        "DJA803",
        f'AUTHENTICATION_BACKENDS = ["accounts.EmailBackend" {MODEL_BACKEND}]',
        "login: 500",
        f'AUTHENTICATION_BACKENDS = ["accounts.EmailBackend", {MODEL_BACKEND}]',
    ),
    *(
        Case("DJA804", bad, failure, cure)
        for bad, failure, cure in (
            (
                'AUTHENTICATION_BACKENDS = ["django.contrib.auth.backend.ModelBackend"]',
                "login: 500",
                f"AUTHENTICATION_BACKENDS = [{MODEL_BACKEND}]",
            ),
            (
                'MIDDLEWARE = ["django.contrib.sessions.SessionMiddleware", CSRF, AUTHENTICATION]',
                "start: ImportError",
                "MIDDLEWARE = [SESSION, CSRF, AUTHENTICATION]",
            ),
            (
                'PASSWORD_HASHERS = ["django.contrib.auth.hashers.CryptHasher"]',
                "login: 500",
                'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]',
            ),
            ('INSTALLED_APPS += ["django.contrib.comments"]', "start: ModuleNotFoundError", ""),
            (
                'MESSAGE_STORAGE = "django.contrib.messages.storage.SessionStorage"',
                "login page: 500",
                'MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"',
            ),
            (
                'TEMPLATES = [{"BACKEND": "django.template.backends.DjangoTemplates"}]',
                "login page: 500",
                'TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]',
            ),
        )
    ),
    Case("DJA807", "MIDDLEWARE_CLASSES = MIDDLEWARE\ndel MIDDLEWARE", "login: 500", ""),
    Case(
        "DJA808",
        'MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}\nEMAIL_HOST = "localhost"',
        "start: ImproperlyConfigured",
        'MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}',
        since=(6, 1),
        because="MAILERS came with Django 6.1",
    ),
    Case(
        "DJA808",
        'STORAGES = {}\nSTATICFILES_STORAGE = "django.contrib.staticfiles.storage.StaticFilesStorage"',
        "start: ImproperlyConfigured",
        "STORAGES = {}",
        until=(5, 1),
        because="STATICFILES_STORAGE went with Django 5.1",
    ),
    Case("DJA809", 'SESSION_COOKIE_SECURE = "False"', "private page: 302", "SESSION_COOKIE_SECURE = False", ("http",)),
    Case(
        "DJA810",
        'import os\nSESSION_COOKIE_SECURE = os.environ["PATH"]',
        "private page: 302",
        'import os\nSESSION_COOKIE_SECURE = os.environ["PATH"].lower() == "true"',
        ("http",),
    ),
    *(
        Case(
            "DJA811",
            f'import os\n{name} = os.environ["PATH"]',
            failure,
            f'import os\n{name} = 10_000 + len(os.environ["PATH"])',
        )
        for name, failure in (
            ("DATA_UPLOAD_MAX_MEMORY_SIZE", "login: 500"),
            ("FILE_UPLOAD_MAX_MEMORY_SIZE", "login: 500"),
        )
    ),
    *(
        Case("DJA812", f'{name} = "".split(",")', failure, f"{name} = {cure}")
        for name, failure, cure in (
            ("ALLOWED_HOSTS", "login page: 400", '"testserver".split(",")'),
            ("AUTHENTICATION_BACKENDS", "login: 500", f"{MODEL_BACKEND}.split()"),
            ("PASSWORD_HASHERS", "login: 500", '[*PASSWORD_HASHERS, *"".split()]'),
            ("INSTALLED_APPS", "start: ValueError", '[*INSTALLED_APPS, *"".split()]'),
            ("MIDDLEWARE", "start: ImportError", '[*MIDDLEWARE, *"".split()]'),
            ("DATABASE_ROUTERS", "start: ImportError", '"".split()'),
            ("FILE_UPLOAD_HANDLERS", "login: 500", '"".split()'),
        )
    ),
    *(
        Case("DJA813", bad, failure, cure, how)
        for bad, failure, cure, how in (
            ('MIDDLEWARE += "accounts.Header"', "start: ImportError", 'MIDDLEWARE += ["accounts.Header"]', ()),
            ('MIDDLEWARE.extend("accounts.Header")', "start: ImportError", 'MIDDLEWARE.append("accounts.Header")', ()),
            ('INSTALLED_APPS += ("people")', "start: ModuleNotFoundError", 'INSTALLED_APPS += ("people",)', ()),
            (
                f"AUTHENTICATION_BACKENDS = []\nAUTHENTICATION_BACKENDS += {MODEL_BACKEND}",
                "login: 500",
                f"AUTHENTICATION_BACKENDS = []\nAUTHENTICATION_BACKENDS += [{MODEL_BACKEND}]",
                (),
            ),
            ('ALLOWED_HOSTS = list("testserver")', "login page: 400", 'ALLOWED_HOSTS = list(["testserver"])', ()),
            (
                'CSRF_TRUSTED_ORIGINS = []\nCSRF_TRUSTED_ORIGINS += "https://app.example.com"',
                "login: 403",
                'CSRF_TRUSTED_ORIGINS = []\nCSRF_TRUSTED_ORIGINS += ["https://app.example.com"]',
                ("origin",),
            ),
            (
                'INSTALLED_APPS = INSTALLED_APPS + ("people",)',
                "start: TypeError",
                'INSTALLED_APPS = INSTALLED_APPS + ["people"]',
                (),
            ),
        )
    ),
    *(
        Case("DJA817", f"INSTALLED_APPS += {bad}", "start: ImproperlyConfigured", f"INSTALLED_APPS += {cure}")
        for bad, cure in (
            ('["people", "people"]', '["people"]'),
            ('["django.contrib.auth.apps.AuthConfig"]', "[]"),
        )
    ),
    *(
        Case("DJA814", f"{name} = {bad}", failure, cure, how)
        for name, bad, failure, cure, how in (
            (
                "MIDDLEWARE",
                'MIDDLEWARE.append("accounts.Header")',
                "start: TypeError",
                'MIDDLEWARE.append("accounts.Header")',
                (),
            ),
            ("INSTALLED_APPS", "INSTALLED_APPS.sort()", "start: ImproperlyConfigured", "INSTALLED_APPS.sort()", ()),
            ("PASSWORD_HASHERS", "PASSWORD_HASHERS.reverse()", "login: 500", "PASSWORD_HASHERS.reverse()", ()),
            ("AUTHENTICATION_BACKENDS", f"[].append({MODEL_BACKEND})", "login: 500", "", ()),
            (
                "CSRF_TRUSTED_ORIGINS",
                '[].append("https://app.example.com")',
                "login: 500",
                'CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]',
                ("origin",),
            ),
        )
    ),
]


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Logins]:
    with logins(tmp_path_factory.mktemp("sites")) as found:
        yield found


def test_what_does_not_hold_for_each_version_says_why() -> None:
    for case in CASES:
        assert bool(case.because) == bool(case.since or case.until), case


MORE_IS_WRONG = {
    # An origin has to be named, and which one only the user knows.
    ("DJA413", "CSRF_TRUSTED_ORIGINS = None"),
    ("DJA413", "CSRF_TRUSTED_ORIGINS = [None]"),
    # The variable that the fix has the key read from is not set.
    *(("DJA703", case.bad) for case in CASES if case.code == "DJA703"),
    # Nothing else is in the list, or what is named there does not exist.
    ("DJA801", "MIDDLEWARE = SESSION"),
    ("DJA801", 'FILE_UPLOAD_HANDLERS = "uploads.Handler"'),
    ("DJA801", 'DATABASE_ROUTERS = "routers.Router"'),
    # What PATH says is no number.
    *(("DJA811", case.bad) for case in CASES if case.code == "DJA811"),
    # Nothing at all is in the list.
    *(("DJA812", case.bad) for case in CASES if case.code == "DJA812"),
}
"""Settings that nobody can log in with even once they are what their text says."""


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.bad}")
def test_login(case: Case, client: Logins) -> None:
    rule = registry.find(case.code)
    assert rule is not None
    if not is_between(rule.since, rule.until):
        pytest.skip(f"{case.code} is not about this version of Django")
    outcomes = {}
    for kind, text in {"bad": case.bad, "cure": case.cure}.items():
        settings, _ = settings_of(client.site(text), django=DJANGO)
        outcomes[kind] = client.outcome(text, case.how), [diagnostic.code for diagnostic in run(rule, settings)]
    fails = is_between(case.since, case.until)
    assert outcomes == {"bad": (case.failure, [case.code]) if fails else ("ok", []), "cure": ("ok", [])}
    # What a fix writes does not depend on the version of Django: one login for each is enough.
    if fails and DJANGO >= (5, 2):
        path = client.copy(case.bad)
        fixes = fixed(path, case.code, DJANGO)
        if fixes.applied:
            outcome = client.ask(path.parent, case.how)
            assert outcome == "ok" or (case.code, case.bad) in MORE_IS_WRONG


def is_between(since: tuple[int, int] | None, until: tuple[int, int] | None) -> bool:
    return (since is None or since <= DJANGO) and (until is None or until > DJANGO)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "how", "outcome"),
    [
        ("", (), "ok"),
        ("", ("http",), "ok"),
        ("", ("origin",), "login: 403"),
        ('CSRF_TRUSTED_ORIGINS = ["https://app.example.com"]', ("origin",), "ok"),
        # Django sees plain HTTP, and the form comes from https://.
        ("SECURE_PROXY_SSL_HEADER = None", (), "login: 403"),
        ("SECURE_PROXY_SSL_HEADER = None", ("http",), "ok"),
        ("SECURE_SSL_REDIRECT = True\nMIDDLEWARE = [SECURITY, *MIDDLEWARE]", (), "ok"),
        ("SECURE_SSL_REDIRECT = True\nMIDDLEWARE = [SECURITY, *MIDDLEWARE]", ("http",), "login page: 301"),
        ("", ("script",), "ok"),
        ("", ("message",), "ok"),
        ("", ("logout",), "ok"),
        ("", ("crowd",), "ok"),
        ("", ("worker",), "another worker: 302"),
        (ON_DISK, ("worker",), "ok"),
        (ON_DISK, ("worker", "logout"), "ok"),
        (ON_DISK, ("restart",), "ok"),
        ("SESSION_COOKIE_SECURE = True", (), "ok"),
        ("SESSION_COOKIE_SECURE = True", ("http",), "private page: 302"),
    ],
)
def test_the_client_stands_behind_a_proxy_and_csrf_is_enforced(
    text: str, how: tuple[str, ...], outcome: str, client: Logins
) -> None:
    assert client.outcome(text, how) == outcome
