"""Spread: draws of an estimate from its published bounds, and whether a statement holds in them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
SURE = 0.95
"""Part of the draws in which a statement has to hold, or to fail, before it is decided."""


def spread(value: Floats, low: Floats, high: Floats, noise: Floats, *, errors: float) -> Floats:
    """Draw around estimates from their bounds, which need not lie at the same distance.

    Parameters
    ----------
    value, low, high : ndarray, shape (N,)
        Estimates and their bounds; NaN where there are none.
    noise : ndarray, shape (D, N)
        Standard normal numbers.
    errors : float
        Standard errors between an estimate and its bounds: 1.645 where they hold 90 %.

    Returns
    -------
    ndarray, shape (D, N)
        An estimate without bounds is the same in every draw.

    Examples
    --------
    >>> one = np.array([0.5])
    >>> spread(one, one - 0.1, one + 0.3, np.array([[-1.0], [1.0]]), errors=1.0).ravel().tolist()
    [0.4, 0.8]
    """
    down, up = np.nan_to_num(value - low), np.nan_to_num(high - value)
    reach: Floats = np.where(noise < 0, down, up) / errors
    return value + noise * reach


def decided(holds: bool, in_draws: Flags | None) -> tuple[bool | None, float | None]:
    """Say whether a statement holds, as far as what it rests on is known.

    Parameters
    ----------
    holds : bool
        Whether it holds for the estimates themselves.
    in_draws : ndarray of bool, shape (D,), or None
        Whether it holds in each draw; None where nothing is estimated.

    Returns
    -------
    tuple
        True, False, or None where the draws do not decide; and the part of them in which it holds.

    Examples
    --------
    >>> decided(True, np.array([True] * 19 + [False])), decided(False, np.array([True, False]))
    ((True, 0.95), (None, 0.5))
    """
    if in_draws is None:
        return holds, None
    part = float(in_draws.mean())
    if holds and part >= SURE:
        return True, part
    if not holds and part <= 1 - SURE + 1e-12:
        return False, part
    return None, part
