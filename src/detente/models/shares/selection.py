"""How shares are carried forward: the candidates, their scores from every past origin, and the choice that a view can make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import polars as pl

from detente.estimators.forecast import Rule, backtest
from detente.power.capability import NEEDS, capability
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog
from detente.store.starter import Recipe

SINCE = 1956
"""First year of the reference class: Japan and Germany have entered."""
REFERENCE = 25
"""States in the reference class: the strongest at the time of the view."""
HORIZONS = (1, 5, 10, 15, 20, 25)
"""Years ahead at which every candidate is scored."""
JUDGED = (10, 15, 20)
"""Years ahead on which a rule is chosen."""
DRIFTS = (
    ("none", 0.0, 1.0),
    ("quarter", 0.25, 1.0),
    ("half", 0.5, 1.0),
    ("most", 0.75, 1.0),
    ("full", 1.0, 1.0),
    ("damped", 1.0, 0.95),
)
MIRRORS = (0.0, 0.125, 0.25, 0.5)
CANDIDATES: dict[str, Rule] = {
    f"{name} {mirror:g}": Rule(name, drift, damping, mirror)
    for (name, drift, damping), mirror in product(DRIFTS, MIRRORS)
}
DEFAULT = "half 0"
"""What METHODS found good, until the back-test knows enough."""
WALK = "none"
COVER = (0.76, 0.90)
"""Part of outcomes that an 80 % band may hold where its rule is to be chosen."""
ENOUGH = 100
"""Fewest forecasts scored at a horizon before it has a say."""
REFERENCES = {
    "cinc": "cinc_share",
    "gdp_long": "gdp_2011_share",
    "pop": "pop_share",
    "milex": "milex_share",
    "milper": "milper_share",
    "pec": "pec_share",
}
"""Yardsticks whose series reach back far enough to be scored."""
WORDS = {
    "none": "no drift",
    "quarter": "a quarter of the drift of twenty years",
    "half": "half of the drift of twenty years",
    "most": "three quarters of the drift of twenty years",
    "full": "the drift of twenty years",
    "damped": "the drift of twenty years, fading by a twentieth each year,",
}


@dataclass(frozen=True, slots=True)
class Record:
    """How forecasts did from all origins whose outcome a view could know.

    Attributes
    ----------
    rule : str
        Key of `CANDIDATES`.
    crps_ratio : float or None
        Mean CRPS at 10, 15 and 20 years over that of a random walk with its errors as they fell.
    crps_alike : float or None
        The same over a random walk with its errors pooled as the rule pools its own: the stricter baseline.
    coverage10, coverage20 : float or None
        Part of outcomes inside the 80 % band.
    forecasts : int
        Number of forecasts scored at those horizons.
    anew_ratio, anew10, anew20 : float or None
        Ratio to the random walk and coverage where the rule is chosen anew at every origin: what choosing itself is worth.
    """

    rule: str
    crps_ratio: float | None = None
    crps_alike: float | None = None
    coverage10: float | None = None
    coverage20: float | None = None
    forecasts: int = 0
    anew_ratio: float | None = None
    anew10: float | None = None
    anew20: float | None = None


def forecast_scores(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Score every candidate on every yardstick from every past origin, each with the errors that were known there."""
    frame = capability(tables)
    parts = []
    for yardstick, column in REFERENCES.items():
        _, shares = state_matrix(frame, column, SINCE)
        for name, rule in CANDIDATES.items():
            found = backtest(shares, rule, HORIZONS, REFERENCE)
            parts.append(
                pl.DataFrame(
                    {
                        "horizon": found.horizon,
                        "origin": SINCE + found.origin,
                        "forecasts": found.forecasts,
                        "crps": found.crps,
                        "inside": found.inside,
                    }
                ).with_columns(pl.lit(yardstick).alias("yardstick"), pl.lit(name).alias("rule"))
            )
    whole = pl.concat(parts)
    picked = [
        (y, o, choose(_summed(part.filter(pl.col("origin") + pl.col("horizon") <= o))))
        for (y,), part in whole.group_by("yardstick", maintain_order=True)
        for o in sorted(part["origin"].unique().to_list())
    ]
    choices = pl.DataFrame(
        picked,
        schema={"yardstick": pl.String, "origin": pl.Int64, "picked": pl.String},
        orient="row",
    )
    return whole.join(
        choices, on=["yardstick", "origin"], how="left", maintain_order="left"
    ).select(
        pl.col("yardstick", "rule").cast(pl.Categorical),
        pl.col("horizon", "forecasts").cast(pl.Int8),
        pl.col("origin").cast(pl.Int16),
        pl.col("crps", "inside").cast(pl.Float32),
        (pl.col("rule") == pl.col("picked")).alias("chosen"),
    )


