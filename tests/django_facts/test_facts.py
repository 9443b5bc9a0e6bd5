"""What the table says, asked through the public functions."""

from __future__ import annotations

import subprocess
import sys

import pytest

from djauthlint import django_facts
from djauthlint.django_facts import (
    Deprecation,
    JsonValue,
    Lifetime,
    PasswordHasher,
    ResolvedVersion,
    UnknownDjangoVersion,
    VersionRange,
    VersionsDiffer,
    django_settings,
)

TIMELINE = "internals/deprecation.txt"


def test_versions_go_from_oldest_to_newest() -> None:
    known = django_facts.versions()
    assert known[0] == "4.2"
    assert known[-1] == django_facts.newest()
    assert sorted(known, key=lambda version: [*map(int, version.split("."))]) == list(known)


@pytest.mark.parametrize("written", ["5.2", "5.2.3", " 5.2 ", "5.2.*", "5.2rc1", "5.2a1", "05.2", "5.2.dev0"])
def test_a_release_resolves_to_its_feature_version(written: str) -> None:
    assert django_facts.resolve(written) == ResolvedVersion("5.2", beyond_newest=False)


@pytest.mark.parametrize("written", ["6.9", "7.0.1", "99.0"])
def test_a_newer_version_resolves_to_the_newest_and_says_so(written: str) -> None:
    assert django_facts.resolve(written) == ResolvedVersion(django_facts.newest(), beyond_newest=True)
    assert django_facts.defaults(written) == django_facts.defaults(django_facts.newest())


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("3.2", f"Django 3.2 is older than djauthlint supports; supported are 4.2 to {django_facts.newest()}"),
        ("5.3", "there is no Django 5.3, did you mean 5.2?"),
        ("v5.2", "'v5.2' is not a version of Django, did you mean 5.2?"),
        ("5,2", "did you mean 5.2?"),
        ("", "'' is not a version of Django; supported are"),
        ("latest", "'latest' is not a version of Django; supported are"),
    ],
)
def test_an_unknown_version_is_an_error_that_helps(written: str, message: str) -> None:
    with pytest.raises(UnknownDjangoVersion) as caught:
        django_facts.defaults(written)
    assert message in str(caught.value)


def test_defaults_follow_the_version() -> None:
    assert django_facts.default("4.2", "USE_TZ") is False
    assert django_facts.default("5.0", "USE_TZ") is True
    assert django_facts.default("5.2", "DEFAULT_AUTO_FIELD") == "django.db.models.AutoField"
    assert django_facts.default("6.0", "DEFAULT_AUTO_FIELD") == "django.db.models.BigAutoField"
    assert django_facts.default("5.2", "SESSION_COOKIE_AGE") == 60 * 60 * 24 * 14
    assert django_facts.default("5.2", "MANAGERS") == []


def test_values_are_in_the_encoding_of_the_json_output() -> None:
    languages = django_facts.default("5.2", "LANGUAGES")
    assert isinstance(languages, list)
    assert languages[0] == {"$type": "tuple", "items": ["af", "Afrikaans"]}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", "bool"),
        ("SESSION_COOKIE_DOMAIN", "NoneType"),
        ("SESSION_COOKIE_AGE", "int"),
        ("SESSION_COOKIE_NAME", "str"),
        ("MIDDLEWARE", "list"),
        ("CACHES", "dict"),
    ],
)
def test_the_type_of_a_default(name: str, expected: str) -> None:
    assert django_facts.default_type("5.2", name) == expected


def test_a_setting_that_the_version_lacks_has_no_default() -> None:
    assert "SECURE_CSP" not in django_facts.defaults("5.2")
    with pytest.raises(KeyError):
        django_facts.default("5.2", "SECURE_CSP")
    assert django_facts.default("6.0", "SECURE_CSP") == {}


def test_defaults_cannot_be_replaced() -> None:
    with pytest.raises(TypeError):
        django_facts.defaults("5.2")["DEBUG"] = True  # type: ignore[index]


