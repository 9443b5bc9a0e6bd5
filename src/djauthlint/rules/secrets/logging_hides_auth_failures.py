"""LOGGING keeps the reasons of failures from the log.

## Why is this bad?
Who looks for the reason of a login that fails finds nothing. The rule speaks of three mistakes:

- Django has no logger of that name: what is set for `django.auth` has no effect. What it logs about forms and sessions has the names
  `django.security.csrf`, `django.security.SuspiciousSession`, `django.contrib.auth` and `django.contrib.sessions`.
- `disable_existing_loggers` is true, which it is where it is not set. Django makes `django.request` before it reads LOGGING
  (`django/utils/log.py`), and `logging.config` disables each logger that is neither named nor below one that is. The traceback of an
  error 500 is in no log, and no mail brings it.
- `django.security` is set to a level above WARNING, or to nothing but a NullHandler. The reason why a form is refused with 403 is
  logged as a warning (`django/middleware/csrf.py`, `_reject`). So it is with `django.request` and levels above ERROR: that one has
  the tracebacks. That it has nothing but a NullHandler says little, since some packages log requests themselves.

Of tracebacks, the rule is silent where the settings know a service that collects errors.

## Example
```python
LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"]},
}
```

Use instead:
```python
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"]},
}
```

## Fix safety
The fix is unsafe: the log says more than before, and mails may be sent of it. There is none for handlers.

## Prove it
A POST to the login page without a token writes "Forbidden (CSRF cookie not set.)" to the log, a view that fails its traceback.
"""

import re
from collections.abc import Iterator
from typing import Final

from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.rule import Rule
from djauthlint.settings import Part, Settings
from djauthlint.settings.cures import assign, rename_key

rule = Rule(
    __name__,
    code="DJA721",
    severity=Severity.WARNING,
    priority="P2",
    outside_tests=True,
    confidence=Confidence.HIGH,
    symptom="nothing: the log does not say why a login fails",
)

NO_LOGGERS: Final = {
    "django.auth": "django.contrib.auth",
    "django.csrf": "django.security.csrf",
    "django.middleware.csrf": "django.security.csrf",
    "django.session": "django.contrib.sessions",
    "django.sessions": "django.contrib.sessions",
}
"""Names that none of Django's `getLogger` calls has, and those that were meant."""

NO_REASON: Final = "nothing: the log does not say why a form is refused with 403"
NO_TRACEBACK: Final = "nothing: the traceback of an error 500 is in no log, and no mail brings it"
ABOVE: Final = {"WARNING": ("ERROR", "CRITICAL", "FATAL", 40, 50), "ERROR": ("CRITICAL", "FATAL", 50)}
NOUNS: Final = {"WARNING": "a WARNING", "ERROR": "an ERROR"}
COLLECTORS: Final = re.compile(
    r"\b(?:airbrake|bugsnag|datadog|ddtrace|elasticapm|honeybadger|logfire|newrelic|raven|rollbar|sentry|sentry_sdk)\b",
    re.IGNORECASE,
)
"""Services that get errors without the log: from the signal `got_request_exception`, or from a middleware."""


@rule.check
def misnamed(settings: Settings) -> Iterator[Diagnostic]:
    for name, right in NO_LOGGERS.items():
        logger = named(settings, name)
        if logger is not None:
            yield rule.diagnostic(
                logger,
                f"Django has no logger {name}; did you mean {right}?",
                help=f'write "{right}"',
                cure=None if named(settings, right) else rename_key(logger, right).but("the log says more than before"),
            )


@rule.check
def disabled(settings: Settings) -> Iterator[Diagnostic]:
    config = settings["LOGGING"]
    if not is_read(settings) or not is_on(config.entry("disable_existing_loggers"), True):
        return
    if is_on(config.entry("incremental"), False) or named(settings, "django") or named(settings, "django.request"):
        return
    if not is_collected(settings):
        yield rule.diagnostic(
            config.entry("disable_existing_loggers"),
            "LOGGING disables the logger django.request, which has the tracebacks of errors",
            help='"disable_existing_loggers": False',
            symptom=NO_TRACEBACK,
            cure=assign(config.entry("disable_existing_loggers"), False).but(
                "loggers that were silent write to the log"
            ),
        )


@rule.check
def hides_reasons(settings: Settings) -> Iterator[Diagnostic]:
    logger = named(settings, "django.security.csrf") or named(settings, "django.security")
    if logger is None:
        return
    yield from too_quiet(logger, "WARNING", "why a form is refused", NO_REASON)
    level = logger.entry("level")
    is_high = level.is_set and level.value in ABOVE["WARNING"]
    if not is_high and is_silent(logger, settings["LOGGING"].entry("handlers")):
        yield rule.diagnostic(
            logger.entry("handlers"),
            f"the logger {logger.key} has nothing but a NullHandler, and does not propagate",
            help="give it a handler that writes, or delete it",
            symptom=NO_REASON,
        )


@rule.check
def hides_tracebacks(settings: Settings) -> Iterator[Diagnostic]:
    logger = named(settings, "django.request")
    if logger is not None and not is_collected(settings):
        yield from too_quiet(logger, "ERROR", "the traceback of an error 500", NO_TRACEBACK)


def too_quiet(logger: Part, needed: str, what: str, symptom: str) -> Iterator[Diagnostic]:
    level = logger.entry("level")
    if level.is_set and level.value in ABOVE[needed]:
        yield rule.diagnostic(
            level,
            f"the logger {logger.key} takes nothing below {level.value}: {what} is {NOUNS[needed]}",
            help=f'"level": "{needed}"',
            symptom=symptom,
            cure=assign(level, needed).but("the log says more, and mails may be sent of it"),
        )


def is_collected(settings: Settings) -> bool:
    """Whether the settings know a service that collects errors."""
    return any(COLLECTORS.search(file.text) for file in settings.evaluation.files.values())


def is_read(settings: Settings) -> bool:
    """Whether Django configures logging with LOGGING."""
    config = settings["LOGGING"]
    return config.is_set and config.truthy and settings["LOGGING_CONFIG"].value == "logging.config.dictConfig"


def named(settings: Settings, name: str) -> Part | None:
    """What LOGGING says of a logger, None where it says nothing."""
    if not is_read(settings):
        return None
    loggers = settings["LOGGING"].entry("loggers")
    return loggers.entry(name) if loggers.is_set and loggers.entry(name).is_set else None


def is_on(part: Part, default: bool) -> bool:
    return part.truthy if part.is_set else default


def is_silent(logger: Part, handlers: Part) -> bool:
    """Whether what a logger gets goes nowhere."""
    own = logger.entry("handlers")
    if is_on(logger.entry("propagate"), True) or not own.is_set or not own.truthy:
        return False
    classes = (handlers.entry(each.value).entry("class").value_or(None) for each in own.elements)
    return all(each == "logging.NullHandler" for each in classes)
