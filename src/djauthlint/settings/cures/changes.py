"""What a rule can offer: changes of settings, elements and entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from djauthlint.settings.cures.cure import Cure, Edits
from djauthlint.settings.cures.writing import shown

if TYPE_CHECKING:
    from djauthlint.django_facts.middleware_table import Work
    from djauthlint.settings.containers import Element, Part
    from djauthlint.settings.ineffective import Ineffective
    from djauthlint.settings.process import EnvironmentVariable
    from djauthlint.settings.setting import Setting

Test: TypeAlias = Callable[[Any], bool]

# Syntax is needed only where somebody wants the edits: what finds them is imported then.


def assign(subject: Setting | Element | Part, value: Any, *, spells: bool = False, called: str = "") -> Cure:
    """The cure that gives something a value: where that is written, else beside its relatives, or in the entry module.

    Arguments:
        subject: a setting, whether it is set or not; an element that is written down, which goes if the value is there already;
            an entry of a dict, whether it is there or not.
        value: a plain value, or `Code`.
        spells: whether it is what the text says already.
        called: what to call the value, where it is long.
    """

    def find() -> Iterator[Edits]:
        from djauthlint.settings.containers import Element, Part
        from djauthlint.settings.cures import items, values

        if isinstance(subject, Element):
            return chain(
                items.removed(subject) if items.has_other(subject, value) else (), values.of_element(subject, value)
            )
        return values.of_part(subject, value) if isinstance(subject, Part) else values.of_setting(subject, value)

    title = f"set {subject.path} to {called}" if called else f"set {subject.path} = {shown(value)}"
    return Cure(title, (subject.name,), find, spells=spells)


def insert(setting: Setting, value: Any, at: int) -> Cure:
    """The cure that inserts an element.

    Arguments:
        setting: a list or tuple.
        value: the element.
        at: its place among the elements that there are in this scenario, from 0 to their number.
    """

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import items

        return items.inserted(setting, value, at)

    return Cure(f"insert {shown(value)} into {setting.name}", (setting.name,), find)


def _with(works: Sequence[Work], own: Work, at: int) -> list[Work]:
    return [*works[:at], own, *works[at:]]


def add_middleware(middleware: Setting, path: str) -> Cure:
    """The cure that inserts a middleware of Django where the table of their order wants it.

    Arguments:
        middleware: the setting MIDDLEWARE.
        path: the class. Where the setting is not set, it gets what `startproject` writes.
    """

    def find() -> Iterator[Edits]:
        from djauthlint.django_facts.middleware import STARTPROJECT
        from djauthlint.django_facts.middleware_table import constraints, placements
        from djauthlint.django_facts.ordering import place_for, violations
        from djauthlint.settings.cures import items, values

        settings = middleware.settings
        if not middleware.is_set:
            return values.of_setting(middleware, [*STARTPROJECT])
        rules = [
            each for each in (*constraints(), *placements()) if each.condition is None or settings.holds(each.condition)
        ]
        works, own = middleware.works, settings.work_of(path)
        at = place_for(works, own, rules)
        earlier = STARTPROJECT[: STARTPROJECT.index(path)] if path in STARTPROJECT else ()
        usual = max((place + 1 for place, work in enumerate(works) if not work.does.isdisjoint(earlier)), default=at)
        if usual > at and len(violations(_with(works, own, usual), rules)) <= len(
            violations(_with(works, own, at), rules)
        ):
            at = usual
        return items.inserted(middleware, path, at)

    return Cure(f"insert {shown(path)} into {middleware.name}", (middleware.name,), find)


def append(subject: Setting | Part, value: Any) -> Cure:
    """The cure that adds an element at the end of a list or tuple, which begins with it where it is not there.

    Arguments:
        subject: a setting, or an entry of a dict, whether it is there or not.
        value: the element.
    """

    def find() -> Iterator[Edits]:
        from djauthlint.settings.containers import Part
        from djauthlint.settings.cures import items

        if isinstance(subject, Part):
            return items.appended(subject, value)
        return items.inserted(subject, value, len(subject.elements))

    return Cure(f"add {shown(value)} to {subject.path}", (subject.name,), find)


def remove(element: Element, called: str = "") -> Cure:
    """The cure that takes an element out; its comments stay.

    Arguments:
        element: what to take out.
        called: what to call it, where its value must not be seen.
    """

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import items

        return items.removed(element)

    value = called or (shown(element.value) if element.is_known else "an element")
    return Cure(f"remove {value} from {element.name}", (element.name,), find)


def move(element: Element, *, before: Test | None = None, behind: Test | None = None) -> Cure:
    """The cure that moves an element, with its comments.

    Arguments:
        element: one of a setting that is a list or tuple.
        before: what passes this test, the first that does, is to stand directly behind it.
        behind: what passes this test, the first that does, is to stand directly before it.
    """
    test = before or behind

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import items

        target = None if test is None else element.owner.first(test)
        return iter(()) if target is None else items.moved(element, target, behind=before is None)

    def place() -> str:
        target = None if test is None else element.owner.first(test)
        if target is None or not target.is_known:
            return ""
        return f" {'behind' if before is None else 'before'} {_short(target.value)}"

    return Cure(f"move {_short(element.value)}", (element.name,), find, place=place)


def _short(value: Any) -> str:
    """An element in a few words: of a dotted path the last name."""
    return value.rpartition(".")[2] if isinstance(value, str) and "." in value else shown(value)


def put_first(setting: Setting, value: Any) -> Cure:
    """The cure that makes something the first element: moved there where it is listed, written before the first where it is not.

    Arguments:
        setting: a list or tuple that is not empty.
        value: the element.
    """

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import items

        own, first = setting.first(lambda each: each == value), setting.first(lambda _: True)
        if first is None:
            return iter(())
        if own is None:
            return items.written_before(first, value)
        return items.moved(own, first, behind=False)

    return Cure(f"put {shown(value)} first in {setting.name}", (setting.name,), find)


def rename(setting: Setting, name: str) -> Cure:
    """The cure that gives a setting another name wherever it is set."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import names

        return names.renamed(setting, name)

    return Cure(f"rename {setting.name} to {name}", (setting.name, name), find, spells=True)


