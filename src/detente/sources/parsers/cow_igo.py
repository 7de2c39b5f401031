"""Membership in intergovernmental organisations: full, associate or observer, by state-year."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.frame_files import read_csv
from detente.sources.igo_pairs import ASSOCIATE, FULL, OBSERVER, joint_memberships
from detente.sources.years import each_year

KINDS = (FULL, ASSOCIATE, OBSERVER)
MISSING = -9


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give memberships as rows, the state-years covered, and the organisations of each two states.

    The codes -1 (no such organisation) and 0 (not a member) leave no row; -9 (missing) leaves a
    row.
    """
    raw = read_csv(paths["state_year_formatv3.csv.gz"], infer_schema_length=None)
    wide = raw.cast({"ccode": pl.Int64, "year": pl.Int64})
    names = [name for name in wide.columns if name not in ("ccode", "year", "state")]
    long = wide.unpivot(
        names, index=["ccode", "year"], variable_name="igo", value_name="membership"
    ).filter(pl.col("membership").is_in([*KINDS, MISSING]))
    memberships = long.cast({"membership": pl.Int64})
    known = memberships.with_columns(pl.col("membership").replace(MISSING, None))
    states = wide.select("ccode", "year", pl.lit(True).alias("covered"))
    years = states["year"].unique().sort().to_list()
    pairs = joint_memberships(known, states, each_year(years[0], years[-1], where="IGO"))
    counts = pl.col("full", "associate", "observer").cast(pl.Int16)
    pairs = pairs.select(pl.col("ccode1", "ccode2", "year").cast(pl.Int64), counts)
    return {"cow_igo": memberships, "cow_igo_states": states, "cow_igo_pairs": pairs}
