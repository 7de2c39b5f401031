"""The relation over time: the distance of positions, with dated events."""

from __future__ import annotations

from detente.evidence.series import Series
from detente.findings.identity.distance import SETTLED
from detente.paper.brief import Brief
from detente.paper.charts import identity as charts
from detente.paper.document import Exhibit
from detente.paper.sections.blocks import source_line
from detente.phrasing import gap

MOST_EVENTS = 9
"""Events that a chart has room for."""
LONGEST = 40
"""Letters of the longest step that is written on the curve."""


def over_time(brief: Brief) -> list[Exhibit]:
    """Draw the distance of positions; nothing where there are no two years."""
    relation, as_of = brief.relation, brief.pair.as_of
    known = relation.identity.distance
    if len(known.years) < 2:
        return []
    spec = charts.distance(
        relation.with_later(known),
        relation.identity.drift.level,
        relation.reference_distances,
        _steps(brief),
        as_of,
    )
    if spec is None:
        return []
    note = (
        "Distance of positions in UN votes; a bloc is the median of its fixed core without the "
        "other party. Band: 90 %; dashes: smoothed level; grey: other relations; black: what came "
        "after the view."
    )
    source = f"{source_line([known])} {note}"
    return [Exhibit("distance", _distance_title(known), spec=spec, source=source)]


def _distance_title(known: Series) -> str:
    """Say when the two were nearest, and how far apart they are now."""
    cells = list(known.cells())
    recent = [cell for cell in cells if (cell.year or 0) >= SETTLED] or cells
    near, now = min(recent, key=lambda cell: cell.value), recent[-1]
    if near.year == now.year:
        return f"Never nearer since {recent[0].year} than in {now.year}, at {gap(now.value)}"
    return f"Nearest in {near.year}, {gap(now.value)} apart by {now.year}"


def _steps(brief: Brief) -> list[charts.Event]:
    """Give the dated steps of the ladder as what to write on the curve."""
    rails = brief.relation.institutions.rails
    if not brief.pair.bloc_and_state or not rails:
        return []
    first_year: dict[str, int] = {}
    for step in rails[0].steps:
        if step.rung == "left" or len(step.form) > LONGEST:
            continue
        words = f"{step.form} {step.condition}" if step.condition else step.form
        first_year.setdefault(words, step.span.start.year)
    return [(year, words) for words, year in first_year.items()][:MOST_EVENTS]
