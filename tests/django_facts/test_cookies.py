"""What cookies may be called, compared with Python's own `http.cookies`; which domains browsers can keep one for."""

from http.cookies import CookieError, SimpleCookie

import pytest

from djauthlint.django_facts import cookies


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
