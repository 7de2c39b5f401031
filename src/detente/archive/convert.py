"""Archives of events converted once to Parquet by month.

The work goes in steps; each ends with an account of the files that went in and the pieces that
came out. A run that ends early, for whatever reason, loses its last step alone: the next run on the
same folder takes up the files that no account names.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from detente.archive.accounts import (
    ACCOUNTS,
    MONTHS,
    Account,
    Piece,
    Source,
    begin_archive,
    only_run,
    read_accounts,
    write_account,
)
from detente.archive.layouts import Layout
from detente.archive.reading import States, Tally, events_of, recognised
from detente.archive.repeats import write_repeats
from detente.errors import DetenteError, RequestError
from detente.files import is_full, sha256_of, sweep, write_whole
from detente.frame_files import scan_parquet
from detente.given import is_file, is_folder

logger = logging.getLogger(__name__)
STEP = 2_000_000
"""Events after which a step ends."""
ROWS_OF_STEP = 1 << 36
"""Numbers of rows that a step may give."""


@dataclass(frozen=True, slots=True)
class Converted:
    """What a conversion did.

    Attributes
    ----------
    folder : pathlib.Path
        Of the converted archive.
    tally : Tally
        What became of all lines, those of earlier runs too.
    files : int
        Files that were converted now.
    same : tuple of str
        Files that hold the same as another, and were left out.
    skipped : tuple of str
        Files of a folder that are of no known layout, and why.
    broken : tuple of str
        Files that could not be read, and why; nothing of them was kept.
    """

    folder: Path
    tally: Tally
    files: int
    same: tuple[str, ...]
    skipped: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(slots=True)
class Step:
    """What a step has read and not yet accounted for.

    Attributes
    ----------
    number : int
        Of the step.
    folder : pathlib.Path
        Of the converted archive.
    waiting : dict
        Frames that are not yet written, by archive.
    rows : int
        Rows of these.
    pieces : list of Piece
        Pieces that are written.
    sources : list of Source
        Files that are read whole.
    tally : Tally
        What became of their lines.
    given : int
        Numbers of rows that are given.
    """

    number: int
    folder: Path
    waiting: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    rows: int = 0
    pieces: list[Piece] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    given: int = 0

    def take(self, archive: str, frames: Sequence[pl.DataFrame]) -> None:
        """Take events that are to be written."""
        full = [frame for frame in frames if frame.height]
        if full:
            self.waiting.setdefault(archive, []).extend(full)
        self.rows += sum(frame.height for frame in frames)

    def write(self) -> None:
        """Write what is waiting, a piece for each archive and month."""
        for archive, frames in self.waiting.items():
            self._write(archive, pl.concat(frames))
        self.waiting, self.rows = {}, 0

    def _write(self, archive: str, events: pl.DataFrame) -> None:
        first = self.number * ROWS_OF_STEP + self.given
        self.given += events.height
        row = pl.int_range(first, first + events.height, dtype=pl.Int64).alias("row")
        month = pl.col("day").dt.year() * 100 + pl.col("day").dt.month()
        ordered = events.sort("day", maintain_order=True)
        named = ordered.with_columns(row, month.alias("month"))
        parts = named.partition_by("month", as_dict=True, include_key=False)
        for (number,), rows in parts.items():
            place, name = len(self.pieces), f"{number // 100:04}-{number % 100:02}"
            path = Path(MONTHS, archive, name, f"{self.number:06}-{place:04}.parquet")
            _write_piece(self.folder / path, rows)
            self.pieces.append(Piece(archive, name, name=path.as_posix(), rows=rows.height))

    def close(self) -> None:
        """Write what is waiting, then the account."""
        self.write()
        account = Account(
            self.number,
            tuple(self.sources),
            pieces=tuple(self.pieces),
            tally=self.tally,
        )
        write_account(self.folder, account)


def _write_piece(path: Path, rows: pl.DataFrame) -> None:
    """Write a piece, whole or not at all."""
    write_whole(
        path,
        lambda target: rows.write_parquet(target, compression="zstd"),
        lambda target: _holds(target, rows),
    )


def _holds(path: Path, rows: pl.DataFrame) -> bool:
    """Tell whether a piece holds as many rows of the same columns, to its last one."""
    scan = scan_parquet(path)
    last = scan.tail(1).collect()
    count = scan.select(pl.len()).collect().item()
    return bool(count == rows.height and last.equals(rows.tail(1)))


def convert(
    paths: Iterable[Path],
    folder: Path,
    *,
    columns: Mapping[str, str] | None = None,
    latest: date | None = None,
    step: int = STEP,
) -> Converted:
    """Convert files of events to Parquet by month, taking up where an earlier run ended.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Files, and folders whose files are taken in the order of their names.
    folder : pathlib.Path
        The converted archive; made if need be.
    columns : mapping, optional
        Names of the columns in a user's own files.
    latest : datetime.date, optional
        Day after which no event lies; today.
    step : int
        Events after which a step ends.

    Returns
    -------
    Converted
        What was done. A file that cannot be read is named there; the others are converted.

    Raises
    ------
    RequestError
        Where there is no file of events, one that is named is of no known layout, or one was
        changed since it was converted.
    LockedStore
        Where another run converts into the folder.
    FullDisk
        Where there is no room; what is accounted for remains.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as place:
    ...     own = Path(place, "own.csv")
    ...     rows = "2018-06-01,Germany,365,190\\n2018-06-01,World,365,040\\n"
    ...     _ = own.write_text("date,ccode1,ccode2,code\\n" + rows)
    ...     done = convert([own], Path(place, "archive"))
    >>> done.tally.lines, done.tally.kept, dict(done.tally.lost)
    (2, 1, {('no state', 'World'): 1})
    """
    folder = folder.absolute()
    named, found = _files(paths)
    with only_run(folder):
        begin_archive(folder)
        accounts = read_accounts(folder)
        _sweep(folder, accounts)
        run = _Run(folder, accounts, columns=columns, latest=latest or date.today(), step=step)
        for path in (*named, *found):
            run.convert(path, is_named=path in named)
        run.close()
        if run.changed:
            write_repeats(folder, read_accounts(folder))
        tally = Tally()
        for account in read_accounts(folder):
            tally.add(account.tally)
    return Converted(
        folder,
        tally,
        files=run.files,
        same=tuple(run.same),
        skipped=tuple(run.skipped),
        broken=tuple(run.broken),
    )


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """List the files that are named, and those that lie in folders."""
    named: list[Path] = []
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            inside = (one for one in path.rglob("*") if one.is_file())
            found += sorted(one for one in inside if not one.name.startswith("."))
        elif is_file(path):
            named.append(path)
        else:
            raise RequestError(f"there is no file '{path}'")
    if not named and not found:
        raise RequestError("no file of events was given")
    return named, found


def _sweep(folder: Path, accounts: Sequence[Account]) -> None:
    """Remove the pieces that no account names."""
    known = {piece.name for account in accounts for piece in account.pieces}
    for path in (folder / MONTHS).rglob("*.parquet"):
        if path.relative_to(folder).as_posix() not in known:
            path.unlink(missing_ok=True)
    for inside in {folder / ACCOUNTS, *(path.parent for path in (folder / MONTHS).rglob(".*"))}:
        if inside.is_dir():
            sweep(inside, "")


class _Run:
    """One run of a conversion.

    Parameters
    ----------
    folder, accounts, columns, latest, step
        As `convert` has them; what earlier runs did.
    """

    def __init__(
        self,
        folder: Path,
        accounts: Sequence[Account],
        *,
        columns: Mapping[str, str] | None,
        latest: date,
        step: int,
    ) -> None:
        self.folder, self.columns, self.latest, self.most = folder, columns, latest, step
        sources = [source for account in accounts for source in account.sources]
        self.known = {source.path: source for source in sources}
        self.digests = {source.digest: source.path for source in reversed(sources)}
        numbers = [account.number for account in accounts]
        self.step = Step(max(numbers, default=0) + 1, folder)
        self.states: dict[str, States] = {}
        self.files, self.changed = 0, False
        self.same: list[str] = []
        self.skipped: list[str] = []
        self.broken: list[str] = []

    def convert(self, path: Path, *, is_named: bool) -> None:
        """Convert a file, unless an account names it."""
        if self._is_done(path):
            return
        try:
            layout = recognised(path, self.columns)
        except RequestError as error:
            if is_named:
                raise
            self.skipped.append(f"{path}: {error.what}")
            return
        except (DetenteError, OSError) as error:
            self.broken.append(_said(path, error))
            return
        self._read(path, layout)
        if self.step.rows >= self.most or (self.step.pieces and self.step.sources):
            self._next()

    def _is_done(self, path: Path) -> bool:
        """Tell whether a file is accounted for; one that was changed since is refused."""
        about = path.stat()
        known = self.known.get(str(path.absolute()))
        if known is None:
            return False
        if (known.bytes, known.changed) != (about.st_size, about.st_mtime_ns):
            if sha256_of(path) == known.digest:
                return True
            raise RequestError(
                f"'{path}' was changed since it was converted",
                where=str(self.folder),
                next_step="convert into a new folder",
            )
        return True

    def _read(self, path: Path, layout: Layout) -> None:
        """Read a file whole, or keep nothing of it."""
        digest = sha256_of(path)
        about = path.stat()
        twin = self.digests.get(digest)
        how = f"same as {twin}" if twin else layout.id
        source = Source(
            str(path.absolute()),
            about.st_size,
            changed=about.st_mtime_ns,
            digest=digest,
            layout=how,
        )
        if twin:
            self.same.append(f"{path}: {how}")
        elif not self._events(path, layout):
            return
        self.digests.setdefault(digest, source.path)
        self.step.sources.append(source)
        self.files += 1

    def _events(self, path: Path, layout: Layout) -> bool:
        """Take the events of a file; a large one is written in parts, and these are its own step.

        Gives false where the file is broken: then nothing of it is kept.
        """
        states = self.states.setdefault(layout.archive, States(layout, self.latest))
        tally, frames, rows, own = Tally(), [], 0, False
        try:
            for frame in events_of(path, layout, states, tally):
                frames.append(frame)
                rows += frame.height
                if rows >= self.most:
                    if not own and self.step.sources:
                        self._next()
                    own = True
                    self.step.take(layout.archive, frames)
                    self.step.write()
                    frames, rows = [], 0
        except (DetenteError, OSError, pl.exceptions.PolarsError) as error:
            if is_full(error) or type(error).__name__ in ("FullDisk", "BrokenWrite"):
                raise
            self.broken.append(_said(path, error))
            if own:
                self._forget()
            return False
        self.step.take(layout.archive, frames)
        self.step.tally.add(tally)
        return True

    def _forget(self) -> None:
        """Remove the pieces of a step that is not to be accounted for."""
        for piece in self.step.pieces:
            (self.folder / piece.name).unlink(missing_ok=True)
        self.step = Step(self.step.number, self.folder)

    def _next(self) -> None:
        """Account for a step, and begin the next."""
        self.step.close()
        self.changed = True
        logger.info(
            "step %s: %s lines, %s events",
            self.step.number,
            f"{self.step.tally.lines:,}",
            f"{self.step.tally.kept:,}",
        )
        self.step = Step(self.step.number + 1, self.folder)

    def close(self) -> None:
        """Account for what is left; a run in which nothing could be read is refused."""
        if self.step.sources:
            self._next()
        if not self.known and not self.files:
            reason = (*self.broken, *self.skipped)[0]
            raise RequestError(f"no file of events could be read; {reason}")


def _said(path: Path, error: Exception) -> str:
    """Say in one line why a file could not be read."""
    reason = error.what if isinstance(error, DetenteError) else str(error).splitlines()[0][:140]
    return f"{path}: {reason}"
