"""The fixes of each rule make of its fixtures what stands beside them."""

import io
import tokenize
from collections import Counter
from pathlib import Path

import pytest

from tests.rules.fixing import expected_texts, fixed
from tests.rules.harness import cases, copied, expected

FIRING = [case for case in cases() if expected(case)]


def _comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


@pytest.mark.parametrize("case", FIRING, ids=lambda case: f"{case.parent.name}-{case.stem}")
def test_fix(case: Path, tmp_path: Path) -> None:
    entry = copied(case, tmp_path)
    base = entry.parent.resolve()
    outcome = fixed(entry, case.parent.name)
    texts = {path.relative_to(base).as_posix(): file.text for path, file in outcome.after.items()}
    assert texts == expected_texts(case)
    for path, file in outcome.after.items():
        compile(file.text, str(path), "exec")
        assert _comments(outcome.before[path].text) <= _comments(file.text)
    if texts:
        assert fixed(entry, case.parent.name).after == {}
