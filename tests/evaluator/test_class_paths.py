"""The bases of a class that a setting names, read from the text of the project."""

from __future__ import annotations

import pytest

from tests.evaluator.conftest import Resolve

FILES = {
    "settings.py": "MIDDLEWARE = []\n",
    "shop/__init__.py": "from .middleware import Tenant as Exported\nfrom .loop import A\n",
    "shop/middleware.py": """
        import vendor.middleware as vm
        import other
        from vendor import Base
        try:
            from fast import Mixin
        except ImportError:
            class Mixin: pass
        class Tenant(Mixin, Base): pass
        class Sub(Tenant, vm.Thing, other.x.Y): pass
        class Diamond(Tenant, Base): pass
        if True:
            class Inner(Diamond): pass
        def function(): pass
        from .more import Far as Renamed
        class Near(Renamed): pass
        """,
    "shop/more.py": "from shop.middleware import Tenant\nclass Far(Tenant): pass\n",
    "shop/loop.py": "from .loop import B as A\nfrom .loop import A as B\n",
    "shop/broken.py": "class X(:\n",
}
CASES = {
    "shop.middleware.Tenant": ("shop.middleware.Tenant", "fast.Mixin", "vendor.Base"),
    "shop.middleware.Sub": (
        "shop.middleware.Sub",
        "shop.middleware.Tenant",
        "vendor.middleware.Thing",
        "other.x.Y",
        "fast.Mixin",
        "vendor.Base",
    ),
    "shop.middleware.Diamond": ("shop.middleware.Diamond", "shop.middleware.Tenant", "vendor.Base", "fast.Mixin"),
    "shop.middleware.Inner": (
        "shop.middleware.Inner",
        "shop.middleware.Diamond",
        "shop.middleware.Tenant",
        "vendor.Base",
        "fast.Mixin",
    ),
    "shop.middleware.Near": (
        "shop.middleware.Near",
        "shop.more.Far",
        "shop.middleware.Tenant",
        "fast.Mixin",
        "vendor.Base",
    ),
    "shop.Exported": ("shop.Exported", "shop.middleware.Tenant", "fast.Mixin", "vendor.Base"),
    "shop.middleware.function": None,
    "shop.middleware.Missing": None,
    "shop.broken.X": None,
    "shop.missing.X": None,
    "vendor.Base": None,
    "Tenant": None,
}


@pytest.mark.parametrize("path", CASES)
def test_bases(path: str, resolve: Resolve) -> None:
    assert resolve(FILES).evaluation.resolve_class(path) == CASES[path]


def test_names_that_stand_for_each_other_end(resolve: Resolve) -> None:
    assert resolve(FILES).evaluation.resolve_class("shop.A") == ("shop.A", "shop.loop.A", "shop.loop.B")
