"""Forecasts of a share of the system, with bands from pooled past errors and their track record."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.estimators.forecast import LOOKBACK, Rule, bands, crossings, drift_path, expit, logit
from detente.evidence.series import Series
from detente.models.shares.selection import (
    CANDIDATES,
    REFERENCE,
    REFERENCES,
    SINCE,
    WORDS,
    Record,
    record,
)
from detente.power.yardsticks import Yardstick, series
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
STANDS_FOR = {"gdp": "gdp_long", "gdp_ppp": "gdp_long", "spending": "milex"}
"""Yardsticks too short to be scored, and the longer series of the same thing whose past errors make their bands."""
LEVELS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])


@dataclass(frozen=True, slots=True)
class Forecast:
    """A fan for one actor on one yardstick.

    Attributes
    ----------
    of, yardstick : str
        Whose, and on which yardstick.
    origin : int
        Newest year known.
    start : float
        The share in that year, at the same members as the fan.
    years : tuple of int, shape (H,)
    low80, low50, median, high50, high80 : tuple of float, shape (H,)
        Quantiles of the share.
    record : Record
        How such forecasts did.
    """

    of: str
    yardstick: str
    origin: int
    start: float
    years: tuple[int, ...]
    low80: tuple[float, ...]
    low50: tuple[float, ...]
    median: tuple[float, ...]
    high50: tuple[float, ...]
    high80: tuple[float, ...]
    record: Record

    def at(self, year: int) -> tuple[float, float, float] | None:
        """Give low, median and high of the 80 % band for a year; None outside the horizon."""
        if year not in self.years:
            return None
        i = self.years.index(year)
        return self.low80[i], self.median[i], self.high80[i]


@dataclass(frozen=True, slots=True)
class Crossing:
    """When one line would cross another: a distribution of years.

    Attributes
    ----------
    first, second, yardstick : str
        The two, the one that stands higher now first.
    origin, horizon : int
        Newest year known; years looked ahead.
    never : float
        Part of the draws in which they do not cross within the horizon.
    early, middle : int or None
        Years by which a tenth and half of all draws have crossed; None where fewer do.
    draws : int
        Number of past paths of errors.
    """

    first: str
    second: str
    yardstick: str
    origin: int
    horizon: int
    never: float
    early: int | None
    middle: int | None
    draws: int


def _shares_by_state(catalog: Catalog, reference: str) -> Floats:
    """Give the shares of every state, successor codes merged, shape (U, T)."""
    return state_matrix(catalog.frame("capability"), REFERENCES[reference], SINCE)[1]


def reference_class(catalog: Catalog, reference: str, as_of: int) -> Floats:
    """Collect the log-ratios of the strongest states up to a year, successor codes merged.

    Returns
    -------
    ndarray, shape (25, T)
        Years from 1956 to the newest one with data not after `as_of`; NaN where a state has none.
    """
    shares = catalog.remember(_shares_by_state, reference)
    known = shares[:, : max(0, as_of - SINCE + 1)]
    while known.shape[1] and np.isnan(known[:, -1]).all():
        known = known[:, :-1]
    if known.shape[1] <= LOOKBACK:
        return np.full((0, 0), np.nan)
    top = np.argsort(-np.where(np.isnan(known[:, -1]), -1.0, known[:, -1]), kind="stable")[
        :REFERENCE
    ]
    return logit(known[top])


def prepared(catalog: Catalog, by: Yardstick, as_of: int) -> tuple[Floats, Record]:
    """Give the reference class of a yardstick and the record of the rule that the back-test chooses at a view."""
    reference = STANDS_FOR.get(by.id, by.id)
    return catalog.remember(_prepared, reference, as_of)


def _prepared(catalog: Catalog, reference: str, as_of: int) -> tuple[Floats, Record]:
    if reference not in REFERENCES:
        return np.full((0, 0), np.nan), Record("")
    return reference_class(catalog, reference, as_of), record(catalog, reference, as_of)


def _bands(catalog: Catalog, reference: str, as_of: int, horizon: int, how: Rule) -> Floats:
    """Give the past errors of a rule at each step and level, shape (H, L)."""
    past, _ = catalog.remember(_prepared, reference, as_of)
    return bands(past, horizon, how, LEVELS)


def _lately(
    catalog: Catalog, parties: tuple[Actor, ...], by: Yardstick, as_of: int, composition: str
) -> tuple[int, Floats] | None:
    """Sum the parties' log-ratio over the last years; None where they have no year in common."""
    parts = [series(catalog, party, by, as_of=as_of, composition=composition) for party in parties]
    years = set(parts[0].years).intersection(*(p.years for p in parts[1:]))
    if not years:
        return None
    newest = max(years)
    known = [dict(zip(p.years, p.values, strict=True)) for p in parts]
    return newest, np.array(
        [sum(k.get(y, np.nan) for k in known) for y in range(newest - LOOKBACK, newest + 1)]
    )


