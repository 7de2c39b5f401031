"""PEOPLE: populations that passed each other, or that part in the decades to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.estimators.surprise import BITS
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated
from detente.evidence.sentence import Sentence
from detente.evidence.series import need
from detente.rules.line import Line, Reasons
from detente.rules.peers import form_of
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
from detente.rules.power.size_peers import by_code, laid_out, sides, tail
from detente.rules.power.sizes import (
    are_apart,
    are_near,
    comparable_since,
    newest_year,
    sides_on,
    times_as_much,
)
from detente.rules.rule import Rule
from detente.series.state_grid import MOST_CODES
from detente.store.catalog import Catalog

ID = "people"
FIGURES = Figures(ID)
LEVEL = 0.8
"""Probability of the intervals of the projection."""
PEOPLE = "pop"
TABLE = "outlook"
BASE, END = 2024, 2050
"""Years between which the United Nations' projection is read."""
RECENT = 10
"""Years within which one passed the other."""
COVERED = 0.9
"""Part of a bloc's people whose future has to be projected."""
EIGHTH = 0.75
"""|2F - 1| from which a growth lies in an outer eighth of all states."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How many more or fewer people a party has at the end of the projection.

    Attributes
    ----------
    actor : State or Bloc
        Whose.
    cell : Cell
        The change as a part of today's people, with its 80 % interval.
    rank : float
        How far in an outer tail of all states' changes it lies.
    """

    actor: Actor
    cell: Cell
    rank: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval is without zero."""
        low, high = self.cell.low or 0.0, self.cell.high or 0.0
        return low * high > 0

    @property
    def grows(self) -> bool:
        """Whether there will be more people."""
        return self.cell.value > 0


def outlook(relation: Relation, actor: Actor) -> Outlook | None:
    """Read the projection for an actor; of a bloc its members weighed by their people.

    Bounds of a bloc are those of all members at once, which is wider than independent errors give.

    Parameters
    ----------
    relation : Relation
        The relation, whose view may lie before the projection was made.
    actor : State or Bloc
        Whose.
    """
    of_states = relation.catalog.remember(_of_states)
    if of_states.is_empty():
        return None
    own = of_states.filter(pl.col("ccode").is_in(list(actor.members(relation.pair.day))))
    people = own["people"].to_numpy()
    if own.is_empty() or not _is_covered(relation, actor, float(people.sum())):
        return None
    value, low, high = (
        float(np.average(own[name].to_numpy(), weights=people)) - 1
        for name in ("growth_median", "growth_low80", "growth_high80")
    )
    cell = Cell(
        TABLE,
        "growth_median",
        keys=((actor.kind, actor.key), ("year", END)),
        value=value,
        unit="part of people of today",
        sources=("wpp",),
        rule="projected people over those of the base year, less one; members by their people",
        low=low,
        high=high,
    )
    others = of_states["growth_median"].to_numpy() - 1
    rank = tail(value, others) if value > 0 else tail(-value, -others)
    return Outlook(actor, cell, rank=rank)


def _of_states(catalog: Catalog) -> pl.DataFrame:
    """Give every state's projected growth beside its people."""
    projected = catalog.frame(TABLE).filter(pl.col("year") == END)
    people = catalog.frame("capability").select("ccode", "year", "pop_share").drop_nulls()
    newest = people.sort("year").group_by("ccode").agg(pl.col("pop_share").last().alias("people"))
    code = pl.col("ccode").cast(pl.Int64)
    joined = projected.with_columns(code).join(newest.with_columns(code), on="ccode")
    return joined.sort("ccode")


def _is_covered(relation: Relation, actor: Actor, known: float) -> bool:
    """Tell whether the members with a projection hold nine tenths of the people."""
    table = relation.catalog.frame("capability")
    members = list(actor.members(relation.pair.day))
    people = table.filter(pl.col("ccode").is_in(members)).select("ccode", "year", "pop_share")
    newest = people.drop_nulls().sort("year").group_by("ccode").agg(pl.col("pop_share").last())
    total = float(newest["pop_share"].sum())
    return total > 0 and known >= COVERED * total


def _part(relation: Relation, one: Outlook, other: Outlook) -> float:
    """Rank how far the ratio of the two will move, among all pairs."""
    view = (form_of(relation.pair), relation.pair.as_of)
    among = relation.catalog.remember(_moves, view)
    return tail(abs(log((1 + one.cell.value) / (1 + other.cell.value))), among)


