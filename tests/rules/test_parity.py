"""`tools/parity.py` compares what the rules say with what Django's checks reported."""

import json
from pathlib import Path

import parity
import pytest

SETTINGS = """\
DEBUG = True
SECRET_KEY = "django-insecure-0"
ALLOWED_HOSTS = ["example.com"]
INSTALLED_APPS = ["django.contrib.sessions"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = 1
SECURE_HSTS_SECONDS = 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = True
"""


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> object:
    def run(*reported: str) -> tuple[int, list[str]]:
        settings = tmp_path / "src/shop/settings.py"
        settings.parent.mkdir(parents=True)
        settings.write_text(SETTINGS, encoding="utf-8")
        oracle = {"file": "oracle/shop.json", "status": "ok", "conf_class": None}
        module = {
            "path": "settings.py",
            "src": "src/shop",
            "module": "settings",
            "sys_path_roots": ["."],
            "oracle": [oracle],
        }
        manifest = {"projects": [{"modules": [module]}]}
        (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        truth = {
            "django": "5.2.1",
            "python": "3.12.1",
            "module_file": "settings.py",
            "effective_auth": {"CSRF_COOKIE_SECURE": 1},
            "checks": [{"id": name} for name in reported],
            "check_errors": [{"fn": "security.base.check_sts_preload", "error": "it crashed"}],
        }
        (tmp_path / "oracle").mkdir()
        (tmp_path / "oracle/shop.json").write_text(json.dumps(truth), encoding="utf-8")
        status = parity.main([str(tmp_path), str(tmp_path / "src")])
        return status, capsys.readouterr().out.splitlines()

    return run


def test_agreement(run) -> None:
    status, lines = run("security.W009", "security.W016", "security.W018", "security.W021", "urls.W001")
    assert status == 0
    assert [line.split()[:4] for line in lines[1:4:2]] == [
        ["security.W009", "1", "100.0%", "100.0%"],
        ["security.W018", "1", "100.0%", "100.0%"],
    ]
    assert lines[4] == "1 modules, 2 reports agree: precision 100.0%, recall 100.0%"
    assert lines[5].startswith("shop: only Django reports security.W016; django: CsrfViewMiddleware asks whether")


def test_differences(run) -> None:
    status, lines = run("security.W018", "security.W001")
    assert status == 1
    assert lines[-2:] == [
        "shop: only Django reports security.W001; NOT EXPLAINED",
        "shop: only the rules report security.W009; NOT EXPLAINED",
    ]


def test_every_exception_is_explained() -> None:
    for exception in parity.exceptions():
        assert exception["side"] in ("django", "rules")
        assert exception["cause"] in ("django", "oracle", "undetermined")
        assert exception["reason"].endswith(".")
        assert ("where" in exception) != ("cases" in exception)


def test_what_each_function_of_django_reports() -> None:
    checked = parity.checked()
    assert checked["security.sessions.check_session_cookie_secure"] == [
        "security.W010",
        "security.W011",
        "security.W012",
    ]
    assert checked["compatibility.django_4_0.check_csrf_trusted_origins"] == ["4_0.E001"]
    assert checked["urls.check_url_settings"] == ["urls.E006"]
