"""Executes settings and says what they give to X.

    python run_case.py MODULE ... < ORDERS

Each line of the orders names a folder with a settings.py and the environment variables; each runs in a process of its own that has
the modules imported. Runs on its own, with nothing of djauthlint: it is executed by an interpreter that has the packages.
"""

import contextlib
import datetime
import decimal
import importlib
import io
import json
import os
import pathlib
import re
import sys
import warnings


def encode(value):
    """A value as text: the same for the real object and for what the evaluator makes of it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{encode(key)}: {encode(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(encode, value)) + "]"
    if isinstance(value, tuple):
        return "(" + ", ".join(map(encode, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, (set, frozenset)):
        name = "" if isinstance(value, set) else "frozenset"
        if not value:
            return f"{name or 'set'}()"
        return f"{name}{{{', '.join(sorted(map(encode, value)))}}}"
    if isinstance(value, pathlib.PurePath):
        return f"Path({str(value)!r})"
    if value is None or isinstance(
        value, (str, bytes, bool, int, float, decimal.Decimal, datetime.timedelta, re.Pattern)
    ):
        base = next(cls for cls in type(value).__mro__ if cls.__module__ in ("builtins", "decimal", "datetime", "re"))
        return repr(value) if type(value) is base else f"<{type(value).__name__}>"
    return f"<{type(value).__name__}>"


def run(folder, variables):
    """What the settings.py of a folder gives to X, or what it raises."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.path.insert(0, folder)
    sys.argv[:] = ["manage.py", "check"]
    path = pathlib.Path(folder, "settings.py")
    code = compile(path.read_text("utf-8"), str(path), "exec")
    module = type(sys)("settings")
    module.__file__ = str(path)
    sys.modules["settings"] = module
    warnings.simplefilter("ignore")
    if "DJANGO_CONFIGURATION" in variables:
        del sys.modules["settings"]
        code = compile("import settings\nX = settings.X", "settings of a class", "exec")
        os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
        importlib.import_module("configurations.importer").install()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        try:
            exec(code, module.__dict__)
            return encode(module.X)
        except BaseException as error:  # noqa: BLE001 - a program may raise anything
            return f"raises {type(error).__name__}"


def main():
    for name in sys.argv[1:]:
        importlib.import_module(name)
    for line in sys.stdin.read().splitlines():
        order = json.loads(line)
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            os.close(reader)
            os.write(writer, run(order["folder"], order["variables"]).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as pipe:
            print(json.dumps(pipe.read()))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
