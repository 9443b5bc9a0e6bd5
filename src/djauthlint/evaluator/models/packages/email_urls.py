"""dj-email-url 1 (https://github.com/migonzalvar/dj-email-url)."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qs, unquote, urlparse

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.packages.reading import read_variable, typed
from djauthlint.values import Dict, Known, Unknown, Value

dj_email_url = Model("dj_email_url")
_SMTP: Final = "django.core.mail.backends.smtp.EmailBackend"
_BACKENDS: Final = {
    "smtp": _SMTP,
    "submission": _SMTP,
    "submit": _SMTP,
    "smtps": _SMTP,
    "console": "django.core.mail.backends.console.EmailBackend",
    "file": "django.core.mail.backends.filebased.EmailBackend",
    "memory": "django.core.mail.backends.locmem.EmailBackend",
    "dummy": "django.core.mail.backends.dummy.EmailBackend",
}
_TRUE: Final = ("1", "y", "Y", "yes", "Yes", "YES", "t", "T", "true", "True", "TRUE", "on", "On", "ON")
KEYS: Final = (
    "EMAIL_FILE_PATH",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_SSL",
    "EMAIL_USE_TLS",
    "EMAIL_TIMEOUT",
    "EMAIL_BACKEND",
)


def parse(text: str) -> dict[str, Any]:
    """As `dj_email_url.parse`."""
    url = urlparse(text)
    query = parse_qs(url.query)
    config: dict[str, Any] = {
        "EMAIL_FILE_PATH": url.path[1:].split("?", 2)[0],
        "EMAIL_HOST_USER": unquote(url.username) if url.username else url.username,
        "EMAIL_HOST_PASSWORD": unquote(url.password) if url.password else url.password,
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port,
        "EMAIL_USE_SSL": False,
        "EMAIL_USE_TLS": False,
        "EMAIL_TIMEOUT": None,
    }
    if url.scheme in _BACKENDS:
        config["EMAIL_BACKEND"] = _BACKENDS[url.scheme]
    if url.scheme == "smtp":
        config["EMAIL_HOST"] = config["EMAIL_HOST"] or "localhost"
        config["EMAIL_PORT"] = config["EMAIL_PORT"] or 25
    elif url.scheme == "smtps":
        config["EMAIL_USE_TLS"] = True
    elif url.scheme in ("submission", "submit"):
        config["EMAIL_USE_TLS"] = True
        config["EMAIL_PORT"] = config["EMAIL_PORT"] or 587
    if query.get("ssl"):
        if query["ssl"][0] in _TRUE:
            config.update(EMAIL_USE_SSL=True, EMAIL_USE_TLS=False)
    elif query.get("tls") and query["tls"][0] in _TRUE:
        config.update(EMAIL_USE_SSL=False, EMAIL_USE_TLS=True)
    if "timeout" in query:
        config["EMAIL_TIMEOUT"] = int(query["timeout"][0])
    if "_server_email" in query:
        config["SERVER_EMAIL"] = query["_server_email"][0]
    if "_default_from_email" in query:
        config["DEFAULT_FROM_EMAIL"] = query["_default_from_email"][0]
    return config


def _parsed(call: Call, leaf: Value) -> Tree[Value]:
    if isinstance(leaf, Known) and isinstance(leaf.value, str):
        return typed(call, leaf, "dict", parse)
    if isinstance(leaf, Unknown):
        return Dict({}, call.origin, call.run.worlds, leaf.reason)
    return call.undetermined(kind="dict")


@dj_email_url.function("parse")
def _parse(call: Call) -> Tree[Value]:
    return _parsed(call, call.get(0, "url"))


@dj_email_url.function("config")
def _config(call: Call) -> Tree[Value]:
    name = "EMAIL_URL" if call.get(0, "env") is None else call.text(0, "env")
    if name is None:
        return call.undetermined(kind="dict")
    empty = Dict({}, call.origin, call.run.worlds)
    default = call.get(1, "default")
    made = (
        call.run.lift(
            lambda leaf: empty if isinstance(leaf, Known) and not leaf.value else _parsed(call, leaf), default
        )
        if default is not None
        else None
    )
    return read_variable(call, name, made, lambda leaf: _parsed(call, leaf), lambda: empty)
