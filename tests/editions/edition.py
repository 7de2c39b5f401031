"""A small paper with every kind of block, its editions in a folder, and what an editor does."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from detente.editions.faults import faults_of
from detente.editions.manuscript import Manuscript
from detente.editions.markdown.read import read_markdown
from detente.editions.read_back import read_back
from detente.editions.refusals import Fault, RefusedEdition
from detente.editions.sidecar import Sidecar, bind
from detente.editions.word.read import read_word
from detente.editions.write import editable
from detente.evidence.cell import Cell
from detente.evidence.chance import Chance
from detente.evidence.figure import Figure, counted, dated
from detente.evidence.sentence import PlainSentence, Sentence
from detente.paper.blocks import (
    Advice,
    Exhibit,
    Grid,
    KeyFinding,
    Missing,
    Paragraph,
    Passage,
    Prose,
    Watchlist,
)
from detente.paper.document import Document, Note, Section, Title
from detente.paper.edition import Paper
from detente.paper.sections.documents import Named

BODY = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="200">'
    '<rect width="64" height="32"/></svg>'
)


def cell(value: float, unit: str, column: str = "share", year: int = 2013) -> Cell:
    keys = (("who", "NATO"), ("year", year))
    return Cell("states", column, keys, value, unit, ("invented",), "as given", 0.26, 0.33)


SHARE = Figure(
    "power.joint.2013",
    0.31,
    unit="share",
    cells=(cell(0.31, "share"),),
    way="per_cent",
    low=0.26,
    high=0.33,
)
YEAR = dated("power.year", 2013, cell(0.31, "share"))
WARS = counted("now.wars", 3, "wars", cell(3, "wars", "wars"))
RISK = Chance(
    "outlook.risk.2014",
    "a dispute",
    horizon="within five years",
    probability=0.16,
    cells=(cell(0.16, "probability", "risk"),),
    method="risk",
    base_rate=0.09,
)
"""Four figures: a share with its interval, a year, a count and a chance."""


def document() -> Document:
    answer = Passage(
        (Sentence("NATO held {share} in {year}.", {"share": SHARE, "year": YEAR}),), (1,)
    )
    message = Sentence("{wars} wars are over.", {"wars": WARS})
    first = KeyFinding(message, Passage((PlainSentence("The two talk."),), (1, 2)))
    says = Sentence("By {year} the two should meet.", {"year": YEAR})
    advice = Advice(says, PlainSentence("They did not."), PlainSentence("A war."), "Pride.", (2,))
    risk = Sentence(
        "A dispute has a chance of {risk}{band:interval}.", {"risk": RISK, "band": SHARE}
    )
    watch = Watchlist((KeyFinding(PlainSentence("Wars."), Passage((risk,), (1,))),))
    picture = Exhibit(
        "votes",
        Sentence("The share was {share:percent_sign} in {year}", {"share": SHARE, "year": YEAR}),
        {},
        unit="Per cent of all states",
        source="Source: invented, edition of 2025.",
        alt="Line chart: 31% in 2013.",
        svg=SVG,
    )
    title = Title(
        "Can the two agree?",
        "NATO and Russia, 31 December 2013",
        "Computed with détente 0.2.0",
        "28 November 2026",
        "votes to 2024",
        "détente 0.2.0",
        answer=answer,
        findings=(first,),
        advice=(advice, watch),
        picture=picture,
    )
    return Document(
        title,
        (_power(), _methods(), _tables()),
        notes=(
            Note(
                1, "power", (Named("Invented states, 2013", "https://example.org"),), ("a",), True
            ),
            Note(2, "now", (Named("Treaty of 4 April 1949"),), ("b",), True),
        ),
        references=("Author (2024). A title.",),
        citations=(),
    )


def _power() -> Section:
    said = Sentence("In {year} the share was {share:share}.", {"year": YEAR, "share": SHARE})
    more = Sentence("The Treaty of May 1955 counts {wars:whole} wars.", {"wars": WARS})
    prose = Prose((Passage((said,), (1,)), Passage((more,), (2,))))
    row = (PlainSentence("NATO"), Sentence("{share}", {"share": SHARE}), "edition 7.0")
    grid = Grid("options", "Who holds what", ("who", "share", "edition"), (row,), "None.", True)
    claim = Sentence("NATO held {share} of it.", {"share": SHARE})
    return Section("power", "Power", (prose, grid, Missing("No chance is known.")), claim=claim)


def _methods() -> Section:
    text = "Accounting. Shares are given where 95 % of the people are known."
    return Section("methods", "Data and methods", (Paragraph(text),), part="annex")


def _tables() -> Section:
    grid = Grid("means", "Means", ("who", "2013"), (("NATO", "0.31"),))
    return Section("tables", "Tables", (grid,), part="evidence")


@cache
def edition() -> tuple[Sidecar, str, bytes]:
    """File of figures, Markdown and Word file of the small paper."""
    paper = Paper(document(), {"votes": SVG}, {}, "detente-0123", b"", {"brief.json": b"{}\n"})
    files = editable(paper)
    sidecar, _ = bound()
    assert sidecar.dumps().encode() == files["paper.figures.json"]
    return sidecar, files["paper.md"].decode(), files["paper.docx"]


def bound() -> tuple[Sidecar, Manuscript]:
    import hashlib

    record = hashlib.sha256(b"{}\n").hexdigest()
    title = document().title
    about = {"identifier": "detente-0123", "software": title.version, "made": title.made}
    return bind(document(), {"votes.svg": SVG.encode()}, record=record, **about)


def in_folder(folder: Path) -> Path:
    """Write the editions of the small paper, and give the folder."""
    paper = Paper(document(), {"votes": SVG}, {}, "detente-0123", b"", {"brief.json": b"{}\n"})
    for name, data in editable(paper).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def line_of(text: str, wanted: str) -> str:
    """Name the line of a Markdown file that holds a text."""
    lines = text.splitlines()
    return f"line {next(i for i, one in enumerate(lines, start=1) if wanted in one)}"


def faults_in(text: str | bytes, sidecar: Sidecar | None = None) -> tuple[Fault, ...]:
    """Give everything that is refused in an edited text, or what keeps it from being laid out."""
    try:
        read = read_word(text, "paper.docx") if isinstance(text, bytes) else _markdown(text)
        known = sidecar or edition()[0]
        found = tuple(faults_of(read, known))
        if not found:
            read_back(read, known, "paper")
    except RefusedEdition as refused:
        return refused.faults
    return found


def printed(text: str | bytes) -> Document:
    """Give an edited text as the document that is printed."""
    read = read_word(text, "paper.docx") if isinstance(text, bytes) else _markdown(text)
    assert not tuple(faults_of(read, edition()[0]))
    return read_back(read, edition()[0], "paper")


def _markdown(text: str) -> Manuscript:
    return read_markdown(text.encode(), "paper.md")


def word_with(edit: Callable[[str], str], data: bytes | None = None, part: str = BODY) -> bytes:
    """Change a part of the Word file of the small paper as text."""
    files = parts_of(data or edition()[2])
    before = files[part].decode()
    after = edit(before)
    assert after != before, "nothing was changed"
    return zipped({**files, part: after.encode()})


def parts_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as whole:
        for name, data in files.items():
            whole.writestr(name, data)
    return buffer.getvalue()


def paragraphs(xml: str) -> list[str]:
    return re.findall(r"<w:p>.*?</w:p>|<w:p [^>]*>.*?</w:p>", xml, flags=re.DOTALL)


def paragraph_with(xml: str, words: str) -> str:
    """Give the paragraph of a Word file that holds some words, as XML."""
    return next(one for one in paragraphs(xml) if words in re.sub(r"<[^>]+>", "", one))