def test_boolean_settings() -> None:
    booleans = django_facts.boolean_settings("5.2")
    assert {"DEBUG", "SESSION_COOKIE_SECURE", "USE_TZ"} <= booleans
    assert not {"SESSION_COOKIE_AGE", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS"} & booleans


def test_settings_without_a_default_are_settings() -> None:
    assert django_facts.is_setting("5.2", "SESSION_COOKIE_SECURE")
    assert django_facts.is_setting("5.2", "ROOT_URLCONF")
    assert django_facts.is_setting("5.2", "SITE_ID")
    assert not django_facts.is_setting("5.2", "SESSION_COOKIE_SECURED")
    assert not django_facts.is_setting("5.2", "SETTINGS_MODULE")
    assert not django_facts.is_setting("5.2", "MAILERS")
    assert django_facts.is_setting("6.1", "MAILERS")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", Lifetime(None, None)),
        ("SECURE_CSP", Lifetime("6.0", None)),
        ("USE_L10N", Lifetime(None, "5.0")),
        ("FORMS_URLFIELD_ASSUME_HTTPS", Lifetime("5.0", "6.0")),
        ("MAILERS", Lifetime("6.1", None)),
        ("DEBUGG", None),
    ],
)
def test_the_lifetime_of_a_setting(name: str, expected: Lifetime | None) -> None:
    assert django_facts.lifetime(name) == expected


def test_paths_follow_the_version() -> None:
    login_required = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    assert login_required not in django_facts.paths("5.0", "middleware")
    assert login_required in django_facts.paths("5.1", "middleware")
    assert "django.contrib.auth.backends.ModelBackend" in django_facts.paths("4.2", "authentication_backends")
    assert "django.contrib.sessions.backends.db" in django_facts.paths("4.2", "session_engines")
    assert "django.contrib.sessions.backends.base" not in django_facts.paths("4.2", "session_engines")


