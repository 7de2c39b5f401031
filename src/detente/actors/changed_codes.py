"""Years in which a state changed its code: rows of a year that count for both codes."""

from __future__ import annotations

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.actors.meanings import Dialect
from detente.actors.systems import System, code_name


def match_both_codes(
    frame: pl.DataFrame, column: str, *, system: System, dialect: Dialect, table: str
) -> Matched:
    """Match rows of states and years; a year in which a state changed its code counts for both.

    State-year panels have a row for either code. What a producer says of Germany in 1990 is said of
    the state that ended in October and of the one that began.

    Parameters
    ----------
    frame : polars.DataFrame
        With the column and ``year``.
    column : str
        Names, letters or numbers of the producer.
    system : {"cow", "gw"}
        The state system.
    dialect : Dialect
        What the producer means by them, with days.
    table : str
        What the report calls the frame.

    Returns
    -------
    Matched
        The code first; rows by code and year. The report counts each row of the frame once.

    Examples
    --------
    >>> from datetime import date
    >>> cusp = pl.DataFrame(
    ...     {
    ...         "key": ["G", "G"],
    ...         "from": [None, date(1990, 10, 3)],
    ...         "to": [date(1990, 10, 2), None],
    ...         "ccode": [260, 255],
    ...     }
    ... )
    >>> rows = pl.DataFrame({"unit": ["G", "G"], "year": [1989, 1990]})
    >>> match_both_codes(
    ...     rows, "unit", system="cow", dialect=Dialect("invented", cusp), table="invented"
    ... ).frame.rows()
    [(255, 1990), (260, 1989), (260, 1990)]
    """
    code = code_name(system)
    at_end = match_states(frame, column, system=system, dialect=dialect, table=table)
    january = frame.with_columns(pl.date(pl.col("year"), 1, 1).alias("new_year"))
    at_start = match_states(january, column, when="new_year", system=system, dialect=dialect)
    ended = at_start.frame.drop("new_year").join(at_end.frame, on=[code, "year"], how="anti")
    return at_end.with_frame(pl.concat([at_end.frame, ended]).sort(code, "year"))
