"""Roll calls of the UN General Assembly to 2019: votes, roll calls, issue codes, and which texts came back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.names import fold
from detente.errors import ParseError
from detente.sources.country_names import codes_of_names
from detente.sources.parsers.rdata import read_rda

VOTES = {"yes": 1, "abstain": 2, "no": 3}
NAMES = {
    "Federal Republic of Germany": 260,
    "Germany": 255,
    "Vietnam": 816,
    "Yemen": 679,
    "St. Vincent & Grenadines": 57,
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give votes as 1 yes, 2 abstain, 3 no; absences are not in this edition. A session is dated by its year."""
    votes = read_rda(paths["un_votes.rda"], ["rcid", "country", "vote"])
    names = {
        name: NAMES.get(name, codes_of_names().get(fold(name)))
        for name in votes["country"].unique().to_list()
    }
    lost = sorted(name for name, code in names.items() if code is None)
    if lost:
        raise ParseError(f"'{lost[0]}' is no country that is known", where="un_votes.rda")
    calls = read_rda(
        paths["un_roll_calls.rda"],
        ["rcid", "session", "date", "unres", "amend", "para", "short", "descr"],
    )
    if calls.schema["date"] == pl.String:
        calls = calls.with_columns(
            pl.col("date").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        )
    issues = read_rda(paths["un_roll_call_issues.rda"], ["rcid", "short_name"])
    matches = pl.read_csv(paths["Matches.csv"], columns=["rcid1", "rcid2"], infer_schema=False)
    return {
        "un_vote_matches": matches.select(pl.col("rcid1", "rcid2").cast(pl.Int64))
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64)),
        "un_votes": votes.select(
            pl.col("rcid").cast(pl.Int64),
            pl.col("country")
            .cast(pl.String)
            .replace_strict(names, return_dtype=pl.Int64)
            .alias("ccode"),
            pl.col("vote")
            .cast(pl.String)
            .replace_strict(VOTES, return_dtype=pl.Int64)
            .alias("vote"),
        ),
        "un_roll_calls": calls.select(
            pl.col("rcid").cast(pl.Int64),
            (pl.col("session").cast(pl.Int64) + 1945).alias("year"),
            pl.col("date").cast(pl.Date),
            pl.col("amend", "para").cast(pl.Int64),
            pl.col("unres").cast(pl.String),
            pl.coalesce(
                *(
                    pl.col(c).cast(pl.String).str.strip_chars().replace("", None)
                    for c in ("short", "descr")
                )
            ).alias("short"),
        ),
        "un_roll_call_issues": issues.select(
            pl.col("rcid").cast(pl.Int64), pl.col("short_name").cast(pl.String).alias("issue")
        ),
    }
