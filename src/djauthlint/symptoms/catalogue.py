"""The symptoms that there are, from `symptoms.toml` and `facts.toml`, with the rules that are installed."""

from __future__ import annotations

import pkgutil
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Any, Final, NamedTuple

from djauthlint.django_facts.misspellings import meant_setting
from djauthlint.rule import Rule

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ANY_SETTING: Final = "names"
"""The family of the rules that are about whichever setting."""


class Fact(NamedTuple):
    """What is often said, and what is really so."""

    claim: str
    truth: str


class Cause(NamedTuple):
    """A cause that no settings show, and where to look for it."""

    cause: str
    look: str


class Recipe(NamedTuple):
    """A way to see that logging in works."""

    title: str
    text: str


@dataclass(frozen=True)
class Symptom:
    """What a person sees, and what explains it.

    Arguments:
        slug: its name, "login-loop".
        sees: what the person would say.
        words: what else they may type.
        rules: the rules that explain it, the likeliest first.
        about: patterns of the settings at which rules about any setting are a cause.
        facts: what is often said about it.
        elsewhere: causes that no settings show.
        recipes: how to see that it is cured.
    """

    slug: str
    sees: str
    words: tuple[str, ...]
    rules: tuple[Rule, ...]
    about: tuple[str, ...]
    facts: tuple[Fact, ...]
    elsewhere: tuple[Cause, ...]
    recipes: tuple[Recipe, ...]

    def is_about(self, rule: Rule, setting: str) -> bool:
        """Whether what a rule says about a setting may explain it.

        Arguments:
            rule: one of its rules.
            setting: a setting of Django, or a name that is nearly one.
        """
        if rule.family != ANY_SETTING:
            return True
        names = (setting, meant_setting(setting) or setting)
        return any(fnmatchcase(name, pattern) for name in names for pattern in self.about)


def symptoms(rules: Iterable[Rule]) -> tuple[Symptom, ...]:
    """Every symptom. A rule belongs to those that list it; one that none lists, to those whose words its own symptom says."""
    tables, facts = read("symptoms.toml"), read("facts.toml")
    by_code = {rule.code: rule for rule in rules}
    listed = {code for table in tables["symptoms"].values() for code in table["rules"]}
    others = [rule for code, rule in by_code.items() if code not in listed]
    return tuple(
        Symptom(
            slug,
            table["sees"],
            tuple(table["words"]),
            (
                *(by_code[code] for code in table["rules"] if code in by_code),
                *(rule for rule in others if _says(rule, table["says"])),
            ),
            tuple(table.get("about", "*").split()),
            tuple(Fact(fact["claim"], fact["truth"]) for fact in facts.values() if slug in fact["symptoms"]),
            tuple(Cause(**cause) for cause in table["elsewhere"]),
            tuple(Recipe(**tables["recipes"][name]) for name in table["prove"]),
        )
        for slug, table in tables["symptoms"].items()
    )


def _says(rule: Rule, phrases: Iterable[str]) -> bool:
    return any(phrase in rule.symptom.lower() for phrase in phrases)


@cache
def read(name: str) -> Mapping[str, Any]:
    """A file of this package, "symptoms.toml" or "facts.toml"."""
    data = pkgutil.get_data(__package__, name)
    assert data is not None
    return tomllib.loads(data.decode("utf-8"))
