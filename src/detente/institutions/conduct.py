"""Conduct inside an alliance: how often its members dispute, beside comparable pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.calendar import last_year
from detente.estimators.proportion import wilson
from detente.institutions.borders import borders as borders_of
from detente.institutions.disputes import LAST
from detente.panel.spine import dyad_years
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

FIRST = 1946
KEYS = ["ccode1", "ccode2", "year"]
COUNTS = ("begun", "force", "fatal")
"""Disputes begun, those in which force was used, those with deaths."""
FORCE = 4
"""Hostility level of the use of force."""
GROUPS = {
    "inside": "pairs of members",
    "before": "the same pairs before both were members",
    "across": "members with others",
    "allied": "pairs bound to defend each other elsewhere",
    "neighbours": "neighbours with neither",
}
"""Groups of pairs, compared among neighbours by land or strait: others hardly ever dispute."""
YEARS_BEFORE = 10
"""Years before a bloc's founding from which its pairs are counted."""
LEAST = 30
"""Fewest pair-years for which a rate is given."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of disputes.

    Attributes
    ----------
    label : str
        Whose.
    table, onset : str
        Its table, and the column that is 1 where a dispute of the pair begins.
    last : int
        Its last year.
    """

    label: str
    table: str
    onset: str
    last: int


GML = Listing("Gibler, Miller and Little", "gml_mid", onset="gmlmidonset", last=LAST)
COW = Listing("Correlates of War", "cow_mid", onset="cowmidonset", last=last_year("cow_mid"))


