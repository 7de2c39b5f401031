"""Organisations: memberships of a state, and those that two states share."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames
from detente.panel.memberships import ASSOCIATE, FULL, OBSERVER, joint_memberships

KINDS = {"full": FULL, "associate": ASSOCIATE, "observer": OBSERVER}
RENAMED = {"full": "dyadigos", "associate": "dyadigos_associate", "observer": "dyadigos_observer"}


def state(tables: Frames) -> Columns:
    """Count the memberships of a state by kind; a state-year that the source covers has a count, if only zero."""
    counts = tables["cow_igo"].lazy().group_by("ccode", "year").agg(
        (pl.col("membership") == kind).sum().cast(pl.Int64).alias(f"sum_igo_{name}") for name, kind in KINDS.items())
    names = tuple(f"sum_igo_{name}" for name in KINDS)
    frame = tables["cow_igo_states"].lazy().select("ccode", "year").join(counts, on=["ccode", "year"], how="left")
    return Columns(frame.with_columns(pl.col(names).fill_null(0)), names)


def dyad(tables: Frames) -> Columns:
    """Count organisations in common by kind; null where one of the two is not covered."""
    years = tables["cow_igo_states"]["year"].unique().sort().to_list()
    frame = joint_memberships(tables["cow_igo"], tables["cow_igo_states"], range(years[0], years[-1] + 1))
    return Columns(frame.lazy().rename(RENAMED), tuple(RENAMED.values()), one_way=True)


def dyad_starter(tables: Frames) -> Columns:
    """Give the starter's counts, from 1946."""
    frame = tables["organisations"].lazy().rename(RENAMED).with_columns(pl.col(*RENAMED.values()).cast(pl.Int64))
    return Columns(frame, tuple(RENAMED.values()), one_way=True)


ADDER = Adder("igos", "memberships in organisations", "cow_igo", ("cow_igo", "cow_igo_states"), ("organisations",),
              state=state, dyad=dyad, dyad_starter=dyad_starter)
