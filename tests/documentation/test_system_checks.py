"""docs/system-checks.md says which rule reports what each system check of Django reports."""

import re
from pathlib import Path

import django
import document_checks

ID = re.compile(r"""\bid=f?["'](\w+\.[CEW]\d{3})["']""")


def test_the_page_is_made_of_the_rules() -> None:
    assert document_checks.main(["--check"]) == 0


def test_every_check_has_a_rule_or_a_reason() -> None:
    assert document_checks.unexplained(document_checks.known()) == []


def test_every_check_of_the_django_that_is_installed() -> None:
    """Read from its text, as nothing registers the ids."""
    folder = Path(django.__file__).parent
    texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    found = dict.fromkeys(name for text in texts for name in ID.findall(text))
    assert len(found) > 200
    assert document_checks.unexplained(found) == []


def test_rules_name_checks_that_there_are() -> None:
    assert document_checks.mirrors().keys() <= document_checks.known().keys()


def test_no_reason_for_what_a_rule_reports() -> None:
    assert [name for name in document_checks.mirrors() if document_checks.reason(name)] == ["auth.E013", "fields.E304"]
