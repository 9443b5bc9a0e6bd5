"""Imports and text that is executed: as Python does it, and what depends on the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.models.comparison import project_differences
from tests.evaluator.rendering import shown

TREE: dict[str, str] = {
    "pkg/__init__.py": "NAME = 'pkg'\n",
    "pkg/a.py": "A = 1\n_HIDDEN = 2\nfrom . import b\n",
    "pkg/b.py": "B = 2\n",
    "top.py": "TOP = 't'\n__all__ = ['TOP', 'lower']\nlower = 1\nNOT = 2\n",
    "pkg/sub/__init__.py": "from .. import NAME\nfrom ..a import A\nfrom .deep import *\n",
    "pkg/sub/deep.py": "DEEP = 3\nfrom ..b import B\n",
}
"""Files that several projects have."""

PROJECTS: dict[str, dict[str, str]] = {
    "a module that fails again": {
        "failing.py": "A = 1\nraise ValueError('no')\n",
        "around.py": "from failing import *\n",
        "late.py": "import os\nB = int(os.environ['LATE'])\n",
        "settings.py": """
import os
FOUND = []
for name in ('failing', 'around', 'failing', 'around'):
    try:
        __import__(name)
    except ValueError as error:
        FOUND.append(str(error))
try:
    from late import *
except KeyError:
    os.environ['LATE'] = '5'
    from late import *
del os.environ['LATE']
""",
    },
    "imports": {
        **TREE,
        "settings.py": """
import pkg
import pkg.a as first
import pkg.sub.deep
import pkg.b as second, top
from pkg import a, NAME
from pkg.a import A, b as inner
from pkg.sub import *
from top import *
from pkg import sub as renamed
A1 = pkg.NAME, first.A, pkg.sub.deep.DEEP, second.B, top.NOT, a.A, NAME, A, inner.B, DEEP, B, TOP, renamed.A, pkg.b.B
B1 = 'NOT' in globals(), 'lower' in globals(), lower, '_HIDDEN' in globals(), first is pkg.a, pkg.__name__, pkg.a.__name__, pkg.sub.__package__, __name__
def attempt(f):
    try:
        return f()
    except ImportError as error:
        return type(error).__name__
def one():
    from pkg import nothing
def two():
    from pkg.a import Q
def three():
    import pkg.missing
def four():
    from .pkg import NAME
def five():
    import top.nothing
def six():
    from pkg.sub import DEEP, NOPE
C1 = attempt(one), attempt(two), attempt(three), attempt(four), attempt(six)
try:
    from pkg.local import *
except ImportError:
    D1 = 'no local settings'
try:
    import urlparse
except ImportError:
    import urllib.parse as urlparse
E1 = urlparse.urlparse('http://h/x').netloc
try:
    from pkg.a import A as F1, B as G1
except ImportError:
    F1 = 'none'
def lazily():
    import pkg.a
    from top import lower as l
    return pkg.a.A, l
H1 = lazily(), 'l' in globals()
import os.path, os.path as osp, json.decoder
I1 = os.path is osp, json.decoder.JSONDecodeError.__name__, hasattr(os, 'path'), hasattr(pkg, 'zzz'), hasattr(pkg, 'a'), getattr(pkg, 'NAME')
pkg.NAME = 'changed'
from pkg import NAME as J1
pkg.a.NEW = 5
from pkg.a import NEW as K1
import sys
L1 = sorted(n for n in sys.modules if n.startswith('pkg')) if False else 'pkg.a' in sys.modules
M1 = pkg.__file__.endswith('__init__.py'), pkg.a.__file__.endswith('a.py'), pkg.__dict__['NAME'], vars(pkg.a)['A'], __file__.endswith('settings.py'), __package__ in (None, '')
""",
    },
    "relative imports of a package": {
        "settings.py": "from conf.prod import *\n",
        "conf/__init__.py": "",
        "conf/base.py": """
INSTALLED = ['a']
from .parts import X
from . import parts
Y = parts.X
LIST = []
""",
        "conf/parts/__init__.py": "from .more import X, Z\n",
        "conf/parts/more.py": """
X = 1
Z = __name__
""",
        "conf/prod.py": """
from .base import *
from .parts.more import Z
from .base import INSTALLED as OTHER
INSTALLED.append('b')
INSTALLED += ['c']
SAME = INSTALLED is OTHER
from . import base
base.LIST.append(1)
SEEN = LIST, base.INSTALLED
del base
""",
    },
    "circular imports": {
        "settings.py": """
from one import *
from two import *
""",
        "one.py": """
A = 1
import two
B = two.C
""",
        "two.py": """
C = 3
import one
D = one.A
E = hasattr(one, 'B')
""",
    },
    "text executed in a namespace": {
        "extra.py": """
ADDED = BASE + 1
BASE = 'changed' if False else BASE
LIST.append('x')
""",
        "settings.py": r"""
