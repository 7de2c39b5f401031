"""Random numbers by key: a hash of (seed, draw, year, process, entity), never a stream.

Two futures that ask for the same key get the same number, whatever either asked for before and on
however many threads. A key of (seed, draw, year, process) goes through Philox 4x32-10; its first 64
bits start a SplitMix64 sequence, of which entity e takes number e.

References: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3";
Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators"; Wichura (1988),
algorithm AS 241.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit, uint64

PLAIN = {"error_model": "numpy"}
INLINE = {**PLAIN, "inline": "always"}
M0, M1 = 0xD2511F53, 0xCD9E8D57
W0, W1 = 0x9E3779B9, 0xBB67AE85
LOW = 0xFFFFFFFF
GOLDEN = 0x9E3779B97F4A7C15
LOG2E, LN2 = 1.4426950408889634, 0.6931471805599453


@njit(**PLAIN)
def philox(counter0, counter1, counter2, counter3, key0, key1):
    """Give the four words of Philox 4x32 with ten rounds.

    Parameters
    ----------
    counter0, counter1, counter2, counter3, key0, key1 : uint64
        Words of 32 bits.

    Returns
    -------
    tuple of uint64
        Four words of 32 bits.
    """
    low = uint64(LOW)
    c0, c1, c2, c3 = uint64(counter0), uint64(counter1), uint64(counter2), uint64(counter3)
    k0, k1 = uint64(key0), uint64(key1)
    for _ in range(10):
        first, second = uint64(M0) * c0, uint64(M1) * c2
        c0, c2 = (second >> uint64(32)) ^ c1 ^ k0, (first >> uint64(32)) ^ c3 ^ k1
        c1, c3 = second & low, first & low
        k0, k1 = (k0 + uint64(W0)) & low, (k1 + uint64(W1)) & low
    return c0, c1, c2, c3


@njit(**PLAIN)
def base_of(seed, draw, year, process):
    """Give the start of the sequence of a process in a year of a draw.

    Parameters
    ----------
    seed, draw, year, process : int
        Not negative; seed and draw below 2 to the 63, year and process below 2 to the 32.

    Returns
    -------
    uint64
    """
    low, shift = uint64(LOW), uint64(32)
    draw_word, seed_word = uint64(draw), uint64(seed)
    high, below, _, _ = philox(
        draw_word & low,
        draw_word >> shift,
        uint64(year),
        uint64(process),
        seed_word & low,
        seed_word >> shift,
    )
    return (high << shift) | below


@njit(**INLINE)
def splitmix(base, entity):
    """Give number `entity` (from 0) of the SplitMix64 sequence that starts at `base`.

    Parameters
    ----------
    base : uint64
        State of the sequence before its first number.
    entity : int
        Which number.

    Returns
    -------
    uint64
    """
    word = base + (uint64(entity) + uint64(1)) * uint64(GOLDEN)
    word = (word ^ (word >> uint64(30))) * uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> uint64(27))) * uint64(0x94D049BB133111EB)
    return word ^ (word >> uint64(31))


@njit(**INLINE)
def uniform(base, entity):
    """Give a number strictly between 0 and 1, with 52 bits.

    Parameters
    ----------
    base : uint64
        As `base_of` gives it.
    entity : int
        Who or what the number is for.

    Returns
    -------
    float
    """
    # an odd multiple of half a step: neither end is reached
    return ((splitmix(base, entity) >> uint64(12)) + 0.5) * 2.220446049250313e-16


@njit(**PLAIN)
def quantile(chance):
    """Give the standard normal quantile (AS 241, about 16 digits).

    Parameters
    ----------
    chance : float
        Strictly between 0 and 1.

    Returns
    -------
    float
    """
    q = chance - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = (r * 2509.0809287301226727 + 33430.575583588128105) * r + 67265.770927008700853
        top = (top * r + 45921.953931549871457) * r + 13731.693765509461125
        top = (top * r + 1971.5909503065514427) * r + 133.14166789178437745
        top = top * r + 3.387132872796366608
        low = (r * 5226.495278852545925 + 28729.085735721942674) * r + 39307.89580009271061
        low = (low * r + 21213.794301586595867) * r + 5394.1960214247511077
        low = (low * r + 687.1870074920579083) * r + 42.313330701600911252
        return q * top / (low * r + 1.0)
    r = math.sqrt(-math.log(min(chance, 1.0 - chance)))
    if r <= 5.0:
        r -= 1.6
        top = (r * 7.7454501427834140764e-4 + 0.0227238449892691845833) * r
        top = ((top + 0.24178072517745061177) * r + 1.27045825245236838258) * r
        top = ((top + 3.64784832476320460504) * r + 5.7694972214606914055) * r
        top = (top + 4.6303378461565452959) * r + 1.42343711074968357734
        low = (r * 1.05075007164441684324e-9 + 5.475938084995344946e-4) * r
        low = ((low + 0.0151986665636164571966) * r + 0.14810397642748007459) * r
        low = ((low + 0.68976733498510000455) * r + 1.6763848301838038494) * r
        low = (low + 2.05319162663775882187) * r + 1.0
    else:
        r -= 5.0
        top = (r * 2.01033439929228813265e-7 + 2.71155556874348757815e-5) * r
        top = ((top + 0.0012426609473880784386) * r + 0.026532189526576123093) * r
        top = ((top + 0.29656057182850489123) * r + 1.7848265399172913358) * r
        top = (top + 5.4637849111641143699) * r + 6.6579046435011037772
        low = (r * 2.04426310338993978564e-15 + 1.4215117583164458887e-7) * r
        low = ((low + 1.8463183175100546818e-5) * r + 7.868691311456132591e-4) * r
        low = ((low + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
        low = (low + 0.59983220655588793769) * r + 1.0
    return top / low if q > 0.0 else -top / low


@njit(**PLAIN)
def normal(base, entity):
    """Give a standard normal number.

    Parameters
    ----------
    base, entity : uint64, int
        As for `uniform`.

    Returns
    -------
    float
    """
    return quantile(uniform(base, entity))


@njit(**INLINE)
def chance_of(odds):
    """Give the chance of log-odds, relative error below 1e-8; without branches.

    Parameters
    ----------
    odds : float
        Log-odds.

    Returns
    -------
    float
    """
    x = min(max(-odds, -700.0), 700.0)
    whole = np.floor(x * LOG2E + 0.5)
    rest = x - whole * LN2
    tail = 1.0 / 24 + rest * (1.0 / 120 + rest * (1.0 / 720 + rest * (1.0 / 5040)))
    power = 1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6 + rest * tail)))
    scale = np.int64((np.int64(whole) + 1023) << 52).view(np.float64)
    return 1.0 / (1.0 + power * scale)
