"""REPLY: a decision about the other side that the other side answered within thirty days."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.decisions import BOTH, Decision, decisions
from detente.actors.relation_key import RelationKey
from detente.analysis.relation import Relation
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure, figure_id, on_day
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now.decided import organ_of
from detente.rules.now.made import line
from detente.rules.now.past import past
from detente.rules.now.row_words import bound, day_figure, on
from detente.rules.rule import Rule

ID = "reply"
ABOUT = "a decision and its answer"
MONTHS = 36
DAYS = 30
"""Age of a reply, and days between it and what it answers, at most."""
STRENGTH = 0.8
"""How far an answer moves a relation."""
KNOWN_ALONE = ("European ", "North Atlantic ")
THE = "The "
"""How the organs begin that need no name of their side."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the newest decision that was answered, and the answer."""
    found = answered(relation)
    if found is not None:
        yield _line(relation, *found)


def answered(relation: Relation) -> tuple[Decision, Decision] | None:
    """Give the newest decision that was answered, and its answer; None where none was.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    pair = relation.pair
    known = decisions(pair.first.key, pair.second.key, pair.day)
    if known is None or relation.state.at_war:
        return None
    since = months_before(pair.day, MONTHS)
    for reply in reversed(known.rows):
        asked = known.answered_by(reply)
        if asked is None or reply.date < since or (reply.date - asked.date).days > DAYS:
            continue
        return asked, reply
    return None


def _line(relation: Relation, asked: Decision, reply: Decision) -> Line:
    form = "in_kind" if asked.sign == reply.sign else "otherwise"
    return line(
        f"{ID}.moved.{form}",
        both_acts(relation.pair, asked, reply),
        about=ABOUT,
        reasons=Reasons(moved=STRENGTH),
        cells=(*_day(asked).cells, *_day(reply).cells),
    )


def both_acts(
    pair: RelationKey, asked: Decision, reply: Decision, *, months: bool = False
) -> tuple[Sentence, Sentence]:
    """Say a decision and its answer, each with its day.

    Parameters
    ----------
    pair : RelationKey
        The parties.
    asked, reply : Decision
        The two.
    months : bool
        Whether the month is said in place of the day.
    """
    first, then = (_month(asked), _month(reply)) if months else (_day(asked), _day(reply))
    did = _did(asked, first, pair)
    answered = _did(reply, then, pair)
    told = Sentence("{on} {did}.", {"on": on(first), "did": did})
    after = Sentence(
        "{how} {answered}, in answer.", {"how": _when(asked, reply, then), "answered": answered}
    )
    return told, after


def _when(asked: Decision, reply: Decision, day: Figure) -> Phrase:
    """Say when the answer came: the same day, the next, or its day."""
    days = (reply.date - asked.date).days
    if days == 0:
        return Phrase("the same day", {})
    if days == 1:
        return Phrase("the next day", {})
    same = (reply.date.year, reply.date.month) == (asked.date.year, asked.date.month)
    return Phrase("in the same month", {}) if same and day.way == "month" else on(day)


def _day(one: Decision) -> Figure:
    precision, checked = one.precision, one.checked
    return day_figure(one.row, one.date, one.source, checked=checked, precision=precision)


def _month(one: Decision) -> Figure:
    """Give the month of a decision."""
    return on_day(figure_id("now", one.row, "month"), one.date, *_day(one).cells, precision="month")


def _did(one: Decision, day: Figure, pair: RelationKey) -> Phrase:
    """Say what an organ decided, in the past tense."""
    said = f"{_organ(one, pair)} {one.what}"
    return bound(past(said) or said, day.cells[0], one.row)


def _organ(one: Decision, pair: RelationKey) -> str:
    if one.organ.startswith(KNOWN_ALONE):
        return f"the {one.organ}"
    named = organ_of(one.organ, _side(one, pair))
    return f"the {named[len(THE) :]}" if named.startswith(THE) else named


def _side(one: Decision, pair: RelationKey) -> str:
    if one.by == BOTH:
        return pair.words
    whose = [side.label for side in (pair.first, pair.second) if side.key == one.by]
    return (whose or [label_of(one.by)])[0]


RULE = Rule(
    id=ID,
    section="now",
    place=18,
    paragraph="record",
    say=say,
    condition="a decision of one side of the last three years was answered by the other within "
    "thirty days",
    topics=("history",),
)
"""The rule."""
