"""Columns of a panel from an archive of events: yearly counts and shares of each pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import polars as pl

from detente.archive.cells import PAIR
from detente.archive.classes import KINDS
from detente.archive.series import Paths, events
from detente.errors import PanelError
from detente.panel.rows import Rows

LABELS = {
    "events": "events reported by {}, repeated reports merged",
    "hostile": "hostile part of events ({})",
    "material_hostile": "material conflict as a part of events ({})",
    "goldstein": "mean score of events on Goldstein's scale ({})",
}
"""Columns that each archive gives, and their labels."""


def by_year(
    paths: Paths,
    rows: Rows,
    *,
    as_of: int | str | date | None = None,
    archive: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, pl.DataFrame, dict[str, str]]]:
    """Give the yearly columns of each archive.

    Parameters
    ----------
    paths, as_of, archive, columns
        As `events` has them.
    rows : Rows
        Of the panel: directed or not.

    Yields
    ------
    tuple
        The archive; ``ccode1``, ``ccode2``, ``year`` and its columns; their labels.

    Raises
    ------
    PanelError
        Where the panel has no pairs of CoW's states.
    """
    if not {*PAIR, "year"} <= set(rows.keys.columns):
        raise PanelError(
            "events are between pairs of states of the CoW system",
            next_step="use it with dyad-years",
        )
    months = events(paths, as_of=as_of, archive=archive, columns=columns)
    if not rows.directed:
        low, high = pl.min_horizontal(PAIR), pl.max_horizontal(PAIR)
        months = months.with_columns(low.alias("ccode1"), high.alias("ccode2"))
    for source in months["source"].unique().sort():
        own = months.filter(pl.col("source") == source)
        names = {name: f"{source}_{name}" for name in LABELS}
        labels = {names[name]: label.format(source) for name, label in LABELS.items()}
        yield source, _yearly(own).rename(names), labels


def _yearly(months: pl.DataFrame) -> pl.DataFrame:
    """Add the months of each pair and year; a mean counts with the events that have a score."""
    year = pl.col("date").dt.year().cast(pl.Int64).alias("year")
    score = (pl.col("goldstein") * pl.col("scored")).sum() / pl.col("scored").sum()
    is_scored = pl.col("scored").sum() > 0
    sums = months.group_by(*PAIR, year).agg(
        pl.col("events", *KINDS).sum(), pl.when(is_scored).then(score).alias("goldstein")
    )
    conflict = pl.col("verbal_conflict") + pl.col("material_conflict")
    shared = sums.with_columns(
        (conflict / pl.col("events")).alias("hostile"),
        (pl.col("material_conflict") / pl.col("events")).alias("material_hostile"),
    )
    return shared.select(pl.col(PAIR).cast(pl.Int64), "year", *LABELS)
