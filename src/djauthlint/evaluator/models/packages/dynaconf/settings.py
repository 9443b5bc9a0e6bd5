"""The models of `DjangoDynaconf`, `Dynaconf` and `LazySettings`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from djauthlint.conditions import Tree, bind, leaves, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import Undetermined
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.model import Model, opens_namespace
from djauthlint.evaluator.models.packages.dotenv_files import load as load_env_file
from djauthlint.evaluator.models.packages.dynaconf.conversion import as_value, from_tree, listed, to_python_value
from djauthlint.evaluator.models.packages.dynaconf.files import Files
from djauthlint.evaluator.models.packages.dynaconf.loading import Loader
from djauthlint.evaluator.models.packages.dynaconf.options import DEFAULT_FILES, Options
from djauthlint.evaluator.models.packages.dynaconf.parsing import Opaque, ParseError
from djauthlint.evaluator.models.packages.dynaconf.proxy import Proxy, proxy_object
from djauthlint.evaluator.models.packages.dynaconf.store import MERGE, Store, exact, upper
from djauthlint.evaluator.models.packages.reading import exception_class, raise_class, read_text
from djauthlint.values import (
    ABSENT,
    Dict,
    EnvironmentString,
    Function,
    Known,
    List,
    Module,
    Namespace,
    Object,
    Tuple,
    Unknown,
    Value,
)

dynaconf = Model("dynaconf")

PARSE_ERROR: Final = exception_class("dynaconf.utils.parse_conf.DynaconfParseError", "Exception")


class _Settings:
    """One settings object: what it has loaded, and the namespace that it writes (None for one of its own)."""

    def __init__(
        self, call: Call, keywords: dict[str, Any], defaults: dict[str, Any], namespace: Namespace | None
    ) -> None:
        self.call, self.run, self.namespace = call, call.run, namespace
        self.hooks = list(_items(self.run, keywords.pop("post_hooks", NONE)))
        self.validators = list(_items(self.run, keywords.pop("validators", NONE)))
        plain = {name: to_python_value(self.run, tree) for name, tree in keywords.items()}
        self.options = Options.of(plain, defaults)
        self.originals: dict[str, tuple[Any, Tree[Any]]] = {}
        self.names: dict[str, Tree[Any]] = {}
        if namespace is not None:
            self._take_module(namespace)

    def _take_module(self, namespace: Namespace) -> None:
        found: dict[str, Any] = {}
        for name in sorted(namespace.names):
            tree = self.run.here(namespace.names[name])
            if name.isupper() and tree is not ABSENT:
                found[name] = from_tree(self.run, tree)
                self.originals[upper(name)] = (found[name], tree)
        self.options.settings = {**found, **self.options.settings}

    def load(self) -> None:
        """Loads everything and fills `names`.

        Raises:
            Undetermined: that can't be said.
            ParseError: a cast refuses a text.
        """
        run = self.run
        files = Files(run, self._root(), frozenset(self.options.names("SKIP_FILES")))
        if self.options.get("LOAD_DOTENV"):
            self._load_env_file(files)
        loader = Loader(self.call, self.options, files, self._known_variables())
        self.loader = loader
        results = self._by_environment(loader)
        self.doubtful = files.doubtful
        names: dict[str, None] = {}
        for values in leaves(results):
            names.update(dict.fromkeys(values))
        for name in names:
            self.names[name] = self._with_variable(
                name, bind(results, lambda values, name=name: values.get(name, ABSENT))
            )

    def _root(self) -> Path | None:
        root = self.options.get("ROOT_PATH")
        if root is None:
            return None
        if not str(root).startswith("/"):
            if self.run.given.cwd is None:
                raise Undetermined("the root path of dynaconf")
            return self.run.given.cwd / str(root)
        return Path(str(root))

    def _load_env_file(self, files: Files) -> None:
        named = self.options.get("DOTENV_PATH")
        path = files.find(str(named) if named else ".env")
        if path is not None and path.name == ".env" and self.run.project.files.is_dir(path):
            path = None
        files.doubtful.clear()  # What an ignored .env sets counts as variables that are set.
        text = read_text(self.run, path) if path is not None else None
        if text is not None:
            load_env_file(self.run, text, override=bool(self.options.get("DOTENV_OVERRIDE", False)))

    def _known_variables(self) -> dict[str, str]:
        run = self.run
        if run.given.complete and run.environment.open is not None:
            raise Undetermined(run.environment.open)
        found: dict[str, str] = {}
        for name in (*run.given.environment, *run.environment.written):
            leaf = run.here(run.environment.read(run, name))
            if isinstance(leaf, Known) and isinstance(leaf.value, str):
                found[name] = leaf.value
        return found

    def _by_environment(self, loader: Loader) -> Tree[dict[str, Any]]:
        """The values by name, for each environment that may be current."""
        run, options = self.run, self.options
        if not loader.layered:
            return self._loaded(loader, str(options.get("MAIN_ENV", "MAIN")))
        default = str(options.get("ENV", "DEVELOPMENT"))
        if options.get("FORCE_ENV") is not None:
            return self._loaded(loader, str(options.get("FORCE_ENV")))
        switcher = str(options.get("ENV_SWITCHER", "ENV_FOR_DYNACONF"))
        sections = loader.sections()

        def one(leaf: Any) -> Any:
            if leaf is ABSENT:
                return self._loaded(loader, default)
            if isinstance(leaf, Known):
                return self._loaded(loader, str(leaf.value))
            if not sections:
                return self._loaded(loader, "")
            return self._chosen(loader, leaf, list(sections))

        return run.lift(one, run.environment.read(run, switcher))  # type: ignore[no-any-return]

    def _chosen(self, loader: Loader, leaf: Unknown, sections: list[str]) -> Any:
        if not sections:
            return self._loaded(loader, "")
        name, *rest = sections
        spelled = [name, name.upper(), name.title()]

        def among(spellings: list[str]) -> Any:
            if not spellings:
                return self._chosen(loader, leaf, rest)
            return self.run.branch(
                self.run.equals_case(leaf, spellings[0]),
                lambda: self._loaded(loader, name),
                lambda: among(spellings[1:]),
            )

        return among(list(dict.fromkeys(spelled)))

    def _loaded(self, loader: Loader, environment: str) -> dict[str, Any]:
        """The values of one environment, as values of the evaluator."""
        store = loader.load(environment)
        for hook in self.hooks:
            self._run_hook(store, hook)
        self._apply_validators(store)
        return {name: self._value(store, name) for name in store.values}

    def _value(self, store: Store, name: str) -> Tree[Any]:
        value = store.values[name]
        if name in self.originals and exact(value, self.originals[name][0]):
            return listed(self.run, self.originals[name][1])
        return as_value(self.call, value, store.values.get)  # type: ignore[no-any-return]

    def _run_hook(self, store: Store, hook: Value) -> None:
        if not isinstance(hook, Function):
            raise Undetermined("a hook that can't be determined")
        values = {name: self._value(store, name) for name in store.values}
        argument = proxy_object(Proxy(self.call, values.get, lambda: values))
        parameters = hook.node.params.params
        arguments: list[Tree[Value]] = [argument] if parameters else []
        result = from_tree(self.run, call_value(self.run, hook, self.call.with_arguments(arguments, {})))
        if result is None or result == {}:
            return
        if not isinstance(result, dict):
            raise Undetermined(f"what {hook.name}() returns")
        merge = result.pop(MERGE, result.pop(MERGE.upper(), None))
        store.update(result, merge=merge)

    def _apply_validators(self, store: Store) -> None:
        for validator in self.validators:
            if not (isinstance(validator, Object) and validator.path == "dynaconf.Validator"):
                continue
            keywords = {
                name: from_tree(self.run, tree) for name, tree in validator.attributes.items() if name != "names"
            }
            names = validator.attributes["names"]
            for item in names.items if isinstance(names, Tuple) else ():
                name = from_tree(self.run, item)  # type: ignore[arg-type]
                if not isinstance(name, str):
                    raise Undetermined("the name that a validator checks")
                there = upper(name.partition(".")[0]) in store.values
                if "default" in keywords and not there:
                    store.set(name, keywords["default"], toml=True)
                elif "cast" in keywords and keywords["cast"] is not None and there:
                    store.values[upper(name.partition(".")[0])] = Opaque(reason=f"{name}, which a validator converts")

    # -- variables whose text is not known

    def variables_of(self, name: str) -> list[str]:
        """The environment variables that set a name, the most important last."""
        prefix = self.loader.prefix
        if prefix is None:
            return []
        if prefix is False:
            return [name]
        return [f"{each.upper()}_{name}" if each else f"_{name}" for each in str(prefix).split(",")]

    def _with_variable(self, name: str, tree: Tree[Any]) -> Tree[Any]:
        run = self.run
        if run.given.complete:
            return tree
        for variable in self.variables_of(name):
            text = run.environment.read(run, variable)
            if isinstance(run.here(text), Known):
                continue
            made = bind(text, lambda leaf, variable=variable: self._cast(leaf, variable))
            tree = where(run.present(made), made, tree)
        return run.here(tree)  # type: ignore[no-any-return]

    def _cast(self, leaf: Any, variable: str) -> Any:
        if not isinstance(leaf, EnvironmentString):
            return leaf if leaf is ABSENT else Unknown(f"environment variable {variable}")
        symbol = ("text", f"env {variable} as dynaconf reads it")
        return Unknown(leaf.reason, None, symbol, self.call.origin)

    def further(self) -> str:
        """The question whether there are variables that set something else than what is listed."""
        prefix = self.loader.prefix
        names = "DYNACONF_..." if prefix in (False, "DYNACONF") else f"{str(prefix).upper()}_... or DYNACONF_..."
        return f"another environment variable {names} is set"

    def look_up(self, name: str) -> Tree[Any]:
        """A name in capitals, `ABSENT` where there is none: loaded, or set by a variable alone."""
        tree = self.names[name] if name in self.names else self._with_variable(name, ABSENT)
        return self.run.lift(lambda leaf: self._with_parts(name, leaf), tree)  # type: ignore[no-any-return]

    def _with_parts(self, name: str, leaf: Any) -> Tree[Any]:
        """A dict, of which variables such as `DYNACONF_NAME__key` may set parts."""
        variables = [] if self.run.given.complete or not isinstance(leaf, Dict) else self.variables_of(name)
        result: Tree[Any] = leaf
        for variable in variables:
            words = f"an environment variable {variable}__... is set"
            result = where(self.run.ask(("dynaconf", words), words), Unknown(words, "dict"), result)
        return result


def _items(run: Interpreter, tree: Any) -> tuple[Any, ...]:
    leaf = run.here(tree)
    if isinstance(leaf, Known) and leaf.value is None:
        return ()
    if isinstance(leaf, (List, Tuple)) and all(isinstance(item, Value) for item in leaf.items):
        return leaf.items
    if isinstance(leaf, Function):
        return (leaf,)
    return (Unknown("something that can't be determined"),)


def _django(call: Call) -> Tree[Value]:
    run = call.run
    module = run.frame.module
    name = call.get(0, "django_settings_module_name")
    leaf = run.here(name) if name is not None else NONE
    found = run.modules.get(str(leaf.value)) if isinstance(leaf, Known) and leaf.value != module.name else module
    if not isinstance(found, Module) or found.file is None:
        run.open_namespace(module.namespace, "dynaconf may replace any setting")
        return call.undetermined("settings that dynaconf reads")
    place = found.file.path
    defaults = {
        "SKIP_FILES": [str(place), MERGE],
        "ROOT_PATH": str(place.parent),
        "ENVVAR_PREFIX": "DJANGO",
        "ENV_SWITCHER": "DJANGO_ENV",
        "ENVIRONMENTS": True,
        "LOAD_DOTENV": True,
        "DEFAULT_SETTINGS_PATHS": DEFAULT_FILES,
    }
    keywords = {name: tree for name, tree in call.keywords.items() if name != "django_settings_module_name"}
    try:
        settings = _Settings(call, keywords, defaults, found.namespace)
        settings.load()
    except ParseError as error:
        return raise_class(call, PARSE_ERROR, str(error))  # type: ignore[no-any-return]
    except Undetermined as error:
        run.open_namespace(found.namespace, f"dynaconf may replace any setting: {error}")
        return call.undetermined("settings that dynaconf reads")
    _write(settings, found.namespace)
    result = proxy_object(Proxy(call, settings.look_up, lambda: settings.names))
    for bound in ("settings", "DYNACONF"):
        run.bind_name(found.namespace, bound, result, "set", call.origin)
    return result


def _write(settings: _Settings, namespace: Namespace) -> None:
    """As `populate_obj`, and what may be written besides."""
    run, call = settings.run, settings.call
    for name, tree in settings.names.items():
        if run.here(namespace.names.get(name, ABSENT)) is not tree:
            run.bind_name(namespace, name, tree, "set by dynaconf", call.origin)
    if settings.doubtful:
        path, *others = sorted(settings.doubtful, key=lambda place: not run.project.files.exists(place))
        there = run.file_condition(path, f"file {run.relative(path)}{' or one like it' if others else ''} exists")
        reason = f"{run.relative(path)}, which dynaconf loads, is not in version control"
        run.split(run.here(there), lambda: run.open_namespace(namespace, reason))
    named = settings.options.given.get("ENVVAR")
    if isinstance(named, str) and not run.given.complete:
        there = run.present(run.environment.read(run, named))
        run.split(run.here(there), lambda: run.open_namespace(namespace, f"the file that {named} names"))
    if not run.given.complete and settings.loader.prefix is not None:
        question = settings.further()
        there = run.ask(("dynaconf", question), question)
        run.split(run.here(there), lambda: run.open_namespace(namespace, "environment variables that dynaconf reads"))


def _plain_settings(call: Call) -> Tree[Value]:
    defaults: dict[str, Any] = {"ENVVAR_PREFIX": "DYNACONF"}
    try:
        settings = _Settings(call, dict(call.keywords), defaults, None)
        settings.load()
    except ParseError as error:
        return raise_class(call, PARSE_ERROR, str(error))  # type: ignore[no-any-return]
    except Undetermined as error:
        return call.undetermined(f"settings that dynaconf reads: {error}")
    if settings.doubtful and not call.run.given.complete:
        return call.undetermined(f"settings that dynaconf reads: {settings.doubtful[0].name} is not in version control")
    return proxy_object(Proxy(call, settings.look_up, lambda: settings.names))


def _validator(call: Call) -> Value:
    attributes: dict[str, Any] = {**call.keywords, "names": Tuple(tuple(call.args))}
    for name in ("__or__", "__and__"):
        attributes[name] = Unknown("validators of dynaconf")
    return Object("dynaconf.Validator", attributes, call.origin)


dynaconf.function("DjangoDynaconf", lift=False, unknown=opens_namespace)(_django)
for _name in ("Dynaconf", "LazySettings"):
    dynaconf.function(_name, lift=False)(_plain_settings)
dynaconf.function("Validator", lift=False)(_validator)
dynaconf.constant(DEFAULT_SETTINGS_FILES=DEFAULT_FILES)
