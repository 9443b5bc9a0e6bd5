"""Readers of environment variables that the configuration declares."""

from __future__ import annotations

from typing import Any

import pytest

from djauthlint.config import EnvironmentReader
from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import UNKNOWN, shown

ENV = """
import mystery
def flag(name, default=False, *, old=None):
    return mystery.read(name, default)
class Source:
    def text(self, name, default=None):
        return mystery.read(name, default)
    @classmethod
    def number(cls, name):
        return mystery.read(name)
source = Source()
other = mystery.Source()
"""
READERS = (
    EnvironmentReader("shop.env.flag", "name", "default", "bool"),
    EnvironmentReader("shop.env.Source.text", 0, 1),
    EnvironmentReader("shop.env.Source.number", 0, None, "int"),
    EnvironmentReader("shop.env.other.names", 0, "default", "list"),
    EnvironmentReader("mystery.env.pairs", 0, None, "dict"),
    EnvironmentReader("shop.env.other", 0, None, "json"),
)


def value(resolve: Resolve, expression: str, **given: Any) -> Any:
    files = {
        "shop/__init__.py": "",
        "shop/env.py": ENV,
        "settings.py": f"from shop import env\nfrom shop.env import flag, source, other, Source\nimport mystery.env\nX = {expression}\n",
        "manage.py": "",
    }
    return resolve(files, readers=READERS, **given)["X"]


@pytest.mark.parametrize(
    ("expression", "environment", "expected"),
    [
        ("flag('A')", {}, False),
        ("flag('A', True)", {}, True),
        ("flag('A', 'yes')", {}, True),
        ("flag('A', default=None)", {}, None),
        ("flag(name='A')", {"A": "On"}, True),
        ("flag('A', True)", {"A": "0"}, False),
        ("flag('A', True)", {"A": ""}, False),
        ("env.flag('A')", {"A": "1"}, True),
        ("source.text('A', 'd')", {}, "d"),
        ("source.text('A')", {}, None),
        ("source.text('A', 'd')", {"A": "a"}, "a"),
        ("Source().text('A', 'd')", {"A": "a"}, "a"),
        ("Source.number('A')", {"A": "5"}, 5),
        ("other.names('A', default=['z'])", {}, ["z"]),
        ("other.names('A', default='x, y')", {}, ["x", "y"]),
        ("other.names('A')", {"A": "a, b,"}, ["a", "b"]),
        ("mystery.env.pairs('A')", {"A": "a=1, b=2"}, {"a": "1", "b": "2"}),
        ("other('A')", {"A": "[1, {}]"}, [1, {}]),
        ("flag('A')", {"A": "perhaps"}, shown("?bool")),
        ("mystery.env.pairs('A')", {"A": "a"}, shown("?dict")),
        ("flag(mystery.NAME)", {}, UNKNOWN),
        ("flag(*mystery.NAMES)", {}, UNKNOWN),
        ("Source.number('A')", {"A": "x"}, UNKNOWN),
        ("Source.number('A')", {}, UNKNOWN),
    ],
)
def test_with_the_environment_given(
    expression: str, environment: dict[str, str], expected: object, resolve: Resolve
) -> None:
    assert value(resolve, expression, env=environment) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("flag('A', True)", shown("([env A is not set] True | [env A is set] ?bool)")),
        ("source.text('A', 'd')", shown("([env A is not set] 'd' | [env A is set] $A)")),
        ("Source.number('A')", shown("?int")),
    ],
)
def test_without_the_environment(expression: str, expected: object, resolve: Resolve) -> None:
    assert value(resolve, expression) == expected


def test_a_reader_without_a_default_rules_out_that_the_variable_is_not_set(resolve: Resolve) -> None:
    found = resolve(
        "from mystery import number\nX = number('A')\n", readers=(EnvironmentReader("mystery.number", 0, None, "int"),)
    )
    assert found.worlds == ["env A is set"]


def test_without_a_declaration_a_reader_is_unknown(resolve: Resolve) -> None:
    assert resolve("from mystery import number\nX = number('A')\n")["X"] == UNKNOWN
