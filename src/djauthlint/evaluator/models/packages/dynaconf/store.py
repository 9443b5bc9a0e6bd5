"""The values that dynaconf has loaded so far, and how new ones are merged into them; plain Python, as `Settings.set`."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, Final

from djauthlint.evaluator.models.packages.dynaconf.parsing import Delete, Insert, Lazy, Merge, Opaque, Parser

MERGE: Final = "dynaconf_merge"
UNIQUE: Final = "dynaconf_merge_unique"


def upper(key: str) -> str:
    """A key in capitals, but for what follows `__`."""
    first, separator, rest = key.partition("__")
    return f"{first.upper()}{separator}{rest}"


class Store:
    """Values by name.

    Arguments:
        parser: how texts are parsed.
        merge: whether everything is merged that can be.
        separator: what separates the parts of a nested key, "" for nothing.
    """

    def __init__(self, parser: Parser, *, merge: bool = False, separator: str = "__") -> None:
        self.parser, self.merge, self.separator = parser, merge, separator
        self.values: dict[str, Any] = {}

    def update(self, data: Mapping[Any, Any], *, merge: Any = None, toml: bool = False) -> None:
        """Sets each of these values."""
        for key, value in data.items():
            self.set(key, value, merge=merge, toml=toml)

    def set(self, key: Any, value: Any, *, merge: Any = None, toml: bool = False) -> None:
        """As `Settings.set`: `merge` is what the file or the environment in it says about merging, None for nothing."""
        name = str(key)
        if self.separator and self.separator in name:
            name = name.replace(self.separator, ".")
        if "." in name:
            self._set_nested(name, value, toml=toml)
            return
        name = upper(name.strip())
        parsed = self.parser.parse(value, toml=toml)
        old = self.values.get(name)
        if isinstance(parsed, Insert):
            parsed = inserted(old, parsed)
        elif isinstance(parsed, Delete):
            self.values.pop(name, None)
            return
        elif isinstance(parsed, Merge):
            parsed = object_merge(old, parsed.value, unique=parsed.unique) if old else parsed.value
        if old is not None and not same(old, parsed):
            parsed = object_merge(old, parsed) if merge else self._merged_by_itself(old, parsed, merge)
        self.values[name] = parsed

    def _merged_by_itself(self, old: Any, value: Any, context: Any) -> Any:
        """As `_merge_before_set`: `dynaconf_merge` in a dict or a list says that it is merged."""
        always = self.merge if context is None else context
        if isinstance(value, dict):
            local = value.pop(MERGE, value.pop(UNIQUE, None))
            if local not in (True, False, None) and not value:
                value = local
            if local or (always and local is not False):
                value = object_merge(old, value)
        if isinstance(value, list):
            local = MERGE in value or UNIQUE in value
            unique = MERGE not in value and UNIQUE in value
            value = without_token(value)
            if local or always:
                value = object_merge(old, value, unique=unique)
        return value

    def _set_nested(self, path: str, value: Any, *, toml: bool) -> None:
        """As `_dotted_set`: `FOO.bar.zaz`, merged into what is there."""
        first, *rest = path.split(".")
        value = self.parser.parse(value, toml=toml)
        tree: Any = value
        for part in reversed(rest):
            tree = {part: tree}
        name = upper(first)
        old = self.values.get(name)
        if isinstance(old, dict):
            tree = object_merge({name: old}, {name: tree}, path=[name, *rest], lists="shallow")[name]
        elif isinstance(old, Opaque):
            tree = Opaque(reason=f"{path} is set in a value that can't be determined")
        else:
            tree = cleaned(tree)
        self.values[name] = tree


def cleaned(tree: Any) -> Any:
    """A new nested value without the marks of merging."""
    if isinstance(tree, Merge):
        return tree.value
    if isinstance(tree, Insert):
        return [tree.value]
    if isinstance(tree, dict):
        return {key: cleaned(value) for key, value in tree.items() if not isinstance(value, Delete)}
    return tree


def without_token(value: list[Any]) -> list[Any]:
    """A list without the first mark of merging."""
    result = list(value)
    for token in (MERGE, UNIQUE):
        if token in result:
            result.remove(token)
            break
    return result


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal; what is opaque equals itself only."""
    return one is other or (plain(one) and plain(other) and bool(one == other))


