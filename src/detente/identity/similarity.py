"""Agreement of a pair in UN votes, chance-corrected, by session and by issue."""

from __future__ import annotations

import math

import numpy as np
import polars as pl

from detente.actors.composition import crossed
from detente.actors.relation_key import RelationKey
from detente.estimators.proportion import TO_90
from detente.evidence.series import Series
from detente.identity.agreement import ISSUES, OPEN_TO
from detente.store.catalog import Catalog

FIRST, LAST = 1946, 2025
DECIMALS = 4
"""Decimals of a median of thousandths: rounding to them removes what floating-point halving adds."""
RULE = (
    "Scott's pi of the two states' votes (1 full agreement, 0 what chance gives); for a bloc the median over its "
    "members of the year; interval by Fisher's transformation"
)


def agreement(catalog: Catalog, pair: RelationKey) -> Series:
    """Measure agreement of the pair over all sessions: votes of all kinds to 2019, on adopted resolutions after that."""
    dyads = crossed(pair.a, pair.b, FIRST, LAST)
    table = catalog.frame("agreement")
    joined = dyads.join(table, on=["ccode1", "ccode2", "year"]).filter(pl.col("pi").is_not_null())
    yearly = (
        joined.group_by("year")
        .agg(pl.col("pi").median().round(DECIMALS), pl.col("votes").median())
        .sort("year")
    )
    low, high = _fisher(yearly["pi"].to_list(), yearly["votes"].to_list())
    return Series(
        id="identity.agreement",
        label="Agreement in UN votes (pi)",
        of=pair.of,
        unit="pi",
        table="agreement",
        column="pi",
        keys=(("a", pair.a.key), ("b", pair.b.key)),
        years=tuple(yearly["year"].to_list()),
        values=tuple(yearly["pi"].to_list()),
        low=low,
        high=high,
        sources=_sources(yearly["year"].to_list(), pair.as_of),
        rule=RULE,
        method="agreement",
    )


def _sources(years: list[int], as_of: int) -> tuple[str, ...]:
    """Name what years up to the view rest on: Voeten's votes to 2019, the UN Digital Library's after that."""
    known = [y for y in years if y <= as_of] or years
    return tuple(
        name
        for name, used in (
            ("un_votes", any(y <= OPEN_TO for y in known)),
            ("un_votes_undl", any(y > OPEN_TO for y in known)),
        )
        if used
    )


def by_issue(catalog: Catalog, pair: RelationKey, as_of: int) -> tuple[Series, ...]:
    """Measure agreement issue by issue in windows of five years; only windows that ended by `as_of`."""
    dyads = crossed(pair.a, pair.b, FIRST, LAST)
    codes = dyads["ccode1"].unique().to_list(), dyads["ccode2"].unique().to_list()
    rows = (
        catalog.scan("agreement_by_issue")
        .filter(
            pl.col("ccode1").is_in(codes[0])
            & pl.col("ccode2").is_in(codes[1])
            & (pl.col("year") <= as_of)
        )
        .collect()
    )
    joined = dyads.join(rows, on=["ccode1", "ccode2", "year"])
    found = []
    for issue, label in ISSUES.items():
        yearly = (
            joined.filter(pl.col("issue") == issue)
            .group_by("year")
            .agg(pl.col("pi").median().round(DECIMALS), pl.col("votes").median())
            .sort("year")
        )
        low, high = _fisher(yearly["pi"].to_list(), yearly["votes"].to_list())
        found.append(
            Series(
                id=f"identity.agreement_{issue}",
                label=f"Agreement on {label}",
                of=pair.of,
                unit="pi",
                table="agreement_by_issue",
                column="pi",
                keys=(("a", pair.a.key), ("b", pair.b.key), ("issue", issue)),
                years=tuple(yearly["year"].to_list()),
                values=tuple(yearly["pi"].to_list()),
                low=low,
                high=high,
                sources=("un_votes",),
                rule=f"{RULE}; votes of five years, named by the last",
                method="agreement",
            )
        )
    return tuple(s for s in found if s)


def _fisher(
    values: list[float], votes: list[float]
) -> tuple[tuple[float | None, ...], tuple[float | None, ...]]:
    low: list[float | None] = []
    high: list[float | None] = []
    for value, count in zip(values, votes, strict=True):
        if count is None or count < 10 or abs(value) >= 1:
            low.append(None)
            high.append(None)
            continue
        half = TO_90 / math.sqrt(count - 3)
        low.append(round(math.tanh(math.atanh(value) - half), 4))
        high.append(round(math.tanh(math.atanh(value) + half), 4))
    return tuple(low), tuple(high)


def all_pairs(
    catalog: Catalog, year: int
) -> tuple[int, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """Give the agreement of all pairs of states in the newest covered year not after `year`; 0 where there is none."""
    return catalog.as_of(year).remember(_newest_agreement)


def _newest_agreement(
    catalog: Catalog,
) -> tuple[int, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    table = (
        catalog.scan("agreement").filter(pl.col("pi").is_not_null()).select("year", "pi").collect()
    )
    if table.is_empty():
        return 0, np.empty(0)
    newest = int(table["year"].to_numpy().max())
    return newest, table.filter(pl.col("year") == newest)["pi"].to_numpy()
