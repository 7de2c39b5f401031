"""Strategic rivalries of dyads and states."""

from __future__ import annotations

import polars as pl

from detente.actors.systems import COMPLETE_TO, FIRST_YEAR
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request
from detente.sources.dialects import dialect

KINDS = ("positional", "spatial", "ideological", "interventionary")
AUSTRIA_HUNGARY, AUSTRIA, PARTED = 300, 305, 1919


def _yearly(tables: Frames, request: Request) -> pl.DataFrame:
    """Spread the rivalries over their years.

    Those of Austria-Hungary go on as Austria's from 1919.
    """
    official = request.options["edition"] == "official"
    spread = (
        tables["tss_rivalries"]
        .with_columns(
            pl.int_ranges(pl.max_horizontal("start", FIRST_YEAR), pl.col("end") + 1).alias("year")
        )
        .explode("year")
        .drop_nulls("year")
    )
    heir = [
        pl.when((pl.col(c) == AUSTRIA_HUNGARY) & (pl.col("year") >= PARTED))
        .then(AUSTRIA)
        .otherwise(pl.col(c))
        .alias(c)
        for c in ("ccode1", "ccode2")
    ]
    yearly = spread.with_columns(*heir, pl.col(KINDS).fill_null(0))
    return _as_named(yearly) if official else yearly


def _as_named(yearly: pl.DataFrame) -> pl.DataFrame:
    """Give rivals the code of the state that the rivalry names, where the table has another's."""
    named = dialect("tss_rivalries").meanings
    for side in ("ccode1", "ccode2"):
        key = pl.concat_str(["tssr_id", side], separator=" ")
        meant = named.select(
            "key",
            pl.col("ccode").alias("meant"),
            pl.col("from").dt.year().fill_null(FIRST_YEAR).alias("since"),
            pl.col("to").dt.year().fill_null(COMPLETE_TO).alias("until"),
        )
        joined = yearly.with_columns(key.alias("key")).join(
            meant, on="key", how="left", maintain_order="left"
        )
        holds = pl.col("year").is_between(pl.col("since"), pl.col("until"))
        code = pl.when(holds).then("meant").otherwise(side).alias(side)
        yearly = joined.with_columns(code).drop("key", "meant", "since", "until")
    return yearly


def pairs(tables: Frames, request: Request) -> Columns:
    """Tell whether two states were rivals and of which kinds; zero without, to 2020, null after."""
    frame = _yearly(tables, request).select(
        "ccode1",
        "ccode2",
        "year",
        "tssr_id",
        *KINDS,
        pl.lit(1, dtype=pl.Int8).alias("ongoingrivalry"),
    )
    names = ("tssr_id", *KINDS, "ongoingrivalry")
    return Columns(
        frame.unique(["ccode1", "ccode2", "year"], maintain_order=True),
        names,
        zero=(*KINDS, "ongoingrivalry"),
        both_ways=True,
        event="ongoingrivalry",
        always=("ongoingrivalry",),
    )


def states(tables: Frames, request: Request) -> Columns:
    """Count a state's rivalries of each kind."""
    yearly = _yearly(tables, request)
    both = pl.concat(
        [yearly.select(pl.col(c).alias("ccode"), "year", *KINDS) for c in ("ccode1", "ccode2")]
    )
    names = tuple(f"n_{kind}" for kind in sorted(KINDS))
    frame = both.group_by("ccode", "year").agg(
        pl.col(k).cast(pl.Int16).sum().alias(f"n_{k}") for k in KINDS
    )
    return Columns(frame.select("ccode", "year", *names), names, zero=names)


EDITION = Option(
    "official",
    "rivals by the state that a rivalry names, or by the codes of peacesciencer's table, for "
    "replication",
    choices=("official", "reference"),
)
ADDER = Adder(
    "rivalries",
    "strategic rivalries",
    forms=(
        Form("pair", pairs, tables=("tss_rivalries",)),
        Form("state", states, tables=("tss_rivalries",), dyads=False),
    ),
    options={"edition": EDITION},
)
