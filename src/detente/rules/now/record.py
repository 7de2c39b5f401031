"""RECORD: the dated acts of the last two years, the weightiest first, or how few are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.chronology import Event
from detente.actors.decisions import Decision, decisions
from detente.actors.relation_facts import Fact, facts_between
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence, figures
from detente.rules.line import Line, Reasons
from detente.rules.now import event as newest
from detente.rules.now import members, repaired, reply, state, steps, two_ways
from detente.rules.now.decided import SAME, as_event
from detente.rules.now.made import line
from detente.rules.now.row_words import day_figure, happened
from detente.rules.now.weight import LEAST, weight
from detente.rules.rule import Rule

ID = "record"
ABOUT = "the dated acts of the last two years"
MONTHS = 24
FLOOR, MOST, ALIKE = 4, 6, 3
"""Acts that a section must hold, that it prints at most, and of one weight at most."""
WAR, QUARREL = "war", "disputed line"
LONG = 24
"""Words from which only the first clause of an act is said."""
GRAVE = ("war", "armed conflict", "truce", "occupation", "rupture", "crisis", "suspended", "halted")
WAITING = ("candidate", "applicant")
OTHERS = (state.RULE, newest.RULE, two_ways.RULE, reply.RULE, repaired.RULE, members.RULE)
"""Rules of the section that say dated acts too."""
DAYS = ("day", "month", "year")
"""How a figure that is a day is written."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the acts of two years that no other rule says; where few are known, how few."""
    every = _acts(relation)
    known = steps.recent(every, relation.pair.day, MONTHS)
    if not every and not _must_speak(relation):
        return
    told = _told(relation) | _asked(relation) if known else frozenset()
    left = sorted(
        (one for one in known if one.row not in told),
        key=lambda one: (weight(one.what), one.date),
        reverse=True,
    )
    acts = [sentence for one in _varied(left) for sentence in _said(relation, one)]
    body = [*_last_war(relation), *acts]
    thin = [] if len(known) >= FLOOR else [_thin(relation, every, known)]
    if not body and not thin:
        return
    yield line(
        f"{ID}.{'few' if thin else 'dated'}",
        (*body, *thin),
        about=ABOUT,
        reasons=Reasons(),
        cells=() if every else (state.searched(relation),),
    )


def _varied(acts: Sequence[Event]) -> list[Event]:
    """Take the weightiest acts, few of one weight, so that talks do not hide all the rest."""
    counts: Counter[int] = Counter()
    first: list[Event] = []
    for one in acts:
        counts[weight(one.what)] += 1
        if counts[weight(one.what)] <= ALIKE and weight(one.what) > LEAST:
            first.append(one)
    further = [one for one in acts if one not in first]
    taken = [*first, *further][:MOST]
    return [one for one in acts if one in taken]


def _last_war(relation: Relation) -> Iterator[Sentence]:
    """Say the last war of two that are at peace over a claim: it is what the claim can cost."""
    pair = relation.pair
    if relation.state.headline in GRAVE or QUARREL not in relation.situation.conditions:
        return
    facts = (one.fact for one in facts_between(pair.first, pair.second, pair.day))
    wars = [one for one in facts if one.severity == WAR and one.end is not None and not one.part]
    if not wars:
        return
    last = max(wars, key=lambda one: one.start)
    start = _day_of(last, last.start, last.start_precision)
    end = _day_of(last, last.end or last.start, last.end_precision)
    parts = {"start": start, "end": end}
    yield Sentence("The two last fought a war from {start} to {end}.", parts)


def _day_of(fact: Fact, day: date, precision: str) -> Figure:
    """Give the first or the last day of a fact as a figure."""
    return day_figure(fact.id, day, fact.source, checked=fact.checked, precision=precision)


def _must_speak(relation: Relation) -> bool:
    """Tell whether a reader expects acts: a war, a break, a candidacy."""
    is_grave = relation.state.headline in GRAVE
    return is_grave or relation.situation.rung in WAITING


def _acts(relation: Relation) -> tuple[Event, ...]:
    """Give the events of the chronology and the decisions that it lacks, by date."""
    pair = relation.pair
    events = relation.situation.events
    known = decisions(pair.first.key, pair.second.key, pair.day)
    rows = known.rows if known is not None else ()
    further = [as_event(one, pair) for one in rows if not _is_there(one, events)]
    return tuple(sorted((*events, *further), key=lambda one: one.date))


def _is_there(one: Decision, events: Sequence[Event]) -> bool:
    return any(one.sign == it.turn and abs(one.date - it.date) <= SAME for it in events)


def _told(relation: Relation) -> frozenset[str]:
    """Give the rows whose day another rule of the section prints."""
    cells: list[Cell] = []
    for rule in OTHERS:
        for said in rule.say(relation):
            shown = (figure for one in said.finding.sentences for figure in figures(one))
            dated = (figure for figure in shown if isinstance(figure, Figure))
            cells += [figure.cells[0] for figure in dated if figure.way in DAYS and figure.cells]
    rows = {str(value) for cell in cells for name, value in cell.keys if name == "row"}
    # an answer of the same day has no day of its own in the sentence
    both = reply.answered(relation) or ()
    return frozenset((*rows, *(one.row for one in both)))


def _asked(relation: Relation) -> frozenset[str]:
    """Give the decisions that were answered: they are said with their answers."""
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    if known is None:
        return frozenset()
    asked = (known.answered_by(row) for row in known.rows)
    return frozenset(one.row for one in asked if one is not None)


def _said(relation: Relation, one: Event) -> tuple[Sentence, ...]:
    """Say one act; one that answers another is said after it."""
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    for row in known.rows if known is not None else ():
        asked = known.answered_by(row) if known is not None and row.row == one.row else None
        if asked is not None:
            return reply.both_acts(pair, asked, row)
    is_short = len(one.what.split()) <= LONG
    told = happened(one.what, steps.day_of(one), one.row, whole=is_short)
    return (Sentence("{what}.", {"what": told}),)


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
    place=22,
    paragraph="record",
    say=say,
    condition="a chronology or decisions of the two are kept, or the two are at war, apart, "
    "suspended or waiting; acts that another rule of the section says are left out",
    topics=("history",),
    key=False,
    always=True,
)
"""The rule."""
