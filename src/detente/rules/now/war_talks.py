"""WAR-TALKS: the newest talks to end a war that one side has with a third state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.actors.chronology import Event, chronology
from detente.analysis.relation import Relation
from detente.analysis.state.condition import OtherWar
from detente.evidence.figure import figure_id, on_day
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.made import line
from detente.rules.now.row_words import happened
from detente.rules.now.subjects import subject
from detente.rules.rule import Rule

ID = "war_talks"
ABOUT = "talks to end a war of one side"
TALKS = "talks"
MONTHS, MOST = 12, 2
"""Age at most of the talks that are told, and how many."""
FIRST = "On the war of {side} with {enemy}: {told}."
NEXT = "{told}."


def say(relation: Relation) -> Iterator[Line]:
    """Tell the newest talks of each war that a side has with somebody else."""
    for war in relation.state.other_wars:
        found = () if war.helper else newest_talks(relation, war)
        if found:
            yield _line(war, found)


def newest_talks(relation: Relation, war: OtherWar) -> Sequence[Event]:
    """Give the newest talks of the last year to end a war, as the view knows them.

    Parameters
    ----------
    relation : Relation
        The relation.
    war : OtherWar
        A war of one of its sides.
    """
    day = relation.pair.day
    one, other = sorted(war.fact.keys)
    known = chronology(one, other, day, own=relation.pair.own)
    recent = steps.recent(known, day, MONTHS)
    return [event for event in recent if subject(event.what) == TALKS][-MOST:]


def _line(war: OtherWar, found: Sequence[Event]) -> Line:
    said = []
    for place, event in enumerate(found):
        told = _told(event)
        parts: dict[str, str | Phrase] = {"told": told}
        if place == 0:
            parts |= {"side": war.side, "enemy": war.enemy}
        said.append(Sentence(NEXT if place else FIRST, parts))
    cells = tuple(cell for event in found for cell in steps.day_of(event).cells)
    reasons = Reasons(unexpected=0.8)
    return line(f"{ID}.unexpected.newest", said, about=ABOUT, reasons=reasons, cells=cells)


def _told(event: Event) -> Phrase:
    precision = "month" if event.precision == "day" else event.precision
    id = figure_id("now", event.row, "month")
    month = on_day(id, event.date, *steps.day_of(event).cells, precision=precision)
    return happened(event.what, month, event.row, whole=True)


RULE = Rule(
    id=ID,
    section="now",
    place=19,
    paragraph="third_war",
    say=say,
    condition="one side is at war with a third state, and talks to end the war are on record in "
    "the last year",
    topics=("standing",),
    key=False,
)
"""The rule."""
