"""RECORD: the dated acts of the last two years by day, or how few are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.chronology import Event
from detente.actors.relation_facts import facts_between_keys
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id, on_day
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now import state, steps
from detente.rules.now.acts import FLOOR, MONTHS, Act, every_act, in_order
from detente.rules.now.made import line
from detente.rules.now.reply import both_acts
from detente.rules.now.row_words import happened
from detente.rules.now.subjects import subject
from detente.rules.rule import Rule

ID = "record"
ABOUT = "the dated acts of the last two years"
PAUSE = re.compile(r"\b(?:ceasefire|truce|pause|spare)\b", re.IGNORECASE)
"""How an act names that some fire is to stop."""
FEWEST_TALKS = 3
"""Rounds of talks of two at war from which their sum says something."""
LONG = 24
"""Words from which only the first clause of an act is said."""
YET = "Yet "
"""How an act is linked to the one before it, where it goes the other way."""
GRAVE = ("war", "armed conflict", "truce", "occupation", "rupture", "crisis", "suspended", "halted")
WAITING = ("candidate", "applicant")


def say(relation: Relation) -> Iterator[Line]:
    """Say the acts of two years that no other rule says; where few are known, how few."""
    every = every_act(relation)
    known = steps.recent(every, relation.pair.day, MONTHS)
    if not every and not _must_speak(relation):
        return
    chosen = in_order(relation)
    acts = list(_acts(relation, chosen))
    few = len(known) < FLOOR
    # where acts are printed, section 10 says to when the tables reach
    thin = [_thin(relation, every, known)] if few and not acts else []
    body = [*acts, *_talks(relation, known), *thin]
    if not body:
        return
    told = (cell for act in chosen for cell in _cells(act))
    yield line(
        f"{ID}.{'few' if few else 'dated'}",
        body,
        about=ABOUT,
        reasons=Reasons(),
        cells=tuple(told) if every else (state.searched(relation),),
    )


def _cells(act: Act) -> tuple[Cell, ...]:
    return steps.day_of(act.event).cells


OPENINGS = ("{on}", "in the same", "later that month", "then ")
"""How a phrase begins that tells an act by its day."""


def _must_speak(relation: Relation) -> bool:
    """Tell whether a reader expects acts: a war, a break, a candidacy."""
    is_grave = relation.state.headline in GRAVE
    return is_grave or relation.situation.rung in WAITING


def _acts(relation: Relation, chosen: Sequence[Act]) -> Iterator[Sentence]:
    """Say the acts by day, and where one goes against the one before it."""
    before: Event | None = None
    in_a_row = 0
    for act in chosen:
        link = _link(act.event, before)
        if act.asked is not None and act.reply is not None:
            asked, answer = both_acts(relation.pair, act.asked, act.reply, months=True)
            yield _linked(asked, link)
            yield answer
        else:
            in_a_row = in_a_row + 1 if _shares_month(act.event, before) else 0
            yield _linked(_said(act.event, before, in_a_row), link)
        before = act.event


def _link(event: Event, before: Event | None) -> str:
    """Say that an act goes against the one before it, where both are of one subject."""
    if before is None or subject(event.what) != subject(before.what):
        return ""
    return YET if before.turn * event.turn < 0 else ""


def _linked(said: Sentence, link: str) -> Sentence:
    """Put a link before a sentence that begins with its day."""
    opens = said.template.startswith(("{on}", "{what}", "In the same"))
    part = said.parts.get("what")
    if isinstance(part, Phrase) and not part.template.startswith(OPENINGS):
        opens = False
    return Sentence(f"{link}{said.template}", said.parts) if link and opens else said


def _shares_month(event: Event, before: Event | None) -> bool:
    return before is not None and _months(before.date) == _months(event.date)


def _said(event: Event, before: Event | None, in_a_row: int) -> Sentence:
    """Say one act with its month, or that it fell into the month of the act before it."""
    whole = len(event.what.split()) <= LONG
    told = happened(event.what, _month(event), event.row, whole=whole)
    with_day = told.template.startswith("{on}")
    if before is not None and with_day and _shares_month(event, before):
        later = event.precision == before.precision == "day" and event.date > before.date
        when = "later that month" if later else "in the same month"
        # a third act of one month needs no third "month"
        when = "then" if later and in_a_row > 1 else when
        told = Phrase(f"{when} {{what}}", {"what": told.parts["what"]})
    return Sentence("{what}.", {"what": told})


def _months(day: date) -> tuple[int, int]:
    return day.year, day.month


def _month(event: Event) -> Figure:
    """Give the month of an act, or its year where no more is known."""
    precision = "month" if event.precision == "day" else event.precision
    id = figure_id("now", event.row, "month")
    return on_day(id, event.date, *steps.day_of(event).cells, precision=precision)


def _talks(relation: Relation, known: Sequence[Event]) -> Iterator[Sentence]:
    """Say what the talks of two at war add up to, where no ceasefire followed them."""
    if not relation.state.at_war:
        return
    rounds = [one for one in known if one.turn > 0 and subject(one.what) == "talks"]
    if len(rounds) < FEWEST_TALKS:
        return
    first = rounds[0]
    truces = facts_between_keys(relation.pair.first.key, relation.pair.second.key, "truce")
    paused = any(PAUSE.search(one.what) for one in known if one.date >= first.date)
    # a pause of some weapons is no ceasefire, and "no ceasefire" would deny it
    if paused or any(one.start >= first.date for one in truces):
        return
    cells = tuple(cell for one in rounds for cell in steps.day_of(one).cells)
    id = figure_id("now", ID, relation.pair.of, "talks")
    parts = {
        "count": counted(id, len(rounds), "talks and exchanges", *cells),
        "month": _month(first),
    }
    words = "{count} talks and exchanges are on record since {month}, and no ceasefire."
    yield Sentence(words, parts)


def _thin(relation: Relation, every: Sequence[Event], known: Sequence[Event]) -> Sentence:
    """Say how little is known of the last two years."""
    if not every:
        return Sentence(
            "Our tables hold no dated acts of the two beyond those of this section.", {}
        )
    last = steps.day_of(every[-1])
    if not known:
        return Sentence("Our tables hold no dated act of the two after {day}.", {"day": last})
    if len(known) == 1:
        return Sentence(
            "Little is recorded of the last two years: one dated act, of {day}.", {"day": last}
        )
    cells = tuple(cell for one in known for cell in steps.day_of(one).cells)
    count = counted(figure_id("now", ID, relation.pair.of), len(known), "acts", *cells)
    return Sentence(
        "Little is recorded of the last two years: {count} dated acts, the last of {day}.",
        {"count": count, "day": last},
    )


RULE = Rule(
    id=ID,
    section="now",
    place=19,
    paragraph="record",
    say=say,
    condition="a chronology or decisions of the two are kept, or the two are at war, apart, "
    "suspended or waiting; acts that another rule of the section says are left out",
    topics=("history",),
    key=False,
    always=True,
)
"""The rule."""
