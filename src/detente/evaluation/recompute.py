"""Scoring anew: every table that the report card reads, computed again from the sources beside the starter."""

from __future__ import annotations

import json
import logging
import tempfile
from pathlib import Path

from detente.derived_tables import CHECKS, RECIPES
from detente.errors import MissingTable
from detente.sources.ensure import ensure
from detente.store.catalog import Catalog
from detente.store.home import Store, default_store
from detente.store.starter import MANIFEST, combine, manifest, starter_folder
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
"""Tables that the report card rests on and that are computed anew. Positions are not: that is `detente ideal-points`."""
CHECKED = ("cinc", "outcomes")
"""Figures of the manifest that are computed anew."""


def anew(store: Store | None = None, folder: Path | None = None) -> Catalog:
    """Compute every score anew and give a world that holds it.

    Parameters
    ----------
    store : Store, optional
        Holds the sources; what it lacks is pulled.
    folder : pathlib.Path, optional
        Where the tables go; a temporary folder by default.

    Raises
    ------
    MissingTable
        Where a source is not to be had.
    """
    store = store or default_store()
    target = folder or Path(tempfile.mkdtemp(prefix="detente-card-"))
    chosen = [r for r in RECIPES if r.id in SCORED]
    needed = tuple(
        sorted({n for r in chosen for n in r.needs} | {n for c in CHECKED for n in CHECKS[c][0]})
    )
    missing = ensure(needed, store)
    if missing:
        raise MissingTable(
            f"scores cannot be computed anew: {missing}",
            next_step="'detente backtest' without --again reads those in the starter",
        )
    frames = {n: store.get(n).frame for n in needed}
    for path in starter_folder().glob("*.parquet"):  # what is not computed anew is the starter's
        (target / path.name).symlink_to(path)
    for recipe in chosen:
        logger.info("again: %s", recipe.id)
        given = {n: frames[n] for n in recipe.needs}
        frame = recipe.make(given)
        path = target / f"{recipe.id}.parquet"
        path.unlink(missing_ok=True)
        Table(
            recipe.id,
            frame,
            recipe.grain,
            combine([store.provenance(n) for n in recipe.needs], recipe.rule, frame),
        ).write(path)
    told = dict(manifest())
    for name in CHECKED:
        logger.info("again: check of %s", name)
        names, check = CHECKS[name]
        told["checks"] = {**told["checks"], name: check({n: frames[n] for n in names})}
    (target / MANIFEST).write_text(json.dumps(told), encoding="utf-8")
    return Catalog(target, store)
