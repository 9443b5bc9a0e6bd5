"""The report for people, line by line."""

import io
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from djauthlint.diagnostics import Diagnostic, Label, Severity
from djauthlint.evaluator.evaluation import Problem
from djauthlint.linter import LintResult, Undetermined
from djauthlint.reporters import text
from djauthlint.reporters.terminal import Terminal
from djauthlint.source import SourceFile, Span
from tests.reporters.samples import BASE, PROD, ROOT, SAMESITE, diagnostic, entry, result, span

PLAIN = Terminal(cwd=ROOT)


def lines(report: LintResult, terminal: Terminal = PLAIN, **options: bool) -> list[str]:
    return list(text.render(report, terminal, **options))


def shown(report: LintResult, terminal: Terminal = PLAIN, **options: bool) -> str:
    """The report without its summary."""
    return "\n".join(lines(report, terminal, quiet=True, **options)).strip("\n")


def in_line(source: str, at: str, terminal: Terminal = PLAIN, labels: Sequence[tuple[str, str]] = ()) -> list[str]:
    """The source line and the underlines of a diagnostic in a file of one line."""
    file = SourceFile(ROOT / "one.py", source)
    found = diagnostic(span(file, at), related=tuple(Label(span(file, place), label) for place, label in labels))
    return lines(result(found, files={file.path: file}), terminal, quiet=True)[3:-1]


def test_everything() -> None:
    assert (
        shown(result(SAMESITE))
        == """\
DJA304 [session-cookie-samesite-none-insecure] browsers refuse this cookie
 --> config/prod.py:4:1
  |
4 | SESSION_COOKIE_SAMESITE = "None"
  | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  |
 ::: config/base.py:1:1
  |
1 | SESSION_COOKIE_SECURE = False
  | ----------------------------- set here
  |
  = when: env A is set and env B is not set
  = users see: the login form again
  = help: set SESSION_COOKIE_SECURE = True"""
    )


class TestFrames:
    def test_labels_in_the_same_file(self) -> None:
        found = diagnostic(
            span(PROD, "DEBUG"),
            related=(Label(span(PROD, "CSRF_COOKIE_SECURE"), "and here"), Label(span(PROD, "= False"), "set here")),
        )
        assert (
            shown(result(found))
            == """\
DJA304 [session-cookie-samesite-none-insecure] browsers refuse this cookie
 --> config/prod.py:3:1
  |
3 | DEBUG = False
  | ^^^^^
  |       ------- set here
...
7 | CSRF_COOKIE_SECURE = True
  | ------------------ and here"""
        )

    def test_a_single_line_is_not_left_out(self) -> None:
        found = diagnostic(span(PROD, "from"), related=(Label(span(PROD, "DEBUG"), "set here"),))
        assert shown(result(found)).splitlines()[3:6] == ["1 | from .base import *", "  | ^^^^", "2 |"]

    def test_a_block_of_lines(self) -> None:
        found = diagnostic(span(PROD, "MIDDLEWARE", "]"), related=(Label(span(PROD, '"two"'), "this one"),))
        assert shown(result(found)).splitlines()[2:] == [
            "   |",
            " 9 | / MIDDLEWARE += [",
            '10 | |     "one",',
            '11 | |     "two",',
            "   | |     ----- this one",
            "12 | | ]",
            "   | |_^",
        ]

    def test_a_long_block_of_lines_is_shortened(self) -> None:
        where = span(BASE, "MIDDLEWARE", "]")
        found = diagnostic(
            where, related=(Label(span(BASE, "DATABASES"), "below"), Label(span(BASE, "SESSION"), "above"))
        )
        assert shown(result(found)).splitlines()[3:] == [
            " 1 |   SESSION_COOKIE_SECURE = False",
            "   |   ------- above",
            " 2 | / MIDDLEWARE = [",
            ' 3 | |     "1",',
            ' 4 | |     "2",',
            "...  |",
            ' 8 | |     "6",',
            " 9 | | ]",
            "   | |_^",
            '10 |   DATABASES = {"default": {"NAME": "shop", "PASSWORD": "***"}}',
            "   |   --------- below",
        ]

    def test_a_label_of_several_lines_is_shown_by_its_first(self) -> None:
        found = diagnostic(span(BASE, "DATABASES"), related=(Label(span(BASE, "MIDDLEWARE", "]"), "set here"),))
        assert shown(result(found)).splitlines()[3:5] == [" 2 | MIDDLEWARE = [", "   | -------------- set here"]

    def test_what_is_nowhere_in_the_file(self) -> None:
        """Of what is not set, the first line of the file says nothing, nor the first one without a `noqa`."""
        assert shown(result(diagnostic(Span(PROD.path, 0, 0)))).splitlines()[1:] == [" --> config/prod.py:1:1"]
        place = span(PROD, "DEBUG").start
        assert shown(result(diagnostic(Span(PROD.path, place, place)))).splitlines()[1:] == [" --> config/prod.py:3:1"]

    def test_what_is_nowhere_in_the_file_but_has_to_do_with_a_line(self) -> None:
        found = diagnostic(Span(PROD.path, 0, 0), related=(Label(span(PROD, "DEBUG"), "and here"),))
        assert shown(result(found)).splitlines()[1:] == [
            " --> config/prod.py:1:1",
            "  |",
            "3 | DEBUG = False",
            "  | ----- and here",
        ]

    def test_a_place_without_extent(self) -> None:
        place = span(PROD, "DEBUG").start + len("DEBUG ")
        assert shown(result(diagnostic(Span(PROD.path, place, place)))).splitlines()[3:] == [
            "3 | DEBUG = False",
            "  |       ^",
        ]

    def test_a_file_whose_text_is_not_known(self) -> None:
        found = diagnostic(Span(ROOT / "other.py", 5, 7))
        assert shown(result(found)).splitlines()[1:] == [" --> other.py"]

    def test_a_path_outside_the_working_directory(self) -> None:
        assert " --> /project/config/prod.py:4:1" in lines(result(SAMESITE), Terminal(cwd=Path("/elsewhere")))
        assert " --> /project/config/prod.py:4:1" in lines(result(SAMESITE), Terminal())


