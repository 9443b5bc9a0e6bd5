"""`--watch`: lint again whenever something changes that the last run looked at."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

from djauthlint import disk
from djauthlint.cli.options import CLEAN, UsageError
from djauthlint.cli.screen import Screen
from djauthlint.mistakes import ConfigError

PAUSE: Final = 0.5
"""Seconds between two looks at the disk."""


def watch(run: Callable[[], int], screen: Screen) -> int:
    """Run until the user interrupts it; a mistake in the configuration may be put right meanwhile.

    Arguments:
        run: lints.
        screen: where the output goes.
    """
    gc.enable()
    try:
        while True:
            with disk.recorded() as record:
                try:
                    run()
                except (ConfigError, UsageError) as error:
                    screen.refuse(error)
            screen.note("waiting for changes; Ctrl-C ends it")
            screen.close()
            while record.still_holds():
                time.sleep(PAUSE)
    except KeyboardInterrupt:
        return CLEAN
