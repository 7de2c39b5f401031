"""Armed conflicts between the states of a dyad, after UCDP."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from detente.calendar import years
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

PRIMARY = "primary"
NAMES = ("ucdpinterstate", "ucdpinterstateonset", "ucdpintensity", "ucdpincomplete")
KEYS = ("ccode1", "ccode2", "year")


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether two states were on opposite sides of an armed conflict, and how severe it was.

    Zero without one to the last year of the complete edition. Of later years only conflicts are
    known, not their absence, so that they are null without one.
    """
    complete = tables["ucdp_pairs"].with_columns(pl.lit(False).alias("incomplete"))
    recent = tables["ucdp_pairs_recent"].filter(pl.col("year") > request.years[1])
    known = pl.concat([complete, recent.select(complete.columns)])
    return _of_pairs(_chosen(known, request))


def from_starter(tables: Frames, request: Request) -> Columns:
    """Give the same from the rows that the starter holds."""
    columns = _of_pairs(_chosen(tables["armed_conflicts"], request))
    return replace(columns, years=years("ucdp_acd"))


def _chosen(known: pl.DataFrame, request: Request) -> pl.DataFrame:
    """Keep the conflicts and the roles that the options ask for."""
    options = request.options
    conditions = []
    if not options["foreign_troops"]:
        conditions.append(pl.col("type_of_conflict").cast(pl.String) == "interstate")
    if options["roles"] == PRIMARY:
        roles = pl.col("role1", "role2").cast(pl.String)
        conditions.append(pl.all_horizontal(roles == PRIMARY))
    return known.filter(*conditions) if conditions else known


def _of_pairs(chosen: pl.DataFrame) -> Columns:
    """Sum the conflicts of each pair and year: one is enough, the most severe counts."""
    codes = chosen.drop_nulls(["ccode1", "ccode2"]).with_columns(pl.col(KEYS).cast(pl.Int64))
    ordered = codes.with_columns(
        pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
        pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
    )
    began = pl.col("year") == pl.col("year").min().over("ccode1", "ccode2", "conflict_id")
    one = pl.lit(1, dtype=pl.Int8)
    marked = ordered.with_columns(
        one.alias("ucdpinterstate"),
        began.cast(pl.Int8).alias("ucdpinterstateonset"),
        pl.col("intensity_level").alias("ucdpintensity"),
        pl.col("incomplete").cast(pl.Int8).alias("ucdpincomplete"),
    )
    frame = marked.group_by(KEYS).agg(pl.col(NAMES).max())
    return Columns(
        frame,
        NAMES,
        zero=("ucdpinterstate", "ucdpinterstateonset", "ucdpincomplete"),
        both_ways=True,
        event="ucdpinterstate",
    )


ADDER = Adder(
    "ucdp_interstate",
    "armed conflicts between the states of a dyad",
    forms=(
        Form("pair", pairs, tables=("ucdp_pairs", "ucdp_pairs_recent")),
        Form("pair", from_starter, tables=("armed_conflicts",), starter=True),
    ),
    options={
        "roles": Option(
            PRIMARY,
            "parties to the incompatibility alone, or those that join with troops too",
            choices=(PRIMARY, "any"),
        ),
        "foreign_troops": Option(
            False, "count support with troops for rebels against the other state"
        ),
    },
)
