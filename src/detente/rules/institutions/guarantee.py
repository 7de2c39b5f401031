"""GUAR: an assurance or a guarantee that one side gave the other, or that others gave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.treaties import Treaty, treaties
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.institutions.treaties import holder
from detente.rules.institutions.promises import answered, called, duty_of, found_so, treaty_cell
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import (
    Parts,
    Said,
    day_figure,
    fact_line,
    letters_of,
    name_of,
    names_of,
    year_figure,
)

ID = "guarantee"
ABOUT = "assurances between the two"
KINDS = ("assurance", "guarantee")


def say(relation: Relation) -> Iterator[Line]:
    """Say who gave whom an assurance, and who broke it."""
    pair, day = relation.pair, relation.pair.day
    # the members of two blocs may be the same states
    if isinstance(pair.first, Bloc) and isinstance(pair.second, Bloc):
        return
    sides = (letters_of(pair.first, day), letters_of(pair.second, day))
    assured = (one.known_by(day) for one in treaties() if one.kind in KINDS)
    found = [one for one in assured if one is not None and _joins(one, *sides)]
    names = dict.fromkeys(one.name for one in found)
    for name in names:
        own = [one for one in found if one.name == name]
        given = [one for one in own if one.one == own[0].one or one.other == own[0].other]
        yield _line(relation, given)


def _joins(one: Treaty, first: frozenset[str], second: frozenset[str]) -> bool:
    """Tell whether a treaty joins two sides, in either order."""
    forth = one.one in first and one.other in second
    return forth or (one.one in second and one.other in first)


def _givers(given: Sequence[Treaty], day: date) -> list[str]:
    return [name_of(one.one, day) for one in given]


def _line(relation: Relation, given: Sequence[Treaty]) -> Line:
    day = relation.pair.day
    one = given[0]
    givers = _givers(given, day)
    had = name_of(one.other, day)
    start = treaty_cell(one, one.span.start)
    parts: Parts = {
        "givers": names_of(givers),
        "had": had,
        "treaty": called(one),
        "year": year_figure(ID, "since", one.span.start, start),
    }
    body = [_given(parts, _beside(given, day))]
    duty = duty_of(one)
    if duty:
        verb, rest = "promises", duty
        # a guarantee is what it says that it is
        if duty.startswith(TO_GUARANTEE):
            verb, rest = "guarantees", duty.removeprefix(TO_GUARANTEE)
        body.append(Sentence("It {verb} {duty}.", {"verb": verb, "duty": rest}))
    cells = [treaty_cell(each, each.span.start) for each in given]
    if one.broken is None:
        said = Said(
            tuple(body),
            headline=Sentence("{had} has an assurance from {givers}.", _two(parts)),
            key=(
                Sentence(
                    "{treaty} dates from {year}.",
                    {name: parts[name] for name in ("treaty", "year")},
                ),
            ),
            gist=Sentence("{had} has an assurance from {givers}.", _two(parts)),
        )
        reasons = Reasons(unusual=0.9)
        return fact_line(ID, "unusual.given", said, reasons, about=ABOUT, cells=cells)
    return _broken(relation, given, body, parts)


TO_GUARANTEE = "to guarantee "
"""How the duty of a treaty of guarantee begins."""


def _beside(given: Sequence[Treaty], day: date) -> list[str]:
    """Name who gave the same promise and is no side of the relation, nor a member of one."""
    one = given[0]
    every = (each.known_by(day) for each in treaties() if each.name == one.name)
    same = [each for each in every if each is not None and each.other == one.other]
    own = _givers(given, day)
    return [name for name in _givers(same, day) if name not in own]


def _given(parts: Parts, others: Sequence[str]) -> Sentence:
    """Say who gave whom the promise, and with whom."""
    if not others:
        return Sentence("In {year} {givers} gave {had} {treaty}.", parts)
    words = "In {year} {givers} gave {had} {treaty}, together with {others}."
    return Sentence(words, {**parts, "others": names_of(others)})


def _two(parts: Parts) -> Parts:
    return {name: parts[name] for name in ("had", "givers")}


def _broken(
    relation: Relation, given: Sequence[Treaty], body: Sequence[Sentence], parts: Parts
) -> Line:
    """Say who holds that it was broken, what the accused says, and what an organ asked."""
    day = relation.pair.day
    one = given[0]
    on = one.broken or day
    cell = treaty_cell(one, on)
    broken: Parts = {
        "holder": holder(one, day),
        "by": name_of(one.broken_by, day),
        "kind": one.kind,
    }
    own = name_of(one.broken_by, day) in _givers(given, day)
    # a party that holds so is one voice; an organ that names treaty and breach is a finding
    agreed = bool(one.finder) and one.finder not in {key for each in given for key in each.keys}
    answer = tuple(answered(one, day))
    it_was = Sentence("It was {treaty} of {year}.", _some(parts, ("treaty", "year")))
    whole = (*body, *_views(one, broken, day if agreed else None), *answer, *_asked(one))
    said = _said(whole, (it_was, *answer[:1]), {**broken, **parts}, own=own, agreed=agreed)
    form = "by_giver" if own else "by_other" if relation.pair.bloc_and_state else "by_third"
    cells = [cell, *(treaty_cell(each, each.span.start) for each in given)]
    reasons = Reasons(unexpected=FOUND if agreed else HELD)
    variant = f"unexpected.{form}{'' if agreed else '_held'}"
    return fact_line(ID, variant, said, reasons, about=ABOUT, cells=cells)


def _views(one: Treaty, broken: Parts, day: date | None) -> Iterator[Sentence]:
    """Say who holds that it was broken; of an organ, from a day on, what it found."""
    said = () if day is None else tuple(found_so(one, day))
    if said:
        # what an organ found is said in its own words, once
        yield from said
    else:
        yield Sentence("{holder} holds that {by} broke it.", _some(broken, VIEW))


def _said(
    body: tuple[Sentence, ...],
    key: tuple[Sentence, ...],
    names: Parts,
    *,
    own: bool,
    agreed: bool,
) -> Said:
    """Put the section and page 1 together."""
    headline = _headline(names, own=own, agreed=agreed)
    return Said(body, headline=headline, key=key, gist=_gist(names, agreed=agreed))


FOUND, HELD = 1.0, 0.6
"""How unexpected a breach is that an organ found, and one that a party alone holds."""
VIEW = ("holder", "by")


def _some(parts: Parts, names: Sequence[str]) -> Parts:
    return {name: parts[name] for name in names}


def _asked(one: Treaty) -> Iterator[Sentence]:
    """Say what an organ asked for without finding a breach."""
    if one.asked_on is None:
        return
    row = f"treaty:{one.one}-{one.other}:{one.name}:asked"
    cell = row_cell(row, one.asked_on, document=one.asked_in, checked=bool(one.asked_at))
    day = day_figure(ID, "asked", one.asked_on, "day", cell)
    yield Sentence("On {day} {asked}.", {"day": day, "asked": one.asked})


def _headline(parts: Parts, *, own: bool, agreed: bool) -> Sentence:
    """Say who broke an assurance in whose view."""
    if own and agreed:
        template = "{holder} holds that {by} broke its {kind} to {had}."
        return Sentence(template, _some(parts, ("holder", "by", "kind", "had")))
    if own:
        template = "{holder} holds that {by} broke its {kind}."
        return Sentence(template, _some(parts, ("holder", "by", "kind")))
    template = "{by} broke what {givers} had assured {had}, {holder} holds."
    return Sentence(template, _some(parts, ("by", "givers", "had", "holder")))


def _gist(parts: Parts, *, agreed: bool) -> Sentence:
    if agreed:
        words: Parts = {"what": ON_PAPER[str(parts["kind"])], "had": parts["had"]}
        return Sentence("{what} on paper did not protect {had}.", words)
    return Sentence(
        "{holder} holds that {by} broke a promise to it.", _some(parts, ("holder", "by"))
    )


ON_PAPER = {"assurance": "An assurance", "guarantee": "A guarantee"}
"""How a sentence begins with each kind of promise."""
RULE = Rule(
    id=ID,
    section="institutions",
    place=46,
    paragraph="paper",
    say=say,
    condition="one side, or members of it, gave the other an assurance or a guarantee",
    topics=("standing",),
)
"""The rule."""
