"""`sys`."""

from __future__ import annotations

from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.interpreter import NONE, Interpreter
from djauthlint.evaluator.models.builtin_exceptions import CLASSES
from djauthlint.evaluator.models.model import Model
from djauthlint.evaluator.models.standard.files import path_text
from djauthlint.evaluator.models.standard.versions import FIELDS, Version
from djauthlint.values import (
    COMMAND_LINE,
    LOADED_MODULES,
    TEST_RUNNERS,
    Builtin,
    Hole,
    Known,
    List,
    Object,
    Unknown,
    Value,
    is_loaded,
)

sys_module = Model("sys")

sys_module.constant(maxsize=2**63 - 1, byteorder="little", maxunicode=0x10FFFF, dont_write_bytecode=False)


@sys_module.factory("argv")
def _argv(run: Interpreter) -> Value:
    """One list for each evaluation; without a given command line it is one question, whatever it is asked about."""
    if run.given.argv is None:
        return Unknown("sys.argv", "list", COMMAND_LINE)
    return List(tuple(Known(argument) for argument in run.given.argv))


@sys_module.factory("version_info")
def _version_info(run: Interpreter) -> Value:
    """Settings that djauthlint can parse run on Python 3."""
    return Version("sys.version_info", run.given.python_version or (3,), FIELDS)


@sys_module.factory("hexversion")
def _hexversion(_: Interpreter) -> Value:
    return Unknown("the version of Python", "int", ("text", "sys.hexversion"))


@sys_module.factory("path")
def _path(_: Interpreter) -> Value:
    """`sys.path`: what is inserted becomes an import root; what else it has depends on the installation."""
    result = Object("builtins.list", symbol=("text", "sys.path"))

    def add(call: Call, value: Any) -> Value:
        from djauthlint.evaluator.imports import add_import_root
        from djauthlint.evaluator.models.standard.files import absolute

        text = path_text(value)
        place = absolute(call.run, text) if text is not None else None
        if place is not None:
            add_import_root(call.run, place)
        return NONE

    def extend(call: Call) -> Value:
        from djauthlint.evaluator.iteration import items_of

        for item in items_of(call.run, call.get(0), call.node):
            add(call, item)
        return NONE

    def method(name: str, body: Any) -> None:
        result.attributes[name] = Builtin(f"sys.path.{name}", body)

    method("append", lambda call: add(call, call.get(0)))
    method("insert", lambda call: add(call, call.get(1)))
    method("extend", extend)
    for name in ("remove", "clear", "sort", "reverse", "__setitem__", "__delitem__"):
        method(name, lambda _: NONE)
    method("pop", lambda call: Unknown("an import root", "str", origin=call.origin))
    method("__getitem__", lambda call: Unknown("an import root", "str", origin=call.origin))
    method("__iter__", lambda call: List((Hole("sys.path"),), call.origin, call.run.worlds))
    return result


