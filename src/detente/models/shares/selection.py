"""How shares are carried forward: candidates, their scores from every past origin, the choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np
import polars as pl
from numpy.typing import NDArray

from detente.estimators.forecast import Rule, backtest
from detente.power.capability import NEEDS, capability
from detente.series.state_matrix import state_matrix
from detente.store.catalog import Catalog
from detente.store.starter import DerivedTable

Floats = NDArray[np.float64]
SINCE = 1956
"""First year of the reference class: Japan and Germany have entered."""
REFERENCE = 25
"""States in the reference class: the strongest at the time of the view."""
HORIZONS = (1, 5, 10, 15, 20, 25)
"""Years ahead at which every candidate is scored."""
JUDGED = (10, 15, 20)
"""Years ahead on which a rule is chosen."""
COVERED = (10, 20)
"""Years ahead at which its band has to hold what it should."""
DRIFTS = (
    ("none", 0.0, 1.0),
    ("quarter", 0.25, 1.0),
    ("half", 0.5, 1.0),
    ("most", 0.75, 1.0),
    ("full", 1.0, 1.0),
    ("damped", 1.0, 0.95),
)
"""Part of the drift of twenty years that is carried on, and how it fades."""
MIRRORS = (0.0, 0.125, 0.25, 0.5)
"""Weight of the mirrored errors in the bands."""
CANDIDATES: dict[str, Rule] = {
    f"{name} {mirror:g}": Rule(name, drift, damping=damping, mirrored=mirror)
    for (name, drift, damping), mirror in product(DRIFTS, MIRRORS)
}
DEFAULT = "half 0"
"""The rule until the back-test knows enough."""
WALK = "none"
"""No drift: with its errors as they fell, a random walk."""
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
"""Drifts, as a reader would call them."""


@dataclass(frozen=True, slots=True)
class ShareRecord:
    """How forecasts did from all origins whose outcome a view could know.

    Attributes
    ----------
    rule : str
        Key of `CANDIDATES`.
    crps_ratio : float or None
        Mean CRPS at 10, 15 and 20 years over that of a random walk with its errors as they fell.
    crps_alike : float or None
        The same over a random walk with its errors pooled as the rule pools its own: the stricter
        baseline.
    coverage10, coverage20 : float or None
        Part of outcomes inside the 80 % band.
    forecasts : int
        Number of forecasts scored at those horizons.
    anew_ratio, anew10, anew20 : float or None
        Ratio to the random walk and coverage where the rule is chosen anew at every origin: what
        choosing itself is worth.
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
    """Score every candidate on every yardstick from every past origin.

    Each forecast has the errors that were known at its origin.

    Parameters
    ----------
    tables : mapping
        Tables of the store, as `NEEDS` names them.

    Returns
    -------
    polars.DataFrame
        ``yardstick``, ``rule``, ``horizon``, ``forecasts``, ``origin``, ``crps``, ``inside``,
        ``chosen`` (whether the scores known at the origin would choose the rule).
    """
    frame = capability(tables)
    scores = pl.concat(
        [
            _scores(state_matrix(frame, column, SINCE)[1], yardstick, rule)
            for yardstick, column in REFERENCES.items()
            for rule in CANDIDATES
        ]
    )
    keys = ["yardstick", "origin"]
    chosen = scores.join(_choices(scores), on=keys, how="left", maintain_order="left")
    names = pl.col("yardstick", "rule").cast(pl.Categorical)
    is_chosen = pl.col("rule") == pl.col("picked")
    return chosen.select(
        names,
        pl.col("horizon", "forecasts").cast(pl.Int8),
        pl.col("origin").cast(pl.Int16),
        pl.col("crps", "inside").cast(pl.Float32),
        chosen=is_chosen,
    )


def _scores(shares: Floats, yardstick: str, rule: str) -> pl.DataFrame:
    """Score one candidate on one yardstick."""
    found = backtest(shares, CANDIDATES[rule], HORIZONS, REFERENCE)
    columns = {
        "horizon": found.horizon,
        "origin": SINCE + found.origin,
        "forecasts": found.forecasts,
        "crps": found.crps,
        "inside": found.inside,
    }
    names = (pl.lit(yardstick).alias("yardstick"), pl.lit(rule).alias("rule"))
    return pl.DataFrame(columns).with_columns(names)


