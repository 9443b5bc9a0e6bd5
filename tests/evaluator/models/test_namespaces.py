"""Names and attributes that are read, written and deleted through `globals()`, `vars()`, `getattr` and their like, compared with Python."""

from __future__ import annotations

import pytest

from tests.evaluator.models.comparison import contradictions, differences, executed

CLASS = "class C:\n    a = 1\n    def f(self): return 2\n    _p = 3\n"

DETERMINED = (
    "A = 1\nX = globals()['A'], vars()['A'], locals()['A'], globals().get('B'), globals().get('B', 2), globals().get(1)\n",
    "globals()['A'] = 1\nlocals()['B'] = 2\nvars().update(C=3)\nglobals().update({'D': 4}, E=5)\nglobals().__setitem__('F', 6)\n",
    "A = B = C = 1\ndel globals()['A']\nX = globals().pop('B'), globals().pop('B', 7), globals().pop('Z', None), 'A' in globals(), 'C' in vars()\n",
    "A = 1\nX = globals().setdefault('A', 2), globals().setdefault('B', 3), globals().setdefault('C'), B, C\n",
    "A = 1\nX = [n for n in globals() if n.isupper()]\nY = [n for n in dir() if n.isupper()]\n",
    "A = 1\nb = 2\nX = {k: v for k, v in globals().items() if k.isupper()}, [k for k in globals().keys() if k == 'A'], 1 in globals().values()\n",
    "A = 1\nX = {k: v for k, v in globals().copy().items() if k == 'A'}\nY = (globals() | {'A': 3})['A'], ({**globals()})['A']\n",
    "A = 1\ntry:\n    del globals()['Q']\nexcept KeyError as error:\n    X = str(error)\n",
    "A = 1\ntry:\n    globals()['Q']\nexcept KeyError as error:\n    X = error.args\n",
    "try:\n    globals().pop('Q')\nexcept KeyError:\n    X = 1\n",
    "try:\n    globals().update({}, {})\nexcept TypeError:\n    X = 1\n",
    "try:\n    globals().pop()\nexcept TypeError:\n    X = 1\n",
    "X = globals()['__name__'], globals().get('__name__'), '__file__' in globals(), '__nothing__' in globals()\n",
    "def f(a, b=2):\n    c = 3\n    d = locals()\n    e = 4\n    return d\nX = f(1)\n",
    CLASS + "X = sorted(n for n in vars(C) if not n.startswith('__')), vars(C)['a'], C.__dict__.get('b', 5), 'a' in vars(C)\n",
    CLASS + "try:\n    vars(C)['a'] = 2\nexcept TypeError:\n    X = 'read only'\nY = C.a\n",
    CLASS + "try:\n    del C.__dict__['a']\nexcept TypeError:\n    X = 'read only'\nY = C.a\n",
    CLASS + "try:\n    vars(C).update(a=2)\nexcept AttributeError:\n    X = 'read only'\nY = C.a\n",
    CLASS + "X = '__module__' in vars(C), '__dict__' in vars(C), '__doc__' in vars(C)\n",
    CLASS + "X = [n for n in dir(C) if n[:2] != '__'], [n for n in dir(C()) if n[:2] != '__'], '__init__' in dir(C), '__eq__' in dir(C())\n",
    CLASS + "class D(C):\n    a = 5\n    z = 1\nd = D()\nd.q = 1\nX = [n for n in dir(d) if n[:2] != '__'], vars(d), vars(D()) == {}\n",
    CLASS + "c = C()\nc.x = 1\nvars(c)['y'] = 2\nc.__dict__.update(z=3)\nX = c.x, c.y, c.z, dict(c.__dict__), sorted(vars(c))\n",
    CLASS + "c = C()\nc.x = 1\ndel c.__dict__['x']\nX = hasattr(c, 'x'), vars(c)\n",
    CLASS + "c = C()\nsetattr(c, 'x', 1)\nsetattr(C, 'y', 2)\nX = c.x, c.y, C.y, getattr(c, 'y'), getattr(c, 'n', 0), getattr(C, 'n', None)\n",
    CLASS + "c = C()\nc.x = 1\ndelattr(c, 'x')\ndelattr(C, 'a')\nX = hasattr(c, 'x'), hasattr(c, 'a'), hasattr(C, 'f'), hasattr(C, '__init__')\n",
    CLASS + "c = C()\ntry:\n    del c.a\nexcept AttributeError:\n    X = 1\ntry:\n    del C.n\nexcept AttributeError:\n    Y = 1\n",
    CLASS + "c = C()\ntry:\n    delattr(c, 'n')\nexcept AttributeError:\n    X = 1\ntry:\n    c.n\nexcept AttributeError:\n    Y = 1\n",
    "try:\n    getattr(1, 2)\nexcept TypeError:\n    X = 1\ntry:\n    getattr(1)\nexcept TypeError:\n    Y = 1\ntry:\n    hasattr(1)\nexcept TypeError:\n    Z = 1\n",
    "try:\n    setattr(1, 'a')\nexcept TypeError:\n    X = 1\ntry:\n    delattr(1)\nexcept TypeError:\n    Y = 1\ntry:\n    vars(1)\nexcept TypeError:\n    Z = 1\n",
    "import sys\nthis = sys.modules[__name__]\nsetattr(this, 'A', 1)\nX = A, this.A, hasattr(this, 'A'), hasattr(this, 'NOPE'), vars(this)['A']\ndelattr(this, 'A')\nY = hasattr(this, 'A'), 'A' in globals()\n",
    "import sys\nthis = sys.modules[__name__]\nA = 1\nX = [n for n in dir(this) if n.isupper()]\ntry:\n    del this.B\nexcept AttributeError:\n    Y = 1\n",
    "X = hasattr('a', 'upper'), hasattr('a', 'nope'), hasattr([].append, '__call__') in (True, False), getattr('a', 'upper')(), getattr([], 'n', 3)\n",
    "class P:\n    def __getattr__(self, name): return name * 2\np = P()\nX = p.ab, getattr(p, 'c'), hasattr(p, 'd'), getattr(p, 'e', 1)\n",
    "class P:\n    def __getattr__(self, name):\n        if name == 'no': raise AttributeError(name)\n        return name\nX = hasattr(P(), 'no'), hasattr(P(), 'yes'), getattr(P(), 'no', 5)\n",
    "X = dict([('a', 1), ['b', 2], 'cd', (k for k in 'ef')])\n",
    "try:\n    dict([('a', 1, 2)])\nexcept ValueError:\n    X = 1\ntry:\n    dict([1])\nexcept TypeError:\n    Y = 1\n",
    "X = isinstance(1, int | str), issubclass(bool, int | None), issubclass(str, (bytes, int | str)), isinstance(None, int | None)\n",
    "try:\n    issubclass(int, 1)\nexcept TypeError:\n    X = 1\ntry:\n    isinstance(1, [int])\nexcept TypeError:\n    Y = 1\ntry:\n    issubclass(int, len)\nexcept TypeError:\n    Z = 1\n",
    "X = 'abc'.find('c'), ['a', 'b', 'a'].index('a', 1), (1, 2, 1).index(1, -1), ['a'].index('a', -5, 9)\ntry:\n    ['a'].index('a', 1)\nexcept ValueError:\n    Y = 1\n",
)  # fmt: skip


