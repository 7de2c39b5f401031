"""Steps on a bloc's ladder: who comes nearer, joins, leaves or is suspended, and how likely."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.world import COVARIATES, STEPS
from detente.estimators.hazard import Hazard
from detente.models.hazards.scores import StepGains, step_gains
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


@dataclass(frozen=True, slots=True, eq=False)
class LadderHazards:
    """The hazards of every kind of step as a view knows them.

    Attributes
    ----------
    full, plain : dict of str to Hazard
        By kind, in the order of `STEPS`: with covariates, and the rate alone.
    gains : dict of str to StepGains or None
        What the bloc's own pace and the covariates gained at past origins.
    bias : ndarray, shape (B, 6)
        Log-odds that each bloc's own pace adds to each step.
    resume : tuple of int
        Years at whose beginning a rung was suspended, and suspensions that ended in them.
    last : int
        Last year observed.
    """

    full: dict[str, Hazard]
    plain: dict[str, Hazard]
    gains: dict[str, StepGains | None]
    bias: Floats
    resume: tuple[int, int]
    last: int

    def conditioned(self, kind: str) -> bool:
        """Tell whether covariates of a step are used: where they gained at past origins.

        Parameters
        ----------
        kind : str
            One of `STEPS`.
        """
        gains = self.gains[kind]
        return gains is not None and gains.conditions.value > 0

    def used(self, kind: str) -> Hazard:
        """Give the hazard of a step that a simulation starts from.

        Parameters
        ----------
        kind : str
            One of `STEPS`.
        """
        return self.full[kind] if self.conditioned(kind) else self.plain[kind]

    def chance(self, kind: str, rows: Years) -> Floats:
        """Give the chance of a step in each year that a simulation starts from, shape (N,).

        Parameters
        ----------
        kind : str
            One of `STEPS`.
        rows : Years
            The years.
        """
        return chance_of(self.used(kind), rows, self.bias[:, STEPS.index(kind)])

    def draws(self, count: int, seed: int) -> Floats:
        """Draw the coefficients that a simulation uses, shape (count, 6, 7).

        Parameters
        ----------
        count : int
            How many sets.
        seed : int
            The same seed gives the same draws.
        """
        found = np.zeros((count, len(STEPS), len(COVARIATES)))
        for place, kind in enumerate(STEPS):
            drawn = self.used(kind).draws(count, seed + place)
            found[:, place, : drawn.shape[1]] = drawn
        return found


def ladder_hazards(catalog: Catalog, as_of: int | date) -> LadderHazards:
    """Estimate the hazards of all steps on what a view could know.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_ladder_hazards, as_day(as_of))


def _ladder_hazards(catalog: Catalog, as_of: int | date) -> LadderHazards:
    around = surroundings(catalog, as_of)
    rows = all_step_years(catalog, as_of)
    full = {kind: fitted(found, kind) for kind, found in rows.items()}
    plain = {kind: fitted(found, kind, plain=True) for kind, found in rows.items()}
    gains = step_gains(catalog, as_of)
    found = LadderHazards(
        full=full,
        plain=plain,
        gains=gains,
        bias=np.zeros(0),
        resume=around.ladders.resume_years(),
        last=around.ladders.last,
    )
    blocs = len(around.ladders.blocs)
    bias = [bloc_bias(rows[kind], found.used(kind), blocs) for kind in STEPS]
    return replace(found, bias=np.stack(bias, axis=1))
