"""CEPII's Gravity: trade between states as the IMF has it, and reconciled (BACI)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from detente.actors.match_report import Matched
from detente.errors import ParseError
from detente.frame_files import scan_csv
from detente.sources.parsers.trade_flows import pairs
from detente.sources.parsers.zip_members import members, unpacked

FILE = "Gravity_csv_V202211.zip"
MEMBER = "Gravity_V202211.csv"
REPORTED = "tradeflow_imf_d"
"""Flow from origin to destination as the destination reports it to the IMF, in thousands."""
TYPES: dict[str, type[pl.DataType]] = {
    "year": pl.Int64,
    "iso3_o": pl.String,
    "iso3_d": pl.String,
    "country_exists_o": pl.Int8,
    "country_exists_d": pl.Int8,
    REPORTED: pl.Float64,
}
THOUSANDS_IN_A_MILLION = 1e3


def parse(paths: Mapping[str, Path]) -> dict[str, Matched]:
    """Read who imports what from whom; the origin sells, the destination buys.

    Rows of a year in which one of the two did not exist are left out: the file repeats each pair
    for every year.

    Raises
    ------
    ParseError
        Where the archive lacks the file of pairs.
    """
    found = members(paths[FILE], MEMBER)
    if not found:
        raise ParseError(f"the archive lacks '{MEMBER}'", where="cepii_gravity")
    with unpacked(paths[FILE], found[0]) as path:
        rows = scan_csv(path, schema_overrides=TYPES, null_values=["", "NA"])
        both_exist = (pl.col("country_exists_o") == 1) & (pl.col("country_exists_d") == 1)
        reported = rows.filter(both_exist & pl.col(REPORTED).is_not_null())
        flows = reported.select(
            pl.col("iso3_d").alias("importer"),
            pl.col("iso3_o").alias("exporter"),
            "year",
            (pl.col(REPORTED) / THOUSANDS_IN_A_MILLION).alias("imports"),
        ).collect()
    return {"cepii_gravity": pairs(flows)}
