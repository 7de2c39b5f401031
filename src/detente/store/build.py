"""Build the starter: compute derived tables, check them, put them in place with a manifest.

A source whose terms say *no* is refused, and so is a raw column of a source that is not open.
Everything is written into a folder beside the starter first; only when all of it is there, fits and
reads back does it replace what was there, as one (`detente.store.switch`).
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl

from detente.actors.checked import facts_checked_to
from detente.errors import StoreError, TermsError
from detente.files import sha256_of, staging, sweep, write_text
from detente.store.digest import content_of
from detente.store.home import Store
from detente.store.schema import check, described, rounded
from detente.store.starter import (
    LIMIT,
    MANIFEST,
    Check,
    DerivedTable,
    allow,
    combine,
    read_manifest,
    require_sound,
)
from detente.store.switch import abandon, complete, switch
from detente.store.table import FORMAT, Provenance, Table, read_frame

logger = logging.getLogger(__name__)
Checks = Mapping[str, tuple[tuple[str, ...], Check]]
"""Name to the tables that a check needs, and the check."""
KEYS = ("ccode", "ccode1", "ccode2", "year", "start", "igo", "rcid")
"""Columns by which a computed table is laid beside a source's."""
FEWEST_ROWS, FEWEST_VALUES = 20, 4
"""Rows and different values from which equality of two columns is no chance."""


@dataclass(frozen=True, slots=True)
class SourceTables:
    """Parsed tables of the store with where they came from.

    Attributes
    ----------
    frames : dict
        Name to frame.
    provenances : dict
        Name to provenance.
    """

    frames: dict[str, pl.DataFrame]
    provenances: dict[str, Provenance]

    @staticmethod
    def read(store: Store, derived: Sequence[DerivedTable], checks: Checks) -> SourceTables:
        """Read what derived tables and checks need; terms are asked before any row is read.

        Raises
        ------
        TermsError
            Where a derived table may not be shipped.
        MissingTable
            Where a table is not in the store.
        """
        needed = sorted({name for derived_table in derived for name in derived_table.needs})
        provenances = {
            name: store.provenance(name) if store.has(name) else store.get(name).provenance
            for name in needed
        }
        for derived_table in derived:
            allow(derived_table, provenances)
        more = {name for names, _ in checks.values() for name in names}
        frames = {name: store.get(name).frame for name in sorted({*needed, *more})}
        return SourceTables(frames=frames, provenances=provenances)

    def of(self, names: Sequence[str]) -> dict[str, pl.DataFrame]:
        """Give the frames of some tables."""
        return {name: self.frames[name] for name in names}


def copied(frame: pl.DataFrame, table: pl.DataFrame) -> tuple[str, ...]:
    """Name the columns of a computed frame that merely repeat a column of a source's table.

    Parameters
    ----------
    frame : polars.DataFrame
        What a derived table made.
    table : polars.DataFrame
        What the source gave.

    Returns
    -------
    tuple of str
        Columns equal to one of the source's in every row that both have; flags of at most three
        values are not judged, since they may agree by chance.

    Examples
    --------
    >>> source = pl.DataFrame(
    ...     {"ccode": range(40), "year": [1990] * 40, "x": [float(i) for i in range(40)]}
    ... )
    >>> copied(source.with_columns(pl.col("x").alias("y")), source)
    ('x', 'y')
    >>> copied(source.select("ccode", "year", pl.col("x") * 2), source)
    ()
    """
    keys = [name for name in KEYS if name in frame.columns and name in table.columns]
    ours, theirs = _numbers(frame, keys), _numbers(table, keys)
    if len(keys) < 2 or not theirs or not ours or frame.select(keys).is_duplicated().any():
        return ()
    as_whole = [pl.col(key).cast(pl.Int64, strict=False) for key in keys]
    mine = frame.select(*as_whole, *(pl.col(name).alias(f"_{name}") for name in ours))
    joined = mine.join(table.select(*as_whole, *theirs), on=keys, how="inner")
    return tuple(
        name for name in ours if any(_equal(joined, f"_{name}", other) for other in theirs)
    )


def _numbers(frame: pl.DataFrame, keys: list[str]) -> list[str]:
    return [name for name, dtype in frame.schema.items() if name not in keys and dtype.is_numeric()]


