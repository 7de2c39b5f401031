"""The relation beside its past and relations that a reader knows."""

from __future__ import annotations

from detente.analysis.comparison import SCALES, Placement, Scale
from detente.paper.blocks import Grid
from detente.paper.brief import Brief
from detente.phrasing import gap, multiple, number

WRITE = {
    "ratio": multiple,
    "bits": lambda value: f"{value:.0f}",
    "index points": gap,
    "ideal-point units": gap,
}
"""How values of a unit are written; others as plain numbers."""


def comparison(brief: Brief) -> list[Grid]:
    """Table of the relation, its past and the reference relations on every scale."""
    placements = brief.placements
    if len(placements) < 2:
        return []
    scales = [scale for scale in SCALES if any(scale.id in one.cells for one in placements)]
    rows = tuple((one.name, *(_cell(one, scale) for scale in scales)) for one in placements)
    return [
        Grid(
            "comparison",
            "The relation beside its past and relations that a reader knows",
            columns=("", *(scale.label for scale in scales)),
            rows=rows,
            source="In brackets the percentile among all pairs of states in the year of the value, "
            f"the newest not after {brief.pair.at} (for its own past, not after that year).",
        )
    ]


def _cell(placement: Placement, scale: Scale) -> str:
    """Write a value with its percentile."""
    cell = placement.cells.get(scale.id)
    if cell is None:
        return "no data"
    rank = placement.percentiles.get(scale.id)
    written = WRITE.get(scale.unit, number)(cell.value)
    return written if rank is None else f"{written} ({rank:.0f})"
