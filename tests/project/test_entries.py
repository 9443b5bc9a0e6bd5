import os
from collections.abc import Callable
from pathlib import Path

import pytest

from djauthlint.project import Naming, Profile, Project, infer_profile

Write = Callable[[dict[str, str]], Path]

APPS = "INSTALLED_APPS = []\n"
NAMES = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "{}")\n'


def entries_of(root: Path) -> dict[str, str]:
    project = Project.open([root], cwd=root)
    return {str(entry.path.relative_to(project.root)): entry.module for entry in project.entries}


def test_a_usual_project(write: Write) -> None:
    root = write(
        {
            "manage.py": NAMES.format("config.settings.local"),
            "config/__init__.py": "",
            "config/wsgi.py": NAMES.format("config.settings.production"),
            "config/settings/__init__.py": "",
            "config/settings/base.py": APPS,
            "config/settings/local.py": "from .base import *",
            "config/settings/production.py": "from config.settings.base import *",
            "config/settings/test.py": "from .base import *  # noqa",
            "app/settings.py": "X = 1",
        }
    )
    project = Project.open([root], cwd=root)
    assert [entry.module for entry in project.entries] == [
        f"config.settings.{n}" for n in ("local", "production", "test")
    ]
    local, production, test = project.entries
    assert [(mention.path.name, mention.line, mention.what) for mention in local.named_by] == [
        ("manage.py", 2, Naming.MANAGE)
    ]
    assert [mention.what for mention in production.named_by] == [Naming.WSGI]
    assert test.named_by == ()


def test_byte_order_mark(write: Write) -> None:
    root = write(
        {
            "site/__init__.py": "",
            "site/base.py": APPS,
            "site/production.py": "\ufefffrom .base import *",
            ".env.example": "\ufeffDJANGO_SETTINGS_MODULE=site.production",
        }
    )
    project = Project.open([root], cwd=root)
    assert [entry.module for entry in project.entries] == ["site.production"]
    assert [mention.path.name for mention in project.entries[0].named_by] == [".env.example"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Dockerfile", "ENV DJANGO_SETTINGS_MODULE=site.conf"),
        ("docker-compose.yml", "environment:\n  DJANGO_SETTINGS_MODULE: site.conf"),
        ("Procfile", "release: python manage.py migrate --settings=site.conf"),
        ("app.json", '{"env": {"DJANGO_SETTINGS_MODULE": {"value": "site.conf"}}}'),
        ("render.yaml", "envVars:\n  - key: DJANGO_SETTINGS_MODULE\n    value: site.conf"),
        (".ebextensions/a.config", "option_settings:\n  DJANGO_SETTINGS_MODULE: site.conf"),
        (".env.example", "DJANGO_SETTINGS_MODULE=site.conf"),
        (".envs/.production/.django", "DJANGO_SETTINGS_MODULE=site.conf"),
        ("pytest.ini", "[pytest]\nDJANGO_SETTINGS_MODULE = site.conf"),
        ("pyproject.toml", "[tool.pytest.ini_options]\naddopts = '--ds=site.conf'"),
        ("mypy.ini", "[mypy.plugins.django-stubs]\ndjango_settings_module = site.conf"),
        (".github/workflows/ci.yml", "env:\n  DJANGO_SETTINGS_MODULE: site.conf"),
        ("justfile", "test:\n  manage.py check --settings site.conf"),
        ("scripts/load.py", NAMES.format("site.conf")),
    ],
)
def test_whatever_names_it(write: Write, name: str, text: str) -> None:
    root = write({"site/__init__.py": "", "site/conf.py": "DEBUG = True", "setup.cfg": "", name: text})
    assert entries_of(root) == {"site/conf.py": "site.conf"}


def test_by_content_never_by_name(write: Write) -> None:
    root = write(
        {
            "settings.py": "X = 1",
            "conf/weird_name.py": APPS,
            "settings.dist.py": APPS,
            "base.py": "MIDDLEWARE = []",
            "live.py": "from base import *",
            "special.py": "from live import *",
            "absent.py": "from nowhere import *\nfrom ..... import *",
            "pkg/__init__.py": "from .base import *\nfrom .production import *",
            "pkg/base.py": APPS,
            "pkg/production.py": "from .base import *",
        }
    )
    assert entries_of(root) == {
        "conf/weird_name.py": "weird_name",
        "live.py": "live",
        "special.py": "special",
        "pkg/__init__.py": "pkg",
    }


