"""Methods of containers, compared with Python: also where it depends on the environment what is in them, or nobody knows."""

from __future__ import annotations

from itertools import product
from textwrap import indent
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluator.models.comparison import contradictions
from tests.searching import examples

pytestmark = pytest.mark.slow

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
                "L += OTHERS",
                "L[1:1] = [{word}]",
                "L[{position}] = {word}",
                "L[1:] = [{word}]",
                "L[:{position}] = []",
                "del L[{position}]",
                "del L[:1]",
                "L *= 2",
                "L = [*L, {word}]",
                "L = L[:{position}] + [{word}]",
                "L = sorted(L)",
                "L = list(set(L))",
                "L = list(dict.fromkeys(L))",
                "L = [x for x in L if x in THINGS]",
                "for x in L:\n    {name} = x",
                "for x in L:\n    if x == {word}:\n        break\nelse:\n    {name} = 'none'",
                "for x in L[:]:\n    if x != {word}:\n        L.remove(x)",
                "{name} = L == [{word}]",
                "{name} = L == L[:]",
                "{name}, *R = L",
                "{name} = (lambda *a: a[-1])(*L)",
                "{name} = (lambda x, *a: len(a))(*L, {word})",
                "{name} = L and L[-1]",
                "{name} = [L.count(x) for x in L]",
                "{name} = len(L) > {position}",
                "{name} = dict(enumerate(L))",
                "{name} = next(iter(L), {word})",
                "{name} = min(L, default={word})",
                "{name} = sum(len(x) for x in L)",
                "{name} = all(x in L for x in OTHERS)",
                "{name} = L < [{word}]",
                "{name} = str(L)",
                "{name} = tuple(L) + (1,)",
                "{name} = L.index({word}, 1)",
                "{name} = sorted(set(L))",
                "{name} = [y for x in L for y in x]",
                "{name} = ' '.join(sorted(L)).split()",
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
                "D.update(SECRETS)",
                "D |= {{{word}: {other}}}",
                "D = {{**SECRETS, **D}}",
                "D = dict(D)",
                "{name} = D.popitem()",
                "{name} = list(D)",
                "{name} = list(D.items())",
                "{name} = str(D)",
                "{name} = [k for k in D if k != {word}]",
                "{name} = list(D.values())",
                "{name} = D == {{{word}: {other}}}",
                "{name} = D == dict(D)",
                "{name} = D.keys() == {{{word}}}",
                "{name} = (lambda **k: sorted(k))(**D)",
                "{name} = (lambda a='none', **k: a)(**D)",
                "{name} = next(iter(D), {word})",
                "{name} = {word} in D.values()",
                "{name} = ({word}, {other}) in D.items()",
                "{name} = all(k in D for k in OTHERS)",
                "for k in list(D):\n    D[k] = {word}",
                "for k, v in list(D.items()):\n    if v == {word}:\n        del D[k]",
                "for k in OTHERS:\n    D.pop(k, None)",
                "for k in OTHERS:\n    D[k] = {word}",
                "{name} = D and 1",
                "{name} = '{{a}}'.format(**D)",
                "{name} = '%(a)s' % D",
                "{name} = {{v: k for k, v in D.items()}}",
                "{name} = dict(zip(D, D.values()))",
                "{name} = sorted(D, key=D.get)",
                "{name} = len(D) == 2",
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
                "E.update(OTHERS)",
                "E = E | set(OTHERS)",
                "E = set(E)",
                "E.clear()",
                "E &= set(THINGS)",
                "E ^= set(OTHERS)",
                "{name} = E.pop()",
                "{name} = E == {{{word}}}",
                "{name} = E == set(E)",
                "{name} = E <= {{{word}, 'a'}}",
                "{name} = E < {{{word}, 'a'}}",
                "{name} = E >= set(OTHERS)",
                "{name} = E.isdisjoint(OTHERS)",
                "{name} = E and 1",
                "{name} = E == frozenset(E)",
                "{name} = all(x in E for x in OTHERS)",
                "{name} = sorted(x for x in E if x != {word})",
                "{name} = len(E | {{{word}}})",
                "for x in OTHERS:\n    E.discard(x)",
                "for x in list(E):\n    if x == {word}:\n        E.remove(x)",
                "for x in E:\n    {name} = x",
                "{name} = sorted(map(str.upper, E))",
                "{name} = {{*E, {word}}}",
                "{name} = dict.fromkeys(E, 1).keys() == E",
                "{name} = max(E)",
                "{name} = next(iter(E))",
                "{name} = list(E)[:1]",
                "{name} = {word} in list(E)",
                "{name} = sorted(enumerate(sorted(E)))",
                "{name} = sorted(zip(E, E))",
            )
        )
    )
    return statement.format(word=draw(words), other=draw(words), name=draw(st.sampled_from("PQR")))


