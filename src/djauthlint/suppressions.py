"""Comments that silence diagnostics: `# noqa: CODE` as flake8 means it, and `# djauthlint: ignore[CODE] reason`."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.mistakes import did_you_mean
from djauthlint.source import SourceFile, Span

if TYPE_CHECKING:
    import tokenize


class CommentRule(NamedTuple):
    """A rule about the comments themselves: it looks at text, not at settings."""

    code: str
    name: str
    documentation: str
    family: str = "suppressions"
    priority: str = "P1"
    severity: Severity = Severity.INFO

    @property
    def summary(self) -> str:
        """The first line of its documentation."""
        return self.documentation.partition("\n")[0].rstrip(".")


UNUSED: Final = CommentRule(
    "DJA002",
    "unused-suppression",
    """\
A comment silences a rule that reports nothing there.

It hides the next diagnostic that would stand in this place. Delete it, or take the rule that it names out of it.

Only rules that ran are looked at, and only when no environment was given on the command line: under the
conditions that were left out the comment may be needed.""",
)
MALFORMED: Final = CommentRule(
    "DJA003",
    "malformed-suppression",
    """\
A comment that begins with `djauthlint:` can't be understood, so it silences nothing.

Write `# djauthlint: ignore[CODE]` on the line that a diagnostic points at, on the first or last line of its statement,
or in a comment above it; the rule's name will do as well, several are separated by commas, and a reason may follow.
`# djauthlint: ignore-file[CODE]` in a comment above the first statement is about the whole file.""",
)
COMMENT_RULES: Final = (UNUSED, MALFORMED)

NOQA: Final = re.compile(r"# noqa(?::\s?(?P<codes>[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*))?", re.IGNORECASE)
"""flake8's expression: what follows the colon and is no list of codes makes it a `noqa` for everything."""

DIRECTIVE: Final = re.compile(r"#\s*djauthlint\s*:\s*(?P<verb>[\w-]*)\s*(?P<rules>\[[^\]#]*\]?)?")
VERBS: Final = ("ignore", "ignore-file")
EXAMPLE: Final = "write # djauthlint: ignore[DJA301] and a reason"


