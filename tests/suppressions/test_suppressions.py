"""Comments that silence diagnostics: where they count, what they silence, and what is wrong with them."""

from dataclasses import replace
from pathlib import Path

import pytest

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.source import SourceFile, Span
from djauthlint.suppressions import Suppressions

RULES = {
    "DJA301": "DJA301",
    "session-cookie-insecure": "DJA301",
    "DJA705": "DJA705",
    "secret-key-default": "DJA705",
    "DJA002": "DJA002",
}
PATH = Path("/project/settings.py")


def suppressions(text: str) -> Suppressions:
    return Suppressions.of(SourceFile(PATH, text), RULES)


def silencer(text: str, at: str = "HERE", code: str = "DJA301") -> str | None:
    """What silences a diagnostic whose span is `at`."""
    found = suppressions(text)
    return found.silencer(diagnostic(text, at, code))


def diagnostic(text: str, at: str, code: str = "DJA301") -> Diagnostic:
    start = text.index(at)
    span = Span(PATH, start, start + len(at))
    return Diagnostic(code, "a-rule", "a message", span, Severity.ERROR, Confidence.CERTAIN, "HERE")


def malformed(text: str) -> list[str]:
    found = suppressions(text).malformed
    assert all(each.code == "DJA003" and each.severity is Severity.INFO for each in found)
    return [each.message for each in found]


class TestNoqa:
    @pytest.mark.parametrize(
        "comment",
        [
            "# noqa",
            "# NOQA",
            "# noqa: DJA301",
            "# noqa:DJA301",
            "# noqa: E501, DJA301",
            "# noqa: E501 DJA301",
            "# noqa: DJA",
            "# noqa: DJA3",
            "# noqa: D1,DJA301 because of the proxy",
            "# type: ignore  # noqa: DJA301",
            "# noqa : E501",
            "# noqa: it is fine",
        ],
    )
    def test_silences(self, comment: str) -> None:
        if comment == "# noqa: DJA":  # flake8 wants a digit and takes this for a noqa without codes
            assert silencer(f"HERE = 1  {comment}\n") == "# noqa"
        assert silencer(f"HERE = 1  {comment}\n") is not None

    @pytest.mark.parametrize(
        "comment", ["# noqa: E501", "# noqa: DJA302", "# noqa:DJA3011", "# noqa: dja301", "#noqa", "# no qa", "# nosec"]
    )
    def test_does_not_silence(self, comment: str) -> None:
        assert silencer(f"HERE = 1  {comment}\n") is None

    def test_only_its_own_line(self) -> None:
        assert silencer("A = [  # noqa\n    HERE,\n]  # noqa\n") is None
        assert silencer("# noqa: DJA301\nHERE = 1\n") is None
        assert silencer("A = [\n    HERE,  # noqa: DJA301\n]\n") == "# noqa: DJA301"

    def test_at_the_end_of_a_string_of_several_lines(self) -> None:
        assert silencer('A = """HERE\nmore\n"""  # noqa: DJA301\n') == "# noqa: DJA301"
        assert silencer('A = [\n    f(HERE, """\n    """),  # noqa: DJA301\n]\n') == "# noqa: DJA301"

    def test_at_the_end_of_a_continued_line(self) -> None:
        assert silencer("A = HERE + \\\n    1  # noqa: DJA301\n") == "# noqa: DJA301"

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("from .base import *\nA = 1\n", 1),
            ("from .base import *  # noqa\n\nA = 1\n", 3),
            ("from .base import *  # NOQA: it is fine\r\nimport os  # noqa\r\nA = 1\r\n", 3),
            ("from .base import *  # noqa: F403\nA = 1\n", 1),
            ("from .base import *  # noqa: DJA301\nA = 1\n", 1),
            ("from .base import *  # noqa  # djauthlint: ignore[DJA301] why\nA = 1\n", 1),
            ("# djauthlint: ignore-file[DJA301] why\nA = 1  # noqa\n", 1),
            ('"""About\nit."""  # noqa\nA = 1\n', 3),
            ("A = 1  # noqa", 1),
        ],
    )
    def test_what_a_module_lacks_is_not_hidden_by_what_is_meant_for_others(self, text: str, line: int) -> None:
        file = SourceFile(PATH, text)
        nowhere = replace(diagnostic("HERE", "HERE"), span=Span(PATH, 0, 0))
        start = file.line_starts[line - 1]
        assert suppressions(text).placed(nowhere).span == Span(PATH, start, start)
        on_it = replace(nowhere, span=Span(PATH, 0, 4))
        assert suppressions(text).placed(on_it) == on_it

    def test_text_that_breaks_off(self) -> None:
        assert silencer('HERE = (  # noqa: DJA301\nB = """', "HERE") == "# noqa: DJA301"

    def test_characters_that_can_not_be_encoded(self) -> None:
        assert silencer("HERE = '\udcff'  # noqa: DJA301\n") == "# noqa: DJA301"


