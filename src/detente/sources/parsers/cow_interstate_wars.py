"""Wars between states as the Correlates of War publish them: participants, and pairs by year."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.sources.dates import DECEMBER, last_possible_day
from detente.sources.text_tables import read_rows

PARTICIPANTS, DYADS = "Inter-StateWarData_v4.0.csv", "directed_dyadic_war.csv"
NOT_KNOWN = {-7: None, -8: None, -9: None}
"""The war goes on, the value does not apply, it is not known."""
CODES = {
    "WarNum": "warnum",
    "ccode": "ccode",
    "Side": "side",
    "WhereFought": "wherefought",
    "Initiator": "initiator",
    "Outcome": "outcome",
    "BatDeath": "batdeath",
}
"""Columns of whole numbers, and the names that they have here."""
TEXTS = {
    "WarName": "warname",
    "StateName": "statename",
    "TransFrom": "transfrom",
    "TransTo": "transto",
}
"""Names, and the wars that one came from or turned into, which may be lists."""
DATES = {
    "start": ("StartYear1", "StartMonth1", "StartDay1"),
    "paused": ("EndYear1", "EndMonth1", "EndDay1"),
    "resumed": ("StartYear2", "StartMonth2", "StartDay2"),
    "end": ("EndYear2", "EndMonth2", "EndDay2"),
}
"""The first end is a pause where a state comes back into the war, else its end."""
DYADIC_CODES = {
    "warnum": "warnum",
    "disno": "dispnum",
    "statea": "ccode1",
    "stateb": "ccode2",
    "year": "year",
    "warolea": "warrole1",
    "waroleb": "warrole2",
    "wardyadrolea": "wardyadrole1",
    "wardyadroleb": "wardyadrole2",
    "outcomea": "waroutcome",
    "batdtha": "warbatdth1",
    "batdthb": "warbatdth2",
}
DYADIC_DATES = {
    "start": ("warstrtyr", "warstrtmnth", "warstrtday"),
    "end": ("warendyr", "warendmnth", "warenday"),
}


Parts = tuple[str, str, str]
"""Columns with year, month and day of a date."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the states in each war with their dates, and each directed pair in each of its years."""
    lines = paths[PARTICIPANTS].read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    states = read_rows(io.BytesIO(lines), never_empty="Version")
    pairs = read_rows(paths[DYADS], never_empty="durindx")
    texts = [_text(given, name) for given, name in TEXTS.items()]
    return {
        "cow_war_states": _ends_in_place(_whole(states, CODES, DATES, *texts)),
        "cow_war_dyads": _whole(pairs, DYADIC_CODES, DYADIC_DATES),
    }


def _ends_in_place(states: pl.DataFrame) -> pl.DataFrame:
    """Make the first end of a state that does not come back the end of its war."""
    comes_back = pl.col("resumed").is_not_null()
    return states.with_columns(
        pl.when(comes_back).then("end").otherwise("paused").alias("end"),
        pl.when(comes_back).then("paused").alias("paused"),
    )


def _text(given: str, name: str) -> pl.Expr:
    """Read a text; null where the value does not apply or is not known."""
    unknown = [str(code) for code in NOT_KNOWN]
    text = pl.col(given).str.strip_chars()
    return pl.when(~text.is_in(unknown)).then(text).alias(name)


def _whole(
    raw: pl.DataFrame,
    codes: Mapping[str, str],
    dates: Mapping[str, Parts],
    *texts: pl.Expr,
) -> pl.DataFrame:
    """Read whole numbers, make days of the parts of dates, and leave out what is not known."""
    parts = {name for date in dates.values() for name in date}
    numbers = raw.with_columns(
        pl.col(*codes, *parts).str.strip_chars().cast(pl.Int64).replace(NOT_KNOWN)
    )
    numbers = _days_and_months_in_place(numbers, tuple(dates.values()))
    return numbers.select(
        *texts,
        *[pl.col(given).alias(name) for given, name in codes.items()],
        *[last_possible_day(*date).alias(name) for name, date in dates.items()],
    )


def _days_and_months_in_place(numbers: pl.DataFrame, dates: tuple[Parts, ...]) -> pl.DataFrame:
    """Put back days and months in the rows that have them in each other's place.

    One month above twelve (24 for the 24th of October 1918) shows that all dates of the row are
    written with the day first.
    """
    day_first = pl.any_horizontal(pl.col(month) > DECEMBER for _, month, _ in dates)
    marked = numbers.with_columns(day_first.fill_null(False).alias("day_first"))
    for _, month, day in dates:
        marked = marked.with_columns(
            pl.when("day_first").then(day).otherwise(month).alias(month),
            pl.when("day_first").then(month).otherwise(day).alias(day),
        )
    return marked
