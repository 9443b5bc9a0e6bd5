"""Imports the settings of real projects with real Django, before and after their fixes, and compares all of them.

    python tools/import_fixed_projects.py CORPUS RECORDS [--only REGEX] [--keep FOLDER]

CORPUS is the working folder of the development corpus: `src/`, `oracle/`, `oracle.py`, `targets.json`, and the environments
that `venvs.sh` makes. RECORDS holds what `fix_projects.py --record` has written. Each project is copied; nothing in CORPUS is written.

A settings module is imported when it executes a file that was fixed, in the environment in which the corpus knows that it can be, and once more with
every variable set that it reads. Nothing may change but what the fixes are meant to change in it, and what they say follows from that.
Exit status 1 when something else does. With `--keep` the fixed projects and what they were imported as are left in a folder that is laid out as the
corpus is: its judge compares that with what djauthlint promises (`evaluate_corpus.py FOLDER FOLDER/src`).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class Corpus:
    """The development corpus, with its own tool to import settings."""

    def __init__(self, folder: Path) -> None:
        os.environ["CORPUS"] = str(folder)
        sys.path.insert(0, str(folder))
        self.folder = folder
        self.tool = __import__("oracle")
        self.overrides = self.read("oracle_overrides.json")
        self.results = Path(tempfile.mkdtemp())

    def read(self, name: str) -> Any:
        """A JSON file of the corpus."""
        return json.loads((self.folder / name).read_text(encoding="utf-8"))

    def targets(self, project: str) -> Iterator[tuple[Record, Record]]:
        """Each settings module of a project that could be imported, with what is recorded of it."""
        seen = set()
        for target in self.read("targets.json"):
            if target["kind"] != "settings" or target["role"] != "corpus" or target["src"] != project:
                continue
            for conf in target.get("conf_classes") or [None]:
                name = (
                    re.sub(r"[^A-Za-z0-9_.+-]", "_", project) + f"__{target['module']}" + (f"@{conf}" if conf else "")
                )
                path = self.folder / "oracle" / f"{name}.json"
                if name in seen or not path.exists():
                    continue
                seen.add(name)
                recorded = json.loads(path.read_text(encoding="utf-8"))
                if recorded["status"] == "ok":
                    yield {**target, "name": name, "conf_class": conf}, recorded

    def imported(self, copy: Path, target: Record, environment: dict[str, str]) -> Record:
        """The settings of a module in the copy of its project."""
        venv, argv, roots, mock = "venv52", "manage.py check", target["roots"], True
        before: list[str] = []
        files: dict[str, str] = {}
        for pattern, override in self.overrides.items():
            if re.search(pattern, target["name"]):
                venv, argv = override.get("venv", venv), override.get("argv", argv)
                roots, mock = override.get("roots", roots), mock or override.get("mock", False)
                before = [*before, *override.get("premock", [])]
                files.update(override.get("files", {}))
        given = {name: text.replace("{{CORPUS}}", str(self.folder)) for name, text in environment.items()}
        result: Record = self.tool.run(
            str(copy), roots, target["module"], target["conf_class"], venv, given, argv, None, mock,
            str(self.results / "result.json"), premock=before, files=files,
        )  # fmt: skip
        return result


def write(copy: Path, record: Record) -> None:
    """Write the files as they are after all fixes."""
    for name, text in record["files"].items():
        path = copy / name
        path.unlink()
        path.write_bytes(text.encode(record["encodings"][name]))


def allowed(record: Record, module: str) -> set[str]:
    """The settings that may change in a module; one that only others import follows all of them."""

    def is_it(label: str) -> bool:
        return re.split(r"[:@\s(]", label)[0] == module

    if not any(map(is_it, record["entry_modules"])):
        return {name for made in record["made"] for name in (*made["settings"], *(n for _, n in made["followers"]))}
    names = {name for made in record["made"] if any(map(is_it, made["entry_modules"])) for name in made["settings"]}
    return names | {name for made in record["made"] for label, name in made["followers"] if is_it(label)}


def judged(before: Record, after: Record, may_change: set[str], stops: bool) -> list[str]:
    """What changed that must not."""
    if before["status"] != "ok":
        return []
    if after["status"] != "ok":
        return [f"can't be imported any more: {after.get('error_type')}: {str(after.get('error'))[:300]}"]
    told = [] if stops else [f"needs {name} now" for name in after["env_added"]]
    ignored = set(before["tainted"]) | may_change
    missing = {"$missing": True}
    for name in sorted({*before["settings"], *after["settings"]} - ignored):
        one, other = (each["settings"].get(name, missing) for each in (before, after))
        if one != other:
            told.append(f"{name} was {json.dumps(one)[:150]}, is {json.dumps(other)[:150]}")
    return told


def main() -> int:
    """Run over the projects."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    corpus = Corpus(options.corpus.resolve())
    if options.keep:
        for name in ("oracle", "oracle_perturbed"):
            (options.keep / name).mkdir(parents=True)
        shutil.copy(corpus.folder / "manifest.json", options.keep)
        shutil.copytree(corpus.folder / "tools", options.keep / "tools")
    counts: Counter[str] = Counter()
    for path in sorted(each for each in options.records.glob("*.json") if re.search(options.only, each.name)):
        record = json.loads(path.read_text(encoding="utf-8"))
        counts["projects"] += 1
        if record["files"]:
            compare(corpus, path.stem, record, counts, options.keep)
    print(dict(counts))
    return 1 if counts["wrong"] else 0


