"""What the text of ROOT_URLCONF says of the pages of a site, where it says so in literals: no URL engine.

Whatever is not read (a package's URLs, a router, a list that a loop fills) makes the reading incomplete: a page or a name may be
there although it was not found.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from djauthlint.django_facts import cookies
from djauthlint.values import Known

if TYPE_CHECKING:
    from djauthlint.settings import Setting
    from djauthlint.settings.entry_settings import Settings

LOGIN_VIEW: Final = "django.contrib.auth.views.LoginView"
_ADMIN: Final = "django.contrib.admin.site.urls"
_AUTH: Final = "django.contrib.auth.urls"
_AUTH_PAGES: Final = {
    "login": "login/",
    "logout": "logout/",
    "password_change": "password_change/",
    "password_change_done": "password_change/done/",
    "password_reset": "password_reset/",
    "password_reset_done": "password_reset/done/",
    "password_reset_confirm": "reset/<uidb64>/<token>/",
    "password_reset_complete": "reset/done/",
}
"""Since Django 2.1: `django/contrib/auth/urls.py`."""
_PATHS: Final = frozenset(("django.urls.path", "django.urls.re_path"))
_INCLUDES: Final = frozenset(("django.urls.include", "django.conf.urls.include"))
_WITHOUT_NAMES: Final = frozenset(
    ("django.conf.urls.static.static", "django.contrib.staticfiles.urls.staticfiles_urlpatterns")
)
_LITERAL_PATTERN: Final = re.compile(r"(\^?)([\w/-]*)(\$?)")
"""A regular expression that is searched for, unless it ends with `$`: `RegexPattern.match` in `django/urls/resolvers.py`."""
_CONVERTER: Final = re.compile("<[^>]*>")
_CONVERTERS: Final = {"<int": "[0-9]+", "<slug": "[-a-zA-Z0-9_]+", "<str": "[^/]+"}
_ARGUMENTS: Final = ("route", "view", "kwargs", "name")
_DEEPEST: Final = 8


class Route(NamedTuple):
    """One page.

    Arguments:
        path: from the root, with a slash at its beginning; converters stand in it as they are written.
        name: with its namespace, None where it has none.
        view: the dotted path of the view or of the class whose `as_view` is called, None where that is no such thing.
        keywords: what `as_view` is called with.
        decorators: the dotted paths of what is called with the view, the outermost first.
        is_certain: whether it is there in any case.
        is_open: whether it is at every path that begins so, too: a regular expression without `$`.
    """

    path: str
    name: str | None
    view: str | None
    keywords: tuple[str, ...] = ()
    decorators: tuple[str, ...] = ()
    is_certain: bool = True
    is_open: bool = False


@dataclass
class Urlconf:
    """The pages of a site.

    Arguments:
        routes: those that were found.
        admin: paths below which the site of `django.contrib.admin` is.
        has_all_names: whether there are no further names.
        open_below: the beginnings of paths below which there may be more pages.
        texts: the text of each module that was read, and of those that it takes its views from, under their names.
    """

    routes: list[Route] = field(default_factory=list)
    admin: list[str] = field(default_factory=list)
    has_all_names: bool = True
    open_below: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)

    def takes_arguments(self, name: str) -> bool:
        """Whether each page of a name has something in its path that its name alone does not tell."""
        found = [route for route in self.routes if route.name == name]
        return bool(found) and all("<" in route.path.replace("<>", "") for route in found)

    @property
    def names(self) -> frozenset[str]:
        """The names of pages."""
        return frozenset(route.name for route in self.routes if route.name is not None)

    def at(self, path: str) -> Route | None:
        """The page at a path, where it is there in any case and no other one may be before it."""
        if any(route.is_open and route.path != path and path.startswith(route.path) for route in self.routes):
            return None
        for route in self.routes:
            if route.path == path:
                return route if route.is_certain and not self._may_match(path) else None
        return None

    def named(self, name: str) -> Route | None:
        """The page of a name, where it is there in any case and no other one has that name."""
        found = [route for route in self.routes if route.name == name]
        return found[0] if len(found) == 1 and found[0].is_certain and self.has_all_names else None

    def serves_nothing(self, path: str) -> bool:
        """Whether there is certainly no page at a path."""
        served = (path.startswith(route.path) if route.is_open else path == route.path for route in self.routes)
        return not self._may_match(path) and not any(served)

    def _may_match(self, path: str) -> bool:
        below = [*self.open_below, *self.admin]
        return any(_begins(path, beginning) for beginning in below) or any(
            "<" in route.path and _begins(path, route.path, is_whole=not route.is_open) for route in self.routes
        )


def _begins(path: str, pattern: str, *, is_whole: bool = False) -> bool:
    """Whether a path may begin with what has converters in it, or be that as a whole.

    Source: `django/urls/converters.py`. `<>` stands for anything, as do the converters of a project.
    """
    parts = _CONVERTER.split(pattern)
    inner = [
        ".*" if found == "<>" else _CONVERTERS.get(found.partition(":")[0] if ":" in found else "<str", ".*")
        for found in _CONVERTER.findall(pattern)
    ]
    expression = "".join(f"{re.escape(part)}{each}" for part, each in zip_longest(parts, inner, fillvalue=""))
    return re.match(f"{expression}\\Z" if is_whole else expression, path, re.DOTALL) is not None


def urlconf(settings: Settings) -> Urlconf | None:
    """What is to be read of the URLs of a site, None where requests may be answered with other ones.

    Raises:
        Undetermined: ROOT_URLCONF, or what the middleware does, is unknown.
    """
    if any("URLCONF" in name or "HOSTCONF" in name for name in settings.names if name != "ROOT_URLCONF"):
        return None
    setting = settings["ROOT_URLCONF"]
    if not setting.is_set or not isinstance(setting.value, str) or settings["FORCE_SCRIPT_NAME"].truthy:
        return None
    if any(settings.may_set_on_request(path, "urlconf") for path in settings["MIDDLEWARE"].texts):
        return None
    if setting.value not in settings.urlconfs:
        found = settings.urlconfs[setting.value] = Urlconf()
        _read_module(settings, found, setting.value, _Place())
    found = settings.urlconfs[setting.value]
    return found if setting.value in found.texts else None


def page_beside(url: Setting, path: str) -> str | None:
    """The path of the page that a setting such as LOGIN_URL names, by the path or by the name of a URL.

    What a named URL begins with is known to the server only, where that mounts the site below a path. It does not where the
    site has pages below the path in question itself.

    Arguments:
        url: the setting.
        path: what the page is compared with.

    Raises:
        Undetermined: ROOT_URLCONF, or what the middleware does, is unknown.
    """
    name = url.url_name
    if name is None:
        if not url.is_set or not url.is_known:
            return None
        name = url.value
        written = cookies.page(name)
        if written is not None or not isinstance(name, str) or "/" in name:
            return written
    found = urlconf(url.settings)
    route = None if found is None else found.named(name)
    if found is None or route is None or "<" in route.path:
        return None
    pages = (*(each.path for each in found.routes if each.is_certain), *found.admin)
    return route.path if any(cookies.is_sent(path, page) for page in pages) else None


class _Place(NamedTuple):
    """Where patterns are included."""

    prefix: str = "/"
    namespace: str = ""
    depth: int = 0
    is_certain: bool = True
    is_open: bool = False


def _read_module(settings: Settings, found: Urlconf, module: str, place: _Place, namespace: str | None = None) -> None:
    text = settings.evaluation.text_of(module) if place.depth < _DEEPEST else None
    tree = None if text is None else parsed(text)
    if text is None or tree is None:
        _give_up(found, place.prefix)
        return
    found.texts[module] = text
    reader = _Reader(settings, found, tree, module)
    app = namespace or reader.app_name
    inner = f"{place.namespace}{app}:" if app else place.namespace
    reader.statements(tree.body, place._replace(namespace=inner))


def parsed(text: str) -> ast.Module | None:
    """The syntax of a module, None where it is none of this Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _give_up(found: Urlconf, prefix: str) -> None:
    found.has_all_names = False
    found.open_below.append(prefix)


