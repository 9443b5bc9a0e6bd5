"""The hooks: run by the real pre-commit, which installs djauthlint from a repository that has its files."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from djauthlint.project import ProjectFiles
from djauthlint.project.changes import is_beside

ROOT = Path(__file__).resolve().parents[2]
HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}

SITE = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")\n',
    "config/__init__.py": "",
    "config/settings/__init__.py": "",
    "config/settings/base.py": (
        "import os\n\n"
        'SECRET_KEY = os.environ["SECRET_KEY"]\n'
        'ALLOWED_HOSTS = ["shop.example.com"]\n'
        "MIDDLEWARE = [\n"
        '    "django.middleware.security.SecurityMiddleware",\n'
        '    "django.middleware.clickjacking.XFrameOptionsMiddleware",\n'
        '    "django.contrib.sessions.middleware.SessionMiddleware",\n'
        '    "django.middleware.csrf.CsrfViewMiddleware",\n'
        '    "django.contrib.auth.middleware.AuthenticationMiddleware",\n'
        "]\n"
        'INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"]\n'
        'ROOT_URLCONF = "config.urls"\n'
    ),
    "config/settings/prod.py": "from .base import *\n\nSESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = True\n",
    "config/urls.py": "urlpatterns = []\n",
    "pyproject.toml": '[project]\nname = "site"\nversion = "1"\ndependencies = ["Django>=5.2,<6"]\n',
    "shop/forms.py": "",
}
FIRST, SECOND = (
    f'    "django.contrib.{name}",\n'
    for name in ("sessions.middleware.SessionMiddleware", "auth.middleware.AuthenticationMiddleware")
)


@pytest.mark.parametrize(
    "path",
    (
        "manage.py pyproject.toml setup.cfg djauthlint.toml uv.lock poetry.lock Pipfile Pipfile.lock requirements.txt requirements/base.in "
        "environment.yml .gitignore Procfile Dockerfile docker/prod.Dockerfile Containerfile docker-compose.yml compose.prod.yaml fly.toml "
        "render.yaml app.json runtime.txt vercel.json railway.json .ebextensions/01.config .platform/nginx/conf.d/x .env .env.prod .envs/.prod/.django "
        "nginx/default sites-enabled/shop deploy/nginx.conf.template gunicorn.conf.py shop.service Caddyfile traefik.yml k8s/web.yaml Makefile "
        ".github/workflows/ci.yml .gitlab-ci.yml .circleci/config tox.ini justfile supervisord.conf uwsgi.ini env.prod"
    ).split(),
)
def test_pre_commit_passes_what_settings_run_with(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("", "utf-8")
    assert is_beside(ProjectFiles(tmp_path), tmp_path.resolve() / path)
    assert all(re.search(hook["files"], path) for hook in HOOKS.values())


@pytest.mark.parametrize("path", ["README.md", "logo.png", "static/site.css", "docs/index.rst", "LICENSE"])
def test_pre_commit_does_not_start_it_for_what_is_nothing_to_it(path: str) -> None:
    assert not any(re.search(hook["files"], path) for hook in HOOKS.values())


class Repository:
    """A site under version control, whose hooks come from a repository with the files of this one."""

    def __init__(self, folder: Path) -> None:
        self.environment = {
            **{
                name: value
                for name, value in os.environ.items()
                if not name.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV"))
            },
            "PRE_COMMIT_HOME": str(folder / "cache"),
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_COMPILE": "1",
            "NO_COLOR": "1",
            **{f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }
        self.source, self.site = folder / "source", folder / "site"
        shutil.copytree(ROOT / "src", self.source / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
            shutil.copy(ROOT / name, self.source)
        self.revision = self.commit(self.source)
        self.write(SITE)
        self.commit(self.site)

    def write(self, files: dict[str, str]) -> None:
        """Write files of the site."""
        for name, text in files.items():
            (self.site / name).parent.mkdir(parents=True, exist_ok=True)
            (self.site / name).write_text(text, "utf-8")

    def commit(self, folder: Path) -> str:
        """Commit everything in a folder, without its hooks."""
        self.git(folder, "init", "-q")
        self.git(folder, "add", "--all")
        self.git(folder, "commit", "-q", "--no-verify", "--allow-empty", "-m", "one")
        return self.git(folder, "rev-parse", "HEAD").strip()

    def git(self, folder: Path, *words: str) -> str:
        """Run git."""
        done = subprocess.run(
            ["git", *words], cwd=folder, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def pre_commit(self, *words: str) -> tuple[int, str]:
        """Run pre-commit on what is added in the site."""
        self.git(self.site, "add", "--all")
        command = [sys.executable, "-m", "pre_commit", *words]
        done = subprocess.run(command, cwd=self.site, env=self.environment, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def run(self, hook: str) -> tuple[int, str]:
        """Run one hook on what is added in the site."""
        return self.pre_commit("run", "--verbose", hook)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """The environment of the hooks is made once."""
    return Repository(tmp_path_factory.mktemp("hooks"))


@pytest.fixture
def repository(once: Repository) -> Repository:
    """The site as it is without mistakes, with both hooks."""
    hooks = "".join(f"      - id: {name}\n" for name in HOOKS)
    config = f"repos:\n  - repo: {once.source}\n    rev: {once.revision}\n    hooks:\n{hooks}"
    once.write({**SITE, ".pre-commit-config.yaml": config})
    once.commit(once.site)
    return once


@pytest.mark.slow
@pytest.mark.xdist_group("pre-commit")
@pytest.mark.skipif(find_spec("pre_commit") is None, reason="pre-commit is not installed")
@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
class TestWithPreCommit:
    def test_try_repo(self, repository: Repository) -> None:
        repository.write({"config/settings/base.py": SITE["config/settings/base.py"] + "SESSION_COOKIE_AGE = 0\n"})
        code, said = repository.pre_commit("try-repo", str(repository.source), "djauthlint", "--verbose")
        assert code == 1, said
        assert "config/settings/base.py:14" in said

    def test_only_a_base_changed(self, repository: Repository) -> None:
        repository.write({"config/settings/base.py": SITE["config/settings/base.py"] + "SESSION_COOKIE_AGE = 0\n"})
        code, said = repository.run("djauthlint")
        assert code == 1, said
        assert "config/settings/base.py:14" in said

    def test_only_the_configuration_changed(self, repository: Repository) -> None:
        repository.write({"config/settings/prod.py": SITE["config/settings/prod.py"] + "SESSION_COOKIE_AGE = 0\n"})
        repository.commit(repository.site)
        select = '[tool.djauthlint]\nselect = ["session"]\n'
        repository.write({"pyproject.toml": SITE["pyproject.toml"] + select})
        code, said = repository.run("djauthlint")
        assert code == 1, said
        assert "config/settings/prod.py:5" in said

    def test_nothing_changed_that_matters(self, repository: Repository) -> None:
        repository.write({"config/settings/prod.py": SITE["config/settings/prod.py"] + "SESSION_COOKIE_AGE = 0\n"})
        repository.commit(repository.site)
        repository.write({"shop/forms.py": "A = 1\n"})
        assert repository.run("djauthlint")[0] == 0
        repository.git(repository.site, "reset", "-q", "--hard")
        repository.write({"README.md": "A site.\n"})
        code, said = repository.run("djauthlint")
        assert code == 0
        assert "no files to check" in said

    def test_fixing(self, repository: Repository) -> None:
        right = SITE["config/settings/base.py"]
        csrf = '    "django.middleware.csrf.CsrfViewMiddleware",\n'
        wrong = right.replace(FIRST + csrf + SECOND, SECOND + csrf + FIRST)
        assert wrong != right
        repository.write({"config/settings/base.py": wrong})
        code, said = repository.run("djauthlint-fix")
        assert code == 1, said
        assert "files were modified by this hook" in said
        code, said = repository.run("djauthlint-fix")
        assert code == 0, said
