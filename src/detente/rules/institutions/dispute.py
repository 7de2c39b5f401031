"""DISPUTE: militarized disputes of thirty years: how many, when, and with which member."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import Bloc
from detente.actors.relation_facts import facts_between_keys
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.sentence import Sentence
from detente.rules.line import Line, Reasons
from detente.rules.past_disputes import DECADES, RECENT, PastDisputes, past_disputes, totals
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line, name_of_code

ID = "dispute"
ABOUT = "militarized disputes of thirty years"
EIGHTH = 0.75
"""|2F - 1| from which a count lies in an outer eighth of all pairs."""
LEAST = 2
FEW = 3
"""Disputes from which a course over the decades is a course."""
MANY = 5
"""Disputes with members of a bloc from which their spread says something."""
HALF = 0.5
"""Part of them from which one member carries them."""
TIES = ("allied", "integrated")


def say(relation: Relation) -> Iterator[Line]:
    """Say how many disputes began in thirty years, and how they lie over the decades."""
    pair = relation.pair
    found = past_disputes(
        relation.catalog, pair.first, pair.second, pair.as_of, since=pair.as_now_since
    )
    if found is None or found.is_over(pair.as_of):
        return
    sides = pair.bloc_and_state
    if sides is not None:
        yield from _by_member(relation, found, *sides)
    elif isinstance(pair.first, State) and isinstance(pair.second, State):
        yield from _of_states(relation, found)


def _of_states(relation: Relation, found: PastDisputes) -> Iterator[Line]:
    pair = relation.pair
    level = unusual(float(found.total), _others(relation, found))
    tied = any(relation.state.holds(headline) for headline in TIES)
    claim = any(
        fact.open_on(pair.day)
        for fact in facts_between_keys(pair.first.key, pair.second.key, "claim")
    )
    if found.total == 0:
        if claim and len(found.decades) == DECADES:
            yield _none_despite_claim(relation, found)
        return
    course = _course(found.counts)
    reasons = Reasons(
        unusual=level,
        unexpected=1.0 if tied and found.total >= FEW else 0.0,
    )
    if found.total < LEAST or (level < EIGHTH and not reasons.unexpected):
        return
    prefix = "unexpected.allies" if tied else "unusual"
    yield _counted(relation, found, f"{prefix}.{course}", reasons)


def _others(relation: Relation, found: PastDisputes) -> NDArray[np.float64]:
    return totals(relation.catalog, relation.pair, found.last, len(found.decades))


def _course(counts: tuple[int, ...]) -> str:
    """Name the course of the counts of three decades."""
    if len(counts) < DECADES:
        return "short"
    first, second, last = counts
    if sum(counts) < FEW:
        return "few"
    if last == 0:
        return "stopped" if second else "long_over"
    if first == second == 0:
        return "new"
    if last > second >= first:
        return "rising"
    if last < second <= first or 2 * last < second:
        return "falling"
    return "steady"


def _counted(relation: Relation, found: PastDisputes, variant: str, reasons: Reasons) -> Line:
    both = relation.pair.words
    number = found.figure(ID, "total", found.total)
    years: Parts = {
        "first": found.year(ID, "first", found.first),
        "last": found.year(ID, "last", found.last),
    }
    body = Sentence(
        "{number} militarized disputes began between {both} from {first} to {last}.",
        {**years, "number": number, "both": both},
    )
    course = _course_sentence(found)
    said = Said((body, *course))
    # what a record that ended long ago counts is said in its section
    if course and relation.pair.as_of - found.last <= RECENT:
        said = Said(
            (body, *course),
            headline=_headline(found, years, allied=variant.startswith("unexpected.allies")),
            key=(*course[:1], Sentence("The record ends in {last}.", {"last": years["last"]})),
            gist=Sentence(
                "{number} militarized disputes began between them from {first} to {last}.",
                {**years, "number": number},
            ),
        )
    return _line(found, variant, said, reasons)


def _line(found: PastDisputes, variant: str, said: Said, reasons: Reasons) -> Line:
    return fact_line(
        ID, variant, said, reasons, about=ABOUT, cells=found.cells, newest=found.newest
    )


def _headline(found: PastDisputes, years: Parts, *, allied: bool) -> Sentence:
    """Say what is particular about the course of the decades."""
    first, last = years["first"], years["last"]
    number = found.figure(ID, "total", found.total)
    middle = found.year(ID, "after", found.decades[1].last)
    who = "The allies" if allied else "The two"
    known: Parts = {"number": number, "first": first, "last": last, "middle": middle}
    template, names = HEADLINES[_course(found.counts)]
    return Sentence(f"{who} {template}", {name: known[name] for name in names})


def _course_sentence(found: PastDisputes) -> tuple[Sentence, ...]:
    """Say how the disputes lie over the three decades; nothing for one or two."""
    course = _course(found.counts)
    if course in ("short", "few"):
        return ()
    first, second, third = found.decades
    middle = found.year(ID, "after", second.last)
    start = found.year(ID, "since", first.last)
    late = found.figure(ID, "late", third.count, third)
    early = found.figure(ID, "early", first.count, first)
    forms: dict[str, tuple[str, Parts]] = {
        "stopped": ("None of them began after {middle}.", {"middle": middle}),
        "long_over": ("All of them began by {start}.", {"start": start}),
        "new": ("None of them began before {middle}.", {"middle": middle}),
        "rising": (
            "{early} of them began by {start}, {late} after {middle}.",
            {"early": early, "start": start, "late": late, "middle": middle},
        ),
        "falling": (
            "{early} of them began by {start}, {late} after {middle}.",
            {"early": early, "start": start, "late": late, "middle": middle},
        ),
        "steady": ("{late} of them began after {middle}.", {"late": late, "middle": middle}),
    }
    template, parts = forms[course]
    return (Sentence(template, parts),)


def _none_despite_claim(relation: Relation, found: PastDisputes) -> Line:
    years: Parts = {
        "first": found.year(ID, "first", found.first),
        "last": found.year(ID, "last", found.last),
    }
    body = Sentence("Their open claim led to no militarized dispute from {first} to {last}.", years)
    said = Said(
        (body,),
        headline=Sentence("They disagree on land and did not threaten force over it.", {}),
        key=(Sentence("No militarized dispute began from {first} to {last}.", years),),
        gist=Sentence("Their claim led to no militarized dispute.", {}),
    )
    reasons = Reasons(unexpected=EIGHTH)
    variant = "unexpected.none_despite_claim"
    return _line(found, variant, said, reasons)


def _by_member(relation: Relation, found: PastDisputes, bloc: Bloc, state: State) -> Iterator[Line]:
    """Say whether one member carries most of a bloc's disputes with a state."""
    if found.total < MANY:
        return
    codes = tuple({code for decade in found.decades for code in bloc.members(decade.last)})
    counts = found.by_code(codes)
    leader, most = next(iter(counts.items()))
    parts: Parts = {
        "total": found.figure(ID, "total", found.total),
        "first": found.year(ID, "first", found.first),
        "last": found.year(ID, "last", found.last),
        "bloc": bloc.label,
        "state": state.label,
    }
    body = Sentence(
        "{total} militarized disputes began between {state} and members of {bloc} from {first} to "
        "{last}.",
        parts,
    )
    share = most / found.total
    name = name_of_code(leader, relation.pair.day)
    if share <= HALF:
        second = Sentence(
            "No member had over half of them; {name} had most, {number}.",
            {"name": name, "number": found.figure(ID, "leader", most)},
        )
        said = Said((body, second))
        reasons = Reasons(unusual=HALF)
        yield fact_line(
            ID, "spread", said, reasons, about=ABOUT, cells=found.cells, newest=found.newest
        )
        return
    number = found.figure(ID, "leader", most)
    second = Sentence("{name} had {number} of them.", {"name": name, "number": number})
    if relation.pair.as_of - found.last > RECENT:
        plain = Said((body, second))
        reasons = Reasons(unusual=share)
        yield fact_line(ID, "one_member", plain, reasons, about=ABOUT, cells=found.cells)
        return
    said = Said(
        (body, second),
        headline=Sentence(
            "{name} carried most of the disputes of {bloc} with {state}.",
            {"name": name, "bloc": bloc.label, "state": state.label},
        ),
        key=(
            Sentence(
                "It had {number} of the {total} that began from {first} to {last}.",
                {name: {**parts, "number": number}[name] for name in _KEY_PARTS},
            ),
        ),
        gist=Sentence("Most past disputes were those of {name}.", {"name": name}),
    )
    reasons = Reasons(unusual=share)
    yield fact_line(
        ID, "unusual.one_member", said, reasons, about=ABOUT, cells=found.cells, newest=found.newest
    )


_KEY_PARTS = ("number", "total", "first", "last")
HEADLINES = {
    "stopped": (
        "had {number} militarized disputes by {middle} and none in the decade after.",
        ("number", "middle"),
    ),
    "long_over": ("had {number} militarized disputes, long ago.", ("number",)),
    "new": ("had {number} militarized disputes, all after {middle}.", ("number", "middle")),
    "rising": ("had more militarized disputes with every decade to {last}.", ("last",)),
    "falling": ("had fewer militarized disputes as the decades to {last} passed.", ("last",)),
    "steady": (
        "had {number} militarized disputes from {first} to {last}.",
        ("number", "first", "last"),
    ),
}
"""The message of each course of the decades, and the figures that it shows.

A dispute may be a threat or a show of force: nobody has to have clashed.
"""
RULE = Rule(
    id=ID,
    section="institutions",
    place=70,
    paragraph="disputes",
    say=say,
    condition="disputes of thirty years in an outer eighth of all pairs with a border or a major "
    "power, or between allies; none in spite of an open claim; of a bloc five or more; silent on a "
    "count of fewer years that ended over ten years ago",
    topics=("dispute", "history"),
)
"""The rule."""
