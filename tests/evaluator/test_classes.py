"""Classes of the project, by the same programs executed by Python and by the evaluator."""

from __future__ import annotations

import pytest

from tests.evaluator.models.comparison import differences

CASES: dict[str, str] = {
    "attributes of classes": """
class Base:
    x = 1
    y: int
    def method(self): return self.x
class Child(Base):
    '''doc'''
    z: str = 'a'
    w = Base.x + 1
A = Child.x, Child.w, Child().method(), Child.__name__, Child.__module__, Child.__qualname__
B = Child.__bases__ == (Base,), [c.__name__ for c in Child.__mro__], issubclass(Child, Base)
C = sorted(n for n in Child.__dict__ if not n.startswith('_')), 'x' in Child.__dict__, 'x' in vars(Base)
D = list(Base.__annotations__), Child().__class__ is Child, Child().__class__.__name__
E = vars(Child())
F = hasattr(Child, 'x'), hasattr(Child, 'q'), getattr(Child, 'q', 5)
try:
    Child.q
except AttributeError:
    G = 'no q'
del Child.w
H = hasattr(Child, 'w')
I = Child().__dict__
""",
    "decorated methods": """
class One:
    n = 3
    @staticmethod
    def s(x): return x + 1
    @classmethod
    def c(cls, x=2): return cls.n + x
    @property
    def p(self): return self.n * 2
    def m(self): return self.s(1), self.c(1), self.p
class Two(One):
    n = 5
    def m(self): return super().m() + (super().s(9), super().c())
    @classmethod
    def c(cls, x=7): return super().c(x) * 10
X = One.s(1), One.c(), One().s(2), One().c(5), One().p, One().m()
Y = Two.s(1), Two.c(), Two().s(2), Two().c(5), Two().p, Two().m()
""",
    "property setters": """
class Box:
    def __init__(self): self._v = 1; self.log = []
    @property
    def v(self): return self._v
    @v.setter
    def v(self, new):
        self.log.append(new); self._v = new * 2
    @v.deleter
    def v(self): self._v = None
    ro = property(lambda self: 'ro')
b = Box()
A = b.v
b.v = 5
B = b.v, b.log, b.ro
b.v += 1
C = b.v
del b.v
D = b.v
try:
    b.ro = 1
except AttributeError:
    E = 'read-only'
try:
    del b.ro
except AttributeError:
    F = 'kept'
""",
    "new and init": """
class One:
    made = []
    def __new__(cls, *args):
        self = super().__new__(cls)
        self.args = args
        cls.made.append(cls.__name__)
        return self
    def __init__(self, *args): self.n = len(args)
class Two:
    def __new__(cls): return 5
A = One(1, 2).args, One(1).n, One.made
B = Two()
class Three(One):
    def __init__(self, a, b=3):
        super().__init__(a)
        self.b = b
C = Three(1).b, Three(1, 2).args, Three(1).n
try:
    Three()
except TypeError:
    D = 'missing'
try:
    Three(1, 2, 3)
except TypeError:
    E = 'many'
class Single:
    _it = None
    def __new__(cls):
        if cls._it is None:
            cls._it = object.__new__(cls)
        return cls._it
F = Single() is Single()
class Plain: pass
try:
    Plain(1)
except TypeError:
    G = 'no arguments'
""",
    "call, len, bool, contains, iter": """
class Seq:
    def __init__(self, *items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __iter__(self): return iter(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def __contains__(self, x): return x in self.items or x == 'magic'
    def __call__(self, a, b=1): return self.items * a
    def __eq__(self, other): return isinstance(other, Seq) and self.items == other.items
    def __add__(self, other): return Seq(*self.items, *other)
    def __radd__(self, other): return ['r', *self.items]
    def __str__(self): return '-'.join(map(str, self))
    def __repr__(self): return 'Seq!'
    def __bool__(self): return len(self.items) > 1
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __enter__(self): return self.items
    def __exit__(self, *exc): self.items.append('out'); return True
s = Seq(1, 2)
A = len(s), list(s), s[0], s[-1], 1 in s, 5 in s, 'magic' in s, s(2), bool(s), bool(Seq()), bool(Seq(1))
s[0] = 9
del s[1]
B = s.items, s == Seq(9), s != Seq(9), s == [9], Seq(1) == Seq(2)
C = (s + [1]).items, [5] + s, str(s), f'{s}', int(s), float(s)
D = 'yes' if s else 'no', not s, s or 2
with Seq(3) as inner:
    inner.append(4)
    raise ValueError
E = inner
F = [x for x in Seq('a', 'b')], {*Seq(1)}, max(Seq(3, 5)), sum(Seq(1, 2)), sorted(Seq(2, 1)), tuple(Seq(1)), dict.fromkeys(Seq('k'))
a, b = Seq(1, 2)
G = a, b
H = callable(s), callable(Plain) if False else 1, next(iter(Seq(4)))
I = repr(s), [s] == [Seq(9)]
J = list(zip(Seq(1, 2), 'ab')), list(map(str, Seq(1))), any(Seq(0)), all(Seq(1)), list(enumerate(Seq('q')))
""",
    "getattr fallbacks": """
class Any:
    known = 1
    def __getattr__(self, name): return 'dyn_' + name
class Strict:
    def __getattr__(self, name): raise AttributeError(name)
a = Any()
A = a.known, a.foo, getattr(a, 'bar', 3), hasattr(a, 'baz')
B = getattr(Strict(), 'x', 'default'), hasattr(Strict(), 'x')
try:
    Strict().zzz
except AttributeError as e:
    C = str(e)
""",
    "order of bases": """
class Aa:
    n = 'A'
    def f(self): return ['A']
class Bb(Aa):
    def f(self): return ['B'] + super().f()
class Cc(Aa):
    n = 'C'
    def f(self): return ['C'] + super().f()
class Dd(Bb, Cc):
    def f(self): return ['D'] + super().f()
X = Dd().f(), Dd.n, [c.__name__ for c in Dd.__mro__]
class Ee(Dd):
    n = 'E'
    def f(self): return super(Dd, self).f()
Y = Ee().f(), super(Ee, Ee()).n
class Oo(object):
    pass
Z = Oo.__bases__ == (object,), isinstance(Oo(), object)
try:
    class Bad(Aa, Dd): pass
except TypeError:
    W = 'no order'
""",
    "class bodies": """
class Config:
    base = 2
    values = [y * 2 for y in [base]]
    for i in range(3):
        base += i
    if base > 3:
        flag = True
    else:
        flag = False
    class Meta:
        name = 'inner'
    def get(self): return Config.base
    x = y = 1
    del x
    try:
        z = int('q')
    except ValueError:
        z = 0
    w = 1
A = Config.base, Config.values, Config.flag, Config.Meta.name, Config().get(), hasattr(Config, 'x'), Config.z, Config.i
B = {k: v for k, v in vars(Config).items() if not k.startswith('_') and isinstance(v, (int, bool))}
Config.new = 5
C = Config.new, Config().new
globals().update({k.upper() * 2: v for k, v in Config.__dict__.items() if k in ('flag', 'base')})
""",
    "defaults and arguments": """
def f(a, b=2, *args, c, d=4, **kw): return a, b, args, c, d, kw
A = f(1, c=3), f(1, 2, 3, 4, c=5, d=6, e=7), f(b=1, a=2, c=3)
def bad(call):
    try:
        return call()
    except TypeError:
        return 'TypeError'
def g(a, /, b, *, c=1): return a, b, c
B = g(1, 2), g(1, b=2, c=3), bad(lambda: g(a=1, b=2)), bad(lambda: g(1)), bad(lambda: g(1, 2, 3)), bad(lambda: g(1, 2, d=3))
C = bad(lambda: f(1)), bad(lambda: f(1, 2, b=3, c=1)), bad(lambda: g())
args, kw = (1, 2), {'c': 3}
D = f(*args, **kw), f(*[1], **{'c': 2}, d=1), g(*args), g(1, **{'b': 5})
E = bad(lambda: f(**{'a': 1, 'c': 2}, **{'a': 2})), f(*'ab', c=0), f(1, *(), *[2], c=1)
def mutable(x, into=[]):
    into.append(x)
    return into
F = mutable(1), mutable(2), mutable(3, [])
def opt(x=None): return [] if x is None else x
G = opt(), opt(5), (lambda x, *r, k=1: (x, r, k))(1, 2, k=3), f.__name__, bad.__name__
""",
    "enumerations": """
import enum
from enum import Enum, IntEnum, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 'g'
    BLUE = (1, 2)
    ALIAS = 1
    def describe(self): return self.name.lower()
    @property
    def double(self): return self.value * 2
    @classmethod
    def first(cls): return cls.RED
    _ignored = 5 if False else 6
class Level(IntEnum):
    LOW = 1
    HIGH = 2
class Mode(str, Enum):
    DEV = 'dev'
    PROD = 'prod'
@unique
class Auto(Enum):
    A = auto()
    B = auto()
class Flags(enum.Flag):
    X = auto()
    Y = auto()
A1 = Color.RED.value, Color.RED.name, Color['GREEN'].value, Color(1).name, Color('g') is Color.GREEN, Color.BLUE.value
B1 = [c.name for c in Color], len(Color), list(Color)[0] is Color.RED, Color.RED in Color, [c.value for c in Auto]
C1 = Color.ALIAS is Color.RED, Color.ALIAS.name, sorted(Color.__members__), Color.RED.describe(), Color.RED.double, Color.first().name
D1 = Level.LOW < Level.HIGH, Level.LOW == 1, Level.HIGH + 1, max(Level).name, Level(2).name, int(Level.LOW), bool(Level.LOW)
E1 = Mode.DEV == 'dev', 'dev' == Mode.DEV, Mode('prod').name, Mode.DEV.value.upper(), Mode.DEV in ('dev', 'x'), {'dev': 1}[Mode.DEV], Mode.DEV + '!'
F1 = isinstance(Color.RED, Color), isinstance(Mode.DEV, str), isinstance(Color.RED, Enum), issubclass(Color, Enum), type(Color.RED) is Color
G1 = Color.RED == 1, Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED is Color.GREEN, bool(Color.RED)
H1 = {Color.RED: 'r', Color.GREEN: 'g'}[Color.GREEN], Color.RED in {Color.RED: 1}, [1, Color.RED].index(Color.RED)
I1 = str(Color.RED), f'{Color.RED}', Color.RED.__class__.__name__
try:
    Color('nope')
except ValueError:
    J1 = 'no member'
try:
    Color['NOPE']
except KeyError:
    K1 = 'no name'
try:
    Color.NOPE
except AttributeError:
    L1 = 'no attribute'
M1 = Flags.X.value, Flags.Y.value, getattr(Color, 'RED').value, hasattr(Color, 'PINK')
class Planet(Enum):
    EARTH = (1, 'e')
    MARS = (2, 'm')
    def __init__(self, mass, letter):
        self.mass = mass
        self.letter = letter
N1 = Planet.EARTH.mass, Planet.MARS.letter, Planet((1, 'e')).name
class Animal(Enum):
    DOG = 'dog'
    @classmethod
    def _missing_(cls, value): return cls.DOG
O1 = Animal('cat').name
""",
    "data classes": """
import dataclasses
from dataclasses import dataclass, field
from typing import ClassVar, List, Optional
@dataclass
class Point:
    x: int
    y: int = 2
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = 'p'
    name: Optional[str] = field(default=None)
    def total(self): return self.x + self.y
p = Point(1)
q = Point(1, y=5, name='n')
p.tags.append('t')
A1 = p.x, p.y, p.tags, p.name, p.kind, p.total(), q.tags, q.y, q.name, Point(3, 4).total()
B1 = p == Point(1, 2, ['t']), p == q, Point(1) == Point(1), Point(1) != Point(2)
@dataclass(frozen=True)
class Frozen:
    a: str = 'a'
C1 = Frozen().a, Frozen('b').a
try:
    Frozen().a = 'c'
except AttributeError:
    D1 = 'frozen'
@dataclass
class Child(Point):
    z: int = 0
    def __post_init__(self): self.z += self.x
E1 = Child(1).z, Child(1, 2, [], None, 5).z
try:
    Point()
except TypeError:
    F1 = 'missing'
try:
    Point(1, 2, [], None, 9)
except TypeError:
    G1 = 'too many'
try:
    Point(1, q=1)
except TypeError:
    H1 = 'unexpected'
I1 = dataclasses.asdict(Point(1, 2, ['a'], 'n')), [f.name for f in dataclasses.fields(Point)], dataclasses.astuple(Point(1)), dataclasses.is_dataclass(Point)
J1 = dataclasses.replace(q, x=9).x
K1 = repr(Point(1)), str(Frozen())
@dataclass
class KwOnly:
    a: int = field(default=1, init=False)
    b: int = 2
L1 = KwOnly(5).b, KwOnly(5).a
""",
    "named tuples": """
from collections import namedtuple
from typing import NamedTuple
class Db(NamedTuple):
    host: str
    port: int = 5432
    def url(self): return f'{self.host}:{self.port}'
    @property
    def local(self): return self.host == 'localhost'
d = Db('localhost')
A1 = d.host, d.port, d[0], d[1], tuple(d), len(d), d == ('localhost', 5432), list(d)
B1 = d.url(), d.local
host, port = d
C1 = host, port, d._asdict(), d._replace(port=1).port, Db._fields, isinstance(d, tuple), isinstance(d, Db)
try:
    Db()
except TypeError:
    D1 = 'missing'
P = None
Pair = namedtuple('Pair', 'a b')
E1 = Pair(1, 2).a, Pair(1, b=3).b, tuple(Pair(*[1, 2])), Pair._make([3, 4]).a, Pair(1, 2)._asdict(), tuple(Pair(1, 2)._replace(a=5)), Pair._fields
F1 = Pair(1, 2) + (3,), Pair(1, 2)[::-1], 1 in Pair(1, 2), Pair(1, 2) < Pair(1, 3), sorted([Pair(2, 1), Pair(1, 2)])[0].a
class Sub(namedtuple('Base', ['x', 'y'])):
    def total(self): return self.x + self.y
G1 = Sub(1, 2).total(), Sub(1, 2).x
try:
    Pair(1, 2).a = 5
except AttributeError:
    H1 = 'read-only'
""",
    "hooks": """
class Base:
    registry = []
    def __init_subclass__(cls, label=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry.append((cls.__name__, label))
        cls.label = label
class One(Base, label='one'): pass
class Two(Base): extra = 1
A1 = Base.registry, One.label, Two.label, Two.extra
class Field:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, owner=None):
        return (self.name, obj is None)
    def __set__(self, obj, value): obj.__dict__['stored'] = value
class Model:
    f = Field()
    g = 3
m = Model()
B1 = Model.f, m.f
m.f = 5
C1 = m.stored, m.f
class Log:
    def __init__(self): object.__setattr__(self, 'seen', [])
    def __setattr__(self, name, value):
        self.seen.append(name)
        super().__setattr__(name, value)
    def __delattr__(self, name):
        self.seen.append('del ' + name)
        object.__delattr__(self, name)
l = Log()
l.x = 1
l.x += 1
setattr(l, 'y', 5)
del l.y
D1 = l.seen, l.x, hasattr(l, 'y')
class Meta(type):
    def __new__(mcs, name, bases, attrs):
        attrs['ADDED'] = 1
        return super().__new__(mcs, name, bases, attrs)
class Made(metaclass=Meta):
    Q = 1
lazy = []
class Cached:
    from functools import cached_property
    @cached_property
    def items(self):
        lazy.append(1)
        return []
c = Cached()
c.items.append(5)
E1 = c.items, len(lazy)
def register(cls):
    cls.registered = True
    return cls
def replace(cls): return 5
@register
class Reg: pass
@replace
class Rep: pass
F1 = Reg.registered, Rep
def twice(f):
    def inner(*args, **kw): return f(*args, **kw) * 2
    return inner
def times(n):
    def wrap(f):
        return lambda *a: f(*a) * n
    return wrap
@twice
def three(): return 3
@times(4)
@twice
def one(x): return x
G1 = three(), one(1)
class Deco:
    @twice
    def m(self): return 4
    @times(2)
    def k(self): return 5
H1 = Deco().m(), Deco().k()
""",
    "from builtin classes": """
class Conf(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name)
    def twice(self): return len(self) * 2
c = Conf(a=1)
c['b'] = 2
A1 = c['a'], c.a, c.b, len(c), list(c), c.get('z', 5), c.twice(), isinstance(c, dict), bool(Conf()), 'a' in c, dict(c), c == {'a': 1, 'b': 2}
class Names(list):
    def add(self, x): self.append(x); return self
n = Names(['x']).add('y')
B1 = n[0], len(n), list(n), n + ['z'], isinstance(n, list), 'x' in n, bool(Names()), sorted(n), n == ['x', 'y'], [*n], ','.join(n)
class Text(str):
    def shout(self): return self.upper() + '!'
t = Text('abc')
C1 = t.shout(), t == 'abc', len(t), t + 'd', t[0], isinstance(t, str), t.startswith('a'), f'{t}', t in ('abc',), {'abc': 1}.get(t), str(t)
class Num(int):
    def half(self): return self // 2
D1 = Num(8).half(), Num(3) + 1, Num(3) == 3, isinstance(Num(1), int), Num('7') * 1
class Tup(tuple):
    def first(self): return self[0]
E1 = Tup([1, 2]).first(), len(Tup()), list(Tup('ab'))
class SS(set):
    pass
F1 = 1 in SS([1]), len(SS()), sorted(SS([2, 1]))
""",
    "own exceptions": """
class AppError(Exception):
    code = 5
    def __init__(self, message, extra=None):
        super().__init__(message)
        self.extra = extra
class NotFound(AppError, KeyError):
    def __str__(self): return 'nf:' + self.args[0]
try:
    raise NotFound('x', extra=3)
except AppError as e:
    A1 = str(e), e.extra, e.code, e.args, isinstance(e, KeyError), type(e).__name__
try:
    raise AppError('m')
except Exception as e:
    B1 = str(e), e.extra, repr(e), e.args
def f():
    try:
        raise ValueError('inner')
    except ValueError as e:
        raise AppError('outer') from e
try:
    f()
except AppError as e:
    C1 = str(e)
try:
    try:
        raise KeyError('k')
    except KeyError:
        raise
except LookupError as e:
    D1 = e.args
def g():
    try:
        return 'try'
    finally:
        log.append('fin')
log = []
E1 = g(), log
def h():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
        finally:
            log.append(i)
    return 'h'
F1 = h(), log
try:
    raise
except RuntimeError:
    G1 = 'nothing to raise'
try:
    raise ValueError
except ValueError as e:
    H1 = e.args
try:
    raise 5
except TypeError:
    I1 = 'no exception'
class Plain(Exception): pass
try:
    raise Plain(1, 2)
except Plain as e:
    J1 = e.args, str(e)
def k():
    try:
        return 1
    finally:
        return 2
K1 = k()
try:
    assert False, 'msg'
except AssertionError as e:
    L1 = e.args
def nested():
    try:
        try:
            1 / 0
        except KeyError:
            return 'no'
        finally:
            log.append('a')
    except ZeroDivisionError:
        log.append('b')
        return 'zero'
M1 = nested(), log[-2:]
try:
    int('x')
except (TypeError, ValueError) as e:
    N1 = type(e).__name__
else:
    N1 = 'else'
try:
    pass
except ValueError:
    O1 = 1
else:
    O1 = 2
finally:
    P1 = 3
""",
}
UNDETERMINED: dict[str, str] = {
    "enumerations": "O1",
    "from builtin classes": "A1 B1 C1 D1 E1 F1",
}
"""Names that the evaluator need not determine."""


@pytest.mark.parametrize("name", CASES)
def test_python_and_the_evaluator_agree(name: str) -> None:
    assert differences(CASES[name], UNDETERMINED.get(name, "").split()) == []
