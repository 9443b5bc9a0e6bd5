"""Assignment in all its forms, and the one object that several names see."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluator.conftest import Resolve

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "plain, chained, annotated": ("A = B = 1\nC: int = 2\nD: str", {"A": 1, "B": 1, "C": 2}),
    "tuples": ("A, B = 1, 2\n(C, [D, E]) = 3, (4, 5)", {"A": 1, "B": 2, "C": 3, "D": 4, "E": 5}),
    "starred": ("A, *B, C = 'abcd'\n*D, = (1, 2)", {"A": "a", "B": ["b", "c"], "C": "d", "D": [1, 2]}),
    "swap": ("A, B = 1, 2\nA, B = B, A", {"A": 2, "B": 1}),
    "walrus": ("if (N := len('abc')) > 2:\n    A = N\nB = [y := 1, y + 1]", {"N": 3, "A": 3, "B": [1, 2]}),
    "walrus in a comprehension": ("A = [last := x for x in (1, 2)]\nB = last", {"A": [1, 2], "B": 2}),
    "subscripts": ("A = {}\nA['x'] = {}\nA['x']['y'] = 1\nB = [1, 2]\nB[-1] = 3", {"A": {"x": {"y": 1}}, "B": [1, 3]}),
    "slices": (
        "A = [1, 2, 3, 4]\nA[1:3] = ['x']\nB = [1, 2, 3, 4]\nB[::2] = 'ab'\nC = [1]\nC[:0] = [0]",
        {"A": [1, "x", 4], "B": ["a", 2, "b", 4], "C": [0, 1]},
    ),
    "attributes": ("class Box: pass\nbox = Box()\nbox.size = 1\nbox.size += 1\nA = box.size", {"A": 2}),
    "class attributes": ("class Box:\n    size = 1\nBox.size = 5\nA = Box().size", {"A": 5}),
    "augmented": ("A = 1\nA += 2\nA *= 3\nA -= 1\nA //= 2\nA **= 2\nA %= 10\nA |= 8\nA <<= 1", {"A": 28}),
    "augmented text": ("A = 'a'\nA += 'b'\nB = 'x%s'\nB %= 1", {"A": "ab", "B": "x1"}),
    "augmented tuples make a new one": ("A = B = (1,)\nA += (2,)", {"A": (1, 2), "B": (1,)}),
    "augmented lists keep the object": ("A = B = [1]\nA += [2]\nA *= 2", {"A": [1, 2, 1, 2], "B": [1, 2, 1, 2]}),
    "addition makes a new list": ("A = B = [1]\nA = A + [2]", {"A": [1, 2], "B": [1]}),
    "lists are extended by anything": ("A = [1]\nA += (2,)\nA += 'x'\nA += {'k': 1}", {"A": [1, 2, "x", "k"]}),
    "augmented dicts and sets keep the object": (
        "A = B = {'a': 1}\nA |= {'b': 2}\nC = D = {1, 2}\nC -= {1}\nC |= {5}",
        {"A": {"a": 1, "b": 2}, "B": {"a": 1, "b": 2}, "C": {2, 5}, "D": {2, 5}},
    ),
    "augmented subscripts": ("A = {'n': 1, 'l': []}\nA['n'] += 1\nA['l'] += [1]", {"A": {"n": 2, "l": [1]}}),
    "the place of an augmented assignment is evaluated once": (
        "calls = []\ndef place():\n    calls.append(1)\n    return 0\nA = [0]\nA[place()] += 1\nB = len(calls)",
        {"A": [1], "B": 1},
    ),
    "objects with __iadd__": (
        "class Sum:\n    n = 0\n    def __iadd__(self, other):\n        self.n += other\n        return self\n"
        "one = two = Sum()\none += 5\nA = two.n",
        {"A": 5},
    ),
    "del of names": ("A = 1\ndel A\nB = 2", {"B": 2}),
    "del of items": ("A = [1, 2, 3]\ndel A[0], A[-1]\nB = {'x': 1, 'y': 2}\ndel B['x']", {"A": [2], "B": {"y": 2}}),
    "del of slices": ("A = [1, 2, 3, 4]\ndel A[1:3]", {"A": [1, 4]}),
    "aliases": (
        "A = B = []\nA.append(1)\nB.append(2)\nC = A\nC.insert(0, 0)",
        {"A": [0, 1, 2], "B": [0, 1, 2], "C": [0, 1, 2]},
    ),
    "a copy is another object": (
        "A = [1]\nB = A[:]\nC = list(A)\nD = A.copy()\nE = [*A]\nA.append(2)",
        {"A": [1, 2], "B": [1], "C": [1], "D": [1], "E": [1]},
    ),
    "a shallow copy shares what is in it": (
        "A = {'x': []}\nB = dict(A)\nB['x'].append(1)\nB['y'] = 2",
        {"A": {"x": [1]}, "B": {"x": [1], "y": 2}},
    ),
    "aliases in containers": (
        "A = []\nB = [A, A]\nC = {'k': A}\nA.append(1)\nC['k'].append(2)",
        {"A": [1, 2], "B": [[1, 2], [1, 2]], "C": {"k": [1, 2]}},
    ),
    "multiplied lists share their items": ("A = [[]] * 2\nA[0].append(1)", {"A": [[1], [1]]}),
    "identity": (
        "A = []\nB = A\nC = A is B\nD = A is []\nE = None is None\nF = A is not B",
        {"A": [], "B": [], "C": True, "D": False, "E": True, "F": False},
    ),
    "a name keeps its value when another is bound anew": (
        "A = [1]\nB = A\nA = [2]\nA.append(3)",
        {"A": [2, 3], "B": [1]},
    ),
    "too many values to unpack fail": (
        "try:\n    A, B = 1, 2, 3\nexcept ValueError:\n    A = 'failed'",
        {"A": "failed"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_assignment(resolve: Resolve, text: str, expected: dict[str, Any]) -> None:
    assert dict(resolve(text)) == expected


def test_newlines_in_texts_are_those_of_python(resolve: Resolve) -> None:
    text = 'A = """one\r\ntwo"""\r\nB = f"""{A}\r\n{{three}}"""\r\nC = f"""{A}\\\r\n"""\r\n'
    names: dict[str, Any] = {}
    exec(compile(text, "settings.py", "exec"), names)
    assert dict(resolve(text)) == {name: names[name] for name in "ABC"}
