"""What the text of a class of the project says of it: compared with the class that Python makes of the same text."""

from __future__ import annotations

import types
from collections.abc import Mapping
from textwrap import dedent

import pytest

from tests.evaluator.conftest import Resolve

BODIES: Mapping[str, Mapping[str, object]] = {
    "header = 'A'": {"header": "A"},
    "header: str = 'A' 'B'": {"header": "AB"},
    "header: str": {},
    "header = None; number = 3; on = True": {"header": None, "number": 3, "on": True},
    "header = 'A'\n    header = 'B'": {},
    "header = 'A'\n    if True: header = 'B'": {},
    "header = other = 'A'": {},
    "header = 'A'\n    def header(self): pass": {},
    "header = 'A'\n    for header in 'BC': pass": {},
    "header = 'A'\n    del header": {},
    "header = 'A' + 'B'": {},
    "header = f'{1}'": {},
    "header = b'A'": {},
    "@property\n    def header(self): return 'A'": {},
}


@pytest.mark.parametrize("body", BODIES)
def test_constants_are_what_python_binds(body: str, resolve: Resolve) -> None:
    source = f"class A:\n    {body}\n"
    text = resolve({"settings.py": "", "shop.py": source}).evaluation.class_text("shop.A")
    assert text is not None
    assert text.is_clear
    module = types.ModuleType("shop")
    exec(source, module.__dict__)
    bound = {name for name in vars(module.A) if not name.startswith("__")}
    assert bound <= text.names
    assert text.constants == BODIES[body]
    assert all(vars(module.A)[name] == value for name, value in text.constants.items())


@pytest.mark.parametrize(
    ("source", "is_clear"),
    [
        ("class A: pass", True),
        ("from base import A\nclass A(A): pass", True),
        ("if x:\n    class A: pass", False),
        ("class A: pass\nif x:\n    class A: pass", False),
        ("class A: pass\nA = wrapped(A)", False),
        ("class A: pass\nfrom other import B as A", False),
        ("class A: pass\nfrom other import *", False),
        ("class A: pass\ndef A(): pass", False),
        ("class A: pass\nB = A", True),
        ("@decorated\nclass A: pass", False),
        ("class A(metaclass=M): pass", False),
        ("class A(*bases): pass", False),
    ],
)
def test_what_depends_on_more_than_the_class_statement(source: str, is_clear: bool, resolve: Resolve) -> None:
    text = resolve({"settings.py": "", "shop.py": source}).evaluation.class_text("shop.A")
    assert text is not None
    assert text.is_clear == is_clear


@pytest.mark.parametrize("path", ["shop.B", "shop.Missing", "A", "vendor.A", "broken.A"])
def test_other_paths_have_no_text(path: str, resolve: Resolve) -> None:
    files = {"settings.py": "", "shop.py": "from base import B\n", "base.py": "class B: pass", "broken.py": "class A(:"}
    assert resolve(files).evaluation.class_text(path) is None


METHODS = {
    "def __call__(self, request): request.user = 1; return self.get_response(request)": {"user"},
    "async def __call__(self, request): request.user = 1; return await self.get_response(request)": {"user"},
    "def __call__(self, r): r.user = r.session = 1; return self.get_response(r)": {"user", "session"},
    "def __call__(self, request): request.user: int = 1; return super().__call__(request)": {"user"},
    "def __call__(self, request): answer = self.get_response(request); request.user = 1; return answer": set(),
    "def __call__(self, request): request.user = 1; return None": set(),
    "def __call__(self, request): request.user = 1; raise ValueError": set(),
    "def __call__(self, request): request.user = None; return self.get_response(request)": set(),
    "def __call__(self, request): other.user = 1; return self.get_response(request)": set(),
    "def __call__(self, request): request.user.name = 1; return self.get_response(request)": set(),
    "def __call__(self): return self.get_response()": set(),
    "@decorated\ndef __call__(self, request): request.user = 1; return self.get_response(request)": set(),
    """
    def __call__(self, request):
        if request.token:
            request.user = 1
        elif request.key:
            request.session = 1
            return 403
        else:
            pass
        return self.get_response(request)
    """: {"user"},
    """
    def __call__(self, request):
        if request.token:
            request.user = 1
            return self.get_response(request)
        request.session = 1
        return 403
    """: {"user"},
    """
    def __call__(self, request):
        with lock:
            try:
                request.user = find(request)
            except LookupError:
                return 403
            else:
                request.key = 1
            finally:
                request.seen = True
        for name in "ab":
            request.session = name
        while request.more:
            request.more = False
        return self.get_response(request)
    """: {"user", "key", "seen", "session", "more"},
    """
    def __call__(self, request):
        with self.get_response(request) as answer:
            request.user = 1
        if self.get_response(request):
            request.user = 1
    """: set(),
    """
    def __call__(self, request):
        def later():
            request.user = 1
            return self.get_response(request)
        return later
    """: set(),
    """
    def __call__(self, request):
        request.user = 1
        login(request, request.user)
        return self.get_response(request)
    """: set(),
    "def process_request(self, request): request.user = 1": {"user"},
    "def process_request(self, request): request.user = 1; return": {"user"},
    "def process_request(self, request): request.user = 1; return None": {"user"},
    "def process_request(self, request): request.user = 1; return 403": set(),
    "def process_view(self, request, view): request.user = 1": set(),
}


@pytest.mark.parametrize("method", METHODS)
def test_what_a_method_sets_before_the_response_is_made(method: str, resolve: Resolve) -> None:
    body = "\n".join(f"    {line}" for line in dedent(method).strip().splitlines())
    text = resolve({"settings.py": "", "shop.py": f"class A:\n{body}\n"}).evaluation.class_text("shop.A")
    assert text is not None
    (replaced,) = text.replaced.values()
    assert replaced == METHODS[method]


def test_classes_that_importing_a_module_defines(resolve: Resolve) -> None:
    files = {
        "settings.py": "",
        "shop/__init__.py": "class Outside: pass",
        "shop/models/__init__.py": """
            from .user import *
            from . import order, missing
            import shop.models.stock
            from shop import Outside
            class Here: pass
            try:
                from .rare import Rare
                class Perhaps: pass
            except ImportError: pass
            """,
        "shop/models/user.py": "from .group import Group as Renamed\nclass User: pass",
        "shop/models/group.py": "from .user import User\nclass Group: pass",
        "shop/models/order.py": "class Order: pass",
        "shop/models/stock.py": "class Stock: pass",
        "shop/models/rare.py": "class Rare: pass",
        "shop/models/unused.py": "class Unused: pass",
    }
    evaluation = resolve(files).evaluation
    assert sorted(evaluation.loaded_classes("shop.models")) == [
        "shop.models.Here",
        "shop.models.group.Group",
        "shop.models.order.Order",
        "shop.models.stock.Stock",
        "shop.models.user.User",
    ]
    assert evaluation.loaded_classes("vendor.models") == ()


def test_inner_classes(resolve: Resolve) -> None:
    source = "class A:\n    class Meta:\n        abstract = True\n"
    text = resolve({"settings.py": "", "shop.py": source}).evaluation.class_text("shop.A")
    assert text is not None
    assert text.inner["Meta"].constants == {"abstract": True}
    assert text.inner["Meta"].path == "shop.A.Meta"
