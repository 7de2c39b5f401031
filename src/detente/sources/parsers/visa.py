"""Passport Index: what the holder of a passport needs, by pair and year, in one coding."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.text_tables import read_rows

FILE = "passport_index_iso3_panel.csv.gz"
FREE, ARRIVAL, ELECTRONIC, REQUIRED, CLOSED, REFUSED = 1, 2, 3, 4, 5, 6
WORDS = {
    "visa free": FREE,
    "VF": FREE,
    "visa on arrival": ARRIVAL,
    "VOA": ARRIVAL,
    "e-visa": ELECTRONIC,
    "eta": ELECTRONIC,
    "ETA": ELECTRONIC,
    "EVW": ELECTRONIC,
    "visa required": REQUIRED,
    "VR": REQUIRED,
    "covid ban": CLOSED,
    "no admission": REFUSED,
}
NUMBERS = {"0.0": REQUIRED, "1.0": ARRIVAL, "2.0": ELECTRONIC, "3.0": FREE}
"""What numbers mean in 2019; later a number is the days that may be spent without a visa."""
FIRST_CODING = "2019"
SELF = "-1"


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give the rule of the last day of each year."""
    raw = read_rows(paths[FILE], never_empty="destination")
    days = sorted(name for name in raw.columns if name[:2] == "20")
    last = {day[:4]: day for day in days}
    by_year = [
        raw.select("passport", "destination", _said(day).alias("said"), year=pl.lit(int(year)))
        for year, day in last.items()
    ]
    said = pl.concat(by_year).drop_nulls("said")
    told = said.filter(pl.col("said") != SELF, pl.col("passport") != pl.col("destination"))
    rows = told.with_columns(_rule(), _days())
    odd = rows.filter(pl.col("rule").is_null())
    if odd.height:
        raise ParseError(f"'{odd['said'][0]}' is not a rule", near=tuple(WORDS))
    sides = {"passport": "ccode1", "destination": "ccode2"}
    matched = match_states(rows.drop("said"), sides, table="visa_rules")
    columns = ["ccode1", "ccode2", "year", "rule", "days"]
    frame = matched.frame.select(pl.col(columns).cast(pl.Int64)).sort(columns[:3])
    return {"visa_rules": matched.with_frame(frame)}


def _said(day: str) -> pl.Expr:
    """Take a day's cells; numbers of the first coding as its words."""
    return pl.col(day).replace(NUMBERS_IN_WORDS) if day[:4] == FIRST_CODING else pl.col(day)


NUMBERS_IN_WORDS = {
    number: next(word for word, meant in WORDS.items() if meant == rule)
    for number, rule in NUMBERS.items()
}


def _number() -> pl.Expr:
    return pl.col("said").cast(pl.Float64, strict=False).cast(pl.Int64)


def _rule() -> pl.Expr:
    """Give what is needed; a number of days is free."""
    words = pl.col("said").replace_strict(WORDS, default=None, return_dtype=pl.Int64)
    return pl.coalesce(words, pl.when(_number() > 0).then(FREE)).alias("rule")


def _days() -> pl.Expr:
    return pl.when(_number() > 0).then(_number()).alias("days")
