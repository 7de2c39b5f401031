"""TRADE-RUNG: a trade agreement of eight years that moved a state's trade with a bloc little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.actors.blocs import Bloc, Step
from detente.actors.states import State
from detente.analysis.relation import Relation
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.power import trade as flows
from detente.rules.line import Line, Reasons
from detente.rules.power.made import Figures, Measured, Page, Parts, cells_of, filled, line, named
from detente.rules.power.sizes import are_apart
from detente.rules.rule import Rule

ID = "trade_rung"
FIGURES = Figures(ID)
FORMS = (
    "customs union",
    "free trade",
    "association agreement",
    "europe agreement",
    "economic area",
)
"""Words by which the name of a rung says that it is about trade."""
LEAST = 8
"""Fewest years of the rung."""
POINTS = 0.03
"""Part of trade under which nothing moved."""
STILL = 0.5
"""How unexpected it is that an agreement made for trade did not move it."""


@dataclass(frozen=True, slots=True)
class TradeRung:
    """A rung about trade, and what the state bought from the bloc before and since.

    Attributes
    ----------
    bloc, state : Bloc, State
        The parties.
    step : Step
        The rung.
    then, now : Cell
        Part of the state's imports that comes from the bloc, at today's members.
    """

    bloc: Bloc
    state: State
    step: Step
    then: Cell
    now: Cell


def trade_rung(relation: Relation) -> TradeRung | None:
    """Find the newest rung about trade that has lasted long enough; None without one or data.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    sides = relation.pair.bloc_and_state
    if sides is None or not are_apart(relation) or not flows.is_known(relation.catalog):
        return None
    bloc, state = sides
    last = flows.last_year(relation.catalog)
    day = relation.pair.day
    steps = [
        step
        for step in bloc.steps_of(state.letters)
        if step.span.covers(day) and not step.condition and _is_about_trade(step)
    ]
    old_enough = [step for step in steps if step.span.start.year + LEAST <= last]
    if not old_enough:
        return None
    step = max(old_enough, key=lambda one: one.span.start)
    start = step.span.start.year
    then, now = (
        flows.share(relation.catalog, state, bloc, year=year, day=day, way=flows.IMPORTS)
        for year in (start, last)
    )
    if then is None or now is None:
        return None
    sold = [
        flows.share(relation.catalog, state, bloc, year=year, day=day, way=flows.EXPORTS)
        for year in (start, last)
    ]
    # what the state buys may stand still while what it sells moves: then the agreement moved trade
    if any(one is None for one in sold) or _rose(sold):
        return None
    return TradeRung(bloc, state, step=step, then=then, now=now)


def _rose(cells: Sequence[Cell | None]) -> bool:
    """Tell whether a share rose from the first cell to the last."""
    known = [cell.value for cell in cells if cell is not None]
    return known[-1] - known[0] >= POINTS


def _is_about_trade(step: Step) -> bool:
    return any(word in step.form.lower() for word in FORMS)


def say(relation: Relation) -> Iterator[Line]:
    """Say that the share fell, or did not move, although the rung was built to raise it."""
    found = trade_rung(relation)
    if found is not None and found.now.value - found.then.value < POINTS:
        yield _line(found)


def _line(found: TradeRung) -> Line:
    change = found.now.value - found.then.value
    form = "fell" if change <= -POINTS else "flat"
    parts: Parts = named(bloc=found.bloc.label, state=found.state.label)
    parts["form"] = found.step.form
    parts["then"] = FIGURES.per_cent("then", found.then)
    parts["now"] = FIGURES.per_cent("now", found.now)
    parts["first"] = FIGURES.year("first", found.then)
    parts["last"] = FIGURES.year("last", found.now)
    first = filled(
        "In {last} {blocs} members sold {now} of {states} imports, in {first} {then}.", parts
    )
    # a share is no amount, and what an agreement added to it is not known from two shares
    second = filled(ELSEWHERE[form], parts)
    key = filled("Its part of imports went from {then} in {first} to {now} in {last}.", parts)
    gist = filled("Under the {form} {blocs} part of imports is {now}.", parts)
    headline = filled("Under the {form} {blocs} part of {states} imports has not risen.", parts)
    measure = Measured(
        found.now.value,
        unit=found.now.unit,
        about="what an agreement on trade moved",
        newest=found.now.year,
    )
    strength = max(STILL, moved(change, POINTS))
    return line(
        ID,
        f"unexpected.{form}",
        (first, second),
        cells=(found.now, found.then, *cells_of((first, second))),
        measured=measure,
        reasons=Reasons(unexpected=strength),
        page=Page(headline, key=(key,), gist=gist),
    )


ELSEWHERE = {
    "fell": "Under the {form} what {state} buys from others has grown faster.",
    "flat": "Under the {form} what {state} buys from others has grown as fast.",
}
"""What two shares say of the amounts, by how they moved."""


RULE = Rule(
    id=ID,
    section="power",
    place=71,
    paragraph="trade",
    say=say,
    condition="with the table of trade: a rung about trade of eight years or more, and the bloc's "
    "part of the state's imports rose by under three points",
)