class TestRemoval:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ("A = 1  # djauthlint: ignore[DJA301] the proxy  \n", "A = 1\n"),
            ("A = [\r\n    # djauthlint: ignore[DJA301]\r\n    1,\r\n]\r\n", "A = [\r\n    1,\r\n]\r\n"),
            ("A = 1  # type: ignore  # djauthlint: ignore[DJA301] x\n", "A = 1  # type: ignore\n"),
            ("A = 1  # djauthlint: ignore[DJA301] x  # type: ignore\n", "A = 1  # type: ignore\n"),
            ("A = 1  # noqa: DJA301\n", "A = 1\n"),
            ("A = 1  # noqa: E501, DJA301\n", "A = 1  # noqa: E501\n"),
            ("A = 1  # djauthlint: ignore[DJA301]", "A = 1"),
            ("# djauthlint: ignore-file[DJA301]\nA = 1\n", "A = 1\n"),
        ],
    )
    def test_nothing_is_left(self, before: str, after: str) -> None:
        (found,) = suppressions(before).unused({"DJA301"})
        assert found.cure is not None
        ((edit,),) = found.cure.candidates()
        assert before[: edit.span.start] + edit.text + before[edit.span.end :] == after

    def test_what_is_needed_stays(self) -> None:
        text = "HERE = 1  # djauthlint: ignore[DJA705, session-cookie-insecure] both\n"
        found = suppressions(text)
        found.silencer(diagnostic(text, "HERE"))
        (unused,) = found.unused({"DJA301", "DJA705"})
        assert unused.cure is not None
        ((edit,),) = unused.cure.candidates()
        assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace("DJA705, ", "")

    def test_a_noqa_that_is_needed(self) -> None:
        text = "HERE = 1  # noqa: DJA301\n"
        found = suppressions(text)
        assert found.silencer(diagnostic(text, "HERE"))
        assert list(found.unused({"DJA301"})) == []


class TestReason:
    @pytest.mark.parametrize(
        ("comment", "is_explained"),
        [
            ("# djauthlint: ignore[DJA301]", False),
            ("# djauthlint: ignore[DJA301] - ", False),
            ("# djauthlint: ignore[DJA301]  # noqa: E501", False),
            ("# djauthlint: ignore[DJA301] the proxy", True),
            ("# djauthlint: ignore[DJA301]: the proxy", True),
            ("# noqa: DJA301", False),
            ("# noqa: DJA301 the proxy", True),
            ("# noqa: E501", True),
            ("# noqa", True),
        ],
    )
    def test_why(self, comment: str, is_explained: bool) -> None:
        found = [each.code for each in suppressions(f"A = 1  {comment}\n").unexplained()]
        assert found == ([] if is_explained else ["DJA004"])


class TestAgainstFlake8:
    @pytest.mark.parametrize(
        "comment",
        "# noqa|# NOQA:DJA301|# noqa: dja301|# noqa: E501DJA301|# noqa: DJA301x|# noqa:  DJA301|# noqa: E1 DJA3,|#noqa|"
        "# noqa : DJA7|# noqa: DJA|# noqa:E501,,DJA301|# noqa: it".split("|"),
    )
    def test_the_same(self, comment: str) -> None:
        violation = pytest.importorskip("flake8.violation").Violation
        text = f"HERE = 1  {comment}\n"
        theirs = violation("DJA301", "settings.py", 1, 1, "", text).is_inline_ignored(False)
        assert (silencer(text) is not None) == theirs


