"""Words of a duty to defend: the message, and what is disputed all the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.actors.relation_facts import Fact
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.standing import Parts

JOINED = "It joined in {since}, and the duty is mutual from then on."
"""Detail where one of the two joined an organisation of the other."""


def headline(relation: Relation, *, rivals: bool, own: bool) -> Sentence:
    """Give the message: a duty, one of two rivals, or one of a pact of their own."""
    names: Parts = {"both": relation.pair.words}
    if rivals:
        return Sentence("{both} owe each other defence and still quarrel.", names)
    if own:
        return Sentence("{both} have a defence pact of their own.", names)
    return Sentence("{both} owe each other defence.", names)


def by_joining(relation: Relation, joined: str, text: str) -> Sentence:
    """Say who brought the duty about by joining an organisation that the other was in."""
    two = (relation.pair.first, relation.pair.second)
    other = next(party for party in two if party.label != joined)
    names: Parts = {"joined": joined, "text": text, "other": other.label}
    return Sentence("By joining {text}, {joined} took {other} for an ally.", names)


def disputed(quarrel: Sequence[Fact]) -> Iterator[Sentence]:
    """Say over what two that owe each other defence have a dispute."""
    lands = [fact.land for fact in quarrel if fact.land]
    if lands:
        yield Sentence("They have an open dispute over {lands}.", {"lands": listed(lands)})
