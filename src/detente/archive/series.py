"""Events of an archive as series: counts, shares with bands, scores; in memory or to a file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from detente.actors.composition import actual
from detente.actors.relation_key import pair as pair_of
from detente.actors.view import view_day
from detente.archive.accounts import is_archive
from detente.archive.cells import COUNTS, PAIR
from detente.archive.classes import KINDS
from detente.archive.convert import Converted, convert
from detente.archive.engines import LOCAL, Wanted, counted
from detente.asked import of_kind, words
from detente.errors import RequestError
from detente.estimators.proportion import TO_90
from detente.files import scratch_folder, write_whole
from detente.frame_files import scan_csv, scan_parquet
from detente.given import is_folder

logger = logging.getLogger(__name__)
Paths = str | Path | Sequence[str | Path]
"""Files, folders, or one converted archive."""
ENDINGS = (".parquet", ".csv")
"""Kinds of files that cells are written to."""
SHARES = ("hostile", "material_hostile", "cooperative")
"""Parts of all events."""


def events(
    paths: Paths,
    *,
    grain: str = "dyad-months",
    pair: tuple[str, str] | None = None,
    as_of: int | str | date | None = None,
    engine: str = "polars",
    archive: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    master: str = LOCAL,
    spark: Mapping[str, str] | None = None,
) -> pl.DataFrame:
    """Count the events of archives by pair of states and month, or day.

    Reports of one event (same pair, class, day and place, or one number of the producer) count
    once. An archive is converted to Parquet by month first, which is kept where `archive` names a
    folder; the next call takes up from there.

    Parameters
    ----------
    paths : path or sequence of paths
        Files of GDELT, ICEWS or POLECAT, or your own; folders of these; or a converted archive.
    grain : {"dyad-months", "dyad-days"}
        What a row is.
    pair : tuple of str, optional
        Two parties, states or blocs: then a row is a month or a day of both, both ways; a bloc
        counts with all that were ever its members. By default all directed pairs of states.
    as_of : int, str or datetime.date, optional
        Nothing that happened or was added later is counted.
    engine : {"polars", "duckdb", "spark"}
        What counts; the cells are the same.
    archive : str or pathlib.Path, optional
        Folder in which the converted archive is kept.
    columns : mapping, optional
        Names of the columns in your own files: ``{"date": "when", "ccode1": "from"}``.
    master : str
        Address of Spark's cluster.
    spark : mapping, optional
        Settings of Spark.

    Returns
    -------
    polars.DataFrame
        ``source`` (whose events), ``ccode1`` and ``ccode2`` (unless a pair is asked for), ``date``
        (of a month its first day), ``events``, ``reports``, the four kinds, ``hostile``,
        ``material_hostile`` and ``cooperative`` (parts of 1), ``low`` and ``high`` (90 % interval
        of ``hostile`` after Wilson; that of ``cooperative`` is its complement), ``goldstein``
        (mean score, null where no event has one) and ``scored``.

    Raises
    ------
    RequestError
        Where a file is missing or of no known layout, or the engine is not installed.
    LockedStore
        Where another run converts into the folder.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     own = Path(folder, "own.csv")
    ...     rows = "2018-06-01,Germany,365,190\\n2018-06-09,365,Germany,040\\n"
    ...     written = own.write_text("date,ccode1,ccode2,code\\n" + rows)
    ...     months = events(own, pair=("Germany", "Russia"))
    >>> months.select("source", "date", "events", "hostile").rows()
    [('own', datetime.date(2018, 6, 1), 2, 0.5)]
    """
    wanted = wanted_of(
        grain=grain, pair=pair, as_of=as_of, engine=engine, master=master, spark=spark
    )
    with converted(paths, archive=archive, columns=columns) as folder:
        parts = [part.collect() for part in shares(folder, wanted, joined=pair is not None)]
    return pl.concat(parts) if parts else _empty(joined=pair is not None)


def wanted_of(
    *,
    grain: str = "dyad-months",
    pair: tuple[str, str] | None = None,
    as_of: int | str | date | None = None,
    engine: str = "polars",
    master: str = LOCAL,
    spark: Mapping[str, str] | None = None,
) -> Wanted:
    """Read what is to be counted, as `events` has it.

    Raises
    ------
    RequestError, ActorError, DateError
        Where a word, a name or a day is not known.
    """
    wanted = Wanted(
        grain=of_kind(grain, (str,), "grain"),
        engine=of_kind(engine, (str,), "engine"),
        master=of_kind(master, (str,), "master"),
        settings=words(spark, "spark"),
    )
    wanted.require()
    if as_of is not None:
        wanted = replace(wanted, as_of=view_day(as_of))
    if pair is None:
        return wanted
    names = of_kind(pair, (tuple, list), "pair")
    if len(names) != 2:
        raise RequestError(f"a pair has two parties, not {len(names)}")
    view = pair_of(*names)
    first, second = (
        actual(party)["ccode"].unique().sort().to_list() for party in (view.first, view.second)
    )
    return replace(wanted, pairs=(first, second))


@contextmanager
def converted(
    paths: Paths,
    *,
    archive: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    report: Callable[[Converted], None] | None = None,
) -> Iterator[Path]:
    """Give the folder of a converted archive, which is made first where files are given.

    Parameters
    ----------
    paths, archive, columns
        As `events` has them.
    report : callable, optional
        Is given what the conversion did.

    Raises
    ------
    RequestError
        Where no path is given, or a file cannot be converted.
    """
    several = [paths] if isinstance(paths, str | Path) else of_kind(paths, (Iterable,), "paths")
    given = [Path(of_kind(path, (str, Path), "path")) for path in several]
    own = words(columns, "columns")
    if not given:
        raise RequestError("no file of events was given")
    if len(given) == 1 and archive is None and is_archive(given[0]):
        yield given[0].absolute()
        return
    if archive is not None:
        done = convert(given, Path(of_kind(archive, (str, Path), "archive")), columns=own)
        _say(done, report)
        yield done.folder
        return
    with scratch_folder() as scratch:
        done = convert(given, scratch / "archive", columns=own)
        _say(done, report)
        yield done.folder


def _say(done: Converted, report: Callable[[Converted], None] | None) -> None:
    """Report what a conversion did: to who asks, and what was not read to the log."""
    if report is not None:
        report(done)
        return
    for line in (*done.broken, *done.skipped, *done.same):
        logger.warning("not read: %s", line)
    lost = sum(done.tally.lost.values())
    logger.info("%s of %s lines became no event between two states", lost, done.tally.lines)


def shares(folder: Path, wanted: Wanted, *, joined: bool) -> Iterator[pl.LazyFrame]:
    """Give cells with shares, bands and scores, part by part.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        What is to be counted.
    joined : bool
        Whether all pairs are added, both ways, which is done for a relation.
    """
    for source, part in counted(folder, wanted):
        cells = part
        if joined:
            tenths = pl.col("tenths").sum()
            others = [pl.col(name).sum() for name in COUNTS if name != "tenths"]
            is_scored = pl.col("scored").sum() > 0
            cells = part.group_by("date").agg(*others, pl.when(is_scored).then(tenths)).sort("date")
        yield _with_shares(cells, source)


def _with_shares(cells: pl.LazyFrame, source: str) -> pl.LazyFrame:
    """Give cells parts of all events, an interval and a mean score."""
    total = pl.col("events")
    hostile = (pl.col("verbal_conflict") + pl.col("material_conflict")) / total
    square = TO_90 * TO_90
    spread = (pl.col("hostile") * (1 - pl.col("hostile")) / total + square / (4 * total**2)).sqrt()
    centre = (pl.col("hostile") + square / (2 * total)) / (1 + square / total)
    half = TO_90 / (1 + square / total) * spread
    parts = {
        "source": pl.lit(source),
        "hostile": hostile,
        "material_hostile": pl.col("material_conflict") / total,
        "cooperative": 1 - hostile,
        "goldstein": pl.col("tenths") / pl.col("scored") / 10,
    }
    named = cells.with_columns(**parts)
    low, high = ((centre + side * half).clip(0, 1) for side in (-1, 1))
    banded = named.with_columns(low=low, high=high)
    sides = [side for side in PAIR if side in cells.collect_schema()]
    front = ("source", *sides, "date", "events", "reports", *KINDS)
    return banded.select(*front, *SHARES, "low", "high", "goldstein", "scored")


def _empty(*, joined: bool) -> pl.DataFrame:
    """Give the columns of no cell."""
    sides = {} if joined else dict.fromkeys(PAIR, pl.Int16)
    dtypes = {**sides, "date": pl.Date, **dict.fromkeys(COUNTS, pl.Int64)}
    return _with_shares(pl.LazyFrame(schema=dtypes), "").collect()


def write_cells(folder: Path, wanted: Wanted, path: Path, *, joined: bool = False) -> int:
    """Write cells to a file, in bounded memory.

    Parameters
    ----------
    folder : pathlib.Path
        Of a converted archive.
    wanted : Wanted
        What is to be counted.
    path : pathlib.Path
        ``.parquet`` or ``.csv``.
    joined : bool
        Whether all pairs are added, both ways.

    Returns
    -------
    int
        Rows that were written.

    Raises
    ------
    RequestError
        For another ending.
    FullDisk, BrokenWrite
        Where the file cannot be written; an older one is unchanged.
    """
    require_ending(path)
    with scratch_folder() as scratch:
        names = []
        for number, part in enumerate(shares(folder, wanted, joined=joined)):
            names.append(scratch / f"{number:06}.parquet")
            part.sink_parquet(names[-1])
        parts = [scan_parquet(name) for name in names]
        whole = pl.concat(parts) if parts else _empty(joined=joined).lazy()
        return write_rows(whole, path)


def require_ending(path: Path) -> None:
    """Refuse a file of a kind that cells are not written to.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Raises
    ------
    RequestError
        For another ending.
    """
    if path.suffix.lower() not in ENDINGS or is_folder(path):
        raise RequestError(f"'{path}' has no ending that is known", near=ENDINGS)


def write_rows(rows: pl.LazyFrame, path: Path) -> int:
    """Write rows to ``.parquet`` or ``.csv``, whole or not at all, and count them.

    Parameters
    ----------
    rows : polars.LazyFrame
        The rows.
    path : pathlib.Path
        The file.
    """
    count = int(rows.select(pl.len()).collect(engine="streaming").item())
    is_csv = path.suffix.lower() == ".csv"
    scan = scan_csv if is_csv else scan_parquet
    write_whole(
        path,
        lambda target: rows.sink_csv(target) if is_csv else rows.sink_parquet(target),
        lambda target: scan(target).select(pl.len()).collect().item() == count,
    )
    return count
