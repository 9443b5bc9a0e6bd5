"""What depends on the environment or on what nobody knows: whatever Python does, the evaluator says nothing else."""

from __future__ import annotations

import pytest

from tests.evaluator.models.comparison import contradictions

ENVIRONMENTS = ({}, {"X": ""}, {"X": "1"}, {"Y": ""}, {"Y": "b", "X": "b"})
THINGS = ([], ["b"], ["q", "a"])
HEAD = """
import os
from mystery import CALL, OTHERS, THINGS
MYSTERY = {thing: thing for thing in THINGS}
X, Y = os.environ.get('X', 'a'), os.environ.get('Y')
N = len(X)
L = ['a', *([X] if Y is not None else [])]
M = ['p', *THINGS, 'q']
D = {'a': 'x', **({'b': 'y'} if Y else {})}
S = {'a', X}
E = {'a', *OTHERS}
T = (X, Y)
class Box:
    items = []
    def __init__(self, v=1): self.v = v
    def m(self, x): return self.v, x
    s = staticmethod(lambda x: x)
    @property
    def p(self): return self.v if Y else X
    @classmethod
    def c(cls): return cls.__name__
box = Box()
def f(a=0, b=None, *rest, **more): return a, b, rest, more
def g(target):
    target.append(X)
    if Y: return target
"""
STATEMENTS = r"""
A = L[N]; B = L[-N:] if N else L
L[N] = 'z'; A = L[0], len(L), 'z' in L
L[N:] = THINGS; A = L
L[:1] = X; A = L
L[0 if Y else 1] = 'q'; A = L
del L[N]; A = L
del D[X]; A = D, X in D
del D[Y]; A = sorted(map(str, D))
D[X] = 'n'; A = D.get(X), D[X], D.get('a'), len(D), X in D
D[Y] = 1; A = D.get(None), D.get(''), Y in D, 'a' in D
D[THINGS and 'a'] = 2; A = D.get('a')
A = D[X] if X in D else 'none'
A = D[Y] if Y in D else 'none'
A = M[0], M[-1], M[1:], M[:1], M[-1:], M[::-1], M[:-1]
A = M[2]; B = M[2] == M[2]
M[0] = 'q'; A = M
M[-1] = 'q'; A = M
M[5] = 'q'; A = M
M[1:2] = ['q']; A = M
del M[0]; A = M
A = M + L, L + M, M * 2, M == L, M != M, M == M[:], M < L, M is M
A = 'p' in M, X in M, 'zz' in M, Y in M, 'zz' in M, not M, bool(M), bool(THINGS), bool([*THINGS]), bool({**MYSTERY}), bool({*THINGS})
A = bool(S), bool(E), len(S), S == E, S < E, S <= S | {'x'}, S | E, S & E, E - S, S ^ E
A = (X, 1) < ('b', 2), (1, X) < (1, 'b'), (X, Y) == ('a', None), (X,) > ('a',), [X] < ['b'], (1, 2, X) >= (1, 3)
A = T == (X, Y), T != T, T[0] == X, T[1] is Y, hash(T) == hash(T)
A = X < 'b', X > 'a', X <= X, Y == X, Y is None, X is X, not X, X == 'a' == X, 'a' < X < 'c'
A = -N, +N, ~N, N + 1 > N, N * 2, 'x' * N, [0] * N, N / 2, 2 ** N, N % 2, divmod(N, 2), N == 1, N in (0, 1), N is 1
A = X + 'z', 'z' + X, X * 2, X % (), f'{X}!', f'{X!r:>8}', '%s' % X, '%s-%s' % (X, 1), X[0:1], X[-1:], X.upper(), X == X.lower()
A = int(X), 1
A = int(X or 5), float(X or 1), str(X), bool(X), list(X), tuple(X), set(X) == {X}, len(X), sorted(X), ','.join(X), X.split(',')
A = getattr(box, 'v'), getattr(box, X, 'none'), hasattr(box, X), hasattr(box, 'v'), hasattr(box, 'zz'), getattr(box, 'zz', Y)
setattr(box, X, 1); A = hasattr(box, 'a'), hasattr(box, 'zz'), box.v
setattr(box, 'v' if Y else 'w', 5); A = box.v, hasattr(box, 'w')
box.v = X; A = box.v; del box.v; B = hasattr(box, 'v')
if Y: del box.v
if Y: box.w = 1; A = getattr(box, 'w', 'none')
if Y: Box.k = 1; A = hasattr(Box, 'k'), hasattr(box, 'k'), vars(box)
globals()[X.upper() or 'Q'] = 7; A = 'B' in globals(), globals().get('B'), globals().get('ZZ')
globals().update(MYSTERY); A = X
globals().setdefault('L', 5); A = globals().setdefault('NEW', X), NEW
if Y: NEW = 1; A = 'NEW' in globals(), globals().get('NEW', 2), vars().get('L') is L
if Y: del L; A = 'L' in globals()
A = globals().pop('N'), globals().pop('ZZ', 3), 'N' in globals()
A = [n for n in globals() if n in ('X', 'Y')], {k: v for k, v in globals().items() if k == 'N'}, 'T' in dir(), 'T' in vars().keys(), 5 in globals()
A = {k: 1 for k in D if k != X}, [k for k in D if k < X], {k for k in D}, dict(D, **MYSTERY).get('a'), {**MYSTERY, 'a': 1}['a']
A = f(X), f(X, Y), f(*L), f(*M), f(**{'b': X}, a=1), f(*THINGS, 'end'), f(a=THINGS), f(1, **MYSTERY), f(*[], **{}) if Y else f(0)
A = g(L), L
A = g(M), M, L
for x in L: x = 1; A = x
for x in L: L.remove(x); A = L
for x in L: L.append('n') if len(L) < 4 else None; A = L
for x in M: N += 1; A = N
for x in M: L.append(x); A = L, x
for x in M: LAST = x; A = LAST if M else 'none'
for i, x in enumerate(M): D[i] = x; A = D.get(0), len(D)
for x in THINGS: L.append(x); D[x] = 1; S.add(x); box.v = x; A = L, D, S, box.v
for x in D: L.append(x); A = L
for x in sorted(D): L.append(x); A = L
for k, v in D.items(): L.append(k + str(v)); A = L
for k in list(D): del D[k]; A = D
while L: A = L.pop()
while N < 3: N += 1; A = N
while N < len(L): N += 1; A = N
while M: M.pop(); A = M
A, *B = L; C = A
A, B = L
A, *B = M
(A, B), C = L[:2] if len(L) > 1 else (1, 2), X
A = B = M; A.append('n'); C = B[-1]
A = L; A += [X]; B = L is A, L
A = L; A *= 2; B = L
A = D; A |= {X: 1}; B = D
A = S; A -= {X}; B = S
A = S; A &= {X, 'a'}; B = S
A = T; A += (1,); B = T
A = N; A += 1; B = N, A
A = X; A += 'z'; B = A == 'az'
D['a'] += 'z'; A = D
L[0] += 'z'; A = L
box.v += 1; A = box.v
box.items.append(X); A = box.items, Box.items
A = box.m(X), Box.s(Y), box.p, box.c()
A = Box(X).v, Box(*L[:1]).v, Box(**({'v': Y} if Y else {})).v
A = isinstance(X, str), isinstance(Y, (str, int)), isinstance(THINGS, list), isinstance(box, Box), callable(X), callable(f), type(X) is str, type(Y)
A = 1 if X else 2; B = 3 if Y else 4; C = X or Y; E1 = X and Y; F1 = Y or 'd'; G1 = not Y or X
A = (X if Y else 'n') + 'z', [X if Y else 'n'], {X if Y else 'n': 1}, (lambda: X if Y else 'n')()
A = L[len(L) - 1], L[N - 1], L[:len(L) - 1], L[N:], L[:N], L[::N + 1], T[N]
A = 'z' if 'a' in D and D['a'] == X else 'y'
A = eval('X'), eval('len(L)'), eval(X) if X == '1' else 0
exec('Z1 = X'); A = Z1
exec(X and 'Z1 = 1' or 'Z1 = 2'); A = 1
A = min(L), max(L), sum(map(len, L)), sorted(L, reverse=bool(Y)), sorted(L, key=len), list(reversed(L)), any(L), all(L), list(zip(L, M))
A = dict(zip(L, L)), dict(enumerate(L)), list(map(f, L)), list(filter(None, [X, Y])), next(iter(L)), next(iter(M), 'e'), list(range(N)), len(range(N))
A = [a + b for a in L for b in L if a != b], [[a] for a in M], {a: b for a, b in zip(L, L)}, [a for a in M if a != X], sum(1 for a in M)
CALL(lambda: L.append('q')); A = L
CALL(1, [0, lambda: D.clear()]); A = D
CALL(L.clear); A = L
CALL(f, lambda: CALL(lambda: L.clear())); A = L
CALL(box.m if Y else E.clear); A = E, box.v
A = CALL(L); A.append('q'); B = L
A = CALL(lambda: L.append('q')); L = ['n']; A(); B = L
A = CALL([L.clear])[0]; L.append('n'); A(); B = L
exec("def h():\n  global N\n  N = 7\nCALL(h)"); A = N
exec("@CALL\ndef h():\n  global N\n  N = 7"); A = N; h(); B = N
exec("def h():\n  global N\n  if X == 'q': N = 7\ndef k():\n  global X\n  X = 'q'\nCALL(k, h)"); A = N
exec("@CALL\ndef h():\n  return L\nL.clear()\nh().append('q')"); A = L
exec("def h():\n  x = L\n  x.append('q')\nCALL(h)"); A = L
exec("def h():\n  for x in [L, M]: x.append('q')\nCALL(h)"); A = L, M
exec("def h():\n  import os\n  os.environ['X'] = 'q'\nCALL(h)"); A = os.environ.get('X')
exec("def h(to=L): to.append('q')\nCALL(h)"); A = L
exec("def h(each=lambda L: 1): L.append('q')\nCALL(h)"); A = L
exec("@CALL\ndef h(): k()\ndef k(): L.__iadd__('q')\nh()"); A = L
import itertools; [*itertools.takewhile(lambda x: x.append('q') or True, [L, M])]; A = L, M
import itertools; next(itertools.cycle([L, M])).append('q'); A = L, M
exec("def h():\n  if Y: raise ValueError\nCALL(h)"); A = Y
exec("def h(more=True):\n  L.append('q')\n  if len(L) < 9: CALL(h)\nCALL(h)"); A = L
""".strip().splitlines()


@pytest.mark.parametrize("statement", STATEMENTS)
def test_nothing_else_is_said(statement: str) -> None:
    failures = "(ValueError, LookupError, TypeError, AttributeError, NameError, ZeroDivisionError)"
    text = f"{HEAD}try:\n    {statement}\nexcept {failures}:\n    FAILED = True\n"
    assert contradictions(text, ENVIRONMENTS, THINGS) == []


def test_keys_that_are_not_there_in_worlds_that_are_ruled_out() -> None:
    text = """from mystery import CALL, THINGS
R = {'a': {'m': 'x'}, 'c': {}}
try:
    R['b'] = THINGS[0]
except IndexError:
    pass
R.update(CALL(R))
for key in R:
    if 'm' in R[key] and len(R[key]['m']) > 3:
        R[key]['m'] = 'y'
"""
    assert contradictions(text, [{}], [[], [{}], [{"m": "long"}]]) == []
