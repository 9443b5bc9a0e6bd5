"""What is refused before libcst sees it, what is not, and how text is decoded."""

import subprocess
import sys
import time
from pathlib import Path

import libcst
import pytest

from djauthlint.evaluator.parse import (
    MAX_LINE,
    MAX_LINKS,
    MAX_NESTING,
    SyntaxProblem,
    check_limits,
    decode,
    forget,
    parse,
)
from djauthlint.source import SourceFile

PATH = Path("/project/settings.py")


def source(text: str) -> SourceFile:
    return SourceFile(PATH, text)


def problem(text: str) -> SyntaxProblem:
    with pytest.raises(SyntaxProblem) as caught:
        parse(source(text))
    return caught.value


DEEP = {
    "parentheses": lambda n: "x = " + "(" * n + "1" + ")" * n,
    "lists": lambda n: "x = " + "[" * n + "]" * n,
    "dicts": lambda n: "x = " + "{1:" * n + "1" + "}" * n,
    "calls": lambda n: "x = " + "f(" * n + ")" * n,
    "f-string": lambda n: "x = f'{" + "(" * n + "1" + ")" * n + "}'",
    "f-strings in f-strings": lambda n: "x = " + 'f"{' * n + "1" + '}"' * n,
    "format specifications": lambda n: "x = f'" + "{1:" * n + "}" * n + "'",
    "targets": lambda n: "[" * n + "a" + "]" * n + " = 1",
}
LONG = {
    "plus": lambda n: "x = " + "+".join(["1"] * n),
    "power": lambda n: "x = " + " ** ".join(["1"] * n),
    "not": lambda n: "x = " + "not " * n + "1",
    "minus": lambda n: "x = " + "-" * n + "1",
    "lambda": lambda n: "x = " + "lambda:" * n + "1",
    "ternary": lambda n: "x = " + "1 if 2 else " * n + "1",
    "attributes": lambda n: "x = a" + ".b" * n,
    "calls": lambda n: "x = a" + "()" * n,
    "subscripts": lambda n: "x = a" + "[0]" * n,
    "adjacent strings": lambda n: "x = (" + "'a'\n" * n + ")",
    "and": lambda n: "x = " + " and ".join(["1"] * n),
    "elif": lambda n: "if 1:\n  pass\n" + "elif 1:\n  pass\n" * n,
    "continued lines": lambda n: "x = 1" + "\\\n+1" * n,
    "import": lambda n: "import a" + ".b" * n,
    "in an f-string": lambda n: "x = f'{" + "+".join(["1"] * n) + "}'",
    "on every level": lambda n: "x = " + "(1 + 1 + " * (n // 3) + "1" + ")" * (n // 3),
}


class TestRefused:
    @pytest.mark.parametrize("kind", DEEP)
    def test_nesting(self, kind: str) -> None:
        for depth in (MAX_NESTING + 1, 2_000, 100_000):
            refused = problem(DEEP[kind](depth)).message
            assert str(MAX_NESTING) in refused or depth < 2_000 or "longer than the limit" in refused

    @pytest.mark.parametrize("kind", LONG)
    def test_chains(self, kind: str) -> None:
        for length in (2 * MAX_LINKS, 10_000):
            refused = problem(LONG[kind](length)).message
            assert f"limit of {MAX_LINKS}" in refused or "longer than the limit" in refused

    @pytest.mark.parametrize("opening", ["[", "(", "{1:", "A("])
    def test_patterns_take_exponential_time(self, opening: str) -> None:
        closing = {"[": "]", "(": ")", "{1:": "}", "A(": ")"}[opening]
        text = f"match x:\n    case {opening * 12}a{closing * 12}:\n        pass\n"
        assert problem(text).message == "a pattern is nested deeper than the limit of 6 brackets"

    def test_many_that_are_each_within_the_limits(self) -> None:
        nested = "x = " + "f(" * 190 + ")" * 190 + "\n"
        assert problem(nested * 500).message.startswith("too much of the file is nested")

    def test_long_lines(self) -> None:
        text = "x = 1\r\ny = '" + "a" * MAX_LINE + "'\r\n"
        refused = problem(text)
        assert (refused.line, refused.column) == (2, 1)
        assert refused.message == "the line is longer than the limit of 20,000 characters"

    def test_long_files(self) -> None:
        assert problem("# comment\n" * 200_001).message == "the file is longer than the limit of 2,000,000 characters"

    def test_null_bytes(self) -> None:
        refused = problem("x = 1\ny = '\0'\n")
        assert (refused.line, refused.column, refused.message) == (2, 6, "source code cannot contain null bytes")

    def test_place(self) -> None:
        refused = problem("x = 1\ny = " + "(" * 300 + ")" * 300)
        assert (refused.line, refused.column) == (2, 5 + MAX_NESTING)

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "text",
        [
            '"""' * 600_001,
            '\\"""' * 400_000,
            "'" * 1_900_000,
            "f'{" * 600_000,
            "f'" + "{{" * 900_000,
            "(" * 1_900_000,
            "x = [" + "'a', " * 300_000 + "]",
            'f"""{x:' * 200_000,
        ],
        ids=lambda text: text[:12],
    )
    def test_the_scan_is_linear(self, text: str) -> None:
        start = time.perf_counter()
        try:
            check_limits(source("\n".join(text[i : i + 10_000] for i in range(0, len(text), 10_000))))
        except SyntaxProblem:
            pass
        assert time.perf_counter() - start < 5


