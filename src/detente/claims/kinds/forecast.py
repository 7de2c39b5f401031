"""What a forecast made on the claim's day says, and what came."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.composition import fixed
from detente.claims.answer import Answer, Kind, View
from detente.claims.concepts import Indicator, concept
from detente.claims.measure import values
from detente.claims.question import EXPECT, MEASURE, OF, WHOLE, Field, Question
from detente.claims.sides import Side
from detente.errors import ClaimError
from detente.models.shares.forecast import Forecast, forecast
from detente.phrasing import share
from detente.power.yardsticks import Yardstick, yardstick

YARDSTICKS = {
    "capability": ("cinc",),
    "GDP": ("gdp", "gdp_long"),
    "military spending": ("spending",),
    "people": ("pop",),
}
"""Concepts that can be forecast, by the yardsticks that can."""
HORIZON = 25
"""Years ahead."""
DIRECTIONS = ("falls", "rises")


def answer(question: Question, view: View) -> Iterator[Answer]:
    """Compare a forecast made in the year of the claim with a direction; later, what came."""
    what, until = concept(question.fields["measure"]), int(question.fields["until"])
    if until <= view.asked:
        raise ClaimError(f"until = {until} does not lie after the claim's day, {view.asked}")
    if what.name not in YARDSTICKS:
        raise ClaimError(f"'{what.name}' is not forecast here", near=tuple(YARDSTICKS))
    side, direction = view.sides.side(question.fields["of"]), question.text("expect")
    if direction not in DIRECTIONS:
        raise ClaimError(f"expect = {direction!r} is not a direction", near=DIRECTIONS)
    if not side.plain:
        raise ClaimError(
            f"'{side.label}' leaves somebody out, and is not forecast",
            next_step="name states and blocs",
        )
    for name in YARDSTICKS[what.name]:
        by = yardstick(name)
        fan = forecast(
            view.known_then,
            side.actors[0],
            by,
            view.asked,
            horizon=HORIZON,
            extra=side.actors[1:],
        )
        year = None if fan is None else min((y for y in fan.years if y >= until), default=None)
        if fan is None or year is None:
            continue
        if view.looks_back:
            yield from _what_came(fan, by, side, view=view, until=year, direction=direction)
        else:
            yield _what_is_said(fan, by, year, direction)


def _what_is_said(fan: Forecast, by: Yardstick, year: int, direction: str) -> Answer:
    """Read the forecast of a year: it decides where the whole band lies on one side of today."""
    low, middle, high = fan.at(year) or (0.0, 0.0, 0.0)
    said = f"{share(middle)} {_band(low, high)} ({year})"
    falls, rises = high < fan.start, low > fan.start
    expected, opposite = (falls, rises) if direction == "falls" else (rises, falls)
    decided = expected or opposite
    return Answer(
        by.label,
        f"{share(fan.start)} ({fan.origin}) to {said}",
        met=expected if decided else None,
        sources=by.sources,
        years=(fan.origin, year),
        why="" if decided else "the 80 % band holds today's share",
    )


def _what_came(
    fan: Forecast, by: Yardstick, side: Side, *, view: View, until: int, direction: str
) -> Iterator[Answer]:
    """Compare the newest value with the band of its year, over the members that were forecast."""
    indicator = Indicator(by.label, by.table, column=by.column, sources=by.sources)
    came = values(view.catalog, indicator, _as_then(side, view.asked), amount=False)
    year = max((y for y in came if fan.origin < y <= until), default=None)
    if year is None:
        return
    low, _, high = fan.at(year) or (0.0, 0.0, 0.0)
    value = came[year]
    band = f"{_place(value, low, high)} the band {_band(low, high)}"
    yield Answer(
        by.label,
        f"{share(value)} ({year}), {band}",
        met=value < fan.start if direction == "falls" else value > fan.start,
        sources=by.sources,
        years=(year,),
    )


def _place(value: float, low: float, high: float) -> str:
    """Say where a value lies: inside a band, above or below it."""
    if value > high:
        return "above"
    return "below" if value < low else "inside"


def _band(low: float, high: float) -> str:
    return f"[{share(low)}, {share(high)}]"


def _as_then(side: Side, year: int) -> Side:
    """Give a side with the members that it had in a year, in every year."""
    members = pl.concat([fixed(actor, year) for actor in side.actors])
    return Side(
        f"{side.label}, {year}",
        members.unique(maintain_order=True),
        actors=side.actors,
        plain=False,
    )


KIND = Kind(
    "forecast",
    "what a forecast of the claim's day says, and what came",
    fields=(
        Field("measure", MEASURE.form, named="", note=", ".join(YARDSTICKS)),
        OF,
        Field("until", WHOLE, named="until "),
        Field("expect", EXPECT.form, note="`falls`, `rises`"),
    ),
    answer=answer,
)
