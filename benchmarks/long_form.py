"""The long form of the attacks: a million spoiled inputs, kills and disturbances, and their page.

python benchmarks/long_form.py RECORD [--page FILE] [--as-it-is] [--share S] [--processes N]

Every part runs in a process of its own and adds one line to the file RECORD once it has ended. A
run that was interrupted is started again with the same file: parts that are in it are not run
again. With --page the page of results is written from the record; with --as-it-is nothing is run,
and the page names what has still to be run. --share .01 hands in a hundredth of the inputs, to try
it. The exit code is 1 where anything escaped, hung, was lost or was left.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.faults.long_form import SEED, Part, every_part, rest, run_all, run_part
from tests.faults.long_page import long_page


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("record", type=Path, help="a file with one line for each part that ended")
    given.add_argument("--page", type=Path, help="where the page is written")
    given.add_argument("--as-it-is", action="store_true", help="run nothing, write the page")
    given.add_argument("--share", type=float, default=1.0, help="of the inputs and runs")
    given.add_argument("--processes", type=int, default=1, help="parts at once")
    given.add_argument("--part", help=argparse.SUPPRESS)
    asked = given.parse_args()
    if asked.part:
        print(json.dumps(run_part(Part(**json.loads(asked.part)))))
        return
    parts = list(every_part(asked.share))
    if not asked.as_it_is:
        run_all(parts, asked.record, asked.processes)
    rows, waiting = rest(parts, asked.record)
    if asked.page:
        text = long_page(rows, [(one.kind, one.name) for one in waiting], seed=SEED)
        asked.page.write_text(text, encoding="utf8")
    sys.exit(1 if any(row["faults"] for row in rows) else 0)


if __name__ == "__main__":
    main()
