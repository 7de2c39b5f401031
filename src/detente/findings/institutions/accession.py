"""Accession: what moved after it, against whom, and the plain verdict."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence, Sentence
from detente.findings.concept import Concept
from detente.findings.institutions.estimates import (
    closest,
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
from detente.phrasing import band, cap, counted, number, signed


def findings(relation: Relation) -> Iterator[Finding]:
    """Say it of each bloc of the pair that has a study."""
    for party in dict.fromkeys((relation.pair.first, relation.pair.second)):
        if isinstance(party, Bloc):
            found = membership(relation.catalog, party, relation.pair.as_of)
            if found.accession:
                yield _finding(party, found)


def _finding(bloc: Bloc, found: Membership) -> Finding:
    best = closest(found.accession)
    regime = _regime(found, best)
    sentences: list[PlainSentence | Sentence] = [PlainSentence(_votes(bloc, found, best))]
    if not Membership.distinguishable(found.accession):
        sentences.append(least_found(best, bloc.id))
    if regime is not None:
        sentences.append(PlainSentence(_democracy(regime)))
    cells = [estimate_cell(one, bloc.id) for one in found.accession]
    cells += [estimate_cell(regime, bloc.id)] if regime else []
    verdict = "measured" if Membership.distinguishable(found.accession) else "no difference"
    estimate, unit = best.found, OUTCOMES[best.outcome][1]
    return Finding(
        id=f"institutions.accession_{bloc.id.lower()}",
        sentences=tuple(sentences),
        value=estimate.effect,
        low=estimate.low,
        high=estimate.high,
        unit=unit,
        evidence=tuple(cells),
        method=methods.event_study(found.accession),
        verdict=verdict,
        sentence_about="what joining did",
    )


def _votes(bloc: Bloc, found: Membership, best: Specification) -> str:
    """Say how far the joiners moved in UN votes."""
    estimate = best.found
    joiners = counted(estimate.treated, "state")
    moved, interval = towards_core(estimate.effect), band(estimate.low, estimate.high)
    return (
        f"{cap(found.verdict)} in these data: in the year of joining {bloc.label} and the five "
        f"after, {joiners} moved {moved} in UN votes than {CONTROLS[best.controls]}{interval}, "
        f"permutation p {number(estimate.p)}; "
        f"{spread(found.accession)}."
    )


def _democracy(regime: Specification) -> str:
    """Say how far the joiners moved on electoral democracy."""
    estimate = regime.found
    return (
        f"On electoral democracy the joiners moved {signed(estimate.effect)} against the same "
        f"group{band(estimate.low, estimate.high)}."
    )


def _regime(found: Membership, best: Specification) -> Specification | None:
    """Give the study of democracy with the same comparison group."""
    for one in found.regime:
        if likeness(one) == likeness(best):
            return one
    return None


CONCEPT = Concept(
    id="institutions.accession",
    say=findings,
    section="institutions",
    block="studies",
    methods=("event_study",),
    summary=(("institutions.accession", 8),),
    topics=("following",),
)
