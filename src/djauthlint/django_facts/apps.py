"""How INSTALLED_APPS may name the apps of Django that rules ask for: by package, or by the class of its configuration.

Source: `apps.py` of each app. A configuration class of a project is not among them.
"""

from __future__ import annotations

from typing import Final

AUTH: Final = ("django.contrib.auth", "django.contrib.auth.apps.AuthConfig")
ADMIN: Final = (
    "django.contrib.admin",
    "django.contrib.admin.apps.AdminConfig",
    "django.contrib.admin.apps.SimpleAdminConfig",
)
CONTENT_TYPES: Final = ("django.contrib.contenttypes", "django.contrib.contenttypes.apps.ContentTypesConfig")
MESSAGES: Final = ("django.contrib.messages", "django.contrib.messages.apps.MessagesConfig")
SESSIONS: Final = ("django.contrib.sessions", "django.contrib.sessions.apps.SessionsConfig")
SITES: Final = ("django.contrib.sites", "django.contrib.sites.apps.SitesConfig")
STATIC_FILES: Final = ("django.contrib.staticfiles", "django.contrib.staticfiles.apps.StaticFilesConfig")
