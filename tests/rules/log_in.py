"""Logs in to sites with real Django; run by logins.py as a process of its own.

Reads a JSON object a line, `{"folder": ..., "how": [...]}`, and answers each with a line: "ok", or where it failed. `how`
has "http" (the browser uses plain HTTP), "origin" (the form is on a page of app.example.com), "script" (JavaScript sends
the form, with the token in a header), "message" (there is a message for the user after the login), "stranger" (someone who
has not logged in asks for the private page afterwards) and "sso" (the web server names the user, and no form is sent). Each
site is opened in a fork of the process that has imported Django, so that sites share nothing.

Requests arrive as behind a proxy that terminates TLS: over plain HTTP, with the header X-Forwarded-Proto.

The client keeps to what a browser does with cookies: RFC 6265bis refuses `SameSite=None` without `Secure`, `Secure`
over plain HTTP, the `Domain` of another host and prefixed names without what the prefix promises (section 5.7);
`Max-Age` of 0 or less deletes; a cookie is sent to the pages below its `Path` (5.1.4). Under the policy no-referrer its
`Origin` is null, as the Fetch standard has it. tests/browser/ asks a real browser.
"""

import importlib
import json
import logging
import os
import re
import signal
import sys
import traceback
from http.cookies import Morsel

import django
from django.core.management import call_command
from django.test import Client, override_settings

HOST, LOGIN = "testserver", "/login/"
# What a site imports anyway and what does not look at settings while it is imported.
SHARED = """
    django.contrib.auth.decorators django.contrib.auth.management django.contrib.auth.tokens
    django.contrib.contenttypes.management django.contrib.messages.middleware
    django.contrib.sessions.backends.db django.contrib.sessions.middleware django.core.checks.urls
    django.core.handlers.wsgi django.core.management.commands.migrate django.db.backends.sqlite3.base
    django.db.migrations.executor django.db.models.sql.compiler django.forms.renderers django.middleware.csrf
    django.middleware.security django.template.backends.django django.template.context_processors
    django.template.defaulttags django.template.loader_tags django.views.csrf django.views.defaults django.views.generic
""".split()
SECONDS = 30


def main() -> None:
    for module in SHARED:
        importlib.import_module(module)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(apart(request["folder"], set(request["how"]))), flush=True)


def apart(folder: str, how: set[str]) -> str:
    """The answer of `log_in`, run in a fork."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        os.close(reading)
        with os.fdopen(writing, "w") as pipe:
            try:
                pipe.write(log_in(folder, how))
            except BaseException:  # noqa: BLE001 (nothing may get out of the fork)
                pipe.write(traceback.format_exc())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return answer if status == 0 else f"the client ended with {status}"


def log_in(folder: str, how: set[str]) -> str:
    logging.disable()
    os.chdir(folder)
    sys.path.insert(0, folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    try:
        django.setup()
        call_command("migrate", verbosity=0, skip_checks=True, run_syncdb=True)
    except Exception as error:  # noqa: BLE001 (it is the answer)
        return f"start: {type(error).__name__}"
    from django.contrib.auth import get_user_model

    # The account is older than the settings under test.
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        get_user_model().objects.create_user("ada", password="lovelace")
    secure = "http" not in how
    scheme = "https" if secure else "http"
    origin = "https://app.example.com" if "origin" in how else f"{scheme}://{HOST}"
    client = Client(
        enforce_csrf_checks=True, raise_request_exception=False, HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO=scheme
    )
    try:
        client.handler.load_middleware()
    except Exception as error:  # noqa: BLE001 (it is the answer)
        return f"start: {type(error).__name__}"
    if "sso" in how:
        return private_page(client, REMOTE_USER="ada")
    try:
        page = client.get(LOGIN)
    except Exception:  # noqa: BLE001 (Django's own error page failed as well: the server answers)
        return "login page: 500"
    if page.status_code != 200:
        return f"login page: {page.status_code}"
    keep(client, secure, LOGIN)
    if page.get("Referrer-Policy", "").rpartition(",")[2].strip() == "no-referrer":
        origin = "null"
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.content)[1].decode()
    form = {"username": "ada", "password": "lovelace"}
    headers = {"HTTP_ORIGIN": origin}
    if "script" in how:
        headers["HTTP_X_CSRFTOKEN"] = token
    else:
        form["csrfmiddlewaretoken"] = token
    try:
        answer = client.post(LOGIN, form, **headers)
    except Exception:  # noqa: BLE001 (as above)
        return "login: 500"
    if answer.status_code != 302:
        return f"login: {answer.status_code}"
    keep(client, secure, "/private/")
    outcome = private_page(client)
    if outcome != "ok":
        return outcome
    if "message" in how:
        client.get("/message/")
        private = client.get("/private/")
        return "ok" if private.status_code == 200 else f"after the message: {private.status_code}"
    if "stranger" in how:
        stranger = private_page(Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO=scheme))
        return "ok" if stranger == "private page: 302" else f"stranger: {stranger}"
    return "ok"


def private_page(client: Client, **environ: str) -> str:
    answer = client.get("/private/", **environ)
    return "ok" if answer.status_code == 200 else f"private page: {answer.status_code}"


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


main()
