"""A setting that Django no longer has.

## Why is this bad?
Django knows the settings of `django/conf/global_settings.py` and asks for nothing else: what it once had and has no
longer is ignored without a word. With MIDDLEWARE_CLASSES there is no middleware at all, so that logging in is an error
500; of TEMPLATE_CONTEXT_PROCESSORS and its like none is left either.

A name that the project itself reads is not reported: `TEMPLATES = [{"DIRS": TEMPLATE_DIRS}]`. Nor is one that is set
under a condition, beside the setting that took its place: that is how a project supports several versions.

## Example
```python
MIDDLEWARE_CLASSES = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

Use instead:
```python
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
```

## Fix safety
The fix is safe: it makes the setting what its text means, or lets people log in who can't in any case, and lowers no
protection.

## Prove it
Log in with the test client: `Client(enforce_csrf_checks=True)`, GET the login page, POST the form with its token, GET a
page that needs a login. It answers 200.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import removed_settings
from djauthlint.rule import Rule
from djauthlint.settings import Setting, Settings
from djauthlint.settings.cures import delete
from djauthlint.settings.django_checks import of_no_middleware

rule = Rule(__name__, code="DJA807", severity=Severity.ERROR)

TEMPLATES = {
    "TEMPLATE_CONTEXT_PROCESSORS": '"OPTIONS": {"context_processors": [...]}',
    "TEMPLATE_DEBUG": '"OPTIONS": {"debug": ...}',
    "TEMPLATE_DIRS": '"DIRS": [...]',
    "TEMPLATE_LOADERS": '"OPTIONS": {"loaders": [...]}',
    "TEMPLATE_STRING_IF_INVALID": '"OPTIONS": {"string_if_invalid": ...}',
}
CURES = {
    "AUTH_PROFILE_MODULE": "a model with a OneToOneField to the user",
    "DEFAULT_FILE_STORAGE": 'STORAGES = {"default": {"BACKEND": ...}, ...}',
    "MIDDLEWARE_CLASSES": "MIDDLEWARE; the classes must be of the new style",
    "PASSWORD_RESET_TIMEOUT_DAYS": "PASSWORD_RESET_TIMEOUT, in seconds",
    "STATICFILES_STORAGE": 'STORAGES = {"staticfiles": {"BACKEND": ...}, ...}',
    **{name: f"TEMPLATES = [{{..., {option}}}]" for name, option in TEMPLATES.items()},
}
SYMPTOMS = {
    "MIDDLEWARE_CLASSES": "logging in is an error 500: there is no middleware",
    "PASSWORD_RESET_TIMEOUT_DAYS": "a link that resets a password is good for three days, whatever the setting says",
    **dict.fromkeys(TEMPLATES, "pages that have a template are an error 500, or take every user for anonymous"),
}


def names(settings: Settings) -> list[str]:
    """The settings that it is about; LOGOUT_URL was never more than a name that projects and packages read."""
    return sorted((removed_settings(settings.target.oldest).keys() - {"LOGOUT_URL"}).intersection(settings.names))


@rule.check_each(names)
def check(setting: Setting) -> Iterator[Diagnostic]:
    settings = setting.settings
    change = removed_settings(settings.target.oldest)[setting.name]
    if not setting.is_surely_set or settings.evaluation.reads_setting(setting.name):
        return
    in_place = change.replacement is not None and settings[change.replacement].is_surely_set
    if in_place and setting.is_conditional:
        return
    breaks = setting.name in SYMPTOMS and not in_place
    cure = CURES.get(setting.name, change.replacement)
    yield rule.diagnostic(
        setting,
        f"Django has ignored {setting.name} since version {change.removed_in}",
        help="delete it" if cure is None else f"write {cure}" if not in_place else f"delete it, or write {cure}",
        severity=Severity.ERROR if breaks else Severity.WARNING if cure else Severity.INFO,
        cure=delete(setting) if change.replacement is None or in_place else None,
        symptom=SYMPTOMS[setting.name] if breaks else "nothing of what the setting says happens",
        django_check=of_no_middleware(settings) if setting.name == "MIDDLEWARE_CLASSES" and not in_place else None,
    )
