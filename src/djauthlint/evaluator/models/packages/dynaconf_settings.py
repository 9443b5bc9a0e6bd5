"""dynaconf 3 (https://www.dynaconf.com): settings that variables and files outside the module may replace."""

from __future__ import annotations

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.values import Value

dynaconf = Model("dynaconf")


@dynaconf.function("DjangoDynaconf", lift=False)
def _django_dynaconf(call: Call) -> Value:
    """Replaces settings of the module by those of files and of variables with a prefix: any of them may be replaced."""
    run = call.run
    run.open_namespace(run.frame.module.namespace, "dynaconf may replace any setting")
    return call.undetermined("settings that dynaconf reads")


@dynaconf.function("Dynaconf", lift=False)
def _dynaconf(call: Call) -> Value:
    return call.undetermined("settings that dynaconf reads")


@dynaconf.function("Validator", lift=False)
def _validator(call: Call) -> Value:
    return call.undetermined("a validator of dynaconf")
