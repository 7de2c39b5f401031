"""RULED: a side that had become less free before it fought, or before ties were cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.relation_facts import Fact, facts, facts_between
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.evidence.series import Series
from detente.identity.regime import polyarchy
from detente.rules.composed import Basis, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import fact_cell

Parts = dict[str, str | Figure]
"""What the names of a sentence stand for."""
ID = "ruled"
ABOUT = "whether a side had become less free before"
YEARS = 35
"""Years before the turn in which a former score counts."""
LEAST = 0.1
"""Fall of a score from which it is said."""
PART = 1 / 3
"""Part of the fall below the former score within which an earlier war speaks against the cause."""
FIGHTING, OCCUPATION = "fighting", "occupation"
CUT = "suspended"
BROKEN = ("rupture", CUT)
"""States of a relation that a break made."""
BODY = (
    "How {mover} is ruled is a cause that fits: its score for electoral democracy fell from {then} "
    "in {first} to {before} in {last}, the year before {event}."
)
AGAINST = "Against it: {mover} and {enemy} fought in {year}, when the score was {score}."
ONE_CASE = "Against it speaks that it is one case, and one case makes no rule."
HELD = (
    "Against it: most of the fall had come by {year}, and what was cut later had been in force for "
    "{more} years since."
)
MOST = 1 / 2
"""Part of the fall that lay behind when ties are seen to have outlasted it."""
LONG = 5
"""Years from which ties that outlasted most of the fall speak against the cause."""
REFUTED = {
    "": "Ties resumed with {mover} ruled as it is would refute it.",
    FIGHTING: "A peace that holds with {mover} ruled as it is would refute it.",
    OCCUPATION: "A peace that holds with {mover} ruled as it is would refute it.",
}
EVENTS = {FIGHTING: "the fighting", OCCUPATION: "land was taken", "": "the break"}
"""What a sentence calls what came after."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What came after: fighting, land that was taken, or a break.

    Attributes
    ----------
    day : datetime.date
        The day.
    kind : str
        A key of `EVENTS`.
    cell : Cell
        Its row.
    """

    day: date
    kind: str
    cell: Cell


def say(relation: Relation) -> Iterator[Line]:
    """Say that one side's score had fallen in the years before, and what speaks against it."""
    turn = turning_point(relation)
    if turn is None:
        return
    pair = relation.pair
    falls = [_fall(relation, party, turn) for party in (pair.first, pair.second)]
    known = [one for one in falls if one is not None]
    # where both fell, neither explains the quarrel with the other
    if len(known) == 1:
        yield _line(relation, turn, known[0])


def turning_point(relation: Relation) -> Turn | None:
    """Give the first fighting of the two themselves, or the break that is open.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    own = {pair.first.key, pair.second.key}
    hostile = [
        one.fact
        for one in facts_between(pair.first, pair.second, pair.day, own=pair.own)
        if one.fact.kind in EVENTS and one.fact.keys == own
    ]
    if hostile and relation.situation.holds("war", "armed conflict"):
        first = min(hostile, key=lambda fact: fact.start)
        return Turn(first.start, first.kind, cell=fact_cell(first))
    leading = relation.state.leading
    if leading is None or relation.state.headline not in BROKEN or leading.by_member:
        return None
    row = leading.row or leading.headline
    cell = row_cell(row, leading.start, document=leading.source, checked=leading.checked)
    return Turn(leading.start, "", cell=leading.cells[0] if leading.cells else cell)


@dataclass(frozen=True, slots=True)
class Fall:
    """A score that fell.

    Attributes
    ----------
    mover : State
        Whose.
    then, before : Cell
        The highest before, and that of the year before the turn.
    scores : Series
        Every score.
    """

    mover: State
    then: Cell
    before: Cell
    scores: Series


def _fall(relation: Relation, party: Actor, turn: Turn) -> Fall | None:
    """Give a state's former score and that of the year before, where it fell beyond its margin."""
    if isinstance(party, Bloc):
        return None
    scores = polyarchy(relation.catalog, party)
    before = scores.at(turn.day.year - 1)
    earlier = (scores.at(year) for year in range(turn.day.year - YEARS, turn.day.year - 1))
    then = max((one for one in earlier if one is not None), key=_value, default=None)
    if before is None or then is None or then.value - before.value < LEAST:
        return None
    low, high = then.low, before.high
    is_clear = low is not None and high is not None and high < low
    return Fall(party, then, before=before, scores=scores) if is_clear else None