def imported_names(tree: ast.Module, module: str) -> dict[str, str]:
    """What the names mean that a module imports or defines, as dotted paths."""
    names: dict[str, str] = {}
    package = module.rpartition(".")[0]
    for node in tree.body:
        if isinstance(node, ast.Import):
            for each in node.names:
                top = each.name.partition(".")[0]
                names[each.asname or top] = each.name if each.asname else top
        elif isinstance(node, ast.ImportFrom) and node.level <= 1:
            source = ".".join(part for part in (package if node.level else "", node.module or "") if part)
            names.update({each.asname or each.name: f"{source}.{each.name}" for each in node.names})
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names[node.name] = f"{module}.{node.name}"
    return names


def dotted(node: ast.expr, names: dict[str, str]) -> str | None:
    """The dotted path that an expression means, None where it is not the name of anything imported or defined."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value, names)
        return None if owner is None else f"{owner}.{node.attr}"
    return None


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _arguments(call: ast.Call) -> dict[str, ast.expr]:
    """What `path` or `re_path` is called with, nothing where a part of that is not written out."""
    given = dict(zip(_ARGUMENTS, call.args, strict=False))
    given.update({keyword.arg or "**": keyword.value for keyword in call.keywords})
    return {} if "**" in given or any(isinstance(each, ast.Starred) for each in call.args) else given


def _of_pattern(pattern: str) -> tuple[str | None, bool]:
    """The path that a regular expression is for, None where that is no literal; and whether it is for longer ones, too."""
    literal = _LITERAL_PATTERN.fullmatch(pattern)
    if literal is None or (literal[2] and not (literal[1] or literal[3])):
        return None, False
    return literal[2], not literal[3]


class _Reader:
    """Reads one module."""

    def __init__(self, settings: Settings, found: Urlconf, tree: ast.Module, module: str) -> None:
        self.settings = settings
        self.found = found
        self.names = imported_names(tree, module)
        self.app_name = next(
            (
                _literal(node.value) or "?"
                for node in tree.body
                if isinstance(node, ast.Assign) and any(_is_name(target, "app_name") for target in node.targets)
            ),
            None,
        )
        self.module = module

    def statements(self, body: Iterable[ast.stmt], place: _Place) -> None:
        for node in body:
            if (value := _added(node)) is not None:
                self.patterns(value, place)
            elif isinstance(node, ast.If):
                inside = place._replace(is_certain=False)
                self.statements([*node.body, *node.orelse], inside)
            elif _mentions_urlpatterns(node):
                _give_up(self.found, place.prefix)

    def patterns(self, node: ast.expr, place: _Place) -> None:
        if isinstance(node, (ast.List, ast.Tuple)):
            for element in node.elts:
                self.pattern(element, place)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            self.patterns(node.left, place)
            self.patterns(node.right, place)
        elif not (_is_name(node, "urlpatterns") or self._called(node) in _WITHOUT_NAMES):
            _give_up(self.found, place.prefix)

    def pattern(self, node: ast.expr, place: _Place) -> None:
        function = self._called(node)
        given = _arguments(node) if isinstance(node, ast.Call) and function in _PATHS else {}
        if function is None or "route" not in given or "view" not in given:
            _give_up(self.found, place.prefix)
            return
        route, is_open = self.text(given["route"]), False
        if route is not None and function.endswith("re_path"):
            route, is_open = _of_pattern(route)
        if route is None:
            # Any page may be at what is not read, and names are read all the same.
            self.found.open_below.append(place.prefix)
            route = "<>"
        if "kwargs" in given:
            # They may stand for what a converter takes.
            route = re.sub("<.*", "<>", route)
        self.view(given, place._replace(prefix=place.prefix + route, is_open=is_open))

    def text(self, node: ast.expr) -> str | None:
        """What a text is, also where it is a setting that is the same in any case."""
        path = dotted(node, self.names) or ""
        module, _, name = path.rpartition(".")
        if module != "django.conf.settings":
            return _literal(node)
        value = self.settings[name].tree
        return value.value if isinstance(value, Known) and isinstance(value.value, str) else None

    def view(self, given: dict[str, ast.expr], place: _Place) -> None:
        view = given["view"]
        if isinstance(view, ast.Call) and self._called(view) in _INCLUDES:
            self.include(view, place._replace(is_open=False))
        elif dotted(view, self.names) == _ADMIN:
            self.found.admin.append(place.prefix)
        else:
            route = self.route(view, given.get("name"), place)
            if route is None:
                _give_up(self.found, place.prefix)
            else:
                self.found.routes.append(route._replace(is_open=place.is_open))

    def route(self, view: ast.expr, name: ast.expr | None, place: _Place) -> Route | None:
        text = _literal(name)
        if name is not None and text is None:
            return None
        keywords: tuple[str, ...] = ()
        decorators: list[str] = []
        while isinstance(view, ast.Call) and not (isinstance(view.func, ast.Attribute) and view.func.attr == "as_view"):
            decorators.append(dotted(view.func, self.names) or "?")
            if len(view.args) != 1 or view.keywords:
                return Route(place.prefix, self._named(text, place), None, (), ("?",), place.is_certain)
            view = view.args[0]
        if isinstance(view, ast.Call) and isinstance(view.func, ast.Attribute):
            keywords = tuple(keyword.arg or "**" for keyword in view.keywords)
            view = view.func.value
        elif isinstance(view, ast.Attribute) and "urls" in view.attr:
            return None
        path = dotted(view, self.names)
        if path is None and not isinstance(view, ast.Lambda):
            return None
        if path is not None:
            self._keep_text(path)
        return Route(place.prefix, self._named(text, place), path, keywords, tuple(decorators), place.is_certain)

    def include(self, call: ast.Call, place: _Place) -> None:
        target = call.args[0] if call.args else None
        namespace: str | None = None
        if isinstance(target, ast.Tuple) and len(target.elts) == 2:
            namespace = _literal(target.elts[1])
            target = target.elts[0]
        for given in [*call.args[1:], *(keyword.value for keyword in call.keywords)]:
            namespace = _literal(given) or "?"
        deeper = place._replace(depth=place.depth + 1)
        module = _literal(target)
        if module == _AUTH and namespace is None:
            for name, route in _AUTH_PAGES.items():
                view = LOGIN_VIEW if name == "login" else None
                named = self._named(name, place)
                self.found.routes.append(Route(place.prefix + route, named, view, (), (), place.is_certain))
        elif module is not None:
            _read_module(self.settings, self.found, module, deeper, namespace)
        elif isinstance(target, ast.List) and namespace is None:
            self.patterns(target, deeper)
        else:
            _give_up(self.found, place.prefix)

    def _called(self, node: ast.expr) -> str | None:
        return dotted(node.func, self.names) if isinstance(node, ast.Call) else None

    def _named(self, name: str | None, place: _Place) -> str | None:
        return None if name is None else f"{place.namespace}{name}"

    def _keep_text(self, path: str) -> None:
        module = path.rpartition(".")[0]
        if module not in self.found.texts and not path.startswith("django."):
            self.found.texts[module] = self.settings.evaluation.text_of(module) or ""


def _is_name(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _added(node: ast.stmt) -> ast.expr | None:
    """What a statement assigns to `urlpatterns`, or adds to it."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and _is_name(node.targets[0], "urlpatterns"):
        return node.value
    if isinstance(node, (ast.AnnAssign, ast.AugAssign)) and _is_name(node.target, "urlpatterns"):
        return node.value
    return None


def _mentions_urlpatterns(node: ast.stmt) -> bool:
    words: Iterator[ast.AST] = ast.walk(node)
    return any(
        (isinstance(word, ast.Name) and word.id in ("urlpatterns", "globals"))
        or (isinstance(word, ast.alias) and word.name in ("*", "urlpatterns"))
        for word in words
    )
