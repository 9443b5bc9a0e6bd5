"""What a class does that a setting names, as far as that is known without the text of the project."""

from __future__ import annotations

import sys
from functools import cache

from djauthlint.django_facts.dotted_paths import ancestors
from djauthlint.django_facts.entries import VersionsDiffer
from djauthlint.django_facts.middleware_table import Work, third_party_work
from djauthlint.django_facts.packages import known_backend
from djauthlint.django_facts.versions import DjangoVersion


@cache
def known_work(version: DjangoVersion, path: str) -> Work | None:
    """What a class of Django, of the standard library, or of a package that was looked at does the work of.

    None for any other path: it is the project's own, or of a package that nobody looked at.
    """
    top, name = path.partition(".")[0], path.rpartition(".")[2]
    if top == "django":
        try:
            return Work((ancestors(version, path) or frozenset()) | {path})
        except VersionsDiffer as reason:
            return Work(frozenset({path}), str(reason))
    if name == "object" or top in sys.stdlib_module_names:
        return Work(frozenset({path}))
    backend = known_backend(path)
    if backend is not None:
        return Work(backend.derives | {path})
    return third_party_work(path)