def compare(corpus: Corpus, project: str, record: Record, counts: Counter[str], keep: Path | None) -> None:
    """Import the settings of a project before and after."""
    counts["projects with fixes"] += 1
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder if keep is None else keep / "src", project)
        shutil.copytree(corpus.folder / "src" / project, copy, symlinks=True)
        tried = [
            (target, environment, set(recorded["nondeterministic"]))
            for target, recorded in corpus.targets(project)
            if not record["files"].keys().isdisjoint(recorded["project_files_loaded"])
            for environment in environments(recorded)
        ]
        before = [corpus.imported(copy, target, environment) for target, environment, _ in tried]
        write(copy, record)
        firsts = {target["name"]: environment for target, environment, _ in reversed(tried)}
        shown: set[str] = set()
        for (target, environment, drifting), first in zip(tried, before, strict=True):
            if first["status"] != "ok":
                counts["not importable before"] += 1
                print(f"{target['name']}: not importable before: {str(first.get('error'))[:200]}", flush=True)
                continue
            given = {**environment, **first["env_added"]}
            after = corpus.imported(copy, target, given)
            if keep is not None and after["status"] == "ok":
                kept = {**after, "env_given": given, "nondeterministic": sorted(drifting)}
                place = keep / ("oracle" if environment == firsts[target["name"]] else "oracle_perturbed")
                (place / f"{target['name']}.json").write_text(json.dumps(kept), encoding="utf-8")
            may_change = allowed(record, target["module"])
            stops = any(made["stops"] for made in record["made"])
            counts["need a variable more"] += stops and bool(after["env_added"])
            found = judged(first, after, may_change | drifting, stops)
            if found and after["status"] == "ok":
                again = corpus.imported(copy, target, given)["settings"]
                random = {name for name in again if again[name] != after["settings"].get(name)}
                found = judged(first, after, may_change | drifting | random, stops)
            counts["imports compared"] += 1
            counts["settings compared"] += len(first["settings"])
            changed = {
                name for name in may_change if first["settings"].get(name) != after.get("settings", {}).get(name)
            }
            counts["settings changed"] += len(changed)
            shown |= changed
            counts["wrong"] += bool(found)
            for each in found:
                print(f"{target['name']}: {each}", flush=True)
        for made in record["made"]:
            seen = not shown.isdisjoint(made["settings"])
            counts["fixes that an import shows" if seen else "fixes that no import shows"] += 1
            if not seen:
                print(f"{project}: no import shows {made['code']} {made['title']} ({', '.join(made['entry_modules'])})")
        print(f"{project}: {len(tried)} imports compared", flush=True)


def environments(recorded: Record) -> Iterator[dict[str, str]]:
    """That in which a module can be imported, and the same with every variable set that it reads."""
    known = {**recorded["env_given"], **recorded["env_added"]}
    yield known
    if recorded.get("perturb_env"):
        yield {**known, **recorded["perturb_env"]}


if __name__ == "__main__":
    sys.exit(main())
