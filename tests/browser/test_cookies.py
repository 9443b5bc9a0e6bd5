"""Rules that say a browser refuses a cookie: a real one does, and with the cure somebody can log in."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from djauthlint import registry
from djauthlint.rule import run
from tests.browser.stack import LOGIN_AGAIN, NOT_SENT, Browser, Found, missing, stack
from tests.rules.harness import settings_of
from tests.rules.logins import write_site

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(bool(missing()), reason=f"not installed: {missing()}"),
]

HTTPS, HTTP = "https://app.example.com", "http://app.example.com"


class Case(NamedTuple):
    """Settings that break the login in a browser, how that ends, and the settings that cure it.

    Arguments:
        code: of the rule that says so.
        bad: settings that break it, written after those of `logins.SITE`.
        end: where it ends: a page and the status of the answer.
        cookies: which cookie the browser refuses, and why, in the words of its developer tools' protocol.
        cure: the same, without the mistake.
        site: scheme and host that the site is visited at.
        after: what `Browser.log_in` does then.
    """

    code: str
    bad: str
    end: str
    cookies: str
    cure: str
    site: str = HTTPS
    after: str = ""


DECLARED = '# deployment: browser_scheme = "http"\n'
DEVELOPMENT = "# profile: development\nDEBUG = True\nSECURE_PROXY_SSL_HEADER = None\n"

CASES = [
    *(
        Case(
            "DJA302",
            f"{known}SESSION_COOKIE_SECURE = True",
            LOGIN_AGAIN,
            "sessionid not stored: SecureOnly",
            f"{known}SESSION_COOKIE_SECURE = False",
            site,
        )
        for known, site in (
            (DECLARED, HTTP),
            (DECLARED, "http://intranet"),
            (f'{DECLARED}# deployment: hosts = ["app.example.com"]\nALLOWED_HOSTS = ["*"]\n', HTTP),
            (DEVELOPMENT, "http://192.168.0.10"),
            (DEVELOPMENT, "http://shop.test"),
        )
    ),
    Case(
        "DJA302",
        f"{DECLARED}SESSION_COOKIE_SECURE = CSRF_USE_SESSIONS = True",
        "login: 403",
        "sessionid not stored: SecureOnly",
        f"{DECLARED}CSRF_USE_SESSIONS = True",
        HTTP,
    ),
    *(
        Case(
            "DJA302",
            f"{known}SESSION_COOKIE_SECURE = True\n{hosts}",
            LOGIN_AGAIN,
            "sessionid not stored: SecureOnly",
            f"{known}SESSION_COOKIE_SECURE = False\n{hosts}",
            site,
        )
        for known, hosts, site in (
            (DECLARED, 'ALLOWED_HOSTS += ["localhost"]', HTTP),
            (DEVELOPMENT, 'ALLOWED_HOSTS += ["localhost"]', "http://10.0.0.1"),
        )
    ),
    *(
        Case(
            "DJA304",
            f"SESSION_COOKIE_SAMESITE = {bad}",
            LOGIN_AGAIN,
            "sessionid not stored: SameSiteNoneInsecure",
            f"SESSION_COOKIE_SAMESITE = {cure}",
            site,
        )
        for site in (HTTPS, HTTP)
        for bad, cure in (('"None"', '"Lax"'), ('"none"', "None"))
    ),
    Case(
        "DJA304",
        'SESSION_COOKIE_SAMESITE = "None"',
        LOGIN_AGAIN,
        "sessionid not stored: SameSiteNoneInsecure",
        'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True',
    ),
    Case(
        "DJA307",
        'SESSION_COOKIE_SAMESITE = "Strict"',
        LOGIN_AGAIN,
        "sessionid not sent: SameSiteStrict",
        'SESSION_COOKIE_SAMESITE = "Lax"',
        after="link from another.example.net",
    ),
    *(
        Case(
            "DJA309",
            f"SESSION_COOKIE_DOMAIN = {bad}",
            LOGIN_AGAIN,
            "sessionid not stored: InvalidDomain",
            f"SESSION_COOKIE_DOMAIN = {cure}",
        )
        for bad, cure in (
            ('"https://app.example.com"', '"app.example.com"'),
            ('"app.example.com:443"', '".app.example.com"'),
            ('"*.example.com"', '".example.com"'),
            ('"app.example.com/"', '"Example.COM"'),
            ('"example.com."', '" example.com "'),
            ('["app.example.com"]', "None"),
            ("False", '""'),
        )
    ),
    *(
        Case(
            "DJA310",
            f"{hosts}\nSESSION_COOKIE_DOMAIN = {bad}",
            LOGIN_AGAIN,
            "sessionid not stored: InvalidDomain",
            f"{hosts}\nSESSION_COOKIE_DOMAIN = {cure}",
            site,
        )
        for hosts, bad, cure, site in (
            ("", '"www.example.com"', '"app.example.com"', HTTPS),
            ("", '".login.app.example.com"', '" .Example.com"', HTTPS),
            ("", '"ample.com"', '"example.com"', HTTPS),
            ('ALLOWED_HOSTS = [".example.com"]', '"example.org"', '"app.example.com"', HTTPS),
            ('ALLOWED_HOSTS += ["www.example.org"]\n', '".example.org"', "None", HTTPS),
            (
                '# deployment: hosts = ["app.example.com"]\nALLOWED_HOSTS = ["*"]',
                '"example.org"',
                '".example.com"',
                HTTPS,
            ),
            ("", '".example.com"', "None", "http://localhost"),
            ("", '"localhost"', '"app.localhost"', "http://app.localhost"),
            ("", '"localhost"', '"127.0.0.1"', "http://127.0.0.1"),
            ("", '"0.0.1"', "None", "http://127.0.0.1"),
            ("", '"intranet"', '"app.intranet"', "http://app.intranet"),
            (
                "ALLOWED_HOSTS += ['herokuapp.com']",
                '"herokuapp.com"',
                "None",
                "https://shop.herokuapp.com",
            ),
        )
    ),
    *(
        Case(
            "DJA311",
            f"SESSION_COOKIE_DOMAIN = {bad}",
            LOGIN_AGAIN,
            "sessionid not stored: InvalidDomain",
            f"SESSION_COOKIE_DOMAIN = {cure}",
            site,
        )
        for bad, cure, site in (
            ('" .herokuapp.com "', '"shop.herokuapp.com"', "https://shop.herokuapp.com"),
            ('"co.uk; Partitioned"', '"shop.co.uk"', "https://shop.co.uk"),
        )
    ),
    *(
        Case(
            "DJA311",
            f'SESSION_COOKIE_DOMAIN = ".{suffix}"',
            LOGIN_AGAIN,
            "sessionid not stored: InvalidDomain",
            f'SESSION_COOKIE_DOMAIN = "shop.{suffix}"',
            f"https://shop.{suffix}",
        )
        for suffix in ("herokuapp.com", "co.uk")
    ),
    *(
        Case(
            "DJA313",
            f"SESSION_COOKIE_PATH = {bad}",
            LOGIN_AGAIN,
            "sessionid not sent: NotOnPath",
            f"SESSION_COOKIE_PATH = {cure}",
        )
        for bad, cure in (("None", '"/"'), ('""', '" / "'), ('"private"', '"/private"'), ("False", '"/private/"'))
    ),
    *(
        Case(
            "DJA314",
            f"SESSION_COOKIE_PATH = {bad}",
            LOGIN_AGAIN,
            "sessionid not sent: NotOnPath",
            f"SESSION_COOKIE_PATH = {cure}",
        )
        for bad, cure in (('"/app/"', '"/private/"'), ('"/priv"', '"/private"'))
    ),
    Case(
        "DJA314",
        'SESSION_COOKIE_PATH = "/private/"\nCSRF_USE_SESSIONS = True',
        "login: 403",
        "sessionid not sent: NotOnPath",
        'SESSION_COOKIE_PATH = "/private/"',
    ),
    *(
        Case("DJA316", bad, "a script reads sessionid", "", cure, after="script reads sessionid")
        for bad, cure in (
            ('CSRF_COOKIE_NAME = "sessionid"', ""),
            (
                'CSRF_COOKIE_NAME = "sessionid"\nCSRF_COOKIE_SAMESITE = "Strict"',
                'CSRF_COOKIE_NAME = "sessionid"\nCSRF_USE_SESSIONS = True',
            ),
        )
    ),
    *(
        Case(
            "DJA317",
            f'SESSION_COOKIE_NAME = "{prefix}sessionid"\n{bad}',
            LOGIN_AGAIN,
            f"{prefix}sessionid not stored: InvalidPrefix",
            f'SESSION_COOKIE_NAME = "{prefix}sessionid"\nSESSION_COOKIE_SECURE = True\n{cure}',
        )
        for prefix, bad, cure in (
            ("__Host-", "", ""),
            ("__host-", "", 'SESSION_COOKIE_DOMAIN = ""'),
            ("__Host-", 'SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_DOMAIN = "app.example.com"', ""),
            ("__Host-", 'SESSION_COOKIE_SECURE = True\nSESSION_COOKIE_PATH = "/private/"', ""),
            ("__Secure-", "", 'SESSION_COOKIE_DOMAIN = "example.com"\nSESSION_COOKIE_PATH = "/private/"'),
        )
    ),
    *(
        Case("DJA319", f"SESSION_COOKIE_AGE = {bad}", LOGIN_AGAIN, "", f"SESSION_COOKIE_AGE = {cure}")
        for bad, cure in (("0", "60"), ("-1", "1.5"), ("0.5", "400 * 24 * 60 * 60"))
    ),
    *(
        Case(
            "DJA402",
            f"{known}CSRF_COOKIE_SECURE = True",
            "login: 403",
            "csrftoken not stored: SecureOnly",
            f"{known}CSRF_COOKIE_SECURE = False",
            site,
        )
        for known, site in (
            (DECLARED, HTTP),
            (DEVELOPMENT, "http://192.168.0.10"),
            (DEVELOPMENT, "http://shop.test"),
        )
    ),
    Case(
        "DJA403",
        'CSRF_COOKIE_SAMESITE = "None"',
        "login: 403",
        "csrftoken not stored: SameSiteNoneInsecure",
        'CSRF_COOKIE_SAMESITE = "None"\nCSRF_COOKIE_SECURE = True',
    ),
    *(
        Case(
            "DJA404",
            f"CSRF_COOKIE_DOMAIN = {bad}",
            "login: 403",
            "csrftoken not stored: InvalidDomain",
            f"CSRF_COOKIE_DOMAIN = {cure}",
        )
        for bad, cure in (
            ('"https://app.example.com"', '"example.com"'),
            ('"app.example.com:443"', '".app.example.com"'),
            ("False", '""'),
            ('"www.example.com"', '"example.com"'),
            ('"example.org"', "None"),
        )
    ),
    *(
        Case(
            "DJA404",
            f'CSRF_COOKIE_DOMAIN = ".{suffix}"',
            "login: 403",
            "csrftoken not stored: InvalidDomain",
            f'CSRF_COOKIE_DOMAIN = "shop.{suffix}"',
            f"https://shop.{suffix}",
        )
        for suffix in ("github.io", "co.uk")
    ),
    *(
        Case(
            "DJA405",
            f"CSRF_COOKIE_PATH = {bad}",
            "login: 403",
            "csrftoken not sent: NotOnPath",
            f"CSRF_COOKIE_PATH = {cure}",
        )
        for bad, cure in (('"/app/"', '"/login/"'), ('"/log"', '"/login"'))
    ),
    *(
        Case(
            "DJA406",
            f'CSRF_COOKIE_NAME = "__Host-csrftoken"\n{bad}',
            "login: 403",
            "__Host-csrftoken not stored: InvalidPrefix",
            'CSRF_COOKIE_NAME = "__Host-csrftoken"\nCSRF_COOKIE_SECURE = True',
        )
        for bad in (
            "",
            'CSRF_COOKIE_SECURE = True\nCSRF_COOKIE_PATH = "/login/"',
            'CSRF_COOKIE_SECURE = True\nCSRF_COOKIE_DOMAIN = "app.example.com"',
        )
    ),
    *(
        Case("DJA407", f"CSRF_COOKIE_AGE = {bad}", "login: 403", "", f"CSRF_COOKIE_AGE = {cure}")
        for bad, cure in (("0", "None"), ("-1", "60"), ("0.5", "1.5"))
    ),
    *(
        Case(
            "DJA418",
            f"MIDDLEWARE = [SECURITY, *MIDDLEWARE]\nSECURE_REFERRER_POLICY = {bad}",
            "login: 403",
            "",
            f"MIDDLEWARE = [SECURITY, *MIDDLEWARE]\nSECURE_REFERRER_POLICY = {cure}",
            site,
        )
        for bad, cure in (
            ('"no-referrer"', '"same-origin"'),
            ('"origin, no-referrer"', '"no-referrer, strict-origin-when-cross-origin"'),
            ('["same-origin", "no-referrer", "unknown"]', '["no-referrer", "no-referrer-when-downgrade"]'),
        )
        for site in (HTTPS, HTTP)
    ),
    *(
        Case(
            "DJA717",
            f"MIDDLEWARE = [POLICY, *MIDDLEWARE]\nSECURE_CSP = {{{bad}}}",
            end,
            cookies,
            f"MIDDLEWARE = [POLICY, *MIDDLEWARE]\nSECURE_CSP = {{{cure}}}",
        )
        for bad, end, cookies, cure in (
            ('"form-action": "\'none\'"', NOT_SENT, "", '"default-src": ["\'none\'"]'),
            ('"form-action": ["self"]', NOT_SENT, "", '"form-action": ["\'self\'"]'),
            ('"form-action": True', NOT_SENT, "", '"form-action": []'),
            ('"form-action": ["https://*.example.net"]', NOT_SENT, "", '"form-action": ["https://*.example.com"]'),
            ('"Form-Action": "https://login.example.com"', NOT_SENT, "", '"form-action": ["app.example.com"]'),
            ('"sandbox": True', NOT_SENT, "", '"sandbox": ["allow-forms", "allow-same-origin"]'),
            ('"sandbox": "allow-forms"', "login: 403", "csrftoken not sent: SameSiteLax", '"form-action": ["https:"]'),
        )
    ),
    Case(
        "DJA809",
        'SESSION_COOKIE_SECURE = "False"',
        LOGIN_AGAIN,
        "sessionid not stored: SecureOnly",
        "SESSION_COOKIE_SECURE = False",
        HTTP,
    ),
]


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with stack(tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.bad}")
def test_login(case: Case, browser: Browser, tmp_path: Path) -> None:
    rule = registry.find(case.code)
    assert rule is not None
    outcomes = {}
    for kind, text in {"bad": case.bad, "cure": case.cure}.items():
        folder = tmp_path / kind
        folder.mkdir()
        host = case.site.partition("://")[2]
        settings, _ = settings_of(write_site(folder, f"ALLOWED_HOSTS = [{host!r}]\n{text}"))
        found = browser.log_in(folder, case.site, case.after)
        outcomes[kind] = found if kind == "bad" else found.end, [diagnostic.code for diagnostic in run(rule, settings)]
    refused = (case.cookies,) if case.cookies else ()
    assert outcomes == {"bad": (Found(case.end, refused), [case.code]), "cure": ("ok", [])}


@pytest.mark.parametrize(
    ("text", "site", "after", "end"),
    [
        ("", HTTPS, "", "ok"),
        ("", HTTP, "", "ok"),
        # Behind this proxy the header is what tells Django about https.
        ("SECURE_PROXY_SSL_HEADER = None", HTTPS, "", "login: 403"),
        ("SECURE_PROXY_SSL_HEADER = None", HTTP, "", "ok"),
        ("ALLOWED_HOSTS = []", HTTPS, "", "login page: 400"),
        # www.example.com and app.example.com are one site.
        ('SESSION_COOKIE_SAMESITE = "Strict"', HTTPS, "link from www.example.com", "ok"),
        # Cookies of 127.0.0.1, localhost and below are treated as if they had come by https.
        ("SESSION_COOKIE_SECURE = True", "http://localhost", "", "ok"),
        ("SESSION_COOKIE_SECURE = True", "http://app.localhost", "", "ok"),
        ("SESSION_COOKIE_SECURE = True", "http://127.0.0.1", "", "ok"),
        ("SESSION_COOKIE_SECURE = True", HTTP, "", LOGIN_AGAIN),
        ("SESSION_COOKIE_SECURE = True", "http://127.1.2.3", "", "ok"),
        # The page of a runserver behind a proxy with TLS that no setting knows of.
        ("SECURE_PROXY_SSL_HEADER = None\nSESSION_COOKIE_SECURE = True", "https://shop.test", "", "login: 403"),
        # Without the attribute Chromium sends the cookie with forms of other sites for the first two minutes (DJA306).
        ("SESSION_COOKIE_SAMESITE = None", HTTPS, "form from another.example.net", "ok"),
        ("SESSION_COOKIE_SAMESITE = False", HTTPS, "form from another.example.net", "ok"),
        ("", HTTPS, "form from another.example.net", LOGIN_AGAIN),
        ("", HTTPS, "form from www.example.com", "ok"),
        # What an identity provider sends as a form takes a cookie like this (DJA308).
        (
            'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = True',
            HTTPS,
            "form from another.example.net",
            "ok",
        ),
        ('SESSION_COOKIE_SAMESITE = "None"', "http://localhost", "", LOGIN_AGAIN),
        # DJA312
        (
            'ALLOWED_HOSTS = [".example.com"]\nSESSION_COOKIE_DOMAIN = ".example.com"',
            HTTPS,
            "page at www.example.com",
            "ok",
        ),
        ('ALLOWED_HOSTS = [".example.com"]', HTTPS, "page at www.example.com", LOGIN_AGAIN),
        # A cookie for another host, or for all sites of a registry, is not stored.
        ('SESSION_COOKIE_DOMAIN = "www.example.com"', HTTPS, "", LOGIN_AGAIN),
        ('SESSION_COOKIE_DOMAIN = "app.example.com"', "https://example.com", "", LOGIN_AGAIN),
        ('SESSION_COOKIE_DOMAIN = "example.com"', "https://example.com", "", "ok"),
        ('SESSION_COOKIE_DOMAIN = ".herokuapp.com"', "https://shop.herokuapp.com", "", LOGIN_AGAIN),
        ('SESSION_COOKIE_DOMAIN = "shop.herokuapp.com"', "https://shop.herokuapp.com", "", "ok"),
        ('SESSION_COOKIE_DOMAIN = ".herokuapp.com"', "https://herokuapp.com", "", "ok"),
        ('SESSION_COOKIE_DOMAIN = "intranet"', "http://intranet", "", "ok"),
        ('SESSION_COOKIE_DOMAIN = "co.uk"', "https://shop.co.uk", "", LOGIN_AGAIN),
        ('CSRF_COOKIE_DOMAIN = "www.example.com"', HTTPS, "", "login: 403"),
        ('CSRF_COOKIE_DOMAIN = ".github.io"', "https://shop.github.io", "", "login: 403"),
        ("CSRF_COOKIE_SECURE = True", HTTP, "", "login: 403"),
        ("CSRF_COOKIE_SECURE = True", "http://localhost", "", "ok"),
        ("CSRF_USE_SESSIONS = True\nSESSION_COOKIE_SECURE = True", HTTP, "", "login: 403"),
        ('SESSION_COOKIE_PATH = "/app/"', HTTPS, "", LOGIN_AGAIN),
        ('SESSION_COOKIE_PATH = "/private"', HTTPS, "", "ok"),
        # DJA303
        ("SESSION_COOKIE_HTTPONLY = False", HTTPS, "script reads sessionid", "a script reads sessionid"),
        ("", HTTPS, "script reads sessionid", "ok"),
    ],
)
def test_visit(text: str, site: str, after: str, end: str, browser: Browser, tmp_path: Path) -> None:
    write_site(tmp_path, f"ALLOWED_HOSTS = [{site.partition('://')[2]!r}]\n{text}")
    assert browser.log_in(tmp_path, site, after).end == end
