"""Names that are none of Django's settings and look as if one that matters to logging in was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from djauthlint.django_facts.settings_of_packages import OF_APPS
from djauthlint.django_facts.table import settings_table

_ABOUT_LOGIN: Final = re.compile(
    r"(?:SESSION|CSRF|SECURE|AUTH|LOGIN|LOGOUT|PASSWORD|SECRET_KEY|USE_X_FORWARDED)_\w+"
    r"|SECRET_KEY|AUTHENTICATION_BACKENDS|ALLOWED_HOSTS|MIDDLEWARE|INSTALLED_APPS|TEMPLATES|CACHES|DATABASES"
    r"|DEBUG|ROOT_URLCONF|SITE_ID|MESSAGE_STORAGE|SIGNING_BACKEND|SILENCED_SYSTEM_CHECKS|X_FRAME_OPTIONS|FORCE_SCRIPT_NAME"
)
_BASE_FORMS: Final = {"ALLOWED": "ALLOW"}
"""Words that settings have in two forms: ALLOWED_HOSTS, CORS_ALLOW_CREDENTIALS."""
_SHORTEST: Final = 5
"""Shorter words have too many neighbours: PORT and HOST, NAME and SAME."""
_LONG: Final = 8
"""From this length on a word is known although two letters are wrong."""


def meant_setting(name: str, apps: frozenset[str] = frozenset()) -> str | None:
    """The setting that somebody who wrote this name probably meant: the same words in another order, with letters that are
    wrong, missing or swapped, in the singular or joined otherwise. None for a setting that a version of Django or a package has.

    Arguments:
        name: in upper case.
        apps: installed apps, some of which ask for settings of their own.
    """
    return _meant_setting(name, apps.intersection(OF_APPS))


@cache
def _meant_setting(name: str, apps: frozenset[str]) -> str | None:
    if name in _known() or name in _of_packages() or name.startswith("_") or name.endswith("_"):
        return None
    written, likely = _Name.of(name), _by_likeness(apps)
    near = {id(setting): setting for key in written.likeness for setting in likely.get(key, ())}
    found = [setting.text for setting in near.values() if _is_like(written, setting)]
    return found[0] if len(found) == 1 else None


@cache
def about_login() -> frozenset[str]:
    """The settings that matter to logging in, as far as a version of Django still has them."""
    return frozenset(setting.text for setting in _about_login())


class _Name(NamedTuple):
    """A name and what it is compared by: its words, the words without their plural in order, the words joined."""

    text: str
    words: list[str]
    singular: list[str]
    joined: str

    @classmethod
    def of(cls, name: str) -> _Name:
        words = name.split("_")
        return cls(name, words, sorted(_BASE_FORMS.get(word, word.removesuffix("S")) for word in words), "".join(words))

    @property
    def likeness(self) -> Iterator[tuple[object, ...]]:
        """What it has in common with every name that it is like, by `_is_like`."""
        yield ("joined", self.joined)
        yield ("singular", *self.singular)
        for number in range(len(self.words)):
            yield (number, *self.words[:number], *self.words[number + 1 :])


@cache
def _by_likeness(apps: frozenset[str]) -> Mapping[tuple[object, ...], Sequence[_Name]]:
    """The settings that somebody may have meant who has some apps."""
    found: dict[tuple[object, ...], list[_Name]] = {}
    of_apps = [_Name.of(each) for app in sorted(apps) for each in OF_APPS[app]]
    for setting in (*_about_login(), *of_apps):
        for key in setting.likeness:
            found.setdefault(key, []).append(setting)
    return found


@cache
def _of_packages() -> frozenset[str]:
    return frozenset(name for names in OF_APPS.values() for name in names)


@cache
def _known() -> frozenset[str]:
    table = settings_table()
    return frozenset(name for kind in ("settings", "undefaulted", "deprecated") for name in table[kind])


@cache
def _about_login() -> tuple[_Name, ...]:
    table = settings_table()
    there = sorted({*table["settings"], *table["undefaulted"]} - table["deprecated"].keys())
    return tuple(_Name.of(name) for name in there if _ABOUT_LOGIN.fullmatch(name))


@cache
def _words() -> frozenset[str]:
    names = (*_known(), *_of_packages())
    return frozenset(word for name in names for word in name.split("_"))


def _is_like(name: _Name, setting: _Name) -> bool:
    if name.joined == setting.joined:
        return True
    if len(name.words) != len(setting.words):
        return False
    if name.singular == setting.singular:
        return True
    wrong = [(one, other) for one, other in zip(name.words, setting.words, strict=True) if one != other]
    return len(wrong) == 1 and _is_slip(*wrong[0])


def _is_slip(written: str, right: str) -> bool:
    """Whether one word is another with a letter or two wrong, and no word that settings have themselves."""
    if len(written) == len(right) > 3 and sorted(written) == sorted(right):
        return written not in _words() and _distance(written, right) == 1
    if min(len(written), len(right)) < _SHORTEST or written in _words() or not written.isalpha():
        return False
    allowed = 2 if min(len(written), len(right)) >= _LONG else 1
    return written[0] == right[0] and _distance(written, right) <= allowed


def _distance(one: str, other: str) -> int:
    """How many letters have to be inserted, deleted, replaced or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, current[-1] + 1, last[column - 1] + (letter != against))
            if before and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, last = last, current
    return last[-1]
