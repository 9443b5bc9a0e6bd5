"""From what people see to the rules that explain it, and what each of these says about a project."""

from djauthlint.symptoms.catalogue import Cause, Fact, Recipe, Symptom, symptoms
from djauthlint.symptoms.diagnosis import Answer, Diagnosis, Gap, State, diagnose
from djauthlint.symptoms.search import matching

__all__ = [
    "Answer",
    "Cause",
    "Diagnosis",
    "Fact",
    "Gap",
    "Recipe",
    "State",
    "Symptom",
    "diagnose",
    "matching",
    "symptoms",
]
