"""Files with data as sources of settings: YAML, TOML, JSON and pyproject.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from djauthlint.conditions import Tree
from djauthlint.evaluator.calls import Call
from djauthlint.evaluator.convert import Undetermined, to_python
from djauthlint.evaluator.models.packages.reading import read_text
from djauthlint.evaluator.models.standard.data_files import load_toml
from djauthlint.evaluator.models.standard.files import absolute, path_text
from djauthlint.evaluator.models.standard.json_data import load_text
from djauthlint.values import Dict, Known, List, Object, Tuple, Value


def read_data(call: Call, kind: str, source: Object, config: dict[str, Tree[Value]]) -> Dict:
    """What the files of a source hold, the later ones on top.

    Raises:
        Undetermined: that can't be said.
    """
    result = Dict({}, call.origin, call.run.worlds)
    for place in _places(call, kind, source, config):
        document = _document(call, kind, place)
        if document is None:
            continue
        if document.open is not None:
            raise Undetermined(document.open)
        result.entries.update(document.entries)
    for key in _section(call, kind, config):
        entry = result.entries.get(key)
        inner = call.run.here(entry.value) if entry is not None else None
        if not isinstance(inner, Dict):
            if kind == "pyproject":
                return Dict({}, call.origin, call.run.worlds)
            raise Undetermined(f"the section {key} of a file")
        result = inner
    return result


def _places(call: Call, kind: str, source: Object, config: dict[str, Tree[Value]]) -> list[Path]:
    run = call.run
    tree: Any = source.attributes.get(f"{kind}_file", config.get(f"{kind}_file"))
    if kind == "pyproject":
        tree = source.attributes.get("toml_file", Known("pyproject.toml"))
        depth = config.get("pyproject_toml_depth")
        if depth is not None and to_python(run.here(depth)):
            raise Undetermined("a pyproject.toml that is looked for")
    value = run.here(tree) if tree is not None else None
    if value is None or (isinstance(value, Known) and value.value is None):
        return []
    places = []
    for item in value.items if isinstance(value, (List, Tuple)) else [value]:
        path = path_text(item) if isinstance(item, Value) else None
        place = absolute(run, path) if path is not None and not path.startswith("~") else None
        if place is None:
            raise Undetermined("the name of a file with settings")
        places.append(Path(place))
    return places


def _document(call: Call, kind: str, place: Path) -> Dict | None:
    run = call.run
    state = run.file_condition(place)
    if state is False:
        return None
    text = read_text(run, place)
    if text is None:
        raise Undetermined(f"the contents of {run.relative(place)}")
    known = Known(text, call.origin)
    bare = call.with_arguments([known], {})
    if kind == "yaml":
        from djauthlint.evaluator.models.packages.yaml_data import load

        found = load(bare, known, "SafeLoader")
    elif kind == "json":
        found = load_text(bare, known)
    else:
        found = load_toml(bare, known)
    if isinstance(found, Known) and not found.value:
        return None
    if not isinstance(found, Dict):
        raise Undetermined(f"the contents of {run.relative(place)}")
    return found


def _section(call: Call, kind: str, config: dict[str, Tree[Value]]) -> tuple[Any, ...]:
    if kind == "json":
        return ()
    name = {"yaml": "yaml_config_section", "toml": "toml_table_header", "pyproject": "pyproject_toml_table_header"}[
        kind
    ]
    default: Any = ("tool", "pydantic-settings") if kind == "pyproject" else None
    tree = config.get(name)
    value = to_python(call.run.here(tree)) if tree is not None else default
    if value is None:
        return ()
    if isinstance(value, str):
        if "." in value:
            raise Undetermined("a section in a section")
        return (value,)
    return tuple(value)
