"""How far a long run is, for whoever sits at a terminal."""

from __future__ import annotations

import sys
import time
from typing import Final

PATIENCE: Final = 1.0
"""Seconds that a run may take before anything is said."""
WIDTH: Final = 24
ERASE: Final = "\r\x1b[K"


class Progress:
    """A bar on standard error that goes away when the run ends; nothing where that is no terminal, or the run is short."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._is_wanted = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._begin = time.monotonic()
        self._is_shown = False

    def __call__(self, done: int, total: int) -> None:
        """Show how much is done."""
        if self._is_wanted and total > 1 and time.monotonic() - self._begin > PATIENCE:
            bar = "#" * (WIDTH * done // total)
            sys.stderr.write(f"{ERASE}[{bar:<{WIDTH}}] {done} of {total} settings modules")
            sys.stderr.flush()
            self._is_shown = True

    def end(self) -> None:
        """Take it away."""
        if self._is_shown:
            sys.stderr.write(ERASE)
            sys.stderr.flush()
            self._is_shown = False
