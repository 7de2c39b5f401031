"""SANCTIONS: who has sanctions in force against whom, on what, since when."""

from __future__ import annotations

from collections.abc import Iterator

from detente.actors.blocs import blocs
from detente.actors.relation_facts import Fact, facts, own_keys
from detente.analysis.relation import Relation
from detente.analysis.state.words import label_of
from detente.evidence.figure import Figure
from detente.evidence.sentence import Phrase, Sentence
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.member_sanctions import (
    ABOUT,
    ID,
    OF_PERSONS,
    coverage,
    not_joined,
    of_members,
)
from detente.rules.now.row_words import bound, day_figure
from detente.rules.now.state_words import Parts
from detente.rules.rule import Rule

MUTUAL, ONE_WAY, OF_OTHERS = 1.0, 0.8, 0.4
"""How unexpected sanctions of both sides, of one side, and of a bloc or a member alone are."""
MOST = 2
"""Senders whose sanctions are said one by one."""
LONG = 12
"""Words of a measure from which only its first part is said."""


def say(relation: Relation) -> Iterator[Line]:
    """Say the sanctions of each side on the other; those of blocs and members where none has."""
    rows = relation.state.sanctions
    # a member shares what its bloc's members have against each other only in name
    if relation.state.rung == "member":
        return
    yield from not_joined(relation)
    if not rows:
        return
    pair = relation.pair
    first, second = set(own_keys(pair.first)), set(own_keys(pair.second))
    forth = [row for row in rows if row.one in first and row.other in second]
    back = [row for row in rows if row.one in second and row.other in first]
    if forth or back:
        yield _between(relation, forth, back)
        return
    sides = pair.bloc_and_state
    if sides is None:
        yield _through(list(rows))
        return
    members = set(sides[0].member_letters(pair.day))
    senders = [row for row in rows if row.one in members]
    targets = [row for row in rows if row.other in members and not _is_aside(row, relation)]
    others = [row for row in rows if row.one not in members and row.other not in members]
    yield from _with_members(relation, senders, by=True)
    yield from _with_members(relation, targets, by=False)
    if others:
        yield _through(others)


def _with_members(relation: Relation, rows: list[Fact], *, by: bool) -> Iterator[Line]:
    """Say what members and the state itself have on each other, then what concerns its blocs."""
    if not rows or relation.pair.bloc_and_state is None:
        return
    state = set(own_keys(relation.pair.bloc_and_state[1]))
    own = [row for row in rows if (row.other if by else row.one) in state]
    aside = [row for row in rows if row not in own]
    for group, alone in ((own, False), (aside, True)):
        found = coverage(relation, group, by=by, alone=alone) if group else None
        if found is not None:
            yield of_members(relation, found, by=by)


def _is_aside(row: Fact, relation: Relation) -> bool:
    """Tell whether a bloc of the state has sanctions on a member of one that it is close to."""
    sides = relation.pair.bloc_and_state
    close = relation.state.rung in ("associate", "applicant", "candidate")
    return close and sides is not None and row.one not in own_keys(sides[1])


def _between(relation: Relation, forth: list[Fact], back: list[Fact]) -> Line:
    """Say the sanctions of the two themselves, the older side first."""
    sides = sorted((rows for rows in (forth, back) if rows), key=lambda rows: rows[0].start)
    body = [*(_told(rows) for rows in sides), *_of_others(relation)]
    every = [row for rows in sides for row in rows]
    if len(sides) > 1:
        form, strength, page = "mutual", MUTUAL, _mutual(sides[0][0], sides[1][0])
    elif all(any(word in row.measure for word in OF_PERSONS) for row in every):
        form, strength, page = "on_persons", OF_OTHERS, None
    else:
        form, strength, page = "one_way", ONE_WAY, _one_way(every[0])
    known = page if all(row.checked for row in every) else None
    reasons = Reasons(unexpected=strength)
    return line(f"{ID}.unexpected.{form}", body, about=ABOUT, reasons=reasons, page=known)


def _of_others(relation: Relation) -> Iterator[Sentence]:
    """Say which blocs that are no party have sanctions on one of two at war, the oldest first."""
    pair = relation.pair
    if not relation.state.at_war:
        return
    own = {*own_keys(pair.first), *own_keys(pair.second)}
    known = (row.known_by(pair.day) for row in facts() if row.kind == "sanction")
    rows = [row for row in known if row is not None and row.one in blocs() and row.one not in own]
    there = [row for row in rows if row.other in own and row.open_on(pair.day) and row.checked]
    there.sort(key=lambda one: one.start)
    first = {(row.one, row.other): row for row in reversed(there)}
    for row in list(reversed(first.values()))[:MOST]:
        parts: Parts = {"by": label_of(row.one), "whom": label_of(row.other), "day": _day(row)}
        yield Sentence("{by}, no party to the war, has had sanctions on {whom} since {day}.", parts)


def _mutual(first: Fact, answer: Fact) -> Page | None:
    names: Parts = {"who": label_of(first.one), "whom": label_of(first.other)}
    headline = Sentence("{who} and {whom} have sanctions on each other.", names)
    words = "{who} has had its own since {day}, {whom} since {then}."
    days: Parts = {**names, "day": _day(first), "then": _day(answer)}
    return Page(headline, (Sentence(words, days),))


def _one_way(first: Fact) -> Page | None:
    names: Parts = {"who": label_of(first.one), "whom": label_of(first.other)}
    headline = Sentence("{who} has sanctions on {whom}.", names)
    terms: Parts = {"day": _day(first), "measure": _measure(first)}
    return Page(headline, (Sentence("They date from {day} and concern {measure}.", terms),))


def _told(rows: list[Fact]) -> Sentence:
    """Say the sanctions of one sender on one target."""
    first = rows[0]
    parts: Parts = {
        "who": label_of(first.one),
        "whom": label_of(first.other),
        "day": _day(first),
        "measure": _measure(first),
    }
    words = "{who} has had sanctions on {whom} since {day}: {measure}."
    return Sentence(words, parts)


def _measure(fact: Fact) -> Phrase:
    """Give what a sanction forbids."""
    text = fact.measure
    parts = text.split("; ") if len(text.split()) <= LONG else text.split("; ")[:1]
    return bound(", and ".join(parts), _day(fact).cells[0], f"{fact.id}.measure")


def _through(rows: list[Fact]) -> Line:
    """Say the sanctions that a bloc of one side, or an organisation, has on the other."""
    senders = list(dict.fromkeys(row.one for row in rows))[:MOST]
    body = [_told([row for row in rows if row.one == sender]) for sender in senders]
    reasons = Reasons(unexpected=OF_OTHERS)
    return line(f"{ID}.unexpected.through_a_bloc", body, about=ABOUT, reasons=reasons)


def _day(fact: Fact) -> Figure:
    precision = fact.start_precision
    return day_figure(fact.id, fact.start, fact.source, checked=fact.checked, precision=precision)


RULE = Rule(
    id=ID,
    section="now",
    place=16,
    paragraph="sanctions",
    say=say,
    condition="sanctions are in force between the two, through a bloc of one, or on members of one",
    topics=("standing",),
)
"""The rule."""
