"""THAWS: how long past thaws lasted, what began and what ended them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.analysis.state.condition import HOSTILE
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, event_cell, fact_line, year_figure
from detente.rules.why.breaks import cuts

ID = "thaws"
ABOUT = "past thaws, their length and end"
CLIMBING = ("applicant", "candidate")
"""Rungs on which steps of a chronology are steps of one procedure."""
FEWEST = 2
"""Thaws that are over before they say something."""
SHORT = 3
"""Years of the typical thaw under which thaws are short-lived."""
LEAST_DAYS = 90
"""Days that a thaw has to last: a step and its undoing in one crisis are none."""
YEAR = 365.25
LONG_LIVED, SHORT_LIVED = 0.6, 0.8
"""How unusual it is that thaws last, and that they do not."""
NUMBERS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "dozen",
        "hundred",
        "thousand",
    ]
)
"""Number words of a row."""


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
    # a step nearer while the two fight or do not speak is no thaw yet
    goes_on = found[-1].end is None and relation.state.headline not in HOSTILE
    usual = median(thaw.years(day) for thaw in over)
    cells = [event_cell(event) for thaw in over for event in (thaw.steps[0], thaw.end) if event]
    parts: Parts = {
        "count": counted(figure_id(ID, "over"), len(over), "thaws", *cells),
        "usual": _years(usual, cells),
    }
    first, gist, lasted = _length(relation, parts, several=len(over) >= SEVERAL)
    if goes_on:
        form, said = _going_on(relation, found[-1], over, parts, lasted)
        cells.append(event_cell(found[-1].steps[0]))
    else:
        form, said = _all_over(over[-1], parts, lasted)
    said = replace(said, body=(first, *said.body), gist=gist)
    reasons = Reasons(unusual=LONG_LIVED if usual > SHORT else SHORT_LIVED)
    yield fact_line(ID, form, said, reasons, about=ABOUT, cells=cells)


SEVERAL = 5
"""Thaws from which a median says something; of a few only the number is said."""


def _length(
    relation: Relation, parts: Parts, *, several: bool
) -> tuple[Sentence, Sentence, tuple[Sentence, ...]]:
    """Count the thaws that are over, and say how long they lasted where there were several."""
    both: Parts = {"count": parts["count"], "both": relation.pair.words}
    if not several:
        first = Sentence("Between {both}, {count} thaws are on record and over.", both)
        return first, Sentence("Every past thaw between them ended.", {}), ()
    words = (
        "Between {both}, {count} thaws are on record and over; the median one lasted {usual} years."
    )
    usual = _only(parts, "usual")
    lasted = Sentence("The median one lasted {usual} years.", usual)
    gist = Sentence("Past thaws lasted {usual} years at the median.", usual)
    return Sentence(words, {**both, **usual}), gist, (lasted,)


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


def _all_over(last: Thaw, parts: Parts, lasted: tuple[Sentence, ...]) -> tuple[str, Said]:
    ended = _ended(last)
    headline = Sentence(
        "Every one of the {count} thaws on record has ended.", _only(parts, "count")
    )
    form = "unusual.all_over" if len(ended) else "unusual.over"
    return form, Said(ended, headline=headline, key=lasted or ended)


def _going_on(
    relation: Relation,
    current: Thaw,
    over: Sequence[Thaw],
    parts: Parts,
    lasted: tuple[Sentence, ...],
) -> tuple[str, Said]:
    """Say how the thaw that goes on compares with those that are over."""
    day = relation.pair.day
    lasting = current.years(day)
    lengths = [thaw.years(day) for thaw in over]
    since = year_figure(ID, "since", current.start, event_cell(current.steps[0]))
    key = (Sentence("This one dates from {since}.", {"since": since}), *lasted)
    body = (_begun(current, since), *_ended(over[-1]))
    both: Parts = {"both": relation.pair.words, "count": parts["count"]}
    if lasting > max(lengths):
        form = "unusual.longest"
        text = "The present thaw has outlasted all {count} before it."
        headline = Sentence(text, _only(parts, "count"))
    elif lasting > median(lengths):
        form = "unusual.older"
        headline = Sentence(
            "The present thaw is older than most of the {count} before it.", _only(parts, "count")
        )
    else:
        form = "unusual.again"
        headline = Sentence("{both} are in another thaw; {count} have ended.", both)
    return form, Said(body, headline=headline, key=key)


def _only(parts: Parts, name: str) -> Parts:
    return {name: parts[name]}


def _years(years: float, cells: Sequence[Cell]) -> Figure:
    id = figure_id(ID, "usual")
    return Figure(id, years, unit="years", cells=tuple(cells), kind="counted", way="one_decimal")


def _begun(current: Thaw, since: Figure) -> Sentence:
    what = _what(current.steps[0])
    if what:
        return Sentence("The present one began in {since}: {what}.", {"since": since, "what": what})
    return Sentence("The present one began in {since}.", {"since": since})


def _ended(last: Thaw) -> tuple[Sentence, ...]:
    """Say what ended the last thaw that is over."""
    if last.end is None:
        return ()
    year = year_figure(ID, "ended", last.end.date, event_cell(last.end))
    what = _what(last.end)
    if what:
        return (Sentence("The last to end broke in {year}: {what}.", {"year": year, "what": what}),)
    return (Sentence("The last to end broke in {year}.", {"year": year}),)


def _what(event: Event) -> str:
    """Give what a row says happened; nothing where it has a figure, which no cell would hold."""
    words = set(event.what.lower().split())
    has_figure = words & NUMBERS or any(sign.isdigit() for sign in event.what)
    return "" if has_figure else event.what.rstrip(".")


RULE = Rule(
    id=ID,
    section="institutions",
    place=80,
    paragraph="thaws",
    say=say,
    condition="the chronology has two or more thaws that are over: steps nearer after a step "
    "apart, until the next step apart, and no fighting, rupture or suspension through all of them",
    topics=("history",),
)
"""The rule."""
