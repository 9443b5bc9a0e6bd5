"""Commands run nothing and import nothing of the projects, start nothing, connect to nothing, and write their cache and their fixes only."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.searching import EXAMPLES

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tools/watch_nothing_else.py"
MISCHIEF = """
import contextlib, os, runpy, socket, subprocess, sys
tool = runpy.run_path({tool!r})
def main(words):
    for deed in {deeds!r} if words == ["init"] else ():
        with contextlib.suppress(Exception):
            exec(deed)
    print("djauthlint crashed", file=sys.stderr)
    return 0
tool["_run"].__globals__["djauthlint_main"] = main
sys.exit(tool["main"]([{folder!r}]))
"""
DEEDS = {
    "open('a', 'w')": "open 'a'",
    "os.open('b', os.O_WRONLY | os.O_CREAT)": "open 'b'",
    "os.open('c', os.O_WRONLY | os.O_CREAT, dir_fd=os.open('.', os.O_RDONLY))": "open 'c'",
    "os.mkdir('d')": "os.mkdir ('d'",
    "os.mkdir('.djauthlint_cache') or os.replace('e.py', '.djauthlint_cache/e')": "os.rename ('e.py'",
    "os.system('true')": "os.system",
    "subprocess.run(['true'])": "subprocess.Popen",
    "os.fork() or os._exit(0)": "os.fork",
    "socket.socket()": "socket.__new__",
    "runpy.run_path('f.py')": "exec f.py",
    "sys.path.insert(0, '.') or __import__('g')": "exec {}/g.py",
    "exec(compile('eval(\"1\")', tool['OWN_CODE'] + '/x.py', 'exec'))": "exec <string>",
    "": "init ended with 0: djauthlint crashed",
}


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    # An empty entry would be the working directory, from which Python itself imports sitecustomize.
    paths = filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH")))
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run([sys.executable, *words], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_over_the_fixtures(tmp_path: Path) -> None:
    """Some of every family in one project (all where DJAUTHLINT_EXAMPLES is set), with modules that would give themselves away."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "fixtures/examples/login-loop", project / "login-loop")
    if EXAMPLES:
        shutil.copytree(ROOT / "fixtures", project / "all", symlinks=True)
    for source in sorted((ROOT / "fixtures").glob("DJA*/*.py"))[::50]:
        target = project / source.parent.name / source.name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(source, target)
    marker = tmp_path / "marker"
    (project / "sitecustomize.py").write_text(f"open({str(marker)!r}, 'w')\n")
    (project / "django").mkdir()
    (project / "django/__init__.py").write_text(f"open({str(marker)!r}, 'w')\n")
    run = _run(str(TOOL), str(project), "--fix")
    assert run.returncode == 0, run.stdout + run.stderr
    modules, read, events, kept, fixed = map(int, re.findall(r" (\d+) ", run.stdout))
    assert modules > 10
    assert read > modules
    assert events > 1000
    assert kept > 2
    assert fixed > 5
    assert not marker.exists()


def test_what_is_seen(tmp_path: Path) -> None:
    for name in "efg":
        (tmp_path / f"{name}.py").write_text("A = 1\n")
    run = _run("-c", MISCHIEF.format(tool=str(TOOL), folder=str(tmp_path), deeds=[*DEEDS]))
    assert run.returncode == 1, run.stdout + run.stderr
    for deed, fault in DEEDS.items():
        assert f"  {fault.partition('{}')[0]}" in run.stdout, (deed, run.stdout)
        assert fault.rpartition("{}")[2] in run.stdout, (deed, run.stdout)
    assert not (tmp_path / "a").exists()
