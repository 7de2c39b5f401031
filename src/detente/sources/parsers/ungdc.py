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
"""Letters that mean one code at all times: USSR speeches are filed as RUS; three spoke in the Assembly before they were states."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Read every speech; `ccode` is null for observers (Holy See, Palestine, European Union). Stray files are passed over."""
    rows: list[tuple[str, str, int, int | None, str]] = []
    with tarfile.open(paths["UNGDC_1946-2024.tgz"], "r:gz") as archive:
        for member in archive:
            named = NAME.search(Path(member.name).name)
            content = archive.extractfile(member) if named and member.isfile() else None
            if named is None or content is None:
                continue
            letters, year = named[1], int(named[3])
            code = (
                TAIPEI
                if letters == "CHN" and 1949 <= year <= 1970
                else (
                    LETTERS.get(letters)
                    or ccode_on(letters, date(year, 10, 1))
                    or ccode_on(letters, date(year, 12, 31))
                )
            )
            text = content.read().decode("utf-8", errors="replace").lstrip("\ufeff")
            rows.append((named[0].removesuffix(".txt"), letters, year, code, text))
    if not rows:
        raise ParseError("the archive holds no speech", where="UNGDC", next_step="fetch it again")
    frame = pl.DataFrame(
        rows,
        schema={
            "speech": pl.String,
            "speaker": pl.String,
            "year": pl.Int64,
            "ccode": pl.Int64,
            "text": pl.String,
        },
        orient="row",
    )
    return {"speeches": frame.unique("speech", keep="first", maintain_order=True)}
