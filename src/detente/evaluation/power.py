"""The page on power: forecasts of shares, the composite index, how disputes end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.estimators.forecast import Pool, Rule
from detente.evaluation.page import NONE_YET, Page, Row, Table, coverage, page_of
from detente.models.dispute_outcomes.fit import THEIRS
from detente.models.shares.record import is_good
from detente.models.shares.selection import (
    FEWEST,
    POOLS,
    REFERENCES,
    RULES,
    Coverage,
    ShareRecord,
    known_scores,
    record,
    weights_at,
)
from detente.phrasing import number
from detente.span import last_full_year, view_words
from detente.store.catalog import Catalog
from detente.store.starter import manifest

RELATIVE = "CRPS over a random walk's"
BAND = "coverage of the 80 % band at 10"
SHOWN = 10
"""Years ahead at which weights are printed."""
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
    tables = [_record(catalog, as_of), _weights(catalog, as_of, RULES, "drift")]
    tables.append(_weights(catalog, as_of, POOLS, "errors since, and their width"))
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
            covered = f"{_held(scores.at(10))}, {_held(scores.at(20))}"
            rows.append((yardstick, number(scores.crps_ratio), _mark(scores), covered))
    return Table(
        "Forecasts of shares",
        ("yardstick", RELATIVE, "mark", "coverage of the 80 % band at 10, 20 years"),
        rows=tuple(rows),
    )


def _mark(scores: ShareRecord) -> str:
    return "good" if is_good(scores) else "weak"


def _held(found: Coverage | None) -> str:
    return coverage(found.inside if found is not None else None)


def _record(catalog: Catalog, as_of: int) -> Table:
    """How forecasts did whose weights were learnt at their own origin."""
    rows: list[Row] = []
    for yardstick in REFERENCES:
        scores = record(catalog, yardstick, as_of)
        if scores.crps_ratio is not None:
            rows.append(_row(yardstick, scores, scores.crps_ratio))
    return Table(
        "Forecasts of shares: weights learnt at every origin",
        (
            "yardstick",
            RELATIVE,
            "over one with errors weighed alike",
            BAND,
            "below, above",
            "origins (without a year in common)",
            "at 20 years",
            "below, above",
            "origins (without a year in common)",
            "forecasts",
            "mark",
        ),
        rows=tuple(rows),
        note="The 25 strongest states at each origin from 1976 whose weights rest on at least 100 "
        "scored forecasts known there; others are left out. Mean CRPS of 10, 15 and 20 years. The "
        f"mark follows the CRPS and the band of 10 years; with fewer than {FEWEST} origins that "
        "have no year in common the band of 20 years is printed and not judged.",
    )


def _row(yardstick: str, scores: ShareRecord, ratio: float) -> Row:
    alike = scores.crps_alike
    return (
        yardstick,
        number(ratio),
        number(alike) if alike else NONE_YET,
        *_covered(scores.at(10)),
        *_covered(scores.at(20)),
        f"{scores.forecasts:,}",
        _mark(scores),
    )


def _covered(found: Coverage | None) -> tuple[str, str, str]:
    """Write what a band held, on which side it missed, over how many origins."""
    if found is None:
        return NONE_YET, NONE_YET, NONE_YET
    sides = f"{coverage(found.below)}, {coverage(found.above)}"
    return coverage(found.inside), sides, f"{found.origins} ({found.apart})"


def _weights(
    catalog: Catalog, as_of: int, candidates: Sequence[Rule] | Sequence[Pool], of: str
) -> Table:
    """What each candidate weighs at the view."""
    names = tuple(candidate.name for candidate in candidates)
    rows: list[Row] = []
    for yardstick in REFERENCES:
        scores = known_scores(catalog, yardstick, as_of)
        weights = weights_at(scores, names, as_of).get(SHOWN)
        if weights is not None:
            rows.append((yardstick, *(f"{weight:.2f}" for weight in weights)))
    return Table(
        f"Weights of each {of}, at {SHOWN} years",
        ("yardstick", *names),
        rows=tuple(rows),
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
