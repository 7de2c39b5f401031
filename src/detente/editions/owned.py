"""Figures of an editor's own: each has a source, and a letter that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase

from detente.evidence.sentence import OWN_FIGURES, PlainSentence
from detente.paper.blocks import Bullets, Paragraph, Passage, Prose
from detente.paper.document import Section

OWN_TITLE = "Figures of the editor"
OWN_SAID = "These figures are the editor's own; the evidence of this paper does not hold them."
"""What the list of an editor's own figures says of them."""


@dataclass(slots=True)
class Owned:
    """The sources of an editor's own figures, each with its letter.

    Attributes
    ----------
    letters : dict of str to str
        Source to letter, in the order of the text.
    figures : dict of str to list of str
        Source to the figures that rest on it.
    """

    letters: dict[str, str] = field(default_factory=dict)
    figures: dict[str, list[str]] = field(default_factory=dict)

    def letter(self, source: str, figure: str) -> str:
        """Give the letter of a source.

        Parameters
        ----------
        source : str
            As the editor named it.
        figure : str
            What rests on it.

        Examples
        --------
        >>> owned = Owned()
        >>> owned.letter("UN", "3"), owned.letter("Ministry", "4"), owned.letter("UN", "5")
        ('a', 'b', 'a')
        """
        if source not in self.letters:
            self.letters[source] = _letters(len(self.letters))
        self.figures.setdefault(source, []).append(figure)
        return self.letters[source]

    def section(self) -> Iterator[Section]:
        """Give the section that lists them; none where there are none."""
        if not self.letters:
            return
        items = tuple(
            Paragraph(f"{letter}: {source} ({', '.join(dict.fromkeys(self.figures[source]))}).")
            for source, letter in self.letters.items()
        )
        said = Prose((Passage((PlainSentence(OWN_SAID),)),))
        yield Section(OWN_FIGURES, OWN_TITLE, blocks=(said, Bullets(items)), part="annex")


def _letters(place: int) -> str:
    """Count in letters: a to z, aa, ab.

    Examples
    --------
    >>> _letters(0), _letters(26)
    ('a', 'aa')
    """
    before, last = divmod(place, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]
