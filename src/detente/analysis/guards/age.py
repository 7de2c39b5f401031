"""Guards of age: how old a finding's newest datum is, and that forecasts lie ahead of the view."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from detente.analysis.guards.form import Guard, Subject
from detente.analysis.guards.situation import Situation
from detente.analysis.watch import due_words
from detente.evidence.figure import dated, figure_id
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence, Sentence, Statement

FRESH = 3
"""Years before the view after which a series is stale."""
FRESH_CAPABILITY = 5
"""The same for the index of capability, while its edition is the newest."""
CAPABILITY = frozenset({"cinc", "cinc_share"})
NEVER_STALE = frozenset({"standing", "history", "forecast", "risk", "window"})
"""Topics that no series speaks of, or that another guard dates."""
FROM_DISPUTES = frozenset({"risk", "window"})
"""Topics whose newest datum is a dispute."""
BEGINS_WITH_YEAR = re.compile(r"^(?:In|From|To|Between|Since|By)?\s*(?:the votes of )?\d{4}\b")
"""How a sentence begins that says its year at once."""


def newest_year(finding: Finding, known: Situation) -> int | None:
    """Give the newest year of a finding's evidence up to the view; None where it has no year.

    Parameters
    ----------
    finding : Finding
        The finding.
    known : Situation
        Gives the view.
    """
    return max((year for year in finding.years if year <= known.day.year), default=None)


def is_stale(subject: Subject, known: Situation) -> bool:
    """Tell whether the newest datum of a finding lies too far before the view.

    Parameters
    ----------
    subject : Subject
        The finding and its topics.
    known : Situation
        Gives the view.
    """
    if subject.finding is None or subject.topics & NEVER_STALE:
        return False
    newest = newest_year(subject.finding, known)
    columns = {cell.column for cell in subject.finding.evidence}
    allowed = FRESH_CAPABILITY if columns <= CAPABILITY else FRESH
    return newest is not None and newest < known.day.year - allowed


def _stale(subject: Subject, known: Situation) -> str:
    if subject.topics & FROM_DISPUTES and known.disputes_to < known.day.year - FRESH:
        return f"disputes are known to {known.disputes_to}"
    if subject.finding is None or not is_stale(subject, known):
        return ""
    ended = f"its data end in {newest_year(subject.finding, known)}"
    following = due_words(subject.finding.sources, known.day)
    return f"{ended}; {following}" if following else ended


def with_year_first(subject: Subject, known: Situation) -> Finding | None:
    """Let a stale finding begin with the last year of its data; others stay as they are.

    Parameters
    ----------
    subject : Subject
        The finding and its topics.
    known : Situation
        Gives the view.

    Returns
    -------
    Finding or None
        None where the subject has no finding yet.
    """
    finding = subject.finding
    if finding is None or not is_stale(subject, known) or BEGINS_WITH_YEAR.match(finding.text):
        return finding
    first, *others = finding.sentences
    year = newest_year(finding, known) or 0
    return replace(finding, sentences=(_begun(first, finding, year), *others))


def _begun(sentence: Statement, finding: Finding, year: int) -> Statement:
    """Put the last year of the data before a sentence."""
    if isinstance(sentence, PlainSentence):
        return PlainSentence(f"In {year}, where the data end: {sentence.text}")
    cells = [cell for cell in finding.evidence if cell.year == year]
    data_end = dated(figure_id(finding.id, "data_end"), year, *cells)
    return Sentence(
        "In {data_end}, where the data end: {said}", {"data_end": data_end, "said": sentence}
    )


def forecast_years(finding: Finding) -> Iterator[int]:
    """Give the years about which a forecast speaks, as its cells have them.

    Parameters
    ----------
    finding : Finding
        A forecast.

    Yields
    ------
    int
    """
    for cell in finding.evidence:
        keys = dict(cell.keys)
        origin, horizon, year = keys.get("origin"), keys.get("horizon"), keys.get("year")
        if isinstance(origin, int) and isinstance(horizon, int):
            yield origin + horizon
        elif isinstance(year, int) and year != origin:
            yield year


def _past(subject: Subject, known: Situation) -> str:
    finding = subject.finding
    if finding is None or "forecast" not in subject.topics:
        return ""
    last = max(forecast_years(finding), default=None)
    if last is None or last > known.pair.as_of:
        return ""
    return f"it is about {last}, which does not lie after the view"


NOT_AHEAD = Guard(
    "forecasts lie ahead",
    "Years of a forecast lie after the view.",
    reason=_past,
)
STALE = Guard(
    "stale data",
    "Data that ended more than three years before the view (the index of capability: five) are "
    "not on page 1, and a sentence on them begins with their last year.",
    reason=_stale,
)
