"""Named turning points above a curve: one row of labels, with leaders that cannot cross."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.estimators.placement import placed
from detente.paper.charts import style
from detente.paper.charts.style import Spec
from detente.paper.fonts import width_of_text

SIZE = 11
"""Size of the type in pixels."""
LINE = 13
"""Height of a line in pixels."""
LETTERS = 19
"""Letters of a line of a label."""
MOST_LINES = 4
SPACE = 8
"""Pixels between two labels."""
LEADER = 14
"""Pixels from the lowest line of the labels to the curve's frame."""


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One event with a name.

    Attributes
    ----------
    year : float
        When, as a year with its part.
    text : str
        At most fifty letters.
    rank : int
        Lower ones are kept where there is no room for all; wars come first.
    number : int
        What is written in place of the name; zero to write the name.
    """

    year: float
    text: str
    rank: int = 0
    number: int = 0

    @property
    def lines(self) -> list[str]:
        """The year, then the text in lines that are short enough; or a number."""
        if self.number:
            return [str(self.number)]
        wrapped = textwrap.wrap(self.text, LETTERS, max_lines=MOST_LINES, placeholder=" …")
        return [str(int(self.year)), *wrapped]

    @property
    def width(self) -> float:
        """Width in pixels, with the space around it."""
        return max(width_of_text(line, SIZE) for line in self.lines) + SPACE


def fitting(
    points: Sequence[TurningPoint], first: int, last: int, span: float
) -> tuple[list[TurningPoint], list[float]]:
    """Keep the points for which there is room, and place their labels.

    Parameters
    ----------
    points : sequence of TurningPoint
        What to name.
    first, last : int
        Years of the axis.
    span : float
        Its width in pixels.

    Returns
    -------
    points : list of TurningPoint
        Those that are kept, by year.
    centres : list of float
        Centre of each label in pixels from the left.

    Examples
    --------
    >>> points = [TurningPoint(2000.0, "One"), TurningPoint(2001.0, "Two", rank=1)]
    >>> (
    ...     [point.text for point in fitting(points, 1990, 2010, 50.0)[0]],
    ...     len(fitting(points, 1990, 2010, 300.0)[0]),
    ... )
    (['One'], 2)
    """
    kept = sorted(points, key=lambda point: (point.rank, point.year))
    while kept:
        ordered = sorted(kept, key=lambda point: point.year)
        marks = np.array([(point.year - first) / (last - first) * span for point in ordered])
        widths = np.array([point.width for point in ordered])
        centres = placed(np.clip(marks, 0, span), widths, span)
        if centres is not None:
            return ordered, centres.tolist()
        # the least important gives way
        kept.pop()
    return [], []


def named_on_phone(points: Sequence[TurningPoint]) -> tuple[str, ...]:
    """List the points by number, for the picture that has no room for names.

    Parameters
    ----------
    points : sequence of TurningPoint
        What is numbered in it.

    Examples
    --------
    >>> named_on_phone([TurningPoint(2014.2, "Crimea"), TurningPoint(1997.4, "Founding Act")])
    ('1: Founding Act (1997)', '2: Crimea (2014)')
    """
    ordered = sorted(points, key=lambda point: point.year)
    return tuple(
        f"{place}: {point.text} ({int(point.year)})" for place, point in enumerate(ordered, start=1)
    )


def _numbers(points: Sequence[TurningPoint]) -> list[TurningPoint]:
    """Give the points with their numbers as names."""
    ordered = sorted(points, key=lambda point: point.year)
    return [replace(point, number=place) for place, point in enumerate(ordered, start=1)]


def layers(
    points: Sequence[TurningPoint],
    years: tuple[int, int],
    size: tuple[float, float],
    *,
    numbered: bool = False,
) -> list[Spec]:
    """Draw the labels above the frame of a curve, and a line down to each year.

    Parameters
    ----------
    points : sequence of TurningPoint
        What to name.
    years : tuple of int
        First and last year of the axis.
    size : tuple of float
        Width and height of the frame in pixels.
    numbered : bool
        Whether numbers are written in place of names.

    Returns
    -------
    list of dict
        The marks, none where there is nothing to name.
    """
    span, height = size
    shown = _numbers(points) if numbered else points
    kept, centres = fitting(shown, *years, span)
    if not kept:
        return []
    rows = [_row(point, at, span, years) for point, at in zip(kept, centres, strict=True)]
    year = {"field": "year", "type": "quantitative"}
    frame, labels = {"value": 0}, {"value": -LEADER}
    thin = {"type": "rule", "color": style.GREY, "strokeWidth": 0.7, "clip": False}
    down = style.layer(rows, {**thin, "strokeDash": [2, 2]}, x=year, y=frame, y2={"value": height})
    leaders = style.layer(rows, thin, x=year, x2={"field": "label"}, y=frame, y2=labels)
    depth = max(len(point.lines) for point in kept)
    return [down, leaders, *(_line(rows, place, depth) for place in range(depth))]


def _line(rows: Sequence[Spec], place: int, depth: int) -> Spec:
    """Write one line of every label that has so many; the last lines are level."""
    lines = [
        {**row, "text": row["lines"][place - depth]}
        for row in rows
        if len(row["lines"]) >= depth - place
    ]
    word = {"type": "text", "fontSize": SIZE, "baseline": "bottom", "clip": False}
    at = {"field": "label", "type": "quantitative"}
    above = {"value": -LEADER - LINE * (depth - 1 - place)}
    return style.layer(lines, {**word, "color": style.INK}, x=at, y=above, text=style.TEXT)


def _row(point: TurningPoint, centre: float, span: float, years: tuple[int, int]) -> Spec:
    """Give a label's place on the axis of years."""
    first, last = years
    label = first + centre / span * (last - first)
    return {"year": point.year, "label": label, "lines": point.lines}
