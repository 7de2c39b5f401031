"""What a bundle keeps beside its document: cells, each once, and specifications of pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from detente.editions.model import PICTURE
from detente.evidence.cell import Cell

CELL = "cell"
"""What marks a place in the table of cells."""


@dataclass(slots=True)
class Parts:
    """The cells and pictures of a document.

    Attributes
    ----------
    cells : list of Cell
        Each cell once.
    pictures : dict of str to dict
        Name of a specification to the specification.
    """

    cells: list[Cell] = field(default_factory=list)
    pictures: dict[str, Any] = field(default_factory=dict)
    _places: dict[Cell, int] = field(default_factory=dict)

    def put(self, value: Any) -> dict[str, Any] | None:
        """Give a cell as its place, a new one is added; None for all else.

        Parameters
        ----------
        value : Any
            Anything in a document.

        Examples
        --------
        >>> cell = Cell("states", "cinc", (("year", 2013),), 0.29, "share", ("cow_nmc",), "mean")
        >>> parts = Parts()
        >>> parts.put(cell), parts.put(cell), parts.put("words")
        ({'cell': 0}, {'cell': 0}, None)
        """
        if not isinstance(value, Cell):
            return None
        if value not in self._places:
            self._places[value] = len(self.cells)
            self.cells.append(value)
        return {CELL: self._places[value]}

    def put_picture(self, name: str, spec: Any) -> None:
        """Put the specification of a picture aside.

        Parameters
        ----------
        name : str
            Under which it is kept.
        spec : dict
            The specification.
        """
        self.pictures[name] = spec

    def get(self, mark: str, inner: Any) -> Any:
        """Give back a cell or a specification.

        Parameters
        ----------
        mark : str
            Which of the two.
        inner : int or str
            Its place or name.

        Raises
        ------
        LookupError
            Where there is none.
        """
        return self.cells[inner] if mark == CELL else self.pictures[inner]

    @property
    def marks(self) -> tuple[str, ...]:
        """Marks that are read."""
        return (CELL, PICTURE)
