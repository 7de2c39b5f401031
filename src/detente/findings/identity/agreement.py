"""Agreement in UN votes beyond chance, and when it was highest."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import newest
from detente.findings.concept import Concept
from detente.identity.similarity import all_pairs
from detente.models import track_records as methods
from detente.phrasing import band, beyond, number


def findings(relation: Relation) -> Iterator[Finding]:
    """Say how much the two agree, and when they agreed most."""
    series = relation.identity.agreement
    now = newest(series, relation.pair.as_of)
    if now is None:
        return
    best = max(series.cells(), key=lambda cell: cell.value)
    _, everybody = all_pairs(relation.catalog, now.year or 0)
    rank = beyond(percentile_of(now.value, everybody), "higher", "lower")
    highest = (
        f"; it was highest in {best.year}, at {number(best.value)}" if best.year != now.year else ""
    )
    text = (
        f"Corrected for chance, the agreement of {_sides(relation.pair)} in {now.year} was "
        f"{number(now.value)}{band(now.low, now.high)} (1 is full agreement, 0 what chance "
        f"gives), {rank}{highest}."
    )
    yield Finding(
        id="identity.agreement",
        sentences=(PlainSentence(text),),
        value=now.value,
        unit="pi",
        low=now.low,
        high=now.high,
        evidence=tuple(dict.fromkeys((now, best))),
        method=methods.agreement(),
        sentence_about="how much they agree",
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
    id="identity.agreement",
    say=findings,
    section="identity",
    block="agreement",
    methods=("agreement",),
)
