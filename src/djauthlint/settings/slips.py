"""Slips of the pen that give a setting a type that nobody means: a stray comma, the result of a method that has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from djauthlint.django_facts import settings_of_type
from djauthlint.values import Dict, List, Origin, Tuple

if TYPE_CHECKING:
    from djauthlint.django_facts import DjangoVersion

_MUTATORS: Final = frozenset(
    ("add", "append", "clear", "discard", "extend", "insert", "remove", "reverse", "sort", "update")
)
"""The methods of lists, sets and dicts that change them and return None."""

_ONE_VALUE: Final = frozenset(("MESSAGE_LEVEL", "ROOT_URLCONF", "SITE_ID"))
"""Settings without a default that are one value."""
_ONE_OR_SEVERAL: Final = frozenset(
    ("FORMAT_MODULE_PATH", "NUMBER_GROUPING", "SECURE_PROXY_SSL_HEADER", "SECURE_REFERRER_POLICY")
)
"""Settings whose default is one value, or None, and that may be a tuple."""
_FLAT: Final = frozenset(
    (
        "ALLOWED_HOSTS",
        "AUTHENTICATION_BACKENDS",
        "AUTH_PASSWORD_VALIDATORS",
        "CSRF_TRUSTED_ORIGINS",
        "INSTALLED_APPS",
        "MIDDLEWARE",
        "PASSWORD_HASHERS",
        "TEMPLATES",
    )
)
"""Lists none of whose items is a list."""


def comma_makes_tuple(version: DjangoVersion, name: str, leaf: object) -> bool:
    """Whether a setting is a tuple only because of a comma behind its value: `DEBUG = False,`.

    Arguments:
        version: of Django.
        name: the setting.
        leaf: what it is.
    """
    import libcst

    if not isinstance(leaf, Tuple) or leaf.origin is None or not isinstance(leaf.origin.node, libcst.Tuple):
        return False
    if len(leaf.origin.node.elements) != 1 or isinstance(leaf.origin.node.elements[0], libcst.StarredElement):
        return False
    (item,) = leaf.items
    if name in _FLAT:
        return isinstance(item, (List, Tuple))
    if name in settings_of_type(version, "dict"):
        return isinstance(item, Dict)
    one_value = settings_of_type(version, "bool", "int", "str", "NoneType") | _ONE_VALUE
    return name in one_value - _ONE_OR_SEVERAL


def method_without_result(assigned: Origin) -> str | None:
    """The method that changes a list, set or dict and has no result, where that is assigned: `X = X.append("x")`.

    Arguments:
        assigned: the value of the assignment.
    """
    import libcst

    match assigned.node:
        case libcst.Call(func=libcst.Attribute(attr=libcst.Name(value=method))) if method in _MUTATORS:
            return method
        case _:
            return None


def is_addition(origin: Origin | None) -> bool:
    """Whether a statement does nothing but add something: `X += ...`, `X = X + ...`."""
    import libcst

    match None if origin is None else origin.node:
        case libcst.SimpleStatementLine(body=[libcst.AugAssign(operator=libcst.AddAssign())]):
            return True
        case libcst.SimpleStatementLine(body=[libcst.Assign(value=libcst.BinaryOperation(operator=libcst.Add()))]):
            return True
        case _:
            return False
