"""What can be reached from a statement or function that is not executed, and what of that it may change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Tree, leaves
from djauthlint.evaluator.bindings import (
    ANY,
    bindings,
    is_namespace,
    key_of,
    passes_namespace,
    places,
    root_of,
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
    Known,
    Library,
    List,
    Module,
    Namespace,
    Object,
    Splice,
    Tuple,
    Unknown,
    Value,
)

READING: Final = frozenset("bool float hasattr int isinstance issubclass len repr str".split())
"""Builtins that change none of their arguments, unless those are objects of the project, and give nothing of them."""

HARMLESS: Final = READING.union(
    "abs all any bytes dict enumerate frozenset getattr list max min print range reversed round set sorted sum tuple type zip".split()
)
"""Builtins that change none of them; they may give them, or what is in them."""

DEEP_COPY: Final = "copy.deepcopy"

SETTING_ONE: Final = frozenset("__delitem__ __setitem__ pop putenv setdefault unsetenv".split())
"""What writes or removes the variable that its first argument names."""

SETTING_MANY: Final = frozenset("clear popitem update".split())


class Reached:
    """What can be reached: every object that a text names, itself or as an attribute of a module, or that a function names which it names.

    Arguments:
        run: the evaluation.
        reason: why it is not executed.
        gently: whether the text of each function is asked whether it changes anything: else it may change whatever it names.
    """

    def __init__(self, run: Interpreter, reason: str, *, gently: bool = False) -> None:
        self.run = run
        self.reason = reason
        self.gently = gently
        self.seen: dict[int, Any] = {}
        self.changed: dict[int, Any] = {}
        """What may be changed of that."""
        self.attributes: dict[str, bool] = {}
        """Names of attributes that are mentioned, and whether what they are may be changed."""
        self.bound: set[str] = set()
        """Names of attributes that are bound or deleted."""
        self.bound_in: list[tuple[Namespace, str]] = []
        """Those of which it is known where."""
        self.read_whole: list[tuple[Namespace, bool]] = []
        """Modules and classes of which an attribute is read whose name the source text does not have."""
        self.bound_whole: list[Namespace] = []
        """Those of which such an attribute may be bound or deleted."""
        self.keys: set[str] = set()
        """What is written to mappings that may be `os.environ`, or removed from them; `ANY` among them."""
        self.holders: list[Namespace] = []
        """What the modules and classes have whose attributes these may be."""
        self.functions: list[Function] = []
        self.environ = False
        self.reached: list[tuple[Item, bool]] = []
        self.pending: list[tuple[cst.CSTNode, tuple[Namespace, ...], bool]] = []

    def statement(self, statement: cst.CSTNode) -> None:
        """Reaches what a statement of the present frame names."""
        self.pending.append((statement, _scopes(self.run.frame), True))
        self._collect()

    def values(self, values: Iterable[Tree[Value]]) -> None:
        """Reaches what functions name."""
        self._reach_all(values, False)
        self._collect()

    @property
    def among(self) -> tuple[Value, ...]:
        """All objects that were reached and can be changed or called."""
        return changeable(*self.seen.values())

    def _collect(self) -> None:
        while self.pending or self.reached:
            while self.pending or self.reached:
                if self.reached:
                    self._follow(*self.reached.pop())
                else:
                    self._look(*self.pending.pop())
            for names in [holder.names for holder in self.holders]:
                for name in sorted(self.attributes.keys() & names.keys()):
                    self._reach(names[name], self.attributes[name])
            for namespace, changes in self.read_whole:
                self._reach_all(namespace.names.values(), changes)

    def forget(self) -> None:
        """Makes unknown what may be changed, in the present worlds."""
        for leaf in self.changed.values():
            self.run.havoc(leaf, self.reason)
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

    def _look(self, node: cst.CSTNode, scopes: tuple[Namespace, ...], changes: bool) -> None:
        self.bound.update(place.attr.value for place in places(node) if isinstance(place, cst.Attribute))
        self._look_for_keys(node, scopes)
        match node:
            case cst.Name():
                self._reach(_named(node, scopes), changes)
                return
            case cst.Subscript() if is_namespace(node.value) and key_of(node) != ANY:
                self._reach(scopes[-1].names.get(key_of(node)), changes)
                return
            case cst.Call() if self.reason != TOO_MANY and self._only_reads(node, scopes):
                # What depends on too many conditions is forgotten even so: each statement that reads it would try again.
                return
            case cst.Call() if is_namespace(node):
                self._reach_all(scopes[-1].names.values(), changes)
            case cst.Call(func=cst.Name(value="getattr"), args=[target, cst.Arg(value=name), *_]):
                if text_of(name) != ANY:
                    self._mention(text_of(name), changes)
                else:
                    self.read_whole += [(namespace, changes) for namespace in _namespaces(target.value, scopes)]
            case cst.Call(func=cst.Name(value="setattr" | "delattr"), args=[target, cst.Arg(value=name), *_]):
                if text_of(name) != ANY:
                    self.bound.add(text_of(name))
                    self.bound_in += [(namespace, text_of(name)) for namespace in _namespaces(target.value, scopes)]
                else:
                    self.bound_whole += _namespaces(target.value, scopes)
            case cst.Call(func=cst.Name(value="vars"), args=[target]):
                self._use_whole(target.value, scopes, changes)
            case cst.Subscript():
                self.holders += _namespaces(node, scopes)
            case cst.Attribute(attr=cst.Name(value="__dict__")):
                self._use_whole(node.value, scopes, changes)
            case cst.Attribute():
                self._mention(node.attr.value, changes)
            case cst.Call(func=function, args=args) if not changes and not _leaves_alone(function, scopes):
                # A function that changes what it is given, or a method that changes its object.
                receiver = [function.value] if isinstance(function, cst.Attribute) else []
                self.pending.extend((part, scopes, True) for part in [*receiver, *(each.value for each in args)])
        self.pending.extend((child, scopes, changes) for child in subtrees(node))

    def _mention(self, attribute: str, changes: bool) -> None:
        self.attributes[attribute] = changes or self.attributes.get(attribute, False)

    def _look_for_keys(self, node: cst.CSTNode, scopes: tuple[Namespace, ...]) -> None:
        """Notes what is written to a mapping that may be `os.environ`, or removed from it."""
        found: list[tuple[cst.BaseExpression, str]] = []
        match node:
            case cst.Call(func=cst.Attribute(value=target, attr=cst.Name(value=name)), args=args):
                if name in SETTING_ONE and args:
                    found.append((target, text_of(args[0].value)))
                elif name in SETTING_ONE | SETTING_MANY:
                    found.append((target, ANY))
            case _:
                found += [(place.value, key_of(place)) for place in places(node) if isinstance(place, cst.Subscript)]
        for target, key in found:
            named = _named(target, scopes) if isinstance(target, cst.Name) else None
            if named is None or any(getattr(leaf, "path", None) in ("os", "os.environ") for leaf in leaves(named)):
                self.keys.add(key)

    def _use_whole(self, target: cst.BaseExpression, scopes: tuple[Namespace, ...], changes: bool) -> None:
        namespaces = _namespaces(target, scopes)
        self.read_whole += [(namespace, changes) for namespace in namespaces]
        self.bound_whole += namespaces if changes else []

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

    def _reach(self, tree: Any, changes: bool) -> None:
        for leaf in leaves(tree):
            # What a function changes is asked of its text alone.
            is_changed = changes and not isinstance(leaf, Function)
            known = self.changed if is_changed else self.seen
            if id(leaf) not in known:
                known[id(leaf)] = self.seen[id(leaf)] = leaf
                self.reached.append((leaf, is_changed))

    def _follow(self, leaf: Item, changes: bool) -> None:
        match leaf:
            case Function():
                self.functions.append(leaf)
                self.pending.append((leaf.node, _scopes(leaf), not self.gently or self.run.writes_outside(leaf.node)))
                self._reach_all(leaf.defaults.values(), True)
            case Bound():
                self._reach_all((leaf.function, leaf.receiver), True)
            case Class():
                self.holders.append(leaf.namespace)
                self.pending.append((leaf.origin.node, (leaf.namespace, leaf.module.namespace), changes))
                self._reach_all(leaf.bases, changes)
            case Module():
                self.holders.append(leaf.namespace)
            case Object(path="os.environ"):
                self.environ = True
            case Stream():
                self._reach(leaf.rest, changes)
            case Builtin():
                self._reach_all(leaf.attributes.values(), changes)
            case Globals():
                self.read_whole.append((leaf.namespace, changes))
                self.bound_whole += [leaf.namespace] if changes else []
            case Object():
                self._reach_all((*leaf.attributes.values(), getattr(leaf, "function", None)), changes)
            case List() | Tuple():
                self._reach_all(leaf.items, changes)
            case Dict():
                self._reach_all((*(entry.value for entry in leaf.entries.values()), *leaf.unseen), changes)
            case Instance():
                self._reach_all((leaf.cls, *leaf.attributes.names.values()), changes)
            case Splice():
                for items in leaves(leaf.tree):
                    self._reach_all(items, changes)
            case Hole():
                self._reach_all((*leaf.among, *getattr(leaf, "elements", ())), changes)
            case Unknown():
                self._reach_all(leaf.among, changes)

    def _reach_all(self, trees: Iterable[Tree[Any]], changes: bool) -> None:
        for tree in [*trees]:
            self._reach(tree, changes)

    def _forget_outside(self, function: Function) -> None:
        """Names that a function binds in its module, or in a function around it."""
        body = function.node.body
        scopes = _scopes(function)
        if passes_namespace(body, nested=True):
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
    root = root_of(node)
    named = _named(root, scopes) if root is not None else None
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


def _leaves_alone(function: cst.BaseExpression, scopes: tuple[Namespace, ...]) -> bool:
    """Whether what is called changes none of its arguments: a builtin, something of a modelled module, a method of a literal."""
    if isinstance(function, cst.Name) and function.value in HARMLESS and _named(function, scopes) is None:
        return True
    root = root_of(function)
    if root is None:
        return isinstance(function, cst.Attribute) and isinstance(function.value, (cst.BaseString, cst.BaseNumber))
    named = _named(root, scopes)
    return named is not None and all(isinstance(leaf, (Library, Builtin, Known)) for leaf in leaves(named))


def _scopes(of: Function | Frame) -> tuple[Namespace, ...]:
    """Where a name is looked for, in this order."""
    return (*reversed(of.scopes), of.module.namespace)
