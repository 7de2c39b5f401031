"""Issues: on what the two agree most and least."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE, need
from detente.findings.concept import Concept
from detente.identity.agreement import ISSUES, window_of
from detente.models import track_records as methods
from detente.phrasing import listed, number, years_of

LEAST = 3
"""Fewest issues that can be ordered."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Order the issues of the newest window of sessions by agreement."""
    series = relation.identity.issues
    last = max((one.years[-1] for one in series if one), default=0)
    cells = {one.id.rpartition("_")[2]: need(one, last) for one in series if one and one.at(last)}
    if len(cells) < LEAST or last < relation.pair.as_of - STALE:
        return
    ordered = sorted(cells.items(), key=lambda item: -item[1].value)
    best, worst = ordered[0][1], ordered[-1][1]
    yield Finding(
        id="identity.issues",
        sentences=(PlainSentence(_text(ordered, years_of(*window_of(last)))),),
        value=best.value - worst.value,
        unit="pi",
        evidence=tuple(cell for _, cell in ordered),
        method=methods.agreement(),
        sentence_about="on what they agree",
    )


def _text(ordered: list[tuple[str, Cell]], span: str) -> str:
    """Name the first and the last issue, and the others between them."""
    (top, best), *between, (low, worst) = ordered
    middle = listed([f"{ISSUES[name]} ({number(cell.value)})" for name, cell in between])
    first = f"{ISSUES[top]} (pi {number(best.value)})"
    last = f"{ISSUES[low]} ({number(worst.value)})"
    if best.value <= 0:
        return (
            f"In the votes of {span} the parties opposed one another on every issue, least on "
            f"{first} and most on {last}, with {middle} between."
        )
    return (
        f"In the votes of {span} the parties agreed most on {first} and least on {last}, "
        f"with {middle} between."
    )


CONCEPT = Concept(
    id="identity.issues",
    say=findings,
    section="identity",
    block="issues",
    methods=("agreement",),
    summary=(("identity.issues", 9),),
    topics=("issues",),
)
