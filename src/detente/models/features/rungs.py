"""Rungs between two states: one is a member of a bloc on whose ladder the other can climb."""

from __future__ import annotations

import polars as pl

from detente.actors.blocs import Bloc, blocs
from detente.actors.crosswalk import letters_by_code
from detente.actors.systems import COMPLETE_TO
from detente.models.features.pairs import lineage, pair_id
from detente.models.membership.design import MEMBER, rungs_of

FIRST = 1946
"""First year whose steps are features."""
LAST = COMPLETE_TO
"""Last year in which ladders are looked at: blocs' tables are as complete as the state systems."""
LONGEST = 50
"""Years after which a step on a ladder no longer counts as more remote."""


def rungs_between() -> pl.DataFrame:
    """Find every rung that a state climbed in a bloc of which the other was a full member before.

    Returns
    -------
    polars.DataFrame
        ``pair``, ``year``; ``open`` is 1 where one of the two can still climb in a bloc of the
        other's, ``climbed`` is 1 where it did in that year.
    """
    letters = _letters()
    on_a_ladder = pl.concat([_rungs_in(bloc) for bloc in blocs().values()])
    coded = on_a_ladder.join(letters, on=["iso3", "year"], how="inner")
    rungs = coded.group_by("bloc", "now", "year").agg(pl.col("rung").max())
    states = letters.join(coded.select("ccode").unique(), on="ccode", how="semi")
    members = rungs.filter(pl.col("rung") == MEMBER).select("bloc", "year", other="now")
    ladder = _ladder(states, rungs, members)
    still_open = _pairs(ladder.filter(pl.col("rung") < MEMBER).join(members, on=["bloc", "year"]))
    steps = ladder.filter(pl.col("rung") > pl.col("previous"))
    climbed = _pairs(
        steps.with_columns(before=pl.col("year") - 1).join(
            members, left_on=["bloc", "before"], right_on=["bloc", "year"]
        )
    )
    return still_open.with_columns(open=pl.lit(1.0)).join(
        climbed.with_columns(climbed=pl.lit(1.0)),
        on=["pair", "year"],
        how="full",
        coalesce=True,
    )


def with_rungs(frame: pl.DataFrame) -> pl.DataFrame:
    """Add whether a rung is open between two states, whether one was climbed, and how long ago.

    Parameters
    ----------
    frame : polars.DataFrame
        ``pair``, ``year``.

    Returns
    -------
    polars.DataFrame
        With ``open``, ``climbed`` (1 or 0) and ``since_rung``; sorted by pair and year.
    """
    joined = frame.join(rungs_between(), on=["pair", "year"], how="left", maintain_order="left")
    ordered = joined.sort("pair", "year")
    last_step = pl.when(pl.col("climbed") > 0).then(pl.col("year")).forward_fill().over("pair")
    years = (pl.col("year") - last_step).clip(0, LONGEST).fill_null(LONGEST)
    return ordered.with_columns(
        pl.col("open", "climbed").fill_null(0), since_rung=years.cast(pl.Float64).log1p()
    )


def _letters() -> pl.DataFrame:
    """Give the letters of each code and year, with the code under which its pairs are numbered."""
    letters = letters_by_code("cow").drop_nulls("iso3")
    known = letters.select(pl.col("ccode").cast(pl.Int64), "year", "iso3")
    codes = known["ccode"].unique()
    now = pl.Series("now", [lineage(code) for code in codes], dtype=pl.Int64)
    return known.join(pl.DataFrame([codes, now]), on="ccode", how="left", maintain_order="left")


def _rungs_in(bloc: Bloc) -> pl.DataFrame:
    """Give the rung of everybody on one ladder at the end of each year."""
    rows = [
        (letters, year, rung)
        for letters, years in rungs_of(bloc, LAST).items()
        for year, rung in years.items()
    ]
    schema = {"iso3": pl.String, "year": pl.Int64, "rung": pl.Int64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return frame.with_columns(bloc=pl.lit(bloc.id))


def _ladder(states: pl.DataFrame, rungs: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """Lay out every state on every ladder that has a member, with its rung of the year before."""
    in_time = states.filter(pl.col("year").is_between(FIRST, LAST)).select("now", "year").unique()
    every = in_time.join(members.select("bloc", "year").unique(), on="year")
    placed = every.join(rungs, on=["bloc", "now", "year"], how="left")
    ordered = placed.with_columns(pl.col("rung").fill_null(0)).sort("bloc", "now", "year")
    rung, year = pl.col("rung"), pl.col("year")
    is_next_year = year == year.shift(1).over("bloc", "now") + 1
    # what a state was before years in which it did not exist is no rung from which it climbed
    previous = pl.when(is_next_year).then(rung.shift(1).over("bloc", "now"))
    return ordered.with_columns(previous=previous)


def _pairs(crossed: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs and years of a state beside the members of a bloc; none of it with itself."""
    between_two = crossed.filter(pl.col("now") != pl.col("other"))
    return between_two.select("year", pair=pair_id("now", "other")).unique()
