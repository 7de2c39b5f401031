"""Yardsticks: each way of measuring capability that is held, for states and blocs, side by side."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from detente.actors.composition import actual, fixed
from detente.actors.names import Actor
from detente.actors.relation_key import short
from detente.estimators.coverage import given_sums
from detente.evidence.cell import Key
from detente.evidence.series import Series
from detente.power.capability import CARRIED
from detente.series.state_grid import Grid, grid
from detente.span import OPEN_END, as_day, view_key
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
        Where its values are.
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
    column: str
    sources: tuple[str, ...]
    rule: str
    table: str = "capability"
    unit: str = "share"
    share: bool = True
    guarded: bool = True
    critics: str = ""


_GDP = "share of the GDP of all states with data; only years in which these hold 95 % of the people"
_OPEN = "military spending as a share of GDP times GDP"
_NMC = "over all states with data"

CINC = Yardstick(
    id="cinc",
    label="CINC",
    column="cinc_share",
    sources=("cow_nmc",),
    rule="mean of the available component shares, over its sum of the year",
    critics=(
        "counts steel and people more than skill; a ratio of it explains 2 % of how disputes end "
        "(Carroll and Kenkel 2019)"
    ),
)
GDP = Yardstick(
    id="gdp",
    label="GDP, constant dollars",
    column="gdp_constant_share",
    sources=("wdi", "gapminder"),
    rule=_GDP,
    critics=(
        "product is not power until it can be taxed and spent; exchange rates understate what "
        "poor states can buy at home (Rauch 2017)"
    ),
)
GDP_PPP = Yardstick(
    id="gdp_ppp",
    label="GDP, purchasing power",
    column="gdp_ppp_constant_share",
    sources=("wdi", "gapminder"),
    rule=_GDP,
    critics="prices of haircuts, not of aircraft: overstates what poor states can buy abroad",
)
NET = Yardstick(
    id="net",
    label="GDP times GDP per head",
    column="net_share",
    sources=("wdi", "gapminder"),
    rule=f"GDP squared over people; {_GDP}",
    critics=(
        "meant to take off what a population costs (Beckley 2018); it hardly differs from wealth, "
        "and favours small rich states"
    ),
)
GDP_LONG = Yardstick(
    id="gdp_long",
    label="GDP in the long run",
    column="gdp_2011_share",
    sources=("maddison", "gapminder"),
    rule=_GDP,
    critics="back-cast prices of one year; ends in 2018",
)
NET_LONG = Yardstick(
    id="net_long",
    label="GDP times GDP per head in the long run",
    column="net_long_share",
    sources=("maddison", "gapminder"),
    rule=f"GDP squared over people; {_GDP}",
    critics="as for both of its parts",
)
SPENDING_SHARE = Yardstick(
    id="spending",
    label="Military spending, constant dollars",
    column="spending_constant_share",
    sources=("gapminder", "wdi"),
    rule=f"{_OPEN} (constant 2015 dollars), over all states with data",
    critics=("a flow, not a stock: arsenals outlive budgets; exchange rates hide cheap soldiers"),
)
MILEX = Yardstick(
    id="milex",
    label="Military spending, Correlates of War",
    column="milex_share",
    sources=("cow_nmc",),
    rule=f"military expenditure, {_NMC}",
    critics="current dollars at official rates; Soviet figures are guesses",
)
MILPER = Yardstick(
    id="milper",
    label="Soldiers",
    column="milper_share",
    sources=("cow_nmc",),
    rule=f"military personnel, {_NMC}",
    critics="a head is a head, conscript or professional",
)
POP = Yardstick(
    id="pop",
    label="Population",
    column="pop_share",
    sources=("gapminder", "cow_nmc"),
    rule="people, over all states with data; vanished states from NMC",
    critics="people cost as well as serve",
)
UPOP = Yardstick(
    id="upop",
    label="Townspeople",
    column="upop_share",
    sources=("cow_nmc",),
    rule=f"people in towns of 100,000 and more, {_NMC}",
    critics="a proxy of the age of railways",
)
IRST = Yardstick(
    id="irst",
    label="Iron and steel",
    column="irst_share",
    sources=("cow_nmc",),
    rule=f"production, {_NMC}",
    critics="made power in 1914, and less of it since",
)
PEC = Yardstick(
    id="pec",
    label="Energy",
    column="pec_share",
    sources=("cow_nmc",),
    rule=f"primary energy consumption, {_NMC}",
    critics="waste counts as strength",
)
WARHEADS = Yardstick(
    id="warheads",
    label="Nuclear warheads",
    column="warheads_share",
    sources=("nuclear",),
    rule="warheads in stockpile, over all states named by the source",
    guarded=False,
    critics="beyond a second strike more add little; ends in 2022",
)
ARMS = Yardstick(
    id="arms",
    label="Arms exports",
    column="arms_exports_share",
    sources=("gapminder",),
    rule="trend-indicator values of five years, over all exporters named by the source",
    guarded=False,
    critics=("measures who sells, not who is armed; values are production costs, not prices"),
)
OIL = Yardstick(
    id="oil",
    label="Oil produced",
    column="oil_share",
    sources=("gapminder",),
    rule="tonnes, over all states named by the source",
    guarded=False,
    critics="a means and a dependence at once",
)
GAS = Yardstick(
    id="gas",
    label="Natural gas produced",
    column="gas_share",
    sources=("gapminder",),
    rule="tonnes of oil equivalent, over all states named by the source",
    guarded=False,
    critics="a means and a dependence at once",
)
SPENDING_CONSTANT = Yardstick(
    id="spending_constant",
    label="constant 2015 dollars",
    unit="US dollars of 2015",
    column="spending_constant",
    sources=("gapminder", "wdi"),
    rule=_OPEN,
    share=False,
)
SPENDING_SIPRI = Yardstick(
    id="spending_sipri",
    label="SIPRI, constant 2023 dollars",
    unit="million US dollars of 2023",
    table="sipri_milex",
    column="milex_constant",
    sources=("sipri_milex",),
    rule="as published",
    share=False,
)
SPENDING_SIPRI_CURRENT = Yardstick(
    id="spending_sipri_current",
    label="SIPRI, current dollars",
    unit="million current US dollars",
    table="sipri_milex",
    column="milex_current",
    sources=("sipri_milex",),
    rule="as published",
    share=False,
)
SPENDING_CURRENT = Yardstick(
    id="spending_current",
    label="current dollars",
    unit="current US dollars",
    column="spending_current",
    sources=("gapminder", "wdi"),
    rule=_OPEN,
    share=False,
)
SPENDING_NMC = Yardstick(
    id="spending_nmc",
    label="Correlates of War",
    unit="thousand current US dollars",
    table="cow_nmc",
    column="milex",
    sources=("cow_nmc",),
    rule="as published",
    share=False,
)
SPENDING_PPP = Yardstick(
    id="spending_ppp",
    label="purchasing power (constant 2021 dollars)",
    unit="international dollars of 2021",
    column="spending_ppp_constant",
    sources=("gapminder", "wdi"),
    rule=_OPEN,
    share=False,
)
SPENDING_PPP_CURRENT = Yardstick(
    id="spending_ppp_current",
    label="purchasing power (current dollars, earlier price round)",
    unit="current international dollars",
    column="spending_ppp_current",
    sources=("gapminder", "wdi"),
    rule=_OPEN,
    share=False,
)
YARDSTICKS: tuple[Yardstick, ...] = (
    CINC,
    GDP,
    GDP_PPP,
    NET,
    GDP_LONG,
    NET_LONG,
    SPENDING_SHARE,
    MILEX,
    MILPER,
    POP,
    UPOP,
    IRST,
    PEC,
    WARHEADS,
    ARMS,
    OIL,
    GAS,
)
"""Shares of the system, from the starter, each with its critics."""
SPENDING: tuple[Yardstick, ...] = (
    SPENDING_CONSTANT,
    SPENDING_SIPRI,
    SPENDING_SIPRI_CURRENT,
    SPENDING_CURRENT,
    SPENDING_NMC,
    SPENDING_PPP,
    SPENDING_PPP_CURRENT,
)
"""Military spending on each yardstick; SIPRI's and that of CoW where their sources are pulled."""

