"""Logs in to a site with real Django; run by test_django.py as a process of its own, in the folder of the site.

Prints "ok", or where it failed. The client keeps to what a browser does with cookies: RFC 6265bis refuses
`SameSite=None` without `Secure`, `Secure` over plain HTTP, the `Domain` of another host and prefixed names without what
the prefix promises (section 5.7); `Max-Age` of 0 or less deletes; a cookie is sent to the pages below its `Path` (5.1.4).
Under the policy no-referrer its `Origin` is null, as the Fetch standard has it.
"""

import logging
import os
import re
import sys
from http.cookies import Morsel
from pathlib import Path

import django
from django.core.management import call_command
from django.test import Client, override_settings

HOST, LOGIN = "testserver", "/login/"


def main() -> str:
    logging.disable()
    sys.path.insert(0, str(Path.cwd()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    try:
        django.setup()
        call_command("migrate", verbosity=0, skip_checks=True)
    except Exception as error:  # noqa: BLE001 (it is the answer)
        return f"start: {type(error).__name__}"
    from django.contrib.auth import get_user_model

    # The account is older than the settings under test.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        get_user_model().objects.create_user("ada", password="lovelace")
    secure = "https" in sys.argv
    origin = "https://app.example.com" if "origin" in sys.argv else f"http{'s' if secure else ''}://{HOST}"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    try:
        client.handler.load_middleware()
    except Exception as error:  # noqa: BLE001 (it is the answer)
        return f"start: {type(error).__name__}"
    try:
        page = client.get(LOGIN, secure=secure)
    except Exception:  # noqa: BLE001 (Django's own error page failed as well: the server answers)
        return "login page: 500"
    if page.status_code != 200:
        return f"login page: {page.status_code}"
    keep(client, secure, LOGIN)
    if page.get("Referrer-Policy", "").rpartition(",")[2].strip() == "no-referrer":
        origin = "null"
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.content)[1].decode()
    form = {"username": "ada", "password": "lovelace", "csrfmiddlewaretoken": token}
    try:
        answer = client.post(LOGIN, form, secure=secure, HTTP_ORIGIN=origin)
    except Exception:  # noqa: BLE001 (as above)
        return "login: 500"
    if answer.status_code != 302:
        return f"login: {answer.status_code}"
    keep(client, secure, "/private/")
    private = client.get("/private/", secure=secure)
    return "ok" if private.status_code == 200 else f"private page: {private.status_code}"


def keep(client: Client, secure: bool, page: str) -> None:
    """Forget the cookies that a browser would not send to a page."""
    for name, cookie in list(client.cookies.items()):
        if not is_kept(name, cookie, secure) or not is_sent_to(cookie, page):
            del client.cookies[name]


def is_kept(name: str, cookie: Morsel, secure: bool) -> bool:
    domain = str(cookie["domain"]).strip().removeprefix(".")
    path = str(cookie["path"]).strip()
    promised = not name.lower().startswith(("__secure-", "__host-")) or cookie["secure"]
    if name.lower().startswith("__host-"):
        promised = promised and not domain and path == "/"
    return (
        promised
        and not (cookie["samesite"].lower() == "none" and not cookie["secure"])
        and (secure or not cookie["secure"])
        and (not domain or f".{HOST}".endswith(f".{domain}"))
        and (cookie["max-age"] == "" or cookie["max-age"] > 0)
    )


def is_sent_to(cookie: Morsel, page: str) -> bool:
    path = str(cookie["path"]).strip()
    if not path.startswith("/"):
        path = LOGIN[: LOGIN.rindex("/")] or "/"
    return page.startswith(path if path.endswith("/") else f"{path}/")


print(main())
