"""The shelf of what a claim may measure: every concept with all the indicators held here."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.claims.disputes import cow_disputes
from detente.claims.trade import trade
from detente.errors import ClaimError
from detente.estimators.proportion import TO_95
from detente.evidence.series import Series
from detente.identity.agreement import ISSUES
from detente.identity.distance import distance, drawn_distance
from detente.identity.othering import one_way
from detente.identity.similarity import agreement, by_issue
from detente.institutions import ties
from detente.store.catalog import Catalog

Measured = Callable[[Catalog, RelationKey], Series]
Draws = dict[int, NDArray[np.float64]]
Drawn = Callable[[Catalog, RelationKey], Draws]


@dataclass(frozen=True, slots=True)
class Way:
    """One way of measuring something between two sides.

    Attributes
    ----------
    series : callable
        Gives the values by year.
    drawn : callable or None
        Gives the values in each joint draw, by year; None where the series has bounds, or nothing.
    """

    series: Measured
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One way of measuring a concept for one side.

    Attributes
    ----------
    label : str
        Which source or yardstick.
    table, column : str
        Where its values are.
    sources : tuple of str
        Ids.
    pooled : {"sum", "median"}
        Members are added up, or their median is taken.
    total : str
        Measure of the table of totals that turns a share into an amount; empty where the column
        is an amount, or has no total.
    centred : bool
        Whether the column is less the year's median, which is the column beside it.
    guarded : bool
        Whether a sum is given only where the members with data hold nine tenths of the people.
    projected : bool
        Whether its years lie ahead: a projection, known from the day on which it was made.
    bounds : tuple of str
        Columns of the lower and the upper bound; empty where the source gives none.
    errors : float
        Standard errors between a value and its bounds.
    persist : bool
        Whether a state's errors are the same in every year, as on the path of a projection.
    step : float
        Least change that counts in a trend, in the units of the scale: a fifth of its standard
        deviation over states and years; 0 where parts of the beginning count.
    has_zero : bool
        Whether its zero means none, so that one value can be twice another.
    """

    label: str
    table: str
    column: str
    sources: tuple[str, ...]
    pooled: str = "sum"
    total: str = ""
    centred: bool = False
    guarded: bool = True
    projected: bool = False
    bounds: tuple[str, ...] = ()
    errors: float = 1.0
    persist: bool = False
    step: float = 0.0
    has_zero: bool = True


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a claim may measure.

    Attributes
    ----------
    name : str
        What a claim calls it.
    indicators : tuple of Indicator
        Every way of measuring it for one side.
    shares : tuple of Indicator
        Those that are shares of the system; empty where nobody has a share of it.
    per : str
        The concept that it is divided by; empty where by none.
    between : tuple of (str, callable)
        Every way of measuring it for two sides: a label and what gives the series.
    more_is_nearer : bool
        Whether two sides are the nearer the more of it there is between them.
    step : float
        As of an `Indicator`, for what is measured between two sides.
    """

    name: str
    indicators: tuple[Indicator, ...] = ()
    shares: tuple[Indicator, ...] = ()
    per: str = ""
    between: tuple[tuple[str, Way], ...] = ()
    more_is_nearer: bool = False
    step: float = 0.0


def _capability(
    label: str, column: str, *sources: str, total: str = "", guarded: bool = True
) -> Indicator:
    """Name a column of the table of capabilities, summed over members."""
    return Indicator(
        label, "capability", column=column, sources=sources, total=total, guarded=guarded
    )


def _stored(label: str, table: str, column: str, source: str) -> Indicator:
    """Name a column of a table that only a user's store may hold, summed over members."""
    return Indicator(label, table, column=column, sources=(source,))


def _median(label: str, table: str, column: str, source: str, *, centred: bool = True) -> Indicator:
    """Name a column of which a bloc has its members' median."""
    return Indicator(
        label,
        table,
        column=column,
        sources=(source,),
        pooled="median",
        centred=centred,
    )


def _growth(label: str, column: str) -> Indicator:
    """Name a column of the projections of people."""
    return Indicator(
        label, "outlook", column=column, sources=("wpp",), pooled="median", projected=True
    )


def _bounded(indicator: Indicator, low: str, high: str, *, errors: float) -> Indicator:
    """Add the columns of the bounds that the source gives."""
    return replace(indicator, bounds=(low, high), errors=errors)


def _shared(name: str, *indicators: Indicator) -> Concept:
    """Make a concept whose indicators are all shares of the system."""
    return Concept(name, indicators, shares=indicators)


