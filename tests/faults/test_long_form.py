"""The long form: what ended is kept, a broken line is not, and the page adds up."""

from __future__ import annotations

import json
from pathlib import Path

from tests.faults.long_form import Part, every_part, read_record, run_all
from tests.faults.long_page import long_page

DAYS = Part("inputs", "days", 20)
RECORD = Part("inputs", "record", 30)


def test_a_run_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    kept = {**vars(DAYS), "runs": 20, "struck": 19, "faults": 0, "shown": [], "seconds": 1.5}
    record.write_text(json.dumps(kept) + "\n" + '{"kind": "inputs", "name": "rec')
    assert read_record(record) == [kept]
    rows = run_all([DAYS, RECORD], record, processes=1)
    assert rows[0] == kept, "it is not run again"
    assert (rows[1]["name"], rows[1]["runs"], rows[1]["faults"]) == ("record", 30, 0)
    assert read_record(record) == rows, "the broken line is gone"


def test_the_page_adds_up() -> None:
    end = {"shown": [], "seconds": 1.0}
    page = long_page(
        [
            {**vars(DAYS), **end, "runs": 1_200, "struck": 900, "faults": 1, "slowest": 0.5},
            {**vars(RECORD), **end, "runs": 30, "struck": 30, "faults": 0, "megabytes": 1_020},
            {"kind": "kills", "name": "store", **end, "runs": 32, "struck": 30, "faults": 0},
            {"kind": "kills", "name": "ledger", **end, "runs": 32, "struck": 32, "faults": 2},
        ]
    )
    assert "| all | 1,230 | 930 | 1 | | |" in page
    assert "| days | 1,200 | 900 | 1 | 0.50 | 0 |" in page
    assert "| killed (SIGKILL) at a step or at random | 2 | 64 | 62 | 2 |" in page


def test_the_long_form_has_a_million_inputs_and_four_hundred_kills() -> None:
    parts = list(every_part(1.0))
    inputs = {part.name: part.most for part in parts if part.kind == "inputs"}
    assert sum(inputs.values()) >= 1_000_000
    assert sum(most >= 50_000 for most in inputs.values()) >= 20
    assert inputs["process"] >= 5_000
    assert sum(part.most for part in parts if part.kind == "kills") >= 400
    assert sum(part.most for part in parts if part.kind == "full-disk") >= 60