class TestColumns:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ("A = HERE", ["1 | A = HERE", "  |     ^^^^"]),
            ("\tA\t= HERE", ["1 |     A   = HERE", "  |           ^^^^"]),
            ("日本 = HERE", ["1 | 日本 = HERE", "  |        ^^^^"]),
            ("'e\u0301' + HERE", ["1 | 'e\u0301' + HERE", "  |       ^^^^"]),
            ("'🙂' + HERE", ["1 | '🙂' + HERE", "  |        ^^^^"]),
            ("'\x1b[31m' + HERE", ["1 | '\\x1b[31m' + HERE", "  |              ^^^^"]),
            ("'\u202e' + HERE", ["1 | '\\u202e' + HERE", "  |            ^^^^"]),
            ("'\udcff' + HERE", ["1 | '\\udcff' + HERE", "  |            ^^^^"]),
        ],
    )
    def test_underlines_are_where_the_text_is(self, source: str, expected: list[str]) -> None:
        assert in_line(source, "HERE") == expected

    def test_what_the_terminal_can_not_print(self) -> None:
        assert in_line("'é' + HERE", "HERE", Terminal(encoding="ascii")) == ["1 | '\\xe9' + HERE", "  |          ^^^^"]
        assert in_line("'é' + HERE", "HERE", Terminal(encoding="no such")) == in_line(
            "'é' + HERE", "HERE", Terminal(encoding="ascii")
        )

    def test_underlines_of_wide_characters_are_wide(self) -> None:
        assert in_line("A = '日本'", "日本") == ["1 | A = '日本'", "  |      ^^^^"]

    def test_underlines_of_hidden_characters_are_seen(self) -> None:
        assert in_line("A = 'e\u0301'", "\u0301") == ["1 | A = 'e\u0301'", "  |       ^"]


