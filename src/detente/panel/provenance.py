"""Lineage: where a column of a panel came from, and what its empty cells mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Source of a column.

    Attributes
    ----------
    column : str
        Its name in the panel.
    base : str
        Its name in the data dictionary.
    sources : tuple of str
        Ids of the sources, or what the user called a frame of her own.
    version : str
        Their editions.
    last_year : int or None
        Newest year with data.
    citations : tuple of str
        Keys of the references to cite.
    rule : str
        How it was made.
    years : tuple of int or None
        First and last year that the source covers; None where it has no year.
    system : str
        Codes that the source is keyed by; empty where it knows leaders, not states.
    sides : tuple of str
        Parties that the column is about.
    event : str
        Column that tells whether there was an event to describe; empty where the column describes
        none.
    label : str
        What the user said of a column of her own; empty where the dictionary speaks.
    of : str
        Column of the panel whose values of other years these are, or are made from; empty where
        there is none.
    offsets : tuple of int
        How many years before a row those values lie.
    made : str
        What was made of the column that the dictionary or the label describes: "1 year before".
    """

    column: str
    base: str
    sources: tuple[str, ...]
    version: str
    last_year: int | None
    citations: tuple[str, ...]
    rule: str
    years: tuple[int, int] | None = None
    system: str = "cow"
    sides: tuple[str, ...] = ()
    event: str = ""
    label: str = ""
    of: str = ""
    offsets: tuple[int, ...] = ()
    made: str = ""

    @property
    def named(self) -> str:
        """Its sources with their editions; where the edition names each of several, it alone."""
        if len(self.sources) > 1 and all(name in self.version for name in self.sources):
            return self.version
        return f"{self.source} {self.version}".strip()

    @property
    def source(self) -> str:
        """Give the ids of its sources as one text."""
        return "; ".join(self.sources)
