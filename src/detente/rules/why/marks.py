"""Marks: the year in which each structure of a relation turned, and which way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import log

import numpy as np
from numpy.typing import NDArray

from detente.actors.blocs import RUNGS, Bloc
from detente.actors.joint_bodies import bodies
from detente.analysis.relation import Relation
from detente.estimators.departure import departure
from detente.estimators.half_change import half_done
from detente.estimators.surprise import moved
from detente.evidence.cell import Cell
from detente.evidence.figure import Figure, dated, figure_id
from detente.evidence.series import Series
from detente.rules import vote_curve
from detente.rules.rows import row_cell

Floats = NDArray[np.float64]
WINDOW = 35
"""Years before the view in which structures are watched."""
FEWEST, SETTLED = 12, 5
"""Values that a series needs in these years, and from a turn to the last."""
FRESH, FRESH_CAPABILITY = 3, 5
"""Years before the view in which a series, and the index of capability, must end."""
CHANGED = 0.25
"""Part of a bloc's members whose change makes its median another bloc's."""
SHIFT = 1.5
"""Factor by which the ratio of weights must have changed."""
BROKEN = ("war", "truce", "occupation", "rupture", "suspended")
"""Conditions of the two themselves that break their institutions."""
APART, NEARER = "apart", "nearer"
POWER, VOTES, REGIMES, TIES = "power", "votes", "regimes", "ties"
TO_90, TO_80 = 1.645, 1.2816
NOUNS = {
    "candidate": "candidacy",
    "partner": "partnership",
    "observer": "observer's seat",
    "associate": "association",
    "member": "membership",
}
"""What a holder holds, by the last word of the form."""
GREAT = 0.01
"""Part of the world's product from which the weight of both matters to each without a quarrel."""
QUARRELS = ("war", "truce", "occupation", "rupture", "crisis", "disputed line")
"""Conditions under which the balance between the two matters."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The turn of one structure.

    Attributes
    ----------
    structure : str
        ``"power"``, ``"votes"``, ``"regimes"`` or ``"ties"``.
    way : str
        ``"apart"`` or ``"nearer"``; of power empty.
    year : Figure
        When.
    who : str
        Of power who gained, of regimes who changed, of ties what began or broke.
    strength : float
        How clear the turn is, 0 to 1.
    newest : int or None
        Year of its newest datum.
    """

    structure: str
    way: str
    year: Figure
    who: str
    strength: float
    newest: int | None

    @property
    def when(self) -> int:
        """The year."""
        return int(self.year.value)


def marks(relation: Relation) -> tuple[Mark, ...]:
    """Date the turn of every structure that has one, the earliest first.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    found = [*_power(relation), *_votes(relation), *_regimes(relation), *_ties(relation)]
    return tuple(sorted(found, key=lambda mark: mark.when))


def first_year(relation: Relation) -> int:
    """Give the first year that is watched: both exist as now.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    return max(relation.pair.as_now_since, relation.pair.as_of - WINDOW)


def _watched(relation: Relation, series: Series) -> Series | None:
    """Cut a series to the years that are watched; None where it is short or stale."""
    as_of = relation.pair.as_of
    inside = series.after(first_year(relation) - 1) if series else series
    if len(inside.years) < FEWEST or inside.years[-1] < as_of - FRESH:
        return None
    return inside


def _turn(relation: Relation, series: Series, structure: str) -> tuple[str, Figure, float] | None:
    """Date when a distance left its lowest or highest value for good: the later of both turns."""
    watched = _watched(relation, series)
    if watched is None or not watched.low or any(low is None for low in watched.low):
        return None
    values = np.array(watched.values)
    low, high = np.array(watched.low, dtype=float), np.array(watched.high, dtype=float)
    turns = [
        (found[1], way, found[0])
        for way, line in ((APART, (values, low, high)), (NEARER, (-values, -high, -low)))
        if (found := _settled(*line)) is not None
    ]
    if not turns:
        return None
    place, way, extreme = max(turns)
    cells = tuple(cell for cell in map(watched.at, _years(watched, extreme, place)) if cell)
    year = dated(figure_id("why", structure, "turn"), watched.years[place], *cells)
    half = np.hypot(high[-1] - low[-1], high[extreme] - low[extreme]) / 2 * TO_80 / TO_90
    return way, year, moved(float(values[-1] - values[extreme]), float(half))


