import pytest

from djauthlint.project import Naming
from djauthlint.project.mentions import Named, named_in_python, named_in_text, naming_of


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("manage.py", Naming.MANAGE),
        ("backend/manage.py", Naming.MANAGE),
        ("config/wsgi.py", Naming.WSGI),
        ("config/asgi.py", Naming.ASGI),
        ("gunicorn.conf.py", Naming.SERVER),
        ("etc/site.service", Naming.SERVER),
        ("config/celery_app.py", Naming.CELERY),
        ("noxfile.py", Naming.TEST_RUN),
        ("tests/conftest.py", Naming.TEST_RUN),
        ("scripts/load.py", Naming.SCRIPT),
        ("start.sh", Naming.SCRIPT),
        ("Dockerfile", Naming.DOCKERFILE),
        ("docker/Dockerfile.prod", Naming.DOCKERFILE),
        ("compose/production/django/Dockerfile", Naming.DOCKERFILE),
        ("compose/local/django/Dockerfile", Naming.DEVELOPMENT),
        ("Dockerfile-dev", Naming.DEVELOPMENT),
        ("docker-compose.yml", Naming.COMPOSE),
        ("compose.prod.yaml", Naming.COMPOSE),
        ("docker-compose.override.yml", Naming.DEVELOPMENT),
        ("docker-compose.local.yml", Naming.DEVELOPMENT),
        (".devcontainer/devcontainer.json", Naming.DEVELOPMENT),
        ("Procfile", Naming.PROCFILE),
        ("app.yaml", Naming.PLATFORM),
        ("app.json", Naming.PLATFORM),
        ("fly.toml", Naming.PLATFORM),
        ("fly.staging.toml", Naming.PLATFORM),
        ("render.yaml", Naming.PLATFORM),
        ("railway.json", Naming.PLATFORM),
        (".ebextensions/django.config", Naming.PLATFORM),
        (".platform/hooks/postdeploy/migrate", Naming.PLATFORM),
        ("k8s/web.yaml", Naming.PLATFORM),
        ("pytest.ini", Naming.PYTEST),
        ("tox.ini", Naming.PYTEST),
        ("setup.cfg", Naming.PYTEST),
        ("pyproject.toml", Naming.PYTEST),
        ("mypy.ini", Naming.PYTEST),
        (".github/workflows/ci.yml", Naming.CI),
        (".gitlab-ci.yml", Naming.CI),
        ("Makefile", Naming.TASKS),
        ("justfile", Naming.TASKS),
        (".env.example", Naming.ENVIRONMENT),
        ("env.example", Naming.ENVIRONMENT),
        ("production.env", Naming.ENVIRONMENT),
        (".envs/.production/.django", Naming.ENVIRONMENT),
        ("env.d/development/common.dist", Naming.ENVIRONMENT),
        (".envs/README.md", None),
        ("README.md", None),
        ("static/compose.js", None),
        ("data.yaml", None),
    ],
)
def test_naming_of(path: str, what: Naming | None) -> None:
    assert naming_of(path) is what


@pytest.mark.parametrize(
    ("text", "module"),
    [
        ("ENV DJANGO_SETTINGS_MODULE=a.b", "a.b"),
        ("ENV DJANGO_SETTINGS_MODULE a.b", "a.b"),
        ("  DJANGO_SETTINGS_MODULE: 'a.b'", "a.b"),
        ('  "DJANGO_SETTINGS_MODULE": "a.b",', "a.b"),
        ('"DJANGO_SETTINGS_MODULE": {"value": "a.b"}', "a.b"),
        ('"DJANGO_SETTINGS_MODULE": {\n  "description": "x",\n  "value": "a.b"\n}', "a.b"),
        ("- key: DJANGO_SETTINGS_MODULE\n  value: a.b\n", "a.b"),
        ("  - DJANGO_SETTINGS_MODULE=${SETTINGS:-a.b}", "a.b"),
        ("export DJANGO_SETTINGS_MODULE ?= a.b", "a.b"),
        ("web: python manage.py migrate --settings=a.b && run", "a.b"),
        ("check --settings a.b", "a.b"),
        ('CMD ["manage.py", "check", "--settings", "a.b"]', "a.b"),
        ("DJANGO_SETTINGS_MODULE=conf-prod.settings.production-debug", "conf-prod.settings.production-debug"),
        ("# DJANGO_SETTINGS_MODULE=a.b", None),
        ("RUN x  # DJANGO_SETTINGS_MODULE=a.b", None),
        ("; DJANGO_SETTINGS_MODULE=a.b", None),
        ("DJANGO_SETTINGS_MODULE=a.${STAGE}", None),
        ("DJANGO_SETTINGS_MODULE=$(MODULE)", None),
        ("DJANGO_SETTINGS_MODULE=\nsettings=x", None),
        ("passenv = DJANGO_SETTINGS_MODULE\n  HOME", None),
        ("MY_DJANGO_SETTINGS_MODULE=a.b", None),
        ("isort --settings-path a.b", None),
    ],
)
def test_named_in_text(text: str, module: str | None) -> None:
    found = [named.module for named in named_in_text(text, Naming.COMPOSE)]
    assert found == ([module] if module else [])


