"""What a statement that is given up may have done: it could not be executed, although the process evidently survives it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree, leaves
from djauthlint.evaluator.bindings import (
    ANY,
    bindings,
    binds_star,
    is_namespace,
    key_of,
    passes_namespace,
    places,
    text_of,
)
from djauthlint.evaluator.interpreter import TOO_MANY, Frame, Interpreter, changeable
from djauthlint.evaluator.models.iterables import Stream
from djauthlint.evaluator.subtrees import subtrees
from djauthlint.values import (
    Bound,
    Builtin,
    Class,
    Dict,
    Function,
    Globals,
    Hole,
    Instance,
    Item,
    List,
    Module,
    Namespace,
    Object,
    Perhaps,
    Set,
    Splice,
    Tuple,
    Unknown,
    Value,
)

TOUCHED: Final = (Module, Class, Instance, List, Dict, Set, Tuple)
"""Objects that are unknown afterwards as far as they can be changed."""

READING: Final = frozenset("bool float hasattr int isinstance issubclass len repr str".split())
"""Builtins that change none of their arguments, unless those are objects of the project."""

DEEP_COPY: Final = "copy.deepcopy"

WRITING: Final = frozenset("__delitem__ __setitem__ pop putenv setdefault unsetenv".split())
"""What writes or removes the variable that its first argument names."""

WRITING_MANY: Final = frozenset("clear popitem update".split())


def give_up(run: Interpreter, statement: cst.CSTNode, reason: str) -> None:
    """What a statement binds is unknown, and so is what it changes, and what is changed by the functions that it calls."""
    _Touched(run, reason).statement(statement)
    functions = _functions(run, statement)
    found = [*bindings(statement)]
    bound = {binding.name for binding in found if binding.is_itself}
    deleted = {binding.name for binding in found if binding.is_deleted}
    for name in dict.fromkeys(binding.name for binding in found):
        namespace = run.frame.declared.get(name, run.frame.local)
        if name not in bound and all(isinstance(leaf, TOUCHED) for leaf in leaves(run.here(namespace.get(name)))):
            continue
        origin = run.origin(statement)
        among = changeable(run.here(namespace.get(name)), *functions)
        if name in deleted:
            run.bind_name(namespace, name, Perhaps(reason, origin=origin, among=among), "set", origin)
        else:
            run.bind_name(namespace, name, Unknown(reason, origin=origin, among=among), "set", origin)
    if binds_star(statement) or passes_namespace(statement):
        run.open_namespace(run.frame.local, reason)


def forget_reached(run: Interpreter, value: Value, reason: str) -> None:
    """What a function changes that something undetermined calls."""
    _Touched(run, reason).value(value)


def _functions(run: Interpreter, statement: cst.CSTNode) -> list[Function]:
    """The functions, methods and lambdas that a statement may make."""
    found: list[Function] = []
    pending = [statement]
    while pending:
        node = pending.pop()
        if isinstance(node, (cst.FunctionDef, cst.Lambda)):
            origin = run.origin(node)
            assert origin is not None
            found.append(Function(node, run.frame.module, run.frame.closure, {}, origin))
        else:
            pending.extend(subtrees(node))
    return found


class _Touched:
    """What can be reached from a statement: every object that it names, itself or as an attribute of a module, or that a function names
    which it names.
    """

    def __init__(self, run: Interpreter, reason: str) -> None:
        self.run = run
        self.reason = reason
        self.seen: dict[int, Any] = {}
        self.attributes: set[str] = set()
        """Names of attributes that are mentioned."""
        self.bound: set[str] = set()
        """Names of attributes that are bound or deleted."""
        self.bound_in: list[tuple[Namespace, str]] = []
        """Those of which it is known where."""
        self.read_whole: list[Namespace] = []
        """Modules and classes of which an attribute is read whose name the source text does not have."""
        self.bound_whole: list[Namespace] = []
        """Those of which such an attribute may be bound or deleted."""
        self.keys: set[str] = set()
        """What is written to mappings that may be `os.environ`, or removed from them; `ANY` among them."""
        self.holders: list[Namespace] = []
        """What the modules and classes have whose attributes these may be."""
        self.functions: list[Function] = []
        self.environ = False
        self.reached: list[Item] = []
        self.pending: list[tuple[cst.CSTNode, tuple[Namespace, ...]]] = []

    def statement(self, statement: cst.CSTNode) -> None:
        """Makes unknown what it may change."""
        self.pending.append((statement, _scopes(self.run.frame)))
        self._forget()

    def value(self, value: Value) -> None:
        """Makes unknown what a function may change."""
        self._reach(value)
        self._forget()

    def _forget(self) -> None:
        while self.pending or self.reached:
            while self.pending or self.reached:
                if self.reached:
                    self._follow(self.reached.pop())
                else:
                    self._look(*self.pending.pop())
            for names in [holder.names for holder in self.holders]:
                self._reach_all(names[name] for name in sorted(self.attributes & names.keys()))
            for namespace in self.read_whole:
                self._reach_all(namespace.names.values())
        for holder in self.holders:
            for name in sorted(self.bound):
                self.run.forget_name(holder, name, self.reason)
        for namespace, name in self.bound_in:
            self.run.forget_name(namespace, name, self.reason)
        for namespace in self.bound_whole:
            self.run.open_namespace(namespace, self.reason, is_deleted=True)
        for function in self.functions:
            self._forget_outside(function)
        if self.environ or "environ" in self.attributes:
            for name in sorted(self.keys):
                if name == ANY:
                    self.run.environment.forget_all(self.run, self.reason)
                else:
                    self.run.environment.forget_one(self.run, name, self.reason)

    def _look(self, node: cst.CSTNode, scopes: tuple[Namespace, ...]) -> None:
        self.bound.update(place.attr.value for place in places(node) if isinstance(place, cst.Attribute))
        self._look_for_keys(node, scopes)
        match node:
            case cst.Name():
                self._reach(_named(node, scopes))
                return
            case cst.Subscript() if is_namespace(node.value) and key_of(node) != ANY:
                self._reach(scopes[-1].names.get(key_of(node)))
                return
            case cst.Call() if self.reason != TOO_MANY and self._only_reads(node, scopes):
                # What depends on too many conditions is forgotten even so: each statement that reads it would try again.
                return
            case cst.Call() if is_namespace(node):
                self._reach_all(scopes[-1].names.values())
            case cst.Call(func=cst.Name(value="getattr"), args=[target, cst.Arg(value=name), *_]):
                if text_of(name) != ANY:
                    self.attributes.add(text_of(name))
                else:
                    self.read_whole += _namespaces(target.value, scopes)
            case cst.Call(func=cst.Name(value="setattr" | "delattr"), args=[target, cst.Arg(value=name), *_]):
                if text_of(name) != ANY:
                    self.bound.add(text_of(name))
                    self.bound_in += [(namespace, text_of(name)) for namespace in _namespaces(target.value, scopes)]
                else:
                    self.bound_whole += _namespaces(target.value, scopes)
            case cst.Call(func=cst.Name(value="vars"), args=[target]):
                self._use_whole(target.value, scopes)
            case cst.Subscript():
                self.holders += _namespaces(node, scopes)
            case cst.Attribute(attr=cst.Name(value="__dict__")):
                self._use_whole(node.value, scopes)
            case cst.Attribute():
                self.attributes.add(node.attr.value)
        self.pending.extend((child, scopes) for child in subtrees(node))

    def _look_for_keys(self, node: cst.CSTNode, scopes: tuple[Namespace, ...]) -> None:
        """Notes what is written to a mapping that may be `os.environ`, or removed from it."""
        found: list[tuple[cst.BaseExpression, str]] = []
        match node:
            case cst.Call(func=cst.Attribute(value=target, attr=cst.Name(value=name)), args=args):
                if name in WRITING and args:
                    found.append((target, text_of(args[0].value)))
                elif name in WRITING | WRITING_MANY:
                    found.append((target, ANY))
            case _:
                found += [(place.value, key_of(place)) for place in places(node) if isinstance(place, cst.Subscript)]
        for target, key in found:
            named = _named(target, scopes) if isinstance(target, cst.Name) else None
            if named is None or any(getattr(leaf, "path", None) in ("os", "os.environ") for leaf in leaves(named)):
                self.keys.add(key)

    def _use_whole(self, target: cst.BaseExpression, scopes: tuple[Namespace, ...]) -> None:
        namespaces = _namespaces(target, scopes)
        self.read_whole += namespaces
        self.bound_whole += namespaces

    @staticmethod
    def _only_reads(node: cst.Call, scopes: tuple[Namespace, ...]) -> bool:
        """Whether a call changes none of its arguments, and neither keeps nor gives one of them or of what is in them."""
        match node.func:
            case cst.Name(value=name):
                function = _named(node.func, scopes)
                is_reading = (name in READING and function is None) or getattr(function, "name", "") == DEEP_COPY
            case cst.Attribute(value=cst.Name() as module, attr=cst.Name(value=name)):
                is_reading = f"{getattr(_named(module, scopes), 'path', '')}.{name}" == DEEP_COPY
            case _:
                is_reading = False
        return is_reading and all(
            _is_plain(argument.value) and not _has_methods(argument.value, scopes) for argument in node.args
        )

    def _reach(self, tree: Any) -> None:
        for leaf in leaves(tree):
            if id(leaf) not in self.seen:
                self.seen[id(leaf)] = leaf
                self.reached.append(leaf)

    def _follow(self, leaf: Item) -> None:
        match leaf:
            case Function():
                self.functions.append(leaf)
                self.pending.append((leaf.node, _scopes(leaf)))
                self._reach_all(leaf.defaults.values())
            case Bound():
                self._reach_all((leaf.function, leaf.receiver))
            case Class():
                self.holders.append(leaf.namespace)
                self.pending.append((leaf.origin.node, (leaf.namespace, leaf.module.namespace)))
                self._reach_all(leaf.bases)
            case Module():
                self.holders.append(leaf.namespace)
            case Object(path="os.environ"):
                self.environ = True
            case Stream():
                self._reach(leaf.rest)
            case Builtin():
                self._reach_all(leaf.attributes.values())
            case Globals():
                self.read_whole.append(leaf.namespace)
                self.bound_whole.append(leaf.namespace)
            case Object():
                self._reach_all((*leaf.attributes.values(), getattr(leaf, "function", None)))
            case List() | Tuple():
                self._reach_all(leaf.items)
                self.run.havoc(leaf, self.reason)
            case Dict():
                self._reach_all((*(entry.value for entry in leaf.entries.values()), *leaf.unseen))
                self.run.havoc(leaf, self.reason)
            case Instance():
                self._reach_all((leaf.cls, *leaf.attributes.names.values()))
                self.run.havoc(leaf, self.reason)
            case Splice():
                for items in leaves(leaf.tree):
                    self._reach_all(items)
            case Hole():
                self._reach_all((*leaf.among, *getattr(leaf, "elements", ())))
            case Unknown():
                self._reach_all(leaf.among)
                self.run.havoc(leaf, self.reason)
            case Set():
                self.run.havoc(leaf, self.reason)

    def _reach_all(self, trees: Iterable[Tree[Any]]) -> None:
        for tree in [*trees]:
            self._reach(tree)

    def _forget_outside(self, function: Function) -> None:
        """Names that a function binds in its module, or in a function around it."""
        if not isinstance(function.node, cst.FunctionDef):
            return
        body = function.node.body
        scopes = _scopes(function)
        if passes_namespace(body):
            self.run.open_namespace(scopes[-1], self.reason, is_deleted=True)
        declared: dict[str, bool] = {}
        pending: list[cst.CSTNode] = [body]
        while pending:
            node = pending.pop()
            if isinstance(node, (cst.Global, cst.Nonlocal)):
                declared |= {item.name.value: isinstance(node, cst.Global) for item in node.names}
            pending.extend(subtrees(node))
        for name, *_, is_key in bindings(body, nested=True):
            is_global = is_key or declared.get(name)
            if is_global is None:
                continue
            around = () if is_global else scopes[:-1]
            holder = next((scope for scope in around if name in scope.names), scopes[-1])
            self.run.forget_name(holder, name, self.reason)


def _is_plain(node: cst.BaseExpression) -> bool:
    """Whether evaluating an expression calls nothing of the project, but for what reading an attribute or item does."""
    match node:
        case cst.Name() | cst.SimpleString() | cst.Integer():
            return True
        case cst.Attribute():
            return _is_plain(node.value)
        case cst.Subscript(slice=[cst.SubscriptElement(slice=cst.Index(value=index))]):
            return _is_plain(node.value) and _is_plain(index)
        case cst.Call(func=cst.Name(value="getattr"), args=[_, *_]):
            return all(_is_plain(argument.value) for argument in node.args)
    return False


def _has_methods(node: cst.BaseExpression, scopes: tuple[Namespace, ...]) -> bool:
    """Whether what a plain expression reads from may be an object of the project, whose methods may do anything."""
    if isinstance(node, cst.Call):
        return _has_methods(node.args[0].value, scopes)
    while isinstance(node, (cst.Attribute, cst.Subscript)):
        node = node.value
    named = _named(node, scopes) if isinstance(node, cst.Name) else None
    return any(isinstance(leaf, (Instance, Class, Unknown)) for leaf in leaves(named))


def _named(node: cst.Name, scopes: tuple[Namespace, ...]) -> Any:
    return next((scope.names[node.value] for scope in scopes if node.value in scope.names), None)


def _namespaces(node: cst.BaseExpression, scopes: tuple[Namespace, ...]) -> list[Namespace]:
    """The modules and classes that a name stands for; an item of `sys.modules` is taken for the module itself."""
    match node:
        case cst.Subscript(value=cst.Attribute(attr=cst.Name(value="modules")) | cst.Name(value="modules")):
            return [scopes[-1]]
    named = _named(node, scopes) if isinstance(node, cst.Name) else None
    return [leaf.namespace for leaf in leaves(named) if isinstance(leaf, (Module, Class))]


def _scopes(of: Function | Frame) -> tuple[Namespace, ...]:
    """Where a name is looked for, in this order."""
    return (*reversed(of.scopes), of.module.namespace)
