"""Draw rows of the hand-made tables for a second reading by somebody who did not write them.

``python -m tests.record.sample_rows SEED N`` prints N rows of all tables, the same for one seed;
with ``--table blocs`` of one table. Each row is as likely as any other, so that the share of wrong
ones estimates that of the tables.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator, Sequence

from detente.actors.every_row import FactRow, every_row
from detente.actors.source_rules import NO_DOCUMENT


def drawn(rows: Sequence[FactRow], seed: int, size: int) -> list[FactRow]:
    """Draw rows without replacement, in the order of their files.

    Parameters
    ----------
    rows : sequence of FactRow
        The rows.
    seed : int
        The same seed draws the same rows.
    size : int
        How many; all where there are fewer.
    """
    chosen = random.Random(seed).sample(rows, min(size, len(rows)))
    return sorted(chosen, key=lambda row: (row.file, row.place))


def lines_of(number: int, row: FactRow) -> Iterator[str]:
    """Write a row for its reader: what it states, its day, document, and what was read."""
    origin = row.origin
    dated = f"{row.day} ({row.precision})" if row.precision != "day" else f"{row.day}"
    yield f"{number}. {row.reference}"
    yield f"   day       {dated}"
    yield f"   states    {row.what}"
    yield f"   document  {row.document or NO_DOCUMENT}"
    if origin.document_date or origin.basis:
        yield f"   of        {origin.document_date or 'no day'}, {origin.basis or 'no basis'}"
    read = origin.url or origin.dataset
    yield f"   read      {row.evidence_class}" + (f": {read}" if read else "")


def main(words: Sequence[str]) -> int:
    """Print the rows that a seed draws.

    Parameters
    ----------
    words : sequence of str
        Arguments of the command.
    """
    parser = argparse.ArgumentParser(prog="python -m tests.record.sample_rows", description=__doc__)
    parser.add_argument("seed", type=int, help="the same seed draws the same rows")
    parser.add_argument("size", type=int, help="how many rows")
    parser.add_argument("--table", default="", help="one table only, such as blocs")
    asked = parser.parse_args(words)
    rows = [row for row in every_row() if asked.table in ("", row.table)]
    for number, row in enumerate(drawn(rows, asked.seed, asked.size), start=1):
        sys.stdout.write("\n".join((*lines_of(number, row), "", "")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
