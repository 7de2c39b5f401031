"""Lineage: where a column of a panel came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Source of a column.

    Attributes
    ----------
    column, source, version : str
        Which column, from which source, in which edition.
    last_year : int or None
        Newest year with data.
    citations : tuple of str
        Keys of the references to cite.
    rule : str
        How it was made.
    """

    column: str
    source: str
    version: str
    last_year: int | None
    citations: tuple[str, ...]
    rule: str
