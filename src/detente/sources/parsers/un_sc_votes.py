"""Votes of members of the Security Council on adopted resolutions, and vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.frame_files import read_csv
from detente.sources.dialects import dialect
from detente.sources.parsers.un_votes import require_all
from detente.sources.text_tables import read_rows

VOTES, VETOES = "sc_voting_reconstructed_undl_layout.csv.gz", "unsc_vetoes_1946_sept2022.csv"
WHERE = "Security Council votes"
MEANT = {"Y": 1, "A": 2, "N": 3, "X": 8}
COLUMNS = ["undl_id", "ms_code", "ms_vote", "date", "resolution"]
MEMBERS = ["member_veto1", "member_veto2", "member_veto3"]


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give votes as 1 yes, 2 abstain, 3 no, 8 took no part, and a row for each veto."""
    raw = read_csv(paths[VOTES], infer_schema_length=0, columns=COLUMNS)
    odd = sorted({*raw["ms_vote"].to_list()} - {*MEANT}, key=str)
    if odd:
        raise ParseError(f"'{odd[0]}' is not a vote", where=WHERE, near=tuple(MEANT))
    day = pl.col("date").str.to_date("%Y-%m-%d")
    number = pl.col("undl_id").cast(pl.Int64).alias("rcid")
    vote = pl.col("ms_vote").replace_strict(MEANT, return_dtype=pl.Int64).alias("vote")
    year = day.dt.year().cast(pl.Int64)
    votes = raw.select(number, "ms_code", vote, date=day, year=year)
    matched = match_states(
        votes, "ms_code", when="date", dialect=dialect("un_sc_votes"), keep_outside=True
    )
    require_all(matched, where=WHERE)
    by_code = matched.frame.select("rcid", "ccode", "year", "vote")
    return {"sc_votes": matched.with_frame(by_code), "sc_vetoes": _vetoes(paths[VETOES])}


def _vetoes(path: Path) -> Matched:
    """Give each veto of each member; a draft that two refused has two rows."""
    raw = read_rows(path, never_empty="date").with_row_index("draft_row")
    day = pl.col("date").str.to_date("%m/%d/%Y")
    long = raw.with_columns(day).unpivot(
        MEMBERS, index=["draft_row", "date", "agenda_item"], value_name="member"
    )
    listed = long.drop_nulls("member").filter(pl.col("member") != "").sort("draft_row", "variable")
    rows = (
        listed.drop("draft_row")
        .with_row_index("row")
        .select(
            pl.col("row").cast(pl.Int64),
            "member",
            "date",
            year=pl.col("date").dt.year().cast(pl.Int64),
            agenda=pl.col("agenda_item"),
        )
    )
    matched = match_states(rows, "member", when="date", dialect=dialect("un_sc_votes"))
    require_all(matched, where="vetoes")
    return matched.with_frame(matched.frame.select("row", "ccode", "year", "date", "agenda"))
