"""Generate the tables in src/djauthlint/django_facts/data from Django's own releases.

    python tools/generate_django_facts.py            write them from the newest patch release of every version
    python tools/generate_django_facts.py --check    compare them with the releases they were made from; exit 1 if not equal
    python tools/generate_django_facts.py --offline  check that nobody edited them: without a download

The releases are downloaded with pip (or taken from the folder that `--releases` names) and only read, never run.
To support a new version of Django, add it to VERSIONS and run the script.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django_releases import checks, history, paths, release, settings
from django_releases.form import Entry, encode, merged, render, signed
from django_releases.library import Library

VERSIONS = ("4.2", "5.0", "5.1", "5.2", "6.0", "6.1")
FOLDER = Path(__file__).parents[1] / "src/djauthlint/django_facts/data"
TABLES = ("settings.json", "paths.json", "checks.json")


@dataclass(frozen=True)
class Facts:
    """What one release of Django contributes."""

    number: str
    defaults: dict[str, object]
    undefaulted: set[str]
    paths: Mapping[str, Mapping[str, Mapping[str, object]]]
    aliases: Mapping[str, str]
    checks: Mapping[str, Mapping[str, object]]
    deprecated: set[str]


def main(arguments: list[str] | None = None) -> int:
    """Write or check the tables."""
    parser = argparse.ArgumentParser(description="Generate the tables of facts about Django.")
    parser.add_argument(
        "--check", action="store_true", help="compare with the committed tables instead of writing them"
    )
    parser.add_argument(
        "--offline", action="store_true", help="only check the form and the hash of the committed tables"
    )
    parser.add_argument("--releases", type=Path, help="a folder to keep and look for the downloaded releases in")
    options = parser.parse_args(arguments)
    committed = {name: _text(FOLDER / name) for name in TABLES}
    if options.offline:
        return _report([name for name, text in committed.items() if not is_whole(text)], "was edited by hand")
    numbers = json.loads(committed["settings.json"] or "{}").get("releases", {}) if options.check else {}
    wanted = [numbers.get(version, f"{version}.*") for version in VERSIONS]
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.releases or Path(temporary)
        found = [read(release.wheel(each, folder)) for each in wanted]
        texts = release.documentation(release.source(found[-1].number, folder))
    generated = {name: render(content) for name, content in tables(found, texts).items()}
    if options.check:
        return _report([name for name in TABLES if generated[name] != committed[name]], "is not made of these releases")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in generated.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


def _report(wrong: Sequence[str], problem: str) -> int:
    for name in wrong:
        print(f"{name} {problem}; run tools/generate_django_facts.py to write it anew", file=sys.stderr)
    return 1 if wrong else 0


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def is_whole(text: str) -> bool:
    """Whether a table is as this script writes it and its hash is its own."""
    if not text:
        return False
    table = json.loads(text)
    content = {key: value for key, value in table.items() if key not in {"sha256", "format"}}
    return text == render(signed(content))


def read(wheel: Path) -> Facts:
    """Read one release."""
    django = release.read(wheel)
    library = Library(django)
    defaults = settings.defaults(django.trees["django.conf.global_settings"])
    asked = {name for tree in django.trees.values() for name in settings.read_by(tree)}
    named = paths.find(library)
    return Facts(
        number=django.number,
        defaults=defaults,
        undefaulted={name for name in asked - set(defaults) if not name.startswith("_")} - {"SETTINGS_MODULE"},
        paths=named,
        aliases=library.aliases({path for entries in named.values() for path in entries} - set(library.scopes)),
        checks=checks.find(library),
        deprecated=set(settings.deprecated(django.trees["django.conf"])),
    )


def tables(found: Sequence[Facts], texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What all releases say, by the name of the file."""
    history.quoted(texts)
    ends = history.settings(texts)
    if missing := {name for facts in found for name in facts.deprecated} - set(ends):
        raise ValueError(f"Django warns of {', '.join(sorted(missing))}, but its documentation was not understood")
    entries = merged(
        VERSIONS, [{name: {"default": encode(value)} for name, value in facts.defaults.items()} for facts in found]
    )
    if wrong := [name for name, end in ends.items() if name in entries and not _agrees(entries[name], end.removed_in)]:
        raise ValueError(f"the timeline and the releases do not agree about {', '.join(wrong)}")
    instead = history.replacements()
    return {
        "settings.json": signed(
            {
                "releases": {version: facts.number for version, facts in zip(VERSIONS, found, strict=True)},
                "settings": entries,
                "undefaulted": merged(VERSIONS, [{name: {} for name in facts.undefaulted} for facts in found]),
                "deprecated": {
                    name: _end(end) | ({"replacement": instead[name]} if name in instead else {})
                    for name, end in sorted(ends.items())
                },
            }
        ),
        "paths.json": signed(
            {
                "settings": {kind: [*each.settings] for kind, each in paths.KINDS.items()},
                "kinds": {kind: merged(VERSIONS, [facts.paths[kind] for facts in found]) for kind in paths.KINDS},
                "aliases": merged(
                    VERSIONS, [{path: {"of": of} for path, of in facts.aliases.items()} for facts in found]
                ),
                "deprecated": {path: _end(end) for path, end in sorted(history.paths(texts).items())},
            }
        ),
        "checks.json": signed({"checks": merged(VERSIONS, [facts.checks for facts in found])}),
    }


def _agrees(entry: Entry, removed_in: str) -> bool:
    """Whether a setting was removed when the timeline says so, or may yet be."""
    return entry.get("removed_in", removed_in) == removed_in and ("removed_in" in entry or removed_in not in VERSIONS)


def _end(end: history.End) -> dict[str, str]:
    return {key: value for key, value in end._asdict().items() if value not in {None, history.TIMELINE}}


if __name__ == "__main__":
    sys.exit(main())
