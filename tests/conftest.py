"""What holds for all tests."""

import pytest


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work everything out anew; the tests of the cache say otherwise."""
    monkeypatch.setenv("DJAUTHLINT_NO_CACHE", "1")
