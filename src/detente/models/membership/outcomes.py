"""Outcomes of a study of membership, laid out by state and year."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import of_letters
from detente.errors import RequestError
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
FIRST = 1946
"""First year of every outcome."""
OUTCOMES = {
    "distance": (
        "distance to the bloc's fixed core in UN votes",
        "sd of positions",
        ("un_votes_undl",),
    ),
    "distance_voeten": (
        "distance to the bloc's fixed core in UN votes of all kinds",
        "sd of positions",
        ("un_votes",),
    ),
    "distance_published": (
        "distance to the bloc's fixed core on the published positions",
        "published units",
        ("un_ideal_points",),
    ),
    "regime": ("electoral democracy", "polyarchy, 0 to 1", ("vdem",)),
    "disputes": ("disputes begun in the year", "disputes", ("gml_mid",)),
    "trade": ("trade with the bloc's fixed core", "part of all trade", ("cow_trade",)),
    "spending": ("military spending", "per cent of GDP", ("gapminder",)),
}
"""What can be asked: label, unit, sources."""
POSITIONS = {"distance": "adopted", "distance_voeten": "voeten", "distance_published": "published"}
"""Outcomes measured from the core, and the column of positions behind each."""


def outcome_of(
    catalog: Catalog, name: str, core: tuple[str, ...], last: int
) -> tuple[tuple[str, ...], Floats]:
    """Lay an outcome out by state and year, from 1946 to a view.

    Parameters
    ----------
    catalog : Catalog
        The tables; ``"trade"`` needs the user's own store.
    name : str
        A key of `OUTCOMES`.
    core : tuple of str
        Letters of the club; a member's distance and trade leave it out.
    last : int
        The view.

    Returns
    -------
    tuple
        Letters of U states, and values of shape (U, T).

    Raises
    ------
    RequestError
        Where no outcome has that name.
    MissingTable
        Where its table is not held.
    """
    if name not in OUTCOMES:
        raise RequestError(f"no outcome is called '{name}'", near=tuple(OUTCOMES))
    if name in POSITIONS:
        letters, values = catalog.remember(_positions, POSITIONS[name], last)
        return letters, from_core(values, np.isin(letters, core))
    if name == "trade":
        return _trade(catalog, core, last)
    return {"regime": _regime, "spending": _spending, "disputes": _disputes}[name](catalog, last)


def _positions(catalog: Catalog, column: str, last: int) -> tuple[tuple[str, ...], Floats]:
    """Lay positions out by state and year, successor codes merged."""
    table = catalog.frame("positions").select("ccode", "year", column)
    return state_matrix(table, column, FIRST, last)


def _regime(catalog: Catalog, last: int) -> tuple[tuple[str, ...], Floats]:
    """Lay out electoral democracy."""
    table = catalog.frame("regime").select("ccode", "year", "polyarchy")
    return state_matrix(table, "polyarchy", FIRST, last)


def _spending(catalog: Catalog, last: int) -> tuple[tuple[str, ...], Floats]:
    """Lay out military spending as a part of the product."""
    of_product = catalog.frame("totals").filter(pl.col("measure") == "gdp_constant")
    totals = of_product.select(pl.col("year").cast(pl.Int16), "total")
    product = pl.col("gdp_constant_share") * pl.col("total")
    burden = 100 * pl.col("spending_constant") / product
    joined = catalog.frame("capability").join(totals, on="year").with_columns(burden=burden)
    return state_matrix(joined.select("ccode", "year", "burden"), "burden", FIRST, last)


def _disputes(catalog: Catalog, last: int) -> tuple[tuple[str, ...], Floats]:
    """Lay out the disputes that began in each year."""
    table = catalog.frame("onsets").select("ccode", "year", "begun")
    return state_matrix(table, "begun", FIRST, last)


def from_core(values: Floats, inside: Bools) -> Floats:
    """Measure each row's distance from the mean of the core, a core row's from the rest of it.

    Parameters
    ----------
    values : ndarray, shape (U, T)
        NaN where not known.
    inside : ndarray of bool, shape (U,)
        Which rows are the core's.

    Returns
    -------
    ndarray, shape (U, T)

    Examples
    --------
    >>> from_core(np.array([[0.0], [1.0], [3.0]]), np.array([True, True, False])).ravel().tolist()
    [1.0, 1.0, 2.5]
    """
    of_core = ~np.isnan(values) & inside[:, None]
    own = np.where(of_core, values, 0.0)
    others_sum = own.sum(axis=0)[None, :] - own
    others = of_core.astype(np.float64).sum(axis=0)[None, :] - of_core
    unknown = np.full(values.shape, np.nan)
    mean = np.divide(others_sum, others, out=unknown, where=others > 0)
    distance: Floats = np.abs(values - mean)
    return distance


def _trade(catalog: Catalog, core: tuple[str, ...], last: int) -> tuple[tuple[str, ...], Floats]:
    """Measure what part of a state's trade is with the core; from the user's own trade data."""
    known = catalog.frame("cow_trade").filter(pl.col("year") >= FIRST)
    both = pl.sum_horizontal("flow1", "flow2")
    keys = pl.col("ccode1", "ccode2", "year").cast(pl.Int64)
    flows = known.select(keys, both=both)
    other_way = flows.select(ccode1="ccode2", ccode2="ccode1", year="year", both="both")
    members = of_letters(core, FIRST, last)
    club = members.select(
        pl.col("year").cast(pl.Int64), ccode2=pl.col("ccode").cast(pl.Int64), club=pl.lit(1.0)
    )
    each = pl.concat([flows, other_way]).join(club, on=["year", "ccode2"], how="left")
    with_club = (pl.col("both") * pl.col("club").fill_null(0.0)).sum()
    share = each.group_by("year", ccode=pl.col("ccode1")).agg(
        share=with_club / pl.col("both").sum()
    )
    return state_matrix(share.filter(pl.col("share").is_finite()), "share", FIRST, last)
