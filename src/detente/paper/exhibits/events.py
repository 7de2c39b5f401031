"""Reported events by month: a picture from a user's own archive, and its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from detente.evidence.sentence import PlainSentence
from detente.paper.blocks import Exhibit, Grid
from detente.paper.brief import Brief
from detente.paper.charts import events as charts
from detente.paper.charts.style import for_phone
from detente.paper.exhibits.cells import cells, interval
from detente.paper.sections.source_names import source_name
from detente.phrasing import cap, percent_sign
from detente.rules.positions.reported import NAMES
from detente.sources.event_archives import PREFIX

ID = "events"
TITLE = "Cooperation and hostility between the two, as reported by month"
UNIT = "Events a month, repeated reports merged; a month without an event is a gap, not a zero"
DRAWN = "Band: 90 per cent interval of the hostile part, as if events were independent."
COLUMNS = ("month", "events", "cooperative", "hostile", "hostile part", "interval of 90%")


def events(brief: Brief) -> list[Exhibit]:
    """Draw months of the two; nothing where the user has no archive.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    found = brief.relation.months
    if found is None:
        return []
    archives = {one.source: found.of(one.source) for one in found.trust}
    named = {cap(NAMES[source]): months for source, months in archives.items()}
    sources = "; ".join(source_name(f"{PREFIX}{source}") for source in archives)
    source = f"Source: {sources}; digest {found.digest}. {DRAWN}"
    shown = Exhibit(ID, PlainSentence(TITLE), spec=charts.events(named), unit=UNIT, source=source)
    alt = " ".join(_described(name, months) for name, months in named.items())
    narrow = for_phone(charts.events(named, narrow=True))
    return [replace(shown, alt=alt, cells=_table(named), narrow=narrow)]


def _described(name: str, months: pl.DataFrame) -> str:
    """Describe the lines of an archive for who cannot see them."""
    counts = charts.counts_of(months)
    highest = counts.sort("hostile", descending=True, maintain_order=True).row(0, named=True)
    first, last = counts["date"][0], counts["date"][-1]
    return (
        f"Two lines of {name}, {first:%Y-%m} to {last:%Y-%m}: cooperative and hostile events by "
        f"month; most hostile events in {highest['date']:%Y-%m}, {highest['hostile']:,} of "
        f"{highest['events']:,}."
    )


def _table(named: dict[str, pl.DataFrame]) -> Grid:
    """Give every value that is drawn."""
    several = len(named) > 1
    rows = [
        (*([name] if several else []), *row)
        for name, months in named.items()
        for row in _months(months)
    ]
    head = ("archive", *COLUMNS) if several else COLUMNS
    return cells(ID, head, tuple(rows))


def _months(months: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    """Write the months of an archive."""
    counts = charts.counts_of(months)
    for one, part in zip(counts.iter_rows(named=True), months.iter_rows(named=True), strict=True):
        numbers = (f"{one[name]:,}" for name in ("events", "cooperative", "hostile"))
        ends = interval(part["low"], part["high"])
        yield (f"{one['date']:%Y-%m}", *numbers, percent_sign(part["hostile"]), ends)
