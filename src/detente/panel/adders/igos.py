"""Organisations: memberships of a state, those that two states share, and membership in one that is
named.
"""

from __future__ import annotations

import difflib

import polars as pl

from detente.errors import PanelError
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

KINDS = {"full": 1, "associate": 2, "observer": 3}


def states(tables: Frames, request: Request) -> Columns:
    """Count the memberships of a state by kind.

    A state-year that the source covers has a count, if only zero.
    """
    kind = pl.col("membership")
    counts = (
        tables["cow_igo"]
        .group_by("ccode", "year")
        .agg(
            *(
                (kind == number).sum().cast(pl.Int16).alias(f"sum_igo_{name}")
                for name, number in KINDS.items()
            ),
            kind.is_not_null().sum().cast(pl.Int16).alias("sum_igo_anytype"),
        )
    )
    names = (*(f"sum_igo_{name}" for name in KINDS), "sum_igo_anytype")
    frame = (
        tables["cow_igo_states"]
        .select("ccode", "year")
        .join(counts, on=["ccode", "year"], how="left")
    )
    return Columns(frame.with_columns(pl.col(names).fill_null(0)), names)


def pairs(tables: Frames, request: Request) -> Columns:
    """Count organisations in common.

    Null where one of the two is not covered, unknown memberships not counted.
    """
    return _named(tables["cow_igo_pairs"], request)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the starter's counts, from 1946."""
    return _named(tables["organisations"], request)


def _named(counts: pl.DataFrame, request: Request) -> Columns:
    """Name the counts as the field does: `dyadigos` counts full and associate members alike."""
    full, associate = pl.col("full").cast(pl.Int16), pl.col("associate").cast(pl.Int16)
    kinds = (
        [
            full.alias("dyadigos_full"),
            associate.alias("dyadigos_associate"),
            pl.col("observer").cast(pl.Int16).alias("dyadigos_observer"),
        ]
        if request.options["kinds"]
        else []
    )
    frame = counts.select(
        pl.col("ccode1", "ccode2", "year").cast(pl.Int64),
        (full + associate).alias("dyadigos"),
        *kinds,
    )
    return Columns(frame, tuple(frame.columns[3:]), both_ways=True)


def organisation(tables: Frames, request: Request) -> Columns:
    """Give the membership of a state in one organisation: 1 full, 2 associate, 3 observer, 0 none."""
    if request.options["organisation"] is None:
        raise PanelError(
            "'igos' counts for states and for pairs",
            where="k-adic-years",
            next_step="name one, as organisation='NATO'",
        )
    wanted, known = (
        str(request.options["organisation"]),
        tables["cow_igo"]["igo"].unique().sort().to_list(),
    )
    name = next((igo for igo in known if igo.casefold() == wanted.casefold()), None)
    if name is None:
        raise PanelError(
            f"the source holds no organisation '{wanted}'",
            where="cow_igo",
            near=difflib.get_close_matches(wanted.casefold(), known),
        )
    column = f"igo_{name.casefold()}"
    held = (
        tables["cow_igo"]
        .filter(pl.col("igo") == name)
        .with_columns(pl.col("membership").fill_null(-1))
    )
    frame = (
        tables["cow_igo_states"]
        .select("ccode", "year")
        .join(held, on=["ccode", "year"], how="left")
        .select(
            "ccode",
            "year",
            pl.col("membership").fill_null(0).replace(-1, None).cast(pl.Int8).alias(column),
        )
    )
    return Columns(frame, (column,))


BOTH = ("cow_igo", "cow_igo_states")
COUNTS = ("organisation", (None,))
ADDER = Adder(
    "igos",
    "memberships in organisations",
    forms=(
        Form("pair", pairs, tables=("cow_igo_pairs",), when=COUNTS),
        Form("state", states, tables=BOTH, dyads=False, when=COUNTS),
        Form("state", organisation, tables=BOTH),
        Form("pair", starter, tables=("organisations",), starter=True, when=COUNTS),
    ),
    options={
        "kinds": Option(False, "for pairs: also the counts by kind of membership"),
        "organisation": Option(
            None, "membership in this one organisation, by its short name in the source"
        ),
    },
)