import os
BASE = 1
LIST = []
HERE = os.path.dirname(os.path.abspath(__file__))
exec(open(os.path.join(HERE, 'extra.py')).read())
exec(compile(open('extra.py').read(), 'extra.py', 'exec'), globals())
A1 = ADDED, LIST
space = {'BASE': 5, 'LIST': []}
exec(open('extra.py').read(), space)
B1 = space['ADDED'], space['LIST'], sorted(k for k in space if k.isupper())
def inner():
    values = {}
    exec('a = 1; b = a + 1', {}, values)
    return values
C1 = inner()
seen = {}
exec('p = BASE + q; q = 9', {'BASE': 1, 'q': 2}, seen)
def from_inside(z):
    exec('LIST.append(z)')
    exec('only_here = z')
    return eval('z + BASE'), eval('z', globals(), {'z': 5})
I1 = seen, from_inside(7), LIST, 'only_here' in globals()
D1 = eval('BASE + 1'), eval('x * 2', {'x': 4}), eval('a + b', {'a': 1}, {'b': 2}), eval(compile('1 + 2', '', 'eval')), eval(b'3')
def attempt(f):
    try:
        return f()
    except (SyntaxError, NameError, TypeError, ZeroDivisionError) as error:
        return type(error).__name__
E1 = attempt(lambda: eval('1 +')), attempt(lambda: exec('x = ')), attempt(lambda: eval('nope')), attempt(lambda: exec('1/0')), attempt(lambda: exec()), attempt(lambda: eval()), attempt(lambda: eval(5)), attempt(lambda: eval('a = 1'))
exec('F1 = [n for n in (1, 2)]\ndef g(): return F1\nG1 = g()')
exec(b'H1 = 1')
exec('')
""",
    },
}
UNDETERMINED: dict[str, str] = {}
"""Names that the evaluator need not determine."""


@pytest.mark.parametrize("name", PROJECTS)
def test_python_and_the_evaluator_agree(name: str, tmp_path: Path) -> None:
    assert project_differences(tmp_path, PROJECTS[name], UNDETERMINED.get(name, "").split()) == []


GIT = {".git/HEAD": "", ".gitignore": "local.py\nsecret_*.py\n"}
QUESTIONS: dict[str, tuple[dict[str, str], dict[str, Any], dict[str, Any]]] = {
    "a package that may not be installed": (
        {"settings.py": "try:\n    import redis\nexcept ImportError:\n    A = 1\nelse:\n    A = 2\n"},
        {"A": "([package redis is installed] 2 | [package redis is not installed] 1)"},
        {"A": "([package redis is installed] 2 | [package redis is not installed] 1)"},
    ),
    "a package with a model that may not be installed": (
        {"settings.py": "try:\n    import environ\nexcept ImportError:\n    A = 1\nelse:\n    A = 2\n"},
        {"A": "([package environ is installed] 2 | [package environ is not installed] 1)"},
        {"A": "([package environ is installed] 2 | [package environ is not installed] 1)"},
    ),
    "a module of Python 2": (
        {"settings.py": "try:\n    import urlparse\nexcept ImportError as error:\n    A = error.name\n"},
        {"A": "urlparse"},
        {"A": "urlparse"},
    ),
    "a local file that git ignores": (
        {
            **GIT,
            "local.py": "A = 2\n",
            "settings.py": "A = 1\ntry:\n    from local import *\nexcept ImportError:\n    pass\n",
        },
        {"A": "([file local.py exists] ? | [file local.py does not exist] 1)"},
        {"A": 2},
    ),
    "a local file that is not there": (
        {"settings.py": "A = 1\ntry:\n    from local_settings import *\nexcept ImportError:\n    A = 2\n"},
        {"A": "([package local_settings is installed] ? | [package local_settings is not installed] 2)"},
        {"A": 2},
    ),
    "a submodule that is not there": (
        {
            "conf/__init__.py": "",
            "conf/base.py": "A = 1\n",
            "settings.py": "from conf.base import *\ntry:\n    from conf.local import *\nexcept ImportError:\n    B = 2\n",
        },
        {
            "A": "([module conf.local exists] ? | [module conf.local does not exist] 1)",
            "B": "([module conf.local exists] ? | [module conf.local does not exist] 2)",
        },
        {"A": 1, "B": 2},
    ),
    "a name that may be a submodule": (
        {
            "conf/__init__.py": "",
            "settings.py": "try:\n    from conf import local\nexcept ImportError:\n    A = 1\nelse:\n    A = 2\n",
        },
        {"A": "([module conf.local exists] 2 | [module conf.local does not exist] 1)"},
        {"A": 1},
    ),
    "a name that a module has by condition": (
        {
            "conf.py": "import os\nif 'X' in os.environ:\n    A = 1\n",
            "settings.py": "try:\n    from conf import A\nexcept ImportError:\n    A = 2\n",
        },
        {"A": "([env X is not set] 2 | [env X is set] 1)"},
        {"A": 2},
    ),
    "a module that is imported by condition": (
        {
            "conf.py": "A = 1\nL = []\n",
            "settings.py": "import os\nif 'X' in os.environ:\n    import conf\n    conf.L.append(1)\nimport conf\nB = conf.A\nC = conf.L\n",
        },
        {
            "B": "([env X is not set] 1 | [env X is set] 1)",
            "C": "([env X is not set] [] | [env X is set] [1])",
        },
        {"B": 1, "C": []},
    ),
    "a module that refuses to be imported by condition": (
        {
            "conf.py": "import os\nif 'X' not in os.environ:\n    raise ImportError('X')\nA = 1\n",
            "settings.py": "try:\n    from conf import A\nexcept ImportError:\n    A = 2\n",
        },
        {"A": "([env X is not set] 2 | [env X is set] 1)"},
        {"A": 2},
    ),
    "a star over names that differ by condition": (
        {
            "conf.py": "import os\nA = 1\nif 'X' in os.environ:\n    A = 2\n    B = 3\ndel os\n",
            "settings.py": "B = 0\nfrom conf import *\n",
        },
        {
            "A": "([env X is not set] 1 | [env X is set] 2)",
            "B": "([env X is not set] 0 | [env X is set] 3)",
        },
        {"A": 1, "B": 0},
    ),
    "a star over an unknown module in a module": (
        {"conf.py": "A = 1\nfrom mystery import *\n", "settings.py": "B = 2\nfrom conf import *\nC = 3\n"},
        {"A": "?", "B": "?", "C": 3},
        {"A": "?", "B": "?", "C": 3},
    ),
    "a name that can't be determined": (
        {
            "settings.py": "import importlib\nfrom mystery import name\nA = importlib.import_module(name).A\nB = __import__(name)\n"
        },
        {"A": "?", "B": "?module"},
        {"A": "?", "B": "?module"},
    ),
    "statements that can't be followed bind what they may bind": (
        {
            "settings.py": "def endless(n):\n    return endless(n)\n"
            "A, (B, *C) = endless(1), (2, 3)\nD = {}\nD['x'], D.y = endless(1), 1\nwith endless(1) as E: pass\n"
            "for F in endless(1): G = F\nif endless(1):\n    import json as H, os.path\n    from re import I as J\n"
            "    def K(): L = 1\n    class M: N = 1\n    O = lambda P: P\n    globals()['Q'] = 1\nR: int = endless(1)\n"
        },
        dict.fromkeys("ABCEFGR", "?"),
        dict.fromkeys("ABCEFGR", "?"),
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_imported_may_depend_on_the_machine(name: str, resolve: Resolve) -> None:
    files, asked, complete = QUESTIONS[name]
    for given, expected in (({}, asked), ({"env": {}}, complete)):
        resolved = resolve(files, **given)
        found = {setting: resolved[setting] for setting in expected}
        assert found == {
            setting: shown(value) if isinstance(value, str) and value[:1] in ("(", "?", "[") else value
            for setting, value in expected.items()
        }


def test_an_entry_module_that_its_package_imports_by_condition(resolve: Resolve) -> None:
    """The package runs it in some worlds, and the process that names it in all others."""
    files = {
        "conf/__init__.py": "import os\nif os.environ.get('STAGE') == 'prod':\n    from .prod import *\nelse:\n    from .dev import *\n",
        "conf/base.py": "import os\nif 'KEY' not in os.environ:\n    raise ValueError\nA = 1\n",
        "conf/dev.py": "from .base import *\nB = 'dev'\n",
        "conf/prod.py": "from .base import *\nB = 'prod'\n",
    }
    assert resolve(files, "conf/dev.py")["A"] == shown('([env STAGE == "prod"] 1 | [env STAGE is not "prod"] 1)')
    for stage in ("dev", "prod"):
        resolved = resolve(files, f"conf/{stage}.py", env={"STAGE": "prod", "KEY": "x"})
        assert (resolved["A"], resolved["B"]) == (1, stage)


def test_a_module_that_may_fail_fails_again(resolve: Resolve) -> None:
    """A handler that imports it once more ends the process."""
    files = {
        "conf/__init__.py": "try:\n    from .dev import *\nexcept:\n    from .prod import *\n",
        "conf/base.py": "import os\nA = int(os.getenv('A', 1))\nB = 2\n",
        "conf/dev.py": "from .base import *\n",
        "conf/prod.py": "from .base import *\nC = 3\n",
    }
    resolved = resolve(files, "conf/prod.py")
    assert (resolved["B"], resolved["C"]) == (2, 3)
    assert resolved["A"] == shown("([env A is not set] 1 | [env A is set] ?int)")
    assert resolve(files, "conf/prod.py", env={"A": "4"})["A"] == 4
