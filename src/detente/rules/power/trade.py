"""TRADE: where each side sells, against the third power, and what it sells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id, measured
from detente.evidence.sentence import Sentence
from detente.power import trade as flows
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
from detente.rules.power.size_peers import tail
from detente.rules.power.sizes import are_apart
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

ID = "trade"
FIGURES = Figures(ID)
QUARTER, TIMES = 0.25, 3.0
"""Least part of a side's exports, and how many times the other buyer's it is."""
LARGE, GAP = 0.15, 0.05
"""Least part of the larger buyer, and by how much it leads, where one took the other's place."""
BACK = 19
"""Years that are looked back."""
FUEL = 50.0
"""Per cent of exports from which a side lives on fuel."""
OLDEST = 5
"""Years after which a table of trade says nothing of the two today."""
FRESH = 3
"""Years to which a table of trade speaks of the view, in the present tense or after a quarrel."""
FRESH_FUEL = 3
"""Years to which the share of fuel speaks of the view."""


@dataclass(frozen=True, slots=True)
class Sales:
    """Where a side sells.

    Attributes
    ----------
    seller, buyer, third : State or Bloc
        Who sells, the other side, and the third power.
    now, third_now : Cell
        Parts of the seller's exports that go to either.
    then, third_then : Cell or None
        The same in the earlier year.
    """

    seller: Actor
    buyer: Actor
    third: Actor
    now: Cell
    third_now: Cell
    then: Cell | None
    third_then: Cell | None

    @property
    def year(self) -> int:
        """The newest year."""
        return self.now.year or 0


def sales(relation: Relation) -> tuple[Sales, ...]:
    """Measure where both sides sell; nothing without the table of trade or a third power.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    third, pair = relation.power.third, relation.pair
    if third is None or not are_apart(relation) or not flows.is_known(relation.catalog):
        return ()
    sides = ((pair.first, pair.second), (pair.second, pair.first))
    found = (_of(relation, seller, buyer, third) for seller, buyer in sides)
    return tuple(one for one in found if one is not None)


def _of(relation: Relation, seller: Actor, buyer: Actor, third: Actor) -> Sales | None:
    last = flows.last_year(relation.catalog)
    now, third_now = (_cell(relation, seller, other, last) for other in (buyer, third))
    if now is None or third_now is None:
        return None
    then, third_then = (_cell(relation, seller, other, last - BACK) for other in (buyer, third))
    return Sales(
        seller,
        buyer,
        third=third,
        now=now,
        third_now=third_now,
        then=then,
        third_then=third_then,
    )


def _cell(relation: Relation, seller: Actor, buyer: Actor, year: int) -> Cell | None:
    return flows.share(relation.catalog, seller, buyer, year=year, day=relation.pair.day)


def say(relation: Relation) -> Iterator[Line]:
    """Say where a side sells most, how that turned, and whether it lives on fuel."""
    known = sales(relation)
    candidates = [one for one in known if one.year >= relation.pair.as_of - OLDEST and _form(one)]
    if candidates and not _is_overtaken(relation, candidates[0].year):
        chosen = max(candidates, key=lambda one: max(one.now.value, one.third_now.value))
        yield _line(relation, chosen, _form(chosen))


def _is_overtaken(relation: Relation, year: int) -> bool:
    """Tell whether the two fell out after a table that ended years ago: it shows another trade."""
    turns = relation.situation.events
    since = any(one.turn < 0 and one.date.year >= year for one in turns)
    return since and year < relation.pair.as_of - FRESH


def _form(found: Sales) -> str:
    """Name who buys: the other side, the third power, or the one that took the other's place."""
    buyer, third = found.now.value, found.third_now.value
    if _has_turned(found):
        return "turned"
    if buyer >= max(QUARTER, TIMES * third):
        return "other"
    return "third" if third >= max(QUARTER, TIMES * buyer) else ""


def _has_turned(found: Sales) -> bool:
    """Tell whether one large buyer took the other's place, clearly at both ends."""
    if found.then is None or found.third_then is None:
        return False
    before = found.then.value - found.third_then.value
    after = found.now.value - found.third_now.value
    is_clear = min(abs(before), abs(after)) >= GAP
    is_large = max(found.now.value, found.third_now.value) >= LARGE
    return is_clear and is_large and before * after < 0


