"""INSIDE: how far the strongest member of an alliance outspends the others, then and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

import polars as pl

from detente.actors.blocs import Bloc
from detente.actors.names import Actor
from detente.actors.states import state_on
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.estimators.turning import last_turn
from detente.evidence.cell import Cell
from detente.power.profile import EUROPE, TURKEY, USA
from detente.power.third import DEFENCE
from detente.power.yardsticks import COVERED, part_of_people, yardstick
from detente.rules.line import Line, Reasons, off_first_page
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
from detente.rules.power.sizes import FRESH, may_meet
from detente.rules.rule import Rule
from detente.span import year_end
from detente.store.catalog import Catalog

ID = "inside"
FIGURES = Figures(ID)
SPENDING = "spending_constant"
BACK, LEAST_BACK = 20, 10
"""Years that are looked back, and fewest."""
HALF = 0.5
"""Least part of the others' spending that the strongest member's has to reach."""
QUARTER = 1.25
"""Factor by which the ratio changed at least."""
FEWEST = 3
"""Fewest members."""


@dataclass(frozen=True, slots=True)
class Inside:
    """The strongest member's spending over the others', at the members of the view.

    Attributes
    ----------
    bloc, leader : State or Bloc
        The alliance and its strongest member.
    rest : str
        What the others are called.
    then, now : Cell
        The ratio in the year of its newest extreme, from which it has moved by a quarter, and in
        the last year.
    """

    bloc: Bloc
    leader: Actor
    rest: str
    then: Cell
    now: Cell

    @property
    def change(self) -> float:
        """Logarithm of the ratio now over the ratio then."""
        return log(self.now.value / self.then.value)


def inside(relation: Relation) -> Inside | None:
    """Compare the strongest member of the alliance of a pair with the others; None without one.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    parties = (relation.pair.first, relation.pair.second)
    alliances = [one for one in parties if isinstance(one, Bloc) and one.id in DEFENCE]
    found = (relation.catalog.remember(_of, bloc, relation.pair.as_of) for bloc in alliances)
    return next((one for one in found if one is not None), None)


def _of(catalog: Catalog, bloc: Bloc, year: int) -> Inside | None:
    codes = bloc.members(year)
    amounts = catalog.frame(yardstick(SPENDING).table).filter(
        pl.col("ccode").is_in(list(codes)) & (pl.col("year") <= year)
    )
    rows = amounts.select("ccode", "year", pl.col(SPENDING)).drop_nulls()
    last = rows["year"].max()
    if not isinstance(last, int) or last < year - FRESH or len(codes) < FEWEST:
        return None
    newest = rows.filter(pl.col("year") == last).sort(SPENDING, descending=True)
    leader = int(newest["ccode"][0])
    european = leader == USA and sum(code in EUROPE for code in codes) >= FEWEST
    others = [
        code
        for code in codes
        if code != leader and (not european or code in EUROPE or code == TURKEY)
    ]
    ratios = _ratios(catalog, rows, leader, others)
    years = [when for when in ratios if last - BACK <= when <= last]
    if last not in years or min(years) > last - LEAST_BACK:
        return None
    first = _turn(years, ratios)
    cells = {when: _cell(bloc, leader, when, ratios[when]) for when in (first, last)}
    return Inside(
        bloc,
        state_on(leader, year_end(year)),
        rest="its European allies" if european else "the other members",
        then=cells[first],
        now=cells[last],
    )


def _turn(years: list[int], ratios: dict[int, float]) -> int:
    """Give the year from which to count: the newest extreme, where the ratio has left it."""
    turned = last_turn([log(ratios[year]) for year in years], log(QUARTER))
    return years[0 if turned is None else turned]


def _ratios(
    catalog: Catalog, rows: pl.DataFrame, leader: int, others: list[int]
) -> dict[int, float]:
    """Divide the leader's spending by the others' in years with data for nine tenths of them."""
    people = catalog.remember(part_of_people).filter(pl.col("ccode").is_in(others))
    with_people = people.join(rows, on=["ccode", "year"], how="left")
    known = pl.col("people").filter(pl.col(SPENDING).is_not_null()).sum()
    sums = with_people.group_by("year").agg(
        pl.col(SPENDING).sum().alias("rest"),
        (known >= COVERED * pl.col("people").sum()).alias("covered"),
    )
    own = rows.filter(pl.col("ccode") == leader).select("year", pl.col(SPENDING).alias("own"))
    joined = own.join(sums.filter("covered"), on="year").filter(pl.col("rest") > 0)
    divided = joined.select("year", pl.col("own") / pl.col("rest")).sort("year")
    return dict(divided.iter_rows())


def _cell(bloc: Bloc, leader: int, year: int, value: float) -> Cell:
    by = yardstick(SPENDING)
    return Cell(
        by.table,
        by.column,
        keys=(("bloc", bloc.id), ("leader", leader), ("year", year)),
        value=value,
        unit="ratio",
        sources=by.sources,
        rule=f"{by.rule}; the strongest member over the sum of the others, members of the view",
    )


def say(relation: Relation) -> Iterator[Line]:
    """Say the ratio and how it moved, where it is large and moved by a quarter."""
    found = inside(relation)
    if found is None or found.now.value < HALF or abs(found.change) < log(QUARTER):
        return
    if may_meet(relation):
        told = _line(found)
        # to a member the weight of the strongest is no news of its own
        inner = relation.state.rung == "member"
        yield off_first_page(told) if inner else told


def _line(found: Inside) -> Line:
    grew = found.change > 0
    parts: Parts = named(bloc=found.bloc.label, leader=found.leader.label, rest=found.rest)
    parts["now"] = FIGURES.multiple("now", found.now.value, found.now)
    parts["then"] = FIGURES.multiple("then", found.then.value, found.then)
    parts["last"] = FIGURES.year("last", found.now)
    parts["first"] = FIGURES.year("first", found.then)
    so = "the alliance leans more on one member" if grew else "the others carry a larger part"
    body = (
        filled(SPENT, parts),
        filled("With the same members it had been {then} times in {first}.", parts),
        filled(f"So {so} than then.", {}),
    )
    headline = TOWARDS if grew else EVENER
    page = first_page(parts, headline, KEY, gist=GIST)
    measure = Measured(
        found.now.value, unit="ratio", about="arms inside the bloc", newest=found.now.year
    )
    return line(
        ID,
        "moved.leader" if grew else "moved.others",
        body,
        cells=(found.now, found.then, *cells_of(body)),
        measured=measure,
        reasons=Reasons(moved=moved(found.change, log(QUARTER))),
        page=page,
    )


SPENT = "Inside {bloc} {leader} spent {now} times what {rest} spent together on defence in {last}."
EVENER = "Inside {bloc} the others spend more beside {leader} than they did."
TOWARDS = "{leader} outspends the rest of {bloc} by more than it did."
GIST = "{leader} spends {now} times what {rest} spend together."
KEY = "It spent {now} times what {rest} spent together in {last}, after {then} times in {first}."


RULE = Rule(
    id=ID,
    section="power",
    place=55,
    paragraph="arms",
    say=say,
    condition="a quarrel, an alliance or a land border, and an alliance whose strongest member "
    "spends half of what the others do or more; with the members of the view that ratio moved by "
    "a quarter from the newer of its highest and its lowest value in ten to twenty years",
    topics=("arms",),
)
