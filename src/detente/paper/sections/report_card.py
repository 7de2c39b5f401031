"""The report card: every method's record beside its baseline, and where it fails."""

from __future__ import annotations

from detente.paper.blocks import Grid
from detente.paper.brief import Brief
from detente.paper.document import Section


def section(brief: Brief) -> Section:
    """Print every method's record beside its baseline, and where it fails."""
    rows = tuple((one.name, one.mark, one.record, one.fails) for one in brief.printed_methods)
    table = Grid(
        "report",
        "How far each method has been tested, and where it fails",
        columns=("method", "standing", "record", "fails at"),
        rows=rows,
        wide=True,
        widths=(2.2, 1.7, 7, 5),
    )
    return Section("report-card", "Report card", blocks=(table,), part="annex")
