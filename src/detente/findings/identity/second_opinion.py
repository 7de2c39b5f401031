"""Second opinions on the distance: the literature's votes and the published estimates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE, Series, need
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.phrasing import band, listed, number

APART = 0.25
"""Difference of two distances from which sources are said to disagree."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another source says beside our own estimate of the same year."""

    words: str
    theirs: Cell
    ours: Cell

    @property
    def apart(self) -> float:
        """How far the two lie apart."""
        return abs(self.theirs.value - self.ours.value)


def findings(relation: Relation) -> Iterator[Finding]:
    """Write the other distances, each beside our own of its year."""
    opinions = list(_opinions(relation))
    if not opinions:
        return
    first, catalog = opinions[0].theirs, relation.catalog
    parts = listed([_part(opinion) for opinion in opinions])
    cells = (cell for opinion in opinions for cell in (opinion.theirs, opinion.ours))
    evidence = tuple(dict.fromkeys(cells))
    disagree = max(opinion.apart for opinion in opinions) > APART
    verdict = "sources disagree" if disagree else "measured"
    method = methods.ideal_points(catalog, relation.pair.as_of)
    text = f"Second opinions on the distance: {parts}."
    yield Finding(
        id="identity.distance_second",
        sentences=(PlainSentence(text),),
        value=first.value,
        unit=relation.identity.distance.unit,
        low=first.low,
        high=first.high,
        evidence=evidence,
        method=method,
        verdict=verdict,
        sentence_about="other votes, other estimates",
    )


def _opinions(relation: Relation) -> Iterator[Opinion]:
    """Ask the two other sources for the newest year in common with ours."""
    identity = relation.identity
    asked: tuple[tuple[Series, str], ...] = (
        (identity.distance_voeten, "on votes of all kinds (the literature's set)"),
        (identity.distance_published, "from published estimates on final-passage votes"),
    )
    for series, words in asked:
        common = max(set(identity.distance.years) & set(series.years), default=None)
        if common is not None and common >= relation.pair.as_of - STALE:
            yield Opinion(words, need(series, common), ours=need(identity.distance, common))


def _part(opinion: Opinion) -> str:
    theirs = opinion.theirs
    return (
        f"{opinion.words} {number(theirs.value)} in {theirs.year}"
        f"{band(theirs.low, theirs.high)} (headline {number(opinion.ours.value)})"
    )


CONCEPT = Concept(
    id="identity.distance_second",
    say=findings,
    section="identity",
    block="distance",
    methods=("ideal_points",),
    topics=("votes",),
)
