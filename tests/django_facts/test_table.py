"""The committed tables are whole, and are what the installed Django really has."""

from __future__ import annotations

import json
import subprocess
import sys

import generate_django_facts
import pytest
from django_releases import form

from djauthlint import django_facts
from djauthlint.django_facts import JsonValue, VersionRange

SET_UP = """
import json, sys
import django
from django.conf import settings
from django.utils.module_loading import import_string

apps = ("admin admindocs auth contenttypes flatpages messages redirects sessions sites staticfiles").split()
templates = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
settings.configure(
    INSTALLED_APPS=[f"django.contrib.{app}" for app in apps], STATIC_URL="static/", SITE_ID=1, TEMPLATES=templates
)
django.setup()
given = json.load(sys.stdin)
"""

IMPORT_ALL = (
    SET_UP
    + """
from importlib import import_module
for path in given["modules"]:
    import_module(path)
for path in given["objects"]:
    import_string(path)
"""
)

DERIVE = (
    SET_UP
    + """
def path_of(cls):
    return f"{cls.__module__}.{cls.__qualname__}"
found = {}
for path in given:
    cls = import_string(path)
    if isinstance(cls, type):
        found[path] = sorted({path_of(base) for base in cls.__mro__ if base.__module__.startswith("django.")})
print(json.dumps(found))
"""
)

REGISTERED = (
    SET_UP
    + """
from django.core.checks.registry import registry
found = {}
for check in registry.get_checks(include_deployment_checks=True):
    deploy = check in registry.deployment_checks
    found[f"{check.__module__}.{check.__qualname__}"] = [sorted(check.tags), deploy]
print(json.dumps(found))
"""
)

LOGIC = """
import json
from django.contrib.auth import hashers
names = [name for name in dir(hashers) if name.endswith("Hasher")]
print(json.dumps({f"django.contrib.auth.hashers.{n}": [getattr(hashers, n).algorithm, getattr(hashers, n).library] for n in names}))
"""

# Kinds of which the paths are those of modules and packages.
MODULES = {"apps", "database_engines", "serializers", "session_engines", "template_libraries"}

# Modules that need a library which need not be there, and classes in them.
NEEDS_LIBRARY = ("postgres", "gis", "mysql", "oracle", "memcached", "jinja2", "pyyaml", "redis")


def decode(value: JsonValue) -> object:
    match value:
        case {"$type": "tuple", "items": list(items)}:
            return tuple(decode(item) for item in items)
        case dict():
            return {key: decode(item) for key, item in value.items()}
        case list():
            return [decode(item) for item in value]
        case _:
            return value


def ask(code: str, given: object = None) -> dict[str, list[object]]:
    """What another process prints: it sets Django up."""
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    answer: dict[str, list[object]] = json.loads(ran.stdout or "{}")
    return answer


@pytest.fixture
def installed() -> str:
    django = pytest.importorskip("django", reason="Django is not installed: nothing to compare the tables with")
    version = "{}.{}".format(*django.VERSION)
    if version not in django_facts.versions():
        pytest.skip(f"the tables do not know Django {version}: nothing to compare with")
    return version


def test_defaults_are_those_of_the_installed_django(installed: str) -> None:
    from django.conf import global_settings

    actual = {name: getattr(global_settings, name) for name in dir(global_settings) if name.isupper()}
    told = {name: decode(value) for name, value in django_facts.defaults(installed).items()}
    assert told == actual
    assert {name: type(value) for name, value in told.items()} == {name: type(actual[name]) for name in told}


def test_paths_exist_in_the_installed_django(installed: str) -> None:
    paths: dict[str, set[str]] = {"modules": set(), "objects": set()}
    for kind in django_facts.PATH_KINDS:
        paths["modules" if kind in MODULES else "objects"] |= django_facts.paths(installed, kind)
    ask(
        IMPORT_ALL,
        {
            kind: sorted(path for path in found if not any(part in path for part in NEEDS_LIBRARY))
            for kind, found in paths.items()
        },
    )


