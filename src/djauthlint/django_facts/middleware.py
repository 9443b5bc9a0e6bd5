"""Which middleware and which message storages the rules name."""

from __future__ import annotations

from typing import Final

from djauthlint.django_facts.middleware_table import Constraint, constraint, constraints

SESSION: Final = "django.contrib.sessions.middleware.SessionMiddleware"
AUTHENTICATION: Final = "django.contrib.auth.middleware.AuthenticationMiddleware"
MESSAGES: Final = "django.contrib.messages.middleware.MessageMiddleware"
COMMON: Final = "django.middleware.common.CommonMiddleware"
CSRF: Final = "django.middleware.csrf.CsrfViewMiddleware"
SECURITY: Final = "django.middleware.security.SecurityMiddleware"
CLICKJACKING: Final = "django.middleware.clickjacking.XFrameOptionsMiddleware"
CSP: Final = "django.middleware.csp.ContentSecurityPolicyMiddleware"
DJANGO_CSP: Final = "csp.middleware.CSPMiddleware"
LOGIN_REQUIRED: Final = "django.contrib.auth.middleware.LoginRequiredMiddleware"
UPDATE_CACHE: Final = "django.middleware.cache.UpdateCacheMiddleware"
FETCH_FROM_CACHE: Final = "django.middleware.cache.FetchFromCacheMiddleware"
REMOTE_USER: Final = "django.contrib.auth.middleware.RemoteUserMiddleware"

STARTPROJECT: Final = (SECURITY, SESSION, COMMON, CSRF, AUTHENTICATION, MESSAGES, CLICKJACKING)
"""What `startproject` writes into MIDDLEWARE (`django/conf/project_template/project_name/settings.py-tpl`)."""

REMOTE_USER_METHODS: Final = frozenset(
    ("__call__", "__acall__", "process_request", "aprocess_request", "get_username", "__getattribute__")
)
"""The methods of RemoteUserMiddleware that look for the name of the user and log in; without them it logs in as Django does."""


def session_storages() -> tuple[str, ...]:
    """Message storages that need a session: FallbackStorage makes a SessionStorage beside its CookieStorage."""
    condition = constraint("dj-session-messages").condition
    assert condition is not None
    return condition.classes


def what_security_precedes() -> tuple[Constraint, ...]:
    """Which middleware answers requests by itself, so that its answers lack what SecurityMiddleware does if it stands above that.

    The order of any other is only a matter of work that is in vain: what a view, or a `process_view`, answers passes all.
    """
    return tuple(
        rule
        for rule in constraints()
        if rule.before is not None and rule.before.path == SECURITY and rule.confidence == "high"
    )
