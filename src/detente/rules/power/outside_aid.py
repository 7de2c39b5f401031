"""OUTSIDE AID: who pays for a war from outside, until when, and who pays against whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.names import Actor, actor, possessive
from detente.actors.war_aid import CURRENCIES, DECIDED, GROUPS, WarAid, war_aid
from detente.analysis.relation import Relation
from detente.evidence.figure import Figure, dated, measured, on_day
from detente.evidence.sentence import Phrase, Sentence
from detente.power.war_aid import Aid, aid, cell
from detente.rules.line import Line, Reasons
from detente.rules.power.made import (
    Figures,
    Measured,
    Parts,
    cells_of,
    filled,
    first_page,
    line,
    named,
)
from detente.rules.rule import Rule
from detente.span import OPEN_END

ID = "outside_aid"
FIGURES = Figures(ID)
FRESH = 2
"""Years for which a producer's count speaks of the view."""
APART = 1.1
"""Times the next donor's sum from which one gives more."""
SHORT = {"EUROPE": "Europe"}
"""What a message calls a group of donors."""
RARE = 0.9
"""How unusual aid of such size is: hardly any state has it."""


def say(relation: Relation) -> Iterator[Line]:
    """Say who pays for a party at war, or for the state with which the other party is at war."""
    parties = {relation.pair.first.key: relation.pair.second}
    parties[relation.pair.second.key] = relation.pair.first
    for found in aid(relation.pair):
        counts = _fresh(relation, found)
        if found.recipient.key not in parties:
            yield from _given(relation, found, counts)
        elif relation.situation.holds("war"):
            yield from _received(relation, found, counts)


def _fresh(relation: Relation, found: Aid) -> tuple[WarAid, ...]:
    """Give the counts that still speak of the view, in one currency, the largest first."""
    year = relation.pair.as_of
    fresh = [one for one in found.counts if year - one.on.year <= FRESH]
    return tuple(one for one in fresh if one.currency == fresh[0].currency)


RECEIVED = {
    "more": "By {day} {first} had allocated {sum} billion {currency} to {recipient}, {second} "
    "{less} billion.",
    "even": "{first} and {second} had each allocated about as much to {recipient} by {day}: {sum} "
    "and {less} billion {currency}.",
}
HEADLINES = {
    "more": "More of {recipients} aid in war comes from {payer} than from {other}.",
    "even": "{recipients} war rests on two payers of about equal weight.",
}
KEYS = {
    "more": "They had given {sum} and {less} billion {currency} by {day}.",
    "even": "It had {sum} billion {currency} from {first} by {day} and {less} from {second}.",
}
GISTS = {
    "more": "{payer} has allocated more for {recipients} war than {other}.",
    "even": "Two payers of about equal weight carry {recipients} war.",
}
"""Sentences by whether one donor gave more than the next."""


def _received(relation: Relation, found: Aid, counts: tuple[WarAid, ...]) -> Iterator[Line]:
    """Say of a party at war who gives most, what was decided last, and what has run out."""
    if len(counts) < 2:
        return
    first, second = counts[:2]
    form = "more" if first.billions >= APART * second.billions else "even"
    parts = _parts(found.recipient, first)
    parts |= {"second": _donor(second), "less": _sum(f"sum.{second.donor}", second)}
    parts |= {"payer": _donor(first, SHORT), "other": _donor(second, SHORT)}
    body = [filled(RECEIVED[form], parts)]
    # what nobody read would keep the counts off page 1 too
    sums = (_newest(found), _run_out(found, second, relation.pair.day))
    body += [
        _decided(found.recipient, one, name)
        for name, one in zip(("decision", "over"), sums, strict=True)
        if one is not None and one.checked
    ]
    body += list(_stopped(found))
    page = (HEADLINES[form], KEYS[form], GISTS[form])
    yield _made(f"unusual.received-{form}", body, parts, page, first)


def _newest(found: Aid) -> WarAid | None:
    """Give the newest decision for the time of the view."""
    return found.decisions[-1] if found.decisions else None


def _run_out(found: Aid, donor: WarAid, day: date) -> WarAid | None:
    """Give a donor's last decision where it was for years that are over and none is for today."""
    if any(one.donor == donor.donor for one in found.decisions):
        return None
    own = [
        one
        for one in war_aid()
        if one.kind == DECIDED and one.donor == donor.donor and one.recipient == donor.recipient
    ]
    known = [one for one in own if one.on <= day]
    return max(known, key=lambda one: one.on, default=None)


def _decided(recipient: Actor, newest: WarAid, name: str = "decision") -> Sentence:
    """Say what a decision gives, and for how long."""
    parts = _parts(recipient, newest, name)
    if newest.span.end == OPEN_END:
        return filled("The newest sum on record from {first}, of {day}, is {amount}.", parts)
    end = newest.span.end
    id = FIGURES.id(name, newest.donor, "end")
    parts["end"] = on_day(id, end, cell(newest), precision="month")
    return filled(
        "The newest sum on record from {first}, of {day}, is {amount} for the time to {end}.", parts
    )


