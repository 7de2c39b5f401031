"""Fixtures for all tests: a store of one's own, and the mirror of public data where there is one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import SHELF
from detente.store.home import Store
from detente.store.world import World, default_world

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "sources"


def mirror_folder() -> Path | None:
    named = os.environ.get("DETENTE_MIRROR", "")
    folder = Path(named) if named and not named.startswith("http") else BESIDE
    return folder if folder.is_dir() else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if mirror_folder() is None:
        for item in items:
            if "mirror" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="the mirror of public data is not here (DETENTE_MIRROR)"))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test away from the user's store, mirror and network."""
    monkeypatch.setenv("DETENTE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DETENTE_OFFLINE", "1")
    monkeypatch.delenv("DETENTE_MIRROR", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1385856000")
    yield


@pytest.fixture(scope="session")
def world() -> World:
    """The starter alone."""
    return default_world()


@pytest.fixture(scope="session")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with every source of the mirror, made once."""
    folder = mirror_folder()
    assert folder is not None
    home = tmp_path_factory.mktemp("store")
    store = Store(home)
    config = Settings(home, str(folder), True, date(2026, 1, 1))
    for source in SHELF:
        ingest(source, store, config=config)
    return store
