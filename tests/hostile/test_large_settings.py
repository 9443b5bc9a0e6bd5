"""Settings that grow, nest or ask without end: djauthlint comes to its end, says what it can't tell, and knows the rest."""

import faulthandler
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from djauthlint.cli import main

SHARED = {
    "lists": ("[1]", "[X, X]"),
    "tuples": ("(1,)", "(X, X)"),
    "dicts": ("{'a': 1}", "{'a': X, 'b': X}"),
    "lists of unknown texts": ("[os.environ.get('A')]", "[X, X]"),
    "lists that differ by condition": ("[1] if os.environ.get('A') else [2]", "[X, X]"),
    "frozen sets": ("frozenset('a')", "frozenset([(X, 1), (X, 2)])"),
    "dataclasses": ("1", "Pair(X, X)"),
    "slices": ("1", "slice(X, X)"),
    "lazy texts": ("_('a')", "_(X)"),
}
USES = """
S = str(X)
R = f'{X!r}'
T = '%s' % (X,)
J = json.dumps(X, default=str)
E = X == X0
F = [X] == [X0]
I = X in [X0]
K = X < X0
C = copy.deepcopy(X)
INSTALLED_APPS = MIDDLEWARE = DATABASES = CACHES = LOGIN_URL = SECRET_KEY = SESSION_COOKIE_AGE = X
"""
HEAD = """
import copy, dataclasses, decimal, fractions, json, math, os
from django.utils.translation import gettext_lazy as _
@dataclasses.dataclass
class Pair:
    one: object
    other: object
"""
UNKNOWN = (
    "X + X",
    "f'{X}{X}'",
    "'%s%s' % (X, X)",
    "'{}{}'.format(X, X)",
    "X.replace(X, 'a')",
    "os.path.join(X, X)",
    "X[X:X]",
    "X or X",
    "(X, X) == (X, 1)",
    "copy.copy(X)(X, X)",
)
GROWING = {
    "[*X, *X]": "[1]",
    "(*X, *X)": "(1,)",
    "{**X, **{f'{key}x': 1 for key in X}}": "{'a': 1}",
    "X + X": "b'a'",
    "X * 2": "'a'",
    "[each for part in (X, X) for each in part]": "[1]",
    "(lambda *given: given)(*X, *X)": "(1,)",
    "X.replace('a', 'aa')": "'a'",
    "X.join(X)": "'aa'",
    "X.ljust(2 * len(X))": "'aa'",
    "X ** 2": "3",
    "X << X": "3",
    "repr(X) + repr(X)": "'a'",
    "[copy.deepcopy(X), copy.deepcopy(X)]": "[1]",
    "str(X) + str(X)": "'a'",
}
TOO_LARGE = (
    "[1] * 10 ** 9",
    "10 ** 9 * 'x'",
    "bytes(10 ** 9)",
    "list(range(10 ** 9))",
    "[*range(10 ** 9)]",
    "'%1000000000d' % 1",
    "format(1, '1000000000')",
    "f'{1:1000000000}'",
    "'a'.zfill(10 ** 9)",
    "1 << 20000",
    "10 ** 5000",
    "-(1 << 20000)",
    "int('9' * 4000)",
    "json.loads('9' * 4000)",
    "math.factorial(3000)",
    "len(range(10 ** 30))",
    "decimal.Decimal('1e999999')",
    "fractions.Fraction('1e999999999')",
    "0x" + "f" * 5000,
    "'\\N{no such letter}'",
    "'\\x1'",
    "b'\\x1'",
    "[[1] * 19000] * 19000",
    "[list(range(19000)) for _ in range(19000)]",
    "['x' * 900000 + str(each) for each in range(19000)]",
    "str(['x' * 900000] * 19000)",
    "{each: '%s' % ('x' * 900000) for each in range(19000)}",
    "[set(range(19000)) for _ in range(5000)]",
    "[dict.fromkeys(range(19000)) for _ in range(5000)]",
    "[-1 in list(range(19000)) for _ in range(19000)]",
    "[str([1] * 19000) for _ in range(19000)]",
)
MANY = {
    "cases": "match os.environ.get('A'):\n" + "".join(f"    case 'v{n}':\n        X = {n}\n" for n in range(600)),
    "guards": "match os.environ.get('A'):\n"
    + "".join(f"    case _ if os.environ.get('A{n}'):\n        X = {n}\n" for n in range(300)),
    "branches": "if os.environ.get('A'):\n    X = 0\n"
    + "".join(f"elif os.environ.get('A{n}'):\n    X = {n}\n" for n in range(400)),
    "alternatives": "X = " + " or ".join(f"os.environ.get('A{n}')" for n in range(90)) + "\n",
    "sums": "X = " + " + ".join(f"os.environ.get('A{n}')" for n in range(90)) + "\n",
    "negations": "X = " + "not " * 400 + "os.environ.get('A')\n",
    "brackets": "X = " + "(" * 150 + "1" + ")" * 150 + "\nY = " + "[" * 150 + "1" + "]" * 150 + "\n",
    "lambdas": "X = " + "lambda: " * 400 + "1\n",
    "conditions": "X = " + "".join(f"{n} if os.environ.get('A{n}') else " for n in range(60)) + "0\n",
    "conditional elements": "INSTALLED_APPS = [\n"
    + "".join(f"    *(['a{n}'] if os.environ.get('A{n}') else []),\n" for n in range(600))
    + "]\n",
    "conditional entries": "CACHES = {\n"
    + "".join(f"    **({{'a{n}': 1}} if os.environ.get('A{n}') else {{}}),\n" for n in range(300))
    + "}\n",
    "unknown entries": "CACHES = {**os.environ}\nfor n in range(2000):\n    CACHES[str(n)] = os.environ.get(str(n))\n",
    "classes": "class C0:\n    x = 1\n"
    + "".join(f"class C{n + 1}(C{n}):\n    pass\n" for n in range(3000))
    + "X = C3000.x\nY = C3000().x\n",
    "lists in lists": "X = []\nfor n in range(20000):\n    X = [X]\nS = str(X)\nE = X == [X]\nCACHES = LOGGING = X\n",
    "a list that grows while it is looked through": "X = [1]\nfor x in X:\n    X.append(x)\n",
    "an unknown list that grows so": "X = [os.environ.get('A')]\nfor x in X:\n    X.append(x)\n",
    "removals": "X = list(range(5000))\nfor n in range(5000):\n    X.remove(n)\n",
    "an endless loop": "while True:\n    pass\n",
    "functions that call each other": "def f(n):\n    return g(n)\ndef g(n):\n    return f(n)\nX = f(1)\n",
    "an object that asks itself": "class A:\n    def __getattr__(self, name):\n        return getattr(self, name)\nX = A().x\n",
    "a list in itself": "X = []\nX.append(X)\nY = str(X)\nZ = X == [X]\nINSTALLED_APPS = X\n",
    "a star in a format": "X = f'{*[1]}'\n",
    "a yield in a format": "X = f'{(yield)}'\n",
    "keys of a namespace that Python refuses": "while True:\n    globals()['\\N{no such letter}'] = 1\n",
}