class TestLongLines:
    narrow = Terminal(width=40, cwd=ROOT)

    def test_both_ends_are_clipped(self) -> None:
        source = f"{'a' * 50} HERE {'b' * 50}"
        line, under = in_line(source, "HERE", self.narrow)
        assert len(line) <= 40
        assert line.startswith("1 | ...a")
        assert line.endswith("b...")
        assert line[under.index("^") : under.rindex("^") + 1] == "HERE"

    def test_the_beginning(self) -> None:
        line, under = in_line(f"HERE {'b' * 50}", "HERE", self.narrow)
        assert line == f"1 | HERE {'b' * 28}..."
        assert under == "  | ^^^^"

    def test_the_end(self) -> None:
        line, under = in_line(f"{'b' * 50} HERE", "HERE", self.narrow)
        assert line == f"1 | ...{'b' * 28} HERE"
        assert line[under.index("^") :] == "HERE"

    def test_a_span_that_does_not_fit(self) -> None:
        line, under = in_line(f"A = {'b' * 90}", "b" * 90, self.narrow)
        assert len(line) == 40
        assert len(under) <= 40

    def test_wide_characters_are_not_cut(self) -> None:
        line, under = in_line(f"{'日' * 40} HERE {'本' * 40}", "HERE", self.narrow)
        assert sum(2 if ord(character) > 127 else 1 for character in line) <= 40
        before = line[: line.index("HERE")]
        assert under.index("^") == sum(2 if ord(character) > 127 else 1 for character in before)

    def test_a_label_outside_the_window(self) -> None:
        _, first, second = in_line(f"HERE {'b' * 50} THERE", "HERE", self.narrow, [("THERE", "set here")])
        assert first == "  | ^^^^"
        assert second.endswith("- set here")
        assert second.index("-") < 40

    def test_a_very_narrow_terminal(self) -> None:
        line, under = in_line(f"{'b' * 50} HERE", "HERE", Terminal(width=5, cwd=ROOT))
        assert line[under.index("^") : under.rindex("^") + 1] == "HERE"


class TestSecrets:
    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ('SECRET_KEY = "hunter2"', 'SECRET_KEY = "***"'),
            ('SECRET_KEY = env("SECRET_KEY", default="hunter2")', 'SECRET_KEY = env("SECRET_KEY", default="***")'),
            ('SECRET_KEY = os.environ["KEY"]', 'SECRET_KEY = os.environ["KEY"]'),
            ("A = {'PASSWORD': 'hunter2', 'HOST': 'db'}", "A = {'PASSWORD': '***', 'HOST': 'db'}"),
            ("A = dict(password='hunter2')", "A = dict(password='***')"),
            ("GITHUB_TOKEN = r'hunter2", "GITHUB_TOKEN = r'***"),
            ("SECRET_KEY_FALLBACKS = ['ABC123']", "SECRET_KEY_FALLBACKS = ['***']"),
            ("SECRET_KEY = ''", "SECRET_KEY = ''"),
            ('A = "redis://user:hunter2@host/0"', 'A = "redis://user:***@host/0"'),
            ("DSN = 'https://0123456789abcdef@host/1'", "DSN = '***'"),
            ("A = 'https://0123456789abcdef@host/1'", "A = 'https://***@host/1'"),
            ("FERNET_KEYS = ['a']", "FERNET_KEYS = ['***']"),
            ("AUTH_PASSWORD_VALIDATORS = ['a.b']", "AUTH_PASSWORD_VALIDATORS = ['a.b']"),
            ("SESSION_COOKIE_NAME = 'id'", "SESSION_COOKIE_NAME = 'id'"),
        ],
    )
    def test_they_are_masked(self, source: str, expected: str) -> None:
        assert in_line(source, "=")[0] == f"1 | {expected}"

    def test_in_a_diagnostic_about_a_secret_every_text_is_one(self) -> None:
        file = SourceFile(ROOT / "one.py", 'A = (\n    "hunter2"\n)')
        found = diagnostic(span(file, '"hunter2"'), setting="SECRET_KEY")
        report = result(found, files={file.path: file})
        assert '2 |     "***"' in lines(report)
        assert '2 |     "hunter2"' in lines(report, show_secrets=True)

    @pytest.mark.parametrize(
        ("source", "expected"),
        [
            ('SECRET_KEY = """hun\nter2"""', ['SECRET_KEY = """***', '***"""']),
            ('SECRET_KEY = """\nhunter2\n""", HERE', ['SECRET_KEY = """', "***", '""", HERE']),
            ("A = '''hunter\n2''', \"b\"", ["A = '''***", "***''', \"***\""]),
            ('A = {"a": "hunter2",\n"b": "hunter2"}', ['A = {"a": "***",', '"b": "***"}']),
            ('A = (  # """\n\'hunter2\'\n)', ['A = (  # """', "'***'", ")"]),
            ('A = env(\n"NAME", "hunter2"\n)', ["A = env(", '"NAME", "***"', ")"]),
            ('A = (\n"NAME"\n)', ["A = (", '"***"', ")"]),
            ('A = env(\n"""x\n""", "NAME"\n)', ["A = env(", '"""***', '""", "***"', ")"]),
        ],
    )
    def test_texts_over_several_lines(self, source: str, expected: list[str]) -> None:
        assert self.block(source, "SECRET_KEY") == expected

    def test_a_variable_that_begins_a_line_tells_what_its_default_is(self) -> None:
        source = 'A = env(\n"API_TOKEN", "hunter2"\n)'
        assert self.block(source, "OTHER") == ["A = env(", '"API_TOKEN", "***"', ")"]

    def test_a_text_over_several_lines_belongs_to_the_name_before_it(self) -> None:
        source = 'PRIVATE_KEY = """\nhunter2\n"""\nTEXT = """\nrain\n"""'
        assert self.block(source, "OTHER") == ['PRIVATE_KEY = """', "***", '"""', 'TEXT = """', "rain", '"""']

    def block(self, source: str, setting: str) -> list[str]:
        """The lines of a file that a diagnostic about all of it shows."""
        file = SourceFile(ROOT / "one.py", source)
        found = diagnostic(span(file, source), setting=setting)
        shown = lines(result(found, files={file.path: file}))
        return [line[6:] for line in shown if re.match(r"\d \| ", line)]

    def test_in_conditions_and_sentences(self) -> None:
        found = diagnostic(
            span(PROD, "DEBUG"),
            message='"a" of CSRF_TOKEN at redis://user:hunter2@host',
            when=(('env SECRET_KEY == "hunter2"', 'env MODE == "x"'),),
        )
        said = shown(result(found)).splitlines()
        assert said[0].endswith('"a" of CSRF_TOKEN at redis://user:***@host')
        assert said[-1] == '  = when: env SECRET_KEY == "***" and env MODE == "x"'
        said = shown(result(found), show_secrets=True).splitlines()
        assert said[0].endswith("redis://user:hunter2@host")
        assert said[-1] == '  = when: env SECRET_KEY == "hunter2" and env MODE == "x"'

    def test_underlines_stay_in_place(self) -> None:
        assert in_line("SECRET_KEY = f('hunter2', HERE)", "HERE") == [
            "1 | SECRET_KEY = f('***', HERE)",
            "  |                       ^^^^",
        ]


