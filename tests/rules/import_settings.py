"""Imports settings with real Django; run by importing.py as a process of its own.

Reads pickled triples from standard input (the file of an entry module that lies in its import root, the environment, `sys.argv`)
and answers each with what `importing.Imported` is made of.
"""

import datetime
import importlib
import io
import os
import pickle
import random
import re
import sys
import uuid
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path, PurePath
from types import FunctionType, ModuleType
from typing import Any

from django.conf import Settings
from django.utils.functional import Promise

from tests.rules import sites
from tests.rules.importing import Opaque

PLAIN = (str, int, float, bool, bytes, type(None), uuid.UUID, Decimal, datetime.timedelta, datetime.date)


def main() -> None:
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = io.StringIO()
    while True:
        try:
            entry, environment, arguments = pickle.load(requests)
        except EOFError:
            return
        child, descriptor = sites.fork(
            lambda writing: answer(writing, imported(Path(entry), environment, list(arguments)))  # noqa: B023
        )
        with os.fdopen(descriptor, "rb") as pipe:
            answers.write(pipe.read() or pickle.dumps((None, "it takes too long")))
        answers.flush()
        os.waitpid(child, 0)


def answer(writing: int, result: tuple[Any, ...]) -> None:
    with os.fdopen(writing, "wb") as pipe:
        pickle.dump(result, pipe)


def imported(entry: Path, environment: Mapping[str, str], arguments: list[str]) -> tuple[Any, ...]:
    sys.dont_write_bytecode = True
    sys.argv = arguments
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(entry.parent)
    sys.path[:] = [str(entry.parent), *(each for each in sys.path if each)]
    random.seed(0)
    sys.modules.pop(entry.stem, None)  # it may be called as a module of Python
    try:
        module = importlib.import_module(entry.stem)
    except BaseException as error:  # noqa: BLE001 (settings may raise anything)
        missing = str(error.args[0]) if isinstance(error, KeyError) else ""
        return None, told(error), missing if missing.isupper() else ""
    values = {name: shown(value) for name, value in vars(module).items() if name.isupper()}
    try:
        Settings(entry.stem)
    except Exception as error:  # noqa: BLE001 (as above)
        return values, told(error)
    return (values,)


def told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def shown(value: Any, depth: int = 0) -> Any:
    """A copy that can be sent to another process."""
    kind = type(value)
    if depth > 20:
        return Opaque("nested too deeply")
    if kind in PLAIN:
        return value
    if kind in {list, tuple, set, frozenset}:
        return kind(shown(each, depth + 1) for each in value)
    if kind is dict:
        return {shown(key, depth + 1): shown(each, depth + 1) for key, each in value.items()}
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, PurePath):
        return PurePath(value)
    if isinstance(value, re.Pattern):
        return Opaque(f"re.compile({value.pattern!r}, {value.flags})")
    if isinstance(value, Promise):
        # What it is made with: it can't be asked before Django is set up.
        return Opaque(f"lazy {sorted(vars(value).items(), key=lambda each: each[0])}")
    if isinstance(value, (type, FunctionType, ModuleType)):
        return Opaque(f"{getattr(value, '__module__', '')}.{value.__name__}")
    return Opaque(f"{kind.__module__}.{kind.__qualname__}: {re.sub(' at 0x[0-9a-f]+', '', repr(value))}")


main()