def delete(setting: Setting) -> Cure:
    """The cure that takes away the statement that sets something, if there is only one."""

    def find() -> Iterable[Edits]:
        from djauthlint.settings.cures import statements

        found = [event.origin for event in setting.events if event.origin is not None]
        return [statements.removed(found[0])] if len(found) == 1 else []

    return Cure(f"delete {setting.name}", (setting.name,), find)


def split(element: Element, parts: Sequence[str]) -> Cure:
    """The cure that puts the commas that are missing between the texts that an element is written as."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import items

        return items.split(element, parts)

    return Cure(f"put a comma between {' and '.join(map(shown, parts))}", (element.name,), find, spells=True)


def to_number(setting: Setting) -> Cure:
    """The cure that makes a whole number of a text: without its quotation marks, or with `int()`."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.number(setting)

    cure = Cure(f"make {setting.name} a number", (setting.name,), find)
    if setting.is_known and setting.environment_text is None:
        return cure
    return replace(cure, converts=True).but("the settings can't be imported where the text is no whole number")


def to_list(setting: Setting) -> Cure:
    """The cure that makes a list of the one value that a setting has."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.listed(setting)

    return Cure(f"make {setting.name} a list", (setting.name,), find, spells=True)


def to_url_name(setting: Setting) -> Cure:
    """The cure that writes the name of a URL instead of `reverse()` with nothing but that name."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.without_call(setting)

    return Cure(f"write the name of the URL into {setting.name}", (setting.name,), find)


def without_empty(setting: Setting) -> Cure:
    """The cure that leaves empty texts out of what `split()` makes."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.without_empty(setting)

    return Cure(f"leave empty texts out of {setting.name}", (setting.name,), find, spells=True)


def without_comma(setting: Setting) -> Cure:
    """The cure that leaves the only element of the tuple that a comma made."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.without_comma(setting)

    return Cure(f"remove the comma that makes a tuple of {setting.name}", (setting.name,), find, spells=True)


def without_assignment(setting: Setting) -> Cure:
    """The cure that leaves the call alone whose result a setting is assigned."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.without_assignment(setting)

    return Cure(f"do not assign what the method returns to {setting.name}", (setting.name,), find, spells=True)


def bracketed(element: Element) -> Cure:
    """The cure that puts brackets around a text that is added character by character."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import wrapping

        return wrapping.bracketed(element)

    return Cure(f"add one item to {element.name}", (element.name,), find, spells=True)


def read_environment(setting: Setting, variable: str) -> Cure:
    """The cure that reads an environment variable, which must be set, with the reader that the settings have already."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import environment

        return environment.read(setting, variable)

    return Cure(f"read {setting.name} from the environment", (setting.name,), find, stops=True)


def require_environment(setting: Setting) -> Cure:
    """The cure that leaves out what a setting is where an environment variable is not set."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import environment

        return environment.required(setting)

    return Cure(f"take the fallback of {setting.name} out", (setting.name,), find, stops=True)


def rename_key(part: Part, key: str) -> Cure:
    """The cure that gives an entry of a dict another key, where both are written down."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import names

        return names.renamed_key(part, key)

    return Cure(f"rename {part.path} to {shown(key)}", (part.name,), find, spells=True)


def without_statement(variable: EnvironmentVariable) -> Cure:
    """The cure that takes away the statement that sets an environment variable."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import statements

        return statements.without_what_sets(variable)

    return Cure(f"no longer set {variable.name}", (variable.name,), find)


def to_switch(setting: Setting) -> Cure:
    """The cure that compares the text of an environment variable with what people write for yes."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import environment

        return environment.compared(setting)

    return Cure(f"make {setting.name} true only where the text says so", (setting.name,), find, spells=True)


def make_effective(setting: Setting, statement: Ineffective) -> Cure:
    """The cure that makes an assignment of a statement of the module's own level that looks like one."""

    def find() -> Iterator[Edits]:
        from djauthlint.settings.cures import names

        return names.made_effective(setting, statement)

    return Cure(f"set {setting.name} where it is written", (setting.name, statement.written), find, spells=True)
