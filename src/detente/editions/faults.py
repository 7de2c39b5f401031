"""Faults of an edited text: every numeral that the evidence does not bear, each with its place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from detente.editions.bindings import Binding
from detente.editions.manuscript import (
    BOUND,
    FIGURE,
    NOTE,
    OWN,
    PART,
    SAID,
    TABLE,
    WEB,
    Line,
    Manuscript,
    Picture,
    Piece,
)
from detente.editions.numerals import numerals_in, unbound
from detente.editions.refusals import Fault, RefusedEdition
from detente.editions.sidecar import Sidecar
from detente.editions.written import REFERENCES
from detente.evidence.sentence import AnyFigure
from detente.paper.blocks import Grid

BLANKS = re.compile(r"[\s\u00a0\u2007\u202f]+")
SAME_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u2060": "", "\u00ad": ""})
HYPHENS = re.compile(r"[‐‑‒–−]")
"""What a word processor puts in the place of a hyphen or a minus."""
HALF = re.compile(r"\b(?:fig|said|own|note|part|table):(?=[\w.-])|\]\((?!\s)", re.IGNORECASE)
"""What is left of a binding that was cut."""
OFFERED = 8
"""Most forms that an error offers."""
SHOWN = 48
"""Most letters of a text that an error repeats."""
MARK = "give it the source as [{text}](<own: source>), or use a figure of the evidence"
SCHEMES = ("http://", "https://", "mailto:")
"""What a link of an editor may lead to."""


def require_bound(text: Manuscript, sidecar: Sidecar, name: str) -> None:
    """Refuse a text in which a numeral is not bound.

    Parameters
    ----------
    text : Manuscript
        The edited text.
    sidecar : Sidecar
        Its file of figures.
    name : str
        Name of the file, for the error.

    Raises
    ------
    RefusedEdition
        Where a numeral was typed or changed, a binding cut, or an id is unknown.
    """
    faults = tuple(faults_of(text, sidecar))
    if faults:
        raise RefusedEdition(name, faults)


def faults_of(text: Manuscript, sidecar: Sidecar) -> Iterator[Fault]:
    """Give everything in a text that its evidence does not bear.

    Parameters
    ----------
    text : Manuscript
        The edited text.
    sidecar : Sidecar
        Its file of figures.

    Yields
    ------
    Fault
        In the order of the text.
    """
    checking = _Checking(sidecar, _titles(sidecar))
    is_reference = False
    for part in text.parts:
        if isinstance(part, Line) and part.level > 1:
            is_reference = any(_names(piece, REFERENCES) for piece in part.pieces)
        if isinstance(part, Picture):
            yield from checking.picture(part)
            continue
        for line in Manuscript((part,)).lines():
            yield from checking.line(line, is_reference=is_reference)


def _names(piece: Piece, section: str) -> bool:
    """Tell whether a piece is the kicker of a section."""
    return piece.kind == PART and piece.target == section


def _titles(sidecar: Sidecar) -> dict[str, str]:
    """Give the titles of sections and tables as the paper had them."""
    document = sidecar.document
    names = document.names
    titles = {f"{PART}:{one.id}": names.marked(one.title) for one in document.sections}
    for section in document.sections:
        grids = (block for block in section.blocks if isinstance(block, Grid))
        titles |= {f"{TABLE}:{grid.id}": names.marked(grid.title) for grid in grids}
    return titles


@dataclass(frozen=True, slots=True)
class _Checking:
    """Checks lines against one file of figures."""

    sidecar: Sidecar
    titles: Mapping[str, str]

    def line(self, line: Line, *, is_reference: bool = False) -> Iterator[Fault]:
        """Check every piece of a line, then what is bound by nothing.

        A reference of the editor's own is a source itself: its numerals need none.
        """
        for piece in line.pieces:
            place = piece.place or line.place
            fault = self._piece(piece)
            if fault is not None:
                yield replace(fault, place=place)
        shown = tuple(one for one in line.pieces if not self._is_title(one))
        for one in () if is_reference else unbound(shown):
            place = _place_of(shown[one.piece], one.start) or line.place
            text = _short(one.text)
            step = MARK.format(text=text)
            yield Fault(place, f"'{text}' is bound to no figure", next_step=step)

    def _is_title(self, piece: Piece) -> bool:
        """Tell whether a piece is a title that is as the paper had it: its numerals are known."""
        if piece.kind not in (PART, TABLE):
            return False
        before = self.titles.get(f"{piece.kind}:{piece.target}", "")
        return same(piece.text.removesuffix("."), before)

    def _piece(self, piece: Piece) -> Fault | None:
        if piece.kind == FIGURE:
            return self._figure(piece)
        if piece.kind == SAID:
            return self._fixed(piece)
        if piece.kind == NOTE:
            return self._note(piece)
        if piece.kind == OWN:
            return _own(piece)
        if piece.kind == WEB:
            return _web(piece)
        return _half(piece)

    def _figure(self, piece: Piece) -> Fault | None:
        text = _short(piece.text)
        binding = self.sidecar.figures.get(piece.target)
        if binding is None:
            near = difflib.get_close_matches(piece.target, self.sidecar.figures, n=2)
            step = (
                f"near: {', '.join(near)}" if near else "copy a figure of the paper with its link"
            )
            what = f"'{text}' is bound to '{_short(piece.target)}', which is no figure of the paper"
            return Fault("", what, next_step=step)
        if form_of(piece.text, binding) is not None:
            return None
        offered = ", ".join(f"'{one}'" for one in binding.forms[:OFFERED])
        what = f"'{text}' is not what the evidence says of {binding.key}"
        # a word processor may leave the link of a deleted figure on the words that follow it
        step = "" if numerals_in(piece.text) else "; take the link away where the figure is gone"
        return Fault("", what, next_step=f"it is {offered}{step}")

    def _fixed(self, piece: Piece) -> Fault | None:
        text = _short(piece.text)
        printed = self.sidecar.said.get(piece.target)
        if printed is None:
            what = f"'{text}' is bound to said:{_short(piece.target)}, which the paper does not say"
            return Fault("", what, next_step="take its link away")
        if same(piece.text, printed):
            return None
        what = f"'{text}' was changed; the paper says '{_short(printed)}'"
        return Fault("", what, next_step="put it back, or delete it whole")

    def _note(self, piece: Piece) -> Fault | None:
        numbers = {str(note.number) for note in self.sidecar.document.notes}
        if piece.target in numbers and piece.text.strip(" ,") == piece.target:
            return None
        what = f"'{_short(piece.text)}' leads to note {_short(piece.target)}"
        return Fault("", what, next_step="put the mark back as it was, or delete it whole")

    def picture(self, picture: Picture) -> Iterator[Fault]:
        """Check the description of a picture: numerals only where it is as the paper had it."""
        document = self.sidecar.document
        known = (document.names.marked(str(one.plain()["alt"])) for one in document.exhibits())
        found = numerals_in(picture.alt)
        if found and not any(same(picture.alt, one) for one in known):
            what = f"the description of a picture has '{_short(found[0])}', bound to no figure"
            yield Fault(picture.place, what, next_step="describe it without numerals")


def _place_of(piece: Piece, start: int) -> str:
    """Give the line in which a piece of several lines has a numeral."""
    word, _, number = piece.place.partition(" ")
    breaks = piece.text[:start].count("\n")
    return f"{word} {int(number) + breaks}" if breaks and number.isdecimal() else piece.place


def form_of(text: str, binding: Binding) -> str | None:
    """Give the form of a figure that a text is; None where it is none.

    Parameters
    ----------
    text : str
        As an editor has it: another blank, hyphen or first capital is the same form.
    binding : Binding
        The figure.

    Examples
    --------
    >>> from detente.evidence.cell import Cell
    >>> from detente.evidence.figure import Figure
    >>> cell = Cell("states", "cinc", (("year", 2013),), 0.31, "share", ("cow_nmc",), "mean")
    >>> held = Binding("a.b", Figure("a.b", 0.31, unit="share", cells=(cell,)))
    >>> form_of("Three tenths", held), form_of("32 per cent", held)
    ('Three tenths', None)
    """
    wanted = normal(text)
    for form in binding.forms:
        known = normal(form)
        if wanted == known:
            return form
        if wanted == known[:1].upper() + known[1:]:
            return form[:1].upper() + form[1:]
    return None


def same(text: str, printed: str) -> bool:
    """Tell whether two texts are one, whatever blanks, quotes and hyphens they are set with.

    Parameters
    ----------
    text, printed : str
        As an editor has it, and as the paper had it.
    """
    return normal(text) == normal(printed)


def normal(text: str) -> str:
    """Write a text with plain blanks, quotes and hyphens.

    Parameters
    ----------
    text : str
        The text.

    Examples
    --------
    >>> normal("29\\u00a0per  cent"), normal("−.05")
    ('29 per cent', '-.05')
    """
    plain = BLANKS.sub(" ", text).strip().translate(SAME_SIGNS)
    return HYPHENS.sub("-", plain)


def spelled(piece: Piece, figures: Mapping[str, Binding]) -> str:
    """Write a bound figure as the paper spells it.

    Parameters
    ----------
    piece : Piece
        The figure.
    figures : mapping
        Figures by key.
    """
    return form_of(piece.text, figures[piece.target]) or piece.text


def figure_of(piece: Piece, figures: Mapping[str, Binding]) -> AnyFigure | None:
    """Give the figure that a piece prints; None for words.

    Parameters
    ----------
    piece : Piece
        A piece of a line.
    figures : mapping
        Figures by key.
    """
    return figures[piece.target].figure if piece.kind == FIGURE else None


def _own(piece: Piece) -> Fault | None:
    if piece.target:
        return None
    what = f"'{_short(piece.text)}' is an own figure without a source"
    return Fault("", what, next_step="write [text](<own: source>)")


def _web(piece: Piece) -> Fault | None:
    if piece.target.lower().startswith(SCHEMES):
        return None
    what = f"'{_short(piece.text)}' leads to '{_short(piece.target)}', which no reader can open"
    return Fault("", what, next_step="link to an address with https, or take the link away")


def _half(piece: Piece) -> Fault | None:
    """Find what is left of a cut binding in plain words."""
    found = HALF.search(piece.text)
    if found is None or piece.kind in BOUND:
        return None
    around = piece.text[max(0, found.start() - 16) : found.end() + 24]
    what = f"'{_short(around)}' is half a binding"
    return Fault("", what, next_step="copy the figure again with its whole link")


def _short(text: str) -> str:
    """Shorten a text for an error."""
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 1]}…"
