"""Random settings modules that Python can run: what they do is harmless, ends soon and needs nothing but `os.environ`.

Names say types: `S` strings, `N` numbers, `B` booleans, `L` lists of strings, `D` dicts of strings by string. All are bound at the
top, so that most programs run through; what may raise is drawn on purpose.
"""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent
from typing import Any

from hypothesis import strategies as st

NAMES = {kind: [f"{kind}{index}" for index in (1, 2, 3)] for kind in "SNBLD"}
VARIABLES = ("HOST", "MODE", "DEBUG", "APPS")
TEXTS = ("", "0", "1", "true", "prod", "a,b", "x")
WORDS = ("x", "y", "prod", "a,b", "", "Key")
SIZE = 14

environments = st.dictionaries(st.sampled_from(VARIABLES), st.sampled_from(TEXTS))


class _Writer:
    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw
        self.budget = SIZE
        self.loops = 0
        self.functions: dict[str, list[str]] = {"S": [], "B": [], "L": []}
        self.serial = 0
        self.in_function = False
        self.try_depth = 0

    # -- drawing

    def one_of(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def flip(self, chances: int = 2) -> bool:
        return self.draw(st.integers(0, chances - 1)) == 0

    def name(self, kind: str) -> str:
        return str(self.one_of(*NAMES[kind]))

    def fresh(self, stem: str) -> str:
        self.serial += 1
        return f"{stem}{self.serial}"

    def word(self) -> str:
        return repr(self.one_of(*WORDS))

    def variable(self) -> str:
        return repr(self.one_of(*VARIABLES))

    # -- expressions: `deep` is how many levels may follow

    def text(self, deep: int = 2) -> str:
        if deep == 0:
            return self.one_of(self.word, lambda: self.name("S"))()
        simple = [
            self.word,
            lambda: self.name("S"),
            lambda: f"os.environ.get({self.variable()}, {self.word()})",
            lambda: f"os.environ.get({self.variable()}, {self.word()})",
            lambda: f"os.getenv({self.variable()}, {self.text(0)})",
            lambda: f"(os.environ.get({self.variable()}) or {self.text(0)})",
            lambda: f"{self.name('S')}.{self.one_of('lower', 'upper', 'strip', 'title')}()",
            lambda: f"{self.name('S')}.replace({self.word()}, 'r')",
            lambda: f"{self.name('D')}.get({self.word()}, {self.word()})",
            lambda: f"({self.text(0)} if {self.truth(deep - 1)} else {self.text(0)})",
            lambda: f"f'{{{self.name('S')}}}-{{{self.name('N')}}}'",
            lambda: f"'%s/%d' % ({self.name('S')}, {self.name('N')})",
            lambda: f"'<{{}}>'.format({self.name('S')})",
            lambda: f"str({self.name('N')})",
            lambda: f"({self.name('L')} or ['none'])[{self.one_of(0, -1)}]",
            lambda: f"next(iter({self.name('L')}), 'end')",
            lambda: f"{self.name('S')}[:3]",
        ]
        if not self.loops and not self.in_function:
            simple += [
                lambda: f"{self.text(deep - 1)} + {self.text(deep - 1)}",
                lambda: f"','.join({self.name('L')})",
            ]
        if self.functions["S"] and not self.in_function:
            simple.append(lambda: f"{self.one_of(*self.functions['S'])}({self.text(0)}, {self.truth(0)})")
        return str(self.one_of(*simple)())

    def number(self, deep: int = 2) -> str:
        if deep == 0:
            return self.one_of(lambda: self.name("N"), lambda: str(self.one_of(0, 1, 3, -2)))()
        return str(
            self.one_of(
                lambda: self.name("N"),
                lambda: f"len({self.name('L')})",
                lambda: f"len({self.name('S')})",
                lambda: f"{self.number(0)} {self.one_of('+', '-', '*', '//', '%')} {self.one_of(2, 3, 5)}",
                lambda: f"int({self.one_of('12', '3')!r})",
                lambda: f"({self.number(0)} if {self.truth(deep - 1)} else {self.number(0)})",
                lambda: f"sum(1 for item in {self.name('L')} if item)",
                lambda: f"{self.name('L')}.count({self.word()})",
                lambda: f"max({self.number(0)}, {self.number(0)})",
            )()
        )

    def truth(self, deep: int = 2) -> str:
        simple = [
            lambda: self.name("B"),
            lambda: f"{self.variable()} in os.environ",
            lambda: f"os.environ.get({self.variable()}) == {self.word()}",
            lambda: f"bool(os.environ.get({self.variable()}))",
        ]
        if deep == 0:
            return str(self.one_of(*simple)())
        more = [
            lambda: f"os.environ.get({self.variable()}, {self.word()}).lower() in ('1', 'true')",
            lambda: f"os.environ.get({self.variable()}) {self.one_of('is None', 'is not None')}",
            lambda: f"{self.name('S')} {self.one_of('==', '!=', '<', '>=')} {self.text(0)}",
            lambda: f"{self.name('S')} {self.one_of('in', 'not in')} {self.name('L')}",
            lambda: f"{self.word()} in {self.one_of(self.name('D'), self.name('L'), self.name('S'))}",
            lambda: f"not {self.truth(deep - 1)}",
            lambda: f"({self.truth(deep - 1)} {self.one_of('and', 'or')} {self.truth(deep - 1)})",
            lambda: f"{self.number(0)} {self.one_of('<', '<=', '>', '==')} {self.number(0)}",
            lambda: f"0 <= {self.name('N')} < {self.number(0)}",
            lambda: f"{self.name('L')} {self.one_of('==', 'is', 'is not')} {self.name('L')}",
            lambda: f"{self.name('S')}.startswith({self.word()})",
            lambda: f"bool({self.one_of(self.name('L'), self.name('D'), self.name('S'), self.name('N'))})",
            lambda: f"bool({self.items(deep - 1)})",
            lambda: f"len({self.name('L')}) {self.one_of('> 0', '== 1', '>= 2', '!= 0')}",
            lambda: f"{self.one_of('any', 'all')}(item != {self.word()} for item in {self.name('L')})",
            lambda: f"isinstance({self.name(self.one_of(*'SNBLD'))}, {self.one_of('str', 'list', '(dict, int)')})",
            lambda: f"{self.name('D')} == {self.name('D')}",
        ]
        if self.functions["B"] and not self.in_function:
            more.append(lambda: f"{self.one_of(*self.functions['B'])}({self.text(0)})")
        return str(self.one_of(*simple, *more)())

    def items(self, deep: int = 2) -> str:
        simple = [
            lambda: f"[{self.text(0)}, {self.text(0)}]",
            lambda: f"[{self.text(deep - 1 if deep else 0)}]",
            lambda: "[]",
            lambda: self.name("L"),
        ]
        if deep == 0:
            return str(self.one_of(*simple)())
        more = [
            lambda: f"list({self.name('L')})",
            lambda: f"[item for item in {self.name('L')} if {self.condition_on('item')}]",
            lambda: f"[item + '!' for item in ({self.word()}, {self.word()})]",
            lambda: f"{self.name('L')}[{self.one_of('1:', ':-1', '::2', '::-1', ':2')}]",
            lambda: f"sorted({self.name('L')})",
            lambda: f"{self.text(0)}.split({self.one_of('', repr(','))})",
            lambda: f"[part.strip() for part in {self.listed()} if part.strip()]",
            lambda: f"list(filter(None, {self.listed()}))",
            lambda: f"[*{self.listed()}, *filter(None, {self.listed()})]",
            lambda: f"({self.items(0)} if {self.truth(deep - 1)} else {self.items(0)})",
            lambda: f"list({self.name('D')})",
            lambda: f"[key + value for key, value in {self.name('D')}.items()]",
            lambda: f"list(filter(None, {self.name('L')}))",
            lambda: f"list(map(str.upper, {self.name('L')}))",
            lambda: f"[*{self.one_of(repr(('p', 'q')), self.name('D'))}, {self.text(0)}]",
            lambda: f"list(dict.fromkeys({self.name('L')}))",
            lambda: f"[a + b for a in ('x', 'y') for b in {self.name('L')}[:3] if a != b]",
        ]
        if not self.loops and not self.in_function:
            more += [
                lambda: f"{self.items(deep - 1)} + {self.items(deep - 1)}",
                lambda: f"[*{self.name('L')}, {self.text(0)}, *{self.name('L')}]",
            ]
        if self.functions["L"] and not self.in_function:
            more.append(lambda: f"{self.one_of(*self.functions['L'])}({self.name('L')}, *{self.one_of('()', '(1,)')})")
        return str(self.one_of(*simple, *more)())

    def listed(self) -> str:
        return f"os.environ.get({self.variable()}, {self.one_of(repr(''), self.word())}).split(',')"

    def mapping(self, deep: int = 2) -> str:
        simple = [
            lambda: f"{{{self.word()}: {self.text(0)}}}",
            lambda: self.name("D"),
            lambda: f"dict(a={self.text(0)}, b='2')",
        ]
        if deep == 0:
            return str(self.one_of(*simple)())
        return str(
            self.one_of(
                *simple,
                lambda: f"{{**{self.name('D')}, {self.text(0)}: {self.text(0)}}}",
                lambda: f"{{item: {self.name('S')} for item in {self.name('L')}}}",
                lambda: f"dict({self.name('D')})",
                lambda: f"{self.name('D')} | {self.mapping(0)}",
                lambda: f"({self.mapping(0)} if {self.truth(deep - 1)} else {self.mapping(0)})",
                lambda: f"dict(zip({self.name('L')}, {self.name('L')}))",
                lambda: f"{{key: value for key, value in {self.name('D')}.items() if {self.condition_on('key')}}}",
            )()
        )

    def condition_on(self, name: str) -> str:
        return str(
            self.one_of(
                lambda: f"{name} != {self.word()}",
                lambda: f"{name} not in {self.name('L')}",
                lambda: f"{name}.startswith({self.word()})",
                lambda: self.truth(0),
                lambda: f"{name} == {self.name('S')}",
            )()
        )

    def value(self, kind: str) -> str:
        return {"S": self.text, "N": self.number, "B": self.truth, "L": self.items, "D": self.mapping}[kind]()

    # -- statements

    def block(self, size: int | None = None) -> str:
        count = size if size is not None else self.draw(st.integers(1, 3))
        lines = []
        for _ in range(count):
            if self.budget <= 0:
                break
            self.budget -= 1
            lines.append(self.statement())
        return "\n".join(lines) or "pass"

    def suite(self, size: int | None = None) -> str:
        return indent(self.block(size), "    ")

    def statement(self) -> str:
        simple = [
            self.assignment,
            self.assignment,
            self.mutation,
            self.mutation,
            self.mutation,
            self.branch,
            self.branch,
            self.attempt,
            self.loop,
        ]
        if not self.loops and not self.in_function:
            simple += [self.function, self.closure, self.match, self.refusal, self.local_class]
        return str(self.one_of(*simple)())

    def assignment(self) -> str:
        kind = self.one_of(*"SSNBLLD")
        return str(
            self.one_of(
                lambda: f"{self.name(kind)} = {self.value(kind)}",
                lambda: f"{self.name(kind)} = {self.value(kind)}",
                lambda: f"{self.name(kind)} = {self.name(kind)} = {self.value(kind)}",
                lambda: f"{self.name(kind)}, {self.name('S')} = {self.value(kind)}, {self.text(1)}",
                lambda: f"{self.name('N')}: int = {self.number()}",
                lambda: f"{self.name('S')}, *{self.name('L')} = [{self.text(0)}, *{self.name('L')}[:2]]",
                lambda: f"{self.name('B')} = bool({self.name('N')} := {self.number(0)})",
                lambda: f"globals()['{self.name('S')}'] = {self.text()}",
                lambda: f"{self.name(kind)} = (lambda value: value)({self.name(kind)})",
            )()
        )

    def mutation(self) -> str:
        names, mapping, word = self.name("L"), self.name("D"), self.word()
        growing = [
            lambda: f"{names}.append({self.text(1)})",
            lambda: f"{names}.insert({self.one_of(0, 1, -1)}, {self.text(1)})",
            lambda: f"{names} += [{self.text(1)}]",
            lambda: f"{names}.extend(['e', {self.text(0)}])",
            lambda: f"{mapping}[{self.text(0)}] = {self.text(1)}",
            lambda: f"{mapping}.update({{{self.word()}: {self.text(0)}}})",
            lambda: f"{mapping}.update(a={self.text(0)})",
            lambda: f"{mapping}.setdefault({self.word()}, {self.text(0)})",
            lambda: f"{mapping} |= {{{self.word()}: 'or'}}",
            lambda: f"{self.name('N')} += {self.one_of(1, 2)}",
            lambda: f"{self.name('S')} += {self.word()}",
            lambda: f"{names}[:0] = [{self.text(0)}]",
        ]
        others = [
            lambda: f"if {word} in {names}: {names}.remove({word})",
            lambda: f"if {names}: {names}.pop({self.one_of('', '0', '-1')})",
            lambda: f"{mapping}.pop({self.word()}, None)",
            lambda: f"if {word} in {mapping}: del {mapping}[{word}]",
            lambda: f"{names}.sort()",
            lambda: f"{names}.reverse()",
            lambda: f"if {names}: {names}[0] = {self.text(1)}",
            lambda: f"if len({names}) > 1: del {names}[{self.one_of('0', '-1', '1:', ':1')}]",
            lambda: f"{names}.clear()",
            lambda: f"os.environ.setdefault({self.variable()}, {self.word()})",
            lambda: f"os.environ[{self.variable()}] = {self.word()}",
            lambda: f"{names}[1:] = {self.name('L')}[:2]",
            lambda: f"if {names}: {names}[{self.one_of('0', '-1')}] += '+'",
        ]
        if not self.loops:
            others += [
                lambda: f"{names} += {self.name('L')}",
                lambda: f"{names} *= 2",
                lambda: f"{mapping}.update({self.name('D')})",
            ]
        return str(self.one_of(*growing, *others)())

    def branch(self) -> str:
        text = f"if {self.truth()}:\n{self.suite()}"
        if self.flip():
            text += f"\nelif {self.truth()}:\n{self.suite()}"
        if self.flip():
            text += f"\nelse:\n{self.suite()}"
        return text

    def attempt(self) -> str:
        raising = self.one_of(
            lambda: f"{self.name('S')} = os.environ[{self.variable()}]",
            lambda: f"{self.name('S')} = {self.name('D')}[{self.word()}]",
            lambda: f"{self.name('N')} = int({self.text(1)}) % 7",
            lambda: f"{self.name('L')}.remove({self.word()})",
            lambda: f"{self.name('S')} = {self.name('L')}[{self.one_of(0, 1, 2)}]",
            lambda: f"if {self.truth()}: raise ValueError({self.word()})",
            lambda: f"{self.name('N')} = 6 // {self.number(0)}",
            lambda: f"assert {self.truth()}",
            lambda: f"{self.name('S')} = {self.name('S')}.index({self.word()}) and 'found'",
            lambda: f"{self.name('D')}.pop({self.word()})",
        )()
        body = indent(raising, "    ") + "\n" + self.suite(self.one_of(0, 1))
        if body.endswith("pass"):
            body = indent(raising, "    ")
        before = self.suite(1) + "\n" if self.flip(3) else ""
        caught = self.one_of(
            "(KeyError, ValueError)", "Exception", "KeyError", "LookupError", "ValueError as error", ""
        )
        text = f"try:\n{before}{body}\nexcept {caught}:\n{self.suite()}".replace("except :", "except:")
        if caught not in ("Exception", "") and not self.flip(4):
            text += f"\nexcept Exception:\n{self.suite(1)}"
        if self.flip(3):
            text += f"\nelse:\n{self.suite(1)}"
        if self.flip(3):
            text += f"\nfinally:\n{self.suite(1)}"
        return text

    def loop(self) -> str:
        if self.loops > 1:
            return self.assignment()
        self.loops += 1
        item = self.fresh("item")
        kind = self.draw(st.integers(0, 3))
        if kind == 0:
            counter = self.fresh("count")
            head = f"{counter} = 0\nwhile {counter} < {self.one_of(1, 3)}:\n    {counter} += 1"
        elif kind == 1:
            head = f"for {item} in {self.name('L')}[:4]:\n    {self.name('S')} = {item}"
        elif kind == 2:
            head = f"for {item} in list({self.name('D')})[:4]:\n    {self.name('D')}[{item}] = 'loop'"
        else:
            head = f"for {item} in ({self.word()}, {self.word()}, {self.text(1)}):\n    {self.name('L')}.append({item})"
        body = self.suite()
        if self.flip():
            body += f"\n    if {self.truth(1)}:\n        {self.one_of('break', 'continue')}\n" + self.suite(1)
        text = f"{head}\n{body}"
        if self.flip(4):
            text += f"\nelse:\n{self.suite(1)}"
        self.loops -= 1
        return text

    def function(self) -> str:
        kind = self.one_of("S", "B", "L")
        name = self.fresh("helper")
        self.in_function = True
        mutation = self.mutation().replace("\n", "\n    ")
        early = self.one_of(
            lambda: f"if {self.truth(1)}:\n        return ",
            lambda: f"for item in {self.name('L')}[:3]:\n        if {self.condition_on('item')}: return ",
            lambda: "try:\n        number = int(value or '')\n    except (ValueError, TypeError):\n        return ",
        )()
        declared = f"global {', '.join(n for k in 'SND' for n in NAMES[k])}, {', '.join(NAMES['L'])}"
        if kind == "S":
            text = f"def {name}(value, flag=True):\n    {declared}\n    {mutation}\n    {early}value\n    return {self.text(1)} if flag else {self.word()}"
        elif kind == "B":
            text = f"def {name}(value, *rest, other={self.truth(0)}):\n    {declared}\n    {early}other\n    {mutation}\n    return {self.truth(1)}"
        else:
            text = f"def {name}(value, *rest):\n    {declared}\n    {early.replace('int(value', 'int(str(value)')}{self.items(0)}\n    value.append(str(len(rest)))\n    return value"
        self.in_function = False
        self.functions[kind].append(name)
        return text

    def closure(self) -> str:
        name = self.fresh("maker")
        calls = "\n".join(f"{self.name('N')} = {name}_one()" for _ in range(self.draw(st.integers(1, 2))))
        return (
            f"def {name}(start):\n    def step():\n        nonlocal start\n        start += 1\n        return start\n    return step\n"
            f"{name}_one = {name}({self.number(0)})\nif {self.truth(1)}:\n    {name}_one()\n{calls}"
        )

    def match(self) -> str:
        return (
            f"match {self.text(1)}:\n    case {self.word()} | 'match':\n{indent(self.suite(1), '    ')}\n"
            f"    case 'prod' if {self.truth(0)}:\n{indent(self.suite(1), '    ')}\n    case {self.one_of('_', 'other')}:\n{indent(self.suite(1), '    ')}"
        )

    def refusal(self) -> str:
        return f"if {self.truth(1)} and {self.truth(0)}:\n    raise ValueError({self.word()})"

    def local_class(self) -> str:
        name = self.fresh("Local")
        return (
            f"class {name}:\n    limit = {self.number(1)}\n    names = {self.name('L')}\n    def __init__(self, text={self.word()}):\n"
            f"        self.text = text\n    @property\n    def label(self):\n        return self.text + str(self.limit)\n"
            f"{name}.names.append('class')\n{self.name('S')} = {name}({self.text(0)}).label\n{self.name('N')} = {name}.limit"
        )


@st.composite
def programs(draw: Any) -> str:
    """The text of a settings module."""
    writer = _Writer(draw)
    lines = ["import os"]
    for kind, first in (("S", "'start'"), ("N", "2"), ("B", "False"), ("L", None), ("D", None)):
        for name in NAMES[kind]:
            initial = first or ("['x', 'y']" if kind == "L" else "{'Key': 'v', 'x': 'w'}")
            lines.append(f"{name} = {initial}")
    lines.append(writer.block(SIZE))
    return "\n".join(lines) + "\n"
