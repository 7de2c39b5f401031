"""Charts of what may come: the risk over time and taken apart, windows as strips of years."""

from __future__ import annotations

from collections.abc import Sequence

from detente.models.dispute_risk.blocks import STRUCTURES
from detente.models.dispute_risk.read import WORDS as BLOCKS
from detente.models.dispute_risk.read import PairRisk, Part, Risk
from detente.models.features.outcomes import WORDS
from detente.models.windows.read import Window, Windows
from detente.models.windows.record import TRUST
from detente.paper.charts import style
from detente.paper.charts.style import Axes, Label, Spec
from detente.phrasing import signed_decimal

SHADES = {"open": "#3b1f6e", "some": "#b3a2d6", "closed": "#eceaf1"}
ORDER = ("earned", "weak", "none", "untested")
"""Verdicts on kinds of windows, best first."""
CHANCES = [-6.9068, -4.5951, -2.9444, -1.3863, 0, 1.3863, 2.9444]
"""Log-odds at which the axis is labelled: .1, 1, 5, 20, 50, 80 and 95 %."""
AS_CHANCE = "format(1 / (1 + exp(-datum.value)), datum.value < -6 ? '.1%' : '.0%')"
CHANCE_AXIS = {
    "title": "chance of a dispute in the year",
    "values": CHANCES,
    "labelExpr": AS_CHANCE,
    "grid": True,
}
BAR = {"type": "bar", "height": 13}
INTERVAL = {"type": "rule", "color": style.INK, "strokeWidth": 1}
WORDS_BESIDE = style.words(8, color=style.INK)
AVERAGE, THIS = "average pair", "this pair"
MARGIN = 0.4
"""Log-odds left free at either end of the axis."""
ALONE, TOGETHER = "its own past alone", "all together"

Kind = tuple[str, str]
NARROW_NAME = 150
"""Width of a name on a phone, in pixels."""


def risk(measured: Risk, as_of: int) -> Spec | None:
    """Draw the risk over the years with its band, and that of history alone in grey.

    Parameters
    ----------
    measured : Risk
        What to draw.
    as_of : int
        The view.

    Returns
    -------
    dict or None
        None where fewer than three years are known.
    """
    full, alone = measured.full, measured.alone
    if len(full.years) < 3:
        return None
    height, last = 170, full.years[-1]
    highest = max(bound or 0.0 for bound in (*full.high, *alone.values))
    high = min(1.0, highest * 1.1)
    axes = Axes(
        years=style.year_axis(full.years[0], last, count=8),
        values=style.value_axis("chance of a dispute in the year", domain=[0, high], format=".0%"),
    )
    rows = style.rows_of(full, name="risk", banded=True)
    own_past = style.rows_of(alone, name=ALONE)
    labels = [
        Label(ALONE, alone.values[-1], style.GREY),
        Label(TOGETHER, full.values[-1], style.RELATION),
    ]
    written = style.spread(labels, 0, high, height)
    layers = [axes.band(rows, style.RELATION)]
    layers.append(axes.line(own_past, style.GREY, width=1.5))
    layers.append(axes.line(rows, style.RELATION))
    layers += style.rule_at(min(as_of + 1, last))
    layers.append(style.labels_layer(written, last))
    return style.finish({"width": style.WIDTH - 190, "height": height, "layer": layers})


def parts(one: PairRisk) -> Spec:
    """Draw what each block adds to the log-odds as steps from the average pair to this one."""
    steps: list[Spec] = []
    level = one.base
    for part in sorted(one.parts, key=lambda part: -abs(part.value)):
        steps.append(_step(part, level))
        level += part.value
    ends = [
        {"name": AVERAGE, "value": round(one.base, 3)},
        {"name": THIS, "value": round(level, 3)},
    ]
    every = [step[end] for step in steps for end in ("low", "high", "from")]
    every += [end["value"] for end in ends]
    high = max(every) + MARGIN
    across = style.span_axis(min(every) - MARGIN, high, CHANCE_AXIS)
    order = [AVERAGE, *(step["name"] for step in steps), THIS]
    rows = {"y": style.name_axis(order, labelPadding=8)}
    start, value, edge = ({**across, "field": field} for field in ("from", "value", "edge"))
    bars = {**rows, "x": start, "x2": {"field": "to"}, "color": style.OWN_COLOUR}
    intervals = {**rows, "x": {**across, "field": "low"}, "x2": {"field": "high"}}
    at_the_edge = [{**step, "edge": high} for step in steps]
    layers = [
        style.layer(steps, BAR, **bars, description=style.NOTE),
        style.layer(steps, INTERVAL, **intervals),
    ]
    layers.append(style.layer(ends, style.dot(80, style.INK), **rows, x=value))
    layers.append(style.layer(at_the_edge, WORDS_BESIDE, **rows, x=edge, text=style.TEXT))
    return style.finish({"width": style.WIDTH - 290, "height": {"step": 24}, "layer": layers})


def _step(part: Part, level: float) -> Spec:
    """Turn what a block adds to a level into a row."""
    name = BLOCKS[part.block]
    value, low, high = (signed_decimal(amount, 2) for amount in (part.value, part.low, part.high))
    added = {"to": part.value, "low": part.low, "high": part.high}
    ends = {end: round(level + amount, 3) for end, amount in added.items()}
    return {
        "name": name,
        "from": round(level, 3),
        **ends,
        "colour": style.RELATION if part.block in STRUCTURES else style.PALE,
        "text": f"{value} [{low}, {high}]",
        "note": f"{name}: {part.value:+.2f}",
    }


def windows(dated: Windows, *, narrow: bool = False) -> Spec | None:
    """Draw a strip of years for each kind of window, dark where it was open, proven kinds first.

    Parameters
    ----------
    dated : Windows
        What to draw.
    narrow : bool
        Whether it is drawn for a phone, without the verdicts on each kind.

    Returns
    -------
    dict or None
        None where no window is dated.
    """
    kinds = _kinds(dated)
    if not kinds:
        return None
    names = {kind: f"{WORDS[kind[0]]}: {kind[1]}" for kind in kinds}
    years = [_year(window, names) for window in dated.line]
    first, last = min(row["year"] for row in years), dated.year + 1
    verdicts = [_verdict(dated, kind, names[kind], last) for kind in kinds]
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
    if narrow:
        size = {"width": style.NARROW - NARROW_NAME - 30, "height": {"step": 17}}
        return style.finish({**size, "layer": [strip]})
    words = style.layer(
        verdicts,
        style.words(6),
        x={"field": "edge", "type": "quantitative"},
        y=rows,
        text=style.TEXT,
        color=style.OWN_COLOUR,
    )
    return style.finish(
        {"width": style.WIDTH - 370, "height": {"step": 17}, "layer": [strip, words]}
    )


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
    gain = f"{window.gain:+.2f} on {window.history:.2f}"
    return {
        "name": names[window.outcome, window.structure],
        "year": window.year,
        "end": window.year + 1,
        "colour": shade,
        "note": f"{window.year}: {gain}, {window.opened} of {window.pairs} pairs open",
    }


def _verdict(dated: Windows, kind: Kind, name: str, edge: int) -> Spec:
    """Say at the right of a strip whether windows of its kind passed their test."""
    record = dated.records.get(kind)
    return {
        "name": name,
        "edge": edge,
        "text": "" if record is None else TRUST[record.trust],
        "colour": style.INK if record is not None and record.trust == "earned" else style.GREY,
    }
