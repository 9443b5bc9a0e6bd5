"""Comments that silence diagnostics: `# noqa: CODE` as flake8 means it, and `# djauthlint: ignore[CODE] reason`."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.diagnostics import Confidence, Diagnostic, Edit, PreparedCure, Severity
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

Only rules that ran are looked at, and only when neither an environment nor a profile or a version of Django was given on the
command line: under the conditions that were left out the comment may be needed. Of a `noqa` only the codes of djauthlint are
looked at. `--fix` deletes what is not needed.""",
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
UNEXPLAINED: Final = CommentRule(
    "DJA004",
    "suppression-without-reason",
    """\
A comment silences a rule and does not say why.

Whoever reads it later can't tell a decision from a leftover. Write the reason behind it:
`# djauthlint: ignore[DJA301] the proxy sets the flag`, `# noqa: DJA301 the proxy sets the flag`.

It is asked for with `--require-reason` or `require-reason = true`. A `noqa` that names no rule of djauthlint needs none.""",
    priority="P2",
    severity=Severity.WARNING,
)
COMMENT_RULES: Final = (UNUSED, MALFORMED, UNEXPLAINED)

NOQA: Final = re.compile(r"# noqa(?::[\s]?(?P<codes>([A-Z]+[0-9]+(?:[,\s]+)?)+))?", re.IGNORECASE)
"""flake8's expression: what follows the colon and is no list of codes makes it a `noqa` for everything."""
EVERYTHING: Final = "# noqa"
SEPARATOR: Final = re.compile(r"[,\s]")

DIRECTIVE: Final = re.compile(r"#\s*djauthlint\s*:\s*(?P<verb>[\w-]*)\s*(?P<rules>\[[^\]#]*\]?)?", re.IGNORECASE)
VERBS: Final = ("ignore", "ignore-file")
EXAMPLE: Final = "write # djauthlint: ignore[DJA301] and a reason"


@dataclass(slots=True)
class Ignore:
    """One native comment, or a `noqa` that names rules of djauthlint.

    Arguments:
        span: the directive, from its `#` to the bracket or the last code.
        text: the comment as it stands.
        line: its line, 0 when it is about the whole file.
        codes: the rules that it silences, each with the word for it in the comment.
        words: all words of its list, those that name no rule included.
        reason: what it says behind them.
        removal: what to delete so that nothing is left of it.
        used: the codes that have silenced something.
    """

    span: Span
    text: str
    line: int
    codes: tuple[tuple[str, str], ...]
    words: tuple[str, ...] = ()
    reason: str = ""
    removal: Span | None = None
    used: set[str] = field(default_factory=set)

    def without(self, idle: Collection[str], file: SourceFile) -> tuple[Edit, ...]:
        """The edits that take words out of it."""
        if len(idle) == len(self.words):
            return () if self.removal is None else (Edit(self.removal, ""),)
        text = file.text[self.span.start : self.span.end]
        kept = [word for word in self.words if word not in idle]
        start = text.index("[") + 1 if text.endswith("]") else text.index(":") + 1
        end = len(text) - text.endswith("]")
        lead = text[start : len(text) - len(text[start:].lstrip())]
        span = Span(self.span.path, self.span.start + start, self.span.start + end)
        return (Edit(span, lead + ", ".join(kept)),)