def _moves(catalog: Catalog, view: tuple[str, int]) -> NDArray[np.float64]:
    """Measure how far the ratio of people will move in all pairs, as a logarithm without sign."""
    states = catalog.remember(_of_states)
    people, growth = np.full((2, MOST_CODES), np.nan)
    codes = states["ccode"].to_numpy()
    people[codes] = states["people"].cast(pl.Float64).to_numpy()
    growth[codes] = states["growth_median"].to_numpy()
    today, later = by_code(people, people), by_code(people * growth, people)
    then, now = (laid_out(catalog, view, values) for values in (today, later))
    return np.abs(now.log_ratio - then.log_ratio)


def say(relation: Relation) -> Iterator[Line]:
    """Say who passed whom, else who will grow and who will shrink."""
    if not are_apart(relation):
        return
    both = [outlook(relation, party) for party in (relation.pair.first, relation.pair.second)]
    known = [one for one in both if one is not None]
    passed = _passed(relation, known)
    if passed is not None:
        yield passed
    elif len(known) == 2:
        yield from _parting(relation, known[0], known[1])


@dataclass(frozen=True, slots=True)
class Passing:
    """Who passed whom in population.

    Attributes
    ----------
    more, fewer : State or Bloc
        Who has more people now, and who has fewer.
    year : int
        First year of the new order.
    first, now : tuple of Cell
        People of both in the first and the last year compared.
    """

    more: Actor
    fewer: Actor
    year: int
    first: tuple[Cell, Cell]
    now: tuple[Cell, Cell]


def passing(relation: Relation) -> Passing | None:
    """Find who passed whom in the last ten years; None where nobody did.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    group = sides_on(relation, PEOPLE)
    last = newest_year(relation, *group)
    if last is None:
        return None
    pair = relation.pair
    is_first = need(group[0], last).value >= need(group[1], last).value
    above, below = group if is_first else group[::-1]
    since = max(comparable_since(relation), last - 2 * RECENT)
    years = [year for year in above.years if year in below.years and since <= year <= last]
    behind = [year for year in years if need(above, year).value < need(below, year).value]
    if not behind or not last - RECENT <= max(behind) < last:
        return None
    first, now = ((need(above, year), need(below, year)) for year in (years[0], last))
    more, fewer = (pair.first, pair.second) if is_first else (pair.second, pair.first)
    year = min(year for year in years if year > max(behind))
    return Passing(more, fewer, year=year, first=first, now=now)


def _passed(relation: Relation, ahead: list[Outlook]) -> Line | None:
    """Say who passed whom in the last ten years, if anybody did."""
    found = passing(relation)
    if found is None:
        return None
    first, last = found.first[0].year or 0, found.now[0].year or 0
    parts: Parts = named(more=found.more.label, fewer=found.fewer.label)
    parts["year"] = dated(FIGURES.id("passed"), found.year, *found.now)
    parts["then"] = times_as_much(FIGURES.id("then"), *found.first, way="per_cent")
    parts["first"] = FIGURES.year("first", *found.first)
    body = [
        filled("{more} passed {fewer} in population in {year}.", parts),
        filled("In {first} it had {then} of {fewers} people.", parts),
    ]
    if len(ahead) == 2:
        body.append(_future(*ahead))
    ratio = found.now[0].value / found.now[1].value
    page = first_page(parts, *PASSED, gist="{more} has been the more populous since {year}.")
    surprise = _surprise_of_passing(relation, first, last)
    return line(
        ID,
        "unexpected.passed",
        tuple(body),
        cells=(*found.now, *found.first, *cells_of(body)),
        measured=Measured(ratio, unit="ratio", about="who has more people", newest=last),
        reasons=Reasons(unexpected=surprise),
        page=page,
    )


PASSED = (
    "{more} has overtaken {fewer} in population.",
    "It did so in {year}; in {first} it had {then} of {fewers} people.",
)


def _surprise_of_passing(relation: Relation, first: int, last: int) -> float:
    """Measure in bits how few pairs changed their order over the same years."""
    then, now = (
        sides(relation.catalog, relation.pair, "pop_share", year).log_ratio
        for year in (first, last)
    )
    product = then * now
    known = product[~np.isnan(product)]
    part = (np.count_nonzero(known < 0) + 1) / (known.size + 1)
    return float(min(1.0, -np.log2(part) / BITS))


def _parting(relation: Relation, one: Outlook, other: Outlook) -> Iterator[Line]:
    """Say who grows and who shrinks, where both are clear, or one is far from most states."""
    rising, falling = (one, other) if one.cell.value >= other.cell.value else (other, one)
    parts_ways = rising.grows and not falling.grows and one.is_clear and other.is_clear
    if parts_ways and are_near(relation):
        leads = "grows" if rising.rank >= falling.rank else "shrinks"
        rank = _part(relation, one, other)
        yield _future_line(f"moved.part.{leads}", (rising, falling), rank)
        return
    farther = max((one, other), key=lambda each: each.rank)
    if farther.is_clear and farther.rank >= EIGHTH:
        ordered = (farther, other if farther is one else one)
        way = "grows" if farther.grows else "shrinks"
        # what one state's people do is no news of the pair: never on page 1
        yield _future_line(f"plain.{way}", ordered, ORDINARY)


ORDINARY = 0.35
"""What one state's unusual future is worth in the section."""
HEADLINES = {
    "moved.part.grows": "{first} will grow as {second} shrinks.",
    "moved.part.shrinks": "{second} is running out of people, and {first} is not.",
}
KEYS = {
    "moved.part.grows": "By {end} the United Nations expects {change} more people in {first}, and "
    "{other} fewer in {second}.",
    "moved.part.shrinks": "The United Nations expects {second} to lose {other} by {end}, and "
    "{first} to gain {change}.",
}
GISTS = {
    "moved.part.grows": "By {end} {first} is to have {change} more people.",
    "moved.part.shrinks": "By {end} {second} is to have {other} fewer people.",
}


