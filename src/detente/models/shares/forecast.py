"""Forecasts of a share of the system, with bands from pooled past errors and their record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.actors.names import Actor
from detente.estimators.forecast import (
    LOOKBACK,
    Blend,
    bands,
    crossings,
    drift_path,
    expit,
    gap_paths,
    logit,
)
from detente.evidence.series import Series
from detente.models.shares.selection import (
    RECENT,
    REFERENCE,
    REFERENCES,
    SINCE,
    ShareRecord,
    blend,
    record,
)
from detente.power.yardsticks import Yardstick, series
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
STANDS_FOR = {"gdp": "gdp_long", "gdp_ppp": "gdp_long", "spending": "milex"}
"""Yardsticks too short to be scored, and the longer series of the same thing whose past errors make
their bands."""
LEVELS = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
"""Quantiles of a fan."""
SPARE = 5
"""Fewest past paths of errors from which crossings are drawn."""


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
    record : ShareRecord
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
    record: ShareRecord

    def at(self, year: int) -> tuple[float, float, float] | None:
        """Give low, median and high of the 80 % band for a year; None outside the horizon.

        Parameters
        ----------
        year : int
            The year.
        """
        if year not in self.years:
            return None
        place = self.years.index(year)
        return self.low80[place], self.median[place], self.high80[place]


@dataclass(frozen=True, slots=True)
class Crossing:
    """When one line would cross another: a distribution of years.

    Attributes
    ----------
    first, second, yardstick : str
        The two, the one with the larger share now first.
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


@dataclass(frozen=True, slots=True)
class Lately:
    """The shares of parties in the years that a forecast starts from.

    Attributes
    ----------
    names : tuple of str
        The parties.
    newest : int
        Newest year known of all.
    values : ndarray, shape (L,)
        The sum of their shares in the years up to it; NaN where one is not known.
    """

    names: tuple[str, ...]
    newest: int
    values: Floats

    @property
    def of(self) -> str:
        """The parties in words."""
        return " with ".join(self.names)


def _shares_by_state(catalog: Catalog, reference: str) -> Floats:
    """Give the shares of every state, successor codes merged, shape (U, T)."""
    return state_matrix(catalog.frame("capability"), REFERENCES[reference], SINCE)[1]


def reference_class(catalog: Catalog, reference: str, as_of: int | date) -> Floats:
    """Collect the log-ratios of the strongest states up to a year, successor codes merged.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    reference : str
        Key of `selection.REFERENCES`.
    as_of : int or datetime.date
        The view.

    Returns
    -------
    ndarray, shape (25, T)
        Years from `selection.SINCE` to the newest one with data; NaN where a state has none.
    """
    shares = catalog.as_of(as_of).remember(_shares_by_state, reference)
    if shares.shape[1] <= LOOKBACK:
        return np.full((0, 0), np.nan)
    newest = np.where(np.isnan(shares[:, -1]), -1.0, shares[:, -1])
    strongest = np.argsort(-newest, kind="stable")[:REFERENCE]
    return logit(shares[strongest])


@dataclass(frozen=True, slots=True)
class Prepared:
    """What every forecast on a yardstick shares at a view.

    Attributes
    ----------
    past : ndarray, shape (25, T)
        The reference class.
    blend : Blend or None
        Rules and pools by the weights of the view; None where nothing is known of their scores.
    record : ShareRecord
        How such forecasts did.
    """

    past: Floats
    blend: Blend | None
    record: ShareRecord

    @property
    def steps(self) -> Floats:
        """Years of drift added by each horizon; empty where nothing is known."""
        return np.empty(0) if self.blend is None else self.blend.steps


NOTHING = Prepared(np.full((0, 0), np.nan), None, record=ShareRecord())
"""What is prepared of a yardstick that cannot be scored."""


