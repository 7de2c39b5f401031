"""FEUD-INSIDE: two members of a bloc fought each other within three years."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import Bloc
from detente.actors.relation_facts import Fact, facts
from detente.analysis.relation import Relation
from detente.analysis.state.condition import MONTHS_OF_FIGHTING
from detente.analysis.state.recorded import months_before
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now.made import line
from detente.rules.now.row_words import day_figure, happened, on
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

ID = "feud_inside"
ABOUT = "fighting between two members"
STRENGTH = 1.0
"""How unexpected it is that members of one bloc fight each other."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the newest fighting between two members of each bloc, and whether it is over.

    It is the same for every pair of the bloc, so that it never reaches page 1.
    """
    for party in (relation.pair.first, relation.pair.second):
        if isinstance(party, Bloc):
            found = _fights(party, relation)
            if found:
                yield _line(relation, party, found)


def _fights(bloc: Bloc, relation: Relation) -> list[Fact]:
    """Give fighting between two members within 36 months, the newest last."""
    day = relation.pair.day
    members = set(bloc.member_letters(day))
    since = months_before(day, MONTHS_OF_FIGHTING)
    own = (fact.known_by(day) for fact in facts() if fact.kind == "fighting")
    return sorted(
        (
            fact
            for fact in own
            if fact is not None and fact.keys <= members and (fact.end is None or fact.end >= since)
        ),
        key=lambda fact: (fact.start, fact.id),
    )


def _line(relation: Relation, bloc: Bloc, found: list[Fact]) -> Line:
    last = found[-1]
    start = _day(last)
    names: Parts = {"one": label_of(last.one), "other": label_of(last.other), "bloc": bloc.label}
    if last.end is None:
        parts: Parts = {**names, "day": start}
        told = [Sentence("Inside {bloc}, {one} and {other} have been fighting since {day}.", parts)]
        told.append(Sentence("{what}.", {"what": happened(last.what, start, last.id)}))
    else:
        told = [_ended(last, names, [one for one in found[:-1] if one.keys == last.keys])]
    form = "open" if last.end is None else "over"
    again = "again" if len({fact.keys for fact in found}) < len(found) else "once"
    return line(
        f"{ID}.unexpected.{form}_{again}",
        tuple(told),
        about=ABOUT,
        reasons=Reasons(unexpected=STRENGTH),
    )


def _ended(last: Fact, names: Parts, earlier: list[Fact]) -> Sentence:
    """Say from when to when two fought, and when they had before: in the order of time."""
    start, end = _day(last), _day(last, end=True)
    parts: Parts = {**names, "start": start, "end": end}
    when = "from {start} to {end}"
    if last.start == last.end:
        parts, when = {**names, "end": on(end)}, "{end}"
    if earlier and not last.start == last.end:
        before = earlier[-1]
        parts["before"] = day_figure(
            before.id, before.start, before.source, checked=before.checked, precision="month"
        )
        when = "in {before} and again " + when
    return Sentence(f"Inside {{bloc}}, {{one}} and {{other}} fought {when}.", parts)


def _day(fact: Fact, *, end: bool = False) -> Figure:
    day = fact.end if end and fact.end is not None else fact.start
    precision = fact.end_precision if end else fact.start_precision
    return day_figure(fact.id, day, fact.source, checked=fact.checked, precision=precision)


RULE = Rule(
    id=ID,
    section="now",
    place=2,
    paragraph="state",
    say=say,
    condition="two members of a bloc fought each other within 36 months",
    topics=("standing", "history"),
    key=False,
)
"""The rule."""
