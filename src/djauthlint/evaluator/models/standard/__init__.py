"""Models of the standard library (CPython 3.10 to 3.14): POSIX, nothing of the host that runs djauthlint."""
