"""Symptoms for programs: the list of them, and what explains one in a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from djauthlint.reporters.json import Paths, document, text
from djauthlint.reporters.secrets import masked_reason
from djauthlint.symptoms import Answer, Diagnosis, Gap, Symptom
from djauthlint.symptoms.diagnosis import proof_of

VERSION: Final = 1


def listed(symptoms: Sequence[Symptom]) -> str:
    """Every symptom, with the rules that explain it and the facts about it."""
    return text({"version": VERSION, "symptoms": [_symptom(symptom) for symptom in symptoms]})


def _symptom(symptom: Symptom) -> dict[str, Any]:
    return {
        "slug": symptom.slug,
        "sees": symptom.sees,
        "rules": [rule.code for rule in symptom.rules],
        "facts": [fact._asdict() for fact in symptom.facts],
        "elsewhere": [cause._asdict() for cause in symptom.elsewhere],
        "prove": [recipe._asdict() for recipe in symptom.recipes],
    }


def render(
    diagnosis: Diagnosis, others: Sequence[Symptom], cwd: Path | None = None, *, show_secrets: bool = False
) -> str:
    """What explains a symptom in a project; paths below `cwd` are relative to it."""
    causes = tuple(found for answer in diagnosis.answers for found in answer.found)
    report = document(replace(diagnosis.result, diagnostics=causes), cwd, show_secrets=show_secrets)
    paths = Paths(diagnosis.result.files, cwd)
    answers = [_answer(answer, report["diagnostics"], paths, show=show_secrets) for answer in diagnosis.answers]
    return text(
        {
            "version": VERSION,
            "symptom": _symptom(diagnosis.symptom),
            "see_also": [other.slug for other in others],
            "answers": answers,
            "entry_modules": report["entry_modules"],
            "errors": report["errors"],
        }
    )


def _answer(answer: Answer, diagnostics: Sequence[dict[str, Any]], paths: Paths, *, show: bool) -> dict[str, Any]:
    return {
        "code": answer.rule.code,
        "name": answer.rule.name,
        "summary": answer.rule.summary,
        "state": answer.state.value,
        "diagnostics": [found for found in diagnostics if found["code"] == answer.rule.code],
        "undetermined": [_gap(gap, paths, show=show) for gap in answer.gaps],
        "looked_at": list(answer.looked_at),
        "reason": answer.reason or None,
        "prove": proof_of(answer.rule) or None,
    }


def _gap(gap: Gap, paths: Paths, *, show: bool) -> dict[str, Any]:
    line, column, _, _ = (None,) * 4 if gap.span is None else paths.range(gap.span)
    return {
        "what": gap.what or None,
        "reason": masked_reason(gap.reason, show=show),
        "look_at": gap.look,
        "path": None if gap.span is None else paths.shown(gap.span.path),
        "line": line,
        "column": column,
        "entry_modules": list(gap.entry_modules),
    }
