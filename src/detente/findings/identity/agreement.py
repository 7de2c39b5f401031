"""Agreement in UN votes beyond chance, and when it was highest."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.identity.similarity import all_pairs
from detente.models import track_records as methods
from detente.phrasing import beyond

ID = "identity.agreement"
LEVEL = 0.9
"""Probability that the intervals stand for."""


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how much the two agree, and when they agreed most."""
    series = relation.identity.agreement
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    best = max(series.cells(), key=lambda cell: cell.value)
    _, everybody = all_pairs(relation.catalog, now.year or 0)
    rank = beyond(percentile_of(now.value, everybody), "higher", "lower")
    agreed = measured(figure_id(ID, now.year or 0), now, level=LEVEL)
    year = dated(figure_id(ID, "year"), now.year or 0, now)
    sentence = Sentence(
        "Corrected for chance, the agreement of {sides} in {year} was {agreement}"
        "{agreement:interval} (1 is full agreement, 0 what chance gives), {rank}{highest}.",
        {
            "sides": _sides(relation.pair),
            "year": year,
            "agreement": agreed,
            "rank": rank,
            "highest": _highest(now, best),
        },
    )
    yield Finding(
        id=ID,
        sentences=(sentence,),
        value=now.value,
        unit="pi",
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys((now, best))),
        method=methods.agreement(),
        sentence_about="how much they agree",
    )


def _highest(now: Cell, best: Cell) -> Phrase:
    """Write when the agreement was highest, where that is not now."""
    year = best.year or 0
    if best.year == now.year:
        return Phrase("", {})
    return Phrase(
        "; it was highest in {year}, at {agreement}",
        {
            "year": dated(figure_id(ID, "highest.year"), year, best),
            "agreement": measured(figure_id(ID, year), best, level=LEVEL),
        },
    )


def _sides(pair: RelationKey) -> str:
    """Say whose agreement it is: of states, or of the median member."""
    if pair.bloc_and_state:
        bloc, state = pair.bloc_and_state
        return f"the median member of {bloc.label} and {state.label}"
    if pair.first.kind == "state":
        return pair.words
    return f"the median pair of a member of {pair.first.label} and one of {pair.second.label}"


CONCEPT = Concept(
    id=ID,
    say=findings,
    section="identity",
    block="agreement",
    methods=("agreement",),
)
