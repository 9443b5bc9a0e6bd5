"""Which files of a project name settings modules, and what they name."""

import enum
import os
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from djauthlint.project.inference.commands import RUNSERVER, SERVERS
from djauthlint.project.lexer import Token, tokens

SETTINGS_VARIABLE = "DJANGO_SETTINGS_MODULE"
CONFIGURATION_VARIABLE = "DJANGO_CONFIGURATION"

# Bounds for what no honest file has.
_LONGEST_VALUE = 100
_MOST = 200


class Naming(enum.Enum):
    """What kind of file names a settings module."""

    MANAGE = "manage.py"
    WSGI = "the WSGI application"
    ASGI = "the ASGI application"
    SERVER = "the configuration of a server"
    CELERY = "the Celery application"
    SCRIPT = "a script"
    DOCKERFILE = "a Dockerfile"
    BUILD = "a command that builds an image, or collects static files"
    COMPOSE = "a compose file"
    PROCFILE = "a Procfile"
    PLATFORM = "the configuration of a platform"
    DEVELOPMENT = "a container for development"
    ENVIRONMENT = "an environment file"
    PYTEST = "the configuration of pytest"
    TEST_RUN = "a script that runs tests"
    DJANGO_STUBS = "the configuration of django-stubs"
    CI = "a CI workflow"
    CI_TEST = "a CI workflow that runs tests"
    TASKS = "a task runner"


class Named(NamedTuple):
    """What a file names: a settings module, the class of a configurations module, or the other with None."""

    line: int
    what: Naming
    module: str | None
    configuration: str | None


# Regular expressions for the end of a path in lower case; the first kind that fits.
_FILES = {
    Naming.MANAGE: r"manage\.py",
    Naming.WSGI: r"[^/]*wsgi[^/]*\.py",
    Naming.ASGI: r"[^/]*asgi[^/]*\.py",
    Naming.SERVER: r"[^/]*gunicorn[^/]*\.py|[^/]*\.service|supervisor[^/]*\.conf|[^/]*uwsgi[^/]*\.ini",
    Naming.CELERY: r"[^/]*celery[^/]*\.py",
    Naming.TEST_RUN: r"conftest\.py|test[^/]*\.py|run_?tests?\.py|noxfile\.py",
    Naming.SCRIPT: r"[^/]*\.(?:py|sh)",
    Naming.DOCKERFILE: r"[^/]*(?:dockerfile|containerfile)[^/]*",
    Naming.COMPOSE: r"(?:docker-)?compose[^/]*\.ya?ml",
    Naming.DEVELOPMENT: r"devcontainer\.json",
    Naming.PROCFILE: r"procfile[^/]*",
    Naming.CI: r"\.github/workflows/[^/]*\.ya?ml|\.circleci/.*|\.gitlab-ci[^/]*|\.travis\.yml|[^/]*-pipelines\.ya?ml",
    Naming.PLATFORM: (
        r"(?:app|render|heroku|serverless|manifest|cloudbuild)\.ya?ml|(?:app|vercel|zappa_settings)\.json"
        r"|(?:fly[^/]*|nixpacks)\.toml|rail(?:way|pack)\.[^/]*|\.ebextensions/[^/]*\.config|\.platform/.*"
        r"|(?:k8s|kubernetes|deploy|deployment|helm)/.*\.ya?ml"
    ),
    Naming.PYTEST: r"\.?(?:pytest|mypy)\.ini|pytest\.toml|tox\.ini|setup\.cfg|pyproject\.toml",
    Naming.TASKS: r"makefile[^/]*|[^/]*\.mk|\.?justfile|taskfile\.ya?ml",
    Naming.ENVIRONMENT: r"\.env[^/]*|env\.[^/]*|[^/]*\.env(?:\.[^/]*)?|\.envs?/.*|env\.d/.*",
}
_FILE = re.compile("(?:.*/)?(?:" + "|".join(f"(?P<{what.name}>{text})" for what, text in _FILES.items()) + ")")
_DEVELOPMENT = re.compile(r"(?<![a-z])(?:dev|devel|development|local|override|debug|tests?|testing|ci)(?![a-z])")

_NAME = r"[A-Za-z_][\w-]{0,99}(?:\.[A-Za-z_][\w-]{0,99}){0,19}"
_WHOLE = rf"(?P<name>{_NAME})(?![\w.$<{{%/-])"
# `X=name`, `X: name`, `X name`, `X=${X:-name}`, and `value: name` (YAML, JSON) at most three lines below X.
_BETWEEN = r"""(?:[ \t"',:=?{(]|-(?!-)|\$\{\w+:?-|\bvalue["': ])"""
_BELOW = r"""(?:[^\n]{0,300}\n){1,3}?[ \t-]*["']?value["']?[ \t]*[:=][ \t]*["']?"""
_GIVEN = rf"(?:{_BETWEEN}{{1,40}}|{_BELOW}){_WHOLE}"
_MODULE = re.compile(rf"\b(?:{SETTINGS_VARIABLE}|(?P<stubs>django_settings_module)){_GIVEN}")
_CLASS = re.compile(rf"\b{CONFIGURATION_VARIABLE}{_GIVEN}")
_OPTION = re.compile(rf"""--(?:settings|(?P<ds>ds))(?:[ \t]*=[ \t]*|[ \t]+|["'],[ \t]*)["']?{_WHOLE}""")
_RUN = re.compile(r"^[ \t]*RUN\b(?:[^\n]*\\[ \t]*\n)*[^\n]*", re.MULTILINE | re.IGNORECASE)
_TESTS = re.compile(r"\b(?:pytest|py\.test|tox|nox|run_?tests?)\b|(?:manage\.py|django-admin)[ \t]+test\b")
_DEPLOYS = re.compile(r"deploy|publish|release|heroku|\b(?:ssh|scp|rsync|kubectl|helm|flyctl|docker)\b", re.IGNORECASE)
_RUNSERVER = re.compile(rf"\b{RUNSERVER}(?:_plus)?\b")
_SERVES = re.compile("|".join(sorted({name.partition("-")[0] for name in SERVERS})), re.IGNORECASE)
_BUILT_FROM = re.compile(r"""\bdockerfile["']?[ \t]*:[ \t]*["']?([^\s"',}]+)""")
_COMMENT = re.compile(r"^[ \t]*(?:[#;]|//)[^\n]*|(?<=[ \t])(?:#|//)[^\n]*", re.MULTILINE)


