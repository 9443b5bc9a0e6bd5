"""match statements, executed by Python and by the evaluator."""

from __future__ import annotations

import pytest

from tests.evaluator.models.comparison import contradictions, differences

CASES: dict[str, str] = {
    "match: values and captures": """
def f(x):
    match x:
        case 1: return 'one'
        case 'a' | 'b': return 'ab'
        case None: return 'none'
        case True: return 'true'
        case -1: return 'minus'
        case 2 | 3 as n: return n * 10
        case [] | (): return 'empty'
        case [1]: return 'list of one'
        case [1, y]: return ('pair', y)
        case (1, y, *rest): return y, rest
        case [_, *_, last] if last == 'end': return 'ends'
        case [[a, b], *more]: return a, b, more
        case {'k': v, **others}: return v, others
        case {'x': {'y': deep}}: return deep
        case {'only': 1 | 2}: return 'only'
        case str(s): return s.upper()
        case float() | complex(): return 'number'
        case int(n) if n > 100: return 'big'
        case bytes(): return 'bytes'
        case {}: return 'mapping'
        case other: return ('other', other)
A = [f(x) for x in (1, 'a', 'b', None, True, False, -1, 2, 3, [], (), [1], (1,), [1, 2], (1, 2), [1, 2, 3], (1, 2, 3, 4))]
B = [f(x) for x in ([5, 'end'], [5, 6, 'end'], [[7, 8]], [[7, 8], 9], [['q']], [5], 'abc', 'q', 1.5, 1j, 101, 7, b'x')]
C = [f(x) for x in ({'k': 1}, {'k': 1, 'z': 2}, {'x': {'y': 3}}, {'x': 1}, {'only': 2}, {'only': 3}, {}, {'q': 1})]
D = f(range(3))[0], f({1}), f(''), f(iter([]))[0], range(3) == range(0, 3), range(2) == range(3), range(2) == [0, 1], {}.keys() == set()
match 5:
    case E: pass
match (1, (2, 3)):
    case (F, (G, 4)): pass
    case (H, (I, 3)): pass
match {'a': 1}:
    case {'a': J, 'b': K}: pass
    case {'a': L}: pass
""",
    "match: classes": """
from dataclasses import dataclass
from typing import NamedTuple
import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
@dataclass
class Point:
    x: int
    y: int = 0
class Db(NamedTuple):
    host: str
    port: int = 1
class Plain:
    __match_args__ = ('a', 'b')
    def __init__(self, a, b): self.a, self.b, self.c = a, b, a + b
class Sub(Plain): pass
class Bare: pass
def g(x):
    match x:
        case Color.RED: return 'red'
        case Point(0, 0): return 'origin'
        case Point(x=0, y=n): return 'on y', n
        case Point(n, y=1): return 'y1', n
        case Point(): return 'point'
        case Db(host='h', port=p): return p
        case Db(h, 5): return h
        case Db(): return 'db'
        case Sub(a, b): return 'sub', a, b
        case Plain(1, c=c): return 'plain', c
        case Plain(a): return a
        case Bare(): return 'bare'
        case Color(): return 'color'
        case bool(b): return 'bool', b
        case str() | int(): return 'scalar'
        case list([a, b]): return a + b
        case dict(d) if d: return list(d)
        case tuple(t): return t
        case _: return 'rest'
A = [g(x) for x in (Color.RED, Color.BLUE, Point(0), Point(0, 5), Point(3, 1), Point(3, 4), Db('h', 9), Db('z', 5), Db('z'))]
B = [g(x) for x in (Sub(1, 2), Plain(1, 2), Plain(3, 4), Bare(), True, 'a', 3, [1, 2], [1], {'k': 1}, {}, (1, 2), 1.5, None)]
try:
    match Bare():
        case Bare(1): pass
except TypeError:
    C = 'no positional patterns'
try:
    match Plain(1, 2):
        case Plain(1, 2, 3): pass
except TypeError:
    D = 'too many'
match Bare():
    case Bare(q=1): E = 'has q'
    case Bare(): E = 'has no q'
""",
}


@pytest.mark.parametrize("name", CASES)
def test_python_and_the_evaluator_agree(name: str) -> None:
    assert differences(CASES[name]) == []


ENVIRONMENTS = ({}, {"X": ""}, {"X": "b"}, {"Y": ""}, {"Y": "1"}, {"X": "1", "Y": "y"})
THINGS = ([], ["b"], ["q", "a"])
CONDITIONAL = """
import os
from mystery import OTHERS, THINGS
X, Y = os.environ.get('X', 'a'), os.environ.get('Y')
L = [X, *(['y'] if Y else [])]
D = {'a': X, **({'y': Y} if Y is not None else {})}
def f(x):
    match x:
        case 'b': return 'b'
        case None: return 'none'
        case ['a', *rest]: return rest
        case [first, 'y']: return first
        case {'y': y, **others}: return y, others
        case {'a': a}: return a
        case str(): return 'text'
        case list(): return 'list'
"""
SUBJECTS = (
    "X",
    "Y",
    "L",
    "D",
    "THINGS",
    "OTHERS",
    "[*THINGS]",
    "[X, *OTHERS]",
    "{**D, **dict.fromkeys(OTHERS, 1)}",
    "{X: OTHERS}",
)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_matches_depends_on_the_environment(subject: str) -> None:
    assert contradictions(f"{CONDITIONAL}A = f({subject})\n", ENVIRONMENTS, THINGS) == []
