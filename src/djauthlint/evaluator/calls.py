"""Calls: arguments, functions of the project, models, and what nobody knows."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice, Tree, either, same, where
from djauthlint.evaluator.convert import to_python
from djauthlint.evaluator.interpreter import BULK, CALLS, NONE, Frame, GaveUp, Interpreter, changeable, extent
from djauthlint.evaluator.models.iterables import Stream, stream
from djauthlint.evaluator.source_text import source_of
from djauthlint.evaluator.subtrees import subtrees
from djauthlint.values import (
    ABSENT,
    Bound,
    Builtin,
    Class,
    Dict,
    Entry,
    Function,
    Globals,
    Hole,
    Instance,
    Known,
    Library,
    List,
    Module,
    Namespace,
    Object,
    Origin,
    Set,
    Tuple,
    Unknown,
    Value,
)


@dataclass(slots=True)
class Call:
    """The arguments of one call.

    Arguments:
        run: the evaluation.
        node: the call expression (or what stands for it).
        args: positional arguments.
        keywords: keyword arguments.
        unknown: why there may be further arguments, None when all are listed.
        loose: positional arguments behind the place from which on positions are undetermined.
    """

    run: Interpreter
    node: cst.CSTNode
    args: list[Tree[Value]] = field(default_factory=list)
    keywords: dict[str, Tree[Value]] = field(default_factory=dict)
    unknown: str | None = None
    loose: tuple[Tree[Value], ...] = ()

    @property
    def origin(self) -> Origin | None:
        """The call expression, as an origin."""
        return self.run.origin(self.node)

    def get(self, position: int | None, name: str | None = None) -> Any:
        """An argument by position or name (a leaf where the model is lifted), None when it is not given."""
        if position is not None and position < len(self.args):
            return self.args[position]
        return self.keywords.get(name) if name is not None else None

    def text(self, position: int | None, name: str | None = None) -> str | None:
        """An argument that is a known string; None when it is absent or anything else."""
        value = self.get(position, name)
        return value.value if isinstance(value, Known) and isinstance(value.value, str) else None

    def flag(self, position: int | None, name: str | None, default: bool) -> bool | None:
        """An argument that is true or false; None when it is undetermined."""
        value = self.get(position, name)
        if value is None:
            return default
        return bool(value.value) if isinstance(value, Known) else None

    def all(self) -> list[Tree[Value]]:
        """All arguments, positional ones first."""
        return [*self.args, *self.loose, *self.keywords.values()]

    def with_arguments(self, args: list[Tree[Value]], keywords: dict[str, Tree[Value]] | None = None) -> Call:
        """The same call with other arguments."""
        return Call(
            self.run, self.node, args, self.keywords if keywords is None else keywords, self.unknown, self.loose
        )

    def undetermined(self, reason: str | None = None, kind: str | None = None, symbol: Any = None) -> Unknown:
        """An unknown result of this call."""
        return Unknown(reason or source_of(self.node), kind, symbol, self.origin)

    def python(self, position: int, name: str | None = None, default: Any = None) -> Any:
        """An argument as a plain Python object.

        Raises:
            Undetermined: it is not determined.
        """
        value = self.get(position, name)
        return default if value is None else to_python(value)


def call_value(run: Interpreter, function: Tree[Value], call: Call) -> Tree[Value]:
    """The result of calling a tree of values with these arguments."""
    return run.lift(lambda leaf: call_leaf(run, leaf, call), function)  # type: ignore[no-any-return]


def call_leaf(run: Interpreter, function: Any, call: Call) -> Tree[Value]:
    """The result of calling one leaf."""
    if run.given.readers and call.unknown is None:
        from djauthlint.evaluator.models.declared_readers import read_declared, reader_of

        reader = reader_of(run, function)
        if reader is not None:
            return read_declared(run, reader, function, call)
    match function:
        case Builtin():
            return call_builtin(run, function, call)
        case Function():
            return call_function(run, function, call)
        case Bound(function=Builtin() as inner, receiver=receiver):
            return call_builtin(run, inner, call.with_arguments([receiver, *call.args]))
        case Bound(function=Function() as inner, receiver=receiver):
            return call_function(run, inner, call.with_arguments([receiver, *call.args]), receiver)
        case Bound():
            return unknown_call(run, function.function, call)
        case Class():
            from djauthlint.evaluator.classes import instantiate

            return instantiate(run, function, call)
        case Instance():
            from djauthlint.evaluator.objects import find_method

            method = find_method(run, function, "__call__")
            if method is not None:
                return call_value(run, method, call)
            return unknown_call(run, function, call)
        case Object() if "__call__" in function.attributes:
            return call_value(run, function.attributes["__call__"], call)
        case Unknown() | Object() | Library():
            return unknown_call(run, function, call)
    if function is ABSENT:
        # A name that is bound only in other worlds than those that are left.
        return run.error("NameError", f"name '{source_of(call.node)}' is not defined", call.node)  # type: ignore[no-any-return]
    return run.error("TypeError", f"'{function.type_name}' object is not callable", call.node)  # type: ignore[no-any-return]


AT_ONE_PLACE: Final = frozenset(
    "__getitem__ add append discard get insert isinstance len pop popitem setdefault".split()
)
"""Functions that do not look at all items of the containers that they are given."""


def call_builtin(run: Interpreter, function: Builtin, call: Call) -> Tree[Value]:
    """The result of calling a model."""
    if call.unknown is not None:
        effect = function.attributes.get("__unknown__")
        if effect is not None:
            effect(call)
        return unknown_call(run, function, call)
    size = sum(map(extent, call.all())) if function.name.rpartition(".")[2] not in AT_ONE_PLACE else 0
    if size > BULK:
        run.spend(size // BULK)
    if not function.lift or not any(isinstance(tree, Choice) for tree in call.all()):
        result: Tree[Value] = run.made(function.call(call))
        return result
    names = list(call.keywords)
    count = len(call.args)

    def one(*leaves: Value) -> Any:
        return run.made(function.call(call.with_arguments(list(leaves[:count]), dict(zip(names, leaves[count:])))))

    return run.lift(one, *call.args, *call.keywords.values())  # type: ignore[no-any-return]


def unknown_call(run: Interpreter, function: Value, call: Call) -> Unknown:
    """A call of which nothing is known: it may change every mutable object that it receives, and call every function.

    A function that it receives counts if its own text says that it changes something outside of it: most are handlers of something that
    happens long after the settings are made.
    """
    reason = source_of(call.node)
    for tree in call.all():
        run.each(tree, lambda leaf: _expose(run, leaf, reason))
    among = changeable(*call.all())
    functions = [each for each in functions_in(among) if _writes_outside(run, each)]
    if isinstance(function, Unknown):
        functions += functions_in(function.among)
        among = changeable(function, *among)
    if functions:
        from djauthlint.evaluator.abandoned import forget_called

        among = changeable(*among, *forget_called(run, functions, reason))
    run.may_raise(reason, ("call", call.node, _same(function), *map(_same, call.all())))
    return Unknown(reason, origin=call.origin, among=among)


def _writes_outside(run: Interpreter, function: Function | Bound) -> bool:
    inner = function.function if isinstance(function, Bound) else function
    return isinstance(inner, Function) and run.writes_outside(inner.node)


def functions_in(among: Iterable[Value]) -> list[Function | Bound]:
    """The functions among values and in the containers among them."""
    found: list[Function | Bound] = []
    seen: set[int] = set()
    pending = list(among)
    while pending:
        value = pending.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        match value:
            case Function() | Bound():
                found.append(value)
            case List() | Tuple():
                pending.extend(changeable(*value.items))
            case Dict():
                pending.extend(changeable(*(entry.value for entry in value.entries.values()), *value.unseen))
    return found


def _same(tree: Tree[Value]) -> Any:
    """What makes two arguments the same: their value where it is known, else the object itself."""
    if isinstance(tree, Known):
        return type(tree.value), tree.value
    return tree.key if isinstance(tree, Unknown) else tree


def _expose(run: Interpreter, value: Value, reason: str) -> None:
    if isinstance(value, (List, Dict, Set, Tuple, Instance, Unknown)):
        run.havoc(value, f"changed by {reason}")
    elif isinstance(value, Stream):
        run.havoc(value.rest, f"used by {reason}")
    elif isinstance(value, Bound):
        _expose(run, value.receiver, reason)
    elif isinstance(value, Object) and value.path == "os.environ":
        run.environment.forget(f"changed by {reason}")
    elif isinstance(value, Globals) or (isinstance(value, Module) and value.namespace.names):
        run.open_namespace(value.namespace, f"{reason} may write any setting")


def call_function(
    run: Interpreter,
    function: Function,
    call: Call,
    receiver: Tree[Value] | None = None,
    at_yield: Callable[[Tree[Value]], None] | None = None,
) -> Tree[Value]:
    """The result of a function or lambda of the project.

    With `at_yield`, a generator does that where it yields, instead of giving what it yields.

    Raises:
        Unwind: it raises in all present worlds.
        GaveUp: calls are nested too deep.
    """
    from djauthlint.evaluator.expressions import evaluate
    from djauthlint.evaluator.statements import block

    if len(run.frames) > CALLS:
        raise GaveUp(f"calls are nested deeper than {CALLS} levels")
    node = function.node
    if isinstance(node, cst.FunctionDef) and node.asynchronous is not None:
        return unknown_call(run, function, call)
    local = Namespace(born=run.worlds, function=node if isinstance(node, cst.FunctionDef) else None)
    if receiver is None and function.owner is not None and call.args:
        receiver = call.args[0]
    bind_arguments(run, function, call, local)
    frame = Frame(function.module, (*function.scopes, local), local, owner=function.owner, receiver=receiver)
    frame.at_yield = at_yield
    frame.call = call.origin if isinstance(call.node, cst.Call) else None
    entered = run.worlds
    run.frames.append(frame)
    try:
        if isinstance(node, cst.Lambda):
            return evaluate(run, node.body)
        if is_generator(run, node):
            frame.yielded = List((), function.origin, run.worlds)
        run.guarded(lambda: block(run, node.body))
        fell = run.worlds
        result = frame.result
        if fell is not False:
            result = where(fell, NONE, result) if frame.returned is not False else NONE
        left = either(frame.returned, fell)
        run.worlds = entered if same(left, entered) else left
        if left is False:
            from djauthlint.evaluator.interpreter import Unwind

            raise Unwind
        return (
            stream(run, "generator", frame.yielded.items, function.origin)
            if frame.yielded is not None
            else run.here(result)
        )
    finally:
        run.frames.pop()


def is_generator(run: Interpreter, node: cst.FunctionDef) -> bool:
    """Whether a function yields."""
    known = run.generators.get(node)
    if known is None:
        known = run.generators[node] = _yields(node)
    return known


def _yields(node: cst.FunctionDef) -> bool:
    stack: list[cst.CSTNode] = [node.body]
    while stack:
        current = stack.pop()
        if isinstance(current, cst.Yield):
            return True
        if isinstance(current, (cst.FunctionDef, cst.Lambda, cst.ClassDef)):
            continue
        stack.extend(
            child
            for child in subtrees(current)
            if isinstance(child, (cst.BaseStatement, cst.BaseSmallStatement, cst.BaseExpression, cst.BaseSuite))
        )
    return False


def bind_arguments(run: Interpreter, function: Function, call: Call, local: Namespace) -> None:
    """Binds the parameters of a function."""
    parameters = function.node.params
    positional = [*parameters.posonly_params, *parameters.params]
    keywords = dict(call.keywords)
    args = list(call.args)
    missing = "an argument that can't be determined" if call.unknown is not None else None
    if call.unknown is not None:
        run.may_raise(call.unknown, ("bind", run.fresh()), "TypeError")
    for argument in call.loose:
        run.each(argument, lambda leaf: _expose(run, leaf, source_of(call.node)))

    def bind(name: str, value: Tree[Value]) -> None:
        local.names[name] = value

    for index, parameter in enumerate(positional):
        name = parameter.name.value
        by_name = index >= len(parameters.posonly_params) and name in keywords
        if index < len(args):
            if by_name:
                run.error("TypeError", f"{function.name}() got multiple values for argument '{name}'", call.node)
            bind(name, args[index])
        elif by_name:
            bind(name, keywords.pop(name))
        elif missing is not None:
            bind(name, Unknown(missing))
        elif name in function.defaults:
            bind(name, function.defaults[name])
        else:
            run.error("TypeError", f"{function.name}() missing required argument: '{name}'", call.node)
    rest = args[len(positional) :]
    if isinstance(parameters.star_arg, cst.Param):
        bind(parameters.star_arg.name.value, Tuple((*rest, Hole(missing)) if missing else tuple(rest)))
    elif rest and missing is None:
        run.error("TypeError", f"{function.name}() takes {len(positional)} positional arguments", call.node)
    for parameter in parameters.kwonly_params:
        name = parameter.name.value
        if name in keywords:
            bind(name, keywords.pop(name))
        elif name in function.defaults:
            bind(name, function.defaults[name] if missing is None else Unknown(missing))
        elif missing is not None:
            bind(name, Unknown(missing))
        else:
            run.error("TypeError", f"{function.name}() missing required keyword-only argument: '{name}'", call.node)
    if parameters.star_kwarg is not None:
        entries: dict[Hashable, Entry] = {name: Entry(Known(name), value) for name, value in keywords.items()}
        bind(parameters.star_kwarg.name.value, Dict(entries, None, run.worlds, missing))
    elif keywords and missing is None:
        run.error(
            "TypeError", f"{function.name}() got an unexpected keyword argument '{next(iter(keywords))}'", call.node
        )
