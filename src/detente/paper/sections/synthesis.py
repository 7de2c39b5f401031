"""The section that joins the three structures."""

from __future__ import annotations

from detente.analysis.comparison import SCALES, Standing
from detente.analysis.explanation import APART
from detente.paper.brief import Brief
from detente.paper.document import Block, Grid, Missing, Paragraph, Section
from detente.paper.sections import outlook
from detente.phrasing import gap, listed, multiple, number

WRITE = {
    "ratio": multiple,
    "organisations": lambda v: f"{v:.0f}",
    "index points": gap,
    "ideal-point units": gap,
}
HOW = {"power": "more equal in weight", "institutions": "richer in common organisations"}


def section(brief: Brief) -> Section:
    """Lay out the synthesis: the explanation and the comparison on every scale."""
    blocks: list[Block] = []
    if brief.explanation:
        near = brief.explanation.closeness
        how = {**HOW, "identity": f"nearer in their {brief.explanation.by}"}
        words = listed(
            [f"{how[k]} than {v:.0f} %" for k, v in sorted(near.items(), key=lambda i: -i[1])]
        )
        blocks.append(
            Paragraph(
                f"Among all pairs of states of its year {brief.pair.words} are {words}. The explanation on the "
                f"first page follows from these places by rule: structures more than {APART:.0f} points apart "
                f"point different ways.",
                brief.note(*brief.rests_on),
            )
        )
    else:
        blocks.append(
            Missing(
                f"Fewer than two structures have data for {brief.pair.words} in {brief.pair.as_of}; one alone "
                f"explains nothing."
            )
        )
    if len(brief.standings) > 1:
        scales = [s for s in SCALES if any(s.id in item.cells for item in brief.standings)]
        rows = tuple(
            (item.name, *(_cell(item, s.id, s.unit) for s in scales)) for item in brief.standings
        )
        blocks.append(
            Grid(
                "comparison",
                "The relation beside its past and relations that a reader knows",
                ("", *(s.label for s in scales)),
                rows,
                "In brackets the percentile among all pairs of states in the year of the value, the newest not "
                f"after {brief.pair.as_of} (for its own past, not after that year).",
            )
        )
    blocks += [
        *outlook.risk(brief),
        *outlook.windows(brief),
        *outlook.analogues(brief),
        *outlook.policy_options(brief),
    ]
    return Section("synthesis", "Synthesis", tuple(blocks))


def _cell(item: Standing, scale: str, unit: str) -> str:
    cell = item.cells.get(scale)
    if cell is None:
        return "no data"
    rank = f" ({item.percentiles[scale]:.0f})" if scale in item.percentiles else ""
    write = WRITE.get(unit, number)
    return f"{write(cell.value)}{rank}"
