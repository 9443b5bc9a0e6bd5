"""A comma behind a value makes a tuple of it.

## Why is this bad?
`DEBUG = False,` is the tuple `(False,)`, and what is not empty is true: what the setting says is off is on. Settings that
are no switches fail where Django uses them: SESSION_COOKIE_NAME, for instance, when the first cookie is set
(`django/http/response.py`, `set_cookie`). No system check looks for it. Settings that may be a tuple are left alone.

## Example
```python
SESSION_COOKIE_SECURE = False,
```

Use instead:
```python
SESSION_COOKIE_SECURE = False
```

## Fix safety
The fix is unsafe where something that protects is switched off, as the text says, and safe for DEBUG and for what stays on.

## Prove it
`from django.conf import settings; settings.SESSION_COOKIE_SECURE` in `manage.py shell` shows `False`, without brackets.
"""

from collections.abc import Iterator

from djauthlint.diagnostics import Diagnostic, Severity
from djauthlint.django_facts import possible_setting_names, settings_of_type
from djauthlint.rule import Rule
from djauthlint.settings import Setting
from djauthlint.settings.cures import without_comma
from djauthlint.settings.django_checks import of_slip

rule = Rule(__name__, code="DJA802", severity=Severity.ERROR)

NO_START = "the site does not start"
NO_PAGE = "every page is an error 500"
NO_LOGIN_PAGE = "the login page is an error 500"
NO_LOGIN = "the login page loads, and sending the form is an error 500"
NO_SESSION = "logging in leads back to the login page"

SYMPTOMS = {
    "ALLOWED_HOSTS": NO_PAGE,
    "AUTHENTICATION_BACKENDS": NO_LOGIN,
    "AUTH_USER_MODEL": NO_START,
    "CACHES": NO_PAGE,
    "CSRF_COOKIE_AGE": NO_LOGIN_PAGE,
    "CSRF_COOKIE_DOMAIN": "forms are refused with error 403",
    "CSRF_COOKIE_NAME": NO_LOGIN_PAGE,
    "CSRF_COOKIE_SAMESITE": NO_LOGIN_PAGE,
    "CSRF_HEADER_NAME": "what scripts send is refused with error 403",
    "CSRF_TRUSTED_ORIGINS": "sending a form from another origin is an error 500",
    "DATABASES": NO_START,
    "INSTALLED_APPS": NO_START,
    "LANGUAGE_CODE": NO_START,
    "LOGIN_REDIRECT_URL": NO_LOGIN,
    "LOGIN_URL": "every page that needs a login is an error 500 for who has not logged in",
    "MESSAGE_STORAGE": NO_PAGE,
    "MIDDLEWARE": NO_START,
    "PASSWORD_HASHERS": NO_LOGIN,
    "ROOT_URLCONF": NO_PAGE,
    "SESSION_COOKIE_AGE": NO_LOGIN,
    "SESSION_COOKIE_DOMAIN": NO_SESSION,
    "SESSION_COOKIE_NAME": NO_LOGIN,
    "SESSION_COOKIE_PATH": NO_SESSION,
    "SESSION_COOKIE_SAMESITE": NO_LOGIN,
    "SESSION_ENGINE": NO_START,
    "SESSION_SERIALIZER": NO_LOGIN_PAGE,
    "TEMPLATES": NO_LOGIN_PAGE,
    "TIME_ZONE": NO_START,
    "X_FRAME_OPTIONS": NO_PAGE,
}
OTHERWISE = "Django fails, or does something else, where it uses the setting"


@rule.check_each(lambda settings: sorted(possible_setting_names(settings.django_version).intersection(settings.names)))
def check(setting: Setting) -> Iterator[Diagnostic]:
    value = setting.before_comma
    if value is None:
        return
    is_switch = setting.name in settings_of_type(setting.settings.django_version, "bool")
    works = is_switch and value.is_literal and bool(value.value)
    cure = without_comma(setting)
    off_is_on = "what the setting says is off is on"
    yield rule.diagnostic(
        setting,
        f"the comma makes a tuple of {setting.name}{', which is true' if is_switch else ''}",
        help="remove the comma behind the value",
        cure=cure.but("what the setting protects is then off, as its text says") if is_switch and not works else cure,
        severity=Severity.WARNING if works else Severity.ERROR,
        symptom="nothing, but system checks that compare with True are misled"
        if works
        else off_is_on
        if is_switch
        else SYMPTOMS.get(setting.name, OTHERWISE),
        django_check=of_slip(setting.settings, setting.name),
    )
