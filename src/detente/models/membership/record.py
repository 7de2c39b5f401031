"""The record of the studies of membership: how many of a set of specifications hold."""

from __future__ import annotations

from detente.evidence.method import Method, described
from detente.models.membership.study import Specification


def event_study(found: tuple[Specification, ...]) -> Method:
    """Say how many specifications of a study are distinguishable from zero.

    Parameters
    ----------
    found : tuple of Specification
        The set.
    """
    valid = sum(one.valid for one in found)
    established = sum(one.established for one in found)
    least = [one.found.smallest for one in found]
    return described(
        "event_study",
        mark="tested and weak",
        record=f"{len(found)} specifications: {established} distinguishable from zero by interval, "
        f"permutation and a valid pre-trend; pre-trends hold in {valid}; smallest effect found "
        f"with a power of 80 %: {min(least):.2f} to {max(least):.2f}",
    )


def synthetic_control(fit: float) -> Method:
    """Say how near a case was to its synthetic control before the event.

    Parameters
    ----------
    fit : float
        Distance of the two before it.
    """
    return described(
        "synthetic_control",
        mark="tested and weak",
        record=f"placebos on every donor; the case ran {fit:.2f} from its control before the event",
    )
