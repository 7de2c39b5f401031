"""What a guard is: a name, a rule, and the question that it answers for a subject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from detente.analysis.guards.situation import Situation
from detente.evidence.finding import Finding

TOPICS = {
    "risk": "the chance that a dispute begins",
    "ending": "how a dispute would end",
    "window": "windows of opportunity",
    "dispute": "past militarized disputes",
    "patience": "patience, or doing nothing",
    "steps": "small steps and channels between the two",
    "accession": "membership, or an association short of it",
    "explanation": "how the structures stand to each other",
    "capability": "material capability",
    "arms": "armed forces and what they cost",
    "threat": "what one sees of the other after distance",
    "system": "the powers of the system",
    "forecast": "what comes after the view",
    "enlargement": "shares of a bloc in two years",
    "following": "what came after something",
    "tone": "tone of speeches",
    "issues": "agreement by issue",
    "standing": "standing facts: borders, memberships, bodies, kept by our own tables",
    "history": "counts over thirty years or more, and dated events, in the past tense",
    "votes": "distances in votes, which are never below zero",
    "range": "a range over yardsticks, which is no interval",
}
"""What a sentence may be about, as far as a guard asks."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that may be printed.

    Attributes
    ----------
    id : str
        Id of a finding or concept, or a name such as ``"scenario.accession"``.
    topics : frozenset of str
        What it is about, of `TOPICS`.
    finding : Finding or None
        Its sentences and cells; None before they are made.
    """

    id: str
    topics: frozenset[str]
    finding: Finding | None = None


Question = Callable[[Subject, Situation], str]
"""Gives the reason for which a subject is left out; empty where nothing is against it."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One rule about what may be printed.

    Attributes
    ----------
    name : str
        Short name, as the list of what is left out has it.
    rule : str
        The rule in one sentence.
    reason : callable
        Gives the reason for which a subject is left out; empty where nothing is against it.
    """

    name: str
    rule: str
    reason: Question


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not printed, and why.

    Attributes
    ----------
    subject : str
        Id of a finding or concept, or a name such as ``"scenario.accession"``.
    guard : str
        Name of the guard.
    reason : str
        Why, in a few words.
    """

    subject: str
    guard: str
    reason: str

    def plain(self) -> dict[str, str]:
        """Give it as the record has it: what, by which rule, and why."""
        return {"what": self.subject, "rule": self.guard, "why": self.reason}
