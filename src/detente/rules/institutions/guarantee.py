"""GUAR: an assurance or a guarantee that one side gave the other, or that others gave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.blocs import Bloc
from detente.actors.states import State
from detente.actors.treaties import Treaty, treaties
from detente.analysis.relation import Relation
from detente.evidence.sentence import Sentence
from detente.rules.institutions.promises import ORGANS, called, duty_of, finder, treaty_cell
from detente.rules.line import Line, Reasons
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
    body = [Sentence("In {year} {givers} gave {had} {treaty}.", parts)]
    duty = duty_of(one)
    if duty:
        body.append(Sentence("It promises {duty}.", {"duty": duty}))
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


def _two(parts: Parts) -> Parts:
    return {name: parts[name] for name in ("had", "givers")}


def _broken(
    relation: Relation, given: Sequence[Treaty], body: Sequence[Sentence], parts: Parts
) -> Line:
    day = relation.pair.day
    one = given[0]
    on = one.broken or day
    cell = treaty_cell(one, on)
    view = finder(one, day)
    broken: Parts = {
        "view": view,
        "by": name_of(one.broken_by, day),
        "day": day_figure(ID, "broken", on, "day", cell),
    }
    own = broken["by"] in _givers(given, day)
    treaty: Parts = {"treaty": parts["treaty"], "year": parts["year"]}
    key = (
        Sentence("It was {treaty} of {year}.", treaty),
        Sentence("The break dates from {day}.", {"day": broken["day"]}),
    )
    said = Said(
        (*body, Sentence("In the view of {view}, {by} broke it on {day}.", broken)),
        headline=_headline({**broken, **parts}, own=own, agreed=view in ORGANS.values()),
        key=key,
        gist=Sentence("An assurance on paper did not protect {had}.", {"had": parts["had"]}),
    )
    outsider = isinstance(relation.pair.first, State) and isinstance(relation.pair.second, State)
    form = "by_giver" if own else "by_third" if outsider else "by_other"
    cells = [cell, *(treaty_cell(each, each.span.start) for each in given)]
    reasons = Reasons(unexpected=1.0)
    return fact_line(ID, f"unexpected.{form}", said, reasons, about=ABOUT, cells=cells)


def _headline(parts: Parts, *, own: bool, agreed: bool) -> Sentence:
    """Say who broke an assurance, as the United Nations or as one side holds."""
    if not agreed:
        template, names = "{view} holds that {by} broke its assurance.", ("view", "by")
    elif own:
        template, names = "{by} broke the assurance that it gave {had}.", ("by", "had")
    else:
        template = "{by} broke what {givers} had assured {had}."
        return Sentence(template, {name: parts[name] for name in ("by", "givers", "had")})
    return Sentence(template, {name: parts[name] for name in names})


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
