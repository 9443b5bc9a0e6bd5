"""No command shows a secret or writes one down, whatever it prints and wherever the secret comes from."""

from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.reporters.formats import FORMATS, Wishes, failed
from djauthlint.reporters.terminal import Terminal

MARK = "Zq9xVb7"
"""In every secret, and nowhere else."""
SETTINGS = f"""\
import os
from urllib.parse import urlparse
import environ
env = environ.Env()
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.sessions"]
SECRET_KEY = "{MARK}-key"
SECRET_KEY_FALLBACKS = ["{MARK}-old", SECRET_KEY + "{MARK}-sum"]
DATABASES = {{
    "default": env.db("DATABASE_URL", default="postgres://shop:{MARK}-db@db/shop"),
    "other": {{"ENGINE": "x", "PASSWORD": "{MARK}-nested", "OPTIONS": {{"passwd": os.environ.get("PGPASS", "{MARK}-pg")}}}},
}}
CACHES = {{"default": {{"BACKEND": "a.B", "LOCATION": "redis://:{MARK}-redis@cache/1"}}}}
EMAIL_HOST_PASSWORD = os.environ["MAIL_PASSWORD"]
if os.environ.get("API_TOKEN") == "{MARK}-condition":
    SESSION_COOKIE_SECURE = False
STRIPE = {{"live": {{"secret_key": "{MARK}-stripe"}}}}
SESSION_COOKIE_SAMESITE = "None"  # the old token was {MARK}-comment
STATIC_URL = "https://user:{MARK}-static@cdn"
CSRF_TRUSTED_ORIGINS = ["user:{MARK}-origin@host"]
MIDDLEWARE = ["shop.Middleware?token={MARK}-middleware"]
DB_PASS = "{MARK}-pass"
SIGNING = {{"signingKey": "{MARK}-signing", "PASS": "{MARK}-pass"}}
OTHER = {{"NAME": "host=db password={MARK}-dsn user=x", "LOCATION": "redis://:a@{MARK}-at@cache/1"}}
SESSION_COOKIE_AGE = "a" if SECRET_KEY == "{MARK}-key" else 0
"""
NAMES = 'import os\nos.environ["DJANGO_SETTINGS_MODULE"] = "{}"\n'
ENV_FILE = f"MAIL_PASSWORD={MARK}-mail\nSECRET_KEY={MARK}-env\nAPI_TOKEN={MARK}-condition\n"
GIVEN = ["--env-file", ".env", "--env", f"PGPASS={MARK}-given"]
ALL = ["--select", "all", "--verbose", "--jobs", "1"]

COMMANDS = [
    *([*ALL, "--output", each] for each in FORMATS),
    *([*ALL, "--statistics", "--output", f"{each}:report"] for each in FORMATS),
    [*ALL, "--jobs", "2"],
    [*ALL, "--strict", "--no-cache"],
    [*ALL, "--baseline", "baseline.json", "--write-baseline"],
    [*ALL, "--changed", ".env"],
    ["settings", "prod.py", "--all"],
    ["settings", "prod.py", "--all", "--format", "json"],
    *(["settings", "prod.py", "--setting", each] for each in ("SECRET_KEY", "DATABASES", "STRIPE")),
    *(["compare", "prod.py", "dev.py", "--output", each] for each in ("text", "json")),
    *(["verify", "prod.py", *more] for more in ([], ["--pytest"])),
    *(["symptoms", "login-loop", "--output", each] for each in ("text", "json")),
    ["init", "--yes", "--verbose", "--baseline"],
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two entry modules, and a file with variables."""
    (tmp_path / "prod.py").write_text(SETTINGS)
    (tmp_path / "dev.py").write_text(SETTINGS.replace("-key", "-dev").replace("-nested", "-inner"))
    (tmp_path / "wsgi.py").write_text(NAMES.format("prod"))
    (tmp_path / "manage.py").write_text(NAMES.format("dev"))
    (tmp_path / ".env").write_text(ENV_FILE)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DJAUTHLINT_NO_CACHE", raising=False)
    return tmp_path


def _written(folder: Path) -> str:
    sources = {"prod.py", "dev.py", ".env"}
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in sources)
    return "".join(f"{path.name}\n{path.read_text()}\n" for path in files)


@pytest.mark.broad
@pytest.mark.parametrize("given", [[], GIVEN], ids=["", "given"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_everywhere(words: list[str], given: list[str], project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, *given]) in {0, 1, 2}
    printed = capsys.readouterr()
    assert "crashed" not in printed.err
    assert printed.out + printed.err + _written(project)
    for text in (printed.out, printed.err, _written(project)):
        assert MARK not in text


@pytest.mark.parametrize("form", FORMATS)
def test_what_can_not_be_looked_at(form: str) -> None:
    result = failed(f"it needs postgres://shop:{MARK}@db/shop", Path("settings.py"), 1)
    said = "\n".join(FORMATS[form](result, Wishes(Terminal())))
    assert MARK not in said
    assert "postgres" in said
