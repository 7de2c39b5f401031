"""The section that joins the three structures."""

from __future__ import annotations

from detente.analysis.comparison import SCALES, Placement, Scale
from detente.analysis.explanation import APART
from detente.paper.brief import Brief
from detente.paper.document import Block, Grid, Missing, Paragraph, Section
from detente.paper.sections import outlook
from detente.phrasing import gap, listed, multiple, number
from detente.span import in_words

WRITE = {
    "ratio": multiple,
    "organisations": lambda value: f"{value:.0f}",
    "index points": gap,
    "ideal-point units": gap,
}
"""How values of a unit are written; others as plain numbers."""


def section(brief: Brief) -> Section:
    """Lay out the synthesis: the explanation, the comparison on every scale, what may come."""
    blocks: tuple[Block, ...] = (
        _places(brief),
        *_comparison(brief),
        *outlook.risk(brief),
        *outlook.windows(brief),
        *outlook.analogues(brief),
        *outlook.policy_options(brief),
    )
    return Section("synthesis", "Synthesis", blocks=blocks)


def _places(brief: Brief) -> Block:
    """Say how close the two are on each structure, closest first."""
    pair, found = brief.pair, brief.explanation
    if found is None:
        return Missing(
            f"Fewer than two structures have data for {pair.words} {in_words(pair.day)}; one alone "
            "explains nothing."
        )
    closer = {
        "power": "more equal in weight",
        "institutions": "richer in common organisations",
        "identity": f"nearer in their {found.by}",
    }
    order = sorted(found.closeness, key=lambda structure: -found.closeness[structure])
    places = [f"{closer[name]} than {found.closeness[name]:.0f} %" for name in order]
    return Paragraph(
        f"Among all pairs of states of its year {pair.words} are {listed(places)}. The explanation "
        "on the first page follows from these places by rule: structures more than "
        f"{APART:.0f} points apart point different ways.",
        brief.note(*brief.rests_on),
    )


def _comparison(brief: Brief) -> list[Block]:
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
