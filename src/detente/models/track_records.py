"""Every method that a paper uses, with its record beside its baseline, and where it fails.

The records of fitted models stand beside the models (``record.py`` of each room) and are listed
here; those of measures, which forecast nothing or little, are made here.
"""

from __future__ import annotations

from detente.evidence.method import Method, described
from detente.models.analogues.record import method as analogues
from detente.models.dispute_outcomes.record import method as outcomes
from detente.models.dispute_risk.record import method as risk
from detente.models.membership.record import event_study, synthetic_control
from detente.models.persistence import DistanceErrors, distance_errors
from detente.models.shares.record import method as share_forecast
from detente.models.windows.record import method as windows
from detente.store.catalog import Catalog
from detente.store.starter import manifest

__all__ = [
    "accounting",
    "agreement",
    "analogues",
    "cinc",
    "conduct",
    "event_study",
    "events",
    "expectation",
    "ideal_points",
    "level",
    "outcomes",
    "reported",
    "risk",
    "share_forecast",
    "stance",
    "survey",
    "synthetic_control",
    "system",
    "threat",
    "turns",
    "vdem",
    "windows",
]

BETTER = 0.9
"""Error over that of the mean of all pairs, below which carrying a distance forward is good."""
READ_WELL = 0.6
"""Part of held-out sentences that the tone has to be read in as a reader would."""


def accounting() -> Method:
    """Arithmetic on published numbers: nothing is estimated."""
    return described(
        "accounting",
        mark="exact",
        record="sums, shares and ratios of published numbers; nothing is estimated",
    )


def cinc() -> Method:
    """The composite index, recomputed."""
    check = manifest()["checks"]["cinc"]
    return described(
        "cinc",
        mark="exact",
        record=f"recomputed for {check['rows']:,} state-years; largest difference from the "
        f"published index {check['largest_difference']:.1e}",
    )


def vdem() -> Method:
    """Expert codings with their own interval."""
    return described(
        "vdem",
        mark="untested",
        record="the producer's measurement model; intervals widened to 90 %, experts' errors taken "
        "as independent",
    )


def agreement() -> Method:
    """Chance-corrected agreement."""
    return described(
        "agreement",
        mark="untested",
        record="a description; no forecast is made from it, so there is nothing to score",
    )


def ideal_points(catalog: Catalog, as_of: int) -> Method:
    """Our ideal points, beside the published ones, and the error of carrying a distance forward.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    as_of : int
        The view.
    """
    errors = distance_errors(catalog, as_of)
    check = manifest()["checks"]["ideal_points"]
    mark, scored = "untested", "too few sessions lie before the view to score a forecast"
    if errors is not None:
        good = errors.carried[-1] < BETTER * errors.mean
        mark = "tested and good" if good else "tested and weak"
        scored = _carried_forward(errors)
    return described(
        "ideal_points",
        mark=mark,
        record=f"our estimates; on the literature's votes r {check['r']:.4f} with the published "
        f"({check['worst_session']:.3f} in the worst session); {scored}",
    )


def _carried_forward(errors: DistanceErrors) -> str:
    """Write the errors of carrying a distance forward."""
    carried = ", ".join(f"{error:.2f}" for error in errors.carried)
    smoothed = ", ".join(f"{error:.2f}" for error in errors.smoothed)
    return (
        f"carried forward it errs by {carried} at 1, 5, 10 years, smoothed by {smoothed}; the mean "
        f"of all pairs by {errors.mean:.2f}"
    )


def level() -> Method:
    """The smoothed level and its drift."""
    return described(
        "level",
        mark="untested",
        record="a local level model, its steps chosen by likelihood; it describes the past, no "
        "forecast is made from the drift",
    )


def turns(rate: float, null: float, chance: float) -> Method:
    """Turning points compared with dated events, beside what chance gives.

    Parameters
    ----------
    rate, null : float
        Part of the turns within a year of a dated event, and of as many random dates; NaN without
        a chronology.
    chance : float
        Of as many among random dates.
    """
    if rate != rate:
        return described(
            "turns",
            mark="untested",
            record="no chronology of this pair to compare them with",
            instead="untested",
        )
    return described(
        "turns",
        mark="tested and weak",
        record=f"{rate:.0%} of the turns lie within a year of a dated event, of as many random "
        f"dates {null:.0%} (p {chance:.2f})",
    )


def stance() -> Method:
    """The model of tone, with its accuracy on held-out labels."""
    check = manifest()["checks"]["stance"]
    return described(
        "stance",
        mark="tested and good" if check["accuracy"] > READ_WELL else "tested and weak",
        record=f"hostile, friendly or neither as a reader would say in {check['accuracy']:.0%} of "
        f"{check['labels']} held-out sentences (always the commonest: {check['majority']:.0%}); "
        f"hostile distinguished from friendly in {check['sign']:.0%}",
    )


def events() -> Method:
    """Shares of reported events."""
    return described(
        "events",
        mark="untested",
        record="a description of what newspapers print; nothing is forecast from it",
    )


def reported() -> Method:
    """Events by month in an archive of the user."""
    return described(
        "reported",
        mark="untested",
        record="a description of what newspapers print; what it goes with is said beside it",
    )


def expectation(cases: int) -> Method:
    """The outcome of comparable openings.

    Parameters
    ----------
    cases : int
        How many there were.
    """
    return described(
        "expectation",
        mark="untested",
        record=f"the {cases} openings whose outcome was known when the expectation is formed; "
        "band: 80 % of them",
    )


def survey() -> Method:
    """Published shares of respondents."""
    return described(
        "survey",
        mark="exact",
        record="the producer's weighted shares; nothing is estimated by us",
    )


def system() -> Method:
    """The shape of the system."""
    return described(
        "system",
        mark="untested",
        record="a description; that concentration or polarity foretells war is contested, and no "
        "forecast is made from it",
    )


def conduct(last: int) -> Method:
    """Rates of disputes inside a bloc.

    Parameters
    ----------
    last : int
        Last year of the disputes.
    """
    return described(
        "conduct",
        mark="untested",
        record="counted rates of neighbours; intervals take pair-years as independent, which they "
        "are not",
        last=last,
    )


def threat() -> Method:
    """Capability over distance."""
    return described(
        "threat",
        mark="untested",
        record="the loss-of-strength gradient as published, its constant not estimated here",
    )
