"""Fixing: what a paper prints with numerals that are no figures becomes fixed text.

Dates in names of documents, editions of sources and numbers of methods have no cell. An editor may
move or delete such a text, and a reader of the file knows it from a numeral that was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from detente.editions.manuscript import BOUND, NOTE, SAID, Line, Piece, joined
from detente.editions.numerals import Numeral, unbound

ROUNDS = 4
"""Most times that a line is looked at: what touches a fixed text may have to be fixed too."""


@dataclass(slots=True)
class Fixed:
    """The fixed texts of one paper.

    Attributes
    ----------
    by_id : dict of str to str
        Id to text.
    """

    by_id: dict[str, str] = field(default_factory=dict)
    _ids: dict[str, str] = field(default_factory=dict)

    def id_of(self, text: str) -> str:
        """Give the id of a text, a new one where it comes for the first time.

        Parameters
        ----------
        text : str
            The text.

        Examples
        --------
        >>> fixed = Fixed()
        >>> fixed.id_of("October 2013"), fixed.id_of("2.0"), fixed.id_of("October 2013")
        ('1', '2', '1')
        """
        if text not in self._ids:
            self._ids[text] = str(len(self._ids) + 1)
            self.by_id[self._ids[text]] = text
        return self._ids[text]

    def line(self, name: str, text: str, style: tuple[str, ...] = ()) -> Line:
        """Give a line that is fixed as a whole.

        Parameters
        ----------
        name : str
            Its id, such as ``"source.votes"``.
        text : str
            The line.
        style : tuple of str
            How it is set.
        """
        self.by_id[name] = text
        return Line((Piece(text, SAID, target=name, style=style),))

    def numerals(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """Fix the numerals of a line that nothing binds.

        Parameters
        ----------
        pieces : iterable of Piece
            The line.

        Examples
        --------
        >>> [one.kind for one in Fixed().numerals([Piece("Of 2013, says the treaty.")])]
        ['words', 'said', 'words']
        """
        line = joined(tuple(pieces))
        for _ in range(ROUNDS):
            found = [one for one in unbound(line) if line[one.piece].kind not in (*BOUND, NOTE)]
            if not found:
                break
            line = joined(tuple(self._split(line, found)))
        return line

    def _split(self, line: tuple[Piece, ...], found: list[Numeral]) -> Iterator[Piece]:
        for place, piece in enumerate(line):
            met = 0
            for one in (numeral for numeral in found if numeral.piece == place):
                if one.start < met:
                    continue
                yield replace(piece, text=piece.text[met : one.start])
                fixed = piece.text[one.start : one.stop]
                yield replace(piece, text=fixed, kind=SAID, target=self.id_of(fixed))
                met = one.stop
            yield replace(piece, text=piece.text[met:])

    def whole(self, text: str) -> tuple[Piece, ...]:
        """Fix a text as a whole where it has a numeral; other texts are words.

        Parameters
        ----------
        text : str
            Such as a cell of a table.
        """
        plain = Piece(text)
        if not unbound((plain,)):
            return (plain,)
        return (Piece(text, SAID, target=self.id_of(text)),)