def prepared(catalog: Catalog, by: Yardstick, as_of: int | date) -> Prepared:
    """Give the reference class of a yardstick at a view, its blend and its record.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    by : Yardstick
        The yardstick.
    as_of : int or datetime.date
        The view.
    """
    return catalog.remember(_prepared, _reference(by), as_of)


def _reference(by: Yardstick) -> str:
    """Give the yardstick whose past errors make the bands of another."""
    return STANDS_FOR.get(by.id, by.id)


def _prepared(catalog: Catalog, reference: str, as_of: int | date) -> Prepared:
    if reference not in REFERENCES:
        return NOTHING
    past = reference_class(catalog, reference, as_of)
    if not past.size:
        return NOTHING
    used = blend(catalog, reference, as_of)
    return Prepared(past, used, record=record(catalog, reference, as_of))


def _bands(catalog: Catalog, reference: str, as_of: int | date, horizon: int) -> Floats:
    """Give the past errors of the blend of a view at each step and level, shape (H, L)."""
    known = catalog.remember(_prepared, reference, as_of)
    return _errors(known, None if known.blend is None else _within(known.blend, horizon))


def _errors(known: Prepared, used: Blend | None) -> Floats:
    if used is None:
        return np.full((0, LEVELS.size), np.nan)
    return bands(known.past, used, LEVELS)


def _gap_paths(catalog: Catalog, reference: str, as_of: int | date, horizon: int) -> Floats:
    """Give whole paths of past errors of gaps, shape (H, P): the same for every two parties."""
    known = catalog.remember(_prepared, reference, as_of)
    if known.blend is None:
        return np.full((horizon, 0), np.nan)
    return gap_paths(known.past, _within(known.blend, horizon), RECENT - SINCE)


def _within(used: Blend, horizon: int) -> Blend:
    """Cut a blend off at a horizon."""
    return Blend(used.steps[:horizon], used.pools, weights=used.weights[:horizon])


def _lately(
    catalog: Catalog, parties: tuple[Actor, ...], by: Yardstick, as_of: int | date, composition: str
) -> Lately | None:
    """Sum the parties' shares over the last years; None where they have no year in common."""
    parts = [series(catalog, party, by, as_of=as_of, composition=composition) for party in parties]
    years = set(parts[0].years).intersection(*(part.years for part in parts[1:]))
    if not years:
        return None
    newest = max(years)
    known = [dict(zip(part.years, part.values, strict=True)) for part in parts]
    sums = [
        sum(values.get(year, np.nan) for values in known)
        for year in range(newest - LOOKBACK, newest + 1)
    ]
    return Lately(tuple(part.of for part in parts), newest, values=np.array(sums))


def forecast(
    catalog: Catalog,
    actor: Actor,
    by: Yardstick,
    as_of: int | date,
    *,
    horizon: int = 20,
    extra: tuple[Actor, ...] = (),
    by_blend: Blend | None = None,
    composition: str = "fixed",
) -> Forecast | None:
    """Forecast the share of an actor.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    actor : State or Bloc
        Whose share.
    by : Yardstick
        On which yardstick.
    as_of : int or datetime.date
        The view: nothing later is seen.
    horizon : int
        Years ahead, at most as many as the longest of `selection.HORIZONS`.
    extra : tuple of State or Bloc
        Further parties whose shares are added.
    by_blend : Blend, optional
        By default the one whose weights the back-test gives from what was known at the view.
    composition : {"fixed", "actual"}
        A bloc's members as of the view in all years, or as they were: the second carries past
        enlargement on.

    Returns
    -------
    Forecast or None
        None where the series is too short, or nothing is known of past errors.
    """
    known = prepared(catalog, by, as_of)
    used = by_blend or known.blend
    lately = _lately(catalog, (actor, *extra), by, as_of, composition)
    if used is None or not known.past.size or lately is None:
        return None
    used = _within(used, horizon)
    path = drift_path(logit(lately.values[None, :]), used.steps)[0]
    if by_blend is None:
        errors = catalog.remember(_bands, _reference(by), as_of, horizon)
    else:
        errors = _errors(known, used)
    # bands reach as far as there are past errors
    reach = len(errors) - int(np.isnan(errors[:, 0]).sum())
    if np.isnan(path).any() or reach == 0:
        return None
    fan = expit(path[:reach, None] + errors[:reach])
    low80, low50, median, high50, high80 = (tuple(map(float, column)) for column in fan.T)
    years = tuple(lately.newest + ahead for ahead in range(1, reach + 1))
    return Forecast(
        of=lately.of,
        yardstick=by.id,
        origin=lately.newest,
        start=float(lately.values[-1]),
        years=years,
        low80=low80,
        low50=low50,
        median=median,
        high50=high50,
        high80=high80,
        record=known.record,
    )


