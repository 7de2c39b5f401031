"""The line of a relation in which the three structures do nothing peculiar."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.why import binds, equilibrium, first, parts, pulls
from detente.rules.why.pushes import pushes

ID = "nothing_peculiar"
OTHERS = (first.RULE, pulls.RULE, binds.RULE, equilibrium.RULE, parts.RULE)
"""Rules that would say what is peculiar."""


def say(relation: Relation) -> Iterator[Line]:
    """Say in one sentence that the structures do nothing peculiar, where they are known."""
    known = pushes(relation)
    if not known or any(_speaks(rule, relation) for rule in OTHERS):
        return
    cells = tuple(cell for one in known for cell in one.cells)
    newest = [one.newest for one in known if one.newest is not None]
    sentence = Sentence(
        "Power, votes and institutions do nothing peculiar in this pair: no order among them is "
        "clear, and none pulls against another.",
        {},
    )
    yield composed(
        ID,
        "plain",
        (sentence,),
        Basis(
            about="how the structures push",
            cells=cells,
            newest=max(newest, default=None),
        ),
        reasons=Reasons(),
    )


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
    condition="at least one structure is known to push or to be still, and no other rule of the "
    "section speaks",
    topics=("history",),
    key=False,
    always=True,
    exempt=True,
    alone=True,
)