@pytest.mark.parametrize("text", DETERMINED)
def test_namespaces_are_what_python_makes_of_them(text: str) -> None:
    assert differences(text) == []


UNDETERMINED = {
    "a name that is read": "A = 1\nB = 2\nX = globals().get(N)\nY = N in globals()\nA = (A, X)\n",
    "a name that is written": "A = 1\nB = 2\nglobals()[N] = 5\nX = A\nY = 'Z' in globals()\nW = globals().get('Z')\n",
    "a name that is deleted": "A = 1\nB = 2\ndel globals()[N]\nX = globals().get('A', 'gone')\nY = 'A' in globals(), 'A' in globals()\n",
    "a name that is popped": "A = 1\nB = 2\nX = globals().pop(N, 'none')\nY = 'B' in globals()\nW = [n for n in globals() if n in ('A', 'B')]\n",
    "names that may be gone": "A = 1\nglobals().pop(N, None)\ntry:\n    X = A\nexcept NameError:\n    X = 'NameError'\n",
    "names that may be set": "A = 1\nB = 2\nX = globals().setdefault(N, 7)\nY = A, B\n",
    "a name that may be new": "A = 1\nglobals()[N] = 5\nX = globals().setdefault('Q', 7)\nY = Q\n",
    "an entry twice": "A = 1\nglobals()[N] = 5\nX = 'Q' in globals()\nY = 'Q' in globals()\nW = X == Y\ntry:\n    V = globals()['Q']\nexcept KeyError:\n    V = 'none'\n",
    "all names": "A = 1\nglobals()[N] = 5\nX = sorted(n for n in globals() if n in ('A', 'Q'))\nY = {k: v for k, v in globals().items() if k == 'A'}\n",
    "an attribute that is written": "class C:\n    A = 1\n    b = 2\nsetattr(C, N, 5)\nX = C.A\nY = C.b\nW = hasattr(C, 'Q'), getattr(C, 'Q', 'none')\n",
    "an attribute that is deleted": "class C:\n    A = 1\n    B = 2\ntry:\n    delattr(C, N)\nexcept AttributeError:\n    pass\nX = hasattr(C, 'A')\nY = getattr(C, 'A', 'gone')\ntry:\n    W = C.B\nexcept AttributeError:\n    W = 'gone'\n",
    "an attribute of an object": "class C:\n    A = 1\nc = C()\nc.A = 2\nc.q = 3\nsetattr(c, N, 5)\nX = c.A\nY = c.q\nW = getattr(c, 'Q', 'none')\nV = hasattr(c, 'Q')\n",
    "an attribute deleted from an object": "class C:\n    A = 1\nc = C()\nc.A = 2\nc.B = 3\ntry:\n    delattr(c, N)\nexcept AttributeError:\n    pass\nX = c.A\nY = vars(c).get('B', 'gone')\nW = hasattr(c, 'B')\n",
    "an attribute of the module": "import sys\nA = 1\nB = 2\nthis = sys.modules[__name__]\ntry:\n    delattr(this, N)\nexcept AttributeError:\n    pass\nX = hasattr(this, 'A')\nY = getattr(this, 'A', 'gone')\nW = 'A' in globals()\nV = X == W\n",
    "a written attribute of the module": "import sys\nA = 1\nthis = sys.modules[__name__]\nsetattr(this, N, 5)\nX = hasattr(this, 'A')\nY = A\nW = getattr(this, 'Q', 'none')\nV = hasattr(this, 'Q')\n",
    "an attribute that is read": "class C:\n    A = 1\n    B = 2\nX = getattr(C, N, 'none')\nY = hasattr(C, N)\ntry:\n    W = getattr(C, N)\nexcept AttributeError:\n    W = 'none'\n",
    "bounds of a search": "L = ['a', 'b', 'a']\ntry:\n    X = L.index('a', len(N))\nexcept ValueError:\n    X = 'none'\n",
    "pairs": "try:\n    X = dict([('k', 1), N])\nexcept ValueError:\n    X = 'ValueError'\nY = dict([('k', 1), (N, 2)])\n",
    "pairs of pairs": "import os\nP = (N, 1) if os.environ.get('E') else ('z', 2)\nX = dict([P, ('y', 3)])\n",
    "all of a class": "class C:\n    A = 1\nsetattr(C, N, 5)\nX = [n for n in dir(C) if n in ('A', 'Q')]\nY = [n for n in vars(C) if n in ('A', 'Q')]\n",
}  # fmt: skip


@pytest.mark.parametrize("text", UNDETERMINED.values(), ids=UNDETERMINED)
def test_nothing_is_said_of_names_that_can_not_be_determined(text: str) -> None:
    text = "from mystery import THINGS\nN = THINGS[0]\n" + text
    things = [["A"], ["B"], ["Q"], ["ab"]]
    environments: list[dict[str, str]] = [{}, {"E": "1"}]
    assert any(executed(text, {}, each) is not None for each in things)
    assert contradictions(text, environments, things, lambda name: name in ("A", "B", "Q", "V", "W", "X", "Y")) == []
