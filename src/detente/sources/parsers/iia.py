"""Bilateral investment treaties after UNCTAD: how many were signed, and are in force, by pair."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.calendar import last_year
from detente.errors import ParseError
from detente.sources.dialects import dialect
from detente.sources.text_tables import read_rows

FILE = "unctad_iia_navigator_2025-04.csv.gz"
LAST = last_year("iia")
"""Last full year of the list."""
SEVERAL = {"BLEU (Belgium-Luxembourg Economic Union)": ("Belgium", "Luxembourg")}
"""Unions of states that sign as one."""
COUNTS = ("bitsigned", "bitinforce")


def parties_of(cell: str) -> list[str]:
    """Split the parties of a treaty, whose names hold commas.

    Parameters
    ----------
    cell : str
        As the list has it.

    Examples
    --------
    >>> parties_of("Congo, Democratic Republic of the, Korea, Republic of")
    ['Congo, Democratic Republic of the', 'Korea, Republic of']
    >>> parties_of("Hong Kong, China SAR, State of Palestine")
    ['Hong Kong, China SAR', 'State of Palestine']
    """
    parts: list[str] = []
    # a comma inside of brackets sets nothing apart
    for part in re.split(r", (?![^(]*\))", cell):
        if parts and re.search(r" (of|of the|SAR)$", part):
            parts[-1] = f"{parts[-1]}, {part}"
        else:
            parts.append(part)
    return parts


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Count treaties by pair and year, the lower code first."""
    raw = read_rows(paths[FILE], never_empty="date_of_signature")
    found = [
        row
        for treaty in raw.filter(pl.col("type") == "BITs").iter_rows(named=True)
        for row in _rows(treaty)
    ]
    named = pl.DataFrame(found, schema=["one", "other", "year", *COUNTS], orient="row")
    sides = {"one": "ccode1", "other": "ccode2"}
    matched = match_states(named, sides, dialect=dialect("iia"), table="investment_treaties")
    keys = [
        pl.min_horizontal("ccode1", "ccode2").alias("ccode1"),
        pl.max_horizontal("ccode1", "ccode2").alias("ccode2"),
        "year",
    ]
    apart = matched.frame.filter(pl.col("ccode1") != pl.col("ccode2"))
    counted = apart.group_by(keys).agg(pl.col(COUNTS).sum()).sort("ccode1", "ccode2", "year")
    return {"investment_treaties": matched.with_frame(counted)}


def _rows(treaty: Mapping[str, str | None]) -> list[tuple[str, str, int, int, int]]:
    """Give a treaty by pair and year: when it was signed, and each year that it ended in force."""
    parties = parties_of(treaty["parties"] or "")
    if len(parties) != 2:
        raise ParseError(
            f"'{treaty['parties']}' are not two parties", where=f"treaty {treaty['treaty_id']}"
        )
    signed = _year(treaty, "date_of_signature")
    began, ended = _year(treaty, "date_of_entry_into_force"), _year(treaty, "termination_date")
    if ended is None and treaty["status"] == "Terminated":
        raise ParseError("it is terminated and has no day", where=f"treaty {treaty['treaty_id']}")
    end = LAST + 1 if ended is None else min(ended, LAST + 1)
    held = range(0) if began is None else range(began, end)
    years = sorted({*held, *([signed] if signed is not None and signed <= LAST else [])})
    one, other = (SEVERAL.get(party, (party,)) for party in parties)
    return [
        (first, second, year, int(year == signed), int(year in held))
        for first in one
        for second in other
        for year in years
    ]


def _year(treaty: Mapping[str, str | None], column: str) -> int | None:
    """Read the year of a date; none where the cell is empty."""
    text = treaty[column]
    if not text:
        return None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ParseError(f"'{text}' is not a date", where=f"{column}, treaty {treaty['treaty_id']}")
    return int(text[:4])
