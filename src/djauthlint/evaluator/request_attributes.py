"""What a method of a middleware assigns to the request before the response is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import libcst as cst

from djauthlint.evaluator.subtrees import dotted, subtrees

RESPONDS: Final = frozenset(("get_response", "__call__", "__acall__"))
LOGS_IN: Final = frozenset(("login", "alogin"))
"""`login()` notes the user in the session, where AuthenticationMiddleware finds it again."""


def replaced_attributes(method: cst.FunctionDef) -> frozenset[str]:
    """The attributes of its request that a method sets on a way to the response, where it makes none itself.

    Arguments:
        method: a method whose second parameter is the request. In `process_request` each way leads there that returns
            nothing, in any other those that call `get_response`.

    Returns:
        Nothing for a method that has decorators, or that logs in. What is set to None or to AnonymousUser does not count.
    """
    parameters = method.params.params
    if len(parameters) < 2 or method.decorators or any(_last(call) in LOGS_IN for call in _calls(method.body)):
        return frozenset()
    way = _Way(parameters[1].name.value, method.name.value == "process_request")
    rest = way.along(method.body, frozenset())
    if way.continues and rest is not None:
        way.confirmed |= rest
    return frozenset(way.confirmed)


class _Way:
    """Follows the statements of a method; `confirmed` is what was set where the response is made."""

    def __init__(self, request: str, continues: bool) -> None:
        self.request = request
        self.continues = continues
        self.confirmed: set[str] = set()

    def along(self, block: cst.BaseSuite, before: frozenset[str]) -> frozenset[str] | None:
        """What is set after a block, None where it never gets to its end."""
        after: frozenset[str] | None = before
        for statement in block.body:
            after = self.statement(statement, after)
            if after is None:
                return None
        return after

    def statement(self, node: cst.CSTNode, before: frozenset[str]) -> frozenset[str] | None:
        match node:
            case cst.SimpleStatementLine(body=parts):
                return self.simple(parts, before)
            case cst.BaseSmallStatement():
                return self.simple([node], before)
            case cst.If(test=test, body=body, orelse=orelse):
                if self.responds(test, before):
                    return None
                return _joined([self.along(body, before), self.otherwise(orelse, before)])
            case cst.With(items=items, body=body):
                return None if any(self.responds(item, before) for item in items) else self.along(body, before)
            case cst.For(body=body) | cst.While(body=body):
                return _joined([before, self.along(body, before)])
            case cst.Try(body=body, handlers=handlers, orelse=orelse, finalbody=finalbody):
                inside = self.along(body, before)
                if inside is not None and orelse is not None:
                    inside = self.along(orelse.body, inside)
                after = _joined([inside, *(self.along(handler.body, before) for handler in handlers)])
                return after if after is None or finalbody is None else self.along(finalbody.body, after)
            case cst.FunctionDef() | cst.ClassDef():
                return before
            case _:
                return None

    def otherwise(self, node: cst.If | cst.Else | None, before: frozenset[str]) -> frozenset[str] | None:
        if node is None:
            return before
        return self.statement(node, before) if isinstance(node, cst.If) else self.along(node.body, before)

    def simple(self, parts: Sequence[cst.BaseSmallStatement], before: frozenset[str]) -> frozenset[str] | None:
        for part in parts:
            if self.responds(part, before):
                return None
            match part:
                case cst.Return(value=value):
                    if self.continues and (value is None or dotted(value) == "None"):
                        self.confirmed |= before
                    return None
                case cst.Raise():
                    return None
                case cst.Assign(targets=targets, value=value) if not _is_nobody(value):
                    before |= {name for target in targets for name in self.attribute(target.target)}
                case cst.AnnAssign(target=target, value=cst.BaseExpression() as value) if not _is_nobody(value):
                    before |= {*self.attribute(target)}
        return before

    def responds(self, node: cst.CSTNode, before: frozenset[str]) -> bool:
        """Whether the response is made here; what was set until then is confirmed."""
        found = any(_last(call) in RESPONDS for call in _calls(node))
        if found:
            self.confirmed |= before
        return found

    def attribute(self, target: cst.BaseExpression) -> Iterator[str]:
        match target:
            case cst.Attribute(value=cst.Name(value=self.request), attr=cst.Name(value=name)):
                yield name


def _joined(ways: Sequence[frozenset[str] | None]) -> frozenset[str] | None:
    open_ways = [way for way in ways if way is not None]
    return frozenset().union(*open_ways) if open_ways else None


def _calls(node: cst.CSTNode) -> Iterator[cst.Call]:
    """The calls in a node, without those in functions that it defines."""
    if isinstance(node, cst.Call):
        yield node
    for part in subtrees(node):
        if not isinstance(part, (cst.FunctionDef, cst.ClassDef, cst.Lambda)):
            yield from _calls(part)


def _last(call: cst.Call) -> str:
    match call.func:
        case cst.Attribute(attr=cst.Name(value=name)) | cst.Name(value=name):
            return name
        case _:
            return ""


def _is_nobody(value: cst.BaseExpression) -> bool:
    return dotted(value) == "None" or (isinstance(value, cst.Call) and _last(value) == "AnonymousUser")
