"""Attack the entrances with spoiled inputs, and count what escapes.

python benchmarks/faults.py [--entrance NAME] [--inputs N] [--seed S] [--seconds T]

Every input is made from a sound one by a seeded generator: the same seed and number give the same
input. With --seconds an entrance ends after so many, and says how many inputs it took. Printed are
how many inputs were refused in one line, errors outside the tree with the first input of each kind,
inputs that took too long (five seconds to refuse one, thirty to do the work of a sound one), and
the most memory that was used. The exit code is 1 where anything escaped or hung.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.attack import attack, peak_megabytes
from tests.faults.every_entrance import EVERY_ENTRANCE


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument(
        "--entrance", choices=sorted(EVERY_ENTRANCE), help="one of them; all by default"
    )
    given.add_argument("--inputs", type=int, default=1_000, help="how many for each")
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--seconds", type=float, default=1e9, help="for each entrance at most")
    asked = given.parse_args()
    wrong = 0
    for name in [asked.entrance] if asked.entrance else EVERY_ENTRANCE:
        began = time.monotonic()
        found = attack(name, asked.inputs, asked.seed, seconds=asked.seconds)
        escaped, seconds = sum(found.escaped.values()), time.monotonic() - began
        print(
            f"{name}: {found.inputs:,} inputs, {found.refused:,} refused, {escaped:,} escaped in "
            f"{len(found.escaped)} kinds, {len(found.hangs)} over 5 s, "
            f"slowest {found.slowest:.2f} s, "
            f"{peak_megabytes():,.0f} MB at most, {seconds:,.0f} s, seed {asked.seed}",
            flush=True,
        )
        for kind, count in found.escaped.most_common():
            print(f"  {count:,} x {kind}\n    {found.examples[kind]}", flush=True)
        for shown in found.hangs[:20]:
            print(f"  over 5 s: {shown}", flush=True)
        wrong += escaped + len(found.hangs)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