def exact(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types through and through."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(exact, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(exact(value, other[key]) for key, value in one.items())
    if isinstance(one, Opaque) and isinstance(other, Opaque):
        return one.tree is not None and one.tree is other.tree
    return type(one) is type(other) and same(one, other)


def plain(value: Any) -> bool:
    """Whether a value is a plain Python object through and through."""
    if isinstance(value, dict):
        return all(map(plain, value.values()))
    if isinstance(value, list):
        return all(map(plain, value))
    return not isinstance(value, (Opaque, Lazy, Merge, Insert, Delete))


def inserted(old: Any, new: Insert) -> Any:
    """`@insert` into what is there."""
    if isinstance(old, Opaque):
        return Opaque(reason="something inserted into a list that can't be determined")
    if isinstance(old, list) and old:
        result = list(old)
        result.insert(new.index, new.value)
        return result
    return [new.value]


def object_merge(
    old: Any, new: Any, *, unique: bool = False, path: list[str] | None = None, lists: str = "merge"
) -> Any:
    """As `dynaconf.utils.object_merge`; what is merged with something opaque is opaque."""
    if old is None or new is None or same(old, new):
        return new
    if isinstance(old, Opaque) or isinstance(new, Opaque):
        mergeable = isinstance(new, (list, dict, Opaque)) and isinstance(old, (list, dict, Opaque))
        return Opaque(reason="merged with a value that can't be determined") if mergeable else new
    if isinstance(old, list) and isinstance(new, list):
        return _merge_lists(old, new, unique, lists)
    if isinstance(old, dict) and isinstance(new, dict):
        return _merge_dicts(old, new, path or [], lists)
    return new


def _merge_lists(old: list[Any], new: list[Any], unique: bool, lists: str) -> list[Any]:
    result = list(new)
    if UNIQUE in result:
        result.remove(UNIQUE)
        unique = True
    if lists == "merge" or unique:
        for item in reversed(old):
            if not (unique and item in result):
                result.insert(0, item)
    return result


def _merge_dicts(old: dict[Any, Any], new: dict[Any, Any], path: list[str], lists: str) -> dict[Any, Any]:
    new = {_known_spelling(key, old): value for key, value in new.items()}
    at_path = _at(old, path)
    if new.pop(MERGE, True):
        for key, value in old.items():
            if at_path is not None and len(path) == 1 and str(key).lower() == path[-1].lower() and at_path is value:
                continue
            new[key] = object_merge(value, new[key], path=path[1:], lists=lists) if key in new else value
        new = {
            **{key: new[key] for key in old if key in new},
            **{key: value for key, value in new.items() if key not in old},
        }
    return _without_marks(old, new, lists)


def _known_spelling(key: Any, old: dict[Any, Any]) -> Any:
    if key in old or not isinstance(key, str):
        return key
    for each in old:
        if isinstance(each, str) and key.lower() in (each.lower(), each.replace(" ", "_").lower()):
            return each
    return key


def _at(data: Any, path: list[str]) -> Any:
    if not path:
        return None
    for part in path:
        if not isinstance(data, dict):
            return None
        data = data.get(_known_spelling(part, data))
    return data


def _without_marks(old: dict[Any, Any], new: dict[Any, Any], lists: str) -> dict[Any, Any]:
    """As `handle_metavalues`."""
    for key in list(new):
        value = new[key]
        if isinstance(value, Delete):
            del new[key]
            continue
        if isinstance(value, Merge):
            new[key] = object_merge(old.get(key), value.value, unique=value.unique)
        elif isinstance(value, Insert):
            new[key] = inserted(old.get(key), value)
        value = new[key]
        if isinstance(value, list) and (MERGE in value or UNIQUE in value):
            before = old.get(key) or []
            if isinstance(before, Opaque):
                new[key] = Opaque(reason="merged with a list that can't be determined")
                continue
            kept = without_token(value)
            unique = MERGE not in value
            new[key] = [item for item in before if not (unique and item in kept)] + kept
        elif isinstance(value, dict):
            inner = dict(value)
            local = inner.pop(MERGE, inner.pop(UNIQUE, None))
            new[key] = local if local not in (True, False, None) and not inner else inner
            if local:
                new[key] = object_merge(old.get(key), new[key], lists=lists)
            elif key not in old:
                new[key] = _stripped(inner)
    return new


def _stripped(data: dict[Any, Any]) -> dict[Any, Any]:
    """A dict without the marks of merging in the dicts in it."""
    return {
        key: _stripped({name: item for name, item in value.items() if name not in (MERGE, UNIQUE)})
        if isinstance(value, dict)
        else value
        for key, value in data.items()
    }


def copied(value: Any) -> Any:
    """A copy that can be changed."""
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value if isinstance(value, (Opaque, Lazy, Merge, Insert, Delete)) else copy.copy(value)
