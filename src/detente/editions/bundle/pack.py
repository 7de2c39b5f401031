"""Writing a bundle: the model, cells, specifications, citations, and a manifest of digests."""

from __future__ import annotations

import hashlib
import json
import platform
import zlib
from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

from detente.editions.bundle.parts import Parts
from detente.editions.cells import plain_cells, read_cells
from detente.editions.model import decode, encode
from detente.editions.zipped import pack
from detente.errors import EditionError
from detente.paper.document import Document
from detente.paper.edition import Edition

NAME = "brief.bundle.zip"
"""Name of the bundle in the folder of a paper."""
SCHEMA = "1.0"
"""Version of the layout of a bundle, described in docs/editions.md."""
MANIFEST, DOCUMENT, CELLS = "manifest.json", "document.json", "cells.json"
RECORD, SIGNED = "brief.json", "signed.json"
PICTURES, LOGO = "pictures/", "logo"
"""Folder of the specifications, and the name of a logo."""
EVIDENCE, CITED = "evidence/", ("brief.bib", "brief.csl.json", "CITATION.cff")
"""Folder of the tables, and the files of citations in the order in which they are written."""
WHEELS = (
    "babel",
    "font-source-sans-pro",
    "font-source-serif-pro",
    "fonttools",
    "jinja2",
    "typst",
    "vl-convert-python",
)
"""Packages on whose versions the bytes of a paper depend, beside our own."""


def bundle_of(edition: Edition, files: Mapping[str, bytes]) -> bytes:
    """Write an edition as a bundle.

    Parameters
    ----------
    edition : Edition
        What the paper is written from.
    files : mapping of str to bytes
        The files of the paper, whose digests the manifest keeps.

    Returns
    -------
    bytes
        The same edition and versions give the same bytes.
    """
    members = _members(edition)
    kept = {name: _entry(members[name]) for name in sorted(members)}
    published = {name: _entry(files[name]) for name in sorted(files)}
    manifest = {
        "schema": SCHEMA,
        "identifier": edition.identifier,
        "made": edition.made.isoformat(),
        "made_with": dict(edition.made_with),
        "versions": versions(),
        "members": kept,
        "files": published,
    }
    whole = {**members, MANIFEST: _json(manifest)}
    return pack(dict(sorted(whole.items())))


def versions() -> dict[str, str]:
    """Give the versions on which the bytes of a paper depend.

    Examples
    --------
    >>> sorted(versions())[:3]
    ['babel', 'detente', 'font-source-sans-pro']
    """
    system = {"python": platform.python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    found = {name: version(name) for name in ("detente", *WHEELS)}
    return dict(sorted((found | system).items()))


def _members(edition: Edition) -> dict[str, bytes]:
    """Take an edition apart into the files of a bundle."""
    parts = Parts()
    model = encode(edition.document, parts)
    members = {
        DOCUMENT: _json(model),
        CELLS: _json(plain_cells(parts.cells)),
        RECORD: edition.record.encode(),
        SIGNED: _json(list(edition.signed)),
    }
    members |= {f"{PICTURES}{name}.json": _json(spec) for name, spec in parts.pictures.items()}
    members |= {name: text.encode() for name, text in edition.cited.items()}
    members |= edition.tables
    return members | ({LOGO: edition.logo} if edition.logo else {})


def edition_in(members: Mapping[str, bytes]) -> Edition:
    """Put an edition together from the members of a bundle, which hold what the manifest says.

    Parameters
    ----------
    members : mapping of str to bytes
        As `detente.editions.bundle.verify.sound_members` gives them.

    Raises
    ------
    EditionError
        Where a member is missing or cannot be read.
    """
    manifest = read_json(members, MANIFEST)
    title, foreword = read_json(members, SIGNED)
    published = manifest["files"]
    cited = {name: _member(members, name).decode() for name in CITED if name in published}
    tables = {name: _member(members, name) for name in published if name.startswith(EVIDENCE)}
    record = _member(members, RECORD).decode()
    return Edition(
        document_in(members),
        record,
        cited=cited,
        tables=tables,
        made=date.fromisoformat(manifest["made"]),
        identifier=manifest["identifier"],
        made_with=manifest["made_with"],
        signed=(title, foreword),
        logo=members.get(LOGO, b""),
    )


def document_in(members: Mapping[str, bytes]) -> Document:
    """Read the document of a bundle.

    Parameters
    ----------
    members : mapping of str to bytes
        Name to content.

    Raises
    ------
    EditionError
        Where it is missing or cannot be read.
    """
    specs = (name for name in members if name.startswith(PICTURES))
    pictures = {
        name.removeprefix(PICTURES).removesuffix(".json"): read_json(members, name)
        for name in specs
    }
    parts = Parts(read_cells(read_json(members, CELLS)), pictures)
    document = decode(read_json(members, DOCUMENT), parts)
    if not isinstance(document, Document):
        raise EditionError(f"'{DOCUMENT}' of the bundle holds no document")
    return document


def read_json(members: Mapping[str, bytes], name: str) -> Any:
    """Read a member as JSON.

    Parameters
    ----------
    members : mapping of str to bytes
        Name to content.
    name : str
        The member.

    Raises
    ------
    EditionError
        Where it is missing or no JSON.
    """
    try:
        return json.loads(_member(members, name))
    except (ValueError, RecursionError) as error:
        raise EditionError(f"'{name}' of the bundle is no JSON") from error


def _member(members: Mapping[str, bytes], name: str) -> bytes:
    if name not in members:
        raise EditionError(f"'{name}' is missing from the bundle")
    return members[name]


def _entry(data: bytes) -> dict[str, str | int]:
    return {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def _json(value: Any) -> bytes:
    """Write JSON; the order of a document's fields is kept, for its pictures depend on it."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n").encode()