SENTENCES = {
    "other": "In {year} {buyer} took {now} of {sellers} exports, {third} {third_now}.",
    "third": "In {year} {third} took {third_now} of what {seller} sold abroad, {buyer} only {now}.",
    "turned": "In {year} {third} took {third_now} of what {seller} sold abroad and {buyer} {now}.",
}
KEYS = {
    "other": "Of what it sold abroad in {year}, {now} went to {buyer} and {third_now} to {third}.",
    "third": "{third} bought {third_now} of its exports in {year}, {buyer} {now}.",
    "turned": "From {before} to {year} {loser} went from the larger buyer to the smaller one.",
}
HEADLINES = {
    "other": "{seller} lives by selling to {buyer}, not to {third}.",
    "third": "{seller} sells to {third} rather than to {buyer}.",
    "turned": "{sellers} trade has turned from {loser} to {winner}.",
}
GISTS = {
    "other": "{buyer} takes {now} of what {seller} sells abroad.",
    "third": "{third} takes {third_now} of what {seller} sells abroad.",
    "turned": "{winner} is by now the larger buyer of what {seller} sells.",
}
BEFORE = "In {before} {buyer} had taken {then} and {third} {third_then}."


def _line(relation: Relation, found: Sales, form: str) -> Line:
    parts = _parts(found)
    body: list[Sentence] = [filled(SENTENCES[form], parts)]
    if "then" in parts:
        body.append(filled(BEFORE, parts))
    body += _fuel(relation, found.seller)
    variant, reasons = _why(relation, found, form)
    measure = Measured(
        found.now.value, unit=found.now.unit, about="where a side sells", newest=found.year
    )
    # message and gist are in the present tense
    fresh = found.year >= relation.pair.as_of - FRESH
    page = first_page(parts, HEADLINES[form], KEYS[form], gist=GISTS[form]) if fresh else None
    shown = (*body, *(page.key if page is not None else ()))
    return line(
        ID,
        variant,
        tuple(body),
        cells=(found.now, found.third_now, *cells_of(shown)),
        measured=measure,
        reasons=reasons,
        page=page,
    )


def _why(relation: Relation, found: Sales, form: str) -> tuple[str, Reasons]:
    """Give the reason for which a form is worth saying, and the variant that it makes."""
    if form == "turned" and found.then is not None and found.third_then is not None:
        before = found.then.value - found.third_then.value
        change = found.now.value - found.third_now.value - before
        return "moved.turned", Reasons(moved=moved(change, GAP))
    strength = _rank(relation, found)
    if relation.power.at_odds:
        return f"unexpected.{form}", Reasons(unexpected=strength)
    return f"unusual.{form}", Reasons(unusual=strength)


def _parts(found: Sales) -> Parts:
    leads = found.now.value >= found.third_now.value
    winner, loser = (found.buyer, found.third) if leads else (found.third, found.buyer)
    parts: Parts = named(seller=found.seller.label, buyer=found.buyer.label)
    parts["third"] = found.third.label
    parts["winner"], parts["loser"] = winner.label, loser.label
    parts["now"] = FIGURES.per_cent("now", found.now)
    parts["third_now"] = FIGURES.per_cent("third", found.third_now)
    parts["year"] = FIGURES.year("year", found.now)
    if found.then is not None and found.third_then is not None:
        parts["then"] = FIGURES.per_cent("then", found.then)
        parts["third_then"] = FIGURES.per_cent("third_then", found.third_then)
        parts["before"] = FIGURES.year("before", found.then)
    return parts


def _fuel(relation: Relation, seller: Actor) -> Iterator[Sentence]:
    """Say that a side lives on fuel, where more than half of what it sells is."""
    place = 0 if seller is relation.pair.first else 1
    series = relation.power.traits["fuel_exports"][place]
    cell = series.last(relation.pair.as_of) if series else None
    year = cell.year if cell is not None else None
    if cell is None or year is None or year < relation.pair.as_of - FRESH_FUEL:
        return
    if cell.value < FUEL:
        return
    yield filled(
        "In {year} fuel made up {fuel} per cent of what {seller} sold abroad.",
        {
            "seller": seller.label,
            "fuel": measured(figure_id("power", ID, "fuel"), cell, way="whole"),
            "year": dated(figure_id("power", ID, "fuel", "year"), year, cell),
        },
    )


def _rank(relation: Relation, found: Sales) -> float:
    """Rank the larger share among those that all states sell to their largest buyer."""
    largest = relation.catalog.remember(_largest, found.year)
    return tail(max(found.now.value, found.third_now.value), largest)


def _largest(catalog: Catalog, year: int) -> NDArray[np.float64]:
    """Give, of every state, the part of its exports that its largest buyer takes."""
    sold = flows.flows(catalog, year).filter(pl.col("exports") > 0)
    sums = sold.group_by("ccode").agg(pl.col("exports").max() / pl.col("exports").sum())
    return sums["exports"].to_numpy()


RULE = Rule(
    id=ID,
    section="power",
    place=70,
    paragraph="trade",
    say=say,
    condition="with the table of trade: the other side takes a quarter of exports and three times "
    "what the third power takes, or the reverse; or one took the other's place in twenty years",
)
