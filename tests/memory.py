"""Memory of a process that runs many tests: what nobody uses goes back to the system.

Papers leave tables behind that few Python objects hold, so that Python's own search for unused
objects comes late; and the C library keeps what native code freed. Both add up over a run.
"""

from __future__ import annotations

import ctypes
import gc
import os
from pathlib import Path

from detente.store.catalog import Catalog

STATM = Path("/proc/self/statm")
MEGABYTE = 1_000_000
GROWN = 1_200
"""Megabytes that a process grows by before unused memory is looked for: one takes seconds."""
MOST = 3_600
"""Megabytes in use from which the tables go that catalogs keep for the next test."""


def resident() -> int:
    """Give the megabytes that this process has in memory; 0 where the system does not say."""
    if not STATM.exists():
        return 0
    pages = int(STATM.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // MEGABYTE


def give_back() -> None:
    """Let go of unused objects, and return what the C library keeps, where it knows how to."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def catalogs() -> list[Catalog]:
    """Find the catalogs that fixtures, or views of other catalogs, hold."""
    return [one for one in gc.get_objects() if type(one) is Catalog]


class Watch:
    """Watches the memory of a process between its tests.

    Parameters
    ----------
    most : int
        Megabytes in use from which the tables of catalogs go too.
    """

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.level = resident()

    def look(self) -> bool:
        """Give memory back where the process has grown; say whether tables were let go too."""
        if resident() - self.level < GROWN:
            return False
        give_back()
        too_much = resident() > self.most
        if too_much:
            for catalog in catalogs():
                catalog.forget()
                catalog.release()
            give_back()
        self.level = resident()
        return too_much
