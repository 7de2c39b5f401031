"""The starter: the small analysis-ready store inside the package, and the mechanism that builds it.

It holds measures that the project's own code computed. `build` refuses a source whose terms say *no*, and a raw
column of a source that is not open; the manifest names versions, licences, code version and digests.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import polars as pl

from detente.errors import MissingTable, StoreError, TermsError
from detente.grain import Grain
from detente.store.home import Store
from detente.store.table import Provenance, Table

logger = logging.getLogger(__name__)

MANIFEST = "manifest.json"
LIMIT = 15 * 1024 * 1024
"""Bytes that the starter may weigh."""


@dataclass(frozen=True, slots=True)
class Recipe:
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
        Whether every column is estimated or aggregated over many votes, so that no datum can be read back from it; allowed
        then from a source that forbids passing its data on and declares estimates free (decision 0009).
    slow : bool
        Whether it takes minutes; its last digits depend on the processor.
    """

    id: str
    grain: Grain | None
    needs: tuple[str, ...]
    make: Callable[[Mapping[str, pl.DataFrame]], pl.DataFrame]
    rule: str
    raw: tuple[str, ...] = ()
    estimated: bool = False
    slow: bool = False


def allow(recipe: Recipe, sources: Mapping[str, Provenance]) -> None:
    """Refuse a recipe that the terms of its sources forbid.

    Raises
    ------
    TermsError
        Where a source says *no*, or a raw column comes from one that is not open.
    """
    for name in recipe.needs:
        provenance = sources[name]
        if provenance.terms == "no" and not (recipe.estimated and provenance.estimates):
            raise TermsError(
                f"'{recipe.id}' would hold something of {provenance.sources[0]}, whose terms say no",
                where="the starter",
                next_step="keep it in the user's own store",
            )
        if recipe.raw and provenance.terms != "open":
            raise TermsError(
                f"'{recipe.id}' would hold the raw column '{recipe.raw[0]}' of {provenance.sources[0]}, "
                f"whose terms say {provenance.terms}",
                where="the starter",
                next_step="hold a computed measure instead",
            )


Check = Callable[[Mapping[str, pl.DataFrame]], dict[str, float | int]]
"""Takes tables of the store, gives figures that hold our computation against the producer's own."""


def copied(frame: pl.DataFrame, table: pl.DataFrame) -> tuple[str, ...]:
    """Name the columns of a computed frame that merely repeat a column of a source's table.

    Parameters
    ----------
    frame : polars.DataFrame
        What a recipe made.
    table : polars.DataFrame
        What the source gave.

    Returns
    -------
    tuple of str
        Columns equal to one of the source's in every row that both have; flags of at most three values are not judged,
        since they may agree by chance.

    Examples
    --------
    >>> source = pl.DataFrame(
    ...     {"ccode": range(40), "year": [1990] * 40, "x": [float(i) for i in range(40)]}
    ... )
    >>> (
    ...     copied(source.with_columns(pl.col("x").alias("y")), source),
    ...     copied(source.select("ccode", "year", pl.col("x") * 2), source),
    ... )
    (('x', 'y'), ())
    """
    keys = [
        c
        for c in ("ccode", "ccode1", "ccode2", "year", "start", "igo", "rcid")
        if c in frame.columns and c in table.columns
    ]
    theirs = [c for c, t in table.schema.items() if c not in keys and t.is_numeric()]
    ours = [c for c, t in frame.schema.items() if c not in keys and t.is_numeric()]
    if len(keys) < 2 or not theirs or not ours or frame.select(keys).is_duplicated().any():
        return ()
    joined = frame.select(
        *(pl.col(k).cast(pl.Int64, strict=False) for k in keys),
        *(pl.col(c).alias(f"_{c}") for c in ours),
    ).join(
        table.select(*(pl.col(k).cast(pl.Int64, strict=False) for k in keys), *theirs),
        on=keys,
        how="inner",
    )
    found = []
    for mine in ours:
        for other in theirs:
            both = joined.select(
                pl.col(f"_{mine}").cast(pl.Float64), pl.col(other).cast(pl.Float64)
            ).drop_nulls()
            if (
                both.height >= 20
                and both[other].n_unique() > 3
                and (both[f"_{mine}"] == both[other]).all()
            ):
                found.append(mine)
                break
    return tuple(found)


