"""International crises of dyads and states."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Request


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether two states were opponents in a crisis, whether one began, and its violence.

    Zero without one in the years that the source covers; the most violent crisis counts.
    """
    violence = tables["icb_crises"].select("crisno", "viol")
    opponents = tables["icb_dyads"].join(violence, on="crisno", how="left")
    began = (pl.col("ongoing") == 0).max().cast(pl.Int8)
    number = pl.col("crisno").n_unique().cast(pl.Int16)
    most_violent = pl.col("viol").max().cast(pl.Int8)
    frame = opponents.group_by("ccode1", "ccode2", "year").agg(
        pl.lit(1, dtype=pl.Int8).alias("icbcrisis"),
        began.alias("icbonset"),
        most_violent.alias("icbviol"),
        number.alias("icbcrises"),
    )
    names = ("icbcrisis", "icbonset", "icbviol", "icbcrises")
    return Columns(
        frame,
        names,
        zero=("icbcrisis", "icbonset", "icbcrises"),
        both_ways=True,
        event="icbcrisis",
    )


def states(tables: Frames, request: Request) -> Columns:
    """Count the crises that began for a state as an actor, to the last year with actors."""
    actors = tables["icb_actors"].drop_nulls("ccode")
    frame = actors.group_by("ccode", "year").agg(
        pl.col("crisno").n_unique().cast(pl.Int16).alias("icbactor")
    )
    last = tables["icb_actors"]["year"].max()
    covered = (request.years[0], last if isinstance(last, int) else request.years[1])
    return Columns(frame, ("icbactor",), zero=("icbactor",), years=covered)


ADDER = Adder(
    "icb_crises",
    "international crises",
    forms=(
        Form("pair", pairs, tables=("icb_dyads", "icb_crises")),
        Form("state", states, tables=("icb_actors",), dyads=False),
    ),
)
