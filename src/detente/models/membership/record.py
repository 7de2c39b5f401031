"""The record of the studies of membership: how many of a set of specifications hold."""

from __future__ import annotations

from detente.evidence.method import Method
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
    return Method(
        id="event_study",
        name="Event study of accession and association",
        mark="tested and weak",
        record=f"{len(found)} specifications: {established} told from zero by interval, "
        f"permutation and a valid pre-trend; pre-trends hold in {valid}",
        fails="states choose when to join; much of the closing happens before the door opens; one "
        "accession proves no cause",
    )


def synthetic_control(fit: float) -> Method:
    """Say how near a case was to its synthetic control before the event.

    Parameters
    ----------
    fit : float
        Distance of the two before it.
    """
    return Method(
        id="synthetic_control",
        name="Synthetic control of a single case",
        mark="tested and weak",
        record=f"placebos on every donor; the case ran {fit:.2f} from its control before the event",
        fails="few donors; a case unlike all donors has no control",
    )
