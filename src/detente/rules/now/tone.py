"""TONE: how hostile reported events were, against their low of the last years."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from detente.actors.composition import crossed
from detente.analysis.relation import Relation
from detente.calendar import first_year, last_year
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.evidence.series import need
from detente.identity.events import hostility
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.now.made import line
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

ID = "tone"
ABOUT = "the tone of reported events"
LONGEST_AGO = 3
"""Most years between the end of the events and the view."""
FEWEST = 200
"""Reported events that a year needs."""
CLEAR = 1.5
"""Times by which the larger part exceeds the smaller."""
YEARS = 10
"""Years before the newest within which the low is looked for."""
LEVEL = 0.9


def say(relation: Relation) -> Iterator[Line]:
    """Say the hostile part of events in the newest year, beside its low, where intervals part."""
    too_late = relation.pair.as_of > last_year("icews") + LONGEST_AGO
    if too_late or not relation.catalog.has("events"):
        return
    series = hostility(relation.catalog, relation.pair)
    volumes = _volumes(relation)
    years = [year for year in series.years if volumes.get(year, 0) >= FEWEST]
    if len(years) < 2:
        return
    last = years[-1]
    cells = {year: need(series, year) for year in years if year >= last - YEARS}
    low = min(cells.values(), key=lambda cell: cell.value)
    high = max(cells.values(), key=lambda cell: cell.value)
    now = cells[last]
    for other, form in ((low, "rose"), (high, "fell")):
        if _apart(now, other):
            yield _line(now, other, form)
            return


def _volumes(relation: Relation) -> dict[int, int]:
    """Count the reported events of each year, both ways."""
    pair = relation.pair
    dyads = crossed(
        pair.first, pair.second, first_year("icews"), relation.catalog.last_year("icews")
    )
    back = dyads.rename({"ccode1": "ccode2", "ccode2": "ccode1"}).select(dyads.columns)
    both = pl.concat([dyads, back]).with_columns(pl.all().cast(pl.Int16)).unique()
    rows = both.join(relation.catalog.frame("events"), on=["ccode1", "ccode2", "year"])
    yearly = rows.group_by("year").agg(pl.col("events").sum())
    return dict(yearly.iter_rows())


def _apart(one: Cell, other: Cell) -> bool:
    """Tell whether two intervals do not meet."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    part = one.low > other.high or one.high < other.low
    less, more = sorted((one.value, other.value))
    return part and more >= CLEAR * less


def _line(now: Cell, other: Cell, form: str) -> Line:
    parts: Parts = {
        "before": _part(other, "before"),
        "then": _year(other, "then"),
        "now": _part(now, "now"),
        "year": _year(now, "year"),
    }
    told = Sentence(
        "In {then} {before} of reported events between them were hostile, in {year} {now}.",
        parts,
    )
    half = (now.high or now.value) - now.value + (other.high or other.value) - other.value
    reasons = Reasons(moved=moved(now.value - other.value, half))
    return line(
        f"{ID}.moved.{form}",
        (told,),
        about=ABOUT,
        reasons=reasons,
        newest=now.year,
        method=methods.events(),
    )


def _part(cell: Cell, name: str) -> Figure:
    return measured(figure_id("now", ID, name), cell, way="per_cent", level=LEVEL)


def _year(cell: Cell, name: str) -> Figure:
    return dated(figure_id("now", ID, name), cell.year or 0, cell)


RULE = Rule(
    id=ID,
    section="now",
    place=40,
    paragraph="tone",
    say=say,
    condition="up to views of 2017: the hostile part of at least 200 reported events of the newest "
    "year lies apart from its low, or its high, of ten years",
    key=False,
)
"""The rule."""