def _votes_on(issue: str) -> Measured:
    """Give what measures agreement in votes on one issue."""

    def measured(catalog: Catalog, pair: RelationKey) -> Series:
        every = catalog.remember(by_issue, pair)
        for series in every:
            if series.id.endswith(f"_{issue}"):
                return series
        return Series(
            id="claims.issue",
            label=issue,
            of=pair.of,
            unit="pi",
            table="agreement_by_issue",
            column="pi",
            keys=(),
            years=(),
            values=(),
            sources=("un_votes",),
            rule="",
        )

    return measured


def _distance(series: str) -> Way:
    """Measure the distance of positions in one series, with its joint draws."""

    def measured(catalog: Catalog, pair: RelationKey) -> Series:
        return distance(catalog, pair, series)

    def drawn(catalog: Catalog, pair: RelationKey) -> Draws:
        return drawn_distance(catalog, pair, series)

    return Way(measured, drawn)


def _speech(catalog: Catalog, pair: RelationKey) -> Series:
    return one_way(catalog, pair.first, pair.second)


def _organisations(catalog: Catalog, pair: RelationKey) -> Series:
    return ties.organisations(catalog, pair)[0]


def _between(
    name: str,
    *ways: tuple[str, Measured | Way],
    more_is_nearer: bool = False,
    step: float = 0.0,
) -> Concept:
    """Make a concept that is measured between two sides."""
    every = tuple((label, way if isinstance(way, Way) else Way(way)) for label, way in ways)
    return Concept(name, between=every, more_is_nearer=more_is_nearer, step=step)


OPEN = ("gapminder", "wdi")
COW = "Correlates of War"
CONSTANT, CURRENT, PARITY = "constant 2015 dollars", "current dollars", "purchasing power"

COW_SPENDING = _capability(COW, "milex_share", "cow_nmc")
SPENDING = (
    _capability(CONSTANT, "spending_constant", *OPEN),
    _capability(CURRENT, "spending_current", *OPEN),
    _capability(PARITY, "spending_ppp_constant", *OPEN),
    _stored("SIPRI, constant 2023 dollars", "sipri_milex", "milex_constant", "sipri_milex"),
    _stored("SIPRI, current dollars", "sipri_milex", "milex_current", "sipri_milex"),
    COW_SPENDING,
)
SPENDING_SHARES = (
    _capability(CONSTANT, "spending_constant_share", *OPEN),
    _capability(PARITY, "spending_ppp_constant_share", *OPEN),
    COW_SPENDING,
)
GDP = (
    _capability("constant dollars", "gdp_constant_share", *OPEN, total="gdp_constant"),
    _capability(PARITY, "gdp_ppp_constant_share", *OPEN, total="gdp_ppp_constant"),
    _capability("Maddison project", "gdp_2011_share", "maddison", "gapminder", total="gdp_2011"),
)
PEOPLE = _capability("all sources of people", "pop_share", "gapminder", "cow_nmc", total="pop")
WARHEADS = _capability(
    "Federation of American Scientists", "warheads_share", "nuclear", guarded=False
)
ARMS = _capability("SIPRI, by way of Gapminder", "arms_exports_share", "gapminder", guarded=False)
OIL = _capability("tonnes produced", "oil_share", "gapminder", guarded=False)
GAS = _capability("produced", "gas_share", "gapminder", guarded=False)
LIFE = (
    _median("World Bank", "society", "life_expectancy", "wdi", centred=True),
    _median("Gapminder", "gapminder", "years_of_life", "gapminder", centred=False),
)
FUEL = _median("World Bank, per cent of exports", "society", "fuel_exports", "wdi", centred=True)
POLYARCHY = _median("V-Dem polyarchy", "regime", "polyarchy", "vdem")
POLITY = _median("Polity", "polity", "polity2", "polity", centred=False)
UNIFIED = _median("unified democracy scores", "cow_democracy", "euds", "democracy", centred=False)
DEMOCRACY = (
    # V-Dem's bounds are one standard error
    replace(_bounded(POLYARCHY, "polyarchy_low", "polyarchy_high", errors=1.0), step=0.05),
    replace(POLITY, step=1.5, has_zero=False),
    replace(UNIFIED, step=0.2, has_zero=False),
)
MEDIAN_GROWTH = _growth("United Nations, median projection, of 2024", "growth_median")
GROWTH = replace(
    _bounded(MEDIAN_GROWTH, "growth_low95", "growth_high95", errors=TO_95), persist=True
)
GROWTH_BOUND = _growth("United Nations, 95 %", "growth_high95")
DISTANCES = (
    ("adopted resolutions", _distance("adopted")),
    ("all kinds of votes", _distance("voeten")),
    ("published positions", _distance("published")),
)
DISPUTE_LISTS = (
    ("Gibler, Miller and Little", ties.recent_disputes),
    (COW, cow_disputes),
)
PI_STEP = 0.07
"""Least change of chance-corrected agreement that counts, on a scale from -1 to 1."""