def _settled(values: Floats, low: Floats, high: Floats) -> tuple[int, int] | None:
    """Give the places of the lowest value and of the departure from it, where it is settled.

    A turn that another last year would date elsewhere is not dated.
    """
    found = departure(values.tolist(), low.tolist(), high.tolist())
    if found is None or values.size - found[1] < SETTLED:
        return None
    earlier = departure(values[:-1].tolist(), low[:-1].tolist(), high[:-1].tolist())
    return found if found == earlier else None


def _years(series: Series, *places: int) -> tuple[int, ...]:
    """Give the years of some places, and the last."""
    return tuple(series.years[place] for place in (*places, len(series.years) - 1))


def _votes(relation: Relation) -> Iterator[Mark]:
    series = relation.identity.distance
    found = _turn(relation, series, VOTES)
    if found is None:
        return
    way, year, strength = found
    sign = vote_curve.APART if way == APART else vote_curve.NEARER
    # the picture of page 1 counts votes: what it denies is not dated
    if vote_curve.confirms_turn(relation.catalog, relation.pair, int(year.value), sign):
        yield Mark(VOTES, way, year=year, who="", strength=strength, newest=series.years[-1])


def _regimes(relation: Relation) -> Iterator[Mark]:
    series = relation.identity.regime
    found = _turn(relation, series, REGIMES)
    if found is None:
        return
    way, year, strength = found
    since = year.cells[0].year or 0
    changes = {
        party.label: _change(scores, since)
        for party, scores in zip(
            (relation.pair.first, relation.pair.second), relation.identity.polyarchy, strict=True
        )
    }
    who = max(changes, key=lambda name: changes[name])
    party = relation.pair.first if who == relation.pair.first.label else relation.pair.second
    if isinstance(party, Bloc):
        if _has_other_members(party, since, relation.pair.as_of):
            return
        who = f"the median member of {who}"
    yield Mark(REGIMES, way, year=year, who=who, strength=strength, newest=series.years[-1])


def _has_other_members(bloc: Bloc, first: int, last: int) -> bool:
    """Tell whether a change of its median is one of its membership."""
    then, now = set(bloc.members(first)), set(bloc.members(last))
    return len(then ^ now) > CHANGED * len(then | now)


def _change(scores: Series, since: int) -> float:
    """Give how far a score moved since a year."""
    then = scores.at(since)
    return abs(scores.values[-1] - then.value) if scores and then is not None else 0.0


def _power(relation: Relation) -> Iterator[Mark]:
    """Date when half of a large shift in weight was done; of a bloc at today's members."""
    sides = weights(relation)
    if sides is None or not balance_matters(relation, sides):
        return
    one, other = sides
    first = first_year(relation)
    years = [year for year in one.years if year in other.years and year >= first]
    if len(years) < FEWEST:
        return
    pairs = [(one.at(year), other.at(year)) for year in years]
    ratios = np.array([log(a.value / b.value) for a, b in pairs if a and b])
    shift = float(ratios[-1] - ratios[0])
    if ratios.size < len(years) or abs(shift) < log(SHIFT):
        return
    place = half_done(ratios)
    ends = (*pairs[0], *pairs[place], *pairs[-1])
    cells = tuple(dict.fromkeys(cell for cell in ends if cell))
    gainer = relation.pair.first if shift > 0 else relation.pair.second
    year = dated(figure_id("why", POWER, "turn"), years[place], *cells)
    strength = min(1.0, abs(shift) / log(SHIFT) / 3)
    # the index of capability has its own rule of age, which `weights` applies
    newest = None if yardstick_of(sides) == "cinc" else years[-1]
    yield Mark(POWER, "", year=year, who=gainer.label, strength=strength, newest=newest)


def balance_matters(relation: Relation, sides: tuple[Series, Series]) -> bool:
    """Tell whether the balance between the two matters: a quarrel, or two great economies.

    Parameters
    ----------
    relation : Relation
        The relation.
    sides : tuple of Series
        Their shares of the world's product.
    """
    quarrel = any(one.headline in QUARRELS for one in relation.state.conditions)
    great = all(side.values[-1] >= GREAT for side in sides)
    return quarrel or great or relation.power.at_odds


