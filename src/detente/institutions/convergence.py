"""Whether shared organisations go with drawing nearer: a curve of specifications."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import polars as pl

from detente.estimators.fixed_effects import slope
from detente.institutions.organisations import organisations
from detente.store.starter import DerivedTable

AHEAD = 5
NEEDS = ("cow_igo", "cow_igo_states", "un_ideal_points")
EFFECTS = {"none": (), "year": ("year",), "pair": ("pair",), "pair and year": ("pair", "year")}
OUTCOMES = {"level": "distance five years on", "change": "change of the distance over five years"}
MEASURES = {
    "full": "organisations of which both are full members",
    "any": "organisations to which both belong in any way",
}
SPANS = {"all years": 1946, "since 1991": 1991}
SCHEMA = {
    "span": pl.String,
    "outcome": pl.String,
    "organisations": pl.String,
    "effects": pl.String,
    "slope": pl.Float64,
    "error": pl.Float64,
    "rows": pl.Int64,
    "last": pl.Int64,
}


def convergence(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Regress distance in UN votes five years on, or its change, on shared organisations."""
    pairs = _pairs(tables)
    rows = []
    for span, first in SPANS.items():
        part = pairs.filter(pl.col("year") >= first)
        last = int(part["year"].to_numpy().max()) + AHEAD
        number = {
            key: np.unique(part[key].to_numpy(), return_inverse=True)[1] for key in ("pair", "year")
        }
        for outcome, measure, effects in product(OUTCOMES, MEASURES, EFFECTS):
            estimate, error = slope(
                part[measure].to_numpy().astype(float),
                part[outcome].to_numpy().astype(float),
                tuple(number[key] for key in EFFECTS[effects]),
                number["pair"],
            )
            rows.append((span, outcome, measure, effects, estimate, error, part.height, last))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _pairs(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Give shared organisations of each pair and year, its distance then and five years on."""
    points = tables["un_ideal_points"].select("ccode", "year", pl.col("legacy").alias("point"))
    points = points.drop_nulls()
    joint = organisations(tables).with_columns(pl.col("ccode1", "ccode2", "year").cast(pl.Int64))
    kinds = pl.col("full", "associate", "observer").cast(pl.Int64)
    joined = joint.with_columns(pl.sum_horizontal(kinds).alias("any"))
    for side in ("1", "2"):
        for name, years in (("now", 0), ("then", AHEAD)):
            shifted = points.select(
                pl.col("ccode").alias(f"ccode{side}"),
                pl.col("year") - years,
                pl.col("point").alias(f"{name}{side}"),
            )
            joined = joined.join(shifted, on=[f"ccode{side}", "year"], how="inner")
    now = (pl.col("now1") - pl.col("now2")).abs()
    then = (pl.col("then1") - pl.col("then2")).abs()
    return joined.with_columns(
        then.alias("level"),
        (then - now).alias("change"),
        pl.struct("ccode1", "ccode2").rank("dense").alias("pair"),
    )


DERIVED_TABLES = (
    DerivedTable(
        id="convergence",
        grain=None,
        needs=NEEDS,
        make=convergence,
        rule="slope of the distance in published UN positions on organisations in common, by fixed "
        "effects; errors by pair",
    ),
)
