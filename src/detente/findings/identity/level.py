"""The smoothed level of the distance, and whether it moves."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.relation import Relation
from detente.estimators.null_power import smallest_apart
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.identity.drift import SPAN, Drift
from detente.models import track_records as methods

ID = "identity.level"
LEVEL = 0.9
"""Probability that the intervals stand for."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say where the noise of single sessions leaves the distance, and whether it moves."""
    drift = relation.identity.drift
    now = newest(drift.level, relation.pair.as_of)
    if now is None:
        return
    year = now.year or 0
    level = measured(figure_id(ID, year), now, level=LEVEL)
    span = min(SPAN, len(drift.level.years) - 1)
    sentence = Sentence(
        "Smoothed over the noise of single sessions, the distance stood at {level} in {year}"
        "{level:interval} and changed by {rate} a year over the last {span}{rate:signed interval}: "
        "{verdict}.",
        {
            "level": level,
            "year": dated(figure_id(ID, "year"), year, now),
            "rate": _rate(drift, now),
            "span": counted(figure_id(ID, "span"), span, "years", now),
            "verdict": _verdict(drift),
        },
    )
    sentences = (sentence,) if drift.moving else (sentence, _least_found(drift, now))
    yield Finding(
        id=ID,
        sentences=sentences,
        value=now.value,
        unit=drift.level.unit,
        low=now.low,
        high=now.high,
        evidence=(now,),
        method=methods.level(),
        verdict="measured" if drift.moving else "no difference",
        sentence_about="whether they drift",
    )


def _rate(drift: Drift, now: Cell) -> Figure:
    """Give the change a year."""
    return Figure(
        figure_id(ID, "rate"),
        drift.rate,
        unit=f"{drift.level.unit} a year",
        cells=(now,),
        way="signed",
        low=drift.low,
        high=drift.high,
        level=LEVEL,
    )


def _least_found(drift: Drift, now: Cell) -> Sentence:
    """Say from what size on a drift would usually be found."""
    smallest = Figure(
        figure_id(ID, "smallest"),
        smallest_apart(drift.low, drift.high, level=LEVEL),
        unit=f"{drift.level.unit} a year",
        cells=(now,),
    )
    return Sentence("A drift of {smallest} a year would usually be found.", {"smallest": smallest})


def _verdict(drift: Drift) -> str:
    """Say in words where the level goes."""
    if not drift.moving:
        return "no drift can be told from noise"
    return "the parties drift apart" if drift.rate > 0 else "the parties draw nearer"


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="identity",
    block="distance",
    methods=("level",),
    topics=("votes",),
)
