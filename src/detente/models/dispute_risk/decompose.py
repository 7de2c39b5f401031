"""Risk taken apart: what each block of features adds to the log-odds of a dispute."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.boosting import Trees
from detente.estimators.logit import Logit
from detente.models.dispute_risk.blocks import BLOCK, BLOCKS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Member:
    """Both models, fitted once.

    Attributes
    ----------
    logit : Logit
        The one.
    trees : Trees
        The other.
    weight : ndarray, shape (N,)
        How often each case counted; 0 where it was not fitted on.
    """

    logit: Logit
    trees: Trees
    weight: Floats

    def log_odds(self, features: Floats) -> Floats:
        """Give the mean of both models' log-odds, shape (N,).

        Parameters
        ----------
        features : ndarray, shape (N, P)
            Of the cases.
        """
        return (self.logit.log_odds(features) + self.trees.log_odds(features)) / 2


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Log-odds in parts that add up.

    Attributes
    ----------
    base : float
        Log-odds of a case that is average in everything.
    parts, spread : ndarray, shape (N, B)
        What each block adds, and its standard deviation over the members.
    """

    base: float
    parts: Floats
    spread: Floats


def decomposed(members: tuple[Member, ...], features: Floats) -> Decomposition:
    """Take the mean of both models apart, over all members.

    Parameters
    ----------
    members : tuple of Member
        The fitted models.
    features : ndarray, shape (N, P)
        Of the cases.
    """
    bases, parts = [], []
    for member in members:
        base, of_trees = member.trees.parts(features, len(BLOCKS))
        of_logit = member.logit.parts(features, BLOCK, len(BLOCKS))
        bases.append((member.logit.constant + base) / 2)
        parts.append((of_logit + of_trees) / 2)
    stack = np.array(parts)
    single = len(members) == 1
    return Decomposition(
        base=float(np.mean(bases)),
        parts=stack.mean(axis=0),
        spread=np.zeros(stack.shape[1:]) if single else stack.std(axis=0, ddof=1),
    )
