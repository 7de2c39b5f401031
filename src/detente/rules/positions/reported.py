"""REPORTED: months of the two in a user's own archive of events, never without their trust."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import polars as pl

from detente.analysis.relation import Relation
from detente.archive.classes import KINDS
from detente.estimators.proportion import wilson
from detente.estimators.rank_correlation import LEAST, Correlation
from detente.evidence.cell import Cell, Key
from detente.evidence.figure import Figure, counted, dated, figure_id, measured, on_day
from detente.evidence.sentence import Sentence
from detente.identity.event_months import PairMonths, first_day
from detente.identity.event_trust import FEWEST, NO_TABLE, Agreement, Trust
from detente.models import track_records as methods
from detente.phrasing import cap
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.vote_lines import Said, vote_line
from detente.sources.event_archives import PREFIX

ID = "reported"
TABLE, LEVEL = "events", 0.9
NAMES = {"gdelt": "GDELT", "icews": "ICEWS", "polecat": "POLECAT", "own": "the file of events"}
"""What a sentence calls each archive."""
VOLUME = "{source} has {events} events between the two from {first} to {last}."
HOSTILE = "Of these {hostile:per_cent} are hostile{hostile:per_cent interval}."
YEAR = "In {year} the hostile part is {now:per_cent}{now:per_cent interval}."
MERGED = "Of its {rows} rows {merged:per_cent} repeat an event and are merged."
BESIDE = {
    "disputes": "the level of militarized disputes",
    "conflicts": "the intensity of armed conflicts",
}
"""What the hostile part is compared with."""
CORRELATED = (
    "Over {years} years its rank correlation with {what} is {value:signed}{value:signed interval}."
)
UNKNOWN = "Its correlation with {what} is not known: {why}."
TOO_FEW = "too few have both"
RISE = "It rose before {rises} of {onsets} onsets of either; chance alone gives half."
NO_RISE = "No onset of either has enough months before it to say whether it rose."
AGREE = (
    "Over {months} months the hostile parts of {first} and {second} have the rank correlation "
    "{value:signed}{value:signed interval}."
)
DISAGREE = "Whether {first} and {second} agree on hostility is not known: {why}."
figure = partial(figure_id, "positions", ID)


def say(relation: Relation) -> Iterator[Line]:
    """Give a line for each archive of the user, and one for each two."""
    found = relation.months
    if found is None:
        return
    for one in found.trust:
        yield _of_archive(found, one)
    for both in found.agreements:
        if both.period == _longest(found.agreements, both):
            yield _of_two(found, both)


def _of_archive(found: PairMonths, known: Trust) -> Line:
    """Say how much an archive has, how hostile it is, and how far that may be trusted."""
    hostile = _hostile(found, known.source, found.of(known.source))
    named = cap(NAMES[known.source])
    volume = _volume(found, known)
    said = [Sentence(VOLUME, {"source": named, **volume})]
    said += [Sentence(HOSTILE, {"hostile": _shared(hostile, "hostile")})]
    said += _last_year(found, known.source)
    said.append(Sentence(MERGED, _rows(found, known)))
    for name, what in BESIDE.items():
        said.append(_correlated(found, known, name, what))
    said.append(_rises(found, known))
    return vote_line(
        ID,
        f"archive.{known.source}",
        Said(section=tuple(said)),
        # few events give a wide interval, which is a reason to print it and none to be silent
        main=volume["events"].cells[0],
        reasons=Reasons(),
        about="what is reported between the two by month",
        method=methods.reported(),
    )


def _volume(found: PairMonths, known: Trust) -> dict[str, Figure]:
    cell = _cell(found, known.source, "events", known.events, unit="events")
    first, last = (
        _cell(found, known.source, "date", 1.0, on=first_day(month))
        for month in (known.first, known.last)
    )
    days = {"first": (first, known.first), "last": (last, known.last)}
    months = {
        name: on_day(figure(known.source, name), first_day(month), own, precision="month")
        for name, (own, month) in days.items()
    }
    return {
        "events": counted(figure(known.source, "events"), known.events, "events", cell)
    } | months


def _hostile(found: PairMonths, source: str, months: pl.DataFrame, year: int | None = None) -> Cell:
    """Give the hostile part of some months with its interval."""
    sums = months.select(pl.col("events", *KINDS).sum()).row(0, named=True)
    part = (sums["verbal_conflict"] + sums["material_conflict"]) / sums["events"]
    low, high = wilson(part, sums["events"])
    own = _cell(found, source, "hostile", round(part, 4), unit="part of events", year=year)
    return _with_ends(own, low, high)


def _with_ends(cell: Cell, low: float, high: float) -> Cell:
    """Give a cell with its interval."""
    return replace(cell, low=round(low, 4), high=round(high, 4))


def _last_year(found: PairMonths, source: str) -> Iterator[Sentence]:
    """Say the hostile part of the last year that has enough events."""
    months = found.of(source)
    years = months.group_by(pl.col("date").dt.year().alias("year")).agg(pl.col("events").sum())
    enough = years.filter(pl.col("events") >= FEWEST)["year"]
    if len(enough) < 2:
        return
    year = max(enough.to_list())
    cell = _hostile(found, source, months.filter(pl.col("date").dt.year() == year), year)
    said = dated(figure(source, "year"), year, cell)
    yield Sentence(YEAR, {"year": said, "now": _shared(cell, f"hostile.{year}")})


def _shared(cell: Cell, name: str) -> Figure:
    """Give a part of events as a figure."""
    source = str(dict(cell.keys)["source"])
    return measured(figure(source, name), cell, way="per_cent", level=LEVEL)


def _rows(found: PairMonths, known: Trust) -> dict[str, Figure]:
    rows = known.reports + known.repeated
    merged = _cell(found, known.source, "merged", round(known.merged, 4), unit="part of rows")
    counts = _cell(found, known.source, "rows", rows, unit="rows")
    part = measured(figure(known.source, "merged"), merged, way="per_cent")
    return {"rows": counted(figure(known.source, "rows"), rows, "rows", counts), "merged": part}


def _correlated(found: PairMonths, known: Trust, name: str, what: str) -> Sentence:
    """Say how the hostile part of years goes with what was disputed or fought in them."""
    one: Correlation = getattr(known, name)
    if one.value is None:
        return Sentence(UNKNOWN, {"what": what, "why": _why(one)})
    shown = _correlation(found, known.source, name, one)
    return Sentence(CORRELATED, {"what": what, "years": shown["cells"], "value": shown["value"]})


def _why(one: Correlation) -> str:
    """Say why there is no correlation, without a number that rests on no cell."""
    return TOO_FEW if one.cells < LEAST and one.why != NO_TABLE else one.why


def _correlation(found: PairMonths, source: str, name: str, one: Correlation) -> dict[str, Figure]:
    """Give a correlation and the cells behind it as figures."""
    assert one.value is not None and one.low is not None and one.high is not None
    cell = _cell(found, source, f"correlation_{name}", one.value, unit="rank correlation")
    value = _with_ends(cell, one.low, one.high)
    cells = _cell(found, source, f"cells_{name}", one.cells, unit="pairs of values")
    return {
        "value": measured(figure(source, name), value, way="signed", level=LEVEL),
        "cells": counted(figure(source, name, "cells"), one.cells, "pairs of values", cells),
    }


def _rises(found: PairMonths, known: Trust) -> Sentence:
    """Say before how many onsets the hostile part rose."""
    seen = known.unseen
    if not seen.onsets:
        return Sentence(NO_RISE, {})
    values = {"rises": seen.after_a_rise, "onsets": seen.onsets}
    shown = {
        name: measured(
            figure(known.source, name), _cell(found, known.source, name, value, unit="onsets")
        )
        for name, value in values.items()
    }
    return Sentence(RISE, shown)


def _longest(every: tuple[Agreement, ...], one: Agreement) -> str:
    """Give the first period of two archives, which is that over all months."""
    return next(x.period for x in every if (x.first, x.second) == (one.first, one.second))


def _of_two(found: PairMonths, both: Agreement) -> Line:
    """Say how far two archives agree."""
    names = {"first": NAMES[both.first], "second": NAMES[both.second]}
    name = f"agreement_{both.second}"
    cell = _cell(found, both.first, name, both.hostile.cells, unit="months")
    if both.hostile.value is None:
        said = Sentence(DISAGREE, {**names, "why": _why(both.hostile)})
    else:
        shown = _correlation(found, both.first, name, both.hostile)
        said = Sentence(AGREE, {**names, "months": shown["cells"], "value": shown["value"]})
    return vote_line(
        ID,
        f"agreement.{both.first}.{both.second}",
        Said(section=(said,)),
        main=cell,
        reasons=Reasons(),
        about="whether two archives of events agree",
        method=methods.reported(),
    )


def _cell(
    found: PairMonths,
    source: str,
    column: str,
    value: float,
    *,
    unit: str = "month",
    year: int | None = None,
    on: date | None = None,
) -> Cell:
    """Give a number of an archive as a cell; its rule names the files by their digest."""
    keys: list[tuple[str, Key]] = [("source", source)]
    if year is not None:
        keys.append(("year", year))
    if on is not None:
        keys.append(("day", on.isoformat()))
    return Cell(
        TABLE,
        column,
        keys=tuple(keys),
        value=float(value),
        unit=unit,
        sources=(f"{PREFIX}{source}",),
        rule=f"{RULES.get(column, OTHER)}; the user's archive {found.digest}",
    )


RULES = {
    "hostile": "verbal and material conflict over all events, 90 % interval after Wilson",
    "events": "rows of one pair, class, day and place, or of one number, are one event",
    "merged": "rows that say an event again, over all rows",
}
"""How the main columns are counted."""
OTHER = "counted from the months of the pair, both ways"

RULE = Rule(
    id=ID,
    section="positions",
    place=900,
    paragraph="reported",
    say=say,
    condition="the user gives a converted archive of events that has months of the two",
    key=False,
    always=True,
    exempt=True,
)
