"""`sys`: the command line, the version and the modules are what is given, and questions otherwise."""

from __future__ import annotations

import pytest

from tests.evaluator.conftest import Resolve
from tests.evaluator.rendering import shown

ARGUMENTS = {
    '"test" in sys.argv': '"test" in sys.argv',
    'sys.argv[1] == "test"': 'sys.argv[1] == "test"',
    "len(sys.argv) > 1": "len(sys.argv) <= 1",
    'sys.argv[1:2] == ["test"]': 'sys.argv[1:2] == ["test"]',
    '"test" in sys.argv[1:]': '"test" in sys.argv[1:]',
    'sys.argv[0].endswith("pytest")': "sys.argv[0].endswith('pytest')",
}


@pytest.mark.parametrize("expression", ARGUMENTS)
def test_the_command_line_is_a_question(expression: str, resolve: Resolve) -> None:
    resolved = resolve(f"import sys\nA = 1 if {expression} else 2\nB = 1 if {expression} else 2\nC = A == B\n")
    assert ARGUMENTS[expression] in resolved["A"].text
    if "==" not in expression or "[1]" in expression:
        assert resolved["C"] is True


def test_a_given_command_line(resolve: Resolve) -> None:
    text = "import sys\nA = 'test' in sys.argv\nB = sys.argv[1]\nC = len(sys.argv)\nD = 'pytest' in sys.modules\n"
    resolved = resolve(text, argv=("manage.py", "test"))
    assert [resolved[name] for name in "ABCD"] == [True, "test", 2, False]


VERSIONS = "import sys\nA = sys.version_info >= (3, 11)\nB = sys.version_info[0]\nC = sys.version_info < (3,)\nD = sys.version_info[:2] > (3, 10)\nE = sys.version_info.minor\nF = sys.version_info >= (3, 11, 0)\n"


def test_the_version_is_a_question(resolve: Resolve) -> None:
    resolved = resolve(VERSIONS)
    answer = shown("([sys.version_info >= (3, 11)] True | [sys.version_info < (3, 11)] False)")
    assert [resolved[name] for name in "ABCDEF"] == [answer, 3, False, answer, shown("?int"), answer]


@pytest.mark.parametrize(
    ("version", "expected"), [((3, 10), (False, 3, False, False, 10)), ((3, 12, 1), (True, 3, False, True, 12))]
)
def test_a_given_version(version: tuple[int, ...], expected: tuple[object, ...], resolve: Resolve) -> None:
    resolved = resolve(VERSIONS, python_version=version)
    assert tuple(resolved[name] for name in "ABCDE") == expected


def test_versions_are_ordered(resolve: Resolve) -> None:
    resolved = resolve(
        "import sys\nif sys.version_info >= (3, 12):\n    A = sys.version_info >= (3, 9)\nelse:\n    A = sys.version_info >= (3, 13)\n"
    )
    assert resolved["A"] == shown("([sys.version_info >= (3, 12)] True | [sys.version_info < (3, 12)] False)")


def test_modules(resolve: Resolve) -> None:
    files = {
        "settings.py": """
            import sys, json
            import helper
            A = sys.modules[__name__].__name__
            setattr(sys.modules[__name__], "B", 5)
            C = sys.modules["helper"].VALUE
            D = "unused" in sys.modules, "helper" in sys.modules, "json" in sys.modules
            E = "pytest" in sys.modules
            F = sys.modules.get("unused")
        """,
        "helper.py": "VALUE = 7\n",
        "unused.py": "",
    }
    resolved = resolve(files)
    assert [resolved[name] for name in "ABCDF"] == ["settings", 5, 7, (False, True, True), None]
    assert resolved["E"] == shown('(["pytest" in sys.modules] True | ["pytest" not in sys.modules] False)')


def test_import_roots(resolve: Resolve) -> None:
    files = {
        "settings.py": """
            import os, sys
            sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "apps"))
            from shop import NAME
        """,
        "apps/shop.py": "NAME = 'shop'\n",
    }
    assert resolve(files)["NAME"] == "shop"


def test_leaving(resolve: Resolve) -> None:
    resolved = resolve(
        "import os, sys\nif 'X' not in os.environ:\n    sys.exit('X is needed')\nA = 'X' in os.environ\n"
    )
    assert resolved.worlds == ["env X is set"]
    assert resolved["A"] is True
    assert resolve("import sys\ntry:\n    sys.exit(3)\nexcept SystemExit as error:\n    A = error.code\n")["A"] == 3


def test_the_host_is_not_looked_at(resolve: Resolve) -> None:
    text = "import os, sys, platform, socket, getpass, tempfile, time, random, locale\n"
    expressions = [
        "sys.platform",
        "sys.executable",
        "sys.version",
        "sys.prefix",
        "os.getpid()",
        "os.cpu_count()",
        "os.uname()",
        "os.getlogin()",
        "os.urandom(3)",
        "platform.node()",
        "platform.system()",
        "platform.python_version()",
        "socket.gethostname()",
        "socket.gethostbyname('localhost')",
        "getpass.getuser()",
        "tempfile.gettempdir()",
        "tempfile.mkdtemp()",
        "time.time()",
        "random.random()",
        "locale.getlocale()",
        "__import__('datetime').datetime.now()",
        "__import__('uuid').uuid4().hex",
        "__import__('secrets').token_hex()",
        "__import__('importlib.metadata').metadata.version('django')",
        "__import__('subprocess').check_output(['hostname'])",
        "__import__('shutil').which('git')",
        "__import__('multiprocessing').cpu_count()",
        "__import__('pwd').getpwuid(0)",
    ]
    text += "".join(f"V{place} = {expression}\n" for place, expression in enumerate(expressions))
    resolved = resolve(text, env={})
    known = [
        expression
        for place, expression in enumerate(expressions)
        if not repr(resolved[f"V{place}"]).startswith("shown('?")
    ]
    assert known == []


def test_the_same_question_twice(resolve: Resolve) -> None:
    text = "import socket, time, random\nA = socket.gethostname() == socket.gethostname()\nB = random.random() == random.random()\n"
    resolved = resolve(text)
    assert resolved["A"] is True
    assert resolved["B"] is not True
