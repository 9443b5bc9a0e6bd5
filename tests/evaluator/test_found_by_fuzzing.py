"""What random settings showed the evaluator to do otherwise than Python; each program is the least that shows it."""

from __future__ import annotations

import pytest

from djauthlint.conditions import TooManyWorlds, Variables, holds, where
from djauthlint.evaluator.models.list_methods import reversed_items
from djauthlint.values import Items, Known, Splice
from fuzz.differential import Case, case, limited
from tests.evaluator.models.comparison import evaluated
from tests.evaluator.worlds import is_known

LARGE = {
    "a name that is computed, of a value that is too large to be followed",
    "what is executed as text in a statement that is given up",
}
"""Those that are evaluated until a budget is used up."""

ENVIRONMENTS = [{}, *({"A": text} for text in ("", "x", "12", "a,b"))]

COUNTED = """import os
def counted(number):
    count = 0
    while count != number:
        count += 1
    return str(count)
"""
"""A function that is given up for a number that is not known."""

PROJECTS: dict[str, dict[str, str]] = {
    "__all__ of a module that is imported under two conditions": {
        "parts.py": "S1, S2 = 'ab'\n__all__ = ['S1']\n",
        "settings.py": "import os\nif os.environ.get('A'):\n    from parts import *\nfrom parts import *\n",
    },
    "__all__ that depends on the environment": {
        "parts.py": "import os\nS1, S2, S3 = 'abc'\n__all__ = ['S1']\nif os.environ.get('A'):\n    __all__.append('S2')\n",
        "settings.py": "from parts import *\n",
    },
    "__all__ that lists what is not there": {
        "parts.py": "import os\nS1 = 'a'\n__all__ = ['S1']\nif os.environ.get('A'):\n    __all__ += ['S9']\n",
        "settings.py": "try:\n    from parts import *\nexcept AttributeError as error:\n    S2 = str(error)\nelse:\n    S2 = 'all'\n",
    },
    "__all__ that lists a module": {
        "parts/__init__.py": "__all__ = ['more']\n",
        "parts/more.py": "S1 = 'm'\n",
        "settings.py": "from parts import *\nS2 = more.S1\n",
    },
    "a module that is executed under two conditions is a new one under each": {
        "parts.py": "L1 = globals().get('L1', []) + ['x']\n",
        "settings.py": "import os\nif os.environ.get('A') == 'x':\n    from parts import *\nfrom parts import *\n",
    },
    "a module that is executed under two conditions is changed under one of them": {
        "parts.py": "S1 = 'x'\n",
        "settings.py": """import os
if os.environ.get('A') == 'x':
    import parts
import parts
if os.environ.get('A') == 'x':
    parts.S1 = 'y'
S2 = parts.S1
""",
    },
    "a comprehension in a class sees no name of the class": {
        "settings.py": """S1 = 'one'
class Some:
    S1 = 'two'
    L1 = [S1 for _ in 'ab']
    L2 = [letter for letter in S1]
    B1 = any(S1 == each for each in ['one'])
L1, L2, B1 = Some.L1, Some.L2, Some.B1
""",
    },
    "a list is bound in one round of a loop and extended in the next": {
        "settings.py": """import os
L1, L2 = ['x'], ['y']
S1 = S2 = 'a'
for each in os.environ.get('A', 'x').split(','):
    S1 += 'b'
    S1 = L1
    if each == 'x':
        S2 = L2
    else:
        S2 += 'c'
""",
    },
    "what fails with one argument does not with another": {
        "settings.py": """import os
S1 = os.environ.get('A', '')
try:
    S2 = S1 + 1
except TypeError:
    S2 = S1 + 'x'
    S3 = 'after +'
try:
    S1.index('2')
except ValueError:
    try:
        S1.index('x')
        S4 = 'after index'
    except ValueError:
        pass
try:
    S1.encode().decode('ascii', 5)
except TypeError:
    S1.encode().decode('ascii')
    S5 = 'after decode'
try:
    5 in S1
except TypeError:
    'a' in S1
    S6 = 'after in'
try:
    S1 > 1
except TypeError:
    S1 > 'b'
    S7 = 'after >'
""",
    },
    "what may fail where exceptions are swallowed without a handler": {
        "settings.py": """import os
D1 = {'x': 'y'}
D1[os.environ.get('A', '')] = 'z'
class Swallowing:
    def __enter__(self):
        return self
    def __exit__(self, kind, error, trace):
        return kind
S1 = S2 = 'before'
with Swallowing():
    D1['12']
    S1 = 'after'
for each in 'a':
    try:
        D1['12']
        S2 = 'after'
    finally:
        break
""",
    },
    "what is given up may have bound attributes of modules and classes": {
        "parts.py": "S1 = S2 = S3 = S4 = S5 = 'a'\nL1 = ([],)\nclass Some:\n    S6 = 'a'\n",
        "settings.py": COUNTED
        + """import contextlib, parts, parts as more
N1 = len(os.environ.get('A', ''))
parts.S1 = counted(N1)
parts.S2, S9 = counted(N1), 'b'
setattr(parts, 'S3', counted(N1))
vars(parts)['S4'] = counted(N1)
for more.S5 in [counted(N1)]:
    pass
more.S5 += 'b'
parts.Some.S6 = counted(N1)
parts.L1[0].append(counted(N1))
def collected(value, seen=[]):
    seen.append(counted(N1) and value)
    return seen
collected('a')
L3 = collected('b')
L4, L5 = [], []
@contextlib.contextmanager
def around():
    yield
    L4.append(counted(N1))
with around():
    pass
globals()['L5'].append(counted(N1))
S10 = S11 = 'a'
L6, L7 = [], []
def repr(value):
    value.append('a')
    return value
N2 = len(repr(L6)) + len(L7) + int(counted(N1))
class Base:
    def bind(self):
        global S10
        S10 = counted(N1)
class Derived(Base):
    pass
made = Derived()
made.bind()
def bind():
    global S11
    S11 = counted(N1)
for each in [bind]:
    each()
S7 = S8 = T1 = 'a'
def bound():
    global S7
    T1 = 'b'
    def inner():
        nonlocal T1
        T1 = counted(N1)
    S7 = counted(0)
    globals()['S8'] = T1
    inner()
    return T1
T2 = bound()
def changed():
    variables = os.environ
    variables['B'] = counted(N1)
    os.environ.update(C='c')
changed()
S13 = os.environ.get('Z', 'none')
if os.environ.get('A'):
    L8 = ['a', 'b']
    while len(L8) > N1:
        L8.pop()
        counted(N1)
try:
    S14 = os.environ['Z']
except KeyError:
    S14 = 'not set'
T3, T4 = os.environ.get('B', ''), os.environ.get('C', '')
from parts import *
S6 = Some.S6
""",
    },
    "what stands in a list or dict that was lost is changed through it": {
        "settings.py": """import os
S1 = os.environ.get('A', '')
class Holder:
    pass
def touched(value):
    for each in S1.split(','):
        getattr(value, each, str)
        value = each
L1, L2, L3, L4, L5, L6 = ['a'], ['a'], ['a'], ['a'], ['a'], ['a']
D1 = {'x': L1}
D1[S1] = 'z'
L1.clear()
if isinstance(D1['x'], list):
    D1['x'].append('b')
T1 = [L2, ['c']]
T1.insert(len(S1), 'i')
T1.insert(len(S1), L3)
L2.clear()
L3.clear()
for each in T1:
    if isinstance(each, list):
        each.append('b')
D2 = {}
D2[S1] = L4
L4.clear()
D2.setdefault('x', []).append('b')
D3 = {}
for each in S1.split(','):
    D3[each] = L5
L5.clear()
for each in D3.values():
    each.append('b')
D4 = {each: L6 for each in S1.split(',')}
L6.clear()
D4.get('x', []).append('b')
""",
    },
    "a list that differs by condition is extended with what it has not": {
        "settings.py": """import os
L1 = ['x'] if os.environ.get('A') else []
L1.extend(each for each in 'xx' if each not in L1)
L2 = ['x'] if os.environ.get('A') else []
L2 += (each for each in 'xx' if each not in L2)
L4 = L5 = ['x']
L4.extend(each for each in 'xyy' if each not in L5)
M1 = {'x': L5}
M1['x'] += (each for each in 'yzz' if each not in L4)
L3 = ['x'] if os.environ.get('A') else 'y'
try:
    L3 += (each for each in 'xx' if each not in L3)
except TypeError:
    S1 = 'a generator is no text'
""",
    },
    "an item of something of which nothing is known": {
        "settings.py": """import os
L1 = ['x']
for each in os.environ.get('A', 'x').split(','):
    L1 = each
try:
    S1 = L1[1]
except IndexError:
    S1 = 'no item'
try:
    S2 = L1['x']
except TypeError:
    S2 = 'no dict'
""",
    },
    "an attribute of a function or method": {
        "settings.py": """import os
S1 = S2 = S3 = S4 = 'there'
def made():
    pass
try:
    made.nothing
except AttributeError:
    S1 = 'not there'
try:
    os.environ.copy().get.nothing
except AttributeError:
    S2 = 'not there'
try:
    os.environ.copy().get('A', '').nothing
except AttributeError:
    S3 = 'not there'
try:
    'a'.join.nothing
except AttributeError:
    S4 = 'not there'
""",
    },
    "__all__ that can't be determined": {
        "parts.py": """import os
S1, S2, _S3, S4 = 'abcd'
__all__ = ['S1', *os.environ.get('A', 'S2,_S3').split(',')]
if 'x' in __all__:
    __all__ = ['S4', '_S3']
elif '12' in __all__ or 'a' in __all__ or '' in __all__:
    __all__ = ['S2']
""",
        "settings.py": "S1 = S4 = 'z'\nfrom parts import *\nS9 = globals().get('_S3', 'none')\n",
    },
    "what is given up is reached through partials, iterators, namespaces, hooks and methods": {
        "settings.py": COUNTED
        + """import functools, sys
N1 = len(os.environ.get('A', ''))
L1, L2, L3, L4, L5, L6 = [], [], [], [], [], []
S1 = S2 = S3 = S4 = S5 = 'a'
add = functools.partial(L1.append, 'b')
space = globals()
rest = iter(['x', 'y'])
hooks = []
def hook():
    L2.append('b')
if os.environ.get('A'):
    hooks.append(hook)
class Box:
    def __len__(self):
        L3.append('b')
        return 1
class Kept:
    pass
Kept.items = L4
box = Box()
def outer():
    def inner():
        global S2
        S2 = 'b'
    inner()
def remove():
    global S3
    del S3
def bind():
    module = sys.modules[__name__]
    module.S4 = 'b'
if counted(N1):
    add()
    space['S1'] = 'b'
    S9 = next(rest)
    for each in hooks:
        each()
    S8 = len(box)
    Kept.items.append('b')
    outer()
    remove()
    bind()
    del S5
S7 = next(rest)
[L5.append(1) for _ in os.environ.get('A', 'x').split(',') for _ in 'x']
T1 = [L6 for _ in os.environ.get('A', 'x').split(',') for _ in 'x']
T1[0].append('b')
""",
    },
    "a dict that is updated with a number": {
        "settings.py": """import os
D1 = {os.environ.get('A', 'a'): 1}
try:
    D1.update(int(os.environ.get('A', '12')))
except (TypeError, ValueError) as error:
    S1 = type(error).__name__
""",
    },
    "the order of a dict with a key that is unknown": {
        "settings.py": "import os\nL1 = [[value, key] for key, value in {os.environ.get('A', 'a'): 1, 'b': 2}.items()]\n",
    },
    "the first key that is true": {
        "settings.py": "import os\nS1 = next((key for key in {os.environ.get('A', 'a'): 1, 'b': 2} if key), 'none')\n",
    },
    "lists that have no order": {
        "settings.py": """import os
try:
    B1 = ['a'] < list(zip(os.environ.get('A', 'a').split(','), 'ab'))
except TypeError:
    S1 = 'no order'
""",
    },
    "a slice up to an unknown place": {
        "settings.py": """import bisect, itertools
try:
    L1 = list(itertools.islice(['a'], bisect.bisect([1, 3, 5], 0)))
except ValueError as error:
    S1 = str(error)
""",
    },
    "a function of numbers that gets a text": {
        "settings.py": """import math, os
try:
    N1 = math.sqrt(max(os.environ.get('A', 'a').split(','), default=0))
except TypeError:
    S1 = 'no number'
""",
    },
    "a generator that looks at the list that it extends": {
        "settings.py": """import os
L1 = ['x']
L1.extend(each for each in 'xyy' if each not in L1)
L2 = ['x']
L2 += (each for each in os.environ.get('A', 'y,y').split(',') if each not in L2)
L3 = []
L3.extend(each * 2 for each in os.environ.get('A', 'x,xx').split(',') if each not in L3)
L4 = [1]
L4.extend(each for each in 'xyy' if each not in L1)
""",
    },
    "a module that reloads itself": {
        "parts.py": """import importlib, os
L1 = globals().get('L1', []) + ['x']
import parts
if os.environ.get('A'):
    importlib.reload(parts)
""",
        "settings.py": "import parts\nL1 = parts.L1\n",
    },
    "a name that is computed, of a value that is too large to be followed": {
        "settings.py": "S1 = 'a'\nfor name in ('S1',):\n    globals()[name] = [0] * 200_000\n",
    },
    "the order of a module's names": {
        "settings.py": "L1 = [name for name, value in globals().items() if name]\n",
    },
    "a module that imports itself, and is imported again where it failed": {
        "base.py": """import os
from base import *
L1 = ['x']
N1 = int(os.environ.get('A', 'y'))
""",
        "settings.py": """import os
for name in ('A', 'B'):
    try:
        from base import *
    except ValueError:
        os.environ['A'] = os.environ.get(name, 'z')
S1 = os.environ.get('A')
""",
    },
    "a submodule as an attribute of its package while it is being imported": {
        "parts/__init__.py": "",
        "parts/more.py": """L1 = []
try:
    import parts.more
    L1.append(parts.more.__name__)
except AttributeError:
    L1.append('not yet')
try:
    from parts import more
    import parts.more as other
    L1 += [more.__name__, other.__name__, hasattr(parts, 'more')]
except ImportError:
    L1.append('cannot')
""",
        "settings.py": """import os
try:
    import parts
    L2 = parts.more.L1
except AttributeError:
    L2 = []
if os.environ.get('A'):
    import parts.more
    L1 = parts.more.L1
""",
    },
    "all names of a module, those that the import system binds among them": {
        "parts.py": "L1, L2 = ['x'], ['y']\n",
        "settings.py": """import parts
for name in dir(parts):
    globals()[name] = getattr(parts, name)
L2 += 'z'
import parts as other
L3 = other.L2
""",
    },
    "all names of a module, of which some are not known": {
        "parts.py": """L1, L2 = ['x'], ['y']
try:
    from nothing_of_this_name import *
except ImportError:
    pass
""",
        "settings.py": """import parts
for name in dir(parts):
    globals()[name] = getattr(parts, name)
L2 += 'z'
import parts as other
L3 = other.L2
""",
    },
    "a finally that does not come to its end": {
        "settings.py": """import os
def one():
    try:
        return 'body'
    finally:
        if os.environ.get('A'):
            nothing
def two():
    try:
        return 'body'
    finally:
        if os.environ.get('A') == 'x':
            return 'finally'
def three():
    for each in 'abc':
        try:
            if each == 'b':
                return each
        finally:
            if os.environ.get('A') == '12':
                break
            if os.environ.get('A'):
                continue
    return 'end'
L1 = []
for each in (one, two, three):
    try:
        L1.append(each())
    except NameError:
        L1.append('failed')
for each in 'abc':
    try:
        try:
            break
        finally:
            int(os.environ.get('A', '1'))
    except ValueError:
        L1.append(each)
""",
    },
    "an item of a module": {
        "settings.py": """import os
S1 = 'a'
try:
    S1 = os['A']
except TypeError:
    S1 = 'b'
try:
    S2 = (lambda: 1)['A']
except TypeError:
    S2 = 'c'
""",
    },
    "a module that changes others before it fails": {
        "parts.py": "from base import *\nL1.append('x')\nimport nothing_of_this_name\n",
        "base.py": """L1 = []
try:
    from parts import *
except ImportError:
    pass
""",
        "settings.py": """import os
from base import *
if os.environ.get('A'):
    try:
        import parts
    except ImportError:
        L1.append('y')
""",
    },
    "a statement that gives up at an attribute of a module": {
        "parts.py": """import os
L1 = ['x']
def read(name, default=''):
    return [item.strip() for item in os.environ.get(name, default).split(',') if item]
L2 = read('A')
L2 += read('B', 'y')
""",
        "local.py": "import parts\nS1 = 'z'\nparts.L1.append(S1)\n",
        "settings.py": """import os
S3 = os.environ.get('B', 'c')
try:
    from parts import *
except Exception:
    pass
def one():
    from local import S1
one()
""",
    },
    "the name of an exception after its handler": {
        "parts.py": """import os
S1 = 'a'
try:
    int(os.environ['A'])
except KeyError as error:
    S1 = str(error)
except ValueError as S1:
    error = 'b'
def one():
    try:
        return os.environ['A']
    except KeyError as found:
        try:
            return found.args[0]
        finally:
            S2 = found
    return found
S3 = one()
""",
        "settings.py": """from parts import *
L1 = sorted(name for name in globals() if name[0] in 'Se')
try:
    error
except NameError:
    L1.append('gone')
""",
    },
    "packages without __init__.py among the modules that are loaded": {
        "parts/more.py": "S1 = 'a'\n",
        "settings.py": """import os, sys
if os.environ.get('A'):
    from parts.more import *
B1 = 'parts' in sys.modules
B2 = 'parts.more' in sys.modules
""",
    },
    "an order that differs by too many conditions": {
        "settings.py": """import os
L1 = []
for name in 'ABCDE':
    if os.environ.get(name):
        L1.append(name)
L2 = sorted(L1)
S1 = 'z'
""",
    },
    "exec in a function": {
        "settings.py": """import os
S1 = S2 = 'module'
if os.environ.get('A'):
    S1 = 'other'
def one():
    global S1
    S2 = 'local'
    exec("S1 = S2 = S3 = S2 + '.'")
    return S1, S2
L1 = list(one())
""",
    },
    "local names that are not bound": {
        "settings.py": """import os
S1 = S2 = S3 = S4 = S5 = 'module'
def one():
    try:
        S1 = os.environ['A']
    except KeyError:
        return S1.upper()
    return S1
def two():
    if os.environ.get('A'):
        (S2, *_), os.environ['C'] = ['local'], 'c'
    return S2
def three():
    global S3
    return S3, S4, [S5 for S5 in 'ab'], (lambda S1: S1)('c')
    S3 = 'local'
def four():
    def five():
        return S4
    for S4 in os.environ.get('A', ''):
        pass
    return five()
def six():
    for len in ():
        pass
    return len('ab')
L1 = []
for each in (one, two, three, four, six):
    try:
        L1.append(each())
    except UnboundLocalError:
        L1.append('unbound')
    except NameError:
        L1.append('free')
""",
    },
    "lists and names at places that are not known": {
        "settings.py": """import os
L1, L2, L3, L4 = ['a'], ['b'], ['c'], ['d']
L5 = [L1, L2]
L5[int(len(os.environ.get('A', '')) > 1)] += ['x']
globals()['L' + os.environ.get('A', '3')[:1]] = 1
class Parts:
    names = L3
getattr(Parts, os.environ.get('A', 'names'), L1).append('y')
for name in ('L4', 'L5'):
    if name == os.environ.get('A', 'L4'):
        vars()[name].append('z')
D1 = {'12': L4, '': L3}
D1.get(os.environ.get('A'), []).append('w')
L6 = [[each] for each in 'abc']
L6[len(os.environ.get('A', '')) - 1].append('v')
L6[len(os.environ.get('A', '')) - 1][0] = 'u'
""",
    },
    "a module that fails in other worlds after the environment was changed": {
        "base.py": """import os
if os.environ.get('A'):
    raise KeyError('A')
if os.environ.get('B'):
    raise ValueError('B')
L1 = ['x']
""",
        "settings.py": """import os
L2 = []
for name in ('A', 'B', 'A'):
    try:
        import base
        L2.append('imported')
    except KeyError:
        os.environ.pop('A')
        L2.append('A')
    except ValueError:
        L2.append('B')
""",
    },
    "a tuple that is added to what may be a list": {
        "settings.py": """import os
L1 = ['x', 'y']
if os.environ.get('A'):
    L1 += [part for part in os.environ['A'].split(',') if part]
match L1:
    case [_]:
        pass
    case [_, *rest]:
        L1 = rest
L1 += ('z',)
""",
    },
    "what functions do that are called for unknown elements": {
        "settings.py": """import functools, itertools, os
names = [*os.environ.get('A', 'y').split(','), *os.environ]
L1, L2, L3, L4, L5, L6, L7, L8, L9 = ([] for _ in range(9))
L10 = [*map(lambda each: L1.append('a') or L1, names)]
list(map(lambda one, other: L2.append('a'), names, names))
list(filter(lambda each: L3.append('a'), names))
L11 = functools.reduce(lambda one, other: L4.append('a') or L4, names, L4)
L11.append('b')
functools.reduce(lambda one, other: L5.append('a') or one, names)
sorted(names, key=lambda each: L6.append('a') or 1)
max(names, key=lambda each: L7.append('a') or 1)
list(itertools.takewhile(lambda each: L8.append('a') or True, names))
list(itertools.starmap(lambda *each: L9.append('a'), names))
L10[0].append('c')
""",
    },
    "definitions that are given up": {
        "settings.py": COUNTED
        + """N1 = len(os.environ.get('A', ''))
S1 = 'a'
L1, L2 = [], []
def add(value, by=counted(N1)):
    global S1
    S1 += 'b'
class Some:
    name = counted(N1)
    def method(self):
        L1.append(add('x'))
first = [lambda: L2.append('b'), counted(N1)][0]
add('x')
Some().method()
first()
""",
    },
    "what definitions that are given up bind around themselves": {
        "settings.py": COUNTED
        + """N1 = len(os.environ.get('A', ''))
S1 = S2 = S3 = S4 = S5 = 'a'
L1, L2, L3 = [], [], []
def one(value=(S1 := counted(N1))):
    pass
class Some:
    global S2
    S2 = counted(N1)
    globals()['S3'] = S2
def two():
    [0 for globals()['S4'] in ['b']]
    def three():
        globals().update(S5='b')
    three()
def four():
    two()
    return counted(N1)
L3.append(four())
add = [lambda value, to=L1: to.append(value), counted(N1)][0]
def five(value, how=add):
    how(value)
chosen = [five, counted(N1)][0]
chosen('x')
def six(value=counted(N1)):
    return L2
L2.clear()
six().append('y')
either = five if os.environ.get('A') else L1
[counted(N1), getattr(either, 'append', len)('z')]
""",
    },
    "what is executed as text in a statement that is given up": {
        "settings.py": """import os
L1 = ['x', 'y']
L1 += [part for part in os.environ.get('A', '').split(',') if part]
N1 = 0
for name in ['S1']:
    while len(L1) > 2 and N1 < 300000:
        N1 += 1
    try:
        import nothing_of_this_name
    except ImportError:
        try:
            S2 = os.environ['A']
        except KeyError:
            exec(name + ' = "a"')
""",
    },
    "a submodule of a package that imports what is not in the project under a condition": {
        "parts/__init__.py": "import os\nif os.environ.get('A') == 'x':\n    from elsewhere import *\n",
        "parts/more.py": "S1 = 'm'\n",
        "settings.py": "import parts.more\nS1 = parts.more.S1\n",
    },
    "names that a statement that is given up may not have bound": {
        "settings.py": """import os
def count(number):
    return [] if number else count(number)
if os:
    L1 = count(os.environ.get('A', '5').isdigit())
else:
    S1 = 'a'
try:
    S2 = S1
except NameError:
    S2 = 'none'
S3 = globals().get('S1', 'none')
if os:
    S4 = count(os.environ.get('A', '5').isdigit())
elif L1:
    raise ValueError
else:
    S4 = 'b'
try:
    S5 = count(os.environ.get('A', '5').isdigit())
except KeyError:
    S5 = S6 = 'c'
finally:
    S7 = 'd'
L2 = [name for name in globals() if name.isupper()]
""",
    },
    "rounds that hand on what others bound": {
        "settings.py": """import os
names = [*os.environ.get('A', 'y').split(','), *os.environ]
S1 = S2 = S3 = S4 = S5 = S6 = S7 = 'a'
def shift(name):
    global S1, S2, S3, S4, S5, S6, S7
    S7 = S6; S6 = S5; S5 = S4; S4 = S3; S3 = S2; S2 = S1; S1 = name
L1 = [*map(shift, names)]
S8 = S9 = S10 = S11 = S12 = S13 = 'a'
for name in names:
    S13 = S12; S12 = S11; S11 = S10; S10 = S9; S9 = S8; S8 = name
""",
    },
    "the innermost of two names is what a function reaches": {
        "settings.py": COUNTED
        + """N1 = len(os.environ.get('A', ''))
L1, L2 = [], []
def outer(names, others):
    def inner(names):
        def add():
            names.append(counted(N1))
        return add
    return inner(others)
add = outer(L1, L2)
add()
""",
    },
}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.broad] if name in LARGE else []) for name in PROJECTS]
)
def test_what_once_differed(name: str) -> None:
    case = Case(PROJECTS[name], ENVIRONMENTS)
    assert case.difference() is None
    assert case.counts.executions > 1


