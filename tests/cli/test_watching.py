"""`--watch`, and the bar that says how far a run is."""

import io
from pathlib import Path

import pytest

from djauthlint.cli import progress, watching
from djauthlint.cli.progress import Progress
from tests.cli.conftest import Run


def test_it_runs_again_when_something_changes(shop: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (shop / "djauthlint.toml").write_text("strict = false\n")
    steps = iter(
        [
            lambda: (shop / "config/settings/base.py").write_text("LOGIN_URL = 'good'\n"),
            lambda: (shop / "djauthlint.toml").write_text("strict = 3\n"),
        ]
    )

    def sleep(_: float) -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr(watching.time, "sleep", sleep)
    assert run("--watch", "--select", "DJA601") == 0
    assert run.out.count("DJA601 [bad-login-url]") == 1
    assert run.out.count("All checks passed") == 1
    assert "error: djauthlint.toml:1: strict must be true or false\n" in run.err
    assert run.err.count("waiting for changes") == 3


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "seconds", "shown"), [(Terminal(), 2, True), (Terminal(), 0, False), (io.StringIO(), 2, False)]
)
def test_the_bar(stream: io.StringIO, seconds: int, shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    times = iter([0, seconds])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(times))
    bar = Progress()
    bar(1, 4)
    bar.end()
    expected = f"{progress.ERASE}[######{' ' * 18}] 1 of 4 settings modules{progress.ERASE}" if shown else ""
    assert stream.getvalue() == expected
