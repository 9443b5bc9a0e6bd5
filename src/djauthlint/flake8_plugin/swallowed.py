"""Whether flake8's own options leave nothing of what djauthlint reports, without naming it."""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from typing import Final

CODES: Final = "DJA"


def warn(options: argparse.Namespace) -> None:
    """Say so, once: neither in flake8's other processes nor to an editor."""
    if multiprocessing.parent_process() is None and "-" not in options.filenames and swallows(options):
        print(
            "djauthlint: flake8 is told to leave out every DJA code, although none of its options names them: codes count by"
            f" their beginning. Add --extend-select={CODES}, or select {CODES} where you list codes; --ignore={CODES} if they are"
            " not wanted.",
            file=sys.stderr,
        )


def swallows(options: argparse.Namespace) -> bool:
    """Whether a choice of other codes, such as `ignore = D` or `select = E,F`, leaves out all of these."""
    from flake8.style_guide import Decision, DecisionEngine

    selected = [*(options.select or ()), *(options.extend_select or ())]
    ignored = [*(options.ignore or ()), *(options.extend_ignore or ())]
    if any(word.startswith(CODES) for word in selected) or CODES in ignored:
        return False
    return DecisionEngine(options).decision_for(f"{CODES}000") is Decision.Ignored
