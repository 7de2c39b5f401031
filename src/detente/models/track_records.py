"""Every method that a paper uses, with its record beside its baseline, and where it fails.

The records of fitted models stand beside the models (``record.py`` of each room) and are listed
here; those of measures, which forecast nothing or little, are made here.
"""

from __future__ import annotations

from detente.evidence.method import Method
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
    return Method(
        id="accounting",
        name="Accounting",
        mark="exact",
        record="sums, shares and ratios of published numbers; nothing is estimated",
        fails="it says what changes hands, not what anyone would do with it",
    )


def cinc() -> Method:
    """The composite index, recomputed."""
    check = manifest()["checks"]["cinc"]
    return Method(
        id="cinc",
        name="Composite index of capability",
        mark="exact",
        record=f"recomputed for {check['rows']:,} state-years; largest difference from the "
        f"published index {check['largest_difference']:.1e}",
        fails="it counts steel, energy and people, and says little of quality; ends in 2022",
    )


def vdem() -> Method:
    """Expert codings with their own interval."""
    return Method(
        id="vdem",
        name="Electoral democracy (V-Dem)",
        mark="untested",
        record="the producer's measurement model; intervals widened to 90 %, experts' errors taken "
        "as independent",
        fails="experts of one country may err together; the two bounds of a difference are too "
        "wide for neighbours",
    )


def agreement() -> Method:
    """Chance-corrected agreement."""
    return Method(
        id="agreement",
        name="Agreement in UN votes (pi)",
        mark="untested",
        record="a description; no forecast is made from it, so there is nothing to score",
        fails="it follows the agenda: what is not put to a vote is not seen; absences are left out",
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
    return Method(
        id="ideal_points",
        name="Distance of positions (ideal points)",
        mark=mark,
        record=f"our estimates; on the literature's votes r {check['r']:.4f} with the published "
        f"({check['worst_session']:.3f} in the worst session); {scored}",
        fails="votes of later years revise earlier positions a little (revised, not vintage); vote "
        "sets differ in level; sessions before 1955 float for want of repeated items",
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
    return Method(
        id="level",
        name="Level and drift of a distance",
        mark="untested",
        record="a local level model, its steps chosen by likelihood; it describes the past, no "
        "forecast is made from the drift",
        fails="a turn of the last two years is smoothed away; the band takes errors of sessions as "
        "independent",
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
        return Method(
            id="turns",
            name="Turns of a curve",
            mark="untested",
            record="no chronology of this pair to hold them against",
            fails="dates are read into curves easily: without a null no turn means anything",
        )
    return Method(
        id="turns",
        name="Turns of a curve",
        mark="tested and weak",
        record=f"{rate:.0%} of the turns lie within a year of a dated event, of as many random "
        f"dates {null:.0%} (p {chance:.2f})",
        fails="on all long relations tried, no method of finding turns beat random dates",
    )


def stance() -> Method:
    """The model of tone, with its accuracy on held-out labels."""
    check = manifest()["checks"]["stance"]
    return Method(
        id="stance",
        name="Tone of speech (word weights)",
        mark="tested and good" if check["accuracy"] > READ_WELL else "tested and weak",
        record=f"hostile, friendly or neither as a reader would say in {check['accuracy']:.0%} of "
        f"{check['labels']} held-out sentences (always the commonest: {check['majority']:.0%}); "
        f"hostile told from friendly in {check['sign']:.0%}",
        fails="irony, quotation, long clauses; one sentence at a time; a bloc is heard only when "
        "it is named",
    )


def events() -> Method:
    """Shares of reported events."""
    return Method(
        id="events",
        name="Hostile part of reported events",
        mark="untested",
        record="a description of what newspapers print; nothing is forecast from it",
        fails="coverage follows interest; coding is by machine; the table ends in 2014",
    )


def expectation(cases: int) -> Method:
    """The outcome of comparable openings.

    Parameters
    ----------
    cases : int
        How many there were.
    """
    return Method(
        id="expectation",
        name="Expectation from comparable openings",
        mark="untested",
        record=f"the {cases} openings whose outcome was known when the expectation is formed; "
        "band: 80 % of them",
        fails="openings of different times are alike in their rise of democracy only",
    )


def survey() -> Method:
    """Published shares of respondents."""
    return Method(
        id="survey",
        name="Surveys of opinion",
        mark="exact",
        record="the producer's weighted shares; nothing is estimated by us",
        fails="few countries and years; the question is favour, not policy",
    )


def system() -> Method:
    """The shape of the system."""
    return Method(
        id="system",
        name="Shape of the system",
        mark="untested",
        record="a description; that concentration or polarity foretells war is contested, and no "
        "forecast is made from it",
        fails="poles are counted on one yardstick at a time, and the yardsticks disagree",
    )


def conduct(last: int) -> Method:
    """Rates of disputes inside a bloc.

    Parameters
    ----------
    last : int
        Last year of the disputes.
    """
    return Method(
        id="conduct",
        name="Disputes inside and outside a bloc",
        mark="untested",
        record="counted rates of neighbours; intervals take pair-years as independent, which they "
        "are not",
        fails=f"pairs differ in more than the alliance; the data end in {last}",
    )


def threat() -> Method:
    """Capability over distance."""
    return Method(
        id="threat",
        name="Threat: capability over distance",
        mark="untested",
        record="the loss-of-strength gradient as published, its constant not estimated here",
        fails="missiles, bases abroad and oceans; distance is between capitals; intentions are not "
        "in it",
    )
