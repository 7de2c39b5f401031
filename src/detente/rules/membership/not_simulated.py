"""NOT SIMULATED: why a change that was asked for has no paired futures."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.simulation import PARAGRAPH, simulation
from detente.rules.rule import Rule

ID = "not_simulated"


def say(relation: Relation) -> Iterator[Line]:
    """Say why, where somebody asked and the change cannot be simulated."""
    known, sides = simulation(relation), relation.pair.bloc_and_state
    if known is None or sides is None or not known.refused or relation.options.scenario is None:
        return
    bloc, state = sides
    keys = (("a", bloc.id), ("b", state.key), ("day", relation.pair.day.isoformat()))
    cell = Cell(
        "relation_state",
        "headline",
        keys=keys,
        value=1.0,
        unit="state of the relation",
        sources=("blocs",),
        rule=relation.state.headline,
        checked=relation.state.checked,
    )
    said = Sentence("The change is not simulated: {reason}.", {"reason": known.refused})
    basis = Basis(about="why the change is not simulated", cells=(cell,))
    yield composed(ID, "plain.refused", (said,), basis, reasons=Reasons())


RULE = Rule(
    id=ID,
    section="membership",
    place=60,
    paragraph=PARAGRAPH,
    say=say,
    condition="a change is asked for, and war with a member or a gap in the data bars it",
    topics=(),
    key=False,
    always=True,
)
"""The rule."""
