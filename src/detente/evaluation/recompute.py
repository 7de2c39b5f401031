"""Computing anew: every table that the report card reads, from the sources beside the starter."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.derived_tables import CHECKS, DERIVED_TABLES
from detente.errors import MissingTable
from detente.sources.ensure import ensure
from detente.store.catalog import Catalog
from detente.store.home import Store, default_store
from detente.store.starter import MANIFEST, DerivedTable, combine, manifest, starter_folder
from detente.store.table import Table

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
    "risk_misses",
    "windows",
    "window_records",
    "window_decades",
    "likeness",
)
"""Tables that the report card rests on; positions take longer, with `detente ideal-points`."""
CHECKED = ("cinc", "outcomes")
"""Figures of the manifest that are computed anew."""


def anew(store: Store | None = None, folder: Path | None = None) -> Catalog:
    """Compute every score anew and give a catalog that holds it.

    Parameters
    ----------
    store : Store, optional
        Holds the sources; what it lacks is pulled.
    folder : pathlib.Path, optional
        Where the tables go; a temporary folder by default.

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
    target = folder or Path(tempfile.mkdtemp(prefix="detente-card-"))
    derived = [derived_table for derived_table in DERIVED_TABLES if derived_table.id in SCORED]
    frames = _sources(derived, store)
    for path in starter_folder().glob("*.parquet"):  # what is not computed anew is the starter's
        (target / path.name).symlink_to(path)
    for derived_table in derived:
        logger.info("again: %s", derived_table.id)
        _write(derived_table, frames, store=store, folder=target)
    record = {**manifest(), "checks": {**manifest()["checks"], **_checks(frames)}}
    (target / MANIFEST).write_text(json.dumps(record), encoding="utf-8")
    return Catalog(target, store)


def _sources(derived: list[DerivedTable], store: Store) -> dict[str, pl.DataFrame]:
    """Read every table that the derived and the checks need; what is missing is pulled."""
    needed = {name for derived_table in derived for name in derived_table.needs}
    for check in CHECKED:
        needed.update(CHECKS[check][0])
    names = tuple(sorted(needed))
    missing = ensure(names, store)
    if missing:
        raise MissingTable(
            f"scores cannot be computed anew: {missing}",
            next_step="'detente backtest' without --again reads those in the starter",
        )
    return {name: store.get(name).frame for name in names}


def _write(
    derived_table: DerivedTable, frames: Mapping[str, pl.DataFrame], *, store: Store, folder: Path
) -> None:
    """Compute a table and write it in the place of the starter's."""
    frame = derived_table.make({name: frames[name] for name in derived_table.needs})
    origins = [store.provenance(name) for name in derived_table.needs]
    provenance = combine(origins, derived_table.rule, frame)
    path = folder / f"{derived_table.id}.parquet"
    path.unlink(missing_ok=True)
    Table(derived_table.id, frame, grain=derived_table.grain, provenance=provenance).write(path)


def _checks(frames: Mapping[str, pl.DataFrame]) -> dict[str, object]:
    """Compute the figures of the manifest that are shown."""
    figures: dict[str, object] = {}
    for name in CHECKED:
        logger.info("again: check of %s", name)
        needs, check = CHECKS[name]
        figures[name] = check({need: frames[need] for need in needs})
    return figures
