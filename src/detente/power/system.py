"""The system around a pair: how concentrated it is, how many poles it has, who is ranked where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl

from detente.actors.states import state_on
from detente.estimators.concentration import concentration, effective
from detente.evidence.series import STALE, Series
from detente.power.yardsticks import yardstick
from detente.span import year_end
from detente.store.catalog import Catalog

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


def _by_year(
    catalog: Catalog, name: str = "cinc"
) -> dict[int, tuple[tuple[int, ...], np.ndarray[tuple[int], np.dtype[np.float64]]]]:
    """Give codes and shares of every year, the strongest first."""
    by = yardstick(name)
    table = (
        catalog.frame(by.table)
        .select("ccode", "year", pl.col(by.column).cast(pl.Float64).alias("share"))
        .drop_nulls()
        .sort("year", "share", descending=[False, True])
    )
    parts = table.group_by("year", maintain_order=True).agg("ccode", "share")
    return {int(year): (tuple(codes), np.array(held)) for year, codes, held in parts.iter_rows()}


def shape(catalog: Catalog) -> tuple[Series, Series]:
    """Measure the concentration of capabilities and the effective number of states by year."""
    by, found = yardstick("cinc"), catalog.remember(_by_year)
    years = tuple(found)

    def write(name: str, label: str, unit: str, values: tuple[float, ...], rule: str) -> Series:
        return Series(
            id=f"power.{name}",
            label=label,
            of="the system",
            unit=unit,
            table=by.table,
            column=by.column,
            keys=(),
            years=years,
            values=values,
            sources=by.sources,
            rule=rule,
        )

    return (
        write(
            "concentration",
            "Concentration of capabilities",
            "0 equal to 1 one holds all",
            tuple(concentration(s) for _, s in found.values()),
            "Ray and Singer's index over all states' CINC",
        ),
        write(
            "effective_states",
            "Effective number of states",
            "states",
            tuple(effective(s) for _, s in found.values()),
            "one over the sum of squared shares of CINC",
        ),
    )


def poles(catalog: Catalog, as_of: int, name: str = "cinc") -> Poles | None:
    """Name the powers of a view and say how many poles they make; None where nothing is known.

    Examples
    --------
    >>> from detente.store.catalog import default_world
    >>> poles(default_world(), 1985).kind
    'two poles'
    """
    years = [y for y in catalog.remember(_by_year, name) if as_of - STALE <= y <= as_of]
    if not years:
        return None
    codes, shares = catalog.remember(_by_year, name)[max(years)]
    great = shares >= POLE
    held = shares[great]
    if not held.size:
        return None
    part = held / held.sum()
    kind = (
        "one pole"
        if part[0] >= LONE
        else (
            "two poles"
            if part.size > 1 and part[1] >= SECOND and part[:2].sum() >= LONE
            else "many poles"
        )
    )
    strong = tuple(c for c, g in zip(codes, great, strict=True) if g)
    return Poles(
        name,
        max(years),
        strong,
        tuple(state_on(c, year_end(max(years))).label for c in strong),
        tuple(float(s) for s in held),
        kind,
    )


def overtaking(low: Series, high: Series) -> tuple[int, ...]:
    """Give the years in which the first of two series overtook the second.

    Where years are missing between the two sights the year is the later one.
    """
    other = dict(zip(high.years, high.values, strict=True))
    gaps = [(y, v - other[y]) for y, v in zip(low.years, low.values, strict=True) if y in other]
    return tuple(y for (_, was), (y, now) in pairwise(gaps) if was <= 0 < now)
