"""THAWS: how long past thaws lasted, what began and what ended them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from statistics import median

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, event_cell, fact_line, year_figure
from detente.rules.why.breaks import cuts
from detente.span import years_before

ID = "thaws"
ABOUT = "past thaws, their length and end"
CLIMBING = ("applicant", "candidate")
"""Rungs on which steps of a chronology are steps of one procedure."""
FEWEST = 2
"""Thaws that are over before they say something."""
SHORT = 3
"""Years of the typical thaw under which thaws are short-lived."""
DECADE = 10
"""Years that no thaw may have outlasted: an approach of a generation is no thaw."""
LEAST_DAYS = 90
"""Days that a thaw has to last: a step and its undoing in one crisis are none."""
YEAR = 365.25
LONG_LIVED, SHORT_LIVED = 0.6, 0.8
"""How unusual it is that thaws last, and that they do not."""
FRESH = 2
"""Years without a step nearer after which a thaw no longer goes on."""
MONTHS, MONTHS_SHOWN = 12, 2
"""Months of a year, and years under which a length is given in months."""


@dataclass(frozen=True, slots=True)
class Thaw:
    """Steps towards co-operation between two turns for the worse.

    Attributes
    ----------
    steps : tuple of Event
        The steps, the first of which began it.
    end : Event or None
        What ended it; None while it goes on.
    """

    steps: tuple[Event, ...]
    end: Event | None

    @property
    def start(self) -> date:
        """Day of the first step."""
        return self.steps[0].date

    def years(self, day: date) -> float:
        """Give its length so far.

        Parameters
        ----------
        day : datetime.date
            The view.
        """
        end = day if self.end is None else self.end.date
        return (end - self.start).days / YEAR


def thaws(events: Sequence[Event], day: date) -> list[Thaw]:
    """Find the thaws of a chronology: steps nearer after a step apart, until the next one apart.

    Parameters
    ----------
    events : sequence of Event
        By date.
    day : datetime.date
        The view.
    """
    found: list[Thaw] = []
    steps: list[Event] = []
    broken = False
    for event in events:
        if event.turn > 0 and broken:
            steps.append(event)
        elif event.turn < 0:
            found += [Thaw(tuple(steps), event)] if steps else []
            steps, broken = [], True
    found += [Thaw(tuple(steps), None)] if steps else []
    return [thaw for thaw in found if thaw.years(day) * YEAR >= LEAST_DAYS]


def say(relation: Relation) -> Iterator[Line]:
    """Say how long past thaws lasted, where there were several."""
    day, since = relation.pair.day, relation.pair.as_now_since
    # a thaw with a predecessor is none of the two
    events = [event for event in relation.situation.events if event.date.year >= since]
    found = [thaw for thaw in thaws(events, day) if not _is_in_a_break(relation, thaw)]
    over = [thaw for thaw in found if thaw.end is not None]
    if len(over) < FEWEST:
        return
    # on the way into a bloc a sentence of one side ends nothing
    if relation.state.rung in CLIMBING:
        return
    lengths = [thaw.years(day) for thaw in over]
    if max(lengths) > DECADE:
        return
    usual = median(lengths)
    cells = [event_cell(event) for thaw in over for event in (thaw.steps[0], thaw.end) if event]
    lasted = _lasted(relation, over, cells)
    current = found[-1] if found[-1].end is None else None
    if current is None:
        form, said = _all_over(over[-1], lasted)
    else:
        cells.append(event_cell(current.steps[-1]))
        form, said = _of_current(relation, current, over, lasted)
    said = replace(said, body=(lasted.body, *said.body), gist=lasted.gist)
    reasons = Reasons(unusual=LONG_LIVED if usual > SHORT else SHORT_LIVED)
    yield fact_line(ID, form, said, reasons, about=ABOUT, cells=cells)


SEVERAL = 5
"""Thaws from which a median is given."""


@dataclass(frozen=True, slots=True)
class Lasted:
    """How long the thaws lasted that are over.

    Attributes
    ----------
    parts : dict
        Their number and the length that none outlasted.
    unit : str
        Months or years.
    body, gist : Sentence
        The same as the section and the answer print it.
    """

    parts: Parts
    unit: str
    body: Sentence
    gist: Sentence


def _lasted(relation: Relation, over: Sequence[Thaw], cells: Sequence[Cell]) -> Lasted:
    """Count the thaws that are over, and give the length that none outlasted."""
    day = relation.pair.day
    lengths = [thaw.years(day) for thaw in over]
    most, unit = _limit(max(lengths), cells)
    count = counted(figure_id(ID, "over"), len(over), "thaws", *cells)
    parts: Parts = {"count": count, "most": most}
    spans = listed_phrases([_span(thaw) for thaw in over])
    near = f"{{both}} drew nearer {{spans}}; none of these outlasted {{most}} {unit}."
    body = Sentence(near, {"both": relation.pair.words, "spans": spans, "most": most})
    if len(over) >= SEVERAL:
        usual: Parts = {"count": count, "both": relation.pair.words}
        usual["usual"] = _years(median(lengths), cells)
        body = Sentence(
            "{both} drew nearer {count} times; the median of these thaws lasted {usual} years.",
            usual,
        )
    gist = Sentence(f"No past thaw between them outlasted {{most}} {unit}.", {"most": most})
    return Lasted(parts, unit, body=body, gist=gist)


def _span(thaw: Thaw) -> Phrase:
    """Give the years of a thaw that is over."""
    if thaw.end is None:
        raise ValueError("a thaw that is over has an end")
    first = year_figure(ID, "from", thaw.start, event_cell(thaw.steps[0]))
    last = year_figure(ID, "to", thaw.end.date, event_cell(thaw.end))
    if thaw.start.year == thaw.end.date.year:
        return Phrase("in {first}", {"first": first})
    return Phrase("from {first} to {last}", {"first": first, "last": last})


def _limit(longest: float, cells: Sequence[Cell]) -> tuple[Figure, str]:
    """Give the whole years, or months, that no thaw outlasted, with their unit."""
    in_months = longest < MONTHS_SHOWN
    value = ceil(longest * MONTHS) if in_months else ceil(longest)
    unit = "months" if in_months else "years"
    id = figure_id(ID, "longest")
    figure = Figure(id, value, unit=unit, cells=tuple(cells), kind="counted", way="whole")
    return figure, unit


def _is_in_a_break(relation: Relation, thaw: Thaw) -> bool:
    """Tell whether the two fought, did not speak or had their ties cut through all of a thaw.

    A step nearer in a war that goes on is a step in that war.
    """
    last = relation.pair.day if thaw.end is None else thaw.end.date
    return any(
        one.start <= thaw.start and (one.end is None or one.end + SHADOW >= last)
        for one in cuts(relation)
    )


SHADOW = timedelta(days=31)
"""Days between the end of a break and a new one that leave no room for a thaw."""


def _all_over(last: Thaw, lasted: Lasted) -> tuple[str, Said]:
    """Say of thaws that are all over how long they lasted, and when the last one ended."""
    if last.end is None:
        raise ValueError("a thaw that is over has an end")
    year = year_figure(ID, "ended", last.end.date, event_cell(last.end))
    ended = Sentence("The last of them ended in {year}.", {"year": year})
    return "unusual.all_over", Said((ended,), headline=_none_lasted(lasted), key=(ended,))


def _none_lasted(lasted: Lasted) -> Sentence:
    words = f"None of {{count}} past thaws between the two outlasted {{most}} {lasted.unit}."
    return Sentence(words, lasted.parts)


def _of_current(
    relation: Relation, current: Thaw, over: Sequence[Thaw], lasted: Lasted
) -> tuple[str, Said]:
    """Compare the thaw that goes on with those that are over; a stalled one is none."""
    day = relation.pair.day
    newest = current.steps[-1]
    # a step nearer while the two fight or do not speak is no thaw yet
    hostile = relation.state.headline in HOSTILE
    if hostile or newest.date < years_before(day, FRESH):
        last = year_figure(ID, "newest", newest.date, event_cell(newest))
        since = Sentence("The newest step nearer dates from {last}.", {"last": last})
        return "unusual.stalled", Said((since,))
    lengths = [thaw.years(day) for thaw in over]
    lasting = current.years(day)
    begun = year_figure(ID, "since", current.start, event_cell(current.steps[0]))
    this = Sentence("The present one dates from {since}.", {"since": begun})
    if lasting > max(lengths):
        text = "The present thaw has outlasted all {count} before it."
        headline = Sentence(text, {"count": lasted.parts["count"]})
        return "unusual.longest", Said((this,), headline=headline, key=(this,))
    form = "unusual.older" if lasting > median(lengths) else "unusual.again"
    return form, Said((this,), headline=_none_lasted(lasted), key=(this,))


def _years(years: float, cells: Sequence[Cell]) -> Figure:
    id = figure_id(ID, "usual")
    return Figure(id, years, unit="years", cells=tuple(cells), kind="counted", way="one_decimal")


RULE = Rule(
    id=ID,
    section="institutions",
    place=80,
    paragraph="thaws",
    say=say,
    condition="the chronology has two or more thaws that are over, none longer than ten years: "
    "steps nearer after a step apart, until the next step apart, and no fighting, rupture or "
    "suspension through all of them; one whose newest step is over two years old has stalled",
    topics=("history",),
)
"""The rule."""
