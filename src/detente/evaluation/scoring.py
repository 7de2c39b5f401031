"""Scoring predictions of disputes by any model, as our own models are scored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.asked import of_kind
from detente.errors import RequestError
from detente.estimators import paired
from detente.estimators.scores import EDGE
from detente.evaluation.predictions import PAIR_YEAR, Predictions, checked
from detente.evaluation.scorecard import (
    Bin,
    Coverage,
    GroupScores,
    Scorecard,
)
from detente.evaluation.scored_cases import OWN, UNIT, Cases, unit_of
from detente.models.features.dyad_years import LAST_GML
from detente.panel.user_frame import as_polars
from detente.store.catalog import default_catalog

Floats = NDArray[np.float64]
TABLE = "risk_unseen"
"""What came, and what our models had said of it."""
EDGES = (0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 1.0)
"""Edges of the bins of probability; the last holds 1."""
DECADE = 10
GROUPS = ("relevant", "all")
FRAME = "the predictions"
"""What messages call a frame."""


def score(frame: Any, *, where: str = FRAME) -> Scorecard:
    """Score predictions of militarized disputes on what came, beside our model and simple ones.

    Parameters
    ----------
    frame : polars.DataFrame, pandas.DataFrame or pyarrow.Table
        ``ccode1`` and ``ccode2`` (COW codes, the lower first), ``year`` (that is forecast),
        ``origin`` (last year that the model knew), and ``p`` (chance that a dispute between the
        two begins in the year), or ``draw`` and ``outcome`` (draws from the model; above 0 where
        one begins).
    where : str
        What messages call the frame.

    Returns
    -------
    Scorecard
        Scores on pairs with a border or a major power, and on all that were predicted.

    Raises
    ------
    RequestError
        Where a row cannot be scored, with the row.
    PanelError
        Where it is not a frame.

    Notes
    -----
    Outcomes are the disputes of Gibler, Miller and Little (2016), as ``risk_unseen`` holds them.

    Examples
    --------
    >>> import polars as pl
    >>> years = pl.DataFrame({"year": range(1981, 2011)})
    >>> one = years.with_columns(ccode1=2, ccode2=365, origin=pl.col("year") - 1, p=0.4)
    >>> score(one).relevant.events
    9
    """
    where = of_kind(where, str, "where")
    outcomes = default_catalog().frame(TABLE)
    year = outcomes["year"].to_numpy()
    years = (int(year.min()), int(year.max()))
    return card(checked(as_polars(frame, where), years, where), outcomes, where)


def card(predictions: Predictions, outcomes: pl.DataFrame, where: str) -> Scorecard:
    """Score predictions that were checked.

    Parameters
    ----------
    predictions : Predictions
        As `predictions.checked` gives them.
    outcomes : polars.DataFrame
        As the table ``risk_unseen`` holds them.
    where : str
        What messages call the predictions.

    Raises
    ------
    RequestError
        Where none of them is of a pair and year that is scored.
    """
    rows = predictions.rows.with_columns(pl.col(PAIR_YEAR).cast(pl.Int16))
    joined = outcomes.join(rows, on=PAIR_YEAR, how="inner", maintain_order="left")
    if joined.is_empty():
        raise RequestError(
            "no prediction is of a pair and year that is scored",
            where=where,
            next_step="both states must be members of the COW system in that year and the last",
        )
    relevant, every = _group("relevant", joined.filter("relevant")), _group("all", joined)
    coverage = tuple(_coverage(outcomes, joined))
    return Scorecard(
        relevant=relevant,
        all=every,
        coverage=coverage,
        without_outcome=rows.height - joined.height,
        certain=_certain(joined),
        leads=_leads(joined),
        draws=predictions.draws,
        last_fitted=LAST_GML,
    )


def _certain(joined: pl.DataFrame) -> int:
    """Count predictions of 0 or 1."""
    chance = joined[OWN].to_numpy()
    return int(((chance < EDGE) | (chance > 1 - EDGE)).sum())


def _leads(joined: pl.DataFrame) -> tuple[int, int]:
    """Give the fewest and most years from origin to forecast."""
    years = joined["year"].cast(pl.Int64).to_numpy() - joined["origin"].to_numpy()
    return int(years.min()), int(years.max())


def _group(name: str, joined: pl.DataFrame) -> GroupScores | None:
    """Score the predictions of one group; None where it has none."""
    if joined.is_empty():
        return None
    unit = unit_of(joined)
    drawn = paired.drawn(int(unit.max()) + 1)
    numbered = joined.with_columns(pl.Series(UNIT, unit))
    later = numbered["year"] > LAST_GML
    judged = numbered if later.all() else numbered.filter(~later)
    decade = (pl.col("year") - 1) // DECADE
    by_decade = numbered.with_columns(decade=decade).sort("decade", maintain_order=True)
    parts = by_decade.partition_by("decade", maintain_order=True)
    return Cases(judged, name, drawn=drawn).scores(
        bins=tuple(_bins(judged, name, drawn)),
        decades=tuple(Cases(part, name, drawn=drawn, rank=False).scores() for part in parts),
    )


def _bins(frame: pl.DataFrame, group: str, drawn: Floats) -> Iterator[Bin]:
    """Compare what was said with what came, bin by bin."""
    chance = pl.col(OWN)
    for low, high in pairwise(EDGES):
        below = chance <= high if high == EDGES[-1] else chance < high
        among = frame.filter((chance >= low) & below)
        if among.height:
            yield Cases(among, group, drawn=drawn).bin(low, high)


def _coverage(outcomes: pl.DataFrame, joined: pl.DataFrame) -> Iterator[Coverage]:
    """Count what was not predicted, in the years of which something was."""
    years = joined["year"].unique()
    within = outcomes.filter(pl.col("year").is_in(years.implode()))
    left_out = within.join(joined, on=PAIR_YEAR, how="anti")
    scored_years = outcomes["year"].n_unique()
    others = scored_years - years.len()
    for name in GROUPS:
        some, none = within, left_out
        if name == "relevant":
            some, none = within.filter("relevant"), left_out.filter("relevant")
        events = int(none["begun"].sum())
        yield Coverage(
            group=name,
            predicted=some.height - none.height,
            left_out=none.height,
            left_out_events=events,
            years=years.len(),
            years_left_out=others,
        )
