"""The shelf of guards, and the questions that everything printed asks of them."""

from __future__ import annotations

from dataclasses import replace

from detente.analysis.guards.additions import CAUSE, ENLARGEMENT, Addition, followed
from detente.analysis.guards.age import NOT_AHEAD, STALE, with_year_first
from detente.analysis.guards.certainty import UNVERIFIED, WEAK, WIDE, WIDE_ON_PAGE
from detente.analysis.guards.conflict import (
    NO_COUNT,
    NO_ENDING,
    NO_PATIENCE,
    NO_RISK,
    NO_WAITING,
)
from detente.analysis.guards.face_check import FACE_CHECK, SIGN
from detente.analysis.guards.forces import NO_FORCES
from detente.analysis.guards.form import Guard, LeftOut, Subject
from detente.analysis.guards.membership import NOT_OFFERED
from detente.analysis.guards.situation import Situation
from detente.evidence.finding import Finding

SILENCE: tuple[Guard, ...] = (
    NO_RISK,
    NO_ENDING,
    NO_PATIENCE,
    NO_WAITING,
    NO_COUNT,
    NOT_OFFERED,
    NO_FORCES,
    NOT_AHEAD,
    WIDE,
    FACE_CHECK,
    SIGN,
)
"""Guards that keep something out altogether."""
FIRST_PAGE: tuple[Guard, ...] = (STALE, WIDE_ON_PAGE, WEAK, UNVERIFIED)
"""Guards that keep something off page 1."""
ADDITIONS: tuple[Addition, ...] = (ENLARGEMENT, CAUSE)
"""Sentences that have to follow certain findings."""


def silenced(subject: Subject, known: Situation) -> LeftOut | None:
    """Say which guard keeps a subject out; None where it may be printed.

    Parameters
    ----------
    subject : Subject
        What would be printed.
    known : Situation
        The relation.
    """
    return _first(SILENCE, subject, known)


def off_first_page(subject: Subject, known: Situation) -> LeftOut | None:
    """Say which guard keeps a subject off page 1; None where it may be there.

    Parameters
    ----------
    subject : Subject
        What would be printed.
    known : Situation
        The relation.
    """
    return _first(FIRST_PAGE, subject, known)


def _first(guards: tuple[Guard, ...], subject: Subject, known: Situation) -> LeftOut | None:
    for guard in guards:
        reason = guard.reason(subject, known)
        if reason:
            return LeftOut(subject=subject.id, guard=guard.name, reason=reason)
    return None


def as_printed(subject: Subject, known: Situation) -> Finding | None:
    """Give a finding as guards let it be printed: its year first if stale, what has to follow last.

    Parameters
    ----------
    subject : Subject
        A finding that no guard keeps out.
    known : Situation
        The relation.

    Returns
    -------
    Finding or None
        None where the subject has no finding.
    """
    dated = with_year_first(subject, known)
    if dated is None:
        return None
    *others, last = dated.sentences
    for addition in ADDITIONS:
        text = addition.sentence(subject, known)
        last = followed(last, text) if text else last
    return replace(dated, sentences=(*others, last))
