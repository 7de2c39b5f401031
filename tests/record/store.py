"""Store the numbers of today's papers and the digests of today's starter for comparison.

Run ``python -m tests.record.store`` only where a change of numbers is meant; the change and its
reason belong into the changelog.
"""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from detente.files import write_all
from tests.record.flatten import frame

HERE = Path(__file__).parent
NUMBERS = HERE / "numbers.parquet"
DIGESTS = HERE / "starter.json"


def digests(manifest: dict[str, Any]) -> dict[str, str]:
    """Give the digest of the values of each table of a starter.

    Those in ``starter.json`` were computed from the files of version 0.1, as they were, with
    today's `content_of`: it rounds floating-point values to seven significant digits, so that a
    digest does not depend on the processor.
    """
    return {name: str(entry["content"]) for name, entry in sorted(manifest["tables"].items())}


def stored() -> pl.DataFrame:
    """Read the stored numbers."""
    return pl.read_parquet(NUMBERS)


def keep(records: dict[str, dict[str, Any]], manifest: dict[str, Any]) -> int:
    """Write both files and give the number of rows."""
    found = frame(records)
    packed = BytesIO()
    found.write_parquet(packed, compression="zstd", compression_level=19, statistics=False)
    told = json.dumps(digests(manifest), indent=1) + "\n"
    write_all({NUMBERS: packed.getvalue(), DIGESTS: told.encode()})
    return found.height


def main() -> None:
    """Make the fourteen briefs of the paper's tests anew and store their numbers."""
    from detente.actors.relation_key import pair
    from detente.analysis.options import Options
    from detente.paper.brief import make
    from detente.paper.writers.json import record
    from detente.store.catalog import default_catalog
    from detente.store.starter import manifest
    from tests.conftest import PAIRS

    catalog = default_catalog()
    made = {
        name: record(make(catalog, pair(*names), Options(draws=200)))
        for name, names in PAIRS.items()
    }
    print(f"{keep(made, manifest()):,} numbers of {len(made)} papers stored")


if __name__ == "__main__":
    main()