@st.composite
def modules(draw: Any, statements: st.SearchStrategy[str], start: str) -> str:
    lines = ["import os", "from mystery import OTHERS, THINGS", "MYSTERY = {thing: thing for thing in THINGS}"]
    lines += ["SECRETS = {other: other for other in OTHERS}"]
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


NESTED = """L = ['a']
D = {'l': L, 'm': {'a': X}, 'n': [['b']]}
M = D['m']
def add(target, *items, **more):
    target.extend(items)
    D.update(more)
    return target
class Box:
    items = []
    def __init__(self, value=None): self.value = value
    def put(self, x): self.items.append(x); return self
box = Box(L)"""


@st.composite
def nested_statements(draw: Any) -> str:
    statement = draw(
        st.sampled_from(
            (
                "D['l'].append({word})",
                "L.append({word})",
                "D['l'] = L",
                "D['l'] = [*L]",
                "D['m'][{word}] = {other}",
                "M[{word}] = {other}",
                "D.setdefault({word}, []).append({other})",
                "D['n'][0].append({word})",
                "D['n'] += [[{word}]]",
                "D = {{**D, 'l': list(L)}}",
                "D = D.copy()",
                "D['m'] = dict(M)",
                "add(L, {word}, m={other})",
                "{name} = add(D['l'], *THINGS)",
                "{name} = add([], *L)",
                "add(*D['n'])",
                "box.put({word})",
                "box.value.append({word})",
                "box.value = [{word}]",
                "{name} = box.items",
                "{name} = box.value",
                "{name} = Box().put({word}).items",
                "{name} = D",
                "{name} = [*D['l'], *D['n'][0]]",
                "{name} = D['l'] is L, D['m'] is M, D['l'] == L",
                "{name} = sorted(M)",
                "{name} = {word} in D['l']",
                "{name} = {{k: list(v) for k, v in D.items() if k != 'm'}}",
                "L, D['l'] = D['l'], L",
                "for x in D['n']:\n    x.append({word})",
                "for x in THINGS:\n    D['n'].append([x])",
                "for x in THINGS:\n    L.append(x)",
                "D['n'] = [L] * 2",
                "D['n'] = D['n'][::-1]",
                "{name} = [len(x) for x in D['n']]",
                "{name} = getattr(box, 'value', None) or {word}",
                "M.update(MYSTERY)",
                "D.update(l=L, m=M)",
                "del D['m']",
                "{name} = D.get('m', {{}}).get({word}, {other})",
                "{name} = (D.get({word}) or [{other}])[0]",
            )
        )
    )
    return statement.format(word=draw(words), other=draw(words), name=draw(st.sampled_from("PQR")))


@examples(60)
@given(modules(nested_statements(), NESTED))
def test_nested_containers_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text


@examples(60)
@given(modules(list_statements(), "L = ['a', 'b', 'a']"))
def test_lists_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text


@examples(60)
@given(modules(dict_statements(), "D = {'a': 'x', 'b': 'y'}"))
def test_dicts_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text


@examples(60)
@given(modules(set_statements(), "E = {'a', 'b'}"))
def test_sets_agree_with_python_in_every_environment(text: str) -> None:
    assert contradictions(text, ENVIRONMENTS, THINGS) == [], text
