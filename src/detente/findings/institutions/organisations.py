"""Organisations: how many the two share of those that not most states share, and how rare."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE, need
from detente.findings.concept import Concept
from detente.institutions.density import density_of_all
from detente.models import track_records as methods
from detente.phrasing import beyond, whole


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for the newest year with its rank by rarity, and for the first year."""
    counted, density = relation.institutions.shared
    if not counted or counted.years[-1] < relation.pair.as_of - STALE:
        return
    now, first = need(counted, counted.years[-1]), need(counted, counted.years[0])
    bits = need(density, now.year or 0)
    _, everybody = density_of_all(relation.catalog, now.year or 0)
    rank = beyond(percentile_of(bits.value, everybody), "more", "less")
    before = f", after {whole(first.value)} in {first.year}" if first.year != now.year else ""
    text = (
        f"In {now.year} {_sides(relation.pair)} {whole(now.value)} organisations to which at most "
        f"half of all states belong{before}; weighed by how few pairs share each, what they have "
        f"in common is {rank}."
    )
    yield Finding(
        id="institutions.organisations",
        sentences=(PlainSentence(text),),
        value=now.value,
        unit=counted.unit,
        evidence=(now, first, bits),
        method=methods.accounting(),
        sentence_about="organisations in common",
    )


def _sides(pair: RelationKey) -> str:
    """Say who shares: states, or the median member."""
    if pair.bloc_and_state:
        bloc, state = pair.bloc_and_state
        return f"the median member of {bloc.label} shared with {state.label}"
    if pair.first.kind == "state":
        return f"{pair.first.label} shared with {pair.second.label}"
    return (
        f"the median pair of a member of {pair.first.label} and one of {pair.second.label} shared"
    )


CONCEPT = Concept(
    id="institutions.organisations",
    say=findings,
    section="institutions",
    block="organisations",
    methods=("accounting",),
    summary=(("institutions.organisations", 13),),
)