@pytest.mark.parametrize(
    "folder",
    [
        *(".git", ".venv", "venv", "node_modules", "lib/site-packages", "__pycache__", "build", "dist", ".tox", "env"),
        *("ignored", "{{cookiecutter.slug}}", "app/migrations", "x.egg-info"),
    ],
)
def test_folders_that_are_not_looked_at(write: Write, folder: str) -> None:
    root = write(
        {f"{folder}/settings.py": APPS, "env/pyvenv.cfg": "", ".gitignore": "ignored\n", "a/settings.py": APPS}
    )
    assert entries_of(root) == {"a/settings.py": "settings"}


def test_a_package_called_build_is_looked_at(write: Write) -> None:
    root = write({"build/__init__.py": "", "build/settings.py": APPS})
    assert entries_of(root) == {"build/settings.py": "build.settings"}


def test_ignored_files_name_nothing_and_are_none_by_content(write: Write) -> None:
    root = write(
        {
            ".gitignore": ".env\nlocal_settings.py\nrun.py\n",
            ".env": "DJANGO_SETTINGS_MODULE=base",
            "run.py": NAMES.format("base"),
            "base.py": APPS,
            "prod.py": "from base import *",
            "local_settings.py": "from prod import *",
        }
    )
    assert entries_of(root) == {"prod.py": "prod"}


def test_names_that_lead_nowhere(write: Write) -> None:
    root = write(
        {
            "manage.py": NAMES.format("absent.settings") + NAMES.format("../x") + NAMES.format("folder"),
            "folder/x.py": "",
            "wsgi.py": NAMES.format("empty"),
            "empty/__init__.py": '"""Nothing."""\n# at all\n',
            "settings.py/x.py": "",
        }
    )
    assert entries_of(root) == {}


def test_several_projects(write: Write) -> None:
    root = write(
        {
            **{f"{each}/manage.py": NAMES.format("site.settings") for each in ("one", "two")},
            **{f"{each}/site/settings.py": APPS for each in ("one", "two")},
            "Procfile": "web: DJANGO_SETTINGS_MODULE=site.settings gunicorn",
            "Makefile": "x:\n\tmanage.py check --settings=site.absent",
        }
    )
    project = Project.open([root], cwd=root)
    assert [entry.module for entry in project.entries] == ["site.settings"] * 2
    assert [len(entry.named_by) for entry in project.entries] == [2, 2]
    assert project.entries_in(root / "two") == project.entries[1:]


def test_manage_py_says_what_it_is_called(write: Write) -> None:
    root = write(
        {
            "bin/server.py": NAMES.format("site.core.settings"),
            "site/manage.py": NAMES.format("core.settings"),
            "site/__init__.py": "",
            "site/core/settings.py": APPS,
        }
    )
    assert entries_of(root) == {"site/core/settings.py": "core.settings"}


def test_configurations(write: Write) -> None:
    names = NAMES + 'os.environ.setdefault("DJANGO_CONFIGURATION", "{}")\n'
    root = write(
        {
            "manage.py": names.format("settings", "Dev"),
            "wsgi.py": names.format("settings", "Prod"),
            "asgi.py": names.format("settings", "Absent"),
            "settings.py": "from configurations import Base\nclass Dev(Base):\n  X = 1\nclass Prod(Dev):\n  Y = 1",
        }
    )
    project = Project.open([root], cwd=root)
    assert [(entry.configuration, len(entry.named_by)) for entry in project.entries] == [("Dev", 1), ("Prod", 1)]
    assert project.entries_at(root / "settings.py") == project.entries
    assert project.entry_for(root / "settings.py", "Prod") == project.entries[1]
    assert project.entry_for(root / "settings.py", "Other").module == "settings"


def test_unreadable_and_odd_files_are_passed_over(write: Write) -> None:
    root = write(
        {"settings.py": APPS, "big.py": APPS + "#" * 2_000_000, "Dockerfile": "ENV DJANGO_SETTINGS_MODULE=pipe big"}
    )
    os.mkfifo(root / "pipe.py")
    (root / "loop.py").symlink_to("loop.py")
    Path(os.fsdecode(os.fsencode(root) + b"/\xff.py")).write_bytes(b"\xff\xfe" + APPS.encode())
    (root / "Procfile").symlink_to("/etc/passwd")
    assert [name for name in entries_of(root) if name.isascii()] == ["settings.py"]


def test_no_files(write: Write) -> None:
    assert entries_of(write({})) == {}


