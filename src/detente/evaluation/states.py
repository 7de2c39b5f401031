"""The page on the state of relations: our facts beside UCDP, COW, ICB and the peace scale."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date

import polars as pl

from detente.evaluation.page import Page, Row, Table, page_of
from detente.evaluation.state_agreement import (
    FIRST,
    Comparison,
    against_cow,
    against_icb,
    against_ucdp,
    named,
)
from detente.evaluation.state_peace import LEVELS, PeaceTable, peace_table
from detente.span import view_words
from detente.store.catalog import Catalog

logger = logging.getLogger(__name__)
LARGEST = 50
"""Disagreements with the peace scale that are listed."""
COMPARISONS: tuple[tuple[str, Callable[[Catalog], Comparison]], ...] = (
    ("armed_conflicts", against_ucdp),
    ("cow_war_dyads", against_cow),
    ("icb_dyads", against_icb),
)
"""The table that each comparison needs, and the comparison."""


def page(catalog: Catalog, day: date) -> Page:
    """Compare the hand-made facts with every data set that the starter or the store holds.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    held = [compare for table, compare in COMPARISONS if catalog.has(table)]
    found = [compare(catalog) for compare in held] if day.year > FIRST else []
    tables = [_summary(found), *(_reasons(one) for one in found)]
    if catalog.has("peace_scale") and day.year > FIRST:
        logger.info("every pair of the peace scale is read year by year: about two minutes")
        beside = peace_table(catalog)
        tables += [_counts(beside), _largest(beside)]
    return page_of("state", f"Report card: states of relations, as of {view_words(day)}", tables)


def _summary(found: list[Comparison]) -> Table:
    """Count agreements and disagreements, a row a data set."""
    rows = tuple(
        (
            one.against,
            f"{one.first} to {one.last}",
            str(one.agreed),
            str(one.listed.height),
            str(one.unlisted.height),
        )
        for one in found
    )
    return Table(
        "Our facts beside data sets, in pairs of states and years",
        ("data set", "years", "in both", "differ, with a reason", "differ, without"),
        rows=rows,
        note="UCDP: interstate conflicts beside our fighting. COW: wars. ICB: crises, each of which "
        "must be a crisis or fighting of ours.",
    )


def _reasons(found: Comparison) -> Table:
    """Give the reason of each disagreement, a row a reason and side."""
    letters = named(found.listed)
    pair = pl.concat_str("one", pl.lit("-"), "other")
    grouped = letters.group_by("reason", "whose").agg(
        pair.unique().sort().alias("pairs"),
        pl.col("year").min().alias("first"),
        pl.col("year").max().alias("last"),
        pl.len().alias("count"),
    )
    rows = tuple(_reason(row) for row in grouped.sort("first", "reason").iter_rows())
    heads = ("pairs", "years", "pair-years", "who has it", "reason")
    return Table(f"Where we differ from {found.against}", heads, rows=rows)


def _reason(row: tuple[str, str, list[str], int, int, int]) -> Row:
    reason, whose, pairs, first, last, count = row
    years = str(first) if first == last else f"{first} to {last}"
    return ", ".join(pairs), years, str(count), whose, reason


def _counts(found: PeaceTable) -> Table:
    """Lay out pair-years by our level and theirs."""
    rows = tuple(
        (f"{level:.2f}", *(str(count) for count in counts))
        for level, counts in zip(LEVELS, found.counts.tolist(), strict=True)
    )
    heads = ("ours, theirs", *(f"{level:.2f}" for level in LEVELS))
    return Table(
        "Headlines beside the peace scale",
        heads,
        rows=rows,
        note=f"Weighted kappa {found.kappa:.2f}; {found.left_out:,} pair-years are not on our "
        "record and left out. 0 severe rivalry, 1 security community.",
    )


def _largest(found: PeaceTable) -> Table:
    """List the largest disagreements with the peace scale."""
    rows = tuple(
        (
            f"{row['one']}-{row['other']}",
            f"{row['first']} to {row['last']}",
            row["headline"],
            f"{row['ours']:.2f}",
            f"{row['theirs']:.2f}",
        )
        for row in found.spells.head(LARGEST).iter_rows(named=True)
    )
    heads = ("pair", "years", "headline", "ours", "theirs")
    return Table("The fifty largest disagreements with the peace scale", heads, rows=rows)
