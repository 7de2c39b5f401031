"""Relations as workers hold them: the tables of a process, and the briefs made last."""

from __future__ import annotations

from functools import cache, lru_cache

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.paper.brief import Brief, make
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import default_store

NO_SCENARIO = Options(scenario="none")
"""Options of a page: what a membership changes is simulated on a page of its own."""
LAST = 2
"""Briefs that a worker keeps: a reader asks for several parts of one relation."""


@cache
def tables() -> Catalog:
    """Open the starter and the user's store, once for a process."""
    return default_catalog(default_store())


@lru_cache(maxsize=LAST)
def brief_on(first: str, second: str, as_of: str) -> Brief:
    """Make the brief of a relation, without a scenario.

    Parameters
    ----------
    first, second : str
        Keys of the parties.
    as_of : str
        The view.

    Raises
    ------
    ActorError, DateError
        Where a name means nothing at that day.
    """
    return make(tables(), pair(first, second, as_of), NO_SCENARIO)


def slim() -> None:
    """Let go of the tables that were read and the briefs that were made."""
    brief_on.cache_clear()
    tables().release()
