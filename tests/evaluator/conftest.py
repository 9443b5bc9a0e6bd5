"""`resolve`: the text of a settings module, or of several files, to the values of its settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.evaluator.rendering import Resolved, resolve_files

Resolve = Callable[..., Resolved]


@pytest.fixture
def resolve(tmp_path: Path) -> Resolve:
    """Evaluates `files` (the text of settings.py, or texts by path) in a project of its own; further arguments are `Given`'s."""

    def evaluated(files: Mapping[str, str] | str, entry: str = "settings.py", **given: Any) -> Resolved:
        texts = {entry: files} if isinstance(files, str) else files
        root = tmp_path / "root"
        root.mkdir(exist_ok=True)
        return resolve_files(root, {name: dedent(text) for name, text in texts.items()}, entry, **given)

    return evaluated
