"""Speeches of the UN General Debate, 1946 to 2024: one text a delegation and session."""

from __future__ import annotations

import re
import tarfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from detente.actors.states import ccode_on
from detente.errors import ParseError

TAIPEI = 713
"""Who spoke for China from December 1949 until the Assembly of 1971."""
NAME = re.compile(r"([A-Z]{2,3})_+(\d+)_(\d{4})\.txt$")
LETTERS = {"RUS": 365, "YUG": 345, "SRB": 345, "CZE": 316, "BLR": 370, "UKR": 369, "IND": 750}
"""Letters that mean one code at all times.

Soviet speeches are filed as RUS; three spoke in the Assembly before they were states.
"""
LONGEST = 10_000_000
"""Bytes that a speech may have: a member of an archive may declare more than is there."""
SCHEMA = {
    "speech": pl.String,
    "speaker": pl.String,
    "year": pl.Int64,
    "ccode": pl.Int64,
    "text": pl.String,
}


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read every speech; observers (the Holy See, Palestine, the European Union) have no code."""
    rows: list[tuple[str, str, int, int | None, str]] = []
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
            rows.append((speech, letters, year, _code(letters, year), text))
    if not rows:
        raise ParseError("the archive holds no speech", where="UNGDC", next_step="fetch it again")
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return {"speeches": frame.unique("speech", keep="first", maintain_order=True)}


def _code(letters: str, year: int) -> int | None:
    """Give the COW code of a delegation: in October, when it speaks, or by the end of the year.

    Examples
    --------
    >>> _code("CHN", 1960), _code("CHN", 1980), _code("VAT", 2000)
    (713, 710, None)
    """
    if letters == "CHN" and 1949 <= year <= 1970:
        return TAIPEI
    in_october, by_december = date(year, 10, 1), date(year, 12, 31)
    known = LETTERS.get(letters)
    return known or ccode_on(letters, in_october) or ccode_on(letters, by_december)
