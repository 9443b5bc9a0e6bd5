"""Many constructs as Python itself executes them: cases that once differed, and a random search."""

from __future__ import annotations

import os
from random import Random
from typing import Any

import pytest

from djauthlint.evaluator.convert import Undetermined, to_python
from tests.evaluator.constructs import IMPORTS, program, statements
from tests.evaluator.models.comparison import contradictions, differences, evaluated, executed, same
from tests.evaluator.rendering import text_of
from tests.evaluator.worlds import assignments, fits
from tests.searching import EXAMPLES

CASES: dict[str, str] = {
    "slices": """
def tried(action):
    try:
        return action()
    except Exception as error:
        return type(error).__name__
A = tried(lambda: 'abc'[::0]), tried(lambda: [1, 2][::0]), tried(lambda: (1, 2)[1:2:0]), tried(lambda: [1][:'a'])
B = [3, 1, 2]
del B[1:2:7]
C = [1, 2, 3]
try:
    C[::2] = [1]
except ValueError:
    D = 'sizes'
try:
    C[0:1] = True
except TypeError:
    E = 'not iterable'
try:
    C['a'] = 1
except TypeError:
    F = 'no place'
""",
    "iterators with arguments that do not fit": """
import itertools
def tried(action):
    try:
        return list(action())
    except Exception as error:
        return type(error).__name__
A = tried(lambda: itertools.islice([1, 2], -1)), tried(lambda: itertools.combinations([1], -1))
B = list(itertools.zip_longest([1, 2], [3], fillvalue=[])), list(itertools.zip_longest([1], [], fillvalue='x'))
""",
    "counters": """
from collections import Counter, OrderedDict, defaultdict
counted = Counter('abracadabra')
A = counted.most_common(2), counted['z'], counted['a'], counted.total(), 'z' in counted, len(counted)
counted.update('zz')
counted.subtract(a=1)
B = dict(counted), list(Counter(x=2, y=1).items())
C = type(counted).__name__, type(OrderedDict()).__name__, type(defaultdict(list)).__name__
D = OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), OrderedDict(a=1, b=2) == dict(b=2, a=1), Counter(a=0) == Counter()
try:
    Counter(1)
except TypeError:
    E = 'not iterable'
""",
    "attributes without room": """
class Base:
    __slots__ = ('a',)
class Child(Base):
    __slots__ = ['b']
class Open(Base): pass
def tried(value, name):
    try:
        setattr(value, name, 1)
        return getattr(value, name)
    except AttributeError:
        return 'no room'
A = [tried(cls(), name) for cls in (Base, Child, Open) for name in 'abc']
""",
    "sets of sets": """
A = {1} in {frozenset({1})}, {2} in {frozenset({1})}
B = {frozenset({1}), 2}
B.remove({1})
C = {1}
C.discard({2})
try:
    C.remove({2})
except KeyError:
    D = 'not there'
E = {}.pop([], 'nothing')
try:
    {1: 2}.pop([], 'nothing')
except TypeError:
    F = 'not hashable'
""",
    "operators on what has none": """
def tried(action):
    try:
        return action()
    except TypeError:
        return 'no'
A = tried(lambda: 1.5 | {1}), tried(lambda: 1 | {}), tried(lambda: 'a' | None), tried(lambda: {} < {}), tried(lambda: {1} < [1])
B = tried(lambda: {}.update({1})), tried(lambda: ','.join([[1]])), tried(lambda: [*{1}] < [2])
try:
    format(-1, 'c')
except OverflowError:
    C = 'no character'
""",
    "names of wrapped functions": """
import functools
def wrapped(function):
    @functools.wraps(function)
    def wrapper(*args): return ['wrapped', function(*args)]
    return wrapper
@wrapped
def named(x): return x
A = named.__name__, named(1)
""",
    "members that are texts": """
import enum
class Level(str, enum.Enum):
    LOW = 'low'
    HIGH = 'high'
A = Level.LOW.upper(), Level.LOW.startswith('l'), '-'.join(Level), '-'.join([Level.HIGH, 'x']), {'low': 1}[Level.LOW], len(Level.LOW)
""",
}


@pytest.mark.parametrize("name", CASES)
def test_what_once_differed(name: str) -> None:
    assert differences(CASES[name]) == []


