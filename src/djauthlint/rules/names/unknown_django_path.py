"""A dotted path names something that Django does not have.

## Why is this bad?
Django imports what its settings name when it needs that (`django/utils/module_loading.py`, `import_string`). It does not start where
that is a middleware or an app; a backend or a password hasher is imported when somebody sends the login form, which is an error
500, and no system check speaks. Paths of classes that were removed, or that a newer version brings, are just as wrong.

## Example
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backend.ModelBackend"]
```

Use instead:
```python
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator
from difflib import get_close_matches

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import PathKind, path_deprecation, path_lifetime
from djauthlint.django_facts.dotted_paths import SIMILAR, possible_paths_of
from djauthlint.rule import Rule
from djauthlint.settings import Element, Part, Setting, Settings
from djauthlint.settings.cures import assign

rule = Rule(__name__, code="DJA804", severity=Severity.ERROR, since=(4, 2))

NO_START = "the site does not start"
NO_LOGIN = "the login page works, but sending the form is an error 500"
NO_PAGE = "every page with a template is an error 500"

LISTS: dict[str, tuple[tuple[PathKind, ...], str]] = {
    "AUTHENTICATION_BACKENDS": (("authentication_backends",), NO_LOGIN),
    "INSTALLED_APPS": (("apps", "app_configs"), NO_START),
    "MIDDLEWARE": (("middleware",), NO_START),
    "PASSWORD_HASHERS": (("password_hashers",), "checking a password is an error 500"),
}
VALUES: dict[str, tuple[tuple[PathKind, ...], str]] = {
    "EMAIL_BACKEND": (("email_backends",), "no mail is sent, of forgotten passwords neither"),
    "MESSAGE_STORAGE": (("message_storages",), "every page is an error 500"),
    "SIGNING_BACKEND": (("signing_backends",), "what signs cookies is an error 500"),
}

NOUNS = {
    "apps": "app",
    "authentication_backends": "authentication backend",
    "cache_backends": "cache backend",
    "context_processors": "context processor",
    "email_backends": "mail backend",
    "message_storages": "message storage",
    "middleware": "middleware",
    "password_hashers": "password hasher",
    "signing_backends": "signing backend",
    "template_backends": "template engine",
}


@rule.check_elements(lambda _: sorted(LISTS))
def check(element: Element) -> Iterator[Diagnostic]:
    # Of a missing comma, DJA803 speaks.
    if element.name in LISTS and len(element.parts) <= 1:
        yield from found(element, *LISTS[element.name])


@rule.check_each(lambda _: sorted(LISTS | VALUES))
def check_value(setting: Setting) -> Iterator[Diagnostic]:
    if setting.name in VALUES:
        yield from found(setting, *VALUES[setting.name])


@rule.check
def check_caches(settings: Settings) -> Iterator[Diagnostic]:
    for cache in settings["CACHES"].entries:
        if cache.is_dict and cache.entry("BACKEND").is_set:
            yield from found(cache.entry("BACKEND"), ("cache_backends",), "what uses the cache is an error 500")


@rule.check
def check_templates(settings: Settings) -> Iterator[Diagnostic]:
    for engine in settings["TEMPLATES"].elements:
        if not engine.is_known:
            continue
        if engine.entry("BACKEND").is_set:
            yield from found(engine.entry("BACKEND"), ("template_backends",), NO_PAGE)
        options = engine.entry("OPTIONS")
        processors = options.entry("context_processors")
        for processor in processors.elements if processors.is_set else ():
            yield from found(processor, ("context_processors",), NO_PAGE)


def found(place: Setting | Element | Part, kinds: tuple[PathKind, ...], symptom: str) -> Iterator[Diagnostic]:
    """What is wrong with one path.

    Arguments:
        place: where it stands.
        kinds: what it may name.
        symptom: what comes of it.
    """
    path, settings = place.value, place.settings
    if not isinstance(path, str) or not path.startswith("django."):
        return
    known = possible_paths_of(settings.django_version, kinds)
    if path in known or (kinds[0] == "apps" and not is_of_contrib(path, known)):
        return
    cure = None
    lifetime, change = path_lifetime(path), path_deprecation(path)
    if lifetime is not None and lifetime.added_in is not None and number(lifetime.added_in) > settings.target.newest:
        message, advice = f"{path} came with Django {lifetime.added_in}", "upgrade Django, or delete it"
    elif change is not None and number(change.removed_in) <= settings.target.oldest:
        message = f"{path} was removed in Django {change.removed_in}"
        advice = f"use {change.replacement}" if change.replacement else "delete it"
        cure = assign(place, change.replacement) if change.replacement else None
    else:
        message = f"Django has no {NOUNS[kinds[0]]} {path}"
        meant = _meant(path, known)
        close = [meant] if meant else get_close_matches(path, sorted(known), n=1, cutoff=SIMILAR)
        advice = f'write "{close[0]}"' if close else "delete it, or correct its name"
        cure = assign(place, meant) if meant else None
    yield rule.diagnostic(place, message, help=advice, symptom=symptom, cure=cure)


def _meant(path: str, known: frozenset[str]) -> str | None:
    """The only path with the same last name, or the nearest in the same module."""
    module, _, name = path.rpartition(".")
    same = [each for each in known if each.rpartition(".")[2] == name]
    beside = sorted(each for each in known if each.rpartition(".")[0] == module)
    near = same if len(same) == 1 else get_close_matches(path, beside, n=1, cutoff=SIMILAR)
    return near[0] if near else None


def is_of_contrib(path: str, known: frozenset[str]) -> bool:
    """Whether something can be told of an app: all of `django.contrib` are known, but not every package that has no models."""
    package = ".".join(path.split(".")[:3])
    return path_deprecation(path) is not None or (
        package.startswith("django.contrib.") and (package not in known or ".apps." in path)
    )


def number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
