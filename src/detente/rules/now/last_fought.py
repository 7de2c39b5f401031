"""LAST-FOUGHT: the first fighting in a generation, or fighting in every year of a run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.observed import counts
from detente.calendar import first_year
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.armed_conflicts import ArmedConflict, conflicts_between
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

ID = "last_fought"
ABOUT = "the years in which they fought"
GAP = 20
"""Years without fighting after which it is the first in a generation."""
MOST_PAIRS = 6
"""Pairs on opposite sides of a conflict in a year, above which it is one of coalitions."""
RUN = 5
"""Years in a row from which fighting is a habit."""
RECENT, FRESH = 10, 3
"""Years for which a first year, and a run, are said as of today."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the gap that the newest fighting ended, or the run of years in which they fought."""
    pair = relation.pair
    if not (isinstance(pair.first, State) and isinstance(pair.second, State)):
        return
    found = [one for one in conflicts_between(relation.catalog, pair) or () if counts(one)]
    cells = {one.year: _cell(one) for one in found if not _is_coalition(relation, one)}
    years = sorted(cells)
    if not years or pair.as_of - years[-1] > RECENT:
        return
    runs = _runs(years)
    long = [run for run in runs if len(run) >= RUN and pair.as_of - run[-1] <= RECENT]
    if long:
        yield _in_a_row(relation, long[-1], cells)
        return
    first = runs[-1][0]
    earlier = [year for year in years if year < first]
    if not earlier or first - earlier[-1] >= GAP:
        yield _first(relation, first, earlier, cells)


def _is_coalition(relation: Relation, conflict: ArmedConflict) -> bool:
    """Tell whether many states fought in the conflict of a year: it says little of two of them."""
    table = relation.catalog.frame("armed_conflicts")
    same = (pl.col("conflict_id") == conflict.conflict_id) & (pl.col("year") == conflict.year)
    return table.filter(same).height > MOST_PAIRS


def _runs(years: Sequence[int]) -> list[list[int]]:
    """Give the years in runs without a gap, ascending."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return runs


def _in_a_row(relation: Relation, run: list[int], cells: dict[int, Cell]) -> Line:
    of_run = tuple(cells[year] for year in run)
    count = counted(figure_id("now", ID, "run"), len(run), "years", *of_run)
    told = _every_year(relation, run, cells)
    lasting = Sentence(
        "That makes {count} years running with at least {least} deaths in battle.",
        {"least": _least(of_run[0]), "count": count},
    )
    since = dated(figure_id("now", ID, "since"), run[0], cells[run[0]])
    both: Parts = {"both": relation.pair.words, "since": since}
    headline = Sentence("{both} have fought in every year since {since}.", both)
    fresh = relation.pair.as_of - run[-1] <= FRESH
    variant = f"{ID}.unusual.{'running' if fresh else 'over'}"
    page = Page(headline, (lasting,)) if fresh else None
    return line(
        variant,
        (told, lasting),
        about=ABOUT,
        reasons=Reasons(unusual=1.0),
        page=page,
        cells=of_run,
        newest=max(cells),
    )


def _every_year(relation: Relation, run: list[int], cells: dict[int, Cell]) -> Sentence:
    """Say the first and last year of a run, and a later year of fighting where there is one."""
    first = dated(figure_id("now", ID, "from"), run[0], cells[run[0]])
    last = dated(figure_id("now", ID, "to"), run[-1], cells[run[-1]])
    parts: Parts = {"both": relation.pair.words, "from": first, "to": last}
    newest = max(cells)
    if newest == run[-1]:
        return Sentence("{both} fought in every year from {from} to {to}.", parts)
    again: Parts = {**parts, "again": dated(figure_id("now", ID, "again"), newest, cells[newest])}
    words = "{both} fought in every year from {from} to {to}, and again in {again}."
    return Sentence(words, again)


def _first(relation: Relation, first: int, earlier: list[int], cells: dict[int, Cell]) -> Line:
    own = cells[first]
    year = dated(figure_id("now", ID, "first"), first, own)
    both = relation.pair.words
    if earlier:
        before = dated(figure_id("now", ID, "before"), earlier[-1], cells[earlier[-1]])
        parts: Parts = {"both": both, "year": year, "before": before}
        words = (
            "In {year} fighting between {both} reached {least} deaths in battle by UCDP's count, "
            "for the first time since {before}."
        )
        form = "after_a_gap"
        told = Sentence(words, {**parts, "least": _least(own)})
        headline = Sentence("{both} fought in {year}, as they had not since {before}.", parts)
    else:
        start = dated(figure_id("now", ID, "start"), first_year("ucdp_acd"), own)
        parts = {"both": both, "year": year, "start": start}
        words = (
            "Until {year} no fighting of {both} had passed {least} deaths in battle since {start}."
        )
        form = "never_before"
        told = Sentence(words, {**parts, "least": _least(own)})
        headline = Sentence("{both} fought in {year}, for the first time since {start}.", parts)
    severity = Sentence("That year {least} people or more died in battle.", {"least": _least(own)})
    reasons = Reasons(unusual=1.0)
    fresh = relation.pair.as_of - first <= FRESH
    page = Page(headline, (severity,)) if fresh else None
    variant = f"{ID}.unusual.{form}"
    return line(variant, (told,), about=ABOUT, reasons=reasons, page=page, newest=first)


DEATHS = 25
"""Deaths in battle from which a year counts."""


def _least(cell: Cell) -> Figure:
    return counted(figure_id("now", ID, "least"), DEATHS, "deaths in battle in a year", cell)


def _cell(conflict: ArmedConflict) -> Cell:
    """Give the cell of a conflict-year."""
    named = ("conflict_id", "ccode1", "ccode2", "year")
    keys = tuple((name, int(getattr(conflict, name))) for name in named)
    return Cell(
        "armed_conflicts",
        "intensity_level",
        keys=keys,
        value=float(conflict.intensity_level),
        unit="1 from 25 deaths in battle in a year, 2 from a thousand",
        sources=(conflict.source,),
        rule="two governments on opposite sides of an armed conflict in a year",
    )


RULE = Rule(
    id=ID,
    section="now",
    place=26,
    paragraph="fighting",
    say=say,
    condition="fighting of the last ten years ended a gap of twenty years or more, or made five "
    "years in a row",
    topics=("history",),
)
"""The rule."""