CAPABILITY = _shared("capability", _capability("CINC", "cinc_share", "cow_nmc"))
WEALTH = _shared("GDP", *GDP)
BUDGETS = Concept("military spending", SPENDING, shares=SPENDING_SHARES)
POPULATION = _shared("people", PEOPLE)
SOLDIERS = _shared("soldiers", _capability(COW, "milper_share", "cow_nmc"))
ENERGY = _shared("energy", _capability(COW, "pec_share", "cow_nmc"))
NUCLEAR = _shared("warheads", WARHEADS)
ARMS_EXPORTS = _shared("arms exports", ARMS)
OIL_OUTPUT = _shared("oil", OIL)
GAS_OUTPUT = _shared("gas", GAS)
PER_SOLDIER = Concept("spending per soldier", SPENDING, per="soldiers")
PER_HEAD = Concept("GDP per head", GDP, per="people")
LIFE_EXPECTANCY = Concept("life expectancy", LIFE)
FUEL_EXPORTS = Concept("fuel exports", (FUEL,))
REGIME = Concept("democracy", DEMOCRACY)
PROJECTION = Concept("population to come", (GROWTH,))
PROJECTION_BOUND = Concept("population to come, upper bound", (GROWTH_BOUND,))
DISTANCE = _between("distance in votes", *DISTANCES)
AGREEMENT = _between("agreement", ("pi", agreement), more_is_nearer=True, step=PI_STEP)
AGREEMENT_BY_ISSUE = tuple(
    _between(f"agreement on {name}", ("pi", _votes_on(issue)), more_is_nearer=True, step=PI_STEP)
    for issue, name in ISSUES.items()
)
SPEECH = _between("hostile speech", ("General Debate", _speech))
ORGANISATIONS = _between("organisations in common", (COW, _organisations), more_is_nearer=True)
DISPUTES = _between("disputes in ten years", *DISPUTE_LISTS)
TRADE = _between("trade", (COW, trade), more_is_nearer=True)

CONCEPTS: tuple[Concept, ...] = (
    CAPABILITY,
    WEALTH,
    BUDGETS,
    POPULATION,
    SOLDIERS,
    ENERGY,
    NUCLEAR,
    ARMS_EXPORTS,
    OIL_OUTPUT,
    GAS_OUTPUT,
    PER_SOLDIER,
    PER_HEAD,
    LIFE_EXPECTANCY,
    FUEL_EXPORTS,
    REGIME,
    PROJECTION,
    PROJECTION_BOUND,
    DISTANCE,
    AGREEMENT,
    *AGREEMENT_BY_ISSUE,
    SPEECH,
    ORGANISATIONS,
    DISPUTES,
    TRADE,
)
"""Every concept; a claim names one of them."""


FORMER_NAMES = {
    "agreement on the middle east": "me",
    "agreement on nuclear weapons": "nu",
    "agreement on arms control": "di",
    "agreement on colonialism": "co",
}
"""Names of an earlier version that files of claims may still have, and the issue that they mean."""


def concept(name: object) -> Concept:
    """Find a concept by its name.

    Parameters
    ----------
    name : object
        As a claim writes it; case does not matter.

    Raises
    ------
    ClaimError
        Naming the near ones.

    Examples
    --------
    >>> concept("people").indicators[0].column
    'pop_share'
    """
    wanted = str(name)
    issue = FORMER_NAMES.get(wanted.casefold())
    wanted = f"agreement on {ISSUES[issue]}" if issue else wanted
    for known in CONCEPTS:
        if known.name.casefold() == wanted.casefold():
            return known
    names = [known.name for known in CONCEPTS]
    raise ClaimError(
        f"nothing here measures '{wanted}'",
        near=difflib.get_close_matches(wanted, names, 4, 0.4) or names[:8],
        next_step="docs/claims.md lists what can be measured",
    )
