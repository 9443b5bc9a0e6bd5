"""What a diagnostic is recognised by: it stays when code moves, and holds nothing of a secret."""

from dataclasses import replace
from pathlib import Path

import pytest

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.fingerprints import fingerprint, fingerprints
from djauthlint.source import SourceFile, Span

ROOT = Path("/project")
NAME = "config/prod.py"


def found(code: str, before: str = "", name: str = NAME) -> tuple[Diagnostic, SourceFile]:
    """A diagnostic about a piece of code."""
    file = SourceFile(ROOT / name, f"{before}{code}\nLAST = 1\n")
    span = Span(file.path, len(before), len(before) + len(code))
    made = Diagnostic("DJA101", "hard-coded", "it is", span, Severity.ERROR, Confidence.CERTAIN, "SECRET_KEY")
    return made, file


def of(code: str, before: str = "", name: str = NAME, root: Path | None = ROOT) -> str:
    return fingerprint(*found(code, before, name), root)


def test_it_stays_when_lines_move_or_code_is_laid_out_anew() -> None:
    plain = of('MIDDLEWARE = [one, "two"]')
    assert of('MIDDLEWARE = [one, "two"]', before="import os\n\nA = f'{os}'\n") == plain
    assert of("MIDDLEWARE=[\r\n    one,  # it's first\r\n    'two',\r\n]") == plain
    assert of('MIDDLEWARE = [\n    one,\n    ("tw" "o"),\n]') == plain
    assert of('MIDDLEWARE = \\\n [one, "two"]') == plain
    assert of("MIDDLEWARE = [one, not_two]") != plain


def test_a_whole_list_is_the_same_whatever_is_in_it() -> None:
    plain = of('["one", "django.contrib.auth"]')
    assert of('[\n    "one",\n    ("two"),\n    three, *four[0],\n]') == of("[]") == plain
    tuples = [of("('one', two)"), of("()"), of("((), *[])")]
    assert len({*tuples}) == 1
    assert of("{'one': [two], **three}") == of("{}")
    assert len({plain, tuples[0], of("{}"), of("('one')"), of("[one] + [two]"), of("[one][0]"), of("(one)(two)")}) == 7
    assert of("(one)") == of("one") != of("(two)")


def test_it_changes_with_rule_setting_and_file() -> None:
    plain, file = found("A = B")
    all_of_them = {
        fingerprint(plain, file, ROOT),
        fingerprint(replace(plain, code="DJA102"), file, ROOT),
        fingerprint(replace(plain, setting="ALLOWED_HOSTS"), file, ROOT),
        of("A = B", name="config/base.py"),
    }
    assert len(all_of_them) == 4
    assert fingerprint(replace(plain, message="another wording"), file, ROOT) in all_of_them


def test_it_is_the_same_wherever_the_project_lies() -> None:
    made, file = found("A = B")
    there = Path("/elsewhere") / NAME
    moved = replace(made, span=replace(made.span, path=there))
    assert fingerprint(moved, replace(file, path=there), Path("/elsewhere")) == fingerprint(made, file, ROOT)
    assert fingerprint(made, file, Path("/elsewhere")) != fingerprint(made, file, ROOT)


@pytest.mark.parametrize(
    "code",
    [
        "SECRET_KEY = '{}'",
        'SECRET_KEY = rb"{}"',
        'SECRET_KEY = """{}\n{}"""',
        'SECRET_KEY = "a\\"{}"',
        'SECRET_KEY = "a\\\n{}"',
        'SECRET_KEY = f"{{a["{}"]}}{}"',
        "SECRET_KEY = f'{{a}}{}{{{{'",
        'SECRET_KEY = "{}',
        'SECRET_KEY = """{}',
        'SECRET_KEY = f"{{{}"',
        'SECRET_KEY = "django.{}"',
        "SECRET_KEY = 0  # {}",
        'DATABASES = {{"default": {{"{}": "{}"}}}}',
    ],
)
def test_nothing_of_a_secret_is_in_it(code: str) -> None:
    assert of(code.replace("{}", "hunter2").replace("{{", "{").replace("}}", "}")) == of(
        code.replace("{}", "swordfish").replace("{{", "{").replace("}}", "}")
    )


def test_a_number_may_be_a_secret() -> None:
    assert of("SECRET_KEY = 123_456") == of("SECRET_KEY = 0x7f") == of("SECRET_KEY = .5e-3")


def test_a_place_inside_a_text_tells_nothing_of_it() -> None:
    texts = [SourceFile(ROOT / NAME, f'URL = "redis://user:{word}@host"\n') for word in ("hunter2", "letmein")]
    made, _ = found("x")
    inside = replace(made, span=Span(ROOT / NAME, 20, 27))
    assert fingerprint(inside, texts[0], ROOT) == fingerprint(inside, texts[1], ROOT)


def test_what_comes_with_django_is_no_secret() -> None:
    auth, sessions = '"django.contrib.auth"', '"django.contrib.sessions"'
    assert of(auth) != of(sessions)


def test_of_other_files_only_the_name_is_taken() -> None:
    assert of("SECRET_KEY=hunter2", name=".env") == of("SECRET_KEY=swordfish", name=".env")
    made, file = found("A = B", name=".env")
    assert fingerprint(made, None, ROOT) == fingerprint(made, file, ROOT)


def test_equals_are_numbered_in_the_order_of_their_places() -> None:
    file = SourceFile(ROOT / NAME, '["one", "two", three]\n')
    made, _ = found("x")
    first, second, third = (
        replace(made, span=Span(file.path, start, start + 5))
        for start in map(file.text.index, ('"one', '"two', "three"))
    )
    one, two, three = fingerprints([first, second, third], {file.path: file}, ROOT)
    assert (one[-2:], two[-2:], three[-2:]) == (":1", ":2", ":1")
    assert one[:-2] == two[:-2] != three[:-2]
    assert fingerprints([third, second, first], {file.path: file}, ROOT) == [three, two, one]
    assert fingerprints([], {}) == []


def test_a_name_that_is_not_text() -> None:
    assert of("A", name="caf\udce9.py")