class TestIgnore:
    @pytest.mark.parametrize(
        "text",
        [
            "HERE = 1  # djauthlint: ignore[DJA301]\n",
            "HERE = 1  # djauthlint: ignore[dja301]\n",
            "HERE = 1  # DJAuthLint: Ignore[Session-Cookie-Insecure]\n",
            "HERE = 1  #djauthlint:ignore[DJA301] the proxy does it\n",
            "HERE = 1  # djauthlint: ignore[session-cookie-insecure]\n",
            "HERE = 1  # djauthlint: ignore[DJA705, DJA301]\n",
            "HERE = 1  # type: ignore  # djauthlint: ignore[DJA301]\n",
            "# djauthlint: ignore[DJA301]\nHERE = 1\n",
            "# djauthlint: ignore[DJA301]\n# the proxy does it\nHERE = 1\n",
            "A = [\n    # djauthlint: ignore[DJA301]\n    HERE,\n]\n",
            "A = [\n    HERE,  # djauthlint: ignore[DJA301]\n]\n",
            "A = [  # djauthlint: ignore[DJA301]\n    HERE,\n]\n",
            "A = [\n    HERE,\n]  # djauthlint: ignore[DJA301]\n",
            "# djauthlint: ignore[DJA301]\nA = [\n    HERE,\n]\n",
            "A = f(\n    HERE\n    # djauthlint: ignore[DJA301]\n)\n# djauthlint: ignore[DJA301]\n".replace(
                "    # djauthlint: ignore[DJA301]\n)", ")  # djauthlint: ignore[DJA301]"
            ),
            "A = {\n    'B': [  # djauthlint: ignore[DJA301]\n        HERE,\n    ],\n}\n".replace("HERE,", "HERE, "),
        ],
    )
    def test_silences(self, text: str) -> None:
        at = "HERE" if "'B'" not in text else "[  # djauthlint: ignore[DJA301]\n        HERE, \n    ]"
        assert silencer(text, at) is not None

    @pytest.mark.parametrize(
        "text",
        [
            "HERE = 1  # djauthlint: ignore[DJA705]\n",
            "# djauthlint: ignore[DJA301]\n\nHERE = 1\n",
            "A = 1  # djauthlint: ignore[DJA301]\nHERE = 1\n",
            "HERE = 1\n# djauthlint: ignore[DJA301]\n",
            "HERE = '# djauthlint: ignore[DJA301]'\n",
            "HERE = 1  # see djauthlint: ignore[DJA301]\n",
        ],
    )
    def test_does_not_silence(self, text: str) -> None:
        assert silencer(text) is None

    def test_the_comment_is_named(self) -> None:
        text = "HERE = 1  # type: ignore  # djauthlint: ignore[DJA301] the proxy does it\n"
        assert silencer(text) == "# djauthlint: ignore[DJA301] the proxy does it"

    def test_other_line_ends(self) -> None:
        assert silencer("A = 1\r\nHERE = 1  # djauthlint: ignore[DJA301]\r\n") is not None
        assert silencer("A = 1\r\n# djauthlint: ignore[DJA301]\r\nHERE = 1\r\n") is not None

    def test_a_file_without_comments_is_not_tokenised(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delattr("tokenize.generate_tokens")
        assert silencer("HERE = 1\n") is None


class TestIgnoreFile:
    @pytest.mark.parametrize(
        "head",
        [
            "# djauthlint: ignore-file[DJA301]\n",
            "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\n# djauthlint: ignore-file[DJA301] a toy\n",
            '"""The settings."""\n# djauthlint: ignore-file[DJA301]\n',
        ],
    )
    def test_silences(self, head: str) -> None:
        assert silencer(f"{head}\nA = 1\nHERE = 1\n") is not None

    def test_other_rules_still_count(self) -> None:
        assert silencer("# djauthlint: ignore-file[DJA705]\nHERE = 1\n") is None

    def test_only_at_the_head(self) -> None:
        text = "A = 1\n# djauthlint: ignore-file[DJA301]\nHERE = 1\n"
        assert silencer(text) is None
        assert malformed(text) == [
            "ignore-file has no effect here: it must stand in a comment above the first statement"
        ]


class TestUnused:
    def messages(self, text: str, *at: str) -> list[str]:
        found = suppressions(text)
        for place in at:
            found.silencer(diagnostic(text, place))
        return [f"{each.code} {each.message}; {each.help}" for each in found.unused({"DJA301", "DJA705"})]

    def test_a_comment_that_silences_nothing(self) -> None:
        text = "A = 1  # djauthlint: ignore[session-cookie-insecure]\n"
        said = "DJA002 this comment silences nothing: session-cookie-insecure is not reported here; delete the comment"
        assert self.messages(text) == [said]

    def test_two_rules(self) -> None:
        text = "HERE = 1  # djauthlint: ignore[DJA301, DJA705]\n"
        assert self.messages(text) == [
            "DJA002 this comment silences nothing: DJA301 and DJA705 are not reported here; delete the comment"
        ]
        assert self.messages(text, "HERE") == [
            "DJA002 this comment silences nothing: DJA705 is not reported here; take DJA705 out of the comment"
        ]

    def test_used(self) -> None:
        assert self.messages("HERE = 1  # djauthlint: ignore[DJA301]\n", "HERE") == []

    def test_rules_that_did_not_run_say_nothing(self) -> None:
        found = suppressions("A = 1  # djauthlint: ignore[DJA705]\n")
        assert list(found.unused({"DJA301"})) == []

    def test_the_place_is_the_directive(self) -> None:
        text = "A = 1  # type: ignore # djauthlint: ignore[DJA301] reason\n"
        (found,) = suppressions(text).unused({"DJA301"})
        assert text[found.span.start : found.span.end] == "# djauthlint: ignore[DJA301]"


class TestMalformed:
    @pytest.mark.parametrize(
        ("comment", "message"),
        [
            ("# djauthlint: ignore", "ignore needs the rules in brackets"),
            ("# djauthlint: ignore DJA301", "ignore needs the rules in brackets"),
            ("# djauthlint: ignore[DJA301", "ignore needs the rules in brackets"),
            ("# djauthlint: ignore[]", "ignore names no rule"),
            ("# djauthlint: ignore[ , ]", "ignore names no rule"),
            ("# djauthlint: ignored[DJA301]", "unknown directive ignored; did you mean ignore?"),
            ("# djauthlint: disable[DJA301]", "unknown directive disable"),
            ("# djauthlint:", "unknown directive (none)"),
            ("# DJAUTHLINT: ignore", "ignore needs the rules in brackets"),
            ("# djauthlint: ignore[DJA303]", "there is no rule DJA303; did you mean DJA301?"),
            ("# djauthlint: ignore[DJA999]", "there is no rule DJA999"),
            (
                "# djauthlint: ignore[DJA3]",
                "DJA3 is no single rule, and a comment names each by itself, such as DJA301",
            ),
            (
                "# djauthlint: ignore[session]",
                "session is no single rule, and a comment names each by itself, such as session-cookie-insecure",
            ),
            (
                "# djauthlint: ignore[session-cookie-secure]",
                "there is no rule session-cookie-secure; did you mean session-cookie-insecure?",
            ),
        ],
    )
    def test_it_says_what_is_wrong(self, comment: str, message: str) -> None:
        assert malformed(f"A = 1  {comment}\n") == [message]

    def test_the_rest_of_the_comment_counts(self) -> None:
        text = "HERE = 1  # djauthlint: ignore[DJA999, DJA301]\n"
        assert len(malformed(text)) == 1
        assert silencer(text) is not None

    @pytest.mark.parametrize(
        "text", ["A = 1  # djauthlint is a linter\n", "A = 'djauthlint: x'\n", "A = 1  # see djauthlint: x\n"]
    )
    def test_prose(self, text: str) -> None:
        assert malformed(text) == []
