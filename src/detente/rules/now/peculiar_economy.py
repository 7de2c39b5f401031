"""PECULIAR ECONOMY: what weighs more in one side's economy than in nine of ten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from detente.actors.names import Actor, possessive
from detente.analysis.relation import Relation
from detente.estimators.surprise import unusual
from detente.evidence.figure import Figure, counted, dated, figure_id, measured
from detente.evidence.sentence import Phrase
from detente.power.economy_shares import (
    FUEL,
    MANUFACTURING,
    OIL,
    SHARES,
    EconomyShare,
    of_states,
    share,
)
from detente.rules.line import Line, Reasons
from detente.rules.now.made import Page, line
from detente.rules.now.state_words import Parts
from detente.rules.power.sizes import are_near
from detente.rules.rule import Rule
from detente.rules.vote_lines import picked
from detente.store.catalog import Catalog

ID = "peculiar_economy"
ABOUT = "what is odd about one side's economy"
TENTH = 0.9
"""Part of all states with a smaller share."""
TIMES = 1.5
"""How many times the other side's share it is."""
FRESH = 3
"""Years for which a share speaks of the view."""
FEWEST = 40
"""States with a value without which none is ranked."""
LEAST, TWO_DIGITS = 5.0, 10.0
"""Per cent from which a share is worth a word, and from which it is shown without a decimal."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A share that is large on one side, and not on the other.

    Attributes
    ----------
    column : str
        Which share.
    own, other : EconomyShare
        The larger and the smaller.
    above : int
        States with a larger one.
    states : int
        States with data in the year.
    rank : float
        How unusual it is.
    """

    column: str
    own: EconomyShare
    other: EconomyShare
    above: int
    states: int
    rank: float


def say(relation: Relation) -> Iterator[Line]:
    """Say the share that sets one side's economy apart from the other's and from nine of ten."""
    found = [one for column in SHARES for one in _odd(relation, column)]
    if found:
        yield _line(relation, max(found, key=lambda one: one.rank))


def _odd(relation: Relation, column: str) -> Iterator[Odd]:
    """Find a side in the upper tenth of states with 1.5 times the share of the other."""
    year = _newest(relation, column)
    if year is None:
        return
    catalog, pair = relation.catalog, relation.pair
    sides = [share(catalog, party, column, year) for party in (pair.first, pair.second)]
    if sides[0] is None or sides[1] is None:
        return
    other, own = sorted((sides[0], sides[1]), key=lambda one: one.value)
    values = of_states(catalog, column).filter(pl.col("year") == year)["value"].to_numpy()
    smaller = float(np.mean(values < own.value))
    if values.size < FEWEST or smaller < TENTH or own.value < max(LEAST, TIMES * other.value):
        return
    above = int((values > own.value).sum())
    rank = unusual(own.value, values)
    yield Odd(column, own, other=other, above=above, states=values.size, rank=rank)


def _newest(relation: Relation, column: str) -> int | None:
    """Give the newest year in which both sides have the share; None where it is stale."""
    known = relation.catalog.remember(_known, column)
    last = relation.pair.as_of
    for year in range(last, last - FRESH - 1, -1):
        codes = known.get(year, frozenset())
        parties: tuple[Actor, Actor] = (relation.pair.first, relation.pair.second)
        if all(codes & set(party.members(year)) for party in parties):
            return year
    return None


def _known(catalog: Catalog, column: str) -> dict[int, frozenset[int]]:
    """Give the states that have the share, by year."""
    by_year = of_states(catalog, column).group_by("year").agg("ccode")
    return {year: frozenset(codes) for year, codes in by_year.iter_rows()}


HEADLINES = {
    FUEL: "{own} lives by selling fuel, {other} does not.",
    MANUFACTURING: "Manufacturing weighs far more in {owns} economy than in that of {other}.",
    OIL: "Oil carries {owns} economy and not that of {other}.",
}
KEYS = {
    FUEL: "Fuel was {share} per cent of its exports in {year}, in {other} {less}.",
    MANUFACTURING: "Factories made {share} per cent of its product in {year}, in {other} {less}.",
    OIL: "Oil earned {share} per cent of its product in {year}, in {other} {less}.",
}
GISTS = {
    FUEL: "Fuel is {share} per cent of what {own} sells abroad.",
    MANUFACTURING: "Factories make {share} per cent of {owns} product.",
    OIL: "Oil earns {share} per cent of {owns} product.",
}
BODIES = {
    FUEL: "In {year} fuel made up {share} per cent of {owns} exports of goods and {less} per cent "
    "of those of {other}.",
    MANUFACTURING: "In {year} manufacturing was {share} per cent of {owns} economy and {less} per "
    "cent of that of {other}.",
    OIL: "In {year} rents from oil were {share} per cent of {owns} product and {less} per cent of "
    "that of {other}.",
}
"""Message, detail, short sentence and sentence of the section, by what weighs so much."""
FORMS = {FUEL: "fuel", MANUFACTURING: "manufacturing", OIL: "oil"}
"""Names of the variants."""


def _line(relation: Relation, found: Odd) -> Line:
    """Say both shares, and how few states have a larger one."""
    own, other = found.own, found.other
    year = own.cell.year or 0
    shown: Parts = {
        "own": own.actor.label,
        "owns": possessive(own.actor.label),
        "other": other.actor.label,
    }
    shown |= {
        "share": _figure("share", own),
        "less": _figure("less", other),
        "year": dated(_id("year"), year, own.cell),
        "above": _above(found),
    }
    body = (picked(BODIES[found.column], shown), picked("Among states with data {above}.", shown))
    page = Page(
        picked(HEADLINES[found.column], shown),
        (picked(KEYS[found.column], shown),),
        gist=picked(GISTS[found.column], shown),
    )
    return line(
        f"{ID}.unusual.{FORMS[found.column]}",
        body,
        about=ABOUT,
        reasons=Reasons(unusual=found.rank),
        # an economy far away is no news of the two, and between two states it answers no question:
        # of what a partner brings to a bloc it does
        page=page if are_near(relation) and relation.pair.bloc_and_state else None,
        cells=(own.cell, other.cell),
        newest=year,
    )


def _above(found: Odd) -> Phrase:
    if not found.above:
        return Phrase("none has more", {})
    ranked = counted(_id("above"), found.above, "states", found.own.cell)
    of = counted(_id("states"), found.states, "states", found.own.cell)
    verb = "has" if found.above == 1 else "have"
    return Phrase("{count} of {states} {verb} more", {"count": ranked, "states": of, "verb": verb})


def _figure(name: str, one: EconomyShare) -> Figure:
    way = "whole" if one.value >= TWO_DIGITS else "one_decimal"
    return measured(_id(name), one.cell, way=way)


def _id(name: str) -> str:
    return figure_id("now", ID, name)


RULE = Rule(
    id=ID,
    section="now",
    place=51,
    paragraph="peculiar",
    say=say,
    condition="fuel in exports, manufacturing or oil in product lies in the upper tenth of states "
    "on one side and is 1.5 times the other's, in a year at most three years old",
)
