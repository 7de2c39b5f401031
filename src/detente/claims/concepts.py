"""The shelf of what a claim may measure: every concept with all the sources here that measure it."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.actors.systems import COMPLETE_TO
from detente.claims.sides import CODES, FIRST, YEARS, Side
from detente.errors import ClaimError
from detente.evidence.series import Series
from detente.identity.agreement import ISSUES
from detente.identity.distance import distance
from detente.identity.othering import one_way
from detente.identity.similarity import agreement, by_issue
from detente.institutions import ties
from detente.power.yardsticks import COVERED
from detente.store.catalog import Catalog

Yearly = dict[int, float]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of measuring a concept for one side.

    Attributes
    ----------
    label : str
        Which source or yardstick.
    table, column : str
        Where it stands.
    sources : tuple of str
        Ids.
    how : {"sum", "middle"}
        Members are added up, or their median is taken.
    total : str
        Measure of the table of totals that turns a share into an amount; empty where it is one, or has none.
    centred : bool
        Whether the column is less the year's median, which stands beside it.
    guarded : bool
        Whether a sum is given only where the members with data hold nine tenths of the side's people.
    known_from : int
        Year of a projection: no earlier view may see it, and a later one sees the years to come; 0 for what was measured.
    """

    label: str
    table: str
    column: str
    sources: tuple[str, ...]
    how: str = "sum"
    total: str = ""
    centred: bool = False
    guarded: bool = True
    known_from: int = 0


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a claim may measure.

    Attributes
    ----------
    name : str
        What a claim calls it.
    ways : tuple of Way
        Every way, for one side.
    between : tuple of (str, callable)
        Every way, for two sides: a label and what gives the series.
    share : bool
        Whether its ways are shares of the system.
    per : str
        The concept that it is divided by; empty where by none.
    """

    name: str
    ways: tuple[Way, ...] = ()
    between: tuple[tuple[str, Callable[[Catalog, RelationKey], Series]], ...] = ()
    share: bool = False
    per: str = ""


def _cap(label: str, column: str, *sources: str, total: str = "", guarded: bool = True) -> Way:
    return Way(label, "capability", column, sources, total=total, guarded=guarded)


_OPEN = ("gapminder", "wdi")
SPENDING = (
    _cap("constant 2015 dollars", "spending_constant", *_OPEN),
    _cap("current dollars", "spending_current", *_OPEN),
    _cap("purchasing power", "spending_ppp_constant", *_OPEN),
    Way("SIPRI, constant 2023 dollars", "sipri_milex", "milex_constant", ("sipri_milex",)),
    Way("SIPRI, current dollars", "sipri_milex", "milex_current", ("sipri_milex",)),
    _cap("Correlates of War", "milex_share", "cow_nmc"),
)
GDP = (
    _cap("constant dollars", "gdp_constant_share", *_OPEN, total="gdp_constant"),
    _cap("purchasing power", "gdp_ppp_constant_share", *_OPEN, total="gdp_ppp_constant"),
    _cap("Maddison project", "gdp_2011_share", "maddison", "gapminder", total="gdp_2011"),
)


def _issue(issue: str) -> Callable[[Catalog, RelationKey], Series]:
    def found(catalog: Catalog, pair: RelationKey) -> Series:
        empty = Series(
            "claims.issue",
            issue,
            pair.of,
            "pi",
            "agreement_by_issue",
            "pi",
            (),
            (),
            (),
            ("un_votes",),
            "",
        )
        every = catalog.remember(by_issue, pair, pair.as_of)
        return next((s for s in every if s.id.endswith(f"_{issue}")), empty)

    return found


PEOPLE = Way("people", "capability", "pop_share", ("gapminder", "cow_nmc"))
CONCEPTS: tuple[Concept, ...] = (
    Concept("capability", (_cap("CINC", "cinc_share", "cow_nmc"),), share=True),
    Concept("GDP", GDP, share=True),
    Concept("military spending", SPENDING, share=True),
    Concept(
        "people",
        (_cap("all sources of people", "pop_share", "gapminder", "cow_nmc", total="pop"),),
        share=True,
    ),
    Concept("soldiers", (_cap("Correlates of War", "milper_share", "cow_nmc"),), share=True),
    Concept("energy", (_cap("Correlates of War", "pec_share", "cow_nmc"),), share=True),
    Concept(
        "warheads",
        (_cap("Federation of American Scientists", "warheads_share", "nuclear", guarded=False),),
        share=True,
    ),
    Concept(
        "arms exports",
        (_cap("SIPRI, by way of Gapminder", "arms_exports_share", "gapminder", guarded=False),),
        share=True,
    ),
    Concept("oil", (_cap("tonnes produced", "oil_share", "gapminder", guarded=False),), share=True),
    Concept("gas", (_cap("produced", "gas_share", "gapminder", guarded=False),), share=True),
    Concept("spending per soldier", SPENDING, per="soldiers"),
    Concept("GDP per head", GDP, per="people"),
    Concept(
        "life expectancy",
        (Way("World Bank", "society", "life_expectancy", ("wdi",), "middle", centred=True),),
    ),
    Concept(
        "fuel exports",
        (
            Way(
                "World Bank, per cent of exports",
                "society",
                "fuel_exports",
                ("wdi",),
                "middle",
                centred=True,
            ),
        ),
    ),
    Concept(
        "democracy",
        (
            Way("V-Dem polyarchy", "regime", "polyarchy", ("vdem",), "middle", centred=True),
            Way("Polity", "cow_democracy", "polity2", ("democracy",), "middle"),
            Way("unified democracy scores", "cow_democracy", "euds", ("democracy",), "middle"),
        ),
    ),
    Concept(
        "population to come",
        (
            Way(
                "United Nations, median projection, of 2024",
                "outlook",
                "growth_median",
                ("wpp",),
                "middle",
                known_from=2024,
            ),
        ),
    ),
    Concept(
        "population to come, upper bound",
        (
            Way(
                "United Nations, 95 %",
                "outlook",
                "growth_high95",
                ("wpp",),
                "middle",
                known_from=2024,
            ),
        ),
    ),
    Concept(
        "distance in votes",
        between=(
            ("adopted resolutions", lambda w, p: distance(w, p)),
            ("all kinds of votes", lambda w, p: distance(w, p, "voeten")),
            ("published positions", lambda w, p: distance(w, p, "published")),
        ),
    ),
    Concept("agreement", between=(("pi", agreement),)),
    *(
        Concept(f"agreement on {name}", between=(("pi", _issue(issue)),))
        for issue, name in ISSUES.items()
    ),
    Concept("hostile speech", between=(("General Debate", lambda w, p: one_way(w, p.a, p.b)),)),
    Concept(
        "organisations in common",
        between=(("Correlates of War", lambda w, p: ties.organisations(w, p)[0]),),
    ),
    Concept(
        "disputes in ten years", between=(("Gibler, Miller and Little", ties.recent_disputes),)
    ),
    Concept("trade", between=(("Correlates of War", lambda w, p: traded(w, p)),)),
)
"""Every concept; a claim names one of them."""


def concept(name: str) -> Concept:
    """Find a concept by its name.

    Raises
    ------
    ClaimError
        Naming the near ones.

    Examples
    --------
    >>> concept("people").ways[0].column
    'pop_share'
    """
    found = next((c for c in CONCEPTS if c.name.casefold() == str(name).casefold()), None)
    if found is None:
        names = [c.name for c in CONCEPTS]
        raise ClaimError(
            f"nothing here measures '{name}'",
            near=difflib.get_close_matches(str(name), names, 4, 0.4) or names[:8],
            next_step="docs/claims.md lists what can be measured",
        )
    return found


def traded(catalog: Catalog, pair: RelationKey) -> Series:
    """Give the trade of two sides, both ways, from the user's own copy; empty where it is not held."""
    years: list[int] = []
    values: list[float] = []
    if catalog.has("cow_trade"):
        pairs = crossed(pair.a, pair.b, 1946, 2014).with_columns(pl.all().cast(pl.Int64))
        both = (
            pairs.join(catalog.remember(_flows), on=["ccode1", "ccode2", "year"])
            .group_by("year")
            .agg(pl.col("flow").sum())
            .sort("year")
        )
        years, values = both["year"].to_list(), both["flow"].to_list()
    return Series(
        "claims.trade",
        "trade",
        pair.of,
        "million dollars",
        "cow_trade",
        "smoothflow",
        (("pair", pair.of),),
        tuple(years),
        tuple(values),
        ("cow_trade",),
        "both ways, smoothed, summed over pairs",
    )


