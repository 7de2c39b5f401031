"""Organisations: memberships of a state, and those that two states share."""

from __future__ import annotations

import polars as pl

from detente.panel.adder import Adder, Columns, Frames
from detente.panel.memberships import ASSOCIATE, FULL, OBSERVER, joint_memberships

KINDS = {"full": FULL, "associate": ASSOCIATE, "observer": OBSERVER}
NAMES = ("dyadigos", "dyadigos_full", "dyadigos_associate", "dyadigos_observer")


def state(tables: Frames) -> Columns:
    """Count the memberships of a state by kind; a state-year that the source covers has a count, if only zero."""
    counts = tables["cow_igo"].lazy().group_by("ccode", "year").agg(
        (pl.col("membership") == kind).sum().cast(pl.Int64).alias(f"sum_igo_{name}") for name, kind in KINDS.items())
    unknown = tables["cow_igo"].lazy().group_by("ccode", "year").agg(
        pl.col("membership").is_null().sum().cast(pl.Int64).alias("sum_igo_unknown"))
    names = (*(f"sum_igo_{name}" for name in KINDS), "sum_igo_unknown")
    covered = tables["cow_igo_states"].lazy().select("ccode", "year")
    frame = covered.join(counts, on=["ccode", "year"], how="left").join(unknown, on=["ccode", "year"], how="left")
    return Columns(frame.with_columns(pl.col(names).fill_null(0)), names)


def dyad(tables: Frames) -> Columns:
    """Count organisations in common by kind; null where one of the two is not covered, unknown memberships not counted."""
    years = tables["cow_igo_states"]["year"].unique().sort().to_list()
    frame = joint_memberships(tables["cow_igo"], tables["cow_igo_states"], range(years[0], years[-1] + 1))
    return _named(frame.lazy())


def dyad_starter(tables: Frames) -> Columns:
    """Give the starter's counts, from 1946."""
    return _named(tables["organisations"].lazy())


def _named(counts: pl.LazyFrame) -> Columns:
    """Name the counts as the field does: `dyadigos` counts full and associate members alike."""
    full, associate, observer = (pl.col(c).cast(pl.Int64) for c in ("full", "associate", "observer"))
    frame = counts.select("ccode1", "ccode2", "year", (full + associate).alias("dyadigos"), full.alias("dyadigos_full"),
                          associate.alias("dyadigos_associate"), observer.alias("dyadigos_observer"))
    return Columns(frame, NAMES, one_way=True)


ADDER = Adder("igos", "memberships in organisations", "cow_igo", ("cow_igo", "cow_igo_states"), ("organisations",),
              state=state, dyad=dyad, dyad_starter=dyad_starter)