class TestNotes:
    def whens(self, *when: tuple[str, ...]) -> list[str]:
        found = lines(result(diagnostic(span(PROD, "DEBUG"), when=when)))
        return [line.strip() for line in found if "= when" in line]

    def test_conditions(self) -> None:
        assert self.whens(("A", "B", "C"), ("D",)) == ["= when: A, B and C", "= when: D"]
        assert self.whens(()) == []

    def test_many_conditions(self) -> None:
        assert len(self.whens(*[(str(number),) for number in range(4)])) == 4
        assert self.whens(*[(str(number),) for number in range(9)]) == [
            "= when: 0",
            "= when: 1",
            "= when: 2",
            "= when: and 6 more",
        ]

    def test_entry_modules_are_named_when_there_are_several(self) -> None:
        found = diagnostic(span(PROD, "DEBUG"), entry_modules=("config.prod", "config.stage"))
        assert not any("= in:" in line for line in lines(result(found)))
        two = result(found, entry_modules=(entry(), entry("config.stage")))
        assert "  = in: config.prod, config.stage" in lines(two)
        comment = diagnostic(span(PROD, "DEBUG"), entry_modules=())
        assert not any(
            "= in:" in line for line in lines(result(comment, entry_modules=(entry(), entry("config.stage"))))
        )

    def test_nothing_is_sent_raw(self) -> None:
        found = diagnostic(
            span(PROD, "DEBUG"), message="\x1b[2J\n", help="\x07", symptom="\r", when=(("\x9b",),), name="\x1b"
        )
        assert all(character.isprintable() for character in "".join(lines(result(found))))


