"""Analogues: the past pairs of states most like this one on three structures and in their past, and what came after them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.states import code_at_year_end
from detente.actors.systems import COMPLETE_TO
from detente.estimators.neighbours import apart
from detente.models.dispute_risk.read import named
from detente.models.terms import AHEAD, LAST
from detente.phrasing import multiple, number
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
FIRST = 1950
NEAREST = 50
"""Analogues whose later years are counted."""
SHOWN = 5
OWN = 10
"""Years on either side within which the same pair is no analogue of itself."""
MOVED = 0.3
"""Ideal-point units by which a distance has to change in five years to have changed."""
GROUPS = ("power", "identity", "institutions", "past")


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in which pairs are compared.

    Attributes
    ----------
    column, group, label : str
        Column of the table, structure, and what a reader calls it.
    whole : int
        What one unit is shipped as.
    write : callable
        Value to text.
    """

    column: str
    group: str
    label: str
    whole: int
    write: Callable[[float], str]


MEASURES: tuple[Measure, ...] = (
    Measure(
        "ratio", "power", "capability, stronger over weaker", 10, lambda v: f"{multiple(2**v)} to 1"
    ),
    Measure("weight", "power", "share of the system's capability, together", 1000, number),
    Measure("distance", "identity", "distance in UN votes", 100, number),
    Measure("freer_low", "identity", "electoral democracy, the lower", 100, number),
    Measure("freer_gap", "identity", "electoral democracy, gap", 100, number),
    Measure("organisations", "institutions", "organisations in common", 1, lambda v: f"{v:.0f}"),
    Measure("duties", "institutions", "kinds of treaty obligation", 1, lambda v: f"{v:.0f}"),
    Measure(
        "far", "past", "distance between borders, km", 10, lambda v: f"{max(np.exp(v) - 1, 0):,.0f}"
    ),
    Measure(
        "quiet",
        "past",
        "years since a dispute",
        1,
        lambda v: f"{v:.0f}" if v < 50 else "50 or more",
    ),
    Measure("n20", "past", "disputes in twenty years", 1, lambda v: f"{v:.0f}"),
    Measure("rivals", "past", "rivals", 1, lambda v: "yes" if v else "no"),
)
COLUMNS = [m.column for m in MEASURES]
GROUP = np.array([GROUPS.index(m.group) for m in MEASURES])


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
        How far they lie from it, in standard deviations of each group's measures; NaN where nothing is known; the mean last.
    values : tuple of float or None
        The measures.
    disputes : int or None
        Disputes that began in the five years after; None where it is not known.
    moved : float or None
        Change of the distance in UN votes over five years.
    pact : bool or None
        Whether a first pact came; None where one stood already.
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
        Its measures, in the order of `MEASURES`.
    nearest : tuple of Analogue
        At most `NEAREST`, nearest first, one year a pair of states.
    quiet, nearer, farther, pact : Share or None
        How often no dispute began, votes drew nearer or apart by more than `MOVED`, a first pact came.
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
    """Find the past pairs most like one pair; None where it has no border and no major power, or no year before the view.

    Parameters
    ----------
    world : World
        The tables.
    codes : tuple of int
        Both states, the lower code first.
    as_of : int
        The view: nothing later is looked at, neither the pairs nor what came after them.
    nearest : int
        How many.
    """
    table = catalog.remember(_with_kin)
    asked = (pl.col("ccode1") == codes[0]) & (pl.col("ccode2") == codes[1])
    mine = table.filter(asked & (pl.col("year") == min(as_of, LAST)))
    own = pl.col("kin").is_in(mine["kin"].implode())  # whatever code it bore
    pool = table.filter(
        (pl.col("year") <= min(as_of, LAST) - AHEAD) & ~(own & (pl.col("year") > as_of - OWN))
    )
    if mine.is_empty() or pool.height < nearest:
        return None
    case = mine.select(COLUMNS).to_numpy().astype(float)[0]
    others = pool.select(COLUMNS).to_numpy().astype(float)
    steps = apart(case, others, np.maximum(np.nanstd(others, axis=0), 1e-6), GROUP)
    told = (
        pool.with_row_index("row")
        .with_columns(pl.Series("steps", steps[:, -1]))
        .filter(pl.col("steps").is_finite())
    )
    chosen = (
        told.sort("steps", "ccode1", "ccode2", "year")
        .unique(["ccode1", "ccode2"], keep="first", maintain_order=True)
        .head(nearest)
    )
    found = []
    for r in chosen.iter_rows(named=True):
        values = tuple(r[m.column] for m in MEASURES)
        found.append(
            Analogue(
                (named(r["ccode1"], r["year"]), named(r["ccode2"], r["year"])),
                (r["ccode1"], r["ccode2"]),
                r["year"],
                tuple(float(x) for x in steps[r["row"]]),
                values,
                r["disputes"],
                r["moved"],
                None if r["pact"] is None else bool(r["pact"]),
            )
        )
    c = pl.col
    came = {
        "quiet": ("disputes", c("disputes") == 0),
        "nearer": ("moved", c("moved") < -MOVED),
        "farther": ("moved", c("moved") > MOVED),
        "pact": ("pact", c("pact") == 1),
    }
    shares = {name: _share(chosen, pool, column, met) for name, (column, met) in came.items()}
    return Analogues(
        (named(codes[0], as_of), named(codes[1], as_of)),
        codes,
        min(as_of, LAST),
        tuple(None if np.isnan(v) else float(v) for v in case),
        tuple(found),
        **shares,
    )


def _with_kin(catalog: Catalog) -> pl.DataFrame:
    return _kin(catalog.frame("likeness"))


def _kin(table: pl.DataFrame) -> pl.DataFrame:
    """Number pairs by the newest codes of both states, so that one that changed its code is still itself."""
    codes = pl.concat([table["ccode1"], table["ccode2"]]).unique().to_list()
    now = {c: code_at_year_end(c, COMPLETE_TO) for c in codes}
    a, b = (pl.col(n).replace_strict(now, return_dtype=pl.Int32) for n in ("ccode1", "ccode2"))
    return table.with_columns(
        (pl.min_horizontal(a, b) * 1000 + pl.max_horizontal(a, b)).alias("kin")
    )


def _share(chosen: pl.DataFrame, pool: pl.DataFrame, column: str, met: pl.Expr) -> Share | None:
    here, there = (
        f.filter(pl.col(column).is_not_null()).select(met.cast(pl.Float64).alias("met"))["met"]
        for f in (chosen, pool)
    )
    if here.len() < 10:
        return None
    return Share(
        float(here.to_numpy().mean()),
        float(there.to_numpy().mean()),
        int(here.to_numpy().sum()),
        here.len(),
    )
