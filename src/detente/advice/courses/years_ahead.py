"""REC-YEARS: commit aid for several years to a state whose war sets what it can afford."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.actors.names import Actor
from detente.actors.relation_facts import facts_between_keys, own_keys
from detente.advice.course import Course, said
from detente.advice.deadlines import deadline
from detente.advice.option import Option, Terms, Wording, option_of
from detente.advice.printed import Parts
from detente.advice.records import on_fact
from detente.advice.since import of_fact
from detente.analysis.state.condition import OtherWar
from detente.rules.argument import Argument
from detente.rules.line import Line

ID = "years_ahead"
RULES = ("burden", "third_war", "war_costs")
WORDING = Wording(
    says="By {due} {giver} should commit its aid to {state} for three years at a time.",
    reason="The war with {enemy} dates from {since}, and sets what {state} can afford.",
    changes="A ceasefire that lasts a whole year.",
    instead="yearly",
    what="decide on aid year by year",
    against="{state} then plans a war that began in {since} one budget at a time.",
    answers="So aid that is promised for years would let {state} plan.",
)


def propose(argument: Argument) -> Iterator[Option]:
    """Propose it to a state or bloc with sanctions on the enemy of the other side."""
    relation = argument.relation
    lines = tuple(line for rule in RULES for line in said(argument, rule))
    wars = [war for war in relation.state.other_wars if war.fact.end is None]
    if not lines or not wars:
        return
    pair = relation.pair
    for war in wars:
        fights_first = war.side == pair.first.label
        fighting, giver = (pair.first, pair.second) if fights_first else (pair.second, pair.first)
        (enemy,) = war.fact.keys - set(own_keys(fighting)) or ("",)
        # who trades with both sides has nothing to commit
        if enemy and _has_sanctions(giver, enemy, pair.day):
            yield _option(argument, lines, war, giver)
            return


def _has_sanctions(giver: Actor, enemy: str, day: date) -> bool:
    rows = (row for key in own_keys(giver) for row in facts_between_keys(key, enemy, "sanction"))
    return any(row.one in own_keys(giver) and row.open_on(day) for row in rows)


def _option(argument: Argument, lines: tuple[Line, ...], war: OtherWar, giver: Actor) -> Option:
    pair = argument.relation.pair
    due = deadline(pair.day, of_fact(war.fact, "the war began"))
    parts: Parts = {
        "giver": giver.label,
        "state": war.side,
        "enemy": war.enemy,
        "since": on_fact(ID, "since", war.fact),
    }
    terms = Terms(
        actor=giver.label,
        verb=f"commit aid to {war.side} for three years at a time",
        instrument="its budget law",
        due=due,
        cost="binds three budgets for a war whose end it does not decide",
        bearer=giver.label,
        payer=war.side,
    )
    return option_of(ID, terms, WORDING, parts=parts, lines=lines, year=pair.as_of)


COURSE = Course(
    ID,
    topics=("standing",),
    condition="one side is at war with a state on which the other has sanctions",
    propose=propose,
)