class TestAccepted:
    @pytest.mark.parametrize("kind", sorted(DEEP.keys() - {"f-strings in f-strings"}))
    def test_nesting(self, kind: str) -> None:
        assert isinstance(parse(source(DEEP[kind](90))), libcst.Module)

    @pytest.mark.parametrize("kind", sorted(LONG))
    def test_chains(self, kind: str) -> None:
        assert isinstance(parse(source(LONG[kind](200))), libcst.Module)

    @pytest.mark.parametrize(
        "text",
        [
            "x = [" + "'a.b.c',\n" * 3_000 + "]\n",
            "x = {" + "'a': {'b': [1, 2]},\n" * 3_000 + "}\n",
            "x = '" + "QUJD+/" * 3_000 + "'\n",
            "x = 'a.b' # " + "(" * 5_000 + "\n",
            "x = '" + "[" * 5_000 + "'\n",
            '"""' + "((((\n" * 5_000 + '"""\n',
            "x = f'" + "-" * 5_000 + "'\n",
            "x = f'" + "{{" * 3_000 + "'\n",
            "x = f'" + "{a}-" * 2_000 + "'\n",
            "x = r'\\(' '\\'(' \"(\"\n" * 400,
            "x = 1\n" + "\n".join(f"A{n} = a.b.c(d) + e.f" for n in range(2_000)) + "\n",
            "if a:\n    pass\nelif b:\n    pass\n" * 600,
            "match x:\n    case {'a': [A(b), (c, d)]}:\n        pass\n",
            "x = a if b else c\n" * 1_000,
            "def f(a, *, b: int = 1) -> dict[str, list[int]]:\n    return {}\n",
        ],
        ids=lambda text: repr(text[:24]),
    )
    def test_ordinary_text(self, text: str) -> None:
        assert parse(source(text)).code == text

    @pytest.mark.parametrize(
        "text",
        [
            "print = (yield_ := 1)\n",
            "match x:\n    case 1 | 2:\n        pass\n",
            "try:\n    pass\nexcept* ValueError:\n    pass\n",
            "type X = int\n",
            "def f[T: int](x: T) -> T:\n    return x\n",
            'x = f"{a["b"]}"\n',
            "with (open(a) as b, open(c) as d):\n    pass\n",
            "x = t'{a}'\n",
            "x = 1\\\n    + 2\n",
            "",
            "x = 1",
        ],
    )
    def test_syntax_of_every_version(self, text: str) -> None:
        assert parse(source(text)).code == text

    def test_cached_by_path_and_text(self) -> None:
        assert parse(source("x = 1")) is parse(source("x = 1"))
        assert parse(source("x = 1")) is not parse(SourceFile(Path("/other.py"), "x = 1"))


