"""Whether a run is one that was made before, and may just say again what that said."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from contextlib import closing
from typing import Final

from djauthlint import cache, disk
from djauthlint.cli.options import CLEAN, FOUND
from djauthlint.cli.screen import Screen

DECISIVE: Final = frozenset(
    """paths verbose quiet output select extend_select ignore strict exclude config profile import_root env env_file
    env_complete cwd python_version django_version argv statistics exit_zero fail_on require_reason no_ignores baseline
    changed""".split()
)
"""The options that a result depends on, and on nothing but what the disk says; with any other one nothing is remembered."""
WITHOUT_EFFECT: Final = frozenset({"no_cache", "cache_dir", "jobs"})
"""The options that no result depends on."""


def remembered(
    options: argparse.Namespace, parser: argparse.ArgumentParser, screen: Screen, run: Callable[[], int]
) -> int:
    """The exit code of a run, repeated from the cache if nothing has changed since.

    Arguments:
        options: what the command line says.
        parser: what read it.
        screen: where the output goes.
        run: does the work.
    """
    store = _store(options, parser, screen)
    if store is None:
        return run()
    with closing(store):
        said = {name: value for name, value in vars(options).items() if name not in WITHOUT_EFFECT}
        key = cache.key(said, (screen.terminal, screen.errors))
        known = store.find(key)
        if known is not None:
            screen.repeat(known.written)
            return known.code
        with disk.recorded() as record, screen.noted() as written:
            code = run()
        # A report in a file is there for the first time only: who deletes it wants another one.
        if code in {CLEAN, FOUND} and all(output.path is None for output in options.outputs):
            store.keep(key, cache.Entry(code, written), record, (*cache.code_files(), *record.code))
        return code


def _store(options: argparse.Namespace, parser: argparse.ArgumentParser, screen: Screen) -> cache.Store | None:
    others = vars(options).keys() - DECISIVE - WITHOUT_EFFECT
    if (
        options.no_cache
        or "-" in options.paths
        or any(vars(options)[name] != parser.get_default(name) for name in others)
    ):
        return None
    try:
        return cache.store_for(options.paths, options.cache_dir)
    except cache.Unusable as error:
        if options.verbose or options.cache_dir:
            screen.note(str(error))
        return None


def clean(options: argparse.Namespace, screen: Screen) -> int:
    """Remove the cache."""
    missing = next((path for path in options.paths if not disk.exists(path)), None)
    if missing is not None:
        screen.note(f"there is nothing to remove: there is no file or folder {missing}")
        return CLEAN
    folder = cache.wanted_folder(options.paths, options.cache_dir)
    if folder is None or not os.path.lexists(folder):
        screen.note("there is no cache here")
        return CLEAN
    with closing(cache.Store(folder, make=False)) as store:
        count = store.remove()
    screen.note(f"removed {folder}, with {count} {'result' if count == 1 else 'results'}")
    return CLEAN
