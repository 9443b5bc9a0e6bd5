"""How long djauthlint takes for a monorepo, as a ratio to libcst: `python benchmarks/monorepo.py [JOBS ...]`.

1,000 entry modules over 300 shared modules, each of 40 to 150 lines, in a temporary folder; each entry module imports all names of a base and of
three other shared modules. Compared is the processor time of the whole command, of all its processes, with what a Python process takes to
import libcst and to parse each file once. Then the same command over a tree of 100,000 files that has one entry module. JOBS are what `--jobs` is
given, one after the other; `--entries`, `--shared` and `--files` say how many of each there are to be.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from measure import Done, environment, run

ENTRIES, SHARED = 1_000, 300
OTHERS = 3
FILES = 100_000

BASE = '''"""Settings that all sites of a region have: {name}."""
import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
REGION = "{name}"
DEBUG = os.environ.get("DEBUG", "") == "1"
SECRET_KEY = os.environ["SECRET_KEY"]
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "{host}.example.com").split(",") if host]

DJANGO_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
COMPANY_APPS = [
    "company.accounts",
    "company.audit",
    "company.mails",
]
INSTALLED_APPS = DJANGO_APPS + COMPANY_APPS
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "company.urls"
TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {{
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        }},
    }},
]
AUTH_PASSWORD_VALIDATORS = [
    {{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {{"min_length": 10}}}},
    {{"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"}},
]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = not DEBUG
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static"
USE_TZ = True
'''
PART = '''"""Settings of a service that some sites use: {name}."""
import os

{NAME}_URL = os.environ.get("{NAME}_URL", "https://{host}.internal.example.com")
{NAME}_TIMEOUT = int(os.environ.get("{NAME}_TIMEOUT", "30"))
{NAME}_RETRIES = 3
'''
ENTRY = '''"""Production settings of {name}."""
import os

from company.settings.{base} import *
{imports}

SITE_NAME = "{name}"
ALLOWED_HOSTS = ["{host}.example.com", *ALLOWED_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{{each}}" for each in ALLOWED_HOSTS]
INSTALLED_APPS += ["company.sites.{name}"]
SESSION_COOKIE_NAME = "{name}_session"
SESSION_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
DATABASES = {{
    "default": {{
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("DB_NAME", "{name}"),
        "USER": os.environ.get("DB_USER", "{name}"),
        "PASSWORD": os.environ["DB_PASSWORD"],
        "HOST": os.environ.get("DB_HOST", "db.internal"),
        "CONN_MAX_AGE": 60,
    }},
}}
'''
BLOCKS = (
    """
CACHE_{N} = {{
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": os.environ.get("CACHE_{N}_URL", "redis://cache.internal:6379/{n}"),
    "TIMEOUT": 60 * {n},
    "KEY_PREFIX": "{name}",
}}
""",
    """
FEATURE_{N} = os.environ.get("FEATURE_{N}", "no") in ("1", "yes", "true")
FEATURE_{N}_GROUPS = ["staff", "editors", "group-{n}"]
""",
    """
