"""Engines that count events: Polars in parts of bounded size, DuckDB, and Spark on a cluster."""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, cast

import polars as pl

from detente.archive.accounts import Account, Piece, read_accounts
from detente.archive.cells import GRAINS, cells_of, finished, narwhals
from detente.archive.repeats import repeats_path
from detente.errors import RequestError
from detente.files import scratch_folder
from detente.frame_files import scan_parquet

ENGINES = ("polars", "duckdb", "spark")
AT_ONCE = 2_000_000
"""Rows that Polars counts at once; a larger month is counted in spans of its days."""
DUCKDB_MEMORY = "1GB"
"""Memory after which DuckDB writes what it holds to the disk."""
LOCAL = "local[2]"
"""Where Spark runs unless a master is given: in this machine."""
SPARK = {
    "spark.ui.enabled": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "8",
    "spark.driver.memory": "2g",
}
"""Settings of Spark that are ours; a user's own come after them."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be counted.

    Attributes
    ----------
    grain : str
        ``"dyad-months"`` or ``"dyad-days"``.
    pairs : tuple of list of int, or None
        Codes of two parties, whose pairs alone count, both ways; None for all.
    as_of : datetime.date or None
        Last day of events, and of what was added; None for all.
    engine : str
        ``"polars"``, ``"duckdb"`` or ``"spark"``.
    master : str
        Address of Spark's cluster.
    settings : mapping
        Of Spark.
    """

    grain: str = "dyad-months"
    pairs: tuple[list[int], list[int]] | None = None
    as_of: date | None = None
    engine: str = "polars"
    master: str = LOCAL
    settings: Mapping[str, str] = field(default_factory=dict)

    def require(self) -> None:
        """Refuse a grain or an engine that is not known."""
        if self.grain not in GRAINS:
            raise RequestError(f"no grain of events is called '{self.grain}'", near=GRAINS)
        if self.engine not in ENGINES:
            raise RequestError(f"no engine is called '{self.engine}'", near=ENGINES)


def counted(folder: Path, wanted: Wanted) -> Iterator[tuple[str, pl.LazyFrame]]:
    """Count the events of a converted archive, part by part.

    Parameters
    ----------
    folder : pathlib.Path
        Of the converted archive.
    wanted : Wanted
        What is to be counted.

    Yields
    ------
    tuple of str and polars.LazyFrame
        Whose events, and cells as `finished` gives them: each cell once.

    Raises
    ------
    RequestError
        Where the folder is no converted archive, or the engine is not installed.
    """
    wanted.require()
    accounts = read_accounts(folder)
    # one session of Spark for all archives: its start takes longest
    opened: Any = spark_session(wanted) if wanted.engine == "spark" else nullcontext()
    with opened as session:
        for archive, pieces in pieces_of(accounts).items():
            repeats = _repeats(folder, archive)
            if wanted.engine == "polars":
                for part in _by_polars(folder, pieces, repeats, wanted):
                    yield archive, part
            elif wanted.engine == "duckdb":
                yield archive, _by_duckdb(folder, pieces, repeats, wanted)
            else:
                rows = session.read.parquet(*(str(folder / piece.name) for piece in pieces))
                yield archive, _by_spark(session, rows, repeats, wanted)


def pieces_of(accounts: Sequence[Account]) -> dict[str, list[Piece]]:
    """Give the pieces of each archive, in the order of their months.

    Parameters
    ----------
    accounts : sequence of Account
        Of a converted archive.
    """
    pieces = [piece for account in accounts for piece in account.pieces]
    ordered = sorted(pieces, key=lambda piece: (piece.archive, piece.month, piece.name))
    found: dict[str, list[Piece]] = {}
    for piece in ordered:
        found.setdefault(piece.archive, []).append(piece)
    return found