UNDECIDED: dict[str, str] = {
    "too few values": """
import os
try:
    first, second = os.environ.get('NAME', 'a:b').split(':')
    A = 'two'
except ValueError:
    A = 'another number'
""",
    "an entry that may be missing": """
import os
entries = {os.environ.get('NAME', 'a'): 1}
try:
    A = entries['b']
except KeyError:
    A = 'missing'
""",
    "a division": """
import os
try:
    A = 7 // len(os.environ.get('NAME', 'a'))
except ZeroDivisionError:
    A = 'by zero'
""",
    "a format": """
import os
try:
    A = 'x' % os.environ.get('NAME', 'a')
except TypeError:
    A = 'not all arguments converted'
""",
    "elements without an order": """
import os
names = os.environ.get('NAME', 'a:b').split(':')
try:
    names.sort(key=abs)
    A = 'sorted'
except TypeError:
    A = 'no numbers'
""",
    "an argument that is given twice": """
import os
def function(a, **others): return a
try:
    A = function(1, **{os.environ.get('NAME', 'b'): 2})
except TypeError:
    A = 'twice'
""",
    "an item of an unknown list": """
import os
import re
names = re.split(':', os.environ.get('NAME', 'a:b'))
try:
    del names[1]
    A = 'deleted'
except IndexError:
    A = 'too short'
""",
    "a member whose value is unknown": """
import enum
import os
class Size(enum.IntEnum):
    ONE = len(os.environ.get('NAME', 'a'))
A = {1: 'one', 0: 'none'}.get(Size.ONE, 'more')
""",
}


@pytest.mark.parametrize("name", UNDECIDED)
def test_nothing_that_some_environment_contradicts(name: str) -> None:
    environments = [{}, *({"NAME": value} for value in ("a", "b", "", "a:b", "a:b:c"))]
    assert contradictions(UNDECIDED[name], environments) == []


def _compiles(text: str) -> bool:
    try:
        compile(text, "settings.py", "exec")
    except (SyntaxError, ValueError, MemoryError):
        return False
    return True


def _plain(value: Any) -> Any:
    """Named tuples as the tuples that the evaluator says they are."""
    if isinstance(value, (tuple, list)):
        return (tuple if isinstance(value, tuple) else list)(map(_plain, value))
    return {key: _plain(item) for key, item in value.items()} if type(value) is dict else value


def determined(seed: int, count: int) -> None:
    """Compares what Python says with what the evaluator, which knows all that Python knows, says."""
    parts = [part for part in statements(Random(seed), count) if _compiles(part)]
    text = IMPORTS + "".join(parts)
    python = executed(text)
    assert python is not None
    evaluation = evaluated(text, environment={}, complete=True)
    assert evaluation.worlds is True
    for part in parts:
        name = part[part.rindex("    V") :].split()[0]
        tree, wanted = evaluation.namespace.names.get(name), _plain(python.get(name))
        if tree is None and name not in python:
            continue
        try:
            right = same(to_python(tree), wanted)
        except Undetermined:
            right = any(fits(tree, wanted, assignment, {}) for assignment in assignments([tree], {}))
        assert right, f"seed {seed}: Python {wanted!r}, evaluator {text_of(tree)}\n{part}"


ATOMS = {
    "S": ("os.environ.get('X', 'a')", "os.environ.get('X', '12')", "os.environ['X']"),
    "L": ("os.environ.get('X', 'a').split(',')", "[os.environ.get('X', 'a'), 'b']"),
    "D": ("{'a': os.environ.get('X')}", "{os.environ.get('X', 'a'): 1, 'b': 2}"),
    "B": ("'X' in os.environ", "os.environ.get('X') == 'a'", "bool(os.environ.get('X'))"),
    "N": ("len(os.environ.get('X', 'a'))", "int(os.environ.get('X', '12'))"),
    "W": ("{os.environ.get('X', 'a')}",),
}
ENVIRONMENTS = [{}, *({"X": value} for value in ("a", "12", "", "b,c", "x=y"))]


def undetermined(seed: int) -> None:
    """Compares what Python does in some environments with what the evaluator says without one."""
    random = Random(seed)
    text = program(
        random, 1, 1, lambda kind: random.choice(ATOMS[kind]) if kind in ATOMS and random.random() < 0.3 else None
    )
    if _compiles(text) and "environ" in text:
        found = contradictions(text, ENVIRONMENTS, wanted=lambda name: name == "V0")
        assert not found, f"seed {seed}: {found[0]}\n{text.removeprefix(IMPORTS)}"


def test_random_constructs() -> None:
    for seed in range(6):
        determined(seed, 15)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_many_random_constructs(block: int) -> None:
    for seed in range(1000 + block * 20, 1020 + block * 20):
        determined(seed, 15)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_random_constructs_in_unknown_surroundings(block: int) -> None:
    for seed in range(block * 100, (block + 1) * 100):
        undetermined(seed)


@pytest.mark.slow
@pytest.mark.skipif(not EXAMPLES, reason="DJAUTHLINT_EXAMPLES says how many programs the long run tries")
def test_both_for_much_longer() -> None:
    start = int.from_bytes(os.urandom(4), "big")
    for seed in range(start, start + EXAMPLES):
        determined(seed, 15)
        undetermined(seed)
