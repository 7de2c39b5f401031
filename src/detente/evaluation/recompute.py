"""Computing again: every table that the report card reads, from the sources."""

from __future__ import annotations

import logging
from pathlib import Path

from detente.derived_tables import CHECKS, DERIVED_TABLES
from detente.errors import MissingTable
from detente.files import write_text
from detente.sources.ensure import ensure
from detente.store.build import Checks, SourceTables, derive, dumps, entry_of
from detente.store.catalog import Catalog
from detente.store.home import Store, default_store
from detente.store.starter import MANIFEST, DerivedTable, manifest, starter_folder

logger = logging.getLogger(__name__)

SCORED = (
    "capability",
    "totals",
    "forecast_scores",
    "regime",
    "onsets",
    "conduct",
    "convergence",
    "risk",
    "risk_scores",
    "risk_bins",
    "risk_gains",
    "risk_misses",
    "windows",
    "window_records",
    "window_decades",
    "likeness",
)
"""Tables that the report card rests on; positions take longer, with `detente ideal-points`."""
CHECKED = ("cinc", "outcomes")
"""Figures of the manifest that are computed anew."""


def anew(folder: Path, store: Store | None = None) -> Catalog:
    """Compute every score anew and give a catalog that holds it.

    Parameters
    ----------
    folder : pathlib.Path
        An empty folder for the tables, which stays as long as the catalog is read.
    store : Store, optional
        Holds the sources; what it lacks is pulled.

    Returns
    -------
    Catalog
        The tables computed anew, and for the rest those of the starter.

    Raises
    ------
    MissingTable
        Where a source is not available.
    """
    store = store or default_store()
    derived = [table for table in DERIVED_TABLES if table.id in SCORED]
    checks = {name: CHECKS[name] for name in CHECKED}
    _require_sources(derived, checks, store)
    sources = SourceTables.read(store, derived, checks)
    for path in starter_folder().glob("*.parquet"):  # what is not computed again is the starter's
        (folder / path.name).symlink_to(path)
    entries = dict(manifest()["tables"])
    for derived_table in derived:
        path = folder / f"{derived_table.id}.parquet"
        path.unlink(missing_ok=True)
        table = derive(derived_table, sources)
        table.write(path)
        entries[table.id] = entry_of(table, path)
    figures = dict(manifest()["checks"])
    for name, (needs, check) in checks.items():
        logger.info("check: %s", name)
        figures[name] = check(sources.of(needs))
    write_text(folder / MANIFEST, dumps({**manifest(), "tables": entries, "checks": figures}))
    return Catalog(folder, store)


def _require_sources(derived: list[DerivedTable], checks: Checks, store: Store) -> None:
    """Pull what the derived tables and the checks need."""
    needed = {name for table in derived for name in table.needs}
    needed.update(name for names, _ in checks.values() for name in names)
    missing = ensure(tuple(sorted(needed)), store)
    if missing:
        raise MissingTable(
            f"scores cannot be computed again: {missing}",
            next_step="'detente backtest' without --again reads those in the starter",
        )
