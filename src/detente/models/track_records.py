"""The report card: every method that a paper uses, its score beside its baseline, and where it fails."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.evidence.method import Method
from detente.identity.distance import HEADLINE
from detente.models.membership.study import Specification
from detente.models.shares.read import ShareForecasts
from detente.models.shares.selection import Record
from detente.phrasing import listed
from detente.store.catalog import Catalog
from detente.store.starter import manifest

LAGS = (1, 5, 10)
GAIN = 0.5
"""Weight of the newest year in the smoothed forecast."""


def accounting() -> Method:
    """Arithmetic on published numbers: nothing is estimated."""
    return Method(
        "accounting",
        "Accounting",
        "exact",
        "sums, shares and ratios of published numbers; nothing is estimated",
        "it says what changes hands, not what anyone would do with it",
    )


def cinc() -> Method:
    """The composite index, recomputed."""
    check = manifest()["checks"]["cinc"]
    return Method(
        "cinc",
        "Composite index of capability",
        "exact",
        f"recomputed for {check['rows']:,} state-years; largest difference from the published index "
        f"{check['largest_difference']:.1e}",
        "it counts steel, energy and people, and says little of quality; ends in 2022",
    )


def vdem() -> Method:
    """Expert codings with their own interval."""
    return Method(
        "vdem",
        "Electoral democracy (V-Dem)",
        "untested",
        "the producer's measurement model; intervals widened to 90 %, experts' errors taken as independent",
        "experts of one country may err together; the two bounds of a difference are too wide for neighbours",
    )


def agreement() -> Method:
    """Chance-corrected agreement."""
    return Method(
        "agreement",
        "Agreement in UN votes (pi)",
        "untested",
        "a description; no forecast is made from it, so there is nothing to score",
        "it follows the agenda: what is not put to a vote is not seen; absences are left out",
    )


def ideal_points(catalog: Catalog, as_of: int) -> Method:
    """Our ideal points: how near the published ones, and the error of carrying a distance forward, raw and smoothed."""
    error, smooth, mean = catalog.remember(persistence, as_of)
    check = manifest()["checks"]["ideal_points"]
    made = (
        f"our estimates; on the literature's votes r {check['r']:.4f} with the published ({check['worst_session']:.3f} in the "
        "worst session)"
    )
    fails = (
        "votes of later years revise earlier positions a little (revised, not vintage); vote sets differ in level; sessions "
        "before 1955 float for want of repeated items"
    )
    if not error:
        return Method(
            "ideal_points",
            "Distance of positions (ideal points)",
            "untested",
            f"{made}; too few sessions lie before the view to score a forecast",
            fails,
        )
    scores = ", ".join(f"{e:.2f}" for e in error)
    smoothed = ", ".join(f"{e:.2f}" for e in smooth)
    return Method(
        "ideal_points",
        "Distance of positions (ideal points)",
        "tested and good" if error[-1] < 0.9 * mean else "tested and weak",
        f"{made}; carried forward it errs by {scores} at 1, 5, 10 years, smoothed by {smoothed}; the mean of all pairs "
        f"by {mean:.2f}",
        fails,
    )


def level() -> Method:
    """The smoothed level and its drift."""
    return Method(
        "level",
        "Level and drift of a distance",
        "untested",
        "a local level model, its steps chosen by likelihood; it describes the past, no forecast is made from the drift",
        "a turn of the last two years is smoothed away; the band takes errors of sessions as independent",
    )


def turns(rate: float, null: float, p: float) -> Method:
    """Turns held against dates, with what chance gives."""
    if rate != rate:
        return Method(
            "turns",
            "Turns of a curve",
            "untested",
            "no chronology of this pair to hold them against",
            "dates are read into curves easily: without a null no turn means anything",
        )
    return Method(
        "turns",
        "Turns of a curve",
        "tested and weak",
        f"{rate:.0%} of the turns lie within a year of a dated event, of as many random dates {null:.0%} "
        f"(p {p:.2f})",
        "on all long relations tried, no method of finding turns beat random dates",
    )


def stance() -> Method:
    """The stance model, with its accuracy on held-out labels."""
    check = manifest()["checks"]["stance"]
    return Method(
        "stance",
        "Tone of speech (word weights)",
        "tested and good" if check["accuracy"] > 0.6 else "tested and weak",
        f"hostile, friendly or neither as a reader would say in {check['accuracy']:.0%} of {check['labels']} held-out "
        f"sentences (always the commonest: {check['majority']:.0%}); hostile told from friendly in {check['sign']:.0%}",
        "irony, quotation, long clauses; one sentence at a time; a bloc is heard only when it is named",
    )


def events() -> Method:
    """Shares of reported events."""
    return Method(
        "events",
        "Hostile part of reported events",
        "untested",
        "a description of what newspapers print; nothing is forecast from it",
        "coverage follows interest; coding is by machine; the table ends in 2014",
    )


def expectation(cases: int) -> Method:
    """The outcome of comparable openings."""
    return Method(
        "expectation",
        "Expectation from comparable openings",
        "untested",
        f"the {cases} openings whose outcome was known when the expectation is formed; band: 80 % of them",
        "openings of different times are alike in their rise of democracy only",
    )


def survey() -> Method:
    """Published shares of respondents."""
    return Method(
        "survey",
        "Surveys of opinion",
        "exact",
        "the producer's weighted shares; nothing is estimated by us",
        "few countries and years; the question is favour, not policy",
    )


def system() -> Method:
    """The shape of the system."""
    return Method(
        "system",
        "Shape of the system",
        "untested",
        "a description; that concentration or polarity foretells war is contested, and no forecast is made from it",
        "poles are counted on one yardstick at a time, and the yardsticks disagree",
    )


def outcomes() -> Method:
    """Expectations of how disputes end."""
    found = manifest()["checks"]["outcomes"]
    return Method(
        "outcomes",
        "How a dispute would end",
        "tested and weak",
        f"log loss cut by {found['model']:.0%} in ten-fold cross-validation (a capability ratio: {found['ratio']:.1%}); "
        f"the year alone cuts {found['year']:.0%}, and over it capability adds {found['model_over_year']:.1%}",
        "nearly all of it is the calendar; disputes that begin are no random draw; nothing of allies or resolve",
    )


def event_study(found: tuple[Specification, ...]) -> Method:
    """The set of studies of a bloc."""
    valid, told = sum(s.valid for s in found), sum(s.established for s in found)
    return Method(
        "event_study",
        "Event study of accession and association",
        "tested and weak",
        f"{len(found)} specifications: {told} told from zero by interval, permutation and a valid pre-trend; pre-trends "
        f"hold in {valid}",
        "states choose when to join; much of the closing happens before the door opens; one accession proves no cause",
    )


def synthetic_control(fit: float) -> Method:
    """One case against its synthetic control."""
    return Method(
        "synthetic_control",
        "Synthetic control of a single case",
        "tested and weak",
        f"placebos on every donor; the case ran {fit:.2f} from its control before the event",
        "few donors; a case unlike all donors has no control",
    )


def conduct(last: int) -> Method:
    """Rates of disputes inside a bloc."""
    return Method(
        "conduct",
        "Disputes inside and outside a bloc",
        "untested",
        "counted rates of neighbours; intervals take pair-years as independent, which they are not",
        f"pairs differ in more than the alliance; the data end in {last}",
    )


def threat() -> Method:
    """Capability over distance."""
    return Method(
        "threat",
        "Threat: capability over distance",
        "untested",
        "the loss-of-strength gradient as published, its constant not estimated here",
        "missiles, bases abroad and oceans; distance is between capitals; intentions are not in it",
    )


def share_forecast(shares: ShareForecasts, yardstick: str) -> Method:
    """The forecast of shares, scored on the 25 strongest states before the view."""
    record = next((fan.record for (name, _), fan in shares.fans.items() if name == yardstick), None)
    if record is None or record.crps_ratio is None:
        return Method(
            "share_forecast",
            "Forecast of shares",
            "untested",
            "no past forecast can be scored yet",
            "everything beyond the trend",
        )
    name = yardstick.upper().replace("_LONG", "")
    return Method(
        "share_forecast",
        "Forecast of shares",
        _mark(record),
        f"{name}: {score(record)}",
        "turns of trend; the break-up of states; bands are those of past errors and know no new kind of shock",
    )


def _mark(record: Record) -> str:
    good = (
        record.anew_ratio is not None and record.anew_ratio < 0.97 and (record.anew10 or 0) >= 0.7
    )
    return "tested and good" if good else "tested and weak"


def score(record: Record) -> str:
    """Write the record of a forecast beside its two baselines."""
    cover = (
        f"; its 80 % band held {record.coverage10:.0%} of outcomes at 10 years"
        if record.coverage10
        else ""
    )
    far = f" and {record.coverage20:.0%} at 20" if record.coverage20 else ""
    held = listed(
        [f"{c:.0%} at {h}" for h, c in ((10, record.anew10), (20, record.anew20)) if c is not None]
    )
    anew = (
        f"; the rule chosen anew at every origin: {record.anew_ratio:.2f}, {held}"
        if record.anew_ratio and held
        else ""
    )
    return (
        f"CRPS {record.crps_ratio:.2f} of a random walk's, {record.crps_alike:.2f} with its errors pooled alike (mean of 10, "
        f"15, 20 years, {record.forecasts:,} forecasts){cover}{far}{anew}"
    )


def persistence(catalog: Catalog, as_of: int) -> tuple[tuple[float, ...], tuple[float, ...], float]:
    """Score the simplest forecasts of a distance over all pairs of states up to a year: that it stays, or its smoothed level does.

    Returns
    -------
    tuple
        Mean absolute errors at 1, 5 and 10 years of both, and that of forecasting the mean of all pairs.
    """
    table = catalog.frame("positions").filter(
        (pl.col("year") <= as_of) & pl.col(HEADLINE).is_not_null()
    )
    nothing = (), (), float("nan")
    if table.is_empty():
        return nothing
    every = pl.DataFrame(
        {"year": range(int(table["year"].to_numpy().min()), as_of + 1)}, schema={"year": pl.Int16}
    )
    wide = table.select("year", "ccode", HEADLINE).pivot("ccode", index="year", values=HEADLINE)
    x = (
        every.join(wide, on="year", how="left", maintain_order="left")
        .drop("year")
        .to_numpy()
        .astype(float)
    )
    if x.shape[0] <= LAGS[-1] or x.shape[1] < 2:
        return nothing
    upper = np.triu_indices(x.shape[1], 1)
    gaps = np.abs(x[:, upper[0]] - x[:, upper[1]]).astype(np.float32)
    level = gaps.copy()
    for t in range(1, len(level)):
        known = ~np.isnan(level[t - 1])
        level[t] = np.where(
            known & ~np.isnan(gaps[t]),
            GAIN * gaps[t] + (1 - GAIN) * level[t - 1],
            np.where(known, level[t - 1], gaps[t]),
        )
    missed = [np.abs(gaps[lag:] - gaps[:-lag]) for lag in LAGS]
    if any(np.isnan(m).all() for m in missed):
        return nothing
    errors = tuple(float(np.nanmean(m)) for m in missed)
    # the smoothed forecast is asked for the same cells as the plain one
    smooth = tuple(
        float(np.nanmean(np.where(np.isnan(m), np.nan, np.abs(gaps[lag:] - level[:-lag]))))
        for lag, m in zip(LAGS, missed, strict=True)
    )
    return errors, smooth, float(np.nanmean(np.abs(gaps - np.nanmean(gaps))))
