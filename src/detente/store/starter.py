"""The starter: the small analysis-ready store inside the package, and what may be in it.

It holds measures that the project's own code computed; the manifest names versions, licences, code
version, schemas and digests. `detente.store.build` makes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import MissingTable, StoreError, TermsError
from detente.files import sha256_of
from detente.grain import Grain
from detente.store.switch import found
from detente.store.table import FORMAT, Provenance

MANIFEST = "manifest.json"
LIMIT = 18_000_000
"""Bytes that the starter may weigh."""
ENTRY = frozenset(("rows", "columns", "bytes", "content"))
"""What a manifest says of every table."""
REPAIR = "install detente again, or build it with 'detente starter build'"
"""How a damaged starter is repaired."""


@dataclass(frozen=True, slots=True)
class DerivedTable:
    """How one table of the starter is computed.

    Attributes
    ----------
    id : str
        Name of the table.
    grain : Grain or None
        What a row is.
    needs : tuple of str
        Tables of the store that it is made from.
    make : callable
        Takes these tables by name, gives the frame.
    rule : str
        What is computed, in one line.
    raw : tuple of str
        Columns (other than keys) that are taken over unchanged; allowed only from open sources.
    estimated : bool
        Whether every column is estimated or aggregated over many votes, so that no datum can be
        read back from it; allowed then from a source that forbids passing its data on and declares
        estimates free (decision 0009).
    slow : bool
        Whether it takes minutes; its last digits may depend on the processor.
    """

    id: str
    grain: Grain | None
    needs: tuple[str, ...]
    make: Callable[..., pl.DataFrame]
    rule: str
    raw: tuple[str, ...] = ()
    estimated: bool = False
    slow: bool = False


def allow(derived_table: DerivedTable, sources: Mapping[str, Provenance]) -> None:
    """Refuse a derived table that the terms of its sources forbid.

    Parameters
    ----------
    derived_table : DerivedTable
        What is to be computed.
    sources : mapping
        Provenance of each table that it needs.

    Raises
    ------
    TermsError
        Where a source says *no*, or a raw column comes from one that is not open.
    """
    for name in derived_table.needs:
        provenance = sources[name]
        if provenance.terms == "no" and not (derived_table.estimated and provenance.estimates):
            raise TermsError(
                f"'{derived_table.id}' would hold something of {provenance.sources[0]}, "
                "whose terms say no",
                where="the starter",
                next_step="keep it in the user's own store",
            )
        if derived_table.raw and provenance.terms != "open":
            raise TermsError(
                f"'{derived_table.id}' would hold the raw column '{derived_table.raw[0]}' of "
                f"{provenance.sources[0]}, whose terms say {provenance.terms}",
                where="the starter",
                next_step="hold a computed measure instead",
            )


Check = Callable[[Mapping[str, pl.DataFrame]], dict[str, float | int]]
"""Takes tables of the store, gives figures that compare our computation with the producer's."""


def combine(provenances: list[Provenance], rule: str, frame: pl.DataFrame) -> Provenance:
    """Join the provenance of several tables into that of the one computed from them.

    Parameters
    ----------
    provenances : list of Provenance
        Where they came from.
    rule : str
        How the table was computed, in one line.
    frame : polars.DataFrame
        The table.
    """
    strictest = "cite" if any(p.terms != "open" for p in provenances) else "open"
    unique = {source: found for found in provenances for source in found.sources}
    versions = [f"{source} {found.version}" for source, found in sorted(unique.items())]
    licences = sorted({found.licence for found in provenances})
    citations = sorted({key for found in provenances for key in found.citations})
    return Provenance(
        sources=tuple(sorted(unique)),
        version="; ".join(versions),
        last_year=last_year_of(frame),
        terms=strictest,
        licence="; ".join(licences),
        citations=tuple(citations),
        sha256="{}",
        rule=rule,
    )


