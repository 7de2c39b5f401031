"""A year that cannot be one never becomes a span that is spread over its years."""

from __future__ import annotations

import gzip
from pathlib import Path

import polars as pl
import pytest

from detente.errors import CheckError, ParseError
from detente.sources import years
from detente.sources.ingest import parse
from detente.sources.shelf import SHELF, source
from detente.sources.table_check import check

FLAGS = ("trade", "arms", "military", "financial", "travel", "other")
GSDB = ",".join(("case_id", "sanctioned_state", "sanctioning_state", "begin", "end", *FLAGS))


def sanctions(path: Path, begin: str, end: str) -> dict[str, Path]:
    path.write_text(f"{GSDB}\n1,Iraq,United States,{begin},{end},1,0,0,0,0,0\n")
    return {source("gsdb").files[0].name: path}


def test_a_case_is_spread_over_its_years(tmp_path: Path) -> None:
    frames = parse(source("gsdb"), sanctions(tmp_path / "a.csv", "1990", "1992"))
    assert frames["gsdb"].sort("year")["year"].to_list() == [1990, 1991, 1992]


@pytest.mark.parametrize(
    ("begin", "end"),
    [("1990", "132768958"), ("-5", "1990"), ("1990", "99999999999999"), ("", "1990"), ("x", "1")],
)
def test_a_case_without_an_end_that_can_be_true_is_refused_at_once(
    tmp_path: Path, begin: str, end: str
) -> None:
    with pytest.raises(ParseError) as caught:
        parse(source("gsdb"), sanctions(tmp_path / "a.csv", begin, end))
    assert "\n" not in str(caught.value)


def test_memberships_in_a_year_that_cannot_be_one_are_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "igo.csv.gz"
    rows = "ccode,year,state,aaa\n2,1990,usa,1\n20,1990,can,1\n2,132768958,usa,1\n"
    path.write_bytes(gzip.compress(rows.encode()))
    with pytest.raises(ParseError, match="132768958 is not a year"):
        parse(source("cow_igo"), {"state_year_formatv3.csv.gz": path})


@pytest.mark.parametrize("year", [0, -1, 9999, 132768958])
def test_every_table_refuses_a_year_that_cannot_be_one(year: int) -> None:
    checked = 0
    for declared in SHELF:
        for rule in declared.tables.values():
            whole = pl.DataFrame({name: [1] for name in rule.columns}).cast(dict(rule.columns))
            for name in set(years.COLUMNS) & set(rule.columns):
                if rule.columns[name] in (pl.Int64, pl.Int32):
                    frame = whole.with_columns(pl.lit(year, dtype=rule.columns[name]).alias(name))
                    with pytest.raises(CheckError, match=f"outside 1 to 2200.* {year}"):
                        check(declared, rule, frame)
                    checked += 1
    assert checked > 30
