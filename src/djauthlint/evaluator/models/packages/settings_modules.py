"""Modules and classes of packages that give settings to a project: which names they bind. Their values depend on the release."""

from __future__ import annotations

from djauthlint.django_facts.packages import settings_classes, settings_modules
from djauthlint.evaluator.inheritance import ALL_LISTED
from djauthlint.evaluator.interpreter import NONE
from djauthlint.evaluator.models.model import Model
from djauthlint.values import Builtin, Unknown


def _unknown(owner: str, name: str) -> Unknown:
    path = f"{owner}.{name}"
    return Unknown(f"{path} depends on the release of its package", None, ("text", path), None, path)


def _model(path: str, names: tuple[str, ...]) -> Model:
    model = Model(path)
    model.names.update({name: _unknown(path, name) for name in names})
    return model


def _class_model(path: str, names: tuple[str, ...]) -> Model:
    module, _, label = path.rpartition(".")
    attributes = {ALL_LISTED: NONE, **{name: _unknown(path, name) for name in names}}
    model = Model(module)
    model.names[label] = Builtin(path, lambda call: call.undetermined(), attributes=attributes, is_class=True)
    return model


MODELS = (
    *(_model(path, names) for path, names in settings_modules().items()),
    *(_class_model(path, names) for path, names in settings_classes().items()),
)