def last_year_of(frame: pl.DataFrame) -> int | None:
    """Give the last year of a table: of its years, of its spells, or of the years that it used.

    Parameters
    ----------
    frame : polars.DataFrame
        The table.

    Examples
    --------
    >>> last_year_of(pl.DataFrame({"start": [1816, 1900], "end": [1899, 2016]}))
    2016
    """
    name = next((name for name in ("year", "end", "last", "origin") if name in frame.columns), "")
    last = frame[name].max() if name else None
    return last if isinstance(last, int) else None


@cache
def starter_folder() -> Path:
    """Give the folder of the starter inside the package.

    Examples
    --------
    >>> (starter_folder() / "manifest.json").is_file()
    True
    """
    with as_file(files("detente").joinpath("starter")) as folder:
        return Path(folder)


@cache
def manifest() -> dict[str, Any]:
    """Read the manifest of the starter inside the package.

    Raises
    ------
    MissingTable
        Where the package was installed without its starter.
    StoreError
        Where the manifest cannot be read.

    Examples
    --------
    >>> manifest()["sources"]["cow_nmc"]["terms"]
    'cite'
    """
    return read_manifest(starter_folder())


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a starter.

    Parameters
    ----------
    folder : pathlib.Path
        Folder of the starter.

    Raises
    ------
    MissingTable
        Where there is none.
    StoreError
        Where it cannot be read, is no manifest of a starter, or a later version wrote it.
    """
    path = found(folder, MANIFEST)
    if not path.is_file():
        raise MissingTable(
            "there is no starter",
            where=str(folder),
            next_step="build it with 'detente starter build'",
        )
    try:
        loaded = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(
            "the manifest of the starter cannot be read", where=str(path), next_step=REPAIR
        ) from error
    if not _is_manifest(loaded):
        raise StoreError(
            "the manifest of the starter is not one", where=str(path), next_step=REPAIR
        )
    if loaded.get("format", 1) > FORMAT:
        raise StoreError(
            f"the starter was made by a later version (format {loaded['format']})",
            where=str(path),
            next_step="update detente",
        )
    return dict(loaded)


def _is_manifest(loaded: object) -> bool:
    """Tell whether what was read has the parts of a manifest, in the types they must have."""
    if not isinstance(loaded, dict) or not isinstance(loaded.get("format", 1), int):
        return False
    parts = [loaded.get(name) for name in ("tables", "sources", "checks")]
    if not all(isinstance(part, dict) for part in parts):
        return False
    entries = loaded["tables"].values()
    return all(isinstance(entry, dict) and entry.keys() >= ENTRY for entry in entries)


_sound: set[tuple[str, int, int, int, str]] = set()
"""Files whose digest this process has compared, as they were then."""


def require_sound(path: Path, table: str, entry: Mapping[str, Any]) -> None:
    """Refuse a file of the starter that is not the one its manifest names.

    The digest is computed once in a process, and again where the file has changed since.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    table : str
        Name of the table.
    entry : mapping
        What the manifest says of it; without a digest (version 0.1) its size alone is compared.

    Raises
    ------
    StoreError
        Where size or digest differ, or the file cannot be read.
    """
    digest = str(entry.get("sha256", ""))
    try:
        status = path.stat()
        state = (str(path), status.st_ino, status.st_size, status.st_mtime_ns, digest)
        if state in _sound:
            return
        same = status.st_size == entry["bytes"] and digest in ("", sha256_of(path))
    except OSError as error:
        raise _damaged(table, path, f"cannot be read ({error.strerror})") from error
    if not same:
        raise _damaged(table, path, "is not the one that its manifest names")
    _sound.add(state)


def _damaged(table: str, path: Path, fault: str) -> StoreError:
    return StoreError(
        f"table '{table}' of the starter {fault}: it is damaged, or the starter was built anew "
        "just now",
        where=str(path),
        next_step=f"run it again; if it stays, {REPAIR}",
    )
