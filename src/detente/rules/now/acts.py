"""Dated acts of the last two years: those that a section tells, by day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.actors.chronology import Event
from detente.actors.decisions import Decision, decisions
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure
from detente.evidence.finding import Finding
from detente.evidence.sentence import Sentence, Statement, figures
from detente.rules.line import Line
from detente.rules.now import members, repaired, state, steps
from detente.rules.now.decided import SAME, as_event
from detente.rules.now.subjects import subject
from detente.rules.now.weight import LEAST, weight

MONTHS = 24
"""Age of an act at most."""
LONGER = 60
"""Age of an act at most where too few are younger, or where two last clashed over a line."""
CLASH = 6
"""Weight of acts of fighting."""
FLOOR = 4
"""Acts that a section must hold."""
MOST, ALIKE = 8, 3
"""Acts that a section tells, and of one weight; what answers one of them is told with it."""
LINKED = 2
"""Older steps of a war that a section tells: an agreement, and its end."""
OTHERS = (state.RULE, repaired.RULE, members.RULE)
"""Rules of the section whose acts are told there and not again."""
DAYS = ("day", "month", "year")
"""How a figure that is a day is written."""
ANSWER = "reply"
TELL_ACTS = (ANSWER, "event", "two_ways")
"""Rules that tell acts, which the record tells in order, beside what acts add up to."""
ACT = "{what}."
"""How a sentence is made that tells one act and nothing else."""


@dataclass(frozen=True, slots=True)
class Act:
    """A dated act, with the decision that it answers where it answers one.

    Attributes
    ----------
    event : Event
        The act.
    asked, reply : Decision or None
        What it answers, and itself as a decision; None where it answers nothing.
    """

    event: Event
    asked: Decision | None = None
    reply: Decision | None = None


def every_act(relation: Relation) -> tuple[Event, ...]:
    """Give the events of the chronology and the decisions that it lacks, by date.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    rows = _decisions(relation)
    pairs = {row for both in _answers(relation) for row in both}
    # an act with an answer is told as a decision, so that both stand together
    events = [
        one
        for one in relation.situation.events
        if not any(row in pairs and _is_same(row, one) for row in rows)
    ]
    further = [as_event(one, pair) for one in rows if not any(_is_same(one, it) for it in events)]
    return tuple(sorted((*events, *further), key=lambda one: one.date))


def _decisions(relation: Relation) -> tuple[Decision, ...]:
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    return known.rows if known is not None else ()


def _answers(relation: Relation) -> list[tuple[Decision, Decision]]:
    """Give each decision that was answered with its answer."""
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    if known is None:
        return []
    both = ((known.answered_by(row), row) for row in known.rows)
    return [(asked, row) for asked, row in both if asked is not None]


def _is_same(one: Decision, event: Event) -> bool:
    """Tell whether a decision and an event are one act."""
    return one.sign == event.turn and abs(one.date - event.date) <= SAME


TALKS = "talks"
"""Subject of acts of which one more is told: a war may end by them."""
MEASURES = ("tariff", "embargo", "export control", "visa")
"""Words of measures that a later act may lift."""
OCCASIONS = ("protest", "coup", "referendum", "earthquake")
"""What others react to: a reaction is not told without it."""
SETS = re.compile(r"\b(?:sets?|puts?|imposes?|announces?|raises?)\b", re.IGNORECASE)
"""How an act says that a measure begins."""


