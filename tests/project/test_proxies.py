"""What the configuration of proxies in a repository proves of the deployment."""

from __future__ import annotations

from textwrap import dedent

import pytest

from djauthlint.deployment import Deployment
from tests.project.conftest import Write
from tests.project.test_inference import FLY, FROM, PROJECT, inferred, names, project, settings

COMPOSE = """\
services:
  web:
    build: .
    command: gunicorn shop.wsgi -w 2 -b 0.0.0.0:8000
  proxy:
    image: nginx
"""
TLS, TRUST, HEADERS, HOST = "tls_at_proxy", "server_trusts_proxy", "proxy_headers", "host_header"
HTTPS = {"browser_scheme", "http_redirected"}

SITE = """
server { listen 80; return 301 https://$host$request_uri; }
server {
    listen 443 ssl;
    location / {
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-Proto $scheme;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_pass http://web:8000;
    }
}
"""


def plain(*lines: str) -> str:
    return "server { listen 80; location / { " + " ".join(lines) + " } }\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SITE, {TLS: True, TRUST: False, HOST: "pass", "browser_scheme": "https", "http_redirected": True}),
        (plain("proxy_pass http://web:8000;"), {HOST: "upstream", TRUST: False}),
        (plain("proxy_set_header Host $host;", "proxy_pass http://web:8000;"), {HOST: "noport", TRUST: False}),
        (plain("proxy_set_header Host shop.example.com;", "proxy_pass http://web:8000;"), {TRUST: False}),
        (plain("include proxy_params;", "proxy_pass http://web:8000;"), {TRUST: False}),
        ("upstream app { server web:8000; }\n" + plain("proxy_pass http://app;"), {HOST: "upstream", TRUST: False}),
        (plain("proxy_pass http://127.0.0.1:8000;"), {HOST: "upstream", TRUST: True}),
        (plain("proxy_pass http://127.0.0.1:3000;"), {}),
        (plain("proxy_pass http://front:3000;"), {}),
        (plain("proxy_pass https://bucket.example.com;"), {}),
        (plain("uwsgi_pass web:8000;"), {}),
        (
            "proxy_set_header Host $http_host;\n" + plain("proxy_pass http://web:8000;"),
            {HOST: "pass", TRUST: False},
        ),
        (
            "proxy_set_header Host $http_host;\n"
            + plain("proxy_set_header X-Real-IP $remote_addr;", "proxy_pass http://web:8000;"),
            {HOST: "upstream", TRUST: False},
        ),
        (SITE.replace("return 301 https://$host$request_uri", "root /srv"), {TLS: True, TRUST: False, HOST: "pass"}),
        (SITE.replace("listen 443 ssl", "listen 80; listen 443 ssl"), {TLS: True, TRUST: False, HOST: "pass"}),
        (SITE.replace("listen 443 ssl", "listen 443"), {TRUST: False, HOST: "pass"}),
        (
            SITE.replace("listen 443 ssl;", "listen 443 ssl; add_header Strict-Transport-Security max-age=1 always;"),
            {TLS: True, TRUST: False, HOST: "pass", "browser_scheme": "https", "http_redirected": True, "hsts": "edge"},
        ),
        (
            SITE.replace("listen 443 ssl;", "listen 443 ssl; add_header Strict-Transport-Security max-age=1;").replace(
                "location / {", "location / { add_header X-A b;"
            ),
            {TLS: True, TRUST: False, HOST: "pass", "browser_scheme": "https", "http_redirected": True},
        ),
        (
            SITE + plain("proxy_set_header Host $host;", "proxy_pass http://web:8000;"),
            {TRUST: False},
        ),
        ("# proxy_pass http://web:8000;\nserver { listen 80; }", {}),
    ],
)
def test_nginx(text: str, expected: dict[str, object], write: Write) -> None:
    root = write({**PROJECT, "compose.yml": COMPOSE, "nginx/default.conf": text})
    facts = inferred(root).facts
    assert {
        key: fact.value for key, fact in facts.items() if key not in {"workers", "asgi", "preload", HEADERS}
    } == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "$proxy_add_x_forwarded_for"}),
        (
            "X-Forwarded-Proto $scheme",
            "X-Forwarded-Ssl on",
            {"HTTP_X_FORWARDED_SSL": "on", "HTTP_X_FORWARDED_FOR": "$proxy_add_x_forwarded_for"},
        ),
        ("$scheme", "$http_x_forwarded_proto", None),
        ("$scheme", "$proxy_x_forwarded_proto", None),
        ("listen 443 ssl", "listen 80", None),
    ],
)
def test_headers_of_nginx(old: str, new: str, expected: dict[str, str] | None, write: Write) -> None:
    text = SITE.replace(old, new) if old else SITE
    fact = inferred(write({**PROJECT, "compose.yml": COMPOSE, "nginx/default.conf": text})).facts.get(HEADERS)
    assert (None if fact is None else fact.value) == expected


