"""The compiled core of the sampler: one pass over all items given the positions.

Every item is independent of the others given the positions, so items are cut into blocks, blocks
run on all cores, and each block adds up its own sums; sums are joined in the order of blocks and
random numbers are a hash of (seed, iteration, item, vote), so that one seed gives one answer on any
number of cores. Loops over the votes of an item are free of branches and of calls, which lets the
compiler work on eight votes at a time: normal probabilities, logarithms and quantiles are written
out.
"""

from __future__ import annotations

import numpy as np
from numba import uint64

from detente.estimators.compiling import njit, prange

BOUND, STEP, CLIP = 7.0, 0.2 / 3, 9.0
"""Bounds of cutpoints, scale of their proposals, bound of latent choices."""
FAST = {"cache": True, "fastmath": True, "error_model": "numpy", "inline": "always"}
LOG2E, LN2 = 1.4426950408889634, 0.6931471805599453


@njit(**FAST)
def _exp(x):
    """Exponential for x <= 0, relative error below 1e-9."""
    x = max(x, -700.0)
    n = np.floor(x * LOG2E + 0.5)
    r = x - n * LN2
    tail = 1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720 + r * (1.0 / 5040)))
    p = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6 + r * tail)))
    return p * np.int64((np.int64(n) + 1023) << 52).view(np.float64)


@njit(**FAST)
def _log(x):
    """Logarithm of a positive normal number, error below 1e-8."""
    bits = np.float64(x).view(np.int64)
    e = np.float64((bits >> 52) - 1023)
    m = np.int64((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000).view(np.float64)
    big = 1.0 if m > 1.4142135623730951 else 0.0
    m = m * (1.0 - 0.5 * big)
    s = (m - 1.0) / (m + 1.0)
    q = s * s
    tail = 1.0 / 7 + q * (1.0 / 9 + q * (1.0 / 11))
    series = 1.0 + q * (1.0 / 3 + q * (0.2 + q * tail))
    return (e + big) * LN2 + 2.0 * s * series


@njit(**FAST)
def _cdf(x):
    """Standard normal distribution function, relative error about 1e-7 in the lower tail too."""
    z = abs(x) * 0.7071067811865476
    t = 1.0 / (1.0 + 0.5 * z)
    p = -1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))
    p = 0.09678418 + t * (-0.18628806 + t * (0.27886807 + t * p))
    p = 1.00002368 + t * (0.37409196 + t * p)
    tail = 0.5 * t * _exp(-z * z - 1.26551223 + t * p)
    return tail if x <= 0.0 else 1.0 - tail


@njit(**FAST)
def _quantile(p):
    """Standard normal quantile, about seven digits, without branches."""
    q = p - 0.5
    c = 0.180625 - q * q
    middle = (
        q
        * (((59.109374720 * c + 159.29113202) * c + 50.434271938) * c + 3.3871327179)
        / (((67.187563600 * c + 78.757757664) * c + 17.895169469) * c + 1.0)
    )
    r = np.sqrt(-_log(min(max(min(p, 1.0 - p), 1e-300), 0.5)))
    a, b = r - 1.6, r - 5.0
    near = (((0.17023821103 * a + 1.3067284816) * a + 2.7568153900) * a + 1.4234372777) / (
        (0.12021132975 * a + 0.73700164250) * a + 1.0
    )
    far = (((0.017337203997 * b + 0.42868294337) * b + 3.0812263860) * b + 6.6579051150) / (
        (0.012258202635 * b + 0.24197894225) * b + 1.0
    )
    tail = near if r <= 5.0 else far
    tail = -tail if q < 0.0 else tail
    return middle if abs(q) <= 0.425 else tail


@njit(**FAST)
def _mix(x):
    """Scramble 64 bits (the finalizer of SplitMix64)."""
    x = (x ^ (x >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> uint64(27))) * uint64(0x94D049BB133111EB)
    return x ^ (x >> uint64(31))


@njit(**FAST)
def _uniform(key, i):
    """Number i of the stream `key`, strictly between 0 and 1."""
    return (
        np.float64(np.int64(_mix(key + uint64(i) * uint64(0x9E3779B97F4A7C15)) >> uint64(12))) + 0.5
    ) * 2.220446049250313e-16


@njit(**FAST)
def _between(key, i, mean, low, high):
    """Draw a proposal around `mean` with the sampler's step, between two bounds."""
    down, up = _cdf((low - mean) / STEP), _cdf((high - mean) / STEP)
    return min(max(mean + STEP * _quantile(down + _uniform(key, i) * (up - down)), low), high)


@njit(fastmath=True, error_model="numpy", cache=True)
def _below(cut, sign, shift, out):
    """Fill the chance that a latent choice lies below a cutpoint (above it where `sign` is -1)."""
    for i in range(shift.size):
        out[i] = _cdf(sign * (cut - shift[i]))


