"""What a deadline is counted from: rows of the tables, by what advice calls them."""

from __future__ import annotations

from detente.actors.chronology import Event
from detente.actors.decisions import Decision
from detente.actors.joint_bodies import Body
from detente.actors.relation_facts import Fact
from detente.advice.deadlines import Since
from detente.analysis.state.condition import Condition
from detente.rules.argument import Argument


def of_fact(fact: Fact, words: str) -> Since:
    """Count from the beginning of a fact.

    Parameters
    ----------
    fact : Fact
        The fact.
    words : str
        What began, as it follows "after".
    """
    return Since(fact.start, words, fact.id, precision=fact.start_precision)


def of_condition(one: Condition, words: str) -> Since:
    """Count from the beginning of a condition; parameters as in `of_fact`."""
    return Since(one.start, words, one.row or "", precision=one.start_precision)


def of_decision(one: Decision, words: str) -> Since:
    """Count from a decision; parameters as in `of_fact`."""
    return Since(one.date, words, one.row, precision=one.precision)


def of_event(one: Event, words: str) -> Since:
    """Count from an event of the chronology; parameters as in `of_fact`."""
    return Since(one.date, words, one.row, precision=one.precision)


def of_body(body: Body) -> tuple[Since, ...]:
    """Count from the last meeting of a joint body, then from its founding.

    Parameters
    ----------
    body : Body
        The body.
    """
    founded = Since(body.founded, "its founding", body.id, precision=body.founded_precision)
    met = body.meetings[-1:]
    last = (Since(one.date, "its last meeting", one.row, precision=one.precision) for one in met)
    return (*last, founded)


def newest_step(argument: Argument) -> tuple[Since, ...]:
    """Count from the newest step of the two towards or away from each other; empty without one.

    Parameters
    ----------
    argument : Argument
        The argument.
    """
    steps = [one for one in argument.relation.situation.events if one.turn]
    return tuple(of_event(one, "their newest step") for one in steps[-1:])
