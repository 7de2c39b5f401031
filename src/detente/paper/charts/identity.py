"""Charts of identity: the distance of positions with its band."""

from __future__ import annotations

from collections.abc import Sequence

from detente.evidence.series import Series
from detente.paper.charts import style, turning_points
from detente.paper.charts.style import Axes, Label, Spec
from detente.paper.charts.turning_points import TurningPoint

HEIGHT = 270
"""Height of the curve of distance in pixels."""
SPAN = style.WIDTH - 150
"""Its width."""
NARROW_SPAN = style.NARROW - 150
"""The same on a phone."""


def distance(
    own: Series,
    level: Series,
    others: Sequence[Series],
    points: Sequence[TurningPoint],
    as_of: int,
    *,
    narrow: bool = False,
    height: int = HEIGHT,
) -> Spec | None:
    """Draw the distance of a pair: band, smoothed level, other relations in grey, dated steps.

    Parameters
    ----------
    own : Series
        The pair's distance; years after the view are not drawn.
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
    height : int
        Height of the frame in pixels.

    Returns
    -------
    dict or None
        None where nothing was known at the view.
    """
    known, _ = own.split(as_of)
    if not known:
        return None
    span = NARROW_SPAN if narrow else SPAN
    first = min(known.years[0], as_of - 10)
    last = max(as_of, known.years[-1])
    upper = [bound for bound in known.high if bound is not None]
    elsewhere = [value for other in others for value in other.values]
    high = max(*known.values, *upper, *elsewhere) * 1.04
    axes = Axes(
        years=style.year_axis(first, last, count=4 if narrow else 9),
        values=style.value_axis(domain=[0, high]),
    )
    labels: list[Label] = []
    layers: list[Spec] = []
    for other in others:
        if other:
            rows = style.rows_of(other)
            layers.append(axes.line(rows, style.PALE, width=1.3))
            labels.append(Label(_short(other), rows[-1]["value"], style.GREY))
    rows = style.rows_of(known, banded=True)
    layers.append(axes.band(rows, style.RELATION))
    layers.append(axes.line(rows, style.RELATION, width=2.4))
    labels.append(Label(_short(own), known.values[-1], style.RELATION))
    if level:
        rows = style.rows_of(level, name=f"{own.of}, level")
        layers.append(axes.line(rows, style.RELATION, width=1.2, dash=[5, 3]))
    named = [point for point in points if first <= point.year <= last]
    layers += turning_points.layers(named, (first, last), (span, height), numbered=narrow)
    layers += style.rule_at(as_of, "" if named else str(as_of), top=high)
    layers.append(style.labels_layer(style.spread(labels, 0, high, height), last))
    return style.finish({"width": span, "height": height, "layer": layers})


def _short(series: Series) -> str:
    """Name a pair as a label has room for it."""
    return series.of.replace(" | ", "-")
