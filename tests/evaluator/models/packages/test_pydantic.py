"""Settings classes of pydantic where the environment is not given: conditions, what is ruled out, what is unknown and why."""

from __future__ import annotations

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import UNKNOWN, shown

HEAD = "from typing import Literal\nfrom pydantic import Field, SecretStr\nfrom pydantic_settings import BaseSettings, SettingsConfigDict\n"

CASES = [
    ("debug: bool = False", "DEBUG = S().debug", shown("([env DEBUG is not set] False | [env DEBUG is set] ?bool)")),
    ("name: str = 'x'", "NAME = S().name", shown("([env NAME is not set] 'x' | [env NAME is set] $NAME)")),
    (
        "hosts: list[str] = ['a']",
        "HOSTS = S().hosts",
        shown("([env HOSTS is not set] ['a'] | [env HOSTS is set] [*?])"),
    ),
    (
        "mode: Literal['dev', 'prod'] = 'dev'",
        "DEBUG = S().mode == 'dev'",
        shown('([env MODE == "prod"] False | [env MODE is not "prod"] True)'),
    ),
    (
        "key: SecretStr = 'k'",
        "KEY = S().key.get_secret_value()",
        shown("([env KEY is not set] 'k' | [env KEY is set] $KEY)"),
    ),
    (
        "a: int = 1\n    model_config = SettingsConfigDict(env_ignore_empty=True)",
        "A = S().a",
        shown("([env A is not set] 1 | [env A is empty] 1 | [env A is set and not empty] ?int)"),
    ),
]


@pytest.mark.parametrize(("field", "use", "expected"), CASES)
def test_a_field_depends_on_its_variable(field: str, use: str, expected: object, resolve: Resolve) -> None:
    found = resolve(f"{HEAD}class S(BaseSettings):\n    {field}\n{use}\n")
    assert found[use.split(maxsplit=1)[0]] == expected


def test_a_field_without_a_default_rules_out_that_its_variable_is_not_set(resolve: Resolve) -> None:
    found = resolve(f"{HEAD}class S(BaseSettings):\n    secret_key: str\nKEY = S().secret_key\nOTHER = 1\n")
    assert found.worlds == ["env SECRET_KEY is set"]
    assert found["KEY"] == shown("$SECRET_KEY")
    assert found["OTHER"] == 1


def test_a_variable_is_one_question_for_all_who_read_it(resolve: Resolve) -> None:
    found = resolve(
        f"import os\n{HEAD}class S(BaseSettings):\n    name: str = 'x'\nSAME = S().name == os.environ.get('NAME', 'x')\n"
    )
    assert found["SAME"] is True


def test_an_ignored_env_file_is_what_may_set_variables(resolve: Resolve) -> None:
    text = f"{HEAD}class S(BaseSettings):\n    name: str = 'x'\n    model_config = SettingsConfigDict(env_file='.env')\nNAME = S().name\n"
    files = {"settings.py": text, ".env": "NAME=hidden\n", ".gitignore": ".env\n"}
    expected = shown("([env NAME is not set] 'x' | [env NAME is set] $NAME)")
    assert resolve(files)["NAME"] == expected
    assert resolve({**files, ".gitignore": ""})["NAME"] == expected, "its place depends on the working directory"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("from mystery import Base\nclass S(Base, BaseSettings):\n    a: int = 1", "a base class of S"),
        (
            "import mystery\nclass S(BaseSettings):\n    a: int = 1\n    model_config = mystery.config()",
            "the configuration of a model",
        ),
        ("import mystery\nclass S(BaseSettings):\n    a: mystery.Kind = 1", "the type of a"),
    ],
)
def test_what_can_not_be_determined_is_unknown(text: str, reason: str, resolve: Resolve) -> None:
    found = resolve(f"{HEAD}{text}\nA = S().a\n", env={})
    assert found["A"] == UNKNOWN
    assert reason in found.reason("A")


def test_fields_are_no_longer_known_once_something_unknown_had_the_object(resolve: Resolve) -> None:
    found = resolve(
        f"{HEAD}from mystery import change\nclass S(BaseSettings):\n    a: int = 1\ns = S()\nchange(s)\nA = s.a\n",
        env={},
    )
    assert found["A"] == UNKNOWN


def test_every_field_may_come_from_files_outside_the_project(resolve: Resolve) -> None:
    found = resolve(
        f"{HEAD}class S(BaseSettings):\n    a: str = 'x'\n    model_config = SettingsConfigDict(secrets_dir='/run/secrets')\nA = S().a\n"
    )
    assert found["A"] == shown(
        "([env A is not set] ([file /run/secrets/a exists] ?str | [file /run/secrets/a does not exist] 'x') | [env A is set] $A)"
    )
