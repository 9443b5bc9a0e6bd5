"""The rules report what Django's system checks report, id by id, where Django is right."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import django
import pytest

from djauthlint import registry
from djauthlint.django_facts.system_checks import system_checks
from djauthlint.rule import run
from tests.rules.harness import settings_of

DJANGO = django.VERSION[:2]
MIRRORED = {check for rule in registry.rules() for check in rule.checks}

BASE = """\
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
DEBUG = False
SECRET_KEY = "0a1b2c3d4e5f6g7h8i9j-0a1b2c3d4e5f6g7h8i9j-0a1b2c3d4e5f6g7h8i9j"
ALLOWED_HOSTS = ["shop.example.com"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.staticfiles",
]
SITE_ID = 1
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
STATIC_URL = "/static/"
"""
FILE_CACHE = '"BACKEND": "django.core.cache.backends.filebased.FileBasedCache"'
CASES = {
    "clean": "",
    "no SecurityMiddleware": "del MIDDLEWARE[0]",
    "no SessionMiddleware": "del MIDDLEWARE[1]",
    "no SessionMiddleware, insecure": "del MIDDLEWARE[1]\nSESSION_COOKIE_SECURE = False\nSESSION_COOKIE_HTTPONLY = False",
    "no CsrfViewMiddleware": "del MIDDLEWARE[3]",
    "no AuthenticationMiddleware": "del MIDDLEWARE[4]",
    "no MessageMiddleware": "del MIDDLEWARE[5]",
    "no XFrameOptionsMiddleware": "MIDDLEWARE.pop()",
    "no MIDDLEWARE": "del MIDDLEWARE",
    "MIDDLEWARE_CLASSES": "MIDDLEWARE_CLASSES = MIDDLEWARE\ndel MIDDLEWARE",
    "LoginRequiredMiddleware first": 'MIDDLEWARE.insert(0, "django.contrib.auth.middleware.LoginRequiredMiddleware")',
    "HSTS off": "SECURE_HSTS_SECONDS = 0",
    "HSTS without subdomains": "SECURE_HSTS_INCLUDE_SUBDOMAINS = False",
    "HSTS without preload": "SECURE_HSTS_PRELOAD = False",
    "nosniff off": "SECURE_CONTENT_TYPE_NOSNIFF = False",
    "no redirect": "SECURE_SSL_REDIRECT = False",
    "empty key": 'SECRET_KEY = ""',
    "no key": "del SECRET_KEY",
    "weak key": 'SECRET_KEY = "change-me"',
    "key of startproject": 'SECRET_KEY = "django-insecure-0a1b2c3d4e5f6g7h8i9j-0a1b2c3d4e5f6g7h8i9j-0a1b2c3d4e5f6g7h8i9j"',
    "empty fallback": 'SECRET_KEY_FALLBACKS = [""]',
    "weak fallback": 'SECRET_KEY_FALLBACKS = ["change-me"]',
    "session cookie": "SESSION_COOKIE_SECURE = False",
    "session cookie, no app": "SESSION_COOKIE_SECURE = False\nINSTALLED_APPS.remove('django.contrib.sessions')",
    "session cookie, a text": 'SESSION_COOKIE_SECURE = "False"',
    "session cookie, HttpOnly": "SESSION_COOKIE_HTTPONLY = False",
    "session cookie, HttpOnly, no app": "SESSION_COOKIE_HTTPONLY = False\nINSTALLED_APPS.remove('django.contrib.sessions')",
    "session cookie, a tuple": "SESSION_COOKIE_SECURE = True,",
    "CSRF cookie": "CSRF_COOKIE_SECURE = None",
    "CSRF cookie, a text": 'CSRF_COOKIE_SECURE = "0"',
    "CSRF in the session": "CSRF_COOKIE_SECURE = False\nCSRF_USE_SESSIONS = True",
    "DEBUG": "DEBUG = True",
    "redirect, a text": 'SECURE_SSL_REDIRECT = "True"',
    "subdomains, a text": 'SECURE_HSTS_INCLUDE_SUBDOMAINS = "yes"',
    "DEBUG, a text": 'DEBUG = "False"',
    "no hosts": "ALLOWED_HOSTS = []",
    "frames of the host": 'X_FRAME_OPTIONS = "SAMEORIGIN"',
    "frames, no value": 'X_FRAME_OPTIONS = "ALLOW"',
    "referrer, None": "SECURE_REFERRER_POLICY = None",
    "referrer, empty": 'SECURE_REFERRER_POLICY = ""',
    "referrer, no value": 'SECURE_REFERRER_POLICY = "same_origin"',
    "referrer, several": 'SECURE_REFERRER_POLICY = ["origin", "strict-origin"]',
    "opener, no value": 'SECURE_CROSS_ORIGIN_OPENER_POLICY = "same"',
    "failure view, arguments": 'CSRF_FAILURE_VIEW = "shop.views.view"',
    "failure view, no path": 'CSRF_FAILURE_VIEW = "view"',
    "origin without scheme": 'CSRF_TRUSTED_ORIGINS = ["shop.example.com"]',
    "origins, a text": 'CSRF_TRUSTED_ORIGINS = "https://shop.example.com"',
    "origins, an empty one": 'CSRF_TRUSTED_ORIGINS = "".split(",")',
    "no default cache": 'CACHES = {"other": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}',
    "cache that is served": f'MEDIA_ROOT = "/srv/media"\nCACHES = {{"default": {{{FILE_CACHE}, "LOCATION": "/srv/media/cache"}}}}',
    "cache, relative": f'CACHES = {{"default": {{{FILE_CACHE}, "LOCATION": "cache"}}}}',
    "async": 'import os\nos.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"',
    "no messages": "INSTALLED_APPS.remove('django.contrib.messages')",
    "no processor for users": "del TEMPLATES[0]['OPTIONS']['context_processors'][1]",
    "no processor for messages": "del TEMPLATES[0]['OPTIONS']['context_processors'][2]",
    "no processor for the request": "del TEMPLATES[0]['OPTIONS']['context_processors'][0]",
    "no engine": 'TEMPLATES = [{"BACKEND": "django.template.backends.dummy.TemplateStrings"}]',
    "site, a text": 'SITE_ID = "1"',
    "site, none": "del SITE_ID",
    "string_if_invalid": 'TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = 0',
    "STATIC_URL": 'STATIC_URL = "/static"',
    "MEDIA_URL": 'MEDIA_URL = "/media"',
    "upload folder": 'FILE_UPLOAD_TEMP_DIR = BASE_DIR / "uploads"',
    "language": 'LANGUAGE_CODE = "en_GB"',
    "languages": 'LANGUAGES = [("en-us", "English"), ("en_GB", "British English")]',
    "languages, right to left": 'LANGUAGES_BIDI = ["he", "ar_EG"]',
    "language, not listed": 'LANGUAGE_CODE = "de"\nLANGUAGES = [("en", "English")]',
    "language, other country": 'LANGUAGE_CODE = "en"\nLANGUAGES = [("en-gb", "English")]',
    "language, no translations": 'LANGUAGE_CODE = "de"\nLANGUAGES = [("en", "English")]\nUSE_I18N = False',
    "static folders, a set": "STATICFILES_DIRS = {str(BASE_DIR)}",
    "static folders, a text": "STATICFILES_DIRS = str(BASE_DIR)",
    "static folders, the root": "STATIC_ROOT = str(BASE_DIR)\nSTATICFILES_DIRS = [BASE_DIR]",
    "static folders, the prefix": 'STATICFILES_DIRS = [("js/", BASE_DIR)]',
    "static folders, missing": 'STATICFILES_DIRS = [BASE_DIR / "assets"]',
    "no static storage": 'STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}}',
}
SINCE_6_0 = {"policy, a text": "SECURE_CSP = \"default-src 'self'\""}
SINCE_6_1 = {
    "nonce without processor": 'MIDDLEWARE.append("django.middleware.csp.ContentSecurityPolicyMiddleware")\n'
    'SECURE_CSP = {"script-src": ["<CSP_NONCE_SENTINEL>"]}',
    "mail to the console": 'MAILERS = {"default": {"BACKEND": "django.core.mail.backends.console.EmailBackend"}}',
    "no mailer": "MAILERS = {}",
}
if DJANGO >= (6, 0):
    CASES |= SINCE_6_0
if DJANGO >= (6, 1):
    CASES |= SINCE_6_1

NOT_TRIED = {"fields.E304": "it is about models"}


def _without(text: str) -> str:
    """The base without what a case sets: of a setting that is set twice, DJA815 speaks."""
    base = BASE
    for name in re.findall(r"^([A-Z_]+) = ", text, re.MULTILINE):
        base = re.sub(rf"^{name} = (?:\[\n(?:.*\n)*?\]|.*)\n", "", base, flags=re.MULTILINE)
    return base


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, set[str]]]:
    """Each case, with its file and the ids that Django reports."""
    paths = []
    for number, text in enumerate(CASES.values()):
        path = tmp_path_factory.mktemp("checks") / f"case_{number}" / "settings.py"
        path.parent.mkdir()
        path.write_text(f"{_without(text)}{text}\n", encoding="utf-8")
        (path.parent / "shop").mkdir()
        (path.parent / "shop/__init__.py").touch()
        (path.parent / "shop/views.py").write_text("def view(request): ...\n", encoding="utf-8")
        paths.append(path)
    script = Path(__file__).with_name("system_checks.py")
    run = subprocess.run([sys.executable, script, *paths], capture_output=True, text=True, check=True)
    return {name: (path, set(ids)) for name, path, ids in zip(CASES, paths, json.loads(run.stdout), strict=True)}


@pytest.mark.xdist_group("what Django reports")
@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_rules_agree_with_django(name: str, reported: dict[str, tuple[Path, set[str]]]) -> None:
    path, ids = reported[name]
    settings, _ = settings_of(path, DJANGO)
    settings = replace(settings, is_declared=True)
    named = {check for rule in registry.rules() for found in run(rule, settings) for check in found.checks}
    assert {name for name in ids if "." not in name} == set(), "Django fails"
    assert named == ids & MIRRORED


@pytest.mark.xdist_group("what Django reports")
@pytest.mark.slow
def test_every_id_is_tried(reported: dict[str, tuple[Path, set[str]]]) -> None:
    tried = set().union(*(ids for _, ids in reported.values()))
    known = system_checks(".".join(map(str, DJANGO)))
    assert MIRRORED.intersection(known) - tried - NOT_TRIED.keys() == set()


def test_middleware_of_an_unknown_package_does_what_its_path_says(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    middleware = '["acme.Audit", "django.contrib.auth.middleware.AuthenticationMiddleware"]'
    path.write_text(f"MIDDLEWARE = {middleware}\n", encoding="utf-8")
    settings, _ = settings_of(path)
    rule = registry.find("DJA110")
    assert rule is not None
    assert run(rule, settings) == []
    assert [found.checks for found in run(rule, replace(settings, is_declared=True))] == [("security.W002",)]
