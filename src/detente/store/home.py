"""The store on disk: one folder, one Parquet file a table, one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from detente.calendar import source_declaring
from detente.errors import LockedStore, MissingTable, StoreError
from detente.files import flush, staging, sweep
from detente.settings import settings
from detente.store.table import Provenance, Table, read_provenance, read_table


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of tables.

    Attributes
    ----------
    home : pathlib.Path
        The folder; tables lie in its ``tables``, fetched files in its ``raw``.
    offline : bool
        Whether the network is forbidden for what it lacks, whatever the settings say.

    Examples
    --------
    >>> import tempfile
    >>> Store(Path(tempfile.mkdtemp())).ids()
    ()
    """

    home: Path
    offline: bool = False

    def path(self, table: str) -> Path:
        """Give the file of a table, whether or not it is there."""
        return self.home / "tables" / f"{table}.parquet"

    def raw(self, source: str) -> Path:
        """Give the folder of a source's fetched files."""
        return self.home / "raw" / source

    def ids(self) -> tuple[str, ...]:
        """Name the tables that are there."""
        return tuple(sorted(p.stem for p in (self.home / "tables").glob("*.parquet")))

    def has(self, table: str) -> bool:
        """Tell whether a table is there."""
        return self.path(table).is_file()

    def get(self, table: str) -> Table:
        """Read a table.

        Raises
        ------
        MissingTable
            Where it is not in the store.
        """
        if not self.has(table):
            source = source_declaring(table)
            way = f"get it with 'detente sources pull {source}'" if source else ""
            raise MissingTable(
                f"table '{table}' is not in the store",
                where=str(self.home),
                near=self.ids()[:6],
                next_step=way or "no source has it; 'detente sources list' shows what can be got",
            )
        return read_table(self.path(table))

    def provenance(self, table: str) -> Provenance:
        """Read where a table came from, without its rows."""
        return read_provenance(self.path(table))

    def put(self, *tables: Table) -> None:
        """Write tables; the old ones stay until every new one is written and read back.

        Raises
        ------
        FullDisk, BrokenWrite, StoreError
            Where a table cannot be written; the old ones are unchanged.
        """
        staged = [(table, staging(self.path(table.id))) for table in tables]
        sweep(self.home / "tables", "")
        try:
            for table, path in staged:
                table.write(path)
            for table, path in staged:
                path.replace(self.path(table.id))
            flush(self.home / "tables")
        finally:
            for _, path in staged:
                with suppress(OSError):
                    path.unlink(missing_ok=True)

    @contextmanager
    def writing(self, source: str, wait: float = 30.0, *, what: str = "") -> Iterator[None]:
        """Hold the lock of a source while its tables are renewed.

        Parameters
        ----------
        source : str
            Id of the source, or another name of what is written.
        wait : float
            Seconds to wait for another process.
        what : str
            How an error calls it; the source's id by default.

        Raises
        ------
        LockedStore
            Where another process still holds it after `wait` seconds.
        """
        try:
            (self.home / "locks").mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.home / "locks" / f"{source}.lock")
            lock.acquire(timeout=wait)
        except Timeout:
            raise LockedStore(
                f"another process is renewing {what or repr(source)}",
                where=str(self.home),
                next_step="wait until it is done and run the command again",
            ) from None
        except OSError as error:
            raise StoreError(
                f"the store cannot be written ({error})",
                where=str(self.home),
                next_step="set DETENTE_HOME to a folder that can be written",
            ) from error
        try:
            yield
        finally:
            lock.release()


def default_store(*, offline: bool = False) -> Store:
    """Open the store of `DETENTE_HOME`.

    Parameters
    ----------
    offline : bool
        Forbid the network for what it lacks, even where the settings allow it.

    Examples
    --------
    >>> default_store().home.is_absolute()
    True
    """
    return Store(settings().home, offline)
