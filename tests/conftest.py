"""What holds for all tests."""

import time

import pytest

import djauthlint
from djauthlint.disk import SETTLED


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work everything out anew; the tests of the cache say otherwise."""
    monkeypatch.setenv("DJAUTHLINT_NO_CACHE", "1")


@pytest.fixture(autouse=True)
def program_that_is_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests that begin while somebody saves a module of djauthlint may keep results all the same."""
    monkeypatch.setattr(djauthlint, "BEGUN", time.time_ns() + 2 * SETTLED)
