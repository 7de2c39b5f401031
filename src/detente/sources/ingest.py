"""Ingesting: pull, parse, check, put; a broken or changed file never replaces a good table."""

from __future__ import annotations

import json
import logging
import shutil
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError

from detente.actors.match_report import Matched
from detente.errors import CheckError, DetenteError, ParseError, StoreError
from detente.files import sha256_of, staging, sweep
from detente.settings import Settings, settings
from detente.sources.addresses import UNKNOWN, Address
from detente.sources.archives import require_modest
from detente.sources.declaration import Source, TableRule
from detente.sources.fetching import KEPT
from detente.sources.match_check import reports_of, require_known
from detente.sources.missing import without_missing
from detente.sources.pull import pull
from detente.sources.shrinking import require_no_shrinking
from detente.sources.table_check import check
from detente.store.home import Store
from detente.store.table import Provenance, Table

logger = logging.getLogger(__name__)
NEWER = "newer edition"
"""How the version of a table says that its edition is not the declared one."""
UNREADABLE = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    struct.error,
    PolarsError,
    PanicException,
    ValueError,
    KeyError,
    IndexError,
    OSError,
    EOFError,
    UnicodeDecodeError,
    RuntimeError,
    TypeError,
    AttributeError,
)
"""What a parser raises at a file that is not as declared."""
READERS = ("pyreadr", "fastexcel", "_fastexcel", "pyreadstat", "lzma")
"""Packages that raise classes of their own at such a file."""


def parse(
    source: Source, paths: Mapping[str, Path], limit: int | None = None
) -> dict[str, pl.DataFrame]:
    """Parse the files of a source and turn every failure into one line.

    Parameters
    ----------
    source : Source
        Whose files they are.
    paths : mapping
        File name to path.
    limit : int, optional
        Bytes that a file may hold once it is unpacked; read from the environment by default.

    Returns
    -------
    dict
        Table name to frame.

    Raises
    ------
    ParseError
        Where the parser cannot read a file, naming what the parser met, or a file holds too much.
    """
    parsed = _parsed(source, paths, limit)
    return {name: _matched(given).frame for name, given in parsed.items()}


def read(
    source: Source,
    paths: Mapping[str, Path],
    limit: int | None = None,
    *,
    newest: int | None = None,
) -> dict[str, Matched]:
    """Parse the files of a source, check its tables, and account for their rows.

    Parameters
    ----------
    source : Source
        Whose files they are.
    paths : mapping
        File name to path.
    limit : int, optional
        Bytes that a file may hold once it is unpacked; read from the environment by default.
    newest : int, optional
        Last year that a newer edition may reach, where the declaration ends earlier.

    Returns
    -------
    dict
        Table name to its frame, with a report for each column of states.

    Raises
    ------
    ParseError
        Where the parser cannot read a file, naming what it met, or gives no such table.
    CheckError
        Where a table is not as declared, or too many of its names and codes are unknown.
    """
    parsed = _parsed(source, paths, limit)
    tables = {}
    for name, rule in source.tables.items():
        given = rule.published or name
        if given not in parsed:
            raise ParseError(f"{source.id} gave no table '{given}'")
        try:
            tables[name] = matched_table(source, rule, parsed[given], newest)
        except CheckError as error:
            looked_for = _looked_for(source, paths)
            if not looked_for:
                raise
            raise CheckError(f"{error}{looked_for}") from error
    return tables


def _matched(given: pl.DataFrame | Matched) -> Matched:
    """Take a frame for one whose states were not matched by the parser."""
    return given if isinstance(given, Matched) else Matched(given, ())


def matched_table(
    source: Source,
    rule: TableRule,
    given: pl.DataFrame | Matched,
    newest: int | None = None,
) -> Matched:
    """Clear a parsed table of codes for missing values, check it, and account for its rows.

    Parameters
    ----------
    source : Source
        Whose table it is.
    rule : TableRule
        How the table must look.
    given : polars.DataFrame or Matched
        What the parser gave.
    newest : int, optional
        Last year that a newer edition may reach, where the declaration ends earlier.

    Returns
    -------
    Matched
        The frame, with a report for each column of states.

    Raises
    ------
    CheckError
        Where it is not as declared, or too many of its names and codes are unknown.
    """
    parsed = _matched(given)
    matched = parsed.with_frame(without_missing(rule, parsed.frame))
    check(source, rule, matched.frame, newest)
    reports = reports_of(rule, matched)
    require_known(rule, reports, where=f"{source.id}, table {rule.id}")
    for report in reports:
        logger.info("%s", report.line())
    return Matched(matched.frame, reports)


