"""The rules: one module each, in folders that are their families."""

API_VERSION = 1
