"""What two entry modules have not in common, as JSON: a versioned contract, `comparison.schema.json`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from djauthlint.reporters import json
from djauthlint.reporters.changes import Change
from djauthlint.reporters.comparison import Comparison, Difference
from djauthlint.reporters.settings_json import NOTHING, setting_document, without_digests


def render(comparison: Comparison, *, cwd: Path | None, root: Path, show_secrets: bool = False) -> str:
    """The report as JSON text.

    Arguments:
        comparison: what differs.
        cwd: what the paths of diagnostics are relative to.
        root: what the paths of settings are relative to.
        show_secrets: whether not to mask secrets.
    """
    return json.text(document(comparison, cwd=cwd, root=root, show_secrets=show_secrets))


def document(comparison: Comparison, *, cwd: Path | None, root: Path, show_secrets: bool = False) -> dict[str, Any]:
    """The report of the run on both, with what differs in their settings."""
    report = json.document(comparison.result, cwd, show_secrets=show_secrets)
    differences = [_difference(each, comparison, root) for each in comparison.differences]
    return {**report, "differences": without_digests(differences)}


def _difference(difference: Difference, comparison: Comparison, root: Path) -> dict[str, Any]:
    sides: list[Any] = []
    for side, found in zip(comparison.sides, difference.sides, strict=True):
        is_nothing = found.status == "default" and not found.has_value
        sides.append(None if is_nothing else setting_document(found, side.settings, root))
    return {
        "setting": difference.name,
        "certain": difference.certain,
        "set": [*difference.is_set],
        "sides": sides,
        "changes": [*map(_change, difference.changes)],
    }


def _change(change: Change) -> dict[str, Any]:
    shown: dict[str, Any] = {"kind": change.kind, "path": [*change.path], "certain": change.certain}
    for key, value, position in zip(("first", "second"), (change.first, change.second), change.positions, strict=True):
        if value is not NOTHING:
            shown[key] = value
        if position:
            shown[f"{key}_position"] = position
    if change.when:
        shown["when"] = [[*conditions] for conditions in change.when]
    return shown
