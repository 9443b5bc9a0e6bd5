"""A browser in front of a proxy in front of Django: headless Chromium, nginx that terminates TLS, and `serve.py`.

Chromium is told that each host is this machine, so that the host names of sites are what the test wants them to be, with
the usual ports. nginx passes on the host and says in X-Forwarded-Proto which scheme the browser used. It has a page of its own, too, from
which a link and a form lead elsewhere.
"""

import importlib.util
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.rules.logins import NAME, PASSWORD, ROOT

PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "chromedriver": ("chromedriver",),
    "nginx": ("nginx",),
    "openssl": ("openssl",),
}
NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    ssl_certificate {folder}/certificate.pem;
    ssl_certificate_key {folder}/key.pem;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-Proto $scheme;
    server {{
        listen 127.0.0.1:{plain} default_server;
        listen 127.0.0.1:{tls} default_server ssl;
        location / {{ proxy_pass http://127.0.0.1:{django}; }}
        location {elsewhere} {{
            default_type text/html;
            return 200 "<a href='$arg_to'>link</a><form method=post action='$arg_to'><button>send</button></form>";
        }}
    }}
}}
"""
ELSEWHERE = "/elsewhere/"
LOGIN, PRIVATE = "/login/", "/private/"
LOGIN_AGAIN = "the login page again"
NOT_SENT = "the form is not sent"
REFUSALS = ("form-action", "allow-forms")
"""What Chromium's console says about a form that a Content-Security-Policy forbids."""
SECONDS = 20


class Found(NamedTuple):
    """What a browser met: where it ended, and which cookies it refused or did not send, and why."""

    end: str
    cookies: tuple[str, ...]


def program(name: str) -> str | None:
    """Where a program is."""
    return next(
        filter(
            None, (shutil.which(candidate) or shutil.which(candidate, path="/usr/sbin") for candidate in PROGRAMS[name])
        ),
        None,
    )


def missing() -> str:
    """What is not installed, of what this takes."""
    modules = [name for name in ("django", "selenium") if importlib.util.find_spec(name) is None]
    return ", ".join([*modules, *(name for name in PROGRAMS if program(name) is None)])


