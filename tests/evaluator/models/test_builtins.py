"""Builtin functions and classes, compared with Python; `expressions.txt` has one expression a line."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from djauthlint.evaluator.models.builtins import BUILTINS
from djauthlint.values import Builtin
from tests.evaluator.models.comparison import UNDETERMINED, contradictions, differences, same, values
from tests.evaluator.rendering import UNKNOWN, shown
from tests.searching import examples

EXPRESSIONS = Path(__file__).with_name("expressions.txt").read_text(encoding="utf-8").splitlines()

ATOMS = (
    "0", "1", "-2", "2.5", "True", "None", "''", "'a'", "'12'", "'a,b'", "b'x'", "[]", "[1, 2]", "['b', 'a']", "()", "(1, 'a')", "{}",
    "{'a': 1, 'b': 2}", "{1}", "{'x', 'y'}", "frozenset({1, 2})", "range(3)", "str", "int", "len", "lambda x: x", "lambda *a: len(a)",
    "ValueError", "[[1], [2]]", "[('a', 1)]", "(x for x in 'ab')", "{'a': 1}.items()", "iter([1])", "slice(1)", "'{}'", "'real'",
)  # fmt: skip
CALLS = (
    "len int float str bool list tuple dict set frozenset bytes range enumerate zip map filter sorted reversed any all sum min max abs "
    "round divmod pow isinstance issubclass type getattr hasattr callable iter next repr ascii format chr ord hex oct bin slice complex"
).split()

THROUGH = ("list({})", "sorted({})", "tuple(map(str, {}))")
OTHERS = ("{}", "{}", "str({})", "len({})", "bool({})", "next(iter({}))")


@pytest.mark.parametrize(
    ("expression", "python", "got"), [pytest.param(*row, id=row[0]) for row in values(EXPRESSIONS)]
)
def test_expression(expression: str, python: Any, got: Any) -> None:
    assert same(got, python)


@st.composite
def calls(draw: Any) -> str:
    name = draw(st.sampled_from(CALLS))
    # iter() of a function and a sentinel may not end.
    arguments = draw(st.lists(st.sampled_from(ATOMS), max_size=1 if name == "iter" else 3))
    text = f"{name}({', '.join(arguments)})"
    # The evaluator runs an iterator through when it is made: whether one fails that nobody goes through to its end is not compared.
    wrapper = draw(st.sampled_from(THROUGH if name in ("map", "filter") else (*THROUGH, *OTHERS)))
    return str(wrapper.format(text))


def _comparable(value: Any) -> bool:
    return not isinstance(value, str) or " at 0x" not in value


@examples(60)
@given(st.lists(calls(), min_size=25, max_size=25))
def test_calls_agree_with_python(expressions: list[str]) -> None:
    for expression, python, got in values(expressions):
        if _comparable(python):
            assert got is UNDETERMINED or same(got, python), expression


def test_every_builtin_has_a_value() -> None:
    interactive = {"exit", "quit", "copyright", "credits", "license", "help"}
    names = {name for name in dir(builtins) if not name.startswith("_")} - {"anext", "aiter"}
    assert names - set(BUILTINS) == set()
    assert interactive <= set(BUILTINS)
    assert {"__import__", "__debug__"} <= set(BUILTINS)


def test_classes_know_their_bases() -> None:
    for name, value in BUILTINS.items():
        python = getattr(builtins, name, None)
        if isinstance(value, Builtin) and value.is_class and isinstance(python, type):
            assert value.bases == tuple(f"builtins.{base.__name__}" for base in python.__mro__[1:]), name


CONDITIONAL = """
import os
X = os.environ.get("X", "d")
Y = os.environ.get("Y")
L = ["b", "a"]
if Y:
    L.insert(0, Y)
A = sorted(L), max(L), min(L, key=lambda x: x), len(L), list(reversed(L))
B = any(x == X for x in L), all(x < "c" for x in L), sum(len(x) for x in L)
C = list(enumerate(L)), list(zip(L, range(2))), list(map(str.upper, L)), list(filter(lambda x: x != X, L))
D = isinstance(Y, str), isinstance(X, (int, str)), callable(Y), type(X) is str
E = bool(Y), str(Y), repr(X), int(X) if X.isdigit() else None, float("1.5") if Y else 2
F = dict(a=X, **({"b": Y} if Y else {})), set(L), tuple(L), list(L)
G = getattr(L, "append" if Y else "nope", None) is None, hasattr(Y, "upper")
H = next((x for x in L if x == X), "none"), next(iter(L))
I = range(len(L))[1], list(range(len(L))), divmod(len(L), 2), round(len(L) / 2, 1)
J = max(len(X), 2), min(X, "c"), abs(len(X) - 3)
try:
    K = int(X)
except ValueError as error:
    K = isinstance(error, ValueError), type(error).__name__
