"""Guards of certainty: intervals, methods that failed or were not tried, facts not verified."""

from __future__ import annotations

from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import Situation
from detente.evidence.finding import Finding

DESCRIPTIONS = frozenset({"vdem", "agreement", "survey"})
"""Methods that count or describe and forecast nothing: there is nothing to test."""
TRUSTED = ("exact", "tested and good")
"""Marks of methods that may be on page 1."""
OWN_RULES = frozenset({"votes", "range", "window"})
"""Topics whose interval has rules of its own: a distance, a range, a window above zero or not."""
SETTLED = ("no difference", "forecast", "accounting")
"""Verdicts whose interval has rules of its own: none was found, a chance, a sum."""


def is_wider_than_value(finding: Finding) -> bool:
    """Tell whether the interval of a finding is wider than its value.

    Parameters
    ----------
    finding : Finding
        The finding.
    """
    if finding.low is None or finding.high is None or finding.verdict in SETTLED:
        return False
    return finding.high - finding.low > abs(finding.value)


def _wide(subject: Subject, known: Situation) -> str:
    finding = subject.finding
    # a distance is never below zero: a wide interval near zero still says "near"
    if finding is None or subject.topics & OWN_RULES or not is_wider_than_value(finding):
        return ""
    return "its interval is wider than its value"


def _wide_on_page(subject: Subject, known: Situation) -> str:
    finding = subject.finding
    if finding is None or "range" in subject.topics or not is_wider_than_value(finding):
        return ""
    return "its interval is wider than its value"


def _weak(subject: Subject, known: Situation) -> str:
    if subject.finding is None:
        return ""
    method = subject.finding.method
    if method.mark in TRUSTED or method.id in DESCRIPTIONS:
        return ""
    return f"its method ({method.name}) is {method.mark}"


def _unverified(subject: Subject, known: Situation) -> str:
    if subject.finding is None or all(cell.checked for cell in subject.finding.evidence):
        return ""
    return "it rests on a fact that has not been verified"


WIDE = Guard(
    "interval wider than the value",
    "An interval wider than the value means silence; a distance, which cannot be below zero, is "
    "kept off page 1.",
    reason=_wide,
)
WIDE_ON_PAGE = Guard(WIDE.name, WIDE.rule, reason=_wide_on_page)
WEAK = Guard(
    "methods not trusted",
    "A method that failed its test, or was not tried, is never on page 1.",
    reason=_weak,
)
UNVERIFIED = Guard(
    "unverified facts",
    "A fact that has not been verified is never on page 1.",
    reason=_unverified,
)
