"""Events between states counted by year after ICEWS: verbal and material co-operation and conflict, directed dyads 2002-2014."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.country_names import by_letters
from detente.sources.parsers.rdata import read_rda

COUNTS = {
    "verbCoop": "verbal_cooperation",
    "matlCoop": "material_cooperation",
    "verbConf": "verbal_conflict",
    "matlConf": "material_conflict",
}
LETTERS = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "WBG": "PSE", "KSV": "XKX"}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the four counts of each directed pair of states and year; pairs of anything but states fall away."""
    raw = read_rda(
        paths["icews_directed_dyad_year_2002-2014.rda"], ["i_iso3c", "j_iso3c", "year", *COUNTS]
    )
    frame = (
        raw.drop_nulls(["i_iso3c", "j_iso3c", "year"])
        .with_columns(
            pl.col("i_iso3c", "j_iso3c").cast(pl.String).replace(LETTERS),
            pl.col("year").cast(pl.Int64),
            pl.col(*COUNTS).cast(pl.Int32),
        )
        .rename(COUNTS)
    )
    one = by_letters(frame, "i_iso3c").rename({"ccode": "ccode1"})
    both = by_letters(one, "j_iso3c").rename({"ccode": "ccode2"})
    return {
        "icews_dyad_year": both.unique(
            ["ccode1", "ccode2", "year"], keep="first", maintain_order=True
        ).select("ccode1", "ccode2", "year", *COUNTS.values())
    }