def crossing(
    catalog: Catalog,
    one: Actor,
    other: Actor,
    by: Yardstick,
    as_of: int | date,
    *,
    horizon: int = 25,
) -> Crossing | None:
    """Say when two parties' lines would cross.

    The years are drawn from the whole paths of errors that gaps of the reference class once had.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    one, other : State or Bloc
        The two.
    by : Yardstick
        On which yardstick.
    as_of : int or datetime.date
        The view.
    horizon : int
        Years ahead, shortened to the longest one of which there are past paths of errors.

    Returns
    -------
    Crossing or None
        None where a party has no series, nothing is known of past forecasts, or no past path of
        errors is half as long as the horizon.
    """
    known = prepared(catalog, by, as_of)
    both = [_lately(catalog, (party,), by, as_of, "fixed") for party in (one, other)]
    seen = [lately for lately in both if lately is not None]
    scored = known.blend is not None and known.record.crps_ratio is not None
    if not scored or len(seen) < len(both) or seen[0].newest != seen[1].newest:
        return None
    reach = min(horizon, known.past.shape[1] - (RECENT - SINCE) - SPARE)
    if reach < horizon / 2 or any(np.isnan(lately.values).any() for lately in seen):
        return None
    high, low = sorted(seen, key=lambda lately: -float(lately.values[-1]))
    paths = catalog.remember(_gap_paths, _reference(by), as_of, reach)
    drawn = crossings(paths, logit(high.values), logit(low.values), known.steps[:reach])
    if not drawn.size:
        return None
    # a draw of 0 is one in which they do not cross: later than all others
    steps = np.sort(np.where(drawn == 0, reach + 1, drawn))
    early, middle = (_year_by_which(part, steps, high.newest, reach) for part in (0.1, 0.5))
    return Crossing(
        first=high.names[0],
        second=low.names[0],
        yardstick=by.id,
        origin=high.newest,
        horizon=reach,
        never=float((drawn == 0).mean()),
        early=early,
        middle=middle,
        draws=drawn.size,
    )


def _year_by_which(part: float, steps: NDArray[np.int64], origin: int, reach: int) -> int | None:
    """Give the year by which a part of sorted draws have crossed; None where fewer do."""
    step = int(steps[int(part * steps.size)])
    return origin + step if step <= reach else None


def as_series(fan: Forecast, by: Yardstick) -> Series:
    """Write a fan as a series, so that its cells can be evidence.

    Parameters
    ----------
    fan : Forecast
        The fan.
    by : Yardstick
        Its yardstick.
    """
    drift = fan.record.goes_on or "no drift"
    id_ = f"power.{by.id}_forecast"
    bands_from = "80 % band from the pooled past errors of the 25 strongest states"
    keys = (("actor", fan.of), ("origin", fan.origin))
    label = f"{by.label}, forecast from {fan.origin}"
    rule = f"{drift} on log-ratios; {bands_from}"
    return Series(
        id=id_,
        label=label,
        of=fan.of,
        unit=by.unit,
        table="forecast",
        column=by.column,
        keys=keys,
        years=fan.years,
        values=fan.median,
        low=fan.low80,
        high=fan.high80,
        sources=by.sources,
        rule=rule,
        method="share_forecast",
    )
