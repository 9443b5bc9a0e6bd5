"""`python -m djauthlint`, and the script that pip writes."""

import os
import sys

MOMENT = 0.02
"""Seconds after which Python is out of where it can't raise."""


def run() -> int:
    """Run the command line in a process of its own; Ctrl-C ends it without a word, also before all of it is there."""
    sys.unraisablehook = _interrupted_later
    try:
        from djauthlint.cli import run as command

        return command()
    except KeyboardInterrupt:
        return 130


def _interrupted_later(what: "sys.UnraisableHookArgs") -> None:
    """Where Python can't raise, Ctrl-C comes again a moment later, instead of being told and forgotten."""
    if what.exc_type is KeyboardInterrupt:
        import _thread
        import time

        def later() -> None:
            time.sleep(MOMENT)
            _thread.interrupt_main()

        try:
            _thread.start_new_thread(later, ())
        except RuntimeError:  # the interpreter ends by itself
            return
    else:
        sys.__unraisablehook__(what)


def _search_nothing_here() -> None:
    """Take the working directory, which `python -m` looks through first, from `sys.path`: it may be the project that is linted.

    It stays where djauthlint itself was found in it, and where the user names it: with PYTHONPATH, or with `-P`, which adds nothing.
    """
    if not sys.path or getattr(sys.flags, "safe_path", False):
        return
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH120, PTH100 (pathlib is not imported yet)
    # Where somebody has removed the working directory, Python has added nothing.
    try:
        here = os.getcwd()  # noqa: PTH109 (as above)
    except OSError:
        return
    if sys.path[0] in {"", here} and own != here:
        del sys.path[0]


if __name__ == "__main__":
    _search_nothing_here()
    sys.exit(run())
