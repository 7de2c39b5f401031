"""How a dispute begun by either of two states would be expected to end."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.names import Actor
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.models.dispute_outcomes.expectation import FITTED, LAST
from detente.phrasing import one_decimal


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for both directions, only for views that could know the model."""
    pair = relation.pair
    states = isinstance(pair.a, State) and isinstance(pair.b, State)
    if not states or pair.as_of < FITTED:
        return
    year = min(pair.as_of, LAST)
    parts, cells = [], list[Cell]()
    for starter, other in ((pair.a, pair.b), (pair.b, pair.a)):
        ends = _ends(relation, starter, other, year)
        if ends is None:
            return
        win, lose = (cell.value for cell in ends)
        parts.append(
            f"begun by {starter.label}, it would end in stalemate in "
            f"{one_decimal(100 * (1 - win - lose))} of 100, in a win for its side in "
            f"{one_decimal(100 * win)} and in a loss in {one_decimal(100 * lose)}"
        )
        cells += ends
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


def _ends(relation: Relation, starter: Actor, other: Actor, year: int) -> tuple[Cell, Cell] | None:
    """Give the parts of disputes won and lost by who begins; None where the table has no row."""
    first, second = starter.members(year), other.members(year)
    is_pair = pl.col("ccode1").is_in(list(first)) & pl.col("ccode2").is_in(list(second))
    rows = (
        relation.catalog.scan("outcomes")
        .filter((pl.col("year") == year) & is_pair)
        .select("win", "lose")
        .collect()
    )
    if rows.is_empty():
        return None
    win, lose = rows.row(0)
    keys = (("ccode1", first[0]), ("ccode2", second[0]), ("year", year))

    def cell(column: str, value: float) -> Cell:
        return Cell(
            "outcomes",
            column,
            keys=keys,
            value=value,
            unit="part of disputes",
            sources=("cow_nmc", "mid_outcomes"),
            rule="ridge multinomial logit of components, gaps and a smooth of time",
        )

    return cell("win", win), cell("lose", lose)


CONCEPT = Concept(
    id="power.dispute_end",
    say=findings,
    section="power",
    block="means",
    methods=("outcomes",),
)
