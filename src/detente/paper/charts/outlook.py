"""Charts of the outlook: the timeline of windows."""

from __future__ import annotations

from collections.abc import Sequence

from detente.models.features.outcomes import WORDS
from detente.models.windows.read import Window, Windows
from detente.paper.charts import style
from detente.paper.charts.style import Spec
from detente.phrasing import percent_sign, signed_decimal

SHADES = {"open": "#3b1f6e", "some": "#b3a2d6", "closed": "#eceaf1"}
NAMES = {
    "quiet": "no new dispute",
    "pact": "a first pact",
    "trade": "half as much trade again",
    "rivalry": "an end of the rivalry",
    "rung": "a step up the ladder",
}
"""Outcomes as a picture has room for them."""
EARNED = "earned"
"""Verdict on a kind of window that passed its test: the text speaks of these alone."""
ORDER = ("earned", "weak", "none", "untested")
"""Verdicts on kinds of windows, best first."""
AVERAGE, THIS = "average pair", "this pair"
ALONE, TOGETHER = "its own past alone", "all together"

Kind = tuple[str, str]
NARROW_NAME = 150
"""Width of a name on a phone, in pixels."""


def called(outcome: str, structure: str) -> str:
    """Name a kind of window: what would come, and through which structure.

    Parameters
    ----------
    outcome, structure : str
        The kind.

    Examples
    --------
    >>> called("rung", "identity")
    'a step up the ladder, through identity'
    """
    return f"{NAMES[outcome]}, through {structure}"


def proven(dated: Windows) -> list[Kind]:
    """Give the kinds of windows that passed their test and were once open.

    Parameters
    ----------
    dated : Windows
        What may be drawn.
    """
    opened = {(window.outcome, window.structure) for window in dated.line if window.open}
    return [kind for kind in _kinds(dated) if kind in opened and _passed(dated, kind)]


def _passed(dated: Windows, kind: Kind) -> bool:
    record = dated.records.get(kind)
    return record is not None and record.trust == EARNED


def windows(dated: Windows, kinds: Sequence[Kind], *, narrow: bool = False) -> Spec:
    """Draw a strip of years for each kind of window, dark where it was open.

    Parameters
    ----------
    dated : Windows
        What to draw.
    kinds : sequence of (outcome, structure)
        The kinds to draw; at least one.
    narrow : bool
        Whether it is drawn for a phone.
    """
    names = {kind: called(*kind) for kind in kinds}
    shown = [one for one in dated.line if (one.outcome, one.structure) in names]
    years = [_year(window, names) for window in shown]
    first, last = min(row["year"] for row in years), dated.year + 1
    rows = style.name_axis(
        [names[kind] for kind in kinds],
        grid=False,
        labelLimit=NARROW_NAME if narrow else 300,
        labelPadding=6,
    )
    strip = style.layer(
        years,
        {"type": "bar", "height": 12},
        x=style.year_axis(first, last, count=3 if narrow else 8),
        x2={"field": "end"},
        y=rows,
        color=style.OWN_COLOUR,
        description=style.NOTE,
    )
    width = style.NARROW - NARROW_NAME - 30 if narrow else style.WIDTH - 250
    return style.finish({"width": width, "height": {"step": 17}, "layer": [strip]})


def _kinds(dated: Windows) -> Sequence[Kind]:
    """Order the kinds of windows that are dated by outcome, verdict on the kind, and structure."""
    outcomes = list(WORDS)

    def place(kind: Kind) -> tuple[int, int, str]:
        outcome, structure = kind
        record = dated.records.get(kind)
        verdict = len(ORDER) if record is None else ORDER.index(record.trust)
        return outcomes.index(outcome), verdict, structure

    return sorted({(window.outcome, window.structure) for window in dated.line}, key=place)


def _year(window: Window, names: dict[Kind, str]) -> Spec:
    """Turn one year of one kind into a row."""
    if window.open:
        shade = SHADES["open"]
    else:
        shade = SHADES["some" if window.opened else "closed"]
    name = names[window.outcome, window.structure]
    points = signed_decimal(100 * window.gain, 0)
    beyond = f"{points} points on a chance of {percent_sign(window.history)}"
    pairs = f"open for {window.opened} of {window.pairs} pairs"
    return {
        "name": name,
        "year": window.year,
        "end": window.year + 1,
        "colour": shade,
        "note": f"{name}, {window.year}: {beyond}; {pairs}",
    }
