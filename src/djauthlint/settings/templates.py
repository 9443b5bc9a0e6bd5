"""The engine of Django's templates that pages of the admin are made with, and what it passes to them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from djauthlint.django_facts import may_mean
from djauthlint.django_facts.apps import ADMIN
from djauthlint.settings.app_labels import CONFIG
from djauthlint.settings.folders import as_path
from djauthlint.settings.project_classes import class_constant

if TYPE_CHECKING:
    from djauthlint.settings.containers import Element, Part
    from djauthlint.settings.entry_settings import Settings
    from djauthlint.settings.sequences import Plain

DJANGO_TEMPLATES: Final = "django.template.backends.django.DjangoTemplates"
JINJA2: Final = "django.template.backends.jinja2.Jinja2"


def is_of_django(settings: Settings, engine: Element) -> bool:
    """Whether an element of TEMPLATES is an engine of Django's template language.

    Raises:
        Undetermined: it is of a package, or not known.
    """
    backend = engine.entry("BACKEND").value_or(None)
    if backend in (None, JINJA2):
        return False
    return isinstance(backend, str) and settings.is_subclass(backend, DJANGO_TEMPLATES)


def engine_of_admin(settings: Settings) -> Element | None:
    """The first engine of Django's template language, which the checks of the admin look at; None if there is none.

    Raises:
        Undetermined: that can't be told.
    """
    return next((engine for engine in settings["TEMPLATES"].elements if is_of_django(settings, engine)), None)


def lacks_template(settings: Settings, name: str) -> bool:
    """Whether no engine finds a template, which none of Django's own apps has.

    Arguments:
        settings: of the site.
        name: of the template.

    Raises:
        Undetermined: that can't be told.
    """
    engines = settings["TEMPLATES"].elements
    return bool(engines) and all(_lacks(settings, engine, name) for engine in engines)


def _lacks(settings: Settings, engine: Element, name: str) -> bool:
    """Whether an engine has Django's own loaders, and these find no template of a name."""
    loaders, in_apps, folders = engine.entry("OPTIONS").entry("loaders"), engine.entry("APP_DIRS"), engine.entry("DIRS")
    if not is_of_django(settings, engine) or (loaders.is_set and loaders.type_name != "NoneType"):
        return False
    paths = [as_path(folder.value) for folder in folders.elements] if folders.is_set else []
    if in_apps.is_set and in_apps.truthy:
        installed = (each.value for each in settings["INSTALLED_APPS"].elements)
        apps = [app for app in installed if not (isinstance(app, str) and app.startswith("django."))]
        paths += [None if path is None else path / "templates" for path in (_folder(settings, app) for app in apps)]
    return all(path is not None and settings.evaluation.lacks_file(str(path / name)) for path in paths)


def _folder(settings: Settings, app: Plain) -> PurePosixPath | None:
    """The folder of an app of the project, None where that can't be told."""
    if isinstance(app, str) and settings.evaluation.resolve_class(app) is not None:
        app = class_constant(settings, app, "name", CONFIG, None)
    found = settings.evaluation.folder_of(app) if isinstance(app, str) else None
    return None if found is None else PurePosixPath(found)


def lacks_processor(settings: Settings, processor: str, check: str) -> Part | None:
    """The list of context processors in which the admin needs one that is missing; None if nothing is missing.

    Source: `check_dependencies` in `django/contrib/admin/checks.py`.

    Arguments:
        settings: of the site.
        processor: its dotted path.
        check: the check of Django that looks for it; where that is silenced, nothing is missing.

    Raises:
        Undetermined: that can't be told.
    """
    engine = engine_of_admin(settings) if settings.installs(ADMIN) else None
    if engine is None or settings.silences(check):
        return None
    if has_processor(engine, processor):
        return None
    return engine.entry("OPTIONS").entry("context_processors").lacking(lambda path: _means(path, processor))


def has_processor(engine: Element, processor: str) -> bool:
    """Whether an engine has a context processor, or one with a mistake of which another rule speaks.

    Raises:
        Undetermined: an element that is unknown may be it.
    """
    found = engine.entry("OPTIONS").entry("context_processors")
    return found.is_set and found.any(lambda each: isinstance(each, str) and _means(each, processor))


def _means(path: str, processor: str) -> bool:
    """Whether a path is a context processor, or one with a mistake of which another rule speaks."""
    if path.startswith("django.") and path.rpartition(".")[2] == processor.rpartition(".")[2]:
        return True
    return may_mean(path, processor)
