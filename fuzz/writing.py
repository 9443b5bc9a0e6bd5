"""Random settings of one or several modules, from the templates of `grammar`."""

from __future__ import annotations

import re
from random import Random
from typing import Final

from fuzz.grammar import (
    ATOMS,
    ENDINGS,
    EXPRESSIONS,
    HEADER,
    IMPORTS,
    KINDS,
    NAMES,
    OUTSIDE,
    STATEMENTS,
    TEXTS,
    VARIABLES,
    WORDS,
)

SIZE: Final = 10
"""Statements of the settings module, those inside of others included."""
IMPORTED_SIZE: Final = 5
"""Those of a module that is imported."""
DEPTH: Final = 2
"""Levels of expressions within an expression."""
MODULES: Final = ("base", "parts", "parts.more", "local")
"""What settings import; `parts` is a package."""

_PLACE: Final = re.compile(r"( *)\$(\w+)")
_ATOMS: Final = {kind: text.split("\n") for kind, text in ATOMS.items()}
_EXPRESSIONS: Final = {kind: text.strip("\n").split("\n") for kind, text in EXPRESSIONS.items()}
_SIMPLE: Final = re.compile(r"[\w.]+|'[^']*'|\[[^\[\]()]*\]")
_GLOBALS: Final = "global " + ", ".join(name for names in NAMES.values() for name in names)


def _split(text: str) -> list[str]:
    return [part.strip("\n") for part in text.split("\n---\n")]


_STATEMENTS: Final = _split(STATEMENTS)
_OUTSIDE: Final = _split(OUTSIDE)
_IMPORTS: Final = _split(IMPORTS)
_ENDINGS: Final = _split(ENDINGS)


class Writer:
    """Fills templates for one module.

    Arguments:
        random: where all decisions come from.
        modules: dotted names of the project's modules that may be imported.
        package: the package that the module is in, empty where it is in none.
    """

    def __init__(self, random: Random, modules: tuple[str, ...] = (), package: str = "") -> None:
        self.random = random
        self.modules = modules
        self.package = package
        self.budget = 0
        self.inside = False
        self.depth = 0
        self.serial = 0

    def module(self, star: bool, ending: bool) -> str:
        """The text of a module.

        Arguments:
            star: whether it begins with a star import of another.
            ending: whether it may end like a module that is imported.
        """
        lines = [HEADER.rstrip("\n")]
        if star and self.modules:
            lines.append(self._filled("from $mod import *", 0))
        self.budget = IMPORTED_SIZE if ending else SIZE
        lines += self._statements(self.budget)
        if ending and self.random.random() < 0.4:
            lines.append(self._filled(self.random.choice(_ENDINGS), DEPTH))
        return "\n".join(lines) + "\n"

    def _statements(self, count: int) -> list[str]:
        lines = []
        for _ in range(count):
            if self.budget <= 0:
                break
            self.budget -= 1
            templates = _STATEMENTS
            if not self.inside:
                chance = self.random.random()
                if self.modules and chance < 0.2:
                    templates = _IMPORTS
                elif chance > 0.8:
                    templates = _OUTSIDE
            lines.append(self._filled(self.random.choice(templates), DEPTH))
        return lines

    def _block(self, most: int, inside: bool) -> str:
        if self.depth > 2:
            return "pass"
        before = self.inside
        self.inside = self.inside or inside
        self.depth += 1
        made = self._statements(self.random.randint(0 if most == 1 else 1, most))
        self.depth -= 1
        self.inside = before
        return "\n".join(made) or "pass"

    def _expression(self, kind: str, deep: int) -> str:
        if deep <= 0 or self.random.random() < 0.2:
            return self._filled(self.random.choice(_ATOMS[kind]), 0)
        return self._filled(self.random.choice(_EXPRESSIONS[kind]), deep - 1)

    def _filled(self, template: str, deep: int) -> str:
        names: dict[str, str] = {}

        def place(match: re.Match[str]) -> str:
            blanks, word = match.groups()
            if word in ("body", "few", "loop"):
                block = self._block(1 if word == "few" else 3, word == "loop")
                return blanks + block.replace("\n", "\n" + blanks)
            return blanks + self._word(word, deep, names)

        return _PLACE.sub(place, template)

    def _word(self, word: str, deep: int, names: dict[str, str]) -> str:
        choose = self.random.choice
        if word[-1].isdigit():
            if word not in names:
                names[word] = self._word(word[:-1], deep, names)
            return names[word]
        if word in KINDS:
            made = self._expression(word, deep)
            return made if _SIMPLE.fullmatch(made) else f"({made})"
        if word.upper() in KINDS:
            return choose(NAMES[word.upper()])
        match word:
            case "w":
                return repr(choose(WORDS))
            case "v":
                return repr(choose(VARIABLES))
            case "i":
                return choose(("0", "1", "2", "-1"))
            case "globals":
                return _GLOBALS
            case "mod" | "abs":
                name = choose(self.modules)
                relative = word == "mod" and self.package
                return f".{name}" if relative else f"{self.package}.{name}" if self.package else name
        if word not in names:
            self.serial += 1
            names[word] = f"{word}{self.serial}"
        return names[word]


def compiles(text: str) -> bool:
    """Whether Python takes a text for a module."""
    try:
        compile(text, "settings.py", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True


def written(random: Random, modules: tuple[str, ...], package: str, star: bool, ending: bool) -> str:
    """The text of a module that compiles."""
    while not compiles(text := Writer(random, modules, package).module(star, ending)):
        pass
    return text


def project(random: Random) -> dict[str, str]:
    """The texts of settings by path; `settings.py` is at the top or in the package `conf`."""
    if random.random() < 0.4:
        return {"settings.py": written(random, (), "", star=False, ending=False)}
    package = "conf" if random.random() < 0.4 else ""
    texts = {"conf/__init__.py": ""} if package else {}
    there: list[str] = []
    for name in ("parts.more", "parts", "local", "base"):
        if name != "base" and random.random() < 0.5:
            continue
        # A module imports what comes later, now and then itself through others, or what is not there.
        reachable = tuple(there) if random.random() < 0.8 else MODULES
        if name.startswith("parts"):
            reachable = tuple(each for each in reachable if each != "parts.more")
        inner = package if not name.startswith("parts") else ""
        path = "parts/__init__.py" if name == "parts" else name.replace(".", "/") + ".py"
        text = written(random, reachable if inner == package else (), inner, star=random.random() < 0.5, ending=True)
        texts[f"{package}/{path}" if package else path] = text
        there.append(name)
    if "parts.more" in there and "parts" not in there:
        texts[f"{package}/parts/__init__.py" if package else "parts/__init__.py"] = ""
    importable = tuple(there) if random.random() < 0.7 else (*there, "local")
    text = written(random, importable, package, star=random.random() < 0.7, ending=False)
    texts[f"{package}/settings.py" if package else "settings.py"] = text
    return texts


def environment(random: Random) -> dict[str, str]:
    """Some environment variables."""
    return {name: random.choice(TEXTS) for name in VARIABLES if random.random() < 0.6}
