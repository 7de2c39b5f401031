"""The relation over time: the distance of positions, with dated events."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from datetime import date

from detente.actors.relation_facts import facts_between
from detente.evidence.series import Series
from detente.findings.identity.distance import SETTLED
from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.charts.style import for_phone
from detente.paper.charts.turning_points import TurningPoint, named_on_phone
from detente.paper.sections.blocks import source_line

AMERICA, AMERICAN = "USA", "United States"
MOST_EVENTS = 5
"""Turning points that a picture names."""
LONGEST = 50
"""Letters of the longest name."""
RANKS = {"fighting": 0, "truce": 1, "rupture": 2, "normalisation": 3, "occupation": 3, "crisis": 4}
"""Kinds of rows of the state table, the gravest first."""
LAST_RANK = 5
"""Events of the chronology."""
DAYS = 366


def over_time(brief: Brief) -> list[Exhibit]:
    """Draw the distance of positions; nothing where there are no two years."""
    relation, as_of = brief.relation, brief.pair.as_of
    # a predecessor is another state: its distance is not this relation's past
    before = brief.pair.as_now_since - 1
    known = relation.identity.distance.after(before)
    if len(known.years) < 2:
        return []
    points = turning_points(brief)
    given = (
        relation.with_later(known),
        relation.identity.drift.level.after(before),
        [one.after(before) for one in _known_pairs(brief)],
        points,
        as_of,
    )
    spec = charts.distance(*given)
    if spec is None:
        return []
    note = (
        "Distance of positions in UN votes; a bloc is the median of its fixed core without the "
        "other party. Band: 90 %; dashes: smoothed level; grey: other relations; black: what came "
        "after the view."
    )
    source = f"{source_line([known])} {note}"
    narrow = for_phone(charts.distance(*given, narrow=True))
    drawn = Exhibit("distance", _distance_title(known), spec=spec, source=source, narrow=narrow)
    return [replace(drawn, legend=named_on_phone(points), alt=alt_of(known))]


def alt_of(known: Series) -> str:
    """Describe the curve for who cannot see it: its kind, its ends, its lowest and highest year.

    Parameters
    ----------
    known : Series
        What is drawn.
    """
    cells = list(known.cells())
    lowest, highest = (chosen(cells, key=lambda cell: cell.value) for chosen in (min, max))
    first, last = cells[0], cells[-1]
    marks = {"": first, "lowest ": lowest, "highest ": highest}
    values = [f"{word}{cell.value:.2f} in {cell.year}" for word, cell in marks.items()]
    curve = ", ".join([*values, f"{last.value:.2f} in {last.year}"])
    return f"Line chart of the distance in UN votes, {first.year} to {last.year}: {curve}."


def _known_pairs(brief: Brief) -> list[Series]:
    """Give relations that a reader knows; none with America, an outlier, unless this one is."""
    pair = brief.pair
    with_america = AMERICA in (pair.first.key, pair.second.key)
    references = brief.relation.reference_distances
    return [one for one in references if with_america or AMERICAN not in one.of]


def _distance_title(known: Series) -> str:
    """Say when the two were nearest, and how far apart they are now."""
    cells = list(known.cells())
    recent = [cell for cell in cells if (cell.year or 0) >= SETTLED] or cells
    near, now = min(recent, key=lambda cell: cell.value), recent[-1]
    if near.year == now.year:
        return f"Never nearer since {recent[0].year} than in {now.year}, at {now.value:.2f}"
    return f"Nearest in {near.year}, {now.value:.2f} apart by {now.year}"


def turning_points(brief: Brief) -> list[TurningPoint]:
    """Name what turned the relation: fighting first, then breaks, rungs and dated events.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    pair = brief.pair
    between = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    facts = [one.fact for one in between]
    points = [
        TurningPoint(_year_of(fact.start), short_of(fact.what), rank=RANKS[fact.kind])
        for fact in facts
        if fact.kind in RANKS and not fact.part
    ]
    events = brief.relation.situation.events
    points += [
        TurningPoint(_year_of(event.date), short_of(event.what), rank=LAST_RANK)
        for event in events
        if event.turn
    ]
    first_of_year = {int(point.year): point for point in sorted(points, key=_order, reverse=True)}
    return sorted(first_of_year.values(), key=_order)[:MOST_EVENTS]


def _order(point: TurningPoint) -> tuple[int, float]:
    """Put the graver kind first, and of one kind the newest."""
    return point.rank, -point.year


def _year_of(day: date) -> float:
    """Give a day as a year with its part."""
    return day.year + (day.timetuple().tm_yday - 1) / DAYS


def short_of(text: str) -> str:
    """Shorten an event to what a label has room for, at the end of a word.

    Examples
    --------
    >>> short_of("Russia invades Ukraine")
    'Russia invades Ukraine'
    >>> len(short_of("NATO suspends all practical cooperation; the council stays open")) <= 50
    True
    """
    first = text.partition(";")[0].partition(" (")[0]
    return textwrap.shorten(first, LONGEST, placeholder=" …")
