"""REPAIRED: what broke in the last ten years, was repaired, and what was not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.actors.chronology import Event
from detente.actors.relation_facts import Fact, facts_between, own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.analysis.state.recorded import months_before
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.made import Page, line
from detente.rules.now.past import past
from detente.rules.now.row_words import bound, day_figure, filled, small
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

ID = "repaired"
ABOUT = "what broke, and what was repaired"
MONTHS = 120
"""Months for which a break still counts."""
FEWEST = 2
"""Steps nearer after a break that repair it."""
TIMES = 2
"""Steps nearer for each one apart at least."""
BREAKS = {"fighting": "an armed conflict", "crisis": "a crisis", "rupture": "a break of relations"}
"""Kinds of fact that are a break, and what a sentence calls them."""
WAR, CLASH = "a war", "a clash"
CLASH_DAYS = 31
"""Days within which fighting that is no war is a clash."""
WITH_CAUSE, WITHOUT = 1.0, 0.8
"""How far a repair moves a relation, where its cause is left and where none is on record."""


def say(relation: Relation) -> Iterator[Line]:
    """Say a break of ten years that steps nearer followed, few apart, and what is left."""
    if relation.state.headline in HOSTILE:
        return
    broken = newest_break(relation)
    if broken is None or broken.end is None:
        return
    end = broken.end
    since = [event for event in steps.verified(relation) if event.date >= end]
    nearer = [event for event in since if event.turn > 0]
    apart = len(since) - len(nearer)
    # a step apart among several nearer does not undo a repair, and it is said
    if len(nearer) < FEWEST or len(nearer) < TIMES * apart:
        return
    yield _line(relation, broken, nearer, _claims(relation))


def newest_break(relation: Relation) -> Fact | None:
    """Give the newest break between the two themselves that is over; None without one.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    own = {*own_keys(pair.first), *own_keys(pair.second)}
    since = months_before(pair.day, MONTHS)
    known = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    found = [
        one.fact
        for one in known
        if one.fact.kind in BREAKS and one.fact.keys <= own and one.fact.end is not None
    ]
    recent = [fact for fact in found if fact.start >= since]
    return max(recent, key=lambda fact: fact.end or fact.start, default=None)


def _claims(relation: Relation) -> list[Fact]:
    pair = relation.pair
    own = {*own_keys(pair.first), *own_keys(pair.second)}
    known = facts_between(pair.first, pair.second, pair.day, own=pair.own)
    return [
        one.fact
        for one in known
        if one.fact.kind == "claim" and one.fact.keys <= own and one.fact.open_on(pair.day)
    ]


def _day(fact: Fact, *, end: bool = False) -> Figure:
    day = fact.end if end and fact.end is not None else fact.start
    precision = fact.end_precision if end else fact.start_precision
    return day_figure(fact.id, day, fact.source, checked=fact.checked, precision=precision)


def _word(broken: Fact) -> str:
    """Give what a sentence calls a break: fighting by its weight and length."""
    if broken.severity == "war":
        return WAR
    exact = broken.start_precision == broken.end_precision == "day"
    if broken.kind != "fighting" or broken.end is None or not exact:
        return BREAKS[broken.kind]
    lasted = broken.end - broken.start
    return CLASH if lasted.days <= CLASH_DAYS else BREAKS[broken.kind]


def _line(relation: Relation, broken: Fact, nearer: Sequence[Event], claims: list[Fact]) -> Line:
    # how many rows our table has is no finding: the newest of them is
    cells = tuple(cell for event in nearer for cell in steps.day_of(event).cells)
    newest = Sentence("{what}.", {"what": steps.told(nearer[-1])})
    after = "their ties after " if broken.kind == "fighting" else ""
    names: Parts = {"both": relation.pair.words, "what": after + _word(broken)}
    body = [_lasted(relation, broken)]
    headline = Sentence("{both} have repaired {what}.", names)
    gist = Sentence("They have repaired {what}.", {"what": names["what"]})
    key, form, strength = (newest,), "whole", WITHOUT
    if claims:
        land: Parts = {"land": _lands(claims)}
        left = "The claim over {land} is still open."
        body.append(Sentence(left, land))
        headline = Sentence("{both} have repaired {what}; their claim is still open.", names)
        gist = Sentence(
            "Their claim is still open, though they have repaired {what}.", {"what": names["what"]}
        )
        key, form, strength = (
            (Sentence("They still dispute {land}.", land),),
            "cause_left",
            WITH_CAUSE,
        )
    return line(
        f"{ID}.moved.{form}",
        body,
        about=ABOUT,
        reasons=Reasons(moved=strength),
        page=_page(broken, headline, key, gist),
        cells=cells,
    )


def _lasted(relation: Relation, broken: Fact) -> Sentence:
    """Say from when to when the break lasted, and what it was."""
    start, end = _day(broken), _day(broken, end=True)
    first = broken.what.split("; ")[0]
    text = small(past(first) or first)
    parts: Parts = {
        "both": relation.pair.words,
        "word": _word(broken),
        "start": start,
        "end": end,
        "what": bound(text, start.cells[0], broken.id),
    }
    if broken.kind == "fighting":
        return filled("{both} fought from {start} to {end}: {what}.", parts)
    return filled("{word} between {both} lasted from {start} to {end}: {what}.", parts)


def _page(
    broken: Fact, headline: Sentence, key: tuple[Sentence, ...], gist: Sentence
) -> Page | None:
    return Page(headline, key, gist=gist) if broken.checked else None


def _lands(claims: list[Fact]) -> str:
    return listed([small(fact.land).partition(" (")[0] for fact in claims])


RULE = Rule(
    id=ID,
    section="now",
    place=17,
    paragraph="events",
    say=say,
    condition="fighting, a crisis or a break of the last ten years is over, and at least two steps "
    "nearer have followed for each one apart",
    topics=("history",),
)
"""The rule."""
