"""Boosted trees in which no tree mixes two blocks of features, so that they decompose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import RequestError

Floats = NDArray[np.float64]
SETTINGS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_child_samples": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 10.0,
    "verbose": -1,
    "num_threads": 1,
    "deterministic": True,
    "force_row_wise": True,
}
TREES = 120
THREADS = 2
"""Of forecasting: the sums of one row are in one thread, so the digits do not hang on it."""


@dataclass(frozen=True)
class Trees:
    """Boosted trees, each over the features of one block.

    Attributes
    ----------
    grown : lightgbm.Booster
        What was grown.
    still : ndarray, shape (P,)
        Means of the features fitted on: parts are measured from there.
    block : ndarray of int, shape (P,)
        Which block each feature belongs to.
    """

    grown: Any
    still: Floats
    block: NDArray[np.int64]

    def log_odds(self, features: Floats) -> Floats:
        """Give log-odds, shape (N,), of features (N, P)."""
        return np.asarray(
            self.grown.predict(features, raw_score=True, num_threads=THREADS), dtype=float
        )

    def parts(self, features: Floats, blocks: int) -> tuple[float, Floats]:
        """Give log-odds at the mean of every feature, and each block's part, shape (N, blocks)."""
        base = float(self.log_odds(self.still[None, :])[0])
        found = np.empty((features.shape[0], blocks))
        for b in range(blocks):
            found[:, b] = self.log_odds(np.where(self.block == b, features, self.still)) - base
        return base, found


def grow(
    features: Floats,
    outcome: Floats,
    weight: Floats,
    block: NDArray[np.int64],
    *,
    seed: int,
    trees: int = TREES,
) -> Trees:
    """Grow trees.

    Parameters
    ----------
    features : ndarray, shape (N, P)
        NaN where missing.
    outcome, weight : ndarray, shape (N,)
        0 or 1; rows that each row stands for.
    block : ndarray of int, shape (P,)
        Which block each feature belongs to.
    seed : int
        Of the draws of rows and features.
    trees : int
        How many.

    Returns
    -------
    Trees

    Raises
    ------
    RequestError
        Where lightgbm is not installed.
    """
    try:
        import lightgbm
    except (ImportError, OSError) as error:  # the second where the system lacks libgomp
        raise RequestError(
            "growing trees needs lightgbm",
            next_step="install detente[risk], and the system's libgomp1",
        ) from error
    data = lightgbm.Dataset(features, outcome, weight=weight)
    apart = [np.flatnonzero(block == b).tolist() for b in np.unique(block)]
    known = ~np.isnan(features)
    mass = np.maximum(weight @ known, 1e-9)
    still: Floats = weight @ np.where(known, features, 0.0) / mass
    return Trees(
        grown=lightgbm.train(
            {**SETTINGS, "seed": seed, "interaction_constraints": apart}, data, trees
        ),
        still=still,
        block=block,
    )
