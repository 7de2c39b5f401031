"""Roll calls of the UN General Assembly to 2019: votes, issue codes, and texts that came back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.names import fold
from detente.errors import ParseError
from detente.sources.country_names import codes_of_names
from detente.sources.parsers.rdata import days, read_rda

BEFORE_FIRST_SESSION = 1945
"""The first session of the General Assembly is dated 1946."""
ROLL_CALL = ("rcid", "session", "date", "unres", "amend", "para", "short", "descr")
VOTES = {"yes": 1, "abstain": 2, "no": 3}
NAMES = {
    "Federal Republic of Germany": 260,
    "Germany": 255,
    "Vietnam": 816,
    "Yemen": 679,
    "St. Vincent & Grenadines": 57,
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give votes as 1 yes, 2 abstain, 3 no; absences are not in this edition."""
    matches = pl.read_csv(paths["Matches.csv"], columns=["rcid1", "rcid2"], infer_schema=False)
    issues = read_rda(paths["un_roll_call_issues.rda"], ["rcid", "short_name"])
    return {
        "un_vote_matches": _numbered(matches),
        "un_votes": _votes(read_rda(paths["un_votes.rda"], ["rcid", "country", "vote"])),
        "un_roll_calls": _roll_calls(read_rda(paths["un_roll_calls.rda"], list(ROLL_CALL))),
        "un_roll_call_issues": issues.rename({"short_name": "issue"}).cast(
            {"rcid": pl.Int64, "issue": pl.String}
        ),
    }


def _numbered(matches: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs of roll calls on one text, numbered in the order of the file."""
    return matches.with_row_index("row").cast(pl.Int64)


def _votes(raw: pl.DataFrame) -> pl.DataFrame:
    """Give votes by COW code; every name in the file must be a country that is known."""
    codes = {
        name: NAMES.get(name, codes_of_names().get(fold(name)))
        for name in raw["country"].unique().to_list()
    }
    unknown = sorted(name for name, code in codes.items() if code is None)
    if unknown:
        raise ParseError(f"'{unknown[0]}' is not a known country", where="un_votes.rda")
    country, vote = pl.col("country").cast(pl.String), pl.col("vote").cast(pl.String)
    return raw.select(
        pl.col("rcid").cast(pl.Int64),
        country.replace_strict(codes, return_dtype=pl.Int64).alias("ccode"),
        vote.replace_strict(VOTES, return_dtype=pl.Int64),
    )


def _roll_calls(raw: pl.DataFrame) -> pl.DataFrame:
    """Give roll calls; a session is dated by its year, and a title is the short one if there is."""
    year = pl.col("session").cast(pl.Int64) + BEFORE_FIRST_SESSION
    title = pl.coalesce(_text("short"), _text("descr"))
    calls = raw.select(
        "rcid",
        year.alias("year"),
        days(raw, "date", strict=False),
        "amend",
        "para",
        "unres",
        title.alias("short"),
    )
    return calls.cast({"rcid": pl.Int64, "amend": pl.Int64, "para": pl.Int64, "unres": pl.String})


def _text(name: str) -> pl.Expr:
    """Read a text without the blanks around it; an empty one is null."""
    return pl.col(name).cast(pl.String).str.strip_chars().replace("", None)
