"""Organisations: memberships of a state, those that two states share, and membership in one that is
named.
"""

from __future__ import annotations

import difflib
from dataclasses import replace

import polars as pl

from detente.errors import PanelError
from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

KINDS = {"full": 1, "associate": 2, "observer": 3}
"""Kinds of membership, as the source codes them."""
UNKNOWN = -1
"""Marks a membership of a kind that is not known, while rows are joined."""


def states(tables: Frames, request: Request) -> Columns:
    """Count the memberships of a state by kind.

    A state-year that the source covers has a count, if only zero.
    """
    membership = pl.col("membership")
    of_kind = [
        (membership == number).sum().cast(pl.Int16).alias(f"sum_igo_{name}")
        for name, number in KINDS.items()
    ]
    of_any = membership.is_not_null().sum().cast(pl.Int16).alias("sum_igo_anytype")
    counts = tables["cow_igo"].group_by("ccode", "year").agg(*of_kind, of_any)
    covered = tables["cow_igo_states"].select("ccode", "year")
    frame = covered.join(counts, on=["ccode", "year"], how="left")
    names = (*(f"sum_igo_{name}" for name in KINDS), "sum_igo_anytype")
    return Columns(frame.with_columns(pl.col(names).fill_null(0)), names)


def pairs(tables: Frames, request: Request) -> Columns:
    """Count organisations in common.

    Null where one of the two is not covered, unknown memberships not counted.
    """
    return _named(tables["cow_igo_pairs"], request)


def starter(tables: Frames, request: Request) -> Columns:
    """Give the starter's counts, from 1946."""
    counts = tables["organisations"]
    return replace(_named(counts, request), years=_kept_years(counts, request))


def starter_states(tables: Frames, request: Request) -> Columns:
    """Give the starter's counts of a state by kind, from 1946."""
    kinds = {f"sum_igo_{kind}": pl.col(kind).cast(pl.Int16) for kind in KINDS}
    counts = tables["memberships"].select(pl.col("ccode", "year").cast(pl.Int64), **kinds)
    return Columns(counts, tuple(kinds), years=_kept_years(counts, request))


def _kept_years(counts: pl.DataFrame, request: Request) -> tuple[int, int]:
    """Give the years that the starter keeps: it begins later than the source."""
    kept = counts.select(pl.col("year").min().alias("first"), pl.col("year").max().alias("last"))
    first, last = kept.row(0)
    return int(first), min(int(last), request.years[1])


def _named(counts: pl.DataFrame, request: Request) -> Columns:
    """Name the counts as the field does: `dyadigos` counts full and associate members alike."""
    full, associate, observer = (
        pl.col(kind).cast(pl.Int16) for kind in ("full", "associate", "observer")
    )
    columns = {"dyadigos": full + associate}
    if request.options["kinds"]:
        columns |= {
            "dyadigos_full": full,
            "dyadigos_associate": associate,
            "dyadigos_observer": observer,
        }
    keys = pl.col("ccode1", "ccode2", "year").cast(pl.Int64)
    return Columns(counts.select(keys, **columns), tuple(columns), both_ways=True)


def organisation(tables: Frames, request: Request) -> Columns:
    """Give the membership of a state in one organisation: 1 full, 2 associate, 3 observer, 0 none.

    It is null where the source does not know which.

    Raises
    ------
    PanelError
        Where none is named, or the source does not hold it.
    """
    if request.options["organisation"] is None:
        raise PanelError(
            "'igos' counts for states and for pairs",
            where="k-adic-years",
            next_step="name one, as organisation='NATO'",
        )
    memberships = tables["cow_igo"]
    name = _organisation(memberships, str(request.options["organisation"]))
    column = f"igo_{name.casefold()}"
    held = memberships.filter(pl.col("igo") == name).select(
        "ccode", "year", pl.col("membership").fill_null(UNKNOWN)
    )
    covered = tables["cow_igo_states"].select("ccode", "year")
    level = pl.col("membership").fill_null(0).replace(UNKNOWN, None).cast(pl.Int8)
    frame = covered.join(held, on=["ccode", "year"], how="left").select(
        "ccode", "year", level.alias(column)
    )
    return Columns(frame, (column,))


def _organisation(memberships: pl.DataFrame, wanted: str) -> str:
    """Find an organisation by its short name, whatever the case of its letters."""
    known = memberships["igo"].unique().sort().to_list()
    for name in known:
        if str(name).casefold() == wanted.casefold():
            return str(name)
    raise PanelError(
        f"the source holds no organisation '{wanted}'",
        where="cow_igo",
        near=difflib.get_close_matches(wanted.casefold(), known),
    )


BOTH = ("cow_igo", "cow_igo_states")
COUNTS = ("organisation", (None,))
"""Condition: no organisation is named."""
OF_THE_STARTER = (
    Form("pair", starter, tables=("organisations",), starter=True, when=COUNTS),
    Form("state", starter_states, tables=("memberships",), starter=True, dyads=False, when=COUNTS),
)
FORMS = (
    Form("pair", pairs, tables=("cow_igo_pairs",), when=COUNTS),
    Form("state", states, tables=BOTH, dyads=False, when=COUNTS),
    Form("state", organisation, tables=BOTH),
    *OF_THE_STARTER,
)
OPTIONS = {
    "kinds": Option(False, "for pairs: also the counts by kind of membership"),
    "organisation": Option(
        None, "membership in this one organisation, by its short name in the source"
    ),
}
ADDER = Adder("igos", "memberships in organisations", forms=FORMS, options=OPTIONS)
