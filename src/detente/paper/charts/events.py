"""The chart of reported events: cooperation and hostility by month, with bands."""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.paper.charts import style
from detente.paper.charts.style import Axes, Label, Spec

HEIGHT = 190
"""Height of the picture of one archive in pixels."""
SPAN = style.WIDTH - 150
NARROW_SPAN = style.NARROW - 110
MONTHS = 12
FEW = 3
"""Months below which a line needs points to be seen."""
COOPERATIVE, HOSTILE = style.FIRST, style.SECOND
COLOURS = {"cooperative": COOPERATIVE, "hostile": HOSTILE}


def counts_of(months: pl.DataFrame) -> pl.DataFrame:
    """Give cooperative and hostile events of each month, with the ends of their bands.

    Parameters
    ----------
    months : polars.DataFrame
        Of one archive.

    Returns
    -------
    polars.DataFrame
        ``date``, ``events``, ``hostile``, ``cooperative``, each with ``_low`` and ``_high``: the
        interval of the hostile part, after Wilson, times the events of the month.
    """
    events = pl.col("events")
    hostile = pl.col("verbal_conflict") + pl.col("material_conflict")
    low, high = (pl.col("low") * events, pl.col("high") * events)
    return months.sort("date").select(
        "date",
        "events",
        hostile.alias("hostile"),
        low.alias("hostile_low"),
        high.alias("hostile_high"),
        (events - hostile).alias("cooperative"),
        (events - high).alias("cooperative_low"),
        (events - low).alias("cooperative_high"),
    )


def events(archives: dict[str, pl.DataFrame], *, narrow: bool = False) -> Spec:
    """Draw the months of each archive below each other.

    Parameters
    ----------
    archives : dict
        Name of an archive to its months.
    narrow : bool
        Whether it is drawn for a phone.
    """
    days = pl.concat([months["date"] for months in archives.values()])
    first, last = (_place(day) for day in (days.min(), days.max()))
    several = len(archives) > 1
    parts = [
        _one(months, (first, last), name if several else "", narrow=narrow)
        for name, months in archives.items()
    ]
    return style.finish({"vconcat": parts} if several else parts[0])


def _one(months: pl.DataFrame, ends: tuple[float, float], name: str, *, narrow: bool) -> Spec:
    """Draw the months of one archive."""
    counts = counts_of(months)
    top = float(counts.select(pl.max_horizontal("hostile_high", "cooperative_high").max()).item())
    first, last = ends
    years = style.year_axis(int(first), int(last) + 1, count=4 if narrow else 9)
    years["scale"]["domain"] = [first, max(last, first + 1 / MONTHS)]
    axes = Axes(years=years, values=style.value_axis(domain=[0, top]))
    layers: list[Spec] = []
    labels: list[Label] = []
    for kind, colour in COLOURS.items():
        rows = _rows(counts, kind)
        layers += [
            axes.band(rows, colour),
            axes.line(rows, colour, width=1.8, points=len(rows) < FEW),
        ]
        labels.append(Label(kind, rows[-1]["value"], colour))
    layers.append(style.labels_layer(style.spread(labels, 0, top, HEIGHT), last))
    body: Spec = {"width": NARROW_SPAN if narrow else SPAN, "height": HEIGHT, "layer": layers}
    return {**body, "title": name} if name else body


def _rows(counts: pl.DataFrame, kind: str) -> list[Spec]:
    """Give the rows of a line, which is broken where months have no event."""
    rows: list[Spec] = []
    part, before = 0, None
    for month in counts.iter_rows(named=True):
        number = month["date"].year * MONTHS + month["date"].month
        part += before is not None and number > before + 1
        before = number
        ends = {"low": month[f"{kind}_low"], "high": month[f"{kind}_high"]}
        bounds = {name: round(value, 3) for name, value in ends.items()}
        note = f"{month['date']:%Y-%m}: {month[kind]:,} {kind}"
        placed = {"year": _place(month["date"]), "value": month[kind], "part": part}
        rows.append({**placed, **bounds, "note": note})
    return rows


def _place(day: object) -> float:
    """Give a month as a year with its part."""
    assert isinstance(day, date)
    return round(day.year + (day.month - 1) / MONTHS, 4)
