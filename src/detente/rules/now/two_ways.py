"""TWO-WAYS: the newest step towards each other and the newest apart lie within a year."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.chronology import Event
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now import steps
from detente.rules.now.made import line
from detente.rules.now.reply import answered
from detente.rules.rule import Rule

ID = "two_ways"
ABOUT = "signals of opposite sign"
DAYS = 366
"""Days between the two newest signals at most."""
FOUGHT = ("war", "armed conflict", "truce")
"""States in which a step nearer is a ceasefire."""
STRENGTH = 0.9
"""How unexpected it is that both signals come within a year."""


def signals(relation: Relation) -> tuple[Event, Event] | None:
    """Give the newest step apart and the newest nearer, the older first; None where they differ.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    known = steps.recent(steps.steps(relation), relation.pair.day)
    nearer, apart = steps.newest(known, 1), steps.newest(known, -1)
    if nearer is None or apart is None or abs((nearer.date - apart.date).days) > DAYS:
        return None
    return (apart, nearer) if apart.date <= nearer.date else (nearer, apart)


def say(relation: Relation) -> Iterator[Line]:
    """Say both signals, the older first."""
    found = signals(relation)
    if found is None or relation.state.headline in FOUGHT:
        return
    last = found[1]
    # an answer and what it answers are said by another rule, together
    pair = answered(relation) or ()
    elsewhere = {one.row for one in pair}
    signs = [one for one in found if one.row not in elsewhere]
    said = tuple(Sentence("{what}.", {"what": steps.told(one)}) for one in signs)
    if not said:
        return
    ends = "nearer_last" if last.turn > 0 else "apart_last"
    yield line(
        f"{ID}.unexpected.{ends}",
        said,
        about=ABOUT,
        reasons=Reasons(unexpected=STRENGTH),
    )


RULE = Rule(
    id=ID,
    section="now",
    place=23,
    paragraph="record",
    say=say,
    condition="the newest step towards each other and the newest apart are at most a year from "
    "each other and three years old",
    topics=("history",),
)
"""The rule."""
