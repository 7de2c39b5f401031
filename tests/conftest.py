"""Fixtures for all tests: a store of one's own, and the mirror of public data."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.paper.brief import Brief, make
from detente.settings import Settings
from detente.sources.ingest import ingest
from detente.sources.shelf import SHELF
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import Store
from tests.memory import Watch

PAIRS = {
    "nato-russia-2013": ("NATO", "Russia", 2013),
    "nato-russia": ("NATO", "Russia", 2024),
    "india-china": ("India", "China", 2024),
    "serbia-eu": ("Serbia", "EU", 2024),
    "usa-iran": ("USA", "Iran", 2024),
    "asean-usa": ("ASEAN", "USA", 2024),
    "poland-germany-1938": ("Poland", "Germany", 1938),
    "liechtenstein-switzerland": ("Liechtenstein", "Switzerland", 2024),
    "asean-eu": ("ASEAN", "EU", 2020),
    "taiwan-japan": ("Taiwan", "Japan", 2024),
    "prussia": ("Prussia", "Austria-Hungary", 1850),
    "wp-nato": ("Warsaw Pact", "NATO", 1985),
    "kosovo-serbia": ("Kosovo", "Serbia", 2020),
    "hungary-eu": ("Hungary", "EU", 2024),
}
"""The relations of which a whole paper is made once a run."""

GROUPS = {
    "tests/house/": "house",
    "tests/estimators/test_ideal_points": "sampler",
    "tests/identity/test_checkpoints": "sampler",
    "tests/identity/test_roll_calls": "sampler",
    "tests/cli/test_identity_commands": "sampler",
    "tests/parity/test_parity": "parity",
}
"""Tests that share work: one process of a run reads every file, compiles the sampler, and so on."""

WATCH = Watch()
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "sources"


def mirror_folder() -> Path | None:
    named = os.environ.get("DETENTE_MIRROR", "")
    folder = Path(named) if named and not named.startswith("http") else BESIDE
    return folder if folder.is_dir() else None


def pytest_configure() -> None:
    """Let processes that tests start keep compiled modules: each would compile the package anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the mirror where there is none; keep tests that share work in one process."""
    skipped = pytest.mark.skip(reason="the mirror of public data is not here (DETENTE_MIRROR)")
    for item in items:
        if "mirror" in item.keywords:
            item.add_marker(pytest.mark.slow)  # every source is ingested first
            if mirror_folder() is None:
                item.add_marker(skipped)
        group = "papers" if "briefs" in getattr(item, "fixturenames", ()) else group_of(item.nodeid)
        if group and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(group))


def group_of(test: str) -> str:
    """Name the group of a test by its file; empty where it may run in any process."""
    return next((group for start, group in GROUPS.items() if test.startswith(start)), "")


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:
    """Let no test keep the command line's rarer search for unused objects, or memory of no use."""
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    WATCH.look()


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The starter alone."""
    return default_catalog()


@pytest.fixture(scope="session")
def briefs(catalog: Catalog) -> dict[str, Brief]:
    """A paper of each of the fourteen relations; each part is made when first asked for."""
    return {name: make(catalog, pair(*names), Options(draws=200)) for name, names in PAIRS.items()}


@pytest.fixture(scope="session")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with every source of the mirror, made once for all processes of a run."""
    folder = mirror_folder()
    assert folder is not None
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    store = Store(shared / "mirrored")
    config = Settings(store.home, str(folder), True, date(2026, 1, 1))
    # the mirror has no file of a source that was never tried
    sources = [source for source in SHELF if not source.layout_seen]
    # processes that come at once share the work; each then waits for what another has taken
    for wait in (0, -1):
        for source in sources:
            with suppress(Timeout), FileLock(shared / f"{source.id}.lock", timeout=wait):
                done = shared / f"{source.id}.done"
                if not done.exists():
                    ingest(source, store, config=config)
                    done.touch()
    return store
