"""MOVER: who moved in UN votes, each side's own shift against that of all states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Phrase
from detente.identity.vote_shifts import Shifts, shifts
from detente.models import track_records as methods
from detente.rules.line import Line, Reasons
from detente.rules.positions.counted_shift import CountedShifts, counted_shifts
from detente.rules.positions.nearest_voter import nearest_voters
from detente.rules.rule import Rule
from detente.rules.swing_government import CAUSE, FOLLOWED, government_of
from detente.rules.vote_curve import APART, NEARER, goes, jumped
from detente.rules.vote_lines import Parts, Said, picked, vote_line
from detente.rules.vote_windows import EIGHTH, HALF, SHAPES, side_codes, spans
from detente.rules.vote_words import SECTION, names_of

ID = "mover"
FAR = 0.3
"""Net shift from which a side has moved."""
TENTH, FIFTH = 0.9, 0.2
"""Part of all states that shifted less, and the largest part that shifted more by counts."""
TWICE = 2.0
"""Times the other side's net shift."""
JUMP = 0.3
"""Step of one year from which a side jumped, where it is also over half of its shift."""
FEWEST = 20
"""States among which a shift is ranked."""
EARLIER = 5
"""Years before the earlier window in which a former move is looked for."""
FEW = 3
"""Most states that are named as having shifted more."""
HALF_WIDTH = 0.12
"""Half the 80 % interval of a shift between two windows: positions of single years err by 0.13."""
RULE_OF_SHIFT = (
    "mean position in UN votes of the newest window less that of the earlier one, less the median "
    "shift of all states; of a bloc the median member of the view; the states that shifted more: "
    "by this, or by the mean share of same votes with all others, whichever are more"
)


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of a relation and how it moved.

    Attributes
    ----------
    key, label : str
        Its key, and what a sentence calls it.
    codes : tuple of int
        COW codes of a state, or of a bloc's members, that have a position in both windows.
    early, late : float
        Position in each window.
    net : float
        Shift, net of all states.
    rank : float
        Part of all states that shifted less.
    counted : float
        Its shift by counts of same votes with all states, net of all states.
    farther : ndarray of int
        States that shifted more, by position or by counts, whichever are more.
    passed_by : float
        Part of all states that these are.
    """

    key: str
    label: str
    codes: tuple[int, ...]
    early: float
    late: float
    net: float
    rank: float
    counted: float
    farther: NDArray[np.int64]
    passed_by: float

    @property
    def has_moved(self) -> bool:
        """Whether its shift is far, in the outer tenth by position and the outer fifth by both."""
        return abs(self.net) >= FAR and self.rank >= TENTH and self.passed_by <= FIFTH

    def is_beyond(self, other: Side) -> bool:
        """Tell whether it moved twice as far as the other side, by positions and by counts."""
        by_counts = abs(self.counted) >= TWICE * abs(other.counted)
        return by_counts and abs(self.net) >= TWICE * abs(other.net)


def say(relation: Relation) -> Iterator[Line]:
    """Say which side moved, or that both did."""
    pair = relation.pair
    before, now = spans(pair.as_of, SHAPES[0])
    if pair.as_now_since > before[0]:
        return
    known = shifts(relation.catalog, before, now)
    if known.codes.size < FEWEST:
        return
    sides = _sides(pair, known, counted_shifts(relation.catalog, before, now))
    if sides is None:
        return
    mover, other = sorted(sides, key=lambda side: -abs(side.net))
    if not mover.has_moved:
        return
    change = abs(mover.late - other.late) - abs(mover.early - other.early)
    pole = unusual(change, known.gap_changes())
    # who moved is said where the count of same votes gives the same order as the positions
    if other.has_moved and abs(mover.net) < TWICE * abs(other.net):
        form, said = _both(relation, known, (mover, other), change)
    elif mover.is_beyond(other):
        form, said = _one(relation, known, (mover, other), change)
    else:
        return
    if not _is_seen(relation, form):
        return
    cells = tuple(_cell(known, side) for side in (mover, other))
    is_particular = pole >= EIGHTH
    reasons = Reasons(moved=moved(mover.net, HALF_WIDTH), unusual=pole)
    yield vote_line(
        ID,
        f"moved.{form}" if is_particular else "moved.slightly",
        said if is_particular else Said(section=said.section),
        main=cells[0],
        reasons=reasons,
        about="who moved in UN votes",
        more=cells,
        method=methods.ideal_points(relation.catalog, pair.as_of),
    )


def _is_seen(relation: Relation, form: str) -> bool:
    """Tell whether counts of votes, which page 1 draws, do not go the other way."""
    for part, way in (("away", APART), ("apart", APART), ("towards", NEARER), ("met", NEARER)):
        if part in form:
            return goes(relation.catalog, relation.pair, way)
    return True


def _sides(pair: RelationKey, known: Shifts, counts: CountedShifts) -> tuple[Side, Side] | None:
    net = np.abs(known.net)
    found = []
    for party, codes in zip((pair.first, pair.second), side_codes(pair), strict=True):
        if not known.places(codes).size:
            return None
        early, late = known.side(codes)
        own = known.net_of(codes)
        by_position = known.codes[(net > abs(own)) & ~np.isin(known.codes, codes)]
        by_counts = counts.farther(codes)
        farther = max(by_position, by_counts, key=len)
        rank = 1 - by_position.size / net.size
        side = Side(
            party.key,
            party.label,
            codes=codes,
            early=early,
            late=late,
            net=own,
            rank=rank,
            counted=counts.net_of(codes),
            farther=farther,
            passed_by=farther.size / net.size,
        )
        found.append(side)
    return found[0], found[1]


ONE = {
    "jump-away-government": (
        "{mover} swung away from {other} in votes under {leader}.",
        "{leader} took office in {day}; most of the move falls in {jump}.",
    ),
    "jump-towards-government": (
        "{mover} swung towards {other} in votes under {leader}.",
        "{leader} took office in {day}; {jump} holds most of the shift.",
    ),
    "jump-away-whole": (
        "{mover} left {other} in UN votes in {jump}, in a single step.",
        "The whole shift since {first} to {last} is no larger than that step.",
    ),
    "jump-towards-whole": (
        "{mover} joined {other} in UN votes in {jump}, in a single step.",
        "All that it has moved since {first} to {last} it moved in that year.",
    ),
    "jump-away": (
        "{mover} swung away from {other} in votes in {jump}.",
        "More than half of its move since {first} to {last} falls in that one year.",
    ),
    "jump-towards": (
        "{mover} swung towards {other} in votes in {jump}.",
        "That year holds most of a shift that began after {last}.",
    ),
    "one-away-other-still": (
        "{mover} moved away in UN votes; {other} stayed where it was.",
        "{rank} changed more since {first} to {last}.",
    ),
    "one-away": (
        "{mover} moved away from {other} in UN votes.",
        "After {first} to {last} {rank_small} shifted more than it did.",
    ),
    "one-towards-other-still": (
        "{mover} came towards {other} in UN votes, and not the reverse.",
        "{other} hardly moved after {last}; {rank_small} shifted more than {mover}.",
    ),
    "one-towards": (
        "{mover} moved towards {other} in UN votes.",
        "Its shift is among the largest since {last}: {rank_small} went farther.",
    ),
    "one-away-other-still-most": (
        "{mover} went its own way in UN votes, and {other} did not follow.",
        "Of all states {rank_small} went farther since {first} to {last}.",
    ),
    "one-away-most": (
        "Few states have left another in votes as {mover} left {other}.",
        "Its shift since {first} to {last} is behind those of a few: {rank_small} made a longer "
        "one.",
    ),
    "one-towards-other-still-most": (
        "{mover} came nearer in votes by itself; {other} is where it was.",
        "Counted from {last}, {rank_small} moved by more.",
    ),
    "one-towards-most": (
        "Hardly any state has changed its votes as {mover} did, towards {other}.",
        "In that it is behind few since {last}: {rank_small} changed more.",
    ),
}
"""Message and detail where one side made almost all of the change, by form."""
MOST = "-most"
"""End of the forms of a side whose shift few states surpass, all of them named."""
GIST = {
    "jump-away-government": "Under {leader} the votes of {mover} are no longer those of {other}.",
    "jump-towards-government": "Under {leader} {mover} votes much more as {other} does.",
    "jump-away-whole": "{mover} left {other} in votes within one year, {jump}.",
    "jump-towards-whole": "{mover} came to {other} in votes within one year, {jump}.",
    "jump-away": "Since {jump} the votes of {mover} are no longer those of {other}.",
    "jump-towards": "Since {jump} {mover} votes much more as {other} does.",
    "one-away-other-still": "The change in their votes is that of {mover} alone.",
    "one-away": "It is {mover} that left {other} in votes.",
    "one-towards-other-still": "It was {mover} that came nearer in votes, not {other}.",
    "one-towards": "The approach in votes is the work of {mover}.",
    "both-together": "Both changed their votes, and in one direction.",
    "both-apart": "Both left where they were in votes, each its own way.",
    "both-met": "Both changed their votes, and came nearer for it.",
}
"""The same for the answer, by form."""
PART, WHOLE = "-part", "-whole"
"""Whether a jump is a part of the shift, or at least as large as all of it."""
TWICE = 2
"""Times as far as the other that one side has moved where the change is its own."""
STILL = "Almost all of the change between the two windows is that of {mover}."
FARTHER = (
    "{mover} moved at least {least:times} as far as {other}, once all states' shift is taken off."
)


def _one(
    relation: Relation, known: Shifts, sides: tuple[Side, Side], change: float
) -> tuple[str, Said]:
    """Say that one side made almost all of the change."""
    mover, other = sides
    year, size = _jump(known, mover)
    still = _standing(known, other) < HALF
    way = "away" if change > 0 else "towards"
    # a step of positions that counts of votes spread over years is no jump
    if not jumped(relation.catalog, relation.pair, year, APART if change > 0 else NEARER):
        size = ""
    led = government_of(relation, mover.key, year, rule=ID) if size else {}
    if size:
        form = f"jump-{way}{'-government' if led else size.removeprefix(PART)}"
    else:
        form = f"one-{way}{'-other-still' if still else ''}"
        form += MOST if 0 < mover.farther.size <= FEW else ""
    cell = _cell(known, mover)
    shown: Parts = {
        "mover": mover.label,
        "other": other.label,
        "jump": dated(figure_id(SECTION, ID, "jump", mover.key), year, cell),
        "rank": _rank(relation.pair, known, mover, start=True),
    }
    shown |= {
        "rank_small": _rank(relation.pair, known, mover),
        **led,
        **nearest_voters(relation, mover.codes),
        **_years(known, cell),
    }
    key = [ONE[form][1], *([NEAREST[form]] if "nearest" in shown and form in NEAREST else [])]
    body = (STILL if still else FARTHER, BETWEEN_WINDOWS, *_before(relation, known, mover))
    body += (FOLLOWED, CAUSE) if led else ()
    shown["least"] = _least(cell, _cell(known, other))
    section = tuple(picked(one, shown) for one in body)
    said = Said(
        section=section,
        headline=picked(ONE[form][0], shown),
        key=tuple(picked(one, shown) for one in key),
        gist=picked(GIST[form.removesuffix(MOST)], shown),
    )
    return form, said if said.fits else replace(said, key=said.key[:1])


def _jump(known: Shifts, mover: Side) -> tuple[int, str]:
    """Give the year in which a side jumped, and how its form is called; empty where it did not."""
    year, step = known.jump(mover.codes)
    if abs(step) < JUMP or step * mover.net <= 0 or abs(step) <= abs(mover.net) / 2:
        return year, ""
    return year, WHOLE if abs(step) >= abs(mover.net) else PART


def _least(*cells: Cell) -> Figure:
    """Give how many times as far as the other one side has moved at least."""
    return counted(figure_id(SECTION, ID, "least"), TWICE, "times as far", *cells)


NEAREST = {
    "one-away": "Its nearest voter to {last} was {was_nearest}; now it is {nearest}.",
    "one-towards": "To {last} it agreed most with {was_nearest}, now with {nearest}.",
    "jump-away-whole": "It has agreed most with {nearest} since.",
    "jump-away": "Nobody agrees with it more often than {nearest} since.",
}
"""Whom a mover is nearest to, where that changed, by form."""
BETWEEN_WINDOWS = "Between {first} to {last} and {from} to {to} {rank_small} shifted more."


EARLIER_SAME = "It had moved the same way in the years before {first}."
EARLIER_BACK = "In the years before {first} it had moved the other way."


def _before(relation: Relation, known: Shifts, mover: Side) -> tuple[str, ...]:
    """Say that the mover had moved before the windows, the same way or back."""
    start = known.before[0]
    earlier = shifts(relation.catalog, (start - EARLIER, start - 1), known.before)
    if relation.pair.as_now_since > start - EARLIER or not earlier.places(mover.codes).size:
        return ()
    net = earlier.net_of(mover.codes)
    if abs(net) < FAR:
        return ()
    return (EARLIER_SAME,) if net * mover.net > 0 else (EARLIER_BACK,)


BOTH = {
    "both-together": (
        "{both} moved the same way in UN votes.",
        "Few states shifted as far since {first} to {last}, and these two did so together.",
        "Both moved in one direction: {rank_small} shifted more than {mover}.",
    ),
    "both-apart": (
        "{mover} and {other} both moved in UN votes, in opposite directions.",
        "Neither is where it was in {first} to {last}; each belongs to the fifth that moved most.",
        "The gap is the work of both: {rank_small} shifted more than {mover} since {last}.",
    ),
    "both-met": (
        "{both} moved towards each other in UN votes.",
        "Neither waited: both belong to the fifth of states that shifted most.",
        "Each made part of the way since {first} to {last}; {mover} made the larger.",
    ),
}
"""Message, detail and sentence of the section where both sides moved, by form."""


def _both(
    relation: Relation, known: Shifts, sides: tuple[Side, Side], change: float
) -> tuple[str, Said]:
    """Say that both sides moved: the same way, apart, or to each other."""
    mover, other = sides
    opposite = "both-apart" if change > 0 else "both-met"
    form = "both-together" if mover.net * other.net > 0 else opposite
    headline, detail, body = BOTH[form]
    shown: Parts = {
        "mover": mover.label,
        "other": other.label,
        "both": relation.pair.words,
        "rank_small": _rank(relation.pair, known, mover),
        **_years(known, *(_cell(known, side) for side in sides)),
    }
    said = Said(
        section=(picked(body, shown),),
        headline=picked(headline, shown),
        key=(picked(detail, shown),),
        gist=picked(GIST[form], shown),
    )
    return form, said


def _standing(known: Shifts, side: Side) -> float:
    """Say how unusual a side's shift is: under `HALF` it stayed where it was."""
    return unusual(side.net, known.net)


