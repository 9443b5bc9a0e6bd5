"""Constants of Django that settings import, from the modules that define them or pass them on."""

from __future__ import annotations

from djauthlint.evaluator.models.model import Model

db = Model("django.db")
db.constant(DEFAULT_DB_ALIAS="default", DJANGO_VERSION_PICKLE_KEY="_django_version")

auth_management = Model("django.contrib.auth.management")
auth_management.constant(DEFAULT_DB_ALIAS="default")

cache = Model("django.core.cache")
cache.constant(DEFAULT_CACHE_ALIAS="default")

auth = Model("django.contrib.auth")
auth.constant(
    BACKEND_SESSION_KEY="_auth_user_backend",
    HASH_SESSION_KEY="_auth_user_hash",
    REDIRECT_FIELD_NAME="next",
    SESSION_KEY="_auth_user_id",
)

model_constants = Model("django.db.models.constants")
model_constants.constant(LOOKUP_SEP="__")
