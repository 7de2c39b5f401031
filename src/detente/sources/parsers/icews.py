"""Events between states after ICEWS: verbal and material co-operation and conflict, by year."""

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
KEYS = ("i_iso3c", "j_iso3c", "year")
LETTERS = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "WBG": "PSE", "KSV": "XKX"}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the four counts of each directed pair of states and year; other actors fall away."""
    raw = read_rda(paths["icews_directed_dyad_year_2002-2014.rda"], [*KEYS, *COUNTS])
    letters = pl.col("i_iso3c", "j_iso3c").cast(pl.String).replace(LETTERS)
    frame = raw.drop_nulls(KEYS).with_columns(
        letters, pl.col("year").cast(pl.Int64), pl.col(*COUNTS).cast(pl.Int32)
    )
    first = by_letters(frame.rename(COUNTS), "i_iso3c").rename({"ccode": "ccode1"})
    both = by_letters(first, "j_iso3c").rename({"ccode": "ccode2"})
    pairs = both.unique(["ccode1", "ccode2", "year"], keep="first", maintain_order=True)
    return {"icews_dyad_year": pairs.select("ccode1", "ccode2", "year", *COUNTS.values())}
