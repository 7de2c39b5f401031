"""Creating panels: one function a grain."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR, require_system
from detente.asked import flag, is_one_of, of_kind
from detente.calendar import last_year
from detente.errors import OutsideWarning, PanelError, RequestError, quoted
from detente.grain import Grain
from detente.panel import spine
from detente.panel.adders.base import EDITION
from detente.panel.leaders import COMPLETE_FROM
from detente.panel.leaders import leader_dyad_years as leader_pairs
from detente.panel.leaders import leader_years as leader_rows
from detente.panel.panel import Panel
from detente.panel.rows import Rows
from detente.panel.spine import Years, years_of
from detente.panel.subsets import codes_of
from detente.panel.whittling import DISPUTES
from detente.sources.ensure import ensure
from detente.store.home import Store, default_store

LEADER_YEARS = (COMPLETE_FROM, last_year("archigos"))
"""Years in which every leader is known."""


def _begun(
    keys: pl.DataFrame,
    grain: Grain,
    system: str,
    *,
    years: Years,
    store: Store | None,
    directed: bool = False,
) -> Panel:
    """Make a panel of keys; warn where it has no row."""
    if keys.is_empty():
        first, last = years_of(years)
        warnings.warn(
            OutsideWarning(f"nothing is known of {first}-{last}: the panel has no row"),
            stacklevel=3,
        )
    rows = Rows(keys, grain, system=require_system(system), directed=directed)
    notes = _notes(years)
    return Panel(rows=rows, data=pl.DataFrame(), lineage=(), notes=notes, store=_store(store))


def _store(store: Store | None) -> Store:
    """Give the store that was asked for, or the user's own."""
    return default_store() if store is None else of_kind(store, Store, "store")


def _notes(years: Years) -> tuple[str, ...]:
    """Say which of the years that were asked for no state system knows."""
    if years is None:
        return ()
    first, last = years_of(years)
    if first >= FIRST_YEAR and last <= COMPLETE_TO:
        return ()
    known = f"{FIRST_YEAR} to {COMPLETE_TO}"
    return (f"asked for {first}-{last}: the state systems are known from {known}",)


def state_years(
    system: str = "cow",
    *,
    years: Years = None,
    states: Iterable[int | str] | None = None,
    region: str | None = None,
    store: Store | None = None,
) -> Panel:
    """Begin a panel of state-years: states that were members on at least one day of the year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    years : tuple of int, str or int, optional
        First and last year: (1946, 2010), "1946-2010" or 1990.
    states : iterable of int or str, optional
        Only these codes or names.
    region : str, optional
        Only this region: americas, europe, africa, middle east, asia, oceania.
    store : Store, optional
        Where full tables are looked for; the user's own by default.

    Returns
    -------
    Panel
        A row a state and year: ``ccode`` (or ``gwcode``, ``microstate``) and ``year``, no unit.

    Raises
    ------
    RequestError
        Where the system, the years, a state or the region is none that is known.

    Examples
    --------
    >>> state_years("gw", years=(2000, 2000)).to_polars().columns
    ['gwcode', 'microstate', 'year']
    """
    keys = spine.state_years(system, years)
    panel = _begun(keys, Grain.STATE_YEAR, system, years=years, store=store)
    return panel if states is None and region is None else panel.only(states=states, region=region)


def dyad_years(
    system: str = "cow",
    *,
    directed: bool = False,
    years: Years = None,
    states: Iterable[int | str] | None = None,
    region: str | None = None,
    relevant: bool = False,
    store: Store | None = None,
) -> Panel:
    """Begin a panel of dyad-years: pairs of states that were both members on one same day of the
    year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    directed : bool
        Both orders of each pair, or the lower code first.
    years : tuple of int, str or int, optional
        First and last year: (1946, 2010), "1946-2010" or 1990.
    states : iterable of int or str, optional
        Only pairs among these codes or names.
    region : str, optional
        Only pairs inside this region.
    relevant : bool
        Only politically relevant pairs (`Panel.relevant`).
    store : Store, optional
        Where full tables are looked for.

    Returns
    -------
    Panel
        A row a pair and year: ``ccode1``, ``ccode2`` (or ``gwcode1``, ``gwcode2``), ``year``.

    Raises
    ------
    RequestError
        Where the system, the years, a state or the region is none that is known.
    PanelError
        Where relevant pairs are asked for and the list of major powers is not available.

    Examples
    --------
    >>> dyad_years(years=(1816, 1816)).to_polars().height
    253
    """
    grain = Grain.DIRECTED_DYAD_YEAR if flag(directed, "directed") else Grain.DYAD_YEAR
    keys = spine.dyad_years(system, directed=directed, years=years)
    panel = _begun(keys, grain, system, years=years, store=store, directed=directed)
    if states is not None or region is not None:
        panel = panel.only(states=states, region=region)
    return panel.relevant() if flag(relevant, "relevant") else panel


def k_adic_years(
    size: int = 3,
    *,
    system: str = "cow",
    years: Years = None,
    states: Iterable[int | str] | None = None,
    store: Store | None = None,
) -> Panel:
    """Begin a panel of k-adic years: states that were all members on one same day.

    It has at most twenty million rows.

    Parameters
    ----------
    size : int
        How many; 3 for triads.
    system : {"cow", "gw"}
        The state system.
    years : tuple of int, str or int, optional
        First and last year.
    states : iterable of int or str, optional
        Only k-ads among these codes or names.
    store : Store, optional
        Where full tables are looked for.

    Returns
    -------
    Panel
        A row for each set of states and year: ``ccode1`` to ``ccodeN``, ascending, and ``year``.

    Raises
    ------
    PanelError, RequestError
        Where there would be more rows than it may have, or a value is none that is known.

    Examples
    --------
    >>> k_adic_years(3, years=1816).to_polars().height
    1771
    """
    chosen = None if states is None else tuple(codes_of(states, require_system(system)))
    keys = spine.k_adic_years(size, years=years, system=system, states=chosen)
    return _begun(keys, Grain.K_ADIC_YEAR, system, years=years, store=store)


