"""How a dispute begun by either of two states would be expected to end."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.models.dispute_outcomes.read import Expectation, expected
from detente.phrasing import one_decimal


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for both directions, only for views that could know the model."""
    pair = relation.pair
    year, parts, cells = 0, [], list[Cell]()
    for starter, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if not (isinstance(starter, State) and isinstance(other, State)):
            return
        ends = expected(relation.catalog, starter, other, pair.as_of)
        if ends is None:
            return
        parts.append(
            f"begun by {starter.label}, it would end in stalemate in "
            f"{one_decimal(100 * ends.stalemate)} of 100, in a win for its side in "
            f"{one_decimal(100 * ends.win)} and in a loss in {one_decimal(100 * ends.lose)}"
        )
        cells += _cells(ends)
        year = ends.year
    text = (
        f"If a dispute of one against one came as those of the past did in {year}, then "
        f"{'; '.join(parts)}."
    )
    yield Finding(
        id="power.dispute_end",
        sentences=(PlainSentence(text),),
        value=cells[0].value,
        unit="part of disputes",
        evidence=tuple(cells),
        method=methods.outcomes(),
        verdict="forecast",
        sentence_about="how a dispute would end",
    )


def _cells(ends: Expectation) -> list[Cell]:
    """Give the parts of disputes won and lost by who begins."""
    one, other = ends.codes
    keys = (("ccode1", one), ("ccode2", other), ("year", ends.year))
    return [
        Cell(
            "outcomes",
            column,
            keys=keys,
            value=value,
            unit="part of disputes",
            sources=("cow_nmc", "mid_outcomes"),
            rule="ridge multinomial logit of components, gaps and a smooth of time",
        )
        for column, value in (("win", ends.win), ("lose", ends.lose))
    ]


CONCEPT = Concept(
    id="power.dispute_end",
    say=findings,
    section="power",
    block="means",
    methods=("outcomes",),
    topics=("ending",),
)
