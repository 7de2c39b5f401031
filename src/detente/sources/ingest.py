"""Ingesting: pull, parse, check, put; a broken or changed file never replaces a good table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from detente.errors import CheckError, DetenteError, PanelError, ParseError
from detente.grain import require_unique
from detente.settings import Settings, settings
from detente.sources.declaration import Source, TableRule
from detente.sources.pull import pull, sha256_of
from detente.store.home import Store
from detente.store.table import Provenance, Table


def check(source: Source, rule: TableRule, frame: pl.DataFrame) -> None:
    """Hold a parsed table against its declaration.

    Raises
    ------
    CheckError
        Naming the first rule that is broken: a missing or odd column, an empty table, a null or doubled key,
        a column without any value, a value outside its bounds.
    """
    where = f"{source.id}, table {rule.id}"
    schema = dict(frame.schema)
    for name, dtype in rule.columns.items():
        if name not in schema:
            raise CheckError(
                f"column '{name}' is missing",
                where=where,
                near=tuple(schema)[:8],
                next_step="the file's layout changed; the old table still stands",
            )
        if schema[name] != dtype:
            raise CheckError(
                f"column '{name}' is {schema[name]}, declared is {dtype()}", where=where
            )
    odd = [c for c in schema if c not in rule.columns]
    if odd:
        raise CheckError(f"column '{odd[0]}' is not declared", where=where)
    if frame.is_empty():
        raise CheckError("the table is empty", where=where, next_step="the old table still stands")
    nulls = frame.select(rule.grain.keys).null_count().row(0)
    if any(nulls):
        raise CheckError(f"{sum(nulls)} keys are empty", where=where)
    for name in frame.columns:
        if frame[name].null_count() == frame.height:
            raise CheckError(f"column '{name}' has no value at all", where=where)
    for name, (low, high) in rule.bounds.items():
        outside = frame.filter(~pl.col(name).is_between(low, high))
        if outside.height:
            raise CheckError(
                f"{outside.height} values of '{name}' lie outside {low:g} to {high:g}, the first is "
                f"{outside[name][0]}",
                where=where,
            )
    try:
        require_unique(frame, rule.grain.keys, where=where)
    except PanelError as error:
        raise CheckError(str(error)) from None


def parse(source: Source, paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Parse the files of a source and turn every failure into one line.

    Raises
    ------
    ParseError
        Where the parser cannot read a file; it names what the parser stumbled on.
    """
    try:
        return source.parse(paths)
    except DetenteError:
        raise
    except ModuleNotFoundError as error:
        raise ParseError(
            f"reading {source.id} needs the package '{error.name}'",
            next_step="install it with: pip install 'detente[sources]'",
        ) from error
    except (
        PolarsError,
        ValueError,
        KeyError,
        IndexError,
        OSError,
        EOFError,
        UnicodeDecodeError,
        RuntimeError,
        TypeError,
        AttributeError,
    ) as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ParseError(
            f"the file of {source.id} cannot be read as declared ({first[:140]})",
            next_step="fetch it again; the old table still stands",
        ) from error
    except Exception as error:  # pyreadr and fastexcel raise classes of their own
        if type(error).__module__.partition(".")[0] in (
            "pyreadr",
            "fastexcel",
            "_fastexcel",
            "pyreadstat",
            "lzma",
        ):
            raise ParseError(
                f"the file of {source.id} cannot be read as declared ({str(error)[:140]})",
                next_step="fetch it again; the old table still stands",
            ) from error
        raise


def ingest(
    source: Source,
    store: Store,
    *,
    config: Settings | None = None,
    accept_new: bool = False,
) -> tuple[Table, ...]:
    """Bring a source into the store: pull, parse, check, put.

    Parameters
    ----------
    source : Source
        What to bring.
    store : Store
        Where to.
    config : Settings, optional
        Mirror and network; read from the environment by default.
    accept_new : bool
        Take files whose digest is not the declared one.

    Returns
    -------
    tuple of Table
        The tables as they now stand in the store.

    Raises
    ------
    SourceError, StoreError
        One line each; all tables are checked before the first is written, so the old ones still stand.
    """
    config = config or settings()
    with store.writing(source.id):
        paths = pull(source, store.raw(source.id), config, accept_new=accept_new)
        frames = parse(source, paths)
        for name, rule in source.tables.items():
            if name not in frames:
                raise ParseError(f"{source.id} gave no table '{name}'")
            check(source, rule, frames[name])
        digests = {name: sha256_of(path) for name, path in sorted(paths.items())}
        declared = {f.name: f.sha256 for f in source.files}
        version = source.version if digests == declared else f"{source.version} (newer edition)"
        tables = tuple(
            Table(
                name,
                frames[name].select(list(rule.columns)).sort(rule.grain.keys),
                rule.grain,
                Provenance(
                    (source.id,),
                    version,
                    _last_year(frames[name]),
                    source.terms,
                    source.licence,
                    source.citations,
                    json.dumps(digests),
                    f"parsed by detente.sources.{source.id}",
                    source.estimates,
                ),
            )
            for name, rule in source.tables.items()
        )
        store.put(*tables)
    return tables


def _last_year(frame: pl.DataFrame) -> int | None:
    if "year" not in frame.columns:
        return None
    last = frame["year"].max()
    return last if isinstance(last, int) else None
