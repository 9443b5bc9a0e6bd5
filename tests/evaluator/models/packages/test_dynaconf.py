"""dynaconf where the environment is not given: which names each variable and each file can touch."""

from __future__ import annotations

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import UNKNOWN, shown

DJANGO = "import dynaconf\nDEBUG = True\nNAMES = ['a']\nPAIR = ('x', 'y')\n{more}settings = dynaconf.DjangoDynaconf(__name__{options})\n"
OTHERS = "another environment variable DJANGO_... or DYNACONF_... is set"
NO_OTHERS = "another environment variable DJANGO_... or DYNACONF_... is not set"


def text(options: str = "", more: str = "") -> str:
    return DJANGO.format(options=options, more=more)


def test_each_name_depends_on_its_variable(resolve: Resolve) -> None:
    found = resolve(text())
    assert found["DEBUG"] == shown(
        f"([env DJANGO_DEBUG is not set] ([{OTHERS}] ? | [{NO_OTHERS}] True)"
        f" | [env DJANGO_DEBUG is set] ([{OTHERS}] ? | [{NO_OTHERS}] ?))"
    )
    assert found.under("DEBUG", "NAMES", "PAIR") == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert found.open == ("environment variables that dynaconf reads",)


def test_nothing_but_what_is_given_counts_in_a_complete_environment(resolve: Resolve) -> None:
    found = resolve(text(), env={"DJANGO_NAMES": "[1]"})
    assert (found["DEBUG"], found["NAMES"], found["PAIR"]) == (True, [1], ["x", "y"])
    assert found.open == ()


def test_without_a_prefix_variables_touch_nothing(resolve: Resolve) -> None:
    found = resolve(text(", ENVVAR_PREFIX_FOR_DYNACONF=None"))
    assert found["DEBUG"] is True
    assert found.open == ()


def test_the_environment_of_a_file_is_a_question(resolve: Resolve) -> None:
    toml = "[development]\nDEBUG = 1\n[production]\nDEBUG = 2\n"
    found = resolve({"settings.py": text(", ENVVAR_PREFIX_FOR_DYNACONF=None"), "settings.toml": toml})
    given = {
        name: found.under("DEBUG", DJANGO_ENV=name) for name in ("development", "PRODUCTION", "production", "else")
    }
    assert given == {"development": 1, "PRODUCTION": 2, "production": 2, "else": True}
    assert found.under("DEBUG") == 1


def test_a_file_that_git_ignores_opens_the_namespace_where_it_exists(resolve: Resolve) -> None:
    files = {"settings.py": text(", ENVVAR_PREFIX_FOR_DYNACONF=None"), ".gitignore": ".secrets.*\n"}
    found = resolve({**files, ".secrets.toml": "[default]\nDEBUG = 5\n"})
    assert found["DEBUG"] == shown(
        "([file .secrets.toml or one like it exists] ? | [file .secrets.toml or one like it does not exist] True)"
    )
    assert found.open == (".secrets.toml, which dynaconf loads, is not in version control",)


@pytest.mark.parametrize(
    ("options", "more", "reason"),
    [
        (
            ", **mystery.OPTIONS",
            "import mystery\n",
            "dynaconf.DjangoDynaconf(__name__, **mystery.OPTIONS) may write any setting",
        ),
        (", post_hooks=[mystery.hook]", "import mystery\n", "a hook that can't be determined"),
        (", settings_files=mystery.FILES", "import mystery\n", "the option settings_file of dynaconf"),
        (", loaders=['x.y']", "", "the option loaders of dynaconf"),
    ],
)
def test_what_can_not_be_followed_opens_the_namespace(options: str, more: str, reason: str, resolve: Resolve) -> None:
    found = resolve(text(options, more), env={})
    assert found["DEBUG"] == UNKNOWN
    assert reason in found.open[0]


def test_an_object_that_is_changed_is_no_longer_known(resolve: Resolve) -> None:
    head = "from dynaconf import Dynaconf\ns = Dynaconf(A=1)\n"
    assert resolve(head + "A = s.A\n", env={})["A"] == 1
    assert resolve(head + "s.load_file('x.toml')\nA = s.A\n", env={})["A"] == UNKNOWN
    assert resolve(head + "s.A = 2\nA = s.A\n", env={})["A"] == UNKNOWN
