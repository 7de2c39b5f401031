"""The line of a relation whose institutions came first, or in which nothing is peculiar."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.analysis.state.condition import Condition
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.now.state_words import Parts, begun, shared
from detente.rules.rule import Rule
from detente.rules.why import binds, equilibrium, first, pulls
from detente.rules.why.pushes import Push, pushes

ID = "nothing_peculiar"
OTHERS = (first.RULE, pulls.RULE, binds.RULE, equilibrium.RULE)
"""Rules that would say what is peculiar."""
BINDS = {
    "integrated": "Institutions came first: the two have shared {tie} since {day}.",
    "allied": "Institutions came first: {tie} has bound the two since {day}.",
}
"""What binds the two, by the headline of the condition."""
AGAINST = "Neither weight nor votes pull against it."
QUARREL = "disputed line"
YEARS = 5
"""Age of a bond from which it came before what the measures show."""


def say(relation: Relation) -> Iterator[Line]:
    """Say that a bond came first; without one, that nothing is peculiar; of friends who quarrel
    over land neither."""
    if any(_speaks(rule, relation) for rule in OTHERS):
        return
    own = [one for one in relation.state.conditions if not one.by_member]
    bonds = [one for one in own if one.headline in BINDS]
    known = pushes(relation)
    if bonds:
        yield from _bound(relation, bonds[0], known)
    elif known and all(one.headline != QUARREL for one in own):
        yield _plain(known)


def _bound(relation: Relation, bond: Condition, known: tuple[Push, ...]) -> Iterator[Line]:
    """Say the bond; a rung that a bloc gave is said by others, and a young one explains nothing."""
    if bond.form == "rung" or relation.pair.day.year - bond.start.year < YEARS:
        return
    parts: Parts = {"tie": shared(bond), "day": begun(bond)}
    body = [Sentence(BINDS[bond.headline], parts)]
    if known:
        body.append(Sentence(AGAINST, {}))
    yield composed(
        ID,
        f"bound.{bond.headline}",
        tuple(body),
        Basis(
            about="what came first",
            cells=tuple(cell for one in known for cell in one.cells),
            newest=_newest(known),
        ),
        reasons=Reasons(),
    )


def _plain(known: tuple[Push, ...]) -> Line:
    sentence = Sentence(
        "Power, votes and institutions do nothing peculiar in this pair: no order among them is "
        "clear, and none pulls against another.",
        {},
    )
    return composed(
        ID,
        "plain",
        (sentence,),
        Basis(
            about="how the structures push",
            cells=tuple(cell for one in known for cell in one.cells),
            newest=_newest(known),
        ),
        reasons=Reasons(),
    )


def _newest(known: tuple[Push, ...]) -> int | None:
    return max((one.newest for one in known if one.newest is not None), default=None)


def _speaks(rule: Rule, relation: Relation) -> bool:
    if silenced(rule.subject(), relation.situation) is not None:
        return False
    return next(iter(rule.say(relation)), None) is not None


RULE = Rule(
    id=ID,
    section="why",
    place=90,
    paragraph="nothing",
    say=say,
    condition="no other rule of the section speaks, and a customs union or an alliance is at "
    "least five years old; without either, and without a claim, one structure is known to push "
    "or to be still",
    topics=("history",),
    key=False,
    always=True,
    exempt=True,
    alone=True,
)