def _value(cell: Cell) -> float:
    return cell.value


def _line(relation: Relation, turn: Turn, fall: Fall) -> Line:
    then, before = fall.then, fall.before
    lost = then.value - before.value
    parts: Parts = {"mover": fall.mover.label, "event": EVENTS[turn.kind]}
    parts |= _score("then", "first", then)
    parts |= _score("before", "last", before)
    fought = turn.kind in (FIGHTING, OCCUPATION)
    floor = then.value - PART * lost
    against = (
        _against(turn, fall, floor=floor) if fought else _outlasted(relation, turn, fall, lost)
    )
    half = ((then.high or then.value) - (then.low or then.value)) / 2
    return composed(
        ID,
        f"moved.{turn.kind or 'break'}",
        (filled(BODY, parts), against, filled(REFUTED[turn.kind], parts)),
        Basis(about=ABOUT, cells=(turn.cell,)),
        reasons=Reasons(moved=moved(lost, half)),
    )


def _score(value: str, year: str, cell: Cell) -> Parts:
    """Give a score and its year under the names that a sentence has for them."""
    shown = measured(figure_id("why", ID, value), cell, way="index")
    return {value: shown, year: dated(figure_id("why", ID, year), cell.year or 0, cell)}


def _outlasted(relation: Relation, turn: Turn, fall: Fall, lost: float) -> Sentence:
    """Say for how long ties held after most of the fall; a war of the state is another effect."""
    low = fall.then.value - MOST * lost
    year = turn.day.year - 1
    while (cell := fall.scores.at(year - 1)) is not None and cell.value <= low:
        year -= 1
    reached, began = fall.scores.at(year), _in_force_from(relation, turn)
    if reached is None or began is None or turn.day.year - max(year, began) < LONG:
        return Sentence(ONE_CASE, {})
    held = turn.day.year - max(year, began)
    more = counted(figure_id("why", ID, "more"), held, "years", reached, turn.cell)
    shown = dated(figure_id("why", ID, "most"), year, reached)
    return filled(HELD, {"year": shown, "more": more})


def _in_force_from(relation: Relation, turn: Turn) -> int | None:
    """Give the year from which a rung held that was cut at a turn; None for other breaks."""
    sides = relation.pair.bloc_and_state
    steps = () if sides is None else sides[0].steps_of(sides[1].letters)
    cut = {one.form for one in steps if one.rung == CUT and one.span.start == turn.day}
    held = [one.span.start.year for one in steps if one.form in cut and one.rung != CUT]
    return min(held, default=None)


def _against(turn: Turn, fall: Fall, *, floor: float) -> Sentence:
    """Say whom the state fought before while it was freer; else that one case is no rule."""
    mover = fall.mover
    earlier = [fact for fact in facts() if _is_earlier(fact, turn, mover)]
    for fact in sorted(earlier, key=lambda one: one.start):
        score = fall.scores.at(fact.start.year)
        if score is not None and score.value >= floor:
            enemy = fact.other if fact.one in mover.letters else fact.one
            row = row_cell(fact.id, fact.start, document=fact.source, checked=fact.checked)
            parts: Parts = {"mover": mover.label, "enemy": label_of(enemy)}
            parts["year"] = dated(figure_id("why", ID, "fought"), fact.start.year, row)
            parts["score"] = measured(figure_id("why", ID, "score"), score, way="index")
            return filled(AGAINST, parts)
    return Sentence(ONE_CASE, {})


def _is_earlier(fact: Fact, turn: Turn, mover: State) -> bool:
    own = len(fact.keys & set(mover.letters)) == 1
    recent = turn.day.year - YEARS <= fact.start.year and fact.start < turn.day
    return own and fact.kind == FIGHTING and recent and not fact.part


RULE = Rule(
    id=ID,
    section="why",
    place=8,
    paragraph="ruled",
    say=say,
    condition="the score for electoral democracy of one side, a state, had fallen beyond its "
    "margin before the two fought or before the break that is open",
    topics=("standing", "history"),
    key=False,
)
"""The rule."""
