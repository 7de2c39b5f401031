"""What a line is by its form: a finding, a line under a recommendation, a fixed line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.editions.manuscript import FIGURE, NOTE, SAID, STRONG, Line, Manuscript, Part, Piece
from detente.editions.written import LABELS
from detente.evidence.sentence import Run
from detente.paper.blocks import Block, Paragraph, Passage, Prose


def without_commas(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Leave out what sets marks of notes apart.

    Parameters
    ----------
    pieces : tuple of Piece
        Running text.

    Examples
    --------
    >>> line = (Piece("So."), Piece("1", NOTE, "1"), Piece(", "), Piece("2", NOTE, "2"))
    >>> [one.text for one in without_commas(line)]
    ['So.', '1', '2']
    """
    kept = []
    for place, piece in enumerate(pieces):
        around = (*pieces[place - 1 : place], *pieces[place + 1 : place + 2])
        is_between = place > 0 and len(around) == 2 and all(one.kind == NOTE for one in around)
        if not (is_between and not piece.text.strip(" ,")):
            kept.append(piece)
    return tuple(kept)


def as_in_annex(block: Block, part: str) -> Block:
    """Give a paragraph of the annex as the annex has it: one passage.

    Parameters
    ----------
    block : Block
        Any block.
    part : str
        Part of the paper in which it is.
    """
    if part != "annex" or not isinstance(block, Prose) or len(block.passages) != 1:
        return block
    (passage,) = block.passages
    return Paragraph("", passage.notes, sentences=passage.sentences)


def goes_on(last: Run, run: Run) -> bool:
    """Tell whether two pieces are one: words in the same style.

    Parameters
    ----------
    last, run : Run
        Pieces that follow each other.
    """
    plain = last.figure is None and run.figure is None and not last.own and not run.own
    return plain and (last.style, last.url) == (run.style, run.url)


def trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Take away blanks at both ends.

    Parameters
    ----------
    runs : list of Run
        A text.
    """
    if not runs:
        return ()
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def one_passage(passages: list[Passage]) -> Passage | None:
    """Join the passages of the answer: it is one paragraph, its notes at the end.

    Parameters
    ----------
    passages : list of Passage
        In order; none where there is no answer.
    """
    if not passages:
        return None
    sentences = tuple(sentence for one in passages for sentence in one.sentences)
    notes = tuple(dict.fromkeys(number for one in passages for number in one.notes))
    return Passage(sentences, notes)


def opening(line: Line) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Part a line after what it begins with in bold; nothing where it does not begin so.

    Parameters
    ----------
    line : Line
        The line.

    Examples
    --------
    >>> bold, rest = opening(Line((Piece("Votes fell.", style=(STRONG,)), Piece(" By much."))))
    >>> bold[0].text, rest[0].text
    ('Votes fell.', ' By much.')
    """
    place = 0
    while place < len(line.pieces) and STRONG in line.pieces[place].style:
        place += 1
    return line.pieces[:place], line.pieces[place:]


def labelled(line: Line) -> tuple[str, tuple[Piece, ...]]:
    """Give which line under a recommendation it is, and what it says; empty for any other.

    Parameters
    ----------
    line : Line
        The line.

    Examples
    --------
    >>> labelled(Line((Piece("Cost: much."),)))[0], labelled(Line((Piece("It costs."),)))[0]
    ('cost', '')
    """
    if not line.pieces or line.pieces[0].kind in (NOTE, FIGURE):
        return "", ()
    first = line.pieces[0]
    for name, label in LABELS.items():
        if first.text.startswith(label):
            rest = replace(first, text=first.text.removeprefix(label), style=())
            return name, (rest, *line.pieces[1:])
    return "", ()


def lines_under(lines: list[Line]) -> list[Line]:
    """Give the lines that follow a recommendation, as far as they begin with a label.

    Parameters
    ----------
    lines : list of Line
        What follows.
    """
    found: list[Line] = []
    for line in lines:
        if not labelled(line)[0]:
            break
        found.append(line)
    return found


def is_fixed(line: Line) -> bool:
    """Tell whether a line is one that the file of figures gives anyway: a source, the imprint.

    Parameters
    ----------
    line : Line
        The line.
    """
    name = line.only(SAID)
    return bool(name) and not name.isdecimal()


def lines_of(parts: list[Part]) -> Iterator[Line]:
    """Give every line of some parts.

    Parameters
    ----------
    parts : list of Part
        The parts.
    """
    return Manuscript(tuple(parts)).lines()
