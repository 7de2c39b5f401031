"""Tables: a frame, its grain and where it came from, kept together in one Parquet file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from detente.actors.match_report import MatchReport, read_report
from detente.calendar import source_declaring
from detente.errors import StoreError
from detente.files import write_whole
from detente.frame_files import parquet_footers, read_parquet, scan_parquet
from detente.grain import Grain, require_unique
from detente.store.read_back import parquet_holds

FOOTER = "detente"
FORMAT_FOOTER = "detente_format"
FORMAT = 2
"""Format of the files written; files without a number are of version 0.1 and are read as format 1.
"""
ID_FOOTER, GRAIN_FOOTER = "detente_id", "detente_grain"
TERMS = ("open", "cite", "no")
"""What terms allow: *open* may be passed on, *cite* may be used with citation, *no* neither."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a table came from.

    Attributes
    ----------
    sources : tuple of str
        Ids of the sources; one for a parsed table, several for a computed one.
    version : str
        The producer's version, or the versions of all sources.
    last_year : int or None
        Newest year with data; None where the table has no year.
    terms, licence : str
        What the terms allow (see `TERMS`) and the licence's name.
    citations : tuple of str
        Keys in ``references.bib``.
    sha256 : str
        Digest of the file it was parsed from; empty for a computed table.
    rule : str
        How it was made, in one line.
    estimates : bool
        Whether terms that say *no* to the data leave free what a model estimates from them.
    matches : tuple of MatchReport
        What became of the producer's rows when their states were found; empty for a computed table.
    """

    sources: tuple[str, ...]
    version: str
    last_year: int | None
    terms: str
    licence: str
    citations: tuple[str, ...]
    sha256: str
    rule: str
    estimates: bool = False
    matches: tuple[MatchReport, ...] = ()

    def dumps(self) -> str:
        """Give it as JSON, keys in order, so that equal provenance gives equal bytes."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @staticmethod
    def loads(text: str) -> Provenance:
        """Read what `dumps` gave.

        Parameters
        ----------
        text : str
            JSON.
        """
        raw: dict[str, Any] = json.loads(text)
        raw["sources"], raw["citations"] = tuple(raw["sources"]), tuple(raw["citations"])
        raw["matches"] = tuple(read_report(report) for report in raw.get("matches", ()))
        return Provenance(**raw)


@dataclass(frozen=True, slots=True)
class Table:
    """A frame that knows what a row is and where it came from.

    Attributes
    ----------
    id : str
        Its name in the store.
    frame : polars.DataFrame
        The data.
    grain : Grain or None
        What a row is; None where no grain of ours fits.
    provenance : Provenance
        Where it came from.
    """

    id: str
    frame: pl.DataFrame
    grain: Grain | None
    provenance: Provenance

    def write(self, path: Path) -> None:
        """Write to a temporary file beside `path`, read it back, and only then replace `path`.

        Parameters
        ----------
        path : pathlib.Path
            The file; what it held before stays until the new one is verified.

        Raises
        ------
        FullDisk
            Where there is no room.
        BrokenWrite
            Where the written file does not read back as it was.
        StoreError
            Where the folder cannot be written.
        PanelError
            Where two rows share a key.
        """
        if self.grain is not None:
            require_unique(self.frame, self.grain.keys, where=self.id)
        try:
            write_whole(path, self._write_file, self._reads_back)
        except (OSError, PolarsError) as error:
            raise _unwritable(self.id, path, error) from error

    def _reads_back(self, path: Path) -> bool:
        footers = parquet_footers(path)
        return footers.get(FOOTER) == self.provenance.dumps() and parquet_holds(path, self.frame)

    def _write_file(self, path: Path) -> None:
        self.frame.write_parquet(
            path,
            compression="zstd",
            compression_level=15,
            statistics=False,
            metadata={
                FOOTER: self.provenance.dumps(),
                ID_FOOTER: self.id,
                GRAIN_FOOTER: self.grain.name if self.grain else "",
                FORMAT_FOOTER: str(FORMAT),
            },
        )


def read_frame(path: Path) -> pl.DataFrame:
    """Read only the rows of a table.

    Parameters
    ----------
    path : pathlib.Path
        Its file.

    Raises
    ------
    StoreError
        Where the file is broken or a later version wrote it.
    """
    _footers(path)
    try:
        return read_parquet(path)
    except (OSError, PolarsError) as error:
        raise _unreadable(path) from error


def scan_frame(path: Path) -> pl.LazyFrame:
    """Open a table without reading its rows.

    Parameters
    ----------
    path : pathlib.Path
        Its file.

    Raises
    ------
    StoreError
        Where the file is broken or a later version wrote it.
    """
    _footers(path)
    return scan_parquet(path)


def read_table(path: Path) -> Table:
    """Read a table and its provenance.

    Parameters
    ----------
    path : pathlib.Path
        Its file.

    Raises
    ------
    StoreError
        Where the file is broken, a later version wrote it, or it carries no provenance.
    """
    footers = _footers(path)
    grain = footers.get(GRAIN_FOOTER, "")
    if grain and grain not in Grain.__members__:
        raise StoreError(
            f"the rows of table '{path.stem}' are of an unknown grain, '{grain}'", where=str(path)
        )
    return Table(
        id=footers.get(ID_FOOTER, path.stem),
        frame=read_frame(path),
        grain=Grain[grain] if grain else None,
        provenance=_provenance(footers, path),
    )


def read_provenance(path: Path) -> Provenance:
    """Read only the provenance of a table, without its rows.

    Parameters
    ----------
    path : pathlib.Path
        Its file.

    Raises
    ------
    StoreError
        Where the file is broken, a later version wrote it, or it carries no provenance.
    """
    return _provenance(_footers(path), path)


def _footers(path: Path) -> dict[str, str]:
    """Read what a file says of itself; one without a format number is of version 0.1."""
    try:
        footers = parquet_footers(path)
    except (OSError, PolarsError) as error:
        raise _unreadable(path) from error
    format_number = footers.get(FORMAT_FOOTER, "1")
    if not _is_known(format_number):
        raise StoreError(
            f"table '{path.stem}' was written by a later version (format {format_number[:20]})",
            where=str(path),
            next_step="update detente, or pull the table again",
        )
    return footers


def _is_known(format_number: str) -> bool:
    """Tell whether a format is one that is read here; a number of many digits is not."""
    known = (str(number) for number in range(1, FORMAT + 1))
    return format_number in known


def _provenance(footers: Mapping[str, str], path: Path) -> Provenance:
    if FOOTER not in footers:
        raise StoreError(f"table '{path.stem}' says nothing of where it came from", where=str(path))
    try:
        return Provenance.loads(footers[FOOTER])
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            f"the provenance of table '{path.stem}' cannot be read",
            where=str(path),
            next_step=_repair(path.stem),
        ) from error


def _unreadable(path: Path) -> StoreError:
    return StoreError(
        f"table '{path.stem}' cannot be read",
        where=str(path),
        next_step=_repair(path.stem),
    )


def _repair(table: str) -> str:
    """Say how a damaged table is made anew: a table may have another name than its source."""
    source = source_declaring(table)
    if source:
        return f"pull it again: detente sources pull {source}"
    return "no source has it: remove the file, or install detente again"


def _unwritable(table: str, path: Path, error: Exception) -> StoreError:
    return StoreError(
        f"table '{table}' could not be written ({error})",
        where=str(path.parent),
        next_step="set DETENTE_HOME to a folder that can be written",
    )
