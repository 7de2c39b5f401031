"""Relations as workers hold them: the tables of a process, and the briefs made last."""

from __future__ import annotations

from functools import cache, lru_cache

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.paper.brief import Brief, make
from detente.store.catalog import Catalog, default_catalog
from detente.store.home import default_store

OF_A_PAGE = Options(simulated=False)
"""Options of a page: what a membership changes is counted as in the paper, and simulated on a page
of its own."""
LAST = 2
"""Briefs that a worker keeps: a reader asks for several parts of one relation."""

OF_PAIRS = (
    "detente.analysis",
    "detente.identity.vote_shares",
    "detente.identity.voting",
    "detente.institutions.density",
    "detente.power",
    "detente.rules.power",
    "detente.rules.vote_windows",
)
"""Packages whose results are mostly of one pair: nobody asks for them again."""


@cache
def tables() -> Catalog:
    """Open the starter and the user's store, once for a process."""
    return default_catalog(default_store())


@lru_cache(maxsize=LAST)
def brief_on(first: str, second: str, as_of: str) -> Brief:
    """Make the brief of a relation, without simulated futures.

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
    _turn_to(as_of)
    return make(tables(), pair(first, second, as_of), OF_A_PAGE)


@lru_cache(maxsize=1)
def _turn_to(as_of: str) -> None:
    """Let go of the tables of other days when a reader turns to another one: a day takes 90 MB."""
    tables().keep_views(0)


def slim() -> None:
    """Let go of what was computed for single pairs; what all pairs of a year share is kept."""
    brief_on.cache_clear()
    for package in OF_PAIRS:
        tables().forget(package)


def empty() -> None:
    """Let go of everything: tables that were read, and what was computed from them."""
    brief_on.cache_clear()
    tables().forget()
    tables().release()
