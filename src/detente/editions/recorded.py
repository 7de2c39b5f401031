"""Reading an edition to compare it: a bundle, a ``brief.json``, or an edited paper's sidecar."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from detente.editions.bundle.pack import MANIFEST, RECORD, read_json
from detente.editions.bundle.verify import sound_members
from detente.errors import EditionError
from detente.given import is_folder
from detente.paper.changes.printed import UNNAMED, EditionRecord, Printed, Source, read_record

ZIP = b"PK"
"""How a bundle begins."""
LARGEST = 64_000_000
"""Bytes of a record; a real one has about one million."""


def read_edition(path: Path) -> EditionRecord:
    """Read the figures of an edition.

    Parameters
    ----------
    path : pathlib.Path
        A bundle, a ``brief.json`` of layout 3.2 or later, or a sidecar; or the folder of a paper,
        whose bundle is read where there is one, and else its record.

    Raises
    ------
    EditionError
        Where it is none of them, or a bundle was changed.
    """
    file = _file(path)
    try:
        if file.stat().st_size > LARGEST:
            raise EditionError("the file is larger than any record of a paper", where=str(file))
        with file.open("rb") as opened:
            beginning = opened.read(len(ZIP))
        data = b"" if beginning == ZIP else file.read_bytes()
    except OSError as error:
        raise EditionError(
            f"the edition cannot be read ({error.strerror})",
            where=str(file),
            next_step="name a bundle or a brief.json",
        ) from error
    if beginning == ZIP:
        members = sound_members(file)
        read = read_record(read_json(members, RECORD), where=str(file))
        return replace(read, identifier=str(read_json(members, MANIFEST)["identifier"]))
    try:
        record = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise EditionError(
            "the file is neither a bundle nor a record of a paper", where=str(file)
        ) from error
    if isinstance(record, dict) and "figures" in record and "printed" not in record:
        return read_sidecar(record, where=str(file))
    return read_record(record, where=str(file))


def _file(path: Path) -> Path:
    """Find the file of an edition in the folder of a paper."""
    if not is_folder(path):
        return path
    names = ("brief.bundle.zip", "brief.json")
    found = next((path / name for name in names if (path / name).is_file()), None)
    if found is None:
        raise EditionError(
            "the folder holds no edition of a paper",
            where=str(path),
            next_step=f"it should hold {' or '.join(names)}",
        )
    return found


def read_sidecar(record: dict[str, Any], *, where: str) -> EditionRecord:
    """Read the sidecar of an edited paper; it names no editions of sources.

    Parameters
    ----------
    record : dict
        What is in the sidecar.
    where : str
        The file, for the error.

    Raises
    ------
    EditionError
        Where it cannot be read.
    """
    try:
        cells = [_cell(row) for row in record["cells"]]
        read = [_figure({**row, "id": key}, cells) for key, row in record["figures"].items()]
        return EditionRecord(
            str(record.get("relation", "")),
            str(record.get("day", "")),
            software=str(record["software"]),
            identifier=str(record["identifier"]),
            seed="",
            figures={one.id: one for one in read},
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise EditionError("the sidecar of the paper cannot be read", where=where) from error


def _cell(row: dict[str, Any]) -> Source:
    keys = ((name, tuple(key) if isinstance(key, list) else key) for name, key in _keys(row))
    return Source(
        row["table"],
        row["column"],
        keys=tuple(sorted(keys)),
        value=float(row["value"]),
        sources=tuple((name, "") for name in row["sources"]),
        rule=row["rule"],
    )


def _keys(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return list(row["keys"].items())


def _figure(row: dict[str, Any], cells: list[Source]) -> Printed:
    texts = tuple((f"{UNNAMED}{place}", text) for place, text in enumerate(row["printed"]))
    given = {name: row[name] for name in ("id", "kind", "unit", "low", "high")}
    return Printed(
        **given,
        value=float(row["value"]),
        texts=texts,
        said="",
        method="",
        cells=tuple(cells[place] for place in row["cells"]),
    )
