"""Analogues: the past pairs of states most like one, and what came after them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.neighbours import apart
from detente.models.across import named
from detente.models.analogues.measures import COLUMNS, GROUP
from detente.models.features.dyad_years import LAST
from detente.models.features.outcomes import AHEAD
from detente.models.features.pairs import SIDES, lineage, pair_id
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
NEAREST = 50
"""Analogues whose later years are counted."""
SHOWN = 5
"""Analogues that a reader is shown."""
OWN = 10
"""Years on either side within which the same pair is no analogue of itself."""
MOVED = 0.3
"""Ideal-point units by which a distance has to change in five years to have changed."""
ENOUGH = 10
"""Fewest of the nearest in which an outcome has to be known before its share is given."""
EVEN = 1e-6
"""Least standard deviation by which a measure is divided."""


@dataclass(frozen=True, slots=True)
class Analogue:
    """One past pair like this one.

    Attributes
    ----------
    names : tuple of str
        Both states.
    codes : tuple of int
        Their codes.
    year : int
        When they were like this.
    steps : tuple of float
        How far they lie from it, in standard deviations of each group's measures; NaN where
        nothing is known; the mean last.
    values : tuple of float or None
        The measures.
    disputes : int or None
        Disputes that began in the five years after; None where it is not known.
    moved : float or None
        Change of the distance in UN votes over five years.
    pact : bool or None
        Whether a first pact came; None where there was one already.
    """

    names: tuple[str, str]
    codes: tuple[int, int]
    year: int
    steps: tuple[float, ...]
    values: tuple[float | None, ...]
    disputes: int | None
    moved: float | None
    pact: bool | None


@dataclass(frozen=True, slots=True)
class Share:
    """How often something came after the nearest cases, and after all.

    Attributes
    ----------
    share, all : float
        Parts of those in which it is known.
    count, known : int
        In how many of the nearest it came, and in how many it is known.
    """

    share: float
    all: float
    count: int
    known: int


@dataclass(frozen=True, slots=True)
class Analogues:
    """The past pairs most like one pair.

    Attributes
    ----------
    names : tuple of str
        The pair.
    codes : tuple of int
        Its codes.
    year : int
        The year that is compared.
    values : tuple of float or None
        Its measures, in the order of `measures.MEASURES`.
    nearest : tuple of Analogue
        At most `NEAREST`, nearest first, one year a pair of states.
    quiet, nearer, farther, pact : Share or None
        How often no dispute began, votes drew nearer or apart by more than `MOVED`, a first pact
        came.
    """

    names: tuple[str, str]
    codes: tuple[int, int]
    year: int
    values: tuple[float | None, ...]
    nearest: tuple[Analogue, ...]
    quiet: Share | None
    nearer: Share | None
    farther: Share | None
    pact: Share | None


def analogues(
    catalog: Catalog, codes: tuple[int, int], as_of: int, nearest: int = NEAREST
) -> Analogues | None:
    """Find the past pairs most like one pair.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the view.
    codes : tuple of int
        Both states, the lower code first.
    as_of : int
        The view: nothing later is looked at, neither the pairs nor what came after them.
    nearest : int
        How many.

    Returns
    -------
    Analogues or None
        None where the pair has no border and no major power, or there are too few years before.
    """
    table = catalog.remember(_numbered)
    year = min(as_of, LAST)
    this_pair = (pl.col("ccode1") == codes[0]) & (pl.col("ccode2") == codes[1])
    case = table.filter(this_pair & (pl.col("year") == year))
    # the same pair under whatever code it bore
    itself = pl.col("pair").is_in(case["pair"].implode()) & (pl.col("year") > as_of - OWN)
    pool = table.filter((pl.col("year") <= year - AHEAD) & ~itself)
    if case.is_empty() or pool.height < nearest:
        return None
    measures, steps = _compared(case, pool)
    chosen = _nearest(pool, steps, nearest)
    values = tuple(None if np.isnan(value) else float(value) for value in measures)
    found = tuple(_analogue(row, steps) for row in chosen.iter_rows(named=True))
    shares = {name: _share(chosen, pool, came) for name, came in _outcomes().items()}
    return Analogues(
        names=(named(codes[0], as_of), named(codes[1], as_of)),
        codes=codes,
        year=year,
        values=values,
        nearest=found,
        **shares,
    )


def _outcomes() -> dict[str, pl.Expr]:
    """What may come after a case: no dispute, a change of distance either way, a first pact."""
    nearer, farther = pl.col("moved") < -MOVED, pl.col("moved") > MOVED
    quiet, pact = pl.col("disputes") == 0, pl.col("pact") == 1
    return {"quiet": quiet, "nearer": nearer, "farther": farther, "pact": pact}


def _numbered(catalog: Catalog) -> pl.DataFrame:
    """Number pairs by the newest codes of both states, so that a change of code changes nothing."""
    table = catalog.frame("likeness")
    codes = pl.concat([table["ccode1"], table["ccode2"]]).unique().to_list()
    newest = {code: lineage(code) for code in codes}
    now = [
        pl.col(f"ccode{side}").replace_strict(newest, return_dtype=pl.Int32).alias(f"now{side}")
        for side in SIDES
    ]
    return table.with_columns(now).with_columns(pair=pair_id("now1", "now2")).drop("now1", "now2")


def _compared(case: pl.DataFrame, pool: pl.DataFrame) -> tuple[Floats, Floats]:
    """Give the measures of the case, and how far each of the pool lies from it."""
    values = case.select(COLUMNS).to_numpy().astype(float)[0]
    others = pool.select(COLUMNS).to_numpy().astype(float)
    deviation = np.maximum(np.nanstd(others, axis=0), EVEN)
    return values, apart(values, others, deviation, GROUP)


def _nearest(pool: pl.DataFrame, steps: Floats, count: int) -> pl.DataFrame:
    """Take the nearest, one year a pair of states; ``row`` is their place in the pool."""
    table = pool.with_row_index("row").with_columns(pl.Series("steps", steps[:, -1]))
    ordered = table.filter(pl.col("steps").is_finite()).sort("steps", "ccode1", "ccode2", "year")
    return ordered.unique(["ccode1", "ccode2"], keep="first", maintain_order=True).head(count)


def _analogue(row: Mapping[str, Any], steps: Floats) -> Analogue:
    """Read one analogue."""
    codes, year, pact = (row["ccode1"], row["ccode2"]), row["year"], row["pact"]
    distances = tuple(float(step) for step in steps[row["row"]])
    values = tuple(row[column] for column in COLUMNS)
    names = (named(codes[0], year), named(codes[1], year))
    return Analogue(
        names=names,
        codes=codes,
        year=year,
        steps=distances,
        values=values,
        disputes=row["disputes"],
        moved=row["moved"],
        pact=None if pact is None else bool(pact),
    )


def _share(chosen: pl.DataFrame, pool: pl.DataFrame, came: pl.Expr) -> Share | None:
    """Give how often something came where it is known; None where that is in too few."""
    near, every = (
        frame.select(came.cast(pl.Float64).drop_nulls()).to_series().to_numpy()
        for frame in (chosen, pool)
    )
    if near.size < ENOUGH:
        return None
    return Share(
        share=float(near.mean()), all=float(every.mean()), count=int(near.sum()), known=near.size
    )
