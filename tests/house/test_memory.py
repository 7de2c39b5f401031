"""A process that runs many tests gives memory back, and nothing that is asked again is lost."""

from __future__ import annotations

import gc

from detente.store.catalog import default_catalog
from tests.memory import GROWN, Watch, catalogs, give_back, resident


class Ring:
    """An object that holds itself: only a search for unused objects finds it."""

    alive = 0

    def __init__(self) -> None:
        self.own = self
        Ring.alive += 1

    def __del__(self) -> None:
        Ring.alive -= 1


def test_what_nobody_uses_is_let_go() -> None:
    gc.disable()
    try:
        Ring()
        assert Ring.alive == 1
        give_back()
        assert Ring.alive == 0
    finally:
        gc.enable()


def test_a_process_that_has_not_grown_keeps_everything() -> None:
    catalog = default_catalog()
    catalog.remember(lambda of: 3)
    watch = Watch(most=0)
    assert not watch.look()
    assert catalog._memo._results


def test_a_process_that_is_too_large_reads_its_tables_again() -> None:
    catalog = default_catalog()
    before = catalog.frame("capability").height
    catalog.remember(lambda of: 3)
    watch = Watch(most=0)
    watch.level = resident() - GROWN - 1
    assert any(one is catalog for one in catalogs())
    # where the system does not tell how much is in use, nothing is let go
    assert watch.look() == (resident() > 0)
    assert bool(catalog._frames) == (resident() == 0)
    assert catalog.frame("capability").height == before


def test_below_the_bound_tables_stay() -> None:
    catalog = default_catalog()
    catalog.frame("capability")
    watch = Watch(most=10**6)
    watch.level = resident() - GROWN - 1
    assert not watch.look()
    assert catalog._frames
