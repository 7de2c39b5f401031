"""One edition of a paper: everything that its files are written from, and the writing of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from detente.paper.document import Document
from detente.paper.svg import draw, width_of
from detente.paper.writers import html, pdf
from detente.settings import settings

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Edition:
    """What the files of a paper are written from; nothing else is read to write them.

    Attributes
    ----------
    document : Document
        The paper, before its pictures are drawn.
    record : str
        The text of ``brief.json``.
    cited : mapping of str to str
        Name of a file of citations to its text.
    tables : mapping of str to bytes
        Name of a file of evidence to its bytes.
    made : datetime.date
        Date of making.
    identifier : str
        The hash under which the paper is cited.
    made_with : mapping of str to str or int
        Seed of the draws, digest of the starter, and the software.
    signed : tuple of str
        Title and foreword of whoever signed it, which the identifier covers.
    logo : bytes
        Picture of whoever signed it; empty for none.
    """

    document: Document
    record: str
    cited: Mapping[str, str]
    tables: Mapping[str, bytes]
    made: date
    identifier: str
    made_with: Mapping[str, str | int]
    signed: tuple[str, str] = ("", "")
    logo: bytes = b""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it is written.

    Attributes
    ----------
    document : Document
        The document, its pictures sized.
    pictures, slim : dict of str to str
        Id of a picture to SVG, and the same for a phone, of those that have one.
    identifier : str
        Under which it is cited.
    logo : bytes
        Picture of whoever signed it; empty for none.
    files : dict of str to bytes
        Name of each file within the folder of the paper to its bytes, the page first.
    setting : Setting
        How the body of its PDF is set.
    """

    document: Document
    pictures: dict[str, str]
    slim: dict[str, str]
    identifier: str
    logo: bytes
    files: dict[str, bytes]
    setting: pdf.Setting = field(default_factory=pdf.Setting)


def paper_of(edition: Edition) -> Paper:
    """Write an edition: the same edition and versions give the same bytes.

    Parameters
    ----------
    edition : Edition
        What the paper is written from.
    """
    document, pictures = drawn(edition.document)
    exhibits = document.exhibits()
    slim = {exhibit.id: draw(exhibit.narrow) for exhibit in exhibits if exhibit.narrow}
    slim |= {exhibit.id: exhibit.narrow_svg for exhibit in exhibits if exhibit.narrow_svg}
    logger.info("typesetting")
    config = replace(settings(), made=edition.made)
    page = html.render(document, pictures, slim, logo=edition.logo)
    printed, setting = pdf.typeset(document, pictures, config, logo=edition.logo)
    written = {
        "brief.html": page.encode(),
        "brief.pdf": printed,
        "brief.json": edition.record.encode(),
    }
    written |= {name: text.encode() for name, text in edition.cited.items()}
    return Paper(
        document,
        pictures,
        slim=slim,
        identifier=edition.identifier,
        logo=edition.logo,
        files=written | dict(edition.tables),
        setting=setting,
    )


def drawn(document: Document) -> tuple[Document, dict[str, str]]:
    """Draw the pictures of a document.

    Parameters
    ----------
    document : Document
        The paper.

    Returns
    -------
    Document
        The paper with the width of each picture.
    dict of str to str
        Id of a picture to SVG, higher ones among them.
    """
    exhibits = document.exhibits()
    logger.info("drawing %d charts", len(exhibits))
    pictures = {exhibit.id: exhibit.svg or draw(exhibit.spec) for exhibit in exhibits}
    higher = {f"{one.id}-tall": draw(one.tall) for one in exhibits if one.tall}
    higher |= {f"{one.id}-mid": draw(one.mid) for one in exhibits if one.mid}
    lower = {f"{one.id}-low": draw(one.low) for one in exhibits if one.low}
    sized = document.sized({name: width_of(svg) for name, svg in pictures.items()})
    return sized, pictures | higher | lower