def state_days(
    system: str = "cow",
    *,
    years: Years = None,
    states: Iterable[int | str] | None = None,
    store: Store | None = None,
) -> Panel:
    """Begin a panel of state-days: one row for each day on which a state was a member.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    years : tuple of int, str or int, optional
        First and last year; all of them make more than six million rows.
    states : iterable of int or str, optional
        Only these codes or names.
    store : Store, optional
        Where full tables are looked for.

    Returns
    -------
    Panel
        A row a state and day: ``ccode`` (or ``gwcode``) and ``date``.

    Raises
    ------
    RequestError
        Where the system, the years or a state is none that is known.

    Examples
    --------
    >>> state_days(years=1990, states=["Germany"]).to_polars().height
    365
    """
    keys = spine.state_days(system, years)
    panel = _begun(keys, Grain.STATE_DAY, system, years=years, store=store)
    return panel if states is None else panel.only(states=states)


def _table(table: str, store: Store) -> pl.DataFrame:
    """Read a table that a grain is made of; it is pulled where the store lacks it."""
    reason = ensure((table,), store)
    if reason:
        raise PanelError(
            f"these rows need a source that is not available: {reason}", where="the store"
        )
    return store.get(table).frame


def leader_years(
    system: str | None = "cow",
    *,
    years: Years = None,
    states: Iterable[int | str] | None = None,
    store: Store | None = None,
) -> Panel:
    """Begin a panel of leader-years: each leader of Archigos in each year with a day in office.

    Parameters
    ----------
    system : {"cow", "gw"} or None
        Only days on which the state was a member of that system; None for every day, with
        Gleditsch-Ward codes.
    years : tuple of int, str or int, optional
        First and last year; the source has those who were in office in 1875 or later, to 2015.
    states : iterable of int or str, optional
        Only leaders of these.
    store : Store, optional
        Where Archigos is looked for; it is brought if need be.

    Returns
    -------
    Panel
        A row a leader and year: ``obsid``, the state's code and ``year``.

    Raises
    ------
    PanelError
        Where Archigos is neither in the store nor available.
    """
    where = _store(store)
    archigos = _table("archigos", where)
    known = None if system is None else require_system(system)
    keys = leader_rows(archigos, known, years_of(years))
    panel = _begun(keys, Grain.LEADER_YEAR, known or "gw", years=years, store=where)
    return panel if states is None else panel.only(states=states)


def leader_dyad_years(
    system: str = "gw",
    *,
    directed: bool = True,
    years: Years = LEADER_YEARS,
    states: Iterable[int | str] | None = None,
    store: Store | None = None,
) -> Panel:
    """Begin a panel of leader-dyad-years: leaders of two states in office on one same day of the
    year.

    Parameters
    ----------
    system : {"cow", "gw"}
        The state system.
    directed : bool
        Both orders of each pair, or the lower code first.
    years : tuple of int, str or int
        First and last year.
    states : iterable of int or str, optional
        Only leaders of these.
    store : Store, optional
        Where Archigos is looked for; it is brought if need be.

    Returns
    -------
    Panel
        A row for two leaders and a year: ``obsid1``, ``obsid2``, the states' codes and ``year``.

    Raises
    ------
    PanelError
        Where Archigos is neither in the store nor available.
    """
    where = _store(store)
    archigos = _table("archigos", where)
    both = flag(directed, "directed")
    keys = leader_pairs(archigos, require_system(system), years_of(years), directed=both)
    panel = _begun(
        keys, Grain.LEADER_DYAD_YEAR, system, years=years, store=where, directed=directed
    )
    return panel if states is None else panel.only(states=states)


def dyadic_dispute_years(
    source: str = "gml",
    *,
    years: Years = None,
    edition: str = "official",
    store: Store | None = None,
) -> Panel:
    """Begin a panel of directed dyadic dispute-years: each dispute, pair and year, to be whittled.

    Parameters
    ----------
    source : {"gml", "cow", "gml-leaders"}
        Gibler, Miller and Little; Correlates of War; or the former by leaders.
    years : tuple of int, str or int, optional
        First and last year.
    edition : {"official", "reference"}
        What is not known as null, or the cells as published, -9 for missing ones.
    store : Store, optional
        Where the disputes are looked for; they are brought if need be.

    Returns
    -------
    Panel
        A row a dispute, directed pair and year, with the columns of the source.

    Raises
    ------
    PanelError
        Where the disputes are neither in the store nor available.
    RequestError
        Where no source or edition is called so.
    """
    if not is_one_of(source, DISPUTES):
        raise RequestError(f"no disputes are called {quoted(source)}", near=tuple(DISPUTES))
    if not is_one_of(edition, EDITION.choices):
        raise RequestError(f"no edition is called {quoted(edition)}", near=EDITION.choices)
    where, disputes = _store(store), DISPUTES[source]
    if edition == "reference" and source != "gml-leaders":
        disputes = disputes.published()
    in_years = pl.col("year").is_between(*years_of(years))
    frame = _table(disputes.table, where).drop("row").filter(in_years)
    keys, data = frame.select(disputes.keys), frame.drop(disputes.keys)
    panel = _begun(keys, Grain.DISPUTE_DYAD_YEAR, "cow", years=years, store=where, directed=True)
    return replace(panel, data=data, lineage=disputes.origins(data.columns, where))