@njit(fastmath=True, error_model="numpy", cache=True)
def _chances(shift, yes, abstain, g1, g2, low, width):
    """Fill start and width of each vote's latent range (probabilities); give the likelihood."""
    _below(g1, 1.0, shift[:abstain], width[:abstain])
    _below(g2, 1.0, shift[yes:abstain], low[yes:abstain])
    _below(g2, -1.0, shift[abstain:], width[abstain:])  # mirrored, for precision in the upper tail
    low[:yes] = 0.0
    low[abstain:] = 0.0
    for i in range(yes, abstain):
        below = width[i]
        width[i] = max(low[i] - below, 1e-300)
        low[i] = below
    total = 0.0
    for i in range(width.size):
        total += _log(max(width[i], 1e-300))
    return total


@njit(fastmath=True, error_model="numpy", cache=True)
def _latent(key, shift, low, width, side, edge, out):
    """Draw latent choices within their ranges; `side` is -1 where ranges are mirrored."""
    for i in range(out.size):
        out[i] = _uniform(key, i)
    for i in range(out.size):
        out[i] = low[i] + out[i] * width[i]
    for i in range(out.size):
        out[i] = min(max(shift[i] + side * _quantile(out[i]), -edge), edge)


@njit(fastmath=True, error_model="numpy", cache=True)
def _cutpoints(key, size, shift, yes, abstain, g1, g2, room):
    """Propose cutpoints with latent choices integrated out; `room` ends with their ranges."""
    low, width, low_new, width_new = room[0, :size], room[1, :size], room[2, :size], room[3, :size]
    now = _chances(shift, yes, abstain, g1, g2, low, width)
    n1 = _between(key, size, g1, -BOUND, g2)
    n2 = _between(key, size + 1, g2, n1, BOUND)
    new = _chances(shift, yes, abstain, n1, n2, low_new, width_new)
    room1 = _cdf((g2 - g1) / STEP) - _cdf((-BOUND - g1) / STEP)
    room2 = _cdf((BOUND - g2) / STEP) - _cdf((n1 - g2) / STEP)
    back1 = _cdf((n2 - n1) / STEP) - _cdf((-BOUND - n1) / STEP)
    back2 = _cdf((BOUND - n2) / STEP) - _cdf((g1 - n2) / STEP)
    forth, back = room1 * room2, back1 * back2
    gain = new - now + np.log(max(forth, 1e-300)) - np.log(max(back, 1e-300))
    if n1 < n2 and gain > np.log(_uniform(key, size + 2)):
        return n1, n2, 2
    return g1, g2, 0


@njit(cache=True, parallel=True, fastmath=True, error_model="numpy")
def sweep(theta, cell, starts, beta, g1, g2, blocks, seed, iteration, sum_z, sum_b):
    """Update cutpoints, latent choices and slopes, and sum what the positions need.

    Parameters
    ----------
    theta : ndarray, shape (C,)
        Positions of cells (actor and session).
    cell : ndarray of int32, shape (V,)
        Cell of each vote; votes are ordered by item and within it by choice.
    starts : ndarray of int64, shape (J, 4)
        First vote of each item, first abstention, first no, end.
    beta, g1, g2 : ndarray, shape (J,)
        Slopes and cutpoints, changed in place.
    blocks : ndarray of int64, shape (K + 1,)
        Items of each block; fixed, whatever the number of cores.
    seed, iteration : int
        Name the random numbers.
    sum_z, sum_b : ndarray, shape (K, C)
        Room for the sums of slope times latent choice and of squared slopes, one row a block.
    """
    root = _mix(_mix(uint64(seed)) + uint64(iteration) * uint64(0xD1342543DE82EF95))
    for k in prange(blocks.size - 1):
        sums_z, sums_b = sum_z[k], sum_b[k]
        sums_z[:] = 0.0
        sums_b[:] = 0.0
        longest = 0
        for j in range(blocks[k], blocks[k + 1]):
            longest = max(longest, starts[j, 3] - starts[j, 0])
        rooms = np.empty((4, longest))
        shifts, points = np.empty(longest), np.empty(longest)
        for j in range(blocks[k], blocks[k + 1]):
            first = starts[j, 0]
            size, yes, abstain = starts[j, 3] - first, starts[j, 1] - first, starts[j, 2] - first
            cells, shift, point = cell[first : first + size], shifts[:size], points[:size]
            key = _mix(root + uint64(j) * uint64(0xA0761D6478BD642F))
            for i in range(size):
                point[i] = theta[cells[i]]
            for i in range(size):
                shift[i] = beta[j] * point[i]
            g1[j], g2[j], chosen = _cutpoints(key, size, shift, yes, abstain, g1[j], g2[j], rooms)
            low, width, z = rooms[chosen, :size], rooms[chosen + 1, :size], rooms[2 - chosen, :size]
            _latent(key, shift[:abstain], low[:abstain], width[:abstain], 1.0, CLIP, z[:abstain])
            _latent(
                _mix(key), shift[abstain:], low[abstain:], width[abstain:], -1.0, CLIP, z[abstain:]
            )
            zt, tt = 0.0, 0.0
            for i in range(size):
                zt += z[i] * point[i]
                tt += point[i] * point[i]
            v = 1.0 / (tt + 1.0)
            b = v * zt + np.sqrt(v) * _quantile(_uniform(key, size + 3))
            beta[j] = b
            for i in range(size):
                sums_z[cells[i]] += b * z[i]
                sums_b[cells[i]] += b * b
