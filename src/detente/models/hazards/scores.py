"""What a bloc's pace and covariates add to the plain rate of a step, at origins in the past."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.estimators.log_loss_gain import Gain, gain
from detente.models.hazards.ladders import Ladders
from detente.models.hazards.step_years import (
    Years,
    all_step_years,
    bloc_bias,
    chance_of,
    fitted,
)
from detente.models.hazards.surroundings import surroundings
from detente.span import as_day
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
FIRST_ORIGIN = 1970
"""First year from which a forecast is made: blocs have had ladders for twenty years."""
SPAN = 5
"""Years that a forecast is about, and years from one origin to the next."""
FEWEST = 5
"""Fewest steps of a kind before an origin on which a fit may rest."""


@dataclass(frozen=True, slots=True)
class StepGains:
    """What a kind of step gained at past origins.

    Attributes
    ----------
    pace : Gain
        Of the plain rate with each bloc's own pace, over the plain rate.
    conditions : Gain
        Of covariates beside that pace, over the pace alone.
    both : Gain
        Of covariates and pace together, over the plain rate.
    """

    pace: Gain
    conditions: Gain
    both: Gain


def step_gains(catalog: Catalog, as_of: int | date) -> dict[str, StepGains | None]:
    """Score the hazards of every kind of step against their plain rates.

    At each origin they are fitted on the years up to it and give the chances of the next five
    years, year by year, from what was known the year before.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view; no later step is looked at.

    Returns
    -------
    dict
        Kind of step to its gains; None where no origin had enough steps.
    """
    return catalog.as_of(as_of).remember(_step_gains, as_day(as_of))


def _step_gains(catalog: Catalog, as_of: int | date) -> dict[str, StepGains | None]:
    known = surroundings(catalog, as_of).ladders
    rows = all_step_years(catalog, as_of)
    return {kind: gains_of(found, kind, known) for kind, found in rows.items()}


def gains_of(rows: Years, kind: str, known: Ladders) -> StepGains | None:
    """Score the hazard of one kind of step.

    Parameters
    ----------
    rows : Years
        Its years at risk.
    kind : str
        One of `world.STEPS`.
    known : Ladders
        The blocs, and the last year observed.
    """
    origins = _origins(rows, known.last)
    if not origins:
        return None
    parts = [_forecasts(rows, kind, (origin, len(known.blocs))) for origin in origins]
    full, pace, plain, event = (np.concatenate(column) for column in zip(*parts, strict=True))
    cluster = np.concatenate([_ahead(rows, origin) for origin in origins])
    return StepGains(
        pace=gain(pace, plain, event, cluster),
        conditions=gain(full, pace, event, cluster),
        both=gain(full, plain, event, cluster),
    )


def _origins(rows: Years, last: int) -> list[int]:
    """Give the origins that have enough steps before and a year ahead."""
    return [
        origin
        for origin in range(FIRST_ORIGIN, last, SPAN)
        if rows.event[rows.year <= origin].sum() >= FEWEST and _ahead(rows, origin).size
    ]


def _ahead(rows: Years, origin: int) -> NDArray[np.int64]:
    """Number the blocs and years of the forecasts from an origin."""
    ahead = (rows.year > origin) & (rows.year <= origin + SPAN)
    found: NDArray[np.int64] = rows.bloc[ahead] * 10_000 + rows.year[ahead]
    return found


def _forecasts(rows: Years, kind: str, when: tuple[int, int]) -> tuple[Floats, ...]:
    """Forecast the years after an origin: covariates and pace, pace, plain; and what came."""
    origin, blocs = when
    past, ahead = rows.year <= origin, (rows.year > origin) & (rows.year <= origin + SPAN)
    known, future = rows.of(past), rows.of(ahead)
    full, plain = fitted(known, kind), fitted(known, kind, plain=True)
    return (
        chance_of(full, future, bloc_bias(known, full, blocs)),
        chance_of(plain, future, bloc_bias(known, plain, blocs)),
        chance_of(plain, future),
        future.event,
    )
