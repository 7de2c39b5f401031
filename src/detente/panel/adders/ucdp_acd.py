"""Armed conflicts of governments."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente.panel.adders.base import Adder, Columns, Form, Frames, Option, Request

TYPES = ("extrasystemic", "interstate", "intrastate", "II")
ISSUES = ("territory", "government", "both")


def full(tables: Frames, request: Request) -> Columns:
    """Tell whether a government was in an armed conflict, whether one began for it, and how bad it
    was.

    The choice of types and issues comes first; an onset is the first year in which a conflict
    appears in that choice.
    """
    chosen = tables["ucdp_acd"].filter(
        pl.col("type_of_conflict").is_in(_listed(request.options["type"], TYPES))
        & pl.col("incompatibility").is_in(_listed(request.options["issue"], ISSUES))
    )
    if request.options["side"] == "a":
        chosen = chosen.filter(pl.col("side") == "a")
    if request.options["only_wars"]:
        chosen = chosen.filter(pl.col("intensity_level") == 2)
    first = pl.col("year") == pl.col("year").min().over("conflict_id", "gwcode")
    frame = (
        chosen.with_columns(first.alias("onset"))
        .sort("row")
        .group_by("gwcode", "year", maintain_order=True)
        .agg(
            pl.lit(1, dtype=pl.Int8).alias("ucdpongoing"),
            pl.col("onset").max().cast(pl.Int8).alias("ucdponset"),
            pl.col("intensity_level").max().alias("maxintensity"),
            pl.col("conflict_id")
            .unique()
            .sort()
            .cast(pl.String)
            .str.join("; ")
            .alias("conflict_ids"),
        )
    )
    names = ("ucdpongoing", "ucdponset", "maxintensity", "conflict_ids")
    return Columns(frame, names, zero=names[:2], event="ucdpongoing")


def _listed(value: Any, every: tuple[str, ...]) -> list[str]:
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
