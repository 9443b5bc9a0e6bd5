"""TEMPLATES can't load the page of the login.

## Why is this bad?
The pages of the admin are templates of Django's template language, in a folder of its app. The rule speaks of four mistakes:

- TEMPLATES has no engine of this language, and the admin is installed: the system check admin.E403 stops `manage.py`
  (`django/contrib/admin/checks.py`, `check_dependencies`). Without the admin LoginView is an error 500 where there is no engine at all.
- No engine looks for templates anywhere: APP_DIRS is off, DIRS empty, and there are no loaders. The login page of the admin, or
  LoginView, is an error 500, TemplateDoesNotExist, and no check says so.
- APP_DIRS is on where OPTIONS has loaders: the first page that has a template is an error 500, ImproperlyConfigured
  (`django/template/engine.py`, `Engine.__init__`).
- LOGIN_URL is LoginView without a `template_name`, and neither a folder of DIRS nor the `templates` of an app has
  `registration/login.html`, which Django does not bring: the login page is an error 500, TemplateDoesNotExist. Where an app of a package
  is installed, that may have it, and the rule is silent.

## Example
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates"}]
```

Use instead:
```python
INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
```

## Fix safety
The fix switches APP_DIRS on where templates are looked for nowhere. It is safe: before it there is no login page.

## Prove it
`curl -sI https://HOST/admin/login/` answers 200.
"""

from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import cookies
from djauthlint.django_facts.apps import ADMIN
from djauthlint.rule import Element, Rule
from djauthlint.settings import Settings
from djauthlint.settings.cures import assign
from djauthlint.settings.templates import DJANGO_TEMPLATES, engine_of_admin, is_of_django, lacks_template
from djauthlint.settings.urlconf import LOGIN_VIEW, urlconf

TEMPLATE: Final = "registration/login.html"

rule = Rule(
    __name__,
    code="DJA615",
    severity=Severity.ERROR,
    django_check="admin.E403",
    symptom="the login page is an error 500",
)


@rule.check
def without_engine(settings: Settings) -> Iterator[Diagnostic]:
    if settings.installs(ADMIN) and engine_of_admin(settings) is None and not settings.silences("admin.E403"):
        yield rule.diagnostic(
            settings["TEMPLATES"],
            "TEMPLATES has no engine of Django's template language, which the admin requires",
            help=f'add one with "BACKEND": "{DJANGO_TEMPLATES}", "APP_DIRS": True',
            symptom="manage.py stops with admin.E403; the login page is an error 500",
        )


@rule.check
def without_any_engine(settings: Settings) -> Iterator[Diagnostic]:
    if not settings["TEMPLATES"].elements and not settings.installs(ADMIN) and has_login_view(settings):
        yield rule.diagnostic(
            settings["TEMPLATES"],
            "TEMPLATES has no engine, and LoginView makes its page with one",
            help=f'add one with "BACKEND": "{DJANGO_TEMPLATES}", "APP_DIRS": True',
            django_check="",
        )


@rule.check
def without_folder(settings: Settings) -> Iterator[Diagnostic]:
    engines = settings["TEMPLATES"].elements
    if engines and (settings.installs(ADMIN) or has_login_view(settings)) and _is_nowhere(settings):
        yield rule.diagnostic(
            engines[0].entry("APP_DIRS"),
            "TEMPLATES looks for templates nowhere: APP_DIRS is off and DIRS empty",
            help='"APP_DIRS": True',
            cure=assign(engines[0].entry("APP_DIRS"), True),
            django_check="",
        )


@rule.check
def with_both(settings: Settings) -> Iterator[Diagnostic]:
    for engine in settings["TEMPLATES"].elements:
        in_apps, loaders = engine.entry("APP_DIRS"), engine.entry("OPTIONS").entry("loaders")
        if not loaders.is_set or loaders.type_name == "NoneType" or not in_apps.is_set or not in_apps.truthy:
            continue
        if is_of_django(settings, engine):
            yield rule.diagnostic(
                in_apps,
                "APP_DIRS is on, and OPTIONS has loaders: Django takes only one of both",
                help="delete APP_DIRS, with django.template.loaders.app_directories.Loader among the loaders",
                django_check="",
                related=[(loaders, "the loaders")],
            )


@rule.check
def without_template(settings: Settings) -> Iterator[Diagnostic]:
    if _shows_template(settings) and lacks_template(settings, TEMPLATE) and not _is_nowhere(settings):
        yield rule.diagnostic(
            settings["TEMPLATES"],
            f"no folder that TEMPLATES names has {TEMPLATE}, which LoginView makes the login page with",
            help=f"add {TEMPLATE} to the templates, or pass template_name to LoginView.as_view()",
            django_check="",
        )


def _shows_template(settings: Settings) -> bool:
    """Whether LOGIN_URL is Django's LoginView with the template that it has by itself."""
    login, pages = settings["LOGIN_URL"], urlconf(settings)
    url = login.url_name or login.value
    if pages is None or not isinstance(url, str):
        return False
    page = cookies.page(url)
    route = pages.at(page) if page is not None else pages.named(url)
    if route is None or route.view != LOGIN_VIEW or pages.at(route.path) is not route:
        return False
    return "**" not in route.keywords and "template_name" not in route.keywords


def has_login_view(settings: Settings) -> bool:
    """Whether one of the pages that are there in any case is Django's LoginView."""
    pages = urlconf(settings)
    return pages is not None and any(route.view == LOGIN_VIEW and route.is_certain for route in pages.routes)


def _is_nowhere(settings: Settings) -> bool:
    """Whether no engine looks for templates anywhere."""
    return all(_finds_nothing(settings, engine) for engine in settings["TEMPLATES"].elements)


def _finds_nothing(settings: Settings, engine: Element) -> bool:
    in_apps, folders, loaders = engine.entry("APP_DIRS"), engine.entry("DIRS"), engine.entry("OPTIONS").entry("loaders")
    if (in_apps.is_set and in_apps.truthy) or (folders.is_set and folders.truthy):
        return False
    return (not loaders.is_set or loaders.type_name == "NoneType") and is_of_django(settings, engine)
