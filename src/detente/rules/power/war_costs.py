"""WAR-COSTS: what a war has cost either side in output and people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from detente.actors.names import Actor
from detente.analysis.relation import Relation
from detente.evidence.cell import Cell
from detente.evidence.figure import dated, figure_id
from detente.evidence.sentence import Sentence
from detente.power.yardsticks import yardstick
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
from detente.rules.power.sizes import (
    Growth,
    are_apart,
    growth,
    held_by,
    newest_year,
    total_people,
)
from detente.rules.rule import Rule
from detente.store.catalog import Catalog

ID = "war_costs"
FIGURES = Figures(ID)
PRODUCT, PEOPLE = "gdp", "pop"
NOTHING = 0.02
"""Part of product under which a change is none."""
PEOPLE_LOST = 0.05
"""Part of its people that a side has lost at least, to be said."""


@dataclass(frozen=True, slots=True)
class Cost:
    """How a side's product changed since the last year of peace.

    Attributes
    ----------
    actor : State or Bloc
        Whose.
    change : Growth
        The change of its product.
    rank : float
        How far in the lower tail of all states' growth it lies.
    people : Growth or None
        The change of its people, where it is a loss worth a word.
    """

    actor: Actor
    change: Growth
    rank: float
    people: Growth | None


def costs(relation: Relation) -> tuple[int, int, tuple[Cost, Cost]] | None:
    """Compare both sides' product with the last year before the war.

    Parameters
    ----------
    relation : Relation
        The relation.

    Returns
    -------
    tuple of int, int, (Cost, Cost) or None
        Year before the war, newest year, both sides; None without a war or fresh data.
    """
    leading = relation.state.leading
    if leading is None or not relation.situation.holds("war") or not are_apart(relation):
        return None
    before = leading.start.year - 1
    pair = relation.pair
    known = [held_by(relation, party, PRODUCT) for party in (pair.first, pair.second)]
    last = newest_year(relation, *known)
    if last is None or last <= before:
        return None
    found = [_cost(relation, party, (before, last)) for party in (pair.first, pair.second)]
    if found[0] is None or found[1] is None:
        return None
    return before, last, (found[0], found[1])


def _cost(relation: Relation, party: Actor, years: tuple[int, int]) -> Cost | None:
    series = held_by(relation, party, PRODUCT)
    then, now = (series.at(year) for year in years)
    if then is None or now is None:
        return None
    change = growth(relation, PRODUCT, then, now)
    if change is None:
        return None
    totals = change.cells[3].value / change.cells[2].value
    others = relation.catalog.remember(_growth_of_states, *years)
    rank = tail(-change.value, 1 - totals * others.to_numpy())
    people = _people_lost(relation, party, years[0])
    return Cost(party, change, rank=rank, people=people)


def _growth_of_states(catalog: Catalog, first: int, last: int) -> pl.Series:
    """Give every state's share of product in a year over that in an earlier one."""
    column = yardstick(PRODUCT).column
    known = catalog.frame("capability").select("ccode", "year", pl.col(column).cast(pl.Float64))
    then, now = (known.filter(pl.col("year") == year).drop("year") for year in (first, last))
    joined = now.join(then, on="ccode", suffix="_then").drop_nulls()
    grown = joined.filter(pl.col(f"{column}_then") > 0)
    return (grown[column] / grown[f"{column}_then"]).alias("growth")


def _people_lost(relation: Relation, party: Actor, before: int) -> Growth | None:
    series = held_by(relation, party, PEOPLE)
    last = newest_year(relation, series)
    then = series.at(before)
    now = series.at(last) if last is not None else None
    totals = [total_people(relation, year) for year in (before, last or before)]
    first, newest = totals
    if then is None or now is None or first is None or newest is None:
        return None
    value = now.value * newest.value / (then.value * first.value) - 1
    return Growth(value, cells=(then, now, first, newest)) if value <= -PEOPLE_LOST else None


def say(relation: Relation) -> Iterator[Line]:
    """Say what happened to both sides' product since the last year of peace."""
    found = costs(relation)
    if found is not None:
        yield _line(*found)


HEADLINES = {
    "one": "{losers} output is below its level before the war, {winners} above it.",
    "both": "Both economies are smaller than before the war.",
    "neither": "Neither economy has shrunk in the war.",
}
GISTS = {
    "one": "{losers} product is {loss} smaller than before the war.",
    "both": "Both economies are smaller than before the war, {losers} by {loss}.",
    "neither": "Both economies are larger than before the war, {losers} by {loss}.",
}
KEYS = {
    "one": "Its product was {loss} smaller in {last} than in {before}, and {winners} {gain} "
    "larger.",
    "both": "By {last} {losers} product had shrunk by {loss} and {winners} by {gain}.",
    "neither": "By {last} {losers} product had grown by {loss} and {winners} by {gain}.",
}
BODIES = {
    "one": "From {before} to {last} {losers} product fell by {loss}, and {winners} rose by {gain}.",
    "both": "{losers} product fell by {loss} from {before} to {last}, and {winners} by {gain}.",
    "neither": "{losers} product rose by {loss} from {before} to {last}, and {winners} by {gain}.",
}
"""Message, evidence on page 1 and in the section, by who lost output."""


def _line(before: int, last: int, both: tuple[Cost, Cost]) -> Line:
    loser, winner = sorted(both, key=lambda cost: cost.change.value)
    lost = loser.change.value < -NOTHING
    form = "both" if winner.change.value < -NOTHING else "one" if lost else "neither"
    parts = _parts(before, last, loser, winner)
    body: list[Sentence] = [filled(BODIES[form], parts)]
    for cost in both:
        if cost.people is not None:
            body.append(_people_sentence(cost.actor, cost.people))
    cells = (*loser.change.cells, *winner.change.cells)
    page = first_page(parts, HEADLINES[form], KEYS[form], gist=GISTS[form])
    measure = Measured(
        loser.change.value, unit="part of product", about="what the war costs", newest=last
    )
    return line(
        ID,
        f"unusual.{form}",
        tuple(body),
        cells=(*cells, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unusual=loser.rank),
        page=page,
    )


def _parts(before: int, last: int, loser: Cost, winner: Cost) -> Parts:
    cells: tuple[Cell, ...] = loser.change.cells
    parts: Parts = named(loser=loser.actor.label, winner=winner.actor.label)
    parts["loss"] = loser.change.figure(FIGURES.id(loser.actor.key))
    parts["gain"] = winner.change.figure(FIGURES.id(winner.actor.key))
    parts["before"] = dated(FIGURES.id("before"), before, *cells)
    parts["last"] = dated(FIGURES.id("last"), last, *cells)
    return parts


def _people_sentence(actor: Actor, people: Growth) -> Sentence:
    """Say how many fewer people a side has: by flight and births too, not by the dead alone."""
    lost = people.figure(figure_id("power", ID, "people", actor.key))
    start = people.cells[0]
    before = dated(FIGURES.id("people", actor.key, "before"), start.year or 0, start)
    return Sentence(
        "{who} has {lost} fewer people than in {before}; those who fled are among them.",
        {"who": actor.label, "lost": lost, "before": before},
    )


RULE = Rule(
    id=ID,
    section="power",
    place=51,
    paragraph="war",
    say=say,
    condition="at war: product of both in the last year before it and in a fresh year since",
    topics=(),
)
