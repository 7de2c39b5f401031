"""DEEP: two that share a customs area or a currency, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from detente.actors.arrangements import Arrangement, arrangements
from detente.actors.blocs import blocs
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.ties import neighbours_of
from detente.phrasing import listed
from detente.rules.line import Line, Reasons
from detente.rules.rows import row_cell
from detente.rules.rule import Rule
from detente.rules.standing import (
    Parts,
    Said,
    fact_line,
    letters_of,
    part_of_pairs,
    rarity,
    year_figure,
)
from detente.span import years_before

ID = "deep"
ABOUT = "what the two share"
OLD = 50
"""Years from which a customs or currency union is an old one."""
FEW = 6
"""Most members of an arrangement that is one of the two's own."""
DEEP = {"customs": "a customs area", "currency": "a currency", "union": "a union of states"}
"""Kinds of arrangement that integrate, as a sentence has them."""
CLOSE = {
    "movement": "free movement",
    "market": "a common market",
    "defence": "a common defence",
    "intelligence": "intelligence",
    "association": "an association by treaty",
    "consultation": "a treaty of consultation",
}
"""Kinds that bind less."""
Tie = tuple[Arrangement, date]
"""An arrangement, and since when both are in it."""
MARKETS = ("eea", "EU", "EAEU", "GCC", "MERCOSUR")
"""Markets of which a state can be a part while it shares a customs area with one outside."""


def say(relation: Relation) -> Iterator[Line]:
    """Say which arrangements of few states the two share, the deepest first."""
    first, second = relation.pair.first, relation.pair.second
    if not (isinstance(first, State) and isinstance(second, State)):
        return
    day = relation.pair.day
    found = _shared(first, second, day)
    deep = [one for one in found if one.kind in DEEP]
    ties = [(one, _since(one, first, second, day)) for one in found]
    if deep:
        yield _deep(relation, [tie for tie in ties if tie[0] in deep], ties)
    elif found:
        yield _close(relation, ties)


def _shared(first: State, second: State, day: date) -> list[Arrangement]:
    """Give the arrangements of few states that have both, the oldest first."""
    shared = []
    for one in arrangements().values():
        members = {letters for letters, span in one.members if span.covers(day)}
        has_both = members & set(first.letters) and members & set(second.letters)
        # an organisation that we follow has a ladder, of which other rules speak
        own = one.id not in blocs() and one.kind in {**DEEP, **CLOSE}
        if has_both and len(members) <= FEW and own:
            shared.append(one)
    return sorted(shared, key=lambda one: (_since(one, first, second, day), one.id))


def _since(one: Arrangement, first: State, second: State, day: date) -> date:
    """Give the day from which both are in an arrangement."""
    starts = [
        span.start
        for state in (first, second)
        for letters, span in one.members
        if letters in state.letters and span.covers(day)
    ]
    return max(starts)


def _cell(one: Arrangement, since: date) -> Cell:
    row = f"arrangement:{one.id}"
    return row_cell(row, since, document=one.source, checked=one.checked)


def _deep(relation: Relation, deep: Sequence[Tie], ties: Sequence[Tie]) -> Line:
    oldest, since = deep[0]
    year = year_figure(ID, "since", since, _cell(oldest, since))
    age = years_between(since, relation.pair.day)
    things = listed(list(dict.fromkeys(DEEP[one.kind] for one, _ in deep)))
    others = list(dict.fromkeys(CLOSE[one.kind] for one, _ in ties if one.kind in CLOSE))
    named: Parts = {"both": relation.pair.words, "things": things}
    markets = _two_markets(relation)
    body = [Sentence("Since {year} {both} have shared {things}.", {**named, "year": year})]
    if others:
        body.append(Sentence("They also share {others}.", {"others": listed(others)}))
    headline = Sentence("{both} share {things}.", named)
    if age >= OLD:
        older: Parts = {**named, "age": _age(age, _cell(oldest, since))}
        headline = Sentence("{both} have shared {things} for {age} years.", older)
    said = Said(
        (*body, *markets),
        headline=headline,
        key=markets or (Sentence("The tie dates from {year}.", {"year": year}),),
        gist=Sentence("They share {things}.", {"things": things}),
    )
    form = "two_markets" if markets else "old" if age >= OLD else "young"
    reasons = Reasons(unusual=rarity(part_of_pairs(OLD, relation.pair.day)))
    cells = [_cell(*tie) for tie in ties]
    return fact_line(ID, f"unusual.{form}", said, reasons, about=ABOUT, cells=cells)


