"""The report card: every method that a paper uses, its score beside its baseline, and where it fails."""

from __future__ import annotations

import numpy as np
import polars as pl

from detente.evidence.method import Method, described
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
        record=f"recomputed for {check['rows']:,} state-years; largest difference from the published index "
        f"{check['largest_difference']:.1e}",
    )


def vdem() -> Method:
    """Expert codings with their own interval."""
    return described(
        "vdem",
        mark="untested",
        record="the producer's measurement model; intervals widened to 90 %, experts' errors taken as independent",
    )


def agreement() -> Method:
    """Chance-corrected agreement."""
    return described(
        "agreement",
        mark="untested",
        record="a description; no forecast is made from it, so there is nothing to score",
    )


def ideal_points(catalog: Catalog, as_of: int) -> Method:
    """Our ideal points: how near the published ones, and the error of carrying a distance forward, raw and smoothed."""
    error, smooth, mean = catalog.remember(persistence, as_of)
    check = manifest()["checks"]["ideal_points"]
    made = (
        f"our estimates; on the literature's votes r {check['r']:.4f} with the published ({check['worst_session']:.3f} in the "
        "worst session)"
    )
    if not error:
        return described(
            "ideal_points",
            mark="untested",
            record=f"{made}; too few sessions lie before the view to score a forecast",
        )
    scores = ", ".join(f"{e:.2f}" for e in error)
    smoothed = ", ".join(f"{e:.2f}" for e in smooth)
    return described(
        "ideal_points",
        mark="tested and good" if error[-1] < 0.9 * mean else "tested and weak",
        record=f"{made}; carried forward it errs by {scores} at 1, 5, 10 years, smoothed by {smoothed}; the mean of all pairs "
        f"by {mean:.2f}",
    )


def level() -> Method:
    """The smoothed level and its drift."""
    return described(
        "level",
        mark="untested",
        record="a local level model, its steps chosen by likelihood; it describes the past, no forecast is made from the drift",
    )


def turns(rate: float, null: float, p: float) -> Method:
    """Turns held against dates, with what chance gives."""
    if rate != rate:
        return described(
            "turns",
            mark="untested",
            record="no chronology of this pair to hold them against",
            instead="untested",
        )
    return described(
        "turns",
        mark="tested and weak",
        record=f"{rate:.0%} of the turns lie within a year of a dated event, of as many random dates {null:.0%} "
        f"(p {p:.2f})",
    )


def stance() -> Method:
    """The stance model, with its accuracy on held-out labels."""
    check = manifest()["checks"]["stance"]
    return described(
        "stance",
        mark="tested and good" if check["accuracy"] > 0.6 else "tested and weak",
        record=f"hostile, friendly or neither as a reader would say in {check['accuracy']:.0%} of {check['labels']} held-out "
        f"sentences (always the commonest: {check['majority']:.0%}); hostile told from friendly in {check['sign']:.0%}",
    )


def events() -> Method:
    """Shares of reported events."""
    return described(
        "events",
        mark="untested",
        record="a description of what newspapers print; nothing is forecast from it",
    )


def expectation(cases: int) -> Method:
    """The outcome of comparable openings."""
    return described(
        "expectation",
        mark="untested",
        record=f"the {cases} openings whose outcome was known when the expectation is formed; band: 80 % of them",
    )


def survey() -> Method:
    """Published shares of respondents."""
    return described(
        "survey", mark="exact", record="the producer's weighted shares; nothing is estimated by us"
    )


def system() -> Method:
    """The shape of the system."""
    return described(
        "system",
        mark="untested",
        record="a description; that concentration or polarity foretells war is contested, and no forecast is made from it",
    )


def outcomes() -> Method:
    """Expectations of how disputes end."""
    found = manifest()["checks"]["outcomes"]
    return described(
        "outcomes",
        mark="tested and weak",
        record=f"log loss cut by {found['model']:.0%} in ten-fold cross-validation (a capability ratio: {found['ratio']:.1%}); "
        f"the year alone cuts {found['year']:.0%}, and over it capability adds {found['model_over_year']:.1%}",
    )


def event_study(found: tuple[Specification, ...]) -> Method:
    """The set of studies of a bloc."""
    valid, told = sum(s.valid for s in found), sum(s.established for s in found)
    return described(
        "event_study",
        mark="tested and weak",
        record=f"{len(found)} specifications: {told} told from zero by interval, permutation and a valid pre-trend; pre-trends "
        f"hold in {valid}",
    )


def synthetic_control(fit: float) -> Method:
    """One case against its synthetic control."""
    return described(
        "synthetic_control",
        mark="tested and weak",
        record=f"placebos on every donor; the case ran {fit:.2f} from its control before the event",
    )


def conduct(last: int) -> Method:
    """Rates of disputes inside a bloc."""
    return described(
        "conduct",
        mark="untested",
        record="counted rates of neighbours; intervals take pair-years as independent, which they are not",
        last=last,
    )


def threat() -> Method:
    """Capability over distance."""
    return described(
        "threat",
        mark="untested",
        record="the loss-of-strength gradient as published, its constant not estimated here",
    )


def share_forecast(shares: ShareForecasts, yardstick: str) -> Method:
    """The forecast of shares, scored on the 25 strongest states before the view."""
    record = next((fan.record for (name, _), fan in shares.fans.items() if name == yardstick), None)
    if record is None or record.crps_ratio is None:
        return described(
            "share_forecast",
            mark="untested",
            record="no past forecast can be scored yet",
            instead="untested",
        )
    name = yardstick.upper().replace("_LONG", "")
    return described("share_forecast", mark=_mark(record), record=f"{name}: {score(record)}")


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
