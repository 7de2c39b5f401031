"""The offer: which change of membership a relation is asked about, and why none is."""

from __future__ import annotations

from detente.actors.relation_key import RelationKey
from detente.analysis.guards.form import Subject
from detente.analysis.guards.shelf import silenced
from detente.analysis.relation import Relation
from detente.power.profile import PowerProfile
from detente.scenarios.accounting import Scenario, account
from detente.scenarios.choice import choose
from detente.store.catalog import Catalog

ACCESSION = "accession"


def barred(relation: Relation) -> str:
    """Say why no membership is offered; empty where one may be, was asked for, or fits nobody.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    if relation.options.scenario is not None or choose(relation.pair, None) == "none":
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
    if barred(relation):
        return None
    kind = choose(relation.pair, relation.options.scenario)
    if kind == "none" or relation.pair.bloc_and_state is None:
        return None
    # every rule of the section asks: one account is kept for a view
    return relation.catalog.remember(_accounted, relation.pair, kind, relation.options.year)


def _accounted(catalog: Catalog, pair: RelationKey, kind: str, year: int | None) -> Scenario | None:
    return account(PowerProfile(catalog, pair), kind, year)


def verb_of(scenario: Scenario) -> str:
    """Give the preposition under which what changes is said: with, or without.

    Parameters
    ----------
    scenario : Scenario
        The change.
    """
    return "Without" if scenario.kind == "exit" else "With"
