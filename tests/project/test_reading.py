"""Reading files that are not as long as they say."""

import os
import sys
from pathlib import Path

import pytest

from djauthlint import disk


def test_a_file_comes_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.py"
    path.write_bytes(b"SITE_ID = 1\n" * 100)
    read = os.read
    monkeypatch.setattr(os, "read", lambda descriptor, size: read(descriptor, min(size, 7)))
    assert disk.read(str(path)) == b"SITE_ID = 1\n" * 100
    assert disk.read(str(path), 20, whole=False) == b"SITE_ID = 1\nSITE_ID "


@pytest.mark.parametrize("change", [b"SITE_ID = 1\nDEBUG = True\n", b"SITE", b""])
def test_a_file_changes_while_it_is_read(change: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.py"
    path.write_bytes(b"SITE_ID = 1\n")
    read = os.read

    def late(descriptor: int, size: int) -> bytes:
        monkeypatch.setattr(os, "read", read)
        path.write_bytes(change)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", late)
    assert disk.read(str(path)) == change


def test_a_file_grows_beyond_the_limit_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.py"
    path.write_bytes(b"x")
    read = os.read

    def late(descriptor: int, size: int) -> bytes:
        path.write_bytes(b"x" * 200)
        return read(descriptor, size)

    monkeypatch.setattr(os, "read", late)
    assert disk.read(str(path), 100) == b"x" * 100


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has files that say they were empty")
def test_a_file_says_it_is_empty() -> None:
    assert b"Name:" in disk.read("/proc/self/status")
