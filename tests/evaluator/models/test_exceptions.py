"""Exceptions: what catches what, compared with Python, and what is said of those that nobody knows."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from djauthlint.evaluator.models.builtin_exceptions import CLASSES, class_at
from tests.evaluator.models.comparison import differences
from tests.evaluator.rendering import shown

NEWER = {"BaseExceptionGroup", "ExceptionGroup", "PythonFinalizationError"}


def test_the_hierarchy_is_that_of_python() -> None:
    for name, cls in CLASSES.items():
        python = getattr(builtins, name, None)
        assert python is not None or name in NEWER, name
        if python is not None:
            assert cls.name == f"builtins.{python.__name__}"
            assert cls.bases == tuple(f"builtins.{base.__name__}" for base in python.__mro__[1:])
    exceptions = {
        name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
    }
    assert {name for name in exceptions if not name.startswith("_")} <= set(CLASSES)


def test_a_path_is_one_class() -> None:
    assert class_at("builtins.KeyError") is CLASSES["KeyError"]
    assert class_at("IOError") is CLASSES["OSError"]
    assert class_at("json.JSONDecodeError") is class_at("json.JSONDecodeError")


PROGRAM = """
class Base(Exception):
    pass
class Sub(Base, KeyError):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code
def attempt(raises, *handlers):
    try:
        raise raises
    except handlers as error:
        return "caught", str(error), error.args
    except Exception as error:
        return "other", type(error).__name__
A = attempt(ValueError("a"), ValueError), attempt(ValueError("a"), KeyError, LookupError), attempt(KeyError("a"), LookupError)
B = attempt(Sub(1), Base), attempt(Sub(1, 2), KeyError), attempt(Base("x"), Sub), attempt(Sub, KeyError)
C = attempt(ValueError, ValueError), attempt(OSError(2, "no"), IOError)[0], attempt(FileNotFoundError(), OSError)
D = attempt(ImportError("x"), ModuleNotFoundError), attempt(ModuleNotFoundError("x"), ImportError)
E = []
for text in ("1", "x"):
    try:
        E.append(int(text))
    except (TypeError, ValueError):
        E.append("bad")
    else:
        E.append("good")
    finally:
        E.append("done")
try:
    try:
        {}["k"]
    except KeyError as error:
        raise Base("wrapped") from error
except Base as error:
    F = str(error), isinstance(error, Base), type(error) is Base, error.args
try:
    raise Sub(7)
except Base as error:
    G = error.code, repr(error.args)
try:
    [].remove(1)
except Exception as error:
    H = type(error).__name__, isinstance(error, LookupError), issubclass(type(error), ValueError)
try:
    {}["k"]
except KeyError as error:
    I = str(error), error.args
def nested():
    try:
        return 1 / 0
    except ZeroDivisionError:
        return "zero"
    finally:
        E.append("nested")
J = nested()
try:
    raise SystemExit(3)
except SystemExit as error:
    K = error.code
try:
    "a".nope
except (KeyError, ValueError, AttributeError):
    L = "tuple"
try:
    raise KeyboardInterrupt
except BaseException as error:
    M = isinstance(error, Exception)
N = ValueError("a", 1).args, str(ValueError("a", 1)), str(ValueError()), str(KeyError("x")), repr(KeyError("x")), str([ValueError("a")])
try:
    raise ImportError("no", name="pkg")
except ImportError as error:
    O = error.name, error.msg, str(error)
"""


def test_handlers_agree_with_python() -> None:
    assert differences(PROGRAM) == []


@pytest.mark.parametrize(
    ("handler", "expected"),
    [
        ("Exception", "([vendor.load() fails] 'failed' | [not (vendor.load() fails)] ?)"),
        ("", "([vendor.load() fails] 'failed' | [not (vendor.load() fails)] ?)"),
        ("BaseException", "([vendor.load() fails] 'failed' | [not (vendor.load() fails)] ?)"),
    ],
)
def test_what_nobody_knows_may_fail(resolve: Any, handler: str, expected: str) -> None:
    resolved = resolve(
        f"""
        import vendor
        try:
            A = vendor.load()
        except {handler}:
            A = "failed"
        """
    )
    assert resolved["A"] == shown(expected)


def test_unknown_handlers_are_asked(resolve: Any) -> None:
    resolved = resolve(
        """
        import vendor
        try:
            A = int("x")
        except vendor.Problem:
            A = "vendor"
        except ValueError:
            A = "value"
        """
    )
    assert resolved["A"] == shown(
        "([vendor.Problem catches ValueError] 'vendor' | [not (vendor.Problem catches ValueError)] 'value')"
    )


def test_several_classes_are_one_question(resolve: Any) -> None:
    resolved = resolve(
        """
        import vendor
        try:
            A = vendor.load()
        except (KeyError, ValueError):
            A = "failed"
        """
    )
    assert resolved["A"] != "failed"
    assert len([symbol for symbol in resolved.evaluation.variables.by_symbol if symbol[0] == "is"]) == 1
