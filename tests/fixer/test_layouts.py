"""Elements that come, go and move, in lists and tuples as people write them: the value is as promised, and all comments stay."""

import ast
import io
import tokenize
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from djauthlint.fixer.edits import applied
from djauthlint.settings import Settings
from djauthlint.settings.cures import Cure, append, assign, insert, move, remove
from tests.rules.harness import settings_of

WORDS = ("a.b.C", "d.e.F", "g.h.I", "j.k.L", "m.n.O")


@dataclass(frozen=True)
class Layout:
    """How a sequence is written.

    Arguments:
        brackets: "[]", "()" or none.
        lines: whether each item has a line of its own, with the indentation of these lines.
        trailing: whether a comma follows the last item.
        quote: the quotation mark.
        comments: what stands behind each item, and above it, if it has a line of its own.
        newline: how lines end.
    """

    brackets: str
    lines: str
    trailing: bool
    quote: str
    comments: tuple[tuple[str, str], ...]
    newline: str

    def text(self, items: list[str]) -> str:
        """A module that sets MIDDLEWARE."""
        quoted = [f"{self.quote}{item}{self.quote}" for item in items]
        is_tuple = self.brackets != "[]"
        comma = "," if items and (self.trailing or (is_tuple and len(items) == 1)) else ""
        opening, closing = self.brackets or ("", "")
        if not self.lines or not self.brackets or not items:
            body = f"{opening}{', '.join(quoted)}{comma}{closing}"
        else:
            rows = [f"{opening}"]
            for number, item in enumerate(quoted):
                above, behind = self.comments[number]
                rows += [f"{self.lines}# {above}"] if above else []
                end = "," if number < len(quoted) - 1 else comma
                rows.append(f"{self.lines}{item}{end}{f'  # {behind}' if behind else ''}")
            body = "\n".join([*rows, closing])
        return f"A = 1\nMIDDLEWARE = {body}\nB = 2  # the end\n".replace("\n", self.newline)


COMMENTS = st.tuples(st.sampled_from(["", "", "above"]), st.sampled_from(["", "", "behind, it [(", "x"]))
LAYOUTS = st.builds(
    Layout,
    st.sampled_from(["[]", "()", ""]),
    st.sampled_from(["", "    ", "\t", "  "]),
    st.booleans(),
    st.sampled_from(["'", '"']),
    st.tuples(*[COMMENTS] * len(WORDS)),
    st.sampled_from(["\n", "\r\n"]),
)
ITEMS = st.lists(st.sampled_from(WORDS), unique=True, min_size=1, max_size=len(WORDS))
QUIET = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def written(layout: Layout, items: list[str], folder: Path) -> Settings:
    path = folder / "settings.py"
    path.write_bytes(layout.text(items).encode())
    return settings_of(path)[0]


def comments(text: str) -> Counter[str]:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return Counter(token.string for token in tokens if token.type == tokenize.COMMENT)


def check(found: Settings, cure: Cure, wanted: list[str]) -> None:
    """The first candidate gives the promised value, and keeps comments and what stands around the sequence."""
    (file,) = found.evaluation.files.values()
    candidates = cure.candidates()
    assert candidates, file.text
    (after,) = applied({file.path: file}, candidates[0]).values()
    module = ast.parse(after.text)
    values = [node.value for node in module.body if isinstance(node, ast.Assign) and node.targets[0].id == "MIDDLEWARE"]
    assert list(ast.literal_eval(values[0])) == wanted, after.text
    assert type(ast.literal_eval(values[0])) in {list, tuple}, after.text
    assert comments(file.text) == comments(after.text), after.text
    assert after.text.startswith(file.text.partition("MIDDLEWARE")[0])
    assert after.text.endswith(f"B = 2  # the end{file.line_starts and file.text[len(file.text.rstrip()) :]}")
    assert ("\r\n" in after.text) == ("\r\n" in file.text)
    assert after.text.count("\n") == after.text.count("\r\n") or "\r" not in after.text


@QUIET
@given(LAYOUTS, ITEMS, st.data())
def test_insert(tmp_path: Path, layout: Layout, items: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(items)))
    found = written(layout, items, tmp_path)
    check(found, insert(found["MIDDLEWARE"], "new.One", at), [*items[:at], "new.One", *items[at:]])


@QUIET
@given(LAYOUTS, ITEMS)
def test_append(tmp_path: Path, layout: Layout, items: list[str]) -> None:
    found = written(layout, items, tmp_path)
    check(found, append(found["MIDDLEWARE"], "new.One"), [*items, "new.One"])


@QUIET
@given(LAYOUTS, ITEMS.filter(lambda items: len(items) > 1), st.data())
def test_remove(tmp_path: Path, layout: Layout, items: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(items) - 1))
    found = written(layout, items, tmp_path)
    check(found, remove(found["MIDDLEWARE"].elements[at]), [*items[:at], *items[at + 1 :]])


@QUIET
@given(LAYOUTS, ITEMS.filter(lambda items: len(items) > 1), st.booleans(), st.data())
def test_move(tmp_path: Path, layout: Layout, items: list[str], behind: bool, data: st.DataObject) -> None:
    at, to = data.draw(st.lists(st.integers(0, len(items) - 1), min_size=2, max_size=2, unique=True))
    found = written(layout, items, tmp_path)
    element, target = found["MIDDLEWARE"].elements[at], items[to]
    rest = [item for item in items if item != items[at]]
    place = rest.index(target) + behind
    cure = move(element, behind=target.__eq__) if behind else move(element, before=target.__eq__)
    check(found, cure, [*rest[:place], items[at], *rest[place:]])


def test_move_in_a_pair(tmp_path: Path) -> None:
    path = tmp_path / "settings.py"
    path.write_text("A = 1\nMIDDLEWARE = ('a.b.C', 'd.e.F')\nB = 2  # the end\n", encoding="utf-8")
    found = settings_of(path)[0]
    check(found, move(found["MIDDLEWARE"].elements[0], behind="d.e.F".__eq__), ["d.e.F", "a.b.C"])


@QUIET
@given(LAYOUTS, ITEMS, st.data())
def test_replace(tmp_path: Path, layout: Layout, items: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(items) - 1))
    found = written(layout, items, tmp_path)
    wanted = [*items[:at], "new.One", *items[at + 1 :]]
    check(found, assign(found["MIDDLEWARE"].elements[at], "new.One"), wanted)


@pytest.mark.parametrize("empty", ["[]", "()", "[ ]", "[\n    # nothing yet\n]"])
def test_into_nothing(tmp_path: Path, empty: str) -> None:
    path = tmp_path / "settings.py"
    path.write_text(f"A = 1\nMIDDLEWARE = {empty}\nB = 2  # the end\n", encoding="utf-8")
    found = settings_of(path)[0]
    check(found, append(found["MIDDLEWARE"], "new.One"), ["new.One"])