@dataclass(slots=True)
class Suppressions:
    """The comments of one file that silence diagnostics.

    Arguments:
        file: the file.
        ignores: the native comments, by line; those about the whole file at line 0.
        noqas: each `noqa` that names rules of djauthlint, by its offset.
        malformed: diagnostics about comments that can't be obeyed.
        physical: first and last line of what flake8 takes for one line: multi-line strings, continued lines.
        statements: first and last line of statements of several lines.
        comment_lines: lines with nothing but a comment.
        commented: all lines with a comment.
    """

    file: SourceFile
    ignores: dict[int, list[Ignore]] = field(default_factory=dict)
    noqas: dict[int, Ignore] = field(default_factory=dict)
    malformed: list[Diagnostic] = field(default_factory=list)
    physical: dict[int, tuple[int, int]] = field(default_factory=dict)
    statements: dict[int, tuple[int, int]] = field(default_factory=dict)
    comment_lines: set[int] = field(default_factory=set)
    commented: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, file: SourceFile, rules: Mapping[str, str], *, always: bool = False) -> Suppressions:
        """The suppressions in a file. `rules` has the code of each rule by its code and by its name.

        A file without such comments is read only where its layout is wanted `always`.
        """
        found = cls(file)
        text = file.text.lower()
        if always or "djauthlint" in text or "noqa" in text:
            found._read(rules)
        return found

    def placed(self, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic where no comment hides it that is not about it.

        What a module lacks as a whole has no line of its own, and the first is where `from .base import *  # noqa` stands: it
        goes to the next one without such a comment. Whoever names the rule on the first line silences it there.
        """
        if (diagnostic.span.start, diagnostic.span.end) != (0, 0) or not self._is_hidden(diagnostic, 1):
            return diagnostic
        for line, start in enumerate(self.file.line_starts, 1):
            if self.file.line(line).strip() and not self._is_hidden(diagnostic, line):
                return replace(diagnostic, span=Span(diagnostic.span.path, start, start))
        return diagnostic

    def _is_hidden(self, diagnostic: Diagnostic, line: int) -> bool:
        """Whether a `noqa` for everything is all that silences a diagnostic on a line."""
        start = self.file.line_starts[line - 1]
        silencer = self.silencer(replace(diagnostic, span=Span(diagnostic.span.path, start, start)))
        return silencer is not None and silencer.lower() == EVERYTHING

    def silencer(self, diagnostic: Diagnostic) -> str | None:
        """The comment that silences a diagnostic, None if there is none."""
        first = self.file.position(diagnostic.span.start).line
        last = self.file.position(max(diagnostic.span.start, diagnostic.span.end - 1)).line
        found: list[str] = []
        for line in self._lines(first, last):
            for ignore in self.ignores.get(line, ()):
                if any(code == diagnostic.code for code, _ in ignore.codes):
                    ignore.used.add(diagnostic.code)
                    found.append(ignore.text)
        noqa = self._noqa(first, diagnostic.code)
        return found[0] if found else noqa

    def unused(self, codes: Collection[str]) -> Iterator[Diagnostic]:
        """A diagnostic for each comment that names a rule without need, of those that ran."""
        for ignore in self._comments():
            idle = [(code, word) for code, word in ignore.codes if code in codes and code not in ignore.used]
            if idle:
                words = " and ".join(word for _, word in idle)
                message = (
                    f"this comment silences nothing: {words} {'is' if len(idle) == 1 else 'are'} not reported here"
                )
                is_all = len(idle) == len(ignore.words)
                title = "delete the comment" if is_all else f"take {words} out of the comment"
                edits = ignore.without([word for _, word in idle], self.file)
                found = self._diagnostic(UNUSED, ignore.span, message, title)
                yield replace(found, cure=PreparedCure(title, (edits,))) if edits else found

    def unexplained(self) -> Iterator[Diagnostic]:
        """A diagnostic for each comment that says nothing of why it silences a rule."""
        for ignore in self._comments():
            if not ignore.reason:
                text = self.file.text[ignore.span.start : ignore.span.end]
                yield self._diagnostic(
                    UNEXPLAINED, ignore.span, f"{text} gives no reason", "say behind it why it may stay"
                )

    def _comments(self) -> Iterator[Ignore]:
        for ignores in self.ignores.values():
            yield from ignores
        yield from self.noqas.values()

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
        """What flake8 finds: the first `noqa` of a line, where continued lines and strings of several lines are one."""
        first, last = self.physical.get(line, (line, line))
        starts = self.file.line_starts
        match = NOQA.search(
            self.file.text, starts[first - 1], starts[last] if last < len(starts) else len(self.file.text)
        )
        if match is None:
            return None
        codes = tuple(word for word in SEPARATOR.split(match["codes"]) if word) if match["codes"] else ("",)
        if not code.startswith(codes):
            return None
        own = self.noqas.get(match.start())
        if own is not None:
            own.used.update(each for each, _ in own.codes if code.startswith(each))
        return match[0].strip()

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
                self.commented.add(first)
                if not on_line:
                    self.comment_lines.add(first)
                head = statements == 0 and not in_statement
                self._directive(token.string, self.file.offset(*token.start), first, rules, head=head)
                self._own_noqa(token.string, self.file.offset(*token.start), first, rules)
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
            verb, bracket = match["verb"].lower(), match["rules"]
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
                words = [*dict.fromkeys(word.strip() for word in bracket[1:-1].split(",") if word.strip())]
                if not words:
                    self._complain(span, f"{verb} names no rule")
                known = {word: rules.get(word) or rules.get(word.upper()) or rules.get(word.lower()) for word in words}
                codes = tuple((code, word) for word, code in known.items() if code)
                for word, code in known.items():
                    if code is None:
                        self._complain(span, _unknown(word, rules))
                if codes:
                    where = line if verb == "ignore" else 0
                    reason, removal = self._surroundings(comment, offset, match)
                    text = comment[match.start() :].strip()
                    self.ignores.setdefault(where, []).append(
                        Ignore(span, text, where, codes, tuple(words), reason, removal)
                    )

    def _own_noqa(self, comment: str, offset: int, line: int, rules: Mapping[str, str]) -> None:
        match = NOQA.search(comment)
        if match is None or not match["codes"]:
            return
        words = tuple(word for word in SEPARATOR.split(match["codes"]) if word)
        span = Span(self.file.path, offset + match.start(), offset + match.start() + len(match[0].rstrip(", \t\f")))
        codes = tuple((word, word) for word in words if rules.get(word) == word)
        for word in words:
            if word != word.upper() and rules.get(word.upper()) == word.upper():
                self._complain(span, f"flake8 does not take {word} for {word.upper()}", f"write # noqa: {word.upper()}")
        if codes:
            reason, removal = self._surroundings(comment, offset, match)
            text = comment[match.start() :].strip()
            self.noqas[span.start] = Ignore(span, text, line, codes, words, reason, removal)

    def _surroundings(self, comment: str, offset: int, match: re.Match[str]) -> tuple[str, Span]:
        """What a comment says behind a directive, and what to delete so that nothing is left of the directive."""
        path, text = self.file.path, self.file.text
        more = comment.find("#", match.end())
        reason = comment[match.end() : more if more >= 0 else len(comment)].strip(" \t\f:;,.-\u2013\u2014")
        start, end = offset + match.start(), offset + len(comment.rstrip("\r\n"))
        if more >= 0:
            return reason, Span(path, start, offset + more)
        position = self.file.position(start)
        begin = self.file.line_starts[position.line - 1]
        if comment[: match.start()].strip("# \t\f"):
            start = offset + len(comment[: match.start()].rstrip())
        else:
            start = begin + len(text[begin:offset].rstrip())
            if start == begin:
                starts = self.file.line_starts
                return reason, Span(path, begin, starts[position.line] if position.line < len(starts) else len(text))
        return reason, Span(path, start, end)

    def _complain(self, span: Span, message: str, cure: str = EXAMPLE) -> None:
        self.malformed.append(self._diagnostic(MALFORMED, span, message, cure))

    @staticmethod
    def _diagnostic(rule: CommentRule, span: Span, message: str, cure: str) -> Diagnostic:
        return Diagnostic(rule.code, rule.name, message, span, rule.severity, Confidence.CERTAIN, setting="", help=cure)


def _unknown(word: str, rules: Iterable[str]) -> str:
    """What is said of a word that names no rule, but perhaps several."""
    beginnings = (word.upper(), f"{word.lower()}-")
    several = next((known for known in rules if known.startswith(beginnings)), None)
    if several is not None:
        return f"{word} is no single rule, and a comment names each by itself, such as {several}"
    return f"there is no rule {word}{did_you_mean(word, rules)}"


def _range(ranges: dict[int, tuple[int, int]], first: int, last: int) -> None:
    if last > first:
        ranges.update(dict.fromkeys(range(first, last + 1), (first, last)))
