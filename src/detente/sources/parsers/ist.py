"""International Sanctions Termination: cases of sender and target, with how they ended."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.parsers.workbooks import read_sheet

FILE = "IST_JPR_Attia&Grauvogel.xlsx"
SENDERS = {
    "2": "US",
    "1653": "EU",
    "1830": "EU",
    "1653, 1830": "EU",
    "4400": "UN",
    "3760": "AU",
    "3900": "OAS",
    "3450": "AL",
    "1520": "ECOWAS",
    "1240": "Commonwealth",
    "4120": "EAC",
    "4250": "SADC",
    "4375": "UNASUR",
}
"""The file's codes of senders: a state, or an organisation; 1653 is the EEC, 1830 the Union, and
both in one cell a case of the one that the other took over. The letters before each case
(``EEC_``, ``UN_``) say the same.
"""
USA = 2
COLUMNS = (
    "caseid",
    "sender",
    "target",
    "startdate",
    "terdate",
    "defactoter",
    "ongoing",
    "measures",
    "goals",
    "outcome",
)
BLANK = "Blank"
"""An outcome that the file does not give, as the case goes on."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a case: sender, target, first and last day, measures and outcome.

    Every case is one of sanctions imposed. One that went on when the data end has no end; where the
    sanctions had ended in fact before they were lifted, that day has a column of its own.

    Raises
    ------
    ParseError
        Where a sender is not known, or a cell is no day.
    """
    raw = read_sheet(paths[FILE], COLUMNS, where="ist")
    unknown = raw.filter(~pl.col("sender").is_in(list(SENDERS)))
    if unknown.height:
        raise ParseError(f"'{unknown['sender'][0]}' is no sender that is known", where="ist")
    sender = pl.col("sender").replace_strict(SENDERS, return_dtype=pl.String)
    own_code = pl.when(sender == "US").then(USA).cast(pl.Int64)
    start = _day(raw, "startdate")
    parties = {
        "case": pl.col("caseid"),
        "sender": sender,
        "ccode1": own_code,
        "ccode2": pl.col("target").cast(pl.Int64),
    }
    days = {
        "start": start,
        "imposed": start,
        "end": _day(raw, "terdate"),
        "ended_in_fact": _day(raw, "defactoter"),
    }
    what = {"ongoing": pl.col("ongoing").cast(pl.Int8), "outcome": _outcome()}
    cases = raw.select("measures", "goals", **parties, **days, **what)
    in_order = cases.sort("case").with_row_index("row")
    return {"ist": in_order.with_columns(pl.col("row").cast(pl.Int64))}


def _outcome() -> pl.Expr:
    """Give how a case ended; null where it goes on."""
    return pl.col("outcome").replace(BLANK, None)


def _day(frame: pl.DataFrame, column: str) -> pl.Series:
    """Read days such as ``01.07.2003``.

    Raises
    ------
    ParseError
        Where a cell is neither a day nor empty.
    """
    text = frame[column]
    days = text.str.to_date("%d.%m.%Y", strict=False)
    unread = text.filter(text.is_not_null() & days.is_null())
    if unread.len():
        raise ParseError(f"'{unread[0]}' in column '{column}' is no day", where="ist")
    return days
