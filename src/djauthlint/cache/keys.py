"""What tells one run from another, but for the files that it looks at."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from hashlib import sha256

from djauthlint import __version__


def key(options: Mapping[str, object], traits: object) -> str:
    """The name of a run.

    Arguments:
        options: what the command line says.
        traits: what the output goes to.
    """
    where = [os.getcwd(), sys.path]
    python = [sys.version, sys.flags.utf8_mode, sys.getfilesystemencoding()]
    said = [__version__, python, sorted(options.items()), repr(traits), where]
    return sha256(json.dumps(said, default=str).encode("utf-8")).hexdigest()
