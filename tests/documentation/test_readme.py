"""What the README and the manual show is what djauthlint prints."""

import html
import re
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


def test_the_picture(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """tools/draw_example.py draws it; each line of what is printed is in it, wrapped lines in parts."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    main(["fixtures/examples/login-loop"])
    shown = re.sub(r"<[^>]*>", "", (ROOT / "docs/example.svg").read_text(encoding="utf-8").partition('-matrix">')[2])
    drawn = "".join(html.unescape(shown).split())
    for line in capsys.readouterr().out.splitlines():
        assert "".join(line.split()) in drawn


def test_the_patch(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["--diff", "fixtures/examples/login-loop"]) == 1
    manual = (ROOT / "docs/using.md").read_text(encoding="utf-8")
    shown = manual.partition("<!-- patch -->\n```diff\n")[2].partition("\n```\n<!-- end of patch -->")[0]
    assert shown
    assert capsys.readouterr().out.rstrip("\n") == shown


def test_the_beginning_of_the_symptom(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["symptoms", "back to the login page", "fixtures/examples/login-loop"]) == 1
    manual = (ROOT / "docs/using.md").read_text(encoding="utf-8")
    shown = manual.partition("<!-- symptoms -->\n```text\n")[2].partition("\n```\n<!-- end of symptoms -->")[0]
    assert shown
    assert capsys.readouterr().out.startswith(shown)


def test_the_comparison(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "fixtures/examples/dev-and-prod")
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["compare", "config/settings/dev.py", "config/settings/prod.py"]) == 1
    manual = (ROOT / "docs/using.md").read_text(encoding="utf-8")
    shown = manual.partition("<!-- comparison -->\n```text\n")[2].partition("\n```\n<!-- end of comparison -->")[0]
    assert capsys.readouterr().out.rstrip("\n") == shown


def test_every_key_of_a_deployment(tmp_path: Path) -> None:
    manual = (ROOT / "docs/using.md").read_text(encoding="utf-8")
    section = "```toml\n[tool.djauthlint.deployment]\n"
    path = tmp_path / "pyproject.toml"
    path.write_text(
        section.removeprefix("```toml\n") + manual.partition(section)[2].partition("```")[0], encoding="utf-8"
    )
    shown = load_file(path).deployment
    assert [key for key in Deployment.__slots__ if getattr(shown, key) is None] == []
