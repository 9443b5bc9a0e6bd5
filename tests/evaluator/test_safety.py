"""Nothing of the project runs, nothing outside it is opened: watched by an audit hook in a process of its own."""

import subprocess
import sys
from pathlib import Path

HOSTILE = """
import os, subprocess, socket, ctypes, pickle, json, sys
import environ
from dotenv import load_dotenv
from split_settings.tools import include, optional
import evil
os.system("touch {marker}")
subprocess.run(["touch", "{marker}"])
subprocess.check_output("touch {marker}", shell=True)
socket.create_connection(("127.0.0.1", 9))
SECRET = open("{outside}").read()
OTHER = open("../" * 20 + "etc/passwd").read()
DATA = json.load(open("{outside}"))
environ.Env.read_env("{outside}")
load_dotenv("{outside}")
include(optional("{outside}"), optional("../../*.py"))
exec(open("{outside}").read())
exec("open('{marker}', 'w').write('x')")
eval("__import__('os').system('touch {marker}')")
__import__("evil")
pickle.loads(b"x")
open("{marker}", "w").write("x")
os.makedirs("{marker}")
LINK = open("link.txt").read()
FINE = 1
"""
WATCH = """
import sys, pathlib
sys.path.insert(0, {source!r})
import djauthlint.cli
from djauthlint.project import Project
from djauthlint.evaluator import evaluate, Given
root = pathlib.Path({project!r})
allowed = [str(root), *{libraries!r}]
seen = []
def hook(event, args):
    if event in ("os.system", "subprocess.Popen", "socket.connect", "socket.getaddrinfo", "os.exec", "os.posix_spawn", "os.mkdir", "pickle.find_class"):
        seen.append((event, str(args)[:100]))
    elif event == "open" and isinstance(args[0], (str, bytes)):
        path = str(args[0])
        if not any(path.startswith(each) for each in allowed):
            seen.append((event, path))
        elif path.startswith(str(root)) and args[1] is not None and any(letter in str(args[1]) for letter in "wax+"):
            seen.append(("write", path))
    elif event == "import" and str(args[0]) in ("evil", "settings", "dotenv", "environ", "split_settings"):
        seen.append((event, str(args[0])))
    elif event == "exec" and args[0].co_filename.startswith(str(root)):
        seen.append((event, args[0].co_filename))
sys.addaudithook(hook)
project = Project.open([root / "settings.py"], cwd=root)
for complete in (False, True):
    evaluation = evaluate(project, project.entry_for(root / "settings.py"), Given(complete=complete, cwd=root))
    fine = evaluation.namespace.names["FINE"]
    assert getattr(fine, "value", None) == 1, fine
assert not (root / "MARKER").exists()
print(seen)
"""


def test_nothing_happens(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    outside = tmp_path / "outside.py"
    outside.write_text("STOLEN = 1\n")
    marker = project / "MARKER"
    (project / "manage.py").write_text("")
    (project / "evil.py").write_text(f"open({str(marker)!r}, 'w').write('x')\n")
    (project / "link.txt").symlink_to(outside)
    (project / "settings.py").write_text(HOSTILE.format(marker=marker, outside=outside))
    source = Path(__file__).parents[2] / "src"
    libraries = [str(source), sys.prefix, sys.base_prefix, "/proc", "/dev/null"]
    script = WATCH.format(source=str(source), project=str(project), libraries=libraries)
    run = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == "[]"
    assert not marker.exists()
