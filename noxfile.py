"""Tests in environments of their own: `nox --list` names them, `nox` runs all; options after `--` go to pytest.

A session whose interpreter is not found is skipped, with a warning, and so are tests whose programs are not found.
"""

import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2025.2"
nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.reuse_existing_virtualenvs = True

PYTHON_FOR_DJANGO = {"4.2": "3.10", "5.0": "3.11", "5.1": "3.12", "5.2": "3.13", "6.0": "3.12", "6.1": "3.13"}

# pyenv's shims are on PATH even for versions that are not active, where they fail: its interpreters go before them.
_PYENV = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
os.environ["PATH"] = os.pathsep.join([*map(str, sorted(_PYENV.glob("3.1[0-9].*/bin"))), os.environ["PATH"]])


def log_in(session: nox.Session) -> None:
    """Log in with one version of Django: each mistake breaks it, each cure makes it work."""
    django = session.name.removeprefix("django-")
    session.install(
        "--quiet", "--no-compile", "--editable", ".", "pytest>=8.2", "pytest-xdist>=3.6", f"Django=={django}.*"
    )
    session.run("pytest", "tests/rules/test_django.py", *session.posargs)


for _django, _python in PYTHON_FOR_DJANGO.items():
    nox.session(name=f"django-{_django}", python=_python)(log_in)


@nox.session
def flake8(session: nox.Session) -> None:
    """Run the plugin in the oldest flake8 that it is made for, whose own parts use what newer Pythons warn of."""
    session.install("--quiet", "--no-compile", "--editable", ".", "pytest>=8.2", "flake8==6.0.*")
    session.run("pytest", "-W", "ignore::DeprecationWarning", "tests/flake8_plugin", *session.posargs)


@nox.session
def editors(session: nox.Session) -> None:
    """Look at a file in Vim, Neovim and Emacs and through a language server, without saving it."""
    session.install("--quiet", "--no-compile", "--editable", ".", "pytest>=8.2", "flake8>=7", "python-lsp-server>=1.10")
    _install_editors(session)
    session.run("pytest", "tests/editors", *session.posargs)


def _install_editors(session: nox.Session) -> None:
    """Vim, Neovim and Emacs with what they need, where Debian's packages can be had; without, pytest says what it skips."""
    is_complete = all(map(shutil.which, ("vim", "nvim", "emacs"))) and Path("/usr/share/vim-ale").exists()
    if is_complete or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    packages = ("vim", "neovim", "vim-ale", "emacs-nox", "elpa-flycheck")
    session.run("apt-get", "update", "-q", external=True, silent=True, success_codes=range(256))
    session.run(
        *("apt-get", "install", "-q", "-y", "--no-install-recommends", *packages),
        env={"DEBIAN_FRONTEND": "noninteractive"},
        external=True,
        silent=True,
        success_codes=range(256),
    )


@nox.session
def browser(session: nox.Session) -> None:
    """Log in with Chromium through nginx: what browsers do with cookies, which Django's test client does not tell."""
    session.install("--quiet", "--no-compile", "--editable", ".[browser]")
    session.run("pytest", "tests/browser", *session.posargs)


@nox.session(name="pre-commit")
def pre_commit(session: nox.Session) -> None:
    """Run the hooks with pre-commit, which installs djauthlint into an environment of its own, twice."""
    session.install("--quiet", "--no-compile", "--editable", ".", "pytest>=8.2", "pre-commit>=3.2")
    session.run("pytest", "tests/hooks", *session.posargs)


@nox.session
def audit(session: nox.Session) -> None:
    """Ask for known vulnerabilities in what is installed with djauthlint, where the database can be reached."""
    session.install("--quiet", "pip-audit>=2.7")
    probe = "import urllib.request; urllib.request.urlopen('https://pypi.org/pypi/libcst/json', timeout=20)"
    try:
        session.run("python", "-c", probe, silent=True)
    except nox.command.CommandFailed:
        session.skip("https://pypi.org can't be reached: nothing was audited")
    session.run("pip-audit", "--progress-spinner=off", *session.posargs, ".")
