"""What files of a repository prove of the deployment, and what they don't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from djauthlint.deployment import Deployment
from djauthlint.diagnostics import Confidence, Diagnostic, Severity
from djauthlint.evaluator import Given, evaluate
from djauthlint.project import Inference, Profile, Project
from djauthlint.rule import Rule, run
from djauthlint.settings import Settings
from tests.project.conftest import Write

PROJECT = {
    "shop/__init__.py": "",
    "shop/settings.py": "DEBUG = False\n",
    "shop/wsgi.py": "import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
    "shop/asgi.py": "import os\n\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')\n",
}
FROM = "FROM python:3.12\n"


def project(root: Path) -> Project:
    return Project.open([root], cwd=root)


def inferred(root: Path, module: str = "shop/settings.py") -> Inference:
    opened = project(root)
    return opened.inference(opened.entry_for(root / module))


def shown(root: Path, module: str = "shop/settings.py") -> dict[str, object]:
    """Each fact, with its value and its line; the value of one that is only assumed in a list."""
    return {
        key: ([fact.value] if fact.assumed else fact.value, f"{fact.place.file.path.name}:{fact.place.line}")
        for key, fact in inferred(root, module).facts.items()
    }


def values(found: Mapping[str, object]) -> dict[str, object]:
    return {key: value[0] for key, value in found.items() if isinstance(value, tuple)}


GUNICORN = {"preload": False, "asgi": False}
"""What gunicorn says without further arguments."""


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("gunicorn shop.wsgi", {**GUNICORN, "workers": [1]}),
        ("gunicorn shop.wsgi --workers 3", {**GUNICORN, "workers": 3}),
        ("gunicorn --workers=3 shop.wsgi:application", {**GUNICORN, "workers": 3}),
        ("gunicorn -w3 shop.wsgi", {**GUNICORN, "workers": 3}),
        ("gunicorn -w 2 -w 4 shop.wsgi", {**GUNICORN, "workers": 4}),
        ("gunicorn --workers $WORKERS shop.wsgi", GUNICORN),
        ("gunicorn --workers ${WORKERS:-4} shop.wsgi", GUNICORN),
        ("gunicorn --workers 0 shop.wsgi", GUNICORN),
        ("WEB_CONCURRENCY=5 gunicorn shop.wsgi", {**GUNICORN, "workers": 5}),
        ("gunicorn shop.wsgi -w 3 --preload", {"preload": True, "asgi": False, "workers": 3}),
        ("gunicorn shop.wsgi -w 3 -k gthread --threads 4", {**GUNICORN, "workers": 3}),
        ("gunicorn shop.wsgi -w 3 -k shop.workers.Own", {"preload": False, "workers": 3}),
        ("gunicorn shop.asgi -w 3 -k uvicorn.workers.UvicornWorker", {"preload": False, "asgi": True, "workers": 3}),
        ("gunicorn shop.asgi -w 3 -k uvicorn_worker.UvicornWorker", {"preload": False, "asgi": True, "workers": 3}),
        ("gunicorn shop.wsgi -w 1 --forwarded-allow-ips='*'", {**GUNICORN, "workers": 1, "server_trusts_proxy": True}),
        ("gunicorn shop.wsgi -w 1 --forwarded-allow-ips 10.0.0.1", {**GUNICORN, "workers": 1}),
        ("gunicorn shop.wsgi -w 1 --bind unix:/run/shop.sock", {**GUNICORN, "workers": 1, "server_trusts_proxy": True}),
        ("gunicorn shop.wsgi -w 1 -b unix:/run/shop.sock -b :8000", {**GUNICORN, "workers": 1}),
        ("gunicorn shop.wsgi -w 1 --bind 127.0.0.1:8000", {**GUNICORN, "workers": 1}),
        (
            "gunicorn shop.asgi -w 1 -k uvicorn.workers.UvicornWorker -b unix:/s",
            {"preload": False, "asgi": True, "workers": 1},
        ),
        ("gunicorn shop.wsgi -w 3 --reload", {}),
        ("uvicorn shop.asgi:application --workers 2", {"preload": False, "asgi": True, "workers": 2}),
        ("uvicorn shop.asgi:application", {"preload": False, "asgi": True, "workers": [1]}),
        ("uvicorn --no-access-log shop.asgi:application", {"preload": False, "asgi": True, "workers": [1]}),
        ("uvicorn shop.wsgi:application --interface wsgi --workers 2", {"preload": False, "workers": 2}),
        ("uvicorn shop.asgi:application --reload", {}),
        (
            "uvicorn shop.asgi:application --workers 2 --forwarded-allow-ips '*'",
            {"preload": False, "asgi": True, "workers": 2, "server_trusts_proxy": True},
        ),
        (
            "uvicorn shop.asgi:application --workers 2 --no-proxy-headers",
            {"preload": False, "asgi": True, "workers": 2, "server_trusts_proxy": False},
        ),
        ("daphne shop.asgi:application", {"asgi": True, "workers": 1, "server_trusts_proxy": False}),
        ("daphne --proxy-headers shop.asgi:application", {"asgi": True, "workers": 1, "server_trusts_proxy": True}),
        ("waitress-serve --port=$PORT shop.wsgi:application", {"asgi": False, "workers": 1}),
        ("hypercorn shop.asgi:application --workers 4", {"workers": 4}),
        ("granian --interface wsgi --workers 4 shop.wsgi:application", {"asgi": False, "workers": 4}),
        ("uwsgi --ini uwsgi.ini", {}),
        ("python manage.py runserver 0.0.0.0:8000", {}),
        ("python manage.py migrate && exec gunicorn shop.wsgi -w 3", {**GUNICORN, "workers": 3}),
        ("python -m gunicorn shop.wsgi -w 3", {**GUNICORN, "workers": 3}),
        ("poetry run gunicorn shop.wsgi -w 3", {**GUNICORN, "workers": 3}),
        ("newrelic-admin run-program gunicorn shop.wsgi -w 3", {**GUNICORN, "workers": 3}),
        ("bash -c 'cd src && gunicorn shop.wsgi -w 3'", {**GUNICORN, "workers": 3}),
        ("some-wrapper gunicorn shop.wsgi -w 3", {}),
        ("gunicorn shop.wsgi -w 3 & daphne shop.asgi:application", {}),
        ("gunicorn 'shop.wsgi -w 3", {}),
        ("celery -A shop worker", {}),
    ],
)
def test_commands(command: str, expected: Mapping[str, object], write: Write) -> None:
    found = shown(write({**PROJECT, "Procfile": f"release: echo\nweb: {command}\n"}))
    del found["tls_at_proxy"]
    assert values(found) == expected
    assert {place[1] for place in found.values() if isinstance(place, tuple)} <= {"Procfile:2"}


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"Procfile": "web: gunicorn shop.wsgi -w 3"}, "Procfile:1"),
        ({"Dockerfile": FROM + 'CMD ["gunicorn", "shop.wsgi", \\\n  "-w", "3"]\n'}, "Dockerfile:2"),
        ({"Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 3"}, "Dockerfile:2"),
        ({"Dockerfile": FROM + "# CMD gunicorn shop.wsgi -w 2\nCMD gunicorn shop.wsgi -w 3"}, "Dockerfile:3"),
        ({"Dockerfile": FROM + 'ENTRYPOINT ["gunicorn"]\nCMD ["shop.wsgi", "-w", "3"]'}, "Dockerfile:2"),
        ({"Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 2\nCMD gunicorn shop.wsgi -w 3"}, "Dockerfile:3"),
        ({"Dockerfile": FROM + "ENV WEB_CONCURRENCY=3\nCMD gunicorn shop.wsgi"}, "Dockerfile:3"),
        (
            {
                "Dockerfile": "FROM python AS dev\nCMD python manage.py runserver\nFROM python\nCMD gunicorn shop.wsgi -w 3"
            },
            "Dockerfile:4",
        ),
        (
            {"Dockerfile": "FROM python AS base\nCMD gunicorn shop.wsgi -w 3\nFROM base\nRUN pip install x\n"},
            "Dockerfile:2",
        ),
        (
            {"Dockerfile": FROM + 'COPY start /go\nCMD ["/go"]', "start": "set -e\nexec gunicorn shop.wsgi -w 3\n"},
            "start:2",
        ),
        ({"Dockerfile": FROM + "CMD ./run.sh", "run.sh": "gunicorn shop.wsgi \\\n  -w 3\n"}, "run.sh:1"),
        ({"compose.yml": "services:\n  web:\n    build: .\n    command: gunicorn shop.wsgi -w 3\n"}, "compose.yml:4"),
        ({"compose.yml": "services:\n  web:\n    command: [gunicorn, shop.wsgi, -w, '3']\n"}, "compose.yml:3"),
        (
            {"compose.yml": "x: &x\n  command: gunicorn shop.wsgi -w 3\nservices:\n  web:\n    <<: *x\n"},
            "compose.yml:2",
        ),
        (
            {"compose.yml": "services:\n  web:\n    command: gunicorn shop.wsgi -w 1\n    deploy: {replicas: 3}\n"},
            "compose.yml:3",
        ),
        (
            {
                "compose.yml": "services:\n  web:\n    environment: [WEB_CONCURRENCY=3]\n    command: gunicorn shop.wsgi\n"
            },
            "compose.yml:4",
        ),
        ({"shop.service": "[Service]\nExecStart=/srv/bin/gunicorn \\\n  -w 3 shop.wsgi\n"}, "shop.service:2"),
        ({"etc/supervisord.conf": "[program:x]\ncommand=gunicorn shop.wsgi -w 3\n"}, "supervisord.conf:2"),
        (
            {"Procfile": "web: gunicorn shop.wsgi", "gunicorn.conf.py": "bind = ':1'\nworkers = 3\n"},
            "gunicorn.conf.py:2",
        ),
        ({"Procfile": "web: gunicorn -c etc/g.py shop.wsgi", "etc/g.py": "workers = 3"}, "g.py:1"),
        ({"Procfile": "web: gunicorn -c file:g.py", "g.py": "workers = 3\nwsgi_app = 'shop.wsgi'"}, "g.py:1"),
        ({"Procfile": "web: gunicorn shop.wsgi -w 3", "Procfile.dev": "web: gunicorn shop.wsgi -w 2"}, "Procfile:1"),
        ({"Procfile": "web: gunicorn shop.wsgi -w 3", "gunicorn.conf.py": "workers = 2"}, "Procfile:1"),
        ({"Procfile": "web: gunicorn shop.wsgi -w 3", "docs/Procfile": "web: gunicorn shop.wsgi -w 2"}, "Procfile:1"),
        (
            {
                "Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 3",
                "compose.dev.yml": "services: {a: {command: daphne x}}",
            },
            "Dockerfile:2",
        ),
        (
            {"Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 3", "Procfile": "web: gunicorn shop.wsgi -w 3"},
            "Procfile:1",
        ),
        ({"Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 3", "db/Dockerfile": "FROM x\nCMD ./db.sh"}, "Dockerfile:2"),
        (
            {"Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 3", "Makefile": "x:\n\tgunicorn shop.wsgi -w 2"},
            "Dockerfile:2",
        ),
    ],
)
def test_where_commands_stand(files: dict[str, str], line: str, write: Write) -> None:
    assert shown(write({**PROJECT, **files}))["workers"] == (3, line)


@pytest.mark.parametrize(
    "files",
    [
        {"Procfile": "web: gunicorn shop.wsgi -w 3", "deploy/Procfile": "web: gunicorn shop.wsgi -w 2"},
        {"Procfile": "web: gunicorn shop.wsgi -w 3", "Dockerfile": FROM + "CMD gunicorn shop.wsgi"},
        {
            "Procfile": "web: gunicorn shop.wsgi -w 3",
            "compose.yml": "services: {web: {command: python manage.py runserver}}",
        },
        {
            "compose.yml": "services: {web: {command: gunicorn shop.wsgi -w 3}}",
            "compose.prod.yml": "services: {web: {command: gunicorn shop.wsgi -w 4}}",
        },
        {"Procfile": "web: gunicorn shop.wsgi -w 3", "helm/web.yaml": "command: [gunicorn, shop.wsgi, -w, '8']"},
        {
            "Dockerfile": FROM + "CMD ./run.sh",
            "run.sh": 'if [ "$A" ]; then gunicorn shop.wsgi -w 3; else daphne shop.asgi; fi',
        },
        {
            "Dockerfile": FROM + "CMD /run.sh",
            "a/run.sh": "gunicorn shop.wsgi -w 3",
            "b/run.sh": "gunicorn shop.wsgi -w 3",
        },
        {"Procfile": "web: gunicorn shop.wsgi", ".env.sample": "WEB_CONCURRENCY=2"},
        {"Procfile": "web: gunicorn shop.wsgi", "gunicorn.conf.py": "import os\nworkers = int(os.environ['N'])"},
        {"Procfile": "web: gunicorn shop.wsgi", "gunicorn.conf.py": "workers = 2\nif True:\n    workers = 3"},
        {"Procfile": "web: gunicorn shop.wsgi", "gunicorn.conf.py": "from base import *"},
        {"Procfile": "web: gunicorn shop.wsgi", "gunicorn.conf.py": "workers = ("},
        {"Procfile": "web: gunicorn shop.wsgi", "etc/gunicorn.conf.py": "workers = 3"},
        {"Procfile": "web: gunicorn -c /etc/g.py shop.wsgi"},
        {"Procfile": "web: gunicorn shop.wsgi", "compose.yml": "environment:\n  GUNICORN_CMD_ARGS: -w 3"},
        {"compose.yml": "services:\n  web:\n    command: gunicorn shop.wsgi -w 3\n    scale: ${N}\n"},
        {"Procfile": "web: gunicorn shop.wsgi -w {{ workers }}"},
        {"Procfile": "web: gunicorn shop.wsgi -w 3", ".gitignore": "Procfile"},
        {"Procfile": "web: gunicorn blog.wsgi -w 3", "blog/wsgi.py": "", "blog/settings.py": ""},
        {"Procfile": "web: gunicorn $APP -w 3", "blog/wsgi.py": "", "blog/settings.py": ""},
    ],
)
def test_what_stays_open(files: dict[str, str], write: Write) -> None:
    fact = inferred(write({**PROJECT, **files})).facts.get("workers")
    assert fact is None or fact.assumed


def test_two_projects(write: Write) -> None:
    commands = "web: gunicorn shop.wsgi -w 3\nblog: gunicorn blog.wsgi -w 2\n"
    root = write({**PROJECT, "blog/wsgi.py": "", "blog/settings.py": "DEBUG = False\n", "Procfile": commands})
    assert shown(root)["workers"] == (3, "Procfile:1")
    assert shown(root, "blog/settings.py")["workers"] == (2, "Procfile:2")


def test_gaps_say_why(write: Write) -> None:
    files = {"Procfile": "web: gunicorn shop.wsgi -w 3", "Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 4"}
    gaps = dict(inferred(write({**PROJECT, **files})).gaps)
    assert gaps["workers"] == "Procfile:1 and Dockerfile:2 differ"
    assert gaps["server_trusts_proxy"].startswith("gunicorn takes the scheme from a proxy on the same machine alone")


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("compose.yml", "services: [}\n", 1),
        ("compose.yml", "a: 1\n\tb: 2\n", 2),
        ("gunicorn.conf.py", "x = 1\nworkers = (\n", 2),
    ],
)
def test_broken_files_are_notes(name: str, text: str, line: int, write: Write) -> None:
    opened = project(write({**PROJECT, "Procfile": "web: gunicorn shop.wsgi", name: text}))
    opened.inference(opened.entry_for(opened.root / "shop/settings.py"))
    [note] = opened.notes
    assert (note.path.name, note.line) == (name, line)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("compose.yml", "services: &a\n  <<: *a\n  web: {command: gunicorn shop.wsgi -w 3}\n"),
        ("compose.yml", "- a\n? [b]\n: c\n"),
        ("gunicorn.conf.py", "x = '\\d'\ny = 1if 1else 2\n"),
        ("nginx.conf", "a { " * 2000 + "proxy_pass b;"),
        ("fly.toml", "http_service = 1\nservices = [1]\nprocesses = []\n"),
        ("railway.json", '{"deploy": []}'),
        ("app.json", '{"buildpacks": 1, "stack": []}'),
        ("render.yaml", "services: {a: b}\n"),
    ],
)
def test_odd_files_break_nothing(name: str, text: str, write: Write) -> None:
    assert isinstance(
        inferred(write({**PROJECT, "Dockerfile": FROM + "CMD gunicorn shop.wsgi", name: text})), Inference
    )


MERGES = "x0: &a0 {command: gunicorn shop.wsgi -w 3}\n" + "".join(
    f"x{number}: &a{number}\n  <<: [{', '.join([f'*a{number - 1}'] * 9)}]\n" for number in range(1, 30)
)


@pytest.mark.parametrize(
    "text",
    [
        "services: &a {web: {command: gunicorn shop.wsgi -w 3}, <<: [*a, *a, *a, *a, *a, *a, *a, *a, *a]}\n",
        f"{MERGES}services: {{web: *a29}}\n",
    ],
)
def test_merges_of_merges_take_no_longer(text: str, write: Write) -> None:
    assert inferred(write({**PROJECT, "compose.yml": text})).facts["workers"].value == 3


def test_the_first_of_several_merges_counts(write: Write) -> None:
    text = "x: &x {command: gunicorn shop.wsgi -w 3}\ny: &y {command: gunicorn shop.wsgi -w 5}\nservices:\n  web: {<<: [*x, *y]}\n"
    assert inferred(write({**PROJECT, "compose.yml": text})).facts["workers"].value == 3


def settings(root: Path, declared: Deployment, profile: Profile = Profile.PRODUCTION) -> Settings:
    opened = project(root)
    entry = opened.entry_for(root / "shop/settings.py")
    return Settings.of(evaluate(opened, entry, Given()), entry, profile, None, declared)


def test_declared_keys_win(write: Write) -> None:
    root = write({**PROJECT, "Procfile": "web: gunicorn shop.wsgi -w 3 --preload"})
    found = settings(root, Deployment(workers=1))
    assert (found.deployment.workers, found.deployment.preload, found.deployment.port) == (1, True, None)
    assert [*found.relied_on] == ["preload"]
    assert settings(root, Deployment(workers=1), Profile.DEVELOPMENT).deployment == Deployment()


def test_assumptions_are_not_relied_on(write: Write) -> None:
    found = settings(write({**PROJECT, "Procfile": "web: gunicorn shop.wsgi"}), Deployment())
    assert found.inference.facts["workers"].assumed
    assert found.deployment.workers is None
    assert not found.relied_on


def names(found: Inference, *, assumed: bool) -> set[str]:
    return {fact.key for fact in found.facts.values() if fact.assumed is assumed and fact.key not in OF_SERVERS}


OF_SERVERS = {"workers", "preload", "asgi"}
WEB = FROM + "CMD gunicorn shop.wsgi -w 2 -b 0.0.0.0:8000\n"
FLY = '[http_service]\ninternal_port = 8000\nforce_https = true\n[env]\nA = "b"\n'
TLS, TRUST = "tls_at_proxy", "server_trusts_proxy"
HTTPS = {"browser_scheme", "http_redirected"}


@pytest.mark.parametrize(
    ("files", "proven", "assumed"),
    [
        ({"fly.toml": FLY, "Dockerfile": WEB}, {TLS, TRUST, "proxy_headers", *HTTPS}, set()),
        ({"fly.toml": FLY.replace("true", "false"), "Dockerfile": WEB}, {TLS, TRUST, "proxy_headers"}, set()),
        (
            {"fly.toml": FLY, "fly.staging.toml": FLY.replace("true", "false"), "Dockerfile": WEB},
            {TLS, TRUST, "proxy_headers"},
            set(),
        ),
        ({"fly.toml": '[[services]]\n[[services.ports]]\nhandlers = ["tls", "http"]\n'}, {TLS, "proxy_headers"}, set()),
        ({"fly.toml": '[[services]]\n[[services.ports]]\nhandlers = ["tls"]\n'}, set(), set()),
        ({"fly.toml": "[http_service"}, set(), set()),
        (
            {"render.yaml": "services:\n- type: web\n  startCommand: gunicorn shop.wsgi\n"},
            set(),
            {TLS, TRUST, "proxy_headers"},
        ),
        ({"render.yaml": "services:\n- type: worker\n"}, set(), set()),
        ({"railway.json": '{"deploy": {"startCommand": "gunicorn shop.wsgi"}}'}, {TLS, TRUST}, set()),
        ({"railway.toml": '[deploy]\nstartCommand = "gunicorn shop.wsgi"'}, {TLS, TRUST}, set()),
        ({"railway.json": "{", "Dockerfile": WEB}, {TLS, TRUST}, set()),
        ({"app.yaml": "runtime: python312\nentrypoint: gunicorn shop.wsgi\n"}, {TLS}, {TRUST}),
        (
            {"app.yaml": "runtime: python312\nhandlers:\n- url: /.*\n  script: auto\n  secure: always\n"},
            {TLS, *HTTPS},
            set(),
        ),
        ({"app.yaml": "runtime: nodejs20\n"}, set(), set()),
        ({".do/app.yaml": "name: shop\n"}, set(), {TLS}),
        ({"Procfile": "web: gunicorn shop.wsgi\n"}, set(), {TLS}),
        (
            {"Procfile": "web: gunicorn shop.wsgi\n", "runtime.txt": "python-3.12.1\n"},
            {TLS, TRUST, "proxy_headers"},
            set(),
        ),
        (
            {"Procfile": "web: waitress-serve shop.wsgi:application\n", "runtime.txt": "python-3.12.1\n"},
            {TLS, "proxy_headers"},
            set(),
        ),
        ({"runtime.txt": "python-3.12.1\n", "Dockerfile": WEB}, set(), set()),
        (
            {"Procfile": "web: gunicorn shop.wsgi\n", "app.json": '{"buildpacks": [{"url": "heroku/python"}]}'},
            {TLS, TRUST, "proxy_headers"},
            set(),
        ),
        (
            {"Procfile": "web: gunicorn shop.wsgi\n", "app.json": '{"stack": "container"}'},
            {TLS, "proxy_headers"},
            set(),
        ),
        ({"Procfile": "web: gunicorn shop.wsgi\n", "app.json": '{"expo": {}}'}, set(), {TLS}),
        ({"heroku.yml": "build:\n  docker: {web: Dockerfile}\n", "Dockerfile": WEB}, {TLS, "proxy_headers"}, set()),
        (
            {"cloudbuild.yaml": "steps:\n- name: x\n  args: ['run', 'deploy', 'shop']\n", "Dockerfile": WEB},
            {TLS, TRUST},
            set(),
        ),
        ({"service.yaml": "apiVersion: serving.knative.dev/v1\n", "Dockerfile": WEB}, {TLS, TRUST}, set()),
        ({"service.yaml": "apiVersion: v1\n", "Dockerfile": WEB}, set(), set()),
        ({"azure.yaml": "services:\n  web:\n    host: appservice\n", "Dockerfile": WEB}, set(), {TLS, TRUST}),
        ({"vercel.json": "{}"}, set(), {TLS}),
        ({".ebextensions/a.config": "option_settings:\n", "Procfile": "web: gunicorn shop.wsgi"}, set(), {TLS, TRUST}),
        ({"fly.toml": FLY, "railway.json": "{}", "Dockerfile": WEB}, set(), {TLS, TRUST, "proxy_headers", *HTTPS}),
        ({"fly.toml": FLY, "Dockerfile": WEB, "blog/wsgi.py": ""}, set(), set()),
        (
            {"fly.toml": FLY, "Dockerfile": WEB, "shop/wsgi.py": "environ['wsgi.url_scheme'] = 'https'"},
            {TLS, "proxy_headers", *HTTPS},
            set(),
        ),
        (
            {"fly.toml": FLY, "Dockerfile": WEB, ".env.prod": "FORWARDED_ALLOW_IPS=*"},
            {TLS, "proxy_headers", *HTTPS},
            set(),
        ),
    ],
)
def test_platforms(files: dict[str, str], proven: set[str], assumed: set[str], write: Write) -> None:
    found = inferred(write({**PROJECT, **files}))
    assert (names(found, assumed=False), names(found, assumed=True)) == (proven, assumed)


@pytest.mark.parametrize(
    ("files", "expected", "line"),
    [
        ({"fly.toml": '[processes]\napp = "gunicorn shop.wsgi -w 3"\n'}, 3, "fly.toml:2"),
        ({"fly.toml": '[env]\nWEB_CONCURRENCY = 3\n[processes]\napp = "gunicorn shop.wsgi"\n'}, 3, "fly.toml:4"),
        ({"fly.toml": '[experimental]\ncmd = ["gunicorn", "shop.wsgi", "-w", "3"]\n'}, 3, "fly.toml:2"),
        ({"render.yaml": "services:\n- type: web\n  startCommand: gunicorn shop.wsgi -w 3\n"}, 3, "render.yaml:3"),
        (
            {"render.yaml": "services:\n- {type: web, numInstances: 2, startCommand: gunicorn shop.wsgi -w 3}\n"},
            6,
            "render.yaml:2",
        ),
        (
            {
                "render.yaml": "services:\n- type: web\n  startCommand: gunicorn shop.wsgi\n"
                "  envVars: [{key: WEB_CONCURRENCY, value: 4}]\n"
            },
            4,
            "render.yaml:3",
        ),
        ({"railway.json": '{"deploy": {\n"startCommand": "gunicorn shop.wsgi -w 3"}}'}, 3, "railway.json:2"),
        ({"railpack.toml": '[deploy]\nstartCommand = "gunicorn shop.wsgi -w 3"'}, 3, "railpack.toml:2"),
        ({"heroku.yml": "run:\n  web: gunicorn shop.wsgi -w 3\n"}, 3, "heroku.yml:2"),
        ({"app.yaml": "runtime: python312\nentrypoint: gunicorn -b :$PORT -w 3 shop.wsgi\n"}, 3, "app.yaml:2"),
    ],
)
def test_commands_of_platforms(files: dict[str, str], expected: int, line: str, write: Write) -> None:
    assert shown(write({**PROJECT, **files}))["workers"] == (expected, line)


def test_one_process_of_a_platform_is_no_proof(write: Write) -> None:
    root = write({**PROJECT, "fly.toml": FLY, "Dockerfile": FROM + "CMD gunicorn shop.wsgi -w 1"})
    assert inferred(root).facts["workers"].assumed


def test_a_scheme_that_the_server_may_translate(write: Write) -> None:
    """Where TLS ends is nothing to rely on as long as nobody knows what the server makes of it."""
    root = write({**PROJECT, "fly.toml": FLY})
    assert settings(root, Deployment()).deployment.tls_at_proxy is None
    assert settings(root, Deployment(server_trusts_proxy=False)).deployment.tls_at_proxy is True
    write({"Dockerfile": WEB})
    found = settings(root, Deployment()).deployment
    assert (found.tls_at_proxy, found.server_trusts_proxy, found.browser_scheme) == (True, False, "https")


RULE = Rule("shop.rules.of_the_test", "DJA999", Severity.ERROR)


@RULE.check
def _check(found: Settings) -> Iterator[Diagnostic]:
    workers = found.deployment.workers
    if found.deployment.asgi is not True:
        yield RULE.diagnostic(found["DEBUG"], "always")
        if workers is not None:
            yield RULE.diagnostic(found["SITE_ID"], f"{workers} workers")


def test_what_a_diagnostic_rests_on(write: Write) -> None:
    text = "DEBUG = False\nSITE_ID = 1\n"
    files = {**PROJECT, "shop/settings.py": text, "Procfile": "web: gunicorn shop.wsgi -w 3"}
    found = settings(write(files), Deployment())
    shown = {each.message: (each.confidence, [label.message for label in each.related]) for each in run(RULE, found)}
    reasons = ["gunicorn is started with --workers 3", "gunicorn's workers speak WSGI"]
    assert shown == {"always": (Confidence.CERTAIN, []), "3 workers": (Confidence.HIGH, reasons)}
    found = settings(write({}), Deployment(workers=3))
    assert {each.confidence for each in run(RULE, found)} == {Confidence.CERTAIN}
