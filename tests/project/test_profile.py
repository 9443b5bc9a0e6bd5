from pathlib import Path

import pytest

from djauthlint.project import EntryModule, Mention, Naming, Profile, infer_profile
from djauthlint.project.profile import is_for_deployment, profile_of_name

PRODUCTION, DEVELOPMENT, TEST = Profile.PRODUCTION, Profile.DEVELOPMENT, Profile.TEST


@pytest.mark.parametrize(
    ("name", "profile"),
    [
        *(
            (name, PRODUCTION)
            for name in ("prod", "production", "staging", "settings_heroku", "Production", "production-ci")
        ),
        *(
            (name, DEVELOPMENT)
            for name in ("local", "dev_settings", "settings_dev", "Development", "LocalDev", "build")
        ),
        *((name, TEST) for name in ("test", "testing_fast", "settings_for_test", "ci", "travis", "UnitTests")),
        *((name, None) for name in ("settings", "base", "latest", "device", "products", "circus")),
    ],
)
def test_profile_of_name(name: str, profile: Profile | None) -> None:
    assert profile_of_name(name) is profile


@pytest.mark.parametrize(
    ("module", "configuration", "named_by", "debug", "profile"),
    [
        ("site.settings", None, [Naming.MANAGE, Naming.WSGI, Naming.PYTEST], True, PRODUCTION),
        ("site.settings", None, [Naming.DOCKERFILE, Naming.DEVELOPMENT], True, PRODUCTION),
        ("site.settings", None, [Naming.DEVELOPMENT], False, DEVELOPMENT),
        ("site.settings", None, [Naming.PYTEST, Naming.DJANGO_STUBS], None, TEST),
        ("site.settings", None, [Naming.PYTEST, Naming.MANAGE], None, PRODUCTION),
        ("site.settings", None, [Naming.MANAGE], True, DEVELOPMENT),
        ("site.settings", None, [], False, PRODUCTION),
        ("site.settings", None, [], None, PRODUCTION),
        ("site.settings.local", None, [Naming.WSGI, Naming.DOCKERFILE], False, DEVELOPMENT),
        ("site.settings.test", None, [Naming.DOCKERFILE], False, TEST),
        ("site.settings.production", None, [Naming.PYTEST], True, PRODUCTION),
        ("settings", "Test", [Naming.WSGI], None, TEST),
        ("settings.prod", "Base", [], True, PRODUCTION),
        ("tests.settings", None, [], False, TEST),
        ("test_project.settings", None, [Naming.WSGI], False, TEST),
        ("site.test.settings", None, [], False, TEST),
        ("test.settings", None, [Naming.WSGI], True, PRODUCTION),
        ("site.settings_sphinx", None, [], None, TEST),
        ("site.settings", None, [Naming.BUILD], True, DEVELOPMENT),
        ("site.settings", None, [Naming.BUILD], False, PRODUCTION),
        ("site.settings.base", None, [Naming.CI_TEST], False, TEST),
        ("site.settings.base", None, [Naming.CI], None, PRODUCTION),
        ("site.settings", None, [Naming.CI_TEST, Naming.ENVIRONMENT], None, PRODUCTION),
        ("site.settings", None, [Naming.CI_TEST, Naming.MANAGE], None, PRODUCTION),
        ("site.settings", None, [Naming.CI_TEST, Naming.WSGI], True, PRODUCTION),
        ("site.settings.collect_static", None, [Naming.BUILD], False, DEVELOPMENT),
        ("site.settings.static", None, [Naming.BUILD], None, DEVELOPMENT),
        ("site.settings.static", None, [Naming.BUILD, Naming.WSGI], False, PRODUCTION),
        ("site.settings.static", None, [Naming.SCRIPT], None, PRODUCTION),
        ("site.settings.ecstatic", None, [Naming.BUILD], None, PRODUCTION),
        ("site.static.settings", None, [Naming.BUILD], None, PRODUCTION),
        ("docs.settings", None, [], None, TEST),
        ("docs.settings", None, [Naming.MANAGE], None, PRODUCTION),
        ("docs.settings", None, [Naming.WSGI], None, PRODUCTION),
    ],
)
def test_infer_profile(
    module: str, configuration: str | None, named_by: list[Naming], debug: bool | None, profile: Profile
) -> None:
    mentions = tuple(Mention(Path("x"), 1, what) for what in named_by)
    assert infer_profile(EntryModule(Path("s.py"), module, configuration, mentions), debug) is profile


@pytest.mark.parametrize(
    ("named_by", "built_on", "profile"),
    [
        ([Naming.COMPOSE, Naming.WSGI], ["base.py", "dev.py"], DEVELOPMENT),
        ([], ["settings_development.py"], DEVELOPMENT),
        ([Naming.PROCFILE], ["dev.py"], PRODUCTION),
        ([Naming.COMPOSE], ["devices.py", "local.py"], PRODUCTION),
    ],
)
def test_what_is_built_on_settings_for_development(
    named_by: list[Naming], built_on: list[str], profile: Profile
) -> None:
    mentions = tuple(Mention(Path("x"), 1, what) for what in named_by)
    entry = EntryModule(Path("docker.py"), "site.settings.docker", None, mentions)
    assert infer_profile(entry, False, map(Path, built_on)) is profile


@pytest.mark.parametrize(
    ("path", "where_shared", "where_ignored"),
    [
        ("settings/dev.py", False, False),
        ("test/__init__.py", False, False),
        ("settings/local.py", False, True),
        ("local_settings.py", False, True),
        ("production.py", True, True),
        ("settings.py", True, True),
    ],
)
def test_is_for_deployment(path: str, where_shared: bool, where_ignored: bool) -> None:
    assert is_for_deployment(Path(path), is_shared=True) is where_shared
    assert is_for_deployment(Path(path), is_shared=False) is where_ignored