def test_each_line_says_what_it_is_for() -> None:
    text = "\n[tool:pytest]\naddopts = --ds=a.test\n[mypy.plugins.django-stubs]\ndjango_settings_module = a.types\n"
    assert set(named_in_text(text, Naming.PYTEST)) == {
        Named(3, Naming.PYTEST, "a.test", None),
        Named(5, Naming.DJANGO_STUBS, "a.types", None),
    }


def test_a_step_of_a_build_names_nothing_that_is_deployed() -> None:
    text = """FROM python
RUN pip install django && \\
    DJANGO_SETTINGS_MODULE=site.settings.build \\
    python manage.py collectstatic
run python manage.py check --settings=site.settings.check
ENV DJANGO_SETTINGS_MODULE=site.settings.prod
CMD python manage.py runserver --settings=site.settings.dev
"""
    named = {each.module: each.what for each in named_in_text(text, Naming.DOCKERFILE)}
    assert named == {
        "site.settings.build": Naming.BUILD,
        "site.settings.check": Naming.BUILD,
        "site.settings.prod": Naming.DOCKERFILE,
        "site.settings.dev": Naming.DOCKERFILE,
    }


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("DJANGO_SETTINGS_MODULE=a.b python manage.py collectstatic", Naming.SCRIPT, Naming.BUILD),
        ("python manage.py collectstatic --settings=a.b", Naming.TASKS, Naming.BUILD),
        ("python manage.py migrate --settings=a.b\npython manage.py collectstatic", Naming.SCRIPT, Naming.SCRIPT),
        ("manage.py collectstatic --settings=a.b && gunicorn a.wsgi", Naming.SCRIPT, Naming.SCRIPT),
        ("release: manage.py collectstatic --settings=a.b", Naming.PROCFILE, Naming.PROCFILE),
    ],
)
def test_a_command_that_collects_static_files(text: str, kind: Naming, what: Naming) -> None:
    assert [each.what for each in named_in_text(text, kind)] == [what]


VARIABLE = "env:\n  DJANGO_SETTINGS_MODULE: a.b\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("run: python -m pytest", Naming.CI_TEST),
        ("run: python manage.py test app", Naming.CI_TEST),
        ("run: tox", Naming.CI_TEST),
        ("run: python manage.py testserver", Naming.CI),
        ("run: python manage.py migrate", Naming.CI),
        ("# run: pytest", Naming.CI),
        ("run: pytest\n  - run: ssh host ./update", Naming.CI),
        ("run: pytest\ndeploy:\n  run: ./up", Naming.CI),
    ],
)
def test_a_workflow_that_only_tests(text: str, what: Naming) -> None:
    assert [each.what for each in named_in_text(f"{VARIABLE}{text}\n", Naming.CI)] == [what]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("command: python manage.py runserver 0.0.0.0:8000", Naming.DEVELOPMENT),
        ("build: {context: ., dockerfile: dev.Dockerfile}", Naming.DEVELOPMENT),
        ("build:\n  dockerfile: docker/Dockerfile.dev", Naming.DEVELOPMENT),
        ("build: {dockerfile: Dockerfile}\nvolumes: ['./:/usr/app/']", Naming.COMPOSE),
        ("build: {dockerfile: Dockerfile.device}", Naming.COMPOSE),
        ("a: {dockerfile: Dockerfile.dev}\nb: {dockerfile: Dockerfile}", Naming.COMPOSE),
        ("# command: python manage.py runserver", Naming.COMPOSE),
        ("a: manage.py runserver\nb: gunicorn site.wsgi", Naming.COMPOSE),
    ],
)
def test_a_compose_file_for_development(text: str, what: Naming) -> None:
    assert [each.what for each in named_in_text(f"{VARIABLE}{text}\n", Naming.COMPOSE)] == [what]


