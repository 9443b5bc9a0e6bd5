"""Runs Django's system checks over settings files: `python system_checks.py PATH ...` prints a list of lists of ids.

Each file is executed in a process of its own; what stops Django there is one entry, the name of an exception.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core import checks


def ids(path: str) -> list[str]:
    """The ids that Django reports about a settings file."""
    sys.path.insert(0, str(Path(path).parent))
    namespace: dict[str, object] = {"__file__": path}
    exec(compile(Path(path).read_text(encoding="utf-8"), path, "exec"), namespace)
    try:
        settings.configure(**{name: value for name, value in namespace.items() if name.isupper()})
        django.setup()
        found = checks.run_checks(include_deployment_checks=True)
    except Exception as error:  # noqa: BLE001 (it is told)
        return [type(error).__name__]
    return [message.id for message in found]


def apart(path: str) -> list[str]:
    """The same, found out by a process of its own."""
    reader, writer = os.pipe()
    if not os.fork():
        os.write(writer, json.dumps(ids(path)).encode())
        os._exit(0)
    os.close(writer)
    os.wait()
    return json.loads(os.fdopen(reader).read() or '["no answer"]')


if __name__ == "__main__":
    print(json.dumps([apart(path) for path in sys.argv[1:]]))
