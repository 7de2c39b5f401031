"""Association: what moved after it, and whether that can be read at all."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence, Sentence
from detente.findings.concept import Concept
from detente.findings.institutions.estimates import (
    estimate_cell,
    least_found,
    likeness,
    spread,
    towards_core,
)
from detente.models import track_records as methods
from detente.models.membership.design import CONTROLS
from detente.models.membership.outcomes import OUTCOMES
from detente.models.membership.study import Membership, Specification, membership
from detente.phrasing import band, counted, number, signed


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it of each bloc of the pair that has a study."""
    for party in dict.fromkeys((relation.pair.first, relation.pair.second)):
        if isinstance(party, Bloc):
            studies = membership(relation.catalog, party, relation.pair.as_of).association
            if studies:
                yield _finding(party, studies)


def _finding(bloc: Bloc, studies: tuple[Specification, ...]) -> Finding:
    best = min(studies, key=lambda one: (not one.valid, *likeness(one)))
    readable = any(one.valid for one in studies)
    text = _moved(bloc, studies, best) if readable else _unreadable(bloc, studies)
    sentences: list[PlainSentence | Sentence] = [PlainSentence(text)]
    if readable and not Membership.distinguishable(studies):
        sentences.append(least_found(best, bloc.id))
    cells = tuple(estimate_cell(one, bloc.id) for one in studies)
    verdict = "measured" if Membership.distinguishable(studies) else "no difference"
    estimate, unit = best.found, OUTCOMES[best.outcome][1]
    return Finding(
        id=f"institutions.association_{bloc.id.lower()}",
        sentences=tuple(sentences),
        value=estimate.effect,
        low=estimate.low,
        high=estimate.high,
        unit=unit,
        evidence=cells,
        method=methods.event_study(studies),
        verdict=verdict,
        sentence_about="what association did",
    )


def _moved(bloc: Bloc, studies: tuple[Specification, ...], best: Specification) -> str:
    """Say how far the associates moved."""
    estimate = best.found
    associates = counted(estimate.treated, "state")
    interval = band(estimate.low, estimate.high)
    return (
        f"After association with {bloc.label}, {associates} moved {towards_core(estimate.effect)} "
        f"than {CONTROLS[best.controls]}{interval}, permutation p {number(estimate.p)}; "
        f"{spread(studies)}."
    )


def _unreadable(bloc: Bloc, studies: tuple[Specification, ...]) -> str:
    """Say that the associates were on another path before."""
    trends = [one.found.pretrend for one in studies]
    return (
        f"What association with {bloc.label} did cannot be read off votes: in all {len(studies)} "
        "specifications the states that became associates were on another path already "
        f"(pre-trends from {signed(min(trends))} to {signed(max(trends))})."
    )


CONCEPT = Concept(
    id="institutions.association",
    say=findings,
    section="institutions",
    block="studies",
    methods=("event_study",),
    topics=("following",),
)