def _future_line(variant: str, two: tuple[Outlook, Outlook], rank: float) -> Line:
    first, second = two
    parts: Parts = named(first=first.actor.label, second=second.actor.label)
    parts["end"] = dated(FIGURES.id("end"), END, first.cell)
    parts["change"], parts["other"] = _size(first), _size(second)
    body = (_future(first, second), _bounds(first))
    page = None
    if variant in HEADLINES:
        page = first_page(parts, HEADLINES[variant], KEYS[variant], gist=GISTS[variant])
    cell = first.cell
    measure = Measured(
        cell.value,
        unit=cell.unit,
        about="how many people there will be",
        newest=BASE,
        low=cell.low,
        high=cell.high,
        verdict="forecast",
    )
    return line(
        ID,
        variant,
        body,
        cells=(cell, second.cell, *cells_of(body)),
        measured=measure,
        reasons=Reasons(moved=rank) if page else Reasons(unusual=rank),
        page=page,
    )


def _size(one: Outlook) -> Figure:
    """Give the size of a change as a figure in per cent, with its interval where it is clear."""
    cell, id = one.cell, FIGURES.id(one.actor.key, "change")
    figure = Figure(id, abs(cell.value), unit=cell.unit, cells=(cell,), way="per_cent")
    if not one.is_clear:
        return figure
    low, high = _ends(one)
    return replace(figure, low=low, high=high, level=LEVEL)


def _ends(one: Outlook) -> tuple[float, float]:
    """Give the ends of the interval by size."""
    low, high = sorted((abs(one.cell.low or 0.0), abs(one.cell.high or 0.0)))
    return low, high


def _future(first: Outlook, second: Outlook) -> Sentence:
    parts: Parts = {
        "first": first.actor.label,
        "second": second.actor.label,
    }
    parts["base"] = dated(FIGURES.id("base"), BASE, first.cell)
    parts["end"] = dated(FIGURES.id("end"), END, first.cell)
    parts["verb"], parts["other_verb"] = _verb(first), _verb(second)
    parts["change"], parts["other"] = _size(first), _size(second)
    return filled(
        "From {base} to {end} the United Nations expects the people of {first} to {verb} by "
        "{change} and those of {second} to {other_verb} by {other}.",
        parts,
    )


def _verb(one: Outlook) -> str:
    return "increase" if one.grows else "decrease"


def _bounds(one: Outlook) -> Sentence:
    """Say between which bounds four fifths of the projections lie."""
    cell = one.cell
    parts: Parts = {"who": one.actor.label, "verb": _verb(one)}
    for name, end in zip(("low", "high"), _ends(one), strict=True):
        id = FIGURES.id(one.actor.key, name)
        parts[name] = Figure(id, end, unit=cell.unit, cells=(cell,), way="per_cent")
    return filled(
        "By most projections the people of {who} {verb} by between {low} and {high}.", parts
    )


RULE = Rule(
    id=ID,
    section="power",
    place=40,
    paragraph="people",
    say=say,
    condition="one passed the other in ten years; or two that lie side by side part by 2050, one "
    "growing and one shrinking, with 80 % intervals without zero; or one side's change lies in an "
    "outer eighth of all states",
    topics=("forecast",),
)
