"""Wars of the Correlates of War of dyads (between states) and states (inside them)."""

from __future__ import annotations

import polars as pl

from detente.panel.adders.base import (
    EDITION,
    Adder,
    Columns,
    Form,
    Frames,
    Option,
    Request,
    both_editions,
)

MISSING = -9
"""What the published cells hold where deaths are not known."""


def _deaths(*columns: str) -> pl.Expr:
    """Sum deaths of both sides; those of one where the other's are missing, null where both are."""
    known = [pl.when(pl.col(c) != MISSING).then(pl.col(c)) for c in columns]
    return pl.when(pl.any_horizontal(k.is_not_null() for k in known)).then(pl.sum_horizontal(known))


def _one_each(
    frame: pl.DataFrame, keys: list[str], onset: str, deaths: tuple[str, str]
) -> pl.DataFrame:
    """Keep one war a unit: onsets before those that go on, then the deadliest, then the first
    listed.
    """
    return (
        frame.with_columns(_deaths(*deaths).alias("_deaths"))
        .sort(
            *keys,
            onset,
            "_deaths",
            "row",
            descending=[*[False] * len(keys), True, True, False],
            nulls_last=True,
        )
        .unique(keys, keep="first", maintain_order=True)
        .drop("_deaths", "row")
    )


def pairs(tables: Frames, request: Request) -> Columns:
    """Give the one war of each dyad-year, both ways.

    Zero without one to 2007; what is not known of one is null.
    """
    (wars,) = tables.values()
    frame = _one_each(
        wars,
        ["ccode1", "ccode2", "year"],
        "cowinteronset",
        ("batdeath1", "batdeath2"),
    )
    names = tuple(c for c in frame.columns if c not in ("warnum", "ccode1", "ccode2", "year"))
    return Columns(frame, names, zero=("cowinterongoing", "cowinteronset"), event="cowinterongoing")


def states(tables: Frames, request: Request) -> Columns:
    """Give the one war of each state-year inside the state that is its party, and the numbers of
    all of them.
    """
    (wars,) = tables.values()
    primary = wars.filter(pl.col("primary_state") == 1)
    if request.options["intratype"] != "all":
        primary = primary.filter(pl.col("wartype") == request.options["intratype"])
    return _intra(primary)


def _intra(primary: pl.DataFrame) -> Columns:
    keys = ["ccode", "year"]
    sides = pl.concat(
        [
            primary.filter(pl.col(c) > 0).with_columns(pl.col(c).cast(pl.Int64).alias("ccode"))
            for c in ("ccodea", "ccodeb")
        ]
    ).sort("row")
    numbers = sides.group_by(keys, maintain_order=True).agg(
        pl.col("warnum").cast(pl.String).str.join("; ").alias("intrawarnums")
    )
    frame = _one_each(sides, keys, "cowintraonset", ("sideadeaths", "sidebdeaths")).join(
        numbers, on=keys, how="left", maintain_order="left"
    )
    names = (
        "warnum",
        "warname",
        "wartype",
        "cowintraonset",
        "cowintraongoing",
        "intnl",
        "outcome",
        "sideadeaths",
        "sidebdeaths",
        "intrawarnums",
    )
    return Columns(
        frame.select(*keys, *names),
        names,
        zero=("cowintraongoing", "cowintraonset"),
        event="cowintraongoing",
    )


BETWEEN = Form("pair", pairs, tables=("cow_war_inter",), when=("type", (None, "inter")))
INSIDE = Form(
    "state", states, tables=("cow_war_intra",), dyads=False, when=("type", (None, "intra"))
)
ADDER = Adder(
    "cow_wars",
    "wars (Correlates of War)",
    forms=(*both_editions(BETWEEN), *both_editions(INSIDE)),
    options={
        "edition": EDITION,
        "type": Option(
            None, "wars between states (dyads) or inside them (states)", choices=("inter", "intra")
        ),
        "intratype": Option(
            "all",
            "wars inside states: about what",
            choices=("all", "central control", "local issues"),
        ),
    },
)
