"""TREATY: what membership gives and demands by treaty."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.rung_terms import Term
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import counted, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.membership.offer import offered
from detente.rules.membership.term_words import DEMANDED, GIVEN, chosen, named, term_cells
from detente.rules.rule import Rule
from detente.scenarios.accounting import Scenario
from detente.scenarios.treaty import TreatyChange

ID = "treaty"
GIVES, OPENED = "gives", ("market",)
"""What a term does, and the topics on which a member gets what others may have before."""
HALF = Reasons(unexpected=0.5)
"""Terms of a treaty are standing facts: they fill their section and lead no page."""


def say(relation: Relation) -> Iterator[Line]:
    """Say what the treaty gives and what it demands; of an exit what ends."""
    scenario = offered(relation)
    if scenario is None or scenario.treaty is None:
        return
    change = scenario.treaty
    if scenario.kind == "exit":
        yield from _exit(scenario, change)
        return
    # a market that its rung has opened already is nothing that membership adds
    new = tuple(one for one in change.gained() if one.topic not in _has(change))
    gained = chosen(new, effect="gives")
    owed = chosen(change.owed(), effect="demands")
    if not gained:
        return
    names = {"state": scenario.state.label, "bloc": scenario.bloc.label}
    status = "Association with" if scenario.kind == "association" else "Membership of"
    body = [
        Sentence(
            "{status} {bloc} would give {state} {gained}.",
            {**names, "status": status, "gained": named(gained, GIVEN, scenario.bloc.id)},
        )
    ]
    if owed:
        body.append(
            Sentence("It would demand {owed}.", {"owed": named(owed, DEMANDED, scenario.bloc.id)})
        )
    body += _duty(scenario, gained)
    yield composed(
        ID,
        f"plain.{scenario.kind}",
        tuple(body),
        Basis(about="what membership changes by treaty", cells=term_cells((*gained, *owed))),
        reasons=HALF,
    )


def _has(change: TreatyChange) -> frozenset[str]:
    """Give the topics on which the state has what membership would give."""
    known = (row for row in change.topics if row.topic in OPENED)
    return frozenset(row.topic for row in known if any(one.effect == GIVES for one in row.before))


def _duty(scenario: Scenario, gained: tuple[Term, ...]) -> list[Sentence]:
    """Say with how many states the duty to aid would run."""
    if all(one.topic != "guarantee" for one in gained):
        return []
    cells: list[Cell] = [
        cell
        for one in scenario.differences
        if one.id == "conflict_zones.duties"
        for cell in one.evidence[:1]
    ]
    return [
        Sentence(
            "The duty to aid would run between {state} and {members} states.",
            {
                "state": scenario.state.label,
                "members": counted(
                    figure_id("membership", ID, "members"), cell.value, "states", cell
                ),
            },
        )
        for cell in cells
    ]


def _exit(scenario: Scenario, change: TreatyChange) -> Iterator[Line]:
    given_up = chosen(change.given_up(), effect="gives")
    if not given_up:
        return
    names = {"state": scenario.state.label, "bloc": scenario.bloc.label}
    lost = Sentence(
        "Outside {bloc} {state} would lose {lost}.",
        {**names, "lost": named(given_up, GIVEN, scenario.bloc.id)},
    )
    yield composed(
        ID,
        "plain.exit",
        (lost,),
        Basis(about="what an exit changes by treaty", cells=term_cells(given_up)),
        reasons=HALF,
    )


RULE = Rule(
    id=ID,
    section="membership",
    place=20,
    paragraph="by treaty",
    say=say,
    condition="a change of membership that fits the pair or is asked for, and a table of terms",
    topics=("standing",),
    key=False,
)
