"""What is said of a source wherever a paper cites it: version, terms, licence, citations."""

from __future__ import annotations

from detente.paper.brief import OWN, installed
from detente.sources.event_archives import event_archive
from detente.store.catalog import Catalog


def source_entry(catalog: Catalog, name: str) -> dict[str, object]:
    """Give version, terms, licence and citations of a source, or of the project's own tables.

    Parameters
    ----------
    catalog : Catalog
        The tables, which know what they were made from.
    name : str
        Id of a source, or `OWN`.

    Returns
    -------
    dict
        ``version``, ``terms``, ``licence``, ``citations``.
    """
    if name == OWN:
        return {
            "version": installed("detente"),
            "terms": "open",
            "licence": "Apache-2.0",
            "citations": ["blocs_table"],
        }
    archive = event_archive(name)
    return catalog.source(name) if archive is None else archive.entry()
