"""The face check: tone of speeches and agreement by issue only where readers would believe it."""

from __future__ import annotations

from collections.abc import Iterable

from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import Situation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.series import Series
from detente.phrasing import listed

NEAR = 1
"""Years between the most hostile year and a hostile event that explains it."""
HOSTILE = 0.5
"""Hostile part of mentions from which a tone is hostile rather than friendly."""


def most_hostile(finding: Finding) -> tuple[int, ...]:
    """Give the years in which a finding on tone is most hostile, one for each speaker.

    Parameters
    ----------
    finding : Finding
        A finding on tone.
    """
    highest: dict[object, Cell] = {}
    for cell in finding.evidence:
        speaker = tuple(key for key in cell.keys if key[0] != "year")
        if speaker not in highest or cell.value > highest[speaker].value:
            highest[speaker] = cell
    return tuple(sorted({cell.year for cell in highest.values() if cell.year is not None}))


def _unbelievable(subject: Subject, known: Situation) -> str:
    finding = subject.finding
    if finding is None or "tone" not in subject.topics:
        return ""
    if not known.events:
        return "no chronology of the pair is kept by which the most hostile year could be checked"
    hostile = {event.date.year for event in known.events if event.turn < 0}
    years = most_hostile(finding)
    # no reader believes that words were harshest before the fighting that goes on
    before = [year for year in years if year < known.fighting_since]
    strange = before or [year for year in years if not _is_near(year, hostile)]
    if strange:
        named = listed([str(year) for year in strange])
        return f"no reader would believe its most hostile year ({named})"
    values = [cell.value for cell in finding.evidence]
    return "" if min(values) < HOSTILE <= max(values) else "its tone never changed sides"


def _is_near(year: int, hostile: set[int]) -> bool:
    return any(abs(year - other) <= NEAR for other in hostile)


def changed_sign(series: Iterable[Series]) -> bool:
    """Tell whether any of some series was both above and below zero.

    Parameters
    ----------
    series : iterable of Series
        Agreement by issue.
    """
    return any(min(one.values) < 0 < max(one.values) for one in series if one)


def _same_sign(subject: Subject, known: Situation) -> str:
    if "issues" not in subject.topics or changed_sign(known.issues()):
        return ""
    return "on no issue did agreement turn into opposition, or back"


FACE_CHECK = Guard(
    "face check of tone",
    "Tone is printed only where its most hostile years lie near hostile events and it changed "
    "sides.",
    reason=_unbelievable,
)
SIGN = Guard(
    "issues without a turn",
    "Agreement by issue is printed only where its sign changed on one of them.",
    reason=_same_sign,
)
