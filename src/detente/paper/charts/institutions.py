"""Charts of institutions: the ladder as rails, what joining did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from detente.actors.blocs import RUNGS, Step
from detente.institutions.ladder import Rail
from detente.institutions.step_words import lasted
from detente.models.membership.study import Specification
from detente.paper.charts import style
from detente.paper.charts.style import Spec

SHADES = {
    "partner": "#cfe1f2",
    "observer": "#a6cbe5",
    "associate": "#6aaed6",
    "applicant": "#4a97c9",
    "candidate": "#2e7ebc",
    "member": "#084a91",
}
NARROW_NAME = 130
"""Width of a name on a phone, in pixels."""
MOST = 14
"""Rails that a chart has room for."""
SEEN = timedelta(days=45)
"""Days of a halt from which it shows on a bar."""
HALTED = "halted"
"""Kind of a bar that marks a suspended, frozen or dormant form."""


ROW = 19
"""Height of a row in pixels."""
BAR = 0.58
"""Part of a row that its bar fills."""


def rails(ladders: Sequence[Rail], day: date, *, narrow: bool = False) -> Spec | None:
    """Draw every step of a ladder as a bar from first to last day; a broken line marks the time in
    which a form was suspended, frozen or dormant.

    Parameters
    ----------
    ladders : sequence of Rail
        The ladders; of several actors the steps are grouped by bloc.
    day : datetime.date
        The view: bars that go on end there.
    narrow : bool
        Whether it is drawn for a phone.

    Returns
    -------
    dict or None
        None where no step has a rung.
    """
    bars = _bars(ladders, day)
    steps = [bar for bar in bars if bar["rung"] in RUNGS]
    if not steps:
        return None
    order = _order(steps, many=len(ladders) > 1)
    steps = [bar for bar in steps if bar["name"] in order]
    halted = [bar for bar in bars if bar["rung"] == HALTED and bar["name"] in order]
    first = int(min(bar["start"] for bar in steps))
    rows = {
        "x": style.year_axis(first, day.year + 1, count=3 if narrow else 8, field="start"),
        "y": style.name_axis(order, labelLimit=NARROW_NAME if narrow else 260, grid=False),
    }
    spans = {**rows, "x2": {"field": "end"}}
    shades = {"domain": list(RUNGS), "range": [SHADES[rung] for rung in RUNGS]}
    rung = {"field": "rung", "type": "nominal", "scale": shades}
    bar = {"type": "bar", "height": round(BAR * ROW), "cornerRadius": 2}
    layers = [
        style.layer(steps, bar, **spans, color=rung, description=style.NOTE),
        # the rows of one ladder are named after its forms: the shade alone says the rung
        *([_last_rungs(steps, rows["y"])] if len(ladders) > 1 else []),
    ]
    if halted:
        broken = {"type": "rule", "color": "#ffffff", "strokeWidth": 3, "strokeDash": [3, 3]}
        layers.append(style.layer(halted, broken, **spans))
    width = style.NARROW - NARROW_NAME - 80 if narrow else style.WIDTH - 300
    return style.finish({"width": width, "height": {"step": ROW}, "layer": layers})


def _last_rungs(steps: list[Spec], names: Spec) -> Spec:
    """Write the rung of each rail at its end."""
    by_end = sorted(steps, key=lambda bar: bar["end"])
    last = {bar["name"]: bar for bar in by_end}
    end = {"field": "end", "type": "quantitative"}
    mark = style.words(5, color=style.INK, baseline="middle")
    return style.layer(list(last.values()), mark, x=end, y=names, text={"field": "rung"})


def _bars(ladders: Sequence[Rail], day: date) -> list[Spec]:
    """Turn steps into rows, named after bloc and actor, or of one ladder alone after the step."""
    many = len(ladders) > 1
    return [
        bar
        for rail in ladders
        for step in rail.steps
        if step.rung in RUNGS
        for bar in _bars_of(step, rail, day, many=many)
    ]


def _bars_of(step: Step, rail: Rail, day: date, *, many: bool) -> list[Spec]:
    """Turn a step into its bar, and each condition that concerns it into one that lies on it."""
    name = f"{rail.name}: {rail.actor}" if many else step.form
    halts = [condition for condition in rail.steps if condition.concerns(step)]
    last = min(step.span.end, day)
    seen = [halt for halt in halts if min(halt.span.end, last) - halt.span.start >= SEEN]
    halted = [
        {**_bar(halt, name, day), "rung": HALTED, "note": f"{step.form}: {_note(halt)}"}
        for halt in seen
    ]
    return [{**_bar(step, name, day), "note": f"{step.form}: {_note(step)}"}, *halted]


def _bar(step: Step, name: str, day: date) -> Spec:
    first, last = step.span.start, step.span.end
    return {
        "name": name,
        "start": _as_number(first),
        "end": _as_number(min(last, day)),
        "rung": step.rung,
        "goes": last > day,
    }


def _note(step: Step) -> str:
    """Say from when to when a rung or a condition lasted."""
    return f"{step.condition or step.rung} {lasted(step)}"


def _as_number(day: date) -> float:
    """Give a day as a year with its fraction."""
    return day.year + day.timetuple().tm_yday / 366


def _order(steps: list[Spec], *, many: bool) -> list[str]:
    """Order the rails by name, or one ladder's by date, and keep those there is room for."""
    ordered = sorted(steps, key=lambda bar: (bar["name"] if many else "", bar["start"]))
    names = list(dict.fromkeys(bar["name"] for bar in ordered))
    return names[:MOST] if many else names[-MOST:]


