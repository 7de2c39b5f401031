"""Parsers of forecasts: questions with the crowd's chance, and published forecasts of accession."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from detente.errors import ParseError
from detente.sources.parsers import eu_forecasts, forecastbench

OPEN = {
    "source": "metaculus",
    "id": "7",
    "question": "Will Atlantis join?",
    "url": "https://example.org/7",
    "market_open": "2024-01-01T00:00:00+00:00",
    "market_close": "2027-01-01T00:00:00+00:00",
    "forecasts": [
        {
            "forecast_due_date": "2024-07-21",
            "freeze_datetime": "2024-07-12T00:00:00+00:00",
            "crowd": "0.25",
            "market_or_outcome": [["2024-08-01", 0.3, False]],
        }
    ],
    "resolution": None,
}
RESOLVED = {**OPEN, "id": "8", "resolution": {"date": "2025-02-03", "value": 1.0}}
HEAD = (
    "id,kind,made_by,made_on,subject_iso3,statement,point_or_deadline,resolves_yes_if,url,read_from"
)
ROW = 'a1,model forecast,"A, B",2017-07-12,ATL,ready by 2023,2023,ready by then,https://x.org,page'


def questions(path: Path, *rows: object) -> dict[str, Path]:
    lines = "\n".join(json.dumps(row) for row in rows)
    path.write_bytes(gzip.compress(lines.encode()))
    return {forecastbench.FILE: path}


def test_questions_with_chance_and_outcome(tmp_path: Path) -> None:
    paths = questions(tmp_path / "q.jsonl.gz", RESOLVED, OPEN)
    frame = forecastbench.parse(paths)["forecastbench"]
    assert frame.select("question", "asked", "crowd", "resolved", "outcome").rows() == [
        ("metaculus:7", date(2024, 7, 21), 0.25, None, None),
        ("metaculus:8", date(2024, 7, 21), 0.25, date(2025, 2, 3), 1.0),
    ]
    assert frame.select("frozen", "opens", "closes").row(0) == (
        date(2024, 7, 12),
        date(2024, 1, 1),
        date(2027, 1, 1),
    )


def test_broken_questions(tmp_path: Path) -> None:
    with pytest.raises(ParseError, match="cannot be read"):
        forecastbench.parse(questions(tmp_path / "q.gz", {"source": "x"}))
    cut = tmp_path / "c.gz"
    cut.write_bytes(questions(tmp_path / "w.gz", OPEN)[forecastbench.FILE].read_bytes()[:-9])
    with pytest.raises(ParseError, match="cannot be read"):
        forecastbench.parse({forecastbench.FILE: cut})


def test_published_forecasts(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    [row] = eu_forecasts.parse({eu_forecasts.FILE: path})["eu_forecasts"].rows(named=True)
    assert (row["letters"], row["by"], row["made_on"]) == ("ATL", "2023", date(2017, 7, 12))
    path.write_text(f"{HEAD}\n{ROW.replace('2017-07-12', 'once')}\n", encoding="utf-8")
    with pytest.raises(ParseError, match="cannot be read"):
        eu_forecasts.parse({eu_forecasts.FILE: path})
    path.write_text("id,kind\n1,2\n", encoding="utf-8")
    with pytest.raises(ParseError, match="cannot be read"):
        eu_forecasts.parse({eu_forecasts.FILE: path})
