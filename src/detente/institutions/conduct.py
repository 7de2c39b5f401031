"""Conduct inside an alliance: how often its members dispute, beside comparable pairs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.estimators.proportion import wilson
from detente.institutions.borders import borders as borders_of
from detente.institutions.disputes import LAST
from detente.panel.spine import dyad_years
from detente.store.catalog import Catalog
from detente.store.starter import Recipe

FIRST = 1946
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
LEAST = 30
"""Fewest pair-years for which a rate is given."""


def conduct(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Count neighbouring pair-years and their disputes by bloc, group of pairs and year."""
    near = borders_of({"cow_contiguity": tables["cow_contiguity"]}).filter(
        pl.col("border").cast(pl.String) != "sea"
    )
    keys = ["ccode1", "ccode2", "year"]
    spine = (
        dyad_years("cow", years=(FIRST, LAST))
        .select(pl.col(keys).cast(pl.Int64))
        .filter(pl.col("ccode1") < pl.col("ccode2"))
    )
    pairs = (
        spine.join(
            near.with_columns(pl.col("ccode1", "ccode2").cast(pl.Int64)), on=["ccode1", "ccode2"]
        )
        .filter((pl.col("start") <= pl.col("year")) & (pl.col("end") >= pl.col("year")))
        .select(keys)
        .unique()
    )
    begun = tables["gml_mid"].filter(
        (pl.col("ccode1") < pl.col("ccode2"))
        & (pl.col("gmlmidonset") == 1)
        & (pl.col("year") >= FIRST)
    )
    fights = begun.group_by(keys).agg(
        pl.len().alias("begun"),
        (pl.col("hostlev") >= FORCE).sum().alias("force"),
        (pl.col("fatality") > 0).sum().alias("fatal"),
    )
    pact = (
        tables["atop"]
        .filter(pl.col("atop_defense") == 1)
        .select(
            pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
            pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
            "year",
            pl.lit(True).alias("pact"),
        )
        .unique()
    )
    whole = (
        pairs.join(fights, on=keys, how="left")
        .join(pact, on=keys, how="left")
        .with_columns(
            pl.col("begun", "force", "fatal").fill_null(0), pl.col("pact").fill_null(False)
        )
    )
    parts = [_grouped(whole, bloc) for bloc in blocs().values()]
    return (
        pl.concat([p for p in parts if p.height])
        .with_columns(
            pl.col("year", "known").cast(pl.Int16),
            pl.col("bloc", "group").cast(pl.Categorical),
            pl.col("pairs", "begun", "force", "fatal").cast(pl.Int16),
        )
        .sort(pl.col("bloc").cast(pl.String), pl.col("group").cast(pl.String), "year", "known")
    )


def _grouped(whole: pl.DataFrame, bloc: Bloc) -> pl.DataFrame:
    """Sort every pair-year since the bloc's founding into one group of the bloc."""
    years = range(FIRST, LAST + 1)
    inside = pl.DataFrame(
        [(y, c) for y in years for c in bloc.members(y)],
        schema={"year": pl.Int64, "code": pl.Int64},
        orient="row",
    )
    if inside.is_empty():
        return pl.DataFrame()
    ever = inside.group_by("code").agg(pl.col("year").min().alias("since"))
    found = whole
    for side in ("1", "2"):
        found = found.join(
            inside.with_columns(pl.lit(True).alias(f"in{side}")),
            left_on=["year", f"ccode{side}"],
            right_on=["year", "code"],
            how="left",
        ).join(
            ever.rename({"since": f"since{side}"}),
            left_on=f"ccode{side}",
            right_on="code",
            how="left",
        )
    found = found.with_columns(pl.col("in1", "in2").fill_null(False))
    both, one = pl.col("in1") & pl.col("in2"), pl.col("in1") != pl.col("in2")
    later = pl.max_horizontal("since1", "since2") > pl.col("year")
    group = (
        pl.when(both)
        .then(pl.lit("inside"))
        .when(one)
        .then(pl.lit("across"))
        .when(pl.col("pact"))
        .then(pl.lit("allied"))
        .otherwise(pl.lit("neighbours"))
    )
    # that a pair was to be inside is known only from the year of joining: until then it stands in
    # the group of its own time
    before = ~both & pl.col("since1").is_not_null() & pl.col("since2").is_not_null() & later
    known = pl.when(before).then(pl.max_horizontal("since1", "since2")).otherwise(0).alias("known")
    return (
        found.with_columns(group.alias("group"), pl.lit(bloc.id).alias("bloc"), known)
        .group_by("bloc", "group", "year", "known")
        .agg(pl.len().alias("pairs"), pl.col("begun", "force", "fatal").sum())
        .with_columns(pl.col("pairs", "begun", "force", "fatal").cast(pl.Int64))
    )


RECIPES = (
    Recipe(
        id="conduct",
        grain=None,
        needs=("cow_contiguity", "gml_mid", "atop"),
        make=conduct,
        rule="neighbouring pair-years, disputes begun, with force, with deaths, by bloc and group of "
        "pairs",
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
    """Give the rates of every group of a bloc with enough pair-years up to a view."""
    table = catalog.frame("conduct").filter(
        (pl.col("bloc").cast(pl.String) == bloc.id)
        & (pl.col("year") <= as_of)
        & (pl.col("year") >= bloc.span.start.year - 10)
    )
    seen = (
        pl.when(pl.col("known").is_between(1, as_of))
        .then(pl.lit("before"))
        .otherwise(pl.col("group").cast(pl.String))
    )
    found = []
    for group, label in GROUPS.items():
        part = table.filter(seen == group)
        pairs, begun, force, fatal = (
            int(part[c].cast(pl.Int64).sum()) for c in ("pairs", "begun", "force", "fatal")
        )
        if pairs < LEAST:
            continue
        low, high = wilson(begun / pairs, pairs)
        years = part["year"].to_numpy()
        found.append(
            Rate(
                group=group,
                label=label,
                first=int(years.min()),
                last=int(years.max()),
                pairs=pairs,
                begun=begun,
                force=force,
                fatal=fatal,
                rate=100 * begun / pairs,
                low=100 * low,
                high=100 * high,
            )
        )
    return tuple(found)
