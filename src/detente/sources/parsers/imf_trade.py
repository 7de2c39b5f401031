"""IMF, International Trade in Goods by partner country (IMTS, the former Direction of Trade)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.errors import ParseError
from detente.frame_files import read_csv
from detente.sources.parsers.trade_flows import pairs

FILE = "imts_imports.csv"
COLUMNS = (
    "COUNTRY",
    "INDICATOR",
    "COUNTERPART_COUNTRY",
    "FREQUENCY",
    "TIME_PERIOD",
    "OBS_VALUE",
)
PLACES = ("COUNTRY", "COUNTERPART_COUNTRY")
"""Three letters are a place; areas and groups have numbers in their codes, or more letters."""
IMPORTS, YEARLY = "MG_CIF_USD", "A"
"""Imports of goods, cost, insurance and freight included, in US dollars; a value a year."""
MILLION = 1e6
LETTERS = {"KOS": "XKX"}
"""Letters that this file uses in a sense of its own."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Read the comma-separated answer of the SDMX interface: yearly imports by partner.

    ``OBS_VALUE`` is in dollars whatever ``SCALE`` says, which is how the Fund displays it. Areas
    and groups (``G001`` is the world) fall away. What a state does not report is null: exports of
    the partner are not put in its place.

    Raises
    ------
    ParseError
        Where the file is no such answer.
    """
    raw = read_csv(paths[FILE], infer_schema=False, null_values=["", "NaN"])
    missing = [name for name in COLUMNS if name not in raw.columns]
    if missing:
        raise ParseError(
            f"'{FILE}' has no column '{missing[0]}'", where="imf_trade", near=raw.columns[:8]
        )
    is_yearly = (pl.col("FREQUENCY") == YEARLY) & (pl.col("INDICATOR") == IMPORTS)
    of_places = pl.all_horizontal(pl.col(PLACES).str.contains(r"^[A-Z]{3}$"))
    letters = {
        "importer": pl.col("COUNTRY").replace(LETTERS),
        "exporter": pl.col("COUNTERPART_COUNTRY").replace(LETTERS),
    }
    year = pl.col("TIME_PERIOD").cast(pl.Int64)
    imports = pl.col("OBS_VALUE").cast(pl.Float64) / MILLION
    flows = raw.filter(is_yearly & of_places).select(**letters, year=year, imports=imports)
    return {"imf_trade": pairs(flows)}
