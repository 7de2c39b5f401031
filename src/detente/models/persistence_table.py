"""The table of errors of the simplest forecasts of a distance, which the starter holds."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from detente.identity.positions import VOTES, positions
from detente.models.persistence import errors_by_year
from detente.store.starter import DerivedTable


def make(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score the forecasts of our own positions.

    Parameters
    ----------
    tables : mapping
        Tables of the store that positions are estimated from.
    """
    return errors_by_year(positions(tables))


DERIVED_TABLES = (
    DerivedTable(
        "distance_errors",
        None,
        needs=(*VOTES, "un_ideal_points"),
        make=make,
        rule="mean absolute error of carrying a distance in UN votes forward, and its smoothed "
        "level, at 1, 5 and 10 years, and of the mean of all pairs; over all pairs of states, by "
        "the year of the view",
        estimated=True,
        slow=True,
    ),
)