def _flows(catalog: Catalog) -> pl.DataFrame:
    return (
        catalog.frame("cow_trade")
        .select(
            "ccode1",
            "ccode2",
            "year",
            (pl.col("smoothflow1").clip(0) + pl.col("smoothflow2").clip(0)).alias("flow"),
        )
        .drop_nulls()
    )


def shares(what: Concept) -> tuple[Way, ...]:
    """Give the ways of a concept that are shares of the system."""
    spent = (
        Way("constant 2015 dollars", "capability", "spending_constant_share", ("gapminder", "wdi")),
        Way("purchasing power", "capability", "spending_ppp_constant_share", ("gapminder", "wdi")),
    )
    own = tuple(w for w in what.ways if w.column.endswith("_share"))
    return (*spent, *own) if what.name == "military spending" else own


def values(catalog: Catalog, way: Way, side: Side, *, amount: bool) -> Yearly:
    """Measure a side one way, year by year; nothing where the table is not held.

    Parameters
    ----------
    world : World
        The tables.
    way : Way
        How.
    side : Side
        Whom.
    amount : bool
        Whether an amount is wanted rather than a share of the system: a share turns into one where its total is known.
    """
    if not catalog.has(way.table):
        return {}
    return catalog.remember(_values, way, side, amount)


def _grid(catalog: Catalog, way: Way) -> Floats:
    """Lay a column out by year and code, NaN where there is no number; once for each column."""
    level = pl.col(way.column) + (pl.col(f"{way.column}_median") if way.centred else 0)
    held = (
        catalog.frame(way.table)
        .select("ccode", "year", level.cast(pl.Float64).alias("value"))
        .drop_nulls()
        .filter((pl.col("year") >= FIRST) & (pl.col("year") < FIRST + YEARS))
    )
    grid = np.full((YEARS, CODES), np.nan)
    grid[held["year"].to_numpy() - FIRST, held["ccode"].to_numpy()] = held["value"].to_numpy()
    return grid


