"""The labels of installed apps, by which models are named: `django/apps/config.py`, `AppConfig.create`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from djauthlint.django_facts import paths
from djauthlint.django_facts.packages import known_app
from djauthlint.settings.project_classes import class_constant
from djauthlint.settings.scenarios import Undetermined

if TYPE_CHECKING:
    from djauthlint.settings.entry_settings import Settings

CONFIG: Final = "django.apps.AppConfig"
_CONFIG_NAMES: Final = re.compile(r"\b\w+Config\b")


def app_label(settings: Settings, entry: str) -> str | None:
    """The label of an app, None where it is of a package that djauthlint does not know.

    Arguments:
        settings: of the project.
        entry: how INSTALLED_APPS names the app: its package, or the class of its configuration.

    Raises:
        Undetermined: the configuration of an app of the project does not tell.
    """
    known = known_app(entry)
    if known is not None:
        return _last(known.name)
    if entry in paths(settings.django_version, "apps") or entry in paths(settings.django_version, "app_configs"):
        return _last(entry.rpartition(".apps.")[0] or entry)
    if settings.evaluation.resolve_class(entry) is not None:
        return _label_of_class(settings, entry)
    if all(settings.evaluation.text_of(module) is None for module in (entry, f"{entry}.apps", f"{entry}.models")):
        return None
    config = _automatic_config(settings, f"{entry}.apps")
    return _last(entry) if config is None else _label_of_class(settings, config)


def _automatic_config(settings: Settings, module: str) -> str | None:
    """The configuration class that Django takes from the `apps` of an app, None if it takes its own."""
    classes = [path for path in settings.evaluation.loaded_classes(module) if path.rpartition(".")[0] == module]
    names = {_last(path) for path in (*classes, CONFIG)}
    if not names.issuperset(_CONFIG_NAMES.findall(settings.evaluation.text_of(module) or "")):
        raise Undetermined(f"{module} may have further configurations")
    configs = {path: _default(settings, path) for path in classes if settings.is_subclass(path, CONFIG)}
    possible = [path for path, default in configs.items() if default is not False]
    if len(possible) != 1:
        possible = [path for path in possible if configs[path] is True]
    if len(possible) > 1:
        raise Undetermined(f"{module} has several default configurations")
    return possible[0] if possible else None


def _default(settings: Settings, path: str) -> bool | None:
    default = class_constant(settings, path, "default", CONFIG, None)
    return None if default is None else bool(default)


def _label_of_class(settings: Settings, path: str) -> str:
    label, name = (class_constant(settings, path, attribute, CONFIG, None) for attribute in ("label", "name"))
    if name is None:
        # A class that derives from AdminConfig is that app, too.
        configs = paths(settings.django_version, "app_configs")
        bases = (settings.evaluation.resolve_class(path) or ()) if label is None else ()
        name = next((base.rpartition(".apps.")[0] for base in bases if base in configs and base != CONFIG), None)
    if class_constant(settings, path, "__init__", CONFIG, None) is not None or not isinstance(name, str):
        raise Undetermined(f"{path} has no name that is to be read")
    return label if isinstance(label, str) else _last(name)


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def same_label(settings: Settings, entries: Sequence[str]) -> Callable[[str], str]:
    """What apps have in common that have the same label: that label, where it is known and may be that of several.

    Arguments:
        settings: of the project.
        entries: everything that may be in INSTALLED_APPS.
    """
    known = {entry: _label_or_none(settings, entry) for entry in entries if _last(entry)[:1].isupper()}
    guesses = Counter(known.get(entry) or _last(entry) for entry in set(entries))
    # The models of an app are read for its label, which takes time.
    known |= {
        entry: _label_or_none(settings, entry) for entry in entries if entry not in known and guesses[_last(entry)] > 1
    }
    return lambda entry: f"label {label}" if (label := known.get(entry)) else entry


def _label_or_none(settings: Settings, entry: str) -> str | None:
    try:
        return app_label(settings, entry)
    except Undetermined:
        return None
