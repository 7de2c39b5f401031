"""Organisations: how many the two share, and how that compares."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.evidence.series import STALE, need
from detente.findings.concept import Concept
from detente.institutions.ties import joint_of_all
from detente.models import track_records as methods
from detente.phrasing import beyond, whole


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it for full members, then and now, and how many more where one is less than a member."""
    full, associate, observer = relation.institutions.organisations
    if not full or full.years[-1] < relation.pair.as_of - STALE:
        return
    now, first = need(full, full.years[-1]), need(full, full.years[0])
    at_now = (series.at(now.year or 0) for series in (associate, observer))
    partly = [cell for cell in at_now if cell]
    _, everybody = joint_of_all(relation.catalog, now.year or 0)
    rank = beyond(percentile_of(now.value, everybody), "more", "fewer")
    before = f", against {whole(first.value)} in {first.year}" if first.year != now.year else ""
    text = (
        f"As full members {_sides(relation.pair)} {whole(now.value)} intergovernmental "
        f"organisations in {now.year}, {rank}{before}{_partly(partly)}."
    )
    yield Finding(
        id="institutions.organisations",
        sentences=(PlainSentence(text),),
        value=now.value,
        unit=full.unit,
        evidence=(now, first, *partly),
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


def _partly(cells: list[Cell]) -> str:
    """Count the organisations in which one of the two was less than a full member."""
    more = round(sum(cell.value for cell in cells))
    if not more:
        return ""
    count = "one" if more == 1 else more
    return f"; in {count} more one of the two was only associate or observer"


CONCEPT = Concept(
    id="institutions.organisations",
    say=findings,
    section="institutions",
    block="organisations",
    methods=("accounting",),
    summary=(("institutions.organisations", 13),),
)