def test_importing_does_not_read_the_tables() -> None:
    code = (
        "import djauthlint.django_facts, djauthlint.settings, djauthlint.django_facts.table as t;"
        "assert not any(f.cache_info().misses for f in (t.settings_table, t.paths_table, t.checks_table))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_type_of_a_default_that_json_has_no_form_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pair: JsonValue = {"$type": "tuple", "items": ["HTTP_X_FORWARDED_PROTO", "https"]}
    monkeypatch.setattr(django_settings, "defaults", lambda _version: {"PAIR": pair})
    assert django_facts.default_type("5.2", "PAIR") == "tuple"


def test_of_a_range_is_told_what_holds_in_every_version() -> None:
    both = VersionRange("4.2", "5.0")
    assert django_facts.span(both) == ("4.2", "5.0")
    assert "USE_TZ" not in django_facts.defaults(both)
    assert django_facts.default(both, "DEBUG") is False
    assert not django_facts.is_setting(both, "USE_L10N")
    assert django_facts.may_be_setting(both, "USE_L10N")
    assert not django_facts.may_be_setting(both, "SECURE_CSP")
    assert "USE_L10N" in django_facts.boolean_settings("4.2")
    assert "USE_L10N" not in django_facts.boolean_settings(both)
    assert django_facts.setting_names(VersionRange("5.2", "5.2")) == django_facts.setting_names("5.2")
    login_required = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    later = VersionRange("5.0", "5.1")
    assert login_required not in django_facts.paths(later, "middleware")
    assert login_required in django_facts.possible_paths(later, "middleware")


@pytest.mark.parametrize("name", ["USE_TZ", "SECURE_CSP"])
def test_a_default_that_versions_do_not_share_is_an_error(name: str) -> None:
    with pytest.raises(VersionsDiffer, match=rf"the default of {name} is not the same in Django 4.2 to 6.0"):
        django_facts.default(VersionRange("4.2", "6.0"), name)
    with pytest.raises(KeyError):
        django_facts.default(VersionRange("4.2", "5.0"), "SECURE_CSP_")


@pytest.mark.parametrize(
    "wrong", [VersionRange("5.1", "5.0"), VersionRange("3.2", "5.0"), VersionRange("4.2", "latest"), "3.2", "x"]
)
def test_a_range_of_unknown_versions_is_an_error(wrong: str | VersionRange) -> None:
    for ask in (
        django_facts.defaults,
        django_facts.setting_names,
        django_facts.boolean_settings,
        django_facts.system_checks,
        lambda version: django_facts.paths(version, "middleware"),
        lambda version: django_facts.ancestors(version, "a.B"),
    ):
        with pytest.raises(UnknownDjangoVersion):
            ask(wrong)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DEBUG", None),
        ("LOGIN_URL", None),  # only its dotted path was deprecated
        ("ADMINS", None),  # as above, only pairs in it
        ("SERIALIZE", None),  # a key of DATABASES, no setting
        ("USE_L10N", Deprecation("4.0", "5.0", None, TIMELINE)),
        ("DEFAULT_FILE_STORAGE", Deprecation("4.2", "5.1", "STORAGES", TIMELINE)),
        ("CSRF_COOKIE_MASKED", Deprecation("4.1", "5.0", None, TIMELINE)),
        ("EMAIL_HOST", Deprecation("6.1", "2028", "MAILERS", TIMELINE)),
        ("PASSWORD_RESET_TIMEOUT_DAYS", Deprecation("3.1", "4.0", "PASSWORD_RESET_TIMEOUT", TIMELINE)),
        ("MIDDLEWARE_CLASSES", Deprecation(None, "2.0", "MIDDLEWARE", TIMELINE)),
        ("TEMPLATE_DIRS", Deprecation("1.8", "1.10", "TEMPLATES", TIMELINE)),
        ("SECURE_BROWSER_XSS_FILTER", Deprecation(None, "4.0", None, "releases/4.0.txt")),
    ],
)
def test_the_deprecation_of_a_setting(name: str, expected: Deprecation | None) -> None:
    assert django_facts.deprecation(name) == expected
    assert (name in django_facts.deprecated_settings()) == (expected is not None)


def test_a_misspelled_path_is_like_another_and_none_of_django() -> None:
    of = "django.contrib.sessions.middleware.SessionMiddleware"
    assert django_facts.misspells("django.contrib.sessions.middleware.SessionsMiddleware", of)
    assert django_facts.misspells("django.contrib.sessions.SessionMiddleware", of)
    assert not django_facts.misspells(of, of)
    assert not django_facts.misspells("django.contrib.messages.middleware.MessageMiddleware", of)
    assert not django_facts.misspells("django.contrib.auth.middleware.SessionAuthenticationMiddleware", of)
    assert not django_facts.misspells("project.contrib.sessions.middleware.SessionMiddleware", of)


def test_removed_settings_are_those_that_the_version_and_newer_ones_lack() -> None:
    assert {"MIDDLEWARE_CLASSES", "PASSWORD_RESET_TIMEOUT_DAYS"} <= set(django_facts.removed_settings((4, 2)))
    assert "USE_L10N" not in django_facts.removed_settings((4, 2))
    assert django_facts.removed_settings((5, 0))["USE_L10N"].removed_in == "5.0"
    assert "PASSWORD_RESET_TIMEOUT_DAYS" not in django_facts.removed_settings((3, 2))
    assert "EMAIL_HOST" not in django_facts.removed_settings((6, 1))


def test_settings_of_a_type_have_a_default_of_it_in_every_version() -> None:
    both = VersionRange("4.2", "6.1")
    assert {"ALLOWED_HOSTS", "LANGUAGES"} <= django_facts.settings_of_type(both, "list", "tuple")
    assert "CACHES" in django_facts.settings_of_type(both, "dict")
    assert "CACHES" not in django_facts.settings_of_type(both, "list", "tuple")
    assert "SECURE_CSP" not in django_facts.settings_of_type(both, "dict")


