"""Risk taken apart: what each block of features adds to the log-odds of a dispute."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.estimators.boosting import Trees
from detente.estimators.hinge import Hinge
from detente.estimators.logit import Logit
from detente.models.dispute_risk.blocks import BLOCK, BLOCKS

Floats = NDArray[np.float64]
AT_ONCE = 2000
"""Cases taken apart at a time."""
ALIKE = 1e-9
"""Log-odds that count as the base's."""


@dataclass(frozen=True, slots=True)
class Member:
    """Both models, fitted once.

    Attributes
    ----------
    logit : Logit
        The one.
    trees : Trees
        The other.
    """

    logit: Logit
    trees: Trees

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

    def bent(self, hinge: Hinge) -> Decomposition:
        """Give the parts of the recalibrated log-odds.

        The base is bent as any log-odds are, and all parts of a case are stretched alike, so that
        they still add up.

        Parameters
        ----------
        hinge : Hinge
            What log-odds are recalibrated by.
        """
        whole = self.parts.sum(axis=1)
        base = float(hinge(np.array([self.base]))[0])
        reached = hinge(self.base + whole) - base
        at_base = np.abs(whole) < ALIKE
        stretch = np.where(at_base, hinge.slope, reached / np.where(at_base, 1.0, whole))
        return Decomposition(
            base=base,
            parts=self.parts * stretch[:, None],
            spread=self.spread * np.abs(stretch)[:, None],
        )


def decomposed(
    members: tuple[Member, ...], drawn: tuple[Member, ...], features: Floats
) -> Decomposition:
    """Take the mean of both models apart.

    Parameters
    ----------
    members : tuple of Member
        The models whose mean is taken apart.
    drawn : tuple of Member
        Models on pairs drawn with replacement, which tell the spread beside the first of these.
    features : ndarray, shape (N, P)
        Of the cases.
    """
    bases = [(one.logit.constant + _base(one)) / 2 for one in members]
    parts, spread = np.empty((2, features.shape[0], len(BLOCKS)))
    # as many cases at a time as keep the work in memory: each is forecast once for every subset
    for first in range(0, features.shape[0], AT_ONCE):
        some = slice(first, first + AT_ONCE)
        stack = [_parts(one, features[some]) for one in members]
        varied = [stack[0], *(_parts(one, features[some]) for one in drawn)]
        parts[some] = np.mean(stack, axis=0)
        spread[some] = np.std(varied, axis=0, ddof=1) if drawn else 0.0
    return Decomposition(base=float(np.mean(bases)), parts=parts, spread=spread)


def _base(member: Member) -> float:
    """Give the trees' log-odds at the mean of every feature."""
    return float(member.trees.log_odds(member.trees.still[None, :])[0])


def _parts(member: Member, features: Floats) -> Floats:
    """Give each block's part in one member, shape (N, B)."""
    _, of_trees = member.trees.parts(features, len(BLOCKS))
    of_logit = member.logit.parts(features, BLOCK, len(BLOCKS))
    return (of_logit + of_trees) / 2