def _rank(pair: RelationKey, known: Shifts, side: Side, *, start: bool = False) -> Phrase:
    """Say which states shifted more than a side: none, a few by name, or how many."""
    codes = side.farther
    only, none = ("Only", "No state") if start else ("only", "no state")
    if not codes.size:
        return Phrase(none, {})
    if codes.size <= FEW:
        return Phrase("{only} {names}", {"only": only, "names": names_of(codes.tolist(), pair.day)})
    cell = _cell(known, side)
    count = counted(figure_id(SECTION, ID, "more", side.key), codes.size, "states", cell)
    of = counted(figure_id(SECTION, ID, "states"), known.codes.size, "states", cell)
    return Phrase("{only} {count} of {of} states", {"only": only, "count": count, "of": of})


def _cell(known: Shifts, side: Side) -> Cell:
    keys = (("side", side.key), ("first", known.before[0]), ("year", known.now[1]))
    return Cell(
        "positions",
        "adopted",
        keys=keys,
        value=round(side.net, 4),
        unit="ideal-point units",
        sources=("un_votes_undl",),
        rule=RULE_OF_SHIFT,
    )


def _years(known: Shifts, *cells: Cell) -> Parts:
    named = {
        "first": known.before[0],
        "last": known.before[1],
        "from": known.now[0],
        "to": known.now[1],
    }
    return {name: dated(figure_id(SECTION, ID, name), year, *cells) for name, year in named.items()}


RULE = Rule(
    id=ID,
    section="positions",
    place=30,
    paragraph="same vote",
    say=say,
    condition="a side's shift between two windows, net of all states', is 0.3 or more, in the "
    "outer tenth of states, and twice the other's, by positions and by counts of same votes; or "
    "both moved so",
    topics=("votes",),
)
