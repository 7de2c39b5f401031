"""The timeline of windows, and the record of their kinds."""

from __future__ import annotations

from detente.models.features.outcomes import AHEAD, WORDS
from detente.models.windows.record import TRUST, Record
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import outlook as charts
from detente.paper.charts.style import for_phone
from detente.phrasing import signed, signed_decimal


def windows(brief: Brief) -> list[Exhibit]:
    """Draw the timeline; nothing where no window was ever open, or guards bar windows."""
    dated = brief.relation.windows
    if brief.silence("window") or not dated.line:
        return []
    spec = charts.windows(dated)
    if spec is None:
        return []
    title = f"When windows were open between {brief.pair.words}"
    source = (
        "Source: this project's rule, refitted every year on what was known. Dark: open in "
        "more than half of the hostile pairs across the two sides; light: in some; none: no "
        f"hostile pair. Named by what would come within {AHEAD} years and the structure that "
        "opens it."
    )
    narrow = for_phone(charts.windows(dated, narrow=True))
    return [Exhibit("windows", title, spec=spec, source=source, narrow=narrow)]


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
        widths=(4, 1.9, 2.6, 1.7, 1.9, 4.6),
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
