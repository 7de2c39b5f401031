"""The records of the hazards: what conditions gained, and what bands held, as a view knows it."""

from __future__ import annotations

from datetime import date

from detente.estimators.log_loss_gain import Gain
from detente.estimators.walks import Held
from detente.evidence.method import Method, described
from detente.institutions.disputes import LAST as LAST_DISPUTE
from detente.institutions.ties import LAST_TREATY
from detente.models.hazards.disputes import response_gain
from detente.models.hazards.position_walks import independent_bands, position_bands
from detente.models.hazards.regime_walks import regime_bands
from detente.models.hazards.scores import SPAN, step_gains
from detente.models.hazards.share_walks import share_bands
from detente.store.catalog import Catalog

GOOD = (0.7, 0.9)
"""Part of outcomes in an 80 % band between which it is fairly wide."""
HORIZON = 10
"""Years ahead at which the record of bands is given."""
STEP_NAMES = {
    "approach": "approach",
    "candidate": "candidacy",
    "join": "accession of candidates",
    "join_from_lower": "accession from a lower rung",
    "exit": "exit",
    "suspension": "suspension",
}
"""Kinds of step, as a reader would call them."""


def ladder_method(catalog: Catalog, as_of: int | date) -> Method:
    """Say what the conditions of steps gained over the plain rates.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    gains = step_gains(catalog, as_of)
    known = {kind: one for kind, one in gains.items() if one is not None}
    if not known:
        return described("hazard_ladder", mark="untested", record="no step had been forecast")
    established = [kind for kind, one in known.items() if one.pace.established]
    beyond = [kind for kind, one in known.items() if one.conditions.established]
    lines = [f"{STEP_NAMES[kind]} {gain_words(one.pace)}" for kind, one in known.items()]
    names = ", ".join(STEP_NAMES[kind] for kind in beyond) or "none"
    return described(
        "hazard_ladder",
        mark="tested and good" if len(established) == len(known) else "tested and weak",
        record=f"log loss that each bloc's own pace saves over the plain rate in the {SPAN} years "
        f"after past origins (80 % interval by bloc and year): {'; '.join(lines)}; conditions of "
        f"the state beside it gain for certain in: {names}",
    )


def walks_method(catalog: Catalog, as_of: int | date) -> Method:
    """Say what the bands of shares, positions and regimes held.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    found = {
        "shares of capability": at(share_bands(catalog, "cinc", as_of)),
        "gaps to the cores": at(position_bands(catalog, as_of)),
        "regimes": at(regime_bands(catalog, as_of)),
    }
    known = {name: one for name, one in found.items() if one is not None}
    if not known:
        return described("hazard_walks", mark="untested", record="no band was over")
    good = all(GOOD[0] <= one.inside <= GOOD[1] for one in known.values())
    lines = ", ".join(f"{name} {one.inside:.0%}" for name, one in known.items())
    naive = at(independent_bands(catalog, as_of))
    beside = f"; independent draws of state and core hold {naive.inside:.0%}" if naive else ""
    return described(
        "hazard_walks",
        mark="tested and good" if good else "tested and weak",
        record=f"outcomes in the 80 % band at {HORIZON} years, at past origins: {lines}{beside}",
    )


def disputes_method(catalog: Catalog, as_of: int | date) -> Method:
    """Say what the responses of disputes gained over peace and geography.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int or datetime.date
        The view.
    """
    found = response_gain(catalog, as_of)
    mark, record = "untested", "no year had been forecast"
    if found is not None:
        mark = "tested and good" if found.established else "tested and weak"
        record = (
            f"log loss saved over years of peace, habit, geography and size {gain_words(found)}; "
            f"{found.expected:,.0f} disputes expected where {found.events:,} came"
        )
    return described(
        "hazard_disputes", mark=mark, record=record, last=LAST_DISPUTE, treaty=LAST_TREATY
    )


def gain_words(found: Gain) -> str:
    """Write a gain with its interval.

    Parameters
    ----------
    found : Gain
        The gain.

    Examples
    --------
    >>> gain_words(Gain(0.031, 0.01, high=0.05, cases=10, events=1, expected=1.0))
    '3.1 % [1.0, 5.0]'
    """
    return f"{100 * found.value:.1f} % [{100 * found.low:.1f}, {100 * found.high:.1f}]"


def at(bands: tuple[Held, ...], horizon: int = HORIZON) -> Held | None:
    """Give the test of one horizon; None where nothing was over.

    Parameters
    ----------
    bands : tuple of Held
        The tests.
    horizon : int
        Years ahead.
    """
    return next((one for one in bands if one.horizon == horizon and one.cases), None)