def build(
    recipes: tuple[Recipe, ...],
    store: Store,
    folder: Path,
    *,
    checks: Mapping[str, tuple[tuple[str, ...], Check]] | None = None,
) -> dict[str, Any]:
    """Compute every table of the starter from the store and write it with its manifest.

    Parameters
    ----------
    recipes : tuple of Recipe
        The tables, in order.
    store : Store
        Holds the parsed sources.
    folder : pathlib.Path
        Where to write.
    checks : mapping, optional
        Name to (tables, check): figures that the manifest prints.

    Returns
    -------
    dict
        The manifest.

    Raises
    ------
    TermsError
        Where a recipe may not be shipped.
    MissingTable
        Where a source is not in the store.
    StoreError
        Where the result weighs more than the limit.
    """
    needed = sorted({name for recipe in recipes for name in recipe.needs})
    provenances = {
        name: store.provenance(name) if store.has(name) else store.get(name).provenance
        for name in needed
    }
    for recipe in recipes:
        allow(recipe, provenances)
    entries: dict[str, Any] = {}
    staged = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    try:
        return _build(recipes, store, folder, staged, provenances, entries, checks or {})
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _build(
    recipes: tuple[Recipe, ...],
    store: Store,
    folder: Path,
    staged: Path,
    provenances: Mapping[str, Provenance],
    entries: dict[str, Any],
    checks: Mapping[str, tuple[tuple[str, ...], Check]],
) -> dict[str, Any]:
    """Compute every table into a folder of its own, and only when all stand put them in place."""
    frames = {name: store.get(name).frame for name in provenances}
    for place, recipe in enumerate(recipes):
        logger.info("starter: %s", recipe.id, extra={"done": place, "total": len(recipes)})
        given = {name: frames[name] for name in recipe.needs}
        frame = recipe.make(given)
        for name in recipe.needs:
            repeated = copied(frame, frames[name]) if provenances[name].terms != "open" else ()
            if repeated:
                raise TermsError(
                    f"'{recipe.id}' repeats '{repeated[0]}' of {provenances[name].sources[0]}, whose terms say "
                    f"{provenances[name].terms}",
                    where="the starter",
                    next_step="hold a computed measure instead",
                )
        provenance = combine([provenances[name] for name in recipe.needs], recipe.rule, frame)
        path = staged / f"{recipe.id}.parquet"
        Table(recipe.id, frame, recipe.grain, provenance).write(path)
        entries[recipe.id] = {
            "rows": frame.height,
            "columns": frame.columns,
            "sources": list(provenance.sources),
            "licence": provenance.licence,
            "last_year": provenance.last_year,
            "rule": recipe.rule,
            "bytes": path.stat().st_size,
            "content": content_of(frame),
        }
    weight = sum(entry["bytes"] for entry in entries.values())
    if weight > LIMIT:
        raise StoreError(
            f"the starter would weigh {weight / 1e6:.1f} MB, the limit is {LIMIT / 1e6:.1f}"
        )
    used = {s: p for p in provenances.values() for s in p.sources}
    manifest = {
        "code": version("detente"),
        "polars": pl.__version__,
        "tables": entries,
        "checks": {
            name: check({t: frames[t] if t in frames else store.get(t).frame for t in needed})
            for name, (needed, check) in checks.items()
        },
        "sources": {
            s: {
                "version": p.version,
                "terms": p.terms,
                "licence": p.licence,
                "citations": list(p.citations),
                "sha256": json.loads(p.sha256),
            }
            for s, p in sorted(used.items())
        },
    }
    (staged / MANIFEST).write_text(
        json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(staged.iterdir()):
        path.replace(folder / path.name)
    return manifest


def combine(provenances: list[Provenance], rule: str, frame: pl.DataFrame) -> Provenance:
    """Join the provenance of several tables into that of the one computed from them."""
    strictest = "cite" if any(p.terms != "open" for p in provenances) else "open"
    last = frame["year"].max() if "year" in frame.columns else None
    unique = {s: p for p in provenances for s in p.sources}
    return Provenance(
        sources=tuple(sorted(unique)),
        version="; ".join(f"{s} {p.version}" for s, p in sorted(unique.items())),
        last_year=last if isinstance(last, int) else None,
        terms=strictest,
        licence="; ".join(sorted({p.licence for p in provenances})),
        citations=tuple(sorted({c for p in provenances for c in p.citations})),
        sha256="{}",
        rule=rule,
    )


def content_of(frame: pl.DataFrame) -> str:
    """Give a digest of a frame's values, independent of how Parquet packs them.

    Examples
    --------
    >>> content_of(pl.DataFrame({"a": [1]})) == content_of(pl.DataFrame({"a": [1]}))
    True
    """
    import hashlib

    digest = hashlib.sha256()
    for column in frame.iter_columns():
        digest.update(column.name.encode())
        digest.update(str(column.dtype).encode())
        digest.update(column.is_null().to_numpy().tobytes())
        filled = (
            column.fill_null(strategy="zero") if column.dtype.is_numeric() else column.fill_null("")
        )
        digest.update(
            filled.to_numpy().tobytes()
            if column.dtype.is_numeric()
            else "\x1f".join(filled.cast(pl.String).to_list()).encode()
        )
    return digest.hexdigest()


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
    """Read the starter's manifest.

    Raises
    ------
    MissingTable
        Where the package was installed without its starter.

    Examples
    --------
    >>> manifest()["sources"]["cow_nmc"]["terms"]
    'cite'
    """
    path = starter_folder() / MANIFEST
    if not path.is_file():
        raise MissingTable(
            "the package came without its starter",
            where=str(path.parent),
            next_step="build it with 'detente starter build'",
        )
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
