"""One series that a spin-off reads from both futures."""

from __future__ import annotations

from dataclasses import dataclass

MORE_IS_WORSE, LESS_IS_WORSE, NEITHER = 1, -1, 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One series.

    Attributes
    ----------
    id : str
        Stable name: spin-off, measure, and whom it is about.
    label : str
        What a reader calls it.
    spinoff : str
        ``"domestic"``, ``"neighbourhood"``, ``"prominence"`` or ``"conflict_zones"``.
    unit : str
        ``"share"``, ``"chance"``, ``"points"``, ``"disputes"``, ``"index"`` or ``"states"``.
    row : tuple of int
        Kind and numbers, as the engine reads them.
    who : str
        The state whom a change for the worse makes a loser; empty where nobody loses.
    worse : int
        Whether more or less of it is worse for that state.
    table, column : str
        The data that show later which future came; empty where none do.
    """

    id: str
    label: str
    spinoff: str
    unit: str
    row: tuple[int, ...]
    who: str = ""
    worse: int = NEITHER
    table: str = ""
    column: str = ""

    def __post_init__(self) -> None:
        # kinds are plain numbers for whoever reads a result
        object.__setattr__(self, "row", tuple(map(int, self.row)))
