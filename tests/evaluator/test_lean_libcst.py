"""The lean import of libcst against the whole one, each in a process of its own."""

import json
import subprocess
import sys

COMMON = """
import dataclasses, inspect, json, sys
def made(value):
    # What `__init__` takes is known when a node has been made.
    if not inspect.isabstract(value):
        try:
            node = value(*[None] * len(value.__match_args__))
            yield [str(getattr(node, field)) for field in value.__match_args__]
        except Exception as error:
            yield [type(error).__name__, *map(str, error.args)]
        yield str(inspect.signature(value))
def words_of(value):
    # For a class without any, `dataclass` writes down what `__init__` takes.
    return None if value.__doc__.startswith(value.__name__ + "(") else value.__doc__
def described(libcst):
    found = {}
    for name in sorted(libcst.__all__):
        value = getattr(libcst, name)
        found[name] = [repr(value)]
        if isinstance(value, type) and issubclass(value, libcst.CSTNode):
            names = sorted({*vars(value)} - {"__setattr__", "__delattr__"})  # they refuse, in the whole import
            found[name] += [names, words_of(value), str(value.__hash__), str(value.__eq__), str(value.__repr__)]
            if dataclasses.is_dataclass(value):
                fields = [str(field) for field in dataclasses.fields(value)]
                found[name] += [fields, value.__match_args__, str(value.__dataclass_params__.frozen), *made(value)]
    return [[name, [str(part).split(" at 0x")[0] for part in parts]] for name, parts in found.items()]
"""


def run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", COMMON + program], check=True, capture_output=True, text=True).stdout


def test_nodes_are_those_of_the_whole_import() -> None:
    whole = run("import libcst; print(json.dumps(described(libcst)))")
    lean = run(
        "from djauthlint.evaluator import lean_libcst; lean_libcst.install(); import libcst;"
        "print(json.dumps(described(libcst)))"
    )
    assert len(json.loads(whole)) > 200
    assert json.loads(lean) == json.loads(whole)


def test_nodes_change_into_others() -> None:
    lines = run(
        "from djauthlint.evaluator import lean_libcst; lean_libcst.install(); import libcst\n"
        "node = libcst.Name('x')\n"
        "print(node.value, node.with_changes(value='y').value, node.deep_clone().deep_equals(node), node == node.deep_clone())\n"
        "@dataclasses.dataclass(frozen=True)\n"
        "class Mine(libcst.Name):\n"
        "    mine: int = 1\n"
        "print(Mine('x', mine=2).mine)\n"
    ).splitlines()
    assert lines == ["x y True False", "2"]


def test_parsing_leaves_the_rest_out_until_it_is_asked_for() -> None:
    lines = run(
        "from djauthlint.evaluator import lean_libcst; lean_libcst.install(); import libcst, libcst.native\n"
        "tree = libcst.native.parse_module('x = [1]\\n', encoding='utf-8')\n"
        "print(type(tree) is libcst.Module, 'libcst.metadata' in sys.modules, dataclasses.dataclass.__module__)\n"
        "wrapper = libcst.MetadataWrapper(tree)\n"
        "from libcst.metadata import PositionProvider\n"
        "import libcst.matchers as m\n"
        "place = wrapper.resolve(PositionProvider)[wrapper.module.body[0].body[0].value]\n"
        "print('libcst.metadata' in sys.modules, place.start.column, m.matches(tree.body[0], m.SimpleStatementLine()))\n"
        "print(hasattr(libcst, 'no_such_name'))\n"
    ).splitlines()
    assert lines == ["True False dataclasses", "True 4 True", "False"]


def test_another_version_is_imported_as_a_whole() -> None:
    lines = run(
        "from djauthlint.evaluator import lean_libcst; lean_libcst.MODULES = ('_elsewhere',); lean_libcst.install()\n"
        "import libcst; print('libcst.metadata' in sys.modules, libcst.parse_module('x = 1').code)\n"
    ).splitlines()
    assert lines == ["True x = 1"]


def test_who_has_imported_libcst_keeps_it() -> None:
    lines = run(
        "import libcst; before = libcst.Name, list(sys.meta_path)\n"
        "from djauthlint.evaluator import lean_libcst; lean_libcst.install(); import libcst\n"
        "print(before == (libcst.Name, sys.meta_path))\n"
    ).splitlines()
    assert lines == ["True"]
