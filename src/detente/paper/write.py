"""Writing a paper into one folder, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import polars as pl

from detente.citations import bibtex
from detente.files import sha256_of
from detente.paper.brief import Brief
from detente.paper.changes.compare import compare
from detente.paper.changes.printed import EditionRecord, Printed, plain, printed_in
from detente.paper.compose import PLAIN, edition_name, lay_out
from detente.paper.edition import Edition, Paper, paper_of
from detente.paper.folder import prepare, write_files
from detente.paper.layout import Layout
from detente.paper.origin import software
from detente.paper.sections.changes import section
from detente.paper.sections.first_page import UNSIGNED
from detente.paper.signature import Signature
from detente.paper.writers import evidence
from detente.paper.writers.citation import citation
from detente.paper.writers.json import dumps
from detente.paper.writers.own_facts import hand_made_rows
from detente.settings import settings
from detente.store.starter import MANIFEST


def write(
    brief: Brief,
    folder: Path,
    *,
    layout: Layout = PLAIN,
    signed: Signature = UNSIGNED,
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
    return write_files(folder, composed(brief, layout=layout, signed=signed).files)


def composed(brief: Brief, *, layout: Layout = PLAIN, signed: Signature = UNSIGNED) -> Paper:
    """Compose the files of a paper without writing them.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    layout : Layout
        How the PDF is set.
    signed : Signature
        Who puts a name on it.
    """
    return paper_of(edition_of(brief, layout=layout, signed=signed))


def edition_of(
    brief: Brief,
    *,
    layout: Layout = PLAIN,
    signed: Signature = UNSIGNED,
    since: EditionRecord | None = None,
    is_last: bool = False,
) -> Edition:
    """Gather everything that the files of a paper are written from; its tables are then released.

    Parameters
    ----------
    brief : Brief
        What the paper says.
    layout : Layout
        How the PDF is set.
    signed : Signature
        Who puts a name on it.
    since : EditionRecord, optional
        The last edition: the paper then says what changed.
    is_last : bool
        Whether nothing else is asked of the relation: what was computed for it is let go before
        the paper is typeset, which needs the memory.

    Returns
    -------
    Edition
    """
    config = settings()
    document = lay_out(brief, config, layout=layout, signed=signed)
    figures = printed_in(document, partial(edition_name, brief))
    more = {"printed": plain(figures)}
    if since is not None:
        changes = compare(since, _as_record(brief, figures))
        document = document.with_first_of_annex(section(changes))
        more["since"] = changes.plain()
    content = dumps(brief, more)
    cited = citation(brief, signed, made=config.made, content=content)
    tables = {
        "cells": evidence.cells(brief),
        "measures": evidence.measures(brief),
        "rows": hand_made_rows(brief),
    }
    catalog = brief.relation.catalog
    starter = sha256_of(catalog.starter / MANIFEST)
    # what draws and typesets needs much memory and no table
    catalog.release()
    if is_last:
        catalog.forget()
    made_with: dict[str, str | int] = {
        "seed": brief.options.seed,
        "software": software(),
        "starter": starter,
    }
    files = {f"evidence/{name}.parquet": _parquet(table) for name, table in tables.items()}
    bibliography = f"{cited.bibtex()}\n{bibtex(document.citations)}"
    cites = {"brief.bib": bibliography, "brief.csl.json": cited.csl(), "CITATION.cff": cited.cff()}
    return Edition(
        document.cited_as(cited.line()),
        content,
        cited=cites,
        tables=files,
        made=config.made,
        identifier=cited.identifier,
        made_with=made_with,
        signed=(signed.title, signed.foreword),
        logo=signed.logo,
    )


def _as_record(brief: Brief, figures: Mapping[str, Printed]) -> EditionRecord:
    """Give a paper that is being written as an edition."""
    return EditionRecord(
        brief.pair.label,
        brief.pair.day.isoformat(),
        software=software(),
        identifier="",
        seed=str(brief.options.seed),
        figures=figures,
    )


def _parquet(frame: pl.DataFrame) -> bytes:
    """Give a table as the bytes of its file."""
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd")
    return buffer.getvalue()
