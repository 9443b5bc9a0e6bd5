"""What the annotation of a field says: read from its text, because an annotation has no value of its own here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import libcst as cst

from djauthlint.conditions import Choice
from djauthlint.evaluator.enumerations import is_enum
from djauthlint.evaluator.expressions import evaluate
from djauthlint.evaluator.interpreter import Frame, Interpreter
from djauthlint.evaluator.literals import literal_of
from djauthlint.evaluator.models.packages.pydantic.types import CONSTRAINED, TYPES
from djauthlint.evaluator.objects import attribute_of
from djauthlint.values import ABSENT, Builtin, Class, Known, Module, Object, Unknown, Value


@dataclass(frozen=True, slots=True)
class Kind:
    """The type of a field.

    Arguments:
        name: "str", "list", "union" and so on; "opaque" for one that djauthlint does not know.
        inner: the types that it has in brackets.
        cls: the class of the project, for "model" and "enum".
        cases: the values of a `Literal`.
        metadata: what stands beside the type in `Annotated`, and constraints.
    """

    name: str
    inner: tuple[Kind, ...] = ()
    cls: Class | None = None
    cases: tuple[Value, ...] = ()
    metadata: tuple[Value, ...] = ()

    @property
    def is_complex(self) -> bool:
        """Whether the text of a variable is JSON for this type, as `_annotation_is_complex`."""
        if self.name == "union":
            return any(kind.is_complex for kind in self.inner)
        return self.name in COLLECTIONS or self.name == "model"

    def unwrapped(self) -> Kind:
        """The type without None."""
        rest = [kind for kind in self.inner if kind.name != "none"]
        return rest[0] if self.name == "union" and len(rest) == 1 else self


COLLECTIONS: Final = frozenset(("list", "tuple", "set", "frozenset", "dict", "sequence"))
OPAQUE: Final = Kind("opaque")
DEPTH: Final = 20


class Reader:
    """Reads annotations that stand in one class."""

    def __init__(self, run: Interpreter, cls: Class) -> None:
        self.run = run
        self.cls = cls

    def read(self, node: cst.BaseExpression, module: Module | None = None, depth: int = 0) -> Kind:
        """The type that an annotation in a module (by default the one of the class) names."""
        module = module or self.cls.module
        if depth > DEPTH:
            return OPAQUE
        match node:
            case cst.SimpleString() | cst.ConcatenatedString():
                return self._quoted(node, module, depth)
            case cst.BinaryOperation(operator=cst.BitOr()):
                return union([self.read(side, module, depth + 1) for side in (node.left, node.right)])
            case cst.Subscript():
                return self._subscript(node, module, depth)
            case cst.Call():
                return self._call(node, module, depth)
            case cst.Name(value="None"):
                return Kind("none")
            case cst.Ellipsis():
                return Kind("ellipsis")
            case cst.Name():
                alias = self._alias(node.value, module)
                if alias is not None:
                    return self.read(*alias, depth + 1)
        return self._named(self.resolve(node, module))

    def resolve(self, node: cst.BaseExpression, module: Module) -> Any:
        """What a dotted name stands for, None when that can't be said."""
        run = self.run
        if isinstance(node, cst.Name):
            for namespace in (module.namespace, self.cls.namespace):
                if node.value in namespace.names:
                    found = run.here(namespace.names[node.value])
                    return None if isinstance(found, Choice) or found is ABSENT else found
            return run.builtin(node.value)
        if isinstance(node, cst.Attribute):
            base = self.resolve(node.value, module)
            found = attribute_of(run, base, node.attr.value, None) if isinstance(base, Value) else None
            return None if isinstance(found, Choice) or found is ABSENT else found
        return None

    def _alias(self, name: str, module: Module) -> tuple[cst.BaseExpression, Module] | None:
        """The expression that a name of a module was set to, if it was set once: `Hosts = list[str]`."""
        events = [event for event in module.namespace.history.get(name, ()) if event.action != "imported"]
        if len(events) != 1 or events[0].origin is None:
            return None
        origin = events[0].origin
        home = next((each for each in self.run.modules.values() if each is not None and each.file is origin.file), None)
        if home is None or not isinstance(origin.node, (cst.Assign, cst.AnnAssign)) or origin.node.value is None:
            return None
        value = origin.node.value
        return (value, home) if isinstance(value, (cst.Subscript, cst.BinaryOperation, cst.Call)) else None

    def _quoted(self, node: cst.SimpleString | cst.ConcatenatedString, module: Module, depth: int) -> Kind:
        text = literal_of(node)
        if not isinstance(text, str) or len(text) > 1000:
            return OPAQUE
        try:
            return self.read(cst.parse_expression(text), module, depth + 1)
        except cst.ParserSyntaxError:
            return OPAQUE

    def _named(self, value: Any) -> Kind:
        if isinstance(value, Class):
            if is_enum(self.run, value):
                return Kind("enum", cls=value)
            return Kind("model", cls=value) if is_model(self.run, value) else OPAQUE
        if isinstance(value, Known) and value.value is None:
            return Kind("none")
        path = value.name if isinstance(value, Builtin) else value.path if isinstance(value, (Unknown, Object)) else ""
        name, constraints = TYPES.get(path or "", ("opaque", {}))
        metadata = (Object("pydantic.constraints", {key: Known(limit) for key, limit in constraints.items()}),)
        return Kind(name, metadata=metadata if constraints else ())

    def _subscript(self, node: cst.Subscript, module: Module, depth: int) -> Kind:
        base = self.resolve(node.value, module)
        path = base.name if isinstance(base, Builtin) else ""
        parts = list(_parts(node))
        match path.rpartition(".")[2] if path.startswith("typing.") else "":
            case "Optional" if parts:
                return union([self.read(parts[0], module, depth + 1), Kind("none")])
            case "Union":
                return union([self.read(part, module, depth + 1) for part in parts])
            case "Literal":
                return self._literal(parts, module)
            case "Annotated" if parts:
                kind = self.read(parts[0], module, depth + 1)
                return replace(kind, metadata=(*kind.metadata, *(self._evaluated(part, module) for part in parts[1:])))
            case "Final" if parts:
                return Kind("final", (self.read(parts[0], module, depth + 1),))
            case "ClassVar":
                return Kind("class variable")
        kind = self._named(base)
        if kind.name in COLLECTIONS or kind.name in ("secret", "json"):
            return replace(kind, inner=tuple(self.read(part, module, depth + 1) for part in parts))
        return OPAQUE

    def _literal(self, parts: list[cst.BaseExpression], module: Module) -> Kind:
        cases = [self._evaluated(part, module) for part in parts]
        return Kind("literal", cases=tuple(cases))

    def _call(self, node: cst.Call, module: Module, depth: int) -> Kind:
        """`constr(min_length=1)` and the like."""
        function = self.resolve(node.func, module)
        name = CONSTRAINED.get(function.name, "opaque") if isinstance(function, Builtin) else "opaque"
        limits = {
            argument.keyword.value: self._evaluated(argument.value, module)
            for argument in node.args
            if argument.keyword is not None
        }
        if name == "opaque" or (len(limits) < len(node.args) and name not in COLLECTIONS):
            return OPAQUE
        inner = tuple(
            self.read(argument.value, module, depth + 1) for argument in node.args if argument.keyword is None
        )
        return Kind(name, inner, metadata=(Object("pydantic.constraints", dict(limits)),))

    def _evaluated(self, node: cst.BaseExpression, module: Module) -> Value:
        run = self.run
        run.frames.append(Frame(module, (), module.namespace))
        try:
            value = run.here(evaluate(run, node))
        finally:
            run.frames.pop()
        return Unknown("a value that differs by condition") if isinstance(value, Choice) else value


def is_model(run: Interpreter, cls: Value) -> bool:
    """Whether a class is derived from pydantic's `BaseModel`."""
    from djauthlint.evaluator.inheritance import ancestors

    return any(isinstance(base, Builtin) and "__pydantic__" in base.attributes for base in ancestors(run, cls))


def union(kinds: list[Kind]) -> Kind:
    """`A | B`, flat."""
    flat: list[Kind] = []
    for kind in kinds:
        flat += kind.inner if kind.name == "union" and not kind.metadata else [kind]
    return flat[0] if len(flat) == 1 else Kind("union", tuple(flat))


def _parts(node: cst.Subscript) -> Iterator[cst.BaseExpression]:
    for element in node.slice:
        if isinstance(element.slice, cst.Index):
            yield element.slice.value