def weights(relation: Relation) -> tuple[Series, Series] | None:
    """Give both sides' share of the world, blocs at today's members; None where it is not known.

    Of material capability where it is fresh and both have armed forces, else of product.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    found = (weights_on(relation, name) for name in YARDSTICKS)
    return next((sides for sides in found if sides is not None), None)


YARDSTICKS = {"cinc": FRESH_CAPABILITY, "gdp": FRESH}
"""Yardsticks of weight, and how many years before the view each may end."""


def weights_on(relation: Relation, name: str) -> tuple[Series, Series] | None:
    """Give both sides' share of the world on a yardstick; None where it is not known.

    Parameters
    ----------
    relation : Relation
        The relation.
    name : {"cinc", "gdp"}
        The yardstick.
    """
    pair, power = relation.pair, relation.power
    if name == "cinc" and relation.situation.unarmed:
        return None
    oldest = pair.as_of - YARDSTICKS[name]
    fixed = iter(power.fixed[name])
    one, other = (
        next(fixed) if isinstance(party, Bloc) else share
        for party, share in zip((pair.first, pair.second), power.shares[name][:2], strict=True)
    )
    known = all(side and min(side.values) > 0 for side in (one, other))
    return (one, other) if known and min(one.years[-1], other.years[-1]) >= oldest else None


def yardstick_of(sides: tuple[Series, Series]) -> str:
    """Name the yardstick of two series: ``"cinc"`` or ``"gdp"``.

    Parameters
    ----------
    sides : tuple of Series
        As `weights` gives them.
    """
    return "cinc" if sides[0].column == "cinc_share" else "gdp"


def _ties(relation: Relation) -> Iterator[Mark]:
    """Date what broke their institutions, where it is still broken."""
    first = first_year(relation)
    broken = [
        one
        for one in relation.state.conditions
        if one.headline in BROKEN and not one.by_member and one.start.year >= first
    ]
    if not broken:
        return
    earliest = min(broken, key=lambda one: one.start)
    row = earliest.row or f"condition:{earliest.what}"
    cell = row_cell(row, earliest.start, document=earliest.source, checked=earliest.checked)
    year = dated(figure_id("why", TIES, "turn"), earliest.start.year, cell)
    yield Mark(TIES, APART, year=year, who="", strength=0.5, newest=None)


def leading_tie(relation: Relation) -> Mark | None:
    """Give the busiest joint body, or else the youngest rung; None where there is neither.

    Parameters
    ----------
    relation : Relation
        The relation.
    """
    first = first_year(relation)
    for found in (_bodies(relation), _rungs(relation)):
        watched = [one for one in found if one[1].year >= first]
        if watched:
            _, day, name, cell = max(watched, key=lambda one: one[:2])
            year = dated(figure_id("why", TIES, "begun"), day.year, cell)
            return Mark(TIES, NEARER, year=year, who=name, strength=0.5, newest=None)
    return None


def _rungs(relation: Relation) -> Iterator[tuple[int, date, str, Cell]]:
    """Give the rungs that are held, each with how busy it is, its day and its name."""
    pair = relation.pair
    if pair.bloc_and_state is None:
        return
    bloc, state = pair.bloc_and_state
    for step in bloc.steps_of(state.letters):
        if step.span.covers(pair.day) and step.rung in RUNGS:
            document = step.document or step.address
            cell = row_cell(step.row, step.span.start, document=document, checked=step.checked)
            yield 0, step.span.start, status(step.form), cell


def _bodies(relation: Relation) -> Iterator[tuple[int, date, str, Cell]]:
    """Give the joint bodies that live, each with its dated events, its day and its name."""
    pair = relation.pair
    for body in bodies(pair.first.key, pair.second.key, pair.day, own=pair.own):
        if body.ended is None:
            row = f"body:{pair.first.key}-{pair.second.key}:{body.id}"
            document = body.founding_act
            cell = row_cell(row, body.founded, document=document, checked=body.checked)
            name = f"the {body.name.removeprefix('the ')}"
            yield len(body.event), body.founded, name, cell


def status(form: str) -> str:
    """Name what a form of a rung gives its holder, as a thing that began.

    Parameters
    ----------
    form : str
        What the bloc calls it.

    Examples
    --------
    >>> status("candidate"), status("dialogue partner"), status("customs union")
    ('the candidacy', 'the dialogue partnership', 'the customs union')
    """
    for ending, noun in NOUNS.items():
        if form.lower().endswith(ending):
            return f"the {form[: -len(ending)]}{noun}"
    return f"the {form.removeprefix('the ')}"
