"""What settings name by dotted path: which of it a release has, and what each class derives from."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django_releases.library import Library


@dataclass(frozen=True)
class Kind:
    """One kind of what settings name.

    Arguments:
        settings: where: names of settings, with `*` for each key or element below them, and keys.
        find: the paths that a release has.
        details: what else is told of each path.
    """

    settings: tuple[str, ...]
    find: Callable[[Library], set[str]]
    details: Mapping[str, Callable[[Library, str], object]] = field(default_factory=dict)


def below(*roots: str) -> Callable[[Library], set[str]]:
    """Classes and all that derive from them. Those that can't be used themselves exist all the same."""
    return lambda library: set[str]().union(*(library.descendants(root) for root in roots))


def middleware(library: Library) -> set[str]:
    """The classes of that name in modules and packages called `middleware`: not all have a base in common."""
    return {path for path in library.classes if "middleware" in path.split(".")[:-1] and path.endswith("Middleware")}


def beneath(root: str) -> Callable[[Library], set[str]]:
    """What derives from a class that is nothing to be named itself."""
    return lambda library: library.descendants(root) - {root}


def with_methods(*names: str, inside: tuple[str, ...]) -> Callable[[Library], set[str]]:
    """Classes of some modules known by what they can do, as they have no base in common."""
    return lambda library: {
        path
        for path in library.classes
        if path.rpartition(".")[0] in inside and all(library.method(path, name) for name in names)
    }


def functions(module: str, *parameters: str) -> Callable[[Library], set[str]]:
    """Functions that take certain arguments first, in modules of a name."""
    return lambda library: {
        path
        for path, function in library.functions.items()
        if path.split(".")[-2] == module
        and [argument.arg for argument in function.args.args][: len(parameters)] == [*parameters]
        and not path.rpartition(".")[2].startswith("_")
    }


def modules(package: str, *names: str) -> Callable[[Library], set[str]]:
    """Modules in one package that define or import certain names."""
    return lambda library: {
        module
        for module, scope in library.scopes.items()
        if module.rpartition(".")[0] == package and all(scope.binds(name) for name in names)
    }


def database_engines(library: Library) -> set[str]:
    """Packages with a `base` module that has a DatabaseWrapper."""
    return {
        module.removesuffix(".base")
        for module, scope in library.scopes.items()
        if module.endswith(".base") and scope.binds("DatabaseWrapper")
    }


def template_libraries(library: Library) -> set[str]:
    """Modules in which `register` is a new Library."""
    return {
        module
        for module, scope in library.scopes.items()
        if "register" in scope.calls and library.resolve(scope.calls["register"]) == "django.template.library.Library"
    }


def packages(library: Library) -> set[str]:
    """Whatever may stand in INSTALLED_APPS; packages that only hold commands, migrations or tags can't be meant."""
    inner = {"commands", "management", "migrations", "templatetags"}
    return {name for name in library.release.packages if not inner.intersection(name.split("."))} - {"django"}


def parameters(library: Library, path: str) -> list[str]:
    """The keyword arguments that the class takes."""
    method = library.method(path, "__init__")
    return [] if method is None else [argument.arg for argument in method.args.args[1:] + method.args.kwonlyargs]


def takes_password(library: Library, path: str) -> bool:
    """Whether a backend is called when someone logs in with a password, and does not leave it unread."""
    method = library.method(path, "authenticate")
    return method is not None and "password" in {argument.arg for argument in method.args.args}


def text(name: str) -> Callable[[Library, str], object]:
    """A class attribute that is a text or several."""

    def read(library: Library, path: str) -> object:
        match library.attribute(path, name):
            case ast.Constant(value=str(value)):
                return value
            case ast.Tuple(elts=items):
                return [item.value for item in items if isinstance(item, ast.Constant)]
            case _:
                return None

    return read


