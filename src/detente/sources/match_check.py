"""Every column of states in a source's table has a report of what became of its rows."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl

from detente.actors.match_report import Matched, MatchReport
from detente.actors.matching import match_states
from detente.actors.systems import System
from detente.errors import CheckError
from detente.sources.declaration import TableRule
from detente.span import OPEN_END

CODES = re.compile(r"(ccode|gwcode)\d*$")
"""Columns that hold codes of a state system."""
DATES: tuple[tuple[str, ...], ...] = (("year",), ("date",), ("start", "end"), ("start",))
"""Columns that date a row, the first that a table has."""


def code_columns(rule: TableRule) -> tuple[str, ...]:
    """Name the columns of a table that hold codes of states.

    Parameters
    ----------
    rule : TableRule
        The table.
    """
    return tuple(name for name in rule.columns if CODES.match(name))


def reports_of(rule: TableRule, parsed: Matched) -> tuple[MatchReport, ...]:
    """Give a report for each column of states: the parser's, else one of the codes as they came.

    Parameters
    ----------
    rule : TableRule
        The table.
    parsed : Matched
        What the parser gave; its reports come first, under the name of the table.
    """
    given = tuple(replace(report, table=rule.id) for report in parsed.reports)
    accounted = {report.to for report in given}
    of_codes = (
        _codes_as_they_came(rule, parsed, column)
        for column in code_columns(rule)
        if column not in accounted
    )
    return (*given, *of_codes)


def _codes_as_they_came(rule: TableRule, parsed: Matched, column: str) -> MatchReport:
    """Count the rows whose code is in the system, outside it then, or in no system."""
    dates = next((names for names in DATES if set(names) <= set(rule.columns)), ())
    is_gw = column.startswith("gw") or rule.id.startswith("gw_")
    frame = parsed.frame.select(column, *dates)
    when: str | tuple[str, str] | None = dates[0] if dates else None
    if len(dates) > 1:
        # a spell without an end goes on
        frame = frame.with_columns(pl.col("end").fill_null(OPEN_END))
        when = ("start", "end")
    system: System = "gw" if is_gw else "cow"
    matched = match_states(
        frame, {column: column}, when=when, system=system, table=rule.id, keep_all=True
    )
    return matched.reports[0]


def require_known(rule: TableRule, reports: tuple[MatchReport, ...], *, where: str) -> None:
    """Refuse a table of which too many names or codes are unknown.

    Parameters
    ----------
    rule : TableRule
        The table; it says which part may be.
    reports : tuple of MatchReport
        What became of its rows.
    where : str
        What the message calls the table.

    Raises
    ------
    CheckError
        Naming examples.
    """
    for report in reports:
        if report.unknown_part > rule.unknown_at_most:
            raise CheckError(
                f"{report.unknown.rows:,} of {report.rows:,} rows have an unknown "
                f"'{report.column}', {report.unknown_part:.1%} where {rule.unknown_at_most:.1%} "
                "may be",
                where=where,
                near=report.unknown.examples,
                next_step="the file's names or codes changed; the old table is unchanged",
            )
