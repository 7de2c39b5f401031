"""Claims after the Issue Correlates of War: who claims what of whom, year by year."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import polars as pl

from detente.sources.text_tables import read_rows

FILE = "ICOWdyadyr.csv.gz"
ISSUES = {1: "territory", 2: "river", 3: "maritime"}
NAMES = {"claimdy": "claim", "chal": "challenger", "tgt": "target"}
PACKED = b"\x1f\x8b"
"""How a compressed file begins."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give each claim and year; the producer ends its lines with a carriage return alone."""
    given = paths[FILE].read_bytes()
    content = gzip.decompress(given) if given.startswith(PACKED) else given
    lines = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    raw = read_rows(BytesIO(lines), never_empty="version")
    issue = pl.col("issue").cast(pl.Int64).replace_strict(ISSUES, return_dtype=pl.String)
    # the file has a column "claim" of its own, which numbers claims within a region
    used = raw.select(*NAMES, "year", "issue", "icowsal")
    rows = used.with_row_index("row").rename(NAMES)
    whole = pl.col("row", *NAMES.values(), "year").cast(pl.Int64)
    salience = pl.col("icowsal").cast(pl.Int16, strict=False).alias("salience")
    claims = rows.select(whole, issue, salience)
    return {"issue_claims": claims}
