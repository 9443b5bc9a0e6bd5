"""Settings files that packages ship for projects to include: what each of them writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.interpreter import Interpreter
from djauthlint.values import ABSENT, Namespace, Origin, Unknown, Value


@dataclass(frozen=True, slots=True)
class PackagedSettings:
    """What including a file does to the names that are there before, and to others.

    Arguments:
        replaces: the settings that it may replace.
        declared_in: the setting in which a project says otherwise, if there is one.
    """

    replaces: tuple[str, ...]
    declared_in: str | None = None


FILES: Final = {
    # django-ansible-base 2026.6: what it does not find in the overridable settings it sets only where it is not set yet.
    ("ansible_base.lib.dynamic_config", "dynamic_settings.py"): PackagedSettings(
        (
            "INSTALLED_APPS",
            "REST_FRAMEWORK",
            "AUTHENTICATION_BACKENDS",
            "SPECTACULAR_SETTINGS",
            "MIDDLEWARE",
            "OAUTH2_PROVIDER",
            "CACHES",
            "TEMPLATES",
        ),
        "ANSIBLE_BASE_OVERRIDABLE_SETTINGS",
    ),
}

_BESIDE_MODULE: Final = re.compile(r"os\.path\.join\(os\.path\.dirname\(([\w.]+)\.__file__\), '([\w/]+\.py)'\)")


def included_file(run: Interpreter, path: Value, namespace: Namespace, origin: Origin | None) -> bool:
    """Does what executing a package's settings file in a namespace does, if it is one of `FILES`: whether it is one."""
    symbol = path.symbol if isinstance(path, Unknown) else None
    text = symbol[1] if isinstance(symbol, tuple) and symbol[0] == "text" and len(symbol) > 1 else None
    match = _BESIDE_MODULE.fullmatch(text) if isinstance(text, str) else None
    packaged = FILES.get((match[1], match[2])) if match is not None else None
    if match is None or packaged is None:
        return False
    reason = f"{match[2]} of {match[1]}, which is included, may set it"
    replaced = _declared(run, packaged, namespace)
    if replaced is None:
        run.open_namespace(namespace, reason)
        return True
    for setting in replaced:
        run.bind_name(namespace, setting, Unknown(reason), "set by a package", origin)
    run.add_unseen_names(namespace, reason)
    return True


def _declared(run: Interpreter, packaged: PackagedSettings, namespace: Namespace) -> tuple[str, ...] | None:
    """The settings that are replaced, as the project declares them; None where that can't be determined."""
    declared = run.here(namespace.names.get(packaged.declared_in or "", ABSENT))
    if declared is ABSENT:
        return packaged.replaces
    try:
        names = to_python(declared)
    except Undetermined:
        return None
    return tuple(map(str, names)) if isinstance(names, (list, tuple)) else None
