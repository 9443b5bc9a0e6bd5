"""The report for people: each diagnostic with its source lines, conditions and cure, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from djauthlint.baseline import BASELINED
from djauthlint.diagnostics import Applicability, Diagnostic, Label, Severity
from djauthlint.linter import GAVE_UP, UNSEEN, LintResult
from djauthlint.reporters.frame import Frame, Mark, plural
from djauthlint.reporters.secrets import hidden_in_file, masked, masked_words
from djauthlint.reporters.terminal import Terminal
from djauthlint.source import SourceFile, Span

MOST_SHOWN: Final = 3
SEE_WHY: Final = "(--verbose says why)"


def render(result: LintResult, terminal: Terminal, *, quiet: bool = False, show_secrets: bool = False) -> Iterator[str]:
    """The lines of the report; `quiet` leaves out the summary."""
    yield from problems(result, terminal)
    for diagnostic in result.reported:
        yield from one(diagnostic, result, terminal, show_secrets=show_secrets)
        yield ""
    if not quiet:
        yield summary(result)
        yield from fixable(result)


def problems(result: LintResult, terminal: Terminal) -> Iterator[str]:
    """The lines that say what could not be looked at."""
    for problem in result.problems:
        file = result.files.get(problem.path)
        yield f"{terminal.paint('error', 'error')}: {terminal.paint('bold', terminal.show(masked_words(problem.message)))}"
        yield from _problem(file, problem.path, problem.line, problem.column, terminal)
        yield ""


def summary(result: LintResult) -> str:
    """One sentence: what was found, and where djauthlint could not look."""
    counts = Counter(diagnostic.severity for diagnostic in result.reported)
    nouns = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    found = [plural(counts[severity], noun) for severity, noun in nouns.items() if counts[severity]]
    where = plural(len(result.entry_modules), "entry module")
    if not result.entry_modules and not result.problems:
        return "Nothing was checked: no settings module is made of these files."
    if found:
        text = f"Found {_and(found)} in {where}"
    elif result.problems:
        text = f"Found nothing in {where}"
    else:
        text = f"All checks passed in {where}"
    if result.problems:
        text += f"; {plural(len(result.problems), 'problem')} kept djauthlint from looking at everything"
    baselined = sum(each.suppressed == BASELINED for each in result.diagnostics)
    if baselined:
        text += f"; {baselined} in the baseline"
    unknown = {undetermined.setting for undetermined in result.undetermined}
    if GAVE_UP in unknown:
        text += "; a rule gave up"
    if UNSEEN in unknown:
        text += "; some settings could not be seen"
    if unknown - {GAVE_UP, UNSEEN}:
        text += f"; {plural(len(unknown - {GAVE_UP, UNSEEN}), 'setting')} undetermined"
    return f"{text} {SEE_WHY}." if unknown else f"{text}."


def fixable(result: LintResult) -> Iterator[str]:
    """A sentence that says how much `--fix` may repair, if anything; what proves wrong it leaves."""
    counts = Counter(each.cure.applicability for each in result.reported if each.cure is not None)
    safe, unsafe = counts[Applicability.SAFE], counts[Applicability.UNSAFE]
    what = "it" if len(result.reported) == 1 else f"{safe or unsafe} of them"
    if safe and unsafe:
        yield f"--fix may repair {what}, --unsafe-fixes {unsafe} more; --diff shows how."
    elif safe:
        yield f"--fix may repair {what}; --diff shows how."
    elif unsafe:
        yield f"--fix --unsafe-fixes may repair {what}; --diff --unsafe-fixes shows how."


def one(
    diagnostic: Diagnostic,
    result: LintResult,
    terminal: Terminal,
    *,
    show_secrets: bool,
    more: Sequence[tuple[str, str]] = (),
) -> Iterator[str]:
    """The lines of one diagnostic; `more` are titles and texts that are said below it."""
    style = diagnostic.severity.value
    yield headline(diagnostic, terminal, show_secrets=show_secrets)
    frames = _frames(diagnostic, result, style, show_secrets=show_secrets)
    notes = [*_notes(diagnostic, result, show_secrets=show_secrets), *more]
    gutter = max((len(str(frame.last_line())) for _, frame in frames if frame is not None), default=1)
    for index, (span, frame) in enumerate(frames):
        arrow = terminal.paint("frame", f"{'':{gutter}}{'-->' if index == 0 else ':::'}")
        file = result.files.get(span.path)
        position = "" if file is None else ":{0.line}:{0.column}".format(file.position(span.start))
        yield f"{arrow} {terminal.path(span.path)}{position}"
        if frame is None:
            continue
        lines = list(frame.render(terminal, gutter))
        last = index == len(frames) - 1 and not notes
        yield from lines[:-1] if last else lines
    for title, text in notes:
        yield f"{'':{gutter}} {terminal.paint('frame', '=')} {terminal.paint('bold', title)}: {terminal.show(text)}"


def headline(diagnostic: Diagnostic, terminal: Terminal, *, show_secrets: bool) -> str:
    """Code, name and message."""
    code = terminal.paint(diagnostic.severity.value, terminal.show(diagnostic.code))
    message = terminal.show(masked_words(diagnostic.message, show=show_secrets))
    return f"{code} {terminal.show(f'[{diagnostic.name}]')} {terminal.paint('bold', message)}"


def _frames(
    diagnostic: Diagnostic, result: LintResult, style: str, *, show_secrets: bool
) -> list[tuple[Span, Frame | None]]:
    """The file of the diagnostic, then the other files that it refers to."""
    labels: dict[Path, list[Label]] = {diagnostic.span.path: []}
    for label in diagnostic.related:
        labels.setdefault(label.span.path, []).append(label)
    frames: list[tuple[Span, Frame | None]] = []
    for path, here in labels.items():
        primary = path == diagnostic.span.path
        span = diagnostic.span if primary else here[0].span
        file = result.files.get(path)
        marks = [
            Mark(label.span.start, label.span.end, masked_words(label.message, show=show_secrets), primary=False)
            for label in here
        ]
        # What is nowhere in a file is reported where a line begins, which shows nothing of it.
        is_nowhere = span.start == span.end and (file is None or span.start in file.line_starts)
        if primary and not is_nowhere:
            marks.insert(0, Mark(span.start, span.end, "", primary=True))
        frame = None
        if file is not None and marks:
            frame = Frame(file, tuple(marks), style, hidden_in_file(diagnostic.setting, show=show_secrets))
        frames.append((span, frame))
    return frames


def _notes(diagnostic: Diagnostic, result: LintResult, *, show_secrets: bool) -> Iterator[tuple[str, str]]:
    scenarios = [
        _and([masked(condition, show=show_secrets) for condition in conditions])
        for conditions in diagnostic.when
        if conditions
    ]
    yield from (("when", text) for text in _some(scenarios))
    if len(result.entry_modules) > 1 and diagnostic.entry_modules:
        yield "in", ", ".join(_some(list(diagnostic.entry_modules)))
    if diagnostic.symptom:
        yield "users see", diagnostic.symptom
    if diagnostic.help:
        yield "help", masked_words(diagnostic.help, show=show_secrets)


def _some(texts: list[str]) -> list[str]:
    """At most three of them, and how many there are besides."""
    if len(texts) <= MOST_SHOWN + 1:
        return texts
    return [*texts[:MOST_SHOWN], f"and {len(texts) - MOST_SHOWN} more"]


def _problem(file: SourceFile | None, path: Path, line: int, column: int, terminal: Terminal) -> Iterator[str]:
    if not line:
        yield f" {terminal.paint('frame', '-->')} {terminal.path(path)}"
        return
    gutter = len(str(line))
    yield f"{'':{gutter}}{terminal.paint('frame', '-->')} {terminal.path(path)}:{line}:{max(column, 1)}"
    if file is not None and line <= len(file.line_starts):
        offset = file.offset(line, min(max(column, 1) - 1, len(file.line(line))))
        frame = Frame(file, (Mark(offset, offset, "", primary=True),), "error", hidden_in_file("", show=False))
        yield from list(frame.render(terminal, gutter))[:-1]


def _and(texts: Sequence[str]) -> str:
    *first, last = texts
    return f"{', '.join(first)} and {last}" if first else last