RECIPES = (
    Recipe(
        "forecast_scores",
        None,
        NEEDS,
        forecast_scores,
        "mean CRPS and part inside the 80 % band of forecasts of the 25 strongest states at each origin; chosen: the "
        "rule that the scores known at the origin would choose",
    ),
)


def _summed(table: pl.DataFrame) -> pl.DataFrame:
    """Sum scores over origins, weighted by their forecasts."""
    weight = pl.col("forecasts").cast(pl.Int64)
    return (
        table.with_columns(pl.col("rule").cast(pl.String))
        .group_by("rule", "horizon")
        .agg(
            weight.sum().alias("forecasts"),
            (pl.col("crps").cast(pl.Float64) * weight).sum() / weight.sum(),
            (pl.col("inside").cast(pl.Float64) * weight).sum() / weight.sum(),
        )
        .sort("rule", "horizon")
    )


def _known(catalog: Catalog, yardstick: str) -> pl.DataFrame:
    """Give the scores of one yardstick whose outcomes are known to the catalog."""
    table = catalog.frame("forecast_scores")
    return table.filter(pl.col("yardstick").cast(pl.String) == yardstick)


def _scores_of(catalog: Catalog, yardstick: str) -> pl.DataFrame:
    return _summed(_known(catalog, yardstick))


def known_scores(catalog: Catalog, yardstick: str, as_of: int) -> pl.DataFrame:
    """Give the scores whose outcomes lie at or before a view, summed over origins; empty where nothing is known."""
    return catalog.as_of(as_of).remember(_scores_of, yardstick)


def choose(scores: pl.DataFrame) -> str:
    """Choose the rule with the least mean CRPS among those whose bands held what they should; of none, the nearest to it.

    A horizon with fewer than `ENOUGH` forecasts has no say; where none has, the rule is `DEFAULT`.
    """
    judged = scores.filter(pl.col("horizon").is_in(JUDGED) & (pl.col("forecasts") >= ENOUGH))
    if judged.is_empty():
        return DEFAULT
    beside = (
        pl.max_horizontal(COVER[0] - pl.col("inside"), pl.col("inside") - COVER[1], pl.lit(0.0))
        .filter(pl.col("horizon").is_in([JUDGED[0], JUDGED[-1]]))
        .sum()
        .fill_null(0.0)
    )
    scaled = (pl.col("crps") / pl.col("crps").mean().over("horizon")).alias("scaled")
    ranked = (
        judged.with_columns(scaled)
        .group_by("rule")
        .agg(beside.round(6).alias("beside"), pl.col("scaled").mean())
        .sort("beside", "scaled", "rule")
    )
    return str(ranked["rule"][0])


def record(catalog: Catalog, yardstick: str, as_of: int) -> Record:
    """Give the record of the rule that a view chooses, and that of choosing anew at every origin."""
    scores = known_scores(catalog, yardstick, as_of)
    found = record_of(scores, choose(scores))
    chosen = _summed(
        _known(catalog.as_of(as_of), yardstick)
        .filter(pl.col("chosen"))
        .with_columns(pl.lit("anew").alias("rule"))
    )
    walk = _summed(
        _known(catalog.as_of(as_of), yardstick).filter(
            pl.col("rule").cast(pl.String) == f"{WALK} 0"
        )
    )
    ours, base = (
        {h: (c, i) for h, c, i in t.select("horizon", "crps", "inside").iter_rows()}
        for t in (chosen, walk)
    )
    there = [h for h in JUDGED if h in ours and h in base]
    ratio = float(np.mean([ours[h][0] / base[h][0] for h in there])) if there else None
    return replace(
        found,
        anew_ratio=ratio,
        anew10=ours[10][1] if 10 in ours else None,
        anew20=ours[20][1] if 20 in ours else None,
    )


def record_of(scores: pl.DataFrame, rule: str) -> Record:
    """Hold a rule's scores against those of the random walk, its errors as they fell and pooled as the rule pools them."""
    of = {
        r: {
            h: (c, i, n)
            for h, n, c, i in part.select("horizon", "forecasts", "crps", "inside").iter_rows()
        }
        for (r,), part in scores.group_by("rule")
    }
    mine = of.get(rule, {})

    def over(other: str) -> float | None:
        there = [h for h in JUDGED if h in mine and h in of.get(other, {})]
        return float(np.mean([mine[h][0] / of[other][h][0] for h in there])) if there else None

    cover = [mine[h][1] if h in mine else None for h in (10, 20)]
    return Record(
        rule,
        over(f"{WALK} 0"),
        over(f"{WALK} {CANDIDATES[rule].mirrored:g}"),
        cover[0],
        cover[1],
        sum(mine[h][2] for h in JUDGED if h in mine),
    )
