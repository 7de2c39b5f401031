"""BEFORE: the dated acts of the year before the fighting or the break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.evidence.cell import Cell
from detente.evidence.figure import figure_id, on_day
from detente.evidence.sentence import Sentence
from detente.phrasing import cap
from detente.rules.composed import Basis, composed
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.repaired import newest_break
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule
from detente.rules.standing import fact_cell
from detente.rules.vote_words import name_of
from detente.rules.why.breaks import breaks
from detente.rules.why.ruled import FIGHTING, turning_point

ID = "before"
ABOUT = "what came in the year before"
MONTHS = 12
"""Months before the fighting or the break in which an act may have been its occasion."""
LATELY = 120
"""Months for which a break that is over is still to be explained."""
FEWEST, MOST = 2, 4
"""Acts without which nothing is said, and the newest that are named."""
BOTH = ("Both ", "Soldiers of both", "Troops of both", "The leaders", "Patrols ")
"""How the text of an act of both sides begins."""
STRENGTH = 0.8
"""How much the acts before a quarrel are worth in the section that explains it."""
CAVEAT = "That they came first does not make them its cause."


def say(relation: Relation) -> Iterator[Line]:
    """Name the newest verified acts of the year before the two fought or broke."""
    found = _quarrel(relation)
    if found is None:
        return
    day, what, cell = found
    acts = list(_acts(relation, day))[-MOST:]
    # the acts of one side alone would be a charge against it
    if len(acts) < FEWEST or not _of_both_sides(relation, acts):
        return
    parts: Parts = {
        "what": what,
        "day": on_day(figure_id("why", ID, "day"), day, cell, precision="month"),
    }
    body = (
        Sentence("In the year before {what} of {day} came these acts.", parts),
        *(Sentence("{what}.", {"what": steps.told(one)}) for one in acts),
        Sentence(CAVEAT, {}),
    )
    kind = "fighting" if what == FOUGHT else "break"
    basis = Basis(about=ABOUT, cells=(cell,))
    yield composed(ID, f"unexpected.{kind}", body, basis, reasons=Reasons(unexpected=STRENGTH))


FOUGHT, BROKE = "the fighting", "the break"


def _quarrel(relation: Relation) -> tuple[date, str, Cell] | None:
    """Give the fighting or the break that lasts, else the newest break of ten years."""
    turn = turning_point(relation)
    if turn is not None:
        return turn.day, FOUGHT if turn.kind == FIGHTING else BROKE, turn.cell
    late = [
        one for one in breaks(relation) if one.start >= months_before(relation.pair.day, LATELY)
    ]
    if late:
        return late[-1].start, BROKE, late[-1].cell
    clash = newest_break(relation)
    if clash is None:
        return None
    return clash.start, FOUGHT if clash.kind == FIGHTING else BROKE, fact_cell(clash)


def _of_both_sides(relation: Relation, acts: Sequence[Event]) -> bool:
    """Tell whether each side did one of some acts; one whose actor is unknown counts for none."""
    day = relation.pair.day
    for party in (relation.pair.first, relation.pair.second):
        labels = {party.label, *(name_of(code, day) for code in party.members(day))}
        names = {one for label in labels for one in (label, cap(label))}
        if not any(act.what.startswith((*names, *BOTH)) for act in acts):
            return False
    return True


def _acts(relation: Relation, day: date) -> Iterator[Event]:
    """Give the verified acts of the year before a day."""
    since = months_before(day, MONTHS)
    for event in relation.situation.events:
        if event.checked and since <= event.date < day:
            yield event


RULE = Rule(
    id=ID,
    section="why",
    place=6,
    paragraph="before",
    say=say,
    condition="the two fight, a break lasts, or one began in the last ten years; two verified acts "
    "or more of the chronology in the twelve months before it",
    topics=("history",),
    key=False,
)
"""The rule."""
