"""What the documentation of a rule says is true: its example fires this rule, its cure fires nothing."""

import re
from pathlib import Path

import pytest

from djauthlint import registry
from djauthlint.rule import Rule, run
from tests.rules.harness import settings_of, version_in

HEADINGS = ["## Why is this bad?", "## Example", "Use instead:", "## Prove it"]
FILE = re.compile(r"^# (\S+\.(?:py|sh|js|txt))\n", re.MULTILINE)
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(params=registry.rules(), ids=lambda rule: rule.code)
def rule(request: pytest.FixtureRequest) -> Rule:
    assert isinstance(request.param, Rule)
    return request.param


def section(rule: Rule, heading: str) -> str:
    return re.split(r"^(?:## .*|Use instead:)$", rule.documentation.partition(heading)[2], flags=re.MULTILINE)[0]


def codes(text: str, folder: Path, rules: tuple[Rule, ...]) -> list[str]:
    """What rules say about an example: the text of settings.py, or of several files each below a comment with its path."""
    path = folder / "settings.py"
    _, *named = FILE.split(text)
    for name, content in zip(named[::2], named[1::2], strict=True) if named else [("settings.py", text)]:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    settings, evaluation = settings_of(path, django=version_in(text))
    assert not evaluation.problems
    return [diagnostic.code for rule in rules for diagnostic in run(rule, settings)]


def test_has_the_required_headings_in_order(rule: Rule) -> None:
    places = [rule.documentation.find(heading) for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


def test_begins_with_one_sentence(rule: Rule) -> None:
    first, empty, *_ = rule.documentation.splitlines()
    assert first.endswith(".")
    assert not empty


def test_names_the_source_in_django(rule: Rule) -> None:
    assert re.search(r"`django/[\w/]+\.py`", section(rule, "## Why is this bad?")) or rule.code == "DJA803"


def test_example_fires_this_rule(rule: Rule, tmp_path: Path) -> None:
    (block,) = BLOCK.findall(section(rule, "## Example"))
    assert codes(block, tmp_path, (rule,)) == [rule.code]


def test_cure_fires_nothing(rule: Rule, tmp_path: Path) -> None:
    (block,) = BLOCK.findall(section(rule, "Use instead:"))
    assert codes(block, tmp_path, (rule,)) == []


def test_example_fires_no_other_error(rule: Rule, tmp_path: Path) -> None:
    """What the example shows is this one mistake: other rules speak only where they do for the cure, too."""
    (example,) = BLOCK.findall(section(rule, "## Example"))
    (cure,) = BLOCK.findall(section(rule, "Use instead:"))
    others = tuple(other for other in registry.rules() if other is not rule)
    # A cookie that is not Secure is both, and so is a cache that is small and that of one process.
    explained = {("DJA304", "DJA301"), ("DJA327", "DJA330")}
    more = set(codes(example, tmp_path, others)) - set(codes(cure, tmp_path, others))
    assert {(rule.code, other) for other in more} <= explained
