"""The calendar: what was observed until when, read from the declarations of the sources.

Use it wherever code has to know where a data set begins or ends; no other module keeps such a year
of its own. What a *view* may see is decided in one place too, by
`detente.store.catalog.Catalog.as_of`.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from detente.errors import UnknownSource

FOLDER = "declarations"


@cache
def declared_calendar(table: str) -> dict[str, Any]:
    """Give what the source of a parsed table declares of when its rows were observed.

    Parameters
    ----------
    table : str
        Name of a parsed table.

    Returns
    -------
    dict
        Fields of `detente.store.schema.TableCalendar`; empty where the columns of the table say it.

    Examples
    --------
    >>> declared_calendar("wpp"), declared_calendar("cow_nmc")
    ({'made': 2024}, {})
    """
    for path in files("detente.sources").joinpath(FOLDER).iterdir():
        text = path.read_text(encoding="utf-8")
        # few declare a calendar, so that most files are not parsed
        if f"[tables.{table}]" in text and "calendar" in text:
            tables: dict[str, Any] = tomli.loads(text)["tables"]
            declared: dict[str, Any] = tables[table]
            # the published cells of a table were observed when the table was
            declared = tables[declared.get("published", table)]
            return dict(declared.get("calendar", {}))
    return {}


@cache
def source_declaring(table: str) -> str:
    """Name the source whose files a table is parsed from; empty for a table that is computed.

    Parameters
    ----------
    table : str
        Name of a table.

    Examples
    --------
    >>> source_declaring("archigos"), source_declaring("risk_unseen")
    ('archigos', '')
    """
    declared = f"[tables.{table}]"
    for path in files("detente.sources").joinpath(FOLDER).iterdir():
        if declared in path.read_text(encoding="utf-8"):
            return path.name.removesuffix(".toml")
    return ""


@cache
def years(source: str) -> tuple[int, int]:
    """Give the first and the last year that a source has data for.

    Parameters
    ----------
    source : str
        Id of a source, as ``detente sources list`` shows it.

    Raises
    ------
    UnknownSource
        Where no source has this id.

    Examples
    --------
    >>> years("cow_contiguity")
    (1816, 2016)
    """
    first, last = _declaration(source)["years"]
    return int(first), int(last)


@cache
def _declaration(source: str) -> dict[str, Any]:
    path = files("detente.sources").joinpath(f"{FOLDER}/{source}.toml")
    if not path.is_file():
        raise UnknownSource(
            f"no source is called '{source}'",
            next_step="'detente sources list' shows them all",
        )
    return tomli.loads(path.read_text(encoding="utf-8"))


def first_year(source: str) -> int:
    """Give the first year that a source has data for.

    Examples
    --------
    >>> first_year("cow_contiguity")
    1816
    """
    return years(source)[0]


def last_year(source: str) -> int:
    """Give the last year that a source has data for.

    Examples
    --------
    >>> last_year("cow_contiguity")
    2016
    """
    return years(source)[1]


@cache
def last_day(source: str) -> date | None:
    """Give the last day that a source has data for; None where it declares the year alone.

    Parameters
    ----------
    source : str
        Id of a source.

    Examples
    --------
    >>> last_day("un_votes_undl"), last_day("cow_contiguity")
    (datetime.date(2025, 10, 29), None)
    """
    declared = _declaration(source).get("last_day")
    return declared if isinstance(declared, date) else None
