"""The system around a pair: how concentrated it is, how many poles it has, who is ranked where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.states import state_on
from detente.estimators.concentration import concentration, effective
from detente.evidence.series import STALE, Series
from detente.power.yardsticks import yardstick
from detente.span import year_end
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
POLE = 0.05
"""Least share of the system that makes a power."""
LONE = 0.5
"""Part of all powers' capability from which one power, or two together, make the system's poles."""
SECOND = 0.25
"""Least part that each of two poles must hold."""


@dataclass(frozen=True, slots=True)
class Poles:
    """The powers of a year on one yardstick.

    Attributes
    ----------
    yardstick : str
        Its id.
    year : int
        The newest year with data not after the view.
    codes : tuple of int
    names : tuple of str
        COW codes and labels of the states that hold a twentieth of all capability or more, the
        strongest first.
    shares : tuple of float
        Their shares.
    kind : {"one pole", "two poles", "many poles"}
        One power with half of what all powers hold; two with half together and a quarter each; else
        many.
    """

    yardstick: str
    year: int
    codes: tuple[int, ...]
    names: tuple[str, ...]
    shares: tuple[float, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """Who held how much of the system in a year.

    Attributes
    ----------
    codes : tuple of int, shape (N,)
        COW codes, the strongest first.
    shares : ndarray, shape (N,)
        Their shares.
    """

    codes: tuple[int, ...]
    shares: Floats


def _by_year(catalog: Catalog, name: str = "cinc") -> dict[int, Distribution]:
    """Give the distribution of capability on a yardstick in every year."""
    by = yardstick(name)
    table = (
        catalog.frame(by.table)
        .select("ccode", "year", pl.col(by.column).cast(pl.Float64).alias("share"))
        .drop_nulls()
        .sort("year", "share", descending=[False, True])
    )
    parts = table.group_by("year", maintain_order=True).agg("ccode", "share")
    return {
        int(year): Distribution(tuple(codes), np.array(shares))
        for year, codes, shares in parts.iter_rows()
    }


def _system_series(
    id: str, label: str, unit: str, *, values: dict[int, float], rule: str
) -> Series:
    """Write a measure of the whole system as a series."""
    by = yardstick("cinc")
    return Series(
        id=id,
        label=label,
        of="the system",
        unit=unit,
        table=by.table,
        column=by.column,
        keys=(),
        years=tuple(values),
        values=tuple(values.values()),
        sources=by.sources,
        rule=rule,
    )


def shape(catalog: Catalog) -> tuple[Series, Series]:
    """Measure the concentration of capabilities and the effective number of states by year."""
    return catalog.remember(_shape)


def _shape(catalog: Catalog) -> tuple[Series, Series]:
    by_year = catalog.remember(_by_year, "cinc")
    return (
        _system_series(
            "power.concentration",
            "Concentration of capabilities",
            "0 equal to 1 one holds all",
            values={year: concentration(held.shares) for year, held in by_year.items()},
            rule="Ray and Singer's index over all states' CINC",
        ),
        _system_series(
            "power.effective_states",
            "Effective number of states",
            "states",
            values={year: effective(held.shares) for year, held in by_year.items()},
            rule="one over the sum of squared shares of CINC",
        ),
    )


def _kind(parts: Floats) -> str:
    """Say how many poles some powers make, from their parts of all powers' capability."""
    if parts[0] >= LONE:
        return "one pole"
    if parts.size > 1 and parts[1] >= SECOND and parts[:2].sum() >= LONE:
        return "two poles"
    return "many poles"


def poles(catalog: Catalog, as_of: int, name: str = "cinc") -> Poles | None:
    """Name the powers of a view and say how many poles they make; None where nothing is known.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    as_of : int
        The view.
    name : str
        Id of a yardstick.

    Examples
    --------
    >>> from detente.store.catalog import default_catalog
    >>> poles(default_catalog().as_of(1985), 1985).kind
    'two poles'
    """
    by_year = catalog.remember(_by_year, name)
    newest = max(by_year, default=None)
    if newest is None or newest < as_of - STALE:
        return None
    held = by_year[newest]
    great = held.shares >= POLE
    if not great.any():
        return None
    shares = held.shares[great]
    codes = tuple(code for code, strong in zip(held.codes, great, strict=True) if strong)
    names = tuple(state_on(code, year_end(newest)).label for code in codes)
    return Poles(
        yardstick=name,
        year=newest,
        codes=codes,
        names=names,
        shares=tuple(shares.tolist()),
        kind=_kind(shares / shares.sum()),
    )


def overtaking(low: Series, high: Series) -> tuple[int, ...]:
    """Give the years in which the first of two series overtook the second.

    Where years are missing between two observations the year is the later one.
    """
    other = dict(zip(high.years, high.values, strict=True))
    gaps = [
        (year, value - other[year])
        for year, value in zip(low.years, low.values, strict=True)
        if year in other
    ]
    return tuple(year for (_, before), (year, now) in pairwise(gaps) if before <= 0 < now)
