"""The parts of a risk: what raises and lowers that of the riskiest pair of states."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.estimators.null_power import smallest_apart
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.findings.outlook.risk import risk_cell
from detente.models import track_records as methods
from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.dispute_risk.read import WORDS, PairRisk, Part
from detente.phrasing import listed, number, signed

LEVEL = 0.8
"""Probability that the interval of a part holds."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Take the risk of the riskiest pair apart."""
    if relation.risk is None:
        return
    leading = relation.risk.leading
    largest = max(leading.parts, key=lambda part: abs(part.value))
    cells = tuple(_cell(leading, part) for part in leading.parts)
    yield Finding(
        id="synthesis.parts",
        sentences=(PlainSentence(_text(leading)),),
        value=largest.value,
        unit="log-odds",
        evidence=cells,
        method=methods.risk(relation.catalog, relation.pair.as_of),
        verdict="forecast",
        low=largest.low,
        high=largest.high,
        sentence_about="what makes the risk",
    )


def _cell(pair: PairRisk, part: Part) -> Cell:
    return risk_cell(pair, part.block, part.value, unit="log-odds", low=part.low, high=part.high)


def _text(pair: PairRisk) -> str:
    """Write all parts, and which structures are distinguishable from zero."""
    parts = listed([_part(part) for part in pair.parts])
    return (
        "Beside a pair that is average in everything, the log-odds of a dispute between "
        f"{listed(pair.names)} in {pair.year} are raised or lowered by: {parts}; "
        f"{_structures(pair)}."
    )


def _part(part: Part) -> str:
    interval = f"[{signed(part.low)}, {signed(part.high)}]"
    return f"{WORDS[part.block]} {signed(part.value)} {interval}"


def _structures(pair: PairRisk) -> str:
    """Say which of the three structures have an interval without zero, and what would have one."""
    parts = [part for part in pair.parts if part.block in STRUCTURES]
    clear = [part.block for part in parts if part.low > 0 or part.high < 0]
    if len(clear) == len(STRUCTURES):
        return "all three structures are distinguishable from zero"
    least = listed([_least(part) for part in parts if part.block not in clear])
    found = f"usually found from: {least}"
    if not clear:
        return f"none of the three structures is distinguishable from zero, {found}"
    verb = "is" if len(clear) == 1 else "are"
    names = listed(clear)
    return f"of the three structures only {names} {verb} distinguishable from zero, others {found}"


def _least(part: Part) -> str:
    """Write the smallest part whose interval would usually leave out zero."""
    return f"{part.block} {number(smallest_apart(part.low, part.high, level=LEVEL))}"


CONCEPT = Concept(
    id="synthesis.parts",
    say=findings,
    section="synthesis",
    block="risk",
    methods=("risk",),
    topics=("risk", "forecast"),
)
