"""django-heroku 0.3 and django-on-heroku 1.1: `settings(locals())` writes settings into the module that calls it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from djauthlint.conditions import Choice, Tree, where
from djauthlint.evaluator.calls import Call, call_value
from djauthlint.evaluator.convert import from_python, reason_of
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.iteration import items_of
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.database_urls import parse_database
from djauthlint.evaluator.models.standard.files import create, path_text
from djauthlint.evaluator.names import read
from djauthlint.evaluator.objects import dict_read
from djauthlint.evaluator.operators import copy_dict
from djauthlint.values import Dict, Globals, Hole, Known, Library, Splice, Tuple, Unknown, Value

django_heroku = Model("django_heroku")
django_heroku_core = Model("django_heroku.core")
django_on_heroku = Model("django_on_heroku")
django_on_heroku_core = Model("django_on_heroku.core")

WHITENOISE: Final = "whitenoise.middleware.WhiteNoiseMiddleware"
SECURITY: Final = "django.middleware.security.SecurityMiddleware"
LOGGING: Final = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "verbose": {
            "format": "%(asctime)s [%(process)d] [%(levelname)s] pathname=%(pathname)s lineno=%(lineno)s "
            "funcname=%(funcName)s %(message)s",
            "datefmt": "%Y-%m-%d %H:%M:%S",
        },
        "simple": {"format": "%(levelname)s %(message)s"},
    },
    "handlers": {
        "null": {"level": "DEBUG", "class": "logging.NullHandler"},
        "console": {"level": "DEBUG", "class": "logging.StreamHandler", "formatter": "verbose"},
    },
    "loggers": {"testlogger": {"handlers": ["console"], "level": "INFO"}},
}


class _Heroku:
    """One call of `settings(config, ...)`: `newer` is django-on-heroku."""

    def __init__(self, call: Call, config: Globals | Dict, *, newer: bool) -> None:
        self.call, self.run, self.config, self.newer = call, call.run, config, newer

    def get(self, name: str) -> Tree[Any]:
        """A name of the namespace or dict, `ABSENT` where there is none."""
        if isinstance(self.config, Globals):
            return read(self.run, self.config.namespace, name)
        return dict_read(self.run, self.config, name)

    def put(self, name: str, value: Tree[Value]) -> None:
        """Sets a name."""
        if isinstance(self.config, Globals):
            self.run.bind_name(self.config.namespace, name, self.run.here(value), "set", self.call.origin)
        else:
            self.run.set_entry(self.config, name, Known(name), self.run.here(value))

    def is_set(self, variable: str) -> Tree[bool]:
        """The worlds in which an environment variable is set."""
        return self.run.present(self.run.environment.read(self.run, variable))

    def when(self, option: str, body: Callable[[], None], *, default: bool = True) -> None:
        """Runs a step where an option is true."""
        run, value = self.run, self.call.keywords.get(option)
        worlds = run.truth(value) if value is not None else default
        run.split(run.here(worlds), body)

    def all(self) -> None:
        """Each step in the package's order."""
        self.when("databases", self._databases)
        self.when("test_runner", self._test_runner)
        self.when("staticfiles", self._static_files)
        self.when("allowed_hosts", lambda: self.put("ALLOWED_HOSTS", self._plain(["*"])))
        self.when("logging", lambda: self.put("LOGGING", self._plain(LOGGING)))
        self.when("secret_key", self._secret_key)

    def _plain(self, value: Any) -> Value:
        return from_python(value, self.call.origin, self.run.worlds)

    def _databases(self) -> None:
        run = self.run
        there = run.here(run.present(self.get("DATABASES")))
        run.split(there, lambda: None, lambda: self.put("DATABASES", self._plain({"default": None})))
        self.when("db_colors", self._colors, default=False)
        run.split(run.here(self.is_set("DATABASE_URL")), self._default_database)

    def _colors(self) -> None:
        run = self.run

        def open_dict(leaf: Value) -> None:
            if isinstance(leaf, Dict):
                run.open_entries(leaf, "environment variables HEROKU_POSTGRESQL_...")

        run.each(run.here(self.get("DATABASES")), open_dict)

    def _default_database(self) -> None:
        run = self.run
        text = run.here(run.environment.read(run, "DATABASE_URL"))
        database = run.lift(self._parsed, text, self._max_age(), self._ssl())

        def store(leaf: Value) -> None:
            if isinstance(leaf, Dict):
                run.set_entry(leaf, "default", Known("default"), run.here(database))

        run.each(run.here(self.get("DATABASES")), store)
        run.split(run.here(self.is_set("CI")), lambda: run.each(run.here(database), self._test_database))

    def _parsed(self, text: Value, max_age: Value, ssl: Value) -> Tree[Value]:
        if isinstance(text, Known) and not text.value:
            return Dict({}, self.call.origin, self.run.worlds)
        if "geodjango" in self.call.keywords:
            return self.call.undetermined(kind="dict")
        return parse_database(self.call, text, {"conn_max_age": max_age, "ssl_require": ssl})

    def _ssl(self) -> Tree[Value]:
        return self.call.keywords.get("db_ssl_required", Known(True)) if self.newer else Known(True)

    def _max_age(self) -> Tree[Value]:
        if not self.newer:
            return Known(600)
        run = self.run
        given, inner = run.environment.read(run, "CONN_MAX_AGE"), self.get("CONN_MAX_AGE")
        integer = run.builtin("int")
        assert integer is not None
        number = run.branch(
            run.present(given),
            lambda: call_value(run, integer, self.call.with_arguments([run.here(given)], {})),
            lambda: Known(600),
        )
        return run.here(where(run.present(inner), inner, number))  # type: ignore[no-any-return]

    def _test_database(self, leaf: Value) -> None:
        run = self.run
        if isinstance(leaf, Dict):
            # The older package makes the dict contain itself.
            test: Value = copy_dict(run, leaf, self.call.origin) if self.newer else Unknown("the dict itself", "dict")
            run.set_entry(leaf, "TEST", Known("TEST"), test)

    def _test_runner(self) -> None:
        name = "django_on_heroku" if self.newer else "django_heroku"
        self.run.split(
            self.run.here(self.is_set("CI")),
            lambda: self.put("TEST_RUNNER", Known(f"{name}.HerokuDiscoverRunner", self.call.origin)),
        )

    def _static_files(self) -> None:
        run, call = self.run, self.call
        base = self._required("BASE_DIR")
        library = run.library("os.path")
        assert isinstance(library, Library)
        root = call_value(run, library.names["join"], call.with_arguments([base, Known("staticfiles")], {}))
        self.put("STATIC_ROOT", root)
        self.put("STATIC_URL", Known("/static/", call.origin))
        leaf = run.here(root)
        path = path_text(leaf) if not isinstance(leaf, Choice) else None
        if path is not None:
            create(run, path)
        old = run.here(run.present(self.get("MIDDLEWARE_CLASSES")))
        run.split(old, lambda: self._add_whitenoise("MIDDLEWARE_CLASSES"), lambda: self._add_whitenoise("MIDDLEWARE"))
        self.put("STATICFILES_STORAGE", Known("whitenoise.storage.CompressedManifestStaticFilesStorage", call.origin))

    def _required(self, name: str) -> Tree[Value]:
        run = self.run
        tree = self.get(name)
        return run.branch(  # type: ignore[no-any-return]
            run.present(tree), lambda: run.here(tree), lambda: run.error("KeyError", repr(name), self.call.node)
        )

    def _add_whitenoise(self, name: str) -> None:
        self.put(name, self.run.lift(self._with_whitenoise, self._required(name)))

    def _with_whitenoise(self, leaf: Value) -> Value:
        items = items_of(self.run, leaf, self.call.node)
        place = self._place(items) if self.newer else 0
        if place is None:
            return Tuple((Hole(f"where {WHITENOISE} is put in {reason_of(leaf)}"),), self.call.origin)
        made = Known(WHITENOISE, self.call.origin)
        return Tuple((*items[:place], made, *items[place:]), self.call.origin)

    @staticmethod
    def _place(items: tuple[Any, ...]) -> int | None:
        for index, item in enumerate(items):
            if isinstance(item, Known) and item.value == SECURITY:
                return index + 1
            if isinstance(item, (Hole, Splice, Choice)):
                return None
        return 0

    def _secret_key(self) -> None:
        run = self.run
        tree = run.environment.read(run, "SECRET_KEY")
        run.split(run.here(run.present(tree)), lambda: self.put("SECRET_KEY", run.here(tree)))


def _settings(*, newer: bool) -> Callable[[Call], Value]:
    def body(call: Call) -> Value:
        run = call.run

        def one(leaf: Value) -> None:
            if isinstance(leaf, (Globals, Dict)):
                _Heroku(call, leaf, newer=newer).all()

        run.each(call.args[0] if call.args else call.keywords.get("config", NONE), one)
        return NONE

    return body


for _model, _newer in (
    (django_heroku, False),
    (django_heroku_core, False),
    (django_on_heroku, True),
    (django_on_heroku_core, True),
):
    _model.function("settings", lift=False)(_settings(newer=_newer))
    _model.names["HerokuDiscoverRunner"] = Unknown("a test runner", path=f"{_model.path}.HerokuDiscoverRunner")
