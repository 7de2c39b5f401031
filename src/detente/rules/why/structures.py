"""STRUCTURES: which of power, images and institutions moved before the turn of a relation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import log

from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, on_day
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.evidence.series import Series
from detente.identity.vote_shares import WHOLE
from detente.rules.composed import Basis, composed, filled
from detente.rules.line import Line, Reasons
from detente.rules.now.repaired import newest_break
from detente.rules.rule import Rule
from detente.rules.standing import fact_cell, step_cell
from detente.rules.vote_windows import CLEAR, TwoWindows, windows_of
from detente.rules.vote_words import pair_cells, share_figure, years_of
from detente.rules.why.breaks import breaks
from detente.rules.why.marks import balance_matters, weights, weights_on, yardstick_of
from detente.rules.why.ruled import FIGHTING, OCCUPATION, turning_point
from detente.rules.why.standing_then import in_force_then

ID = "structures"
ABOUT = "which structure moved before the turn"
SPAN, WINDOW = 10, 5
"""Years before the turn over which a structure is read, and those of a window of votes."""
LATELY = 120
"""Months for which a break that is over, or an application, is still to be explained."""
SHIFTED = 1.2
"""Factor by which a ratio of weights has shifted."""
SEEN = 0.05
"""Change of the same vote that is one."""
HELD = 1.15
"""Factor within which a ratio of weights has held."""
MOST_TIMES = 50.0
"""Ratio above which it says nothing more."""
BEFORE, NEITHER, AFTER = "before", "neither", "after"
ONE, EITHER = "one", "either"
POWER, VOTES, TIES = "power", "votes", "ties"
NOUNS = {FIGHTING: "the fighting", OCCUPATION: "the taking of land", "": "the break"}
MEASURES = {"cinc": "material capability", "gdp": "product"}
SAYS = {
    (
        VOTES,
        BEFORE,
        -1,
    ): "Images had parted before {turn}: votes alike fell from {then:per_cent} in "
    "{first} to {last} to {late:per_cent} in {from} to {to}.",
    (
        VOTES,
        BEFORE,
        1,
    ): "Images had come nearer before {turn}: votes alike rose from {then:per_cent} in "
    "{first} to {last} to {late:per_cent} in {from} to {to}.",
    (VOTES, NEITHER, 0): "Votes had hardly moved before {turn}: {then:per_cent} were cast alike "
    "in {first} to {last} and {late:per_cent} in {from} to {to}.",
    (VOTES, AFTER, -1): "Images parted after {turn}: votes alike fell from {then:per_cent} in "
    "{first} to {last} to {late:per_cent} in {from} to {to}.",
    (VOTES, AFTER, 1): "Images came nearer after {turn}: votes alike rose from "
    "{then:per_cent} in {first} to {last} to {late:per_cent} in {from} to {to}.",
    (POWER, BEFORE, 1): "Power had shifted to {top} before {turn}: in {measure} it weighed {then} "
    "as much as {bottom} in {first} and {late} in {last}.",
    (POWER, BEFORE, -1): "The gap in power had narrowed before {turn}: in {measure} {top} weighed "
    "{late} as much as {bottom} in {last}, after {then} in {first}.",
    (
        POWER,
        NEITHER,
        0,
    ): "Power had hardly moved before {turn}: in {measure} {top} weighed {late} as much "
    "as {bottom} in {last}, and {then} in {first}.",
    (
        POWER,
        ONE,
        0,
    ): "Only one yardstick of power moved before {turn}: in {measure} {top} was "
    "{late} {bottom} in {last}, and {then} in {first}.",
    (POWER, EITHER, 0): "Neither yardstick of power had moved before {turn}: in {measure} {top} "
    "weighed {late} as much as {bottom} in {last}, and {then} in {first}.",
    (TIES, NEITHER, 0): "Institutions did not prevent {turn}: {names} {were} in force.",
    (TIES, BEFORE, 0): "Institutions had prepared {turn}: {names} {were} in force.",
}
"""What each structure did before the turn, or after it."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What is to be explained.

    Attributes
    ----------
    day : datetime.date
        When it came.
    noun : Phrase
        What a sentence calls it.
    cell : Cell
        Its row.
    parts : bool
        Whether it drove the two apart.
    """

    day: date
    noun: Phrase
    cell: Cell
    parts: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What one structure did.

    Attributes
    ----------
    structure, status : str
        Which, and whether it moved before the turn, only after it, or not.
    said : Sentence
        The sentence.
    """

    structure: str
    status: str
    said: Sentence