def _age(years: int, cell: Cell) -> Figure:
    return counted(figure_id(ID, "age"), years, "years", cell)


def years_between(start: date, day: date) -> int:
    """Count whole years.

    Parameters
    ----------
    start, day : datetime.date
        The first and the last day.

    Examples
    --------
    >>> years_between(date(1924, 1, 1), date(2026, 6, 30))
    102
    """
    years = day.year - start.year
    return years if years_before(day, years) >= start else years - 1


def _two_markets(relation: Relation) -> tuple[Sentence, ...]:
    """Say that one of the two is in a market besides, which has not the other."""
    names = second_market(relation)
    template = "{own} is in {market} too, since {year}; {other} is not."
    return () if names is None else (Sentence(template, names),)


def second_market(relation: Relation) -> Parts | None:
    """Name the market of the smaller state of which the larger is no part, and since when.

    Parameters
    ----------
    relation : Relation
        The relation of two states.

    Returns
    -------
    dict or None
        What sentences call `own`, `market`, `other` and `year`; None where there is no such market.
    """
    pair, day = relation.pair, relation.pair.day
    sides = [(pair.first, pair.second), (pair.second, pair.first)]
    # the smaller one is asked, with fewer neighbours: that the larger has a market is no news
    sides.sort(key=lambda two: len(neighbours_of(relation.catalog, two[0], day)))
    for own, other in sides[:1]:
        inside, outside = letters_of(own, day), letters_of(other, day)
        for id in MARKETS:
            one = arrangements()[id]
            members = {name: span.start for name, span in one.members if span.covers(day)}
            starts = [start for name, start in members.items() if name in inside]
            if starts and not outside & set(members):
                names: Parts = {
                    "own": own.label,
                    "market": _market(one),
                    "other": other.label,
                    "year": year_figure(ID, f"market.{id}", starts[0], _cell(one, starts[0])),
                }
                return names
    return None


def _market(one: Arrangement) -> str:
    return blocs()[one.id].label if one.id in blocs() else f"the {one.name}"


def _close(relation: Relation, ties: Sequence[Tie]) -> Line:
    oldest, since = ties[0]
    year = year_figure(ID, "since", since, _cell(oldest, since))
    things = listed(list(dict.fromkeys(CLOSE[one.kind] for one, _ in ties)))
    parts: Parts = {"both": relation.pair.words, "things": things}
    dated = "{both} share {things}, the first of these since {year}."
    if len(ties) == 1:
        dated = "Since {year} {both} have shared {things}."
    # a name that is a description says no more than the kind
    called = [one.name for one, _ in ties if one.name[0].isupper()]
    body = [Sentence(dated, {**parts, "year": year})]
    if called:
        verb = "arrangement is" if len(called) == 1 else "arrangements are"
        body.append(Sentence(f"The {verb} called {{names}}.", {"names": listed(called)}))
    said = Said(
        tuple(body),
        headline=Sentence("{both} share {things}.", parts),
        key=(Sentence("The first of these ties dates from {year}.", {"year": year}),),
        gist=Sentence("They share {things}.", {"things": things}),
    )
    reasons = Reasons(unusual=rarity(part_of_pairs(OLD, relation.pair.day)))
    cells = [_cell(*tie) for tie in ties]
    return fact_line(ID, f"unusual.close_{oldest.kind}", said, reasons, about=ABOUT, cells=cells)


RULE = Rule(
    id=ID,
    section="institutions",
    place=20,
    paragraph="ties",
    say=say,
    condition="an arrangement of at most six states has both: a customs area, a currency, free "
    "movement, joint defence",
    topics=("standing",),
)
"""The rule."""
