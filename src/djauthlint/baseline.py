"""A baseline: what is known of an old project and not reported again, so that only what is new is."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from djauthlint import disk
from djauthlint.diagnostics import Diagnostic
from djauthlint.fingerprints import fingerprint
from djauthlint.linter import LintResult
from djauthlint.mistakes import ConfigError
from djauthlint.source import SourceFile

VERSION: Final = 1
DEFAULT_NAME: Final = "djauthlint-baseline.json"
BASELINED: Final = "baseline"
"""Stands for the comment of a diagnostic that the baseline silences."""
SIZE_LIMIT: Final = 50_000_000
CURE: Final = "repair it, or delete it and run djauthlint --write-baseline"
_TEXTS: Final = ("file", "rule", "setting", "fingerprint")


class Key(NamedTuple):
    """What a diagnostic is recognised by: it holds no line, no value and no digest of one."""

    file: str
    rule: str
    setting: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is not reported again.

    Arguments:
        path: the file; the files in it are relative to its folder.
        counts: how many diagnostics of each key there are.
    """

    path: Path
    counts: Counter[Key]

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """The baseline in a file.

        Raises:
            ConfigError: it can't be read, or is no baseline.
        """
        if not disk.is_file(path):
            if disk.is_folder(path):
                raise ConfigError("it is a folder, not a file that djauthlint --write-baseline made", path)
            raise ConfigError("there is no such file; djauthlint --write-baseline makes it", path)
        try:
            text = disk.read(disk.real_path(path), SIZE_LIMIT).decode("utf-8-sig")
            document = json.loads(text)
        except UnicodeDecodeError:
            raise ConfigError(f"it is not UTF-8 text; {CURE}", path) from None
        except json.JSONDecodeError as error:
            raise ConfigError(f"it is not JSON: {error.msg}; {CURE}", path, error.lineno) from None
        except (OSError, RecursionError) as error:
            raise ConfigError(f"it can't be read: {getattr(error, 'strerror', None) or error}", path) from None
        if not isinstance(document, dict) or not isinstance(document.get("diagnostics"), list):
            raise ConfigError(f'it is no baseline: it has no list "diagnostics"; {CURE}', path, 1)
        if document.get("version") != VERSION:
            known = f"this djauthlint knows version {VERSION}"
            raise ConfigError(f"its version is {document.get('version')!r}, and {known}; {CURE}", path, 1)
        counts: Counter[Key] = Counter()
        for line, entry in _entries(text):
            key, count = _read(path, line, entry)
            counts[key] += count
        return cls(path, counts)

    def text(self) -> str:
        """The file: sorted, one line for each key, so that two branches can be merged."""
        lines = [
            json.dumps({**key._asdict(), "count": count}) for key, count in sorted(self.counts.items()) if count > 0
        ]
        body = "".join(f"\n    {line}{',' if number < len(lines) else ''}" for number, line in enumerate(lines, 1))
        return f'{{\n  "version": {VERSION},\n  "diagnostics": [{body}{chr(10) + "  " if lines else ""}]\n}}'

    def applied(self, result: LintResult) -> tuple[LintResult, Counter[Key]]:
        """A result in which what is known is marked, and the entries that nothing of it fits."""
        left = Counter(self.counts)
        found: list[Diagnostic] = []
        for each in result.diagnostics:
            key = None if each.suppressed is not None else self.key(each, result.files.get(each.span.path))
            if key is not None and left[key] > 0:
                left[key] -= 1
                found.append(replace(each, suppressed=BASELINED))
            else:
                found.append(each)
        return replace(result, diagnostics=tuple(found)), +left

    def gone(self, left: Counter[Key], result: LintResult, asked: Sequence[Path]) -> Counter[Key]:
        """Those of the entries that nothing fits which would have been found, were it still there."""
        looked_at = self._looked_at(result, asked)
        return Counter({key: count for key, count in left.items() if looked_at(key)})

    def renewed(self, result: LintResult, asked: Sequence[Path]) -> Baseline:
        """The baseline of what is reported; what was not looked at stays."""
        looked_at = self._looked_at(result, asked)
        found = Counter(self.key(each, result.files.get(each.span.path)) for each in result.reported)
        kept = Counter({key: count for key, count in self.counts.items() if not looked_at(key)})
        return Baseline(self.path, found | kept)

    def key(self, diagnostic: Diagnostic, source: SourceFile | None) -> Key:
        """What a diagnostic is recognised by. The digest is none of the folder, which may be called otherwise elsewhere."""
        path = diagnostic.span.path
        digest = fingerprint(diagnostic, source, path.parent)
        return Key(_relative(path, self.path.parent), diagnostic.code, diagnostic.setting, digest)

    def _looked_at(self, result: LintResult, asked: Sequence[Path]) -> Callable[[Key], bool]:
        def looked_at(key: Key) -> bool:
            path = Path(os.path.normpath(self.path.parent / key.file))
            return key.rule in result.ran and (not asked or any(path.is_relative_to(each) for each in asked))

        return looked_at


def _relative(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _entries(text: str) -> Iterator[tuple[int, Any]]:
    """The entries of a file that is JSON, each with its line."""
    decoder = json.JSONDecoder()
    start = re.search(r'"diagnostics"\s*:\s*\[', text)
    position = len(text) if start is None else start.end()
    while position < len(text):
        position += len(text[position:]) - len(text[position:].lstrip(" \t\r\n,"))
        if text[position] == "]":
            return
        entry, end = decoder.raw_decode(text, position)
        yield text.count("\n", 0, position) + 1, entry
        position = end


def _read(path: Path, line: int, entry: Any) -> tuple[Key, int]:
    count = entry.get("count", 1) if isinstance(entry, dict) else None
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ConfigError(f'"count" must be a number above 0; {CURE}', path, line)
    for name in _TEXTS:
        if not isinstance(entry.get(name), str):
            raise ConfigError(f'an entry needs a text "{name}"; {CURE}', path, line)
    return Key(*(entry[name] for name in _TEXTS)), count
