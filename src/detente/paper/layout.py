"""The layout of the PDF: its paper, how much of it, and whether the evidence is printed."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import RequestError

PAPERS = {"a4": "a4", "letter": "us-letter"}
"""Papers by the name that a user gives, and as the typesetter calls them."""
SHORT = 2
"""Pages that stand alone: the answer, and where it stands now."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a paper is set.

    Attributes
    ----------
    evidence : bool
        Whether the tables and cells of evidence are printed too.
    paper : str
        One of `PAPERS`.
    pages : int or None
        Two for the first two pages alone; None for all.

    Raises
    ------
    RequestError
        Where the paper is unknown, the pages are neither two nor all, or two pages are asked to
        hold the evidence.
    """

    evidence: bool = False
    paper: str = "a4"
    pages: int | None = None

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise RequestError(f"'{self.paper}' is no paper that is known", near=PAPERS)
        if self.pages not in (None, SHORT):
            raise RequestError(
                f"a paper has {SHORT} pages that stand alone, not {self.pages}",
                next_step=f"--pages {SHORT}, or leave it out",
            )

        if self.pages is not None and self.evidence:
            raise RequestError(
                f"{SHORT} pages have no room for the evidence",
                next_step=f"leave out --evidence, or --pages {SHORT}",
            )

    def plain(self) -> dict[str, bool | str]:
        """Give it as the typesetter reads it."""
        return {
            "evidence": self.evidence,
            "paper": PAPERS[self.paper],
            "short": self.pages is not None,
        }
