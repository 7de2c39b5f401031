"""Yardsticks: each way of measuring capability that is held, for states and blocs, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from detente.actors.composition import actual, fixed
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.evidence.cell import Key
from detente.evidence.series import Series
from detente.store.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One way of measuring capability.

    Attributes
    ----------
    id : str
        Short name.
    label, unit : str
        As a reader would say it.
    table, column : str
        Where it stands.
    sources : tuple of str
        Ids of its sources.
    rule : str
        How it is computed.
    share : bool
        Whether it is a share of the system (else an amount).
    guarded : bool
        Whether a bloc's sum is given only where members with data hold nine tenths of its people.
    critics : str
        What is said against it, and by whom.
    """

    id: str
    label: str
    unit: str
    table: str
    column: str
    sources: tuple[str, ...]
    rule: str
    share: bool = True
    guarded: bool = True
    critics: str = ""


_GDP = "share of the GDP of all states with data; only years in which these hold 95 % of the people"
_OPEN = "military spending as a share of GDP times GDP"

_NMC = "over all states with data"

YARDSTICKS: tuple[Yardstick, ...] = (
    Yardstick(
        "cinc",
        "CINC",
        "share",
        "capability",
        "cinc_share",
        ("cow_nmc",),
        "mean of the available component shares, over its sum of the year",
        critics="counts steel and people more than skill; a ratio of it explains 2 % of how disputes end (Carroll and "
        "Kenkel 2019)",
    ),
    Yardstick(
        "gdp",
        "GDP, constant dollars",
        "share",
        "capability",
        "gdp_constant_share",
        ("wdi", "gapminder"),
        _GDP,
        critics="product is not power until it can be taxed and spent; exchange rates understate what poor states can buy "
        "at home (Rauch 2017)",
    ),
    Yardstick(
        "gdp_ppp",
        "GDP, purchasing power",
        "share",
        "capability",
        "gdp_ppp_constant_share",
        ("wdi", "gapminder"),
        _GDP,
        critics="prices of haircuts, not of aircraft: overstates what poor states can buy abroad",
    ),
    Yardstick(
        "net",
        "GDP times GDP per head",
        "share",
        "capability",
        "net_share",
        ("wdi", "gapminder"),
        f"GDP squared over people; {_GDP}",
        critics="meant to take off what a population costs (Beckley 2018); it hardly differs from wealth, and favours small "
        "rich states",
    ),
    Yardstick(
        "gdp_long",
        "GDP in the long run",
        "share",
        "capability",
        "gdp_2011_share",
        ("maddison", "gapminder"),
        _GDP,
        critics="back-cast prices of one year; ends in 2018",
    ),
    Yardstick(
        "net_long",
        "GDP times GDP per head in the long run",
        "share",
        "capability",
        "net_long_share",
        ("maddison", "gapminder"),
        f"GDP squared over people; {_GDP}",
        critics="as for both of its parts",
    ),
    Yardstick(
        "spending",
        "Military spending, constant dollars",
        "share",
        "capability",
        "spending_constant_share",
        ("gapminder", "wdi"),
        f"{_OPEN} (constant 2015 dollars), over all states with data",
        critics="a flow, not a stock: arsenals outlive budgets; exchange rates hide cheap soldiers",
    ),
    Yardstick(
        "milex",
        "Military spending, Correlates of War",
        "share",
        "capability",
        "milex_share",
        ("cow_nmc",),
        f"military expenditure, {_NMC}",
        critics="current dollars at official rates; Soviet figures are guesses",
    ),
    Yardstick(
        "milper",
        "Soldiers",
        "share",
        "capability",
        "milper_share",
        ("cow_nmc",),
        f"military personnel, {_NMC}",
        critics="a head is a head, conscript or professional",
    ),
    Yardstick(
        "pop",
        "Population",
        "share",
        "capability",
        "pop_share",
        ("gapminder", "cow_nmc"),
        "people, over all states with data; vanished states from NMC",
        critics="people cost as well as serve",
    ),
    Yardstick(
        "upop",
        "Townspeople",
        "share",
        "capability",
        "upop_share",
        ("cow_nmc",),
        f"people in towns of 100,000 and more, {_NMC}",
        critics="a proxy of the age of railways",
    ),
    Yardstick(
        "irst",
        "Iron and steel",
        "share",
        "capability",
        "irst_share",
        ("cow_nmc",),
        f"production, {_NMC}",
        critics="made power in 1914, and less of it since",
    ),
    Yardstick(
        "pec",
        "Energy",
        "share",
        "capability",
        "pec_share",
        ("cow_nmc",),
        f"primary energy consumption, {_NMC}",
        critics="waste counts as strength",
    ),
    Yardstick(
        "warheads",
        "Nuclear warheads",
        "share",
        "capability",
        "warheads_share",
        ("nuclear",),
        "warheads in stockpile, over all states named by the source",
        guarded=False,
        critics="beyond a second strike more add little; ends in 2022",
    ),
    Yardstick(
        "arms",
        "Arms exports",
        "share",
        "capability",
        "arms_exports_share",
        ("gapminder",),
        "trend-indicator values of five years, over all exporters named by the source",
        guarded=False,
        critics="measures who sells, not who is armed; values are production costs, not prices",
    ),
    Yardstick(
        "oil",
        "Oil produced",
        "share",
        "capability",
        "oil_share",
        ("gapminder",),
        "tonnes, over all states named by the source",
        guarded=False,
        critics="a means and a dependence at once",
    ),
    Yardstick(
        "gas",
        "Natural gas produced",
        "share",
        "capability",
        "gas_share",
        ("gapminder",),
        "tonnes of oil equivalent, over all states named by the source",
        guarded=False,
        critics="a means and a dependence at once",
    ),
)
"""Shares of the system, from the starter, each with its critics."""

