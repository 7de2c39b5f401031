"""The relation over time: its states with named turning points, and what page 1 speaks of below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TypeGuard

from detente.actors.blocs import RUNGS
from detente.actors.relation_key import short
from detente.evidence.sentence import PlainSentence, Sentence, Statement, length, render
from detente.evidence.series import Series
from detente.paper.blocks import Exhibit, Grid, Spec
from detente.paper.brief import Brief
from detente.paper.charts import style
from detente.paper.charts.strip import Bar, Curve, Drawn, strip
from detente.paper.charts.style import for_phone
from detente.paper.charts.turning_points import named_on_phone
from detente.paper.exhibits.cells import cells
from detente.paper.exhibits.curve_title import curve_title
from detente.paper.exhibits.rails import rails_title
from detente.paper.exhibits.spoken import Spoken, spoken
from detente.paper.exhibits.states_over_time import (
    FIGHTING,
    STRAINS,
    Held,
    states_over_time,
)
from detente.paper.exhibits.turning import bound_rows, turning_points, year_of
from detente.paper.exhibits.votes import votes
from detente.paper.sections.blocks import source_line
from detente.phrasing import cap

ID = "relation"
MOST_WORDS = 15
"""Words of a message."""
REACH = 75
"""Years before the view that a picture shows at most."""
BEFORE = 5
"""Years before the first that is compared, where the states begin later."""
FEWEST = 2
"""States without which a strip alone shows no course."""
STRIP = "Bars: what held between the two, from beginning to end"
BELOW = "{strip}; below: {unit}"
TABLES = "détente, tables of relations, each row with its document"
STRAIN = "#737983"
"""Colour of what strains a relation: darker than the grey of context."""
COLOURS = {
    style.INK: "black: fighting",
    STRAIN: "grey: disputes, breaks and suspensions",
    style.RELATION: "violet: agreements and memberships",
}
"""What the colours of the strip mean."""
GOES_ON = "now"
SINCE, OVER_TIME = "{both}: {lane} since {year}", "{both} over time"
COLUMNS = ("state", "what", "from", "to")
POINTING = ("their", "its", "it", "they", "these", "those", "this", "that", "both")
"""First words that point to a sentence before."""
FORMATS = {True: style.PER_CENT, False: "~r"}


def relation_over_time(brief: Brief) -> list[Exhibit]:
    """Draw the states of the relation, and below them what a leading finding compares.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    list of Exhibit
        Nothing where neither two states are on record nor a finding has a course.
    """
    return brief.once(_relation_over_time)


def _relation_over_time(brief: Brief) -> list[Exhibit]:
    held, curve = states_over_time(brief), spoken(brief)
    if len(held) < FEWEST and curve is None:
        return []
    drawn = _drawn(brief, held, curve)
    title, unit = _title(brief, held, curve), _unit(held, curve)
    source, alt = _source(held, curve), _alt(title, held, curve)
    shown = Exhibit(ID, title, spec=strip(drawn), unit=unit, source=source, alt=alt)
    narrow = for_phone(strip(drawn, narrow=True))
    shown = replace(shown, cells=_cells(held, curve, drawn.years), narrow=narrow)
    legend = named_on_phone(drawn.points) if held else ()
    return [replace(shown, legend=legend, at_height=partial(_at_height, drawn))]


def _unit(held: Sequence[Held], curve: Spoken | None) -> str:
    """Say what is drawn: the states, the series, or both."""
    if curve is None:
        return STRIP
    return _below(curve.unit) if held else curve.unit


def _below(unit: str) -> str:
    return BELOW.format(strip=STRIP, unit=unit[0].lower() + unit[1:])


def votes_over_time(brief: Brief) -> list[Exhibit]:
    """Draw the states of the relation above the curve of votes; nothing without that curve.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    held = [one for one in states_over_time(brief) if not one.who]
    last = year_of(brief.pair.day)
    return [_with_states(one, held) for one in votes(brief, [_bar(one, last) for one in held])]