def test_a_comprehension_over_a_set_has_no_order() -> None:
    text = "X1 = {'x', 'y'}\nL1 = [each for each in X1]\nL2 = [each for each in ['a', 'b']]\n"
    names = evaluated(text, complete=True).namespace.names
    assert not is_known(names["L1"])
    assert is_known(names["L2"])


def test_how_long_it_takes_whether_lists_of_lists_are_empty() -> None:
    lines = ["import os", "L1 = os.environ.get('A', 'x').split(',')", "L2 = []"]
    for index in range(4):
        lines += [
            f"if os.environ.get('V{index}'):",
            "    L1, L2 = [*L1, *L2], [*L2, *L1]",
            "else:",
            "    L1, L2 = [*L2, *L1, *L2], L1[:]",
        ]
    with limited(10):
        evaluated("\n".join([*lines, "B1 = len(L1) == len(L2) > 3", "B2 = bool(L1)"]) + "\n")


def test_turning_round_what_depends_on_conditions_within_conditions_gives_up() -> None:
    variables = Variables()
    items: Items = (Known("a"),)
    for index in range(30):
        worlds = holds(variables.get(("env", index), f"env {index}"))
        items = (Splice(where(worlds, items, (Known(index), *items))),)
    with limited(10), pytest.raises(TooManyWorlds):
        reversed_items(items)
    one, two = Known(1), Known(2)
    assert reversed_items((one, two)) == (two, one)


@pytest.mark.broad
def test_a_function_that_is_bound_only_in_worlds_that_are_gone() -> None:
    assert case(1301353).difference() is None


@pytest.mark.broad
def test_forgetting_what_is_given_up_in_worlds_that_are_too_many() -> None:
    assert case(2054014).difference() is None


def test_how_long_it_takes_to_find_what_may_be_changed_in_lists_that_share_parts() -> None:
    lines = ["import os", "L1 = [[1], [2]]"]
    lines += [f"L1 = [*L1, [1]] if os.environ.get('V{index}') else [[2], *L1]" for index in range(20)]
    with limited(10):
        evaluated("\n".join([*lines, "L1[int(os.environ['N'])] = 1"]) + "\n")
