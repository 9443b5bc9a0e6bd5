"""`math`, `decimal`, `fractions`, `statistics` and `operator`'s arithmetic kin: computed where that is cheap."""

from __future__ import annotations

import decimal
import fractions
import math
import re
import statistics
from typing import Any, Final

from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, from_python, to_python
from djauthlint.evaluator.models.builtin_exceptions import class_of_error, raise_error
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.outcomes import asks, plain_object
from djauthlint.evaluator.models.pure import compute, pure, undetermined_call
from djauthlint.values import Object, Value

math_module = Model("math")
decimal_module = Model("decimal")
fractions_module = Model("fractions")
statistics_module = Model("statistics")

math_module.constant(pi=math.pi, e=math.e, tau=math.tau, inf=math.inf, nan=math.nan)


def _small(*args: Any, **keywords: Any) -> str | None:
    for value in (*args, *keywords.values()):
        if isinstance(value, int) and abs(value) > 10_000:
            return "a number that is too large"
    return None


def _finite(*args: Any, **keywords: Any) -> str | None:
    for value in (*args, *keywords.values()):
        if isinstance(value, int) and value.bit_length() > 10_000:
            return "a number that is too large"
    return None


for _name in ("factorial", "comb", "perm"):
    pure(math_module, _name, getattr(math, _name), "int", _small)
for _name in ("ceil", "floor", "trunc", "gcd", "lcm", "isqrt"):
    pure(math_module, _name, getattr(math, _name), "int", _finite)
for _name in (
    "acos asin atan atan2 ceil copysign cos degrees dist exp expm1 fabs fmod frexp fsum hypot ldexp log log10 log1p log2 modf pow prod "
    "radians remainder sin sqrt tan"
).split():
    if _name not in math_module.names:
        pure(
            math_module,
            _name,
            getattr(math, _name),
            None if _name in ("prod", "frexp", "modf", "dist") else "float",
            _finite,
        )
for _name in ("isclose", "isfinite", "isinf", "isnan"):
    pure(math_module, _name, getattr(math, _name), "bool", _finite)
for _name in ("mean", "median", "fmean"):
    pure(statistics_module, _name, getattr(statistics, _name))


def _sensible(*args: Any, **keywords: Any) -> str | None:
    for value in (*args, *keywords.values()):
        if isinstance(value, (str, tuple)) and len(value) > 10_000:
            return "a number that is too long"
    return None


@decimal_module.cls("Decimal", bases=("numbers.Number", "builtins.object"))
def _decimal(call: Call) -> Any:
    return compute(call, "Decimal", decimal.Decimal, "decimal.Decimal", _sensible, "decimal.InvalidOperation")


for _name in "DecimalException InvalidOperation DivisionByZero Inexact Rounded Overflow Underflow".split():
    decimal_module.constant(**{_name: class_of_error(getattr(decimal, _name)())})
for (
    _name
) in "ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP ROUND_05UP".split():
    decimal_module.constant(**{_name: _name})
asks(decimal_module, "getcontext setcontext Context", "the context of decimal arithmetic")
decimal_module.function("localcontext")(lambda call: plain_object("decimal.Context", "", call, context=True))


_EXPONENT: Final = re.compile(r"e[-+]?[\d_]{4}", re.IGNORECASE)
"""An exponent of which a fraction would have all digits."""


@fractions_module.cls("Fraction", bases=("numbers.Rational", "builtins.object"))
def _fraction(call: Call) -> Value:
    try:
        arguments = [to_python(value) for value in call.args]
        if any(isinstance(each, str) and (len(each) > 1_000 or _EXPONENT.search(each)) for each in arguments):
            raise Undetermined("a number that is too large")
        fraction = fractions.Fraction(*arguments)
    except Undetermined as undetermined:
        return undetermined_call(call, "Fraction", undetermined.reason)
    except (ValueError, TypeError, ZeroDivisionError) as error:
        return raise_error(call.run, error, call.origin)  # type: ignore[no-any-return]
    result = Object("fractions.Fraction", {}, call.origin, ("fraction", fraction.numerator, fraction.denominator))
    result.attributes.update(numerator=from_python(fraction.numerator), denominator=from_python(fraction.denominator))
    return result
