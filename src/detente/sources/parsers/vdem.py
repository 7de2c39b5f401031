"""Varieties of Democracy: electoral democracy with its interval, each state and year since 1789."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.changed_codes import match_both_codes
from detente.actors.match_report import Matched
from detente.actors.systems import System
from detente.sources.dialects import dialect
from detente.sources.parsers.rdata import read_rda

COLUMNS = (
    "v2x_polyarchy",
    "v2x_polyarchy_codelow",
    "v2x_polyarchy_codehigh",
    "v2x_libdem",
    "v2x_libdem_codelow",
    "v2x_libdem_codehigh",
)
LETTERS = "country_text_id"
"""The producer's own letters; the file's ``cown`` and ``GWn`` were put in by others."""


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Give the indices by the codes of both systems.

    V-Dem's units go on where a state was not yet or no longer independent; those years belong to
    no member of a system.
    """
    raw = read_rda(paths["vdem_simple.rda"], [LETTERS, "year", *COLUMNS])
    whole = raw.cast({"year": pl.Int64})
    return {"vdem": _by_code(whole, "cow"), "gw_vdem": _by_code(whole, "gw")}


def _by_code(raw: pl.DataFrame, system: System) -> Matched:
    """Translate V-Dem's units into the codes of one system."""
    return match_both_codes(raw, LETTERS, system=system, dialect=dialect("vdem"), table="vdem")
