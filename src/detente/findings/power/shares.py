"""Shares: who held how much of the system then and now, and beside the two the third power."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.states import State, predecessor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id, measured, ranked
from detente.evidence.finding import Finding
from detente.evidence.sentence import Phrase, Sentence, listed_phrases
from detente.evidence.series import Series, base_year, need
from detente.findings.concept import Concept
from detente.findings.power.names import WHOLES
from detente.models import track_records as methods
from detente.phrasing import moved, share
from detente.power.profile import rank
from detente.power.yardsticks import yardstick
from detente.span import year_end

OLDEST = 15
"""Years before the view after which the last common year says nothing of it."""
LONG_RUN_BEFORE = 2000
"""View before which the long series of product is read: the other begins too late."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What one party held of a yardstick in two years.

    Attributes
    ----------
    party : Actor
        Whose.
    then, now : Cell
        Its share in the first and the last year.
    place : Cell or None
        Its rank in the last year; None for blocs.
    states : int
        Number of ranked states.
    """

    party: Actor
    then: Cell
    now: Cell
    place: Cell | None
    states: int

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What it rests on."""
        return (self.now, self.then, *((self.place,) if self.place else ()))


def findings(relation: Relation) -> Iterator[Finding]:
    """Say who held how much on the composite index, of product and of military spending."""
    product = "gdp" if relation.pair.as_of >= LONG_RUN_BEFORE else "gdp_long"
    for name in ("cinc", product, "spending"):
        group = relation.power.shares[name]
        span = _span(relation, group)
        if span is not None:
            yield _finding(relation, name, span)


def _span(relation: Relation, group: tuple[Series, ...]) -> tuple[int, int] | None:
    """Give the two years to compare; None where the two parties have none in common."""
    as_of = relation.pair.as_of
    if len(group) < 2 or not all(group[:2]):
        return None
    last = min(series.years[-1] for series in group[:2])
    if last < as_of - OLDEST or not all(series.at(last) for series in group[:2]):
        return None
    first = base_year(as_of, group[:2], last, since=max(relation.power.begun))
    return None if first is None else (first, last)


def _finding(relation: Relation, name: str, span: tuple[int, int]) -> Finding:
    id, (first, last) = f"power.shares_{name}", span
    holdings = tuple(_holdings(relation, name, span))
    cells = tuple(cell for holding in holdings for cell in holding.cells)
    phrases = [_phrase(id, holding, span, place) for place, holding in enumerate(holdings)]
    then = tuple(holding.then for holding in holdings)
    now = tuple(holding.now for holding in holdings)
    first_year = dated(figure_id(id, "first"), first, *then)
    last_year = dated(figure_id(id, "last"), last, *now)
    sentence = Sentence(
        "Of {whole}, from {first} to {last}, {leading}, {others}.",
        {
            "whole": WHOLES[name],
            "first": first_year,
            "last": last_year,
            "leading": phrases[0],
            "others": listed_phrases(phrases[1:]),
        },
    )
    return Finding(
        id=id,
        sentences=(sentence,),
        value=cells[0].value,
        unit="share",
        evidence=cells,
        method=methods.cinc() if name == "cinc" else methods.accounting(),
        sentence_about="who holds how much",
    )


def _holdings(relation: Relation, name: str, span: tuple[int, int]) -> Iterator[Holding]:
    """Give the holdings of the two and of the third power, of those with a value in both years."""
    first, last = span
    parties = (relation.pair.first, relation.pair.second, relation.power.third)
    for series, party in zip(relation.power.shares[name], parties, strict=False):
        if party is None or not series.at(last) or not series.at(first):
            continue
        now = need(series, last)
        place, states = _rank(relation, party, name, now)
        yield Holding(party, need(series, first), now=now, place=place, states=states)


def _rank(relation: Relation, party: Actor, name: str, now: Cell) -> tuple[Cell | None, int]:
    """Rank a state by the value of the last year; blocs have no rank."""
    by = yardstick(name)
    ranking = rank(relation.catalog, party, by, now.year or 0) if isinstance(party, State) else None
    if ranking is None:
        return None, 0
    place, states, year = ranking
    cell = Cell(
        by.table,
        by.column,
        keys=(("rank of", party.key), ("year", year)),
        value=float(place),
        unit=f"rank of {states} states",
        sources=now.sources,
        rule="by the value of the year",
    )
    return cell, states


def _phrase(id: str, holding: Holding, span: tuple[int, int], position: int) -> Phrase:
    """Say what a party held; the first one says what a share is."""
    party = holding.party
    now = measured(figure_id(id, party.key, span[1]), holding.now, way="share")
    then = measured(figure_id(id, party.key, span[0]), holding.then, way="share")
    verb = moved(then.value, now.value)
    if verb == "held at" or share(then.value) == share(now.value):
        change = Phrase("held at {now}", {"now": now})
    else:
        change = Phrase("{verb} {then} to {now}", {"verb": verb, "then": then, "now": now})
    rank_phrase = Phrase("", {})
    if holding.place is not None:
        place = ranked(
            figure_id(id, party.key, "rank"),
            holding.place.value,
            holding.place.unit,
            holding.place,
        )
        rank_phrase = Phrase(
            ", {place} of {states} states", {"place": place, "states": str(holding.states)}
        )
    return Phrase(
        "{of} {party}{known_as} {change}{rank}",
        {
            "of": "that of" if position else "the share of",
            "party": party.label,
            "known_as": _known_as(party, span),
            "change": change,
            "rank": rank_phrase,
        },
    )


def _known_as(party: Actor, span: tuple[int, int]) -> str:
    """Say how many members a bloc had, and what a state was called."""
    first, last = span
    if isinstance(party, Bloc):
        return f" ({_members(party, first, last)})"
    before = predecessor(party, first)
    return f" ({before} in {first})" if before else ""


def _members(bloc: Bloc, first: int, last: int) -> str:
    then, now = len(bloc.members(first)), len(bloc.members(last))
    before = bloc.named(year_end(first))
    if before.label != bloc.label and then:
        return f"{before.label} of {first} with {then} members, then {now}"
    if not then:
        return f"{now} members"
    return f"{then} members, then {now}" if then != now else f"{now} members then and now"


CONCEPT = Concept(
    id="power.shares",
    say=findings,
    section="power",
    block="shares",
    methods=("cinc", "accounting"),
    summary=(("power.shares_cinc", 1),),
    topics=("capability", "enlargement"),
)
