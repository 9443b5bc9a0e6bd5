"""Settings of types that nobody means: no rule crashes at any of them."""

from pathlib import Path

import pytest

from djauthlint.cli import main
from djauthlint.django_facts import newest, setting_names

VALUES = (
    "None",
    "True",
    "-1.5",
    "float('nan')",
    "1j",
    "b'a'",
    "'\\ud800'",
    "decimal.Decimal('nan')",
    "decimal.Decimal('snan')",
    "datetime.timedelta.max",
    "re.compile('a')",
    "len",
    "Exception",
    "slice(1)",
    "range(5)",
    "1 << 20000",
    "[]",
    "[[]]",
    "[[[]]]",
    "[{}]",
    "((1,), [None])",
    "(lambda: 1, [])",
    "{'a': [[]]}",
    "{None: {None: []}}",
    "{'default': {'BACKEND': [], 'ENGINE': [], 'NAME': [], 'OPTIONS': []}}",
    "[{'BACKEND': [], 'NAME': [], 'OPTIONS': {'context_processors': [[]]}}]",
    "{(1, 2), frozenset()}",
)


@pytest.mark.parametrize("value", VALUES)
def test_no_rule_crashes(
    value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = "".join(f"{name} = X\n" for name in sorted(setting_names(newest())))
    Path("settings.py").write_text(f"import datetime, decimal, re\nX = {value}\n{settings}")
    assert main(["--no-cache", "settings.py"]) in {0, 1}
    assert "crashed" not in "".join(capsys.readouterr())
