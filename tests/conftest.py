"""What holds for all tests."""

from collections.abc import Iterator

import pytest

import djauthlint
from djauthlint.disk import SETTLED


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work everything out anew; the tests of the cache say otherwise."""
    monkeypatch.setenv("DJAUTHLINT_NO_CACHE", "1")


@pytest.fixture(autouse=True, scope="session")
def settled_code() -> Iterator[None]:
    """What was checked out or installed a moment ago is what the tests have loaded, and results that it gave may be kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(djauthlint, "BEGUN", djauthlint.BEGUN + SETTLED)
        yield