def _parsed(
    source: Source, paths: Mapping[str, Path], limit: int | None
) -> Mapping[str, pl.DataFrame | Matched]:
    """Run the parser of a source and turn every failure into one line."""
    limit = max(settings().limit if limit is None else limit, source.limit)
    try:
        for path in paths.values():
            require_modest(path, limit)
        return source.parse(paths)
    except DetenteError as error:
        looked_for = _looked_for(source, paths)
        if not looked_for:
            raise
        raise ParseError(f"{error}{looked_for}") from error
    except ModuleNotFoundError as error:
        raise ParseError(
            f"reading {source.id} needs the package '{error.name}'",
            next_step="install it with: pip install 'detente[sources]'",
        ) from error
    except UNREADABLE as error:
        first_line = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise _unreadable(source, first_line, paths) from error
    except Exception as error:
        package = type(error).__module__.partition(".")[0]
        if package not in READERS:
            raise
        raise _unreadable(source, str(error), paths) from error


def _unreadable(source: Source, reason: str, paths: Mapping[str, Path]) -> ParseError:
    return ParseError(
        f"the file of {source.id} cannot be read as declared ({reason[:140]})"
        f"{_looked_for(source, paths)}",
        next_step=f"fetch it again; {KEPT}",
    )


def _own_forms(source: Source, paths: Mapping[str, Path]) -> dict[str, Address]:
    """Give the files that were taken in a form of their own, by the producer's name."""
    forms = {paths[file.name].name: file.form(paths[file.name].name) for file in source.files}
    return {name: form for name, form in forms.items() if form is not None}


def _looked_for(source: Source, paths: Mapping[str, Path]) -> str:
    """Say which columns are looked for in a file that nobody here has seen."""
    lines = [
        f"; looked for the columns {', '.join(form.columns)} in '{name}' ({form.layout})"
        for name, form in _own_forms(source, paths).items()
        if form.columns
    ]
    return "".join(lines)


def ingest(
    source: Source,
    store: Store,
    *,
    config: Settings | None = None,
    accept_new: bool = False,
    accept_smaller: bool = False,
) -> tuple[Table, ...]:
    """Bring a source into the store: pull, parse, check, put.

    Parameters
    ----------
    source : Source
        What is wanted.
    store : Store
        Where to.
    config : Settings, optional
        Mirror and network; read from the environment by default.
    accept_new : bool
        Take files whose digest is not the declared one.
    accept_smaller : bool
        Take them even where rows, years or bytes are lost (`detente.sources.shrinking`).

    Returns
    -------
    tuple of Table
        The tables as the store now has them.

    Raises
    ------
    SourceError, StoreError
        One line each; all tables are checked before the first is written, so that the old ones
        stay.
    """
    config = config or settings(offline=store.offline)
    with store.writing(source.id), _newer_files(store.raw(source.id)) as newer:
        try:
            return _renewed(
                source,
                store,
                config,
                newer=newer,
                accept_new=accept_new,
                accept_smaller=accept_smaller,
            )
        except OSError as error:
            # the folder went, or may no longer be written, after the files were there
            raise StoreError(
                f"the tables of {source.id} cannot be renewed ({error.strerror or error})",
                where=str(store.home),
                next_step=f"see whether the folder can be written; {KEPT}",
            ) from error


def _renewed(
    source: Source,
    store: Store,
    config: Settings,
    *,
    newer: Path,
    accept_new: bool,
    accept_smaller: bool,
) -> tuple[Table, ...]:
    """Fetch, parse and check, then put tables and files into the store."""
    paths = pull(
        source,
        store.raw(source.id),
        config,
        accept_new=accept_new,
        newer=newer,
        known=_digests(source, store),
    )
    unread = [one for one in _own_forms(source, paths).values() if one.sha256 == UNKNOWN]
    # an edition that nobody here has read may reach further than the declared one
    newest = date.today().year if accept_new or unread else None
    parsed = read(source, paths, config.limit, newest=newest)
    if accept_new and not accept_smaller:
        frames = {name: matched.frame for name, matched in parsed.items()}
        require_no_shrinking(source, store, paths, frames)
    digests = {name: sha256_of(path) for name, path in sorted(paths.items())}
    tables = tuple(
        _table(source, rule, parsed[name], digests, version=_version(source, paths, digests))
        for name, rule in source.tables.items()
    )
    store.put(*tables)
    for path in newer.glob("*"):
        path.replace(store.raw(source.id) / path.name)
    return tables


