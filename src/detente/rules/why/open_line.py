"""OPEN-LINE: a claim to land between two neighbours, and the fights and crises since it is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from detente.actors.relation_facts import Fact, facts_between_keys
from detente.analysis.relation import Relation
from detente.analysis.state.condition import Condition
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.composed import Basis, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.now.state_words import begun, land_of
from detente.rules.readings import share_borders, two_states
from detente.rules.rule import Rule
from detente.rules.standing import fact_cell, year_figure

ID = "open_line"
ABOUT = "whether an open claim goes with their crises"
KINDS = ("fighting", "crisis")
FEWEST = 3
"""Fights and crises since the claim without which they are no pattern."""
LONG = 10
"""Years without any that speak against the claim as a cause."""
FITS = "The claim over {land} fits as a cause."
COUNT = "{count} fights and crises of the two have begun since it was raised, the last in {last}."
AGAINST = "Against it as the whole cause: our tables have none between {calm} and {again}."
REFUTED = "A crisis like these after the line is settled would refute it."


def say(relation: Relation) -> Iterator[Line]:
    """Say how many fights and crises of two neighbours began while a claim was open."""
    claims = [one for one in relation.state.conditions if _is_open(one)]
    occupied = any(
        one.headline == "occupation" and not one.by_member for one in relation.state.conditions
    )
    if not claims or occupied or relation.state.at_war:
        return
    if two_states(relation) is None or not share_borders(relation):
        return
    oldest = min(claims, key=lambda one: one.start)
    found = episodes(relation, oldest)
    if len(found) >= FEWEST:
        yield _line(oldest, found)


def _is_open(one: Condition) -> bool:
    return one.headline == "disputed line" and not one.by_member


def episodes(relation: Relation, claim: Condition) -> list[Fact]:
    """Give the fights and crises since a claim by day; a fight within a crisis is part of it.

    Parameters
    ----------
    relation : Relation
        The relation.
    claim : Condition
        The claim.
    """
    day = relation.pair.day
    known = [
        fact
        for kind in KINDS
        for row in facts_between_keys(claim.first, claim.second, kind)
        if (fact := row.known_by(day)) is not None and fact.start >= claim.start
    ]
    crises = [one for one in known if one.kind == "crisis"]
    apart = [
        one
        for one in known
        if one.kind == "crisis" or not any(_is_within(one.start, crisis) for crisis in crises)
    ]
    return sorted(apart, key=lambda fact: fact.start)


def _is_within(day: date, crisis: Fact) -> bool:
    return crisis.start <= day and (crisis.end is None or day <= crisis.end)


def _line(claim: Condition, found: Sequence[Fact]) -> Line:
    cells = tuple(map(fact_cell, found))
    count = counted(figure_id("why", ID, "count"), len(found), "fights and crises", *cells)
    last = year_figure(ID, "last", found[-1].start, fact_cell(found[-1]))
    parts: dict[str, str | Figure | Phrase] = {"land": land_of(claim)}
    told = Sentence(COUNT, {"count": count, "last": last})
    body = (filled(FITS, parts), told, *_calm(found), Sentence(REFUTED, {}))
    basis = Basis(about=ABOUT, cells=(*cells, *begun(claim).cells))
    return composed(ID, "unexpected.fits", body, basis, reasons=Reasons(unexpected=0.8))


def _calm(found: Sequence[Fact]) -> Iterator[Sentence]:
    """Name the longest time without a fight or a crisis, where it is long."""
    pauses = [(later.start - earlier.start, earlier, later) for earlier, later in pairwise(found)]
    _, calm, again = max(pauses, key=lambda one: one[0])
    if again.start.year - calm.start.year >= LONG:
        ends = {
            name: year_figure(ID, name, fact.start, fact_cell(fact))
            for name, fact in (("calm", calm), ("again", again))
        }
        yield Sentence(AGAINST, ends)


RULE = Rule(
    id=ID,
    section="why",
    place=7,
    paragraph="open_line",
    say=say,
    condition="two states with a land border dispute land, and three fights and crises or more "
    "have begun since the claim was raised",
    topics=("history", "standing"),
    key=False,
)
"""The rule."""
