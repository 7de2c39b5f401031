"""GOVERNMENT: whose entry into office a side's swing in UN votes followed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id, on_day
from detente.identity.entries import Entry, entry_by
from detente.identity.vote_shifts import shifts
from detente.models import track_records as methods
from detente.rules.line import LONGEST_HEADLINE, Line, Reasons
from detente.rules.positions.mover import FEWEST, HALF_WIDTH, JUMP, RULE_OF_SHIFT, Side, sides_of
from detente.rules.power.sizes import possessive
from detente.rules.rule import Rule
from detente.rules.vote_lines import Parts, Said, first_fit, picked, vote_line
from detente.rules.vote_windows import EIGHTH, SHAPES, spans
from detente.rules.vote_words import SECTION

ID = "government"


@dataclass(frozen=True, slots=True)
class Swing:
    """A side's jump in votes, and who had just come to office.

    Attributes
    ----------
    side, other : Side
        Who moved, and the other.
    year : int
        Year of the jump.
    step : float
        The jump, in units of position.
    entry : Entry
        Who entered office in the year or in the one before.
    away : bool
        Whether the distance between the two grew.
    rank : float
        How unusual the change of their distance is.
    """

    side: Side
    other: Side
    year: int
    step: float
    entry: Entry
    away: bool
    rank: float


def swing(relation: Relation) -> Swing | None:
    """Find the side that jumped in votes after a change of government.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    before, now = spans(pair.as_of, SHAPES[0])
    if pair.as_now_since > before[0]:
        return None
    known = shifts(relation.catalog, before, now)
    sides = sides_of(pair, known) if known.codes.size >= FEWEST else None
    if sides is None:
        return None
    mover, other = sorted(sides, key=lambda side: -abs(side.net))
    actor = pair.first if mover.key == pair.first.key else pair.second
    year, step = known.jump(mover.codes)
    # a bloc has no government, and a step that is less than half of a shift did not make it
    is_jump = abs(step) >= JUMP and step * mover.net > 0 and abs(step) > abs(mover.net) / 2
    if not isinstance(actor, State) or not mover.has_moved or not is_jump:
        return None
    entry = entry_by(relation.catalog, actor, year)
    if entry is None:
        return None
    change = abs(mover.late - other.late) - abs(mover.early - other.early)
    rank = unusual(change, known.gap_changes())
    return Swing(mover, other, year=year, step=step, entry=entry, away=change > 0, rank=rank)


def say(relation: Relation) -> Iterator[Line]:
    """Name the government whose entry a swing in votes followed."""
    found = swing(relation)
    if found is not None and found.rank >= EIGHTH:
        yield _line(relation, found)


HEADLINES = {
    "away": (
        "Under {leader} {mover} turned from {other} in votes.",
        "{mover} turned away under {leader}.",
    ),
    "towards": (
        "Under {leader} {mover} turned to {other} in votes.",
        "{mover} turned under {leader}.",
    ),
}
KEYS = {
    "away": "{leader} took office in {day}; in {year} the votes swung away.",
    "towards": "{leader} took office in {day}; in {year} the votes swung over.",
}
GISTS = {
    "away": "The turn away in votes came with the government of {leader}.",
    "towards": "The turn in votes came with the government of {leader}.",
}
"""Message (and a shorter one), detail and short sentence, by which way the two moved."""
BODY = "{movers} swing of {year} followed the entry of {leader} into office in {day}."
CAUSE = "That one brought about the other is not shown."
"""What the section says: `followed`, never `caused`."""


def _line(relation: Relation, found: Swing) -> Line:
    form = "away" if found.away else "towards"
    shown = _parts(found)
    messages = (picked(one, shown) for one in HEADLINES[form])
    said = Said(
        section=(picked(BODY, shown), picked(CAUSE, {})),
        headline=first_fit(LONGEST_HEADLINE, *messages),
        key=(picked(KEYS[form], shown),),
        gist=picked(GISTS[form], shown),
    )
    return vote_line(
        ID,
        f"moved.{form}",
        said,
        main=_cell(found),
        reasons=Reasons(moved=moved(found.side.net, HALF_WIDTH), unusual=found.rank),
        about="whose government moved in UN votes",
        more=(found.entry.cell,),
        method=methods.ideal_points(relation.catalog, relation.pair.as_of),
    )


def _parts(found: Swing) -> Parts:
    entry, own = found.entry, _cell(found)
    label, id = found.side.label, figure_id(SECTION, ID, "year", found.side.key)
    parts: Parts = {"mover": label, "movers": possessive(label), "other": found.other.label}
    parts["leader"] = entry.name
    parts["year"] = dated(id, found.year, own)
    day = figure_id(SECTION, ID, "day")
    parts["day"] = on_day(day, entry.day, entry.cell, precision="month")
    return parts


def _cell(found: Swing) -> Cell:
    keys = (("side", found.side.key), ("year", found.year))
    return Cell(
        "positions",
        "adopted",
        keys=keys,
        value=round(found.step, 4),
        unit="ideal-point units",
        sources=("un_votes_undl",),
        rule=f"largest step of one year after the earlier window; {RULE_OF_SHIFT}",
    )


RULE = Rule(
    id=ID,
    section="positions",
    place=31,
    paragraph="same vote",
    say=say,
    condition="a side that moved as under mover did so by a jump of one year, and a leader had "
    "entered office in that year or in the one before; Archigos to 2015 lies in a user's own store",
    topics=("votes",),
)