def _equal(joined: pl.DataFrame, mine: str, other: str) -> bool:
    both = joined.select(pl.col(mine, other).cast(pl.Float64)).drop_nulls()
    if both.height < FEWEST_ROWS or both[other].n_unique() < FEWEST_VALUES:
        return False
    return bool((both[mine] == both[other]).all())


def derive(derived_table: DerivedTable, sources: SourceTables) -> Table:
    """Compute one derived table and hold it against its declaration and the terms of its sources.

    Parameters
    ----------
    derived_table : DerivedTable
        What to compute.
    sources : SourceTables
        Holds what it needs.

    Raises
    ------
    TermsError
        Where a column repeats one of a source that is not open.
    StoreError
        Where the table is not what it declares.
    """
    logger.info("starter: %s", derived_table.id)
    frame = rounded(derived_table.make(sources.of(derived_table.needs)), derived_table.id)
    for name in derived_table.needs:
        provenance = sources.provenances[name]
        repeated = copied(frame, sources.frames[name]) if provenance.terms != "open" else ()
        if repeated:
            raise TermsError(
                f"'{derived_table.id}' repeats '{repeated[0]}' of {provenance.sources[0]}, "
                f"whose terms say {provenance.terms}",
                where="the starter",
                next_step="hold a computed measure instead",
            )
    check(derived_table.id, frame)
    used = [sources.provenances[name] for name in derived_table.needs]
    return Table(
        id=derived_table.id,
        frame=frame,
        grain=derived_table.grain,
        provenance=combine(used, derived_table.rule, frame),
    )


def _described_provenance(origin: Provenance) -> dict[str, Any]:
    return {
        "sources": list(origin.sources),
        "licence": origin.licence,
        "last_year": origin.last_year,
        "rule": origin.rule,
    }


def entry_of(table: Table, path: Path) -> dict[str, Any]:
    """Give what the manifest says of a table.

    Parameters
    ----------
    table : Table
        As it is stored.
    path : pathlib.Path
        Its file.
    """
    return {
        "rows": table.frame.height,
        "columns": table.frame.columns,
        **_described_provenance(table.provenance),
        "bytes": path.stat().st_size,
        "sha256": sha256_of(path),
        "content": content_of(table.frame),
        "schema": described(table.id),
    }


def build(
    derived: Sequence[DerivedTable],
    store: Store,
    folder: Path,
    *,
    checks: Checks | None = None,
    only: Sequence[str] = (),
    wait: float = 30.0,
) -> dict[str, Any]:
    """Compute the tables of the starter from the store and write them with their manifest.

    Parameters
    ----------
    derived : sequence of DerivedTable
        The tables, in order.
    store : Store
        Holds the parsed sources.
    folder : pathlib.Path
        Where to write.
    checks : mapping, optional
        Name to (tables, check): figures that the manifest prints.
    only : sequence of str
        Names of tables to compute; the others, and the checks, stay as they are in `folder`. All
        where it is empty.
    wait : float
        Seconds to wait for another process that builds the same starter.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    TermsError
        Where a derived table may not be shipped.
    MissingTable
        Where a source is not in the store, or `folder` has no starter whose other tables could
        stay.
    StoreError
        Where no table has a name in `only`, a table is not what it declares, or the result weighs
        more than the limit.
    """
    chosen = _chosen(derived, only)
    with store.writing(f"starter-{_key(folder)}", wait, what=f"the starter in {folder}"):
        _ready(folder)
        return _build(
            derived, chosen, store, folder, checks={} if only else checks or {}, only=only
        )


def _key(folder: Path) -> str:
    """Name a folder by a word that a file's name can hold."""
    return hashlib.sha256(str(folder.absolute()).encode()).hexdigest()[:12]


def _ready(folder: Path) -> None:
    """Complete what a killed build had begun to put in place, and remove what it left."""
    try:
        complete(folder)
        sweep(folder.parent, folder.name)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the starter cannot be written ({error.strerror})",
        where=str(folder),
        next_step="choose another folder with --out",
    )


