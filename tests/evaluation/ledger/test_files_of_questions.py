"""Files of questions, lists of relations, published digests, copies and tables."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from detente.actors.relation_key import pair
from detente.errors import DetenteError, LedgerError, RequestError
from detente.evaluation.ledger.file import append, load
from detente.evaluation.ledger.outlook import Making
from detente.evaluation.ledger.own import entries_of
from detente.evaluation.ledger.relations import read_relations
from detente.evaluation.ledger.seal import export_sound, export_table, find_digest
from tests.evaluation.ledger.made import came, chance
from tests.house.tree import ROOT

MAKING = Making(date(2026, 11, 28), "0.2")
OWN = """
[[entry]]
id = "own.1"
question = "Does Montenegro close its talks by 2027?"
rule = "Yes where our records have all 33 chapters provisionally closed."
deadline = 2027-12-31
first = "MNE"
second = "EU"
forecast = { probability = 0.3 }
baseline = { probability = 0.117 }
baseline_is = "candidates joined at .117 a year"

[entry.decided_by]
table = "record.chapters"
column = "chapter"
where = { bloc = ["EU"], state = ["MNE"], kind = ["closed"] }
take = "count"
rows = "any"
way = "at least"
threshold = 33
known = ["facts", "2027-12-31"]
"""
EXAMPLES = ROOT / "examples" / "ledger"


def written(folder: Path, text: str, name: str = "q.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_questions_of_ones_own(tmp_path: Path) -> None:
    [one] = entries_of(written(tmp_path, OWN), MAKING)
    assert (one.kind, one.method, one.software) == ("own", "judgement", "0.2")
    assert one.made_on == date(2026, 11, 28) and one.void_after == date(2030, 12, 31)
    assert one.view == date(2026, 6, 30) and one.is_scored


def test_the_day_of_writing_is_not_the_writers_to_choose(tmp_path: Path) -> None:
    early = OWN.replace('id = "own.1"', 'id = "own.1"\nmade_on = 2020-01-01')
    assert entries_of(written(tmp_path, early), MAKING)[0].made_on == date(2026, 11, 28)
    late = OWN.replace("deadline = 2027-12-31", "deadline = 2025-12-31")
    assert entries_of(written(tmp_path, late), MAKING)[0].is_retrospective


def test_questions_of_a_scenario(tmp_path: Path) -> None:
    row = {**chance("scenario.1", kind="scenario").plain()}
    text = json.dumps({"scenario": {}, "indicators": [row]})
    [one] = entries_of(written(tmp_path, text, "scenario.json"), MAKING)
    assert one.kind == "scenario" and one.made_on == date(2026, 11, 28)


def test_the_examples_can_be_read() -> None:
    assert entries_of(EXAMPLES / "questions.toml", MAKING)
    listed = read_relations(EXAMPLES / "relations.toml")
    assert len(listed) == 30 and all(len(one.reason) > 5 for one in listed)
    keys = {
        frozenset((k.first.key, k.second.key)) for k in (pair(r.first, r.second) for r in listed)
    }
    assert len(keys) == 30


@pytest.mark.parametrize(
    ("name", "text", "part"),
    [
        ("q.toml", "x = ", "no sound file"),
        ("q.json", "[1]", "holds no fields"),
        ("q.toml", "x = 1", "holds no question"),
        ("q.toml", "entry = [1]", "holds no fields"),
        ("q.json", '{"watch": [{"id": "w"}]}', "lacks 'a'"),
        ("q.toml", OWN.replace("take =", "code ="), "a field 'code' that nobody knows"),
    ],
)
def test_files_that_hold_no_question(tmp_path: Path, name: str, text: str, part: str) -> None:
    with pytest.raises(DetenteError, match=part) as error:
        entries_of(written(tmp_path, text, name), MAKING)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "lists no relation"),
        ("[[relation]]\na = 'NATO'\nb = 'Russia'", "needs the texts a, b and reason"),
        ("x = ", "no sound TOML"),
        ("[[relation]]\na='A'\nb='B'\nreason='r'\n[[relation]]\na='B'\nb='A'\nreason='r'", "twice"),
    ],
)
def test_lists_that_are_refused(tmp_path: Path, text: str, part: str) -> None:
    with pytest.raises(RequestError, match=part):
        read_relations(written(tmp_path, text))
    with pytest.raises(RequestError, match="cannot be read"):
        read_relations(tmp_path / "nowhere.toml")


def test_a_published_digest_is_found_or_missed(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    early = append(path, lambda _: [chance("q1"), chance("q2")]).head
    append(path, lambda _: [came("q1", 1.0)])
    held = load(path)
    assert find_digest(held, early[:12].upper()) == 2 and find_digest(held, held.head) == 3
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    cut = load(path)  # whole lines are missing: the chain alone cannot show it
    with pytest.raises(LedgerError, match="no entry has the digest"):
        find_digest(cut, early)
    with pytest.raises(LedgerError, match="too short"):
        find_digest(cut, early[:4])


def test_a_table_a_copy_and_the_sound_part(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    append(path, lambda _: [chance("q1", 0.2), chance("q2"), came("q1", 1.0)])
    assert export_table(path, tmp_path / "t.csv") == 2
    frame = pl.read_csv(tmp_path / "t.csv")
    assert frame.select("id", "forecast", "outcome").rows() == [("q1", 0.2, 1.0), ("q2", 0.2, None)]
    assert export_table(path, tmp_path / "t.parquet") == 2
    export_table(path, tmp_path / "copy.jsonl")
    assert (tmp_path / "copy.jsonl").read_bytes() == path.read_bytes()
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(LedgerError, match="entry 3 is cut off"):
        export_table(path, tmp_path / "t.csv")
    assert export_sound(path, tmp_path / "saved.jsonl") == 2
    assert set(load(tmp_path / "saved.jsonl").entries) == {"q1", "q2"}


def test_where_nothing_is_exported(tmp_path: Path) -> None:
    path = tmp_path / "l.jsonl"
    append(path, lambda _: [chance("q1")])
    with pytest.raises(RequestError, match="no table that can be written"):
        export_table(path, tmp_path / "t.xls")
    with pytest.raises(RequestError, match="not written over itself"):
        export_table(path, path)
    path.write_bytes(b"{}\n")
    with pytest.raises(LedgerError, match="no sound line"):
        export_sound(path, tmp_path / "saved.jsonl")


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("deadline = 2027-12-31", "deadline = 2027-12-31T00:00:00"),
        ("deadline = 2027-12-31", 'deadline = "99999-12-31"'),
        ("deadline = 2027-12-31", 'deadline = "0000-12-31"'),
        ("deadline = 2027-12-31", "deadline = 2027-12-31\nview = 2026-01-01T10:00:00"),
        ("deadline = 2027-12-31", "deadline = 2027-12-31\neditions = 3"),
        ("forecast = { probability = 0.3 }", "forecast = 3"),
        ('known = ["facts", "2027-12-31"]', "known = 3"),
        ('known = ["facts", "2027-12-31"]', "per = 3"),
        ('known = ["facts", "2027-12-31"]', "plus = 3"),
        ('take = "count"', "take = [1]"),
    ],
)
def test_a_field_of_the_wrong_kind_is_refused_in_one_line(
    tmp_path: Path, there: str, here: str
) -> None:
    assert there in OWN
    with pytest.raises(LedgerError) as caught:
        entries_of(written(tmp_path, OWN.replace(there, here)), MAKING)
    assert "\n" not in str(caught.value)


WATCH = {
    "id": "same_vote",
    "a": "NATO",
    "b": "RUS",
    "made_for": "2026-06-30",
    "question": "Does it fall?",
    "deadline": "2027-01-31",
    "rule": "Yes below .27.",
    "decided_by": {"table": "regime", "column": "polyarchy", "where": {"ccode": [640]}},
}


def test_what_a_paper_watches_is_an_entry(tmp_path: Path) -> None:
    [one] = entries_of(written(tmp_path, json.dumps({"watch": [WATCH]}), "brief.json"), MAKING)
    assert (one.id, one.kind, one.first, one.second) == ("watch.same_vote", "watch", "NATO", "RUS")
    assert (one.deadline, one.void_after) == (date(2027, 1, 31), date(2030, 12, 31))


@pytest.mark.parametrize(
    "watch",
    [
        3,
        {"a": 1},
        [1e-300],
        [True],
        [[]],
        [{**WATCH, "deadline": 20270131}],
        [{**WATCH, "deadline": "99999-01-31"}],
        [{**WATCH, "decided_by": 3}],
        [{**WATCH, "question": 3}],
        [{**WATCH, "a": None}],
    ],
)
def test_what_is_no_thing_to_watch_is_refused_in_one_line(tmp_path: Path, watch: object) -> None:
    with pytest.raises(DetenteError) as caught:
        entries_of(written(tmp_path, json.dumps({"watch": watch}), "brief.json"), MAKING)
    assert "\n" not in str(caught.value)
