"""Count how many of the pairs that calibrate print each variant: src/detente/rules/commonness.toml.

python -m tests.rules.calibrate [--write]
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from detente.actors.relation_key import pair
from detente.analysis.relation import Relation
from detente.rules.argument import Argument
from detente.rules.commonness import calibration
from detente.store.catalog import Catalog, default_catalog

FILE = Path(__file__).resolve().parents[2] / "src" / "detente" / "rules" / "commonness.toml"
HEAD = "# How many pairs of calibration.toml print each variant; made by tests.rules.calibrate.\n"


def counted(catalog: Catalog) -> Counter[str]:
    """Count the pairs that print each variant, whatever its score."""
    found: Counter[str] = Counter()
    for one in calibration():
        argument = Argument(Relation(catalog, pair(one.first, one.second, one.day)))
        found.update({line.id for lines in argument.lines.values() for line in lines})
    return found


def written(counts: Counter[str]) -> str:
    """Write the counts as a table, A to Z."""
    rows = [f'"{name}" = {count}' for name, count in sorted(counts.items())]
    return HEAD + "[count]\n" + "".join(f"{row}\n" for row in rows)


def main() -> None:
    counts = counted(default_catalog())
    for name, count in counts.most_common():
        print(f"{count:>3}  {name}")
    if "--write" in sys.argv:
        FILE.write_text(written(counts), encoding="utf-8")


if __name__ == "__main__":
    main()
