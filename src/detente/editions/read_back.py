"""Reading a manuscript back as a document: the editor's words and order, the evidence's figures.

What is no running text (evidence, notes, layout, how a table is set) comes from the file of
figures; the text says what is printed, and where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from detente.editions.faults import Fault, RefusedEdition, figure_of, same, spelled
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
from detente.editions.sidecar import Sidecar
from detente.editions.written import EVIDENCE, FOREWORD, LABELS, NOTES, REFERENCES
from detente.evidence.sentence import OWN_FIGURES, Edited, PlainSentence, Run, render
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

OWN_TITLE = "Figures of the editor"
OWN_SAID = "These figures are the editor's own; the evidence of this paper does not hold them."
"""What the list of an editor's own figures says of them."""
TEXT_OF_SECTION = "body"


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

    # sentences

    def run(self, piece: Piece) -> Run:
        """Give a piece as it is printed."""
        figures = self.sidecar.figures
        if piece.kind == FIGURE:
            return Run(spelled(piece, figures), figure_of(piece, figures), style=piece.style)
        if piece.kind == OWN:
            letter = self.owned.letter(piece.target, piece.text)
            return Run(piece.text, style=piece.style, own=letter)
        url = piece.target if piece.kind == WEB else ""
        return Run(piece.text, style=piece.style, url=url)

    def edited(self, pieces: tuple[Piece, ...], *, without: str = "") -> Edited:
        """Give pieces as a text; the style that its place has anyway is left out."""
        runs: list[Run] = []
        for piece in pieces:
            style = tuple(one for one in piece.style if one != without)
            run = self.run(replace(piece, style=style))
            last = runs[-1] if runs else None
            if last is not None and _goes_on(last, run):
                runs[-1] = replace(last, text=last.text + run.text)
            else:
                runs.append(run)
        return Edited(_trimmed(runs))

    def text(self, pieces: tuple[Piece, ...]) -> str:
        """Give pieces as plain text."""
        return render(self.edited(pieces))

    def passages(self, pieces: tuple[Piece, ...]) -> tuple[Passage, ...]:
        """Part running text where marks of notes end a passage."""
        found: list[Passage] = []
        words: list[Piece] = []
        notes: list[int] = []
        for piece in pieces:
            if piece.kind == NOTE:
                notes.append(int(piece.target))
            elif notes and not piece.text.strip(" ,"):
                continue  # what sets marks of notes apart
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
        words = tuple(piece for piece in pieces if piece.kind != NOTE)
        said = self.edited(words)
        return Passage((said,) if said.pieces else (), notes)

    def finding(self, line: Line) -> KeyFinding:
        """Give a line that begins in bold: the message, then what follows it."""
        message, rest = _opening(line)
        return KeyFinding(self.edited(message, without=STRONG), self.passage(rest))

    # page 1

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
        answer = _one_passage([passage for one in answers for passage in one.passages])
        page = replace(before, title=self.text(heads[0].pieces), answer=answer)
        picture = pictures[0] if pictures else None
        return replace(page, findings=findings, advice=advice, picture=picture)

    def _require_page_one(self, blocks: list[Block | KeyFinding], pictures: list[Exhibit]) -> None:
        shown = (Prose, KeyFinding, Exhibit, Advice, Missing, Watchlist)
        if len(pictures) > 1 or not all(isinstance(one, shown) for one in blocks):
            what = "page 1 has a table, a list, or two pictures"
            raise self.refuse("", what, "put them under a heading")

    # sections

    def section(self, heading: Line, parts: list[Part]) -> None:
        """Read one section; foreword and references are none."""
        linked = [piece for piece in heading.pieces if piece.kind == PART]
        id = linked[0].target if linked else ""
        if id == NOTES:
            self._require_fixed(parts)
        elif id == REFERENCES:
            lines = (one for one in _lines(parts) if not _is_fixed(one))
            self.references += [self.text(one.pieces) for one in lines]
        elif id == FOREWORD and self._is_plain(parts):
            self.foreword += [self.text(one.pieces) for one in parts if isinstance(one, Line)]
        else:
            self.sections.append(self._laid_out(heading, linked, parts))

    def _require_fixed(self, parts: list[Part]) -> None:
        """Refuse words among the notes: these are written from the evidence."""
        for line in _lines(parts):
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
        shown = tuple(_plain(one, part) for one in blocks if not isinstance(one, KeyFinding))
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

    # blocks

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
        shown = [one for one in lines if not _is_fixed(one)]
        place = 0
        while place < len(shown):
            under = _under(shown[place + 1 :])
            if under:
                yield self._advice(shown[place], under)
            elif shown[place].all_in(EMPHASIS):
                yield Missing(self.text(shown[place].pieces))
            elif page_one and _opening(shown[place])[0]:
                yield self.finding(shown[place])
            else:
                yield Prose(self.passages(shown[place].pieces))
            place += 1 + len(under)

    def _advice(self, line: Line, under: list[Line]) -> Advice:
        """Give a recommendation with its reason, cost, what would change it, and confidence."""
        said = self.passage(line.pieces)
        words = tuple(piece for piece in line.pieces if piece.kind != NOTE)
        found: dict[str, Edited] = {name: Edited(()) for name in LABELS}
        for one in under:
            name, rest = _labelled(one)
            found[name] = self.edited(rest)
        return Advice(
            self.edited(words, without=STRONG),
            found["reason"],
            changes=found["changes"],
            cost=render(found["cost"]),
            confidence=render(found["confidence"]),
            notes=said.notes,
        )

    def _list(self, items: Items) -> Block:
        """Give a list: one of things to watch where every item begins in bold."""
        if items.lines and all(_opening(line)[0] for line in items.lines):
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
        lines = [rest.pop()] if rest and _is_fixed(rest[-1]) else []
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
        named = (every[name] for name in sorted(names & set(every)))
        return found or next(named, None)

    def _table(self, table: Table, above: list[Line], below: list[Part]) -> tuple[Grid, list[Line]]:
        """Give a table with its title, and the text before that."""
        rest = list(above)
        title = rest.pop() if rest and rest[-1].all_in(STRONG) else None
        if title is None:
            what = "a table has no title in bold above it"
            raise self.refuse(table.place, what, "write one, or move a table with its title")
        columns = tuple(self.text(cell.pieces) for cell in table.head)
        rows = tuple(tuple(self._cell(cell) for cell in row) for row in table.rows)
        said = self.text(title.pieces)
        known = self._grid(title.only(TABLE))
        if known is not None:
            self._require_once(known.id, table.place, "table")
        if known is None:
            return Grid(f"table-{len(self.sections) + 1}", said, columns, rows, wide=True), rest
        widths = known.widths if len(known.widths) == len(columns) else ()
        return replace(known, title=said, columns=columns, rows=rows, widths=widths), rest

    def _grid(self, id: str) -> Grid | None:
        sections = self.sidecar.document.sections
        every = (block for section in sections for block in section.blocks)
        return next((one for one in every if isinstance(one, Grid) and one.id == id), None)

    def _cell(self, cell: Line) -> Edited:
        return self.edited(tuple(one for one in cell.pieces if one.kind != NOTE))


