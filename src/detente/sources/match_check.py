"""Every column of states in a source's table has a report of what became of its rows."""

from __future__ import annotations

import re
from dataclasses import replace

from detente.actors.match_report import Matched, MatchReport
from detente.actors.matching import match_states
from detente.errors import CheckError
from detente.sources.declaration import TableRule

CODES = re.compile(r"(ccode|gwcode)\d*$")
"""Columns that hold codes of a state system."""
DATES = ("year", "date", "start")
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
    when = next((name for name in DATES if name in rule.columns), None)
    matched = match_states(
        parsed.frame.select(column, *([when] if when else [])),
        {column: column},
        when=when,
        system="gw" if column.startswith("gw") else "cow",
        table=rule.id,
        keep_outside=True,
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
