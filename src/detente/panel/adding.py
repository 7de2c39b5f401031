"""Adding: find the tables (store, then mirror or producer, then starter), join, and keep the lineage."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from detente.actors.states import crosswalk
from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.errors import PanelError, SourceError, StoreError
from detente.grain import Grain
from detente.panel.adder import Adder, Columns, join_dyad, join_state
from detente.panel.adders.shelf import adder
from detente.panel.lineage import Origin
from detente.settings import settings
from detente.sources.ingest import ingest
from detente.sources.shelf import source
from detente.store.home import Store
from detente.store.table import Provenance
from detente.store.world import default_world


def add(frame: pl.LazyFrame, name: str, *, grain: Grain, system: str, store: Store,
        offline: bool | None) -> tuple[pl.LazyFrame, tuple[Origin, ...], tuple[str, ...]]:
    """Add what an adder gives to a spine.

    Parameters
    ----------
    frame : polars.LazyFrame
        The spine with what was added before.
    name : str
        Id of the adder.
    grain : Grain
        What a row is.
    system : {"cow", "gw"}
        Which codes the spine has.
    store : Store
        Where full tables are looked for.
    offline : bool or None
        Whether pulling is forbidden; None leaves it to the settings.

    Returns
    -------
    tuple
        The frame, the origins of its new columns, and notes on what is missing.

    Raises
    ------
    PanelError
        Where the adder does not fit the grain, or a column is there already.
    """
    found = adder(name)
    dyadic = grain is not Grain.STATE_YEAR
    columns, as_dyad, provenance, notes = _columns(found, dyadic, store, offline)
    codes = ("ccode1", "ccode2") if dyadic else ("ccode",)
    before = frame.collect_schema().names()
    sides = ("1", "2") if dyadic and not as_dyad else ("",)
    if any(f"{c}{side}" in before for c in columns.names for side in sides):
        raise PanelError(f"'{name}' was added to this panel before")
    keyed = frame if system == "cow" else _with_ccodes(frame, dyadic)
    join = join_dyad if as_dyad else join_state
    joined = join(keyed, columns, codes)
    if system == "gw":
        joined = joined.drop(*codes)
    new = [c for c in joined.collect_schema().names() if c not in before]
    origins = tuple(Origin(c, "; ".join(provenance.sources), provenance.version, provenance.last_year,
                           provenance.citations, provenance.rule) for c in new)
    return joined, origins, notes


def _columns(found: Adder, dyadic: bool, store: Store,
             offline: bool | None) -> tuple[Columns, bool, Provenance, tuple[str, ...]]:
    """Choose full columns or those of the starter, dyadic or of the states."""
    full = found.dyad if dyadic and found.dyad else found.state
    small = found.dyad_starter if dyadic and found.dyad_starter else found.state_starter
    if full is None and small is None:
        raise PanelError(f"'{found.id}' is about {'states' if dyadic else 'pairs of states'}",
                         where="state-years" if not dyadic else "dyad-years",
                         next_step="use it with the other grain")
    note = ""
    if full is not None and found.tables:
        note = _pull(found, store, offline)
        if not note:
            tables = {t: store.get(t).frame for t in found.tables}
            return full(tables), full is found.dyad, store.provenance(found.tables[0]), ()
    if small is None:
        raise PanelError(f"'{found.id}' needs {found.source}: {note}", where="the store")
    world = default_world()
    columns = small({t: world.frame(t) for t in found.starter})
    said = (f"{found.id}: {note}; the starter gives {', '.join(columns.names)}",) if note else ()
    return columns, small is found.dyad_starter, world.provenance(found.starter[0]), said


def _pull(found: Adder, store: Store, offline: bool | None) -> str:
    """Bring the adder's source into the store if need be; give the reason where it is not to be had."""
    if all(store.has(t) for t in found.tables):
        return ""
    config = settings() if offline is None else replace(settings(), offline=offline)
    try:
        ingest(source(found.source), store, config=config)
    except (SourceError, StoreError) as error:
        return str(error)
    return ""


def _with_ccodes(frame: pl.LazyFrame, dyadic: bool) -> pl.LazyFrame:
    """Give a Gleditsch-Ward spine the COW codes of each year, for sources that know only those."""
    table = pl.concat([
        crosswalk(year).filter(pl.col("gwcode").is_not_null()).select(
            "gwcode", "ccode", pl.lit(year, dtype=pl.Int64).alias("year"))
        for year in range(FIRST_YEAR, COMPLETE_TO + 1)]).unique(["gwcode", "year"], keep="first").lazy()
    for side in ("1", "2") if dyadic else ("",):
        frame = frame.join(table.rename({"ccode": f"ccode{side}"}), left_on=[f"gwcode{side}", "year"],
                           right_on=["gwcode", "year"], how="left", maintain_order="left")
    return frame
