"""Positions are those of libcst's own provider, and what stands there is the text of the node."""

from pathlib import Path

import libcst
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libcst.metadata import MetadataWrapper, PositionProvider

from djauthlint.evaluator.parse import parse
from djauthlint.evaluator.positions import span_of, spans
from djauthlint.source import SourceFile
from djauthlint.values import Origin
from tests.searching import examples

PATH = Path("/project/settings.py")

SNIPPETS = [
    "X = 1\n",
    "X = (\n    1,  # one\n    2,\n)\n",
    "X = ( ( 'a' ) )\nY: int = 2\n",
    "X = {'a': [1, {2}], **b}\n",
    "if a:\n    X = 1\nelif b:\n    X = 2\nelse:\n    X = 3\n",
    "if a:\n\tX = [\n\t\t1,\n\t]\n",
    "def f(a, *b, c=1, **d):\n    return lambda x: x + 1\n",
    "class A(B, metaclass=C):\n    x = 1\n\n    def y(self): ...\n",
    "try:\n    import a.b as c\nexcept (A, B) as e:\n    raise X from e\nelse:\n    pass\nfinally:\n    pass\n",
    "with open(a) as b, c:\n    X += [*b]\n",
    "for i, (j, k) in enumerate(x):\n    del y[i]\nelse:\n    pass\nwhile True:\n    break\n",
    "match x:\n    case {'a': [1, *_]} if y:\n        X = 1\n    case A(b=2) | None:\n        pass\n",
    "X = 'a' 'b' f'{c!r:>{d}}' if e else not g\n",
    "from .a import (b as c, d)\nfrom . import *\n",
    "X = 'ü😀' + '😀'; Y = 2\n",
    "@a\n@b(1)\nasync def f():\n    await g()\n    async for x in y:\n        yield x\n",
    "\n\n# comment\nX = 1  # after\n\n# end\n",
    "X = a.b(c)[d:e, ...]\nassert X, 'no'\nglobal Z\n",
    "X = [a for b in c if d for e in f]\n",
    "",
]


def same_as_libcst(text: str) -> int:
    """How many nodes were compared."""
    file = SourceFile(PATH, text)
    module = libcst.parse_module(text)
    known = spans(module)
    provider = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    compared = 0
    for node, place in provider.items():
        if place.end.line > len(file.line_starts):
            continue
        start = file.offset(place.start.line, place.start.column)
        assert known[id(node)] == (start, file.offset(place.end.line, place.end.column)), node
        compared += 1
    return compared


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("snippet", SNIPPETS)
def test_same_as_libcst(snippet: str, newline: str) -> None:
    assert same_as_libcst(snippet.replace("\n", newline)) or not snippet


def test_mixed_newlines_and_no_newline_at_the_end() -> None:
    assert same_as_libcst("X = [\r\n1,\n2]\rY = 3\n\r\nZ = 4")


@examples(60)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=8), st.sampled_from(["\n", "\r\n"]))
def test_same_as_libcst_in_any_order(parts: list[str], newline: str) -> None:
    same_as_libcst("".join(parts).replace("\n", newline))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("X = 'ü😀'\n", "'ü😀'"),
        ("X = (  'a'  )\n", "'a'"),
        ("X = ('a' 'b')\n", "'a' 'b'"),
        ("X = ()\n", "()"),
        ("X = 1, 2\n", "1, 2"),
        ("X = (  # why\n    1,\n    2,\n)\n", "(  # why\n    1,\n    2,\n)"),
        ("X = ((1, 2))\n", "(1, 2)"),
        ("X = [\n    1,\n]\n", "[\n    1,\n]"),
        ("\tX = 1\n".lstrip(), "1"),
        ("X = 1", "1"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_text_of_a_value(text: str, expected: str, newline: str) -> None:
    file = SourceFile(PATH, text.replace("\n", newline))
    line = parse(file).body[0]
    assert isinstance(line, libcst.SimpleStatementLine)
    assign = line.body[0]
    assert isinstance(assign, libcst.Assign)
    span = span_of(Origin(file, assign.value))
    assert file.text[span.start : span.end] == expected.replace("\n", newline)
    assert span.path == PATH
