"""Layout: a brief as a document, sections in the order of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from detente.actors.naming import names_of, texts_of
from detente.citations import references
from detente.evidence.cell import Cell
from detente.evidence.finding import Finding
from detente.evidence.method import descriptions
from detente.evidence.sentence import AnyFigure, figures
from detente.paper.blocks import Exhibit
from detente.paper.brief import Brief
from detente.paper.document import Document, Note, Section, Title
from detente.paper.layout import Layout
from detente.paper.opened import Opened, shown_in
from detente.paper.origin import source_entry
from detente.paper.sections import annex, body, first_page
from detente.paper.sections.documents import named
from detente.paper.sections.first_page import UNSIGNED
from detente.paper.sections.source_names import REMARKS, source_name
from detente.paper.sections.used import used_sources
from detente.paper.signature import Signature
from detente.phrasing import band, number
from detente.settings import Settings

PLAIN = Layout()
ALWAYS = ("karasek2013", "blocs_table")
"""What every paper cites: the paper that it follows, and the tables of blocs."""
LABEL = re.compile(r">([^<>]+)</text>")
"""A name on a map."""
MOST_CELLS = 12
"""Cells of a figure that the page shows; a count may rest on hundreds, all in the evidence."""
UNMARKED = ("notes", "references", "footnotes")
"""Parts of a paper that keep the names of their sources."""


def lay_out(
    brief: Brief, settings: Settings, *, layout: Layout = PLAIN, signed: Signature = UNSIGNED
) -> Document:
    """Lay out a brief.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    settings : Settings
        Gives the date of making.
    layout : Layout
        How the PDF is set.
    signed : Signature
        Who signed it.

    Returns
    -------
    Document
    """
    title = first_page.title(brief, settings, signed)
    argued = body.sections(brief)
    pictures = (title.picture,) if title.picture else ()
    before = (Section("first-page", "", blocks=pictures), *argued)
    sections = (*argued, *annex.sections(brief, before))
    shown = (*before, *sections) if layout.evidence else before
    cited = sorted(references()[key].line() for key in _printed_citations(brief, shown))
    document = Document(
        title=title,
        sections=sections,
        notes=tuple(_notes(brief)),
        references=tuple(cited),
        citations=citations_of(brief),
        layout=layout,
        opened=tuple(_opened(brief, (title, *sections))),
    )
    return _with_names(document.with_exhibits(Exhibit.at_every_height), brief)


def lay_out_argument(brief: Brief, settings: Settings) -> Document:
    """Lay out page 1 and the argument without the annex: what a screen shows first.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    settings : Settings
        Gives the date of making.

    Returns
    -------
    Document
        Its notes are those of printed lines; what only the annex prints is not made, and no list
        of references.
    """
    document = Document(
        title=first_page.title(brief, settings, UNSIGNED),
        sections=body.sections(brief),
        notes=tuple(islice(_notes(brief), len(brief.printed_lines))),
        references=(),
        citations=(),
    )
    return _with_names(document, brief)


def lay_out_first_page(brief: Brief, settings: Settings) -> Document:
    """Lay out page 1 alone: what a notebook shows.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    settings : Settings
        Gives the date of making.
    """
    title = first_page.title(brief, settings, UNSIGNED)
    alone = Document(title=title, sections=(), notes=(), references=(), citations=())
    return _with_names(alone, brief)


def _with_names(document: Document, brief: Brief) -> Document:
    """Mark the names that bear a footnote."""
    said = document.plain()
    printed = [value for part, value in said.items() if part not in UNMARKED]
    on_maps = [label for one in document.exhibits() for label in LABEL.findall(one.svg)]
    texts = texts_of([*printed, on_maps])
    return document.with_names(names_of(brief.pair, texts))


def _printed_citations(brief: Brief, shown: Sequence[Section]) -> tuple[str, ...]:
    """Collect the keys of what the paper prints: data sets of notes and pictures, and methods."""
    keys = {key for name in used_sources(brief, shown) for key in _citations(brief, name)}
    for method in brief.printed_methods:
        keys.update(descriptions()[method.id].references)
    return tuple(sorted(keys))


def citations_of(brief: Brief) -> tuple[str, ...]:
    """Collect the keys of everything that a brief used.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    """
    keys = set(ALWAYS)
    for name in brief.sources():
        keys.update(_citations(brief, name))
    for method in brief.report_card:
        keys.update(descriptions()[method.id].references)
    return tuple(sorted(keys))


def _citations(brief: Brief, name: str) -> tuple[str, ...]:
    """Give the keys that a source asks to be cited by."""
    keys = source_entry(brief.relation.catalog, name)["citations"]
    return tuple(str(key) for key in keys) if isinstance(keys, list) else ()


def _notes(brief: Brief) -> Iterator[Note]:
    """Number the lines that are printed, then the findings, and write out their cells."""
    cited = len(brief.printed_lines)
    met: set[str] = set()
    for place, finding in brief.numbered:
        new = frozenset(finding.sources) - met
        met |= new
        yield Note(
            place,
            finding.text,
            sources=named(finding, brief.pair, new=new),
            lines=tuple(_line(brief, cell) for cell in finding.evidence),
            cited=place <= cited,
        )


def _opened(brief: Brief, parts: Iterable[Title | Section]) -> Iterator[Opened]:
    """Say of each figure that is printed what it opens, in the order of the paper."""
    rests_on: dict[str, tuple[int, Finding | None]] = {}
    for note, said in brief.numbered:
        for sentence in said.sentences:
            for figure in figures(sentence):
                rests_on.setdefault(figure.id, (note, said))
    for one in shown_in(parts).values():
        figure = one.figure
        place, finding = rests_on.get(figure.id, (0, None))
        sources = dict.fromkeys(name for cell in figure.cells for name in cell.sources)
        texts = tuple(dict.fromkeys(one.texts.values()))
        cells = tuple(_line(brief, cell) for cell in figure.cells[:MOST_CELLS])
        found = Opened(
            figure.id,
            texts,
            exact=_exact(figure),
            cells=cells,
            sources=tuple(map(source_name, sources)),
            note=place,
        )
        yield found if finding is None else found.made_by(finding.method)


def _exact(figure: AnyFigure) -> str:
    """Write a value with its interval and unit; a year or a day is exact as it is printed."""
    if figure.kind == "dated":
        return figure.write()
    interval = band(figure.low, figure.high, write=_three_digits)
    return f"{figure.value:.4g}{interval} {figure.unit}"


def _line(brief: Brief, cell: Cell) -> str:
    """Write a cell as a line: table, column, keys, value, interval, source with version."""
    keys = ", ".join(f"{name} {value}" for name, value in cell.keys)
    value = f"{cell.value:.4g}" if abs(cell.value) < 1e6 else f"{cell.value:,.0f}"
    interval = band(cell.low, cell.high, write=_three_digits)
    versions = "; ".join(edition_of_source(brief, name) for name in cell.sources)
    return f"{cell.table}.{cell.column}, {keys}: {value}{interval} {cell.unit} ({versions})"


def _three_digits(value: float) -> str:
    return number(value, 3)


def edition_of_source(brief: Brief, name: str) -> str:
    """Name a source with its edition.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    name : str
        Id of the source.
    """
    return f"{name} {edition_name(brief, name)}".strip()


def edition_name(brief: Brief, name: str) -> str:
    """Give the edition of a source, without the remarks in its name.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    name : str
        Id of the source.
    """
    version = str(source_entry(brief.relation.catalog, name)["version"])
    return REMARKS.sub("", version)
