"""Tables: a frame, its grain and where it came from, kept together in one Parquet file."""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl
from polars.exceptions import PolarsError

from detente.errors import FullDisk, StoreError
from detente.grain import Grain, require_unique

FOOTER = "detente"
TERMS = ("open", "cite", "no")
"""What a source's terms allow: open may be passed on, cite may be used, no may neither be passed on nor shipped."""


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
        Whether terms that say *no* to the data leave it free to ship what a model estimates from them.
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

    def dumps(self) -> str:
        """Write as JSON, keys in order, so that equal provenance gives equal bytes."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @staticmethod
    def loads(text: str) -> Provenance:
        """Read what `dumps` wrote."""
        raw: dict[str, Any] = json.loads(text)
        raw["sources"], raw["citations"] = tuple(raw["sources"]), tuple(raw["citations"])
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
        """Write to a temporary file beside `path`, verify it, and only then replace `path`.

        Raises
        ------
        FullDisk
            Where there is no room; what stood at `path` still stands.
        StoreError
            Where the written file does not read back as it was, or the folder cannot be written.
        """
        if self.grain is not None:
            require_unique(self.frame, self.grain.keys, where=self.id)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
        footer = {
            FOOTER: self.provenance.dumps(),
            "detente_id": self.id,
            "detente_grain": self.grain.name if self.grain else "",
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.frame.write_parquet(
                temporary,
                compression="zstd",
                compression_level=15,
                statistics=False,
                metadata=footer,
            )
            back = pl.read_parquet(temporary)
            if back.shape != self.frame.shape or back.schema != self.frame.schema:
                raise StoreError(
                    f"table '{self.id}' did not read back as it was written", where=str(path)
                )
            temporary.replace(path)
        except (OSError, PolarsError) as error:
            if getattr(error, "errno", None) == errno.ENOSPC or "No space left" in str(error):
                raise FullDisk(
                    f"no room to write '{self.id}'",
                    where=str(path.parent),
                    next_step="free some space; the old table still stands",
                ) from error
            raise StoreError(
                f"table '{self.id}' could not be written ({error})",
                where=str(path.parent),
                next_step="set DETENTE_HOME to a folder that can be written",
            ) from error
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def read_frame(path: Path) -> pl.DataFrame:
    """Read only the rows of a table.

    Raises
    ------
    StoreError
        Where the file is broken.
    """
    try:
        return pl.read_parquet(path)
    except (OSError, PolarsError) as error:
        raise _unreadable(path) from error


def scan_frame(path: Path) -> pl.LazyFrame:
    """Open a table without reading its rows.

    Raises
    ------
    StoreError
        Where the file is broken.
    """
    try:
        frame = pl.scan_parquet(path)
        frame.collect_schema()
    except (OSError, PolarsError) as error:
        raise _unreadable(path) from error
    return frame


def _unreadable(path: Path) -> StoreError:
    return StoreError(
        f"table '{path.stem}' cannot be read",
        where=str(path),
        next_step=f"pull it again: detente sources pull {path.stem}",
    )


def read_table(path: Path) -> Table:
    """Read a table and its provenance.

    Raises
    ------
    StoreError
        Where the file is broken or carries no provenance.
    """
    frame = read_frame(path)
    footer = pl.read_parquet_metadata(path)
    if FOOTER not in footer:
        raise StoreError(f"table '{path.stem}' says nothing of where it came from", where=str(path))
    grain = footer.get("detente_grain", "")
    return Table(
        footer.get("detente_id", path.stem),
        frame,
        Grain[grain] if grain else None,
        Provenance.loads(footer[FOOTER]),
    )


def read_provenance(path: Path) -> Provenance:
    """Read only the provenance of a table, without its rows.

    Raises
    ------
    StoreError
        Where the file is broken or carries none.
    """
    try:
        return Provenance.loads(pl.read_parquet_metadata(path)[FOOTER])
    except (OSError, PolarsError, KeyError) as error:
        raise StoreError(f"table '{path.stem}' cannot be read", where=str(path)) from error
