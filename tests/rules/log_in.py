"""Logs in to a site with real Django; run by test_django.py as a process of its own, in the folder of the site.

Prints "ok", or where it failed. The client keeps to what a browser does with cookies: RFC 6265bis, section 5.7, refuses
`SameSite=None` without `Secure`, and `Secure` over plain HTTP.
"""

import logging
import os
import re
import sys
from pathlib import Path

import django
from django.core.management import call_command
from django.test import Client


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

    get_user_model().objects.create_user("ada", password="lovelace")
    secure = "https" in sys.argv
    origin = "https://app.example.com" if "origin" in sys.argv else f"http{'s' if secure else ''}://testserver"
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = client.get("/login/", secure=secure)
    if page.status_code != 200:
        return f"login page: {page.status_code}"
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.content)[1].decode()
    form = {"username": "ada", "password": "lovelace", "csrfmiddlewaretoken": token}
    answer = client.post("/login/", form, secure=secure, HTTP_ORIGIN=origin)
    if answer.status_code != 302:
        return f"login: {answer.status_code}"
    for name, cookie in answer.cookies.items():
        unasked = cookie["samesite"].lower() == "none" and not cookie["secure"]
        if unasked or (cookie["secure"] and not secure):
            del client.cookies[name]
    private = client.get("/private/", secure=secure)
    return "ok" if private.status_code == 200 else f"private page: {private.status_code}"


print(main())
