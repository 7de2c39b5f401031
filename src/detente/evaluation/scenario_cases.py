"""Single scenarios that history tested: what was simulated beside what came."""

from __future__ import annotations

from typing import Any

import polars as pl

from detente.evaluation.page import Table
from detente.evaluation.scenario import MEASURE_WORDS
from detente.scenarios.proof.tables import Record

DIGITS = {"gap": 2, "democracy": 2, "share": 4}
"""Decimals of each measure."""
TITLES = {
    "accession": "{state} joins {bloc} in {year}",
    "association": "{state} becomes an associate of {bloc} in {year}",
    "exit": "{state} leaves {bloc} in {year}",
}


def event_table(record: Record, letters: str, bloc: str, year: int, state: str) -> Table:
    """Put an event's futures beside what came.

    Parameters
    ----------
    record : Record
        The record.
    letters, bloc, year : str, str, int
        Which event.
    state : str
        What a reader calls the state.
    """
    is_it = pl.col("letters") == letters, pl.col("bloc") == bloc, pl.col("year") == year
    own = record.cases.filter(pl.col("test") == "backtest", *is_it)
    rows = [_case(row) for row in own.iter_rows(named=True)]
    kind = own["kind"][0] if rows else "accession"
    return Table(
        TITLES[kind].format(state=state, bloc=bloc, year=year)
        + f", as seen at the end of {year - 1}",
        ("outcome", "years", "came", "with the event [80 %]", "with the rung kept [80 %]", "held"),
        rows=tuple(rows),
    )


def _case(row: dict[str, Any]) -> tuple[str, ...]:
    """Write one outcome beside both bands."""
    digits = DIGITS[row["measure"]]
    came = f"{row['outcome']:.{digits}f}"
    bands = [_band(row, future, digits) for future in ("changed", "stayed")]
    inside = [row["changed_inside"] > 0, row["stayed_inside"] > 0]
    held = {(True, True): "both", (True, False): "the event's", (False, True): "the other"}
    names = (MEASURE_WORDS[row["measure"]], str(row["horizon"]), came)
    return (*names, *bands, held.get((inside[0], inside[1]), "neither"))


def _band(row: dict[str, Any], future: str, digits: int) -> str:
    mean, low, high = (f"{row[f'{future}_{part}']:.{digits}f}" for part in ("mean", "low", "high"))
    return f"{mean} [{low}, {high}]"


def chance_table(record: Record, letters: str, bloc: str, view: int, state: str) -> Table:
    """Put the chances of joining of one view beside what came.

    Parameters
    ----------
    record : Record
        The record.
    letters, bloc, view : str, str, int
        Which state and bloc, from which year.
    state : str
        What a reader calls the state.
    """
    is_it = pl.col("letters") == letters, pl.col("bloc") == bloc, pl.col("view") == view
    rows = [
        (
            str(row["horizon"]),
            f"{row['chance']:.0%}",
            f"{row['plain_rate']:.0%}",
            "a member" if row["came"] else "no member",
        )
        for row in record.chances.filter(*is_it).iter_rows(named=True)
    ]
    return Table(
        f"Chance that {state} is a member of {bloc}, as seen at the end of {view}",
        ("years", "simulated", "by the plain rate", "came"),
        rows=tuple(rows),
    )
