"""FORE: whether one side's product passes the other's, on past trends, and how surely."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log

import numpy as np

from detente.analysis.relation import Relation
from detente.estimators.surprise import ENOUGH
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance, likelihood
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.sentence import Sentence
from detente.models import track_records as methods
from detente.models.shares.forecast import Crossing
from detente.models.shares.forecast import crossing as crossing_of
from detente.power.yardsticks import yardstick
from detente.rules.line import Line, Reasons
from detente.rules.peers import STATES, WITH_BLOC, form_of
from detente.rules.power.lead import FACTOR, Lead, lead
from detente.rules.power.made import Figures, Measured, Parts, cells_of, filled, line, named
from detente.rules.power.plateau import plateau
from detente.rules.power.size_peers import sides
from detente.rules.power.sizes import are_apart
from detente.rules.rule import Rule

ID = "fore"
FIGURES = Figures(ID)
UNIT = "part of draws that cross"
PRODUCT = "gdp"
EVEN = 0.45
"""Part of the draws that cross from which a crossing is said whatever the lead did."""
NEVER = 0.9
"""Part of the draws that do not cross from which one is said not to come."""
MOST = 0.99
"""Part of the draws that is written at most."""
ALIKE = 1.25
"""Factor within which other pairs are as far apart."""
CLOSE = 10.0
"""Ratio of product over which nobody asks whether one passes the other."""
WORTH = 0.5
"""What a forecast is worth in its section."""


def say(relation: Relation) -> Iterator[Line]:
    """Say by when one passes the other, or that it would not, after a lead that changed."""
    if not are_apart(relation):
        return
    found = lead(relation)
    if found is None or found.name != PRODUCT or found.now[0].value > CLOSE * found.now[1].value:
        return
    changed = abs(found.change) >= log(FACTOR) or plateau(relation) is not None
    pair, by = relation.pair, yardstick(PRODUCT)
    crossing = crossing_of(relation.catalog, pair.first, pair.second, by, pair.day)
    if crossing is None or not (changed or 1 - crossing.never >= EVEN):
        return
    yield _line(relation, crossing, found)


def _line(relation: Relation, crossing: Crossing, found: Lead) -> Line:
    end = crossing.origin + crossing.horizon
    stronger, weaker = found.stronger, found.weaker
    base = _base_rate(relation, found, crossing.horizon)
    by = yardstick(PRODUCT)
    keys = (("first", crossing.first), ("second", crossing.second), ("year", end))
    cell = Cell(
        "forecast",
        by.column,
        keys=(*keys, ("origin", crossing.origin)),
        value=1 - crossing.never,
        unit=UNIT,
        sources=by.sources,
        rule=f"{crossing.draws} past paths of errors of pairs of the 25 strongest states",
    )
    chance = Chance(
        FIGURES.id(end),
        event=f"{weaker.label} passes {stronger.label} in product",
        horizon=f"by {end}",
        probability=cell.value,
        cells=(cell,),
        method="share_forecast",
        base_rate=base.value if base is not None else None,
    )
    parts: Parts = named(weaker=weaker.label, stronger=stronger.label)
    parts["chance"], parts["word"] = chance, likelihood(chance.probability)
    parts["end"] = FIGURES.year("end", cell)
    if base is not None:
        parts["base"] = FIGURES.per_cent("base", base)
        parts["then"] = dated(FIGURES.id("then"), found.last - crossing.horizon, base)
        parts["now"] = FIGURES.year("now", base)
        parts["among"] = AMONG[form_of(relation.pair)]
    body = tuple(_sentences(crossing, parts, cell))
    if base is not None:
        body = (*body, filled(BASE if base.value else NONE, parts))
    form = "passes" if crossing.middle else "stays" if crossing.never >= NEVER else "open"
    measure = Measured(
        cell.value,
        unit=UNIT,
        about="whether one passes the other",
        newest=crossing.origin,
        verdict="forecast",
    )
    return line(
        ID,
        f"plain.{form}",
        body,
        cells=(cell, *cells_of(body)),
        measured=measure,
        reasons=Reasons(unexpected=WORTH),
        series="forecast",
        method=methods.share_forecast(relation.shares, PRODUCT),
    )


def _sentences(crossing: Crossing, parts: Parts, cell: Cell) -> Iterator[Sentence]:
    if crossing.never >= NEVER:
        # never as certain: a share of draws says no more than that it is nearly all
        least = min(MOST, floor(100 * crossing.never) / 100)
        id = figure_id("power", ID, "never")
        part = Figure(id, least, unit="part of draws", cells=(cell,), way="per_cent")
        yield filled(
            "On past trends {weakers} product does not pass {strongers} before {end} in at least "
            "{part} of cases.",
            parts | {"part": part},
        )
        return
    word = " ({word})" if parts["word"] else ""
    yield filled(
        f"On past trends the chance that {{weakers}} product passes {{strongers}} by {{end}} is "
        f"{{chance}}{word}.",
        parts,
    )
    if crossing.middle:
        middle = dated(figure_id("power", ID, "middle"), crossing.middle, cell)
        yield filled("In half of all cases it does so by {middle}.", {"middle": middle})
    elif crossing.early:
        early = dated(figure_id("power", ID, "early"), crossing.early, cell)
        yield filled("In one case of ten it does so by {early}.", {"early": early})


AMONG = {
    STATES: "pairs of neighbours or with a major power",
    WITH_BLOC: "pairs of a bloc and a state outside it",
}
"""Of whom the base rate is counted, by the form of the relation."""
NONE = "Of {among} as far apart in {then} none had changed places by {now}."
BASE = "Of {among} as far apart in {then}, {base} had changed places by {now}."


def _base_rate(relation: Relation, found: Lead, horizon: int) -> Cell | None:
    """Count how many pairs as far apart changed places in as many years; None with few of them."""
    by = yardstick(PRODUCT)
    then, now = (
        sides(relation.catalog, relation.pair, by.column, year).log_ratio
        for year in (found.last - horizon, found.last)
    )
    own = abs(log(found.now[0].value / found.now[1].value))
    alike = (np.abs(np.abs(then) - own) <= log(ALIKE)) & ~np.isnan(now)
    if np.count_nonzero(alike) < ENOUGH:
        return None
    turned = float(np.mean(then[alike] * now[alike] < 0))
    return Cell(
        by.table,
        by.column,
        keys=(("pairs", "as far apart"), ("back", horizon), ("year", found.last)),
        value=turned,
        unit="part of pairs",
        sources=by.sources,
        rule="pairs of the same form whose ratio was within a quarter of this one",
    )


RULE = Rule(
    id=ID,
    section="power",
    place=35,
    paragraph="product",
    say=say,
    condition="product within a factor of ten; the lead changed by a factor of two or stopped, or "
    "the lines cross in 45 per cent of the draws within twenty years",
    topics=("forecast",),
    key=False,
)