def test_a_line_of_nginx(write: Write) -> None:
    facts = inferred(write({**PROJECT, "compose.yml": COMPOSE, "nginx/default.conf": SITE})).facts
    places = {
        key: (facts[key].place.file.path.name, facts[key].place.line) for key in (TLS, HOST, "http_redirected", TRUST)
    }
    name = "default.conf"
    assert places == {TLS: (name, 4), HOST: (name, 6), "http_redirected": (name, 2), TRUST: ("compose.yml", 4)}


@pytest.mark.parametrize(
    "text", ["proxy_pass x; server {", "proxy_pass x; }", "server { proxy_pass 'x; }", "{ proxy_pass x; }"]
)
def test_nginx_that_can_not_be_read(text: str, write: Write) -> None:
    opened = project(write({**PROJECT, "nginx.conf": text if "{" in text else text + " server {"}))
    assert names(opened.inference(opened.entry_for(opened.root / "shop/settings.py")), assumed=False) == set()
    assert [note.path.name for note in opened.notes] == ["nginx.conf"]


CADDY = "shop.example.com {\n    reverse_proxy web:8000\n}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CADDY, {TLS, TRUST, HEADERS, *HTTPS}),
        ("{\n    email a@example.com\n}\n" + CADDY, {TLS, TRUST, HEADERS, *HTTPS}),
        (CADDY.replace("web", "/api/* web"), {TLS, TRUST, HEADERS, *HTTPS}),
        (CADDY.replace("shop.example.com", "https://shop.example.com, www.example.com"), {TLS, TRUST, HEADERS, *HTTPS}),
        (
            CADDY.replace("    rev", "    header Strict-Transport-Security max-age=1\n    rev"),
            {TLS, TRUST, HEADERS, "hsts", *HTTPS},
        ),
        (CADDY.replace("shop.example.com", ":80"), {TRUST}),
        (CADDY.replace("shop.example.com", "http://shop.example.com"), {TRUST}),
        (CADDY.replace("shop.example.com", "{$DOMAIN}"), {TRUST}),
        (CADDY.replace("shop.example.com", "localhost"), {TRUST}),
        ("{\n    auto_https off\n}\n" + CADDY, {TRUST}),
        (
            CADDY.replace("web:8000", "web:8000 {\n        header_up X-Forwarded-Proto http\n    }"),
            {TLS, TRUST, *HTTPS},
        ),
        (CADDY.replace("reverse_proxy web:8000", "file_server"), set()),
        (CADDY.replace("web:8000", "front:3000"), set()),
        (CADDY.replace("    reverse", "    # reverse"), set()),
        (CADDY.replace("reverse_proxy web:8000", "proxy / web:8000"), set()),
    ],
)
def test_caddy(text: str, expected: set[str], write: Write) -> None:
    root = write({**PROJECT, "compose.yml": COMPOSE, "Caddyfile": text})
    assert names(inferred(root), assumed=False) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("[traefik.http.routers.a.tls=true]", {TLS, TRUST, HEADERS}),
        ("{traefik.http.routers.a.tls.certresolver: le}", {TLS, TRUST, HEADERS}),
        ("[traefik.http.routers.a.tls=false]", {TRUST}),
        ("['traefik.http.routers.a.rule=Host(`x`)']", {TRUST}),
        ("[traefik.http.routers.a.tls=true, 'traefik.http.routers.b.rule=Host(`x`)']", {TRUST}),
        ("[traefik.http.routers.a.tls=true, traefik.http.routers.b.middlewares=https-redirect]", {TLS, TRUST, HEADERS}),
        ("[traefik.enable=true]", set()),
    ],
)
def test_traefik(labels: str, expected: set[str], write: Write) -> None:
    text = COMPOSE.replace("    build: .\n", f"    build: .\n    labels: {labels}\n")
    assert names(inferred(write({**PROJECT, "compose.yml": text})), assumed=False) == expected