def _plain(block: Block, part: str) -> Block:
    """Give a paragraph of the annex as the annex has it: one passage."""
    if part != "annex" or not isinstance(block, Prose) or len(block.passages) != 1:
        return block
    (passage,) = block.passages
    return Paragraph("", passage.notes, sentences=passage.sentences)


def _goes_on(last: Run, run: Run) -> bool:
    """Tell whether two pieces are one: words in the same style."""
    plain = last.figure is None and run.figure is None and not last.own and not run.own
    return plain and (last.style, last.url) == (run.style, run.url)


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """Take away blanks at both ends."""
    if not runs:
        return ()
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _one_passage(passages: list[Passage]) -> Passage | None:
    """Join the passages of the answer: it is one paragraph, its notes at the end."""
    if not passages:
        return None
    sentences = tuple(sentence for one in passages for sentence in one.sentences)
    notes = tuple(dict.fromkeys(number for one in passages for number in one.notes))
    return Passage(sentences, notes)


def _opening(line: Line) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Part a line after what it begins with in bold; nothing where it does not begin so."""
    place = 0
    while place < len(line.pieces) and STRONG in line.pieces[place].style:
        place += 1
    return line.pieces[:place], line.pieces[place:]


def _labelled(line: Line) -> tuple[str, tuple[Piece, ...]]:
    """Give which line under a recommendation it is, and what it says; empty for any other."""
    if not line.pieces or line.pieces[0].kind in (NOTE, FIGURE):
        return "", ()
    first = line.pieces[0]
    for name, label in LABELS.items():
        if first.text.startswith(label):
            rest = replace(first, text=first.text.removeprefix(label), style=())
            return name, (rest, *line.pieces[1:])
    return "", ()


def _under(lines: list[Line]) -> list[Line]:
    """Give the lines that follow a recommendation, as far as they begin with a label."""
    found: list[Line] = []
    for line in lines:
        if not _labelled(line)[0]:
            break
        found.append(line)
    return found


def _is_fixed(line: Line) -> bool:
    """Tell whether a line is one that the file of figures gives anyway: a source, the imprint."""
    name = line.only(SAID)
    return bool(name) and not name.isdecimal()


def _lines(parts: list[Part]) -> Iterator[Line]:
    return Manuscript(tuple(parts)).lines()
