"""Archives of events converted once to Parquet by month.

The work goes in steps; each ends with an account of the files that went in and the pieces that
came out. A run that ends early, for whatever reason, loses its last step alone: the next run on the
same folder takes up the files that no account names.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from detente.archive.accounts import (
    ACCOUNTS,
    MONTHS,
    Account,
    Source,
    begin_archive,
    only_run,
    read_accounts,
)
from detente.archive.ahead import FAULTS, Incoming, in_order
from detente.archive.layouts import Layout
from detente.archive.reading import States, Tally, recognised
from detente.archive.repeats import write_repeats
from detente.archive.steps import Step, Writer
from detente.errors import DetenteError, RequestError
from detente.files import sha256_of, sweep
from detente.given import is_file, is_folder

STEP = 2_000_000
"""Events after which a step ends."""


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
        run.convert(named, found)
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
        self.failed: set[str] = set()

    def convert(self, named: Sequence[Path], found: Sequence[Path]) -> None:
        """Convert files, those that are named first, unless an account names them."""
        files = in_order(self._opened(named, found), self._states)
        with Writer() as self.writer, closing(files):
            for file, events in files:
                if events is None:
                    self._end(file)
                else:
                    self._take(file, events)
            if self.step.sources:
                self._next()
            self.writer.wait()
        if not self.known and not self.files:
            reason = (*self.broken, *self.skipped)[0]
            raise RequestError(f"no file of events could be read; {reason}")

    def _states(self, layout: Layout) -> States:
        return self.states.setdefault(layout.archive, States(layout, self.latest))

    def _opened(
        self, named: Sequence[Path], found: Sequence[Path]
    ) -> Generator[Incoming, None, None]:
        """Recognise the files that no account names; on a thread of its own."""
        for path in (*named, *found):
            file = Incoming(path)
            try:
                if self._is_done(file):
                    continue
                layout = recognised(path, self.columns)
                file.source = self._source(file, layout)
                file.layout = None if file.twin else layout
            except RequestError as error:
                file.error, file.is_refused = error, file.is_refused or path in named
            except FAULTS as error:
                file.error = error
            yield file

    def _is_done(self, file: Incoming) -> bool:
        """Tell whether a file is accounted for; one that was changed since is refused."""
        about = file.path.stat()
        known = self.known.get(str(file.path.absolute()))
        if known is None:
            return False
        if (known.bytes, known.changed) != (about.st_size, about.st_mtime_ns):
            if sha256_of(file.path) == known.digest:
                return True
            file.is_refused = True
            raise RequestError(
                f"'{file.path}' was changed since it was converted",
                where=str(self.folder),
                next_step="convert into a new folder",
            )
        return True

    def _source(self, file: Incoming, layout: Layout) -> Source:
        """Give what an account says of a file, and find the file before it that holds the same."""
        digest = sha256_of(file.path)
        about = file.path.stat()
        name = str(file.path.absolute())
        file.twin = self.digests.get(digest, "")
        self.digests.setdefault(digest, name)
        return Source(
            name,
            about.st_size,
            changed=about.st_mtime_ns,
            digest=digest,
            layout=f"same as {file.twin}" if file.twin else layout.id,
        )

    def _take(self, file: Incoming, events: pl.DataFrame) -> None:
        """Take events of a file; a large one is written in parts, and these are its own step."""
        file.frames.append(events)
        if file.rows < self.most:
            return
        if not file.is_split and self.step.sources:
            self._next()
        file.is_split = True
        self.step.take(file.archive, file.frames)
        file.frames = []
        self.writer.write(self.step)

    def _end(self, file: Incoming) -> None:
        """Account for a file that was read whole, or keep nothing of it."""
        if file.error is None and file.twin in self.failed:
            file.error = RequestError(f"it holds the same as '{file.twin}', which is broken")
        if file.error is not None:
            self._give_up(file, file.error)
            return
        if file.twin:
            self.same.append(f"{file.path}: same as {file.twin}")
        self.step.take(file.archive, file.frames)
        self.step.tally.add(file.tally)
        self.step.sources += [file.source] if file.source else []
        self.files += 1
        if self.step.rows >= self.most or file.is_split:
            self._next()

    def _give_up(self, file: Incoming, error: Exception) -> None:
        """Keep nothing of a file that cannot be read, and say why."""
        if file.is_refused:
            raise error
        if file.source is None and isinstance(error, RequestError):
            self.skipped.append(f"{file.path}: {error.what}")
            return
        self.broken.append(_said(file.path, error))
        self.failed.add(str(file.path.absolute()))
        if file.is_split:
            self.writer.wait()
            for piece in self.step.pieces:
                (self.folder / piece.name).unlink(missing_ok=True)
            self.step = Step(self.step.number, self.folder)

    def _next(self) -> None:
        """Account for a step, and begin the next."""
        self.writer.close(self.step)
        self.changed = True
        self.step = Step(self.step.number + 1, self.folder)


def _said(path: Path, error: Exception) -> str:
    """Say in one line why a file could not be read."""
    reason = error.what if isinstance(error, DetenteError) else str(error).splitlines()[0][:140]
    return f"{path}: {reason}"
