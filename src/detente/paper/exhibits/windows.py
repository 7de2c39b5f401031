"""The timeline of windows, and the record of their kinds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.evidence.cell import Cell
from detente.evidence.figure import dated
from detente.evidence.sentence import Sentence, render
from detente.models.features.outcomes import WORDS
from detente.models.windows.read import RULE, Window, Windows
from detente.models.windows.read import SOURCES as DATA
from detente.models.windows.record import TRUST, Record
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import outlook as charts
from detente.paper.charts.outlook import Kind
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import cells
from detente.phrasing import percent_sign, signed, signed_decimal
from detente.rules.windows.window import is_ahead

UNIT = "What would come, and what opens the window; only kinds that were once open"
SOURCE = (
    "Source: this project's rule, refitted every year on what was known. Full colour: open in more "
    "than half of the hostile pairs across the two sides; pale: in some; none: no hostile pair."
)
OPEN = "In {year} a window was open: {kind}"
RUNG = "rung"
"""What comes in a bloc alone."""


def windows(brief: Brief) -> list[Exhibit]:
    """Draw the timeline of kinds that passed their test; nothing where none is open."""
    dated_windows = brief.relation.windows
    if brief.silence("window") or not dated_windows.line:
        return []
    kinds = charts.proven(dated_windows)
    # a rung that a state climbs in a bloc of the other's is no window between the two
    if brief.pair.bloc_and_state is None:
        kinds = [kind for kind in kinds if kind[0] != RUNG]
    open_now = [one for one in dated_windows.now if _is_of(one, kinds)]
    # a window whose years are mostly over is no opening
    if not is_ahead(dated_windows.year, brief.pair.as_of):
        return []
    # that none is open is said in a sentence
    if not open_now:
        return []
    title = _title(open_now)
    shown = Exhibit(
        "windows",
        title,
        spec=charts.windows(dated_windows, kinds),
        unit=UNIT,
        source=SOURCE,
    )
    alt = f"Strips of years. {render(title)}."
    narrow = for_phone(charts.windows(dated_windows, kinds, narrow=True))
    return [replace(shown, alt=alt, cells=_cells(dated_windows, kinds), narrow=narrow)]


def _is_of(window: Window, kinds: Sequence[Kind]) -> bool:
    """Tell whether a window was open and is of a kind that is drawn."""
    return window.open and (window.outcome, window.structure) in kinds


def _title(open_now: Sequence[Window]) -> Sentence:
    """Say which window is open."""
    most = max(open_now, key=lambda one: one.gain)
    year = dated("windows.open", most.year, _cell(most))
    return Sentence(OPEN, {"kind": charts.called(most.outcome, most.structure), "year": year})


def _cell(window: Window) -> Cell:
    """Give a year of a window as a cell."""
    keys = (("outcome", window.outcome), ("structure", window.structure), ("year", window.year))
    return Cell(
        "windows", "gain", keys=keys, value=window.gain, unit="share", sources=DATA, rule=RULE
    )


def _cells(found: Windows, kinds: Sequence[Kind]) -> Grid:
    """Give every year in which a window was open, in most pairs or in some."""
    opened = (one for one in found.line if one.opened)
    rows = tuple(_row(one) for one in opened if (one.outcome, one.structure) in kinds)
    heads = ("window", "year", "pairs in which it is open", "chance by the past", "points added")
    return cells("windows", heads, rows)


def _row(one: Window) -> tuple[str, ...]:
    """Write a year of one kind of window."""
    kind = charts.called(one.outcome, one.structure)
    opened, points = f"{one.opened} of {one.pairs}", f"{100 * one.gain:+.0f}"
    return (kind, str(one.year), opened, percent_sign(one.history), points)


def window_records(brief: Brief) -> list[Grid]:
    """List what windows of each kind were worth; nothing where none was tested."""
    if brief.silence("window"):
        return []
    records = brief.relation.windows.records.values()
    rows = tuple(_record(one) for one in records if one.excess is not None)
    return [_records(rows)] if rows else []


def _records(rows: tuple[tuple[str, ...], ...]) -> Grid:
    """List what windows of each kind were worth."""
    return Grid(
        "window-records",
        "What such windows were worth, in all hostile pairs",
        columns=(
            "window",
            "test",
            "excess [95 %]",
            "Brier, log-loss skill over the past",
            "hit rate (pairs alike)",
            "came true of open, by decade",
        ),
        rows=rows,
        source="Excess: how much more often than the past alone gives the outcome came in the top "
        "fifth than in the bottom fifth, windows whose five years were over at the view. Alike: "
        "pairs not open whose past gives the same. Windows rank pairs; they hardly change a "
        "probability. A window is about five years and the average hostile pair; the risk above "
        "about one year, and at least one of all pairs.",
        wide=True,
        widths=(3.7, 1.7, 2.3, 1.5, 1.7, 6),
    )


def _record(record: Record) -> tuple[str, ...]:
    """Write the record of one kind of window that could be tested."""
    excess, total = record.excess, record.total
    assert excess is not None
    interval = f"[{signed(excess.low)}, {signed(excess.high)}]"
    skill = ", ".join(signed_decimal(each, 3) for each in (excess.brier, excess.log_loss))
    kept = f"{total.hits / total.open:.0%} ({total.alike:.0%})" if total else "none open"
    decades = [f"{decade.first}s {decade.hits}/{decade.open}" for decade in record.decades]
    return (
        f"{WORDS[record.outcome]}, by {record.structure}",
        TRUST[record.trust],
        f"{signed(excess.value)} {interval}",
        skill,
        kept,
        "; ".join(decades) or "none open",
    )
