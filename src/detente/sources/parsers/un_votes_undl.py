"""Recorded votes on adopted resolutions of the UN General Assembly to 2025, from the UN Digital Library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.states import codes_of
from detente.errors import ParseError

VOTES = {"Y": 1, "A": 2, "N": 3, "X": 8}
COLUMNS = ("undl_id", "ms_code", "ms_vote", "date", "session", "resolution", "title")
OPTIONAL = ("resolution", "title")
LETTERS = {"EAZ": 511, "YUG": 345, "SCG": 345, "SRB": 345}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give votes as 1 yes, 2 abstain, 3 no, 8 absent; Germany and Yemen change code with unification."""
    return tables_of(
        pl.read_csv(
            paths["ga_voting_reconstructed_undl_layout.csv.gz"],
            infer_schema_length=0,
            columns=list(COLUMNS),
        )
    )


def tables_of(raw: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Make the tables from a frame in the Digital Library's bulk layout, as the source's file or a user's own.

    Raises
    ------
    ParseError
        Where a column is missing, a country or a vote is not known.
    """
    raw = raw.with_columns(pl.lit("").alias(c) for c in OPTIONAL if c not in raw.columns)
    missing = [c for c in COLUMNS if c not in raw.columns]
    if missing:
        raise ParseError(
            f"column '{missing[0]}' is missing", where="UN Digital Library votes", near=COLUMNS
        )
    raw = raw.select(pl.col(*COLUMNS).cast(pl.String))
    odd = sorted(set(raw["ms_vote"].unique().to_list()) - set(VOTES), key=str)
    if odd:
        raise ParseError(
            f"'{odd[0]}' is no vote", where="UN Digital Library votes", near=tuple(VOTES)
        )
    codes = {
        letters: LETTERS.get(letters, next(iter(codes_of(letters)), None))
        for letters in raw["ms_code"].unique().to_list()
    }
    lost = sorted(letters for letters, code in codes.items() if code is None)
    if lost:
        raise ParseError(
            f"'{lost[0]}' is no country that is known", where="UN Digital Library votes"
        )
    no_day = pl.col("date").str.to_date("%Y-%m-%d", strict=False).is_null()
    spoiled = raw.filter(no_day | pl.col("undl_id").cast(pl.Int64, strict=False).is_null())
    if spoiled.height:
        row = spoiled.row(0, named=True)
        raise ParseError(
            f"'{row['undl_id']}' of '{row['date']}' is no record number with a date (YYYY-MM-DD)",
            where="UN Digital Library votes",
        )
    day = pl.col("date").str.to_date("%Y-%m-%d")
    germany = pl.when(day < pl.date(1990, 10, 3)).then(260).otherwise(255)
    china = (
        pl.when(day < pl.date(1971, 10, 25)).then(713).otherwise(710)
    )  # resolution 2758 (XXVI) seated the People's Republic
    yemen = pl.when(day < pl.date(1990, 5, 22)).then(678).otherwise(679)
    frame = raw.select(
        pl.col("undl_id").cast(pl.Int64).alias("rcid"),
        pl.when(pl.col("ms_code") == "DEU")
        .then(germany)
        .when(pl.col("ms_code") == "YEM")
        .then(yemen)
        .when(pl.col("ms_code") == "CHN")
        .then(china)
        .otherwise(pl.col("ms_code").replace_strict(codes, return_dtype=pl.Int64))
        .cast(pl.Int64)
        .alias("ccode"),
        pl.col("ms_vote").replace_strict(VOTES, return_dtype=pl.Int64).alias("vote"),
        # special and emergency sessions (ES-11, S-8) are dated by their day, regular ones by the year they began
        day.alias("date"),
        pl.col("session").str.extract(r"^(\d+)$").cast(pl.Int64).alias("number"),
        "resolution",
        pl.col("title").str.replace(r"(?i)\s*[:;]?\s*resolution\s*/.*$", "").alias("title"),
    )
    calls = frame.unique("rcid", keep="first").select(
        "rcid",
        pl.coalesce(pl.col("number") + 1945, pl.col("date").dt.year().cast(pl.Int64)).alias("year"),
        "date",
        "resolution",
        "title",
        (pl.col("number").is_null()).cast(pl.Int8).alias("special"),
    )
    return {"un_votes_undl": frame.select("rcid", "ccode", "vote"), "un_roll_calls_undl": calls}
