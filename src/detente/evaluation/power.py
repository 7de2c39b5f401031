"""The page on power: forecasts of shares, the composite index, how disputes end."""

from __future__ import annotations

from datetime import date

import polars as pl

from detente.evaluation.page import NONE_YET, Page, Row, Table, coverage, page_of
from detente.models.dispute_outcomes.fit import THEIRS
from detente.models.shares.selection import (
    CANDIDATES,
    ENOUGH,
    JUDGED,
    REFERENCES,
    WORDS,
    ShareRecord,
    choose,
    known_scores,
    record,
)
from detente.phrasing import number
from detente.span import last_full_year, view_words
from detente.store.catalog import Catalog
from detente.store.starter import manifest

WALK = "none 0"
"""The random walk, errors as they fell: the baseline of every candidate."""
RELATIVE = "CRPS over a random walk's"
BAND = "coverage of the 80 % band at 10"
ENDS = (
    ("ratio", "capability ratio alone (published: .018)"),
    ("year", "the year alone"),
    ("model", "components and year (published ensemble: about .20)"),
    ("model_over_year", "components and year, over the year alone"),
    ("forward_over_year", "the same, each decade from 1880 forecast from what ended before"),
)
"""Figures of the check of outcomes, with what each forecast knows."""


def page(catalog: Catalog, day: date) -> Page:
    """Score the forecasts of shares, and what is checked beside published numbers.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    as_of = last_full_year(day)
    tables = [_rules_chosen(catalog, as_of), _chosen_at_each_origin(catalog, as_of)]
    for yardstick in REFERENCES:
        scores = known_scores(catalog, yardstick, as_of)
        if scores.height:
            tables.append(_candidates(scores, yardstick))
    tables.append(_composite_index())
    if as_of >= THEIRS:
        tables.append(_outcomes_of_disputes())
    return page_of("power", f"Report card: power, as of {view_words(day)}", tables)


def summary(catalog: Catalog, as_of: int) -> Table:
    """Sum up the forecasts of shares, one row a yardstick.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    as_of : int
        The view.
    """
    rows: list[Row] = []
    for yardstick in REFERENCES:
        scores = record(catalog, yardstick, as_of)
        if scores.crps_ratio is not None:
            at_10, at_20 = coverage(scores.coverage10), coverage(scores.coverage20)
            again = scores.anew_ratio
            rows.append(
                (
                    yardstick,
                    number(scores.crps_ratio),
                    NONE_YET if again is None else number(again),
                    f"{at_10}, {at_20}",
                )
            )
    return Table(
        "Forecasts of shares",
        (
            "yardstick",
            RELATIVE,
            "with the rule chosen anew",
            "coverage of the 80 % band at 10, 20 years",
        ),
        rows=tuple(rows),
    )


def _rules_chosen(catalog: Catalog, as_of: int) -> Table:
    """Which rule the back-test chooses on each yardstick, and how it did."""
    rows: list[Row] = []
    for yardstick in REFERENCES:
        scores = record(catalog, yardstick, as_of)
        if scores.crps_ratio is not None:
            rows.append(_rule_chosen(yardstick, scores, scores.crps_ratio))
    return Table(
        "Forecasts of shares: the rule chosen",
        (
            "yardstick",
            "what goes on",
            "mirrored",
            RELATIVE,
            "over one with errors pooled alike",
            BAND,
            "at 20 years",
            "forecasts",
        ),
        rows=tuple(rows),
        note="The 25 strongest states at each origin from 1976; mean CRPS of 10, 15 and 20 years; "
        "each forecast with the errors known at its origin. The rule is the one with the least "
        "CRPS among those whose 80 % band held 76 to 90 % of outcomes at 10 and 20 years, as far "
        "as 100 forecasts of a horizon are known.",
    )


def _rule_chosen(yardstick: str, scores: ShareRecord, ratio: float) -> Row:
    rule, alike = CANDIDATES[scores.rule], scores.crps_alike
    return (
        yardstick,
        WORDS[rule.name],
        f"{rule.mirrored:g}",
        number(ratio),
        number(alike) if alike else NONE_YET,
        coverage(scores.coverage10),
        coverage(scores.coverage20),
        f"{scores.forecasts:,}",
    )


def _chosen_at_each_origin(catalog: Catalog, as_of: int) -> Table:
    """How the choice itself did, made anew at every origin."""
    rows: list[Row] = []
    for yardstick in REFERENCES:
        scores = record(catalog, yardstick, as_of)
        if scores.anew_ratio is not None:
            rows.append(
                (
                    yardstick,
                    number(scores.anew_ratio),
                    coverage(scores.anew10),
                    coverage(scores.anew20),
                    f"{scores.forecasts:,}",
                )
            )
    return Table(
        "The same, with the rule chosen anew at every origin from what was known there",
        ("yardstick", RELATIVE, BAND, "at 20 years", "forecasts"),
        rows=tuple(rows),
        note="The table above chooses with the scores that it prints; this one does not. Early "
        "choices rest on few forecasts with common shocks, and lose much of the gain.",
    )


def _candidates(scores: pl.DataFrame, yardstick: str) -> Table:
    """Every candidate on one yardstick."""
    chosen = choose(scores)
    walk = dict(scores.filter(pl.col("rule") == WALK).select("horizon", "crps").iter_rows())
    rows = [_candidate(scores, rule, walk, is_chosen=rule == chosen) for rule in CANDIDATES]
    longest = JUDGED[-1]
    known = scores.filter(pl.col("horizon") == longest)["forecasts"].to_list()
    fewest = min(known, default=0)
    few = f"At {longest} years {fewest} forecasts are known, too few to have a say."
    return Table(
        f"Every candidate on {yardstick}",
        (
            "rule and part mirrored",
            RELATIVE,
            *(f"coverage at {horizon}" for horizon in JUDGED),
        ),
        rows=tuple(row for row in rows if row),
        note=few if fewest < ENOUGH else "",
    )


def _candidate(scores: pl.DataFrame, rule: str, walk: dict[int, float], *, is_chosen: bool) -> Row:
    """Score one rule beside the random walk; nothing where no horizon of both is known."""
    own = scores.filter(pl.col("rule") == rule)
    crps = dict(own.select("horizon", "crps").iter_rows())
    inside = dict(own.select("horizon", "inside").iter_rows())
    common = [horizon for horizon in JUDGED if horizon in crps and horizon in walk]
    if not common:
        return ()
    ratios = [crps[horizon] / walk[horizon] for horizon in common]
    return (
        f"{rule} (chosen)" if is_chosen else rule,
        number(sum(ratios) / len(ratios)),
        *(coverage(inside.get(horizon)) for horizon in JUDGED),
    )


def _composite_index() -> Table:
    """Our composite index beside the published one."""
    check = manifest()["checks"]["cinc"]
    return Table(
        "Composite index",
        ("state-years", "largest difference from the published index"),
        rows=((f"{check['rows']:,}", f"{check['largest_difference']:.1e}"),),
    )


def _outcomes_of_disputes() -> Table:
    """How disputes end, beside the published ensemble."""
    check = manifest()["checks"]["outcomes"]
    return Table(
        "How disputes end",
        ("forecast", "proportional reduction of log loss"),
        rows=tuple((label, f"{check[figure]:.3f}") for figure, label in ENDS),
        note=f"Ten-fold cross-validation on {check['cases']:,} disputes of one state against one, "
        f"1816-{THEIRS}. The calendar explains nearly all of what can be explained.",
    )
