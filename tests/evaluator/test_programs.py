"""Small settings programs, executed by Python and by the evaluator."""

from __future__ import annotations

import pytest

from tests.evaluator.models.comparison import differences

CASES: dict[str, str] = {
    "with": """
import contextlib, io
log = []
class Manager:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self):
        log.append('enter ' + self.name)
        return self.name.upper()
    def __exit__(self, kind, error, trace):
        log.append((self.name, kind is None, kind.__name__ if kind else None, str(error)))
        return self.swallow
with Manager('a') as A1, Manager('b'):
    log.append('body')
B1 = list(log)
log.clear()
with Manager('c', True):
    log.append('before')
    raise ValueError('boom')
C1 = list(log)
log.clear()
try:
    with Manager('d'):
        raise KeyError('k')
except KeyError as error:
    D1 = log, error.args
def returning():
    with Manager('e'):
        return 'returned'
E1 = returning(), log[-1]
for x in range(3):
    with Manager('f'):
        if x == 1: break
F1 = x, len(log)
with contextlib.suppress(KeyError, ValueError):
    G1 = 1
    int('x')
    G1 = 2
with contextlib.suppress(KeyError):
    H1 = {}.get('a')
try:
    with contextlib.suppress(KeyError):
        int('x')
except ValueError:
    I1 = 'not suppressed'
with contextlib.suppress(Exception), contextlib.suppress(KeyError):
    raise RuntimeError
@contextlib.contextmanager
def managed(x):
    yield x * 2
with managed(4) as J1: log.append(J1)
events = []
@contextlib.contextmanager
def around(name, swallow=False):
    events.append('before ' + name)
    try:
        yield name
    except ValueError:
        events.append('caught')
        if not swallow: raise
    finally:
        events.append('after ' + name)
with around('x') as x1, around('y'):
    events.append(x1)
with around('z', swallow=True):
    events.append('raising')
    raise ValueError
def left():
    with around('w'):
        return 'left'
P1 = left()
try:
    with around('v'):
        raise ValueError
except ValueError:
    events.append('outside')
Q1 = events
class Holder:
    n = 3
    @contextlib.contextmanager
    def scaled(self, by): yield self.n * by
with Holder().scaled(2) as R1: pass
class Bare:
    def __enter__(self): return self
    def __exit__(self, *error): pass
with Bare() as bare: K1 = isinstance(bare, Bare)
with (Manager('g') as L1, Bare()): pass
with contextlib.nullcontext(5) as M1: N1 = M1 + 1
with contextlib.nullcontext(): O1 = 1
""",
    "deletion": """
A1, B1, C1 = 1, 2, 3
del A1, (B1, [C1])
try:
    del D1
except NameError:
    D1 = 'not there'
class Box: pass
box = Box()
box.a = box.b = 1
del box.a
E1 = hasattr(box, 'a'), box.b
try:
    del box.zz
except AttributeError:
    F1 = 'no attribute'
def f():
    global D1
    del D1
f()
G1 = 'D1' in globals()
L1 = [1, 2, 3, 4, 5, 6]
del L1[0], L1[-1], L1[1:3]
H1 = {'a': 1, ('b', None): 2, None: 3}
del H1[None], H1['b', None]
try:
    del H1['zz']
except KeyError:
    I1 = 'no key'
try:
    del L1[9]
except IndexError:
    J1 = 'no index'
try:
    del (1, 2)[0]
except TypeError:
    K1 = 'immutable'
try:
    'abc'[0] = 'x'
except TypeError:
    M1 = 'immutable'
try:
    L1['a'] = 1
except TypeError:
    N1 = 'no index'
try:
    L1[9] = 1
except IndexError:
    O1 = 'out of range'
try:
    L1[:] = 5
except TypeError:
    P1 = 'not iterable'
try:
    L1[::2] = [1, 2, 3, 4, 5]
except ValueError:
    Q1 = 'wrong size'
try:
    (5).real = 1
except AttributeError:
    R1 = 'no attribute'
try:
    None.x = 1
except AttributeError:
    S1 = 'no attribute'
try:
    len.x = 1
except AttributeError:
    T1 = 'no attribute'
""",
    "strings": r"""
name, n = 'w', 3.14159
A1 = f'{{x}}\t{name!r:>5}\x41{n:.{2}f}', f"q\"{name}\"", rf'\t{name}', f'{name=}', f'{n = :.1f}', f'a\
b', f'''{
    name
}'''
B1 = 'a' 'b' f'{name}' "c", b'a' b'\x62', f'{name}' 'z\n', 'tab\tu\u00e9\N{BULLET}', r'\n', u'x', b'\\'
C1 = f'{1 + 1}{"in" if name else "out"}{[x for x in "ab"]}{dict(a=1)["a"]}', f'{"nested " + f"{name}"}'
D1 = f'{name:{">"}{5}}', f'{None}', f'{True:d}', f'{10:#x}', f'{"a":*^5}', f'{1234567:_}', f'{n!s:.3}'
try:
    f'{[1]:d}'
except TypeError:
    E1 = 'no format'
try:
    f'{1:zz}'
except ValueError:
    F1 = 'bad format'
G1 = '%s %r %d %5.1f %% %x' % ('a', 'b', 3, 2.5, 255), '%(a)s-%(b)03d' % {'a': 1, 'b': 2}, '%s' % 'x', '%s' % None, '%s' % (1,)
H1 = '{} {1}'.format if False else '{0} {1} {0}'.format('a', 'b'), '{a.real} {b[0]} {b[k]}'.format(a=1, b={'k': 2, 0: 3}), '{:>{w}}'.format('x', w=3)
""",
    "comparison and logic": """
A1 = 1 < 2 < 3, 1 < 2 > 5, 1 == 1.0 != 2, 'a' <= 'b' < 'c', (1, 2) < (1, 3) <= (1, 3), [1] < [1, 0], {1} < {1, 2} <= {1, 2}
B1 = not 1, not [], None is None, [] is [], () == (), 1 in (1, 2), 'a' not in 'bcd', 'bc' in 'abcd', b'a' in b'abc', 97 in b'a', 3 in {3: 1}
C1 = 0 or 'x', 1 and 'y', [] and 1 or {} or 'z', None or 0, not (1 and 0), (1 or 2) and 3
D1 = 1 if [] else 2, (lambda: 1 if None else 3)(), 'a' if 'x' > 'w' else 'b'
E1 = -5 // 2, -5 % 3, 2 ** 10, 2 ** -1, 7 & 3, 5 | 2, 6 ^ 3, ~5, 1 << 4, -16 >> 2, +True, -1.5, 10 / 4, divmod(-7, 2), 3 * 'ab', [0] * 2, 2 * (1,)
F1 = {1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {'a': 1} | {'b': 2}, {1: 2} == {1: 2.0}, {1, 2} == {2, 1}, {1} != frozenset({1})
def fails(f):
    try:
        return f()
    except (TypeError, ZeroDivisionError, ValueError, OverflowError) as error:
        return type(error).__name__
G1 = [fails(f) for f in (lambda: 1 + 'a', lambda: 'a' + 1, lambda: [1] + (1,), lambda: {} + {}, lambda: -'a', lambda: ~1.5, lambda: 1 / 0, lambda: 1 % 0)]
H1 = [fails(f) for f in (lambda: 1 < 'a', lambda: [1] < 1, lambda: {} < {}, lambda: None < None, lambda: 1 in 5, lambda: 'a' in 5, lambda: 1 in 'a', lambda: 'a' in b'a')]
I1 = [fails(f) for f in (lambda: 'a' * 1.5, lambda: [1] * 'a', lambda: {1} | [2], lambda: 1 @ 2, lambda: 1 << -1, lambda: 2.0 ** 10000, lambda: None + 1, lambda: len + 1)]
J1 = 1 is 1, 'a' is not None, True is True, 1 == True, 1 is True, int is int, len is len, print == print, int == str, [1] == (1,), None == 0, () == []
K1 = 'abc' 'def' == 'abcdef', slice(1, 2) == slice(1, 2), range(3) == range(3), ... is Ellipsis, NotImplemented is NotImplemented
""",
    "names and scopes": """
x = 'global'
def outer():
    x = 'outer'
    def inner():
        nonlocal x
        x = 'changed'
        def deepest():
            nonlocal x
            x += '!'
            global G
            G = x
        deepest()
        return x
    return inner(), x
A1 = outer(), x, G
def local_only():
    y = 1
    return locals(), 'y' in locals(), sorted(locals())
B1 = local_only()
def missing():
    try:
        return undefined
    except NameError as error:
        return type(error).__name__
C1 = missing()
def unbound():
    try:
        z
    except UnboundLocalError:
        return 'unbound'
    except NameError:
        return 'name'
    z = 1
counter = 0
def count():
    global counter
    counter += 1
    return counter
D1 = count() + count() * 10, counter
E1 = [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]]
def default(a, b=[]):
    b.append(a)
    return b
F1 = default(1), default(2)
def star(*args, **kwargs): return args, kwargs
G1 = star(), star(1, *[2, 3], a=4, **{'b': 5}), star(*'ab', **{}), star(**dict(c=1), d=2)
H1 = (lambda *a, k=1, **r: (a, k, r))(1, 2, k=3, z=4)
def recursive(n): return 1 if n < 2 else n * recursive(n - 1)
I1 = recursive(5)
def gen(n):
    while n:
        got = yield n
        n -= 1
    return 'done'
J1 = list(gen(3)), [*gen(2)], dict(enumerate(gen(2))), sum(gen(4)), next(gen(1)), next(gen(0), 'end')
K1 = (lambda f: f(f, 3))(lambda f, n: n and n + f(f, n - 1))
def annotated(a: int, b: 'str' = 'x') -> None: return a, b
L1 = annotated(1), annotated.__name__
def doc():
    '''text'''
    return 1
M1 = doc(), [doc][0](), {'f': doc}['f'](), getattr(doc, '__name__')
if (n := 10) > 5: N1 = n
O1 = [y := 1, y ** 2, y], (last := 5), [z for w in (1, 2) if (z := w * 2) > 2], z
def early(items):
    for item in items:
        if item > 1: return item
    else:
        return 'none'
P1 = early([1, 2, 3]), early([])
import sys as system, os.path as osp, os
Q1 = system is sys if False else system.__name__, osp.join('a', 'b'), os.path is osp, os.sep
""",
    "loops over sets": """
L, M, N, D, S, COUNT, FIRST, LAST, TEXT = ['x'], [], [], {'x': 0}, set(), 0, None, None, ''
for x in {'a', 'b'}:
    L.append(x)
    M.append(x.upper())
    D[x] = len(x)
    S.add(x)
    COUNT += 1
    TEXT += x
    if FIRST is None:
        FIRST = x
    LAST = x
    if x == 'a':
        FLAG = True
    if not N:
        N.append(x)
A1 = sorted(L), sorted(M), sorted(D), sorted(S), D.get('a'), 'a' in L, 'q' in L, len(L), L[0], FLAG
""",
    "independent": """
L, M, D, S = ['x'], [], {'x': 0}, set()
for x in {'a', 'b'}:
    L.append(x)
    M.append(x.upper())
    D[x] = len(x)
    S.add(x)
    if x == 'a':
        FLAG = True
A1 = sorted(L), sorted(M), sorted(D), sorted(S), D['a'], 'a' in L, 'q' in L, len(L), L[0], FLAG
B1 = sorted(x + '!' for x in S), {x: 1 for x in S}['a'], {x.upper() for x in S}, sorted([x for x in S if x != 'a']), len([x for x in S])
for x in list(S):
    if x == 'a':
        S.remove(x)
C1 = S
""",
    "leaving early": """
def pick(s):
    for x in s:
        if x != 'q':
            return x
L = []
F = pick({'a', 'b'})
for x in {'a', 'b'}:
    if x == 'a':
        break
    L.append(x)
else:
    E = 1
""",
}
UNDETERMINED: dict[str, str] = {
    "loops over sets": "L M N D S COUNT FIRST LAST TEXT FLAG A1",
    "independent": "L M D",
    "leaving early": "L F E",
}
"""Names that the evaluator need not determine."""


@pytest.mark.parametrize("name", CASES)
def test_python_and_the_evaluator_agree(name: str) -> None:
    assert differences(CASES[name], UNDETERMINED.get(name, "").split()) == []