def test_configurations_in_text() -> None:
    text = "DJANGO_CONFIGURATION=Production\n"
    assert list(named_in_text(text, Naming.PROCFILE)) == [Named(1, Naming.PROCFILE, None, "Production")]


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ('os.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")', ["a.b"]),
        ("os.environ.setdefault(\n    'DJANGO_SETTINGS_MODULE',  # which\n    'a.b',\n)", ["a.b"]),
        ('os.environ["DJANGO_SETTINGS_MODULE"] = "a.b"\nX = "c"', ["a.b"]),
        ('os.environ["DJANGO_SETTINGS_MODULE"] = (\n  "a.b" if X else "a.c"\n)\ny = "d"', ["a.b", "a.c"]),
        (
            'name = "a.b" if "X" in os.environ else "a.c"\nsetdefault("DJANGO_SETTINGS_MODULE", name)',
            ["a.b", "X", "a.c"],
        ),
        ('env("DJANGO_SETTINGS_MODULE", default="a.b")', ["a.b"]),
        ('run(env={"DJANGO_SETTINGS_MODULE": "a.b", "X": "y"})', ["a.b"]),
        ('run(env={**{"DJANGO_SETTINGS_MODULE": f("a.b", "c")}})', ["a.b", "c"]),
        ('run("pytest", "--ds=a.b")\nos.environ["DJANGO_SETTINGS_MODULE"]', ["a.b"]),
        ('if os.environ.get("DJANGO_SETTINGS_MODULE") == "a.b": pass', []),
        ('if os.environ["DJANGO_SETTINGS_MODULE"] == "a.b": pass', []),
        ('# os.environ["DJANGO_SETTINGS_MODULE"] = "a.b"', []),
        ('"""os.environ["DJANGO_SETTINGS_MODULE"] = "a.b" """', []),
        ('os.environ["DJANGO_SETTINGS_MODULE"] = f"a.{b}"', []),
        ('os.environ["DJANGO_SETTINGS_MODULE"] = b"a.b"', []),
        ('os.environ["DJANGO_SETTINGS_MODULE"] = "a\\x2eb"', []),
        ('x = "DJANGO_SETTINGS_MODULE"', []),
        ('"DJANGO_SETTINGS_MODULE"', []),
        ('os.environ["DJANGO_SETTINGS_MODULE"]', []),
        ('print "python 2"\nos.environ["DJANGO_SETTINGS_MODULE"] = u"a.b"', ["a.b"]),
        ('"DJANGO_SETTINGS_MODULE", "a.b', []),
    ],
)
def test_named_in_python(source: str, modules: list[str]) -> None:
    assert [named.module for named in named_in_python(source, Naming.WSGI)] == modules


def test_configurations_in_python() -> None:
    source = '\nos.environ.setdefault("DJANGO_CONFIGURATION", "Dev")'
    assert list(named_in_python(source, Naming.WSGI)) == [Named(2, Naming.WSGI, None, "Dev")]


@pytest.mark.parametrize(
    "text",
    [
        '"DJANGO_SETTINGS_MODULE", ' * 20_000,
        "DJANGO_SETTINGS_MODULE " * 20_000,
        "DJANGO_SETTINGS_MODULE=" + "a." * 200_000,
        "DJANGO_SETTINGS_MODULE\n" * 20_000,
        '"""' * 100_001,
        "'\\'" * 100_000,
        "(" * 400_000,
        "#" * 400_000,
        " " * 400_000 + "x",
    ],
    ids=lambda text: text[:25].strip() or "spaces",
)
def test_every_text_is_read_to_its_end(text: str) -> None:
    list(named_in_python(text, Naming.SCRIPT))
    list(named_in_text(text, Naming.COMPOSE))