PROGRAMS = {
    **{
        f"shared {name}": f"X = {first}\n" + f"X0 = X; X = {again}\n" * 40 + USES
        for name, (first, again) in SHARED.items()
    },
    **{
        f"unknown {again}": "X = os.environ.get('A')\n" + f"X = {again}\n" * 60 + "if X:\n    Y = 1\nS = f'{X}'\n"
        for again in UNKNOWN
    },
    **{f"growing {again}": f"X = {first}\n" + f"X = {again}\n" * 40 for again, first in GROWING.items()},
    **{f"large {text[:40]}": f"X = {text}\nSESSION_COOKIE_AGE = X\nY = [X]\n" for text in TOO_LARGE},
    **{f"many {name}": text for name, text in MANY.items()},
}


@pytest.fixture(autouse=True)
def _ends() -> Iterator[None]:
    faulthandler.dump_traceback_later(900, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


@pytest.mark.broad
@pytest.mark.parametrize("name", PROGRAMS)
def test_it_comes_to_its_end(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("settings.py").write_text(f"BEFORE = 1\n{HEAD}{PROGRAMS[name]}AFTER = 2\n")
    assert main(["settings", "settings.py", "--format", "json"]) == 0
    printed = capsys.readouterr()
    assert "crashed" not in printed.err
    (module,) = json.loads(printed.out)["entry_modules"]
    before, after = (module["settings"][name] for name in ("BEFORE", "AFTER"))
    assert before["value"] == 1
    assert after.get("value", after.get("reason")) in {2, "it takes too many steps to evaluate"}
    assert main(["--no-cache", "settings.py"]) in {0, 1}
    assert "crashed" not in "".join(capsys.readouterr())
