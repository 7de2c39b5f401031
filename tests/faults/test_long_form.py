"""The long form: what ended is kept, a broken line is not, and the page adds up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.evaluation.ledger.own import entries_of
from tests.faults.entrances import MAKING, json_questions
from tests.faults.long_form import Part, every_part, read_record, rest, run_all
from tests.faults.long_page import long_page

DAYS = Part("inputs", "days", 20)
RECORD = Part("inputs", "record", 30)


def test_a_run_goes_on_after_its_last_whole_line(tmp_path: Path) -> None:
    record = tmp_path / "record.jsonl"
    kept = {**vars(DAYS), "runs": 20, "struck": 19, "faults": 0, "shown": [], "seconds": 1.5}
    record.write_text(json.dumps(kept) + "\n" + '{"kind": "inputs", "name": "rec')
    assert read_record(record) == [kept]
    assert rest([RECORD, DAYS], record) == ([kept], [RECORD]), "what a page is written from"
    rows = run_all([DAYS, RECORD], record, processes=1)
    assert rows[0] == kept, "it is not run again"
    assert (rows[1]["name"], rows[1]["runs"], rows[1]["faults"]) == ("record", 30, 0)
    assert read_record(record) == rows, "the broken line is gone"


def test_the_page_adds_up() -> None:
    end: dict[str, Any] = {"shown": [], "seconds": 1.0}
    fault = end | {"shown": ["1 x KeyError at days.py:3:\n 'a`b'"]}
    page = long_page(
        [
            {**vars(DAYS), **fault, "runs": 1_200, "struck": 900, "faults": 1, "slowest": 0.5},
            {**vars(RECORD), **end, "runs": 30, "struck": 30, "faults": 0, "megabytes": 1_020},
            {"kind": "kills", "name": "store", **end, "runs": 32, "struck": 30, "faults": 0},
            {"kind": "kills", "name": "ledger", **end, "runs": 32, "struck": 32, "faults": 0},
        ],
        [("clock", "store"), ("inputs", "http"), ("inputs", "facts")],
        seed=7,
    )
    assert "| all | 1,230 | 930 | 1 | | |" in page
    assert "| days | 1,200 | 900 | 1 | 0.50 | 0 |" in page
    assert "| killed (SIGKILL) at a step or at random | 2 | 64 | 62 | 0 |" in page
    assert "- days, inputs: `1 x KeyError at days.py:3: 'a'b'`\n" in page
    assert "--seed 7`" in page and "4 of its 7 parts have ended." in page
    assert "- inputs: facts; http\n" in page and "- a clock that jumps: all 1\n" in page


def test_a_page_of_a_whole_run_without_a_fault_says_so() -> None:
    page = long_page([{**vars(DAYS), "runs": 20, "struck": 19, "faults": 0, "shown": []}])
    assert "All of its 1 parts have ended." in page and "Nothing escaped, hung" in page


def test_the_long_form_has_a_million_inputs_and_four_hundred_kills() -> None:
    parts = list(every_part(1.0))
    inputs = {part.name: part.most for part in parts if part.kind == "inputs"}
    assert sum(inputs.values()) >= 1_000_000
    assert sum(most >= 50_000 for most in inputs.values()) >= 20
    assert inputs["process"] >= 5_000
    assert sum(part.most for part in parts if part.kind == "kills") >= 400
    assert sum(part.most for part in parts if part.kind == "full-disk") >= 60


def test_questions_as_json_are_sound_before_they_are_spoiled(tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(json_questions())
    assert len(entries_of(tmp_path / "own.json", MAKING)) == 2
