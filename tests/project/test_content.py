from pathlib import Path

import pytest

from djauthlint.project.content import Imported, Outline, settings_graph


@pytest.mark.parametrize(
    "source",
    [
        "INSTALLED_APPS = []",
        "MIDDLEWARE = []",
        "MIDDLEWARE_CLASSES = ()",
        "INSTALLED_APPS: list[str] = []",
        "INSTALLED_APPS += ['a']",
        "INSTALLED_APPS |= x",
        "if DEBUG:\n    INSTALLED_APPS += ['a']",
        "try:\n    import a\nexcept ImportError:\n    pass\nelse:\n    if a:\n        MIDDLEWARE = []",
        "from configurations import Configuration\nclass Base(Configuration):\n    INSTALLED_APPS = []",
        "class Base(\n    Configuration,\n):\n\n    # apps\n    X = [\n    ]\n    INSTALLED_APPS = []",
        "X = '''\n'''\nINSTALLED_APPS = []",
        "from django.conf import global_settings\nMIDDLEWARE = []",
    ],
)
def test_assigns(source: str) -> None:
    assert Outline(source).assigns


@pytest.mark.parametrize(
    "source",
    [
        "",
        "X = INSTALLED_APPS",
        "INSTALLED_APPS == x",
        "INSTALLED_APPS_EXTRA = []",
        '"""\nINSTALLED_APPS = []\n"""',
        "# INSTALLED_APPS = []",
        "settings.configure(\n    INSTALLED_APPS=[],\n)",
        "def f():\n    INSTALLED_APPS = []",
        "def f():\n    if x:\n        INSTALLED_APPS = []",
        "class Test:\n    INSTALLED_APPS = []",
        "    INSTALLED_APPS = []",
        "from django.conf import settings\nINSTALLED_APPS = settings.INSTALLED_APPS",
        "INSTALLED_APPS = []\ndef test_it(): pass",
    ],
)
def test_does_not_assign(source: str) -> None:
    assert not Outline(source).assigns


def test_imports() -> None:
    source = "from .base import *\nfrom . import a, b as c\nfrom x.y import (\n  d,\n  e,\n)\n"
    source += "import f, g.h as i\n# from z import *\n"
    outline = Outline(source)
    assert outline.stars == {".base"}
    assert outline.imports == {
        Imported(".base", "*"),
        *(Imported(".", name) for name in "ab"),
        *(Imported("x.y", name) for name in ("d", "e", "")),
        *(Imported(name, "") for name in ("f", "g.h")),
    }


def graph_of(sources: dict[str, str]) -> dict[str, set[str]]:
    outlines = {Path("/p", name): Outline(source) for name, source in sources.items()}

    def resolve(importer: Path, name: str) -> Path | None:
        place = importer.parent / name.strip(".")
        return next((path for path in (place / "__init__.py", place.with_suffix(".py")) if path in outlines), None)

    graph = settings_graph(outlines, resolve)
    return {path.name: {target.name for target in targets} for path, targets in graph.items()}


def test_star_imports_are_followed() -> None:
    sources = {
        "base.py": "MIDDLEWARE = []",
        "prod.py": "from .base import *",
        "staging.py": "if x:\n    from .prod import *",
        "other.py": "from .nothing import *",
        "nothing.py": "",
        "app.py": "from .base import MIDDLEWARE",
        "local.py": "from . import base\nINSTALLED_APPS = base.INSTALLED_APPS",
        "test_prod.py": "from .prod import *\ndef test_it(): pass",
        "circle.py": "from .circle import *\nMIDDLEWARE = []",
    }
    assert graph_of(sources) == {
        "base.py": set(),
        "prod.py": {"base.py"},
        "staging.py": {"prod.py"},
        "local.py": {"base.py"},
        "circle.py": set(),
    }


@pytest.mark.parametrize(
    "source",
    [
        "from split_settings.tools import include\ninclude('components/*.py', optional('local.py'))",
        "from split_settings.tools import include\ninclude(f'components/{name}.py')",
        "exec(open('components/apps.py').read())",
    ],
)
def test_included_files(source: str) -> None:
    assert graph_of({"settings.py": source, "components/apps.py": "INSTALLED_APPS = []"}) == {
        "settings.py": {"apps.py"},
        "apps.py": set(),
    }
