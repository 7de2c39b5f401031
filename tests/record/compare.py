"""List what differs between the stored numbers and today's papers.

``python -m tests.record.compare [PAPER ...]``; all fourteen where none is named.
"""

from __future__ import annotations

import sys

import polars as pl

from detente.actors.relation_key import pair
from detente.analysis.options import Options
from detente.paper.brief import make
from detente.paper.writers.json import record
from detente.store.catalog import default_catalog
from tests.conftest import PAIRS
from tests.record.flatten import frame
from tests.record.store import stored
from tests.record.test_record import meant, renamed

SHOWN = 6


def main(names: list[str]) -> None:
    """Print, for each paper, how many places are gone or moved, and the first of them."""
    catalog = default_catalog()
    for name in names or list(PAIRS):
        before = stored().filter(pl.col("pair") == name)
        before = before.with_columns(pl.col("place").map_elements(renamed, return_dtype=pl.String))
        brief = make(catalog, pair(*PAIRS[name]), Options(draws=200))
        after = frame({name: record(brief)})
        both = before.join(after, on="place", how="left", suffix="_now").filter(~meant(name))
        lost = both.filter(pl.col("pair_now").is_null())
        kept = both.filter(pl.col("pair_now").is_not_null())
        other = pl.col("value").ne_missing(pl.col("value_now"))
        moved = kept.filter(other | (pl.col("figures") != pl.col("figures_now")))
        print(f"{name}: {lost.height} gone, {moved.height} moved, of {before.height:,}")
        for place in lost["place"].head(SHOWN):
            print(f"    gone  {place}")
        columns = ("place", "value", "value_now", "figures", "figures_now")
        for row in moved.select(columns).head(SHOWN).iter_rows():
            print("    moved", *row, sep="  ")


if __name__ == "__main__":
    main(sys.argv[1:])
