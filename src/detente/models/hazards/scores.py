"""What covariates add to the plain rate of a step, at origins that lie in the past of a view."""

from __future__ import annotations

from datetime import date

import numpy as np

from detente.estimators.futures.world import STEPS
from detente.estimators.log_loss_gain import Gain, gain
from detente.models.hazards.step_years import Years, fitted, step_years
from detente.models.hazards.surroundings import surroundings
from detente.store.catalog import Catalog

FIRST_ORIGIN = 1970
"""First year from which a forecast is made: blocs have had ladders for twenty years."""
SPAN = 5
"""Years that a forecast is about, and years from one origin to the next."""
FEWEST = 5
"""Fewest steps of a kind before an origin on which a fit may rest."""


def step_gains(catalog: Catalog, as_of: int | date) -> dict[str, Gain | None]:
    """Score the hazards of every kind of step against their plain rates.

    At each origin both are fitted on the years up to it and give the chances of the next five
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
        Kind of step to its gain; None where no origin had enough steps.
    """
    return catalog.as_of(as_of).remember(_step_gains, as_of)


def _step_gains(catalog: Catalog, as_of: int | date) -> dict[str, Gain | None]:
    around = surroundings(catalog, as_of)
    return {kind: gain_of(step_years(around, kind), kind, around.ladders.last) for kind in STEPS}


def gain_of(rows: Years, kind: str, last: int) -> Gain | None:
    """Score the hazard of one kind of step.

    Parameters
    ----------
    rows : Years
        Its years at risk.
    kind : str
        One of `STEPS`.
    last : int
        Last year observed.
    """
    parts = [
        part
        for origin in range(FIRST_ORIGIN, last, SPAN)
        if (part := _forecasts(rows, kind, origin)) is not None
    ]
    if not parts:
        return None
    chance, other, event, cluster = (np.concatenate(column) for column in zip(*parts, strict=True))
    return gain(chance, other, event, cluster)


def _forecasts(rows: Years, kind: str, origin: int) -> tuple[np.ndarray, ...] | None:
    """Forecast the years after an origin, with covariates and without."""
    past, ahead = rows.year <= origin, (rows.year > origin) & (rows.year <= origin + SPAN)
    if rows.event[past].sum() < FEWEST or not ahead.any():
        return None
    known, future = rows.of(past), rows.of(ahead)
    full, plain = fitted(known, kind), fitted(known, kind, plain=True)
    cluster = future.bloc * 10_000 + future.year
    return (
        full.chance(future.covariates),
        plain.chance(future.covariates[:, :0]),
        future.event,
        cluster,
    )
