"""What tells one run from another, but for the files that it looks at."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Final

import djauthlint
from djauthlint import __version__

OURS: Final = "djauthlint"


def key(options: Mapping[str, object], traits: object) -> str:
    """The name of a run.

    Arguments:
        options: what the command line says.
        traits: what the output goes to.
    """
    where = [os.getcwd(), sys.path]
    said = [__version__, sys.version, sys.flags.utf8_mode, sorted(options.items()), repr(traits), where]
    return sha256(json.dumps(said, default=str).encode("utf-8")).hexdigest()


def code_files() -> Iterator[str]:
    """The files of djauthlint with its tables, and those of packages that bring rules, as far as they are imported."""
    from djauthlint import registry

    packages = {OURS, *(rule.module.partition(".")[0] for rule in registry.every_rule() if rule.distribution)}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in packages:
            path = getattr(module, "__file__", None)
            if isinstance(path, str):
                yield path
    tables = os.path.join(os.path.dirname(djauthlint.__file__), "django_facts", "data")
    with suppress(OSError):
        yield from (os.path.join(tables, name) for name in os.listdir(tables))
