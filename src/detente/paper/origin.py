"""What a paper was made with: the software, and the versions and terms of sources."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from detente.actors.hand_made import newer_tables
from detente.store.catalog import Catalog

installed = cache(version)  # each cell of the project's own tables names it
OWN = "blocs"
"""Id under which the hand-made tables of blocs are cited."""


def software() -> str:
    """Name the software and its version, and the newer hand-made tables that it reads."""
    return f"détente {installed('detente')}{newer_tables()}"


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
    return catalog.source(name)