def _build(
    derived: Sequence[DerivedTable],
    chosen: Sequence[DerivedTable],
    store: Store,
    folder: Path,
    *,
    checks: Checks,
    only: Sequence[str],
) -> dict[str, Any]:
    """Compute the chosen tables beside the folder, then switch to them."""
    kept = _kept(derived, folder, only)
    sources = SourceTables.read(store, chosen, checks)
    staged = staging(folder)
    try:
        entries: dict[str, dict[str, Any]] = dict(kept.get("tables", {}))
        for derived_table in chosen:
            table, path = derive(derived_table, sources), staged / f"{derived_table.id}.parquet"
            table.write(path)
            entries[derived_table.id] = entry_of(table, path)
        _weigh(entries)
        figures = {name: run(sources.of(needs)) for name, (needs, run) in checks.items()}
        described_sources = _described_sources(sources.provenances)
        manifest = {
            **_made_with(),
            "tables": {derived_table.id: entries[derived_table.id] for derived_table in derived},
            "checks": {**kept.get("checks", {}), **figures},
            "sources": {**kept.get("sources", {}), **described_sources},
        }
        write_text(staged / MANIFEST, dumps(manifest))
        _put(staged, folder, names=entries)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        abandon(staged, folder)
    return manifest


def _chosen(derived: Sequence[DerivedTable], only: Sequence[str]) -> tuple[DerivedTable, ...]:
    known = [derived_table.id for derived_table in derived]
    for name in only:
        if name not in known:
            raise StoreError(
                f"no table of the starter is called '{name}'",
                near=tuple(get_close_matches(name, known, n=6, cutoff=0.4)),
                next_step="'detente starter show' lists them all",
            )
    return tuple(derived_table for derived_table in derived if not only or derived_table.id in only)


def _kept(derived: Sequence[DerivedTable], folder: Path, only: Sequence[str]) -> dict[str, Any]:
    """Read what stays of the starter in a folder; nothing where every table is computed."""
    if not only:
        return {}
    manifest = read_manifest(folder)
    for name in [derived_table.id for derived_table in derived if derived_table.id not in only]:
        entry, path = manifest["tables"].get(name), folder / f"{name}.parquet"
        if entry is None or not path.is_file():
            raise StoreError(
                f"table '{name}' is not in this starter and is not to be computed",
                where=str(folder),
                next_step=f"name it too: --only {name}",
            )
        manifest["tables"][name] = _sealed(name, entry, path)
    return manifest


def _sealed(name: str, entry: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Check a table that stays, and give its entry with the digest that version 0.1 left out."""
    require_sound(path, name, entry)
    if "sha256" not in entry and content_of(read_frame(path)) != entry["content"]:
        raise StoreError(
            f"table '{name}' does not hold what its manifest says",
            where=str(path),
            next_step=f"name it too: --only {name}",
        )
    return {**entry, "sha256": sha256_of(path)}


def _weigh(entries: Mapping[str, Mapping[str, Any]]) -> None:
    weight = sum(entry["bytes"] for entry in entries.values())
    if weight > LIMIT:
        raise StoreError(
            f"the starter would weigh {weight / 1e6:.1f} MB, the limit is {LIMIT / 1e6:.1f}"
        )


def _made_with() -> dict[str, Any]:
    """Say with what a starter is made, and to which day the facts beside it are checked."""
    return {
        "code": version("detente"),
        "polars": pl.__version__,
        "format": FORMAT,
        "facts_checked_to": facts_checked_to().isoformat(),
    }


def _described_sources(provenances: Mapping[str, Provenance]) -> dict[str, dict[str, Any]]:
    used = {name: found for found in provenances.values() for name in found.sources}
    return {
        name: {
            "version": found.version,
            "terms": found.terms,
            "licence": found.licence,
            "citations": list(found.citations),
            "sha256": json.loads(found.sha256),
        }
        for name, found in sorted(used.items())
    }


def _put(staged: Path, folder: Path, *, names: Collection[str]) -> None:
    """Switch to what is staged; tables of the old starter that the new one lacks go."""
    try:
        before = read_manifest(folder)["tables"]
    except StoreError:
        before = {}  # there is none, or a damaged one, which is replaced
    gone = [f"{name}.parquet" for name in before if name not in names]
    try:
        switch(staged, folder, last=MANIFEST, gone=gone)
    except OSError as error:
        raise _unwritable(folder, error) from error


def dumps(manifest: Mapping[str, Any]) -> str:
    """Write a manifest as JSON, keys in order, so that equal content gives equal bytes.

    Parameters
    ----------
    manifest : mapping
        As `build` gives it.
    """
    return json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
