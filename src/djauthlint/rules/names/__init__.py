"""Rules about names, types, versions and pitfalls of Python."""