GIVEN = {
    "count": "By {day} {first} had allocated {sum} billion {currency} to {recipient}, which is at "
    "war with {enemy}.",
    "decision": "In {day} {first} decided on {sum} billion {currency} for {recipient}, which is at "
    "war with {enemy}.",
}
HEADLINE = {
    "count": "{recipients} war against {enemy} has been paid for in part by {giver}.",
    "decision": "{giver} has decided to fund {recipients} war against {enemy} until {until}.",
}
KEY = {
    "count": "{recipient} had {sum} billion {currency} from {first} by {day}.",
    "decision": "The sum of {day} for {recipient} is {sum} billion {currency}.",
}
GIST = {
    "count": "Part of the cost of {recipients} war has fallen on {giver}.",
    "decision": "{giver} has money for {recipient} set aside until {until}.",
}
"""Sentences where one side pays the state with which the other is at war, by what is on record."""


def _given(relation: Relation, found: Aid, counts: tuple[WarAid, ...]) -> Iterator[Line]:
    """Say that one side pays the state with which the other side is at war."""
    # a decision of a single member is not the bloc's
    sides = {relation.pair.first.key, relation.pair.second.key}
    decided = [one for one in found.decisions if one.donor in sides and one.span.end != OPEN_END]
    shown = (*decided[-1:], *(counts[:1] if decided else counts[:2]))
    if not shown:
        return
    form = "decision" if decided else "count"
    giver, enemy = _sides(relation, shown[0])
    parts = _parts(found.recipient, shown[0], form)
    whose = giver.label if shown[0].donor == giver.key else f"{possessive(giver.label)} members"
    parts |= {"giver": whose, "enemy": enemy.label}
    if decided:
        parts["until"] = dated(FIGURES.id("until"), decided[-1].span.end.year, cell(decided[-1]))
    body = [filled(GIVEN[form], parts), *(_counted(found.recipient, one) for one in shown[1:])]
    body += list(_stopped(found))
    page = (HEADLINE[form], KEY[form], GIST[form])
    yield _made(f"unusual.given-{form}", body, parts, page, shown[0])


HALTED = "The last sum from {first} is of {day}, by the count to {end}."


def _stopped(found: Aid) -> Iterator[Sentence]:
    """Say which donor has given nothing new, and to when that was counted."""
    for one in found.halted:
        parts = _parts(found.recipient, one, "halted")
        id = FIGURES.id("halted", one.donor, "end")
        parts["end"] = on_day(id, one.span.end, cell(one), precision="month")
        yield filled(HALTED, parts)


def _counted(recipient: Actor, count: WarAid) -> Sentence:
    return filled("By {day} {first} had allocated {amount}.", _parts(recipient, count, "count"))


def _sides(relation: Relation, shown: WarAid) -> tuple[Actor, Actor]:
    """Tell the side that gives, itself or by its members, from the one at war."""
    first, second = relation.pair.first, relation.pair.second
    gives = {first.key}
    if isinstance(first, Bloc):
        gives |= {*first.member_letters(relation.pair.day), *GROUPS}
    return (first, second) if shown.donor in gives else (second, first)


def _parts(recipient: Actor, one: WarAid, name: str = "sum") -> Parts:
    """Give who gives whom how much, and when; a paper may print several sums, each its own."""
    at = cell(one)
    name = f"{name}.{one.donor}"
    parts: Parts = named(recipient=recipient.label)
    parts["first"], parts["currency"] = _donor(one), CURRENCIES[one.currency]
    parts["sum"] = _sum(name, one)
    parts["amount"] = Phrase(
        "{sum} billion {currency}", {"sum": parts["sum"], "currency": parts["currency"]}
    )
    parts["day"] = on_day(FIGURES.id(name, "day"), one.on, at, precision="month")
    return parts


def _sum(name: str, one: WarAid) -> Figure:
    way = "whole" if one.billions.is_integer() else "one_decimal"
    return measured(FIGURES.id(name), cell(one), way=way)


def _donor(one: WarAid, groups: Mapping[str, str] = GROUPS) -> str:
    return groups.get(one.donor) or actor(one.donor, one.on).label


def _made(
    variant: str,
    body: list[Sentence],
    parts: Parts,
    page: tuple[str, str, str],
    main: WarAid,
) -> Line:
    headline, key, gist = page
    first = first_page(parts, headline, key, gist=gist)
    measure = Measured(
        main.billions,
        unit=f"billions of {main.currency}",
        about="who pays for a war from outside",
        newest=main.on.year,
    )
    return line(
        ID,
        variant,
        tuple(body),
        cells=cells_of((*body, first.headline, *first.key, first.gist)),
        measured=measure,
        reasons=Reasons(unusual=RARE),
        page=first,
    )


RULE = Rule(
    id=ID,
    section="power",
    place=53,
    paragraph="arms",
    say=say,
    condition="at war: counts of aid by two donors that are at most two years old; or one side "
    "pays the state with which the other side is at war",
    topics=(),
)
