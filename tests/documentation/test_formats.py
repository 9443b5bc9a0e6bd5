"""What the documentation says about output formats is so."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.reporters.formats import FOR_PEOPLE, FORMATS, WITH_FIXES

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs/formats.md").read_text(encoding="utf-8")


def test_the_diagnostic(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["--output", "json", "--select", "DJA503", "fixtures/examples/login-loop"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    shown = DOCUMENT.partition("<!-- diagnostic -->\n```json\n")[2].partition("\n```\n<!-- end of diagnostic -->")[0]
    assert found == json.loads(shown)


def test_every_key() -> None:
    schema = json.loads(files("djauthlint.reporters").joinpath("diagnostics.schema.json").read_text("utf-8"))
    told = set(re.findall(r"`(\w+)`", DOCUMENT)) | {"version", "diagnostics"}
    assert told >= set(schema["properties"])
    for name in ("diagnostic", "fix"):
        assert told >= set(schema["$defs"][name]["properties"])
    for name in ("entry_modules", "undetermined", "errors"):
        assert told >= set(schema["properties"][name]["items"]["properties"])


def test_every_format() -> None:
    manual = (ROOT / "docs/using.md").read_text(encoding="utf-8")
    table = manual.partition("## Output formats\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (no|marked) \| (no|yes) \|$", table, re.MULTILINE)
    assert [name for name, *_ in rows] == list(FORMATS)
    assert {name for name, *_, fixes in rows if fixes == "yes"} == WITH_FIXES
    assert set(re.findall(r"^## (\w+)$", DOCUMENT, re.MULTILINE)) == set(FORMATS) - FOR_PEOPLE
