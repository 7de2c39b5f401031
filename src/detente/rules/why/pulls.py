"""PULLS: the structures now push the two in opposite directions, or all in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.analysis.relation import Relation
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.why.pushes import APART, TOGETHER, Push, pushes

ID = "pulls"
ALL = 3
"""Structures that are known where all of them push one way."""
LEADS = {
    TOGETHER: "Only one thing brings {first} and {second} nearer: {alone}.",
    APART: "Only one thing drives {first} and {second} apart: {alone}.",
}
"""One structure against two."""
TWO_WAYS = "{first} and {second} are pulled two ways: {one}, but {other}."
"""One structure against another, the third unknown or still."""
WAYS = {TOGETHER: "together", APART: "apart"}
AGREED = {
    TOGETHER: "All that we can date brings {first} and {second} nearer: {clauses}.",
    APART: "All that we can date drives {first} and {second} apart: {clauses}.",
}


def say(relation: Relation) -> Iterator[Line]:
    """Say what pushes against what; or that all three push one way, which is rarer."""
    known = pushes(relation)
    together = [one for one in known if one.sign == TOGETHER]
    apart = [one for one in known if one.sign == APART]
    if together and apart:
        yield _line(relation, known, _opposed(relation, together, apart))
    elif max(len(together), len(apart)) == ALL:
        yield _line(relation, known, _agreed(relation, known))


def _names(relation: Relation) -> dict[str, str]:
    return {"first": relation.pair.first.label, "second": relation.pair.second.label}


def _opposed(
    relation: Relation, together: Sequence[Push], apart: Sequence[Push]
) -> tuple[Sentence, ...]:
    """Lead with the structure that is alone."""
    names = _names(relation)
    if len(together) == len(apart):
        parts: dict[str, str | Phrase] = {
            **names,
            "one": apart[0].clause,
            "other": together[0].clause,
        }
        return (Sentence(TWO_WAYS, parts),)
    few, many = sorted((together, apart), key=len)
    lead = Sentence(LEADS[few[0].sign], {**names, "alone": few[0].clause})
    against = listed_phrases([one.clause for one in many])
    return lead, Sentence("Against that, {against}.", {"against": against})


def _agreed(relation: Relation, known: Sequence[Push]) -> tuple[Sentence, ...]:
    clauses = listed_phrases([one.clause for one in known])
    return (Sentence(AGREED[known[0].sign], {**_names(relation), "clauses": clauses}),)


def _line(relation: Relation, known: Sequence[Push], body: tuple[Sentence, ...]) -> Line:
    moving = [one for one in known if one.sign]
    cells = tuple(cell for one in moving for cell in one.cells)
    newest = [one.newest for one in moving if one.newest is not None]
    variant = ".".join(f"{one.structure}_{WAYS[one.sign]}" for one in moving)
    basis = Basis(
        about="which way each structure pushes", cells=cells, newest=min(newest, default=None)
    )
    # as clear as the least clear of the pushes
    reasons = Reasons(unexpected=min(one.strength for one in moving))
    return composed(ID, f"unexpected.{variant}", body, basis, reasons=reasons)


RULE = Rule(
    id=ID,
    section="why",
    place=20,
    paragraph="pulls",
    say=say,
    condition="the change of weight in ten years, of votes in five and the dated steps of three "
    "have opposite signs, each beyond its interval; or all three have the same sign",
    topics=("explanation",),
    key=False,
)