M = eval("X + 'x'"), eval("len(L)")
exec("N = X + '!'")
O = {}
exec("P = 1\\nQ = P + 1", O)
R = O["Q"]
S = [*L, X], {**dict.fromkeys(L, 1)}
"""


def test_what_depends_on_the_environment() -> None:
    environments = [{}, {"X": ""}, {"X": "a"}, {"X": "12"}, {"Y": ""}, {"Y": "c"}, {"X": "a", "Y": "a"}]
    assert contradictions(CONDITIONAL, environments) == []


NAMESPACES = """
import sys
X = "d"
A = globals().get("X"), globals().get("NOPE", 5), "X" in globals(), "NOPE" in vars()
globals().update({"B": 1, "C": X}, D=2)
globals().setdefault("D", 9)
globals().setdefault("E", 9)
vars()["F"] = 3
locals().update(G=4)
H = globals().pop("B")
I = "B" in globals()
this = sys.modules[__name__]
setattr(this, "J", 7)
K = getattr(this, "J"), getattr(this, "ZZ", 1), hasattr(this, "J"), hasattr(this, "ZZ")
for name in ("L", "M"):
    globals()[name] = name.lower()
def f():
    x = 1
    y = "a"
    locals()["x"] = 5
    return locals(), x
N = f()
def g():
    global O
    O = 5
    globals()["P"] = 6
g()
Q = [name for name in sorted(globals()) if name.isupper() and name < "E"]
R = {name: value for name, value in list(globals().items()) if name in ("J", "D")}
del globals()["G"]
try:
    S = G
except NameError:
    S = "gone"
delattr(this, "F")
T = [name for name in dir() if name.isupper() and name < "H"]
class Box:
    a = 1
    def __init__(self):
        self.v = 3
box = Box()
U = vars(box), getattr(box, "v"), getattr(box, "w", 0), hasattr(box, "a"), [n for n in dir(box) if n[0] != "_"]
setattr(box, "w", 5)
V = box.w, isinstance(box, Box), type(box) is Box, issubclass(Box, object), callable(box), callable(Box)
W = dict(globals())["X"], globals().copy()["X"]
"""


def test_namespaces() -> None:
    assert differences(NAMESPACES) == []


def test_int_of_a_variable_is_one_question(resolve: Any) -> None:
    resolved = resolve(
        """
        import os
        if "N" in os.environ:
            A = int(os.environ["N"]) > 5
            B = int(os.environ["N"]) > 5
            C = A == B
        """
    )
    assert resolved["C"] == shown("([env N is not set] ABSENT | [env N is set] True)")


def test_what_is_executed_from_a_file(resolve: Any) -> None:
    resolved = resolve(
        {
            "settings.py": """
            import os
            A = 1
            HERE = os.path.dirname(__file__)
            with open(os.path.join(HERE, "extra.py")) as file:
                exec(file.read())
            exec(open(os.path.join(HERE, "more.py")).read(), globals())
            exec(compile(open(os.path.join(HERE, "last.py")).read(), "last.py", "exec"))
            """,
            "extra.py": "B = A + 1\n",
            "more.py": "C = B + 1\n",
            "last.py": "D = C + 1\n",
        }
    )
    assert (resolved["B"], resolved["C"], resolved["D"]) == (2, 3, 4)
    event = resolved.evaluation.namespace.history["B"][-1]
    assert event.origin is not None
    assert event.origin.file.path.name == "extra.py"


def test_unknown_text_opens_the_namespace(resolve: Any) -> None:
    resolved = resolve("import os\nA = 1\nexec(os.environ['CODE'])\n")
    assert resolved["A"] == UNKNOWN
    assert resolved.open


def test_iterators_are_used_up(resolve: Any) -> None:
    resolved = resolve(
        """
        STREAM = map(str, [1, 2])
        A = list(STREAM), list(STREAM)
        items = iter([1, 2, 3])
        B = next(items), list(items), next(items, "end")
        def numbers():
            yield 1
            yield 2
        generated = numbers()
        C = [*generated], [*generated]
        D = bool(x for x in []), bool(filter(None, []))
        pairs = zip("ab", [1, 2])
        E = dict(pairs), dict(pairs)
        view = {}
        keys = view.keys()
        view["a"] = 1
        F = list(keys), list(keys), len(keys), bool(keys), "a" in keys
        """
    )
    assert resolved["STREAM"] == shown("<object>")
    assert resolved["A"] == (["1", "2"], [])
    assert resolved["B"] == (1, [2, 3], "end")
    assert resolved["C"] == ([1, 2], []) or resolved["C"] == shown("([1, 2], [*?])")
    assert resolved["D"] == (True, True)
    assert (
        resolved["E"][0] == {"a": 1, "b": 2}
        if isinstance(resolved["E"], tuple)
        else resolved["E"] == shown("({'a': 1, 'b': 2}, {...})")
    )
    assert resolved["F"] == (["a"], ["a"], 1, True, True)
