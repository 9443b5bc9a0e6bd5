"""Rules of other distributions: packages that are named by entry points of the group `djauthlint.rules`.

docs/third-party-rules.md says what such a package looks like.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final, NoReturn

from djauthlint import disk
from djauthlint.mistakes import ConfigError
from djauthlint.rule import Rule

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

API_VERSION: Final = 1
"""The version of what rules use of djauthlint. It grows when a rule that works would stop working."""
OURS: Final = "djauthlint.rules"
"""The package of djauthlint's own."""
GROUP: Final = "djauthlint.rules"
OUR_PREFIXES: Final = ("DJA", "DJP")
PRIORITIES: Final = ("P0", "P1", "P2")


_looked_through: dict[str, dict[str, list[str]]] = {}


class BrokenPack(ConfigError):
    """A distribution whose rules can't be used."""

    def __init__(self, distribution: str, reason: str) -> None:
        super().__init__(f"the rules of {distribution} can't be used: {reason}; repair it or uninstall it")


def found() -> list[Rule]:
    """The rules of all distributions that are installed beside djauthlint.

    Raises:
        BrokenPack: one of them has rules that can't be used.
    """
    rules: list[Rule] = []
    packages: set[str] = set()
    for distribution, entry in _entry_points():
        packages.add(entry.value)
        for rule in _load(distribution, entry):
            rule.distribution = distribution
            rules.append(rule)
    for package in [name for name in _looked_through if name != OURS and name not in packages]:
        del _looked_through[package]
    return rules


def defined_in(package: ModuleType) -> Iterator[tuple[ModuleType, object]]:
    """Each module below a package, with what it calls `rule`."""

    def fail(name: str) -> NoReturn:
        raise sys.exc_info()[1] or ImportError(name)

    # What was there the first time is what some of the rules were taken from.
    earlier = _looked_through.get(package.__name__, {})
    _looked_through[package.__name__] = {
        place: earlier.get(place, names)
        for folder in package.__path__
        for place, names in disk.listings(folder).items()
    }
    # Without it, walk_packages passes over a package that can't be imported.
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + ".", fail):
        if not module.ispkg:
            imported = importlib.import_module(module.name)
            yield imported, vars(imported).get("rule")


def looked_through() -> Mapping[str, Mapping[str, Sequence[str]]]:
    """The packages that were looked through for rules, each with its folders and the names that were in them the first time."""
    return _looked_through


def _entry_points() -> Iterator[tuple[str, EntryPoint]]:
    """The entry points of the group, with the name and the version of their distribution.

    What lies in the working directory is no distribution that somebody installed: it may be the project that is linted.
    """
    here = Path.cwd()
    folders = [folder for folder in sys.path if folder and Path(folder).resolve() != here]
    # Asking importlib.metadata takes longer than reading the whole project; nearly always there is nothing to be found.
    if not any(map(_may_have_rules, folders)):
        return
    from importlib.metadata import distributions

    seen: set[str] = set()
    for distribution in distributions(path=folders):
        if "Name" not in distribution.metadata:  # what an interrupted installation left behind
            continue
        name = distribution.metadata["Name"]
        if name not in seen:
            seen.add(name)
            yield from (
                (f"{name} {distribution.version}", entry) for entry in distribution.entry_points if entry.group == GROUP
            )


def _may_have_rules(folder: str) -> bool:
    """Whether a distribution in a folder of `sys.path` may have rules; True for what is no folder, such as a zip file."""
    if not disk.is_folder(folder):
        return disk.exists(folder)
    try:
        names = [name for name in disk.names(folder) if name.lower().endswith((".dist-info", "egg-info"))]
    except OSError:
        return True
    return any(_names_the_group(Path(folder, name, "entry_points.txt")) for name in names)


def _names_the_group(path: Path) -> bool:
    try:
        return GROUP.encode() in disk.read(str(path))
    except (OSError, ValueError):
        return False


def _load(distribution: str, entry: EntryPoint) -> Iterator[Rule]:
    if ":" in entry.value:
        raise BrokenPack(distribution, f"its entry point must name a package, not {entry.value}")
    package = _imported(distribution, entry.value)
    if not hasattr(package, "__path__"):
        raise BrokenPack(distribution, f"its entry point must name a package, and {entry.value} is a module")
    _check_version(distribution, package)
    none = True
    try:
        for module, rule in defined_in(package):
            none = False
            if not isinstance(rule, Rule):
                cure = f"what rules share belongs outside of {entry.value}"
                raise BrokenPack(distribution, f"{module.__name__} defines no rule ({cure})")
            _check(distribution, rule)
            yield rule
    except BrokenPack:
        raise
    except (Exception, SystemExit) as error:
        raise BrokenPack(distribution, f"{entry.value} fails when it is imported ({_said(error)})") from error
    if none:
        raise BrokenPack(distribution, f"{entry.value} has no modules with rules")


def _imported(distribution: str, name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except (Exception, SystemExit) as error:
        raise BrokenPack(distribution, f"{name} fails when it is imported ({_said(error)})") from error


def _said(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")


def _check_version(distribution: str, package: ModuleType) -> None:
    declared = getattr(package, "API_VERSION", None)
    if declared is None:
        raise BrokenPack(
            distribution, f"{package.__name__} does not declare its API_VERSION, which is {API_VERSION} now"
        )
    if declared != API_VERSION:
        reason = f"it is made for API_VERSION {declared!r}, and this djauthlint has {API_VERSION}"
        raise BrokenPack(distribution, reason)


def _check(distribution: str, rule: Rule) -> None:
    """Raise if the metadata of a rule are not what the rest of djauthlint relies on."""
    where = f"{rule.code!r} of {rule.module}"
    if not re.fullmatch(r"[A-Z]{1,3}\d{3}", rule.code):
        reason = f"the code {where} must be one to three capital letters and three digits"
    elif rule.code.startswith(OUR_PREFIXES):
        reason = f"the code {where} begins with a prefix of djauthlint itself; use one of your own"
    elif not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", rule.name):
        reason = f"the name {rule.name!r} of {rule.code} must be lower-case words: rename {rule.module}"
    elif rule.priority not in PRIORITIES:
        reason = f"the priority of {rule.code} must be one of {', '.join(PRIORITIES)}"
    elif not rule.summary:
        reason = f"{rule.module} has no docstring, which is the documentation of {rule.code}"
    elif not rule.has_check:
        reason = f"{rule.code} has no check"
    else:
        return
    raise BrokenPack(distribution, reason)
