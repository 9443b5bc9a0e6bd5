"""What the processes that open sites with real Django have in common; runs in them, and imports Django.

Each site is opened in a fork of a process that has imported Django, so that sites share nothing.
"""

import gc
import importlib
import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import django
from django.core.management import call_command
from django.test import override_settings

from tests.rules.logins import NAME, PASSWORD

SECONDS = 60
QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
# What a site imports anyway and what does not look at settings while it is imported.
_SHARED = """
    django.contrib.auth.decorators django.contrib.auth.management django.contrib.auth.tokens
    django.contrib.contenttypes.management django.contrib.messages.middleware django.contrib.sessions.backends.db
    django.contrib.sessions.middleware django.core.checks.urls django.core.handlers.wsgi
    django.core.management.commands.migrate django.db.backends.sqlite3.base django.db.migrations.executor
    django.db.models.sql.compiler django.forms.renderers django.middleware.csrf django.middleware.security
    django.template.backends.django django.template.context_processors django.template.defaulttags
    django.template.loader_tags django.views.csrf django.views.defaults django.views.generic
""".split()


class _NoMigrations:
    """What MIGRATION_MODULES says where tables are made from the models as they are: the same tables, in half the time."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def prepare() -> None:
    """Import what forks share."""
    for module in _SHARED:
        importlib.import_module(module)
    gc.freeze()  # a collection would copy the pages that forks share


def fork(work: Callable[[int], None]) -> tuple[int, int]:
    """Let a fork do something, for a minute at most.

    Arguments:
        work: gets a file descriptor to write to.

    Returns:
        The id of the fork, and a file descriptor to read from.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    signal.alarm(SECONDS)
    os.close(reading)
    try:
        work(writing)
    except BaseException:  # noqa: BLE001 (nothing may get out of the fork)
        os.write(writing, traceback.format_exc().encode())
    finally:
        os._exit(0)


def start(folder: str) -> None:
    """Evaluate the settings of a folder."""
    logging.disable()
    os.chdir(folder)
    sys.path.insert(0, folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    django.setup()


def open_site(folder: str, hasher: str = QUICK) -> None:
    """Set up the site of a folder, with a database and an account whose password a hasher has stored."""
    Path(folder, "db.sqlite3").unlink(missing_ok=True)  # of another visit
    start(folder)
    with override_settings(MIGRATION_MODULES=_NoMigrations()):
        call_command("migrate", verbosity=0, skip_checks=True, run_syncdb=True)
    from django.contrib.auth import get_user_model

    # The account is older than the settings under test.
    with override_settings(PASSWORD_HASHERS=[hasher]):
        get_user_model().objects.create_user(NAME, password=PASSWORD)