class TestProblems:
    def test_with_its_line(self) -> None:
        report = result(problems=(Problem(PROD.path, 3, 7, "this is not Python"),))
        assert lines(report) == [
            "error: this is not Python",
            " --> config/prod.py:3:7",
            "  |",
            "3 | DEBUG = False",
            "  |       ^",
            "",
            "Found nothing in 1 entry module; 1 problem kept djauthlint from looking at everything.",
        ]

    def test_at_the_end_of_a_line(self) -> None:
        report = result(problems=(Problem(PROD.path, 2, 9, "this is not Python"),))
        assert shown(report).splitlines()[3:] == ["2 |", "  | ^"]

    def test_without_text(self) -> None:
        report = result(problems=(Problem(ROOT / "a.py", 3, 7, "not text"), Problem(ROOT / "b.py", 0, 0, "gone")))
        assert shown(report).splitlines() == ["error: not text", " --> a.py:3:7", "", "error: gone", " --> b.py"]

    def test_a_line_that_is_not_there(self) -> None:
        assert shown(result(problems=(Problem(PROD.path, 99, 1, "?"),))).splitlines()[1:] == [
            "  --> config/prod.py:99:1"
        ]


class TestSummary:
    @pytest.mark.parametrize(
        ("severities", "more", "expected"),
        [
            ([], {}, "All checks passed in 1 entry module."),
            ([Severity.ERROR] * 3 + [Severity.WARNING], {}, "Found 3 errors and 1 warning in 1 entry module."),
            (
                [Severity.ERROR, Severity.WARNING, Severity.INFO],
                {},
                "Found 1 error, 1 warning and 1 note in 1 entry module.",
            ),
            (
                [Severity.WARNING] * 2,
                {"entry_modules": (entry(), entry("config.stage"))},
                "Found 2 warnings in 2 entry modules.",
            ),
            (
                [],
                {"undetermined": tuple(Undetermined(str(number), ("config.prod",), "?") for number in range(4))},
                "All checks passed in 1 entry module; 4 settings undetermined (--verbose says why).",
            ),
            (
                [],
                {"undetermined": (Undetermined("*", ("config.prod",), "?"),)},
                "All checks passed in 1 entry module; some settings could not be seen (--verbose says why).",
            ),
            (
                [],
                {"undetermined": (Undetermined("", ("config.prod",), "DJA301 gave up"),)},
                "All checks passed in 1 entry module; a rule gave up (--verbose says why).",
            ),
            ([], {"entry_modules": ()}, "Nothing was checked: no settings module is made of these files."),
        ],
    )
    def test_it_counts(self, severities: list[Severity], more: dict[str, object], expected: str) -> None:
        found = [diagnostic(span(PROD, "DEBUG"), severity=severity) for severity in severities]
        assert lines(result(*found, **more))[-1] == expected

    def test_what_a_comment_silences_does_not_count(self) -> None:
        found: Diagnostic = diagnostic(span(PROD, "DEBUG"), suppressed="# noqa")
        assert lines(result(found)) == ["All checks passed in 1 entry module."]

    def test_quiet(self) -> None:
        assert lines(result(), quiet=True) == []


class Stream(io.StringIO):
    def __init__(self, *, interactive: bool) -> None:
        super().__init__()
        self.interactive = interactive

    def isatty(self) -> bool:
        return self.interactive


class TestTerminal:
    @pytest.mark.parametrize(
        ("interactive", "environment", "color"),
        [
            (True, {}, True),
            (False, {}, False),
            (True, {"TERM": "dumb"}, False),
            (True, {"NO_COLOR": "1"}, False),
            (True, {"NO_COLOR": ""}, True),
            (False, {"FORCE_COLOR": "1"}, True),
            (False, {"FORCE_COLOR": "0"}, False),
            (False, {"FORCE_COLOR": ""}, False),
            (False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ],
    )
    def test_colours(self, interactive: bool, environment: dict[str, str], color: bool) -> None:
        assert Terminal.of(Stream(interactive=interactive), environment).color is color

    def test_a_stream_without_encoding_is_plain(self) -> None:
        assert Terminal.of(Stream(interactive=False), {}).encoding == "ascii"

    def test_its_width(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert Terminal.of(Stream(interactive=True), {}).width == 120
        stream = Stream(interactive=True)
        monkeypatch.setattr(stream, "fileno", lambda: 1)
        monkeypatch.setattr("os.get_terminal_size", lambda _: __import__("os").terminal_size((77, 20)))
        assert Terminal.of(stream, {}).width == 77

    def test_colours_change_nothing_else(self) -> None:
        import re

        report = result(SAMESITE, diagnostic(span(BASE, "MIDDLEWARE", "]")), problems=(Problem(PROD.path, 3, 7, "x"),))
        colored = lines(report, Terminal(color=True, cwd=ROOT))
        assert [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in colored] == [
            line.rstrip() for line in lines(report)
        ]
        assert any("\x1b[1;31m" in line for line in colored)
