"""Methods: how a number was made, how well that way of making it does, and where it fails."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import EvidenceError

MARKS = ("tested and good", "tested and weak", "untested", "exact")
"""How far a method has been tested; exact is arithmetic on published numbers."""


@dataclass(frozen=True, slots=True)
class Method:
    """How a number was made and how well that way of making it does.

    Attributes
    ----------
    id, name : str
        Short name, and what a reader calls it.
    mark : str
        One of `MARKS`.
    record : str
        The score beside its baseline, or why there is none.
    fails : str
        Where it is known to fail.
    """

    id: str
    name: str
    mark: str
    record: str
    fails: str

    def __post_init__(self) -> None:
        if self.mark not in MARKS:
            raise EvidenceError(f"method '{self.id}' has the mark '{self.mark}'", near=MARKS)
