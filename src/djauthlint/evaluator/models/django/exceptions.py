"""`django.core.exceptions` and its kin: classes with their bases (Django 4.2 to 6.0)."""

from __future__ import annotations

from typing import Final

from djauthlint.evaluator.models.builtin_exceptions import class_at
from djauthlint.evaluator.models.model import Model
from djauthlint.values import Builtin

exceptions = Model("django.core.exceptions")
urls_exceptions = Model("django.urls.exceptions")
database_exceptions = Model("django.db.utils")

BASE: Final = ("builtins.Exception", "builtins.BaseException", "builtins.object")


def _exception(model: Model, name: str, *bases: str) -> Builtin:
    cls = model.names[name] = class_at(f"{model.path}.{name}", *bases, *BASE)
    return cls


for _name in "AppRegistryNotReady BadRequest EmptyResultSet FieldDoesNotExist FieldError FullResultSet ImproperlyConfigured".split():
    _exception(exceptions, _name)
for _name in "MiddlewareNotUsed MultipleObjectsReturned ObjectDoesNotExist PermissionDenied SuspiciousOperation ValidationError ViewDoesNotExist".split():
    _exception(exceptions, _name)
for _name in "RequestAborted SynchronousOnlyOperation".split():
    _exception(exceptions, _name)
for _name in (
    "DisallowedHost DisallowedRedirect RequestDataTooBig SuspiciousFileOperation SuspiciousMultipartForm TooManyFieldsSent TooManyFilesSent"
).split():
    _exception(exceptions, _name, "django.core.exceptions.SuspiciousOperation")
exceptions.constant(NON_FIELD_ERRORS="__all__")

_exception(urls_exceptions, "Resolver404", "django.http.response.Http404")
_exception(urls_exceptions, "NoReverseMatch")
_exception(database_exceptions, "Error")
for _name in ("InterfaceError", "DatabaseError"):
    _exception(database_exceptions, _name, "django.db.utils.Error")
for _name in "DataError OperationalError IntegrityError InternalError ProgrammingError NotSupportedError".split():
    _exception(database_exceptions, _name, "django.db.utils.DatabaseError", "django.db.utils.Error")
_exception(database_exceptions, "ConnectionDoesNotExist")
database_exceptions.constant(DEFAULT_DB_ALIAS="default", DJANGO_VERSION_PICKLE_KEY="_django_version")