def test_modules_in_hidden_folders_are_none(write: Write, tmp_path: Path) -> None:
    """A workflow copies its settings to a place from which they can be imported."""
    write({".github/workflows/sqlite_settings.py": "INSTALLED_APPS = []\n", "settings.py": "INSTALLED_APPS = []\n"})
    assert [entry.module for entry in Project.open([tmp_path], cwd=tmp_path).entries] == ["settings"]


def test_configurations_that_a_package_imports(write: Write, tmp_path: Path) -> None:
    manage = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config")\n'
    project = Project.open(
        [
            write(
                {
                    "manage.py": f'{manage}os.environ.setdefault("DJANGO_CONFIGURATION", "Local")\n',
                    "wsgi.py": f'{manage}os.environ.setdefault("DJANGO_CONFIGURATION", "Production")\n',
                    "config/__init__.py": "from .local import *\nfrom .production import Production\n",
                    "config/common.py": "from configurations import Configuration\n"
                    "class Common(Configuration):\n    INSTALLED_APPS = []\n",
                    "config/local.py": "from .common import Common\nclass Local(Common):\n    DEBUG = True\n",
                    "config/production.py": "from .common import Common\nclass Production(Common):\n    DEBUG = False\n",
                }
            )
        ],
        cwd=tmp_path,
    )
    assert [(each.module, each.configuration) for each in project.entries] == [
        ("config", "Local"),
        ("config", "Production"),
    ]


CHOOSES = """import os
chosen = "site_.deployment_settings" if "RENDER_EXTERNAL_HOSTNAME" in os.environ else "site_.settings"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", chosen)
"""
SITE = {
    "manage.py": CHOOSES,
    "site_/__init__.py": "",
    "site_/wsgi.py": CHOOSES,
    "site_/asgi.py": CHOOSES,
    "site_/settings.py": APPS,
    "site_/deployment_settings.py": "from .settings import *\nDEBUG = False\n",
}


@pytest.mark.parametrize(
    ("files", "debug", "profile"),
    [
        ({}, True, Profile.DEVELOPMENT),
        ({}, None, Profile.DEVELOPMENT),
        ({}, False, Profile.PRODUCTION),
        ({"Procfile": "web: DJANGO_SETTINGS_MODULE=site_.settings gunicorn site_.wsgi"}, True, Profile.PRODUCTION),
        ({"Dockerfile": "ENV DJANGO_SETTINGS_MODULE=site_.settings"}, True, Profile.PRODUCTION),
        ({"site_/asgi.py": NAMES.format("site_.settings")}, True, Profile.PRODUCTION),
        ({"site_/deployment_settings.py": APPS}, True, Profile.PRODUCTION),
        (
            {
                "site_/wsgi.py": CHOOSES.replace("deployment", "other"),
                "site_/asgi.py": "",
                "site_/other_settings.py": "from .settings import *",
            },
            True,
            Profile.PRODUCTION,
        ),
    ],
)
def test_what_production_is_built_on_where_wsgi_py_chooses(
    write: Write, files: dict[str, str], debug: bool | None, profile: Profile
) -> None:
    root = write(SITE | files)
    by_name = {entry.module: entry for entry in Project.open([root], cwd=root).entries}
    assert infer_profile(by_name["site_.settings"], debug) is profile
    assert infer_profile(by_name["site_.deployment_settings"], False) is Profile.PRODUCTION


@pytest.mark.parametrize("name", ["local_example", "local_sample", "settings-template", "dev_dist"])
def test_a_template_is_copied_and_never_run(write: Write, name: str) -> None:
    site = {
        "site_/__init__.py": "",
        "site_/settings/__init__.py": "",
        "site_/settings/dev.py": APPS,
        f"site_/settings/machines/{name}.py": "from ..dev import INSTALLED_APPS\nINSTALLED_APPS += ['x']\n",
        f"site_/settings/{name}.py": APPS,
    }
    assert entries_of(write(site)) == {"site_/settings/dev.py": "site_.settings.dev"}


def test_a_template_that_is_named_or_alone_is_looked_at(write: Write) -> None:
    root = write(
        {
            "manage.py": NAMES.format("one.settings_example"),
            "one/settings_example.py": APPS,
            "one/settings.py": APPS,
            "two/settings_example.py": APPS,
            "three/settings.py": APPS,
            "three/example.py": APPS,
            "three/resample.py": APPS,
        }
    )
    assert list(entries_of(root)) == [
        "one/settings.py",
        "one/settings_example.py",
        "three/example.py",
        "three/resample.py",
        "three/settings.py",
        "two/settings_example.py",
    ]
