"""Settings built to explode end, say why, and leave the other settings known."""

import subprocess
import sys
from pathlib import Path

import pytest

from djauthlint.conditions import leaves
from djauthlint.evaluator import Given, evaluate
from djauthlint.project import Project
from djauthlint.values import Known, Unknown

PROGRAMS = {
    "branches": "import os\nX = []\n" + "".join(f"if os.environ.get('V{n}'):\n    X = X + [{n}]\n" for n in range(40)),
    "products": "X = [a + b + c + d for a in range(200) for b in range(200) for c in range(200) for d in range(200)]\n",
    "doubling list": "X = [1]\nwhile True:\n    X += X\n",
    "doubling string": "X = 'a'\nwhile True:\n    X += X\n",
    "power": "X = 10 ** 10 ** 10\n",
    "width": "X = f'{1:>99999999999}'\n",
    "old width": "X = '%99999999999d' % 1\n",
    "recursion": "def f(n):\n    return f(n + 1)\nX = f(0)\n",
    "two recursions": "def f(n):\n    return f(n - 1) + f(n - 1)\nX = f(30)\n",
    "endless": "n = 0\nwhile n >= 0:\n    n += 1\nX = n\n",
    "shift": "X = 1 << 10 ** 9\n",
    "repeat": "X = 'a' * 10 ** 12\n",
    "lengths": "import os\nX = []\n"
    + "".join(f"if os.environ.get('V{n}'):\n    X.append({n})\nL{n} = len(X)\n" for n in range(60)),
    "inserts": "import os\nX = []\n"
    + "".join(f"if os.environ.get('V{n}'):\n    X.insert(0, {n})\n" for n in range(80)),
    "correlated": "import os\n"
    + "".join(f"D{n} = os.environ.get('D{n}') == '1'\n" for n in range(30))
    + "".join(f"Y{n} = 'a' if D{n} and not D0 else ('b' if D1 or D2 else 'c')\n" for n in range(30))
    + "X = "
    + " + ".join(f"Y{n}" for n in range(30))
    + "\n",
    "self": "X = []\nX.append(X)\nX += X\nX += X\n",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_it_ends_and_the_rest_is_known(name: str, tmp_path: Path) -> None:
    entry = tmp_path / "settings.py"
    entry.write_text("BEFORE = 1\n" + PROGRAMS[name] + "AFTER = 2\n")
    project = Project.open([entry], cwd=tmp_path)
    names = evaluate(project, project.entry_for(entry), Given()).namespace.names
    for each in ("BEFORE", "AFTER"):
        assert isinstance(names[each], Known)
    if name not in ("branches", "self", "products", "lengths", "inserts"):
        assert any(isinstance(leaf, Unknown) and leaf.reason for leaf in leaves(names["X"]))


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are set as on Unix")
def test_it_ends_within_the_limits_of_a_process(tmp_path: Path) -> None:
    for number, program in enumerate(PROGRAMS.values()):
        (tmp_path / f"settings_{number}.py").write_text(program)
    limits = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_CPU, ({15 * len(PROGRAMS)},) * 2)\n"
        "if sys.platform == 'linux':\n"
        "    resource.setrlimit(resource.RLIMIT_AS, (2 ** 30, 2 ** 30))\n"
        "from djauthlint.cli import main\n"
        "for number in range(int(sys.argv[1])):\n"
        "    main(['settings', f'settings_{number}.py'])\n"
    )
    arguments = [sys.executable, "-c", limits, str(len(PROGRAMS))]
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "MemoryError" not in done.stderr


def test_import_cycles_end(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("from b import *\nA = 1\n")
    (tmp_path / "b.py").write_text("from a import *\nB = 2\n")
    project = Project.open([tmp_path / "a.py"], cwd=tmp_path)
    names = evaluate(project, project.entry_for(tmp_path / "a.py"), Given()).namespace.names
    assert {name for name in names if name.isupper()} == {"A", "B"}