@contextmanager
def stack(folder: Path) -> Iterator["Browser"]:
    """A browser, and what it reaches; writes to a folder."""
    with ExitStack() as closing:
        ports = dict(zip(("plain", "tls", "django"), free_ports(3), strict=True))
        closing.enter_context(proxy(folder, ports))
        sites = closing.enter_context(
            process(
                [sys.executable, "-W", "ignore", "-m", "tests.browser.serve", str(ports["django"])],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        driver = chromium(folder, ports)
        closing.callback(driver.quit)
        yield Browser(driver, sites)


def free_ports(count: int) -> list[int]:
    with ExitStack() as closing:
        sockets = [closing.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


@contextmanager
def process(command: list[str], **options: Any) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(command, **options) as running:
        try:
            yield running
        finally:
            running.terminate()


@contextmanager
def proxy(folder: Path, ports: dict[str, int]) -> Iterator[None]:
    openssl, nginx = program("openssl"), program("nginx")
    assert openssl is not None
    assert nginx is not None
    subprocess.run(
        [
            openssl,
            *"req -x509 -newkey rsa:2048 -nodes -subj /CN=example.com -keyout key.pem -out certificate.pem".split(),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(NGINX.format(folder=folder, elsewhere=ELSEWHERE, **ports), encoding="utf-8")
    with process([nginx, "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(configuration)]):
        wait_for(ports["tls"])
        yield


def wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def chromium(folder: Path, ports: dict[str, int]) -> Any:
    """A browser with a profile of its own that reaches nothing but the proxy."""
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = program("chromium") or ""
    to_proxy = (f"MAP *:443 127.0.0.1:{ports['tls']}", f"MAP *:80 127.0.0.1:{ports['plain']}", "MAP * ~NOTFOUND")
    for argument in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "disable-dev-shm-usage",
        "disable-background-networking",
        "disable-component-update",
        "disable-sync",
        "no-first-run",
        "ignore-certificate-errors",
        # What is said to be plain HTTP stays so.
        "disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
        f"user-data-dir={folder / 'profile'}",
        f"host-resolver-rules={', '.join(to_proxy)}",
    ):
        options.add_argument(f"--{argument}")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = Chrome(options, Service(program("chromedriver"), env={"HOME": str(folder), "PATH": "/usr/bin:/bin"}))
    driver.set_page_load_timeout(SECONDS)
    return driver


class Browser:
    """Somebody who visits sites."""

    def __init__(self, driver: Any, sites: "subprocess.Popen[str]") -> None:
        self.driver = driver
        self.sites = sites
        self.events: list[dict[str, Any]] = []

    def log_in(self, folder: Path, site: str, after: str = "") -> Found:
        """Open the site of a folder, log in to it with a browser that has no cookies, and say how that ended.

        Arguments:
            folder: of the site.
            site: scheme and host that it is visited at.
            after: what to do when logged in: "link from HOST" (come to the private page from another), "form from HOST" (send
                a form from there to a page that trusts every origin), "page at HOST" (open the private page there), "script reads
                NAME" (look for a cookie on a page with a form).
        """
        assert self.sites.stdin is not None
        assert self.sites.stdout is not None
        print(folder, file=self.sites.stdin, flush=True)
        answer = self.sites.stdout.readline().strip()
        if answer != "ready":
            return Found(answer, ())
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
        self.driver.get_log("performance")
        self.events = []
        return Found(self._visit(site, after), self._refused())

    def _visit(self, site: str, after: str) -> str:
        if (status := self._arrive(lambda: self.driver.get(f"{site}{LOGIN}"))) != 200:
            return f"login page: {status}"
        self.driver.find_element("name", "username").send_keys(NAME)
        self.driver.find_element("name", "password").send_keys(PASSWORD)
        status = self._arrive(self.driver.find_element("tag name", "button").click)
        if status != 200:
            return f"login: {status}" if status else NOT_SENT
        if self._page() != PRIVATE:
            return LOGIN_AGAIN
        return self._then(site, *after.split()) if after else "ok"

    def _then(self, site: str, kind: str, _: str, name: str) -> str:
        if kind == "script":
            self.driver.get(f"{site}{LOGIN}")
            return f"a script reads {name}" if name in self.driver.execute_script("return document.cookie") else "ok"
        if kind == "page":
            self.driver.get(f"https://{name}{PRIVATE}")
            return "ok" if self._page() == PRIVATE else LOGIN_AGAIN
        tag, to = {"link": ("a", PRIVATE), "form": ("button", "/callback/")}[kind]
        self.driver.get(f"https://{name}{ELSEWHERE}?to={site}{to}")
        if (status := self._arrive(self.driver.find_element("tag name", tag).click)) != 200:
            return f"{kind}: {status}"
        return "ok" if self._page() == to else LOGIN_AGAIN

    def _arrive(self, action: Callable[[], None]) -> int:
        """Do something that leads to a page, and wait for it. Returns its status, 0 if the page refuses to send a form."""
        self._listen()
        self.driver.get_log("browser")
        before, end = len(self._statuses()), time.monotonic() + SECONDS
        action()
        while len(self._statuses()) == before:
            assert time.monotonic() < end, "no page is loaded"
            time.sleep(0.02)
            if any(word in line["message"] for line in self.driver.get_log("browser") for word in REFUSALS):
                return 0
            self._listen()
        return self._statuses()[-1]

    def _page(self) -> str:
        return urlsplit(self.driver.current_url).path

    def _listen(self) -> None:
        self.events += [json.loads(line["message"])["message"] for line in self.driver.get_log("performance")]

    def _statuses(self) -> list[int]:
        return [
            event["params"]["response"]["status"]
            for event in self.events
            if event["method"] == "Network.responseReceived" and event["params"]["type"] == "Document"
        ]

    def _refused(self) -> tuple[str, ...]:
        """Which cookies the browser did not store, and which it stored but did not send, with its reasons.

        Versions of Chromium differ in whether they call a reason `SameSiteStrict` or `SchemefulSameSiteStrict`.
        """
        self._listen()
        found: dict[str, None] = {}
        for event in self.events:
            if event["method"] == "Network.responseReceivedExtraInfo":
                for cookie in event["params"]["blockedCookies"]:
                    name = cookie["cookieLine"].partition("=")[0]
                    found[f"{name} not stored: {', '.join(cookie['blockedReasons'])}"] = None
            elif event["method"] == "Network.requestWillBeSentExtraInfo":
                for cookie in event["params"]["associatedCookies"]:
                    if cookie["blockedReasons"]:
                        found[f"{cookie['cookie']['name']} not sent: {', '.join(cookie['blockedReasons'])}"] = None
        return tuple(dict.fromkeys(reason.replace("Schemeful", "") for reason in found))
