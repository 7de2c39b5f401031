"""The state of a relation comes first in the terminal, in the JSON and in the paper."""

from __future__ import annotations

import json

from tests.cli.test_cli import run


def test_the_page_says_the_state_before_anything_else() -> None:
    lines = run("relation", "Ukraine", "Russia", "--as-of", "2024")[0].splitlines()
    beginning = " ".join(lines[2 : lines.index("POWER")])
    assert "Ukraine and Russia have been at war since 24 February 2022" in beginning
    assert max(map(len, lines)) <= 100


def test_the_json_has_every_condition_with_its_document() -> None:
    found = json.loads(run("relation", "India", "Pakistan", "--as-of", "2024", "--json")[0])[
        "state"
    ]
    assert found["headline"] == "truce" and found["day"] == "2024-12-31"
    by_kind = {one["headline"]: one for one in found["conditions"]}
    assert by_kind["truce"]["from"] == "2021-02-25" and by_kind["truce"]["to"] is None
    assert all(one["document"] for one in found["conditions"])
    assert set(found["documents"]) >= {by_kind["rupture"]["document"]}


def test_the_report_card_has_a_page_on_states() -> None:
    text, _ = run("backtest", "state", "--as-of", "2024")
    row = next(line for line in text.splitlines() if line.startswith("UCDP  "))
    assert row.split() == ["UCDP", "1991", "to", "2024", "82", "142", "0"]