def test_what_was_deprecated_is_consistent_with_what_there_is() -> None:
    for name in django_facts.deprecated_settings():
        deprecation, lifetime = django_facts.deprecation(name), django_facts.lifetime(name)
        assert deprecation is not None
        if lifetime is not None and lifetime.removed_in is not None:
            assert lifetime.removed_in == deprecation.removed_in
        elif lifetime is None:
            assert deprecation.removed_in not in django_facts.versions(), name
        else:
            assert deprecation.removed_in not in django_facts.versions(), name
        if deprecation.replacement is not None:
            newest = django_facts.newest()
            replaced = django_facts.deprecation(deprecation.replacement)
            assert django_facts.is_setting(newest, deprecation.replacement) or replaced is not None


def test_deprecated_settings_are_those_that_the_catalogue_of_removals_needs() -> None:
    removed = (
        "AUTH_PROFILE_MODULE TEMPLATE_CONTEXT_PROCESSORS TEMPLATE_LOADERS TEMPLATE_DEBUG DEFAULT_HASHING_ALGORITHM"
    )
    assert set(removed.split()) <= django_facts.deprecated_settings()


@pytest.mark.parametrize(
    ("path", "lifetime", "removed_in"),
    [
        ("django.contrib.auth.backends.ModelBackend", Lifetime(None, None), None),
        ("django.contrib.auth.middleware.LoginRequiredMiddleware", Lifetime("5.1", None), None),
        ("django.contrib.auth.hashers.SHA1PasswordHasher", Lifetime(None, "5.1"), "5.1"),
        ("django.contrib.sessions.serializers.PickleSerializer", Lifetime(None, "5.0"), "5.0"),
        ("django.contrib.sessions.serializers.JSONSerializer", Lifetime(None, None), None),
        ("django.core.cache.backends.memcached.MemcachedCache", None, "4.1"),
        ("django.contrib.auth.middleware.SessionAuthenticationMiddleware", None, "2.0"),
        ("django.core.context_processors.request", None, "1.10"),
        ("django.db.backends.postgresql_psycopg2", None, "3.0"),
        ("django.middleware.security.SecurityMiddlewear", None, None),
    ],
)
def test_the_life_of_a_path(path: str, lifetime: Lifetime | None, removed_in: str | None) -> None:
    assert django_facts.path_lifetime(path) == lifetime
    deprecation = django_facts.path_deprecation(path)
    assert (None if deprecation is None else deprecation.removed_in) == removed_in


def test_names_that_other_modules_import_are_paths() -> None:
    storages = django_facts.paths("5.2", "storages")
    assert "django.core.files.storage.FileSystemStorage" in storages
    assert "django.core.files.storage.filesystem.FileSystemStorage" in storages
    assert "django.db.models.BigAutoField" in django_facts.paths("5.2", "auto_fields")


def test_every_default_path_of_django_is_of_the_kind_that_its_setting_names() -> None:
    for version in django_facts.versions():
        for kind in django_facts.PATH_KINDS:
            for place in django_facts.path_settings(kind):
                name, *keys = place.split(".")
                for path in _at(django_facts.defaults(version).get(name), keys):
                    assert path in django_facts.paths(version, kind), (version, place)


def _at(value: JsonValue, keys: list[str]) -> list[str]:
    if not keys:
        return [value] if isinstance(value, str) and value.startswith("django.") else []
    if isinstance(value, dict):
        inner = value.values() if keys[0] == "*" else [value.get(keys[0])]
    else:
        inner = value if isinstance(value, list) and keys[0] == "*" else []
    return [path for each in inner for path in _at(each, keys[1:])]


