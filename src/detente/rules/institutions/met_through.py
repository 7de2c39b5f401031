"""MET-THROUGH: one body of the two that met in each of their breaks, while others did not."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.rules.line import Line
from detente.rules.rule import Rule
from detente.rules.why.binds import BODY, held_line, steadfast

ID = "met_through"


def say(relation: Relation) -> Iterator[Line]:
    """Name the body that met within a year of every break."""
    found = steadfast(relation)
    if found is not None and found.held.kind == BODY:
        yield held_line(relation, found, rule=ID, section="institutions")


RULE = Rule(
    id=ID,
    section="institutions",
    place=34,
    paragraph="body",
    say=say,
    condition="at least two dated breaks more than a year apart; a body that met within a year of "
    "each, and something else that was cut, or did not meet, in one of them",
    topics=("standing", "history"),
)
"""The rule."""
