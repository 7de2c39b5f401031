"""Guards for a pair that fights, has just fought, or does not speak."""

from __future__ import annotations

from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import FIGHTS, Situation

FOUGHT = (*FIGHTS, "truce")
ENEMIES = (*FOUGHT, "occupation", "rupture")
"""Conditions between the two under which one does not join the other unasked."""
QUARRELS = ("occupation", "rupture", "crisis", "disputed line")
"""Conditions from which a dispute may come."""
MOOT = frozenset({"risk", "ending", "window"})
"""What supposes that no dispute is under way."""
FOR_PEACE = frozenset({"patience", "steps", "explanation"})
"""What supposes that the two can wait, or work together."""
PHRASES = {
    "war": "a war is under way",
    "armed conflict": "there is fighting, or was within three years",
    "truce": "a ceasefire holds after fighting within three years",
    "occupation": "land of one side is occupied by the other",
    "rupture": "diplomatic relations are broken off",
}
"""Conditions as a reason has them."""


def _moot(subject: Subject, known: Situation) -> str:
    condition = known.holds_with_any(*FOUGHT)
    if not condition or not subject.topics & MOOT:
        return ""
    return f"{PHRASES[condition]}, which the record of disputes (to {known.disputes_to}) lacks"


def _for_peace(subject: Subject, known: Situation) -> str:
    condition = known.holds(*FIGHTS) or known.holds_with_any("war")
    return PHRASES[condition] if condition and subject.topics & FOR_PEACE else ""


def _after_fighting(subject: Subject, known: Situation) -> str:
    condition = known.holds("truce")
    return PHRASES[condition] if condition and "patience" in subject.topics else ""


def _count_of_disputes(subject: Subject, known: Situation) -> str:
    condition = known.holds_with_any(*FIGHTS)
    if not condition or "dispute" not in subject.topics or known.disputes_to >= known.day.year:
        return ""
    return f"{PHRASES[condition]}, and the record of disputes ends in {known.disputes_to}"


def _no_quarrel(subject: Subject, known: Situation) -> str:
    if "ending" not in subject.topics or known.holds_with_any(*QUARRELS):
        return ""
    return "no quarrel is on record that could become a dispute"


NO_ENDING = Guard(
    "no ending without a quarrel",
    "How a dispute would end is said only where a claim, a crisis, an occupation or a rupture is "
    "on record.",
    reason=_no_quarrel,
)
NO_RISK = Guard(
    "no risk in a war",
    "At war, in armed conflict or under a truce: no risk of a dispute, no ending, no window.",
    reason=_moot,
)
NO_PATIENCE = Guard(
    "no courses in a war",
    "At war or in armed conflict: no patience, no small steps, no structural explanation.",
    reason=_for_peace,
)
NO_WAITING = Guard(
    "no patience in a truce",
    "Under a truce: no recommendation of patience.",
    reason=_after_fighting,
)
NO_COUNT = Guard(
    "no count of disputes in a war",
    "At war or in armed conflict: no count of disputes from a record that ended before it.",
    reason=_count_of_disputes,
)