COVERED = 0.9
"""Least part of a bloc's people in members with data before its sum is given."""
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
    return {by.id: by for by in (*YARDSTICKS, *SPENDING)}[name]


def held(catalog: Catalog) -> tuple[Yardstick, ...]:
    """Give the spending yardsticks whose table can be seen."""
    return tuple(by for by in SPENDING if catalog.has(by.table))


def series(
    catalog: Catalog, actor: Actor, by: Yardstick, *, as_of: int | date, composition: str = "actual"
) -> Series:
    """Measure an actor on a yardstick over all years.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Whose capability.
    by : Yardstick
        On which yardstick.
    as_of : int or datetime.date
        Day whose members are carried to all years where `composition` is ``"fixed"``.
    composition : {"actual", "fixed"}
        A bloc's members as they were each year, or as they are at `as_of`.

    Returns
    -------
    Series
        A bloc has no value where the members with data hold less than nine tenths of its people.
    """
    day = as_day(as_of) if composition == "fixed" else OPEN_END
    return catalog.remember(_series, actor, by, day, composition)


def _by_state(catalog: Catalog, table: str) -> Grid:
    """Lay every yardstick of a table out by state and year, and last their parts of all people."""
    columns = [by.column for by in (*YARDSTICKS, *SPENDING) if by.table == table]
    frame = catalog.frame(table)
    keys = pl.col("ccode", "year").cast(pl.Int16)
    present = [column for column in columns if column in frame.columns]
    measured = frame.select(keys, pl.col(present).cast(pl.Float64))
    weights = catalog.remember(part_of_people).select(keys, "people")
    both = measured.join(weights, on=["ccode", "year"], how="full", coalesce=True)
    return grid(both, [*present, "people"])


