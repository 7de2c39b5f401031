"""COMMON-BODIES: how many organisations that set states apart have both, among all pairs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from detente.actors.blocs import Bloc
from detente.analysis.relation import Relation
from detente.estimators.ranking import percentile_of
from detente.estimators.surprise import unexpected, unusual
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, counted, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.institutions.density import of_both
from detente.rules.institutions.circles import circles
from detente.rules.line import Line, Reasons
from detente.rules.peers import WITH_BLOC, form_of, kind_of
from detente.rules.populations import DENSITY, population
from detente.rules.rule import Rule
from detente.rules.standing import Parts, Said, fact_line

ID = "common_bodies"
ABOUT = "organisations in common that set states apart"
SOURCE = "cow_igo"
FRESH = 3
"""Years after which a count is too old."""
EIGHTH = 0.75
"""|2F - 1| from which a number lies in an outer eighth of all pairs."""
NOT_FOLLOWED = ((750, 799), (900, 999))
"""Codes of regions whose bodies we do not follow: there few organisations say nothing."""
HOW = "organisations of at most half of all states with both; of a bloc the median member's"


def say(relation: Relation) -> Iterator[Line]:
    """Say how many organisations have both, where that is unusually many or few."""
    pair, catalog = relation.pair, relation.catalog
    year = min(pair.as_of, catalog.last_year(SOURCE))
    # a count of years ago says nothing of today
    if year < pair.as_of - FRESH:
        return
    shared = _shared(relation, year)
    if shared is None:
        return
    count, weight = shared
    among = population(catalog, pair, DENSITY, first=year, last=year)
    level = unusual(weight, among.values)
    surprise = unexpected(weight, among.of_kind(kind_of(pair)))
    if level < EIGHTH:  # also where too few others are known to have a median
        return
    # median of the pairs of the form: the side on which the two lie
    high = weight > float(np.nanmedian(among.values))
    if not high and _is_not_followed(relation, year):
        return
    place = percentile_of(weight, among.values)
    reasons = Reasons(unusual=level, unexpected=surprise)
    beyond = place if high else 100 - place
    yield _line(relation, count, beyond, high=high, reasons=reasons, year=year)


def _shared(relation: Relation, year: int) -> tuple[int, float] | None:
    """Give the number of common organisations and their weight; None where neither is known."""
    rows = relation.catalog.remember(of_both, relation.pair).filter(pl.col("year") == year)
    if rows.is_empty():
        return None
    count, weight = rows.select(pl.col("shared").median(), DENSITY.value.alias("weight")).row(0)
    return int(count), float(weight)


def _is_not_followed(relation: Relation, year: int) -> bool:
    codes = [
        code
        for side in (relation.pair.first, relation.pair.second)
        if not isinstance(side, Bloc)
        for code in side.members(year)
    ]
    return any(first <= code <= last for code in codes for first, last in NOT_FOLLOWED)


def _line(
    relation: Relation, count: int, place: float, *, high: bool, reasons: Reasons, year: int
) -> Line:
    pair = relation.pair
    keys = (("a", pair.first.key), ("b", pair.second.key), ("year", year))
    cell = Cell(
        "shared_organisations",
        "shared",
        keys=keys,
        value=float(count),
        unit="organisations",
        sources=(SOURCE,),
        rule=HOW,
    )
    rank = Cell(
        "shared_organisations",
        "bits",
        keys=keys,
        value=place / 100,
        unit="part of pairs",
        sources=(SOURCE,),
        rule="pairs of the same form that share less, or more, each organisation by its rarity",
    )
    beyond = Figure(figure_id(ID, "beyond"), rank.value, unit=rank.unit, cells=(rank,))
    parts: Parts = {
        "year": dated(figure_id(ID, "year", year), year, cell),
        "count": counted(figure_id(ID, "count"), count, "organisations", cell),
    }
    body = Sentence(
        "In {year} the two had {count} organisations in common that most states stay out of.", parts
    )
    if not count:
        template = "In {year} no organisation that most states stay out of had both."
        body = Sentence(template, {"year": parts["year"]})
    word = "less" if high else "more"
    with_bloc = form_of(relation.pair) == WITH_BLOC
    pairs = "all pairs of a bloc and an outsider" if with_bloc else "all pairs of two states"
    second = Sentence(
        f"Of {pairs} {{beyond:of_others}} are {word} closely joined.",
        {"beyond": beyond},
    )
    said = Said((body, second, *_smallest(relation)))
    form = "high" if high else "low"
    variant = f"unusual.{form if count else 'none'}"
    return fact_line(ID, variant, said, reasons, about=ABOUT, cells=(cell,), newest=year)


def _smallest(relation: Relation) -> Iterator[Sentence]:
    """Name the smallest organisation with both, of those whose members are followed."""
    shared = [one for one in circles(relation) if one.first and one.second]
    if shared:
        both = "both" if relation.pair.bloc_and_state is None else "members of both"
        yield Sentence(
            "Of the organisations that this paper follows, the smallest with {both} is {bloc}.",
            {"both": both, "bloc": shared[-1].bloc.label},
        )


RULE = Rule(
    id=ID,
    section="institutions",
    place=38,
    paragraph="circles",
    say=say,
    condition="organisations of at most half of all states with both, weighed by rarity, in an "
    "outer eighth of all pairs; not few where the bodies of a region are not followed",
    key=False,
)
"""The rule."""