def naming_of(path: str) -> Naming | None:
    """What kind of naming file a path in the project is; None if it can't name a settings module."""
    path = path.replace(os.sep, "/").lower()
    match = _FILE.fullmatch(path)
    if match is None or match.lastgroup is None or path.endswith((".md", ".rst", ".txt")):
        return None
    what = Naming[match.lastgroup]
    if what in (Naming.DOCKERFILE, Naming.COMPOSE, Naming.PLATFORM) and _is_for_development(path):
        return Naming.DEVELOPMENT
    return what


def _is_for_development(path: str) -> bool:
    # The nearest folders count: `compose/local/django/Dockerfile`, `docker/dev/compose.yml`.
    return _DEVELOPMENT.search("/".join(path.split("/")[-3:])) is not None


def named_in_text(text: str, what: Naming) -> Iterator[Named]:
    """What a file that is not Python names."""
    text = _COMMENT.sub("", text)
    what = _by_content(text, what)
    builds = [match.span() for match in _RUN.finditer(text)] if what is Naming.DOCKERFILE else []

    def where(match: re.Match[str]) -> Naming:
        if what in (Naming.SCRIPT, Naming.TASKS):
            line = text[text.rfind("\n", 0, match.start()) + 1 :].partition("\n")[0]
            return Naming.BUILD if "collectstatic" in line and not _SERVES.search(line) else what
        return Naming.BUILD if any(start <= match.start() < end for start, end in builds) else what

    for match in islice(_MODULE.finditer(text), _MOST):
        named = Naming.DJANGO_STUBS if match["stubs"] else where(match)
        yield Named(_line(text, match.start()), named, match["name"], None)
    for match in islice(_OPTION.finditer(text), _MOST):
        named = Naming.PYTEST if match["ds"] else where(match)
        yield Named(_line(text, match.start()), named, match["name"], None)
    for match in islice(_CLASS.finditer(text), _MOST):
        yield Named(_line(text, match.start()), where(match), None, match["name"])


def _by_content(text: str, what: Naming) -> Naming:
    """What kind of file one is, given its text without comments and the kind that its path says."""
    if what is Naming.CI and _TESTS.search(text) and not _DEPLOYS.search(text):
        return Naming.CI_TEST
    if what is Naming.COMPOSE:
        images = _BUILT_FROM.findall(text.lower())
        # Django's documentation says of runserver that it is never for production.
        is_tried = _RUNSERVER.search(text) and not _SERVES.search(text)
        if is_tried or (images and all(map(_is_for_development, images))):
            return Naming.DEVELOPMENT
    return what


def named_in_python(source: str, what: Naming) -> Iterator[Named]:
    """What a Python file names: in a call, an assignment or a dictionary with the variable's name."""
    return islice(_all_named_in_python(source, what), _MOST)


def _all_named_in_python(source: str, what: Naming) -> Iterator[Named]:
    code = list(tokens(source))
    constants = _constants(code)
    for index, token in enumerate(code):
        variable = token.value
        if variable in (SETTINGS_VARIABLE, CONFIGURATION_VARIABLE):
            for value in dict.fromkeys(_values(code, index + 1, constants)):
                module, configuration = (value, None) if variable == SETTINGS_VARIABLE else (None, value)
                yield Named(_line(source, token.start), what, module, configuration)
        elif variable is not None and (option := _OPTION.match(variable)):
            yield Named(_line(source, token.start), what, option["name"], None)


def _values(code: list[Token], index: int, constants: dict[str, list[str]]) -> Iterator[str]:
    """The strings that are given to a variable whose name ends before `index`."""
    match [token.text for token in code[index : index + 2]]:
        case ["]", "="]:
            start, end = index + 2, "\n"
        case [":", *_]:
            start, end = index + 1, ","
        case [",", *_]:
            start, end = index + 1, ")"
        case _:
            return
    depth = 0
    for token in code[start : start + _LONGEST_VALUE]:
        if depth == 0 and (token.text == end or token.text in ")]}"):
            return
        depth += (token.text in "([{") - (token.text in ")]}")
        if token.value is not None:
            yield token.value
        elif token.kind == "name":
            yield from constants.get(token.text, ())


def _constants(code: list[Token]) -> dict[str, list[str]]:
    """The strings on the right of each `NAME = ...`, up to the end of the line."""
    result: dict[str, list[str]] = {}
    current: list[str] | None = None
    for index, token in enumerate(code):
        if token.kind == "newline":
            current = None
        elif token.text == "=" and code[index - 1].kind == "name":
            current = result.setdefault(code[index - 1].text, [])
        elif current is not None and token.value is not None and len(current) < _MOST:
            current.append(token.value)
    return result


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
