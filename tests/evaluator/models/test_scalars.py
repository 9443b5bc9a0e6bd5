"""Methods of plain values, compared with Python."""

from __future__ import annotations

import datetime
import decimal
import pathlib
import re
from typing import Any

import libcst as cst
import pytest
from hypothesis import given
from hypothesis import strategies as st

from djauthlint.evaluator.models.scalars import NAMES, PROPERTIES
from tests.evaluator.models.comparison import UNDETERMINED, contradictions, evaluated, same, values
from tests.evaluator.rendering import UNKNOWN, Resolved
from tests.searching import examples

TEXTS = (
    "''",
    "'abc'",
    "'a,b,,c'",
    "' Ab c '",
    "'42'",
    "'-1.5'",
    "'x=y=z'",
    "'Ünï'",
    "'a\\tb\\nc'",
    "b'abc'",
    "b'a b'",
    "b''",
)
NUMBERS = ("0", "1", "-3", "True", "2.5", "-0.0", "1e20", "255", "(1+2j)", "float('nan')")
ARGUMENTS = (
    "",
    "'a'",
    "','",
    "None",
    "1",
    "-1",
    "20",
    "'b', 'c'",
    "'b', 'c', 1",
    "('a', 'x')",
    "b'a'",
    "b'a', b'x'",
    "True",
    "['a', 'b']",
    "3, '*'",
    "'x', 0, 2",
)

EXPRESSIONS = """
"a,b,c".rsplit(",", maxsplit=1)
"a\\tb".expandtabs(4)
"é".encode("latin-1")
"é".encode("ascii", "ignore")
b"\\xff".decode("utf-8", errors="replace")
"abc".translate(str.maketrans("ab", "xy"))
"abc".translate({97: None})
str.upper("a")
str.join(",", ["a"])
list(map(str.strip, [" a", "b "]))
(5).to_bytes(2, "big")
int.from_bytes(b"\\x00\\x01", "big")
float.fromhex("0x1.8p+1")
bytes.fromhex("6162")
"{} {}".format("a", 1)
"{0} {1} {0}".format("a", 1)
"{a} {b[0]} {c[x]}".format(a=1, b=[2], c={"x": 3})
"{:>10}|{:<5}|{:^7}".format("a", "b", "c")
"{:,} {:.2f} {:05d} {:+} {:%}".format(1234567, 3.14159, 42, 1, 0.5)
"{!r} {!s:>5} {!a}".format("a", "b", "é")
"{:{w}}".format("a", w=5)
"{:{}}{}".format("a", 3, "b")
"{:{:{}}}".format("a", 1, 2)
"{} {0}".format(1)
"{0} {}".format(1)
"{".format(1)
"}".format()
"{{}}".format()
"{x}".format()
"{5}".format(1)
"{a.b}".format(a=1)
"{0.real}".format(5)
"{!z}".format(5)
"{0[}".format(1)
"{x} {y}".format_map({"x": 1, "y": 2})
"{x}".format_map({})
"{:5}".format([1])
"{}".format([1, "a", None, (1,), {"a": {1}}])
",".join({"a": 1, "b": 2})
",".join([1])
",".join("abc")
",".join(x for x in "abc")
"-".join(map(str, range(4)))
b",".join([b"a", b"b"])
"a".join(1)
"%s-%d" % ("a", 3)
"%(a)s" % {"a": 1}
"%s" % [1, "a"]
f"{3.14159:.2f} {'a'!r:>5} {[1, 'a']}"
"abc".nope
(1).nope
None.nope
"abc".upper(1)
"abc".index("z")
"a,b".split("")
""".strip().split("\n")


@pytest.mark.parametrize(
    ("expression", "python", "got"), [pytest.param(*row, id=row[0]) for row in values(EXPRESSIONS)]
)
def test_expression(expression: str, python: Any, got: Any) -> None:
    assert same(got, python)


@examples(25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(TEXTS + NUMBERS),
            st.sampled_from(sorted(set().union(*NAMES.values()))),
            st.sampled_from(ARGUMENTS),
        ),
        min_size=30,
        max_size=30,
    )
)
def test_methods_agree_with_python(calls: list[tuple[str, str, str]]) -> None:
    expressions = [
        f"({value}).{name}" if name in PROPERTIES else f"({value}).{name}({arguments})"
        for value, name, arguments in calls
    ]
    for expression, python, got in values(expressions):
        assert got is UNDETERMINED or same(got, python), expression


@pytest.mark.parametrize("cls", [cls for cls in NAMES if cls is not type(None)])
def test_listed_names_exist(cls: type) -> None:
    newer = {"is_integer", "fma", "from_number"}
    assert [name for name in NAMES[cls] - newer if not hasattr(cls, name)] == []


PATHS = """
A = Path("/srv/app/settings/base.py")
B = A.parent, A.name, A.stem, A.suffix, A.suffixes, A.parts, A.anchor, A.root, A.drive
C = A.parents[1], list(A.parents), A.parents[-1]
D = A.with_name("x.txt"), A.with_suffix(".cfg"), A.with_stem("local"), A.joinpath("..", Path("y"))
E = A.relative_to("/srv"), A.is_relative_to("/srv/app"), A.is_relative_to("/etc"), A.is_absolute()
F = str(A), f"{A}", A.as_posix(), A.as_uri(), A.match("*.py"), A.__fspath__(), "%s" % A, repr(A), f"{A!r:>40}", str([A])
try:
    G = A.relative_to("/etc")
except ValueError:
    G = "not below"
try:
    H = A.with_name("")
except ValueError:
    H = "no name"
I = A / "x" / Path("y"), "/root" / Path("z"), A.parent / ".." / "q"
J = A == Path("/srv/app") / "settings" / "base.py", A < Path("/z"), hash(A) == hash(A)
K = Path("a/b").relative_to("a"), Path("a/./b//c"), Path(), Path("."), Path("/a/../b")
"""


