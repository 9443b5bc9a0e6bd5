"""Logs in to sites with real Django; run by logins.py as a process of its own.

Reads a JSON object a line, `{"folder": ..., "how": [...]}`, and answers each with a line: "ok", or where it failed. `how`
says what else there is:

    http      the browser uses plain HTTP
    origin    the form is on a page of app.example.com
    referer   the client sends no Origin, but a Referer
    upstream  the proxy sends its own name for the server as Host, and that which the browser sent as X-Forwarded-Host
    port      the browser uses port 8443, which the proxy leaves out of Host
    script    JavaScript sends the form, with the token in a header
    sso       the web server names the user, and no form is sent
    proxied   a proxy does so in the header X-Remote-User
    old       the account is from before PASSWORD_HASHERS was set
    check     `manage.py check` is run before
    worker    another process of the server answers once somebody has logged in
    restart   the server is started again once somebody has logged in
    crowd     a thousand others get a session after the login
    message   there is a message for the user after the login
    logout    whoever is logged in logs out, and someone comes with a copy of the cookies
    follow    whoever has logged in on the login page opens the page that this leads to
    visitor   someone who has not logged in opens the private page before, and gets to the login page
    typed     whoever opens the private page types its address without https, and follows where that leads
    stranger  someone who has not logged in asks for the private page afterwards, with a header X-Remote-User

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
from collections.abc import Callable
from functools import partial
from http.cookies import Morsel
from importlib import import_module
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.management import call_command
from django.test import Client

from tests.rules import sites
from tests.rules.logins import NAME, PASSWORD

DEFAULT_HASHER = "django.contrib.auth.hashers.PBKDF2PasswordHasher"
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
    scheme = "http" if "http" in how else "https"
    # A fork that has no settings yet evaluates them by itself.
    restarted = another_process(scheme, partial(sites.start, folder)) if "restart" in how else None
    try:
        sites.open_site(folder, *([DEFAULT_HASHER] if "old" in how else []))
        if "check" in how:
            call_command("check", stdout=io.StringIO())
        client = new_client(scheme)
        client.handler.load_middleware()
        if "upstream" in how:
            client.defaults |= {"HTTP_HOST": "app:8000", "HTTP_X_FORWARDED_HOST": HOST}
    except Exception as error:  # noqa: BLE001 (it is the answer)
        return f"start: {type(error).__name__}"
    if "visitor" in how and (failure := way_to_login(new_client(scheme))):
        return failure
    if "typed" in how and (failure := way_to_https(new_client("http"), client)):
        return failure
    if "sso" in how:
        return private_page(client, REMOTE_USER=NAME)
    if "proxied" in how:
        return private_page(client, HTTP_X_REMOTE_USER=NAME)
    ask = restarted or (another_process(scheme) if "worker" in how else partial(visit, scheme))
    outcome = send_form(client, scheme, how)
    return afterwards(client, scheme, ask, how) if outcome == "ok" else outcome


def new_client(scheme: str) -> Client:
    return Client(
        enforce_csrf_checks=True, raise_request_exception=False, HTTP_HOST=HOST, HTTP_X_FORWARDED_PROTO=scheme
    )


def private_page(client: Client, **environ: str) -> str:
    status = client.get("/private/", **environ).status_code
    return "ok" if status == 200 else f"private page: {status}"


def visit(scheme: str, cookies: dict[str, str]) -> str:
    """How the private page answers somebody with these cookies."""
    client = new_client(scheme)
    client.cookies.load(cookies)
    return private_page(client)


def another_process(scheme: str, start: Callable[[], None] = lambda: None) -> Callable[[dict[str, str]], str]:
    """`visit`, asked from another process of the same server; what it does before it answers for the first time."""
    asking, telling = os.pipe()

    def serve(writing: int) -> None:
        os.close(telling)
        with os.fdopen(asking) as pipe:
            for number, line in enumerate(pipe):
                if number == 0:
                    start()
                os.write(writing, f"{visit(scheme, json.loads(line))}\n".encode())

    _, reading = sites.fork(serve)
    answers = os.fdopen(reading)

    def ask(cookies: dict[str, str]) -> str:
        os.write(telling, f"{json.dumps(cookies)}\n".encode())
        return answers.readline().strip()

    return ask


def way_to_login(client: Client) -> str | None:
    """How the way from the private page to the login page fails for somebody with a browser."""
    try:
        answer = client.get("/private/")
        for _ in range(20):
            if answer.status_code not in (301, 302):
                break
            answer = client.get(urljoin(answer.request["PATH_INFO"], answer["Location"]))
    except Exception:  # noqa: BLE001 (as above)
        return "visitor: 500"
    return None if answer.status_code == 200 else f"visitor: {answer.status_code}"


def way_to_https(client: Client, secure: Client) -> str | None:
    """How the way from a page over plain HTTP to the same over HTTPS fails."""
    address = client.get("/private/").get("Location", "")
    host = urlsplit(address).netloc
    if host != HOST:
        return f"redirect to {host}"
    status = secure.get(address).status_code
    return f"redirect: {status}" if status == 404 else None


def send_form(client: Client, scheme: str, how: set[str]) -> str:
    try:
        page = client.get(LOGIN)
    except Exception:  # noqa: BLE001 (Django's own error page failed as well: the server answers)
        return "login page: 500"
    if page.status_code != 200:
        return f"login page: {page.status_code}"
    keep(client, scheme, LOGIN)
    origin = "https://app.example.com" if "origin" in how else f"{scheme}://{HOST}{':8443' if 'port' in how else ''}"
    if page.get("Referrer-Policy", "").rpartition(",")[2].strip() == "no-referrer":
        origin = "null"
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.content)[1].decode()
    form = {"username": NAME, "password": PASSWORD}
    headers = {"HTTP_REFERER": f"{scheme}://{HOST}{LOGIN}"} if "referer" in how else {"HTTP_ORIGIN": origin}
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
    if "follow" in how:
        page = client.get(urljoin(LOGIN, answer["Location"]))
        if page.status_code != 200:
            return f"after the login: {page.status_code}"
        if b"csrfmiddlewaretoken" in page.content:
            return "after the login: the form again"
    keep(client, scheme, "/private/")
    return private_page(client)


def afterwards(client: Client, scheme: str, ask: Callable[[dict[str, str]], str], how: set[str]) -> str:
    """What comes once somebody has logged in."""
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    if "crowd" in how:
        store = import_module(settings.SESSION_ENGINE).SessionStore
        for _ in range(1000):
            store().create()
        return private_page(client).replace("private page", "in the crowd")
    if "message" in how:
        client.get("/message/")
        return private_page(client).replace("private page", "after the message")
    if "logout" in how:
        ask(cookies)
        client.get("/logout/")
        outcome = ask(cookies)
        return "ok" if outcome == "private page: 302" else f"after logging out: {outcome}"
    if "stranger" in how:
        outcome = private_page(new_client(scheme), HTTP_X_REMOTE_USER=NAME)
        return "ok" if outcome == "private page: 302" else f"stranger: {outcome}"
    if "restart" in how:
        return ask(cookies).replace("private page", "after the restart")
    if "worker" in how:
        return ask(cookies).replace("private page", "another worker")
    return "ok"


def keep(client: Client, scheme: str, page: str) -> None:
    """Forget the cookies that a browser would not send to a page."""
    for name, cookie in list(client.cookies.items()):
        if not is_kept(name, cookie, scheme) or not is_sent_to(cookie, page):
            del client.cookies[name]


def is_kept(name: str, cookie: Morsel, scheme: str) -> bool:
    domain = str(cookie["domain"]).strip().removeprefix(".")
    path = str(cookie["path"]).strip()
    promised = not name.lower().startswith(("__secure-", "__host-")) or cookie["secure"]
    if name.lower().startswith("__host-"):
        promised = promised and not domain and path == "/"
    return (
        promised
        and not (cookie["samesite"].lower() == "none" and not cookie["secure"])
        and (scheme == "https" or not cookie["secure"])
        and (not domain or f".{HOST}".endswith(f".{domain}"))
        and (cookie["max-age"] == "" or cookie["max-age"] > 0)
    )


def is_sent_to(cookie: Morsel, page: str) -> bool:
    path = str(cookie["path"]).strip()
    if not path.startswith("/"):
        path = LOGIN[: LOGIN.rindex("/")] or "/"
    return page.startswith(path if path.endswith("/") else f"{path}/")


main()
