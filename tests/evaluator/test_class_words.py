"""Whether classes may derive from some, by words: never less than what the parsed text says."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.evaluator.conftest import Resolve

WORDS = ("AbstractUser", "AbstractBaseUser")
BASE = "from django.contrib.auth.models import AbstractUser\n\n\nclass Account(AbstractUser):\n    pass\n"
FOUND: Mapping[str, Mapping[str, str]] = {
    "itself": {"app/models.py": BASE},
    "through a module": {"app/models.py": "import common\nclass A(common.Account): pass", "common.py": BASE},
    "through a module with another name": {
        "app/models.py": "import common.base as b\nclass A(b.Account): pass",
        "common/base.py": BASE,
    },
    "through a name": {"app/models.py": "from common import Account\nclass A(Account): pass", "common.py": BASE},
    "through another name": {
        "app/models.py": "from common import (  # the base\n    Account as Base,\n)\nclass A(\n    Base,\n): pass",
        "common.py": BASE,
    },
    "through a continued line": {
        "app/models.py": "from common import Other, \\\n    Account\nclass A(Account): pass",
        "common.py": BASE,
    },
    "through a star": {"app/models.py": "from common import *\nclass A(Account): pass", "common.py": BASE},
    "through a star in a package": {
        "app/models/__init__.py": "from .base import *",
        "app/models/base.py": BASE,
    },
    "below": {"app/models/__init__.py": "from . import base", "app/models/base.py": BASE},
    "beside": {"app/models.py": "from .base import Account\nclass A(Account): pass", "app/base.py": BASE},
    "in two steps": {
        "app/models.py": "from middle import Middle\nclass A(Middle): pass",
        "middle.py": "from common import Account\nclass Middle(Account): pass",
        "common.py": BASE,
    },
    "by an expression": {"app/models.py": "class A(made(1), B): pass"},
}
NOT_FOUND: Mapping[str, Mapping[str, str]] = {
    "Django's": {"app/models.py": "from django.db import models\nclass A(models.Model): pass"},
    "a base of another kind": {
        "app/models.py": "from common import Timed\nclass A(Timed): pass",
        "common.py": "from django.db import models\nclass Timed(models.Model): pass",
    },
    "imported for something else": {
        "app/models.py": "from common import Account\nclass A: pass\nprint(Account)",
        "common.py": BASE,
    },
    "a circle": {
        "app/models.py": "from b import B\nclass A(B): pass",
        "b.py": "from app.models import A\nclass B(A): pass",
    },
    "no such module": {"app/other.py": BASE},
}


def may_derive(files: Mapping[str, str], resolve: Resolve, module: str = "app.models") -> bool:
    return resolve({"settings.py": "", "app/__init__.py": "", **files}).evaluation.may_derive(module, WORDS)


@pytest.mark.parametrize("files", FOUND.values(), ids=FOUND)
def test_what_may_derive(files: Mapping[str, str], resolve: Resolve) -> None:
    assert may_derive(files, resolve)


@pytest.mark.parametrize("files", NOT_FOUND.values(), ids=NOT_FOUND)
def test_what_does_not(files: Mapping[str, str], resolve: Resolve) -> None:
    assert not may_derive(files, resolve)


def test_dots_count_from_the_package(resolve: Resolve) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/base.py": BASE,
        "shop/app/__init__.py": "",
        "shop/app/models.py": "from ..base import Account\nclass A(Account): pass",
    }
    assert may_derive(files, resolve, "shop.app.models")
