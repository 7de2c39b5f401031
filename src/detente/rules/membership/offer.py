"""The offer: which change of membership a relation is asked about, and why none is."""

from __future__ import annotations

from detente.analysis.guards.form import Subject
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.institutions import ladder
from detente.rules.peers import region
from detente.scenarios.accounting import Scenario
from detente.scenarios.choice import COUNTED, choose

ACCESSION = "accession"
ASKS = ("applicant", "candidate")
"""Rungs of a state that asks to come in."""
ASSOCIATE = "associate"
CONTINENTS = ((0, 1), (2, 3), (4, 5), (6,), (7, 8), (9,))
"""Regions by continent: an associate overseas is no future member."""


def barred(relation: Relation) -> str:
    """Say why no membership is offered; empty where one may be, was asked for, or fits nobody.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if relation.options.scenario is not None or _fitting(relation) == "none":
        return ""
    left_out = silenced(Subject("", frozenset((ACCESSION,))), relation.situation)
    return "" if left_out is None else left_out.reason


def offered(relation: Relation) -> Scenario | None:
    """Account for the change that is asked for, or that fits the pair; None where none does.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    kind = kind_of(relation)
    if kind not in COUNTED:
        return None
    return relation.account(kind, relation.options.year)


def kind_of(relation: Relation) -> str:
    """Give the kind of change that is asked for, or that fits the pair; none where a guard bars it.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if barred(relation) or relation.pair.bloc_and_state is None:
        return "none"
    asked = relation.options.scenario
    return _fitting(relation) if asked is None else choose(relation.pair, asked)


def _fitting(relation: Relation) -> str:
    """Choose the change that fits unasked: for who asks to come in, or is an associate near by."""
    kind, sides = choose(relation.pair, None), relation.pair.bloc_and_state
    if kind != ACCESSION or sides is None:
        return kind
    rung = ladder.rung(*sides, relation.pair.day)
    fits = rung in ASKS or (rung == ASSOCIATE and _on_one_continent(relation))
    return kind if fits else "none"


def _on_one_continent(relation: Relation) -> bool:
    regions = {
        region(party.members(relation.pair.day))
        for party in (relation.pair.first, relation.pair.second)
    }
    return any(regions <= set(continent) for continent in CONTINENTS)


def verb_of(scenario: Scenario) -> str:
    """Give the preposition under which what changes is said: with, or without.

    Parameters
    ----------
    scenario : Scenario
        The change.
    """
    return "Without" if scenario.kind == "exit" else "With"
