"""What a file of figures keeps beside its document: texts as pieces, figures under their keys.

Specifications of pictures are not kept: a picture is a file that bears the name of its exhibit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from detente.editions.bindings import Binding, Bindings
from detente.editions.model import PICTURE
from detente.evidence.sentence import Edited, PlainSentence, Run, Sentence
from detente.paper.blocks import Exhibit
from detente.paper.document import Document

SAID = "said"
"""What marks the pieces of a text."""
DRAWN = {"drawn": True}
"""Stands for a specification whose picture is drawn already."""


@dataclass(slots=True)
class Pieces:
    """The texts of a document, their figures bound.

    Attributes
    ----------
    bindings : Bindings
        Collects the figures of texts that are put.
    figures : mapping
        Figures by key, for texts that are given back.
    """

    bindings: Bindings = field(default_factory=Bindings)
    figures: Mapping[str, Binding] = field(default_factory=dict)

    def put(self, value: Any) -> dict[str, Any] | None:
        """Give a text as its pieces; None for all else.

        Parameters
        ----------
        value : Any
            Anything in a document.

        Examples
        --------
        >>> Pieces().put(PlainSentence("The two talk.")), Pieces().put(3)
        ({'said': [['The two talk.']]}, None)
        """
        if not isinstance(value, Sentence | PlainSentence | Edited):
            return None
        return {SAID: [self._piece(run) for run in value.runs()]}

    def _piece(self, run: Run) -> list[str]:
        """Give words, or a figure with its key and the way it is written."""
        return [run.text] if run.figure is None else [run.text, self.bindings.bind(run), run.way]

    def put_picture(self, name: str, spec: Any) -> None:
        """Keep nothing: its file is beside the file of figures.

        Parameters
        ----------
        name : str
            Of the picture.
        spec : dict
            What it was drawn from.
        """

    def get(self, mark: str, inner: Any) -> Any:
        """Give back a text, or what stands for a specification.

        Parameters
        ----------
        mark : str
            Which of the two.
        inner : list or str
            Pieces of a text, or the name of a picture.

        Raises
        ------
        LookupError
            Where a piece is bound to an unknown key.
        """
        if mark == PICTURE:
            return DRAWN
        return Edited(tuple(map(self._run, inner)))

    def _run(self, piece: list[str]) -> Run:
        if len(piece) == 1:
            return Run(str(piece[0]))
        text, key, way = piece
        return Run(text, self.figures[key].figure, way=way)

    @property
    def marks(self) -> tuple[str, ...]:
        """Marks that are read."""
        return (SAID, PICTURE)


def without_drawings(document: Document) -> Document:
    """Give a document without what draws its pictures; which ones it has is kept.

    Parameters
    ----------
    document : Document
        The paper.
    """

    def kept(exhibit: Exhibit) -> Exhibit:
        narrow = DRAWN if exhibit.narrow or exhibit.narrow_svg else None
        return replace(exhibit, svg="", narrow_svg="", narrow=narrow)

    return document.with_exhibits(kept)
