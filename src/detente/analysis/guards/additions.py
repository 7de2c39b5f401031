"""What guards add to a finding: that members changed, that no cause is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.analysis.guards.form import Subject
from detente.analysis.guards.situation import Situation
from detente.evidence.sentence import PlainSentence, Sentence, Statement
from detente.phrasing import listed

CAUSE_UNKNOWN = "That this followed is counted; what caused it is not known."


@dataclass(frozen=True, slots=True)
class Addition:
    """A sentence that has to follow certain findings.

    Attributes
    ----------
    name, rule : str
        Short name, and the rule in one sentence.
    sentence : callable
        Gives the sentence for a subject; empty where none is needed.
    """

    name: str
    rule: str
    sentence: Callable[[Subject, Situation], str]


def _enlargement(subject: Subject, known: Situation) -> str:
    if subject.finding is None or "enlargement" not in subject.topics:
        return ""
    years = [year for year in subject.finding.years if year <= known.day.year]
    if not years:
        return ""
    changed = [
        party.label
        for party in (known.pair.first, known.pair.second)
        if isinstance(party, Bloc) and party.members(min(years)) != party.members(max(years))
    ]
    if not changed:
        return ""
    return f"A part of the change comes from states that joined or left {listed(changed)}."


def _cause(subject: Subject, known: Situation) -> str:
    if subject.finding is None or "following" not in subject.topics:
        return ""
    return CAUSE_UNKNOWN


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


def followed(statement: Statement, text: str) -> Statement:
    """Put a sentence of words after a statement, whose figures stay where they are.

    Parameters
    ----------
    statement : Sentence or PlainSentence
        What is said.
    text : str
        What has to follow it.

    Examples
    --------
    >>> followed(PlainSentence("Votes drew nearer."), CAUSE_UNKNOWN).text
    'Votes drew nearer. That this followed is counted; what caused it is not known.'
    """
    if isinstance(statement, PlainSentence):
        return PlainSentence(f"{statement.text} {text}")
    return Sentence("{said} {text}", {"said": statement, "text": text})
