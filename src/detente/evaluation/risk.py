"""The page on the risk of a dispute: models forecasting decades that they had not seen."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import polars as pl

from detente.evaluation.page import Page, Row, Table, page_of
from detente.models.across import named
from detente.models.dispute_risk.blocks import BOTH, FAILED_IN, HISTORY_ALONE, JUDGED, MODELS
from detente.models.features.dyad_years import LAST_GML
from detente.phrasing import listed, number
from detente.span import last_full_year, view_words
from detente.store.catalog import Catalog

GROUPS = {
    "relevant": "pairs with a border or a major power",
    "all": "all pairs",
    "blocs": "blocs towards states outside",
}
HEADS = (
    "model",
    "average precision",
    "Brier skill",
    "log-loss skill",
    "calibration slope",
    "disputes",
)
SKILL = "Skill over the base rate of the years before each decade"
UNSEEN = "each decade forecast by models that saw only earlier years"
POOLED = {
    "relevant": "Both: the mean of logit and trees in log-odds.",
    "all": "Both: the mean of logit and trees in log-odds.",
    "blocs": "At least one dispute between any member and the state, pairs taken as independent.",
}
DECADE = 10
"""Years of the decades that are scored one by one."""


def page(catalog: Catalog, day: date) -> Page:
    """Score the models of risk on decades that they had not seen and that were over at the view.

    Parameters
    ----------
    catalog : Catalog
        The tables as known at the view.
    day : datetime.date
        The view.
    """
    as_of = last_full_year(day)
    scores = catalog.frame("risk_scores")
    tables = [_all_decades(scores, group) for group in GROUPS]
    tables += [_by_decade(scores), _misses(catalog, as_of)]
    return page_of("risk", f"Report card: risk of a dispute, as of {view_words(day)}", tables)


def _all_decades(scores: pl.DataFrame, group: str) -> Table:
    """All decades together, one row a model."""
    of_group = scores.filter((pl.col("group") == group) & (pl.col("first") == JUDGED))
    newest = of_group.filter(pl.col("last") == pl.col("last").max())
    last, base_rate = "", ""
    if newest.height:
        events, cases, last = newest.select("events", "cases", "last").row(0)
        chance = number(events / cases, 4)
        base_rate = f"; chance alone would give a precision of {chance}"
    return Table(
        f"{GROUPS[group].capitalize()}, {JUDGED}-{last}",
        HEADS,
        rows=tuple(_scored(newest, MODELS)),
        note=f"{SKILL}{base_rate}; {UNSEEN}. {POOLED[group]}",
    )


def _by_decade(scores: pl.DataFrame) -> Table:
    """Decade by decade, the pair's own past beside all that is known."""
    whole_decade = pl.col("last") - pl.col("first") == DECADE - 1
    decades = scores.filter((pl.col("group") == "relevant") & whole_decade)
    rows = [
        (f"{first}-{first + DECADE - 1}", *scored)
        for (first,), decade in decades.sort("first").group_by("first", maintain_order=True)
        for scored in _scored(decade, (HISTORY_ALONE, BOTH))
    ]
    return Table(
        "Decade by decade, pairs with a border or a major power",
        ("decade", *HEADS),
        rows=tuple(rows),
    )


def _scored(scores: pl.DataFrame, models: tuple[str, ...]) -> Iterator[Row]:
    """Write the scores of models, in their order."""
    by_model = {row["model"]: row for row in scores.iter_rows(named=True)}
    for model in models:
        if model in by_model:
            yield _row(model, by_model[model])


def _row(model: str, scores: dict[str, Any]) -> Row:
    slope, events, expected = scores["slope"], scores["events"], scores["expected"]
    skills = [number(scores[score], 3) for score in ("precision", "brier", "log_loss")]
    return (
        model,
        *skills,
        "none" if math.isnan(slope) else number(slope),
        f"{events:,.0f} of {expected:,.0f} expected",
    )


def _misses(catalog: Catalog, as_of: int) -> Table:
    """Where it failed worst."""
    rows = [_miss(row) for row in catalog.frame("risk_misses").iter_rows(named=True)]
    known_failure = (
        f"With disputes to {LAST_GML} alone the chance of the United States and Russia was lowest "
        "in the very year of the crisis; the second source shows what had begun since."
    )
    return Table(
        "Where it failed worst: disputes thought least likely that came, most likely that stayed "
        "away, and one known failure",
        ("pair", "year", "dispute", "chance given", "by history alone"),
        rows=tuple(rows),
        note=known_failure if as_of >= FAILED_IN else "",
    )


def _miss(row: dict[str, Any]) -> Row:
    sides = [named(row[code], row["year"]) for code in ("ccode1", "ccode2")]
    history = row["history"]
    return (
        listed(sides),
        str(row["year"]),
        row["kind"],
        f"{row['risk']:.1%}",
        "" if history is None else f"{history:.1%}",
    )
