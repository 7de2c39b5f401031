"""Refusals: what an edited text may not print, each with its place in the text."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import RequestError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that an edition may not print.

    Attributes
    ----------
    place : str
        Line or paragraph.
    what : str
        What is wrong.
    next_step : str
        What the editor does now.
    """

    place: str
    what: str
    next_step: str = ""

    @property
    def line(self) -> str:
        """What an editor reads: place, what is wrong, next step."""
        place = f"{self.place}: " if self.place else ""
        return str(RequestError(f"{place}{self.what}", next_step=self.next_step))


class RefusedEdition(RequestError):
    """An edited text that prints what its evidence does not bear.

    Parameters
    ----------
    name : str
        Name of the file.
    faults : tuple of Fault
        What is wrong, in the order of the text; at least one.

    Examples
    --------
    >>> str(RefusedEdition("paper.md", (Fault("line 3", "'29' is bound to no figure"),)))
    "line 3: '29' is bound to no figure; in paper.md"
    """

    def __init__(self, name: str, faults: tuple[Fault, ...]) -> None:
        first, more = faults[0], len(faults) - 1
        where = f"{name}; {more} more" if more else name
        what = f"{first.place}: {first.what}" if first.place else first.what
        super().__init__(what, where=where, next_step=first.next_step)
        self.faults = faults
