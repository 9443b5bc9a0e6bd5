"""djauthlint's own options: one frozen `Config` from pyproject.toml, djauthlint.toml or setup.cfg."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from djauthlint import disk, tables
from djauthlint.deployment import READERS, UNKNOWN, Deployment, Mistake, from_text
from djauthlint.mistakes import ConfigError, Unreadable, did_you_mean
from djauthlint.profiles import PROFILES

READER_TYPES: Final = ("str", "bool", "int", "float", "list", "tuple", "dict", "json")
INI_SUFFIXES: Final = (".cfg", ".ini")
INI_BOOLEANS: Final = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
LARGEST_FILE: Final = 1_000_000
_WRITTEN_IN_TOML: Final = re.compile(r'["\[\]]')


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the user (of rules: a code, a prefix of codes, a name, a family), and where it was written.

    Arguments:
        text: as it was written.
        source: the option or key: "--select", "ignore".
        path: the file, None for the command line.
        line: the line in it, 0 where that is not known.
    """

    text: str
    source: str
    path: Path | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Glob:
    """A pattern as in .gitignore, and the folder that it is relative to."""

    pattern: str
    folder: Path


@dataclass(frozen=True, slots=True)
class EnvironmentReader:
    """A callable of the project or of a package that reads an environment variable.

    Arguments:
        callable: its dotted path.
        variable: the name or the 0-based index of the argument that names the variable.
        default: the name or index of the argument that holds the default, None: the variable is required.
        type: what the text is converted to, one of `READER_TYPES`; None: it stays text.
    """

    callable: str
    variable: int | str = 0
    default: int | str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What the user asks of djauthlint.

    Arguments:
        path: the file it was read from, None when there is none.
        select: rules to run instead of the preset.
        extend_select: rules to run besides.
        ignore: rules not to run.
        per_file_ignores: rules that are not wanted in the files that a pattern fits, in the order of the file.
        exclude: files that are not looked at.
        profile: the profile of entry modules, by dotted name or path.
        entry_modules: dotted names or paths that replace discovery; `module:Class` for django-configurations.
        import_roots: folders, relative to that of the file, that replace the inferred import roots.
        django_version: for instance (5, 2).
        django_version_source: what says so.
        python_version: for instance (3, 12).
        environment_readers: callables that read environment variables.
        deployment: how the site is deployed that production settings are for.
        strict: undetermined settings fail the run.
        require_reason: comments that silence a rule must say why.
        audit: nothing is silenced; only the command line says so.
        baseline: the file of what is known and not reported again.
        output: the reports, as for `--output`; files are relative to the folder of the configuration.
        unreadable: files that may have had a configuration, although they do not mention djauthlint.
    """

    path: Path | None = None
    select: tuple[Word, ...] = ()
    extend_select: tuple[Word, ...] = ()
    ignore: tuple[Word, ...] = ()
    per_file_ignores: tuple[tuple[Word, tuple[Word, ...]], ...] = ()
    exclude: tuple[Glob, ...] = ()
    profile: tuple[tuple[Word, str], ...] = ()
    entry_modules: tuple[Word, ...] = ()
    import_roots: tuple[Word, ...] = ()
    django_version: tuple[int, ...] | None = None
    django_version_source: str = "the configuration"
    python_version: tuple[int, ...] | None = None
    environment_readers: tuple[EnvironmentReader, ...] = ()
    deployment: Deployment = UNKNOWN
    strict: bool = False
    require_reason: bool = False
    audit: bool = False
    baseline: Path | None = None
    output: tuple[Word, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def load(folder: Path) -> Config:
    """The configuration in a folder: the first of pyproject.toml, djauthlint.toml and setup.cfg that has one.

    Raises:
        ConfigError: one of these files can't be read, or says what djauthlint does not understand.
    """
    unreadable: list[Unreadable] = []
    for name in ("pyproject.toml", "djauthlint.toml", "setup.cfg"):
        path = folder / name
        if disk.is_file(path):
            if not Path(disk.real_path(path)).is_relative_to(disk.real_path(folder)):
                raise ConfigError("it is a link that leads outside its folder; name it with --config", path)
            try:
                source = _source(path)
            except Unreadable as error:
                if name == "djauthlint.toml" or _mentions_djauthlint(path):
                    raise
                unreadable.append(error)
                continue
            if source is not None:
                return replace(source.config(), unreadable=tuple(unreadable))
    return Config(unreadable=tuple(unreadable))


def find(folder: Path, root: Path) -> Config:
    """The configuration that counts in a folder: its own, or that of the nearest folder above it, not above `root`.

    Raises:
        ConfigError: see `load`.
    """
    unreadable: tuple[Unreadable, ...] = ()
    while True:
        config = load(folder)
        unreadable += config.unreadable
        if config.path is not None or folder == root or not folder.is_relative_to(root):
            return replace(config, unreadable=unreadable)
        folder = folder.parent


def load_file(path: Path) -> Config:
    """The configuration in a file that the user names.

    Raises:
        ConfigError: it can't be read, holds no configuration, or one that djauthlint does not understand.
    """
    if not disk.is_file(path):
        raise ConfigError("there is no such file" if not disk.exists(path) else "this is not a file", path)
    source = _source(path)
    if source is None:
        section = "[djauthlint]" if path.suffix in INI_SUFFIXES else "[tool.djauthlint]"
        raise ConfigError(f"it has no {section} section", path)
    return source.config()


def version(text: str) -> tuple[int, ...] | None:
    """A version number as integers, None where the text is not one."""
    return tuple(map(int, text.split("."))) if re.fullmatch(r"\d{1,4}(\.\d{1,4}){0,2}", text) else None


@dataclass(frozen=True, slots=True)
class _Source:
    """The table of one file, and its text to find lines in."""

    path: Path
    text: str
    table: Mapping[str, Any]

    def error(self, message: str, *words: str) -> ConfigError:
        return ConfigError(message, self.path, self.line(*words))

    def line(self, *words: str) -> int:
        """The line of a key, or of a word of the value of a key; 0 when it is not found."""
        lines = self.text.splitlines()
        number = next((number for number, line in enumerate(lines) if "djauthlint" in line), 0)
        if self.path.name == "djauthlint.toml":
            number = 0
        for position, word in enumerate(words):
            if position == 0 or word in self.table:
                key = rf"""(?:^|[.\[{{,:\s])["']?{re.escape(word)}["']?\s*[=.:\]]"""
            else:
                key = rf"(?<![\w-]){re.escape(word)}(?![\w-])"
            found = next((line for line in range(number, len(lines)) if re.search(key, lines[line])), None)
            if found is None:
                return number + 1 if position else 0
            number = found
        return number + 1

    def example(self, table: str, pair: str) -> str:
        """How a table is written in this file."""
        if self.path.suffix in INI_SUFFIXES:
            return f"like [djauthlint:{table}] with {_WRITTEN_IN_TOML.sub('', pair)}"
        return f"like [{'' if self.path.name == 'djauthlint.toml' else 'tool.djauthlint.'}{table}] with {pair}"

    def config(self) -> Config:
        for key in self.table:
            if key not in _KEYS:
                hint = did_you_mean(key, _KEYS) or f"; known are {', '.join(_KEYS)}"
                raise self.error(f"unknown key {key}{hint}", key)
        values = {key.replace("-", "_"): _KEYS[key](self, key, value) for key, value in self.table.items()}
        return Config(path=self.path, **values)


def _source(path: Path) -> _Source | None:
    text = _read(path)
    if path.suffix in INI_SUFFIXES:
        table = _ini_table(path, text)
        return None if table is None else _Source(path, text, table)
    try:
        document = tables.toml(text)
    except tables.Unparsable as error:
        raise Unreadable(f"it {error}", path, error.line) from None
    tool = document.get("tool")
    if isinstance(tool, dict) and "djauthlint" in tool:
        if not isinstance(tool["djauthlint"], dict):
            raise _Source(path, text, {}).error("tool.djauthlint must be a table: [tool.djauthlint]", "djauthlint")
        return _Source(path, text, tool["djauthlint"])
    return None if path.name == "pyproject.toml" else _Source(path, text, document)


def _read(path: Path) -> str:
    try:
        return disk.read(disk.real_path(path), LARGEST_FILE).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable("it is not UTF-8 text; save it as UTF-8", path, line) from None
    except OSError as error:
        raise Unreadable(f"it can't be read: {error.strerror}", path) from None
    except ValueError:
        raise Unreadable("it is too large to be a configuration file (more than 1 MB)", path) from None


def _mentions_djauthlint(path: Path) -> bool:
    try:
        return b"djauthlint" in disk.read(disk.real_path(path), LARGEST_FILE, whole=False)
    except (OSError, ValueError):
        return False


def _ini_table(path: Path, text: str) -> dict[str, Any] | None:
    """The sections `[djauthlint]` and `[djauthlint:TABLE]` in the types of TOML, None if there are none."""
    if "[djauthlint" not in text:
        return None
    try:
        parser = tables.ini(text, source=str(path), exact=True)
    except tables.Unparsable as error:
        raise ConfigError(f"it {error}", path, error.line) from None
    sections = [name for name in parser.sections() if name == "djauthlint" or name.startswith("djauthlint:")]
    if not sections:
        return None
    table: dict[str, Any] = {}
    for name in sections:
        if name == "djauthlint":
            table.update({key: _ini_value(key, text) for key, text in parser[name].items()})
        else:
            key = name.partition(":")[2].strip()
            inner: dict[str, Any] = dict(parser[name].items())
            if key == "environment-readers":
                inner = {path: _ini_inline(text) for path, text in inner.items()}
            elif key == "deployment":
                inner = {name: from_text(name.replace("-", "_"), text) for name, text in inner.items()}
            elif key == "per-file-ignores":
                inner = {pattern: _ini_list(text) for pattern, text in inner.items()}
            table[key] = inner
    return table


def _ini_value(key: str, text: str) -> Any:
    if _KEYS.get(key) in {_words, _globs}:
        return _ini_list(text)
    if _KEYS.get(key) is _boolean:
        return INI_BOOLEANS.get(text.lower(), text)
    return text


def _ini_list(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text) if word]


def _ini_inline(text: str) -> dict[str, Any]:
    """`variable = 0, type = bool` as a table."""
    pairs = [part.partition("=")[::2] for part in re.split(r"[,\n]", text) if part.strip()]
    return {name.strip(): _number_or_text(value.strip()) for name, value in pairs}


def _number_or_text(text: str) -> int | str:
    return int(text) if text.isdecimal() and len(text) < 10 else text


def _strings(source: _Source, key: str, value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise source.error(f'{key} must be a list of strings, like {key} = ["..."]', key)
    if not all(text.strip() and "\0" not in text for text in value):
        raise source.error(f"{key} has an empty entry", key)
    return value


def _words(source: _Source, key: str, value: Any) -> tuple[Word, ...]:
    return tuple(Word(text, key, source.path, source.line(key, text)) for text in _strings(source, key, value))


def _globs(source: _Source, key: str, value: Any) -> tuple[Glob, ...]:
    return tuple(Glob(pattern, source.path.parent) for pattern in _strings(source, key, value))


def _per_file(source: _Source, key: str, value: Any) -> tuple[tuple[Word, tuple[Word, ...]], ...]:
    if not isinstance(value, dict):
        example = source.example(key, '"settings/dev.py" = ["DJA3"]')
        raise source.error(f"{key} must be a table, {example}", key)
    found: list[tuple[Word, tuple[Word, ...]]] = []
    for pattern, words in _unnested(value).items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            message = f'{pattern} of {key} must have a list of rules, like "{pattern}" = ["DJA301", "csrf"]'
            raise source.error(message, key, pattern)
        selectors = tuple(Word(word, key, source.path, source.line(key, pattern, word)) for word in words)
        found.append((Word(pattern, key, source.path, source.line(key, pattern)), selectors))
    return tuple(found)


def _unnested(table: Mapping[str, Any]) -> dict[str, Any]:
    """Values by file name: `settings.py = [...]` without quotes is a nested table in TOML."""
    found: dict[str, Any] = {}
    for name, value in table.items():
        inner = _unnested(value) if isinstance(value, dict) else None
        found.update({name: value} if inner is None else {f"{name}.{rest}": each for rest, each in inner.items()})
    return found


def _boolean(source: _Source, key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise source.error(f"{key} must be true or false", key)
    return value


def _path(source: _Source, key: str, value: Any) -> Path:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        raise source.error(f'{key} must be the name of a file, like {key} = "djauthlint-{key}.json"', key)
    return source.path.parent / value


def _version(source: _Source, key: str, value: Any) -> tuple[int, ...]:
    example = "3.12" if key == "python-version" else "5.2"
    found = version(value) if isinstance(value, str) else None
    if found is None:
        raise source.error(f'{key} must be a version in quotes, like {key} = "{example}"', key)
    return found


def _profile(source: _Source, key: str, value: Any) -> tuple[tuple[Word, str], ...]:
    if not isinstance(value, dict):
        example = source.example(key, '"config.settings.prod" = "production"')
        raise source.error(f"{key} must be a table, {example}", key)
    for module, profile in value.items():
        if profile not in PROFILES:
            message = f"unknown profile {profile!r} of {module}; known are {', '.join(PROFILES)}"
            raise source.error(message + did_you_mean(str(profile), PROFILES), key, module)
    return tuple(
        (Word(module, key, source.path, source.line(key, module)), profile) for module, profile in value.items()
    )


def _readers(source: _Source, key: str, value: Any) -> tuple[EnvironmentReader, ...]:
    if not isinstance(value, dict):
        message = f'{key} must be a table, like "project.env.flag" = {{variable = 0, type = "bool"}}'
        raise source.error(message, key)
    return tuple(_reader(source, key, path, reader) for path, reader in _flat(value).items())


def _flat(table: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Readers by dotted path: `project.env.flag = {...}` without quotes is nested tables in TOML."""
    readers: dict[str, Any] = {}
    for name, value in table.items():
        if isinstance(value, dict) and value and all(isinstance(inner, dict) for inner in value.values()):
            readers.update(_flat(value, f"{prefix}{name}."))
        else:
            readers[prefix + name] = value
    return readers


def _is_argument(value: object) -> bool:
    """Whether it can be the name or the number of an argument."""
    if isinstance(value, str):
        return value.isidentifier()
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _reader(source: _Source, key: str, path: str, table: Any) -> EnvironmentReader:
    last = path.rpartition(".")[2]
    if not isinstance(table, dict):
        message = f'{path} must be a table, like {{variable = 0, default = "default", type = "bool"}}'
        raise source.error(message, key, last)
    if not re.fullmatch(r"[^\W\d]\w*(\.[^\W\d]\w*)*", path):
        raise source.error(f"{path} is not the dotted path of a callable", key, last)
    for name, value in table.items():
        if name not in {"variable", "default", "type"}:
            message = f"unknown key {name} of {path}; known are variable, default and type"
            raise source.error(message + did_you_mean(name, ("variable", "default", "type")), key, last, name)
        if name == "type":
            if value not in READER_TYPES:
                message = f"unknown type {value!r} of {path}; known are {', '.join(READER_TYPES)}"
                raise source.error(message + did_you_mean(str(value), READER_TYPES), key, last, name)
        elif not _is_argument(value):
            message = f"{name} of {path} must be the name of an argument or its number, counted from 0"
            raise source.error(message, key, last, name)
    return EnvironmentReader(path, table.get("variable", 0), table.get("default"), table.get("type"))


def _deployment(source: _Source, key: str, value: Any) -> Deployment:
    if not isinstance(value, dict):
        example = source.example(key, 'hosts = ["app.example.com"]')
        raise source.error(f"{key} must be a table, {example}", key)
    found: dict[str, Any] = {}
    for written, each in value.items():
        name = written.replace("-", "_")
        if name not in READERS:
            hint = did_you_mean(name, READERS) or f"; known are {', '.join(READERS)}"
            raise source.error(f"unknown key {written} of {key}{hint}", key, written)
        if name in found:
            raise source.error(f"{name} of {key} is given twice, as {written}, too; delete one of them", key, written)
        try:
            found[name] = READERS[name](each)
        except Mistake as mistake:
            hint = did_you_mean(mistake.word, mistake.known)
            raise source.error(f"{name} of {key} {mistake.message}{hint}", key, written) from None
    return Deployment(**found)


_KEYS: Final[dict[str, Callable[[_Source, str, Any], Any]]] = {
    "select": _words,
    "extend-select": _words,
    "ignore": _words,
    "per-file-ignores": _per_file,
    "exclude": _globs,
    "profile": _profile,
    "entry-modules": _words,
    "import-roots": _words,
    "django-version": _version,
    "python-version": _version,
    "environment-readers": _readers,
    "deployment": _deployment,
    "strict": _boolean,
    "require-reason": _boolean,
    "baseline": _path,
    "output": _words,
}