class TestSyntaxErrors:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("x = 1\ny = [\n", 2, "was never closed"),
            ("x = 1\nprint 'a'\n", 2, "Missing parentheses"),
            ("x = 'abc\n", 1, "unterminated string"),
            ('x = """abc\n', 1, "unterminated triple-quoted"),
            ("if a:\nb = 1\n", 2, "expected an indented block"),
            ("a = 1\n  b = 2\n", 2, "unexpected indent"),
            ("match = [a b]\n", 1, "invalid syntax"),
        ],
    )
    def test_names_line_and_cause(self, text: str, line: int, words: str) -> None:
        refused = problem(text)
        assert refused.line == line
        assert refused.column >= 1
        assert words in refused.message

    def test_what_only_libcst_refuses(self) -> None:
        text = "".join(" " * depth + "if a:\n" for depth in range(101)) + " " * 101 + "pass\n"
        refused = problem(text)
        assert refused.line >= 1
        assert "indentation" in refused.message


class TestDecode:
    @pytest.mark.parametrize(
        ("data", "text", "encoding"),
        [
            ("x = 'ü'\n".encode(), "x = 'ü'\n", "utf-8"),
            (b"\xef\xbb\xbfx = 1\r\n", "x = 1\r\n", "utf-8-sig"),
            (b"# coding: latin-1\nx = '\xfc'\n", "# coding: latin-1\nx = 'ü'\n", "iso-8859-1"),
            (b"#!/usr/bin/python\n# -*- coding: cp1252 -*-\nx = '\x80'\n", None, "cp1252"),
            (b"", "", "utf-8"),
        ],
    )
    def test_as_python_does(self, data: bytes, text: str | None, encoding: str) -> None:
        file = decode(PATH, data)
        assert file.encoding == encoding
        assert file.text == (data.decode(encoding) if text is None else text)

    @pytest.mark.parametrize(
        ("data", "line", "words"),
        [
            (b"x = 1\ny = '\xff'\n", 2, "not utf-8 text: byte 0xff"),
            (b"# coding: nothing\n", 1, "unknown encoding"),
            (b"# coding: hex\nx = 1\n", 1, "not hex text"),
            (b"\xef\xbb\xbf# coding: latin-1\n", 1, "encoding problem"),
        ],
    )
    def test_refused(self, data: bytes, line: int, words: str) -> None:
        with pytest.raises(SyntaxProblem) as caught:
            decode(PATH, data)
        assert caught.value.line == line
        assert words in caught.value.message


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*DEEP, *LONG])
def test_what_is_accepted_is_survived(kind: str) -> None:
    """At the limits, in a process of its own: libcst would take the whole process with it."""
    text = DEEP[kind](MAX_NESTING - 2) if kind in DEEP else LONG[kind](MAX_LINKS - 3)
    script = (
        "import sys; from pathlib import Path; from djauthlint.source import SourceFile\n"
        "from djauthlint.evaluator.parse import SyntaxProblem, parse\n"
        "from djauthlint.evaluator.positions import spans\n"
        "try: spans(parse(SourceFile(Path('/x'), sys.stdin.read())))\n"
        "except SyntaxProblem: pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=text, text=True, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr[-500:]


def test_that_a_file_is_parsed_once_and_forgotten_when_others_were_used() -> None:
    forget(0)
    base, other = source("A = 1\n"), SourceFile(PATH.with_name("other.py"), "B = 22\n")
    tree = parse(base)
    of_other = parse(other)
    assert parse(source("A = 1\n")) is tree
    forget(len(base.text))
    assert parse(base) is tree
    assert parse(other) is not of_other
    assert parse(source("A = 2\n")) is not tree