def _with_states(shown: Exhibit, held: Sequence[Held]) -> Exhibit:
    """Say of a picture of votes which states are drawn above it."""
    if not held or shown.cells is None:
        return shown
    empty = ("",) * (len(shown.cells.columns) - 2)
    rows = tuple((_when(one), f"{one.lane}: {one.what}", *empty) for one in held)
    cells_of_both = replace(shown.cells, rows=(*rows, *shown.cells.rows))
    source, alt = f"{shown.source} {_colours(held)}", f"{_strip_alt(held)} {shown.alt}"
    return replace(shown, unit=_below(shown.unit), source=source, alt=alt, cells=cells_of_both)


def _at_height(drawn: Drawn, height: int) -> Spec:
    """Draw the same picture higher, or lower."""
    return strip(drawn, height=height)


def _drawn(brief: Brief, held: Sequence[Held], curve: Spoken | None) -> Drawn:
    """Lay out bars, turning points and curves on one axis of years."""
    years = years_of(brief, held, curve)
    last = min(year_of(brief.pair.day), float(years[1]))
    bars = tuple(_bar(one, last) for one in held if one.end is None or one.end.year >= years[0])
    points = turning_points(brief, years, curve.curves[0] if curve else None)
    curves = () if curve is None else tuple(_curves(brief, curve, years[0]))
    return Drawn(
        bars,
        tuple(points),
        curves=curves,
        years=years,
        format=FORMATS[curve is not None and curve.is_share],
        heading="" if curve is None else curve.unit,
    )


def years_of(brief: Brief, held: Sequence[Held], curve: Spoken | None) -> tuple[int, int]:
    """Choose the years of the axis: from the first state, or before what is compared, to the view.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    held : sequence of Held
        The states.
    curve : Spoken or None
        What is drawn below them.
    """
    view = brief.pair.day.year
    # the past of a member is not that of the two
    own = [one for one in held if not one.who] or held
    begins = [one.start.year for one in own]
    begins += [curve.years[0] - BEFORE] if curve is not None else []
    # what page 1 speaks of is drawn from its first day
    spoken_of = set(bound_rows(brief))
    told = [one.start.year for one in own if one.row in spoken_of]
    floor = max(brief.pair.as_now_since, min([view - REACH, *told]))
    return min(max(min(begins), floor), view - BEFORE), view + 1


def _bar(one: Held, last: float) -> Bar:
    end = last if one.end is None else year_of(one.end)
    return Bar(one.lane, year_of(one.start), end=end, colour=_colour(one), note=_note(one))


def _note(one: Held) -> str:
    end = "" if one.end is None else f" to {one.end.year}"
    since = "since " if one.end is None else ""
    return f"{one.what}: {since}{one.start.year}{end}"


def _curves(brief: Brief, curve: Spoken, first: int) -> list[Curve]:
    """Give one line a series, in the colour of whose it is."""
    names = [short(brief.pair.first), short(brief.pair.second)]
    both = len(curve.curves) > 1
    lines = []
    for series in curve.curves:
        known = series.after(first - 1)
        if not known:
            continue
        # one colour an actor in all pictures; violet is the relation's own
        colour = style.RELATION
        if both:
            of = names.index(series.of) if series.of in names else len(names)
            colour = (style.FIRST, style.SECOND, style.THIRD)[of]
        marks = _marks(curve, known)
        rows = tuple(style.rows_of(known, write=curve.write))
        name = series.of if both else ""
        lines.append(Curve(rows, name, colour=colour, marks=marks))
    return lines


def _marks(curve: Spoken, series: Series) -> tuple[tuple[int, float, str], ...]:
    """Mark the years that the finding names."""
    known = [cell for year in curve.named if (cell := series.at(year))]
    return tuple((cell.year or 0, cell.value, curve.write(cell.value)) for cell in known)