def turned(relation: Relation) -> Turned | None:
    """Find the fighting, break or application of a relation that is to be explained.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    turn = turning_point(relation)
    if turn is not None:
        return _turned(turn.day, NOUNS[turn.kind], turn.cell, parts=True)
    since = months_before(relation.pair.day, LATELY)
    late = [one for one in breaks(relation) if one.start >= since]
    if late:
        return _turned(late[-1].start, NOUNS[""], late[-1].cell, parts=True)
    clash = newest_break(relation)
    if clash is not None:
        return _turned(clash.start, NOUNS.get(clash.kind, NOUNS[""]), fact_cell(clash), parts=True)
    sides = relation.pair.bloc_and_state
    if sides is None:
        return None
    bloc, state = sides
    asked = [one for one in bloc.steps_of(state.letters) if one.rung == "applicant"]
    if not asked or not since <= asked[-1].span.start <= relation.pair.day:
        return None
    noun = f"{state.label}'s application"
    return _turned(asked[-1].span.start, noun, step_cell(bloc, asked[-1]), parts=False)


def _turned(day: date, noun: str, cell: Cell, *, parts: bool) -> Turned:
    shown = on_day(figure_id("why", ID, "turn"), day, cell, precision="month")
    said = Phrase("{noun} of {day}", {"noun": noun, "day": shown})
    return Turned(day, said, cell=cell, parts=parts)


def say(relation: Relation) -> Iterator[Line]:
    """Say what moved before the turn and what did not; silent where one alone is known."""
    turn = turned(relation)
    if turn is None:
        return
    found = [*_votes(relation, turn), *_power(relation, turn), *_ties(relation, turn)]
    moving = {one.structure for one in found} & {POWER, VOTES}
    if not moving or len(found) < 2:
        return
    order = (BEFORE, ONE, NEITHER, EITHER, AFTER)
    found.sort(key=lambda one: (one.structure == TIES, order.index(one.status)))
    body = tuple(one.said if place == 0 else _again(one.said) for place, one in enumerate(found))
    variant = ".".join(f"{one.structure}_{one.status}" for one in found)
    basis = Basis(about=ABOUT, cells=(turn.cell,))
    reasons = Reasons(unexpected=0.8 if any(one.status == BEFORE for one in found) else 0.6)
    yield composed(ID, f"unexpected.{variant}", body, basis, reasons=reasons)


def _again(said: Sentence) -> Sentence:
    """Call the turn "it" after the first sentence."""
    parts = {name: part for name, part in said.parts.items() if name != "turn"}
    return Sentence(said.template.replace("{turn}", "it"), parts)


def _votes(relation: Relation, turn: Turned) -> Iterator[Reading]:
    """Read the same vote in two windows before the turn, else in the last and the newest."""
    last = turn.day.year - 1
    late = (last - WINDOW + 1, last)
    early = (last - 2 * WINDOW + 1, last - WINDOW)
    pair = relation.pair
    if pair.as_now_since > early[0]:
        return
    found = windows_of(relation.catalog, pair, early, late)
    if found is None:
        return
    way = _way(found)
    if way:
        yield _vote(relation, found, turn, BEFORE, way)
        return
    end = min(pair.as_of, WHOLE)
    newest = (max(last + 1, end - 2), end)
    since = windows_of(relation.catalog, pair, late, newest) if newest[0] + 1 < end else None
    after = 0 if since is None else _way(since)
    if since is not None and after:
        # what began long before the turn did not begin after it
        longer = _longer(relation, late, after)
        if longer is not None:
            yield _vote(relation, longer, turn, BEFORE, after)
            return
        yield _vote(relation, since, turn, AFTER, after)
    elif abs(found.change) < SEEN:
        yield _vote(relation, found, turn, NEITHER, 0)


def _longer(relation: Relation, late: tuple[int, int], way: int) -> TwoWindows | None:
    """Find five years of the ten before the last ones that lie apart from these, the same way."""
    pair = relation.pair
    for years in range(WINDOW + 1, 2 * WINDOW + 1):
        early = (late[0] - years, late[1] - years)
        found = windows_of(relation.catalog, pair, early, late)
        if pair.as_now_since <= early[0] and found is not None and _way(found) == way:
            return found
    return None


def _way(found: TwoWindows) -> int:
    """Give the way in which two moved beyond the error and beyond the median pair; 0 for none."""
    moved = abs(found.net) > CLEAR * found.error and abs(found.change) >= SEEN
    same = found.net * found.change > 0
    return (1 if found.change > 0 else -1) if moved and same else 0


def _vote(relation: Relation, found: TwoWindows, turn: Turned, status: str, way: int) -> Reading:
    then, late = pair_cells(relation.pair, found)
    parts: dict[str, str | Figure | Phrase] = {"turn": turn.noun}
    parts |= {"then": share_figure(ID, "then", then), "late": share_figure(ID, "late", late)}
    parts |= years_of(ID, found.before, ("first", "last"), then)
    parts |= years_of(ID, found.now, ("from", "to"), late)
    return Reading(VOTES, status, said=filled(SAYS[VOTES, status, way], parts))


def _power(relation: Relation, turn: Turned) -> Iterator[Reading]:
    """Read the ratio of weights in the year before the turn and ten years earlier."""
    sides = weights(relation)
    if sides is None or not balance_matters(relation, sides):
        return
    last = turn.day.year - 1
    labels = (relation.pair.first.label, relation.pair.second.label)
    now, before = ratios(sides, last)
    if now is not None and now.value < 1:
        # the one that weighed more at the turn comes first in both years
        labels = labels[::-1]
        now, before = ratios(sides[::-1], last)
    if now is None or before is None or max(now.value, before.value) > MOST_TIMES:
        return
    top, bottom = labels
    way, other = _shift(now, before), _on_product(relation, sides, last, top=top)
    status = BEFORE if way else NEITHER
    measure = MEASURES[yardstick_of(sides)]
    if other is not None:
        also = _shift(*other)
        # what one yardstick asserts and the other denies is no finding on power
        if also and also != way:
            status, way, measure, (now, before) = ONE, 0, MEASURES["gdp"], other
        elif way and also != way:
            status, way = ONE, 0
        elif way == 0:
            status = EITHER
    if way is None:
        return
    first, year = (figure_id("why", ID, name) for name in ("first", "last"))
    parts: dict[str, str | Figure | Phrase] = {"turn": turn.noun, "top": top, "bottom": bottom}
    parts |= {"measure": measure, "then": before, "late": now}
    parts["first"] = dated(first, last - SPAN, *before.cells)
    parts["last"] = dated(year, last, *now.cells)
    yield Reading(POWER, status, said=filled(SAYS[POWER, status, way], parts))


def _shift(now: Figure, before: Figure) -> int | None:
    """Give the way in which a ratio of weights went; 0 where it held, None between the two."""
    change = log(now.value / before.value)
    if abs(change) >= log(SHIFTED):
        return 1 if change > 0 else -1
    return 0 if abs(change) <= log(HELD) else None


def _on_product(
    relation: Relation, sides: tuple[Series, Series], last: int, *, top: str
) -> tuple[Figure, Figure] | None:
    """Give the same ratios of product, where capability was read and the same side leads."""
    product = weights_on(relation, "gdp")
    if product is None or yardstick_of(sides) == "gdp":
        return None
    if top != relation.pair.first.label:
        product = product[::-1]
    now, before = (_ratio(name, product, year) for name, year in _product_years(last))
    if now is None or before is None or min(now.value, before.value) < 1:
        return None
    return now, before


def _product_years(last: int) -> tuple[tuple[str, int], tuple[str, int]]:
    return ("product_late", last), ("product_then", last - SPAN)


def ratios(sides: tuple[Series, Series], last: int) -> tuple[Figure | None, Figure | None]:
    """Give the ratio of the first to the second in a year, and ten years earlier.

    Parameters
    ----------
    sides : tuple of Series
        Weights of both.
    last : int
        The year.
    """
    return _ratio("late", sides, last), _ratio("then", sides, last - SPAN)


def _ratio(name: str, sides: tuple[Series, Series], year: int) -> Figure | None:
    one, other = (side.at(year) for side in sides)
    if one is None or other is None or not one.value or not other.value:
        return None
    id = figure_id("why", ID, name)
    return Figure(id, one.value / other.value, unit="ratio", cells=(one, other), way="times")


def _ties(relation: Relation, turn: Turned) -> Iterator[Reading]:
    """Name what was in force the day before the turn."""
    there = in_force_then(relation, turn.day - timedelta(days=1))
    if not there:
        return
    names = listed_phrases([one.phrase for one in there])
    parts: dict[str, str | Figure | Phrase] = {
        "turn": turn.noun,
        "names": names,
        "were": "was" if len(there) == 1 else "were",
    }
    status = NEITHER if turn.parts else BEFORE
    yield Reading(TIES, status, said=filled(SAYS[TIES, status, 0], parts))


RULE = Rule(
    id=ID,
    section="why",
    place=8,
    paragraph="structures",
    say=say,
    condition="the two fight, ties are broken, or a break or an application is at most ten years "
    "old; at least two of votes, weight and institutions can be read before it, votes or weight "
    "among them",
    topics=("history",),
    key=False,
)
"""The rule."""