@pytest.mark.parametrize(
    ("path", "of", "expected"),
    [
        ("auth.middleware.PersistentRemoteUserMiddleware", "auth.middleware.RemoteUserMiddleware", True),
        ("auth.middleware.RemoteUserMiddleware", "auth.middleware.PersistentRemoteUserMiddleware", False),
        ("auth.backends.AllowAllUsersModelBackend", "auth.backends.ModelBackend", True),
        ("auth.backends.RemoteUserBackend", "auth.backends.ModelBackend", True),
        ("auth.hashers.PBKDF2SHA1PasswordHasher", "auth.hashers.PBKDF2PasswordHasher", True),
        ("sessions.backends.cached_db.SessionStore", "sessions.backends.db.SessionStore", True),
        ("sessions.backends.cache.SessionStore", "sessions.backends.db.SessionStore", False),
        ("messages.storage.fallback.FallbackStorage", "messages.storage.session.SessionStorage", False),
        ("auth.nothing.Nothing", "auth.backends.ModelBackend", False),
        ("auth.nothing.Nothing", "auth.nothing.Nothing", True),
    ],
)
def test_what_the_classes_of_django_derive_from(path: str, of: str, expected: bool) -> None:
    contrib = "django.contrib."
    assert django_facts.is_subclass("5.2", contrib + path, contrib + of) is expected
    assert django_facts.is_subclass(VersionRange("4.2", "6.1"), contrib + path, contrib + of) is expected


def test_a_class_is_found_by_every_name_that_it_has() -> None:
    found = django_facts.ancestors("5.2", "django.core.files.storage.FileSystemStorage")
    assert found is not None
    assert {"django.core.files.storage.base.Storage", "django.core.files.storage.filesystem.FileSystemStorage"} <= found
    assert django_facts.ancestors("5.2", "django.views.generic.View") is None


def test_what_versions_do_not_share_is_told() -> None:
    mixin, path = "django.utils.deprecation.MiddlewareMixin", "django.contrib.auth.middleware.RemoteUserMiddleware"
    assert django_facts.is_subclass("5.1", path, mixin) is True
    assert django_facts.is_subclass("5.2", path, mixin) is False
    assert django_facts.is_subclass(VersionRange("5.1", "5.2"), path, mixin) is None
    with pytest.raises(VersionsDiffer):
        django_facts.ancestors(VersionRange("5.1", "5.2"), path)


def test_password_hashers_and_validators() -> None:
    hashers, validation = "django.contrib.auth.hashers.", "django.contrib.auth.password_validation."
    assert django_facts.password_hasher("5.2", hashers + "PBKDF2PasswordHasher") == PasswordHasher(
        "pbkdf2_sha256", None
    )
    assert django_facts.password_hasher("5.2", hashers + "Argon2PasswordHasher") == PasswordHasher("argon2", "argon2")
    bcrypt = django_facts.password_hasher(VersionRange("4.2", "6.1"), hashers + "BCryptPasswordHasher")
    assert bcrypt == PasswordHasher("bcrypt", "bcrypt")
    assert django_facts.password_hasher("5.2", hashers + "BasePasswordHasher") == PasswordHasher(None, None)
    assert django_facts.password_hasher("5.2", hashers + "SHA1PasswordHasher") is None
    with pytest.raises(VersionsDiffer):
        django_facts.password_hasher(VersionRange("4.2", "6.1"), hashers + "SHA1PasswordHasher")
    assert django_facts.validator_options("5.2", validation + "MinimumLengthValidator") == {"min_length"}
    assert django_facts.validator_options("5.2", validation + "NumericPasswordValidator") == frozenset()
    assert django_facts.validator_options("5.2", hashers + "MD5PasswordHasher") is None


def test_system_checks() -> None:
    checks = django_facts.system_checks("6.1")
    assert checks["security.W012"].deploy
    assert checks["security.W012"].settings == {"INSTALLED_APPS", "MIDDLEWARE", "SESSION_COOKIE_SECURE"}
    assert not checks["4_0.E001"].deploy
    assert checks["admin.E410"].app == "django.contrib.admin"
    assert checks["auth.E013"].added_in == "5.1"
    assert "auth.E013" not in django_facts.system_checks(VersionRange("5.0", "6.1"))
    assert not checks["fields.E304"].tags
