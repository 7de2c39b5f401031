"""The guard of unequal sides: no capability, threat or outcome where a side has no armed forces."""

from __future__ import annotations

from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import Situation
from detente.phrasing import listed

NEEDS_FORCES = frozenset({"arms", "threat", "ending", "system", "risk", "window"})
CIVIL = frozenset({"gdp", "gdp_long", "pop"})
"""Columns of capability that speak of product and people."""


def _unarmed(subject: Subject, known: Situation) -> str:
    if not known.unarmed or not (subject.topics & NEEDS_FORCES or _counts_arms(subject)):
        return ""
    verb = "has" if len(known.unarmed) == 1 else "have"
    return f"{listed(list(known.unarmed))} {verb} no armed forces"


def _counts_arms(subject: Subject) -> bool:
    """Tell whether a finding on capability counts more than product and people."""
    if "capability" not in subject.topics or subject.finding is None:
        return False
    return not {cell.column for cell in subject.finding.evidence} <= CIVIL


NO_FORCES = Guard(
    "no armed forces",
    "Where a side has no armed forces: no sentence on capability, threat, outcome or risk.",
    reason=_unarmed,
)
