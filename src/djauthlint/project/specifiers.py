"""What files say about the version of a package, in the form of PEP 440: `>=4.2,<5.0`."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLAUSE = re.compile(r"(\^|~=|~|={1,3}|!=|<=|>=|<|>)?\s*v?(\d[\w.*+!-]*|\*)")
_LONGEST = 1000
"""Characters of the longest specifier that is looked at; an honest one has a few dozen."""
_REQUIREMENT = re.compile(r"""\s*(?P<name>[A-Za-z][\w.-]*)\s*(?:\[[^\]]*\])?\s*(?P<rest>.*)""")


def required(line: str, name: str) -> tuple[str, bool] | None:
    """What a requirement (PEP 508) says about a package: its specifier, empty for any version, and whether only sometimes.

    None where it is about another package, names a place to get it from, or is longer than any that is meant.
    """
    match = _REQUIREMENT.fullmatch(line.strip())
    if match is None or match["name"].lower() != name:
        return None
    rest, _, marker = match["rest"].partition(";")
    # `--hash` and other options of pip follow the version.
    rest = rest.partition(" --")[0].rstrip("\\ ").strip().removeprefix("(").removesuffix(")")
    if rest.startswith("@") or len(rest) > _LONGEST:
        return None
    return ",".join(_clauses(rest)), bool(marker.strip())


def alternatives(text: str) -> list[str]:
    """What Poetry and Pipenv write (`^4.2`, `~4.2`, `4.2.*`, `*`, `>=3.2 || ^4.2`): several where one of them suffices.

    Any version where it is longer than any that is meant.
    """
    return [",".join(_clauses(part)) for part in re.split(r"\|\|?", text)] if len(text) <= _LONGEST else [""]


def conda(text: str, name: str) -> str | None:
    """What a dependency of conda says about a package (`channel::django=4.2`, `django >=4.2,<5`), None of another."""
    match = _REQUIREMENT.fullmatch(text.rpartition("::")[2].strip())
    if match is None or match["name"].lower() != name:
        return None
    rest = match["rest"].strip()
    if len(rest) > _LONGEST:
        return None
    if re.match(r"=[^=]", rest):
        return f"=={rest[1:].partition('=')[0].strip().removesuffix('.*').removesuffix('*')}.*"
    return ",".join(_clauses(rest))


def _clauses(text: str) -> Iterator[str]:
    for match in _CLAUSE.finditer(text):
        operator, version = match[1] or "==", match[2]
        numbers = [int(each) for each in re.findall(r"\d+", re.match(r"[\d.]*", version)[0])]  # type: ignore[index]
        if version == "*":
            continue
        if operator == "^":
            # The first number that is not 0 stays.
            kept = next((place for place, each in enumerate(numbers) if each), len(numbers) - 1)
            yield from (f">={version}", f"<{_next(numbers[: kept + 1])}")
        elif operator == "~":
            yield from (f">={version}", f"<{_next(numbers[:2])}")
        elif operator in {"=", "==="}:
            yield f"=={version}"
        else:
            yield f"{operator}{version}"


def _next(numbers: list[int]) -> str:
    return ".".join(map(str, [*numbers[:-1], numbers[-1] + 1]))