def conduct(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count neighbouring pair-years and their disputes by bloc, group of pairs and year."""
    whole = _whole(tables, GML)
    by_bloc = [_grouped(whole, bloc, LAST) for bloc in blocs().values()]
    table = pl.concat([part for part in by_bloc if part.height])
    names = pl.col("bloc", "group")
    ordered = table.sort("bloc", "group", "year", "known")
    return ordered.with_columns(
        pl.col("year", "known", "pairs", *COUNTS).cast(pl.Int16), names.cast(pl.Categorical)
    )


def _whole(tables: Mapping[str, pl.DataFrame], listing: Listing) -> pl.DataFrame:
    """Lay out neighbouring pair-years with the disputes of a list and the pacts that bind them."""
    pair_years = _neighbours(tables["cow_contiguity"], listing.last)
    disputes = _begun(tables[listing.table], listing.onset)
    pacts = _pacts(tables["atop"])
    return (
        pair_years.join(disputes, on=KEYS, how="left")
        .join(pacts, on=KEYS, how="left")
        .with_columns(pl.col(*COUNTS).fill_null(0), pl.col("pact").fill_null(False))
    )


def _neighbours(contiguity: pl.DataFrame, last: int) -> pl.DataFrame:
    """List the pair-years of neighbours by land or narrow water, lower code first."""
    borders = borders_of({"cow_contiguity": contiguity})
    near = borders.filter(pl.col("border").cast(pl.String) != "sea")
    near = near.with_columns(pl.col("ccode1", "ccode2").cast(pl.Int64))
    spine = dyad_years("cow", years=(FIRST, last)).select(pl.col(KEYS).cast(pl.Int64))
    one_direction = spine.filter(pl.col("ccode1") < pl.col("ccode2"))
    joined = one_direction.join(near, on=["ccode1", "ccode2"])
    in_force = pl.col("year").is_between(pl.col("start"), pl.col("end"))
    return joined.filter(in_force).select(KEYS).unique()


def _begun(disputes: pl.DataFrame, column: str) -> pl.DataFrame:
    """Count the disputes that each pair began in each year, with force and with deaths."""
    one_direction = pl.col("ccode1") < pl.col("ccode2")
    onset = (pl.col(column) == 1) & (pl.col("year") >= FIRST)
    begun = disputes.filter(one_direction & onset)
    return begun.group_by(KEYS).agg(
        pl.len().alias("begun"),
        (pl.col("hostlev") >= FORCE).sum().alias("force"),
        (pl.col("fatality") > 0).sum().alias("fatal"),
    )


def _pacts(obligations: pl.DataFrame) -> pl.DataFrame:
    """List the pair-years in which either owes the other defence, lower code first."""
    return (
        obligations.filter(pl.col("atop_defense") == 1)
        .select(
            pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
            pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
            "year",
            pl.lit(True).alias("pact"),
        )
        .unique()
    )


def _with_membership(whole: pl.DataFrame, bloc: Bloc, last: int) -> pl.DataFrame:
    """Mark both states of each pair-year as members or not, with the year in which they joined."""
    years = range(FIRST, last + 1)
    rows = [(year, code) for year in years for code in bloc.members(year)]
    members = pl.DataFrame(rows, schema={"year": pl.Int64, "code": pl.Int64}, orient="row")
    if members.is_empty():
        return whole.clear()
    since = members.group_by("code").agg(pl.col("year").min().alias("since"))
    joined = whole
    for side in ("1", "2"):
        code = f"ccode{side}"
        member = members.rename({"code": code}).with_columns(pl.lit(True).alias(f"in{side}"))
        joined = joined.join(member, on=["year", code], how="left")
        ever = since.rename({"code": code, "since": f"since{side}"})
        joined = joined.join(ever, on=code, how="left")
    return joined.with_columns(pl.col("in1", "in2").fill_null(False))


def _grouped(whole: pl.DataFrame, bloc: Bloc, last: int) -> pl.DataFrame:
    """Count every pair-year in one group of the bloc."""
    pair_years = _with_membership(whole, bloc, last)
    if pair_years.is_empty():
        return pl.DataFrame()
    both, one = pl.col("in1") & pl.col("in2"), pl.col("in1") != pl.col("in2")
    group = (
        pl.when(both)
        .then(pl.lit("inside"))
        .when(one)
        .then(pl.lit("across"))
        .when(pl.col("pact"))
        .then(pl.lit("allied"))
        .otherwise(pl.lit("neighbours"))
    )
    # that a pair would be inside is known only from the year of joining: until then it counts in
    # the group of its own time
    both_ever = pl.col("since1").is_not_null() & pl.col("since2").is_not_null()
    joined = pl.max_horizontal("since1", "since2")
    before = ~both & both_ever & (joined > pl.col("year"))
    keys = (
        pl.lit(bloc.id).alias("bloc"),
        group.alias("group"),
        "year",
        pl.when(before).then(joined).otherwise(0).alias("known"),
    )
    sums = pl.col(*COUNTS).sum().cast(pl.Int64)
    return pair_years.group_by(*keys).agg(pl.len().cast(pl.Int64).alias("pairs"), sums)


DERIVED_TABLES = (
    DerivedTable(
        id="conduct",
        grain=None,
        needs=("cow_contiguity", "gml_mid", "atop"),
        make=conduct,
        rule=(
            "neighbouring pair-years, disputes begun, with force, with deaths, by bloc and group "
            "of pairs"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Rate:
    """How often and how hard pairs of one group disputed.

    Attributes
    ----------
    group, label : str
        A key of `GROUPS`, and what it is.
    first, last : int
        Years counted.
    pairs, begun, force, fatal : int
        Pair-years, disputes begun, those with use of force, those with deaths.
    rate, low, high : float
        Disputes begun in 100 pair-years, with a 90 % interval that takes pair-years as independent.
    """

    group: str
    label: str
    first: int
    last: int
    pairs: int
    begun: int
    force: int
    fatal: int
    rate: float
    low: float
    high: float


def rates(catalog: Catalog, bloc: Bloc, as_of: int) -> tuple[Rate, ...]:
    """Give the rates of every group of a bloc with enough pair-years up to a view.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    bloc : Bloc
        The alliance or organisation.
    as_of : int
        The view; a pair that joined later counts in the group of its own time.
    """
    of_bloc = pl.col("bloc").cast(pl.String) == bloc.id
    return _rates(catalog.frame("conduct").filter(of_bloc), bloc, as_of)


def rates_of_list(catalog: Catalog, bloc: Bloc, as_of: int, listing: Listing) -> tuple[Rate, ...]:
    """Give the rates by another list of disputes, from the user's own copy; none without it.

    Parameters
    ----------
    catalog : Catalog
        The tables, as they were known at the day of the view.
    bloc : Bloc
        The alliance or organisation.
    as_of : int
        The view.
    listing : Listing
        The list of disputes.
    """
    needed = ("cow_contiguity", listing.table, "atop")
    if not all(catalog.has(name) for name in needed):
        return ()
    last = min(listing.last, catalog.last_year(listing.table))
    whole = catalog.remember(_whole_of_store, replace(listing, last=last))
    grouped = _grouped(whole, bloc, last)
    return _rates(grouped, bloc, as_of) if grouped.height else ()


def _whole_of_store(catalog: Catalog, listing: Listing) -> pl.DataFrame:
    names = ("cow_contiguity", listing.table, "atop")
    return _whole({name: catalog.frame(name) for name in names}, listing)


def _rates(table: pl.DataFrame, bloc: Bloc, as_of: int) -> tuple[Rate, ...]:
    """Put the pair-years of a bloc into groups, as a view can know them, and give their rates."""
    recent = table.filter(pl.col("year") >= bloc.span.start.year - YEARS_BEFORE)
    joined_by_view = pl.col("known").is_between(1, as_of)
    group = pl.when(joined_by_view).then(pl.lit("before")).otherwise(pl.col("group"))
    by_group = recent.with_columns(group.cast(pl.String).alias("group"))
    measured = (_rate(by_group.filter(pl.col("group") == name), name) for name in GROUPS)
    return tuple(rate for rate in measured if rate is not None)


def _rate(rows: pl.DataFrame, group: str) -> Rate | None:
    """Divide disputes by pair-years; None where these are too few."""
    pairs, begun, force, fatal = (
        int(rows[column].cast(pl.Int64).sum()) for column in ("pairs", *COUNTS)
    )
    if pairs < LEAST:
        return None
    rate = begun / pairs
    low, high = wilson(rate, pairs)
    years = rows["year"].to_list()
    return Rate(
        group=group,
        label=GROUPS[group],
        first=min(years),
        last=max(years),
        pairs=pairs,
        begun=begun,
        force=force,
        fatal=fatal,
        rate=100 * rate,
        low=100 * low,
        high=100 * high,
    )
