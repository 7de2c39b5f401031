"""The leader board: our own models of disputes and the simple ones, scored as any other."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators import paired
from detente.evaluation.page import Row, Table
from detente.evaluation.scorecard import BASE, MODEL, loss_gain, with_interval
from detente.evaluation.scored_cases import OWN, UNIT, Cases, unit_of
from detente.evaluation.scoring import TABLE
from detente.models.features.dyad_years import LAST_GML
from detente.phrasing import number
from detente.store.catalog import Catalog

Floats = NDArray[np.float64]
MODELS = {
    "model": "our model: mean of logit and trees",
    "trees": "boosted trees alone",
    "logit": "logit alone",
    "no_structures": "without power, identity and institutions",
    "history": "peace years with dispute history",
    "peace": "peace years",
    "rate_relevant": "base rate",
}
"""Columns of the table of forecasts, and what a reader calls them."""
HEADS = (
    "model",
    "average precision",
    "AUC",
    "Brier skill",
    "log-loss skill [95 %]",
    "log loss less our model x 10,000 [95 %]",
)


def board(catalog: Catalog) -> Table:
    """Score our own models and the simple ones on pairs with a border or a major power.

    Parameters
    ----------
    catalog : Catalog
        Holds what came and what the models had said of it.

    Returns
    -------
    Table
        A row a model, the lowest log loss first.
    """
    table = catalog.frame(TABLE).filter("relevant", pl.col("year") <= LAST_GML)
    unit = unit_of(table)
    drawn = paired.drawn(int(unit.max()) + 1)
    numbered = table.with_columns(pl.Series(UNIT, unit))
    rows = [_row(numbered, column, drawn) for column in MODELS]
    ordered = [row for _, row in sorted(rows)]
    first, last = table["year"].to_numpy().min(), table["year"].to_numpy().max()
    return Table(
        f"Leader board: relevant pairs, {first}-{last}",
        HEADS,
        rows=tuple(ordered),
        note=f"{table.height:,} pair-years of pairs with a border or a major power, "
        f"{table['begun'].sum():,} disputes that began. Skill is over the base rate of the "
        "years before each decade.",
    )


def _row(table: pl.DataFrame, column: str, drawn: Floats) -> tuple[float, Row]:
    """Score one model: its log loss, and its row."""
    chance = 1 / (1 + (-pl.col(column)).exp())
    frame = table.with_columns(chance.alias(OWN))
    scores = Cases(frame, "relevant", drawn=drawn, rank=False).scores()
    base, ours = scores.over(BASE), scores.over(MODEL)
    figures = (scores.precision, scores.roc, base.brier_skill.value)
    shown = tuple(number(value or 0.0, 3) for value in figures)
    skill = with_interval(base.log_loss_skill, ".3f")
    return scores.log_loss, (MODELS[column], *shown, skill, loss_gain(ours.log_loss_gain))
