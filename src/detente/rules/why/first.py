"""FIRST: which structure moved first, and which last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence, length, listed_phrases
from detente.rules.composed import Basis, FirstPage, composed, filled
from detente.rules.line import LONGEST_KEY, Line, Reasons
from detente.rules.rule import Rule
from detente.rules.why.marks import (
    APART,
    NEARER,
    POWER,
    REGIMES,
    TIES,
    VOTES,
    Mark,
    leading_tie,
    marks,
)
from detente.rules.why.pushes import counts_moved

ID = "first"
SPREAD = 4
"""Fewest years from the first turn to the last."""
STEP = 2
"""Fewest years between two turns: then no shift of one year changes their order."""
NAMES = {POWER: "weight", VOTES: "votes", REGIMES: "regimes", TIES: "institutions"}
LEADS = {
    (VOTES, APART): "In UN votes {first} and {second} left their closest year for good in {year}.",
    (VOTES, NEARER): "In UN votes {first} and {second} came in from their farthest year, for good, "
    "by {year}.",
    (REGIMES, APART): "Democracy moved first, in {who}: by {year} it had left {first} and {second} "
    "farther apart for good.",
    (REGIMES, NEARER): "Democracy moved first, in {who}: by {year} it had brought {first} and "
    "{second} nearer for good.",
    (POWER, ""): "Weight shifted first: by {year} half of {who}'s gain on {other} was done.",
    (TIES, APART): "The break between {first} and {second} came first, in {year}.",
}
"""What the first turn was."""
FOLLOWS = {
    (VOTES, APART): "their votes parted in {year}",
    (VOTES, NEARER): "their votes drew nearer by {year}",
    (REGIMES, APART): "the regime of {who} turned away in {year}",
    (REGIMES, NEARER): "the regime of {who} came closer by {year}",
    (POWER, ""): "half of {who}'s gain in weight on {other} was done by {year}",
    (TIES, APART): "institutions broke in {year}",
}
"""What a later turn was."""
HEADLINES = {
    (VOTES, APART): "{both} parted in votes first and in {other} last.",
    (VOTES, NEARER): "{both} drew nearer in votes before {other} moved.",
    (REGIMES, APART): "Democracy parted the two first, in {who}, and {other} last.",
    (REGIMES, NEARER): "Democracy moved first, in {who}, and {other} last.",
    (POWER, ""): "{who} gained weight on the other first, and {other} moved after it.",
    (TIES, APART): "{both} broke first; {other} moved later.",
}
"""The message, by the first turn."""
TIE_AFTER = {
    APART: "{tie} came in {begun}, when that gap was {age} years old.",
    NEARER: "{tie} came in {begun}, {age} years later: the approach did not wait for it.",
}
TIE_BEFORE = {
    APART: "{tie} came in {begun}, {age} years before the gap, and did not prevent it.",
    NEARER: "{tie} had come in {begun}, {age} years before the approach.",
}
"""How the leading tie lies to the first turn of votes or regimes."""


def say(relation: Relation) -> Iterator[Line]:
    """Say in which order the structures turned, where no shift of a year would change it."""
    turns = marks(relation)
    # votes that moved in no one year have a place in the order that nobody knows
    is_missing = counts_moved(relation) and VOTES not in {one.structure for one in turns}
    if is_missing or not _is_ordered(turns):
        return
    first, *later = turns
    names = (relation.pair.first.label, relation.pair.second.label)
    lead = _filled(LEADS, first, names)
    after = Sentence("{follows}.", {"follows": _follows(later, names)})
    tie = _tie(relation, turns)
    body = (Sentence("{said}", {"said": lead}), after, *tie)
    newest = [one.newest for one in turns if one.newest is not None]
    basis = Basis(about="which structure moved first", newest=min(newest))
    reasons = Reasons(moved=max(one.strength for one in turns if one.structure != POWER))
    page = _page(relation, turns, tie)
    yield composed(ID, _variant(turns), body, basis, reasons=reasons, page=page)


def _is_ordered(turns: Sequence[Mark]) -> bool:
    structures = {one.structure for one in turns}
    if len(turns) < 2 or not structures & {VOTES, REGIMES}:
        return False
    steps = [later.when - earlier.when for earlier, later in pairwise(turns)]
    return min(steps) >= STEP and sum(steps) >= SPREAD


def _variant(turns: Sequence[Mark]) -> str:
    order = "_".join(one.structure for one in turns)
    ways = {one.way for one in turns} - {""}
    return f"moved.{order}.{ways.pop() if len(ways) == 1 else 'both_ways'}"


def _filled(templates: dict[tuple[str, str], str], mark: Mark, names: tuple[str, str]) -> Phrase:
    """Fill what is said of a turn with those names that it shows."""
    template = templates[(mark.structure, mark.way)]
    other = names[1] if mark.who == names[0] else names[0]
    known: dict[str, str | Figure] = {
        "first": names[0],
        "second": names[1],
        "who": mark.who,
        "other": other,
        "year": mark.year,
    }
    return Phrase(
        template, {name: part for name, part in known.items() if f"{{{name}}}" in template}
    )


def _follows(later: Sequence[Mark], names: tuple[str, str]) -> Phrase:
    return listed_phrases([_filled(FOLLOWS, mark, names) for mark in later])


def _tie(relation: Relation, turns: Sequence[Mark]) -> tuple[Sentence, ...]:
    """Say how old the leading tie is beside the first turn of votes or regimes."""
    tie = leading_tie(relation)
    turn = next(one for one in turns if one.structure in (VOTES, REGIMES))
    # a relation that is broken has no tie that could be praised or blamed
    broken = any(one.structure == TIES for one in turns)
    if tie is None or broken or abs(tie.when - turn.when) < STEP:
        return ()
    templates = TIE_AFTER if tie.when > turn.when else TIE_BEFORE
    cells = (*tie.year.cells, *turn.year.cells)
    years = abs(tie.when - turn.when)
    age = counted(figure_id("why", ID, "age"), years, "years", *cells)
    return (Sentence(templates[turn.way], {"tie": tie.who, "begun": tie.year, "age": age}),)


def _page(relation: Relation, turns: Sequence[Mark], tie: tuple[Sentence, ...]) -> FirstPage:
    """Say it on page 1: the order, the years of first and last, and the tie."""
    names = (relation.pair.first.label, relation.pair.second.label)
    first, last = turns[0], turns[-1]
    parts = {"both": relation.pair.words, "who": first.who, "other": NAMES[last.structure]}
    headline = filled(HEADLINES[(first.structure, first.way)], parts)
    ends = listed_phrases([_filled(FOLLOWS, mark, names) for mark in (first, last)])
    cells = (*first.year.cells, *last.year.cells)
    gap = counted(figure_id("why", ID, "years"), last.when - first.when, "years", *cells)
    gist = Sentence(
        "{one} moved first; {other} followed {gap} years later.",
        {"one": NAMES[first.structure], "other": NAMES[last.structure], "gap": gap},
    )
    key = (Sentence("{ends}.", {"ends": ends}), *tie)
    room = sum(map(length, (headline, *key))) <= LONGEST_KEY
    return FirstPage(headline, key=key if room else key[:1], gist=gist)


RULE = Rule(
    id=ID,
    section="why",
    place=10,
    paragraph="order",
    say=say,
    condition="two structures or more turned for good, votes or regimes among them; at least two "
    "years lie between any two turns and four between the first and the last, and no turn moves "
    "when the last year is left out",
    topics=("history",),
    key=False,
)