SPENDING: tuple[Yardstick, ...] = (
    Yardstick(
        "spending_constant",
        "constant 2015 dollars",
        "US dollars of 2015",
        "capability",
        "spending_constant",
        ("gapminder", "wdi"),
        _OPEN,
        share=False,
    ),
    Yardstick(
        "spending_sipri",
        "SIPRI, constant 2023 dollars",
        "million US dollars of 2023",
        "sipri_milex",
        "milex_constant",
        ("sipri_milex",),
        "as published",
        share=False,
    ),
    Yardstick(
        "spending_current",
        "current dollars",
        "current US dollars",
        "capability",
        "spending_current",
        ("gapminder", "wdi"),
        _OPEN,
        share=False,
    ),
    Yardstick(
        "spending_nmc",
        "Correlates of War",
        "thousand current US dollars",
        "cow_nmc",
        "milex",
        ("cow_nmc",),
        "as published",
        share=False,
    ),
    Yardstick(
        "spending_ppp",
        "purchasing power (constant 2021 dollars)",
        "international dollars of 2021",
        "capability",
        "spending_ppp_constant",
        ("gapminder", "wdi"),
        _OPEN,
        share=False,
    ),
    Yardstick(
        "spending_ppp_current",
        "purchasing power (current dollars, earlier price round)",
        "current international dollars",
        "capability",
        "spending_ppp_current",
        ("gapminder", "wdi"),
        _OPEN,
        share=False,
    ),
)
"""Military spending on each yardstick; two of them only where the user has pulled their source."""

COVERED = 0.9
Sums = dict[str, tuple[tuple[int, ...], tuple[float, ...]]]
"""Years and values by column."""


def yardstick(name: str) -> Yardstick:
    """Find a yardstick by its id.

    Raises
    ------
    KeyError
        Where none has it.

    Examples
    --------
    >>> yardstick("cinc").column
    'cinc_share'
    """
    return {y.id: y for y in (*YARDSTICKS, *SPENDING)}[name]


def held(catalog: Catalog) -> tuple[Yardstick, ...]:
    """Give the spending yardsticks whose table can be seen."""
    return tuple(y for y in SPENDING if catalog.has(y.table))


def series(
    catalog: Catalog, actor: Actor, by: Yardstick, *, as_of: int, composition: str = "actual"
) -> Series:
    """Measure an actor on a yardstick over all years.

    Parameters
    ----------
    world : World
        The tables.
    actor : State or Bloc
        Whose capability.
    by : Yardstick
        On which yardstick.
    as_of : int
        Year whose members are carried to all years where `composition` is ``"fixed"``.
    composition : {"actual", "fixed"}
        A bloc's members as they were each year, or as they are at `as_of`.

    Returns
    -------
    Series
        As far as the catalog knows. A bloc has no value in a year in which the
        members with data hold less than nine tenths of its people.
    """
    members_of = as_of if composition == "fixed" else 0
    return catalog.remember(_series, actor, by, members_of, composition)


