"""The shelf of findings: every concept in the order of the paper; one more is a file and a line."""

from __future__ import annotations

from collections.abc import Iterable

from detente.evidence.finding import Finding
from detente.findings.concept import Concept, begins
from detente.findings.identity import (
    agreement,
    assembly,
    distance,
    events,
    expectation,
    issues,
    leaders,
    level,
    lone_votes,
    opinion,
    regime,
    second_opinion,
    speech,
    turns,
)
from detente.findings.institutions import (
    accession,
    arrangements,
    association,
    bodies,
    borders,
    brokers,
    case,
    chapters,
    close_ties,
    conduct,
    decisions,
    disputes,
    ladder,
    mandates,
    obligations,
    open_claims,
    organisations,
    overlap,
    shared_blocs,
    treaties,
)
from detente.findings.outlook import analogues, past_window, risk, risk_parts, windows
from detente.findings.power import (
    base,
    crossing,
    dispute_end,
    energy,
    forecast,
    gap,
    presence,
    shares,
    spending,
    system,
    third,
    threat,
    transition,
    views,
    war_aid,
)

SHELF: tuple[Concept, ...] = (
    shares.CONCEPT,
    spending.BETWEEN,
    spending.THIRD_POWER,
    third.CONCEPT,
    forecast.CONCEPT,
    gap.CONCEPT,
    base.CONCEPT,
    views.CONCEPT,
    system.CONCEPT,
    transition.CONCEPT,
    crossing.CONCEPT,
    threat.CONCEPT,
    energy.CONCEPT,
    dispute_end.CONCEPT,
    presence.CONCEPT,
    war_aid.CONCEPT,
    distance.CONCEPT,
    level.CONCEPT,
    lone_votes.CONCEPT,
    turns.CONCEPT,
    second_opinion.CONCEPT,
    agreement.CONCEPT,
    issues.CONCEPT,
    speech.CONCEPT,
    events.CONCEPT,
    opinion.CONCEPT,
    regime.CONCEPT,
    expectation.CONCEPT,
    leaders.CONCEPT,
    assembly.CONCEPT,
    ladder.CONCEPT,
    chapters.CONCEPT,
    shared_blocs.CONCEPT,
    arrangements.CONCEPT,
    organisations.CONCEPT,
    obligations.CONCEPT,
    treaties.CONCEPT,
    close_ties.BETWEEN,
    close_ties.ENDED_TIES,
    borders.CONCEPT,
    open_claims.CONCEPT,
    disputes.CONCEPT,
    bodies.CONCEPT,
    mandates.CONCEPT,
    decisions.CONCEPT,
    overlap.CONCEPT,
    brokers.CONCEPT,
    accession.CONCEPT,
    association.CONCEPT,
    conduct.CONCEPT,
    case.CONCEPT,
    risk.CONCEPT,
    risk_parts.CONCEPT,
    windows.CONCEPT,
    past_window.CONCEPT,
    analogues.CONCEPT,
)
"""Every concept, in the order of the paper."""
SECTIONS = tuple(dict.fromkeys(concept.section for concept in SHELF))
"""Sections of the paper that hold findings, in order."""


def concepts(section: str, *blocks: str) -> tuple[Concept, ...]:
    """Give the concepts of one section, or of some of its blocks, in the order of the paper.

    Parameters
    ----------
    section : str
        One of `SECTIONS`.
    *blocks : str
        Names of blocks, as concepts declare them; all where none is named.
    """
    return tuple(
        concept
        for concept in SHELF
        if concept.section == section and (not blocks or concept.block in blocks)
    )


def concept_of(id: str) -> Concept:
    """Give the concept of a finding.

    Parameters
    ----------
    id : str
        Id of the finding.

    Raises
    ------
    KeyError
        Where no concept has such findings.
    """
    covering = [concept for concept in SHELF if concept.covers(id)]
    if not covering:
        raise KeyError(id)
    # the longest beginning: identity.distance_second is no case of identity.distance
    return max(covering, key=lambda concept: len(concept.id))


def for_summary(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings that may stand in the summary, in its order.

    Parameters
    ----------
    findings : iterable of Finding
        All of a paper; of a bloc's studies the first stands for both.
    """
    known = tuple(findings)
    places = sorted((place, beginning) for concept in SHELF for beginning, place in concept.summary)
    first = (
        next((finding for finding in known if begins(finding.id, beginning)), None)
        for _, beginning in places
    )
    return tuple(finding for finding in first if finding is not None)
