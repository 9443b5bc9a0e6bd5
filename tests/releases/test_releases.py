"""What a release is: the same bytes whoever builds it, and dependencies whose licences are known."""

import re
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import build_release
import pytest
import yaml

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LICENCES = {"Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "MIT License": "MIT"}


@pytest.mark.slow
def test_two_builds_are_the_same(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("build")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    dist = tmp_path / "dist"
    assert (
        build_release.main(["--no-isolation", "--wheel", "--into", str(dist), "--tag", f"v{build_release.version()}"])
        == 0
    )
    (wheel,) = dist.iterdir()
    sums = (tmp_path / "SHA256SUMS").read_text("utf-8")
    assert [line.split()[1] for line in sums.splitlines()] == [wheel.name]
    assert capfd.readouterr().out == sums
    with zipfile.ZipFile(wheel) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}
        modules = {name for name in archive.namelist() if name.endswith(".py")}
    assert modules == {path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src").rglob("*.py")}


def test_builds_that_differ(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = iter([{"a.whl": b"1"}, {"a.whl": b"2"}])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(build_release, "build", lambda *_: next(builds))
    assert build_release.main(["--into", str(tmp_path / "dist")]) == 1
    assert capsys.readouterr().err == "two builds differ: a.whl\n"
    assert not (tmp_path / "dist").exists()


def test_a_tag_of_another_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_release.main(["--tag", "v0.0.0"]) == 1
    assert "the tag is v0.0.0" in capsys.readouterr().err


def test_the_licence_of_each_dependency_is_listed() -> None:
    text = (ROOT / "docs/releasing.md").read_text("utf-8")
    listed = dict(
        re.findall(
            r"^\| ([a-z]\S*) \| (\S+) \| .* \|$", text.replace("| package | licence | what for |", ""), re.MULTILINE
        )
    )
    needed = [re.split(r"[<>=;\[ ]", each)[0] for each in PROJECT["dependencies"]]
    assert list(listed) == needed
    for name, licence in listed.items():
        try:
            said = metadata(name)
        except PackageNotFoundError:
            continue
        classifiers = [
            each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License ::")
        ]
        words = {said.get("License-Expression"), said.get("License"), *(LICENCES.get(each) for each in classifiers)}
        assert licence in words


@pytest.mark.parametrize("name", ["ci", "release"])
def test_workflows_run_what_there_is(name: str) -> None:
    workflow = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    commands = " ".join(step.get("run", "") for step in steps)
    assert all((ROOT / path).is_file() for path in re.findall(r"(?:tools|\.ci)/\S+", commands))
    assert "${{" not in commands
