"""Loading all sources in dynaconf's order: defaults, files, variables, included files, variables again, hooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.imports import execute_file
from djauthlint.evaluator.models.packages.dynaconf.conversion import from_tree
from djauthlint.evaluator.models.packages.dynaconf.files import Files, local
from djauthlint.evaluator.models.packages.dynaconf.options import Options, as_list
from djauthlint.evaluator.models.packages.dynaconf.parsing import Parser, fixed_boolean
from djauthlint.evaluator.models.packages.dynaconf.store import MERGE, Store, copied, upper
from djauthlint.project.files import FileState
from djauthlint.values import ABSENT, Known, Namespace

DATA: Final = (".toml", ".tml", ".yaml", ".yml", ".json", ".ini", ".conf", ".properties")

Hook = Callable[[Store], Mapping[str, Any] | None]


class Loader:
    """What one `Settings` object loads.

    Arguments:
        call: the call that makes it.
        options: what it asks for.
        files: where files are looked for.
        variables: the environment variables whose text is known.
    """

    def __init__(self, call: Call, options: Options, files: Files, variables: Mapping[str, str]) -> None:
        self.call, self.run, self.options, self.files, self.variables = call, call.run, options, files, variables
        self.documents: dict[Path, dict[Any, Any]] = {}
        self.layered = bool(options.get("ENVIRONMENTS", False))
        self.prefix = options.get("ENVVAR_PREFIX", "DYNACONF")

    def sections(self) -> list[str]:
        """The names of the environments in the data files, in lower case; none where there are no layers."""
        if not self.layered:
            return []
        found: dict[str, None] = {}
        for path in (*self._preloaded(), *self._main_files()):
            if path.name.endswith(DATA):
                found.update({str(key).lower(): None for key in self._document(path)})
            elif path.suffix == ".py":
                found.update(dict.fromkeys(self._environments_of(path)))
        return [name for name in found if name not in ("default", "global", MERGE, str(self.prefix).lower())]

    def load(self, environment: str) -> Store:
        """The values in one environment.

        Raises:
            Undetermined: some of it can't be determined.
            ParseError: a cast refuses a text.
        """
        options = self.options
        separator = options.get("NESTED_SEPARATOR", "__")
        store = Store(
            Parser(auto_cast=bool(options.get("AUTO_CAST", True))),
            merge=bool(options.get("MERGE_ENABLED", False)),
            separator=separator if isinstance(separator, str) else "",
        )
        for name in ("DEFAULT_SETTINGS_PATHS", "DYNABOXIFY", "LOAD_DOTENV"):
            if name in options.given:
                store.set(name, options.given[name])
        store.update(copied(options.settings))
        for path in self._preloaded():
            self._load_file(store, path, environment)
        for path in self._main_files():
            self._load_file(store, path, environment)
        self._load_variables(store)
        included = as_list(store.values.get("DYNACONF_INCLUDE")) + options.names("INCLUDES")
        for pattern in included:
            for path in self.files.matching(pattern):
                self._load_file(store, path, environment)
                self._load_local(store, path, environment)
        if included:
            self._load_variables(store)
        self._refuse_hooks()
        return store

    def _preloaded(self) -> list[Path]:
        return [path for pattern in self.options.names("PRELOAD") for path in self.files.matching(pattern)]

    def _main_files(self) -> list[Path]:
        options = self.options
        variable = options.get("ENVVAR", "SETTINGS_FILE_FOR_DYNACONF")
        named = self.variables.get(variable)
        names = as_list(named) if named is not None else options.names("SETTINGS_FILE")
        names = names or options.names("DEFAULT_SETTINGS_PATHS")
        found: list[Path] = []
        for name in (*names, *options.names("SECRETS")):
            if any(character in name for character in "*?["):
                found += self.files.matching(name)
            elif name.endswith((*DATA, ".py")):
                path = self.files.find(name)
                found += [path] if path is not None else []
            else:
                raise Undetermined(f"the module {name} that dynaconf loads")
        beside = [self.files.find(str(local(path))) for path in found if ".local." not in path.name]
        return [*found, *(path for path in beside if path is not None)]

    def _load_local(self, store: Store, path: Path, environment: str) -> None:
        beside = self.files.find(str(local(path))) if ".local." not in path.name else None
        if beside is not None:
            self._load_file(store, beside, environment)

    def _document(self, path: Path) -> dict[Any, Any]:
        if path not in self.documents:
            self.documents[path] = self.files.data(path)
        return copied(self.documents[path])  # type: ignore[no-any-return]

    def _load_file(self, store: Store, path: Path, environment: str) -> None:
        if path.suffix == ".py":
            self._load_python(store, path)
            for name in environment.split(","):
                for each in (name.lower(), "global"):
                    stem = path.name.removeprefix(".")
                    beside = self.files.find(
                        str(path.with_name(f"{'.' if path.name.startswith('.') else ''}{each}_{stem}"))
                    )
                    if beside is not None:
                        self._load_python(store, beside)
            return
        document = self._document(path)
        if not self.layered:
            self._load_data(store, document, document.get(MERGE))
            return
        document = {str(key).lower(): value for key, value in document.items()}
        for section in self._order(environment):
            data = document.get(section)
            if data and not isinstance(data, dict):
                raise Undetermined(f"the section {section} of {path.name}")
            if data:
                self._load_data(store, data, document.get(MERGE))

    def _order(self, environment: str) -> list[str]:
        """As `build_env_list`."""
        options = self.options
        names = [str(options.get("DEFAULT_ENV") or "default").lower(), str(self.prefix or "dynaconf").lower()]
        names += [part.strip().lower() for part in environment.split(",") if part]
        return [*dict.fromkeys(names), "global"]

    @staticmethod
    def _load_data(store: Store, data: dict[Any, Any], merge: Any) -> None:
        named = {upper(str(key)): value for key, value in data.items()}
        inner = named.pop("DYNACONF_MERGE", None)
        named.pop("DYNACONF_DOTTED_LOOKUP", None)
        store.update(named, merge=inner if inner is not None else merge)

    def _environments_of(self, path: Path) -> list[str]:
        try:
            names = self.run.project.files.list_dir(path.parent)
        except Exception as error:  # noqa: BLE001 - a folder that can't be listed has no files that can be read
            raise Undetermined(str(error)) from None
        return [name.removesuffix(f"_{path.name}") for name in names if name.endswith(f"_{path.name}")]

    def _load_python(self, store: Store, path: Path) -> None:
        run = self.run
        if run.project.files.state(path) is not FileState.TRACKED and not run.given.complete:
            raise Undetermined(f"{path.name}, which is not in version control")
        names = {"__name__": Known(path.stem), "__file__": Known(str(path)), "__builtins__": Known(None)}
        namespace = Namespace(dict(names), run.worlds)
        execute_file(run, path, namespace)
        if namespace.missing is not ABSENT:
            raise Undetermined(f"what {path.name} sets")
        merge = from_tree(run, namespace.names.get(MERGE, namespace.names.get("DYNACONF_MERGE", Known(None))))
        for name in sorted(namespace.names):
            tree = run.here(namespace.names[name])
            if name.startswith("_dynaconf_hook"):
                raise Undetermined(f"a hook in {path.name}")
            if name.split("__")[0].isupper() and tree is not ABSENT:
                store.set(name, from_tree(run, tree), merge=merge)

    def _load_variables(self, store: Store) -> None:
        if self.prefix is None:
            return
        prefixes = str(self.prefix).split(",") if self.prefix else [""]
        if self.prefix is False or str(self.prefix).upper() != "DYNACONF":
            prefixes.insert(0, "DYNACONF")
        for prefix in prefixes:
            start = f"{prefix.upper()}_" if prefix or self.prefix != "" else ""
            if self.prefix is False and not prefix:
                start = ""
            found = {
                name[len(start) :]: store.parser.parse(fixed_boolean(text), toml=True)
                for name, text in self.variables.items()
                if name.startswith(start)
            }
            store.update(found)

    def _refuse_hooks(self) -> None:
        """A module `dynaconf_hooks` beside the settings may change anything."""
        folders = {path.parent for path in self.documents} | (
            {self.files.root} if self.files.root is not None else set()
        )
        for folder in folders:
            if self.files.find(str(folder / "dynaconf_hooks.py")) is not None:
                raise Undetermined(f"{folder.name}/dynaconf_hooks.py")
