"""What came later weighed against what the paper says: each key finding, and an answer on entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from detente.actors.chronology import chronology
from detente.actors.names import actor
from detente.actors.relation_key import pair as pair_of
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.errors import DateError
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id, measured, on_day
from detente.evidence.sentence import Phrase, Sentence, render
from detente.paper.brief import Brief
from detente.phrasing import cap, listed
from detente.rules.line import Line
from detente.rules.membership.offer import ASKS
from detente.rules.rows import row_cell
from detente.rules.selection import Scored
from detente.rules.trust.after import is_past
from detente.rules.why.breaks import YEAR, breaks, cuts

ID = "weighed"
PLACES = ("first", "second", "third", "fourth", "fifth")
"""Key findings as a sentence counts them."""
BREAK, CLOSED = "break", "closed"
"""The rule that says how breaks ended, and its variants in which all have."""
FAILED = "The {place} finding failed: the break of {day} has not ended."
CAME_TRUE = "The {place} finding held: the break of {day} ended as well."
TURNED = "The {place} finding reads otherwise today: {now}"
HOLD = "The {places} {verb} today as well."
UNDECIDED = "What came later does not decide the others."
UNSEEN = "{state} asked to join in {day}, and no finding above gave a sign of it."
NOT_IN = "By {day} {state} had not joined."
YES = ("door_just_opened",)
"""Angles whose answer expects that a candidate gets in, as those before it did."""
NOT_TRUE = "So the answer of page 1, which went by precedent, has not come true."
SCORED = (
    "The {place} finding reads otherwise today: for electoral democracy {state} scored {then} in "
    "{first} and {now} in {last}."
)
"""Where a score that a finding names has left its margin of then."""
VETO, MET = "veto", "The {place} finding came true: the hostile turn of {day} was over {member}."
"""The rule that says which member can hold up each step, and what came of it."""
MEMBER, MOVED, SCORE = "member", "moved", "polyarchy"
OPPOSITES = {"apart": "nearer", "nearer": "apart", "fell": "rose", "rose": "fell"}


def weighed(brief: Brief) -> tuple[Sentence, ...]:
    """Say whether each key finding failed, turned or holds, and what became of an entry.

    Parameters
    ----------
    brief : Brief
        What the paper says.

    Returns
    -------
    tuple of Sentence
        Nothing at a view after which too little came.
    """
    return brief.once(_weighed)


def _weighed(brief: Brief) -> tuple[Sentence, ...]:
    relation = brief.relation
    today = _today(relation) if is_past(relation) else None
    # of two of which one is no more nothing is said of today
    return () if today is None else (*_entry(brief, today), *_findings(brief, today))


def _today(relation: Relation) -> Relation | None:
    """Give the relation as all tables have it now; None where one of the two is no more."""
    pair = relation.pair
    try:
        now = pair_of(pair.first.key, pair.second.key, own=pair.own)
    except DateError:
        return None
    return replace(relation, pair=now)


def _entry(brief: Brief, today: Relation) -> Iterator[Sentence]:
    """Say that an application came unseen, or that a candidate did not get in."""
    relation, angle = brief.relation, brief.argument.angle
    sides, day = relation.pair.bloc_and_state, relation.pair.day
    if sides is None or relation.state.rung == MEMBER:
        return
    bloc, state = sides
    later = [one for one in bloc.steps_of(state.letters) if one.span.start > day]
    asked = next((one for one in later if one.rung in ASKS), None)
    if relation.state.rung not in ASKS and asked is not None:
        start = asked.span.start
        row = row_cell(asked.row, start, document=asked.document, checked=asked.checked)
        shown = on_day(figure_id("trust", ID, "asked"), start, row, precision="month")
        yield Sentence(UNSEEN, {"state": cap(state.label), "day": shown})
    elif relation.state.rung in ASKS and not any(one.rung == MEMBER for one in later):
        held = bloc.steps_of(state.letters)[-1]
        row = row_cell(held.row, held.span.start, document=held.document, checked=held.checked)
        shown = on_day(figure_id("trust", ID, "today"), today.pair.day, row, precision="month")
        yield Sentence(NOT_IN, {"state": state.label, "day": shown})
        if angle is not None and angle.id in YES:
            yield Sentence(NOT_TRUE, {})


def _findings(brief: Brief, today: Relation) -> Iterator[Sentence]:
    """Weigh the key findings: those that failed first, then those that turned, then the others."""
    hold: list[str] = []
    rest = 0
    failed: list[Sentence] = []
    turned: list[Sentence] = []
    for place, one in zip(PLACES, brief.argument.key_findings, strict=False):
        broken = _of_breaks(brief.relation, today, one.line, place)
        met = _met(brief.relation, one.line, place)
        scored = _scored(brief.relation, today, one.line, place)
        now = () if broken or met or scored else _now(today, one)
        headline = now[0].headline if now else None
        if broken is not None or met is not None:
            failed += [said for said in (broken, met) if said is not None]
        elif scored is not None:
            turned.append(scored)
        elif headline is not None and is_reverse(one.line.variant, now[0].variant):
            shown = Phrase(headline.template, headline.parts)
            turned.append(Sentence(TURNED, {"place": place, "now": shown}))
        elif any(goes_on(one.line.variant, it.variant) for it in now):
            hold.append(place)
        else:
            rest += 1
    yield from failed
    yield from turned
    if hold:
        nouns = "finding holds" if len(hold) == 1 else "findings hold"
        yield Sentence(HOLD, {"places": listed(hold), "verb": nouns})
    if rest and (hold or failed or turned):
        yield Sentence(UNDECIDED, {})


def _now(today: Relation, one: Scored) -> Sequence[Line]:
    """Give what the rule of a finding says of the two today: of what stands or moved, no rank."""
    if one.line.newest is not None and not one.line.variant.startswith(MOVED):
        return ()
    return [line for line in one.rule.say(today) if line.headline is not None]


def is_reverse(then: str, now: str) -> bool:
    """Tell whether a variant says that something went the other way.

    Parameters
    ----------
    then, now : str
        What a rule said, and says today.

    Examples
    --------
    >>> is_reverse("moved.apart-nu", "moved.nearer-nu"), is_reverse("moved.fell", "moved.fell.far")
    (True, False)
    """
    first, second = (set(re.split(r"[.-]", one)) for one in (then, now))
    return any(OPPOSITES.get(word) in second for word in first)


def goes_on(then: str, now: str) -> bool:
    """Tell whether a variant says what another said: the same, or a move the same way.

    Parameters
    ----------
    then, now : str
        What a rule said, and says today.

    Examples
    --------
    >>> goes_on("moved.fell", "moved.fell.far"), goes_on("unusual.low", "unusual.high")
    (True, False)
    """
    return then == now or (then.startswith(MOVED) and now.startswith(MOVED))


def _scored(relation: Relation, today: Relation, line: Line, place: str) -> Sentence | None:
    """Give the score of a state that a finding names, where it has left its margin since."""
    parties = (relation.pair.first, relation.pair.second)
    named = {
        str(key) for cell in line.finding.evidence if cell.column == SCORE for _, key in cell.keys
    }
    for party, series in zip(parties, today.identity.polyarchy, strict=True):
        if not series or party.key not in named or not isinstance(party, State):
            continue
        then, now = series.at(relation.pair.as_of), series.at(series.years[-1])
        if then is None or now is None or not _apart(then, now):
            continue
        shown: dict[str, str | Figure | Phrase] = {"place": place, "state": party.label}
        for name, year, cell in (("then", "first", then), ("now", "last", now)):
            id = figure_id("trust", ID, name, party.key)
            shown[name] = measured(id, cell, way="index")
            shown[year] = dated(figure_id("trust", ID, year), cell.year or 0, cell)
        return Sentence(SCORED, shown)
    return None


def _apart(one: Cell, other: Cell) -> bool:
    """Tell whether the margins of two scores do not meet."""
    (low, high), (least, most) = ((cell.low, cell.high) for cell in (one, other))
    if low is None or high is None or least is None or most is None:
        return False
    return high < least or most < low


def _of_breaks(relation: Relation, today: Relation, line: Line, place: str) -> Sentence | None:
    """Hold a finding that every break ended against the next break; None of any other finding."""
    if line.rule != BREAK or CLOSED not in line.variant:
        return None
    later = [one for one in breaks(today) if one.start > relation.pair.day]
    if not later:
        return None
    first = later[0]
    # of what was cut within a year some is restored before the rest
    near = [one for one in cuts(today) if first.start <= one.start <= first.start + YEAR]
    is_open = any(one.end is None for one in (first, *near))
    id = figure_id("trust", ID, "break")
    shown: Figure = on_day(id, first.start, first.cell, precision="month")
    words = FAILED if is_open else CAME_TRUE
    return Sentence(words, {"place": place, "day": shown})


def _met(relation: Relation, line: Line, place: str) -> Sentence | None:
    """Say that the member with a veto was behind the next hostile turn; None of other findings."""
    pair, sides = relation.pair, relation.pair.bloc_and_state
    if line.rule != VETO or sides is None or line.headline is None:
        return None
    events = chronology(pair.first.key, pair.second.key, own=pair.own)
    turn = next((one for one in events if one.date > pair.day and one.turn < 0), None)
    names = [actor(key).label for key in sides[0].member_letters(pair.day)]
    said = render(line.headline)
    member = next((name for name in names if name in said), None)
    if turn is None or member is None or member not in turn.what:
        return None
    row = row_cell(turn.row, turn.date, document=turn.source, checked=turn.checked)
    shown = on_day(figure_id("trust", ID, "met"), turn.date, row, precision="month")
    return Sentence(MET, {"place": place, "day": shown, "member": member})
