"""The starter with everything that a view could not know replaced by nonsense.

What is later is said here a second time, by hand and not from the declarations, so that a wrong
declaration shows.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

Later = Callable[[int], pl.Expr]
"""From a view, which rows were observed after it."""
YEAR_KEYS = ("year", "start", "end", "known", "origin", "horizon", "first", "last")
NAMES = ("ccode", "ccode1", "ccode2", "target", "bloc", "group", "kind", "issue", "measure")
KEYS = (*YEAR_KEYS, *NAMES, "outcome", "structure", "yardstick", "rule", "model", "span", "effects")
"""Columns that name a row; of later rows everything else is replaced."""
FORECAST_MADE = 2024
"""Year of the population projection."""
OUTCOMES_FITTED = 2010
"""Year from which the model of how disputes end could be known."""


def _year(view: int) -> pl.Expr:
    return pl.col("year") > view


def _five_years_on(view: int) -> pl.Expr:
    return pl.col("year") + 5 > view


LATER: dict[str, Later] = {
    "borders": lambda view: pl.col("start") > view,
    "convergence": lambda view: pl.col("last") > view,
    "distances": lambda view: pl.col("start") > view,
    "forecast_scores": lambda view: (
        pl.col("origin").cast(pl.Int32) + pl.col("horizon").cast(pl.Int32) > view
    ),
    "obligations": lambda view: pl.col("start") > view,
    "outlook": lambda view: pl.lit(view < FORECAST_MADE),
    "outcomes": lambda view: pl.lit(view < OUTCOMES_FITTED) | _year(view),
    "risk": lambda view: pl.col("year") > view + 1,
    "risk_bins": lambda view: pl.col("last") > view,
    "risk_gains": lambda view: pl.col("last") > view,
    "risk_scores": lambda view: pl.col("last") > view,
    "sanctions": lambda view: pl.col("start").dt.year() > view,
}
"""Tables whose rows are not known by the end of their `year`."""
WITHOUT_TIME = ("map_arcs", "map_rings", "map_shapes", "map_views")
"""Tables that are of no year: shapes of states on a map."""
COLUMNS_LATER: dict[str, dict[str, Later]] = {
    "likeness": {
        "disputes": _five_years_on,
        "moved": _five_years_on,
        "pact": _five_years_on,
    },
    "windows": {"came": _five_years_on},
}
"""Columns of known rows that become known after them."""
YEARS_LATER = {
    "borders": "end",
    "conduct": "known",
    "distances": "end",
    "obligations": "end",
    "sanctions": "end",
}
"""Columns of known rows that hold a year or a day which may be later than the view."""


def write(source: Path, folder: Path, view: int, seed: int = 0) -> None:
    """Write the starter of `source` to `folder`, with nonsense for what came after a view."""
    for path in sorted(source.glob("*.parquet")):
        frame = pl.read_parquet(path)
        rng = np.random.default_rng([seed, view, zlib.crc32(path.stem.encode())])
        made = nonsense(frame, path.stem, view, rng)
        made.write_parquet(folder / path.name, compression="uncompressed")


def nonsense(frame: pl.DataFrame, table: str, view: int, rng: np.random.Generator) -> pl.DataFrame:
    """Replace what was observed after a view, and drop a third of the rows that were."""
    if table in WITHOUT_TIME:
        return frame
    later = LATER.get(table, _year)(view)
    frame = frame.with_row_index("row").with_columns(later.alias("later"))
    for name in frame.columns:
        if name not in ("row", "later", *KEYS):
            frame = frame.with_columns(_replaced(frame, name, pl.col("later"), rng))
    for name, rule in COLUMNS_LATER.get(table, {}).items():
        frame = frame.with_columns(_replaced(frame, name, rule(view), rng))
    if table in YEARS_LATER:
        frame = frame.with_columns(_other_year(frame, YEARS_LATER[table], view, rng))
    kept = ~pl.col("later") | pl.Series(rng.random(frame.height) > 1 / 3)
    return frame.filter(kept).drop("row", "later")


def _replaced(frame: pl.DataFrame, name: str, where: pl.Expr, rng: np.random.Generator) -> pl.Expr:
    """Put other values where a condition holds, nulls for values and values for nulls too."""
    dtype, size = frame.schema[name], frame.height
    if dtype.is_float():
        other = pl.Series(rng.uniform(0, 1, size) ** 3).cast(dtype)
    elif dtype.is_integer():
        other = pl.Series(rng.integers(0, 120, size)).cast(dtype)
    elif dtype == pl.Boolean:
        other = pl.Series(rng.random(size) < 0.5)
    else:
        other = frame[name].gather(rng.integers(0, size, size))
    if frame[name].null_count():
        other = other.set(pl.Series(rng.random(size) < 0.2), None)
    return pl.when(where).then(other).otherwise(pl.col(name)).alias(name)


def _other_year(frame: pl.DataFrame, name: str, view: int, rng: np.random.Generator) -> pl.Expr:
    """Put another later year where a year is later: that it is may be known, not which it is."""
    years = pl.Series(rng.integers(view + 1, view + 40, frame.height))
    if frame.schema[name] == pl.Date:
        is_later, other = pl.col(name).dt.year() > view, pl.date(pl.lit(years), 1, 1)
    else:
        is_later, other = pl.col(name) > view, pl.lit(years.cast(frame.schema[name]))
    return pl.when(is_later).then(other).otherwise(pl.col(name)).alias(name)
