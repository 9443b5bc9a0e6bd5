"""What `djauthlint verify` writes is run against real Django: it passes where logging in works, and says where it does not."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from djauthlint.cli import main

NAME, PASSWORD = "ada", "lövelace & 'co' = 100 %+\"$HOME`"
SETTINGS = """\
SECRET_KEY = "only-for-this-test-3f9a2c7d1e8b4056"
ALLOWED_HOSTS = ["localhost", "shop.example.com"]
ROOT_URLCONF = "site_urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]
SESSION = "django.contrib.sessions.middleware.SessionMiddleware"
CSRF = "django.middleware.csrf.CsrfViewMiddleware"
AUTHENTICATION = "django.contrib.auth.middleware.AuthenticationMiddleware"
SECURITY = "django.middleware.security.SecurityMiddleware"
MIDDLEWARE = [SECURITY, SESSION, CSRF, AUTHENTICATION]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
MIGRATION_MODULES = {"auth": None, "contenttypes": None, "sessions": None}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/private/"
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]
"""
URLS = """\
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpResponse
from django.urls import path

urlpatterns = [
    path("sign-in/", LoginView.as_view(template_name="login.html"), name="login"),
    path("private/", login_required(lambda request: HttpResponse("private"))),
]
"""
FORM = "<form method=post>{% csrf_token %}{{ form }}<button>Log in</button></form>"
PROXIED = """
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
"""

DEPLOYMENT = "[tool.djauthlint.deployment]\nbrowser_scheme = 'https'\ntls_at_proxy = true\n"
SENT = 'proxy_headers = {HTTP_X_FORWARDED_PROTO = "https"}\n'
OTHER_HEADER = PROXIED.replace("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_SSL").replace('"https"', '"on"')

needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")


def project(folder: Path, more: str) -> Path:
    """A project with further settings; its folder."""
    (folder / "templates").mkdir(parents=True)
    (folder / "templates/login.html").write_text(FORM)
    (folder / "site_settings.py").write_text(SETTINGS + more)
    (folder / "site_urls.py").write_text(URLS)
    (folder / "manage.py").write_text(
        "import os\nimport sys\n\nfrom django.core.management import execute_from_command_line\n\n"
        'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_settings")\nexecute_from_command_line(sys.argv)\n'
    )
    return folder


def written(folder: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What verify prints about a project."""
    code = main(["verify", str(folder / "site_settings.py"), *options])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    return printed.out


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of the site of a project."""
    command = [sys.executable, str(Path(__file__).with_name("serve.py")), NAME, PASSWORD]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield f"http://localhost:{server.stdout.readline().strip()}"
        finally:
            server.kill()


def logged_in(folder: Path, script: str, url: str, password: str = PASSWORD) -> tuple[int, str]:
    """How a script ends, and what it says."""
    (folder / "login.sh").write_text(script)
    done = subprocess.run(
        ["sh", "login.sh", url],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "LOGIN_NAME": NAME, "LOGIN_PASSWORD": password},
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


GOOD = {
    "plain": "",
    "token in the session": "CSRF_USE_SESSIONS = True\n",
    "names": 'SESSION_COOKIE_NAME = "a.b"\nCSRF_COOKIE_NAME = "x.1"\nCSRF_COOKIE_HTTPONLY = True\nCSRF_COOKIE_AGE = None\n',
    "behind a proxy": PROXIED,
}
BAD = {
    "refused by browsers": ('SESSION_COOKIE_SAMESITE = "None"\n', "SameSite=None without Secure"),
    "another domain": (
        'SESSION_COOKIE_DOMAIN = "shop.example.com"\n',
        "browsers refuse the cookie sessionid of the domain",
    ),
    "no AuthenticationMiddleware": ("MIDDLEWARE.remove(AUTHENTICATION)\n", "whoever has logged in gets an error 500"),
    "no SessionMiddleware": ("MIDDLEWARE.remove(SESSION)\n", "the login page /sign-in/ answers 500"),
    "no backend": (
        'AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]\n',
        "the login form comes back",
    ),
    "a session store that forgets": (
        'SESSION_ENGINE = "django.contrib.sessions.backends.cache"\n'
        'CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}\n',
        "the session was gone before it could be kept",
    ),
    "a proxy that Django was not told about": (
        "SECURE_SSL_REDIRECT = True\n",
        "Django takes the request for plain HTTP",
    ),
}


@needs_curl
@pytest.mark.parametrize("case", GOOD)
def test_the_script_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str) -> None:
    folder = project(tmp_path / "it's here", GOOD[case])
    script = written(folder, capsys)
    with served(folder) as url:
        code, said = logged_in(folder, script, url)
        assert (code, said.splitlines()[-1]) == (0, "The login works."), said
        if case == "plain":
            assert logged_in(folder, script, url, "wrong")[0] == 1
            other = script.replace("session_attributes='HttpOnly", "session_attributes='HttpOnly\nSecure")
            assert "other attributes than the settings say" in logged_in(folder, other, url)[1]
            assert logged_in(folder, script.replace("page=/private/", "page=/sign-in/"), url)[0] == 2


@needs_curl
@pytest.mark.broad
@pytest.mark.parametrize("case", BAD)
def test_the_script_says_where_it_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str) -> None:
    more, expected = BAD[case]
    folder = project(tmp_path / "site", more)
    with served(folder) as url:
        code, said = logged_in(folder, written(folder, capsys), url)
    assert code == 1, said
    assert expected in said


@needs_curl
@pytest.mark.parametrize(
    ("more", "deployment", "code"),
    [(PROXIED, SENT, 0), (OTHER_HEADER, SENT, 1), ("SECURE_SSL_REDIRECT = True\n", "", 1)],
    ids=["as declared", "another header", "no header"],
)
def test_the_proxy_is_as_the_deployment_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, deployment: str, code: int
) -> None:
    folder = project(tmp_path / "site", more)
    (folder / "pyproject.toml").write_text(DEPLOYMENT + deployment)
    with served(folder) as url:
        assert logged_in(folder, written(folder, capsys), url)[0] == code
    (folder / "test_login.py").write_text(written(folder, capsys, "--pytest"))
    done = subprocess.run([sys.executable, "manage.py", "test"], cwd=folder, capture_output=True, check=False)
    assert done.returncode == code


@needs_curl
def test_nobody_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path / "site", "")
    assert logged_in(folder, written(folder, capsys), "http://localhost:1")[0] == 2


SHOP = "https://shop.example.com"


@pytest.mark.parametrize(
    ("more", "url", "passes"),
    [
        ("", SHOP, True),
        ("", "http://localhost:8000", True),
        ("", "https://other.example.com", False),
        (PROXIED, f"{SHOP}:8443", True),
        ("MIDDLEWARE.remove(AUTHENTICATION)\n", SHOP, False),
        (BAD["refused by browsers"][0], SHOP, False),
    ],
)
def test_the_module_of_tests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: str, url: str, passes: bool
) -> None:
    folder = project(tmp_path / "site", more)
    (folder / "test_login.py").write_text(written(folder, capsys, "--pytest", "--url", url))
    done = subprocess.run(
        [sys.executable, "manage.py", "test"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ("Ran 2 tests" in done.stderr, done.returncode == 0) == (True, passes), done.stderr


def test_the_headers_are_those_that_django_sends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path / "site", 'SESSION_COOKIE_DOMAIN = ".localhost"\nCSRF_COOKIE_SECURE = True\n')
    script = written(folder, capsys)
    expected = re.findall(r"Set-Cookie: \w+=<value>(.*)", script)
    code = (
        "import os, re\nos.environ['DJANGO_SETTINGS_MODULE'] = 'site_settings'\nimport django\ndjango.setup()\n"
        "from django.conf import settings as s\nfrom django.http import HttpResponse\n"
        "for p, age in (('CSRF', s.CSRF_COOKIE_AGE), ('SESSION', s.SESSION_COOKIE_AGE)):\n"
        "    r = HttpResponse()\n    get = lambda n: getattr(s, f'{p}_COOKIE_{n}')\n"
        "    r.set_cookie(get('NAME'), 'x', max_age=age, domain=get('DOMAIN'), path=get('PATH'), secure=get('SECURE'),"
        " httponly=get('HTTPONLY'), samesite=get('SAMESITE'))\n"
        "    print(re.sub(r'expires=[^;]*', f'expires=<in {age} s>', r.cookies.output(header='').partition('=x')[2]))\n"
    )
    sent = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True).stdout
    assert expected == sent.splitlines()


def test_what_can_not_be_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = "import os\nSESSION_COOKIE_SECURE = 'TLS' in os.environ\nSESSION_COOKIE_NAME = os.environ['COOKIE']\n"
    folder = project(tmp_path / "site", more)
    script = written(folder, capsys)
    assert "undetermined, so not compared: SESSION_COOKIE_SECURE: it is False when" in script
    assert "session_cookie=''" in script
    assert "session_unknown=secure" in script


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--url", "shop.example.com"], "write it like https://shop.example.com"),
        (["--url", "https://a b/"], "write it like"),
        (["--url", "http://[::1/"], "write it like"),
        (["--login-url", "login"], "write the path as it is behind the host"),
    ],
)
def test_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str) -> None:
    folder = project(tmp_path / "site", "")
    assert main(["verify", str(folder / "site_settings.py"), *words]) == 2
    assert message in capsys.readouterr().err


def test_a_login_page_that_is_nowhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path / "site", "LOGIN_URL = 'sso'\n")
    assert main(["verify", str(folder / "site_settings.py")]) == 2
    assert "say it: --login-url PATH" in capsys.readouterr().err
    assert main(["verify", str(folder / "site_settings.py"), "--login-url", "/sso/"]) == 0


def test_values_of_settings_stay_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever settings hold, the shell gets words and Python literals."""
    evil = "/x'; touch pwned; echo $(touch pwned) `touch pwned`\n"
    folder = project(tmp_path / "site", f"SESSION_COOKIE_PATH = {evil!r}\nLOGIN_REDIRECT_URL = {evil!r}\n")
    (folder / "login.sh").write_text(written(folder, capsys))
    subprocess.run(["sh", "login.sh", "http://localhost:1"], cwd=folder, capture_output=True, check=False)
    (folder / "login_test.py").write_text(written(folder, capsys, "--pytest"))
    compile((folder / "login_test.py").read_text(), "login_test.py", "exec")
    assert not (folder / "pwned").exists()
