"""The engine of Django's templates that pages of the admin are made with, and what it passes to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from djauthlint.django_facts import may_mean
from djauthlint.django_facts.apps import ADMIN

if TYPE_CHECKING:
    from djauthlint.settings.containers import Element, Part
    from djauthlint.settings.entry_settings import Settings

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
