"""What formats with one message for each diagnostic say in it."""

from __future__ import annotations

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic
from djauthlint.reporters.secrets import masked, masked_words


def message(diagnostic: Diagnostic, *, show_secrets: bool) -> str:
    """What is wrong."""
    return masked_words(diagnostic.message, show=show_secrets)


def notes(diagnostic: Diagnostic, *, show_secrets: bool) -> Iterator[str]:
    """When it occurs, what people experience and what to do, a line each."""
    for conditions in diagnostic.when:
        if conditions:
            yield f"when: {' and '.join(masked(each, show=show_secrets) for each in conditions)}"
    if diagnostic.symptom:
        yield f"users see: {diagnostic.symptom}"
    if diagnostic.help:
        yield f"help: {masked_words(diagnostic.help, show=show_secrets)}"
