"""What guards add to a finding: that members changed, that no cause is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.analysis.guards.form import Subject
from detente.analysis.guards.situation import Situation
from detente.evidence.sentence import Sentence
from detente.phrasing import listed

MEMBERS_CHANGED = "A part of the change comes from states that joined or left {blocs}."
CAUSE_UNKNOWN = "That this followed is counted; what caused it is not known."


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that has to follow certain findings.

    Attributes
    ----------
    name, rule : str
        Short name, and the rule in one sentence.
    sentence : callable
        Gives the sentence for a subject; None where none is needed.
    """

    name: str
    rule: str
    sentence: Callable[[Subject, Situation], Sentence | None]


def _enlargement(subject: Subject, known: Situation) -> Sentence | None:
    if subject.finding is None or "enlargement" not in subject.topics:
        return None
    years = [year for year in subject.finding.years if year <= known.day.year]
    if not years:
        return None
    changed = [
        party.label
        for party in (known.pair.first, known.pair.second)
        if isinstance(party, Bloc) and party.members(min(years)) != party.members(max(years))
    ]
    if not changed:
        return None
    return Sentence(MEMBERS_CHANGED, {"blocs": listed(changed)})


def _cause(subject: Subject, known: Situation) -> Sentence | None:
    if subject.finding is None or "following" not in subject.topics:
        return None
    return Sentence(CAUSE_UNKNOWN, {})


ENLARGEMENT = Addition(
    "enlargement",
    "Where a bloc's members changed between the years compared, the sentence says so.",
    sentence=_enlargement,
)
CAUSE = Addition(
    "no cause",
    "After a sentence on what came later follows that the cause is not known.",
    sentence=_cause,
)
