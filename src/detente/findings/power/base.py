"""Length of life and exports of fuel in the state of the pair."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import need
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import cap, one_decimal, whole

ALIKE = 0.05
"""Years of life below which two parties are said to be alike."""
FUEL = 5
"""Per cent of exports from which fuel is worth a word."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how long people live in the second party, else the first, and what fuel it sells."""
    for index in (1, 0):
        made = _finding(relation, index)
        if made is not None:
            yield made
            return


def _finding(relation: Relation, index: int) -> Finding | None:
    """Make the finding of one party; None where it is a bloc or has nothing to compare."""
    party = (relation.pair.first, relation.pair.second)[index]
    life = relation.power.traits["life_expectancy"][index]
    if not isinstance(party, State) or not life:
        return None
    now = need(life, life.years[-1])
    cells = [now]
    text = f"Life expectancy in {party.label} was {one_decimal(now.value)} years in {now.year}"
    rival = relation.power.traits["life_expectancy"][1 - index].at(life.years[-1])
    if rival is not None:
        cells.append(rival)
        text += _beside(relation, index, now, rival)
    low = min(life.cells(), key=lambda cell: cell.value)
    if low.year not in (None, now.year) and low.value < life.values[0] - 1:
        cells.append(low)
        text += f" (its lowest since {life.years[0]}: {one_decimal(low.value)} in {low.year})"
    fuel = _fuel(relation, index)
    if fuel is not None:
        cells.append(fuel)
        text += f"; fuel made up {whole(fuel.value)} % of what it sold abroad in {fuel.year}"
    if len(cells) == 1:
        return None
    return Finding(
        id=f"power.base_{party.key.lower()}",
        sentences=(PlainSentence(cap(text) + "."),),
        value=now.value,
        unit="years",
        evidence=tuple(cells),
        method=methods.accounting(),
        sentence_about="length of life and exports of fuel",
    )


def _beside(relation: Relation, index: int, now: Cell, rival: Cell) -> str:
    """Compare with the other party."""
    other = relation.pair.first if index else relation.pair.second
    kind = "the median member of " if relation.pair.bloc_and_state else ""
    apart = abs(now.value - rival.value)
    if apart < ALIKE:
        return f", as long as in {kind}{other.label}"
    side = "below" if now.value < rival.value else "above"
    return f", {one_decimal(apart)} {side} that of {kind}{other.label}"


def _fuel(relation: Relation, index: int) -> Cell | None:
    """Give the share of fuel in exports, where it is worth a word."""
    fuel = relation.power.traits["fuel_exports"][index]
    newest = fuel.last(relation.pair.as_of) if fuel else None
    return newest if newest is not None and newest.value >= FUEL else None


CONCEPT = Concept(
    id="power.base",
    say=findings,
    section="power",
    block="means",
    methods=("accounting",),
)
