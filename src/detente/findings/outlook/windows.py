"""Windows at the view: which of those whose kind passed its test are open."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.sentence import PlainSentence
from detente.findings.concept import Concept
from detente.models import track_records as methods
from detente.models.features.outcomes import WORDS
from detente.models.windows.read import RULE, SOURCES, Window, Windows
from detente.phrasing import cap, listed, share, signed

PASSED = "earned"
"""The standing of a kind of window that has passed its test."""
MOST = 3
"""Windows that a sentence names."""


def window_cell(pair: RelationKey, window: Window) -> Cell:
    """Write the gain of a window as evidence.

    Parameters
    ----------
    pair : RelationKey
        The relation.
    window : Window
        Its window.
    """
    return Cell(
        "windows",
        "gain",
        keys=(
            ("outcome", window.outcome),
            ("structure", window.structure),
            ("pair", pair.of),
            ("year", window.year),
        ),
        value=window.gain,
        unit="probability",
        sources=SOURCES,
        rule=RULE,
        low=window.low,
        high=window.high,
    )


def gain(window: Window) -> str:
    """Write what a window adds to what the past gives, with its interval.

    Parameters
    ----------
    window : Window
        The window.
    """
    return f"{signed(window.gain)} [{signed(window.low)}, {signed(window.high)}]"


def opened(window: Window) -> str:
    """Say that a window is open, or in how many hostile pairs it is.

    Parameters
    ----------
    window : Window
        The window.
    """
    if window.pairs == 1:
        return "open"
    return f"{window.opened} of {window.pairs} hostile pairs"


def findings(relation: Relation) -> Iterator[Finding]:
    """Name the open windows, or say that none is and which is nearest."""
    found, pair = relation.windows, relation.pair
    tested = _passed(found)
    if not tested:
        return
    ordered = sorted(tested, key=lambda window: (-window.opened / window.pairs, -window.gain))
    is_open = [window for window in ordered if window.open]
    text = (
        _open(found, pair, is_open, every=len(tested))
        if is_open
        else _none_open(found, pair, ordered)
    )
    shown = is_open or ordered
    records = tuple(found.records[window.outcome, window.structure] for window in shown[:2])
    cells = tuple(window_cell(pair, window) for window in shown[:MOST])
    lead = ordered[0]
    yield Finding(
        id="synthesis.windows",
        sentences=(PlainSentence(cap(text)),),
        value=lead.gain,
        unit="probability",
        evidence=cells,
        method=methods.windows(found.records, records),
        verdict="forecast",
        low=lead.low,
        high=lead.high,
        sentence_about="which windows stand open",
    )


def _passed(found: Windows) -> list[Window]:
    """Give the windows of the view whose kind has passed its test."""
    windows = []
    for window in found.now:
        record = found.records.get((window.outcome, window.structure))
        if record is not None and record.trust == PASSED:
            windows.append(window)
    return windows


def _open(found: Windows, pair: RelationKey, windows: list[Window], *, every: int) -> str:
    """Name the open windows."""
    parts = listed([_part(window) for window in windows[:MOST]])
    if every == 1:
        which = "The one window whose kind has earned trust stood open"
    else:
        among = ", among them" if len(windows) > MOST else ""
        which = (
            f"Of the {every} windows whose kind has earned trust {len(windows)} stood open{among}"
        )
    return f"{which} in {found.year} between {pair.words}: {parts}."


def _part(window: Window) -> str:
    detail = f"{opened(window)}; {gain(window)} on {share(window.history)}"
    return f"{WORDS[window.outcome]}, by {window.structure} ({detail})"


def _none_open(found: Windows, pair: RelationKey, windows: list[Window]) -> str:
    """Say that no window is open, and name the nearest."""
    nearest, single = windows[0], len(windows) == 1
    partly = any(window.opened for window in windows)
    which = "The one window" if single else f"Not one of the {len(windows)} windows"
    verb = "stood open"
    if single:
        verb = "did not stand open" if partly else "was shut"
    few = f" in most of the {found.hostile} hostile pairs" if partly else ""
    how = f"open in {opened(nearest)}, " if nearest.opened else ""
    added = f"{how}added {gain(nearest)} to {share(nearest.history)}"
    return (
        f"{which} whose kind has earned trust {verb} in {found.year} between {pair.words}{few}; "
        f"the nearest, {WORDS[nearest.outcome]} by {nearest.structure}, {added}."
    )


CONCEPT = Concept(
    id="synthesis.windows",
    say=findings,
    section="synthesis",
    block="windows",
    methods=("windows",),
    summary=(("synthesis.windows", 7),),
    topics=("window",),
)
