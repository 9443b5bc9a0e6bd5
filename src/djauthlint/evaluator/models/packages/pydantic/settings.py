"""`BaseSettings` of pydantic-settings 2, and the one of pydantic 1 (`from pydantic import BaseSettings`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Choice, Tree
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined, reason_of
from djauthlint.evaluator.inheritance import find_in_class
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.dotenv_files import Bindings, parse, resolved
from djauthlint.evaluator.models.packages.pydantic.classes import base_class, pydantic, pydantic_v1
from djauthlint.evaluator.models.packages.pydantic.fields import configuration, fields_of, option
from djauthlint.evaluator.models.packages.pydantic.instances import fill, forget
from djauthlint.evaluator.models.packages.pydantic.sources import (
    SETTINGS_ERROR,
    Options,
    Texts,
    Variables,
    merged,
    secret_files,
)
from djauthlint.evaluator.models.packages.reading import read_text
from djauthlint.evaluator.models.standard.files import absolute, path_text
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Entry,
    Instance,
    Known,
    List,
    Object,
    Tuple,
    Unknown,
    Value,
)

pydantic_settings = Model("pydantic_settings")

SOURCE: Final = "pydantic_settings.source"
_INIT_OPTIONS: Final = (
    "case_sensitive env_prefix env_prefix_target env_file env_file_encoding env_ignore_empty env_nested_delimiter env_parse_none_str "
    "secrets_dir nested_model_default_partial_update"
).split()
_DATA: Final = ("yaml", "toml", "json", "pyproject")


class _Settings:
    """One settings object that is being made."""

    def __init__(self, call: Call, instance: Instance, legacy: bool) -> None:
        assert isinstance(instance.cls, Class)
        self.run, self.instance, self.cls = call.run, instance, instance.cls
        self.call = call
        self.config = configuration(self.run, self.cls)
        self.given = {name: tree for name, tree in call.keywords.items() if not name.startswith("_")}
        for name, tree in call.keywords.items():
            if name.startswith("_"):
                if name[1:] not in _INIT_OPTIONS:
                    raise Undetermined(f"{name} of a settings class")
                self.config[name[1:]] = tree
        self.fields = fields_of(self.run, self.cls, self.config, call)
        self.options = self._options(legacy)

    def _get(self, name: str, default: Any = None) -> Any:
        value = option(self.run, self.config, name, default)
        return default if value is None else value

    def _options(self, legacy: bool) -> Options:
        for name in (
            "env_nested_max_split",
            "nested_model_default_partial_update",
            "cli_parse_args",
            "env_parse_enums",
            "strict",
        ):
            if self._get(name):
                raise Undetermined(f"the option {name} of a settings class")
        by_name = self._get("validate_by_name", self._get("populate_by_name"))
        return Options(
            prefix=self._get("env_prefix", ""),
            case_sensitive=self._get("case_sensitive", False),
            ignore_empty=self._get("env_ignore_empty", False),
            delimiter=self._get("env_nested_delimiter"),
            prefix_target=self._get("env_prefix_target", "variable"),
            by_name=by_name if by_name is not None else self._get("validate_by_alias") is False,
            by_alias=self._get("validate_by_alias") is not False,
            decoding=self._get("enable_decoding", True),
            none_text=self._get("env_parse_none_str"),
            legacy=legacy,
        )

    def data(self) -> Dict:
        """What all sources say, as a dict for the model."""
        run = self.run
        result = Dict({}, self.call.origin, run.worlds)
        states: dict[str, Tree[Any]] = {}
        for source in self._sources():
            for name, tree in self._of_source(source).items():
                states[name] = merged(run, states.get(name, ABSENT), tree)
        for name, tree in states.items():
            if run.present(tree) is not False:
                result.entries[name] = Entry(Known(name), tree)
        return result

    def _sources(self) -> list[Object]:
        """The sources in order, the most important first."""
        made = [Object(SOURCE, {"kind": Known(kind)}) for kind in ("init", "env", "dotenv", "secrets")]
        function = find_in_class(self.run, self.cls, "settings_customise_sources")
        if self.options.legacy:
            for name in ("customise_sources", "fields", "parse_env_var", "json_loads"):
                if name in self.config:
                    raise Undetermined(f"{name} of a settings class")
            return made
        if isinstance(function, Builtin):
            return made
        if isinstance(function, Object) and function.path == "builtins.classmethod":
            args: list[Tree[Value]] = [self.cls]
            names = ("init_settings", "env_settings", "dotenv_settings", "file_secret_settings")
            keywords: dict[str, Tree[Value]] = dict(zip(names, made, strict=True))
            inner_call = self.call.with_arguments(args, keywords)
            result = self.run.here(call_value(self.run, Bound(function.attributes["function"], self.cls), inner_call))  # type: ignore[arg-type]
            if isinstance(result, (Tuple, List)):
                sources = [item for item in result.items if isinstance(item, Object) and item.path == SOURCE]
                if len(sources) == len(result.items):
                    return sources
        raise Undetermined("the sources of a settings class")

    def _of_source(self, source: Object) -> dict[str, Tree[Any]]:
        kind = source.attributes["kind"]
        assert isinstance(kind, Known)
        match kind.value:
            case "init":
                return self._init()
            case "env":
                return self._texts(Variables(self.run, self.options))
            case "dotenv":
                return self._env_files()
            case "secrets":
                return self._secrets()
        return self._data_file(str(kind.value), source)

    def _init(self) -> dict[str, Tree[Any]]:
        keys = {}
        for field in self.fields.values():
            for path in field.aliases:
                keys[str(path[0])] = field.key
            if not field.aliases or self.options.by_name:
                keys[field.name] = field.key
        return {keys.get(name, name): tree for name, tree in self.given.items()}

    def _texts(self, variables: Variables) -> dict[str, Tree[Any]]:
        source = Texts(self.call, self.options, variables)
        return {field.key: source.value(field) for field in self.fields.values()}

    def _env_files(self) -> dict[str, Tree[Any]]:
        run = self.run
        tree = run.here(self.config.get("env_file", NONE))
        if isinstance(tree, Choice):
            raise Undetermined("an env file that differs by condition")
        if isinstance(tree, Known) and tree.value is None:
            return {}
        files = list(tree.items) if isinstance(tree, (Tuple, List)) else [tree]
        texts: dict[str, Tree[Any]] = {}
        doubt = None
        for file in files:
            bindings, reason = self._read(file)
            doubt = doubt or reason
            texts.update(resolved(run, bindings))
        found = self._texts(Variables(run, self.options, texts, doubt))
        self._extra_texts(texts, found)
        return found

    def _read(self, file: Any) -> tuple[Bindings, str | None]:
        """The variables of a file, and why there may be others."""
        run = self.run
        path = path_text(file) if isinstance(file, Value) else None
        place = absolute(run, path) if path is not None and not path.startswith("~") else None
        if place is not None:
            return parse(read_text(run, Path(place)) or ""), None
        # What an unknown file sets counts as a variable that is set, unless all variables are given.
        return [], f"an env file ({path or reason_of(file)})" if run.given.complete else None

    def _extra_texts(self, texts: dict[str, Tree[Any]], found: dict[str, Tree[Any]]) -> None:
        """Variables of an env file that belong to no field are extra values of the model."""
        if self.options.legacy or self._get("dotenv_filtering") is not None:
            return
        fold = (lambda name: name) if self.options.case_sensitive else str.lower
        source = Texts(self.call, self.options, Variables(self.run, self.options, texts))
        prefix, allowed = fold(self.options.prefix), self._get("extra", "forbid") != "forbid"
        for name, text in texts.items():
            key = fold(name)
            empty = isinstance(text, Known) and not text.value
            if empty or key in found or (prefix and key in self.fields):
                continue
            used = any(
                key == fold(each)
                or (
                    field.kind.is_complex
                    and self.options.delimiter
                    and key.startswith(fold(each + self.options.delimiter))
                )
                for field in self.fields.values()
                for each, _ in source.names(field)
            )
            if not used:
                found[key[len(prefix) :] if allowed and key.startswith(prefix) else key] = text

    def _secrets(self) -> dict[str, Tree[Any]]:
        value = self._get("secrets_dir")
        if value is None:
            return {}
        places = [absolute(self.run, str(each)) for each in (value if isinstance(value, (list, tuple)) else [value])]
        texts = (
            secret_files(self.call, self.options, [Path(place) for place in places if place is not None])
            if None not in places
            else None
        )
        doubt = f"files in {value}" if texts is None and self.run.given.complete else None
        values: dict[str, Tree[Any]] = {name: Known(text) for name, text in (texts or {}).items()}
        found = self._texts(Variables(self.run, self.options, values, doubt))
        if texts is None and not self.run.given.complete:
            return {name: self._perhaps(name, str(value)) for name in found}
        return found

    def _perhaps(self, name: str, folder: str) -> Tree[Any]:
        from djauthlint.conditions import where

        there = self.run.ask(("file", f"{folder}/{name}"), f"file {folder}/{name} exists")
        return where(there, Unknown(f"the contents of {folder}/{name}", "str"), ABSENT)

    def _data_file(self, kind: str, source: Object) -> dict[str, Tree[Any]]:
        from djauthlint.evaluator.models.packages.pydantic.data_files import read_data

        data = read_data(self.call, kind, source, self.config)
        keys = {**{str(path[0]): field.key for field in self.fields.values() for path in field.aliases}}
        keys |= {field.name: field.key for field in self.fields.values() if not field.aliases or self.options.by_name}
        result: dict[str, Tree[Any]] = {}
        for key, entry in data.entries.items():
            result[keys.get(str(key), str(key))] = entry.value
        if data.open is not None:
            raise Undetermined(data.open)
        return result


def _initialize(legacy: bool) -> Any:
    def body(call: Call) -> Value:
        instance = call.args[0]
        if not isinstance(instance, Instance) or not isinstance(instance.cls, Class):
            return NONE
        inner = call.with_arguments(call.args[1:])
        try:
            data = _Settings(inner, instance, legacy).data()
        except Undetermined as undetermined:
            forget(call.run, instance, undetermined.reason)
            return NONE
        fill(inner, instance, data, legacy)
        return NONE

    return body


def _customise(call: Call) -> Value:
    names = ("init_settings", "env_settings", "dotenv_settings", "file_secret_settings")
    given = [call.get(index + 2, name) for index, name in enumerate(names)]
    return Tuple(tuple(each for each in given if each is not None), call.origin)


def _source(kind: str) -> Any:
    def make(call: Call) -> Value:
        return Object(SOURCE, {"kind": Known(kind), **call.keywords, **_second(call, kind)}, call.origin)

    return make


def _second(call: Call, kind: str) -> dict[str, Any]:
    return {f"{kind}_file": call.args[1]} if len(call.args) > 1 else {}


_V2: Final = {"extra": "forbid", "validate_default": True, "case_sensitive": False, "env_prefix": ""}
_V1: Final = {"legacy": True, "extra": "forbid", "validate_all": True, "case_sensitive": False, "env_prefix": ""}

SETTINGS: Final = base_class("pydantic_settings.BaseSettings", _V2, _initialize(legacy=False))
SETTINGS.attributes["settings_customise_sources"] = Builtin("pydantic_settings.customise", _customise, lift=False)
LEGACY: Final = base_class("pydantic.BaseSettings", _V1, _initialize(legacy=True))

pydantic_settings.names.update(
    {
        "BaseSettings": SETTINGS,
        "SettingsError": SETTINGS_ERROR,
        "SettingsConfigDict": pydantic.names["ConfigDict"],
        "NoDecode": Object("pydantic_settings.NoDecode"),
        "ForceDecode": Object("pydantic_settings.ForceDecode"),
        "PydanticBaseSettingsSource": Unknown(
            "a source of settings", path="pydantic_settings.PydanticBaseSettingsSource"
        ),
        "YamlConfigSettingsSource": Builtin("pydantic_settings.YamlConfigSettingsSource", _source("yaml"), lift=False),
        "TomlConfigSettingsSource": Builtin("pydantic_settings.TomlConfigSettingsSource", _source("toml"), lift=False),
        "JsonConfigSettingsSource": Builtin("pydantic_settings.JsonConfigSettingsSource", _source("json"), lift=False),
        "PyprojectTomlConfigSettingsSource": Builtin(
            "pydantic_settings.PyprojectTomlConfigSettingsSource", _source("pyproject"), lift=False
        ),
    }
)

pydantic.names["BaseSettings"] = pydantic_v1.names["BaseSettings"] = LEGACY
