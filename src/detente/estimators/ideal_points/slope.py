"""The likelihood of ordered choices and its slope, with latent choices integrated out.

One pass over the votes gives what a trajectory of the posterior needs: the logarithm of the
likelihood and its slope in positions, slopes and cutpoints. Blocks of items run on all cores; each
adds up its own sums, which are joined in the order of blocks.
"""

from __future__ import annotations

import numpy as np

from detente.estimators.compiling import njit, prange
from detente.estimators.ideal_points.kernel import FAST, _exp, _log

ROOT, PEAK = 0.7071067811865476, 0.3989422804014327
"""Square root of one half, height of the normal density."""


@njit(**FAST)
def _tail(x):
    """Give logarithm and slope of the logarithm of the normal distribution function.

    Both are written so that neither underflows, however far below zero x is.
    """
    z = abs(x) * ROOT
    t = 1.0 / (1.0 + 0.5 * z)
    p = -1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277))
    p = 0.09678418 + t * (-0.18628806 + t * (0.27886807 + t * p))
    p = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * p))
    far, low = _exp(-z * z), x <= 0.0
    body = 0.5 * t * _exp(p)  # the tail over its exponential
    above = 1.0 - body * far
    height = _log(body if low else above) - (z * z if low else 0.0)
    slope = PEAK / body if low else PEAK * far / above
    return height, slope


@njit(**FAST)
def _inside(low, high):
    """Give logarithm of the chance between two cutpoints, and its slopes in both."""
    turned = low > 0.0  # mirrored, for precision in the upper tail
    a = -high if turned else low
    b = -low if turned else high
    za, zb = abs(a) * ROOT, abs(b) * ROOT
    ta, tb = 1.0 / (1.0 + 0.5 * za), 1.0 / (1.0 + 0.5 * zb)
    pa = -1.13520398 + ta * (1.48851587 + ta * (-0.82215223 + ta * 0.17087277))
    pa = 0.09678418 + ta * (-0.18628806 + ta * (0.27886807 + ta * pa))
    pa = -1.26551223 + ta * (1.00002368 + ta * (0.37409196 + ta * pa))
    pb = -1.13520398 + tb * (1.48851587 + tb * (-0.82215223 + tb * 0.17087277))
    pb = 0.09678418 + tb * (-0.18628806 + tb * (0.27886807 + tb * pb))
    pb = -1.26551223 + tb * (1.00002368 + tb * (0.37409196 + tb * pb))
    body_a, body_b = 0.5 * ta * _exp(pa), 0.5 * tb * _exp(pb)
    # everything is taken over the density at the nearer end, so that nothing underflows
    base = zb * zb if b < 0.0 else 0.0
    fall_a = _exp(min(base - za * za, 0.0))
    fall_b = _exp(base - zb * zb)
    below_a = body_a * fall_a  # a <= 0 always
    below_b = body_b * fall_b if b < 0.0 else 1.0 - body_b * fall_b
    width = max(below_b - below_a, 1e-280)
    height = _log(width) - base
    slope_a, slope_b = -PEAK * fall_a / width, PEAK * fall_b / width
    return height, (-slope_b if turned else slope_a), (-slope_a if turned else slope_b)


@njit(fastmath=True, error_model="numpy", cache=True)
def _lower(cut, pull, out):
    """Replace pulls of votes below a cutpoint by slopes; give likelihood and the cutpoint's."""
    total, by_cut = 0.0, 0.0
    for i in range(pull.size):
        height, slope = _tail(cut - pull[i])
        total += height
        by_cut += slope
        out[i] = -slope
    return total, by_cut


@njit(fastmath=True, error_model="numpy", cache=True)
def _upper(cut, pull, out):
    """Do the same for votes above a cutpoint."""
    total, by_cut = 0.0, 0.0
    for i in range(pull.size):
        height, slope = _tail(pull[i] - cut)
        total += height
        by_cut -= slope
        out[i] = slope
    return total, by_cut


@njit(fastmath=True, error_model="numpy", cache=True)
def _middle(low, high, pull, out):
    """Do the same for votes between both cutpoints; slopes of both come back."""
    total, by_low, by_high, square = 0.0, 0.0, 0.0, 0.0
    for i in range(pull.size):
        height, one, other = _inside(low - pull[i], high - pull[i])
        total += height
        by_low += one
        by_high += other
        square += other * other
        out[i] = -one - other
    return total, by_low, by_high, square


@njit(cache=True, parallel=True, fastmath=True, error_model="numpy")
def slopes(theta, cell, starts, blocks, items, by_theta, by_items, curve, curve_items, likelihood):
    """Give the logarithm of the likelihood and its slopes.

    Parameters
    ----------
    theta : ndarray, shape (C,)
        Positions of cells.
    cell, starts, blocks : ndarray
        Layout of the votes, as in `Choices`.
    items : ndarray, shape (3, J)
        Slopes and both cutpoints.
    by_theta : ndarray, shape (K, C)
        Filled with the slope in positions, one row a block.
    by_items : ndarray, shape (3, J)
        Filled with the slopes in slopes and cutpoints.
    curve : ndarray, shape (K, C) or (0, 0)
        Filled with the sums of squared scores, a measure of how sharply votes hold a position;
        left alone where it is empty.
    curve_items : ndarray, shape (3, J)
        Filled with the same of slopes, of both cutpoints together, and of the upper one alone.
    likelihood : ndarray, shape (K,)
        Filled with the logarithm of each block's likelihood.
    """
    for k in prange(blocks.size - 1):
        sums, total = by_theta[k], 0.0
        sums[:] = 0.0
        if curve.shape[0]:
            curve[k, :] = 0.0
        longest = 0
        for j in range(blocks[k], blocks[k + 1]):
            longest = max(longest, starts[j, 3] - starts[j, 0])
        points, pulls, scores = np.empty(longest), np.empty(longest), np.empty(longest)
        for j in range(blocks[k], blocks[k + 1]):
            first = starts[j, 0]
            size, yes, abstain = starts[j, 3] - first, starts[j, 1] - first, starts[j, 2] - first
            cells, point, pull = cell[first : first + size], points[:size], pulls[:size]
            score, slope, low, high = scores[:size], items[0, j], items[1, j], items[2, j]
            for i in range(size):
                point[i] = theta[cells[i]]
            for i in range(size):
                pull[i] = slope * point[i]
            one, by_low = _lower(low, pull[:yes], score[:yes])
            two, by_one, by_other, upper = _middle(low, high, pull[yes:abstain], score[yes:abstain])
            three, by_high = _upper(high, pull[abstain:], score[abstain:])
            total += one + two + three
            by_slope, both, square = 0.0, 0.0, 0.0
            for i in range(size):
                part = score[i] * point[i]
                by_slope += part
                square += part * part
                both += score[i] * score[i]
            for i in range(abstain, size):
                upper += score[i] * score[i]
            by_items[0, j], by_items[1, j], by_items[2, j] = (
                by_slope,
                by_low + by_one,
                by_high + by_other,
            )
            curve_items[0, j], curve_items[1, j], curve_items[2, j] = square, both, upper
            for i in range(size):
                sums[cells[i]] += slope * score[i]
            if curve.shape[0]:
                for i in range(size):
                    curve[k, cells[i]] += (slope * score[i]) ** 2
        likelihood[k] = total
