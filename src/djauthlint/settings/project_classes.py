"""What rules ask about the classes that settings name, where the project defines them: what these change of Django's."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from djauthlint.django_facts.packages import accepts_password
from djauthlint.settings.scenarios import Undetermined

MIDDLEWARE_MIXIN: Final = "django.utils.deprecation.MiddlewareMixin"
"""Its `__call__` runs `process_request` before those below."""

if TYPE_CHECKING:
    from djauthlint.evaluator.class_texts import ClassText, Constant
    from djauthlint.settings.entry_settings import Settings


def class_texts(settings: Settings, path: str) -> tuple[ClassText, ...]:
    """The texts of a class and of what it derives from, as far as these are the project's; its own, if it is, comes first.

    Raises:
        Undetermined: one of them is neither the project's nor Django's, or depends on a condition.
    """
    paths = settings.evaluation.resolve_class(path)
    found: list[ClassText] = []
    for each in (path,) if paths is None else paths:
        text = settings.evaluation.class_text(each)
        if text is None and not _is_plain(each) and settings.evaluation.resolve_class(each) is None:
            raise Undetermined(f"{each} is a class of a package")
        if text is not None and not text.is_clear:
            raise Undetermined(f"{each} is not the same in any case")
        if text is not None:
            found.append(text)
    return tuple(found)


def overrides(settings: Settings, path: str, names: Collection[str]) -> bool:
    """Whether a class binds one of some names otherwise than Django's classes do; errors as for `class_texts`."""
    return any(not text.names.isdisjoint(names) for text in class_texts(settings, path))


def runs(settings: Settings, of: str, *methods: str) -> bool:
    """Whether a middleware does the work of a class of Django, with its methods as they are there.

    Arguments:
        settings: of the project.
        of: the class of Django.
        methods: those that matter, beside the ones that each middleware has.

    Raises:
        Undetermined: none certainly does, but one that is unknown may.
    """
    provides = settings.provides(of)
    names = {"__call__", "__acall__", "process_response", "__getattribute__", *methods}
    return settings["MIDDLEWARE"].any(lambda path: provides(path) and not overrides(settings, path, names))


def class_constant(settings: Settings, path: str, name: str, of: str, default: Constant) -> Constant:
    """What an attribute of a class is, if that is a literal.

    Arguments:
        settings: of the project.
        path: dotted path of the class.
        name: the attribute.
        of: the class of Django that it derives from.
        default: what that has.

    Raises:
        Undetermined: it is no literal, or as for `class_texts`.
    """
    texts = class_texts(settings, path)
    binding = [text for text in texts if name in text.names]
    if not binding:
        return default
    # A class that derives from Django's comes before that in the order in which attributes are looked up.
    is_first = binding[0] is texts[0] or (len(binding) == 1 and settings.is_subclass(binding[0].path, of))
    if not is_first or name not in binding[0].constants:
        raise Undetermined(f"{name} of {path} is no literal")
    return binding[0].constants[name]


def replaced_attributes(settings: Settings, path: str) -> frozenset[str]:
    """The attributes of a request that a middleware sets before those below it run; errors as for `class_texts`."""
    texts = class_texts(settings, path)
    bases = settings.evaluation.resolve_class(path) or ()
    method = "__call__"
    if MIDDLEWARE_MIXIN in bases and not any(method in text.names for text in texts):
        method = "process_request"
    binding = [text for text in texts if method in text.names]
    if not binding or (binding[0] is not texts[0] and len(binding) > 1):
        return frozenset()
    return binding[0].replaced.get(method, frozenset())


def takes_password(settings: Settings, path: str) -> bool | None:
    """Whether an authentication backend can find a user by name and password, None where that is not known.

    A class of the project without an `authenticate` of its own does what its bases do, if these agree.
    """
    known = accepts_password(settings.django_version, path)
    paths = settings.evaluation.resolve_class(path)
    if known is not None or paths is None:
        return known
    answers: set[bool | None] = set()
    for each in paths:
        text = settings.evaluation.class_text(each)
        if text is not None:
            if not text.is_clear or not text.names.isdisjoint(("authenticate", "__getattr__", "__getattribute__")):
                return None
        elif settings.evaluation.resolve_class(each) is None and not each.endswith(".object"):
            answers.add(accepts_password(settings.django_version, each))
    return answers.pop() if len(answers) == 1 else None


def models_of_app(settings: Settings, entry: str, of: str, derived: Collection[str] = ()) -> tuple[str, ...]:
    """The paths of the classes in the models of an app of the project that become models with a table in any case.

    Arguments:
        settings: of the project.
        entry: how INSTALLED_APPS names the app: its package, or the class of its configuration.
        of: the class of Django that they derive from.
        derived: those of its subclasses in Django that they may have instead.
    """
    config = settings.evaluation.class_text(entry)
    package = entry if config is None else config.constants.get("name")
    if not isinstance(package, str):
        return ()
    # What `of` is called where it is derived from: by its own name, or through one that derives from it.
    words = {path.rpartition(".")[2] for path in (of, *derived)}
    if not settings.evaluation.may_derive(f"{package}.models", words):
        return ()
    classes = settings.evaluation.loaded_classes(f"{package}.models")
    return tuple(path for path in classes if of in settings.work_of(path).does and _has_table(settings, path))


def _has_table(settings: Settings, path: str) -> bool:
    """Whether a class is no proxy, not abstract and not swappable, as far as its text and that of its bases tell."""
    try:
        texts = class_texts(settings, path)
    except Undetermined:
        return False
    metas = [text.inner.get("Meta") for text in texts if "Meta" in text.names]
    own = texts[0].inner.get("Meta") if texts else None
    if not texts or None in metas or (own is not None and own.constants.get("abstract", "abstract" in own.names)):
        return False
    return not any(meta.names & {"proxy", "swappable"} for meta in metas if meta is not None)


def _is_plain(path: str) -> bool:
    """Whether a class comes with Django or Python."""
    top = path.partition(".")[0]
    return top == "django" or top in sys.stdlib_module_names or path.rpartition(".")[2] == "object"