def _repeats(folder: Path, archive: str) -> pl.DataFrame:
    """Read the rows that say an event again."""
    path = repeats_path(folder, archive)
    if not path.is_file():
        return pl.DataFrame(schema={"row": pl.Int64, "day": pl.Date})
    return scan_parquet(path).select("row", "day").collect()


def spans_of(pieces: Sequence[Piece], at_once: int = AT_ONCE) -> Iterator[tuple[date, date]]:
    """Give spans of days within one month that hold some number of rows at most, if days do.

    Parameters
    ----------
    pieces : sequence of Piece
        All of one month.
    at_once : int
        Rows that are counted at once.

    Examples
    --------
    >>> month = [Piece("gdelt", "2014-02", name="a.parquet", rows=5_000_000)]
    >>> [(str(first), str(last)) for first, last in spans_of(month)]
    [('2014-02-01', '2014-02-10'), ('2014-02-11', '2014-02-20'), ('2014-02-21', '2014-02-28')]
    """
    year, month = map(int, pieces[0].month.split("-"))
    days = calendar.monthrange(year, month)[1]
    parts = min(days, -(-sum(piece.rows for piece in pieces) // at_once))
    length = -(-days // max(parts, 1))
    begin = date(year, month, 1)
    for first in range(0, days, length):
        last = min(first + length, days) - 1
        yield begin + timedelta(first), begin + timedelta(last)


def rows_between(
    folder: Path,
    pieces: Sequence[Piece],
    *,
    span: tuple[date, date] | None,
    repeats: pl.DataFrame,
    wanted: Wanted,
) -> pl.LazyFrame:
    """Open the rows of a span of days, without those that say an event again.

    Parameters
    ----------
    folder : pathlib.Path
        Of the converted archive.
    pieces : sequence of Piece
        Those of the span's month.
    span : tuple of datetime.date, or None
        First and last day; None for the whole month.
    repeats : polars.DataFrame
        Rows that say an event again.
    wanted : Wanted
        Which pairs, and until when.
    """
    rows = pl.concat([scan_parquet(folder / piece.name) for piece in pieces])
    rows = rows.filter(*_conditions(pl, wanted))
    if span:
        rows = rows.filter(pl.col("day").is_between(*span))
    month = repeats
    if span:
        month = repeats.filter(pl.col("day").is_between(*span))
    return rows.join(month.lazy().select("row"), on="row", how="anti") if month.height else rows


def _conditions(library: Any, wanted: Wanted) -> list[Any]:
    """Give the conditions on rows, in the expressions of Polars or of narwhals."""
    col = library.col
    conditions = []
    if wanted.as_of:
        day = library.lit(wanted.as_of)
        conditions.append((col("day") <= day) & (col("added").is_null() | (col("added") <= day)))
    if wanted.pairs:
        one, other = wanted.pairs
        forth = col("ccode1").is_in(one) & col("ccode2").is_in(other)
        conditions.append(forth | (col("ccode1").is_in(other) & col("ccode2").is_in(one)))
    return conditions


def _by_polars(
    folder: Path, pieces: Sequence[Piece], repeats: pl.DataFrame, wanted: Wanted
) -> Iterator[pl.LazyFrame]:
    """Count some months at once; a large month in spans of its days, whose cells are added."""
    for months in batches_of(pieces):
        spans: list[tuple[date, date] | None] = [None]
        if len({piece.month for piece in months}) == 1:
            spans = list(spans_of(months))
        parts = [
            _count(rows_between(folder, months, span=span, repeats=repeats, wanted=wanted), wanted)
            for span in spans
        ]
        yield finished(pl.concat(parts), wanted.grain, in_parts=len(parts) > 1)


def _count(rows: pl.LazyFrame, wanted: Wanted) -> pl.DataFrame:
    """Count rows without ever holding all of them."""
    cells = cells_of(narwhals().from_native(rows), wanted.grain).to_native()
    return cast(pl.DataFrame, cells.collect(engine="streaming"))


def batches_of(pieces: Sequence[Piece], at_once: int = AT_ONCE) -> Iterator[list[Piece]]:
    """Give whole months that are counted at once: as many as hold some number of rows, or one.

    Parameters
    ----------
    pieces : sequence of Piece
        Of one archive, in the order of their months.
    at_once : int
        Rows that are counted at once.

    Examples
    --------
    >>> months = [Piece("gdelt", f"2014-{n:02}", name="", rows=800_000) for n in (1, 2, 3)]
    >>> [[piece.month for piece in batch] for batch in batches_of(months)]
    [['2014-01', '2014-02'], ['2014-03']]
    """
    batch: list[Piece] = []
    for _, month in groupby(pieces, key=lambda piece: piece.month):
        more = list(month)
        if batch and sum(piece.rows for piece in (*batch, *more)) > at_once:
            yield batch
            batch = []
        batch += more
    if batch:
        yield batch


def _by_duckdb(
    folder: Path, pieces: Sequence[Piece], repeats: pl.DataFrame, wanted: Wanted
) -> pl.LazyFrame:
    """Count all months in one query, which is written to the disk where the memory is short."""
    try:
        import duckdb
    except ImportError as error:
        raise RequestError(
            "the engine 'duckdb' is not installed", next_step="pip install 'detente[events]'"
        ) from error
    with scratch_folder() as scratch, duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{DUCKDB_MEMORY}'")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET temp_directory = ?", [str(scratch)])
        names = [_exact_for_pattern(folder / piece.name) for piece in pieces]
        rows = connection.read_parquet(names)
        repeated = connection.from_arrow(repeats.select("row").to_arrow())
        cells = _portable(rows, repeated if repeats.height else None, wanted)
        found = cells.collect(backend="polars").to_native()
    return finished(found, wanted.grain)


def _exact_for_pattern(path: Path) -> str:
    """Write a path so that nothing in it is taken for a pattern."""
    marks = {mark: f"[{mark}]" for mark in "*?["}
    return "".join(marks.get(letter, letter) for letter in str(path))


def _portable(rows: Any, repeats: Any, wanted: Wanted) -> Any:
    """Build the query of an engine that takes all pieces at once."""
    nw = narwhals()
    frame = nw.from_native(rows)
    conditions = _conditions(nw, wanted)
    if conditions:
        frame = frame.filter(*conditions)
    if repeats is not None:
        frame = frame.join(nw.from_native(repeats), on="row", how="anti")
    return cells_of(frame, wanted.grain)


def _by_spark(session: Any, rows: Any, repeats: pl.DataFrame, wanted: Wanted) -> pl.LazyFrame:
    """Count all months on a cluster; the cells come back to this machine."""
    repeated = None
    if repeats.height:
        numbers = [(int(row),) for row in repeats["row"]]
        repeated = session.createDataFrame(numbers, "row long")
    found = pl.from_arrow(_portable(rows, repeated, wanted).to_native().toArrow())
    return finished(cast(pl.DataFrame, found), wanted.grain)


@contextmanager
def spark_session(wanted: Wanted) -> Iterator[Any]:
    """Give a session of Spark; one that runs already in this process is taken.

    Parameters
    ----------
    wanted : Wanted
        Address and settings of the cluster.

    Raises
    ------
    RequestError
        Where Spark or Java is not installed, or the cluster does not answer.
    """
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise RequestError(
            "the engine 'spark' is not installed",
            next_step="pip install 'detente[spark]'; it needs Java 17 or newer",
        ) from error
    running = SparkSession.getActiveSession()
    if running is not None:
        yield running
        return
    builder = SparkSession.builder.master(wanted.master).appName("detente events")
    for name, value in {**SPARK, **wanted.settings}.items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except (PySparkException, OSError) as error:
        raise RequestError(
            f"Spark does not start ({str(error).splitlines()[0][:140]})",
            where=wanted.master,
            next_step="it needs Java 17 or newer, and a cluster that answers",
        ) from error
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()