def part_of_people(catalog: Catalog) -> pl.DataFrame:
    """Give each state's part of all people, that of the last year where they end before product.

    Parameters
    ----------
    catalog : Catalog
        The tables.

    Returns
    -------
    polars.DataFrame
        ``ccode``, ``year``, ``people``.
    """
    shares = catalog.frame("capability").sort("ccode", "year")
    carried = pl.col("pop_share").forward_fill(limit=CARRIED).over("ccode")
    return shares.select("ccode", "year", carried.alias("people"))


def _sums(catalog: Catalog, actor: Actor, table: str, day: date, composition: str) -> Sums:
    """Sum all yardsticks of a table over an actor's members: years and values by column."""
    members = actual(actor) if composition == "actual" else fixed(actor, day)
    by_state = catalog.remember(_by_state, table)
    year, code = (members[name].to_numpy().astype(np.int64) for name in ("year", "ccode"))
    if not year.size:
        return {}
    held = by_state.at(code, year)
    # members are sorted by year
    years, start = np.unique(year, return_index=True)
    has_data = ~np.isnan(held)
    totals = np.add.reduceat(np.where(has_data, held, 0.0), start)
    people = np.nan_to_num(held[:, -1:])
    given = given_sums(has_data, people, start, COVERED)
    guarded = {by.column: by.guarded for by in (*YARDSTICKS, *SPENDING) if by.table == table}
    known = {}
    for place, column in enumerate(by_state.columns[:-1]):
        is_given = given[guarded[column]][:, place]
        values = totals[is_given, place]
        known[column] = (tuple(years[is_given].tolist()), tuple(values.tolist()))
    return known


def _series(catalog: Catalog, actor: Actor, by: Yardstick, day: date, composition: str) -> Series:
    """Sum a yardstick over an actor's members, year by year."""
    sums = catalog.remember(_sums, actor, by.table, day, composition)
    years, values = sums.get(by.column, ((), ()))
    keys: tuple[tuple[str, Key], ...] = ((actor.kind, actor.key),)
    rule = by.rule
    if actor.kind == "bloc":
        keys = (*keys, ("composition", composition))
        rule = f"{by.rule}; sum over members, {composition} composition"
        if composition == "fixed":
            keys = (*keys, ("as_of", view_key(day)))
    suffix = "_fixed" if composition == "fixed" else ""
    return Series(
        id=f"power.{by.id}{suffix}",
        label=by.label,
        of=short(actor),
        unit=by.unit,
        table=by.table,
        column=by.column,
        keys=keys,
        years=years,
        values=values,
        sources=by.sources,
        rule=rule,
    )


def ratio(top: Series, bottom: Series, *, of: str, id: str, label: str) -> Series:
    """Divide one series by another in the years in which both have one, but not by zero.

    Parameters
    ----------
    top, bottom : Series
        What is divided, and by what.
    of, id, label : str
        As `Series` has them.
    """
    divisor = dict(zip(bottom.years, bottom.values, strict=True))
    pairs = zip(top.years, top.values, strict=True)
    quotients = {year: value / divisor[year] for year, value in pairs if divisor.get(year)}
    sources = tuple(dict.fromkeys((*top.sources, *bottom.sources)))
    rule = f"ratio of {top.of} to {bottom.of}; {top.rule}"
    return Series(
        id=id,
        label=label,
        of=of,
        unit="ratio",
        table=top.table,
        column=top.column,
        keys=(("top", top.of), ("bottom", bottom.of)),
        years=tuple(quotients),
        values=tuple(quotients.values()),
        sources=sources,
        rule=rule,
    )


def leaders(
    catalog: Catalog,
    by: Yardstick,
    *,
    among: Collection[int] | None = None,
    without: Collection[int] = (),
    count: int = 1,
) -> tuple[int, ...]:
    """Give the codes of the strongest states in the newest year known.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    by : Yardstick
        On which yardstick.
    among, without : collection of int
        COW codes that are considered (all of them by default), and codes that are not.
    count : int
        How many are named.
    """
    table = catalog.frame(by.table).filter(pl.col(by.column).is_not_null())
    if among is not None:
        table = table.filter(pl.col("ccode").is_in(list(among)))
    known = table.filter(~pl.col("ccode").is_in(list(without)))
    latest = known.filter(pl.col("year") == pl.col("year").max())
    return tuple(latest.sort(by.column, descending=True)["ccode"].head(count).to_list())
