"""Varieties of Democracy: electoral democracy with its interval, each state and year since 1789."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.systems import System
from detente.sources.parsers.rdata import read_rda
from detente.sources.private_codes import by_private_codes

COLUMNS = (
    "v2x_polyarchy",
    "v2x_polyarchy_codelow",
    "v2x_polyarchy_codehigh",
    "v2x_libdem",
    "v2x_libdem_codelow",
    "v2x_libdem_codehigh",
)
LETTERS, NUMBER = "country_text_id", "vdem_cowcode"
"""The producer's own letters and numbers. The file's ``cown`` and ``GWn`` were put in by others."""


def parse(paths: Mapping[str, Path]) -> dict[str, pl.DataFrame]:
    """Give the indices by the codes of both systems.

    V-Dem's units go on where a state was not yet or no longer independent; those years belong to
    no member of a system and are left out.
    """
    raw = read_rda(paths["vdem_simple.rda"], [LETTERS, NUMBER, "year", *COLUMNS])
    whole = raw.cast({NUMBER: pl.Int64, "year": pl.Int64})
    return {"vdem": _by_code(whole, "cow"), "gw_vdem": _by_code(whole, "gw")}


def _by_code(raw: pl.DataFrame, system: System) -> pl.DataFrame:
    """Translate V-Dem's units into the codes of one system."""
    coded = by_private_codes(raw, "vdem", key=LETTERS, default=NUMBER, system=system)
    return coded.sort(coded.columns[:2])
