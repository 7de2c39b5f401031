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
SPELL = ("one", "other", "first", "last", "headline", "ours", "theirs")
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
        tables += [*_counts(beside), _largest(beside)]
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
        note="UCDP: interstate conflicts beside our fighting; the year after its last complete one "
        "is left out, as only a part is held. COW: wars. ICB: crises, each of which must be a "
        "crisis or fighting of ours.",
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


def _counts(found: PeaceTable) -> list[Table]:
    """Lay out pair-years by our level and theirs: of all pairs, and of those that they coded."""
    everything = f"{found.left_out:,} pair-years are not on our record and left out"
    coded = "pairs to which the scale gives another level than its middle in any year"
    sides = (
        ("every pair", found.counts, found.kappa, everything),
        ("pairs that its authors coded", found.named_counts, found.named_kappa, coded),
    )
    heads = ("ours, theirs", *(f"{level:.2f}" for level in LEVELS))
    tables = []
    for which, counts, kappa, note in sides:
        lines = zip(LEVELS, counts.tolist(), strict=True)
        rows = tuple((f"{level:.2f}", *map(str, line)) for level, line in lines)
        title = f"Headlines beside the peace scale: {which}"
        text = f"Weighted kappa {kappa:.2f}; {note}. 0 severe rivalry, 1 security community."
        tables.append(Table(title, heads, rows=rows, note=text))
    return tables


def _largest(found: PeaceTable) -> Table:
    """List the largest disagreements with the peace scale."""
    rows = tuple(_spell(**row) for row in found.spells.select(SPELL).head(LARGEST).to_dicts())
    heads = ("pair", "years", "headline", "ours", "theirs")
    return Table(
        "The fifty largest disagreements on pairs that its authors coded", heads, rows=rows
    )


def _spell(
    *, one: str, other: str, first: int, last: int, headline: str, ours: float, theirs: float
) -> Row:
    """Write one disagreement."""
    return f"{one}-{other}", f"{first} to {last}", headline, f"{ours:.2f}", f"{theirs:.2f}"