def _sums(catalog: Catalog, actor: Actor, table: str, as_of: int, composition: str) -> Sums:
    """Sum all yardsticks of a table over an actor's members: years and values by column."""
    members = actual(actor) if composition == "actual" else fixed(actor, as_of)
    wanted = {
        y.column: y.guarded
        for y in (*YARDSTICKS, *SPENDING)
        if y.table == table and y.column in catalog.frame(table).columns
    }
    people = catalog.frame("capability").select(
        pl.col("ccode", "year").cast(pl.Int16), pl.col("pop_share").alias("people")
    )
    held = catalog.frame(table).select(
        pl.col("ccode", "year").cast(pl.Int16), pl.col(*wanted).cast(pl.Float64)
    )
    exprs = []
    for column, guarded in wanted.items():
        there = pl.col(column).is_not_null()
        enough = there.all() | (
            pl.col("people").filter(there).sum() / pl.col("people").sum() >= COVERED
        ).fill_null(False)
        exprs += [
            pl.col(column).sum(),
            ((enough | pl.lit(not guarded)) & there.any()).alias(f"{column} given"),
        ]
    keys = ["ccode", "year"]
    every = (
        members.join(held, on=keys, how="left")
        .join(people, on=keys, how="left")
        .group_by("year")
        .agg(exprs)
        .sort("year")
    )
    years = every["year"].to_numpy()
    found = {}
    for column in wanted:
        given = every[f"{column} given"].to_numpy()
        found[column] = (
            tuple(years[given].tolist()),
            tuple(every[column].to_numpy()[given].tolist()),
        )
    return found


def _series(catalog: Catalog, actor: Actor, by: Yardstick, as_of: int, composition: str) -> Series:
    """Sum a yardstick over an actor's members, year by year."""
    every = catalog.remember(_sums, actor, by.table, as_of, composition)
    years, values = every.get(by.column, ((), ()))
    keys: tuple[tuple[str, Key], ...] = (
        ((actor.kind, actor.key), ("composition", composition))
        if actor.kind == "bloc"
        else (("state", actor.key),)
    )
    if actor.kind == "bloc" and composition == "fixed":
        keys = (*keys, ("as_of", as_of))
    return Series(
        id=f"power.{by.id}" + ("" if composition == "actual" else "_fixed"),
        label=by.label,
        of=short(actor),
        unit=by.unit,
        table=by.table,
        column=by.column,
        keys=keys,
        years=years,
        values=values,
        sources=by.sources,
        rule=by.rule
        if actor.kind == "state"
        else f"{by.rule}; sum over members, {composition} composition",
    )


def ratio(top: Series, bottom: Series, *, of: str, id: str, label: str) -> Series:
    """Divide one series by another in the years in which both have one, but not by zero."""
    below = dict(zip(bottom.years, bottom.values, strict=True))
    kept = [(y, v / below[y]) for y, v in zip(top.years, top.values, strict=True) if below.get(y)]
    return Series(
        id=id,
        label=label,
        of=of,
        unit="ratio",
        table=top.table,
        column=top.column,
        keys=(("top", top.of), ("bottom", bottom.of)),
        years=tuple(y for y, _ in kept),
        values=tuple(v for _, v in kept),
        sources=tuple(dict.fromkeys((*top.sources, *bottom.sources))),
        rule=f"ratio of {top.of} to {bottom.of}; {top.rule}",
    )


def leaders(
    catalog: Catalog, by: Yardstick, *, without: tuple[int, ...], count: int = 1
) -> tuple[int, ...]:
    """Give the codes of the strongest states outside a set, in the newest year known."""
    table = catalog.frame(by.table).filter(pl.col(by.column).is_not_null())
    if table.is_empty():
        return ()
    outside = table.filter(~pl.col("ccode").is_in(list(without)))
    newest = outside.filter(pl.col("year") == pl.col("year").max())
    return tuple(newest.sort(by.column, descending=True)["ccode"].head(count).to_list())
