"""The GitHub Action: its steps, run with bash as a runner does."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, dict[str, Any]] = {step["id"]: step for step in ACTION["runs"]["steps"]}
SITE = {
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "site settings.prod")\n',
    "a site/settings.py": 'INSTALLED_APPS = ["a"]\nSECRET_KEY = ""\n',
}


class Runner:
    """Runs steps."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "output"
        for name, text in SITE.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")

    def step(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step with these inputs, and what they are by default."""
        given = {key.replace("_", "-"): value for key, value in inputs.items()}
        contexts = {f"inputs.{key}": given.get(key, each["default"]) for key, each in ACTION["inputs"].items()}
        contexts |= {"steps.python.outputs.python-path": sys.executable, "github.action_path": str(ROOT)}
        step = STEPS[name]
        environment = {key: contexts[value[3:-2].strip()] for key, value in step["env"].items()}
        self.output.write_text("", "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
            cwd=self.folder,
            env={
                "PATH": os.environ["PATH"],
                "RUNNER_TEMP": str(self.folder),
                "GITHUB_OUTPUT": str(self.output),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )


def test_nothing_that_users_write_is_part_of_a_script() -> None:
    assert all("${{" not in step.get("run", "") for step in STEPS.values())
    assert all(step["shell"] == "bash" for step in STEPS.values() if "run" in step)


def test_every_input_is_used_and_has_a_default() -> None:
    used = set(re.findall(r"\$\{\{ inputs\.([\w-]+) \}\}", (ROOT / "action.yml").read_text("utf-8")))
    assert used == set(ACTION["inputs"])
    assert all("default" in each for each in ACTION["inputs"].values())


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner that has installed djauthlint from this checkout, in a project that has modules called as pip's and Python's."""
    runner = Runner(tmp_path_factory.mktemp("runner"))
    for name in ("pip", "json", "typing", "subprocess"):
        (runner.folder / f"{name}.py").write_text("raise SystemExit('imported')\n")
    done = runner.step("install")
    assert done.returncode == 0, done.stderr
    return runner


@pytest.mark.slow
@pytest.mark.xdist_group("action")
class TestSteps:
    def test_what_is_found_fails_the_step(self, runner: Runner) -> None:
        done = runner.step("run", paths="a site/settings.py\n", args="--select  DJA701\n--quiet", output="json")
        assert (done.returncode, done.stderr) == (1, "")
        assert [each["code"] for each in json.loads(done.stdout)["diagnostics"]] == ["DJA701"]
        assert runner.output.read_text("utf-8") == "exit-code=1\n"

    def test_nothing_found(self, runner: Runner) -> None:
        done = runner.step("run", args="--select DJA101", output="text")
        assert done.returncode == 0, done.stderr
        assert runner.output.read_text("utf-8") == "exit-code=0\n"

    def test_what_looks_like_a_command_is_none(self, runner: Runner) -> None:
        done = runner.step("run", paths="$(touch pwned)\n--help", args="`touch pwned`;touch pwned", output="text")
        assert done.returncode == 2
        assert not (runner.folder / "pwned").exists()
        assert runner.output.read_text("utf-8") == "exit-code=2\n"

    def test_formats_for_github(self, runner: Runner) -> None:
        done = runner.step("run", paths="a site/settings.py", args="--select DJA701", output="github sarif:found.sarif")
        assert done.returncode == 1, done.stderr
        assert done.stdout.startswith("::error ")
        assert json.loads((runner.folder / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"


def test_what_the_documentation_gives_the_action() -> None:
    workflow, *_ = re.findall(r"```yaml\n(# .github.*?)```", (ROOT / "docs/ci.md").read_text("utf-8"), re.DOTALL)
    steps = yaml.safe_load(workflow)["jobs"]["settings"]["steps"]
    assert set(steps[1]["with"]) <= set(ACTION["inputs"])
