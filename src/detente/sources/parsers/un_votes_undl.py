"""Recorded votes on adopted resolutions of the UN to 2025, from the UN Digital Library."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.frame_files import read_csv
from detente.sources.dialects import dialect
from detente.sources.parsers.un_votes import BEFORE_FIRST_SESSION, require_all

logger = logging.getLogger(__name__)
WHERE = "UN Digital Library votes"
VOTES = {"Y": 1, "A": 2, "N": 3, "X": 8}
COLUMNS = ("undl_id", "ms_code", "ms_vote", "date", "session", "resolution", "title")
OPTIONAL = ("resolution", "title")
TITLE_ENDS = r"(?i)\s*[:;]?\s*resolution\s*/.*$"
"""What follows a title and is no part of it."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame | Matched]:
    """Give votes as 1 yes, 2 abstain, 3 no, 8 absent; codes are those of the day."""
    raw = read_csv(
        paths["ga_voting_reconstructed_undl_layout.csv.gz"],
        infer_schema_length=0,
        columns=list(COLUMNS),
    )
    return matched_tables(raw)


def tables_of(raw: pl.DataFrame, name: str = WHERE) -> dict[str, pl.DataFrame]:
    """Make plain frames of a file in the Digital Library's bulk layout; what is matched is logged.

    Parameters
    ----------
    raw : polars.DataFrame
        The source's file, or a user's own; a resolution and a title may be missing.
    name : str
        What the log calls it.

    Returns
    -------
    dict
        ``un_votes_undl`` and ``un_roll_calls_undl``.

    Raises
    ------
    ParseError
        Where a column is missing, or a country, a vote, a record number or a date is not known.
    """
    tables = {}
    for table, given in matched_tables(raw).items():
        if isinstance(given, Matched):
            for report in given.reports:
                logger.info("%s", replace(report, table=name).line())
            tables[table] = given.frame
        else:
            tables[table] = given
    return tables


def matched_tables(raw: pl.DataFrame) -> dict[str, pl.DataFrame | Matched]:
    """Make the tables from a frame in the Digital Library's bulk layout.

    Parameters
    ----------
    raw : polars.DataFrame
        The source's file, or a user's own; a resolution and a title may be missing.

    Returns
    -------
    dict
        ``un_votes_undl`` and ``un_roll_calls_undl``.

    Raises
    ------
    ParseError
        Where a column is missing, or a country, a vote, a record number or a date is not known.
    """
    raw = _complete(raw)
    _check_votes(raw)
    _check_records(raw)
    day = pl.col("date").str.to_date("%Y-%m-%d")
    votes = raw.select(
        pl.col("undl_id").cast(pl.Int64).alias("rcid"),
        "ms_code",
        pl.col("ms_vote").replace_strict(VOTES, return_dtype=pl.Int64).alias("vote"),
        day.alias("date"),
    )
    # three states voted before they were in the state system, and keep their votes
    matched = match_states(
        votes, "ms_code", when="date", dialect=dialect("un_votes_undl"), keep_outside=True
    )
    require_all(matched, where=WHERE)
    by_code = matched.frame.select("rcid", "ccode", "vote")
    # special and emergency sessions (ES-11, S-8) are dated by their day, regular ones by the
    # year in which they began
    number = pl.col("session").str.extract(r"^(\d+)$").cast(pl.Int64)
    year = pl.coalesce(number + BEFORE_FIRST_SESSION, day.dt.year().cast(pl.Int64))
    is_special = number.is_null().cast(pl.Int8)
    calls = raw.select(
        pl.col("undl_id").cast(pl.Int64).alias("rcid"),
        year.alias("year"),
        day.alias("date"),
        "resolution",
        pl.col("title").str.replace(TITLE_ENDS, ""),
        is_special.alias("special"),
    )
    return {
        "un_votes_undl": matched.with_frame(by_code),
        "un_roll_calls_undl": calls.unique("rcid", keep="first"),
    }


def _complete(raw: pl.DataFrame) -> pl.DataFrame:
    """Take the columns as text; those that may be missing are empty."""
    optional = [pl.lit("").alias(name) for name in OPTIONAL if name not in raw.columns]
    filled = raw.with_columns(optional)
    missing = [name for name in COLUMNS if name not in filled.columns]
    if missing:
        raise ParseError(f"column '{missing[0]}' is missing", where=WHERE, near=COLUMNS)
    return filled.select(pl.col(*COLUMNS).cast(pl.String))


def _check_votes(raw: pl.DataFrame) -> None:
    """Refuse a vote that is not known."""
    odd = sorted(set(raw["ms_vote"].unique().to_list()) - set(VOTES), key=str)
    if odd:
        raise ParseError(f"'{odd[0]}' is not a vote", where=WHERE, near=tuple(VOTES))


def _check_records(raw: pl.DataFrame) -> None:
    """Refuse a record without a number or a date."""
    no_day = pl.col("date").str.to_date("%Y-%m-%d", strict=False).is_null()
    no_number = pl.col("undl_id").cast(pl.Int64, strict=False).is_null()
    spoiled = raw.filter(no_day | no_number)
    if spoiled.height:
        record = spoiled.row(0, named=True)
        raise ParseError(
            f"'{record['undl_id']}' of '{record['date']}' is not a record number with a date "
            "(YYYY-MM-DD)",
            where=WHERE,
        )
