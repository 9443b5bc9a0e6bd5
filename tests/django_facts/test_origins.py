"""Entries of CSRF_TRUSTED_ORIGINS, compared with what Django's middleware says to the origins that browsers send."""

import importlib.util
import json
import subprocess
import sys
from itertools import product

import pytest

from djauthlint.django_facts import origins

pytestmark = pytest.mark.skipif(importlib.util.find_spec("django") is None, reason="Django is not installed")

HOSTS = (
    "example.com",
    "app.example.com",
    "a.b.example.com",
    "badexample.com",
    "localhost",
    "[::1]",
    "xn--mnchen-3ya.de",
)
SENT = [f"{scheme}://{host}{port}" for scheme, host, port in product(("http", "https"), HOSTS, ("", ":8000"))]
SENT += ["http://example.com:443", "https://example.com:80", "capacitor://localhost", "chrome-extension://abc", "null"]

MATCHING = [
    "https://example.com",
    "http://example.com:443",
    "https://example.com:80",
    "https://*.example.com",
    "https://**.example.com",
    "HTTPS://*.EXAMPLE.com/path/",
    "https://*.example.com:8000",
    "https://example.com/*",
    "http://[::1]:8000",
    "capacitor://localhost",
    "chrome-extension://abc",
]
CORRECTED = {
    "https://example.com/": "https://example.com",
    "https://example.com/login/": "https://example.com",
    "https://example.com/?next": "https://example.com",
    "https://Example.com": "https://example.com",
    "HTTPS://example.com": "https://example.com",
    "https://example.com:443": "https://example.com",
    "http://example.com:80": "http://example.com",
    "https://.example.com": "https://*.example.com",
    " https://example.com": "https://example.com",
    "https://example.com\n": "https://example.com",
    "https://*.example.com:443": "https://*.example.com",
    "capacitor://localhost/": "capacitor://localhost",
}
HOPELESS = [
    "https://example.com,https://app.example.com",
    "https://example.comhttps://app.example.com",
    "https://münchen.de",
    "https://user@example.com",
    "https://a*.example.com",
    "https://*.*.example.com",
    "https://*.münchen.de",
    "https://*.example.com,https://localhost",
    "https://*",
    "*://example.com",
    "http://localhost:*",
    "https://example.*",
    "https://",
    "https://[::1",
]
SCRIPT = """
import json, sys
from django.conf import settings
settings.configure(ALLOWED_HOSTS=["*"])
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory
entries, sent = json.load(sys.stdin)
answers = {}
for entry in entries:
    settings.CSRF_TRUSTED_ORIGINS = [entry]
    middleware = CsrfViewMiddleware(lambda request: None)
    requests = {origin: RequestFactory().post("/", HTTP_ORIGIN=origin) for origin in sent}
    answers[entry] = [origin for origin, request in requests.items() if middleware._origin_verified(request)]
print(json.dumps(answers))
"""


def matched(*entries: str) -> dict[str, list[str]]:
    """The origins that Django takes for each entry."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input=json.dumps([entries, SENT]),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answers: dict[str, list[str]] = json.loads(done.stdout)
    return answers


def test_an_entry_without_fault_matches() -> None:
    answers = matched(*MATCHING)
    assert [entry for entry in MATCHING if not answers[entry]] == []
    assert {entry: origins.fault(entry) for entry in MATCHING} == dict.fromkeys(MATCHING)


def test_an_entry_with_a_fault_matches_nothing() -> None:
    faulty = [*CORRECTED, *HOPELESS]
    assert [entry for entry, found in matched(*faulty).items() if found] == []
    assert [entry for entry in faulty if origins.fault(entry) is None] == []


def test_a_corrected_entry_matches() -> None:
    assert {entry: origins.corrected(entry) for entry in CORRECTED} == CORRECTED
    assert [entry for entry, found in matched(*CORRECTED.values()).items() if not found] == []


def test_a_star_without_a_dot_matches_the_host_alone() -> None:
    assert matched("https://*example.com") == {"https://*example.com": ["https://example.com"]}
    assert origins.fault("https://*example.com") == "has no dot after the *, so that it matches example.com alone"


@pytest.mark.parametrize("entry", [*HOPELESS, "https://*example.com"])
def test_what_was_meant_is_not_guessed(entry: str) -> None:
    assert origins.corrected(entry) is None