KINDS: dict[str, Kind] = {
    "app_configs": Kind(
        ("INSTALLED_APPS.*",),
        lambda library: {path for path in library.descendants("django.apps.config.AppConfig") if ".apps." in path},
    ),
    "apps": Kind(("INSTALLED_APPS.*",), packages),
    "authentication_backends": Kind(
        ("AUTHENTICATION_BACKENDS.*",), below("django.contrib.auth.backends.BaseBackend"), {"password": takes_password}
    ),
    "auto_fields": Kind(("DEFAULT_AUTO_FIELD",), beneath("django.db.models.fields.AutoFieldMixin")),
    "cache_backends": Kind(("CACHES.*.BACKEND",), below("django.core.cache.backends.base.BaseCache")),
    "context_processors": Kind(
        ("TEMPLATES.*.OPTIONS.context_processors.*",), functions("context_processors", "request")
    ),
    "csrf_failure_views": Kind(("CSRF_FAILURE_VIEW",), functions("csrf", "request", "reason")),
    "database_engines": Kind(("DATABASES.*.ENGINE",), database_engines),
    "email_backends": Kind(
        ("EMAIL_BACKEND", "MAILERS.*.BACKEND"), below("django.core.mail.backends.base.BaseEmailBackend")
    ),
    "exception_reporter_filters": Kind(
        ("DEFAULT_EXCEPTION_REPORTER_FILTER",), below("django.views.debug.SafeExceptionReporterFilter")
    ),
    "exception_reporters": Kind(("DEFAULT_EXCEPTION_REPORTER",), below("django.views.debug.ExceptionReporter")),
    "form_renderers": Kind(("FORM_RENDERER",), below("django.forms.renderers.BaseRenderer")),
    "logging_classes": Kind(
        ("LOGGING.filters.*.()", "LOGGING.formatters.*.()", "LOGGING.handlers.*.class"),
        lambda library: {path for path in library.classes if path.rpartition(".")[0] == "django.utils.log"},
    ),
    "message_storages": Kind(("MESSAGE_STORAGE",), below("django.contrib.messages.storage.base.BaseStorage")),
    "middleware": Kind(("MIDDLEWARE.*",), middleware),
    "password_hashers": Kind(
        ("PASSWORD_HASHERS.*",),
        below("django.contrib.auth.hashers.BasePasswordHasher"),
        {"algorithm": text("algorithm"), "library": text("library")},
    ),
    "password_validators": Kind(
        ("AUTH_PASSWORD_VALIDATORS.*.NAME",),
        with_methods("validate", inside=("django.contrib.auth.password_validation",)),
        {"options": parameters},
    ),
    "serializers": Kind(("SERIALIZATION_MODULES.*",), modules("django.core.serializers", "Serializer", "Deserializer")),
    "session_engines": Kind(("SESSION_ENGINE",), modules("django.contrib.sessions.backends", "SessionStore")),
    "session_serializers": Kind(
        ("SESSION_SERIALIZER",),
        with_methods("dumps", "loads", inside=("django.core.serializers.base", "django.core.signing")),
    ),
    "session_stores": Kind((), below("django.contrib.sessions.backends.base.SessionBase")),
    "signing_backends": Kind(("SIGNING_BACKEND",), below("django.core.signing.Signer")),
    "staticfiles_finders": Kind(("STATICFILES_FINDERS.*",), below("django.contrib.staticfiles.finders.BaseFinder")),
    "storages": Kind(
        ("DEFAULT_FILE_STORAGE", "STATICFILES_STORAGE", "STORAGES.*.BACKEND"),
        below("django.core.files.storage.base.Storage", "django.core.files.storage.Storage"),
    ),
    "task_backends": Kind(("TASKS.*.BACKEND",), below("django.tasks.backends.base.BaseTaskBackend")),
    "template_backends": Kind(("TEMPLATES.*.BACKEND",), below("django.template.backends.base.BaseEngine")),
    "template_libraries": Kind(
        ("TEMPLATES.*.OPTIONS.builtins.*", "TEMPLATES.*.OPTIONS.libraries.*"), template_libraries
    ),
    "template_loaders": Kind(("TEMPLATES.*.OPTIONS.loaders.*",), below("django.template.loaders.base.Loader")),
    "test_runners": Kind(("TEST_RUNNER",), below("django.test.runner.DiscoverRunner")),
    "upload_handlers": Kind(("FILE_UPLOAD_HANDLERS.*",), below("django.core.files.uploadhandler.FileUploadHandler")),
    "user_models": Kind((), below("django.contrib.auth.base_user.AbstractBaseUser")),
}


def find(library: Library) -> dict[str, dict[str, dict[str, object]]]:
    """For each kind every path of it, with the other classes of Django that it derives from and its details."""
    found: dict[str, dict[str, dict[str, object]]] = {}
    for name, kind in KINDS.items():
        found[name] = {}
        for path in sorted(kind.find(library)):
            entry: dict[str, object] = {}
            if path in library.classes and (bases := library.ancestors(path) - {path}):
                entry["bases"] = sorted(bases)
            entry |= {detail: value for detail, read in kind.details.items() if (value := read(library, path))}
            found[name][path] = entry
    return found
