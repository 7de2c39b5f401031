"""Writing a paper into one folder, each file whole or not at all."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

import polars as pl

from detente.citations import bibtex
from detente.errors import RequestError
from detente.files import staging, write_all
from detente.paper.brief import Brief
from detente.paper.compose import PLAIN, lay_out
from detente.paper.document import Document
from detente.paper.layout import Layout
from detente.paper.sections.first_page import UNSIGNED
from detente.paper.signature import Signature
from detente.paper.svg import draw, width_of
from detente.paper.writers import evidence, html, pdf
from detente.paper.writers.citation import citation
from detente.paper.writers.json import dumps
from detente.paper.writers.own_facts import hand_made_rows
from detente.settings import settings

TALL, LOW = "-tall", "-low"
"""How the template names the higher and the lower of three pictures."""
logger = logging.getLogger(__name__)


def write(
    brief: Brief, folder: Path, *, layout: Layout = PLAIN, signed: Signature = UNSIGNED
) -> tuple[Path, ...]:
    """Write a brief into a folder.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    folder : pathlib.Path
        Where to; made if need be, files of an earlier paper are replaced.
    layout : Layout
        How the PDF is set.
    signed : Signature
        Who puts a name on it.

    Returns
    -------
    tuple of pathlib.Path
        ``brief.html``, ``brief.pdf``, ``brief.json``, ``brief.bib``, ``brief.csl.json``,
        ``CITATION.cff``, ``evidence/cells.parquet``, ``evidence/measures.parquet``,
        ``evidence/rows.parquet``.

    Raises
    ------
    RequestError
        Where the folder cannot be written.
    FullDisk, BrokenWrite
        Where there is no room, or a file does not read back; an earlier paper is unchanged.
    """
    prepare(folder)
    config = settings()
    document = lay_out(brief, config, layout=layout, signed=signed)
    content = dumps(brief)
    cited = citation(brief, signed, made=config.made, content=content)
    document = document.cited_as(cited.line())
    tables = {
        "cells": evidence.cells(brief),
        "measures": evidence.measures(brief),
        "rows": hand_made_rows(brief),
    }
    # what draws and typesets needs much memory and no table
    brief.relation.catalog.release()
    document, pictures = drawn(document)
    exhibits = document.exhibits()
    slim = {exhibit.id: draw(exhibit.narrow) for exhibit in exhibits if exhibit.narrow}
    slim |= {exhibit.id: exhibit.narrow_svg for exhibit in exhibits if exhibit.narrow_svg}
    logger.info("typesetting")
    bibliography = f"{cited.bibtex()}\n{bibtex(document.citations)}"
    page = html.render(document, pictures, slim, logo=signed.logo)
    written = {
        "brief.html": page.encode(),
        "brief.pdf": pdf.render(document, pictures, config, logo=signed.logo),
        "brief.json": content.encode(),
    }
    cites = {"brief.bib": bibliography, "brief.csl.json": cited.csl(), "CITATION.cff": cited.cff()}
    written |= {name: text.encode() for name, text in cites.items()}
    written |= {f"evidence/{name}.parquet": _parquet(table) for name, table in tables.items()}
    try:
        write_all({folder / name: data for name, data in written.items()})
    except OSError as error:
        raise _refusal(folder, error) from error
    return tuple(folder / name for name in written)


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
    higher = {f"{one.id}{TALL}": draw(one.tall) for one in exhibits if one.tall}
    lower = {f"{one.id}{LOW}": draw(one.low) for one in exhibits if one.low}
    sized = document.sized({name: width_of(svg) for name, svg in pictures.items()})
    return sized, pictures | higher | lower


def prepare(folder: Path) -> None:
    """Make the folder of a paper, before anything is computed for it.

    Raises
    ------
    RequestError
        Where it cannot be made or written.
    """
    try:
        (folder / "evidence").mkdir(parents=True, exist_ok=True)
        probe = staging(folder / "brief.html")
        try:
            probe.touch()
        finally:
            probe.unlink(missing_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error


def _refusal(folder: Path, error: OSError) -> RequestError:
    return RequestError(
        f"the paper cannot be written ({error.strerror})",
        where=str(folder),
        next_step="choose another folder with --out",
    )


def _parquet(frame: pl.DataFrame) -> bytes:
    """Give a table as the bytes of its file."""
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()