def test_classes_derive_from_what_they_do_in_the_installed_django(installed: str) -> None:
    told = {
        path: found
        for kind in django_facts.PATH_KINDS
        for path in django_facts.paths(installed, kind)
        if kind not in MODULES
        and not any(part in path for part in NEEDS_LIBRARY)
        and (found := django_facts.ancestors(installed, path))
    }
    derived = ask(DERIVE, [*told])
    assert len(derived) > 50
    for path, bases in derived.items():
        assert told[path] - {path} == {*bases} - {path}, path


def test_hashers_are_those_of_the_installed_django(installed: str) -> None:
    for path, (algorithm, library) in ask(LOGIC).items():
        hasher = django_facts.password_hasher(installed, path)
        assert hasher is not None
        assert hasher.algorithm == algorithm
        assert hasher.library == (library[0] if isinstance(library, list) else library)


def test_checks_are_registered_as_in_the_installed_django(installed: str) -> None:
    registered = ask(REGISTERED)
    by_module: dict[str, list[tuple[set[str], bool]]] = {}
    for function, (tags, deploy) in registered.items():
        assert isinstance(tags, list)
        by_module.setdefault(function.rpartition(".")[0], []).append((set(map(str, tags)), bool(deploy)))
    for check in django_facts.system_checks(installed).values():
        if check.tags and check.module in by_module:
            assert any(
                check.tags <= tags and check.deploy in {deploy, False} for tags, deploy in by_module[check.module]
            )


def test_only_deploy_runs_what_only_deploy_runs(installed: str) -> None:
    registered = ask(REGISTERED)
    modules = {function.rpartition(".")[0] for function in registered}
    only = {
        module
        for module in modules
        if all(deploy for name, (_, deploy) in registered.items() if name.rpartition(".")[0] == module)
    }
    for check in django_facts.system_checks(installed).values():
        if check.module in only and check.tags:
            assert check.deploy, check.id
        if check.module in modules and check.deploy:
            assert any(deploy for name, (_, deploy) in registered.items() if name.rpartition(".")[0] == check.module)


@pytest.mark.parametrize("name", generate_django_facts.TABLES)
def test_the_tables_were_not_edited_by_hand(name: str) -> None:
    text = (generate_django_facts.FOLDER / name).read_text(encoding="utf-8")
    assert generate_django_facts.is_whole(text)
    assert not generate_django_facts.is_whole(text.replace("django", "Django", 1))
    assert not generate_django_facts.is_whole(text.replace("4.2", "4.3", 1))


def test_the_tables_are_of_all_versions() -> None:
    assert django_facts.versions() == generate_django_facts.VERSIONS
    assert generate_django_facts.main(["--offline"]) == 0


def test_every_kind_of_path_can_be_asked_for() -> None:
    from django_releases.paths import KINDS

    assert tuple(KINDS) == django_facts.PATH_KINDS
    everything = VersionRange(django_facts.versions()[0], django_facts.newest())
    assert all(django_facts.possible_paths(everything, kind) for kind in django_facts.PATH_KINDS)


def test_what_comes_back_has_no_form() -> None:
    versions = generate_django_facts.VERSIONS
    assert form.lifetime(versions, [False, True, True, False, False, False]) == {
        "added_in": "5.0",
        "removed_in": "5.2",
    }
    with pytest.raises(ValueError, match="came back"):
        form.lifetime(versions, [True, False, True, True, True, True])


def test_what_changes_is_told_for_each_version() -> None:
    found = [{"a": {"x": 1}}, {"a": {"x": 1, "y": 2}, "b": {}}, {"a": {"x": 3, "y": 2}, "b": {}}]
    assert form.merged(("1", "2", "3"), found) == {
        "a": {"x": {"$since": {"1": 1, "3": 3}}, "y": {"$since": {"1": None, "2": 2}}},
        "b": {"added_in": "2"},
    }
