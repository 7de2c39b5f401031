"""PECULIAR: two measures of the pair lie at opposite ends among all pairs of its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analysis.relation import Relation
from detente.errors import DateError
from detente.estimators.ranking import percentile_of
from detente.estimators.surprise import unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.sentence import Phrase, Sentence, length
from detente.identity.regime import regime_distance
from detente.identity.vote_shares import WHOLE
from detente.identity.voting import same_votes
from detente.institutions.density import shared
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.state_words import Parts
from detente.rules.populations import (
    DENSITY,
    SAME_VOTE,
    Floats,
    Measure,
    Population,
    gaps,
    population,
)
from detente.rules.rule import Rule

ID = "peculiar"
ABOUT = "what is odd about this pair"
EIGHTH = 0.75
"""|2F - 1| from which a value lies in an outer eighth of all pairs."""
STALE = 3
"""Years before the view for which a measure is as of today."""
VOTE_YEARS = 3
LONGEST = 30
"""Words of a sentence."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Where the pair lies on one measure.

    Attributes
    ----------
    name : str
        ``"votes"``, ``"organisations"`` or ``"regimes"``.
    near : float
        Part of all pairs that are farther from each other than this one, 0 to 1.
    strength : float
        How unusual that is.
    year : int
        Year of the newest datum.
    """

    name: str
    near: float
    strength: float
    year: int


def say(relation: Relation) -> Iterator[Line]:
    """Say the nearest and the farthest measure, where both lie in an outer eighth."""
    # what holds today is not joined with what held years ago
    newest = relation.pair.as_of - STALE
    marks = [one for one in _marks(relation) if one.strength >= EIGHTH and one.year >= newest]
    near = [mark for mark in marks if mark.near > 0.5]
    far = [mark for mark in marks if mark.near < 0.5]
    if not near or not far:
        return
    nearest = max(near, key=lambda mark: mark.near)
    farthest = min(far, key=lambda mark: mark.near)
    yield _line(relation, nearest, farthest)


def _marks(relation: Relation) -> Iterator[Mark]:
    """Place the pair on each measure among all pairs of its form."""
    year = relation.pair.as_of
    yield from _votes(relation, year)
    known = shared(relation.catalog, relation.pair)[1].last(year)
    if known is not None and known.year is not None:
        among = _of(relation, DENSITY, known.year, known.year)
        yield _mark("organisations", known.value, among.values, known.year)
    regimes = regime_distance(relation.catalog, relation.pair).last(year)
    if regimes is not None and regimes.year is not None:
        spread = gaps(relation.catalog, relation.pair, "regime", "polyarchy", year=regimes.year)
        yield _mark("regimes", -regimes.value, -spread.values, regimes.year)


def _votes(relation: Relation, year: int) -> Iterator[Mark]:
    last = min(year, WHOLE)
    try:
        count = same_votes(relation.catalog, relation.pair, last - VOTE_YEARS + 1, last)
    except DateError:
        return
    if count is not None and count.calls >= FEWEST:
        among = _of(relation, SAME_VOTE, last - VOTE_YEARS + 1, last)
        yield _mark("votes", count.share, among.values, last)


FEWEST = 200
"""Votes that a window needs."""


def _of(relation: Relation, measure: Measure, first: int, last: int) -> Population:
    return population(relation.catalog, relation.pair, measure, first=first, last=last)


def _mark(name: str, value: float, among: Floats, year: int) -> Mark:
    rank = percentile_of(value, among)
    near = 0.5 if np.isnan(rank) else rank / 100
    return Mark(name, near, strength=unusual(value, among), year=year)


VERBS = {
    "votes": ("vote", "voted"),
    "organisations": ("share", "shared"),
    "regimes": ("have", "had"),
}
"""The verb of each measure, of today and of the past."""
NEAR = {
    "votes": "alike more often than {near} of pairs like them",
    "organisations": "more organisations than {near} of pairs like them",
    "regimes": "regimes nearer to each other than {near} of pairs like them",
}
FAR = {
    "votes": "alike less often than {far} of them",
    "organisations": "fewer organisations than {far} of them",
    "regimes": "regimes farther apart than {far} of them",
}
"""What a measure says at its near end and at its far end, after its verb."""
MESSAGES = {
    ("votes", "organisations"): "{both} vote alike, but meet in few organisations.",
    ("votes", "regimes"): "{both} vote alike under very different regimes.",
    ("organisations", "votes"): "{both} meet everywhere and vote apart.",
    ("organisations", "regimes"): "{both} meet everywhere under very different regimes.",
    ("regimes", "votes"): "{both} are ruled alike and vote apart.",
    ("regimes", "organisations"): "{both} are ruled alike, but meet in few organisations.",
}
"""The message for the measure on which the two are near and that on which they are far."""


def _line(relation: Relation, near: Mark, far: Mark) -> Line:
    both: Parts = {"both": relation.pair.words}
    first = _clause(relation, near, "{both}", NEAR[near.name])
    second = _clause(relation, far, "they", FAR[far.name])
    told = Sentence("{first}, yet {second}.", {"first": first, "second": second})
    apart = (Sentence("{first}.", {"first": first}), Sentence("Yet {second}.", {"second": second}))
    body = (told,) if length(told) <= LONGEST else apart
    newest = min(near.year, far.year)
    fresh = newest >= relation.pair.as_of - STALE
    headline = Sentence(MESSAGES[near.name, far.name], both)
    they = _clause(relation, near, "they", NEAR[near.name])
    key = (Sentence("{first}.", {"first": they}), Sentence("{second}.", {"second": second}))
    return line(
        f"{ID}.unusual.{near.name}_{far.name}",
        body,
        about=ABOUT,
        reasons=Reasons(unusual=min(near.strength, far.strength)),
        page=Page(headline, key) if fresh else None,
        newest=newest,
    )


def _clause(relation: Relation, mark: Mark, who: str, words: str) -> Phrase:
    """Say where the pair lies on a measure; of a stale one with its year, in the past."""
    stale = mark.year < relation.pair.as_of - STALE
    is_near = "{near}" in words
    value = mark.near if is_near else 1 - mark.near
    parts: Parts = {"near" if is_near else "far": _share(relation, mark, value)}
    subject = relation.pair.words if who == "{both}" else who
    verb = VERBS[mark.name][stale]
    if not stale:
        return Phrase(f"{{who}} {verb} {words}", {"who": subject, **parts})
    year = dated(figure_id("now", ID, mark.name, "year"), mark.year, *_cells(parts))
    return Phrase(f"in {{year}} {{who}} {verb} {words}", {"who": subject, "year": year, **parts})


def _cells(parts: Parts) -> tuple[Cell, ...]:
    return tuple(cell for part in parts.values() if isinstance(part, Figure) for cell in part.cells)


def _share(relation: Relation, mark: Mark, value: float) -> Figure:
    """Give the part of pairs that a measure leaves behind, as a figure."""
    table = {"votes": "same_votes", "organisations": "shared_organisations", "regimes": "regime"}
    cell = Cell(
        table[mark.name],
        mark.name,
        keys=(("of", relation.pair.of), ("pairs", "all of the form"), ("year", mark.year)),
        value=min(value, MOST),
        unit="part of pairs",
        sources=SOURCES[mark.name],
        rule="part of the pairs of the same form that lie on the other side of this one",
    )
    return measured(figure_id("now", ID, mark.name), cell, way="per_cent")


MOST = 0.99
"""Largest part that is said: no pair is farther than all."""
SOURCES = {
    "votes": ("un_votes_undl",),
    "organisations": ("cow_igo",),
    "regimes": ("vdem",),
}

RULE = Rule(
    id=ID,
    section="now",
    place=50,
    paragraph="peculiar",
    say=say,
    condition="two of votes, organisations and regimes lie in outer eighths at opposite ends among "
    "all pairs of the form",
)
"""The rule."""
