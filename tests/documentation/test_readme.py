"""What the README shows is what djauthlint prints."""

from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.config import load_file
from djauthlint.deployment import Deployment

ROOT = Path(__file__).parents[2]


def test_the_output_of_the_example(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["fixtures/examples/login-loop"]) == 1
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- output -->\n```text\n")[2].partition("\n```\n<!-- end of output -->")[0]
    assert capsys.readouterr().out.rstrip("\n") == shown


def test_the_patch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["--diff", "fixtures/examples/login-loop"]) == 1
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- patch -->\n```diff\n")[2].partition("\n```\n<!-- end of patch -->")[0]
    assert shown
    assert capsys.readouterr().out.rstrip("\n") == shown


def test_the_beginning_of_the_symptom(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["symptoms", "back to the login page", "fixtures/examples/login-loop"]) == 1
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- symptoms -->\n```text\n")[2].partition("\n```\n<!-- end of symptoms -->")[0]
    assert shown
    assert capsys.readouterr().out.startswith(shown)


def test_the_comparison(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "fixtures/examples/dev-and-prod")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["compare", "config/settings/dev.py", "config/settings/prod.py"]) == 1
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- comparison -->\n```text\n")[2].partition("\n```\n<!-- end of comparison -->")[0]
    assert capsys.readouterr().out.rstrip("\n") == shown


def test_every_key_of_a_deployment(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = "```toml\n[tool.djauthlint.deployment]\n"
    path = tmp_path / "pyproject.toml"
    path.write_text(
        section.removeprefix("```toml\n") + readme.partition(section)[2].partition("```")[0], encoding="utf-8"
    )
    shown = load_file(path).deployment
    assert [key for key in Deployment.__slots__ if getattr(shown, key) is None] == []