def test_a_file_of_traefik(write: Write) -> None:
    text = """\
        http:
          routers:
            secure: {rule: x, service: django, tls: {certResolver: le}}
            plain: {rule: x, service: django, middlewares: [redirect]}
          services:
            django: {loadBalancer: {servers: [{url: "http://web:8000"}]}}
        """
    root = write({**PROJECT, "compose.yml": COMPOSE, "traefik/traefik.yml": dedent(text)})
    assert names(inferred(root), assumed=False) == {TLS, TRUST, HEADERS}
    write({"traefik/traefik.yml": dedent(text).replace(", tls: {certResolver: le}", "")})
    assert names(inferred(root), assumed=False) == {TRUST}


def test_a_proxy_on_a_platform_proves_nothing(write: Write) -> None:
    root = write({**PROJECT, "compose.yml": COMPOSE, "nginx/default.conf": SITE, "fly.toml": FLY})
    assert names(inferred(root), assumed=False) == set()


def test_a_proxy_of_another_project(write: Write) -> None:
    root = write(
        {**PROJECT, "compose.yml": COMPOSE, "nginx/default.conf": SITE, "blog/wsgi.py": "", "blog/settings.py": ""}
    )
    assert names(inferred(root), assumed=False) == set()


def test_a_socket(write: Write) -> None:
    """Gunicorn trusts whoever opens its socket; where only nginx names the socket, it is on the same machine."""
    files = {
        "Procfile": "web: gunicorn shop.wsgi -b unix:/run/shop.sock",
        "nginx.conf": plain("proxy_pass http://unix:/run/shop.sock;"),
    }
    fact = inferred(write({**PROJECT, **files})).facts[TRUST]
    assert (fact.value, fact.assumed, fact.place.file.path.name) == (True, False, "Procfile")


def test_what_rules_get(write: Write) -> None:
    deployment = settings(
        write({**PROJECT, "compose.yml": COMPOSE, "nginx/default.conf": SITE}), Deployment()
    ).deployment
    assert (deployment.tls_at_proxy, deployment.server_trusts_proxy, deployment.host_header) == (True, False, "pass")
    assert deployment.proxy_headers is not None
    assert deployment.hosts is None


def test_a_dockerfile_of_a_service(write: Write) -> None:
    compose = "services:\n  web:\n    build: .\n  nginx:\n    build: ./nginx\n"
    root = write(
        {**PROJECT, "compose.yml": compose, "Dockerfile": FROM + "CMD gunicorn shop.wsgi", "nginx/default.conf": SITE}
    )
    assert names(inferred(root), assumed=False) == {TLS, TRUST, HEADERS, HOST, *HTTPS}
    write({"nginx/default.conf": SITE.replace("web:8000", "worker:8000")})
    assert names(inferred(root), assumed=False) == set()
