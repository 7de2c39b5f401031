"""One file of events as a table: GDELT, ICEWS, POLECAT or a user's own, every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from detente.actors.match_report import Lost, Matched, MatchReport, lost_of
from detente.actors.matching import match_states
from detente.archive.classes import plover_class, root_of
from detente.archive.layouts import Layout
from detente.archive.reading import Tally, read_cells, recognised, whole_blocks
from detente.asked import of_kind, words
from detente.errors import RequestError
from detente.given import is_file
from detente.settings import settings
from detente.sources.archives import require_modest

SIDES = {
    "gdelt": ("Actor1CountryCode", "Actor2CountryCode"),
    "icews": ("Source Country", "Target Country"),
    "polecat": ("Actor Country", "Recipient Country"),
    "own": ("ccode1", "ccode2"),
}
"""Columns of the parties, as reports call them."""
COLUMNS = ("date", "ccode1", "ccode2", "code", "id")


def read_events(path: str | Path, *, columns: Mapping[str, str] | None = None) -> Matched:
    """Read a file of events, and account for every row.

    GDELT 1.0 and 2.0, ICEWS, POLECAT, or any table with ``date``, ``ccode1``, ``ccode2`` (codes,
    letters or names) and ``code`` (CAMEO, as text or as a number that lost its zero) or ``class``
    (1 to 20). For archives that are larger than the memory take `events`.

    Parameters
    ----------
    path : str or pathlib.Path
        The file, which may be packed; tabs and no quoting but in a user's own.
    columns : mapping, optional
        Names of the columns in a user's own file: ``{"date": "when", "ccode1": "from"}``.

    Returns
    -------
    Matched
        ``date``, ``ccode1``, ``ccode2``, ``code`` (CAMEO), ``id`` of the events between two states,
        and what became of the others.

    Raises
    ------
    RequestError
        Where the file is missing, empty or cannot be read, or its layout is none of these.
    ParseError
        Where it is packed and broken, or holds more than the limit of the settings.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "own.csv")
    ...     rows = "2018-06-01,Germany,365,190\\n2018-06-01,World,365,040\\n"
    ...     written = path.write_text("date,ccode1,ccode2,code\\n" + rows)
    ...     events = read_events(path)
    >>> events.frame.select("ccode1", "ccode2", "code").rows()
    [(255, 365, '190')]
    >>> events.reports[0].line()
    'own.csv, ccode1: 1 of 2 rows matched; 1 not states (World 2018: 1 row)'
    """
    path = Path(of_kind(path, (str, Path), "path"))
    if not is_file(path):
        raise RequestError(f"there is no file '{path}'")
    require_modest(path, settings().limit, plain=False)
    try:
        layout = recognised(path, words(columns, "columns"))
        return _matched(path, layout)
    except PolarsError as error:
        reason = (str(error).splitlines() or ["?"])[0][:140]
        raise RequestError(f"the events cannot be read ({reason})", where=str(path)) from error


def _matched(path: Path, layout: Layout) -> Matched:
    """Read all lines of a file, and match both parties of each."""
    tally = Tally()
    said = layout.expressions()
    first, second = SIDES[layout.archive]
    wanted = {"day": "date", "name1": first, "name2": second, "code": "code", "id": "id"}
    named = [said[ours].alias(theirs) for ours, theirs in wanted.items()]
    parts = whole_blocks(path, layout, tally)
    rows = [read_cells(block, layout, tally).select(named) for block in parts]
    schema = {"date": pl.Date, **dict.fromkeys((first, second, "code", "id"), pl.String)}
    events = pl.concat(rows) if rows else pl.DataFrame(schema=schema)
    if events["id"].null_count() == events.height:
        events = events.drop("id").with_row_index("id").with_columns(pl.col("id").cast(pl.String))
    matched = match_states(
        events,
        {first: "ccode1", second: "ccode2"},
        when="date",
        dialect=layout.dialect,
        table=path.name,
    )
    return _with_classes(matched, layout, uneven=tally.lines - events.height)


def _with_classes(matched: Matched, layout: Layout, *, uneven: int) -> Matched:
    """Keep the events whose code has a class, and report the others."""
    events = matched.frame.select(COLUMNS)
    known = plover_class("code") if layout.archive == "polecat" else root_of()
    is_known = known.is_not_null()
    others = events.filter(~is_known)
    written = others.select(
        pl.col("code").alias("key"), first="date", last="date", rows=pl.lit(1, dtype=pl.Int64)
    )
    table = matched.reports[0].table
    kept = events.height - others.height
    report = MatchReport(table, "code", to="code", rows=events.height, matched=kept)
    lost = lost_of(written.filter(pl.col("key").is_not_null()))
    empty = lost_of(written.filter(pl.col("key").is_null()))
    reports = (*matched.reports, replace(report, unknown=lost, empty=empty))
    if uneven:
        rows = matched.reports[0].rows
        lines = MatchReport(table, "number of columns", to="", rows=rows + uneven, matched=rows)
        reports = (*reports, replace(lines, unknown=Lost(uneven)))
    return Matched(events.filter(is_known), reports)
