"""EUSANCT: sanctions that the EU, the USA and the UN threatened or imposed, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.errors import ParseError
from detente.sources.parsers.workbooks import read_sheet

FILE = "EUSANCT_Dataset_Case-level.xls"
SENDERS = ("EU", "US", "UN")
"""Senders of a case, each with columns of its own; before November 1993 EU is the EEC."""
USA = 2
MISSING, ONGOING = ".", "ongoing"
"""What a cell says where there is no date, and where the sanction went on when the data end."""
OF_CASE = ("caseid", "targetstate")
ISSUES = ("issue1", "issue2", "issue3")
OF_SENDER = (
    "{0}",
    "startdate{0}",
    "enddate{0}",
    "endyear{0}",
    "threat{0}",
    "imposition{0}",
    "imposition{0}_start",
    "imposition{0}_type",
)
OTHERS = ("sender2", "sender3", "sender4", "sender5")
"""Further states that took part; they have no dates of their own."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give one row a case and sender, with the days of its start, its imposition and its end.

    ``.`` is missing. A threat that was never carried out has no day of imposition; a case that went
    on when the data end has no end. An end that lies before its start is a slip of the file: the
    last day of the year that the file gives beside it takes its place.
    """
    named = [name.format(sender) for sender in SENDERS for name in OF_SENDER]
    raw = read_sheet(paths[FILE], (*OF_CASE, *ISSUES, *OTHERS, *named), where="eusanct")
    known = raw.with_columns(pl.all().replace(MISSING, None))
    cases = pl.concat([_sent_by(sender, known) for sender in SENDERS])
    in_order = cases.sort("case", "sender").with_row_index("row")
    return {"eusanct": in_order.with_columns(pl.col("row").cast(pl.Int64))}


def _sent_by(sender: str, known: pl.DataFrame) -> pl.DataFrame:
    """Read the columns of one sender, for the cases in which it took part."""
    took_part = known.filter(pl.col(sender) == "1")
    given_end = pl.col(f"enddate{sender}")
    goes_on = (given_end == ONGOING).fill_null(value=False)
    own_code = pl.lit(USA if sender == "US" else None, dtype=pl.Int64)
    parties = {
        "case": pl.col("caseid"),
        "sender": pl.lit(sender),
        "ccode1": own_code,
        "ccode2": pl.col("targetstate").cast(pl.Int64),
    }
    days = {
        "start": _day(took_part, f"startdate{sender}"),
        "imposed": _day(took_part, f"imposition{sender}_start"),
        "end": _end(took_part, sender),
    }
    what = {
        "threatened": pl.col(f"threat{sender}").cast(pl.Int8),
        "ongoing": goes_on.cast(pl.Int8),
        "measures": pl.col(f"imposition{sender}_type"),
        "other_states": _listed(OTHERS),
        "issues": _listed(ISSUES),
    }
    return took_part.select(**parties, **days, **what)


def _listed(columns: tuple[str, ...]) -> pl.Expr:
    """Write the cells of several columns as one; null where all are empty."""
    return pl.concat_list(columns).list.drop_nulls().list.join(";").replace("", None)


def _end(took_part: pl.DataFrame, sender: str) -> pl.Series:
    """Give the last day: null where the case goes on, the year's last where the day is a slip."""
    column = f"enddate{sender}"
    over = took_part.with_columns(pl.col(column).replace(ONGOING, None))
    days = pl.DataFrame({"end": _day(over, column), "start": _day(over, f"startdate{sender}")})
    year = over[f"endyear{sender}"].cast(pl.Int32).alias("year")
    year_end = pl.date(pl.col("year"), 12, 31)
    is_slip = pl.col("end") < pl.col("start")
    corrected = pl.when(is_slip).then(year_end).otherwise("end")
    return days.with_columns(year).select(corrected.alias("end"))["end"]


def _day(frame: pl.DataFrame, column: str) -> pl.Series:
    """Read days such as ``05jul1991``.

    Raises
    ------
    ParseError
        Where a cell is neither a day nor empty.
    """
    text = frame[column]
    days = text.str.to_date("%d%b%Y", strict=False)
    unread = text.filter(text.is_not_null() & days.is_null())
    if unread.len():
        raise ParseError(f"'{unread[0]}' in column '{column}' is no day", where="eusanct")
    return days
