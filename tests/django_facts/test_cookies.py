"""What cookies may be called, compared with Python's own `http.cookies`; which domains browsers can keep one for."""

from http.cookies import CookieError, SimpleCookie

import pytest

from djauthlint.deployment import is_host
from djauthlint.django_facts import cookies, registries


def is_written(name: str) -> bool:
    try:
        SimpleCookie()[name] = "value"
    except CookieError:
        return False
    return True


@pytest.mark.parametrize("character", [chr(number) for number in (*range(128), 0xE9, 0x660, 0x2028)], ids=ascii)
def test_a_name_has_the_characters_that_python_writes(character: str) -> None:
    assert cookies.is_name(f"a{character}") is is_written(f"a{character}")


@pytest.mark.parametrize(
    "name",
    ["", "path", "Path", "MAX-AGE", "max_age", "samesite", "value", "__Host-sessionid", "a\n", "comment", "paths"],
)
def test_a_name_is_what_python_writes(name: str) -> None:
    assert cookies.is_name(name) is is_written(name)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("example.com", True),
        (".example.com", True),
        (" example.com\t", True),
        ("example.com; Partitioned", True),
        ("", True),
        ("[::1]", True),
        ("127.0.0.1", True),
        ("::1", False),
        ("example.com.", False),
        ("example.com:443", False),
        ("https://example.com", False),
        ("example.com/", False),
        ("*.example.com", False),
        ("example.com,example.org", False),
        ("example com", False),
    ],
)
def test_a_domain_is_a_host(text: str, possible: bool) -> None:
    assert cookies.may_be_domain(text) is possible


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("__Host-id", "__Host-"),
        ("__HOST-id", "__Host-"),
        ("__Secure-id", "__Secure-"),
        ("__Hostid", None),
        ("id__Host-", None),
    ],
)
def test_a_prefix_is_at_the_start_in_any_case(name: str, prefix: str | None) -> None:
    assert cookies.prefix(name) == prefix


@pytest.mark.parametrize(
    ("path", "page", "sent"),
    [
        ("/", "/login/", True),
        ("/app", "/app", True),
        ("/app", "/app/login/", True),
        ("/app/", "/app/login/", True),
        ("/app", "/apple/", False),
        ("/app/", "/app", False),
        ("/app/", "/login/", False),
    ],
)
def test_a_cookie_is_sent_below_its_path(path: str, page: str, sent: bool) -> None:
    assert cookies.is_sent(path, page) is sent


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        (".Example.com", "example.com"),
        (" example.com\t", "example.com"),
        (" .example.com ; Partitioned", "example.com"),
        ("..example.com", ".example.com"),
        ("", ""),
    ],
)
def test_the_domain_that_a_browser_reads(text: str, domain: str) -> None:
    assert cookies.domain(text) == domain


@pytest.mark.parametrize(
    ("domain", "host", "kept"),
    [
        ("example.com", "example.com", True),
        ("example.com", "app.example.com", True),
        ("app.example.com", "example.com", False),
        ("example.com", "myexample.com", False),
        ("herokuapp.com", "herokuapp.com", True),
        ("herokuapp.com", "shop.herokuapp.com", False),
        ("intranet", "intranet", True),
        ("intranet", "app.intranet", False),
        ("localhost", "app.localhost", False),
        ("10.0.0.1", "10.0.0.1", True),
        ("0.0.1", "10.0.0.1", False),
    ],
)
def test_a_cookie_is_kept_for_the_domain_of_the_host(domain: str, host: str, kept: bool) -> None:
    assert registries.is_kept(domain, host) is kept


@pytest.mark.parametrize(
    ("host", "private", "loopback", "registered"),
    [
        ("192.168.0.10", True, False, False),
        ("10.0.2.2", True, False, False),
        ("[fd00::1]", True, False, False),
        ("9.9.9.9", False, False, False),
        ("0.0.0.0", False, False, False),
        ("127.0.0.1", False, True, False),
        ("127.1.2.3", False, True, False),
        ("[::1]", False, True, False),
        ("localhost", False, True, False),
        ("app.localhost", False, True, False),
        ("mylocalhost", False, False, False),
        ("999.0.0.1", False, False, False),
        ("app.example.com", False, False, True),
        ("app.test", False, False, False),
        ("web", False, False, False),
    ],
)
def test_hosts(host: str, private: bool, loopback: bool, registered: bool) -> None:
    assert is_host(host)
    assert cookies.is_private_address(host) is private
    assert cookies.is_loopback(host) is loopback
    assert registries.is_registered(host) is registered


@pytest.mark.parametrize(
    "text", ["", "https://example.com", "example.com:80", ".example.com", "Example.com", "::1", "*"]
)
def test_what_is_no_host(text: str) -> None:
    assert not is_host(text)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("/login/?next=/#top", "/login/"),
        ("/login/#top", "/login/"),
        ("login", None),
        ("//example.com/login/", None),
        ("https://example.com/", None),
        (None, None),
    ],
)
def test_the_page_that_a_url_names(url: object, page: str | None) -> None:
    assert cookies.page(url) == page