@dataclass(slots=True)
class Ignore:
    """One native comment.

    Arguments:
        span: the directive, from its `#` to the bracket.
        text: the comment as it stands.
        line: its line, 0 when it is about the whole file.
        codes: the rules that it silences, each with the span of its name in the comment.
        used: the codes that have silenced something.
    """

    span: Span
    text: str
    line: int
    codes: tuple[tuple[str, str], ...]
    used: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Suppressions:
    """The comments of one file that silence diagnostics.

    Arguments:
        file: the file.
        ignores: the native comments, by line; those about the whole file at line 0.
        malformed: diagnostics about comments that can't be obeyed.
        physical: first and last line of what flake8 takes for one line: multi-line strings, continued lines.
        statements: first and last line of statements of several lines.
        comment_lines: lines with nothing but a comment.
    """

    file: SourceFile
    ignores: dict[int, list[Ignore]] = field(default_factory=dict)
    malformed: list[Diagnostic] = field(default_factory=list)
    physical: dict[int, tuple[int, int]] = field(default_factory=dict)
    statements: dict[int, tuple[int, int]] = field(default_factory=dict)
    comment_lines: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, file: SourceFile, rules: Mapping[str, str]) -> Suppressions:
        """The suppressions in a file. `rules` has the code of each rule by its code and by its name."""
        found = cls(file)
        text = file.text.lower()
        if "djauthlint" in text or "noqa" in text:
            found._read(rules)
        return found

    def silencer(self, diagnostic: Diagnostic) -> str | None:
        """The comment that silences a diagnostic, None if there is none."""
        first = self.file.position(diagnostic.span.start).line
        last = self.file.position(max(diagnostic.span.start, diagnostic.span.end - 1)).line
        for line in self._lines(first, last):
            for ignore in self.ignores.get(line, ()):
                if any(code == diagnostic.code for code, _ in ignore.codes):
                    ignore.used.add(diagnostic.code)
                    return ignore.text
        return self._noqa(first, diagnostic.code)

    def unused(self, codes: Collection[str]) -> Iterator[Diagnostic]:
        """A diagnostic for each rule that a native comment names without need, of those that ran."""
        for ignores in self.ignores.values():
            for ignore in ignores:
                idle = [(code, word) for code, word in ignore.codes if code in codes and code not in ignore.used]
                if idle:
                    words = " and ".join(word for _, word in idle)
                    message = (
                        f"this comment silences nothing: {words} {'is' if len(idle) == 1 else 'are'} not reported here"
                    )
                    cure = f"take {words} out of the comment" if len(idle) < len(ignore.codes) else "delete the comment"
                    yield self._diagnostic(UNUSED, ignore.span, message, cure)

    def _lines(self, first: int, last: int) -> list[int]:
        """Where a native comment may stand for what spans these lines, 0 for the whole file."""
        start, end = self.statements.get(first, (first, last))
        lines = [first, last, start, end]
        for line in (first, start):
            above = line - 1
            while above in self.comment_lines:
                lines.append(above)
                above -= 1
        return [0, *dict.fromkeys(lines)]

    def _noqa(self, line: int, code: str) -> str | None:
        first, last = self.physical.get(line, (line, line))
        match = next(filter(None, (NOQA.search(self.file.line(number)) for number in range(first, last + 1))), None)
        if match is None:
            return None
        codes = tuple(re.split(r"[,\s]+", match["codes"].upper())) if match["codes"] else ("",)
        return match[0] if code.startswith(codes) else None

    def _read(self, rules: Mapping[str, str]) -> None:
        import tokenize

        layout = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
        line_start = statement_start = 0
        in_statement = on_line = False
        statements = 0
        for token in self._tokens():
            first = token.start[0]
            line_start = line_start or first
            if token.type == tokenize.COMMENT:
                if not on_line:
                    self.comment_lines.add(first)
                head = statements == 0 and not in_statement
                self._directive(token.string, self.file.offset(*token.start), first, rules, head=head)
            elif token.type not in layout:
                if not in_statement:
                    statement_start, in_statement = first, True
                    statements += token.type != tokenize.STRING or statements > 0
                on_line = True
            if token.type in {tokenize.NL, tokenize.NEWLINE}:
                _range(self.physical, line_start, first)
                line_start, on_line = 0, False
            if token.type == tokenize.NEWLINE:
                _range(self.statements, statement_start, first)
                in_statement = False

    def _tokens(self) -> Iterator[tokenize.TokenInfo]:
        import tokenize

        try:
            yield from tokenize.generate_tokens(io.StringIO(self.file.text, newline="").readline)
        except (tokenize.TokenError, SyntaxError, ValueError):
            return

    def _directive(self, comment: str, offset: int, line: int, rules: Mapping[str, str], *, head: bool) -> None:
        for match in DIRECTIVE.finditer(comment):
            span = Span(self.file.path, offset + match.start(), offset + len(match[0].rstrip()) + match.start())
            verb, bracket = match["verb"], match["rules"]
            if verb not in VERBS:
                hint = did_you_mean(verb, VERBS)
                self._complain(span, f"unknown directive {verb or '(none)'}{hint}")
            elif bracket is None or not bracket.endswith("]"):
                self._complain(span, f"{verb} needs the rules in brackets")
            elif verb == "ignore-file" and not head:
                self._complain(
                    span, "ignore-file has no effect here: it must stand in a comment above the first statement"
                )
            else:
                words = [word.strip() for word in bracket[1:-1].split(",") if word.strip()]
                if not words:
                    self._complain(span, f"{verb} names no rule")
                codes = tuple((code, word) for word in words if (code := rules.get(word) or rules.get(word.upper())))
                for word in words:
                    if rules.get(word) is None and rules.get(word.upper()) is None:
                        self._complain(span, f"there is no rule {word}{did_you_mean(word, rules)}")
                if codes:
                    where = line if verb == "ignore" else 0
                    self.ignores.setdefault(where, []).append(
                        Ignore(span, comment[match.start() :].strip(), where, codes)
                    )

    def _complain(self, span: Span, message: str) -> None:
        self.malformed.append(self._diagnostic(MALFORMED, span, message, EXAMPLE))

    @staticmethod
    def _diagnostic(rule: CommentRule, span: Span, message: str, cure: str) -> Diagnostic:
        return Diagnostic(rule.code, rule.name, message, span, rule.severity, Confidence.CERTAIN, setting="", help=cure)


def _range(ranges: dict[int, tuple[int, int]], first: int, last: int) -> None:
    if last > first:
        ranges.update(dict.fromkeys(range(first, last + 1), (first, last)))
