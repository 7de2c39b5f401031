"""``detente sources verify`` and ``stale``: the editions in the store, and newer ones."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.console import out, progress
from detente.cli.options import Offline

if TYPE_CHECKING:
    from detente.settings import Settings
    from detente.sources.declaration import Source
    from detente.sources.freshness import Newer
    from detente.store.home import Store

logger = logging.getLogger(__name__)


def verify() -> None:
    """Read every table of the store and check it against its declaration."""
    from detente.sources.ingest import newest_year, require_one_edition
    from detente.sources.shelf import source_of_table
    from detente.sources.table_check import check as check_table
    from detente.store.home import default_store

    store = default_store()
    if not store.ids():
        out(f"the store is empty ({store.home})")
    with progress():
        for name in store.ids():
            source, table = source_of_table(name), store.get(name)
            newest = newest_year(source, table.provenance)
            check_table(source, source.tables[name], table.frame, newest)
            require_one_edition(source, store)
            out(f"{name}: sound")


def stale(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Ids of sources; all by default.")
    ] = None,
    *,
    measures: Annotated[
        bool,
        typer.Option(
            "--measures",
            help="Compute what changes in the starter's measures, but for those that take minutes.",
        ),
    ] = False,
    offline: Offline = False,
) -> None:
    """Show what newer editions of the pulled sources would change; nothing is replaced.

    Editions that the producer would name next are looked for. A source that cannot be compared
    stops none of the others.
    """
    from detente.settings import settings
    from detente.sources.shelf import SHELF, source
    from detente.store.home import default_store

    store, config = default_store(), settings(offline=offline)
    chosen = [source(name) for name in names] if names else list(_pulled(store, SHELF))
    with progress():
        newer = sum(_look_at(one, store, config, measures=measures) for one in chosen)
    out(f"{newer} of {len(chosen)} sources have another edition")
    if newer:
        out("'detente sources pull ID --accept-new' takes it")


def _pulled(store: Store, shelf: tuple[Source, ...]) -> tuple[Source, ...]:
    """Give the sources of which a store holds a table."""
    return tuple(one for one in shelf if any(store.has(table) for table in one.tables))


def _look_at(source: Source, store: Store, config: Settings, *, measures: bool) -> bool:
    """Report on one source; tell whether another edition is available."""
    from detente.errors import DetenteError
    from detente.sources.freshness import look

    logger.info("%s: looking", source.id)
    if not any(store.has(table) for table in source.tables):
        out(f"{source.id}: not in the store")
        return False
    try:
        newer = look(source, store, config)
        _report(source, store, newer)
        if newer is not None and newer.changes:
            report_newer(source, store, newer, computed=measures)
    except DetenteError as error:
        out(f"{source.id}: {error}")
        return False
    return newer is not None and bool(newer.changes)


def _report(source: Source, store: Store, newer: Newer | None) -> None:
    """Print which edition is in the store, and whether there is another."""
    held = next(table for table in source.tables if store.has(table))
    version = store.provenance(held).version
    if version != source.version:
        out(f"{source.id}: {version} in the store, {source.version} declared")
    if newer is None:
        out(f"{source.id}: its files are not available, so nothing can be compared")
    elif not newer.changes:
        out(f"{source.id}: {version}, as the mirror or the producer has it")
    else:
        out(f"{source.id}: another edition is available")


def report_newer(source: Source, store: Store, newer: Newer, *, computed: bool = False) -> None:
    """Print what another edition changes in each table, and in the measures of the starter.

    Parameters
    ----------
    source : Source
        The source.
    store : Store
        Holds the edition in use.
    newer : Newer
        The other edition.
    computed : bool
        Whether measures are computed from both; they are named else.
    """
    for change in newer.changes:
        out(f"  {change.line()}")
    if not newer.changes:
        return
    if computed:
        _report_measures(source, store, newer)
    else:
        _name_measures(source)


def _name_measures(source: Source) -> None:
    """Name the measures of the starter that rest on a source."""
    from detente.derived_tables import DERIVED_TABLES
    from detente.sources.measures import resting_on

    names = ", ".join(one.id for one in resting_on(source, DERIVED_TABLES))
    if names:
        out(f"  measures of the starter that rest on it: {names}")
        out(f"  'detente sources stale {source.id} --measures' computes what changes in them")


def _report_measures(source: Source, store: Store, newer: Newer) -> None:
    """Compute the measures from both editions, and print what changes in each."""
    from detente.derived_tables import DERIVED_TABLES
    from detente.sources.measures import changes_in_measures, lacking, resting_on

    computable = []
    for measure in resting_on(source, DERIVED_TABLES):
        missing = lacking(measure, source, store)
        if measure.slow:
            out(f"  {measure.id}: not computed, its estimation takes minutes")
        elif missing:
            out(f"  {measure.id}: not computed, the store lacks {', '.join(missing)}")
        else:
            computable.append(measure)
    for change in changes_in_measures(computable, store, newer.frames):
        out(f"  {change.line()}")
