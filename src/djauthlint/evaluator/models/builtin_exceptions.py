"""The exceptions of Python's `builtins` as values, and what an `except` clause catches."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, Final

from djauthlint.conditions import Worlds, either
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.values import (
    Builtin,
    Class,
    Hole,
    Instance,
    Known,
    Namespace,
    Object,
    Origin,
    Splice,
    Tuple,
    Unknown,
    Value,
)

HIERARCHY: Final = """
BaseException
  BaseExceptionGroup
  GeneratorExit
  KeyboardInterrupt
  SystemExit
  Exception
    ArithmeticError
      FloatingPointError
      OverflowError
      ZeroDivisionError
    AssertionError
    AttributeError
    BufferError
    EOFError
    ImportError
      ModuleNotFoundError
    LookupError
      IndexError
      KeyError
    MemoryError
    NameError
      UnboundLocalError
    OSError
      BlockingIOError
      ChildProcessError
      ConnectionError
        BrokenPipeError
        ConnectionAbortedError
        ConnectionRefusedError
        ConnectionResetError
      FileExistsError
      FileNotFoundError
      InterruptedError
      IsADirectoryError
      NotADirectoryError
      PermissionError
      ProcessLookupError
      TimeoutError
    ReferenceError
    RuntimeError
      NotImplementedError
      PythonFinalizationError
      RecursionError
    StopAsyncIteration
    StopIteration
    SyntaxError
      IndentationError
        TabError
    SystemError
    TypeError
    ValueError
      UnicodeError
        UnicodeDecodeError
        UnicodeEncodeError
        UnicodeTranslateError
    Warning
      BytesWarning
      DeprecationWarning
      EncodingWarning
      FutureWarning
      ImportWarning
      PendingDeprecationWarning
      ResourceWarning
      RuntimeWarning
      SyntaxWarning
      UnicodeWarning
      UserWarning
"""
"""https://docs.python.org/3.14/library/exceptions.html#exception-hierarchy; ExceptionGroup, with its two bases, is apart."""

EXACT: Final = frozenset({"KeyError", "ModuleNotFoundError"})
"""Exceptions whose arguments are the same in all versions of Python; the texts of others are not relied on."""

CATCH_ALL: Final = frozenset({"builtins.Exception", "builtins.BaseException"})


def _make(call: Call, cls: Builtin) -> Instance:
    attributes = Namespace(dict(call.keywords), born=call.run.worlds)
    name = cls.name.removeprefix("builtins.")
    if "builtins.OSError" in (cls.name, *cls.bases) and 2 <= len(call.args) <= 5:
        attributes.names.update(zip(("errno", "strerror", "filename"), call.args))
    elif name == "SystemExit":
        attributes.names["code"] = (
            call.args[0] if len(call.args) == 1 else Tuple(tuple(call.args)) if call.args else Known(None)
        )
    elif name == "StopIteration":
        attributes.names["value"] = call.args[0] if call.args else Known(None)
    elif name in ("ImportError", "ModuleNotFoundError"):
        attributes.names["msg"] = call.args[0] if len(call.args) == 1 else Known(None)
        for attribute in ("name", "path"):
            attributes.names.setdefault(attribute, Known(None))
    return Instance(cls, attributes, call.origin, tuple(call.args))


def exception_class(path: str, bases: tuple[str, ...]) -> Builtin:
    """An exception class: `path` and `bases` are dotted paths, the bases nearest first."""
    cls = Builtin(
        path, lambda call: _make(call, cls), lift=False, attributes=dict(_METHODS), bases=bases, is_class=True
    )
    return cls


def _text(call: Call) -> Any:
    from djauthlint.evaluator.models.representation import repr_of, str_of

    receiver = call.args[0]
    if not isinstance(receiver, Instance):
        return Unknown("the text of an exception", "str", origin=call.origin)
    arguments, paths = receiver.arguments, _paths(receiver.cls)
    if not arguments:
        return Known("", call.origin)
    if len(arguments) == 1:
        form = repr_of if "builtins.KeyError" in paths else str_of
        return form(call.run, arguments[0], call.node)
    if any(f"builtins.{name}" in paths for name in ("OSError", "SyntaxError", "UnicodeError", "BaseExceptionGroup")):
        return Unknown("the text of an exception", "str", origin=call.origin)
    return str_of(call.run, Tuple(arguments), call.node)


def _initialize(call: Call) -> Value:
    receiver = call.args[0] if call.args else None
    if isinstance(receiver, Instance):
        receiver.arguments = tuple(call.args[1:])
    return Known(None)


def _itself(call: Call) -> Any:
    return call.args[0]


_METHODS: Final[dict[str, Any]] = {
    "__str__": Builtin("builtins.BaseException.__str__", _text, lift=False),
    "__init__": Builtin("builtins.BaseException.__init__", _initialize, lift=False),
    "with_traceback": Builtin("builtins.BaseException.with_traceback", _itself, lift=False),
    "add_note": Builtin("builtins.BaseException.add_note", lambda call: Known(None), lift=False),
}


def _paths(cls: Value) -> tuple[str, ...]:
    return (cls.name, *cls.bases) if isinstance(cls, Builtin) else ()


def _classes() -> dict[str, Builtin]:
    classes: dict[str, Builtin] = {}
    above: list[str] = ["builtins.object"]
    for line in HIERARCHY.split("\n"):
        name = line.strip()
        if name:
            depth = (len(line) - len(name)) // 2
            del above[depth + 1 :]
            classes[name] = exception_class(f"builtins.{name}", tuple(reversed(above)))
            above.append(f"builtins.{name}")
    group = ("builtins.BaseExceptionGroup", "builtins.Exception", "builtins.BaseException", "builtins.object")
    classes["ExceptionGroup"] = exception_class("builtins.ExceptionGroup", group)
    classes["EnvironmentError"] = classes["IOError"] = classes["OSError"]
    return classes


