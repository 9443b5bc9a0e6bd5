"""Every rule there is, found by being there."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import djauthlint.rules as package
from djauthlint import packs
from djauthlint.rule import Rule


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of djauthlint itself, by code.

    Raises:
        TypeError: a module of the package defines no rule.
        ValueError: two rules share a code or a name.
    """
    found: list[Rule] = []
    for module, rule in packs.defined_in(package):
        if not isinstance(rule, Rule):
            raise TypeError(f"{module.__name__} defines no rule")
        found.append(rule)
    return ordered(found)


def every_rule() -> tuple[Rule, ...]:
    """These and the rules of other distributions that are installed, by code.

    Raises:
        BrokenPack: the rules of one of these can't be used.
    """
    own = rules()
    others = packs.found()
    if not others:
        return own
    known = {word: rule for rule in own for word in (rule.code, rule.name)}
    for rule in others:
        for word in (rule.code, rule.name):
            other = known.setdefault(word, rule)
            if other is not rule:
                reason = f"{other.distribution or 'djauthlint itself'} has a rule {word}, too"
                raise packs.BrokenPack(rule.distribution or rule.module, reason)
    return ordered([*own, *others])


def ordered(found: Iterable[Rule]) -> tuple[Rule, ...]:
    """Rules by code.

    Raises:
        ValueError: two of them share a code or a name.
    """
    by_word: dict[str, Rule] = {}
    for rule in found:
        for word in (rule.code, rule.name):
            other = by_word.setdefault(word, rule)
            if other is not rule:
                raise ValueError(f"{rule.module} and {other.module} are both called {word}")
    return tuple(sorted({rule.code: rule for rule in by_word.values()}.values(), key=lambda rule: rule.code))


def find(word: str) -> Rule | None:
    """The rule of this code or name."""
    return next((rule for rule in rules() if word.upper() == rule.code or word.lower() == rule.name), None)
