"""Fixes of drawn settings: what they leave alone, and that Python agrees with it.

`DJAUTHLINT_EXAMPLES=2000 pytest tests/fixer/test_searches.py` searches for longer, and makes what it finds small.
"""

import io
import itertools
import os
import tempfile
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from djauthlint import registry
from djauthlint.config import load
from djauthlint.diagnostics import Diagnostic
from djauthlint.evaluator import Given
from djauthlint.fixer import Applied, Outcome, Prover, fix
from djauthlint.fixer.proof import State
from djauthlint.linter import entry_modules
from djauthlint.project import Project
from tests.fixer.layouts import VARIABLES, projects
from tests.searching import examples

Files = Mapping[str, str]
TEXTS = (None, "", "1")


@contextmanager
def project_of(files: Files) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / ".git").mkdir()
        for name, text in files.items():
            (root / name).write_bytes(text.encode())
        yield root


def fixed(files: Files, wanted: Any = lambda _: True, agree: Any = None) -> tuple[Outcome, dict[str, str]]:
    """What fixing comes to, and the texts of the files then."""
    with project_of(files) as root:
        project = Project.open([], cwd=root)
        config = load(root)
        prover = Prover(project, entry_modules(project, config), config, Given(), registry.rules())
        outcome = fix(prover, wanted, unsafe=True, agree=agree)
        return outcome, {**files, **{path.name: file.text for path, file in outcome.after.items()}}


def executed(files: Files, environment: Mapping[str, str]) -> dict[str, Any] | str:
    """The settings that Python makes of the files, or the error that it ends with."""
    modules: dict[str, dict[str, Any]] = {}

    def run(name: str) -> dict[str, Any]:
        namespace: dict[str, Any] = {
            "__name__": name,
            "__builtins__": {**vars(__import__("builtins")), "__import__": find},
        }
        exec(compile(files[f"{name}.py"], name, "exec"), namespace)
        return modules.setdefault(name, namespace)

    def find(name: str, *rest: Any) -> Any:
        if f"{name}.py" not in files:
            return __import__(name, *rest)
        module = type(os)(name)
        vars(module).update((key, value) for key, value in run(name).items() if not key.startswith("_"))
        return module

    with patch.dict(os.environ, environment, clear=True):
        try:
            return {key: value for key, value in run("settings").items() if key.isupper()}
        except Exception as error:  # noqa: BLE001 - whatever it is, it has to stay the same
            return type(error).__name__


def comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def environments() -> Iterator[dict[str, str]]:
    for texts in itertools.product(TEXTS, repeat=len(VARIABLES)):
        yield {name: text for name, text in zip(VARIABLES, texts, strict=True) if text is not None}


def check(before: Files, outcome: Outcome, after: Files) -> None:
    """Check that fixes changed what they say, and nothing else."""
    cures = [each.diagnostic.cure for each in outcome.applied if each.diagnostic.cure is not None]
    meant = {name for each in cures for name in each.settings}
    meant |= {follower.setting for each in outcome.applied for follower in each.followers}
    stops = any(each.stops or each.converts for each in cures)
    for name, text in after.items():
        compile(text, name, "exec")
        assert comments(before[name]) == comments(text)
        assert ("\r\n" in before[name]) is ("\r\n" in text) or before[name].count("\n") == 0
        assert text.count("\r\n") in {0, text.count("\n")}
    for environment in environments():
        old, new = executed(before, environment), executed(after, environment)
        if isinstance(old, str) or isinstance(new, str):
            assert old == new or (stops and isinstance(new, str)), environment
            continue
        different = {name for name in {*old, *new} if old.get(name) != new.get(name) or (name in old) != (name in new)}
        assert different <= meant, (environment, different - meant)


@examples(4)
@given(projects())
def test_fixes_change_what_they_say_and_nothing_else(files: dict[str, str]) -> None:
    outcome, after = fixed(files)
    check(files, outcome, after)
    again, _ = fixed(after)
    assert again.after == {}


@examples(3)
@given(projects(), st.randoms(use_true_random=False))
def test_any_of_the_fixes_may_be_taken(files: dict[str, str], random: Any) -> None:
    answers: dict[tuple[str, str], bool] = {}

    def agree(proposed: Applied, before: State, after: State) -> bool:
        texts = {path: file.text for path, file in before.files.items()}
        for edit in sorted(proposed.edits, key=lambda each: each.span.start, reverse=True):
            text = texts[edit.span.path]
            texts[edit.span.path] = text[: edit.span.start] + edit.text + text[edit.span.end :]
        if len({edit.span for edit in proposed.edits}) == len(proposed.edits):
            assert texts == {path: file.text for path, file in after.files.items()}
        diagnostic = proposed.diagnostic
        return answers.setdefault((diagnostic.code, diagnostic.setting), random.random() < 0.5)

    outcome, after = fixed(files, agree=agree)
    check(files, outcome, after)

    def wanted(diagnostic: Diagnostic) -> bool:
        return answers.get((diagnostic.code, diagnostic.setting), False)

    again, _ = fixed(after, wanted)
    assert again.after == {}
