"""What literals say. There are some that libcst reads and Python refuses."""

from __future__ import annotations

from typing import Any

import libcst as cst


def literal_of(node: cst.SimpleString | cst.ConcatenatedString | cst.Integer) -> Any:
    """The value of a literal; None where it has none: as Python refuses it, or for an f-string."""
    try:
        return node.evaluated_value
    except (SyntaxError, ValueError, cst.CSTValidationError):
        return None
