"""Methods of containers, compared with Python: also where it depends on the environment what is in them, or nobody knows."""

from __future__ import annotations

from itertools import product
from textwrap import indent
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluator.models.comparison import contradictions

ENVIRONMENTS = [
    {name: text for name, text in zip("XY", texts, strict=True) if text is not None}
    for texts in product((None, "1", "b"), (None, "", "1"))
]
THINGS: tuple[list[Any], ...] = ([], ["b"], ["q", "a"])
CONDITIONS = ("os.environ.get('X') == '1'", "os.environ.get('Y')", "'X' in os.environ", "X == 'b'")

words = st.sampled_from(["'a'", "'b'", "'c'", "X", "('c' if Y else 'd')"])
positions = st.sampled_from(
    ["0", "1", "2", "5", "-1", "-2", "-9", "L.index('b')", "L.index('b') + 1", "len(L)", "(1 if Y else -1)"]
)


@st.composite
def list_statements(draw: Any) -> str:
    statement = draw(
        st.sampled_from(
            (
                "L.append({word})",
                "L.append({word})",
                "L.extend([{word}, {other}])",
                "L.extend({word} for _ in range(2))",
                "L += ({word},)",
                "L.insert({position}, {word})",
                "L.insert({position}, {word})",
                "L.insert({position}, {word})",
                "L.remove({word})",
                "L.remove({word})",
                "{name} = L.pop({position})",
                "{name} = L.pop()",
                "{name} = L.index({word})",
                "{name} = L.count({word})",
                "{name} = {word} in L",
                "{name} = L[{position}]",
                "{name} = len(L)",
                "{name} = sorted(L)",
                "{name} = list(reversed(L))",
                "{name} = ','.join(L)",
                "{name} = [x for x in L if x != {word}]",
                "{name} = any(x == {word} for x in L)",
                "{name} = list(enumerate(L, 1))",
                "{name} = list(zip(L, 'xyz'))",
                "{name} = max(L)",
                "{name} = L.copy()",
                "{name} = list(map(str.upper, L))",
                "{name} = list(filter(lambda x: x < 'c', L))",
                "{name} = next((x for x in L if x == {word}), None)",
                "{name} = tuple(L).count({word})",
                "{name} = set(L)",
                "{name} = L[1:]",
                "L.reverse()",
                "L.sort()",
                "L.sort(key=lambda x: x, reverse=True)",
                "L.clear()",
                "L.extend(THINGS)",
                "L = THINGS + L",
                "L[0:0] = THINGS",
            )
        )
    )
    return statement.format(
        word=draw(words), other=draw(words), position=draw(positions), name=draw(st.sampled_from("PQR"))
    )


@st.composite
def dict_statements(draw: Any) -> str:
    statement = draw(
        st.sampled_from(
            (
                "D[{word}] = {other}",
                "D[{word}] = {other}",
                "D.update({{{word}: {other}}})",
                "D.update(a={word})",
                "D.update([({word}, {other})])",
                "D.update(MYSTERY)",
                "{name} = D.get({word})",
                "{name} = D.get({word}, {other})",
                "{name} = D.setdefault({word}, {other})",
                "{name} = D.pop({word}, {other})",
                "{name} = D.pop({word})",
                "{name} = {word} in D",
                "{name} = D[{word}]",
                "{name} = sorted(D)",
                "{name} = sorted(D.items())",
                "{name} = sorted(D.values())",
                "{name} = len(D)",
                "{name} = bool(D)",
                "{name} = {{k: v.upper() for k, v in D.items()}}",
                "{name} = dict(D, b={word})",
                "{name} = dict(sorted(D.items()))",
                "{name} = D.copy()",
                "{name} = D | {{{word}: {other}}}",
                "{name} = {{**D, {word}: {other}}}",
                "{name} = sorted(D.keys() & {{{word}}})",
                "D.clear()",
                "del D[{word}]",
                "{name} = max(D, default=None)",
                "{name} = sorted(dict.fromkeys(D, {word}).items())",
            )
        )
    )
    return statement.format(word=draw(words), other=draw(words), name=draw(st.sampled_from("PQR")))


@st.composite
def set_statements(draw: Any) -> str:
    statement = draw(
        st.sampled_from(
            (
                "E.add({word})",
                "E.add({word})",
                "E.discard({word})",
                "E.remove({word})",
                "E.update([{word}, {other}])",
                "E.update(THINGS)",
                "E |= {{{word}}}",
                "E -= {{{word}}}",
                "E.difference_update([{word}])",
                "E.intersection_update([{word}, {other}, 'a'])",
                "E.symmetric_difference_update([{word}])",
                "{name} = E.union([{word}], ({other},))",
                "{name} = E.intersection([{word}])",
                "{name} = E.difference([{word}])",
                "{name} = E.symmetric_difference([{word}])",
                "{name} = E | {{{word}}}",
                "{name} = E & {{{word}, {other}}}",
                "{name} = E ^ {{{word}}}",
                "{name} = E.issubset([{word}, {other}])",
                "{name} = E.issuperset([{word}])",
                "{name} = E.isdisjoint([{word}])",
                "{name} = {word} in E",
                "{name} = sorted(E)",
                "{name} = len(E)",
                "{name} = bool(E)",
                "{name} = frozenset(E)",
                "{name} = E.copy()",
                "{name} = any(x == {word} for x in E)",
                "{name} = min(E, default=None)",
                "{name} = {{x.upper() for x in E}}",
            )
        )
    )
    return statement.format(word=draw(words), other=draw(words), name=draw(st.sampled_from("PQR")))


@st.composite
def modules(draw: Any, statements: st.SearchStrategy[str], start: str) -> str:
    lines = ["import os", "from mystery import THINGS", "MYSTERY = {thing: thing for thing in THINGS}"]
    lines += ["X = os.environ.get('X', 'a')", "Y = os.environ.get('Y')", start]
    for _ in range(draw(st.integers(1, 6))):
        statement = draw(statements)
        match draw(st.integers(0, 5)):
            case 0 | 1:
                lines.append(f"if {draw(st.sampled_from(CONDITIONS))}:\n{indent(statement, '    ')}")
            case 2:
                lines.append(
                    f"try:\n{indent(statement, '    ')}\nexcept (ValueError, LookupError, TypeError):\n    P = 'failed'"
                )
            case _:
                lines.append(statement)
    return "\n".join(lines) + "\n"


quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@quick
@given(modules(list_statements(), "L = ['a', 'b', 'a']"))
def test_lists_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text


@quick
@given(modules(dict_statements(), "D = {'a': 'x', 'b': 'y'}"))
def test_dicts_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text


@quick
@given(modules(set_statements(), "E = {'a', 'b'}"))
def test_sets_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text
