"""Expressions over the standard library, executed by Python and by the evaluator."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from djauthlint.evaluator.convert import Undetermined, to_python
from tests.evaluator.models.comparison import evaluated, executed, program, same

# One class with two names: Python 3.13 shows `re.error` under its new one.
RENAMED = {("raises", "PatternError"): ("raises", "error")}


def disagreements(imports: str, expressions: Sequence[str], **given: Any) -> list[tuple[str, Any, Any]]:
    """Each expression of which the evaluator does not say what Python says, with what both say."""
    text = f"{imports}\n{program(expressions)}"
    python = executed(text)
    assert python is not None
    evaluation = evaluated(text, complete=True, **{"python_version": sys.version_info[:2], **given})
    found = []
    for index, expression in enumerate(expressions):
        expected = python[f"V{index}"]
        if isinstance(expected, tuple):
            expected = next((plain for shown, plain in RENAMED.items() if same(shown, expected)), expected)
        try:
            got = to_python(evaluation.namespace.names[f"V{index}"])
        except Undetermined as undetermined:
            found.append((expression, expected, f"undetermined: {undetermined.reason}"))
            continue
        if not same(got, expected):
            found.append((expression, expected, got))
    return found