CLASSES: Final[dict[str, Builtin]] = _classes()
"""Every exception of `builtins` by its name."""

_OTHERS: Final[dict[str, Builtin]] = {}


def class_of_error(error: BaseException) -> Builtin:
    """The class of an exception that Python itself raised while it computed something for the settings."""
    return class_at(*(f"{cls.__module__}.{cls.__qualname__}" for cls in type(error).__mro__))


def class_at(path: str, *bases: str) -> Builtin:
    """An exception class by its dotted path; always the same one for the same path."""
    found = CLASSES.get(path.removeprefix("builtins."))
    if found is None:
        found = _OTHERS.get(path)
    if found is None:
        bases = bases or ("builtins.Exception", "builtins.BaseException", "builtins.object")
        found = _OTHERS[path] = exception_class(path, bases)
    return found


def class_chain(name: str) -> tuple[str, ...]:
    """The dotted paths of a class of `builtins` and of its bases."""
    cls = CLASSES[name]
    return (cls.name, *cls.bases)


def exception(name: str, message: str, origin: Origin | None) -> Instance:
    """An exception that the evaluated program raises: `name` in `builtins`, or a dotted path."""
    argument: Value = Unknown(message or name, "str", origin=origin)
    if name in EXACT:
        argument = Known(message)
        if name == "KeyError":
            try:
                argument = Known(ast.literal_eval(message))
            except (ValueError, SyntaxError):
                argument = Unknown("the missing key")
    cls = class_at(name)
    attributes = Namespace()
    if "builtins.OSError" in (cls.name, *cls.bases):
        attributes.names.update(
            errno=Unknown("an error number", "int"), strerror=argument, filename=Unknown("the name of a file")
        )
    return Instance(cls, attributes, origin, (argument,))


def raise_error(run: Interpreter, error: BaseException, origin: Origin | None) -> Any:
    """Raises in the evaluated program what Python raised while it computed something for it.

    Raises:
        Unwind: always.
    """
    cls = class_of_error(error)
    return run.throw(Instance(cls, Namespace(), origin, (Unknown(str(error), "str"),)))


def matches(run: Interpreter, raised: Value, handler: Value) -> Worlds:
    """The worlds in which `except handler` catches an exception."""
    if isinstance(handler, Tuple):
        return _matches_any(run, raised, handler)
    if isinstance(handler, Builtin) and handler.name == "builtins.BaseException":
        return True
    if isinstance(handler, (Unknown, Object)):
        return run.ask(
            ("catches", handler.key, _key(raised)), f"{handler.path or run.words(handler)} catches {_name(run, raised)}"
        )
    if not isinstance(handler, (Builtin, Class)) or (
        isinstance(handler, Builtin)
        and handler.name.startswith("builtins.")
        and "builtins.BaseException" not in handler.bases
    ):
        run.error("TypeError", "catching classes that do not inherit from BaseException is not allowed")
    cls = raised.cls if isinstance(raised, Instance) else raised
    undetermined = False
    for ancestor in _ancestors(run, cls):
        if ancestor is handler:
            return True
        if isinstance(ancestor, Builtin) and isinstance(handler, Builtin) and handler.name in _paths(ancestor):
            return True
        undetermined = undetermined or not isinstance(ancestor, (Builtin, Class))
    if not undetermined:
        return False
    if isinstance(handler, Builtin) and handler.name in CATCH_ALL:
        return True
    return run.ask(("is", _key(raised), handler), f"{_name(run, raised)} is {_name(run, handler)}")


def _matches_any(run: Interpreter, raised: Value, handlers: Tuple) -> Worlds:
    classes = [item for item in handlers.items if isinstance(item, (Builtin, Class))]
    if isinstance(raised, (Unknown, Object)) and len(classes) == len(handlers.items) > 1:
        if any(isinstance(cls, Builtin) and cls.name in CATCH_ALL for cls in classes):
            return True
        names = " or ".join(_name(run, cls) for cls in classes)
        return run.ask(("is", raised.key, frozenset(classes)), f"{_name(run, raised)} is {names}")
    worlds: Worlds = False
    for item in handlers.items:
        if isinstance(item, (Hole, Splice)):
            caught: Worlds = run.ask(
                ("catches", item, _key(raised)),
                f"an exception class that can't be determined catches {_name(run, raised)}",
            )
        else:
            caught = run.lift(lambda leaf: matches(run, raised, NONE if isinstance(leaf, Tuple) else leaf), item)
        worlds = either(worlds, caught)
        if worlds is True:
            break
    return worlds


def _ancestors(run: Interpreter, cls: Value) -> Iterator[Value]:
    if isinstance(cls, Class):
        from djauthlint.evaluator.inheritance import ancestors

        yield from ancestors(run, cls)
    else:
        yield cls


def _key(raised: Value) -> Any:
    if isinstance(raised, (Unknown, Object)):
        return raised.key
    return raised.cls if isinstance(raised, Instance) else raised


def _name(run: Interpreter, value: Value) -> str:
    if isinstance(value, Instance):
        return _name(run, value.cls)
    if isinstance(value, (Builtin, Class)):
        return value.name.rsplit(".", 1)[-1]
    return value.path or run.words(value) if isinstance(value, (Unknown, Object)) else run.words(value)
