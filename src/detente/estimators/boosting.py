"""Boosted trees, taken apart by block of features: the parts add up, whatever the trees mix."""

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
    """Boosted trees over features that belong to blocks.

    Attributes
    ----------
    grown : lightgbm.Booster
        What was grown.
    still : ndarray, shape (P,)
        Means of the features fitted on: parts are measured from there.
    block : ndarray of int, shape (P,)
        Which block each feature belongs to.
    whole : ndarray of bool, shape (P,)
        Features never missing in the rows fitted on: a missing value stands at the mean there,
        where the trees alone would take it for zero.
    """

    grown: Any
    still: Floats
    block: NDArray[np.int64]
    whole: NDArray[np.bool_]

    def log_odds(self, features: Floats) -> Floats:
        """Give log-odds, shape (N,), of features (N, P)."""
        known = np.where(np.isnan(features) & self.whole, self.still, features)
        return np.asarray(
            self.grown.predict(known, raw_score=True, num_threads=THREADS), dtype=float
        )

    def parts(self, features: Floats, blocks: int) -> tuple[float, Floats]:
        """Give log-odds at the mean of every feature, and each block's part, shape (N, blocks).

        A part is what its block adds when it is set from the mean to what it is, averaged over all
        orders in which the blocks can be set (Shapley's value over blocks). With the log-odds at
        the mean the parts add up to those of the case.
        """
        base = float(self.log_odds(self.still[None, :])[0])
        reached = []
        for chosen in range(2**blocks):
            use = (chosen >> self.block) % 2 == 1
            reached.append(self.log_odds(np.where(use, features, self.still)))
        found = np.zeros((features.shape[0], blocks))
        for block in range(blocks):
            for chosen in range(2**blocks):
                if (chosen >> block) % 2 == 0:
                    part = _part_of_orders(chosen.bit_count(), blocks)
                    found[:, block] += part * (reached[chosen + 2**block] - reached[chosen])
        return base, found


def _part_of_orders(before: int, blocks: int) -> float:
    """Give the part of all orders in which certain blocks, and they alone, come before another."""
    orders = np.cumprod(np.maximum(np.arange(blocks + 1), 1))
    return float(orders[before] * orders[blocks - before - 1] / orders[blocks])


def grow(
    features: Floats,
    outcome: Floats,
    weight: Floats,
    block: NDArray[np.int64],
    *,
    seed: int,
    trees: int = TREES,
    apart: bool = False,
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
    apart : bool
        Whether no tree may mix features of two blocks.

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
    known = ~np.isnan(features)
    mass = np.maximum(weight @ known, 1e-9)
    still: Floats = weight @ np.where(known, features, 0.0) / mass
    given = {**SETTINGS, "seed": seed}
    if apart:
        groups = [np.flatnonzero(block == one).tolist() for one in np.unique(block)]
        given["interaction_constraints"] = groups
    return Trees(
        grown=lightgbm.train(given, data, trees),
        still=still,
        block=block,
        whole=np.asarray(known.all(axis=0)),
    )