def _title(brief: Brief, held: Sequence[Held], curve: Spoken | None) -> Statement:
    """Take the first finding that is drawn: what its curve does, or the message on its rows."""
    # a rung alone shows none of what a finding says of it
    rows = {one.row for one in held if one.row and one.kind not in RUNGS}
    for one in brief.argument.key_findings:
        line = one.line
        bound = {str(value) for cell in line.finding.evidence for _, value in cell.keys}
        said = curve_title(brief, curve) if curve is not None and line is curve.line else None
        if said is not None and length(said) <= MOST_WORDS:
            return said
        if bound & rows and _stands_alone(line.headline):
            return without_stop(line.headline)
    if brief.pair.bloc_and_state is not None:
        return rails_title(brief)
    return _gravest(brief, held)


def _gravest(brief: Brief, held: Sequence[Held]) -> Statement:
    """Name the gravest state that holds, with its year; the newest one where none holds."""
    both = f"{short(brief.pair.first)} and {short(brief.pair.second)}"
    open_ones = [one for one in held if one.end is None]
    if open_ones:
        first = open_ones[0]
        return PlainSentence(SINCE.format(both=both, lane=first.lane, year=first.start.year))
    return PlainSentence(OVER_TIME.format(both=both))


def _stands_alone(said: Sentence | None) -> TypeGuard[Sentence]:
    """Tell whether a message is short, and is understood without the one before it."""
    if said is None or length(said) > MOST_WORDS:
        return False
    return render(said).partition(" ")[0].lower() not in POINTING


def without_stop(said: Sentence) -> Sentence:
    """Give a sentence as a message, which has no full stop.

    Parameters
    ----------
    said : Sentence
        The message of a finding.
    """
    return replace(said, template=said.template.removesuffix("."))


def _source(held: Sequence[Held], curve: Spoken | None) -> str:
    """Name the sources of both parts, and what the colours of the strip mean."""
    series = source_line(curve.curves) if curve is not None else ""
    if not held:
        return series
    named = f"{series[:-1]}; {TABLES}." if series else f"Source: {TABLES}."
    return f"{named} {_colours(held)}"


def _colours(held: Sequence[Held]) -> str:
    """Say what the colours mean, of those that are drawn."""
    drawn = {_colour(one) for one in held}
    return f"{cap('; '.join(said for colour, said in COLOURS.items() if colour in drawn))}."


def _colour(one: Held) -> str:
    if one.kind in FIGHTING:
        return style.INK
    return STRAIN if one.kind in STRAINS else style.RELATION


def _alt(title: Statement, held: Sequence[Held], curve: Spoken | None) -> str:
    """Describe the picture for who cannot see it: the states, then the curves by their ends."""
    parts = [_strip_alt(held)] if held else []
    if curve is not None:
        ends = "; ".join(_ends(one, curve) for one in curve.curves)
        parts.append(f"Line chart of {curve.unit}: {ends}.")
    return f"{' '.join(parts)} {render(title)}."


def _ends(series: Series, curve: Spoken) -> str:
    first, last = (curve.write(series.values[place]) for place in (0, -1))
    return f"{series.of} {first} in {series.years[0]}, {last} in {series.years[-1]}"


def _strip_alt(held: Sequence[Held]) -> str:
    said = [f"{one.lane} {_when(one)}" for one in held]
    return f"Strip of the states of the relation: {'; '.join(said)}."


def _when(one: Held) -> str:
    return f"since {one.start.year}" if one.end is None else f"{one.start.year} to {one.end.year}"


def _cells(held: Sequence[Held], curve: Spoken | None, years: tuple[int, int]) -> Grid:
    """Give every bar and every value that is drawn."""
    rows = [
        (one.lane, one.what, one.start.isoformat(), one.end.isoformat() if one.end else GOES_ON)
        for one in held
    ]
    if curve is not None:
        for series in curve.curves:
            for year, value in zip(series.years, series.values, strict=True):
                if year >= years[0]:
                    rows.append((series.of, curve.write(value), str(year), str(year)))
    return cells(ID, COLUMNS, tuple(rows))
