"""Where compiled functions are stored: at home, or in a folder that ends with the process."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from detente.estimators import compiling


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """What numba is set to, in the place of its own."""
    made = SimpleNamespace(CACHE_DIR="")
    monkeypatch.setattr(compiling, "numba", SimpleNamespace(config=made))
    return made


def test_a_place_that_can_be_written_is_left_to_numba(config: SimpleNamespace) -> None:
    compiling.find_place()
    assert config.CACHE_DIR == ""


def test_a_place_of_the_user_wins(config: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    config.CACHE_DIR = "/own"
    monkeypatch.setattr(compiling, "may_store", lambda folder: False)
    compiling.find_place()
    assert config.CACHE_DIR == "/own"


def test_who_can_write_nowhere_has_a_folder_for_the_process(
    config: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "may_store", lambda folder: False)
    compiling.find_place()
    made = Path(config.CACHE_DIR)
    assert made.is_dir() and made.stat().st_mode & 0o777 == 0o700, "nobody else writes there"


def test_a_folder_that_cannot_be_looked_into_stores_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "exists", refused)
        found = compiling.may_store(Path("/nowhere/cache"))
    assert not found
