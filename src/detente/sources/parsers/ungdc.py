"""Speeches of the UN General Debate, 1946 to 2024: one text a delegation and session."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.errors import ParseError
from detente.sources.dialects import dialect

NAME = re.compile(r"([A-Z]{2,3})_+(\d+)_(\d{4})\.txt$")
LONGEST = 10_000_000
"""Bytes that a speech may have: a member of an archive may declare more than is there."""
SCHEMA = {"speech": pl.String, "speaker": pl.String, "year": pl.Int64, "text": pl.String}


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Read every speech; observers (the Holy See, Palestine, the European Union) have no code."""
    rows: list[tuple[str, str, int, str]] = []
    with tarfile.open(paths["UNGDC_1946-2024.tgz"], "r:gz") as archive:
        for member in archive:
            name = NAME.search(Path(member.name).name)
            content = archive.extractfile(member) if name and member.isfile() else None
            if name is None or content is None:
                continue  # a stray file
            if member.size > LONGEST:
                raise ParseError(f"a speech of {member.size:,} bytes is none", where=name[0])
            letters, year = name[1], int(name[3])
            text = content.read().decode("utf-8", errors="replace").lstrip("\ufeff")
            speech = name[0].removesuffix(".txt")
            rows.append((speech, letters, year, text))
        _require_the_end(archive)
    if not rows:
        raise ParseError("the archive holds no speech", where="UNGDC", next_step="fetch it again")
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    letters = frame.with_columns(pl.col("speaker").alias("letters"))
    matched = match_states(
        letters, "letters", dialect=dialect("ungdc"), keep_outside=True, keep_all=True
    )
    return {"speeches": matched.once(["speech"])}


def _require_the_end(archive: tarfile.TarFile) -> None:
    """Refuse an archive with more in it: tarfile takes a spoiled header for the end."""
    rest = archive.fileobj
    assert rest is not None, "an archive that is read has a file"
    rest.seek(archive.offset)
    while block := rest.read(LONGEST):
        if block.strip(b"\0"):
            raise ParseError(
                "the archive has a spoiled header", where="UNGDC", next_step="fetch it again"
            )
