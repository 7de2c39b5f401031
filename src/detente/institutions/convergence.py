"""Whether shared organisations go with drawing nearer: a curve of specifications."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np
import polars as pl

from detente.estimators.fixed_effects import slope
from detente.institutions.organisations import organisations
from detente.store.starter import Recipe

AHEAD = 5
NEEDS = ("cow_igo", "cow_igo_states", "un_ideal_points")
EFFECTS = {"none": (), "year": ("year",), "pair": ("pair",), "pair and year": ("pair", "year")}
OUTCOMES = {"level": "distance five years on", "change": "change of the distance over five years"}
MEASURES = {
    "full": "organisations of which both are full members",
    "any": "organisations to which both belong in any way",
}
SPANS = {"all years": 1946, "since 1991": 1991}


def convergence(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Regress distance in UN votes five years on, or its change, on shared organisations."""
    points = (
        tables["un_ideal_points"].select("ccode", "year", pl.col("legacy").alias("x")).drop_nulls()
    )
    joint = organisations(tables).with_columns(pl.col("ccode1", "ccode2", "year").cast(pl.Int64))
    found = joint.with_columns(
        pl.sum_horizontal(pl.col("full", "associate", "observer").cast(pl.Int64)).alias("any")
    )
    for side in ("1", "2"):
        for name, years in (("now", 0), ("then", AHEAD)):
            found = found.join(
                points.with_columns((pl.col("year") - years).alias("year")).rename(
                    {"x": f"{name}{side}"}
                ),
                left_on=[f"ccode{side}", "year"],
                right_on=["ccode", "year"],
                how="inner",
            )
    found = found.with_columns(
        (pl.col("then1") - pl.col("then2")).abs().alias("level"),
        ((pl.col("then1") - pl.col("then2")).abs() - (pl.col("now1") - pl.col("now2")).abs()).alias(
            "change"
        ),
        (pl.col("ccode1") * 1000 + pl.col("ccode2")).alias("pair"),
    )
    rows = []
    for span, first in SPANS.items():
        part = found.filter(pl.col("year") >= first)
        number = {
            k: np.unique(part[k].to_numpy(), return_inverse=True)[1] for k in ("pair", "year")
        }
        for outcome, measure, effects in product(OUTCOMES, MEASURES, EFFECTS):
            estimate, error = slope(
                part[measure].to_numpy().astype(float),
                part[outcome].to_numpy().astype(float),
                tuple(number[g] for g in EFFECTS[effects]),
                number["pair"],
            )
            rows.append(
                (
                    span,
                    outcome,
                    measure,
                    effects,
                    estimate,
                    error,
                    part.height,
                    int(part["year"].to_numpy().max()) + AHEAD,
                )
            )
    return pl.DataFrame(
        rows,
        schema={
            "span": pl.String,
            "outcome": pl.String,
            "organisations": pl.String,
            "effects": pl.String,
            "slope": pl.Float64,
            "error": pl.Float64,
            "rows": pl.Int64,
            "last": pl.Int64,
        },
        orient="row",
    )


RECIPES = (
    Recipe(
        id="convergence",
        grain=None,
        needs=NEEDS,
        make=convergence,
        rule="slope of the distance in published UN positions on organisations in common, by fixed "
        "effects; errors by pair",
    ),
)
