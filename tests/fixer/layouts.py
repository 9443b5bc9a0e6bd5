"""Draws projects of settings with mistakes in them, written in many ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from hypothesis import strategies as st

MIDDLEWARE: Final = (
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
)
APPS: Final = (
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
)
VARIABLES: Final = ("SECURE", "STAGE", "AGE")
SWITCHES: Final = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT")
PLAIN: Final = (
    'SESSION_COOKIE_AGE = "1209600"',
    'SESSION_COOKIE_AGE = os.environ.get("AGE", "3600")',
    "CSRF_COOKIE_AGE = 0",
    'CSRF_TRUSTED_ORIGINS = ["shop.example.com"]',
    'SESSION_COOKIE_SAMESITE = "none"',
    'SESION_COOKIE_NAME = "shop"',
    'SESSION_COOKIE_PATH = "shop"',
    'SESSION_COOKIE_DOMAIN = "https://shop.example.com/"',
    'LOGIN_URL = "login "',
    'SITE_ID = "1"',
    'AUTHENTICATION_BACKENDS = ("django.contrib.auth.backends.ModelBackend")',
    "AUTH_PASSWORD_VALIDATORS = []",
    'SECURE_PROXY_SSL_HEADER = ["HTTP_X_FORWARDED_PROTO", "https"]',
    'SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"',
    'CSRF_COOKIE_SAMESITE = "Strict"; CSRF_USE_SESSIONS = False',
)
DERIVED: Final = (
    "COUNT = len(MIDDLEWARE)",
    "NAMES = tuple(INSTALLED_APPS)",
    "IS_FIRST = MIDDLEWARE[0]",
    "SITE_NAME = 'shop'",
    "SCHEME = 'https' if SECURE_SSL_REDIRECT else 'http'",
)


class Layout:
    """Writes one project.

    Arguments:
        draw: what hypothesis draws with.
    """

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self._draw = draw
        self.tab = self.one_of("    ", "    ", "\t")
        self.quote = self.one_of('"', "'")
        self.notes = 0

    def one_of(self, *options: Any) -> Any:
        return self._draw(st.sampled_from(options))

    def flip(self, chances: int = 2) -> bool:
        return bool(self._draw(st.integers(0, chances - 1)) == 0)

    def note(self) -> str:
        self.notes += 1
        return f"# note {self.notes}"

    def word(self, text: str) -> str:
        return f"{self.quote}{text}{self.quote}"

    def some(self, words: tuple[str, ...]) -> list[str]:
        """Most of the words, perhaps in a wrong order."""
        kept = [word for word in words if not self.flip(5)]
        if len(kept) > 1 and self.flip():
            kept.append(kept.pop(self._draw(st.integers(0, len(kept) - 1))))
        return kept

    def display(self, words: list[str], left: str = "[", right: str = "]") -> str:
        """The items between brackets."""
        items = [self.word(word) for word in words]
        comma = "," if self.flip() or (left == "(" and len(items) == 1) else ""
        if not items:
            return f"{left}{right}"
        if self.flip():
            return f"{left}{', '.join(items)}{comma}{right}"
        lines: list[str] = []
        for number, item in enumerate(items):
            if self.flip(4):
                lines.append(f"{self.tab}{self.note()}")
            end = "," if number < len(items) - 1 else comma
            lines.append(f"{self.tab}{item}{end}{f'  {self.note()}' if self.flip(4) else ''}")
        first = f"  {self.note()}" if self.flip(6) else ""
        return "\n".join([f"{left}{first}", *lines, right])

    def listed(self, name: str, words: list[str]) -> list[str]:
        """Statements that make a list of words."""
        middle = self._draw(st.integers(0, len(words)))
        head, tail = words[:middle], words[middle:]
        match self._draw(st.integers(0, 8)):
            case 0:
                return [f"{name} = {self.display(words, '(', ')')}"]
            case 1:
                return [f"{name} = {self.display(head)} + {self.display(tail)}"]
            case 2:
                return [f"{name} = {self.display(head)}", f"{name} += {self.display(tail)}"]
            case 3:
                return [f"{name} = {self.display(tail)}", *(f"{name}.insert(0, {self.word(w)})" for w in head[::-1])]
            case 4:
                return [f"{name} = {self.display(head)}", *(f"{name}.append({self.word(w)})" for w in tail)]
            case 5:
                own = f"FIRST_{name}"
                rest = self.display(tail)[1:]
                return [f"{own} = {self.display(head)}", f"{name} = [*{own}{', ' if tail else ''}{rest}"]
            case 6:
                return [f"{name} = \\\n{self.tab}{self.display(head)} \\\n{self.tab}+ {self.display(tail)}"]
            case 7:
                return [
                    f"{name} = {self.display(head)}",
                    f"if {self.condition()}:\n{self.tab}{name} += [{', '.join(map(self.word, tail))}]",
                ]
            case _:
                return [f"{name} = {self.display(words)}"]

    def condition(self) -> str:
        variable = self.word(self.one_of(*VARIABLES))
        return str(
            self.one_of(
                f"os.environ.get({variable}) == {self.word('1')}",
                f"{variable} in os.environ",
                f"not os.environ.get({variable})",
            )
        )

    def switch(self, name: str) -> str:
        value = self.one_of("True", "False", "False", self.condition(), "not DEBUG", 'os.environ.get("SECURE", False)')
        if self.flip(4):
            other = self.one_of("True", "False")
            return f"if {self.condition()}:\n{self.tab}{name} = {value}\nelse:\n{self.tab}{name} = {other}"
        return f"{name} = {value}"

    def block(self) -> list[str]:
        """Statements in the order in which they are to stand."""
        lists = [*self.listed("MIDDLEWARE", self.some(MIDDLEWARE)), *self.listed("INSTALLED_APPS", self.some(APPS))]
        others = [self.switch(name) for name in SWITCHES if self.flip()]
        others += self._draw(st.lists(st.sampled_from(PLAIN), max_size=4, unique_by=lambda text: text[:12]))
        return ["SECURE_SSL_REDIRECT = False", *lists, *others, *(each for each in DERIVED if self.flip(4))]

    def module(self, statements: list[str]) -> str:
        """A text with statements, comments and empty lines."""
        lines: list[str] = []
        for statement in statements:
            if self.flip(4):
                lines.append(self.note())
            behind = f"  {self.note()}" if self.flip(5) and "\n" not in statement else ""
            lines.append(statement + behind)
            if self.flip(3):
                lines.append("")
        end = "" if self.flip(5) else "\n"
        return self.newline.join("\n".join(lines).split("\n")) + (end and self.newline)

    def project(self) -> dict[str, str]:
        """The texts of the files, by their paths."""
        self.newline = self.one_of("\n", "\n", "\r\n")
        head = ["import os", "DEBUG = False", 'SECRET_KEY = "x" * 60', 'ALLOWED_HOSTS = ["shop.example.com"]']
        block = [*head, *self.block()]
        files = {"manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'}
        if self.flip():
            return {**files, "settings.py": self.module(block)}
        own = [self.switch(name) for name in SWITCHES if self.flip(3)]
        if self.flip():
            own.append(f"MIDDLEWARE = list(MIDDLEWARE) + {self.display([])}")
        return {
            **files,
            "base.py": self.module(block),
            "settings.py": self.module(["from base import *", "import os", *own]),
        }


@st.composite
def projects(draw: Any) -> dict[str, str]:
    """Projects of one or two modules of settings."""
    return Layout(draw).project()