def _values(catalog: Catalog, way: Way, side: Side, amount: bool) -> Yearly:
    codes, inside = side.inside
    grid = catalog.remember(_grid, way)[:, codes]
    if way.known_from:  # whoever belongs to it last is taken for the years to come
        inside[COMPLETE_TO + 1 - FIRST :] = inside[COMPLETE_TO - FIRST]
    there = inside & ~np.isnan(grid)
    given = there.any(axis=1)
    held = np.where(there, grid, 0.0)
    if way.how == "middle":
        found = np.full(YEARS, np.nan)
        for y in np.flatnonzero(given):
            found[y] = np.median(grid[y, there[y]])
    else:
        found = held.sum(axis=1)
        if way.guarded:
            people = np.nan_to_num(catalog.remember(_grid, PEOPLE)[:, codes])
            everybody_in, with_data = (people * inside).sum(axis=1), (people * there).sum(axis=1)
            given &= (there == inside).all(axis=1) | (
                with_data >= COVERED * np.where(everybody_in > 0, everybody_in, np.inf)
            )
    years = np.flatnonzero(given)
    total = dict.fromkeys(years.tolist(), 1.0)
    if amount and way.column.endswith("_share") and way.total:
        totals = catalog.frame("totals").filter(pl.col("measure") == way.total)
        known = dict(
            zip((totals["year"] - FIRST).to_list(), totals["total"].to_list(), strict=True)
        )
        total = {y: known[y] for y in total if y in known}
    return {FIRST + y: float(found[y]) * total[y] for y in total}


def everybody(catalog: Catalog, way: Way, year: int) -> dict[int, float]:
    """Give every state's value in a year, for ranks."""
    if not catalog.has(way.table):
        return {}
    row = catalog.remember(_grid, way)[year - FIRST]
    return {int(c): float(row[c]) for c in np.flatnonzero(~np.isnan(row))}