def forecast(
    catalog: Catalog,
    actor: Actor,
    by: Yardstick,
    as_of: int,
    *,
    horizon: int = 20,
    extra: tuple[Actor, ...] = (),
    rule: Rule | None = None,
    composition: str = "fixed",
) -> Forecast | None:
    """Forecast the share of an actor.

    Parameters
    ----------
    world : World
        The tables.
    actor : State or Bloc
        Whose share.
    by : Yardstick
        On which yardstick.
    as_of : int
        The view: nothing later is seen.
    horizon : int
        Years ahead.
    extra : tuple of State or Bloc
        Further parties whose shares are added.
    rule : Rule, optional
        By default the one that the back-test chooses from what was known at the view.
    composition : {"fixed", "actual"}
        A bloc's members as of the view in all years, or as they were: the second carries past enlargement on.

    Returns
    -------
    Forecast or None
        None where the series is too short, or nothing is known of past errors.
    """
    reference, scores = prepared(catalog, by, as_of)
    lately = _lately(catalog, (actor, *extra), by, as_of, composition)
    if not reference.size or lately is None:
        return None
    newest, values = lately
    how = rule or CANDIDATES[scores.rule]
    path = drift_path(logit(values[None, :]), horizon, how)[0]
    missed = catalog.remember(_bands, STANDS_FOR.get(by.id, by.id), as_of, horizon, how)
    reach = int(np.argmax(np.isnan(missed[:, 0]))) if np.isnan(missed).any() else horizon
    if np.isnan(path).any() or reach == 0:
        return None
    fan = expit(path[:reach, None] + missed[:reach])
    columns = [tuple(float(v) for v in fan[:, i]) for i in range(LEVELS.size)]
    names = [
        series(catalog, p, by, as_of=as_of, composition=composition).of for p in (actor, *extra)
    ]
    return Forecast(
        of=" with ".join(names),
        yardstick=by.id,
        origin=newest,
        start=float(values[-1]),
        years=tuple(range(newest + 1, newest + reach + 1)),
        low80=columns[0],
        low50=columns[1],
        median=columns[2],
        high50=columns[3],
        high80=columns[4],
        record=scores,
    )


def crossing(
    catalog: Catalog, a: Actor, b: Actor, by: Yardstick, as_of: int, *, horizon: int = 25
) -> Crossing | None:
    """Say when two parties' lines would cross, from the whole paths of errors that gaps of the reference class once had.

    Returns
    -------
    Crossing or None
        None where a party has no series, or no past path of errors is half as long as the horizon; the horizon is shortened
        to the longest one of which there are any.
    """
    reference, scores = prepared(catalog, by, as_of)
    both = [
        found
        for p in (a, b)
        for found in [_lately(catalog, (p,), by, as_of, "fixed")]
        if found is not None
    ]
    if not reference.size or len(both) < 2 or both[0][0] != both[1][0]:
        return None
    reach = min(horizon, reference.shape[1] - LOOKBACK - 5)
    if reach < horizon / 2 or np.isnan([both[0][1], both[1][1]]).any():
        return None
    named = [
        (float(v[-1]), series(catalog, p, by, as_of=as_of).of, logit(v))
        for p, (_, v) in zip((a, b), both, strict=True)
    ]
    high, low = sorted(named, key=lambda n: -n[0])
    drawn = crossings(reference, high[2], low[2], reach, CANDIDATES[scores.rule])
    if not drawn.size:
        return None
    when = np.sort(np.where(drawn == 0, reach + 1, drawn))
    early, middle = (int(when[int(q * when.size)]) for q in (0.1, 0.5))
    return Crossing(
        high[1],
        low[1],
        by.id,
        both[0][0],
        reach,
        float((drawn == 0).mean()),
        both[0][0] + early if early <= reach else None,
        both[0][0] + middle if middle <= reach else None,
        drawn.size,
    )


def as_series(fan: Forecast, by: Yardstick) -> Series:
    """Write a fan as a series, so that its cells can be evidence."""
    rule = CANDIDATES[fan.record.rule]
    return Series(
        id=f"power.{by.id}_forecast",
        label=f"{by.label}, forecast from {fan.origin}",
        of=fan.of,
        unit=by.unit,
        table="forecast",
        column=by.column,
        keys=(("actor", fan.of), ("origin", fan.origin)),
        years=fan.years,
        values=fan.median,
        low=fan.low80,
        high=fan.high80,
        sources=by.sources,
        rule=f"{WORDS[rule.name]} on log-ratios; 80 % band from the pooled past errors of the 25 strongest states",
        method="share_forecast",
    )
