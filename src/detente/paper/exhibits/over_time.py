"""The relation over time: the distance of positions, with dated events."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.actors.relation_facts import facts_between
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.evidence.series import Series
from detente.findings.identity.distance import SETTLED
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.charts.style import for_phone
from detente.paper.charts.turning_points import TurningPoint, named_on_phone
from detente.paper.exhibits.cells import band_column, by_year, column, two_decimals
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
TALL = 400
"""Height of the picture in pixels where page 1 has room for it."""
NEVER_NEARER = "In UN votes never nearer since {first} than in {now}"
NEVER_FARTHER = "In UN votes never farther apart since {first} than in {now}"
BETWEEN = "In UN votes nearest in {near}, farthest apart in {far}"
UNIT = (
    "Distance of positions in UN votes, in ideal points; a bloc is the median of its fixed core "
    "without the other party"
)
DRAWN = (
    "Band: 90 per cent interval; dashes: smoothed level; grey: another pair, to compare; black: "
    "what came after the view."
)


def over_time(brief: Brief) -> list[Exhibit]:
    """Draw the distance of positions; nothing where there are no two years."""
    relation, as_of = brief.relation, brief.pair.as_of
    # a predecessor is another state: its distance is not this relation's past
    before = brief.pair.as_now_since - 1
    known = relation.identity.distance.after(before)
    if len(known.years) < 2:
        return []
    points = turning_points(brief)
    own, level = relation.with_later(known), relation.identity.drift.level.after(before)
    others = [one.after(before) for one in _known_pairs(brief)]
    given = (own, level, others, points, as_of)
    spec = charts.distance(*given)
    if spec is None:
        return []
    drawn = Exhibit(
        "distance",
        distance_title(known),
        spec=spec,
        unit=UNIT,
        source=f"{source_line([known])} {DRAWN}",
        narrow=for_phone(charts.distance(*given, narrow=True)),
        tall=charts.distance(*given, height=TALL),
    )
    table = _cells(own, level, others)
    return [replace(drawn, legend=named_on_phone(points), alt=alt_of(known), cells=table)]


def _cells(own: Series, level: Series, others: Sequence[Series]) -> Grid:
    """Give every value that is drawn."""
    columns = [
        column(own.of, own, two_decimals),
        band_column("interval of 90%", own, two_decimals),
        column("smoothed level", level, two_decimals),
        *(column(one.of, one, two_decimals) for one in others),
    ]
    return by_year("distance", [one for one in columns if one.by_year])


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


def distance_title(known: Series) -> Sentence:
    """Say when the two were nearest and farthest apart.

    Parameters
    ----------
    known : Series
        What is drawn.
    """
    cells = list(known.cells())
    recent = [cell for cell in cells if (cell.year or 0) >= SETTLED] or cells
    near, far = (chosen(recent, key=lambda cell: cell.value) for chosen in (min, max))
    first, now = recent[0], recent[-1]
    extremes = {near.year: NEVER_NEARER, far.year: NEVER_FARTHER}
    if now.year in extremes:
        return Sentence(extremes[now.year], {"first": _year(first), "now": _year(now)})
    return Sentence(BETWEEN, {"near": _year(near), "far": _year(far)})


def _year(cell: Cell) -> Figure:
    """Give the year of a cell as a figure."""
    return dated(figure_id("distance.year", cell.year or 0), cell.year or 0, cell)


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