def test_paths() -> None:
    namespace: dict[str, Any] = {"Path": pathlib.PosixPath}
    exec(PATHS, namespace)
    resolved = Resolved(evaluated("from pathlib import Path\n" + PATHS, complete=True))
    for name in "ABCDEFGHIK":
        assert same(resolved[name], _pure(namespace[name])), name


def _pure(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return type(value)(map(_pure, value))
    return pathlib.PurePosixPath(value) if isinstance(value, pathlib.PurePath) else value


CONDITIONAL = """
import os
X = os.environ.get("X", "d")
Y = os.environ.get("Y", "1,b")
A = X.upper(), X.strip().lower(), X.replace("a", Y)
B = Y.split(","), Y.partition(",")[2], len(Y.split(",")), ",".join([X, Y, "z"])
C = "{}:{y}".format(X, y=Y), f"{X!r}{Y:>4}", "%s/%s" % (X, Y), "{0[0]}".format([X])
D = X in ("a", "b"), X.startswith("a"), X.isdigit(), bool(X), X == Y
E = str(X), str(X == "a"), int(X) if X.isdigit() else 0, repr(X)
F = ",".join(x.strip() for x in Y.split(",") if x)
G = X + "." + Y, X * 2, X[:1], "a" if X else "b"
H = "abc".replace("b", X).find(Y), "x".join([X] * 2)
try:
    I = int(X)
except ValueError:
    I = "bad"
try:
    J = "abc".index(X)
except ValueError:
    J = "none"
K = "%s" % (os.environ.get("Z"),), "{}".format(os.environ.get("Z")), str(os.environ.get("Z"))
L = ",".join(["a"] + (["b"] if X == "a" else []) + ["c"])
"""


def test_texts_that_depend_on_the_environment() -> None:
    environments = [{}, {"X": ""}, {"X": "a"}, {"X": "12"}, {"Y": ""}, {"X": "a", "Y": "a,b,c"}, {"Z": "z"}]
    assert contradictions(CONDITIONAL, environments) == []


@pytest.mark.parametrize(
    "expression",
    [
        "'x'.ljust(10**9)",
        "'x'.zfill(10**9)",
        "'{:>999999999}'.format('x')",
        "'{:{}}'.format('x', 10**9)",
        "f'{1:999999999}'",
        "('x' * 1000).replace('x', 'y' * 100000)",
        "('\\t' * 1000).expandtabs(10**9)",
        "('x' * 10**5).join(['a'] * 1000)",
        "(5).to_bytes(10**9, 'big')",
        "10 ** 10 ** 10",
        "('x' * 10**5).translate({120: 'y' * 10**5})",
        "pow(10, 10**9)",
        "'%999999999d' % 1",
        "format(1, '999999999')",
        "bytes(10**10)",
        "list(range(10**9))",
        "len(list(range(10**9)))",
        "('a,' * 400000).split(',')",
    ],
)
def test_nothing_becomes_huge(expression: str) -> None:
    resolved = Resolved(evaluated(f"A = {expression}\nB = 1\n", complete=True))
    assert resolved["A"] == UNKNOWN
    assert resolved["B"] == 1


def test_formats_do_not_reach_into_the_evaluator() -> None:
    resolved = Resolved(evaluated("A = '{0.__class__}'.format('x')\nB = '{0.value}'.format('x')\n", complete=True))
    assert repr(resolved["A"]) == "shown('?str')"
    assert resolved["B"] == UNKNOWN


def test_host_dependent_attributes_are_unknown() -> None:
    text = """
    from datetime import datetime
    A = datetime(2020, 1, 2, 3, 4)
    B = A.timestamp()
    C = A.strftime("%Y-%m-%d"), A.strftime("%c"), A.isoformat(), A.year, A.date()
    """
    resolved = Resolved(evaluated(re.sub("^    ", "", text, flags=re.MULTILINE), complete=True))
    if not isinstance(resolved["A"], datetime.datetime):
        pytest.skip("there is no model of datetime yet")
    assert resolved["B"] == UNKNOWN
    assert (
        repr(resolved["C"]) == "shown(\"('2020-01-02', ?str, '2020-01-02T03:04:00', 2020, datetime.date(2020, 1, 2))\")"
    )


def test_decimals() -> None:
    text = "from decimal import Decimal\nA = Decimal('1.50')\nB = A.quantize(Decimal('1')), A.normalize(), A.is_nan(), str(A), f'{A:.1f}', A.as_tuple().sign\n"
    resolved = Resolved(evaluated(text, complete=True))
    if not isinstance(resolved["A"], decimal.Decimal):
        pytest.skip("there is no model of decimal yet")
    assert same(resolved["B"][:5], (decimal.Decimal(2), decimal.Decimal("1.5"), False, "1.50", "1.5"))


def test_nodes_are_kept_as_origins() -> None:
    evaluation = evaluated("A = 'a'.upper()\n", complete=True)
    value = evaluation.namespace.names["A"]
    assert isinstance(value.origin.node, cst.Call)
