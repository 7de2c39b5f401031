"""Armed conflicts of governments."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

TYPES = ("extrasystemic", "interstate", "intrastate", "II")
ISSUES = ("territory", "government", "both")
WAR = 2
"""Level of intensity from a thousand deaths in battle a year."""


def full(tables: Frames, request: Request) -> Columns:
    """Tell whether a government was in an armed conflict, whether one began, and how bad it was.

    The choice of types and issues comes first; an onset is the first year in which a conflict
    appears in that choice.
    """
    chosen = _chosen(tables["ucdp_acd"], request)
    year = pl.col("year")
    onset = (year == year.min().over("conflict_id", "gwcode")).alias("onset")
    ids = pl.col("conflict_id").unique().sort().cast(pl.String)
    began = pl.col("onset").max().cast(pl.Int8)
    aggregates = [
        pl.lit(1, dtype=pl.Int8).alias("ucdpongoing"),
        began.alias("ucdponset"),
        pl.col("intensity_level").max().alias("maxintensity"),
        ids.str.join("; ").alias("conflict_ids"),
    ]
    ordered = chosen.with_columns(onset).sort("row")
    frame = ordered.group_by("gwcode", "year", maintain_order=True).agg(aggregates)
    names = ("ucdpongoing", "ucdponset", "maxintensity", "conflict_ids")
    return Columns(frame, names, zero=names[:2], event="ucdpongoing")


def _chosen(conflicts: pl.DataFrame, request: Request) -> pl.DataFrame:
    """Keep the conflict-years that the options ask for."""
    options = request.options
    types, issues = _listed(options["type"], TYPES), _listed(options["issue"], ISSUES)
    conditions = [
        pl.col("type_of_conflict").is_in(types),
        pl.col("incompatibility").is_in(issues),
    ]
    if options["side"] == "a":
        conditions.append(pl.col("side") == "a")
    if options["only_wars"]:
        conditions.append(pl.col("intensity_level") == WAR)
    return conflicts.filter(*conditions)


def _listed(value: Any, every: tuple[str, ...]) -> list[str]:
    """Read an option of one word or several; all of them where nothing is said."""
    if value is None:
        return list(every)
    return [value] if isinstance(value, str) else list(value)


ADDER = Adder(
    "ucdp_acd",
    "armed conflicts",
    forms=(Form("state", full, tables=("ucdp_acd",), system="gw"),),
    options={
        "type": Option(
            None, "only these types; II is intrastate with foreign troops", choices=TYPES, many=True
        ),
        "issue": Option(None, "only these issues", choices=ISSUES, many=True),
        "side": Option(
            "any",
            "governments on either side, or on side A alone; supporters never count",
            choices=("any", "a"),
        ),
        "only_wars": Option(False, "only a thousand deaths in battle a year or more"),
    },
)
