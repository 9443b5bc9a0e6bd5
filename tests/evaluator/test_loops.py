"""Loops and comprehensions, over what is known, differs by condition, or is unknown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import UNKNOWN, shown

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "for": ("A = []\nfor x in ('a', 'b'):\n    A.append(x)", {"A": ["a", "b"]}),
    "targets": ("A = {}\nfor i, (k, v) in enumerate({'x': 1}.items()):\n    A[k] = i + v", {"A": {"x": 1}}),
    "starred targets": ("A = []\nfor head, *tail in [(1, 2, 3)]:\n    A += [head, tail]", {"A": [1, [2, 3]]}),
    "subscripts as targets": ("A = {}\nfor A['k'] in (1, 2): pass", {"A": {"k": 2}}),
    "the last item stays bound": ("for X in (1, 2): pass\nA = X", {"X": 2, "A": 2}),
    "else": ("for x in (): pass\nelse: A = 1\nfor x in (1,):\n    break\nelse: A = 2", {"A": 1}),
    "break and continue": (
        "A = []\nfor x in range(10):\n    if x == 1: continue\n    if x == 4: break\n    A.append(x)",
        {"A": [0, 2, 3]},
    ),
    "nested": (
        "A = []\nfor x in 'ab':\n    for y in 'xy':\n        if y == 'y': break\n        A.append(x + y)",
        {"A": ["ax", "bx"]},
    ),
    "while": (
        "n, A = 3, []\nwhile n:\n    n -= 1\n    A.append(n)\nelse:\n    A.append('end')",
        {"A": [2, 1, 0, "end"]},
    ),
    "while True": ("n = 0\nwhile True:\n    n += 1\n    if n > 5: break\nA = n", {"A": 6}),
    "a condition that fails in a later round": (
        "items = [1]\nA = 0\ntry:\n    while items.pop():\n        A += 1\nexcept IndexError:\n    A = 'empty'",
        {"A": "empty"},
    ),
    "removal while iterating skips": ("A = ['a', 'b', 'c']\nfor x in A:\n    A.remove(x)", {"A": ["b"]}),
    "removal through an alias": ("A = ['a', 'b', 'c']\nB = A\nfor x in A:\n    B.remove(x)", {"A": ["b"], "B": ["b"]}),
    "growth while iterating": (
        "A = [1]\nfor x in A:\n    if len(A) < 4:\n        A.append(x + 1)",
        {"A": [1, 2, 3, 4]},
    ),
    "a copy is iterated": ("A = ['a', 'b', 'c']\nfor x in A[:]:\n    A.remove(x)", {"A": []}),
    "list comprehension": ("A = [x * 2 for x in range(4) if x % 2 if x > 1]", {"A": [6]}),
    "nested comprehension": (
        "A = [[y for y in range(x)] for x in range(3)]\nB = [x + y for x in 'ab' for y in 'cd' if x + y != 'ad']",
        {"A": [[], [0], [0, 1]], "B": ["ac", "bc", "bd"]},
    ),
    "dict and set comprehensions": (
        "A = {k: v for k, v in [('a', 1), ('a', 2)]}\nB = {x % 2 for x in range(5)}",
        {"A": {"a": 2}, "B": {0, 1}},
    ),
    "comprehensions have a scope of their own": (
        "x = 'outer'\nA = [x for x in [x]]\nB = x",
        {"A": ["outer"], "B": "outer"},
    ),
    "generators are used up": (
        "g = (x for x in (1, 2, 3))\nA = next(g)\nB = list(g)\nC = list(g)\nz = zip('ab', 'cd')\nD = list(z), list(z)",
        {"A": 1, "B": [2, 3], "C": [], "D": ([("a", "c"), ("b", "d")], [])},
    ),
    "generator functions": (
        "def numbers(n):\n    for x in range(n):\n        if x == 2: return\n        yield x\n    yield 'never'\nA = list(numbers(5))\n"
        "def chained():\n    yield from numbers(1)\n    yield 'last'\nB = tuple(chained())",
        {"A": [0, 1], "B": (0, "never", "last")},
    ),
    "views are live": ("d = {'a': 1}\nkeys = d.keys()\nd['b'] = 2\nA = list(keys)", {"A": ["a", "b"]}),
    "any and all": ("A = any(x > 1 for x in (1, 2))\nB = all(x for x in ())", {"A": True, "B": True}),
    "over something unknown": (
        "from pkg import names\nA, B, C = ['a'], {'k': 1}, 1\nfor x in names:\n    A.append(x)\n    B[x] = 1\n    D = 2\nE = C",
        {"A": shown("['a', *?]"), "B": shown("{'k': ?, ...}"), "C": 1, "D": UNKNOWN, "E": 1},
    ),
    "a comprehension over something unknown": (
        "from pkg import names\nA = ['a', *[x for x in names], 'z']\nB = {x: 1 for x in names}",
        {"A": shown("['a', *?, 'z']"), "B": shown("{...}")},
    ),
    "a comprehension over something partly unknown": (
        "from pkg import names\nA = [x.upper() for x in ['a', *names, 'z']]",
        {"A": shown("['A', *?, 'Z']")},
    ),
    "the order of a set is unknown": (
        "A = list({'a', 'b'})\nB = sorted({'b', 'a'})\nC = len({'a', 'b'})\nD = [x for x in {'a'}]",
        {"A": shown("[*?]"), "B": ["a", "b"], "C": 2, "D": ["a"]},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_loops(resolve: Resolve, text: str, expected: dict[str, Any]) -> None:
    resolved = resolve(text)
    assert {name: resolved[name] for name in expected} == expected


CONDITIONAL: dict[str, tuple[str, Any, Any]] = {
    "over a list that differs": ("A = ['a']\nif X: A.append('b')\nR = [x + '!' for x in A]", ["a!"], ["a!", "b!"]),
    "writes of a round that differs": (
        "A = ['a']\nif X: A.append('b')\nR = {}\nfor x in A: R[x] = 1",
        {"a": 1},
        {"a": 1, "b": 1},
    ),
    "break": (
        "R = []\nfor x in (1, 2, 3):\n    if X and x == 2: break\n    R.append(x)\nelse:\n    R.append('else')",
        [1, 2, 3, "else"],
        [1],
    ),
    "continue": (
        "R = []\nfor x in (1, 2, 3):\n    if X and x == 2: continue\n    R.append(x)\nelse:\n    R.append('else')",
        [1, 2, 3, "else"],
        [1, 3, "else"],
    ),
    "break of a while loop": ("n = 0\nwhile True:\n    n += 1\n    if X or n == 3: break\nR = n", 3, 1),
    "a while loop that runs longer": ("n = 0\nwhile n < (4 if X else 2):\n    n += 1\nR = n", 2, 4),
    "removal": ("R = ['a', 'b', 'c']\nfor x in R:\n    if X: R.remove(x)", ["a", "b", "c"], ["b"]),
    "removal from a list that differs": (
        "R = ['a', 'b']\nif X: R.append('c')\nfor x in R:\n    if x != 'b': R.remove(x)",
        ["b"],
        ["b"],
    ),
    "a filter": ("R = [x for x in ('a', 'b') if X or x == 'a']", ["a"], ["a", "b"]),
    "dict comprehension": (
        "R = {x: X for x in ('a', 'b') if not (X and x == 'b')}",
        {"a": False, "b": False},
        {"a": True},
    ),
    "return from a loop": (
        "def first():\n    for x in (1, 2, 3):\n        if x == 2 and X: return x\n    return 'none'\nR = first()",
        "none",
        2,
    ),
    "next": ("R = next((x for x in (1, 2) if X), 'none')", "none", 1),
}


@pytest.mark.parametrize(("text", "without", "with_it"), CONDITIONAL.values(), ids=CONDITIONAL.keys())
def test_loops_that_depend_on_a_condition(resolve: Resolve, text: str, without: Any, with_it: Any) -> None:
    resolved = resolve(f"import os\nX = 'X' in os.environ\n{text}")
    assert (resolved.under("R"), resolved.under("R", X="")) == (without, with_it)