LOGGING_{N} = {{
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {{
        "plain": {{"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    }},
    "handlers": {{
        "console": {{"class": "logging.StreamHandler", "formatter": "plain"}},
        "file": {{"class": "logging.FileHandler", "filename": "/var/log/{name}-{n}.log"}},
    }},
    "loggers": {{
        "company.{name}": {{"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")}},
    }},
}}
""",
    """
QUEUE_{N}_BROKER = os.environ.get("QUEUE_{N}_BROKER", "amqp://queue.internal/{n}")
QUEUE_{N}_TASKS = {{
    "company.{name}.tasks.clean": {{"queue": "slow", "rate": "10/m"}},
    "company.{name}.tasks.mail": {{"queue": "fast"}},
}}
# Seconds, as the workers are told to stop at night.
QUEUE_{N}_LIMIT = 60 * 60 * {n}
""",
    """
if os.environ.get("MAIL_{N}"):
    MAIL_{N}_HOST = os.environ["MAIL_{N}"]
    MAIL_{N}_PORT = 587
else:
    MAIL_{N}_HOST = "localhost"
    MAIL_{N}_PORT = 25
MAIL_{N}_SENDER = f"{name} <no-reply@{{MAIL_{N}_HOST}}>"
""",
)


class Monorepo(NamedTuple):
    """What was written: the root, and the settings modules, those that are shared first."""

    root: Path
    modules: list[Path]


def write_monorepo(root: Path, entries: int = ENTRIES, shared_modules: int = SHARED) -> Monorepo:
    """Writes sites that share settings modules.

    Arguments:
        root: a folder that is not there yet.
        entries: the number of sites.
        shared_modules: how many there are; every tenth is a base.
    """
    chance = random.Random(7)  # noqa: S311 (nothing secret: the same tree each time)
    shared = root / "company/settings"
    shared.mkdir(parents=True)
    for folder in (root / "company", shared, root / "company/sites"):
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").write_text("")
    (root / "pyproject.toml").write_text('[project]\nname = "company"\ndependencies = ["django>=5.2,<5.3"]\n')
    bases = [f"base_{number:02}" for number in range(shared_modules // 10)]
    parts = [f"part_{number:03}" for number in range(shared_modules - len(bases))]
    modules = [_module(shared / f"{name}.py", BASE, name, chance) for name in bases]
    modules += [_module(shared / f"{name}.py", PART, name, chance) for name in parts]
    for number in range(entries):
        name = f"site_{number:04}"
        folder = root / "company/sites" / name
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        (folder / "wsgi.py").write_text(
            "import os\n\nfrom django.core.wsgi import get_wsgi_application\n\n"
            f'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "company.sites.{name}.settings")\n'
            "application = get_wsgi_application()\n"
        )
        imports = "\n".join(f"from company.settings.{part} import *" for part in chance.sample(parts, OTHERS))
        begin = ENTRY.replace("{base}", chance.choice(bases)).replace("{imports}", imports)
        modules.append(_module(folder / "settings.py", begin, name, chance))
    return Monorepo(root, modules)


def _module(path: Path, begin: str, name: str, chance: random.Random) -> Path:
    text, number = begin.format(name=name, NAME=name.upper(), host=name.replace("_", "-")), 0
    lines = chance.randint(40, 150)
    while text.count("\n") < lines - 8:
        number += 1
        text += chance.choice(BLOCKS).format(name=name, n=number, N=f"{name.upper()}_{number}")
    path.write_text(text)
    return path


def write_tree(root: Path, files: int = FILES) -> None:
    """Writes a tree of files of which one is a settings module, a third is ignored by git, and a third is no Python.

    Arguments:
        root: a folder that is not there yet.
        files: the number of files.
    """
    root.mkdir()
    (root / ".git").mkdir()
    (root / ".gitignore").write_text("/generated/\n*.log\n")
    (root / "manage.py").write_text('import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n')
    (root / "settings.py").write_text(BASE.format(name="site", host="site"))
    kinds = (("code", "module", ".py"), ("assets", "picture", ".svg"), ("generated", "made", ".py"))
    for number in range(files // 3):
        for top, name, ending in kinds:
            folder = root / top / f"folder_{number // 1000}" / f"part_{number // 50 % 20}"
            if number % 50 == 0:
                folder.mkdir(parents=True)
            (folder / f"{name}_{number}{ending}").write_text(
                f"NUMBER = {number}\n\n\ndef double():\n    return 2 * NUMBER\n"
            )


def python(arguments: Sequence[str], folder: Path) -> Done:
    """Python, run to its end; what keeps it from doing its work is shown."""
    done = run([sys.executable, *arguments], folder, environment())
    if done.code not in {0, 1}:
        sys.stderr.write(done.output)
    return done


def show(title: str, found: Done, unit: Done) -> None:
    """One line."""
    print(
        f"{title}: {found.milliseconds / unit.milliseconds:.2f} times the parse in processor time, {found.seconds / unit.seconds:.2f} by the clock"
        f" ({found.milliseconds / 1000:.1f} s, {found.seconds:.1f} s), {found.megabytes:.0f} MB in the largest process, exit code {found.code}"
    )


def main(words: Sequence[str]) -> None:
    """Measures everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jobs", nargs="*", default=["1", "auto"])
    parser.add_argument("--entries", type=int, default=ENTRIES)
    parser.add_argument("--shared", type=int, default=SHARED)
    parser.add_argument("--files", type=int, default=FILES, help="of the tree to discover; 0 leaves it out")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        repository = write_monorepo(Path(name, "monorepo").resolve(), options.entries, options.shared)
        paths = "\n".join(map(str, repository.modules))
        (Path(name) / "paths").write_text(paths)
        parse = f"import libcst; [libcst.parse_module(open(path).read()) for path in open({name + '/paths'!r}).read().split()]"
        unit = python(["-c", parse], repository.root)
        lines = sum(path.read_text().count("\n") for path in repository.modules)
        print(
            f"{len(repository.modules)} files of {lines} lines, libcst: {unit.milliseconds / 1000:.1f} s, {unit.megabytes:.0f} MB"
        )
        for jobs in options.jobs:
            command = ["-m", "djauthlint", "--no-cache", "--output", "concise", "--jobs", jobs]
            show(f"--jobs {jobs}", python(command, repository.root), unit)
        if options.files:
            tree = Path(name, "tree").resolve()
            write_tree(tree, options.files)
            found = python(["-m", "djauthlint", "--no-cache"], tree)
            print(
                f"{options.files} files: {found.milliseconds / 1000:.1f} s of processor time, {found.seconds:.1f} s,"
                f" {found.megabytes:.0f} MB, exit code {found.code}"
            )
            listed = python(["-c", "import os; [None for _ in os.walk('.')]"], tree)
            print(
                f"    os.walk over all of it: {listed.milliseconds / 1000:.1f} s of processor time, {listed.seconds:.1f} s"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
