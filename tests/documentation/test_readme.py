"""What the README shows is what djauthlint prints."""

from pathlib import Path

import pytest

from djauthlint.cli import main

ROOT = Path(__file__).parents[2]


def test_the_output_of_the_example(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    assert main(["fixtures/examples/login-loop"]) == 1
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = readme.partition("<!-- output -->\n```text\n")[2].partition("\n```\n<!-- end of output -->")[0]
    assert capsys.readouterr().out.rstrip("\n") == shown
