"""Reading a manuscript back as a document: the editor's words and order, the evidence's figures.

What is no running text (evidence, notes, layout, how a table is set) comes from the file of
figures; the text says what is printed, and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from detente.editions.faults import figure_of, same, spelled
from detente.editions.line_parts import (
    as_in_annex,
    goes_on,
    is_fixed,
    labelled,
    lines_of,
    lines_under,
    one_passage,
    opening,
    trimmed,
    without_commas,
)
from detente.editions.manuscript import (
    EMPHASIS,
    FIGURE,
    NOTE,
    OWN,
    PART,
    SAID,
    STRONG,
    TABLE,
    WEB,
    Items,
    Line,
    Manuscript,
    Part,
    Picture,
    Piece,
    Table,
)
from detente.editions.owned import Owned
from detente.editions.refusals import Fault, RefusedEdition
from detente.editions.sidecar import Sidecar
from detente.editions.written import EVIDENCE, FOREWORD, LABELS, NOTES, REFERENCES
from detente.evidence.sentence import Edited, Run, render
from detente.paper.blocks import (
    Advice,
    Block,
    Bullets,
    Exhibit,
    Grid,
    KeyFinding,
    Missing,
    Paragraph,
    Passage,
    Prose,
    Watchlist,
)
from detente.paper.document import Document, Section, Title

TEXT_OF_SECTION = "body"
MEDIA = "media/"
"""Folder of the pictures in a Word file."""


def read_back(text: Manuscript, sidecar: Sidecar, name: str) -> Document:
    """Give an edited text as a document.

    Parameters
    ----------
    text : Manuscript
        The text, every numeral of which is bound.
    sidecar : Sidecar
        Its file of figures.
    name : str
        Name of the file, for errors.

    Returns
    -------
    Document
        The paper with the editor's words and order.

    Raises
    ------
    RefusedEdition
        Where the text has no title, or a picture or table has lost what names it.
    """
    reading = _Reading(sidecar, name)
    before, sections = _split(text.parts)
    title = reading.first_page(before)
    for heading, parts in sections:
        reading.section(heading, parts)
    document = sidecar.document
    kept = (one for one in document.sections if one.part == EVIDENCE)
    shown = (*reading.sections, *reading.owned.section(), *kept)
    foreword = tuple(reading.foreword)
    references = (*document.references, *reading.references)
    title = replace(title, foreword=foreword)
    used = {piece.target for line in text.lines() for piece in line.pieces if piece.kind == NOTE}
    notes = tuple(
        replace(note, cited=note.cited or str(note.number) in used) for note in document.notes
    )
    edited = replace(document, title=title, notes=notes)
    return replace(edited, sections=shown, references=references)


def _has_figure(line: Line) -> bool:
    """Tell whether a line prints a figure: what is missing has none and is plain words."""
    return any(one.kind == FIGURE for one in line.pieces)


def _split(parts: tuple[Part, ...]) -> tuple[list[Part], list[tuple[Line, list[Part]]]]:
    """Give what is before the first heading of a section, and each heading with what follows."""
    before: list[Part] = []
    sections: list[tuple[Line, list[Part]]] = []
    for part in parts:
        if isinstance(part, Line) and part.level > 1:
            sections.append((part, []))
        elif sections:
            sections[-1][1].append(part)
        else:
            before.append(part)
    return before, sections


@dataclass(slots=True)
class _Reading:
    """Reads the parts of one text."""

    sidecar: Sidecar
    name: str
    owned: Owned = field(default_factory=Owned)
    sections: list[Section] = field(default_factory=list)
    foreword: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    met: set[str] = field(default_factory=set)

    def refuse(self, place: str, what: str, next_step: str) -> RefusedEdition:
        """Give the error for a text that cannot be laid out."""
        return RefusedEdition(self.name, (Fault(place, what, next_step=next_step),))

    def run(self, piece: Piece) -> Run:
        """Give a piece as it is printed."""
        figures = self.sidecar.figures
        piece = replace(piece, text=piece.text.replace("\n", " "))
        if piece.kind == FIGURE:
            return Run(spelled(piece, figures), figure_of(piece, figures), style=piece.style)
        if piece.kind == OWN:
            letter = self.owned.letter(piece.target, piece.text)
            return Run(piece.text, style=piece.style, own=letter)
        url = piece.target if piece.kind == WEB else ""
        return Run(piece.text, style=piece.style, url=url)

    def edited(self, pieces: tuple[Piece, ...], *, without: str = "") -> Edited:
        """Give pieces as a text; the style that its place has anyway is left out.

        Marks of notes are no words: where a place has none, they are left out.
        """
        runs: list[Run] = []
        for piece in without_commas(pieces):
            if piece.kind == NOTE:
                continue
            style = tuple(one for one in piece.style if one != without)
            run = self.run(replace(piece, style=style))
            last = runs[-1] if runs else None
            if last is not None and goes_on(last, run):
                runs[-1] = replace(last, text=last.text + run.text)
            else:
                runs.append(run)
        return Edited(trimmed(runs))

    def text(self, pieces: tuple[Piece, ...]) -> str:
        """Give pieces as plain text."""
        return render(self.edited(pieces))

    def passages(self, pieces: tuple[Piece, ...]) -> tuple[Passage, ...]:
        """Part running text where marks of notes end a passage."""
        found: list[Passage] = []
        words: list[Piece] = []
        notes: list[int] = []
        for piece in without_commas(pieces):
            if piece.kind == NOTE:
                notes.append(int(piece.target))
            else:
                if notes:
                    found.append(Passage((self.edited(tuple(words)),), tuple(notes)))
                    words, notes = [], []
                words.append(piece)
        if words or notes:
            found.append(Passage((self.edited(tuple(words)),), tuple(notes)))
        return tuple(one for one in found if one.notes or render(one.sentences[0]))

    def passage(self, pieces: tuple[Piece, ...]) -> Passage:
        """Give running text as one passage, all marks of notes at its end."""
        notes = tuple(int(piece.target) for piece in pieces if piece.kind == NOTE)
        said = self.edited(pieces)
        return Passage((said,) if said.pieces else (), notes)

    def finding(self, line: Line) -> KeyFinding:
        """Give a line that begins in bold: the message, then what follows it."""
        message, rest = opening(line)
        return KeyFinding(self.edited(message, without=STRONG), self.passage(rest))

    def first_page(self, parts: list[Part]) -> Title:
        """Read page 1."""
        before = self.sidecar.document.title
        heads = [one for one in parts if isinstance(one, Line) and one.level == 1]
        if len(heads) != 1:
            place = heads[1].place if heads else ""
            what = "the paper has two titles" if heads else "the paper has no title"
            raise self.refuse(place, what, "write one line that begins with '# '")
        rest = [one for one in parts if one is not heads[0]]
        blocks = list(self.blocks(rest, page_one=True))
        answers = [one for one in blocks if isinstance(one, Prose)]
        findings = tuple(one for one in blocks if isinstance(one, KeyFinding))
        pictures = [one for one in blocks if isinstance(one, Exhibit)]
        advice = tuple(one for one in blocks if isinstance(one, Advice | Missing | Watchlist))
        self._require_page_one(blocks, pictures)
        answer = one_passage([passage for one in answers for passage in one.passages])
        page = replace(before, title=self.text(heads[0].pieces), answer=answer)
        picture = pictures[0] if pictures else None
        return replace(page, findings=findings, advice=advice, picture=picture)

    def _require_page_one(self, blocks: list[Block | KeyFinding], pictures: list[Exhibit]) -> None:
        shown = (Prose, KeyFinding, Exhibit, Advice, Missing, Watchlist)
        if len(pictures) > 1 or not all(isinstance(one, shown) for one in blocks):
            what = "page 1 has a table, a list, or two pictures"
            raise self.refuse("", what, "put them under a heading")

    def section(self, heading: Line, parts: list[Part]) -> None:
        """Read one section; foreword and references are none."""
        linked = [piece for piece in heading.pieces if piece.kind == PART]
        id = linked[0].target if linked else ""
        if id == NOTES:
            self._require_fixed(parts)
        elif id == REFERENCES:
            lines = (one for one in lines_of(parts) if not is_fixed(one))
            self.references += [self.text(one.pieces) for one in lines]
        elif id == FOREWORD and self._is_plain(parts):
            self.foreword += [self.text(one.pieces) for one in parts if isinstance(one, Line)]
        else:
            self.sections.append(self._laid_out(heading, linked, parts))

    def _require_fixed(self, parts: list[Part]) -> None:
        """Refuse words among the notes: these are written from the evidence."""
        for line in lines_of(parts):
            if not line.only(SAID):
                what = "the notes are written from the evidence"
                raise self.refuse(line.place, what, "put a source of your own under References")

    def _is_plain(self, parts: list[Part]) -> bool:
        """Tell whether parts are paragraphs of plain words."""
        pieces = [one for part in parts if isinstance(part, Line) for one in part.pieces]
        lines_alone = all(isinstance(part, Line) and not part.quoted for part in parts)
        return lines_alone and not any(
            one.style or one.kind in (OWN, WEB, FIGURE, NOTE) for one in pieces
        )

    def _laid_out(self, heading: Line, linked: list[Piece], parts: list[Part]) -> Section:
        """Give a section under its heading; one of the editor's own goes on with the part."""
        known = {one.id: one for one in self.sidecar.document.sections}
        before = known.get(linked[0].target) if linked else None
        last = self.sections[-1].part if self.sections else TEXT_OF_SECTION
        part = before.part if before is not None else last
        rest = tuple(one for one in heading.pieces if one.kind != PART)
        kicker = "".join(one.text for one in linked).strip()
        said = self.edited(rest)
        blocks = tuple(self.blocks(parts))
        shown = tuple(as_in_annex(one, part) for one in blocks if not isinstance(one, KeyFinding))
        if not linked:
            return Section(self._new_id(heading), render(said), blocks=shown, part=part)
        claim = said if render(said) else None
        title = kicker.removesuffix(".") if claim is not None else kicker
        names = {one.id for one in self.sections}
        id = linked[0].target
        id = self._new_id(heading) if id in names else id
        return Section(id, title, blocks=shown, part=part, claim=claim)

    def _new_id(self, heading: Line) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", heading.text.lower()).strip("-") or "section"
        return f"{slug}-{len(self.sections) + 1}"

    def blocks(self, parts: list[Part], *, page_one: bool = False) -> Iterator[Block | KeyFinding]:
        """Give the blocks of some parts."""
        waiting: list[Line] = []
        for place, part in enumerate(parts):
            if isinstance(part, Line):
                waiting.append(part)
                continue
            if isinstance(part, Items):
                yield from self._texts(waiting, page_one=page_one)
                yield self._list(part)
            elif isinstance(part, Picture):
                exhibit, above = self._picture(part, waiting, parts[place + 1 :])
                yield from self._texts(above, page_one=page_one)
                yield exhibit
            else:
                grid, above = self._table(part, waiting, parts[place + 1 :])
                yield from self._texts(above, page_one=page_one)
                yield grid
            waiting = []
        yield from self._texts(waiting, page_one=page_one)

    def _texts(self, lines: list[Line], *, page_one: bool) -> Iterator[Block | KeyFinding]:
        """Give running text; the lines under a recommendation are part of it."""
        shown = [one for one in lines if not is_fixed(one)]
        place = 0
        while place < len(shown):
            under = lines_under(shown[place + 1 :])
            if under:
                yield self._advice(shown[place], under)
            elif shown[place].all_in(EMPHASIS) and (page_one or not _has_figure(shown[place])):
                yield Missing(self.text(shown[place].pieces))
            elif page_one and opening(shown[place])[0]:
                yield self.finding(shown[place])
            else:
                yield Prose(self.passages(shown[place].pieces))
            place += 1 + len(under)

    def _advice(self, line: Line, under: list[Line]) -> Advice:
        """Give a recommendation with its reason, its cost, and what would change it."""
        said = self.passage(line.pieces)
        found: dict[str, Edited] = {name: Edited(()) for name in LABELS}
        for one in under:
            name, rest = labelled(one)
            found[name] = self.edited(rest)
        return Advice(
            self.edited(line.pieces, without=STRONG),
            found["reason"],
            changes=found["changes"],
            cost=render(found["cost"]),
            notes=said.notes,
        )

    def _list(self, items: Items) -> Block:
        """Give a list: one of things to watch where every item begins in bold."""
        if items.lines and all(opening(line)[0] for line in items.lines):
            return Watchlist(tuple(self.finding(line) for line in items.lines))
        return Bullets(tuple(self._item(line) for line in items.lines))

    def _item(self, line: Line) -> Paragraph:
        said = self.passage(line.pieces)
        return Paragraph("", said.notes, sentences=said.sentences)

    def _picture(
        self, picture: Picture, above: list[Line], below: list[Part]
    ) -> tuple[Exhibit, list[Line]]:
        """Give a picture with its title, and the text before that."""
        rest = list(above)
        lines = [rest.pop()] if rest and is_fixed(rest[-1]) else []
        title = rest.pop() if rest and rest[-1].all_in(STRONG) else None
        following = [one for one in below[:1] if isinstance(one, Line)]
        names = {one.only(SAID).partition(".")[2] for one in (*lines, *following)}
        exhibit = self._known(picture, names)
        if exhibit is not None:
            self._require_once(exhibit.id, picture.place, "picture")
        if exhibit is None:
            what = f"the picture '{picture.file[:40]}' is none of the paper"
            raise self.refuse(picture.place, what, "a paper prints the pictures that it drew")
        if title is None:
            what = f"the picture '{exhibit.id}' has no title in bold above it"
            raise self.refuse(picture.place, what, "move a picture with its title and its source")
        said = self.edited(title.pieces, without=STRONG)
        has_same_alt = same(picture.alt, str(exhibit.plain()["alt"])) or not picture.alt
        alt = exhibit.alt if has_same_alt else picture.alt
        return replace(exhibit, title=said, alt=alt), rest

    def _require_once(self, id: str, place: str, kind: str) -> None:
        if id in self.met:
            what = f"the {kind} '{id}' is in the text twice"
            raise self.refuse(place, what, "leave one of them")
        self.met.add(id)

    def _known(self, picture: Picture, names: set[str]) -> Exhibit | None:
        """Find a picture by its file, its description, or the lines around it."""
        stem = picture.file.rpartition("/")[2].rpartition(".")[0]
        document = self.sidecar.document
        marked = document.names.marked
        every = {one.id: one for one in document.exhibits()}
        by_alt = {id: marked(str(one.plain()["alt"])) for id, one in every.items()}
        described = (id for id, alt in by_alt.items() if picture.alt and same(picture.alt, alt))
        found = every.get(stem) or every.get(next(described, ""))
        # a word processor gives files names of its own: there the lines around tell the picture
        around = sorted(names & set(every)) if picture.file.startswith(MEDIA) else []
        return found or next((every[name] for name in around), None)

    def _table(self, table: Table, above: list[Line], below: list[Part]) -> tuple[Grid, list[Line]]:
        """Give a table with its title, and the text before that."""
        rest = list(above)
        title = rest.pop() if rest and rest[-1].all_in(STRONG) else None
        if title is None:
            what = "a table has no title in bold above it"
            raise self.refuse(table.place, what, "write one, or move a table with its title")
        columns = tuple(self.text(cell.pieces) for cell in table.head)
        if any(len(row) != len(columns) for row in table.rows):
            what = "a table has rows of different lengths"
            raise self.refuse(table.place, what, "split merged cells, or fill the row")
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        said = self.text(title.pieces)
        known = self._grid(title.only(TABLE))
        if known is not None:
            self._require_once(known.id, table.place, "table")
        if known is None:
            own = f"table-{len(self.sections) + 1}"
            return Grid(own, said, columns=columns, rows=rows, wide=True), rest
        widths = known.widths if len(known.widths) == len(columns) else ()
        return replace(known, title=said, columns=columns, rows=rows, widths=widths), rest

    def _grid(self, id: str) -> Grid | None:
        sections = self.sidecar.document.sections
        every = (block for section in sections for block in section.blocks)
        return next((one for one in every if isinstance(one, Grid) and one.id == id), None)

    def _cell(self, cell: Line) -> Edited:
        return self.edited(cell.pieces)
