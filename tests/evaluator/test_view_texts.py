"""Whether views can be called, compared with `inspect.signature`."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest

from tests.evaluator.rendering import resolve_files

SIGNATURES = [
    "request, reason=''",
    "request, reason",
    "request",
    "",
    "reason",
    "*args, **kwargs",
    "*args",
    "**kwargs",
    "request, **kwargs",
    "request, /, reason",
    "request, reason, /",
    "reason, /, **kwargs",
    "request, *, reason",
    "request, *, reason, template",
    "request, template, reason=''",
    "request, template='', *, reason=''",
]


@pytest.mark.parametrize("parameters", SIGNATURES)
def test_arguments_as_python_binds_them(tmp_path: Path, parameters: str) -> None:
    text = f"def view({parameters}): pass\n"
    namespace: dict[str, Any] = {}
    exec(text, namespace)
    try:
        inspect.signature(namespace["view"]).bind(None, reason=None)
        expected = None
    except TypeError:
        expected = "arguments"
    settings = resolve_files(tmp_path, {"settings.py": "", "views.py": text})
    assert settings.evaluation.view_fault("views.view", "reason") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("view = 1", None),
        ("from elsewhere import *", None),
        ("from elsewhere import view", None),
        ("def __getattr__(name): ...", None),
        ("globals()['vi' + 'ew'] = print", None),
        ("def other(request, reason): ...", "name"),
        ("def view(request): ...\nview = wrapped(view)", None),
        ("if X:\n    def view(request): ...", None),
        ("@wrapped\ndef view(request): ...", None),
        ("def (", None),
    ],
)
def test_what_the_text_does_not_prove(tmp_path: Path, text: str, expected: str | None) -> None:
    settings = resolve_files(tmp_path, {"settings.py": "", "views.py": text})
    assert settings.evaluation.view_fault("views.view", "reason") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("site_.gone.view", "module"), ("gone.view", None), ("folder.gone.view", None), ("site_.view", "name")],
)
def test_where_the_module_is_missing(tmp_path: Path, path: str, expected: str | None) -> None:
    files = {"settings.py": "", "site_/__init__.py": "", "folder/x.txt": ""}
    settings = resolve_files(tmp_path, files)
    assert settings.evaluation.view_fault(path, "reason") == expected
