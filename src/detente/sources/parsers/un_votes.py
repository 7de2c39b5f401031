"""Roll calls of the UN General Assembly to 2019: votes, issue codes, and texts that came back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.frame_files import read_csv
from detente.sources.dialects import dialect
from detente.sources.parsers.rdata import days, read_rda

BEFORE_FIRST_SESSION = 1945
"""The first session of the General Assembly is dated 1946."""
ROLL_CALL = ("rcid", "session", "date", "unres", "amend", "para", "short", "descr")
YEARS_AFTER = re.compile(r" [\d-]+: .*$")
"""What follows a name in an example of a report."""
VOTES = {"yes": 1, "abstain": 2, "no": 3}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame | Matched]:
    """Give votes as 1 yes, 2 abstain, 3 no; absences are not in this edition."""
    matches = read_csv(paths["Matches.csv"], columns=["rcid1", "rcid2"], infer_schema=False)
    issues = read_rda(paths["un_roll_call_issues.rda"], ["rcid", "short_name"])
    calls = _roll_calls(read_rda(paths["un_roll_calls.rda"], list(ROLL_CALL)))
    votes = read_rda(paths["un_votes.rda"], ["rcid", "country", "vote"])
    return {
        "un_vote_matches": _numbered(matches),
        "un_votes": _votes(votes, calls),
        "un_roll_calls": calls,
        "un_roll_call_issues": issues.rename({"short_name": "issue"}).cast(
            {"rcid": pl.Int64, "issue": pl.String}
        ),
    }


def _numbered(matches: pl.DataFrame) -> pl.DataFrame:
    """Give the pairs of roll calls on one text, numbered in the order of the file."""
    return matches.with_row_index("row").cast(pl.Int64)


def _votes(raw: pl.DataFrame, calls: pl.DataFrame) -> Matched:
    """Give votes by COW code; every name in the file must be a country that is known.

    Three states voted before they were in the state system, and keep their votes.
    """
    day = pl.coalesce(pl.col("date").cast(pl.String), pl.col("year").cast(pl.String))
    dated = calls.select("rcid", day.alias("day"))
    votes = raw.select(
        pl.col("rcid").cast(pl.Int64),
        pl.col("country").cast(pl.String),
        pl.col("vote").cast(pl.String).replace_strict(VOTES, return_dtype=pl.Int64),
    )
    matched = match_states(
        votes.join(dated, on="rcid", how="left", maintain_order="left"),
        "country",
        when="day",
        dialect=dialect("un_votes"),
        keep_outside=True,
    )
    require_all(matched, where="un_votes.rda")
    return matched.with_frame(matched.frame.select("rcid", "ccode", "vote"))


def require_all(matched: Matched, *, where: str) -> None:
    """Refuse votes of a country that is not known, or of none.

    Parameters
    ----------
    matched : Matched
        The votes.
    where : str
        What the message calls the file.

    Raises
    ------
    ParseError
        Naming the first countries.
    """
    for report in matched.reports:
        others = [lost for kind, lost in report.losses.items() if kind != "outside"]
        if others:
            examples = others[0].examples
            name = YEARS_AFTER.sub("", examples[0]) if examples else ""
            raise ParseError(f"'{name}' is not a known country", where=where, near=examples)


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
