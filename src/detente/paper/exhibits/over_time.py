"""The relation over time: the distance of positions, with dated events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.evidence.series import Series
from detente.findings.identity.distance import SETTLED
from detente.paper.blocks import Exhibit, Grid, Spec
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.charts.style import for_phone
from detente.paper.charts.turning_points import named_on_phone
from detente.paper.exhibits.cells import band_column, by_year, column, two_decimals
from detente.paper.exhibits.turning import turning_points
from detente.paper.exhibits.votes import votes
from detente.paper.sections.blocks import source_line

AMERICA, AMERICAN = "USA", "United States"
WIDE = 4
"""Times its value that an interval is wide where the curve says nothing."""
NEVER_NEARER = "In UN votes never nearer since {first} than in {now}"
NEVER_FARTHER = "In UN votes never farther apart since {first} than in {now}"
BETWEEN = "In UN votes nearest in {near}, farthest apart in {far}"
UNIT = (
    "Distance of positions in UN votes, in ideal points; a bloc is the median of its fixed core "
    "without the other party"
)
DRAWN = "Band: 90 per cent interval; dashes: smoothed level; grey: another pair, to compare."


def over_time(brief: Brief) -> list[Exhibit]:
    """Draw the same vote by year, else the distance of positions; nothing without two years."""
    return brief.once(_over_time)


def _over_time(brief: Brief) -> list[Exhibit]:
    return votes(brief) or _distance(brief)


def _distance(brief: Brief) -> list[Exhibit]:
    """Draw the distance of positions; nothing where there are no two years."""
    relation, as_of = brief.relation, brief.pair.as_of
    # a predecessor is another state: its distance is not this relation's past
    before = brief.pair.as_now_since - 1
    known = relation.identity.distance.after(before)
    if len(known.years) < 2 or _says_nothing(known):
        return []
    level = relation.identity.drift.level.after(before)
    others = [one.after(before) for one in _known_pairs(brief)]
    curve = level or known
    points = turning_points(brief, (curve.years[0], curve.years[-1]), curve)
    given = (known, level, others, points, as_of)
    spec = charts.distance(*given)
    if spec is None:
        return []
    shown = Exhibit(
        "distance",
        distance_title(known),
        spec=spec,
        unit=UNIT,
        source=f"{source_line([known])} {DRAWN}",
    )
    narrow = for_phone(charts.distance(*given, narrow=True))
    shown = replace(shown, narrow=narrow, at_height=partial(_at_height, given))
    table = _cells(known, level, others)
    return [replace(shown, legend=named_on_phone(points), alt=alt_of(known), cells=table)]


def _at_height(given: tuple[Any, ...], height: int) -> Spec | None:
    """Draw the same curve higher, or lower."""
    return charts.distance(*given, height=height)


def _says_nothing(known: Series) -> bool:
    """Tell whether the interval is wider than the value in most years: no message."""
    bounds = zip(known.values, known.low, known.high, strict=True) if known.low else ()
    wide = [
        high - low > WIDE * value
        for value, low, high in bounds
        if low is not None and high is not None
    ]
    return sum(wide) > len(wide) / 2


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