def in_order(relation: Relation) -> list[Act]:
    """Give the acts that a section tells, by day: the newest last.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    every = every_act(relation)
    recent = steps.recent(every, relation.pair.day, MONTHS)
    # where two years hold little, what led to them is told too
    if len(recent) < FLOOR:
        longer = steps.recent(every, relation.pair.day, LONGER)
        # of what is older only the steps led to it
        recent = tuple(one for one in longer if one.turn or one in recent)
    recent = (*_last_clash(relation, every, recent), *recent)
    elsewhere = _told_elsewhere(relation) if recent else frozenset()
    left = [one for one in recent if one.row not in elsewhere]
    older = [one for one in _of_the_war(relation, every) if one not in left]
    agreed = [one for one in older if one.row not in elsewhere][-LINKED:]
    varied = [*agreed, *_with_occasion(_varied(left), left)]
    chosen = _with_answers(relation, _with_undoing(varied, left))
    return sorted(chosen, key=lambda act: (act.asked or act.event).date)


def _of_the_war(relation: Relation, every: Sequence[Event]) -> list[Event]:
    """Give the steps of two at war since it began: what they agreed on, and what ended that."""
    leading = relation.state.leading
    if not relation.state.at_war or leading is None:
        return []
    return [one for one in every if one.turn and one.checked and one.date > leading.start]


def _last_clash(
    relation: Relation, every: Sequence[Event], recent: Sequence[Event]
) -> tuple[Event, ...]:
    """Give the last fighting over a disputed line, where the last two years saw none."""
    if not relation.state.holds("disputed line") or any(weight(e.what) == CLASH for e in recent):
        return ()
    older = steps.recent(every, relation.pair.day, LONGER)
    return tuple(one for one in older if weight(one.what) == CLASH)[-1:]


def _varied(acts: Sequence[Event]) -> list[Event]:
    """Take the weightiest acts, few of one weight, and the newest step, which sums refer to."""
    ranked = sorted(acts, key=lambda one: (weight(one.what), one.date), reverse=True)
    counts: Counter[int] = Counter()
    first: list[Event] = [one for one in acts if one.turn][-1:]
    for one in ranked:
        heavy = weight(one.what)
        counts[heavy] += 1
        most = ALIKE + 1 if subject(one.what) == TALKS else ALIKE
        if counts[heavy] <= most and heavy > LEAST and one not in first:
            first.append(one)
    further = [one for one in ranked if one not in first]
    return [*first, *further][:MOST]


def _with_undoing(chosen: Sequence[Event], every: Sequence[Event]) -> list[Event]:
    """Add to an act on a measure the newest later act on it: without it, it seems in force."""
    found = list(chosen)
    for word in MEASURES:
        named = [one for one in every if word in one.what.lower()]
        told = [one for one in found if one in named]
        if told and named[-1].date > max(one.date for one in told):
            found.append(named[-1])
        # nor is a measure settled that was never set: what is told begins with its beginning
        set_first = next((one for one in named if SETS.search(one.what)), None)
        if told and set_first is not None and not any(SETS.search(one.what) for one in told):
            found.append(set_first)
    return found


def _with_occasion(chosen: Sequence[Event], every: Sequence[Event]) -> list[Event]:
    """Add to acts that speak of protests or the like the first act that tells of them."""
    found = list(chosen)
    for word in OCCASIONS:
        told = [one.date for one in found if word in one.what.lower()]
        first = next((one for one in every if word in one.what.lower()), None)
        if told and first is not None and first not in found and first.date < min(told):
            found.append(first)
    return found


def _with_answers(relation: Relation, chosen: Sequence[Event]) -> list[Act]:
    """Tell an act that was answered with its answer, and both once."""
    answers = {row.row: both for both in _answers(relation) for row in both}
    found: dict[str, Act] = {}
    for event in chosen:
        both = answers.get(event.row)
        if both is None:
            found[event.row] = Act(event)
        else:
            asked, reply = both
            found[reply.row] = Act(as_event(asked, relation.pair), asked=asked, reply=reply)
    return list(found.values())


def _told_elsewhere(relation: Relation) -> frozenset[str]:
    """Give the rows whose day another rule of the section prints."""
    told = (rows_of(said.finding) for rule in OTHERS for said in rule.say(relation))
    return frozenset(row for rows in told for row in rows)


def rows_of(finding: Finding) -> frozenset[str]:
    """Give the rows whose days the sentences of a finding print.

    Parameters
    ----------
    finding : Finding
        What a rule says.
    """
    return frozenset(row for one in finding.sentences for row in _rows_in(one))


def _rows_in(sentence: Statement) -> frozenset[str]:
    """Give the rows whose days a sentence prints."""
    dated = (one for one in figures(sentence) if isinstance(one, Figure) and one.way in DAYS)
    cells: list[Cell] = [one.cells[0] for one in dated if one.cells]
    return frozenset(str(value) for cell in cells for name, value in cell.keys if name == "row")


def told(relation: Relation) -> frozenset[str]:
    """Give the rows of all acts that the record tells.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    acts = in_order(relation)
    answered = [row for act in acts for row in (act.asked, act.reply) if row is not None]
    same = (
        event.row
        for event in relation.situation.events
        if any(_is_same(row, event) for row in answered)
    )
    rows = (*(act.event.row for act in acts), *(row.row for row in answered))
    return frozenset((*rows, *same))


def untold(line: Line, rows: frozenset[str]) -> Line | None:
    """Take out of a line the acts that the record tells; None where nothing is left.

    Parameters
    ----------
    line : Line
        A line of one of `TELL_ACTS`.
    rows : frozenset of str
        The rows that the record tells.
    """
    # an answer is told with what it answers, or not at all
    if line.rule == ANSWER:
        return None if rows_of(line.finding) <= rows else line
    sentences = line.finding.sentences
    left = [one for one in sentences if not (_is_act(one) and _rows_in(one) <= rows)]
    if not left:
        return None
    return replace(line, finding=replace(line.finding, sentences=tuple(left)))


def _is_act(sentence: Statement) -> bool:
    """Tell whether a sentence tells one act and nothing else."""
    return isinstance(sentence, Sentence) and sentence.template == ACT
