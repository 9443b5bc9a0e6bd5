"""Logs in to sites with real Django; run by logins.py as a process of its own.

Reads a JSON object a line, `{"folder": ..., "how": [...]}`, and answers each with a line: "ok", or where it failed. `how`
has "http" (the browser uses plain HTTP), "origin" (the form is on a page of app.example.com), "script" (JavaScript sends
the form, with the token in a header), "message" (there is a message for the user after the login), "stranger" (someone who
has not logged in asks for the private page afterwards, with a header X-Remote-User), "sso" (the web server names the user,
and no form is sent), "proxied" (a proxy does so in the header X-Remote-User) and "check" (`manage.py check` is run before).

Requests arrive as behind a proxy that terminates TLS: over plain HTTP, with the header X-Forwarded-Proto.

The client keeps to what a browser does with cookies: RFC 6265bis refuses `SameSite=None` without `Secure`, `Secure`
over plain HTTP, the `Domain` of another host and prefixed names without what the prefix promises (section 5.7);
`Max-Age` of 0 or less deletes; a cookie is sent to the pages below its `Path` (5.1.4). Under the policy no-referrer its
`Origin` is null, as the Fetch standard has it. tests/browser/ asks a real browser.
"""

import io
import json
import os
import re
import sys
from http.cookies import Morsel

from django.core.management import call_command
from django.test import Client

from tests.rules import sites
from tests.rules.logins import NAME, PASSWORD

HOST, LOGIN = "testserver", "/login/"


def main() -> None:
    sites.prepare()
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(apart(request["folder"], set(request["how"]))), flush=True)


def apart(folder: str, how: set[str]) -> str:
    """The answer of `log_in`, run in a fork."""
    child, reading = sites.fork(lambda writing: os.write(writing, log_in(folder, how).encode()))
    with os.fdopen(reading) as pipe:
        answer = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return answer if status == 0 else f"the client ended with {status}"


def log_in(folder: str, how: set[str]) -> str:
    try:
        sites.open_site(folder)
        if "check" in how:
            call_command("check", stdout=io.StringIO())
    except Exception as error:  # noqa: BLE001 (it is the answer)
        return f"start: {type(error).__name__}"
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
        return private_page(client, REMOTE_USER=NAME)
    if "proxied" in how:
        return private_page(client, HTTP_X_REMOTE_USER=NAME)
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
    form = {"username": NAME, "password": PASSWORD}
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
        other = Client(HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO=scheme, HTTP_X_REMOTE_USER=NAME)
        stranger = private_page(other)
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
