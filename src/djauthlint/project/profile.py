"""Which kind of deployment an entry module is for."""

import re
from collections.abc import Iterable
from pathlib import Path

from djauthlint.profiles import Profile
from djauthlint.project.entry_module import EntryModule
from djauthlint.project.mentions import Naming

_WORDS = {
    Profile.PRODUCTION: "prod production prd product staging stage stg live heroku deploy deployment preprod uat",
    Profile.DEVELOPMENT: "dev devel develop development devstack local localhost debug build",
    Profile.TEST: "test tests testing unittest unittests pytest tox ci travis e2e sphinx docs",
}
_TEST_FOLDERS = frozenset(["tests", "test_project", "testproject"])
_DOCUMENTATION_FOLDERS = frozenset(["doc", "docs"])

_DEPLOYED = frozenset(
    [Naming.WSGI, Naming.ASGI, Naming.SERVER, Naming.DOCKERFILE, Naming.COMPOSE, Naming.PROCFILE, Naming.PLATFORM]
)
# What wsgi.py names is a default for development, too, and a Dockerfile or a compose file may be for it alone.
_SERVED = frozenset([Naming.SERVER, Naming.PROCFILE, Naming.PLATFORM])
_TESTED = frozenset([Naming.PYTEST, Naming.TEST_RUN, Naming.DJANGO_STUBS])

_COLLECTS = re.compile(r"(?:^|[._])(?:static|collect_?static)[^.]*$")


def infer_profile(entry: EntryModule, debug: bool | None, built_on: Iterable[Path] = ()) -> Profile:
    """The profile of an entry module.

    Arguments:
        entry: the entry module.
        debug: its DEBUG, None if that isn't known.
        built_on: the files that it executes in any case.

    A name that says what it is for (`local`, `settings_test`, class `Production`) decides first. DESIGN has the naming
    files first; but what wsgi.py names is a default for `runserver`, and images run tests and builds with other
    modules. Taking `settings.local` for production because wsgi.py names it would make nearly every rule speak
    falsely; taking it for what it is called costs nothing, as production then has an entry module of its own.

    Then a folder for tests, then a module for development that it is built on in any case, the files that name it, a folder for documentation, DEBUG.
    Of two modules between which wsgi.py chooses, the one that the other, called after production, is built on is for development, unless its DEBUG is off.
    """
    return inferred_profile(entry, debug, built_on)[0]


def inferred_profile(entry: EntryModule, debug: bool | None, built_on: Iterable[Path] = ()) -> tuple[Profile, str]:
    """The profile of an entry module, as above, and what says so."""
    named = _by_name(entry)
    if named is not None:
        return named, "its name says so"
    folders = entry.module.lower().split(".")[:-1]
    # A whole project may be called `test`; a folder in it is for tests.
    if _TEST_FOLDERS.intersection(folders) or "test" in folders[1:]:
        return Profile.TEST, "it is in a folder for tests"
    naming = {mention.what for mention in entry.named_by}
    base = None if naming & _SERVED else next(filter(_is_for_development, built_on), None)
    if base is not None:
        return Profile.DEVELOPMENT, f"it is built on {base.name}"
    chosen = None if debug is False else _served_instead(entry)
    if chosen is not None:
        return Profile.DEVELOPMENT, f"what names it has {chosen} for production, which is built on it"
    if naming & _DEPLOYED:
        return Profile.PRODUCTION, "a file that serves or deploys names it"
    # What documents code imports it with settings of its own, and serves nobody.
    if _DOCUMENTATION_FOLDERS.intersection(folders) and Naming.MANAGE not in naming:
        return Profile.TEST, "it is in a folder for documentation"
    if Naming.DEVELOPMENT in naming:
        return Profile.DEVELOPMENT, "a file for development names it"
    if naming == {Naming.CI_TEST}:
        return Profile.TEST, "only a workflow that runs tests names it"
    if naming & _TESTED and Naming.MANAGE not in naming:
        return Profile.TEST, "a file for tests names it"
    # Images are also built with the settings that they run with: only both together say that nothing is served.
    if naming == {Naming.BUILD} and _COLLECTS.search(entry.module.lower()):
        return Profile.DEVELOPMENT, "only a command that collects static files names it, and it is called so"
    if debug:
        return Profile.DEVELOPMENT, "DEBUG is on"
    return Profile.PRODUCTION, "nothing says that it is for development or tests"


def profile_of_name(name: str) -> Profile | None:
    """What a name like `settings_dev` says: the first word that says anything."""
    for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+", name):
        for profile, words in _WORDS.items():
            if word.lower() in words.split():
                return profile
    return None


def is_for_deployment(path: Path, *, is_shared: bool) -> bool:
    """Whether the name of a file, for a package that of its folder, says no other use: `settings/dev.py`, `test/__init__.py`.

    Arguments:
        path: of the file.
        is_shared: whether it is in version control; a `local_settings.py` that is not may be the file of the machine that serves.
    """
    name = path.parent.name if path.name == "__init__.py" else path.stem
    named = profile_of_name(name)
    if named is Profile.DEVELOPMENT and not is_shared:
        return "local" in name.lower().split("_")
    return named is None or named is Profile.PRODUCTION


def _is_for_development(path: Path) -> bool:
    """Whether a file is called after development; what is called local may be for the machine that serves."""
    return re.search(r"(?:^|[^a-z])dev(?:el|elop|elopment)?(?:$|[^a-z])", path.stem.lower()) is not None


def _served_instead(entry: EntryModule) -> str | None:
    """The module for production that everything that may deploy this one names beside it."""
    beside = {mention.beside for mention in entry.named_by if mention.what in _DEPLOYED}
    return None if None in beside else min(filter(None, beside), default=None)


def _by_name(entry: EntryModule) -> Profile | None:
    last = entry.module.rpartition(".")[2]
    return (profile_of_name(entry.configuration) if entry.configuration else None) or profile_of_name(last)
