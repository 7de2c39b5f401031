"""Varieties of Democracy: electoral democracy with its interval, each state and year since 1789."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.actors.matching import match_states
from detente.actors.systems import System, code_name
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
    """Translate V-Dem's units into the codes of one system.

    A year in which a unit changed its code counts for both: Germany's of 1990 for West Germany,
    too.
    """
    code = code_name(system)
    own = dialect("vdem")
    at_end = match_states(raw, LETTERS, system=system, dialect=own, table="vdem")
    january = raw.with_columns(pl.date(pl.col("year"), 1, 1).alias("day"))
    at_start = match_states(january, LETTERS, when="day", system=system, dialect=own).frame
    ended = at_start.drop("day").join(at_end.frame, on=[code, "year"], how="anti")
    return at_end.with_frame(pl.concat([at_end.frame, ended]).sort(code, "year"))
