"""A static linter for the login settings of Django projects."""

from time import time_ns

__version__ = "0.1.0"

BEGUN = time_ns()
"""When this process began with djauthlint, in nanoseconds."""
