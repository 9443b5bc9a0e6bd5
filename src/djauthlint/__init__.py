"""A static linter for the login settings of Django projects."""

__version__ = "0.1.0"