SHORT = {
    "associates": "associates",
    "neutrals": "states in no pact",
    "region": "the region",
    "all": "all others",
}
"""Groups of controls as a chart has room for them."""
ZERO = {"type": "rule", "color": style.GREY, "strokeWidth": 1}
INTERVAL = {"type": "rule", "strokeWidth": 2}
EFFECT = {"type": "point", "filled": True, "size": 46}
PANELS = (
    ("accession", "Joining, against", style.FIRST),
    ("association", "Being tied, against", style.SECOND),
)


def forest(specifications: Sequence[Specification], *, narrow: bool = False) -> Spec | None:
    """Draw a set of specifications: joining above, being tied below, each on its own scale.

    Parameters
    ----------
    specifications : sequence of Specification
        Of one outcome; accessions and associations.
    narrow : bool
        Whether it is drawn for a phone, without the chances at the right.

    Returns
    -------
    dict or None
        None where there are none.
    """
    panels = []
    for kind, title, colour in PANELS:
        group = [one for one in specifications if one.kind == kind]
        if group:
            panels.append(_panel(group, title, colour, narrow=narrow))
    return style.finish({"vconcat": panels, "spacing": 14}) if panels else None


def _panel(group: list[Specification], title: str, colour: str, *, narrow: bool) -> Spec:
    """Draw effect and interval, one row a specification, pale where the pre-trend fails."""
    rows = [_row(one) for one in group]
    reach = max(abs(bound) for row in rows for bound in (row["low"], row["high"])) * 1.05
    limit = NARROW_NAME if narrow else 330
    names = style.name_axis([row["name"] for row in rows], labelLimit=limit, minExtent=NARROW_NAME)
    ticks = 3 if narrow else 5
    axis = {"title": "nearer to the core  |  farther from it", "tickCount": ticks}
    axis["format"] = "+.2~f"
    across = style.span_axis(-reach, reach, axis)
    value = {**across, "field": "value"}
    drawn = {
        "y": names,
        "color": {"value": colour},
        "opacity": {"field": "opacity", "type": "quantitative", "scale": None},
    }
    drawn_between = {**drawn, "x": {**across, "field": "low"}, "x2": {"field": "high"}}
    drawn_at = {**drawn, "x": value, "description": style.NOTE}
    written = {"y": names, "x": {**across, "field": "at"}, "text": style.TEXT}
    at_the_edge = [{**row, "at": reach} for row in rows]
    layers = [
        style.layer([{"value": 0}], ZERO, x=value),
        style.layer(rows, INTERVAL, **drawn_between),
        style.layer(rows, EFFECT, **drawn_at),
    ]
    if not narrow:
        layers.append(style.layer(at_the_edge, style.words(6, color=style.INK), **written))
    width = style.NARROW - NARROW_NAME - 40 if narrow else style.WIDTH - 330
    return {"title": title, "width": width, "height": {"step": 15}, "layer": layers}


def _row(one: Specification) -> Spec:
    """Turn a specification into a row."""
    estimate = one.found
    chance = "under .01" if estimate.p < 0.01 else f"{estimate.p:.2f}"
    ahead = f" ({one.anticipation})" if one.anticipation else ""
    failed = "" if one.valid else ", pre-trend fails"
    low, value, high = (round(x, 4) for x in (estimate.low, estimate.effect, estimate.high))
    against, effect = f"{SHORT[one.controls]}{ahead}", f"{value:+.2f}"
    ends = f"{low:+.2f} to {high:+.2f}"
    states = f"{estimate.treated} states against {estimate.controls}"
    return {
        "name": against,
        "value": value,
        "low": low,
        "high": high,
        "opacity": 1.0 if one.valid else 0.35,
        "text": f"p {chance}{failed}",
        "note": f"{against}: {effect} ({ends}), {states}",
    }
