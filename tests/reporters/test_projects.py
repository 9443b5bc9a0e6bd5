"""Reports of whole projects: the examples, and every folder below DJAUTHLINT_CHECKOUTS, if that is set."""

import json
import os
import shutil
from pathlib import Path

import pytest

from djauthlint.cli import main
from tests.cli.test_output import edited
from tests.reporters.schemas import READERS

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "fixtures/examples").iterdir())
CHECKOUTS = sorted(Path(os.environ["DJAUTHLINT_CHECKOUTS"]).iterdir()) if "DJAUTHLINT_CHECKOUTS" in os.environ else []


@pytest.mark.parametrize("project", [*EXAMPLES, *CHECKOUTS], ids=lambda path: path.name)
def test_reports_are_what_their_schemas_say(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    wanted = [word for name in READERS for word in ("--output", f"{name}:{tmp_path / name}")]
    rules = "all" if project in CHECKOUTS else "default"  # proofs take time
    code = main(["--no-cache", "--quiet", "--select", rules, *wanted])
    reports = {name: reader((tmp_path / name).read_text(encoding="utf-8")) for name, reader in READERS.items()}
    found, errors = reports["json"]["diagnostics"], reports["json"]["errors"]
    assert code == 2 if errors else code == int(any(each["suppressed"] is None for each in found))
    (run,) = reports["sarif"]["runs"]
    assert len(run["results"]) == len(found)
    assert run["invocations"][0]["executionSuccessful"] is not bool(errors)
    shown = len(errors) + sum(each["suppressed"] is None for each in found)
    assert len(reports["gitlab"]) == shown
    assert int(reports["junit"].get("failures")) + int(reports["junit"].get("errors")) == shown


def test_each_fix_cures_its_diagnostic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "fixtures/examples/login-loop", project)
    monkeypatch.chdir(project)
    main(["--no-cache", "--output", "json"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert [each["code"] for each in found if each["fix"] is None] == []
    for each in found:
        before = {edit["path"]: Path(edit["path"]).read_text(encoding="utf-8") for edit in each["fix"]["edits"]}
        for name, text in before.items():
            here = [edit for edit in each["fix"]["edits"] if edit["path"] == name]
            Path(name).write_text(edited({"edits": here}, text), encoding="utf-8")
        main(["--no-cache", "--output", "concise"])
        left = capsys.readouterr().out
        others = {other["code"] for other in found if other is not each}
        assert {line.split()[1] for line in left.splitlines()} <= others
        for name, text in before.items():
            Path(name).write_text(text, encoding="utf-8")
