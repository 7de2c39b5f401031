"""Convergence of the chains: split R-hat and effective sample size, of cells and of distances."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Draws = NDArray[np.float32] | NDArray[np.float64]
MET = 1.05
"""R-hat below which chains have met."""
PAIRS = 400
"""Most pairs of a session whose distances are checked; of more, a fixed draw."""


def _halves(draws: Draws) -> Floats:
    """Cut every chain in two, as chains of their own: a drift within one then shows."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]]).astype(np.float64)


def r_hat(draws: Draws) -> Floats:
    """Compare the spread between half-chains with that within them.

    Parameters
    ----------
    draws : ndarray, shape (M, N, C)
        M chains of N draws of C quantities; N of at least 4.

    Returns
    -------
    ndarray, shape (C,)
        1 where chains agree; above 1.05 they have not met.

    References
    ----------
    gelman1992

    Examples
    --------
    >>> r_hat(np.random.default_rng(1).normal(size=(2, 500, 1))).round(1).tolist()
    [1.0]
    """
    chains = _halves(draws)
    size = chains.shape[1]
    within = chains.var(axis=1, ddof=1).mean(axis=0)
    between = chains.mean(axis=1).var(axis=0, ddof=1)
    result: Floats = np.sqrt((size - 1) / size + between / np.maximum(within, 1e-300))
    return result


def effective(draws: Draws) -> Floats:
    """Count the independent draws in the chains, after Geyer's initial monotone sequence.

    Parameters
    ----------
    draws : ndarray, shape (M, N, C)
        As for `r_hat`.

    Returns
    -------
    ndarray, shape (C,)
        At most M * N.

    References
    ----------
    geyer1992

    Examples
    --------
    >>> bool(effective(np.random.default_rng(1).normal(size=(2, 500, 1)))[0] > 700)
    True
    """
    result = np.empty(draws.shape[2])
    for begin in range(0, draws.shape[2], 1024):  # by parts: the transforms need room
        result[begin : begin + 1024] = _effective(_halves(draws[:, :, begin : begin + 1024]))
    return result


def _effective(chains: Floats) -> Floats:
    count, size, _ = chains.shape
    centred = chains - chains.mean(axis=1, keepdims=True)
    spectrum = np.fft.rfft(centred, n=2 * size, axis=1)
    cov = np.fft.irfft(spectrum * spectrum.conj(), axis=1)[:, :size].mean(axis=0) / size
    within = cov[0] * size / (size - 1)
    total = within * (size - 1) / size + chains.mean(axis=1).var(axis=0, ddof=1)
    rho = 1.0 - (within - cov) / np.maximum(total, 1e-300)
    rho[0] = 1.0
    pairs = rho[: size - size % 2].reshape(-1, 2, rho.shape[1]).sum(axis=1)
    positive = np.cumprod(pairs > 0, axis=0)
    steady = np.minimum.accumulate(np.where(positive > 0, pairs, 0.0), axis=0)
    return np.asarray(
        np.minimum(count * size / np.maximum(2.0 * steady.sum(axis=0) - 1.0, 1e-9), count * size)
    )


def pairs_within(session: Ints, most: int = PAIRS) -> Ints:
    """Choose pairs of cells of one session, whose distances are what is used.

    Parameters
    ----------
    session : ndarray of int64, shape (C,)
        Session of each cell.
    most : int
        Most pairs of a session.

    Returns
    -------
    ndarray of int64, shape (P, 2)

    Examples
    --------
    >>> pairs_within(np.array([1, 2, 1, 2, 1])).tolist()
    [[0, 2], [0, 4], [2, 4], [1, 3]]
    """
    rng, found = np.random.default_rng(1), []
    for own in np.unique(session):
        cells = np.flatnonzero(session == own)
        pairs = np.column_stack([cells[side] for side in np.triu_indices(cells.size, 1)])
        if len(pairs) > most:
            pairs = pairs[np.sort(rng.choice(len(pairs), most, replace=False))]
        found.append(pairs)
    return np.concatenate(found).astype(np.int64)


def met(draws: Draws, session: Ints) -> dict[str, float]:
    """Give the part of quantities whose chains have met: cells, and what is used of them.

    Parameters
    ----------
    draws : ndarray, shape (M, N, C)
        As for `r_hat`.
    session : ndarray of int64, shape (C,)
        Session of each cell.

    Returns
    -------
    dict
        Parts with R-hat below `MET` of ``cells``, of positions less their session's mean
        (``centred``) and of ``distances`` within sessions, and the effective number of draws that
        95 of 100 distances reach (``effective``).

    Examples
    --------
    >>> same = np.random.default_rng(1).normal(size=(2, 500, 3))
    >>> met(same + np.array([0.0, 9.0])[:, None, None], np.ones(3, dtype=int))["distances"]
    1.0
    """
    _, place = np.unique(session, return_inverse=True)
    centred = draws.astype(np.float64)
    for own in range(int(place.max()) + 1):
        here = place == own
        centred[:, :, here] -= centred[:, :, here].mean(axis=2, keepdims=True)
    one, other = pairs_within(session).T
    apart = draws[:, :, one].astype(np.float64) - draws[:, :, other]
    parts = {"cells": draws, "centred": centred, "distances": apart}
    found = {name: float((r_hat(part) < MET).mean()) for name, part in parts.items()}
    return {**found, "effective": float(np.quantile(effective(apart), 0.05))}
