"""Commands run nothing and import nothing of the projects, start nothing, connect to nothing, and write their cache and their fixes only."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WATCH = """
import os, sys
from pathlib import Path
root = Path.cwd()
import flake8.main.cli
from djauthlint.cli import main
WRITES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "shutil.rmtree"}
STARTS = {"os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "subprocess.Popen", "pty.spawn", "pickle.find_class", "marshal.loads", "ctypes.dlopen"}
seen = []
fixing = False

def is_written(args):
    return isinstance(args[1], str) and any(letter in args[1] for letter in "wax+") or args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)

def is_allowed(path):
    if not isinstance(path, (str, bytes, os.PathLike)):
        return True  # a descriptor: what it was made from was looked at
    path = os.path.abspath(os.fsdecode(path))
    return path == os.devnull or path.startswith(str(root)) and (fixing or ".djauthlint_cache" in path.split(os.sep))

def hook(event, args):
    if event in STARTS or event.startswith("socket."):
        # Modules of the standard library and of site-packages are loaded from their compiled files.
        if event != "marshal.loads" or str(root) in repr(args)[:200]:
            seen.append((event, repr(args)[:100]))
    elif event == "open" and is_written(args) and not is_allowed(args[0]):
        seen.append((event, repr(args)[:150]))
    elif event in WRITES and not all(is_allowed(each) for each in args if isinstance(each, (str, bytes, os.PathLike))):
        seen.append((event, repr(args)[:150]))
    elif event == "exec" and getattr(args[0], "co_filename", "").startswith(str(root)):
        seen.append((event, args[0].co_filename))
    elif event == "import" and args[1] is not None and str(args[1]).startswith(str(root)):
        seen.append((event, args[1]))

sys.addaudithook(hook)
codes = [main(["-j1", "--select", "all", "--output", "concise"]), main(["-j1", "--select", "all", "--output", "concise"])]
codes.append(flake8.main.cli.main(["-j1", "--isolated", "--select", "DJA", "."]))
for words in (["settings", "FIRST"], ["verify", "FIRST"], ["symptoms", "login-loop"], ["init"], ["--diff", "login-loop"]):
    codes.append(main([word.replace("FIRST", sys.argv[1]) for word in words]))
fixing = True
codes.append(main(["--fix", "--unsafe-fixes", "login-loop"]))
sys.stderr.write(f"{codes} {seen}")
"""


@pytest.mark.slow
def test_over_the_fixtures(tmp_path: Path) -> None:
    """Some of every family in one project, with modules that would give themselves away."""
    project = tmp_path / "project"
    project.mkdir()
    shutil.copytree(ROOT / "fixtures/examples/login-loop", project / "login-loop")
    for source in sorted((ROOT / "fixtures").glob("DJA*/*.py"))[::50]:
        target = project / source.parent.name / source.name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(source, target)
    (project / "djauthlint.toml").write_text("")
    marker = tmp_path / "marker"
    (project / "sitecustomize.py").write_text(f"open({str(marker)!r}, 'w')\n")
    (project / "django").mkdir()
    (project / "django/__init__.py").write_text(f"open({str(marker)!r}, 'w')\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJAUTHLINT_")}
    # An empty entry would be the working directory, from which Python itself imports sitecustomize.
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT / "src"), environment.get("PYTHONPATH"))))
    command = (
        [sys.executable, "-B", "-P", "-c", WATCH]
        if sys.version_info >= (3, 11)
        else [sys.executable, "-B", "-c", WATCH]
    )
    entry = "login-loop/config/settings/production.py"
    run = subprocess.run([*command, entry], cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stderr.rsplit("] ", 1)[-1] == "[]", run.stderr[-3000:]
    assert "crashed" not in run.stdout + run.stderr
    assert list(project.rglob(".djauthlint_cache/*.json"))
    before = ROOT / "fixtures/examples/login-loop"
    fixed = [
        path
        for path in before.rglob("*.py")
        if (project / path.relative_to(before.parent)).read_bytes() != path.read_bytes()
    ]
    assert fixed, run.stdout
    assert not marker.exists()