@sys_module.factory("modules")
def _modules(_: Interpreter) -> Value:
    """`sys.modules`: the project's modules that have been executed; which others are loaded is a question."""
    result = Object("sys.modules", symbol=LOADED_MODULES)

    def loaded(call: Call) -> Tree[Any]:
        from djauthlint.conditions import where
        from djauthlint.values import ABSENT

        run = call.run
        name = call.text(0)
        if name is None:
            return Unknown("a module whose name can't be determined", origin=call.origin)
        module = run.modules.get(name)
        if module is not None:
            return run.here(where(module.loaded, module, ABSENT))
        library = run.libraries.get(name)
        if library is not None and name:
            return library
        if run.resolve(name) is not None:
            return ABSENT
        command = run.given.argv[0] if run.given.argv else None
        if name in TEST_RUNNERS and command is not None and not any(part in command for part in ("pytest", "py.test")):
            # Who starts a process by another command has not loaded it.
            return ABSENT
        there = run.ask(is_loaded(name), f'"{name}" in sys.modules')
        return where(there, Unknown(f"the module {name}", "module", ("text", name), None, name), ABSENT)

    def required(call: Call) -> Any:
        run = call.run
        found = loaded(call)
        there = run.here(run.present(found))
        if there is not True:
            run.split(there, lambda: None, lambda: run.error("KeyError", repr(call.text(0)), call.node))
        return run.here(found)

    def get(call: Call) -> Any:
        from djauthlint.conditions import where

        found = loaded(call)
        return call.run.here(where(call.run.present(found), found, call.get(1) or NONE))

    def contains(call: Call) -> Any:
        from djauthlint.evaluator.expressions import from_worlds

        if call.text(0) is None:
            return call.undetermined(kind="bool")
        return from_worlds(call.run, call.run.present(loaded(call)), call.origin)

    def method(name: str, body: Any) -> None:
        result.attributes[name] = Builtin(f"sys.modules.{name}", body)

    method("__getitem__", required)
    method("get", get)
    method("__contains__", contains)
    for name in ("__setitem__", "__delitem__", "update", "clear"):
        method(name, lambda _: NONE)
    for name in ("pop", "setdefault"):
        method(name, lambda call: Unknown("a module", None, origin=call.origin))
    for name in ("keys", "values", "items", "copy", "__iter__"):
        method(name, lambda call: List((Hole("sys.modules"),), call.origin, call.run.worlds))
    return result


@sys_module.function("exit")
def _exit(call: Call) -> Any:
    return call.run.throw(CLASSES["SystemExit"].call(call), explicit=True)


def _host(name: str, kind: str | None = "str") -> None:
    sys_module.factory(name)(lambda _: Unknown(f"sys.{name} depends on the host", kind, ("text", f"sys.{name}")))


for _name in (
    "platform",
    "executable",
    "prefix",
    "base_prefix",
    "exec_prefix",
    "base_exec_prefix",
    "version",
    "copyright",
    "platlibdir",
    "pycache_prefix",
):
    _host(_name)
for _name in (
    "implementation",
    "flags",
    "float_info",
    "int_info",
    "hash_info",
    "thread_info",
    "meta_path",
    "path_hooks",
    "warnoptions",
    "orig_argv",
):
    _host(_name, None)
for _name in ("stdlib_module_names", "builtin_module_names"):
    _host(_name, None)

for _name in ("stdout", "stderr", "stdin", "__stdout__", "__stderr__", "__stdin__"):
    _stream = Object("io.TextIOWrapper", symbol=("text", f"sys.{_name}"))
    for _method in ("write", "flush", "reconfigure", "writelines", "close"):
        _stream.attributes[_method] = Builtin(f"sys.{_name}.{_method}", lambda _: NONE)
    _stream.attributes["encoding"] = Unknown("the encoding of the terminal", "str", ("text", f"sys.{_name}.encoding"))
    sys_module.names[_name] = _stream

for _name in (
    "setrecursionlimit",
    "settrace",
    "setprofile",
    "setdlopenflags",
    "set_int_max_str_digits",
    "setswitchinterval",
    "audit",
    "addaudithook",
):
    sys_module.function(_name)(lambda _: NONE)
for _name, _kind, _reason in (
    ("getdefaultencoding", "str", "utf-8"),
    ("getfilesystemencoding", "str", "the encoding of file names"),
    ("getrecursionlimit", "int", "the recursion limit"),
    ("getsizeof", "int", "the size of an object"),
    ("getrefcount", "int", "a number of references"),
    ("exc_info", "tuple", "the exception that is being handled"),
    ("gettrace", None, "a debugger may be attached"),
    ("getprofile", None, "a profiler may be attached"),
    ("_getframe", None, "a frame of the interpreter"),
    ("intern", "str", "an interned string"),
    ("is_finalizing", "bool", "whether Python ends"),
):

    def _function(call: Call, name: str = _name, kind: Any = _kind, reason: str = _reason) -> Value:
        return Unknown(reason, kind, ("text", f"sys.{name}()"), call.origin)

    sys_module.function(_name)(_function)

sys_module.function("getdefaultencoding")(lambda call: Known("utf-8", call.origin))
sys_module.function("intern")(lambda call: call.args[0])