def _choices(scores: pl.DataFrame) -> pl.DataFrame:
    """Give the rule that would be chosen on each yardstick at each origin."""
    known_in = pl.col("origin") + pl.col("horizon")
    rows = []
    for (yardstick,), part in scores.group_by("yardstick", maintain_order=True):
        for origin in sorted(part["origin"].unique().to_list()):
            rule = choose(_summed(part.filter(known_in <= origin)))
            rows.append((yardstick, origin, rule))
    schema = {"yardstick": pl.String, "origin": pl.Int64, "picked": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


DERIVED_TABLES = (
    DerivedTable(
        "forecast_scores",
        None,
        needs=NEEDS,
        make=forecast_scores,
        rule="mean CRPS and part inside the 80 % band of forecasts of the 25 strongest states at "
        "each origin; chosen: the rule that the scores known at the origin would choose",
    ),
)


def _summed(table: pl.DataFrame) -> pl.DataFrame:
    """Sum scores over origins, weighted by their forecasts."""
    weight = pl.col("forecasts").cast(pl.Int64)
    scores = [
        (pl.col(name).cast(pl.Float64) * weight).sum() / weight.sum() for name in ("crps", "inside")
    ]
    by_rule = table.with_columns(pl.col("rule").cast(pl.String)).group_by("rule", "horizon")
    return by_rule.agg(weight.sum(), *scores).sort("rule", "horizon")


def _of_yardstick(catalog: Catalog, yardstick: str) -> pl.DataFrame:
    """Give the scores of one yardstick whose outcomes are known to the catalog."""
    table = catalog.frame("forecast_scores")
    return table.filter(pl.col("yardstick").cast(pl.String) == yardstick)


def _summed_of_yardstick(catalog: Catalog, yardstick: str) -> pl.DataFrame:
    return _summed(_of_yardstick(catalog, yardstick))


def known_scores(catalog: Catalog, yardstick: str, as_of: int | date) -> pl.DataFrame:
    """Give the scores whose outcomes a view can know, summed over origins.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    yardstick : str
        Key of `REFERENCES`.
    as_of : int or datetime.date
        The view.

    Returns
    -------
    polars.DataFrame
        ``rule``, ``horizon``, ``forecasts``, ``crps``, ``inside``; empty where nothing is known.
    """
    return catalog.as_of(as_of).remember(_summed_of_yardstick, yardstick)


def choose(scores: pl.DataFrame) -> str:
    """Choose the rule with the least mean CRPS among those whose bands held what they should.

    Where none did, the nearest to it. A horizon with fewer than `ENOUGH` forecasts has no say;
    where none has, the rule is `DEFAULT`.

    Parameters
    ----------
    scores : polars.DataFrame
        As `known_scores` gives them.
    """
    judged = scores.filter(pl.col("horizon").is_in(JUDGED) & (pl.col("forecasts") >= ENOUGH))
    if judged.is_empty():
        return DEFAULT
    inside = pl.col("inside")
    beyond = pl.max_horizontal(COVER[0] - inside, inside - COVER[1], pl.lit(0.0))
    at_ends = beyond.filter(pl.col("horizon").is_in(COVERED)).sum().fill_null(0.0)
    # horizons count alike: each error over the mean of all rules at that horizon
    scaled = pl.col("crps") / pl.col("crps").mean().over("horizon")
    by_rule = judged.with_columns(scaled=scaled).group_by("rule")
    ranked = by_rule.agg(beyond=at_ends.round(6), scaled=pl.col("scaled").mean())
    return str(ranked.sort("beyond", "scaled", "rule")["rule"][0])


def record(catalog: Catalog, yardstick: str, as_of: int | date) -> ShareRecord:
    """Give the record of the rule that a view chooses, and that of choosing anew at every origin.

    Parameters
    ----------
    catalog : Catalog
        The tables.
    yardstick : str
        Key of `REFERENCES`.
    as_of : int or datetime.date
        The view.
    """
    return catalog.as_of(as_of).remember(_record, yardstick)


def _record(catalog: Catalog, yardstick: str) -> ShareRecord:
    table = _of_yardstick(catalog, yardstick)
    scores = catalog.remember(_summed_of_yardstick, yardstick)
    anew = table.filter("chosen").with_columns(rule=pl.lit("anew"))
    chosen_anew = _by_rule(_summed(anew)).get("anew", {})
    random_walk = _by_rule(scores).get(f"{WALK} 0", {})
    return replace(
        record_of(scores, choose(scores)),
        anew_ratio=_ratio(chosen_anew, random_walk),
        anew10=_inside(chosen_anew, 10),
        anew20=_inside(chosen_anew, 20),
    )


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one rule at one horizon.

    Attributes
    ----------
    crps, inside : float
        Mean CRPS, and part of outcomes inside the band.
    forecasts : int
        How many were scored.
    """

    crps: float
    inside: float
    forecasts: int


def _by_rule(scores: pl.DataFrame) -> dict[str, dict[int, Score]]:
    """Read scores by rule and horizon."""
    columns = ("rule", "horizon", "crps", "inside", "forecasts")
    by_rule: dict[str, dict[int, Score]] = {}
    for rule, horizon, *score in zip(
        *(scores[column].to_list() for column in columns), strict=True
    ):
        by_rule.setdefault(rule, {})[horizon] = Score(*score)
    return by_rule


def _ratio(ours: dict[int, Score], other: dict[int, Score]) -> float | None:
    """Give the mean ratio of the CRPS of two rules; None where no horizon is known of both."""
    both = [horizon for horizon in JUDGED if horizon in ours and horizon in other]
    ratios = [ours[horizon].crps / other[horizon].crps for horizon in both]
    return float(np.mean(ratios)) if ratios else None


def _inside(scores: dict[int, Score], horizon: int) -> float | None:
    """Give the part of outcomes inside the band at a horizon; None where it is not known."""
    return scores[horizon].inside if horizon in scores else None


def record_of(scores: pl.DataFrame, rule: str) -> ShareRecord:
    """Compare a rule's scores with those of the random walk.

    Parameters
    ----------
    scores : polars.DataFrame
        As `known_scores` gives them.
    rule : str
        Key of `CANDIDATES`.
    """
    # the second walk pools its errors as the rule pools its own
    walk, alike = f"{WALK} 0", f"{WALK} {CANDIDATES[rule].mirrored:g}"
    by_rule = _by_rule(scores)
    ours = by_rule.get(rule, {})
    counts = (ours[horizon].forecasts for horizon in JUDGED if horizon in ours)
    return ShareRecord(
        rule,
        crps_ratio=_ratio(ours, by_rule.get(walk, {})),
        crps_alike=_ratio(ours, by_rule.get(alike, {})),
        coverage10=_inside(ours, 10),
        coverage20=_inside(ours, 20),
        forecasts=sum(counts),
    )
