"""How long hypothesis looks for a counterexample."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

EXAMPLES = int(os.environ.get("DJAUTHLINT_EXAMPLES", "0"))
"""A search by hand: as many random examples for each test, the failing one made small."""


def examples(count: int) -> settings:
    """The same `count` examples at each run, a failing one shown as it is: making it small takes minutes."""
    if EXAMPLES:
        return settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    return settings(
        max_examples=count,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
