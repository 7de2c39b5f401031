"""What the record allows to say, in words that follow from its numbers."""

from __future__ import annotations

from detente.estimators.sample_scores import Interval
from detente.phrasing import listed, number
from detente.scenarios.proof.scores import (
    EVENT_BAND,
    MOST_RATIO,
    PLACEBO_BAND,
    MembershipEffect,
    Placebo,
    Tested,
)

REACHED, MISSED, TOO_FEW = "reached", "missed", "too few events to tell"
FEWEST = 5
"""Fewest events on which a bar is judged."""


def interval_words(found: Interval, digits: int = 2) -> str:
    """Write a number with its interval.

    Parameters
    ----------
    found : Interval
        The number.
    digits : int
        Decimals.

    Examples
    --------
    >>> interval_words(Interval(1.02, 0.98, high=1.05, cases=22, groups=7))
    '1.02 [.98, 1.05]'
    """
    value = number(found.value, digits)
    if found.low != found.low:
        return value
    return f"{value} [{number(found.low, digits)}, {number(found.high, digits)}]"


def band_words(inside: float, band: tuple[float, float]) -> str:
    """Say whether a band held what it is asked to, and how it fails.

    Parameters
    ----------
    inside : float
        Part of outcomes that it held.
    band : tuple of float
        The part asked for.

    Examples
    --------
    >>> band_words(0.8, (0.7, 0.9)), band_words(0.95, (0.7, 0.9)), band_words(0.5, (0.7, 0.9))
    ('reached', 'missed: the band is too wide', 'missed: the band is too narrow')
    """
    low, high = band
    if inside > high:
        return f"{MISSED}: the band is too wide"
    return f"{MISSED}: the band is too narrow" if inside < low else REACHED


def tested_words(one: Tested) -> str:
    """Say whether events reached both bars.

    Parameters
    ----------
    one : Tested
        The test.
    """
    if one.inside.cases < FEWEST:
        return TOO_FEW
    missed = []
    of_band = band_words(one.inside.value, EVENT_BAND)
    if of_band != REACHED:
        missed.append(of_band.partition(": ")[2])
    names = {"smoothed": "no change from five years", "walk": "a random walk"}
    better = [name for key, name in names.items() if one.ratio[key].value > MOST_RATIO]
    if better:
        missed.append(f"{listed(better)} forecasts better")
    return f"{MISSED}: {listed(missed)}" if missed else REACHED


def placebo_words(one: Placebo) -> str:
    """Say whether the band of placebos held what it is asked to.

    Parameters
    ----------
    one : Placebo
        The test.
    """
    return band_words(one.inside.value, PLACEBO_BAND)


def prior_words(one: Tested) -> str:
    """Say whether it was the priors that made a forecast better or worse.

    Parameters
    ----------
    one : Tested
        The test.
    """
    muted = one.ratio["muted"]
    if muted.low != muted.low or muted.low <= 1 <= muted.high:
        return "no difference beyond the interval"
    return "the priors lower the error" if muted.high < 1 else "the priors raise the error"


def short_words(found: MembershipEffect) -> str:
    """Say in one line what the effect of membership was worth, at the longest horizon.

    Parameters
    ----------
    found : MembershipEffect
        The tests.
    """
    said = "beats" if found.established else "does not beat"
    blocs = list(dict.fromkeys(one.bloc for one in found.of))
    tested = [one for one in map(found.of_bloc, blocs) if one is not None]
    parts = [f"{one.bloc} {interval_words(one.ratio['stayed'])}" for one in tested]
    return f"membership {said} the rung kept (error of one over the other: {listed(parts)})"


def membership_words(found: MembershipEffect) -> str:
    """Say whether membership beats no change, from the numbers.

    Parameters
    ----------
    found : MembershipEffect
        The tests.
    """
    if not found.of:
        return "Whether membership beats no change is not tested: no outcome is known yet."
    said = "is established" if found.established else "is not established"
    parts = [
        f"{one.bloc} at {one.horizon} years {interval_words(one.ratio['stayed'], 3)} "
        f"({one.inside.cases} accessions in {one.inside.groups} rounds)"
        for one in found.of
    ]
    return (
        f"That membership beats no change {said}. Error of the future in which a state joins over "
        f"that in which it keeps its rung, distance to the core, 95 % interval by rounds: "
        f"{'; '.join(parts)}."
    )
