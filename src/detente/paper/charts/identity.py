"""Charts of identity: distance with its band, agreement by issue, regimes, speech."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.series import Series
from detente.paper.charts import style, turning_points
from detente.paper.charts.style import Axes, Label, Spec
from detente.paper.charts.turning_points import TurningPoint

SPAN = style.WIDTH - 180
"""Width of the curve of distance in pixels."""
NARROW_SPAN = style.NARROW - 150
"""The same on a phone."""
AFTER = 25
"""Years after the view that a chart shows."""


def distance(
    own: Series,
    level: Series,
    others: Sequence[Series],
    points: Sequence[TurningPoint],
    as_of: int,
    *,
    narrow: bool = False,
) -> Spec | None:
    """Draw the distance of a pair: band, smoothed level, other relations in grey, dated steps.

    Parameters
    ----------
    own : Series
        The pair's distance, later years included.
    level : Series
        The smoothed level up to the view.
    others : sequence of Series
        Reference relations.
    points : sequence of TurningPoint
        What to name above the curve.
    as_of : int
        The view.
    narrow : bool
        Whether it is drawn for a phone, with numbers in place of names.

    Returns
    -------
    dict or None
        None where nothing was known at the view.
    """
    known, later = own.split(as_of)
    if not known:
        return None
    height, span = 270, NARROW_SPAN if narrow else SPAN
    first = min(known.years[0], as_of - 10)
    last = max(as_of, min(own.years[-1], as_of + AFTER))
    upper = [bound for bound in known.high if bound is not None]
    elsewhere = [value for other in others for value in other.values]
    high = max(*own.values, *upper, *elsewhere) * 1.04
    axes = Axes(
        years=style.year_axis(first, last, count=4 if narrow else 9),
        values=style.value_axis("ideal-point units", domain=[0, high]),
    )
    labels: list[Label] = []
    layers: list[Spec] = []
    for other in others:
        if other:
            rows = style.rows_of(other)
            layers.append(axes.line(rows, style.PALE, width=1.3))
            labels.append(Label(_short(other), rows[-1]["value"], style.GREY))
    layers.append(axes.band(style.rows_of(known, name="", banded=True), style.RELATION))
    layers.append(axes.line(style.rows_of(known), style.RELATION, width=2.4))
    labels.append(Label(_short(own), known.values[-1], style.RELATION))
    if level:
        rows = style.rows_of(level, name=f"{own.of}, level")
        layers.append(axes.line(rows, style.RELATION, width=1.2, dash=[5, 3]))
    if later:
        layers.append(axes.later(style.rows_of(later, name=f"{own.of}, later")))
    named = [point for point in points if first <= point.year <= last]
    layers += turning_points.layers(named, (first, last), (span, height), numbered=narrow)
    layers += style.rule_at(as_of, "" if named else str(as_of), top=high)
    layers.append(style.labels_layer(style.spread(labels, 0, high, height), last))
    return style.finish({"width": span, "height": height, "layer": layers})


def _short(series: Series) -> str:
    """Name a pair as a label has room for it."""
    return series.of.replace(" | ", "-")


def issues(agreement: Sequence[Series], titles: dict[str, str]) -> Spec | None:
    """Draw agreement by issue as small multiples with a line at zero.

    Parameters
    ----------
    agreement : sequence of Series
        One an issue.
    titles : dict
        Issue to the title of its panel.

    Returns
    -------
    dict or None
        None where no issue has two values.
    """
    shown = [series for series in agreement if len(series.years) >= 2]
    if not shown:
        return None
    axes = Axes(
        years=style.year_axis(
            min(series.years[0] for series in shown),
            max(series.years[-1] for series in shown),
            count=4,
        ),
        values=style.value_axis(domain=[-1, 1], format=".1~f"),
    )
    panels = []
    for series in shown:
        rows = style.rows_of(series, name=series.label, gap=6, banded=True)
        layers = [
            style.level_line(0, 0.8),
            axes.band(rows, style.RELATION),
            axes.line(rows, style.RELATION, points=True),
        ]
        title = {"text": titles[series.id.rpartition("_")[2]], "fontSize": 12}
        panels.append({"title": title, "width": 168, "height": 95, "layer": layers})
    return style.finish({"concat": panels, "columns": 3, "spacing": 18})


def regimes(first_party: Series, second_party: Series, as_of: int) -> Spec | None:
    """Draw electoral democracy of both parties, with the band of a state."""
    parties = (first_party, second_party)
    known = [series.split(as_of)[0] for series in parties]
    # a line needs two years
    if not any(len(series.years) >= 2 for series in known):
        return None
    begins = [series.years[0] for series in known if series]
    first = max(min(begins), as_of - 90, 1900 if as_of > 1950 else 1800)
    return _both(parties, as_of, first=first, unit="polyarchy, 0 to 1", height=170, margin=150)


def speech(first_party: Series, second_party: Series, as_of: int) -> Spec | None:
    """Draw the hostile part of what each party says of the other, with bands."""
    parties = (first_party, second_party)
    known = [series.split(as_of)[0] for series in parties]
    if not any(len(series.years) >= 2 for series in known):
        return None
    first = min(series.years[0] for series in known if series)
    unit = "hostile part of mentions"
    return _both(parties, as_of, first=first, unit=unit, height=190, margin=190, gap=6)


def _both(
    parties: tuple[Series, Series],
    as_of: int,
    *,
    first: int,
    unit: str,
    height: int,
    margin: int,
    gap: int = style.GAP,
) -> Spec:
    """Draw a measure from 0 to 1 of both parties, with bands; in black what came after the view."""
    ends = [series.years[-1] for series in parties if series]
    last = max(as_of, min(as_of + AFTER, *ends))
    axes = Axes(
        years=style.year_axis(first, last, count=9),
        values=style.value_axis(unit, domain=[0, 1], format=".1~f"),
    )
    layers: list[Spec] = []
    labels = []
    for series, colour in zip(parties, (style.FIRST, style.SECOND), strict=True):
        known, later = series.split(as_of)
        if not known:
            continue
        every = style.rows_of(known, gap=gap, banded=True)
        rows = [row for row in every if row["year"] >= first]
        layers += [axes.band(rows, colour), axes.line(rows, colour)]
        if later:
            layers.append(axes.later(style.rows_of(later, gap=gap)))
        labels.append(Label(series.of, known.values[-1], colour))
    layers += style.rule_at(as_of, str(as_of), top=1.0)
    layers.append(style.labels_layer(style.spread(labels, 0, 1, height), last))
    return style.finish({"width": style.WIDTH - margin, "height": height, "layer": layers})
