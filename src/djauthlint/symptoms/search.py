"""Which symptoms a person means by what they type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from djauthlint.symptoms.catalogue import Symptom

_COMMON: Final = frozenset(
    "a after again all am an and any are as at be but by can do does for from get go has have how i if in into is it its me my no"
    " not of on or out so that the then there they this to too was we what when where which who why with you".split()
)
_STEM: Final = 5
"""Letters at the beginning of a word that make two words the same: redirects, redirected."""
_NEAR: Final = 0.5
"""How good a match must be, compared with the best one, to be worth a mention."""


def matching(symptoms: Sequence[Symptom], text: str) -> tuple[Symptom, ...]:
    """The symptoms that a text means, the best first; several where several are nearly as good; none where nothing fits.

    Arguments:
        symptoms: every symptom.
        text: the slug of one, words, or the code or name of a rule.
    """
    wanted = text.strip().lower()
    for symptom in symptoms:
        if wanted == symptom.slug:
            return (symptom,)
    of_rule = [symptom for symptom in symptoms if any(wanted in {r.code.lower(), r.name} for r in symptom.rules)]
    if of_rule:
        return tuple(of_rule)
    scores = _scores(symptoms, wanted)
    best = max(scores, default=0.0)
    ranked = sorted(zip(scores, symptoms, strict=True), key=lambda each: -each[0])
    return tuple(symptom for score, symptom in ranked if score > 0 and score >= best * _NEAR)


def _scores(symptoms: Sequence[Symptom], text: str) -> list[float]:
    """How well each symptom fits: what fewer of them say counts for more, and whole phrases for most."""
    asked = set(_stems(text))
    own = [set(_stems(" ".join(_phrases(symptom)))) for symptom in symptoms]
    more = [set(_stems(" ".join(_asides(symptom)))) for symptom in symptoms]
    common, rare = Counter(stem for each in own for stem in each), Counter(stem for each in more for stem in each)
    known = {stem for stem in asked if stem in common or stem in rare}
    if not known or len(known) * 2 < len(asked):
        return [0.0 for _ in symptoms]
    return [
        sum(1 / common[stem] for stem in known & mine)
        + sum(1 / (4 * rare[stem]) for stem in known & others)
        + _phrase_in(text, symptom)
        for symptom, mine, others in zip(symptoms, own, more, strict=True)
    ]


def _phrase_in(text: str, symptom: Symptom) -> float:
    """The words of the longest phrase that is all of what was typed, or a part of it."""
    asked = _words(text)
    return max((len(words) for words in map(_words, _phrases(symptom)) if words and _contains(asked, words)), default=0)


def _contains(words: Sequence[str], part: Sequence[str]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def _phrases(symptom: Symptom) -> Iterator[str]:
    yield symptom.slug
    yield symptom.sees
    yield from symptom.words


def _asides(symptom: Symptom) -> Iterator[str]:
    for fact in symptom.facts:
        yield fact.claim
    for cause in symptom.elsewhere:
        yield cause.cause
    for rule in symptom.rules:
        yield rule.symptom
        yield rule.summary


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _stems(text: str) -> Iterable[str]:
    return (word[:_STEM] for word in _words(text) if word not in _COMMON)
