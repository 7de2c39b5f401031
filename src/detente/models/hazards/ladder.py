"""Steps on a bloc's ladder: who comes nearer, joins, leaves or is suspended, and how likely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from detente.estimators.futures.world import COVARIATES, STEPS
from detente.estimators.hazard import Hazard
from detente.estimators.log_loss_gain import Gain
from detente.models.hazards.scores import step_gains
from detente.models.hazards.step_years import fitted, step_years
from detente.models.hazards.surroundings import surroundings
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LadderHazards:
    """The hazards of every kind of step as a view knows them.

    Attributes
    ----------
    full, plain : dict of str to Hazard
        By kind, in the order of `STEPS`: with covariates, and the rate alone.
    gains : dict of str to Gain or None
        What the first gained over the second at past origins.
    resume : tuple of int
        Years at whose beginning a rung was suspended, and suspensions that ended in them.
    last : int
        Last year observed.
    """

    full: dict[str, Hazard]
    plain: dict[str, Hazard]
    gains: dict[str, Gain | None]
    resume: tuple[int, int]
    last: int

    def conditioned(self, kind: str) -> bool:
        """Tell whether covariates of a step are used: where they gained at past origins.

        Parameters
        ----------
        kind : str
            One of `STEPS`.
        """
        gain = self.gains[kind]
        return gain is not None and gain.value > 0

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
            used = self.full if self.conditioned(kind) else self.plain
            drawn = used[kind].draws(count, seed + place)
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
    return catalog.as_of(as_of).remember(_ladder_hazards, as_of)


def _ladder_hazards(catalog: Catalog, as_of: int | date) -> LadderHazards:
    around = surroundings(catalog, as_of)
    rows = {kind: step_years(around, kind) for kind in STEPS}
    return LadderHazards(
        full={kind: fitted(found, kind) for kind, found in rows.items()},
        plain={kind: fitted(found, kind, plain=True) for kind, found in rows.items()},
        gains=step_gains(catalog, as_of),
        resume=around.ladders.resume_years(),
        last=around.ladders.last,
    )
