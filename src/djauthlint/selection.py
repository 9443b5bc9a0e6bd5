"""Which rules run, on which files they are not wanted, and which files are not looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from djauthlint.config import Config, Word
from djauthlint.mistakes import ConfigError, did_you_mean
from djauthlint.project import gitignore
from djauthlint.suppressions import COMMENT_RULES, UNEXPLAINED

DEFAULT_PRIORITIES: Final = frozenset({"P0", "P1"})
PRESETS: Final = ("default", "all")


class Selectable(Protocol):
    """What selectors look at."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def family(self) -> str: ...
    @property
    def priority(self) -> str: ...


def selected_codes(rules: Iterable[Selectable], config: Config) -> frozenset[str]:
    """The codes of the rules that the configuration selects; a more specific selector wins, `ignore` wins a draw.

    Raises:
        ConfigError: a selector matches no rule.
    """
    every: list[Selectable] = [*rules, *COMMENT_RULES]
    for selector in (*config.select, *config.extend_select, *config.ignore):
        _meant(selector, every)
    chosen = config.select or (Word("default", "preset"),)
    if config.require_reason:
        chosen += (Word(UNEXPLAINED.code, "require-reason"),)

    def is_selected(rule: Selectable) -> bool:
        wanted = max((_weight(selector, rule) for selector in (*chosen, *config.extend_select)), default=0)
        return wanted > max((_weight(selector, rule) for selector in config.ignore), default=0)

    codes = frozenset(rule.code for rule in every if is_selected(rule))
    if not codes:
        first = config.ignore[0]
        raise ConfigError(f"{first.source}: {first.text} leaves no rule to run", first.path, first.line)
    return codes


def exclusion(config: Config) -> Callable[[Path], bool]:
    """Whether a file is left out by the patterns of the configuration."""
    patterns: dict[Path, list[gitignore.Pattern]] = {}
    for glob in config.exclude:
        patterns.setdefault(glob.folder, []).extend(gitignore.parse(glob.pattern))

    def is_excluded(path: Path) -> bool:
        return any(
            gitignore.verdict(lines, prefix, is_folder)
            for folder, lines in patterns.items()
            for prefix, is_folder in _prefixes(path, folder)
        )

    return is_excluded


def unwanted(rules: Iterable[Selectable], config: Config) -> Callable[[Path], Collection[str]]:
    """The codes of the rules that the configuration ignores in a file.

    A pattern also means what lies in a folder that it fits. The last pattern that fits a file decides about each of its
    rules; one that begins with `!` takes them back.

    Raises:
        ConfigError: a pattern is none, or a selector matches no rule.
    """
    if config.path is None or not config.per_file_ignores:
        return lambda _: ()
    base = config.path.parent
    every: list[Selectable] = [*rules, *COMMENT_RULES]
    table = [
        (_pattern(word), frozenset(code for selector in selectors for code in _meant(selector, every)))
        for word, selectors in config.per_file_ignores
    ]

    def codes(path: Path) -> Collection[str]:
        found: set[str] = set()
        prefixes = list(_prefixes(path, base))
        for pattern, meant in table:
            if any(pattern.matches(prefix, is_folder) for prefix, is_folder in prefixes):
                found = found - meant if pattern.negated else found | meant
        return found

    return codes


def _pattern(word: Word) -> gitignore.Pattern:
    found = gitignore.parse(word.text)
    if len(found) != 1:
        message = f"{word.source}: {word.text!r} is no pattern of files; write it as in .gitignore"
        raise ConfigError(message, word.path, word.line)
    return found[0]


def _prefixes(path: Path, folder: Path) -> Iterable[tuple[str, bool]]:
    """A path and its folders, relative to a folder that it lies in, and whether each is a folder."""
    if path.is_relative_to(folder):
        parts = path.relative_to(folder).parts
        for length in range(1, len(parts) + 1):
            yield "/".join(parts[:length]), length < len(parts)


def _meant(selector: Word, rules: Iterable[Selectable]) -> list[str]:
    """The codes that a selector means."""
    codes = [rule.code for rule in rules if _weight(selector, rule)]
    if not codes:
        words = dict.fromkeys(word for rule in rules for word in (rule.code, rule.name, rule.family))
        hint = did_you_mean(selector.text, [*words, *PRESETS]) or "; djauthlint rules lists them"
        message = f"{selector.source}: there is no rule {selector.text}{hint}"
        raise ConfigError(message, selector.path, selector.line)
    return codes


def _weight(selector: Word, rule: Selectable) -> int:
    """How specifically a selector means a rule; 0: not at all."""
    return _weight_of(selector.text.strip(), rule.code, rule.name, rule.family, rule.priority)


# Proving a fix asks it of every rule, again and again.
@lru_cache(maxsize=4096)
def _weight_of(word: str, code: str, name: str, family: str, priority: str) -> int:
    if word.upper() == code or word.lower() == name:
        return 100
    if word.lower() in PRESETS:
        return int(word.lower() == "all" or priority in DEFAULT_PRIORITIES)
    if word.lower() == family:
        return 4
    return len(word) if word and code.startswith(word.upper()) else 0
