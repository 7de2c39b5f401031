"""The line that says why no membership is counted."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.joined import joined
from detente.rules.membership.offer import barred
from detente.rules.rule import Rule

ID = "not_offered"


def say(relation: Relation) -> Iterator[Line]:
    """Say why, where a guard bars the membership that would fit the pair."""
    reason, sides = barred(relation), relation.pair.bloc_and_state
    if not reason or sides is None:
        return
    # what membership gave is said instead
    if joined(relation) is not None:
        return
    bloc, state = sides
    cell = Cell(
        "relation_state",
        "headline",
        keys=(("a", bloc.id), ("b", state.key), ("day", relation.pair.day.isoformat())),
        value=1.0,
        unit="state of the relation",
        sources=("blocs",),
        rule=relation.state.headline,
        checked=relation.state.checked,
    )
    member = relation.state.rung == "member"
    template = (
        "No change is counted here: {reason}."
        if member
        else "What membership would change is not counted here: {reason}."
    )
    yield composed(
        ID,
        "plain.member" if member else "plain.barred",
        (Sentence(template, {"reason": reason}),),
        Basis(about="why no membership is counted", cells=(cell,)),
        reasons=Reasons(),
    )


RULE = Rule(
    id=ID,
    section="membership",
    place=10,
    paragraph="not offered",
    say=say,
    condition="the state is a member, an enemy or a suspended partner, and nobody asked",
    topics=("standing",),
    key=False,
    always=True,
)
