"""Positions of states in UN votes, our own estimates: two named series and the joint draws behind their distances."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from detente.actors.year_end_codes import to_year_end
from detente.grain import Grain
from detente.identity.ideal_points import Estimate, ideal_points
from detente.identity.roll_calls import TABLES, of_tables
from detente.store.memo import LastResult
from detente.store.starter import Recipe

SERIES = {"adopted": ("adopted", "compat"), "voeten": ("voeten", "compat")}
"""Our series by vote set and mode: the headline, and the literature's votes as a second opinion. No posterior in `proper` mode
is shipped: on the real votes its chains had not met (docs/identity.md)."""
PUBLISHED = "published"
"""The published series on final-passage votes, a third opinion; less the median state of the session, without an interval."""
LABELS = {
    "adopted": "votes on adopted resolutions",
    "voeten": "votes of all kinds",
    PUBLISHED: "published, final-passage votes",
}
KEPT = {"adopted": 100, "voeten": 50}
"""Draws shipped of each series."""
SCALE = 1000
"""Draws are shipped as whole thousandths."""
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
    """Give each series with its 90 % interval, by the code that a state holds at the end of the year."""
    found: pl.DataFrame | None = None
    for name, estimate in estimates(tables).items():
        part = by_year_end(estimate.frame()).select(
            "ccode",
            "year",
            pl.col("ideal_point").alias(name),
            pl.col("q5").alias(f"{name}_low"),
            pl.col("q95").alias(f"{name}_high"),
            pl.col("votes").alias(f"{name}_votes"),
        )
        found = (
            part
            if found is None
            else found.join(part, on=["ccode", "year"], how="full", coalesce=True)
        )
    if found is None:
        raise ValueError("no series")
    theirs = (
        to_year_end(tables["un_ideal_points"].select("ccode", "year", "fp").drop_nulls(), "ccode")
        .unique(["ccode", "year"], keep="first", maintain_order=True)
        .select(
            "ccode", "year", (pl.col("fp") - pl.col("fp").median().over("year")).alias(PUBLISHED)
        )
    )
    found = found.join(theirs, on=["ccode", "year"], how="left")
    votes = [f"{name}_votes" for name in SERIES]
    return found.with_columns(
        pl.col("ccode", "year", *votes).cast(pl.Int16),
        pl.exclude("ccode", "year", *votes).cast(pl.Float32).round(4),
    ).sort("ccode", "year")


def by_year_end(frame: pl.DataFrame) -> pl.DataFrame:
    """Give the code at the year's end to states that changed theirs within it; where two meet, the one with more votes stays."""
    return (
        to_year_end(frame, "ccode")
        .sort("votes", descending=True, maintain_order=True)
        .unique(["ccode", "year"], keep="first", maintain_order=True)
        .sort("ccode", "year")
    )


def draws(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give joint draws of all series, one column a draw; the same column of two states belongs together."""
    found: pl.DataFrame | None = None
    for name, estimate in estimates(tables).items():
        points = estimate.points
        every = points.draws.reshape(-1, points.draws.shape[2])
        chosen = every[np.linspace(0, len(every) - 1, KEPT[name]).round().astype(int)]
        frame = (
            estimate.frame()
            .select("ccode", "year", "votes")
            .hstack(
                pl.DataFrame(
                    (chosen.T * SCALE).round().astype(np.int16),
                    schema=[f"{name}_{i}" for i in range(KEPT[name])],
                )
            )
        )
        part = by_year_end(frame).drop("votes")
        found = (
            part
            if found is None
            else found.join(part, on=["ccode", "year"], how="full", coalesce=True)
        )
    if found is None:
        raise ValueError("no series")
    return found.with_columns(pl.col("ccode", "year").cast(pl.Int16)).sort("ccode", "year")


RECIPES = (
    Recipe(
        "positions",
        Grain.STATE_YEAR,
        (*VOTES, "un_ideal_points"),
        positions,
        "ideal points estimated by this project in compat mode, on adopted resolutions and on Voeten's votes; 90 % intervals; "
        "beside them the published series on final-passage votes less the median state",
        estimated=True,
        slow=True,
    ),
    Recipe(
        "position_draws",
        Grain.STATE_YEAR,
        VOTES,
        draws,
        "joint draws of the same estimates, thousandths, one column a draw",
        estimated=True,
        slow=True,
    ),
)
