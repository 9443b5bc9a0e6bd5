"""Which views of a site need a login, told from the text of their modules."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from djauthlint.settings.urlconf import dotted, imported_names, parsed

if TYPE_CHECKING:
    from djauthlint.settings.urlconf import Route, Urlconf

_DECORATOR: Final = "django.contrib.auth.decorators.login_required"
_MIXIN: Final = "django.contrib.auth.mixins.LoginRequiredMixin"
_METHOD_DECORATOR: Final = "django.utils.decorators.method_decorator"
_OTHERWISE: Final = frozenset(
    ("dispatch", "get_login_url", "handle_no_permission", "login_url", "permission_denied_message", "raise_exception")
)
"""What in a class may make it answer in another way than its mixin would."""


def needs_login(pages: Urlconf, route: Route) -> bool:
    """Whether a page certainly sends whoever has not logged in to LOGIN_URL.

    Arguments:
        pages: of the site.
        route: the page.
    """
    if _DECORATOR in route.decorators:
        return True
    if route.view is None:
        return False
    module, _, name = route.view.rpartition(".")
    tree = parsed(pages.texts.get(module, ""))
    if tree is None or any(keyword in _OTHERWISE or keyword == "**" for keyword in route.keywords):
        return False
    name = _class_of(tree, name) or name
    found = [node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name]
    names = imported_names(tree, module)
    return len(found) == 1 and _is_protected(found[0], names)


def _class_of(tree: ast.Module, name: str) -> str | None:
    """The class of a view that a module makes with `name = Class.as_view()`, and binds nothing else to."""
    made = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]
    match made:
        case [ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr="as_view"), args=[], keywords=[])]:
            return owner
        case _:
            return None


def _is_protected(node: ast.FunctionDef | ast.ClassDef, names: dict[str, str]) -> bool:
    if isinstance(node, ast.FunctionDef):
        return any(dotted(decorator, names) == _DECORATOR for decorator in node.decorator_list)
    bound = {word.id for word in ast.walk(node) if isinstance(word, ast.Name) and isinstance(word.ctx, ast.Store)}
    bound |= {word.name for word in node.body if isinstance(word, (ast.FunctionDef, ast.AsyncFunctionDef))}
    if bound & _OTHERWISE:
        return False
    return _is_decorated(node, names) or (bool(node.bases) and dotted(node.bases[0], names) == _MIXIN)


def _is_decorated(node: ast.ClassDef, names: dict[str, str]) -> bool:
    """`@method_decorator(login_required, name="dispatch")`."""
    return any(
        isinstance(call, ast.Call)
        and dotted(call.func, names) == _METHOD_DECORATOR
        and bool(call.args)
        and dotted(call.args[0], names) == _DECORATOR
        for call in node.decorator_list
    )
