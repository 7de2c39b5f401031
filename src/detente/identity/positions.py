"""Positions of states in UN votes: two named series of ours, and their joint draws."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.actors.year_end_codes import to_year_end
from detente.grain import Grain
from detente.identity.ideal_points import Estimate, ideal_points
from detente.identity.position_series import KEPT, PUBLISHED, SCALE, SERIES
from detente.identity.roll_calls import TABLES, of_tables
from detente.store.memo import LastResult
from detente.store.starter import DerivedTable

VOTES = (*TABLES["adopted"], *TABLES["voeten"])
_kept = LastResult[dict[str, Estimate]](VOTES)


def estimates(tables: Mapping[str, pl.DataFrame]) -> dict[str, Estimate]:
    """Estimate all series, once for the tables given: about four minutes on two cores."""
    return _kept.of(
        tables,
        lambda: {
            name: ideal_points(of_tables(tables, votes), mode=mode, preset="full")
            for name, (votes, mode) in SERIES.items()
        },
    )


def positions(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give each series with its 90 % interval, by the code held at the end of the year."""
    ours = [_columns(estimate, name) for name, estimate in estimates(tables).items()]
    published = tables["un_ideal_points"].select("ccode", "year", "fp").drop_nulls()
    coded = to_year_end(published, "ccode")
    coded = coded.unique(["ccode", "year"], keep="first", maintain_order=True)
    from_median = (pl.col("fp") - pl.col("fp").median().over("year")).alias(PUBLISHED)
    theirs = coded.select("ccode", "year", from_median)
    table = _joined(ours).join(theirs, on=["ccode", "year"], how="left")
    counts = ("ccode", "year", *(f"{name}_votes" for name in SERIES))
    return table.with_columns(
        pl.col(counts).cast(pl.Int16), pl.exclude(counts).cast(pl.Float32).round(4)
    ).sort("ccode", "year")


def _columns(estimate: Estimate, name: str) -> pl.DataFrame:
    """Name the columns of an estimate after its series."""
    suffixes = {"ideal_point": "", "q5": "_low", "q95": "_high", "votes": "_votes"}
    named = [pl.col(column).alias(f"{name}{suffix}") for column, suffix in suffixes.items()]
    return by_year_end(estimate.frame()).select("ccode", "year", *named)


def _joined(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """Join the columns of all series, where any of them has a row."""
    joined = parts[0]
    for part in parts[1:]:
        joined = joined.join(part, on=["ccode", "year"], how="full", coalesce=True)
    return joined


def by_year_end(frame: pl.DataFrame) -> pl.DataFrame:
    """Give year-end codes to states that changed theirs; the row with more votes stays."""
    return (
        to_year_end(frame, "ccode")
        .sort("votes", descending=True, maintain_order=True)
        .unique(["ccode", "year"], keep="first", maintain_order=True)
        .sort("ccode", "year")
    )


def draws(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give joint draws of all series, one column for each draw, shared by all states."""
    parts = [_chosen_draws(estimate, name) for name, estimate in estimates(tables).items()]
    keys = pl.col("ccode", "year")
    return _joined(parts).with_columns(keys.cast(pl.Int16)).sort("ccode", "year")


def _chosen_draws(estimate: Estimate, name: str) -> pl.DataFrame:
    """Take evenly spaced draws of all chains, as whole thousandths."""
    every = estimate.points.draws.reshape(-1, estimate.points.draws.shape[2])
    places = np.linspace(0, len(every) - 1, KEPT[name]).round().astype(int)
    thousandths = (every[places].T * SCALE).round().astype(np.int16)
    columns = pl.DataFrame(thousandths, schema=[f"{name}_{i}" for i in range(KEPT[name])])
    frame = estimate.frame().select("ccode", "year", "votes").hstack(columns)
    return by_year_end(frame).drop("votes")


DERIVED_TABLES = (
    DerivedTable(
        id="positions",
        grain=Grain.STATE_YEAR,
        needs=(*VOTES, "un_ideal_points"),
        make=positions,
        rule="ideal points estimated by this project in compat mode, on adopted resolutions and on "
        "Voeten's votes; 90 % intervals; beside them the published series on final-passage votes "
        "less the median state",
        estimated=True,
        slow=True,
    ),
    DerivedTable(
        id="position_draws",
        grain=Grain.STATE_YEAR,
        needs=VOTES,
        make=draws,
        rule="joint draws of the same estimates, thousandths, one column a draw",
        estimated=True,
        slow=True,
    ),
)