def _digests(source: Source, store: Store) -> dict[str, str]:
    """Give the digests of the files from which the tables in the store were parsed."""
    held = [name for name in source.tables if store.has(name)]
    try:
        digests = json.loads(store.provenance(held[0]).sha256) if held else {}
    except (StoreError, ValueError):
        return {}  # a damaged table is parsed anew
    return digests if isinstance(digests, dict) else {}


def require_one_edition(source: Source, store: Store) -> None:
    """Refuse tables of a source that come from different files: a pull was interrupted.

    Parameters
    ----------
    source : Source
        Whose tables they are.
    store : Store
        Holds them, or some of them.

    Raises
    ------
    CheckError
        Naming the source.
    """
    held = [name for name in source.tables if store.has(name)]
    if len({store.provenance(name).sha256 for name in held}) > 1:
        raise CheckError(
            f"the tables of {source.id} come from different files: a pull was interrupted",
            where=str(store.home),
            next_step=f"pull it again: detente sources pull {source.id} --accept-new",
        )


@contextmanager
def _newer_files(raw: Path) -> Iterator[Path]:
    """Name a folder for newer editions, which replace the old files only once they are checked.

    What killed processes left is removed; who holds the source's lock is the only one at work.
    """
    sweep(raw, "")
    newer = staging(raw / "newer")
    try:
        yield newer
        for left in raw.glob(".*.part"):
            if left != newer:
                left.unlink(missing_ok=True)
    finally:
        shutil.rmtree(newer, ignore_errors=True)


def newest_year(source: Source, provenance: Provenance) -> int | None:
    """Give the last year that a table of the store may reach beyond its declaration.

    Parameters
    ----------
    source : Source
        Whose table it is.
    provenance : Provenance
        Where the table came from.

    Returns
    -------
    int or None
        The present year for another edition than the declared one; None for that one.
    """
    return None if provenance.version == source.version else date.today().year


def _version(source: Source, paths: Mapping[str, Path], digests: Mapping[str, str]) -> str:
    """Name the edition: a file in a form that nobody here has read is named, too."""
    forms = {file.name: file.form(paths[file.name].name) for file in source.files}
    as_declared = all(
        form.is_expected(digests[file.name]) if form else file.is_declared(digests[file.name])
        for file, form in ((file, forms[file.name]) for file in source.files)
    )
    later = [form.kept_as for form in forms.values() if form and form.is_later]
    if later:
        return f"{source.version} ({NEWER}, {', '.join(later)})"
    if not as_declared:
        return f"{source.version} ({NEWER})"
    unread = [form.kept_as for form in forms.values() if form and form.sha256 == UNKNOWN]
    return f"{source.version} (read from {', '.join(unread)})" if unread else source.version


def _table(
    source: Source, rule: TableRule, parsed: Matched, digests: Mapping[str, str], *, version: str
) -> Table:
    """Join a parsed frame with its grain and its provenance."""
    frame = parsed.frame
    provenance = Provenance(
        sources=(source.id,),
        version=version,
        last_year=_last_year(frame),
        terms=source.terms,
        licence=source.licence,
        citations=source.citations,
        sha256=json.dumps(digests),
        rule=f"parsed by detente.sources.parsers.{source.parser}",
        estimates=source.estimates,
        matches=parsed.reports,
    )
    in_order = frame.select(list(rule.columns)).sort(rule.grain.keys)
    return Table(id=rule.id, frame=in_order, grain=rule.grain, provenance=provenance)


def _last_year(frame: pl.DataFrame) -> int | None:
    """Give the newest year of a table; None where it has no year."""
    if "year" not in frame.columns:
        return None
    last = frame["year"].max()
    return last if isinstance(last, int) else None
